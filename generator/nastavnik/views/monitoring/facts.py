"""What records say of a period, counted: no typing, no people. Names are those of `nastavnik report monitoring`."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable

from nastavnik.deadlines import SchoolYear
from nastavnik.records import Contest, Document, Event, Monitoring, News, Practice, Programme, Roadmap
from nastavnik.records.record import day_of
from nastavnik.school import statuses
from nastavnik.school.catalogue import Catalogue, Entry, values_of
from nastavnik.views.coverage import publications


def known(catalogue: Catalogue, entry: Entry[Monitoring]) -> dict[str, int]:
    """Counts by the name of the figure: `practices`, `news.level.school`, `programmes.running` …"""
    record = entry.record
    first, last = _span(record)
    return (
        _practices(catalogue, first, last)
        | _news(catalogue, record.period, first, last)
        | _events(catalogue, first, last)
        | _contests(catalogue, first, last)
        | _roadmap(catalogue, record)
        | _standing(catalogue)
    )


def channels(catalogue: Catalogue, entry: Entry[Monitoring]) -> Counter[str]:
    """Publications of the period by channel, as the school writes its name."""
    first, last = _span(entry.record)
    return Counter(channel for one in _told(catalogue, first, last) for _, channel, _ in publications(one))


def plan_of(catalogue: Catalogue, period: str) -> tuple[str, Roadmap] | None:
    """The roadmap of a school year with its id."""
    return next(((plan.id, plan.record) for plan in catalogue.of(Roadmap) if plan.record.school_year == period), None)


def _span(record: Monitoring) -> tuple[dt.date, dt.date]:
    """From the August of the school year to the day of the figures."""
    year = SchoolYear.parse(record.period)
    assert year is not None
    return dt.date(year.first, 8, 1), record.date


def _counted(catalogue: Catalogue, name: str, vocabulary: str, codes: Iterable[str]) -> dict[str, int]:
    """`practices.level.school` … for every word of the vocabulary, zeros too."""
    counts = Counter(codes)
    return {f"{name}.{term.code}": counts[term.code] for term in catalogue.vocabularies[vocabulary].terms}


def _practices(catalogue: Catalogue, first: dt.date, last: dt.date) -> dict[str, int]:
    shown = [one for one in catalogue.of(Practice) if one.facts.sort_key <= last]  # the day it was published
    new = sum(one.facts.sort_key >= first for one in shown)
    return (
        {"practices": len(shown), "practices.new": new}
        | _counted(catalogue, "practices.level", "levels", (code for one in shown for code in values_of(one, "level")))
        | _counted(catalogue, "practices.form", "forms", (code for one in shown for code in values_of(one, "forms")))
    )


def _told(catalogue: Catalogue, first: dt.date, last: dt.date) -> list[News]:
    stories = catalogue.of(News)
    return [one.record for one in stories if one.facts.is_public and first <= one.facts.sort_key <= last]


def _news(catalogue: Catalogue, period: str, first: dt.date, last: dt.date) -> dict[str, int]:
    told = [(one, [place[:2] for place in publications(one)]) for one in _told(catalogue, first, last)]
    every = sum(len(places) for _, places in told)
    stages: Counter[str] = Counter()
    for one, places in told:
        stages.update(dict.fromkeys(one.stages, len(places)))
    plan = plan_of(catalogue, period)
    by_stage = {f"news.stage.{code}": stages[f"{plan[0]}/{code}"] for code in plan[1].codes} if plan else {}
    by_channel: Counter[str] = Counter(f"news.channel.{_name(title)}" for _, places in told for _, title in places)
    return (
        {"news": len(told), "news.publications": every, "news.elsewhere": every - len(told)}
        | _counted(catalogue, "news.level", "levels", (level for _, places in told for level, _ in places))
        | by_stage
        | dict(sorted(by_channel.items()))
    )


def _name(title: str) -> str:
    """A channel's title as part of a figure's name: «Газета «Маяк»» → `Газета_Маяк`."""
    return re.sub(r"[\W_]+", "_", title).strip("_")


def _events(catalogue: Catalogue, first: dt.date, last: dt.date) -> dict[str, int]:
    events = (one.record for one in catalogue.of(Event))
    held = [one for one in events if one.is_public and first <= day_of(one.start) <= last]
    kinds = _counted(catalogue, "events.type", "event_types", (one.event_type for one in held))
    return {"events": len(held)} | kinds


def _contests(catalogue: Catalogue, first: dt.date, last: dt.date) -> dict[str, int]:
    contests = (one.record for one in catalogue.of(Contest))
    held = [one for one in contests if any(first <= day.date <= last for day in one.dates)]
    prizes = [one.level for one in held for _ in one.results]
    return (
        {"contests": len(held), "prizes": len(prizes)}
        | _counted(catalogue, "contests.level", "levels", (one.level for one in held))
        | _counted(catalogue, "prizes.level", "levels", prizes)
    )


def _roadmap(catalogue: Catalogue, record: Monitoring) -> dict[str, int]:
    plan = plan_of(catalogue, record.period)
    if plan is None:
        return {}
    counts = statuses.plan(plan[1], record.date, catalogue.school).counts()
    by_status = {f"roadmap.{status}": counts.get(status, 0) for status in statuses.STATUSES}
    return by_status | {"roadmap.stages": len(plan[1].stages)}


def _standing(catalogue: Catalogue) -> dict[str, int]:
    """What is true on the day of the build: records do not say since when."""
    documents = [one.record for one in catalogue.of(Document)]
    required = [one for one in documents if one.required]
    programmes = [one.record for one in catalogue.of(Programme)]
    return {
        "documents.required": len(required),
        "documents.present": sum(bool(one.file or one.url) for one in required),
        "partners": len(catalogue.of("partners")),
        "programmes": len(programmes),
    } | _counted(catalogue, "programmes", "programme_states", (one.state for one in programmes))
