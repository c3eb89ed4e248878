"""The lines of a cell → items inside items, as the markers, colons and letters of the school say.

A line becomes an item; a line that only goes on joins the one before. What hangs below what:

    Подготовка и принятие актов:       a colon opens a list
    – приказ об утверждении              ↳
    – положение                          ↳
    1) Обучение наставников            numbers hold dashes, letters and bullets even without a colon
    - консультации                       ↳
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from nastavnik.importing.grid import Paragraph
from nastavnik.importing.word_lists import symbol

TYPED = (  # kind → what stands at the beginning of a line; the group is the marker as written
    ("many", re.compile(r"([1-9]\d?(?:\.[1-9]\d?)+[.)]?)\s*(?=[^\W\d_]|[«\"])")),
    ("number)", re.compile(r"(\(?\d{1,2}\s?\))\s*(?=\S)")),
    ("number.", re.compile(r"(\d{1,2}\s?\.)\s*(?=[^\W\d_]|[«\"(–—-])")),
    ("roman", re.compile(r"([IVX]{1,5}[.)])\s*(?=\S)")),
    ("letter", re.compile(r"([а-яёa-zА-ЯЁA-Z]\))\s*(?=\S)")),
    ("bullet", re.compile(r"([•·∙▪▫●○◦■□◆◇➢➤►✓✔✦❖◻\uf000-\uf0ff])\s*(?=\S)")),
    ("bullet", re.compile(r"(\*)\s+(?=\S)")),
    ("bullet", re.compile(r"([-–—−‒‐])(?:\s+(?=\S)|(?=[^\s\d.,;:–—-]))")),
)
PARTED = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)]?$")
RANK = {"roman": 0, "number.": 1, "number)": 2, "many": 3, "letter": 4, "bullet": 5}
DASHES = re.compile(r"[-–—−‒‐]$")
DASH = re.compile(r"^[-–—−‒]\s*(?=\S)")
ENDED = re.compile(r"[.;:!?…][»\")]*$")
LIST_IN_LINE = re.compile(  # a list typed in one line: «…:  - первое;  - второе»
    r"(?<=[;:])\s*(?=[-–—•·▪]\s)|(?<=[,:.])(?:\s{2,}|\t\s*)(?=[-–—•·▪]\s*\D)"
)
BULLET = re.compile(r"\s*([•▪●·])\s")
DANGLING = re.compile(r"(?:^|\s)(?:и|а|в|во|о|об|на|с|со|по|для|из|к|от|до|при|или|за|под|над|без|у|не|их)$", re.I)
HYPHEN = re.compile(r"[^\W\d_]-$")


@dataclass(slots=True)
class ListItem:
    """A line of the plan: its marker as written, its text, what hangs below, the values of its own."""

    text: str
    marker: str = ""
    items: list["ListItem"] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line with its marker taken off. `kind` is a kind of `TYPED` or "" for no marker."""

    text: str
    marker: str = ""
    kind: str = ""
    level: int = -1  # of a Word list


@dataclass(slots=True)
class _List:
    """A list that is open while lines are read: the markers met in it, its items."""

    kinds: set[tuple[str, int]]
    items: list[ListItem]
    plain: bool = False  # opened by a colon, lines without markers


def pieces(paragraphs: Iterable[Paragraph]) -> list[MarkedLine]:
    """Paragraphs → lines; a line break counts only where a marker follows."""
    return [line for paragraph in paragraphs for line in _of_paragraph(paragraph)]


def tree(lines: list[MarkedLine]) -> list[ListItem]:
    """Lines → items inside items; lines that go on are joined."""
    opened = [_List(set(), [])]
    before = MarkedLine("")
    for line in lines:
        if _goes_on(before, line, opened[-1].plain):
            last = opened[-1].items[-1]
            last.text = joined(last.text, line.text)
            before = replace(before, text=last.text)
            continue
        _settle(opened, before, line)
        opened[-1].items.append(ListItem(line.text, line.marker))
        before = line
    return opened[0].items


