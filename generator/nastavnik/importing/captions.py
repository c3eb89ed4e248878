"""Which row of a table holds its captions, and what each column means to a roadmap.

The words were gathered from roadmaps of schools and kindergartens; a caption may say more than its word
(«Сроки исполнения (месяц, год)»), and the word that stands first decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nastavnik.importing.docx_grid import Cell, Grid

TEXTS = ("stage", "activity", "content")  # from coarse to fine
VALUES = ("term", "responsible", "result")
MEANINGS = ("number", *TEXTS, *VALUES)
LONGEST_CAPTION = 90  # signs; longer ones are text of the plan
LATEST_WORD = 26  # the word of a caption stands near its beginning: «Планируемый (ожидаемый) результат»
LATEST_HEADER = 6  # rows a title may take above the captions
TALLEST_HEADER = 4
LONGEST_PART = 40  # signs of a caption below a group
WORDS = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"отметк|примечани|исполнено|выполнено$|роспись|подпись", ""),
        (r"участник|контингент|категори|охват|количеств|колво|место\b|финанс|ресурс|бюджет|балл", ""),
        (r"форм\w* (?:и \w+ )?(?:отч|представлени|подтвержд|контрол|результат|документ)", "result"),
        (r"вид\w* (?:документ|отч|результат)", "result"),
        (r"форм[аы]\b|метод\w* работ|методы\b|оценк|критери", ""),
        (r"^работ[аы] (?:внутри|вне\b|с\b|со\b)", "beside"),
        (r"\bэтап|\bнаправлени|\bраздел|\bблок|\bмодул", "stage"),
        (r"\bцел[ьи]\b|\bзадач", "aim"),
        (r"мероприяти|событи|наименование работ|вид\w* работ|\bтем[аы]\b|\bшаг|^план работ", "activity"),
        (r"содержани|деятельност|действи|описани|виды активност|примерный план|перечень", "content"),
        (r"\bсрок|\bдат[аы]|\bпериод|\bвремя|\bвременн|\bкогда|\bмесяц|\bчисло\b|\bграфик", "term"),
        (r"ответственн|исполнител|\bкто\b|\bкуратор|\bотв\b", "responsible"),
        (
            r"результат|индикатор|показател|продукт|\bвыход|отч[её]т|\bитог|эффект|подтвержд|документ",
            "result",
        ),
        (r"^(?:начал|окончан|заверш|с$|по$|план$|факт$)", "term"),
    )
)
NUMBER = re.compile(r"^(?:№|n\b|#|п/п|номер)[\s№]*(?:п\W*п\b\W*|этапа|строки)?")
NO_CAPTION = re.compile(r"\d|;$|.{40}\.$")
YEARS = re.compile(r"20\d\d")
SHARED_OUT = {  # two columns of text that wish the same, or an aim beside one: what each becomes
    ("stage", "stage"): ("stage", "activity"),
    ("activity", "activity"): ("activity", "content"),
    ("content", "content"): ("activity", "content"),
    ("aim", "stage"): ("", "stage"),
    ("aim", "activity"): ("stage", "activity"),
    ("aim", "content"): ("stage", "content"),
    ("aim",): ("activity",),
}
NUMBER_CELL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVX]+)\s?[.)]*$")
BOUNDS = re.compile(r"^(?:начал|окончан|заверш|с$|по$|от$|до$)", re.I)


@dataclass(frozen=True, slots=True)
class CaptionedColumn:
    """A column as the captions draw it: what it means ("" for nothing known), its words, its borders.

    `part` is the lower caption of a group that shares one meaning: «Сроки» with «начало» and «окончание».
    """

    meaning: str
    caption: str
    left: float
    right: float
    part: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The captions of a table: columns from left to right, the first caption row, the first row below."""

    columns: tuple[CaptionedColumn, ...]
    first: int
    body: int
    words: frozenset[str] = frozenset()  # every caption, also of groups, letters only

    @property
    def meanings(self) -> set[str]:
        return {column.meaning for column in self.columns if column.meaning}

    @property
    def parallel(self) -> bool:
        """Whether several columns hold contents of one rank."""
        return "beside" in self.meanings

    @property
    def captions(self) -> tuple[str, ...]:
        return tuple(column.caption for column in self.columns)


def find_header(grid: Grid) -> Header | None:
    """The first row that reads like captions of a roadmap, with a second one that divides groups."""
    for row in range(min(LATEST_HEADER, grid.rows)):
        cells = [cell for cell in grid.row(row) if cell.row == row]
        if not _reads_like_captions(cells):
            continue
        body = _body_row(grid, row)
        columns = _resolved(_first_named(grid, body, _columns(grid, row, body)))
        words = frozenset(letters(cell.plain) for cell in grid.cells if row <= cell.row < body)
        header = Header(tuple(columns), row, body, words - {""})
        if is_roadmap(header):
            return header
    return None


def is_roadmap(header: Header) -> bool:
    """A plan says what is done, and besides when, by whom, with what result or in which stage."""
    texts = header.meanings & set(TEXTS)
    return bool(texts) and len(texts) + len(header.meanings & set(VALUES)) > 1


def covered(columns: tuple[CaptionedColumn, ...], left: float, right: float) -> list[int]:
    """Indices of the columns that a cell from `left` to `right` covers by more than half, at least one."""
    shares = [
        (min(right, column.right) - max(left, column.left)) / max(column.right - column.left, 1e-9)
        for column in columns
    ]
    halves = [index for index, share in enumerate(shares) if share > 0.5]
    return halves or [max(range(len(shares)), key=shares.__getitem__)]


