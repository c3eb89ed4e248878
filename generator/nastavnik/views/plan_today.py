"""A roadmap on the catalogue's day, beside the events that stand for its steps."""

from nastavnik.records import Event, Roadmap
from nastavnik.school import statuses
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.school.statuses import Plan, Span


def plan_today(catalogue: Catalogue, entry: Entry[Roadmap]) -> Plan:
    """The plan as it stands, with what events that are over say of its steps."""
    held = {code: events_over(catalogue, entry, code) for code in entry.record.codes}
    return statuses.plan(entry.record, catalogue.today, catalogue.school, held)


def events_over(catalogue: Catalogue, entry: Entry[Roadmap], code: str) -> tuple[Span, ...]:
    """First and last days of the events of a stage that are over."""
    events = catalogue.referring_to(f"{Roadmap.kind}/{entry.id}/{code}", Event)
    occasions = (occasion for event in events for occasion in event.facts.occasions)
    return tuple((each.first, each.last) for each in occasions if catalogue.is_over(each.last))
