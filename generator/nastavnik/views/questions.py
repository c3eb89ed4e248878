"""What families ask: headings of the page for parents, or of another in the school's words, that have an anchor."""

import re

from nastavnik.school.handwritten import Handwritten

PARENTS = "parents"
_ANCHORED_HEADING = re.compile(r"^##\s+(.+?)\s*\{:?\s*#([\w-]+)[^}]*\}\s*$", re.MULTILINE)


def questions(page: Handwritten | None, most: int) -> list[tuple[str, str]]:
    """The first headings of a page with their anchors; none without such a page."""
    return _ANCHORED_HEADING.findall(page.text)[:most] if page else []
