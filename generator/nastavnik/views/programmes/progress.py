"""Where a programme stands on the day: by its own word that it is finished, else by the dates of its term."""

from collections.abc import Iterable
from typing import Literal

from nastavnik import messages
from nastavnik.deadlines import understand
from nastavnik.records import Programme
from nastavnik.school.catalogue import Catalogue, Entry

ProgrammeStage = Literal["running", "ahead", "undated", "over", "finished", "stopped"]
STAGES: tuple[ProgrammeStage, ...] = ("running", "ahead", "undated", "over", "finished", "stopped")
"""In the order of the list; the last is met at the desk only."""


def programme_stage(catalogue: Catalogue, programme: Programme) -> ProgrammeStage:
    """Nothing is claimed that the term does not say: one without dates is neither running nor over."""
    if programme.state == "finished":
        return "finished"
    if programme.state == "stopped":
        return "stopped"
    term = understand(programme.period, year_end=catalogue.school.end_of_year())
    if term.end and catalogue.is_over(term.end):
        return "over"
    if term.start and not catalogue.has_begun(term.start):
        return "ahead"
    return "running" if term.end else "undated"


def by_stage(catalogue: Catalogue, entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Entries under the heading of where they stand, in the order given; one heading for all if none has dates."""
    stages: dict[ProgrammeStage, list[Entry]] = {stage: [] for stage in STAGES}
    for entry in entries:
        programme = entry.record
        assert isinstance(programme, Programme)
        stages[programme_stage(catalogue, programme)].append(entry)
    groups = [(messages.PROGRAMME_STAGES[stage], members) for stage, members in stages.items() if members]
    return [("", stages["undated"])] if len(groups) == 1 and stages["undated"] else groups
