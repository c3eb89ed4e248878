"""What a roadmap says about a given day: what is done, running, soon, ahead, continuous or overdue.

The approved phrase is the school's; everything here is computed beside it, and silence is better than a claim nobody
made. What has ended unmarked has no sign: it is «просрочено» for the administrator, and for the public only where the
school shows it. When the plan is over, what was marked stays done and nothing else is said of a stage.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from nastavnik import messages
from nastavnik.deadlines import Deadline, SchoolYear, adds, describe, occurrences, promises, understand
from nastavnik.records.roadmap import Item, Phrase, Roadmap, Stage, Step
from nastavnik.records.school import School
from nastavnik.text.source import Keys

Status = Literal["done", "now", "late", "soon", "plan", "always", "none"]
COMING: tuple[Status, ...] = ("soon", "plan", "always")
STATUSES: tuple[Status, ...] = ("done", "now", "late", "soon", "plan", "always")
PlanPhase = Literal["ahead", "running", "over", "unknown"]
"""Whether a plan is not begun, under way or over; «unknown» where it names no years and only its past can be dated."""
SOON = dt.timedelta(days=30)
SUMMER = dt.timedelta(days=366)  # how far behind the last day of a plan one of its own dates may lie
MANY = 5  # so many unmarked terms are one hint: a screen of them would hide the others
MOST_TIMES = 3  # what happens more often is a rhythm, not a date

Turn = Literal["begins", "ends", "day"]
"""What a date of the plan is: a beginning, an end, or the only day of something."""
Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a yearless phrase is read against, and how the school wants things shown."""

    school_year: SchoolYear | None
    period: Span | None
    year_end: tuple[int, int]
    today: dt.date
    held: tuple[Span, ...] = ()
    """When events of the stage took place that are over."""

    @property
    def span(self) -> Span | None:
        """First and last day of the plan, if it says its years."""
        if self.school_year:
            return dt.date(self.school_year.first, 8, 1), self.school_year.end(self.year_end)
        return self.period


