"""A roadmap on the catalogue's day, beside the events that stand for its steps."""

from nastavnik.records import Roadmap
from nastavnik.school import statuses
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.school.events_over import held
from nastavnik.school.statuses import Plan


def plan_today(catalogue: Catalogue, entry: Entry[Roadmap]) -> Plan:
    """The plan as it stands, with what events that are over say of its steps."""
    events = held(catalogue, entry.id, entry.record.codes)
    return statuses.plan(entry.record, catalogue.today, catalogue.school, events)