def nested(items: list[ListItem]) -> list[ListItem]:
    """Items of several rows numbered «1.3», «1.3.1»: a longer number goes below the one it begins with."""
    top: list[ListItem] = []
    parents: dict[tuple[str, ...], ListItem] = {}
    for item in items:
        number = tuple(re.findall(r"\d+", item.marker)) if PARTED.match(item.marker) else ()
        parent = parents.get(number[:-1]) if len(number) > 1 else None
        (parent.items if parent else top).append(item)
        if number:
            parents[number] = item
    return top


def hung(rows: Iterable[list[ListItem]]) -> list[ListItem]:
    """Items of rows below one another: after a colon, rows with bullets or letters hang below it."""
    opened: list[tuple[str, list[ListItem]]] = [("", [])]
    for items in filter(None, rows):
        look, last = _look(items[0].marker), opened[-1][1][-1:]
        known = next((index for index in reversed(range(len(opened))) if look and opened[index][0] == look), None)
        if known is None and look and last and last[0].text.endswith(":"):
            opened.append((look, last[0].items))
        else:
            del opened[(known or 0) + 1 :]
        opened[-1][1].extend(items)
    return opened[0][1]


def _look(marker: str) -> str:
    """What makes markers of one list alike, for those that may hang below a row; "" for numbers and for none."""
    kind = typed(f"{marker} слово").kind if marker else ""
    if kind not in ("bullet", "letter"):
        return ""
    return "-" if DASHES.match(marker) else marker if kind == "bullet" else kind


def joined(left: str, right: str) -> str:
    """Two parts of one text; a word cut at its hyphen grows together."""
    if HYPHEN.search(left) and right[:1].islower():
        return left + right
    return f"{left} {right}".strip()


def is_open(text: str) -> bool:
    """Whether a sentence stops without its end: no full stop, semicolon, colon."""
    return bool(text) and not ENDED.search(text)


def typed(text: str) -> MarkedLine:
    """A line without its typed marker; a dash behind a number («1. - приказ») goes as well."""
    text = text.strip()
    for kind, marker in TYPED:
        if match := marker.match(text):
            rest = " ".join(text[match.end() :].split())
            rest = rest if kind == "bullet" else DASH.sub("", rest)
            return MarkedLine(rest, "".join(map(symbol, "".join(match[1].split()))), kind)
    return MarkedLine(" ".join(text.split()))


def kind_of(marker: str) -> str:
    """The kind of a marker that Word made."""
    line = typed(f"{marker} слово")
    return line.kind if line.marker == marker else "bullet"


def _of_paragraph(paragraph: Paragraph) -> list[MarkedLine]:
    lines: list[MarkedLine] = []
    for segment in paragraph.text.split("\n"):
        for part in _split_lists(segment):
            piece = typed(part)
            if not any(sign.isalnum() for sign in piece.text):
                continue
            if lines and not piece.marker and not lines[-1].text.endswith(";"):
                lines[-1] = replace(lines[-1], text=joined(lines[-1].text, piece.text))
            else:
                lines.append(piece)
    if paragraph.marker and lines:
        lines[0] = _with_word_marker(lines[0], paragraph)
    return lines


def _with_word_marker(piece: MarkedLine, paragraph: Paragraph) -> MarkedLine:
    """Word's marker wins over a typed dash; a typed number says more than Word's bullet."""
    kind = kind_of(paragraph.marker)
    if piece.marker and kind == "bullet" and piece.kind != "bullet":
        return replace(piece, level=paragraph.level)
    if piece.marker and piece.kind != "bullet" and piece.marker != paragraph.marker:
        return MarkedLine(f"{piece.marker} {piece.text}", paragraph.marker, kind, paragraph.level)
    return MarkedLine(piece.text, paragraph.marker, kind, paragraph.level)


