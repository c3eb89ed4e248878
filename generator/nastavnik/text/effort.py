"""How hard a Markdown text is to draw, counted before anything draws it: a text too deep or too tangled is refused.

The library goes back over a paragraph for every bracket that is not closed and calls itself for every level of a list.
Nobody writes such texts by hand, but a program does, and a bad copy of a table. So the steps are counted here, in one
pass over the text, from what stands in it; what passes is drawn in about a second and with stack to spare.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nastavnik import messages

DEEPEST = 30
"""Levels of lists, quotes and definitions inside one another, and as many of brackets and of emphasis."""
MOST_PIECES = 30_000
"""Paragraphs, rows, items, links and emphasised words of one text; the library's lists of them are slow to empty."""
STEPS = 1_500_000
"""Signs the library may go over again; some fifteen million a second, several times each."""
_MARK = 15  # signs that stand for a link or an emphasised word while a paragraph is made
_COPY = 500  # signs copied in the time of one step
_LINE = 12  # signs of a block looked through in the time of one step
_SIGNS = re.compile(r"[\[\]\\`<&]|\*+|_+|  \n")
_LEVEL = re.compile(r"\s*(?:>|[-*+](?=\s)|\d+[.)](?=\s)|:(?=\s))")
_RULER = re.compile(r"\s*([-*_])(?: *\1){2,} *\Z")
_DEFINITION = re.compile(r" {0,3}: ")
_ITEM = re.compile(r"\s*(?:([-*+])|\d+\.)\s")
_TABLE_RULE = re.compile(r"[ |:-]+\Z")
_LINE_BY_LINE = re.compile(r" {0,3}(?:#{1,6}|(?:=+|-+) *\Z|\[[^\]]*\]:|([-*_])(?: *\1){2,} *\Z)")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_RAW = re.compile(
    r" {0,3}<(?:!--|/?(?:address|article|aside|blockquote|d[dlt]|details|div|fig\w+|form|h[1-6r]|header|iframe|li|main|"
    r"nav|ol|p|pre|script|section|style|summary|svg|t(?:able|body|d|foot|h|head|r)|caption|ul|video)\b)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[A-Za-z/!?]")
_TOKEN = re.compile(
    r"""(?P<escaped>\\.)|(?P<ticks>`+)|(?P<link>\]\()|(?P<closes>\])|(?P<opens>\[)
    |(?P<begins>(?<![^\s(«"])[*_]+(?=\S))|(?P<ends>(?<=\S)[*_]+(?![^\s.,;:!?)»"]))""",
    re.DOTALL | re.VERBOSE,
)


class Excess(NamedTuple):
    """Why a text is not drawn: a line of it, from 0, and a Russian sentence with what to do."""

    line: int
    sentence: str


class _Unit(NamedTuple):
    """Lines whose signs the library looks at together: a paragraph, an item, a row of a table."""

    line: int
    text: str


def excess(text: str, *, by_hand: bool = False) -> Excess | None:
    """What of a Markdown text is too much to be drawn; None for every text somebody wrote.

    `by_hand`: of a hand-written page, where code between fences and blocks of HTML are no Markdown.
    """
    lines = text.split("\n")
    if by_hand:
        lines = list(_without_code(lines))
        if unclosed := _unclosed_tags("\n".join(lines)):
            return unclosed
    return _too_deep(lines) or (None if _is_light(text, len(lines)) else _too_tangled(lines, by_hand=by_hand))


def _without_code(lines: list[str]) -> Iterator[str]:
    """The same lines; those between fences are empty."""
    closes = ""
    for line in lines:
        fence = _FENCE.match(line)
        inside = bool(closes)
        if fence and not inside:
            closes = fence[1]
        elif fence and fence[1].startswith(closes):
            closes = ""
        yield "" if inside or fence else line


def _unclosed_tags(text: str) -> Excess | None:
    """The tag of HTML at which the steps allowed are used up: each is looked through to the next sign that ends one."""
    steps = close = 0
    for tag in _TAG.finditer(text):
        if close < tag.start():
            close = text.find(">", tag.start()) % (len(text) + 1)
        steps += close - tag.start()
        if steps > STEPS:
            return Excess(text.count("\n", 0, tag.start()), messages.UNCLOSED_TAGS)
    return None


# --- depth -----------------------------------------------------------------------------------------


def _too_deep(lines: list[str]) -> Excess | None:
    """The first line inside too many lists, quotes or definitions."""
    depth = definitions = 0
    for number, line in enumerate(lines):
        if not line.strip():
            definitions = 0
            continue
        indent = (len(line) - len(line.lstrip())) // 4
        depth = min(indent, depth + 1) + _levels(line)
        if depth > DEEPEST:
            return Excess(number, messages.too_deep_text(DEEPEST))
        definitions += bool(_DEFINITION.match(line))
        if definitions > DEEPEST:
            return Excess(number, messages.too_many_definitions(DEEPEST))
    return None