def word(caption: str) -> str:
    """A caption for comparing: small letters, a word cut by a hyphen grown together."""
    return re.sub(r"(?<=\w)-\s*(?=\w)", "", caption.lower().replace("ё", "е")).strip()


def meaning_of(caption: str) -> str:
    """What a caption means by the word that stands first; «aim» waits for the other columns."""
    text = word(caption)
    if not text or len(text) > LONGEST_CAPTION:
        return ""
    number = NUMBER.match(text)
    rest = text[number.end() :].strip(" .,/") if number else text
    matches = [(match.start(), -len(match[0]), meaning) for words, meaning in WORDS if (match := words.search(rest))]
    early = [match for match in matches if match[0] <= LATEST_WORD]
    if early:
        return min(early)[2]
    return "number" if number else ""


def _reads_like_captions(cells: Sequence[Cell]) -> bool:
    known = {meaning_of(cell.plain) for cell in cells if not NO_CAPTION.search(YEARS.sub("", cell.plain))} - {""}
    filled = [cell for cell in cells if cell.plain]
    return len(known) > 1 and 2 * len(known) >= len(filled)


def _body_row(grid: Grid, row: int) -> int:
    """The first row below the captions: merged captions, then a row that only divides groups."""
    cells = [cell for cell in grid.row(row) if cell.row == row]
    body = row + min(max(cell.height for cell in cells), TALLEST_HEADER)
    if body == row + 1 and body < grid.rows and _divides(cells, grid.row(body)):
        body += 1
    if body < grid.rows and _counts_columns(grid.row(body)):
        body += 1
    return body


def _divides(captions: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the next row has words only under captions that it divides, and short ones."""
    filled = [cell for cell in below if cell.plain]
    groups = ([cell for cell in below if cell.column in _span(caption)] for caption in captions)
    divided = [cell for group in groups if len(group) > 1 for cell in group]
    return len(filled) > 1 and all(cell in divided and len(cell.plain) < LONGEST_PART for cell in filled)


def _span(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.width)


def _counts_columns(cells: Sequence[Cell]) -> bool:
    """The row «1 2 3 4 5» that forms print under their captions."""
    return len(cells) > 2 and [cell.plain.strip(".") for cell in cells] == [str(n + 1) for n in range(len(cells))]


def _columns(grid: Grid, first: int, body: int) -> list[CaptionedColumn]:
    """Columns by the lowest captions; one inside a group borrows its meaning from the group if need be."""
    last = min(body, grid.rows) - 1
    while last > first and _counts_columns(grid.row(last)):
        last -= 1
    columns = []
    for cell in grid.row(last):
        left, right = grid.edges[cell.column], grid.edges[cell.column + cell.width]
        above = (other for row in range(first, last) for other in grid.row(row) if cell.column in _span(other))
        group = next((other.plain for other in above if other is not cell and other.plain), "")
        own = meaning_of(cell.plain) if not BOUNDS.match(cell.plain) else ""
        if own or not group:
            columns.append(CaptionedColumn(own or meaning_of(cell.plain), cell.plain, left, right))
        else:
            columns.append(CaptionedColumn(meaning_of(group), group, left, right, cell.plain))
    return columns


def _first_named(grid: Grid, body: int, columns: list[CaptionedColumn]) -> list[CaptionedColumn]:
    """A first column without a caption: numbers if most of its cells are, stages otherwise."""
    cells = [cell.plain for cell in grid.cells if cell.row >= body and cell.column == 0 and cell.plain]
    if columns[0].caption or not cells:
        return columns
    numbers = sum(bool(NUMBER_CELL.match(text)) for text in cells)
    return [replace(columns[0], meaning="number" if 2 * numbers > len(cells) else "stage"), *columns[1:]]


def _resolved(columns: list[CaptionedColumn]) -> list[CaptionedColumn]:
    """Columns of text in order from coarse to fine: two of one meaning share out the free ones."""
    columns = _with_first_beside(columns)
    places = [index for index, column in enumerate(columns) if column.meaning in (*TEXTS, "aim")]
    wished = [columns[index].meaning for index in places]
    for index, meaning in zip(places, _shared_out(wished), strict=True):
        columns[index] = replace(columns[index], meaning=meaning)
    for index in [index for index, column in enumerate(columns) if column.meaning == "number"][1:]:
        columns[index] = replace(columns[index], meaning="")
    return columns


def _with_first_beside(columns: list[CaptionedColumn]) -> list[CaptionedColumn]:
    """Parallel contents («Работа внутри организации», «Работа с внешней средой»): the first one leads."""
    first = next((index for index, column in enumerate(columns) if column.meaning == "beside"), None)
    return [replace(column, meaning="content") if i == first else column for i, column in enumerate(columns)]


def _shared_out(wished: list[str]) -> list[str]:
    """Wishes from left to right → meanings, each once: «Мероприятия, Мероприятия» → activity, content."""
    if len(wished) > 1 and wished[-1] == "aim":
        return [*_shared_out(wished[:-1]), ""]
    if len(wished) > len(TEXTS):
        return [wish if wish in TEXTS and wish not in wished[:place] else "" for place, wish in enumerate(wished)]
    if len(wished) == len(set(wished)) and "aim" not in wished:
        return wished
    if len(wished) == len(TEXTS):
        return list(TEXTS)
    return list(SHARED_OUT[tuple(wished)])


def same_captions(one: Header, other: Header) -> bool:
    """Whether two tables have the same captions, hyphens and case aside."""
    return list(map(letters, one.captions)) == list(map(letters, other.captions))


def letters(caption: str) -> str:
    """A caption for recognising it again: case, blanks, hyphens and points aside."""
    return "".join(sign for sign in word(caption) if sign.isalnum())