@dataclass(frozen=True, slots=True)
class Progress:
    """One stage or item with what is known about it on a day."""

    keys: Keys
    step: Stage | Item
    phrase: Phrase | None
    """The deadline in force: its own, or that of the step above."""
    own_phrase: bool
    deadline: Deadline | None
    spans: tuple[Span, ...]
    status: Status
    overdue: int
    """Days since its own time passed unmarked, 0 if it has not; independent of what the public is shown."""
    items: tuple["Progress", ...]
    done_on: dt.date | None = None
    """The day it was done, where the school says which and the day has come."""
    took_place: dt.date | None = None
    """The day of an unmarked step on which an event of its stage took place: it is not overdue, only not marked."""
    reason: str = ""
    """Why it was moved, in the school's words; empty once they speak as of ahead of a day that is over."""

    @property
    def described(self) -> str:
        """The deadline in dates, to stand beside the phrase; empty if nothing is known."""
        if self.phrase and self.phrase.text and (self.phrase.start or self.phrase.end):
            return messages.span(self.phrase.start, self.phrase.end)
        return describe(self.deadline) if self.deadline else ""

    @property
    def beside(self) -> str:
        """The deadline in dates where the phrase of its own does not say the same; to stand right beside it."""
        return self.described if self.own_phrase and self.phrase and adds(self.phrase.text, self.described) else ""

    @property
    def phrases(self) -> tuple[str, ...]:
        """Its own term as approved, else the terms of what stands below it: each once, in one line, in their order."""
        if self.own_phrase and self.phrase:
            return (messages.one_line(self.phrase.text),)
        return tuple(dict.fromkeys(phrase for item in self.items for phrase in item.phrases))

    @property
    def title(self) -> str:
        """A stage by its short title, else its title; an item by its text. May have several lines, no colon behind."""
        title = self.step.short_title or self.step.title if isinstance(self.step, Stage) else self.step.text
        return title.rstrip(" :;,")

    @property
    def number(self) -> str:
        """The stage's number as it is spoken: as written, without the point, else its place from 1."""
        written = self.step.number if isinstance(self.step, Stage) else None
        return (written or str(int(self.keys[1]) + 1)).strip(" .)")

    @property
    def is_rhythm(self) -> bool:
        """Whether it happens so often («ежемесячно») that its days are no dates."""
        return len(self.spans) > MOST_TIMES

    @property
    def done_items(self) -> int:
        return sum(item.status == "done" for item in self.items)

    def walk(self) -> Iterator["Progress"]:
        """This step and everything below it, in the plan's order."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class Plan:
    """A roadmap on a day."""

    roadmap: Roadmap
    frame: Frame
    stages: tuple[Progress, ...]
    phase: PlanPhase

    @property
    def is_alive(self) -> bool:
        """Whether something can be said of what goes on or lies ahead."""
        return self.phase in ("ahead", "running")

    @property
    def shows_state(self) -> bool:
        """Whether it says something of this very day: a sign that another day would change."""
        return self.is_alive and any(status != "done" for status in self.counts())

    @property
    def has_dates_beside(self) -> bool:
        """Whether at least one phrase has dates of ours beside it."""
        return any(step.beside and step.spans for step in self.walk())

    @property
    def has_dates_ahead(self) -> bool:
        """Whether it names a day that is not over and is not a rhythm: something to put into a calendar."""
        return bool(self.upcoming(1))

    def walk(self) -> Iterator[Progress]:
        """Every stage and item, in the plan's order."""
        for stage in self.stages:
            yield from stage.walk()

    def code(self, index: int) -> str:
        """How the stage at `index` is named from elsewhere."""
        return self.roadmap.codes[index]

    def counts(self) -> dict[Status, int]:
        """How many stages have each status, without zeros, in the order of `STATUSES`."""
        counts = Counter(stage.status for stage in self.stages)
        return {status: counts[status] for status in STATUSES if counts[status]}

    @property
    def without_sign(self) -> int:
        """How many stages have no status: with those of `counts` they are all of them."""
        return sum(stage.status == "none" for stage in self.stages)

    def upcoming(self, most: int) -> list[tuple[dt.date, int, Progress, Turn]]:
        """The next dates: (day, index of the stage, what, what happens on that day), the earliest first."""
        rows: dict[tuple[dt.date, int], tuple[dt.date, int, Progress, Turn]] = {}  # one line a day and stage
        if not self.is_alive:
            return []
        for index, stage in enumerate(self.stages):
            for step in stage.walk():
                if step.status != "done" and step.own_phrase and not step.is_rhythm:
                    for day, turn in _next_days(step, self.frame.today):
                        rows.setdefault((day, index), (day, index, step, turn))
        return sorted(rows.values(), key=lambda row: (row[0], row[1]))[:most]


def plan(
    roadmap: Roadmap, today: dt.date, school: School, held: Mapping[str, tuple[Span, ...]] = MappingProxyType({})
) -> Plan:
    """The roadmap as it stands on `today`, for the public; `held` says when events took place, by code of stage."""
    frame = frame_of(roadmap, today, school.end_of_year())
    stages = tuple(
        _progress(
            stage,
            ("stages", index),
            None,
            replace(frame, held=held.get(code, ())),
            above_done=False,
            public=not school.show_overdue,
        )
        for index, (code, stage) in enumerate(zip(roadmap.codes, roadmap.stages, strict=True))
    )
    phase = _phase(frame, [step for stage in stages for step in stage.walk()], school)
    closed = stages if phase in ("ahead", "running") else tuple(map(_without_claims, stages))
    return Plan(roadmap, frame, closed, phase)


def frame_of(roadmap: Roadmap, today: dt.date, year_end: tuple[int, int]) -> Frame:
    """The years a plan is about, from its fields."""
    year = SchoolYear.parse(roadmap.school_year) if roadmap.school_year else None
    period = understand(roadmap.period, year_end=year_end) if roadmap.period and not year else None
    span = (period.start, period.end) if period and period.start and period.end else None
    return Frame(year, span, year_end, today)


