"""What a programme rests on: acts in force on its own day, those its макет names and the school's own."""

import datetime as dt
import re
from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.deadlines import understand
from nastavnik.records import Document, Programme
from nastavnik.records.fields import read_day
from nastavnik.records.programme_form import ProgrammeForm
from nastavnik.school.catalogue import Catalogue

ACT_TYPES = ("order", "decree", "regulation", "plan")
MOST_REPLACEMENTS = 9
"""How far a chain of «заменён» is followed: it may be a circle."""
_DAY_OF_ACT = re.compile(r"\bот\s+(\d{1,2}[.\s]\s?(?:\d{1,2}|[а-яё]+)[.\s]\s?\d{4})", re.IGNORECASE)


def basis_day(catalogue: Catalogue, programme: Programme | None) -> dt.date:
    """The day whose acts a programme rests on: of its approval, else the first of its term, else today."""
    if programme and programme.approved and programme.approved.date:
        return programme.approved.date
    if programme and (start := understand(programme.period, year_end=catalogue.school.end_of_year()).start):
        return start
    return catalogue.today


def named_acts(maket: ProgrammeForm, day: dt.date) -> Iterator[str]:
    """Acts the макет names, of those that were there on the day; without acts of its own, those of the section."""
    acts = [(act, None, None) for act in maket.acts] or messages.ACTS
    for act, since, until in acts:
        first = since or written_day(act)
        if (first is None or first <= day) and (until is None or day < until):
            yield act


def written_day(act: str) -> dt.date | None:
    """The day of an act by its own words: «от 25.12.2019», «от 29 декабря 2012 г.»; None if it says none."""
    written = _DAY_OF_ACT.search(act)
    try:
        return read_day(written[1]) if written else None
    except PydanticCustomError:
        return None


def own_acts(catalogue: Catalogue, day: dt.date) -> Iterator[str]:
    """The school's own acts that the section must have, as far as they were in force on the day."""
    for act in (entry.record for entry in catalogue.of(Document)):
        if (
            act.level == "local"
            and act.type in ACT_TYPES
            and _required(catalogue, act)
            and _in_force(catalogue, act, day)
        ):
            yield messages.own_act(act.title, act.date, act.number)


def _in_force(catalogue: Catalogue, act: Document, day: dt.date) -> bool:
    """Whether an act was in force; one that is not now and does not say since when is taken for one that was not."""
    if act.date and act.date > day:
        return False
    if act.until:
        return day <= act.until
    next_act = _replacement(catalogue, act)
    return act.state == "valid" or bool(next_act and next_act.date and day < next_act.date)


def _required(catalogue: Catalogue, act: Document) -> bool:
    """Whether the section must have the act, or the one that has taken its place."""
    for _ in range(MOST_REPLACEMENTS):
        if act.required:
            return True
        replacement = _replacement(catalogue, act)
        if replacement is None:
            return False
        act = replacement
    return False


def _replacement(catalogue: Catalogue, act: Document) -> Document | None:
    entry = catalogue.get(Document, act.replaced_by) if act.replaced_by else None
    return entry.record if entry else None
