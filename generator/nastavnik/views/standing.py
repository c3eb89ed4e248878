"""How a record stands on the catalogue's day by its own dates: past, going on, over; silence where they say nothing.

A kind whose pages say such a thing has a line in `STANDINGS`. What the school wrote (the state of a programme or of a
document) holds until its own dates contradict it.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from nastavnik import messages
from nastavnik.records import Contest, Document, Event, Programme
from nastavnik.records.record import Record
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.contest_days import ends_with_results, intake
from nastavnik.views.programmes.progress import ProgrammeStage, programme_stage


class StateToday(NamedTuple):
    """A code for colour and sign (`state_mark` of the theme), and the words."""

    code: str
    words: str


NOTHING = StateToday("", "")
"""Nothing to say: no words, no sign."""


def standing(catalogue: Catalogue, record: Record) -> StateToday:
    """What the record's page and card say of it on the catalogue's day."""
    return STANDINGS[record.kind](catalogue, record) if record.kind in STANDINGS else NOTHING


def _event(catalogue: Catalogue, record: Event) -> StateToday:
    (occasion,) = record.occasions()
    if catalogue.is_over(occasion.last):
        return StateToday("past", messages.PAST)
    if not catalogue.has_begun(occasion.first):
        return NOTHING
    if occasion.first == occasion.last:
        return StateToday("coming", messages.TODAY)
    is_last = catalogue.has_begun(occasion.last)
    return StateToday("running", messages.capital(messages.goes_on(occasion.first, occasion.last, is_last=is_last)))


def _contest(catalogue: Catalogue, record: Contest) -> StateToday:
    if record.results:
        return StateToday("finished", messages.RESULTS_KNOWN)
    if not record.dates:
        return NOTHING
    if catalogue.is_over(max(day.date for day in record.dates)):
        return StateToday("past", messages.CONTEST_OVER if ends_with_results(record) else messages.RESULTS_UNKNOWN)
    opens, closes, what = intake(record)
    if opens and not catalogue.has_begun(opens):
        return StateToday("coming", messages.intake_from(what, opens))
    if closes and not catalogue.is_over(closes):
        return StateToday("running", messages.intake_until(what, closes))
    return StateToday("coming", messages.RESULTS_AHEAD)


def _programme(catalogue: Catalogue, record: Programme) -> StateToday:
    return PROGRAMMES.get(programme_stage(catalogue, record), NOTHING)


PROGRAMMES: Mapping[ProgrammeStage, StateToday] = {
    "running": StateToday("running", messages.GOES_ON),
    "ahead": StateToday("coming", messages.NOT_BEGUN),
    "over": StateToday("past", messages.TERM_OVER),
    "finished": StateToday("finished", messages.FINISHED),
}
"""What is said of a programme; nothing of one without dates."""


def _document(catalogue: Catalogue, record: Document) -> StateToday:
    """Only what is not in force is said, in words that suit «приказ», «положение» and «справка» alike."""
    if record.in_force(catalogue.is_over):
        return NOTHING
    return StateToday("past", messages.NOT_VALID_ANY_MORE if record.state == "valid" else messages.NOT_IN_FORCE)


STANDINGS: Mapping[str, Callable[[Catalogue, Any], StateToday]] = {
    Event.kind: _event,
    Contest.kind: _contest,
    Programme.kind: _programme,
    Document.kind: _document,
}
