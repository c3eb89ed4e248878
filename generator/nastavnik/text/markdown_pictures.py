"""Pictures of a text that say nothing of what is seen on them: `![](dvor.jpg)`, or with the «…» that asked for it."""

import re
from collections.abc import Iterator

from nastavnik import messages

_WORDLESS = re.compile(r"!\[[ \t.…]{0,9}\]\(")
_CODE = re.compile(r"(?m)^(?: {4}|\t|[ ]{0,3}(?:```|~~~)[\s\S]*?^[ ]{0,3}(?:```|~~~)).*|`[^`\n]{0,300}`")


def wordless_pictures(text: str) -> Iterator[tuple[int, str]]:
    """The line of each, from 0, and a sentence; pictures inside code are examples."""
    if not _WORDLESS.search(text):
        return
    code = [match.span() for match in _CODE.finditer(text)]
    for match in _WORDLESS.finditer(text):
        if not any(start <= match.start() < end for start, end in code):
            yield text.count("\n", 0, match.start()), messages.PICTURE_WITHOUT_WORDS