def _levels(line: str) -> int:
    """How many lists, quotes and definitions begin on a line; a ruler of dashes is none."""
    level, levels = _LEVEL.match(line), 0
    if level and _RULER.match(line):
        return 0
    while level:
        level, levels = _LEVEL.match(line, level.end()), levels + 1
    return levels


# --- steps -----------------------------------------------------------------------------------------


def _is_light(text: str, lines: int) -> bool:
    """Whether no text of so many signs uses up the steps, whatever they mean: what `_too_tangled` adds up is less."""
    size, signs = len(text), lines + sum(map(text.count, "[]\\`<&*_"))
    nested = max(text.count("["), (text.count("*") + text.count("_")) // 2)
    steps = size * lines // _LINE + signs * (size + _MARK * signs) // _COPY + 2 * size * sum(map(text.count, "[]`"))
    return nested <= DEEPEST and steps <= STEPS and lines + signs <= MOST_PIECES


def _too_tangled(lines: list[str], *, by_hand: bool) -> Excess | None:
    """The block at which the steps allowed are used up, or one whose brackets stand too deep in one another."""
    steps = pieces = 0
    for line, block in _blocks(lines):
        if by_hand and _RAW.match(block[0]):
            continue
        steps += sum(map(bool, map(_LINE_BY_LINE.match, block))) * sum(map(len, block)) // _LINE
        for unit in _units(line, block):
            signs = sum(1 for _ in _SIGNS.finditer(unit.text))
            pieces += 1 + signs
            steps += signs * (len(unit.text) + _MARK * signs) // _COPY
            if signs * len(unit.text) > 1000:
                again, depth = _gone_over(unit.text)
                steps += again
                if depth > DEEPEST:
                    return Excess(unit.line, messages.too_deep_brackets(DEEPEST))
            if steps > STEPS:
                return Excess(unit.line, messages.TANGLED_TEXT)
        if pieces > MOST_PIECES:
            return Excess(line, messages.too_many_pieces(MOST_PIECES))
    return None


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines without an empty one, with the number of the first."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _units(line: int, block: list[str]) -> Iterator[_Unit]:
    """A table by its rows, a list by those items that are of the kind of its first one, anything else whole."""
    if len(block) > 2 and "|" in block[0] and _TABLE_RULE.match(block[1]) and not block[0].startswith("    "):
        yield from (_Unit(line + number, row) for number, row in enumerate(block))
        return
    kind, begin = _kind(block[0]), 0
    for number, text in enumerate(block):
        if number and kind and _kind(text) == kind:
            yield _Unit(line + begin, "\n".join(block[begin:number]))
            begin = number
    yield _Unit(line + begin, "\n".join(block[begin:]))


def _kind(line: str) -> str:
    """Whether a line begins an item, and of which list."""
    item = _ITEM.match(line)
    return "" if not item else "bullets" if item[1] else "numbers"


def _gone_over(text: str) -> tuple[int, int]:
    """How many signs are gone over again for brackets and backticks that close late or never; how deep they nest."""
    size, again, deepest, close = len(text), 0, 0, -1
    ticks = _closing_ticks(text)
    brackets: list[list[int]] = []  # place, depth of what has closed inside
    emphasis: list[list[int]] = []
    for token in _TOKEN.finditer(text):
        at, kind = token.start(), token.lastgroup
        if kind == "ticks":
            again += ticks[at] - at
        elif kind == "opens":
            brackets.append([at, 0])
        elif kind == "begins":
            emphasis.append([at, 0])
        elif kind == "ends":
            deepest = max(deepest, _closed(emphasis)[1])
        elif kind in ("closes", "link"):
            begin, depth = _closed(brackets)
            deepest = max(deepest, depth)
            again += at - begin if depth else 0
        if kind == "link":
            if close < at:
                close = text.find(")", at) % (size + 1)
            again += (close if _ends_there(text[at + 2 : close]) else size) - at
    return again + sum(size - at for at, _ in brackets), deepest


def _closed(opened: list[list[int]]) -> tuple[int, int]:
    """Where the pair begins that closes now, and its depth; nothing was open: 0."""
    if not opened:
        return 0, 0
    at, inside = opened.pop()
    if opened:
        opened[-1][1] = max(opened[-1][1], inside + 1)
    return at, inside + 1


def _ends_there(target: str) -> bool:
    """Whether a link surely ends with the first bracket: no other one opens in it and no quotes stay open."""
    return len(target) < 3000 and "(" not in target and not target.count('"') % 2 and not target.count("'") % 2


def _closing_ticks(text: str) -> dict[int, int]:
    """Where the run of backticks ends the search for its like that begins at a place: at one, or at the end."""
    nearest: dict[int, int] = {}
    runs = list(re.finditer("`+", text))
    ends = {}
    for run in reversed(runs):
        length = run.end() - run.start()
        ends[run.start()] = nearest.get(length, len(text))
        nearest[length] = run.start()
    return ends
