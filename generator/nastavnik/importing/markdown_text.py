"""Paragraphs, lists, tables and pictures of a document → Markdown of our dialect. The text stays data.

Whatever would become markup is escaped, so a reader of the page sees the signs that stand in the document. Addresses
are taken where they lead to the web; a picture is where `address` says, or nowhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from nastavnik.importing.grid import Block, EmbeddedPicture, Grid, Paragraph, TextRun
from nastavnik.importing.text_headings import heading_level, is_list_item
from nastavnik.importing.text_lists import items_of

PictureAddress = Callable[[EmbeddedPicture], str]
"""Where a picture will lie, from the record; "" for one that is left out."""
HIGHEST = 3  # the level of headings our pages begin with in a text
DEEPEST = 6
MARKUP = re.compile(r"[\\`*\[\]{}|]|(?<![^\W_])_|_(?![^\W_])")
LINE_START = re.compile(r"([#>+-]|\d{1,9}(?=[.)](?:\s|$))|!!!|[:=~])")
REFERENCE = re.compile(r"&(?=#?\w{1,31};)")
TAG = re.compile(r"<(?=[A-Za-z/!?])")
NO_ESCAPE = {":": "&#58;", "=": "&#61;", "~": "&#126;"}
"""What no backslash escapes at the beginning of a line."""
WEB = re.compile(r"(?i)https?://[^\s/]|mailto:[^\s@]+@")
ENDED = re.compile(r"[.,;:!?…]$")


def markdown(blocks: Sequence[Block], address: PictureAddress) -> str:
    """The Markdown of some blocks, without a line break at its end; headings begin at `HIGHEST`."""
    hashes = _hashes(blocks)
    pieces: list[str] = []
    for listed, group in groupby(blocks, key=is_list_item):
        if listed:
            paragraphs = [block for block in group if isinstance(block, Paragraph)]
            pieces.append(_list(paragraphs))
            pieces += _pictures(paragraphs, address)
        else:
            pieces += (piece for block in group for piece in _pieces(block, hashes, address))
    return "\n\n".join(filter(None, pieces))


def _hashes(blocks: Sequence[Block]) -> dict[int, str]:
    """Signs of the headings, by the identity of their blocks; one with nothing below is a line that stands out."""
    filled = [block for block in blocks if isinstance(block, Grid) or block.plain or block.pictures]
    headings = {id(block): level for block in filled[:-1] if (level := heading_level(block)) is not None}
    levels = sorted(set(headings.values()))
    return {block: "#" * min(HIGHEST + levels.index(level), DEEPEST) for block, level in headings.items()}


def inline(paragraph: Paragraph) -> str:
    """A paragraph as one line of Markdown: emphasis, links, its footnotes in brackets; line breaks are blanks."""
    return " ".join(_lines(paragraph))


def escaped(text: str) -> str:
    """A text whose signs are no markup inside a line."""
    text = TAG.sub("&lt;", REFERENCE.sub("&amp;", text))
    return MARKUP.sub(lambda sign: f"\\{sign[0]}", text)


def _pieces(block: Block, hashes: Mapping[int, str], address: PictureAddress) -> Iterator[str]:
    if isinstance(block, Grid):
        yield from _table(block, address)
        return
    if id(block) in hashes:
        yield f"{hashes[id(block)]} {_plain_heading(block)}"
    else:
        yield "  \n".join(map(_started, _lines(block)))
    yield from _pictures([block], address)


def _plain_heading(paragraph: Paragraph) -> str:
    """The words of a heading; its emphasis says nothing more, a hash at its end would be dropped."""
    return re.sub(r"#(?=\s*$)", r"\\#", escaped(paragraph.plain)).rstrip(":")


def _pictures(paragraphs: Iterable[Paragraph], address: PictureAddress) -> Iterator[str]:
    for paragraph in paragraphs:
        for picture in paragraph.pictures:
            if target := address(picture):
                yield f"![{escaped(picture.alt)}]({target})"


def _lines(paragraph: Paragraph) -> list[str]:
    """The lines of a paragraph with their emphasis, without empty ones."""
    runs = paragraph.runs or (TextRun(paragraph.text),)
    even = all(run.bold for run in runs if run.text.strip())
    lines: list[list[TextRun]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(_cut(run, first))
        lines += [[_cut(run, text)] for text in rest]
    texts = [_line(line, even=even) for line in lines]
    texts = [text for text in texts if text]
    notes = " ".join(f"({escaped(note)})" for note in paragraph.footnotes)
    return [*texts[:-1], " ".join(filter(None, [*texts[-1:], notes]))] if notes else texts


def _cut(run: TextRun, text: str) -> TextRun:
    return TextRun(text, run.bold, run.italic, run.link)


def _line(runs: list[TextRun], *, even: bool) -> str:
    """One line; where all is bold (`even`), it says nothing and is left out."""
    looks = groupby(_blanks_joined(runs), key=lambda run: (run.bold and not even, run.italic, _web(run.link)))
    text = "".join(_in_look("".join(run.text for run in same), *look) for look, same in looks)
    return " ".join(text.split())


def _blanks_joined(runs: list[TextRun]) -> Iterator[TextRun]:
    """Runs whose blanks alone are in the look of the run before: two bold words stay one emphasis."""
    before: TextRun | None = None
    for run in runs:
        if not run.text:
            continue
        before = TextRun(run.text, before.bold, before.italic, before.link) if before and not run.text.strip() else run
        yield before


def _in_look(text: str, bold: bool, italic: bool, link: str) -> str:
    """Signs of emphasis around the words, never around the blanks beside them."""
    words = text.strip()
    if not any(map(str.isalnum, words)):
        return escaped(text)
    before, _, after = text.partition(words)
    signs = "*" * (2 * bold + italic)
    shown = f"{signs}{escaped(words)}{signs}"
    return f"{before}{f'[{shown}]({link})' if link else shown}{after}"


def _web(address: str) -> str:
    """An address of the web as Markdown takes it; "" for bookmarks, files of a computer and whatever acts."""
    if not WEB.match(address.strip()):
        return ""
    return quote(address.strip(), safe="/:?#@!$&'*+,;=%~-._")


def _started(line: str) -> str:
    """A line whose beginning begins no block."""
    first = LINE_START.match(line)
    if not first:
        return line
    sign, rest = first[1], line[first.end() :]
    if sign.isdigit():
        return f"{sign}\\{rest}"
    return f"{NO_ESCAPE.get(sign) or f'{chr(92)}{sign}'}{rest}"


# --- lists


def _list(paragraphs: Sequence[Paragraph]) -> str:
    """Items, each level four blanks deeper, numbers as they were."""
    return "\n".join(
        f"{'    ' * item.depth}{f'{item.number}.' if item.number else '-'} {_started(inline(item.paragraph))}"
        for item in items_of(paragraphs)
    )


# --- tables


def _table(grid: Grid, address: PictureAddress) -> Iterator[str]:
    """A table with its first row as head; one of a single column is text, a row over the whole width its name."""
    rows = [row for row in range(grid.rows) if any(cell.plain for cell in grid.row(row) if cell.row == row)]
    width = len(grid.edges) - 1
    if width == 1:
        yield from (markdown(cell.paragraphs, lambda _: "") for cell in grid.cells)
        rows = []
    elif rows and (name := _whole_width(grid, rows[0])):
        yield f"**{name}**"
        rows = rows[1:]
    if rows:
        lines = [f"| {' | '.join(_cells(grid, row, width))} |" for row in rows]
        yield "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])
    yield from _pictures((line for cell in grid.cells for line in cell.paragraphs), address)


def _whole_width(grid: Grid, row: int) -> str:
    cells = [cell for cell in grid.row(row) if cell.row == row]
    return _cell(cells[0].paragraphs) if len(cells) == 1 and cells[0].width > 1 else ""


def _cells(grid: Grid, row: int, width: int) -> list[str]:
    texts = [""] * width
    for cell in grid.row(row):
        if cell.row == row:
            texts[cell.column] = _cell(cell.paragraphs)
    return texts


def _cell(paragraphs: Sequence[Paragraph]) -> str:
    """The paragraphs of a cell in one line: a table of our dialect has no lines inside its cells."""
    text = ""
    for paragraph in paragraphs:
        line = f"{escaped(paragraph.marker)} {inline(paragraph)}".strip()
        if line:
            text += f"{'' if not text else ' ' if ENDED.search(text) else '; '}{line}"
    return text
