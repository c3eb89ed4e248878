"""What records say of a period, counted: no typing, no people. Names are those of `nastavnik report monitoring`."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable

from nastavnik.records import Contest, Document, Event, Monitoring, News, Practice, Programme, Roadmap
from nastavnik.records.record import day_of
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school import statuses
from nastavnik.school.catalogue import Catalogue, Entry, values_of
from nastavnik.views.coverage import publications
from nastavnik.views.programmes.progress import programme_stage

WORDS_OF = {
    **dict.fromkeys(("mentored", "pairs", "groups", "mentors.form", "practices.form"), "forms"),
    **dict.fromkeys(("practices.level", "news.level", "contests.level", "prizes.level"), "levels"),
    "mentors.category": "mentor_categories",
    "events.type": "event_types",
    "programmes": "programme_states",
    "programmes.level": "programme_levels",
}
"""From which vocabulary the last part of a figure's name is: `practices.level.school`."""


def known(catalogue: Catalogue, entry: Entry[Monitoring]) -> dict[str, int]:
    """Counts by the name of the figure: `practices`, `news.level.school`, `programmes.running` …"""
    first, last = span(entry.record)
    return (
        _practices(catalogue, first, last)
        | _news(catalogue, entry)
        | _events(catalogue, first, last)
        | _contests(catalogue, first, last)
        | _roadmap(catalogue, entry.record)
        | _standing(catalogue)
    )


def channels(catalogue: Catalogue, entry: Entry[Monitoring]) -> Counter[str]:
    """Publications of the period by channel, as the school writes its name."""
    return Counter(channel for story in _stories(catalogue, entry) for _, channel, _ in publications(story))


def plan_of(catalogue: Catalogue, period: str) -> Entry[Roadmap] | None:
    """The roadmap of a school year written as in `2026-2027`, or of a calendar one, as in `2026`."""
    words = re.compile(rf"{period}( ?г\.?| год)?")
    return next((plan for plan in catalogue.of(Roadmap) if words.fullmatch(plan.record.sort_key)), None)


def span(record: Monitoring) -> tuple[dt.date, dt.date]:
    """From the first day of the period to the day of the figures, but not beyond the last one."""
    first, last = record.days
    return first, min(record.date, last)


def counted(words: Vocabularies, name: str, codes: Iterable[str | None]) -> dict[str, int]:
    """`practices.level.school` … → how often each word of the vocabulary of `name` is met among `codes`, zeros too."""
    counts = Counter(codes)
    return {f"{name}.{term.code}": counts[term.code] for term in words[WORDS_OF[name]].terms}


def _practices(catalogue: Catalogue, first: dt.date, last: dt.date) -> dict[str, int]:
    shown = [entry for entry in catalogue.of(Practice) if entry.facts.sort_key <= last]  # the day it was published
    levels = [code for entry in shown for code in values_of(entry, "level")]
    forms = [code for entry in shown for code in values_of(entry, "forms")]
    return (
        {"practices": len(shown), "practices.new": sum(entry.facts.sort_key >= first for entry in shown)}
        | counted(catalogue.vocabularies, "practices.level", levels)
        | counted(catalogue.vocabularies, "practices.form", forms)
    )


def _stories(catalogue: Catalogue, entry: Entry[Monitoring]) -> list[News]:
    first, last = span(entry.record)
    shown = (story for story in catalogue.of(News) if story.facts.is_public)
    return [story.record for story in shown if first <= story.facts.sort_key <= last]


def _news(catalogue: Catalogue, entry: Entry[Monitoring]) -> dict[str, int]:
    places = [(story, list(publications(story))) for story in _stories(catalogue, entry)]
    every = [place for _, of_story in places for place in of_story]
    stages = Counter(stage for story, of_story in places for stage in dict.fromkeys(story.stages) for _ in of_story)
    plan = plan_of(catalogue, entry.record.period)
    by_channel = Counter(f"news.channel.{_name(place.channel)}" for place in every)
    return (
        {"news": len(places), "news.publications": len(every), "news.elsewhere": len(every) - len(places)}
        | counted(catalogue.vocabularies, "news.level", (place.level for place in every))
        | ({f"news.stage.{code}": stages[f"{plan.id}/{code}"] for code in plan.record.codes} if plan else {})
        | dict(sorted(by_channel.items()))
    )


def _name(title: str) -> str:
    """A channel's title as part of a figure's name: «Газета «Маяк»» → `Газета_Маяк`."""
    return re.sub(r"[\W_]+", "_", title).strip("_")


def _events(catalogue: Catalogue, first: dt.date, last: dt.date) -> dict[str, int]:
    events = (entry.record for entry in catalogue.of(Event))
    held = [event for event in events if event.is_public and first <= day_of(event.start) <= last]
    kinds = counted(catalogue.vocabularies, "events.type", (event.event_type for event in held))
    return {"events": len(held)} | kinds


def _contests(catalogue: Catalogue, first: dt.date, last: dt.date) -> dict[str, int]:
    contests = [entry.record for entry in catalogue.of(Contest)]
    held = [contest for contest in contests if any(first <= day.date <= last for day in contest.dates)]
    if not held and any(not contest.dates for contest in contests):
        return {}  # nobody knows whether they were of this period: no number is truer than none
    prizes = [contest.level for contest in held for _ in contest.results]
    return (
        {"contests": len(held), "prizes": len(prizes)}
        | counted(catalogue.vocabularies, "contests.level", (contest.level for contest in held))
        | counted(catalogue.vocabularies, "prizes.level", prizes)
    )


def _roadmap(catalogue: Catalogue, record: Monitoring) -> dict[str, int]:
    plan = plan_of(catalogue, record.period)
    if plan is None:
        return {}
    stages = statuses.plan(plan.record, record.date, catalogue.school).stages
    counts = Counter(stage.status for stage in stages)
    return {f"roadmap.{status}": counts[status] for status in statuses.STATUSES} | {"roadmap.stages": len(stages)}


def _standing(catalogue: Catalogue) -> dict[str, int]:
    """What is true on the day of the build: records do not say since when."""
    documents = (entry.record for entry in catalogue.of(Document))
    required = [document for document in documents if document.required]
    programmes = [programme_stage(catalogue, entry.record) for entry in catalogue.of(Programme)]
    return {
        "documents.required": len(required),
        "documents.present": sum(bool(document.file or document.url) for document in required),
        "partners": len(catalogue.of("partners")),
        "programmes": len(programmes),
    } | counted(catalogue.vocabularies, "programmes", programmes)
