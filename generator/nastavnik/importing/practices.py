"""A description of a practice — a text with headings, a passport table, a row of a sheet — → a proposed record.

Headings are known by the captions of the fields, whatever their wording. What is about no field stays in the text of
the record below its own heading, so nothing is lost.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.field_values import NAME, NUMBERS, people, value_of, words_in
from nastavnik.importing.formats import read_document
from nastavnik.importing.grid import Block, Grid, Paragraph, texts
from nastavnik.importing.known_fields import KnownField, field_called
from nastavnik.importing.markdown_text import HIGHEST, escaped, markdown
from nastavnik.importing.notes import Note
from nastavnik.importing.office_file import OfficeFile, open_office_file
from nastavnik.importing.personal import without_personal
from nastavnik.importing.proposals import Proposal, Proposals, Surroundings
from nastavnik.importing.text_headings import in_lines
from nastavnik.importing.text_names import GENERAL, LONGEST_TITLE, bare_title, id_of, name_from_file, title_of
from nastavnik.importing.text_pictures import TextPictures, described
from nastavnik.importing.text_sections import TextSection, sections
from nastavnik.importing.text_summaries import beginning

CONTACT = re.compile(r"(?i)телефон|e-?mail|электронн\w+ почт|контакт|рождени|паспортн|снилс")
KIND, TITLE, SUMMARY, BODY, AUTHORS = "practices", "title", "summary", "description", "authors"
POST = re.compile(
    r"(?i)учител|воспитател|преподавател|педагог|психолог|директор|завуч|методист|заместител|руководител|мастер"
)
ONE_LINE = {"line", "word", "words"}
"""Shapes whose value ends with the line of its caption; what follows is text."""
LEAST_COLUMNS = 3  # captions that make a sheet a list of practices
MOST_WORDS = 2  # words of a vocabulary that a text may use and mean itself
SUMMARY_SIZE = range(100, 501)  # signs
LEAST_WORDS = 20  # of a text that is a description
LONG = 200  # signs of a paragraph that is no line of a title page
LATEST_HEAD = 20  # rows above the captions of a sheet


def read_practices(path: Path, surroundings: Surroundings) -> Proposals:
    """The practices of a file. Raises `ImportFailed` for a file that cannot be read or holds no text."""
    file = open_office_file(path)
    blocks = list(read_document(file))
    _check_words(file, blocks)
    rows = [proposal for block in blocks if isinstance(block, Grid) for proposal in _of_sheet(block, surroundings)]
    if rows:
        return _together(rows)
    parts = sections(described(blocks), surroundings.fields)
    stem = path.stem
    return _together([_practice(practice, surroundings, stem) for practice in _apart(parts)])


def _check_words(file: OfficeFile, blocks: Sequence[Block]) -> None:
    words = sum(len(text.split()) for text in texts(blocks))
    if words < LEAST_WORDS:
        raise ImportFailed(messages.ONLY_PICTURES_NO_TEXT if file.pictures else messages.NO_TEXT_OF_PRACTICE)


def _together(proposals: list[tuple[Proposal, list[Note]]]) -> Proposals:
    records = tuple(proposal for proposal, _ in proposals)
    return Proposals(records, tuple(note for _, notes in proposals for note in notes))


def _apart(parts: list[TextSection]) -> Iterator[list[TextSection]]:
    """Practices of one document: each that follows begins with its title under a caption."""
    titles = [at for at, part in enumerate(parts) if part.known and part.known.name == TITLE]
    cuts = [0, *titles[1:], len(parts)]
    for start, end in pairwise(cuts):
        yield parts[start:end] if start == 0 else [TextSection(), *parts[start:end]]


# --- a text


class _Card:
    """Fields of one practice while its sections are read."""

    def __init__(self, id: str) -> None:
        self.pictures = TextPictures(id)
        self.values: dict[str, Any] = {}
        self.body: list[tuple[str, list[Block]]] = []
        """Headings and what stands below them."""
        self.rows: list[tuple[str, list[Block]]] = []
        """Rows of a passport table about no field."""
        self.notes: list[Note] = []

    def take(self, section: TextSection) -> None:
        """A section into its field, or into the text where none takes it."""
        known = section.known
        if section.row and CONTACT.search(section.heading):
            self.notes.append(Note(messages.CONTACT_ROW_LEFT_OUT, "", section.heading))
            return
        if known is None and section.row:
            self.rows.append((section.heading, section.blocks))
            return
        if known is None or known.name == BODY:
            own = known is not None and not any(heading == "" for heading, _ in self.body)
            self.body.append(("" if own else section.heading, section.blocks))
            return
        if known.shape == "parts":
            sorts = without_personal("\n".join(texts(section.blocks))).sorts
            self.notes += [Note(messages.PERSONAL_LEFT_OUT[sort], "", section.heading) for sort in sorts]
        if section.typed and known.shape in ONE_LINE and len(section.blocks) > 1:
            self.body.append(("", section.blocks[1:]))
            section = replace(section, blocks=section.blocks[:1])
        value = value_of(known, section.blocks, self.pictures.address)
        if value is None and known.name == SUMMARY and section.blocks:
            value = beginning(" ".join(texts(section.blocks)))
            self.body.append((section.heading, section.blocks))
            self.notes.append(Note(messages.SUMMARY_SHORTENED, "", value))
        joined = _joined(known, self.values.get(known.name), value)
        if joined is None and section.blocks:
            self.body.append((section.heading, section.blocks))
        elif joined is not None:
            self.values[known.name] = joined

    def preface(self, section: TextSection, title: Paragraph | None) -> None:
        """What stands above the first known heading: lines that only stand out are told, what is text is kept."""
        lines = [block for block in section.blocks if isinstance(block, Paragraph) and block is not title]
        outstanding = [line for line in lines if line.heading and not line.pictures and len(line.plain) < LONG]
        rest = [block for block in section.blocks if block is not title and block not in outstanding]
        above = [line.plain for line in outstanding if line.plain and not self._signed(line)]
        rest = [block for block in rest if not (isinstance(block, Paragraph) and self._signed(block))]
        if section.line is not None and section.line is not title and not any(map(_says, rest)):
            above.insert(0, section.heading)
        elif any(map(_says, rest)):
            self.body.append(("" if section.line is title else section.heading, rest))
        self.notes += [Note(messages.LINE_ABOVE_TEXT, "", text) for text in above]

    def _signed(self, line: Paragraph) -> bool:
        """Whether a short line names an author by name and post: «Белова И. С., учитель физики»."""
        if len(line.plain) > LONG or not NAME.search(line.plain) or not POST.search(line.plain):
            return False
        authors = [person for person in people(line.plain) if "name" in person and "post" in person]
        if authors:
            self.values.setdefault(AUTHORS, []).extend(authors)
            self.notes.append(Note(messages.AUTHOR_FROM_LINE, "", line.plain))
        return bool(authors)

    def summarise(self) -> None:
        """The first paragraph of the text is the summary, too, of a practice that has none: the text stays whole."""
        if SUMMARY in self.values:
            return
        for heading, blocks in self.body:
            first = blocks[0] if blocks else None
            if heading == "" and isinstance(first, Paragraph) and len(first.plain) in SUMMARY_SIZE:
                self.values[SUMMARY] = first.plain
                self.notes.append(Note(messages.SUMMARY_FROM_TEXT, "", first.plain))
                return

    @property
    def text(self) -> str:
        """The body of the record."""
        bodies = [(heading, markdown(blocks, self.pictures.address)) for heading, blocks in (*self.body, *self.rows)]
        filled = [(heading, body) for heading, body in bodies if body]
        return "\n\n".join(_headed(heading, body) if heading else body for heading, body in filled)


def _says(block: Block) -> bool:
    return isinstance(block, Grid) or bool(block.plain or block.pictures)


def _headed(heading: str, body: str) -> str:
    return f"{'#' * HIGHEST} {escaped(heading)}\n\n{_deeper(body)}"


def _deeper(body: str) -> str:
    """A text below a heading: its own headings are one level deeper."""
    return "\n".join(f"#{line}" if line.startswith("#" * HIGHEST) else line for line in body.split("\n"))


def _joined(field: KnownField, old: Any, new: Any) -> Any:
    """Two sections about one field; None where the field has no room for the second."""
    if old is None or new is None or old == new:
        return new if old is None else old if old == new else None
    if field.shape in ("text", "note"):
        text = f"{old}\n\n{new}" if field.shape == "text" else f"{old}\n{new}"
        return text if not field.longest or len(text) <= field.longest else None
    return [*old, *new] if isinstance(old, list) and isinstance(new, list) else None


def _practice(parts: list[TextSection], surroundings: Surroundings, stem: str) -> tuple[Proposal, list[Note]]:
    preface = [_general(part) for part in takewhile(_is_preface, parts)]
    title, line = _title(preface, parts)
    card = _Card(id_of(title or stem, KIND))
    if not title:
        title = name_from_file(stem)
        card.notes.append(Note(messages.TITLE_FROM_FILE, "", title))
    card.values[TITLE] = title
    for part in preface:
        card.preface(part, line)
    for part in parts[len(preface) :]:
        if part.known is None or part.known.name != TITLE:
            card.take(part)
    words = "\n".join(text for part in parts for text in (part.heading, *texts(part.blocks)))
    return _proposal(card, surroundings, words, "")


def _is_preface(part: TextSection) -> bool:
    """Whether no field is told of yet: «Описание лучшей практики» above nothing only says what follows."""
    return part.known is None or (GENERAL.fullmatch(part.heading) is not None and not any(map(_says, part.blocks)))


def _general(part: TextSection) -> TextSection:
    return replace(part, known=None)


def _title(preface: Sequence[TextSection], parts: Sequence[TextSection]) -> tuple[str, Paragraph | None]:
    """The title under its caption, else that of the lines above the text."""
    for part in parts:
        if part.known and part.known.name == TITLE:
            text = bare_title(" ".join(texts(part.blocks)))
            if 0 < len(text) <= LONGEST_TITLE:
                return text, None
    lines = [block for part in preface for block in (*filter(None, [part.line]), *part.blocks)]
    return title_of(list(takewhile(lambda block: not isinstance(block, Paragraph) or len(block.plain) < LONG, lines)))


def _proposal(card: _Card, surroundings: Surroundings, words: str, place: str) -> tuple[Proposal, list[Note]]:
    """The record of a card; a summary and words that only its text tells are told as guessed."""
    for field in surroundings.fields:
        guessed = words_in(words, field.words) if field.needed and field.name not in card.values else []
        if 0 < len(guessed) <= MOST_WORDS:
            card.values[field.name] = guessed
            card.notes.append(Note(messages.guessed_from_text(field.captions[0]), "", ", ".join(guessed)))
    card.summarise()
    body = card.text
    fields = {name: value for name, value in card.values.items() if value}
    proposal = Proposal(card.pictures.id, fields, place, body, tuple(card.pictures.files.values()))
    return proposal, [replace(note, place=note.place or place) for note in (*card.notes, *card.pictures.notes)]


# --- a sheet


def _of_sheet(grid: Grid, surroundings: Surroundings) -> Iterator[tuple[Proposal, list[Note]]]:
    """A practice a row; nothing for a table without the captions of practices."""
    for head in range(min(LATEST_HEAD, grid.rows)):
        columns = {cell.column: (cell.plain, field_called(cell.plain, surroundings.fields)) for cell in grid.row(head)}
        known = {field.name for _, field in columns.values() if field}
        if len(known) >= LEAST_COLUMNS and TITLE in known:
            for row in range(head + 1, grid.rows):
                if card := _of_row(grid, row, columns):
                    words = "\n".join(cell.plain for cell in grid.row(row))
                    place = messages.place_in_table(grid.sheet, grid.number, grid.number_of(row))
                    yield _proposal(card, surroundings, words, place)
            return


def _of_row(grid: Grid, row: int, columns: Mapping[int, tuple[str, KnownField | None]]) -> _Card | None:
    """The card of a row; None for one without a title."""
    cells = {cell.column: cell for cell in grid.row(row) if cell.plain and cell.column in columns}
    title = next((cell.plain for at, cell in cells.items() if (field := columns[at][1]) and field.name == TITLE), "")
    if not title:
        return None
    card = _Card(id_of(bare_title(title), KIND))
    card.values[TITLE] = bare_title(title)
    for at, cell in cells.items():
        caption, field = columns[at]
        if NUMBERS.fullmatch(caption):
            continue
        if field is None or field.name != TITLE:
            card.take(TextSection(caption, 0, field, list(in_lines(cell.paragraphs))))
    return card
