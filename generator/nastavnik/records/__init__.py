"""Records: what a school writes down. `KINDS` is the only list of kinds; one line here adds one."""

from nastavnik.records.record import Record
from nastavnik.records.school import School as School

# One import a kind, in the order of the tabs.
# isort: off
from nastavnik.records.roadmap import Roadmap as Roadmap
from nastavnik.records.mentor import Mentor as Mentor
from nastavnik.records.practice import Practice as Practice
from nastavnik.records.news import News as News
from nastavnik.records.event import Event as Event
from nastavnik.records.programme import Programme as Programme
from nastavnik.records.contest import Contest as Contest
from nastavnik.records.partner import Partner as Partner
from nastavnik.records.document import Document as Document
from nastavnik.records.monitoring import Monitoring as Monitoring
# isort: on

KINDS: dict[str, type[Record]] = {
    cls.kind: cls
    for cls in tuple(vars().values())
    if isinstance(cls, type) and issubclass(cls, Record) and cls not in (Record, School)
}
"""Kinds by folder, in the order of the tabs."""
