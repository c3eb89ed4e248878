"""Events that are over, beside the plan whose stages they belong to: what took place needs no sign of being late."""

from collections.abc import Iterable

from nastavnik.records import Event, Roadmap
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.statuses import Span


def events_over(catalogue: Catalogue, plan: str, code: str) -> tuple[Span, ...]:
    """First and last days of the events of a stage that are over, by the id of the plan and the stage's code."""
    events = catalogue.referring_to(f"{Roadmap.kind}/{plan}/{code}", Event)
    occasions = (occasion for event in events for occasion in event.facts.occasions)
    return tuple((each.first, each.last) for each in occasions if catalogue.is_over(each.last))


def held(catalogue: Catalogue, plan: str, codes: Iterable[str]) -> dict[str, tuple[Span, ...]]:
    """The same of every stage of a plan."""
    return {code: events_over(catalogue, plan, code) for code in codes}
