"""What a text leads to, as written: targets of links and pictures, of reference definitions, HTML attributes, styles.

Every step looks a bounded way ahead, so the time grows with the length of the text whatever stands in it.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

LONGEST = 1000  # characters of a target with its title
DEEPEST = 8  # brackets in it
_OPENING = re.compile(r"\]\([ \t]{0,20}\n?[ \t]{0,20}")
_SIGN = re.compile(r"[()]")
_TITLE = re.compile(r"""\s(?:"[^"]*"|'[^']*')\s*\Z""")
_REFERENCE = re.compile(r"(?m)^ {0,3}\[[^\]\n]{1,300}\]:[ \t]{0,20}(?:<([^<>\n]{1,2000})>|([^\n]{1,2000}))")
_ATTRIBUTE = re.compile(
    r"(?i)(?<![\w-])(?:xlink:)?(?:href|src|srcset|poster|data)\s{0,9}=\s{0,9}"
    r"""(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})'|([^\s"'<>=`]{1,2000}))"""
)
_STYLE = re.compile(
    r"""(?i)(?:url\(\s{0,9}|@import\s{1,9})(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^\s"'()]{1,2000}))"""
)
_NAME_ENDS = re.compile(r"\.(?:[a-z]\w{1,4}|7z|mp[34])\Z", re.IGNORECASE)
_OTHERS = (_REFERENCE, _ATTRIBUTE, _STYLE)


class Destination(NamedTuple):
    """What one link or picture of a text leads to."""

    start: int
    """Where it begins in the text, and where it ends; with angle brackets, without a title."""
    end: int
    written: str

    @property
    def parts(self) -> tuple[str, str]:
        """The target and the anchor with its sign, or ""; `#` inside the name of a file begins no anchor."""
        target, sign, anchor = self.written.partition("#")
        if "." not in target.rpartition("/")[2] and _NAME_ENDS.search(anchor) and "://" not in target:
            return self.written, ""
        return target, sign + anchor


def inline(text: str) -> Iterator[Destination]:
    """Targets of inline links and pictures, `[…](here)` and `[…](<here>)`, blanks inside them too."""
    at = text.find("](")
    while at >= 0:
        opening = _OPENING.match(text, at)
        start = opening.end() if opening else at + 2
        destination = _angled(text, start) if text[start : start + 1] == "<" else _bare(text, start)
        if destination and destination.written:
            yield destination
        at = text.find("](", destination.end if destination else start)


def beside_inline(text: str) -> Iterator[Destination]:
    """Targets of reference definitions and of HTML attributes that hold one address, with their places."""
    for pattern in (_REFERENCE, _ATTRIBUTE):
        for match in pattern.finditer(text):
            group = next(number for number, words in enumerate(match.groups(), 1) if words)
            written = _TITLE.sub("", match[group]).rstrip()
            yield Destination(match.start(group), match.start(group) + len(written), written)


def everywhere(text: str) -> Iterator[str]:
    """Every target of a page that may hold HTML, as written, in no order; examples of code count as well."""
    yield from (destination.written for destination in inline(text))
    for pattern in _OTHERS:
        for match in pattern.finditer(text):
            written = unescape(next(filter(None, match.groups()))).strip()
            yield _TITLE.sub("", written)
            if "," in written or " " in written:  # `srcset`: addresses with their widths
                yield from (part.split()[0] for part in written.split(",") if part.strip())


def _angled(text: str, start: int) -> Destination | None:
    end = text.find(">", start, start + LONGEST)
    if end < 0 or "\n" in text[start:end]:
        return None
    return Destination(start, end + 1, text[start + 1 : end].strip())


def _bare(text: str, start: int) -> Destination | None:
    """Up to the bracket that closes the link, or to the end of the line; a title is none of it."""
    depth, end = 0, min(len(text), start + LONGEST)
    line_end = text.find("\n", start, end)
    end = line_end if line_end >= 0 else end
    if line_end < 0 and text.find(")", start, end) < 0:
        return None
    for sign in _SIGN.finditer(text, start, end):
        if _is_escaped(text, sign.start(), start):
            continue
        if sign[0] == ")" and not depth:
            end = sign.start()
            break
        depth += {"(": 1, ")": -1}[sign[0]]
        if depth > DEEPEST:
            return None
    else:
        if line_end < 0:
            return None
    written = _TITLE.sub("", text[start:end]).rstrip()
    return Destination(start, start + len(written), written)


def _is_escaped(text: str, at: int, start: int) -> bool:
    return at > start and text[at - 1] == "\\"
