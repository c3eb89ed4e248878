"""Lists of Markdown that do not become lists: no blank line above the first item, no blank after the dash."""

import re
from collections.abc import Iterator

from nastavnik import messages

_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,2}[.)])[ \t]+\S")
_STUCK = re.compile(r" {0,3}-[А-ЯЁа-яёA-Za-z«]")
_LONG = re.compile(r" {0,3}[–—•·●▪][ \u00a0]\S")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_BLOCK = re.compile(r"\s*$|[ ]{0,3}(?:[-*+>|#<]|\d{1,2}[.)]\s)|\s{2,}|[:!?]{3}|={3}|.*\|")


def glued_lists(text: str) -> Iterator[tuple[int, str]]:
    """Number of a line, from 0, and what is wrong: where a list begins that will be read as the end of a paragraph."""
    before, fenced = "", False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        fenced ^= bool(_FENCE.match(line))
        if not fenced:
            if _ITEM.match(line) and not _BLOCK.match(before):
                yield number, messages.LIST_GLUED
            yield from ((number, message) for message in _false_list(before, line, after))
        before = line


def _false_list(before: str, line: str, after: str) -> Iterator[str]:
    """Two lines and more that begin alike, with what makes no list; said at the first."""
    for mark, message in ((_STUCK, messages.DASH_WITHOUT_BLANK), (_LONG, messages.LONG_DASH)):
        if mark.match(line) and mark.match(after) and not mark.match(before):
            yield message
