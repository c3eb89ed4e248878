"""What a record tells the drawer of its cover: whom it brings together and what it is about; only what is published."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from nastavnik.covers.people import LEARNERS
from nastavnik.covers.scene import CoverSubject
from nastavnik.records import Contest, Event, News, Partner, Practice, Programme
from nastavnik.records.record import Record

COMPANY_OF_EVENT = {
    "round-table": "table",
    "consultation": "table",
    "council": "table",
    "class-hour": "audience",
    "conference": "audience",
    "seminar": "audience",
    "exchange": "audience",
    "school-of-mentors": "audience",
}
"""Kinds of events at which people are seen; the others are shown by a thing."""
LEARNERS_OF_LEVELS = {"toddler": {"preschool"}, "student": {"college", "university", "adult"}}
"""Who learns on nothing but these levels of education, where that is no pupil of a school."""


def subject_of(record: Record, id: str, school_type: str = "") -> CoverSubject | None:
    """What the cover of a record is made from; None for kinds without covers. `id` is its first one."""
    say = SUBJECTS.get(record.kind)
    subject = say(f"{record.kind}/{id}", record) if say else None
    return replace(subject, learner=subject.learner or LEARNERS.get(school_type, "")) if subject else None


def practice_subject(name: str, data: Mapping[str, Any]) -> CoverSubject:
    """The subject of a practice from its published fields, of a school or in a bank; what is absent is nothing."""
    codes = _several(data, "directions", "mentoring_kinds")
    return CoverSubject(
        name,
        _several(data, "forms"),
        codes,
        _texts(f"{data['title']} {' '.join(_several(data, 'subjects'))}", data.get("summary")),
        learner=_learner(set(data.get("education_levels") or ())),
    )


def _learner(levels: set[str]) -> str:
    """Who learns on the levels a practice is for; empty where they are those of a school, too, or not said."""
    return next((who for who, among in LEARNERS_OF_LEVELS.items() if levels and levels <= among), "")


def _several(data: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(value for name in names for value in data.get(name) or ())


def _texts(*texts: str | None) -> tuple[str, ...]:
    return tuple(filter(None, texts))


def _programme(name: str, record: Programme) -> CoverSubject:
    kinds = (record.mentoring_kind,) if record.mentoring_kind else ()
    return CoverSubject(name, (record.form,), kinds, _texts(record.title, record.goal))


def _event(name: str, record: Event) -> CoverSubject:
    company = COMPANY_OF_EVENT.get(record.event_type, "emblem")
    return CoverSubject(name, (), (record.event_type,), _texts(record.title, record.summary), company)


def _news(name: str, record: News) -> CoverSubject:
    return CoverSubject(name, (), (record.news_type,), _texts(record.title, " ".join(record.tags), record.summary))


def _contest(name: str, record: Contest) -> CoverSubject:
    return CoverSubject(name, (), (), _texts(record.title, record.summary))


def _partner(name: str, record: Partner) -> CoverSubject:
    return CoverSubject(name, (), (record.partner_type,), _texts(record.title, record.summary), "place")


SUBJECTS: Mapping[str, Callable[[str, Any], CoverSubject]] = {
    Practice.kind: lambda name, record: practice_subject(name, record.__dict__),
    Programme.kind: _programme,
    Event.kind: _event,
    News.kind: _news,
    Contest.kind: _contest,
    Partner.kind: _partner,
}
"""Kinds that have covers, and what each says of itself."""
