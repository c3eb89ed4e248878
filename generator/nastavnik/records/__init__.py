"""Records: what a school writes down. `KINDS` is the only list of kinds; one line here adds one."""

from nastavnik.records.contest import Contest
from nastavnik.records.document import Document
from nastavnik.records.event import Event
from nastavnik.records.mentor import Mentor
from nastavnik.records.monitoring import Monitoring
from nastavnik.records.news import News
from nastavnik.records.partner import Partner
from nastavnik.records.practice import Practice
from nastavnik.records.programme import Programme
from nastavnik.records.record import Record
from nastavnik.records.roadmap import Roadmap
from nastavnik.records.school import School

KINDS: dict[str, type[Record]] = {
    kind.kind: kind
    for kind in (
        Roadmap,
        Mentor,
        Practice,
        News,
        Event,
        Programme,
        Contest,
        Partner,
        Document,
        Monitoring,
    )
}
"""Kinds by folder, in the order of the tabs."""

__all__ = [
    "KINDS",
    "Contest",
    "Document",
    "Event",
    "Mentor",
    "Monitoring",
    "News",
    "Partner",
    "Practice",
    "Programme",
    "Record",
    "Roadmap",
    "School",
]