def hints(
    roadmap: Roadmap, today: dt.date, school: School, held: Mapping[str, tuple[Span, ...]] = MappingProxyType({})
) -> Iterator[tuple[Keys, str]]:
    """For the administrator: what was not understood, and what is overdue; of a plan that is over, how many."""
    standing = plan(roadmap, today, school, held)
    own = [step for step in standing.walk() if step.own_phrase]
    for step in own:
        if step.deadline and step.deadline.kind == "unknown":
            yield (*step.keys, "term"), messages.term_not_understood(step.deadline.text)
    for step in standing.walk():
        if isinstance(step.step.done, dt.date) and not step.done_on:
            yield (*step.keys, "done"), messages.done_in_future(step.step.done)
    overdue = [step for step in own if step.overdue]
    if standing.is_alive and len(overdue) > MANY:
        yield ("stages",), messages.many_overdue(len(overdue), shown=school.show_overdue)
    elif standing.is_alive:
        for step in overdue:
            yield (*step.keys, "term"), messages.overdue(step.overdue, step.took_place, shown=school.show_overdue)
    elif overdue:
        yield ("stages",), messages.unmarked(len(overdue))


def _phase(frame: Frame, steps: list[Progress], school: School) -> PlanPhase:
    """A plan that names its years is over after them; one that does not, after its last date if all is dated."""
    ends = [end for step in steps for _, end in step.spans if end != dt.date.max]
    if frame.span:
        first, last = frame.span
        last = max([last, *(end for end in ends if end <= last + SUMMER)])
        return "ahead" if frame.today < first else "running" if frame.today <= last else "over"
    open_ended = any(step.deadline and step.deadline.kind in ("continuous", "recurring") for step in steps)
    if ends and not open_ended and not any(end == dt.date.max for step in steps for _, end in step.spans):
        return "running" if frame.today <= max(ends) else "over"
    year = SchoolYear.parse(school.current_year)
    last = _end_of_school_year(max(ends), frame.year_end) if ends else year.end(frame.year_end) if year else frame.today
    began = bool(ends) or not year or frame.today >= dt.date(year.first, 8, 1)
    return "running" if began and frame.today <= last else "unknown"


def _end_of_school_year(day: dt.date, year_end: tuple[int, int]) -> dt.date:
    end = dt.date(day.year, *year_end)
    return end if day <= end else dt.date(day.year + 1, *year_end)


def _without_claims(step: Progress) -> Progress:
    """A step of a plan that is over: done or nothing."""
    status: Status = "done" if step.status == "done" else "none"
    reason = "" if any(promises.promises(step.reason)) else step.reason
    return replace(step, status=status, reason=reason, items=tuple(map(_without_claims, step.items)))


def _progress(
    step: Stage | Item, keys: Keys, above: Phrase | None, frame: Frame, *, above_done: bool, public: bool
) -> Progress:
    phrase = step.term or above
    deadline = _deadline(phrase, frame) if phrase else None
    spans = _postponed(_spans(phrase, deadline, frame), step)
    done_on = step.done if isinstance(step.done, dt.date) and step.done <= frame.today else None
    done = above_done or step.done is True or done_on is not None
    items = tuple(
        _progress(item, (*keys, "items", index), phrase, frame, above_done=done, public=public)
        for index, item in enumerate(step.items)
    )
    done = done or (bool(items) and all(item.status == "done" for item in items))
    own: Status = "done" if done else _own_status(phrase, deadline, spans, frame)
    overdue = (frame.today - spans[-1][1]).days if own == "late" else 0
    took_place = _took_place(spans, frame) if own == "late" and step.term else None
    own = "none" if took_place else own
    status = own if done or not items else _with_items(own, bool(step.term), items)
    return Progress(
        keys,
        step,
        phrase,
        step.term is not None,
        deadline,
        spans,
        "none" if status == "late" and public else status,
        max(overdue, 0),
        items,
        done_on,
        took_place,
        _reason(step, frame),
    )


def _took_place(spans: tuple[Span, ...], frame: Frame) -> dt.date | None:
    """The last day of a step, if it is one day on which an event of its stage took place."""
    start, end = spans[-1]
    return end if start == end and any(first <= end <= last for first, last in frame.held) else None


def _reason(step: Step, frame: Frame) -> str:
    """Why a step was moved, unless a day it promises is over; a day without a year is of the plan's school year."""
    reason = step.postponed.reason or "" if step.postponed else ""
    first = (frame.school_year or SchoolYear.of(frame.today)).first
    days = (promise.date(first if promise.month >= 8 else first + 1) for promise in promises.promises(reason))
    return "" if any(day < frame.today for day in days if day) else reason


