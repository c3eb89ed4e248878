"""How a record stands on the catalogue's day by its own dates: past, going on, over; silence where they say nothing.

A kind whose pages say such a thing has a line in `STANDINGS`. What the school wrote (the state of a programme or of a
document) holds until its own dates contradict it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from nastavnik import messages
from nastavnik.deadlines import understand
from nastavnik.records import Contest, Document, Event, Programme
from nastavnik.records.record import Record
from nastavnik.school.catalogue import Catalogue


class StateToday(NamedTuple):
    """A code for colour and sign (`state_mark` of the theme), and the words."""

    code: str
    words: str


NOTHING = StateToday("", "")
"""Nothing to say: no words, no sign."""


def standing(catalogue: Catalogue, record: Record) -> StateToday:
    """What the record's page and card say of it on the catalogue's day."""
    return STANDINGS[record.kind](catalogue, record) if record.kind in STANDINGS else NOTHING


def heading(catalogue: Catalogue, record: Record) -> str:
    """The heading a record stands under in its list; a programme out of its term is not among those that go on."""
    if isinstance(record, Programme) and (contradiction := _out_of_term(record, catalogue.today)):
        return contradiction.words
    return record.group(catalogue.vocabularies)


def _event(catalogue: Catalogue, record: Event) -> StateToday:
    today, (occasion,) = catalogue.today, record.occasions()
    if occasion.last < today:
        return StateToday("past", messages.PAST)
    if occasion.first > today:
        return NOTHING
    if occasion.first == occasion.last:
        return StateToday("coming", messages.TODAY)
    return StateToday("running", messages.capital(messages.goes_on_until(occasion.last, today)))


def _contest(catalogue: Catalogue, record: Contest) -> StateToday:
    if record.results:
        return StateToday("finished", messages.RESULTS_KNOWN)
    if not record.dates:
        return NOTHING
    is_ahead = max(day.date for day in record.dates) >= catalogue.today
    return StateToday("coming", messages.RESULTS_AHEAD) if is_ahead else StateToday("past", messages.RESULTS_UNKNOWN)


def _programme(catalogue: Catalogue, record: Programme) -> StateToday:
    title = catalogue.vocabularies["programme_states"].title(record.state)
    return _out_of_term(record, catalogue.today) or StateToday(record.state, messages.capital(title))


def _out_of_term(record: Programme, today: dt.date) -> StateToday | None:
    """What its term says of a programme that is called running: not begun, or over."""
    term = understand(record.period)
    if record.state != "running":
        return None
    if term.end and term.end < today:
        return StateToday("past", messages.TERM_OVER)
    return StateToday("coming", messages.NOT_BEGUN) if term.start and term.start > today else None


def _document(catalogue: Catalogue, record: Document) -> StateToday:
    """Only what is not in force is said, in words that suit «приказ», «положение» and «справка» alike."""
    if record.state != "valid":
        return StateToday("past", messages.NOT_IN_FORCE)
    is_over = record.until is not None and record.until < catalogue.today
    return StateToday("past", messages.NOT_VALID_ANY_MORE) if is_over else NOTHING


STANDINGS: Mapping[str, Callable[[Catalogue, Any], StateToday]] = {
    Event.kind: _event,
    Contest.kind: _contest,
    Programme.kind: _programme,
    Document.kind: _document,
}
