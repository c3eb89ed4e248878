"""A list of mentors — a table of Excel, LibreOffice, Word, CSV, or lines of text — → proposed cards.

Of each row only what a card may have is read. Who is mentored, telephones and days of birth are never read into a
value: their columns are told and left, and what of it stands in other cells is cut out.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.formats import read_document
from nastavnik.importing.grid import Block, Grid, Paragraph
from nastavnik.importing.listing import UNKNOWN, Listing, ListRow, listings
from nastavnik.importing.mentor_card import ROLES_READ, MentorCard
from nastavnik.importing.mentor_columns import (
    CALLED_MENTEE,
    FORM_OF_MENTEES,
    IS_MENTEE,
    MENTOR_ROLES,
    OF_LEARNERS,
    OF_MENTEES,
    OF_MENTORS,
    PRIVATE,
)
from nastavnik.importing.mentor_words import category_of, forms, name_inside, read_name
from nastavnik.importing.notes import Note
from nastavnik.importing.office_file import open_office_file
from nastavnik.importing.personal import is_phone, without_personal
from nastavnik.importing.proposals import Proposal, Proposals, Surroundings

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s?[-–—/]\s?(?:20)?\d\d)?(?!\d)")
NEAREST = 4  # lines above a table that may say whom it lists
_LEFT_OUT = {
    "mentee": messages.MENTEES_LEFT_OUT,
    "consent": messages.CONSENT_LEFT_OUT,
    "other_years": messages.LIST_COLUMN_LEFT_OUT,
    UNKNOWN: messages.LIST_COLUMN_LEFT_OUT,
}
"""Role of a column that is not read → the sentence about it."""


def read_mentors(path: Path, surroundings: Surroundings) -> Proposals:
    """Cards of the mentors in a file. Raises `ImportFailed` for a file that cannot be read or has no such list."""
    file = open_office_file(path)
    blocks = read_document(file)
    lists = list(listings(blocks, MENTOR_ROLES)) or list(_without_captions(blocks))
    records: list[Proposal] = []
    notes: list[Note] = []
    for listing in lists:
        if _is_of_mentees(listing.above[-NEAREST:]) or _is_of_mentees([listing.grid.sheet]):
            notes.append(Note(messages.TABLE_OF_MENTEES, listing.place))
            continue
        cards, more = _cards(listing, surroundings)
        records += cards
        notes += more
    if file.pictures and records:
        notes.append(Note(messages.PICTURES_OF_LIST))
    if not records and not notes:
        has_words = any(block.plain if isinstance(block, Paragraph) else block.cells for block in blocks)
        raise ImportFailed(messages.NO_MENTORS if has_words or not file.pictures else messages.ONLY_PICTURES)
    return Proposals(tuple(records), tuple(notes))


def _is_of_mentees(lines: Sequence[str]) -> bool:
    """Whether the nearest of some headings that says whom a list is about names those who are mentored, or learners."""
    about = (line for line in reversed(lines) if OF_MENTEES.search(line) or OF_MENTORS.search(line))
    nearest = next(about, "")
    is_of_learners = OF_LEARNERS.search(nearest) or any(map(OF_LEARNERS.search, lines))
    return bool(is_of_learners) or (bool(nearest) and not OF_MENTORS.search(nearest))


def _is_mentee(row: ListRow) -> bool:
    """Whether a row says of the person in it that somebody else is the mentor: «наставляемый» in a cell of its own."""
    lines = (line for cells in (row.cells, row.others) for text in cells.values() for line in text)
    return any(map(IS_MENTEE.fullmatch, lines))


def _cards(listing: Listing, surroundings: Surroundings) -> tuple[list[Proposal], list[Note]]:
    """The cards of a list, and what of it was not taken."""
    year, records = _year_of(listing.above, surroundings), []
    notes = [*([Note(listing.guess)] if listing.guess else []), *_notes_on_columns(listing)]
    for row in listing.rows:
        if _is_of_mentees([row.section]) or _is_mentee(row):
            notes.append(Note(messages.MENTEES_LEFT_OUT, row.place))
            continue
        text = _name_text(row)
        read = read_name(text) or name_inside(text)
        if read is not None and CALLED_MENTEE.match(read.rest):
            notes.append(Note(messages.MENTEES_LEFT_OUT, row.place))
        elif read is not None:
            card = MentorCard(row.place, read.name, year)
            records.append(_filled(card, read.rest, row, listing))
            notes += card.notes
        elif re.search(r"[^\W\d_]", text):
            notes.append(Note(messages.ROW_WITHOUT_NAME, row.place, without_personal(text).text))
    return records, notes


def _name_text(row: ListRow) -> str:
    """The cell of the name, with its lines; joined of three where surname, first name and patronymic stand apart."""
    separate = [row.text(role) for role in ("surname", "given", "patronymic")]
    return " ".join(filter(None, separate)) if separate[0] else "\n".join(row.cells.get("name", ()))


def _filled(card: MentorCard, rest: str, row: ListRow, listing: Listing) -> Proposal:
    card.take_rest(rest)
    for role in ROLES_READ:
        card.take(role, _asked_for(row.cells.get(role, ()), listing.captions(role)))
    if not card.posts:
        card.take("post", row.cells.get("profession", ()))
    group = row.text("class")
    if group and not card.posts:  # where somebody learns who has no post
        caption = " ".join(listing.captions("class")).lower()
        card.posts.append(messages.learner_of(group, "класс" in caption))
    if "forms" not in card.fields:
        _form_from_heading(card, row, listing)
    return card.proposal()


def _asked_for(lines: Sequence[str], captions: Sequence[str]) -> Sequence[str]:
    """Of «25/20» under «Стаж (общий/педагогический)» the years that a card has; any other cell as it is."""
    caption = " ".join(captions).lower()
    both = re.search(r"(общ\w*|труд\w*)\W{1,4}пед\w*|(пед\w*)\W{1,4}(?:общ|труд)", caption)
    years = re.fullmatch(r"\s*(\d{1,2})\W{1,3}(\d{1,2})\s*", " ".join(lines))
    return [years[2] if both[1] else years[1]] if both and years else lines


def _form_from_heading(card: MentorCard, row: ListRow, listing: Listing) -> None:
    """The form that a heading names, or that the caption of the mentored leaves no doubt about."""
    headings = [row.section, *reversed(listing.above)]
    named = next((words for heading in headings if (words := forms(heading))), [])
    mentees = " ".join(listing.captions("mentee")).lower()
    by_caption = [form for sign, form in FORM_OF_MENTEES if sign.search(mentees)][:1]
    teaches = category_of(", ".join(card.posts)) in ("педагог", "руководитель", "")
    chosen = named or (by_caption if teaches else [])
    if card.add("forms", chosen):
        card.notes.append(Note(messages.FORM_FROM_HEADING, card.place, ", ".join(chosen)))


def _year_of(above: Sequence[str], surroundings: Surroundings) -> int:
    """The year that numbers of years are counted to: of the heading, else of today."""
    heading = [int(match[1]) for line in above for match in _YEAR.finditer(line)]
    return max((year for year in heading if year <= surroundings.today.year), default=surroundings.today.year)


def _notes_on_columns(listing: Listing) -> Iterator[Note]:
    """Why columns with words in them are not taken."""
    for column in listing.columns:
        cells = ((row.cells if column.role else row.others) for row in listing.rows)
        lines = [line for by_name in cells for line in by_name.get(column.role or column.caption, ())]
        place = listing.place_of_column(column.caption)
        if lines and (column.role in PRIVATE or (column.role == UNKNOWN and any(map(is_phone, lines)))):
            yield Note(messages.PERSONAL_LEFT_OUT[column.role or "phone"], place)
        elif lines and column.role in _LEFT_OUT:
            yield Note(_LEFT_OUT[column.role], place)


# --- lists without captions


def _without_captions(blocks: Sequence[Block]) -> Iterator[Listing]:
    """A table without captions whose rows begin with names; without one, lines of text that do."""
    grids = [block for block in blocks if isinstance(block, Grid)]
    tables = [(grid, rows) for grid in grids if (rows := tuple(_named_rows(grid)))]
    for grid, rows in tables:
        captions = [cell.plain for cell in grid.cells if not read_name(cell.plain)]
        about = tuple(line for line in captions if OF_MENTEES.search(line) or OF_LEARNERS.search(line))
        yield Listing(grid, (), rows, about, messages.MENTORS_WITHOUT_CAPTIONS)
    rows = tuple(_named_lines([block for block in blocks if isinstance(block, Paragraph) and block.plain]))
    if rows and not tables:
        above = tuple(dict.fromkeys(row.section for row in rows))
        yield Listing(Grid(0, 0, (0.0, 1.0), (), ()), (), rows, above[:1], messages.MENTORS_FROM_TEXT)


def _named_lines(lines: Sequence[Paragraph]) -> Iterator[ListRow]:
    """Lines that begin with a name, each under the nearest line above that says whom it lists."""
    section = ""
    for number, line in enumerate(lines, 1):
        if _begins_with_name(line.text):
            yield ListRow(messages.place_in_text(number), section, {"name": [line.text]})
        elif OF_MENTEES.search(line.text) or OF_MENTORS.search(line.text) or not section:
            section = line.plain


def _begins_with_name(text: str) -> bool:
    """Whether a line is about a person: a name alone or with something after a sign; no sentence."""
    read = read_name(text)
    return read is not None and not re.match(r"\s+[а-яё]", read.rest)


def _named_rows(grid: Grid) -> Iterator[ListRow]:
    for number in range(grid.rows):
        cells = [cell for cell in grid.row(number) if cell.row == number and cell.plain]
        at = next((at for at, cell in enumerate(cells) if read_name(cell.plain)), None)
        if at is not None:  # who else is named in the row is mentored
            about = [cell for cell in cells[at + 1 :] if not read_name(cell.plain)]
            lines = [
                paragraph.plain for cell in (cells[at], *about) for paragraph in cell.paragraphs if paragraph.plain
            ]
            yield ListRow(messages.place_in_table(grid.sheet, grid.number, grid.number_of(number)), "", {"name": lines})