def _deadline(phrase: Phrase, frame: Frame) -> Deadline:
    return understand(phrase.text, school_year=frame.school_year, period=frame.period, year_end=frame.year_end)


def _spans(phrase: Phrase | None, deadline: Deadline | None, frame: Frame) -> tuple[Span, ...]:
    """When it happens, as closed spans; a deadline without a beginning is a span of its last day."""
    if phrase and (phrase.start or phrase.end):
        return (_closed(phrase.start, phrase.end, frame),)
    if deadline is None:
        return ()
    if deadline.kind == "recurring" and frame.span:
        return occurrences(deadline, *frame.span)
    dated = [part for part in deadline.parts or (deadline,) if part.start or part.end]
    return tuple(sorted(_closed(part.start, part.end, frame) for part in dated))


def _closed(start: dt.date | None, end: dt.date | None, frame: Frame) -> Span:
    if end is None:
        assert start is not None
        end = max(start, frame.span[1]) if frame.span else dt.date.max
    return start or end, end


def _postponed(spans: tuple[Span, ...], step: Step) -> tuple[Span, ...]:
    """A day or a deadline that was moved is the new day; a stretch of time lasts until it."""
    to = step.postponed.to if step.postponed else None
    if to is None:
        return spans
    start, end = spans[-1] if spans else (to, to)
    return (*spans[:-1], (to, to) if start == end else (min(start, to), to))


def _own_status(phrase: Phrase | None, deadline: Deadline | None, spans: tuple[Span, ...], frame: Frame) -> Status:
    """Of a step that is not done, by its own time."""
    if deadline and deadline.kind == "continuous" and not (deadline.end and deadline.end < frame.today):
        begins = deadline.start or (frame.span[0] if frame.span else frame.today)
        return "always" if begins <= frame.today else _coming(begins, frame.today)
    if not spans:
        return "none"
    if deadline and deadline.kind == "recurring" and len(spans) > 2:
        spans = ((spans[0][0], spans[-1][1]),)  # every month or quarter: running from the first time to the last
    return _dated_status(spans, frame.today, is_limit=_is_limit(phrase, deadline))


def _is_limit(phrase: Phrase | None, deadline: Deadline | None) -> bool:
    """Whether a single day is the last one («до 30.04»), not the day something happens on."""
    if phrase and (phrase.start or phrase.end):
        return phrase.start is None
    return deadline is not None and any(part.start is None for part in deadline.parts or (deadline,))


def _dated_status(spans: tuple[Span, ...], today: dt.date, *, is_limit: bool) -> Status:
    """«Идёт» only while a span holds today; a bare deadline is ahead until its day is over."""
    if today > spans[-1][1]:
        return "late"
    if any(start <= today <= end and not (is_limit and start == end) for start, end in spans):
        return "now"
    return _coming(min(start for start, end in spans if end >= today), today)


def _coming(day: dt.date, today: dt.date) -> Status:
    return "soon" if day - today <= SOON else "plan"


def _with_items(own: Status, dated: bool, items: tuple[Progress, ...]) -> Status:
    """Status of a step that is not done, from its own deadline and from what stands below it."""
    statuses = {item.status for item in items}
    if own == "late" or (not dated and "late" in statuses):
        return "late"
    if own in ("now", "always"):
        return own
    is_ahead = own != "none" or not statuses.isdisjoint(("soon", "plan", "always"))
    has_begun = "done" in statuses or any(item.took_place for item in items)
    if "now" in statuses or (has_begun and is_ahead):
        return "now"
    if own != "none":
        return own
    if any(step.overdue and not step.took_place for item in items for step in item.walk()):
        return "none"  # begun, perhaps, or missed: nobody has said
    return next((status for status in COMING if status in statuses), "none")


def _next_days(step: Progress, today: dt.date) -> Iterator[tuple[dt.date, Turn]]:
    for start, end in step.spans:
        if start == end and end >= today:
            yield end, "ends" if _is_limit(step.phrase, step.deadline) else "day"
        elif start > today:
            yield start, "begins"
        elif end >= today and end != dt.date.max:
            yield end, "ends"
