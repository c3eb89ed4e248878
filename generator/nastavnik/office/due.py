"""What the administrator should not miss: deadlines, consents, documents, silence, cards that could say more."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.deadlines import understand
from nastavnik.records import Document, Mentor, News, Practice, Programme, Roadmap
from nastavnik.records.people import Person, consent_of
from nastavnik.records.reading import parts
from nastavnik.records.roadmap import Stage
from nastavnik.school import statuses
from nastavnik.school.cabinet import Cabinet
from nastavnik.school.promises import promised
from nastavnik.text.source import Keys, Place

STALE = dt.timedelta(days=30)  # without news for longer a section looks abandoned
COMPLETE_ENOUGH = 70  # percent


@dataclass(frozen=True, slots=True)
class Duty:
    """One line: what kind of thing, when (None: any day), what and where."""

    group: str
    day: dt.date | None
    text: str
    place: Place
    keys: Keys = ()
    """Of the field that says it is done; none where that is the one at `place`."""


@dataclass(frozen=True, slots=True)
class Days:
    """Today and the last day to look at."""

    today: dt.date
    last: dt.date

    def ahead(self, day: dt.date) -> bool:
        return self.today <= day <= self.last


def due(cabinet: Cabinet, today: dt.date, days: int) -> list[Duty]:
    """Everything due, group by group, the oldest first in each."""
    span = Days(today, today + dt.timedelta(days=days))
    duties = [
        duty for group in GROUPS for duty in sorted(group(cabinet, span), key=lambda duty: duty.day or dt.date.max)
    ]
    return list(dict.fromkeys(duties))


def _roadmap(cabinet: Cabinet, span: Days) -> Iterator[Duty]:
    plan = cabinet.current_plan()
    if plan is None:
        return
    standing = statuses.plan(plan.record, span.today, cabinet.school)
    own = [step for step in standing.walk() if step.own_phrase and step.status != "done"]
    unmarked = sum(step.overdue > 0 for step in own)
    if unmarked and not standing.is_alive:
        yield Duty("roadmap", None, messages.unmarked(unmarked), plan.place(("stages",)))
        return
    for step in own:
        duty = _step(step, span)
        if duty:
            yield Duty("roadmap", duty[0], duty[1], plan.place((*step.keys, "term")), (*step.keys, "done"))


def _step(step: statuses.Progress, span: Days) -> tuple[dt.date, str] | None:
    """What is next of a step: overdue, its end, or its beginning."""
    title = messages.shortened(step.step.title if isinstance(step.step, Stage) else step.step.text, 80)
    phrase = messages.one_line(step.phrase.text) if step.phrase else ""
    if step.overdue:
        return step.spans[-1][1], messages.step_overdue(title, phrase)
    if step.is_rhythm:
        return None
    ends = next((end for _, end in step.spans if span.ahead(end)), None)
    if ends:
        return ends, messages.step_ends(title, phrase)
    begins = next((start for start, _ in step.spans if span.ahead(start)), None)
    return (begins, messages.step_begins(title, phrase)) if begins else None


def _consents(cabinet: Cabinet, span: Days) -> Iterator[Duty]:
    for original in (cabinet.passport, *cabinet.records):
        for keys, part in parts(original.record, (Person, Mentor)):
            consent, name = consent_of(part), part.name
            if not (consent and name and consent.until) or consent.withdrawn:
                continue
            if consent.until <= span.last:
                over = consent.until < span.today
                text = messages.labelled(messages.CONSENT_OVER, name) if over else messages.consent_ends(name)
                yield Duty("consents", consent.until, text, original.place((*keys, "consent", "until")))


def _documents(cabinet: Cabinet, span: Days) -> Iterator[Duty]:
    plan = cabinet.current_plan()
    for original in cabinet.of(Document):
        document = original.record
        if document.state == "valid" and document.until and document.until <= span.last:
            over = document.until < span.today
            text = (messages.document_over if over else messages.document_ends)(document.title)
            yield Duty("documents", document.until, text, original.place(("until",)))
        if document.state != "valid" and document.required:
            yield Duty("documents", None, messages.REQUIRED_NOT_VALID, original.place(("state",)))
        if not (document.file or document.url or document.text or document.no_file):
            yield Duty(
                "documents",
                None,
                messages.labelled(messages.NOTHING_OF_DOCUMENT, document.title),
                original.place(("title",)),
            )
        if document.state != "valid" and plan and plan.record.document == original.id:
            yield Duty(
                "documents",
                None,
                messages.labelled(messages.DOCUMENT_NOT_VALID, document.title),
                plan.place(("document",)),
            )


def _news(cabinet: Cabinet, span: Days) -> Iterator[Duty]:
    stories = [story for story in cabinet.of(News) if story.record.is_public and story.record.date <= span.today]
    if not stories:
        yield Duty("news", None, messages.NO_NEWS, Place(f"{cabinet.content.name}/{News.kind}"))
        return
    latest = max(stories, key=lambda story: (story.record.date, story.id))
    day = latest.record.date
    if span.today - day >= STALE:
        yield Duty("news", day, messages.stale_news((span.today - day).days), latest.place(("date",)))


def _practices(cabinet: Cabinet, _: Days) -> Iterator[Duty]:
    rows = []
    for original in cabinet.of(Practice):
        practice = original.record
        percent, field = practice.completeness()
        if practice.status != "archived" and field and percent < COMPLETE_ENOUGH:
            text = messages.card_incomplete(practice.title, percent, field)
            rows.append((percent, Duty("practices", None, text, original.place(("title",)))))
    yield from (duty for _, duty in sorted(rows, key=lambda row: row[0]))


def _programmes(cabinet: Cabinet, span: Days) -> Iterator[Duty]:
    """Programmes whose term is over or nearly so: what has come of them only the school can say."""
    for original in cabinet.of(Programme):
        programme = original.record
        end = understand(programme.period, year_end=cabinet.school.end_of_year()).end
        if end and end <= span.last and programme.state == "running" and not programme.draft:
            text = messages.programme_over if end < span.today else messages.programme_ends
            yield Duty("programmes", end, text(programme.title), original.place(("period",)))


def _words(cabinet: Cabinet, span: Days) -> Iterator[Duty]:
    """Days that records speak of as of days ahead, and that are over; of plans only the current one is read so."""
    plan = cabinet.current_plan()
    for original in (cabinet.passport, *cabinet.records):
        if isinstance(original.record, Roadmap) and (plan is None or original.id != plan.id):
            continue
        for promise in promised(original.source, original.record):
            day = promise.over(span.today, cabinet.school.current_year)
            if day:
                yield Duty("words", day, messages.promise_is_over(promise.promise.words), promise.place)


GROUPS: tuple[Callable[[Cabinet, Days], Iterator[Duty]], ...] = (
    _roadmap,
    _consents,
    _documents,
    _programmes,
    _news,
    _practices,
    _words,
)
"""One function a group; one name here adds one."""
