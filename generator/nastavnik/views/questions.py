"""What families ask: headings of the page for parents that have an anchor of their own."""

import re

from nastavnik.school.handwritten import Handwritten

PARENTS = "parents"
_ANCHORED_HEADING = re.compile(r"^##\s+(.+?)\s*\{:?\s*#([\w-]+)[^}]*\}\s*$", re.MULTILINE)


def questions(parents: Handwritten | None, most: int) -> list[tuple[str, str]]:
    """The first headings of the page for parents with their anchors; none without such a page."""
    return _ANCHORED_HEADING.findall(parents.text)[:most] if parents else []
