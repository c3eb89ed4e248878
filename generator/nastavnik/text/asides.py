"""Comments of a hand-written page: what is said to whoever edits it, and to nobody who reads.

A form shows the text without them; a text that comes back gets them again where they stood, so that no byte of theirs
is lost because somebody wrote beside them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

_OPENS, _CLOSES = "<!--", "-->"
_BEGINS = re.compile(r" {0,3}<!--")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*(?:\{[^}]*\})?\s*\Z")


@dataclass(frozen=True, slots=True)
class Aside:
    """A comment on lines of its own: the first of its lines and the one after its last, an empty one with it."""

    start: int
    end: int
    words: str
    heading: str
    """Of the section it stands in; empty above the first one."""
    is_open: bool
    """Whether nothing has been written in its place: from it to the next heading or comment."""


def asides(text: str) -> list[Aside]:
    """The comments of a text in their order; what stands in the middle of a line or in code is none."""
    lines = text.split("\n")
    comments: list[Aside] = []
    heading, above = "", 0
    for start, end in _spans(lines):
        heading = next((match[1] for line in reversed(lines[above:start]) if (match := _HEADING.match(line))), heading)
        comments.append(_aside(lines, start, end, heading))
        above = end
    return comments


def without_asides(text: str) -> str:
    """The text as a form shows it."""
    lines = text.split("\n")
    hidden = {at for aside in asides(text) for at in range(aside.start, aside.end)}
    return "\n".join(line for at, line in enumerate(lines) if at not in hidden)


def with_asides(text: str, shown: str, gone: Collection[Aside] = ()) -> str:
    """What `shown` says, with the comments of `text` where they stood, but for those that are `gone`.

    One between two lines that were deleted together goes with them.
    """
    lines, before = text.split("\n"), dict[int, list[_Comment]]()
    visible: list[str] = []
    at = 0
    for aside in asides(text):
        visible += lines[at : aside.start]
        if aside not in gone:
            is_apart = aside.start > 0 and not lines[aside.start - 1].strip()
            comment = _Comment(lines[aside.start : aside.end], is_apart, aside.end == len(lines))
            before.setdefault(len(visible), []).append(comment)
        at = aside.end
    visible += lines[at:]
    return "\n".join(_spaced(_woven(visible, shown.split("\n") if shown else [], before))).strip("\n")


class _Comment(NamedTuple):
    """Lines of a comment with the empty one that goes with it; whether an empty one stood above, and nothing below."""

    lines: Sequence[str]
    is_apart: bool
    is_last: bool


def _woven(visible: Sequence[str], typed: Sequence[str], before: dict[int, list[_Comment]]) -> Iterator[str | _Comment]:
    """The typed lines, each comment once: `before` has them by the number of the line they stand above."""
    for turn, i, j, k, m in SequenceMatcher(None, visible, typed, autojunk=False).get_opcodes():
        if turn == "equal":
            for at in range(i, j):
                yield from before.pop(at, ())
                yield visible[at]
            continue
        yield from before.pop(i, ())
        yield from typed[k:m]
        for at in range(i + 1, j):
            comments = before.pop(at, ())
            is_deleted = turn == "delete" and any(map(str.strip, visible[i:at])) and any(map(str.strip, visible[at:j]))
            yield from () if is_deleted else comments
    yield from before.pop(len(visible), ())


def _spaced(pieces: Iterator[str | _Comment]) -> Iterator[str]:
    """Lines, with an empty one around a comment that stood apart."""
    above, is_below_the_last = "", False
    for piece in pieces:
        comment = _Comment([piece], is_below_the_last, is_last=False) if isinstance(piece, str) else piece
        if comment.is_apart and above.strip() and comment.lines[0].strip():
            yield ""
        yield from comment.lines
        above, is_below_the_last = comment.lines[-1], comment.is_last


def _spans(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(first line, the one after the last) of every comment."""
    closing, fence, at = _closing(lines), "", 0
    while at < len(lines):
        line, ends = lines[at], closing[at]
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and _BEGINS.match(line) and ends is not None and lines[ends].rstrip().endswith(_CLOSES):
            yield at, ends + 1
            at = ends
        at += 1


def _closing(lines: Sequence[str]) -> list[int | None]:
    """For every line the first one, itself or below, in which a comment would end."""
    closing: list[int | None] = []
    nearest = None
    for at in range(len(lines) - 1, -1, -1):
        nearest = at if _CLOSES in lines[at] else nearest
        closing.append(nearest)
    return closing[::-1]


def _aside(lines: Sequence[str], start: int, end: int, heading: str) -> Aside:
    words = " ".join("\n".join(lines[start:end]).strip()[len(_OPENS) : -len(_CLOSES)].split())
    return Aside(start, _with_blank(lines, start, end), words, heading, _is_open(lines, end))


def _is_open(lines: Sequence[str], at: int) -> bool:
    below = next((line for line in islice(lines, at, None) if line.strip()), "")
    return not below or bool(_HEADING.match(below) or _BEGINS.match(below))


def _with_blank(lines: Sequence[str], start: int, end: int) -> int:
    """Where a comment ends with the empty line below it, if there is one above as well, which stays."""
    is_apart = (start == 0 or not lines[start - 1].strip()) and end < len(lines) and not lines[end].strip()
    return end + 1 if is_apart else end
