"""Events of a calendar file or of a table — one a row, captions in any order — → proposed records."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.calendars import is_calendar, read_calendar
from nastavnik.importing.event_dates import When, YearOfList, hours_left, moments, year_of_list
from nastavnik.importing.event_words import OTHER_TYPE, as_markdown, type_of
from nastavnik.importing.formats import read_document
from nastavnik.importing.listing import UNKNOWN, Listing, ListRow, Roles, listings
from nastavnik.importing.notes import Note
from nastavnik.importing.office_file import open_office_file
from nastavnik.importing.proposals import Proposal, Proposals, Surroundings
from nastavnik.importing.text_names import id_of

LONGEST_SUMMARY = 500
LONGEST_TITLE = 150
_PATTERNS = (
    (r"телеф|контакт|e-?mail|почт", "phone"),
    (r"ответствен|организатор|ведущ|спикер|докладчик|модератор|выступающ|исполнител|\bкто (?:пров|отв|вед)", "people"),
    (r"отметк|выполн|результат|итог|стоимост|финанс|кол\W?во|количеств|подпис", "other"),
    (r"окончан|конец|заверш|/ (?:до|по)$", "end"),
    (r"(?:время|час\w*) начал", "clock"),
    (r"начал", "start"),
    (r"дат\w|числ|когда|день\b|срок|период|дни\b", "start"),
    (r"врем\w|^час", "clock"),
    (r"место|где|кабинет|\bзал\b|адрес|площадк|помещен|ауд\b|локаци", "place"),
    (r"для кого|участник|адресат|целев|аудитори|кто приглаш|контингент|приглаша|категори|класс|слушател", "audience"),
    (r"форм\w*|вид\w*\b|тип\b|формат", "type"),
    (r"содержан|описан|аннотац|о ч[её]м|программ|вопросы|примечан|подробн|цел[ьи]", "text"),
    (r"мероприят|событи|назван|наименован|тем[аы]|повестк|^что\b|занят|встреч|заголов", "title"),
    (r"ссылк|адрес в интернет|сайт", "other"),
    (r"^№|^n\b|п\W*п\b|номер", "number"),
)
EVENT_ROLES = Roles(
    tuple((re.compile(pattern), role) for pattern, role in _PATTERNS), needed=frozenset({"title", "start"})
)
_LEFT_OUT = {
    "phone": messages.PERSONAL_LEFT_OUT["phone"],
    "people": messages.PEOPLE_LEFT_OUT,
    "other": messages.LIST_COLUMN_LEFT_OUT,
    UNKNOWN: messages.LIST_COLUMN_LEFT_OUT,
}


def read_events(path: Path, surroundings: Surroundings) -> Proposals:
    """The events of a file. Raises `ImportFailed` for a file that cannot be read or has none."""
    file = open_office_file(path)
    if is_calendar(file):
        return read_calendar(file, surroundings)
    lists = [listing for listing in listings(read_document(file), EVENT_ROLES) if _is_of_events(listing)]
    if not lists:
        raise ImportFailed(messages.ONLY_PICTURES if file.pictures else messages.NO_EVENTS)
    readings = [_read(listing, surroundings) for listing in lists]
    return Proposals(
        tuple(record for records, _ in readings for record in records),
        tuple(note for _, notes in readings for note in notes),
    )


def _is_of_events(listing: Listing) -> bool:
    """A list of events says what and when."""
    return {"title", "start"} <= {column.role for column in listing.columns}


def _read(listing: Listing, surroundings: Surroundings) -> tuple[list[Proposal], list[Note]]:
    notes = list(_notes_on_columns(listing))
    records: list[Proposal] = []
    for row in listing.rows:
        years = year_of_list([*listing.above, row.section], surroundings.school_year)
        if row.text("title"):
            records += _proposals(row, years, notes)
        else:
            notes.append(Note(messages.EVENT_WITHOUT_TITLE, row.place))
    return records, notes


def _notes_on_columns(listing: Listing) -> Iterator[Note]:
    for column in listing.columns:
        cells = ((row.cells if column.role else row.others) for row in listing.rows)
        if column.role in _LEFT_OUT and any(by_name.get(column.role or column.caption) for by_name in cells):
            yield Note(_LEFT_OUT[column.role], listing.place_of_column(column.caption))


def _proposals(row: ListRow, years: YearOfList, notes: list[Note]) -> Iterator[Proposal]:
    """The records of a row: one, or one for each date it names."""
    title, details = _title(row)
    kind = type_of(row.text("type")) or type_of(title) or type_of(row.section)
    if not kind:
        notes.append(Note(messages.EVENT_TYPE_OTHER, row.place))
    rest = hours_left(row.text("clock"))
    if rest:
        notes.append(Note(messages.HOURS_NOT_TAKEN, row.place, rest))
    text = "\n".join([*details, *row.cells.get("text", ())])
    is_short = "\n" not in text and len(text) <= LONGEST_SUMMARY
    words = {
        "place": row.text("place"),
        "event_type": kind or OTHER_TYPE,
        "audience": row.text("audience"),
        "summary": text if is_short else "",
    }
    for when in _moments(row, years):
        fields = {"title": title, "start": when.start, "end": when.end, **words}
        day = when.start[:10] if re.match(r"\d{4}-\d\d-\d\d", when.start) else ""
        id = "-".join(filter(None, (day, id_of(title, "event"))))
        yield Proposal(id, fields, row.place, "" if is_short else as_markdown(text))


def _title(row: ListRow) -> tuple[str, list[str]]:
    """The title of a row, and what of its cell is more than a title: further lines of one that is too long."""
    lines = row.cells["title"]
    whole = " ".join(lines)
    if len(whole) <= LONGEST_TITLE or len(lines) < 2 or len(lines[0]) > LONGEST_TITLE:
        return whole, []
    return lines[0], list(lines[1:])


def _moments(row: ListRow, years: YearOfList) -> Iterable[When]:
    """When it takes place; a column for the end has its say after that of the beginning."""
    starts = [when for day in _days(row) for when in moments(day, row.text("clock"), years)] or [When("")]
    end = moments(row.text("end"), "", years) if row.text("end") else []
    clock = re.fullmatch(r"\d{1,2}[:.-]\d\d", row.text("end"))
    if clock and len(starts[0].start) > len("2026-11-27"):
        hour, minute = re.split(r"[:.-]", clock[0])
        return [When(when.start, f"{when.start[:10]} {int(hour):02}:{minute}") for when in starts]
    return [When(starts[0].start, end[0].start)] if end and len(starts) == 1 else starts


def _days(row: ListRow) -> list[str]:
    """The lines of the cell with the date: each one a date, or all of them one phrase."""
    lines = row.cells.get("start", [])
    dated = all(re.search(r"\d{1,2}(?:[./]\d|\s[а-я])", line) for line in lines)
    return lines if dated and len(lines) > 1 else [" ".join(lines)]
