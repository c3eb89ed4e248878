"""Records: what a school writes down. `KINDS` is the only list of kinds; one line here adds one."""

from generator.records.contest import Contest
from generator.records.document import Document
from generator.records.event import Event
from generator.records.mentor import Mentor
from generator.records.monitoring import Monitoring
from generator.records.news import News
from generator.records.partner import Partner
from generator.records.practice import Practice
from generator.records.programme import Programme
from generator.records.record import Record
from generator.records.roadmap import Roadmap
from generator.records.school import School

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
