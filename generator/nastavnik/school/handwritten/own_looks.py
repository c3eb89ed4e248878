"""Looks and handlers written into a page by hand: the policy of the pages stops them, so they are left out."""

import re
from collections.abc import Iterable, Iterator

from nastavnik import messages
from nastavnik.school.handwritten import Handwritten
from nastavnik.text.source import Place, Problem

_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`|^(?: {4}|\t).*?$", re.DOTALL | re.MULTILINE)
_ELEMENT = re.compile(r"<style\b.*?(?:</style\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(
    r"""\s(?:style|on[a-z]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)|("[^"]*"|'[^']*')""", re.IGNORECASE
)
_WRITTEN = re.compile(r"""<style\b|(?<=[\s{])style\s*=\s*["'](?=[^\n]*[>}])""", re.IGNORECASE)


def without_own_looks(html: str) -> str:
    """HTML without `<style>`, `style=` and handlers of events: a browser would stop each and count it as an error."""
    return _TAG.sub(_plain_tag, _ELEMENT.sub("", html))


def _plain_tag(tag: re.Match[str]) -> str:
    return _ATTRIBUTE.sub(lambda part: part[1] or "", tag[0]) if "=" in tag[0] else tag[0]


def problems(pages: Iterable[Handwritten]) -> Iterator[Problem]:
    """A hint for the first place of every page that asks for looks of its own; code is only shown."""
    for page in pages:
        text = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page.text)
        written = _WRITTEN.search(text)
        if written:
            line, column = text.count("\n", 0, written.start()), written.start() - text.rfind("\n", 0, written.start())
            yield Problem(Place(page.file, page.lines_above + line + 1, column), messages.OWN_LOOKS, "hint")