def _split_lists(segment: str) -> list[str]:
    """A line → the lines typed into it: dashes after a semicolon, «1) … 2) …» counted on."""
    bullet = BULLET.match(segment)
    parts = LIST_IN_LINE.split(segment) if not bullet else re.split(rf"\s+(?={re.escape(bullet[1])}\s)", segment)
    return [piece for part in parts for piece in _split_numbers(part)]


def _split_numbers(line: str) -> list[str]:
    first = re.match(r"\s*(\d{1,2})([.)])\s", line)
    if not first:
        return [line]
    cuts, number = [0], int(first[1])
    while True:
        number += 1
        after = r"(?<=[.;,])\s+" if first[2] == "." else r"\s+"
        following = re.compile(rf"{after}(?={number}{re.escape(first[2])}\s+(?:[^\W\d]|«))")
        match = following.search(line, cuts[-1] + 1)
        if not match:
            return [line[start:end] for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True)]
        cuts.append(match.end())


def _goes_on(before: MarkedLine, line: MarkedLine, plain: bool) -> bool:
    """Whether a line without a marker is the rest of the one before, cut by the Enter key."""
    if line.marker or line.level >= 0 or not before.text:
        return False
    if DANGLING.search(before.text) or not any(sign.isalpha() for sign in line.text):
        return True
    lower = line.text.lstrip('«"(')[:1].islower() or line.text.startswith("(")
    return lower and is_open(before.text) and not (plain and not before.marker)


def _settle(opened: list[_List], before: MarkedLine, line: MarkedLine) -> None:
    """Bring the list of the line on top: an open one, a new one below the line before, or the first."""
    if not line.kind:
        _settle_plain(opened, before, line)
        return
    key = _key(line)
    known = next((index for index in reversed(range(len(opened))) if key in opened[index].kinds), None)
    if known is not None:
        del opened[known + 1 :]
    elif before.text.endswith(":") or _hangs(before, line):
        opened.append(_List({key}, _below(opened)))
    else:
        _close_weaker(opened, line)
        opened[-1].kinds.add(key)


def _settle_plain(opened: list[_List], before: MarkedLine, line: MarkedLine) -> None:
    """A line without a marker: below a colon, on in such a list, or back to the first list."""
    lower = line.text[:1].islower()
    if opened[-1].plain:
        if line.text.endswith(":") or (not lower and _is_complete(opened[-1].items)):
            del opened[1:]
    elif before.text.endswith(":"):
        opened.append(_List(set(), _below(opened), plain=True))
    elif not (lower and before.kind and before.text.endswith((";", ","))):  # else its dash was forgotten
        del opened[1:]


def _is_complete(items: list[ListItem]) -> bool:
    """Whether a list without markers has come to its end: small letters, or «…; …; ….»."""
    if items and items[0].text[:1].islower():
        return True
    return len(items) > 1 and items[-1].text.endswith(".") and items[-2].text.endswith((";", ","))


def _key(line: MarkedLine) -> tuple[str, int]:
    """Markers of one look make one list: all dashes are one look, every other bullet is its own."""
    if line.kind == "bullet":
        return ("-" if DASHES.match(line.marker) else line.marker, line.level)
    return (line.kind, line.level)


def _below(opened: list[_List]) -> list[ListItem]:
    items = opened[-1].items
    return items[-1].items if items else items


def _hangs(before: MarkedLine, line: MarkedLine) -> bool:
    """Whether a list of a kind not met yet belongs to the line before it."""
    if not before.text:
        return False
    if before.level >= 0 and line.level >= 0 and before.level != line.level:
        return line.level > before.level
    if not before.kind:
        return is_open(before.text)
    return RANK[line.kind] > RANK[before.kind]


def _close_weaker(opened: list[_List], line: MarkedLine) -> None:
    """A new kind that is no child: close the lists of weaker or deeper markers."""
    while len(opened) > 1 and all(
        RANK.get(kind, RANK["bullet"]) > RANK[line.kind] or level > line.level >= 0 for kind, level in opened[-1].kinds
    ):
        opened.pop()
