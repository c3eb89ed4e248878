"""What a roadmap says about a given day: what is done, running, soon, ahead, continuous or overdue.

The approved phrase is the school's; everything here is computed beside it. «Просрочено» is for the administrator:
pages get it only when the school shows it, otherwise such a stage reads «идёт».
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nastavnik import messages
from nastavnik.deadlines import Deadline, SchoolYear, describe, occurrences, understand
from nastavnik.records.roadmap import Item, Phrase, Roadmap, Stage, Step
from nastavnik.records.school import School
from nastavnik.text.source import Keys

Status = Literal["done", "now", "late", "soon", "plan", "always", "none"]
STATUSES: tuple[Status, ...] = ("done", "now", "late", "soon", "plan", "always")
SOON = dt.timedelta(days=30)
MOST_TIMES = 3  # what happens more often is a rhythm, not a date

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a yearless phrase is read against, and how the school wants things shown."""

    school_year: SchoolYear | None
    period: Span | None
    year_end: tuple[int, int]
    today: dt.date

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
    """Days since the deadline passed, 0 if it has not; independent of what the public is shown."""
    items: tuple["Progress", ...]

    @property
    def described(self) -> str:
        """The deadline in dates, to stand beside the phrase; empty if nothing is known."""
        if self.phrase and self.phrase.text and (self.phrase.start or self.phrase.end):
            return messages.span(self.phrase.start, self.phrase.end)
        return describe(self.deadline) if self.deadline else ""

    @property
    def title(self) -> str:
        """A stage by its short title, else its title; an item by its text. May have several lines."""
        return self.step.short_title or self.step.title if isinstance(self.step, Stage) else self.step.text

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

    def code(self, index: int) -> str:
        """How the stage at `index` is named from elsewhere."""
        return self.roadmap.codes[index]

    def counts(self) -> dict[Status, int]:
        """How many stages have each status, without zeros, in the order of `STATUSES`."""
        counts = Counter(stage.status for stage in self.stages)
        return {status: counts[status] for status in STATUSES if counts[status]}

    def upcoming(self, most: int) -> list[tuple[dt.date, int, Progress, bool]]:
        """The next dates: (day, index of the stage, what, whether it begins on that day), the earliest first."""
        rows: dict[tuple[dt.date, int], tuple[dt.date, int, Progress, bool]] = {}  # one line a day and stage
        for index, stage in enumerate(self.stages):
            for step in stage.walk():
                if step.status != "done" and step.own_phrase and not step.is_rhythm:
                    for day, begins in _next_days(step, self.frame.today):
                        rows.setdefault((day, index), (day, index, step, begins))
        return sorted(rows.values(), key=lambda row: (row[0], row[1]))[:most]


def plan(roadmap: Roadmap, today: dt.date, school: School) -> Plan:
    """The roadmap as it stands on `today`, for the public."""
    frame = frame_of(roadmap, today, school.end_of_year())
    stages = tuple(
        _progress(stage, ("stages", index), None, frame, above_done=False, public=not school.show_overdue)
        for index, stage in enumerate(roadmap.stages)
    )
    return Plan(roadmap, frame, stages)


def frame_of(roadmap: Roadmap, today: dt.date, year_end: tuple[int, int]) -> Frame:
    """The years a plan is about, from its fields."""
    year = SchoolYear.parse(roadmap.school_year) if roadmap.school_year else None
    period = understand(roadmap.period, year_end=year_end) if roadmap.period and not year else None
    span = (period.start, period.end) if period and period.start and period.end else None
    return Frame(year, span, year_end, today)


def hints(roadmap: Roadmap, today: dt.date, school: School) -> Iterator[tuple[Keys, str]]:
    """For the administrator: phrases that were not understood, and what is overdue."""
    for stage in plan(roadmap, today, school).stages:
        for step in stage.walk():
            if step.own_phrase and step.deadline and step.deadline.kind == "unknown":
                yield (*step.keys, "term"), messages.term_not_understood(step.deadline.text)
            if step.own_phrase and step.overdue:
                yield (*step.keys, "term"), messages.overdue(step.overdue, shown=school.show_overdue)


def _progress(
    step: Stage | Item, keys: Keys, above: Phrase | None, frame: Frame, *, above_done: bool, public: bool
) -> Progress:
    phrase = step.term or above
    deadline = _deadline(phrase, frame) if phrase else None
    spans = _postponed(_spans(phrase, deadline, frame), step)
    done = above_done or bool(step.done and (step.done is True or step.done <= frame.today))
    items = tuple(
        _progress(item, (*keys, "items", index), phrase, frame, above_done=done, public=public)
        for index, item in enumerate(step.items)
    )
    own = _own_status(deadline, spans, frame, done)
    status = own if not items or done else _with_items(own, bool(step.term), [item.status for item in items])
    overdue = (frame.today - spans[-1][1]).days if status == "late" and own == "late" else 0
    shown: Status = "now" if status == "late" and public else status
    return Progress(keys, step, phrase, step.term is not None, deadline, spans, shown, max(overdue, 0), items)


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
    to = step.postponed.to if step.postponed else None
    if to is None:
        return spans
    start = min(spans[-1][0], to) if spans else to
    return (*spans[:-1], (start, to))


def _own_status(deadline: Deadline | None, spans: tuple[Span, ...], frame: Frame, done: bool) -> Status:
    if done:
        return "done"
    if deadline and deadline.kind == "continuous":
        return "always"
    if not spans:
        return "none"
    if deadline and deadline.kind == "recurring" and len(spans) > 2:
        spans = ((spans[0][0], spans[-1][1]),)  # every month or quarter: running from the first time to the last
    return _dated_status(spans, frame.today)


def _dated_status(spans: tuple[Span, ...], today: dt.date) -> Status:
    if today > spans[-1][1]:
        return "late"
    if any(start <= today <= end and start != end for start, end in spans):
        return "now"
    following = min(start for start, end in spans if end >= today)
    return "soon" if following - today <= SOON else "plan"


def _with_items(own: Status, dated: bool, items: list[Status]) -> Status:
    """Status of a step from its own deadline and from what stands below it."""
    if all(status == "done" for status in items):
        return "done"
    signed = [status for status in items if status != "none"]
    if own == "late" or (not dated and "late" in signed):
        return "late"
    if own in ("now", "always"):
        return own
    if "now" in signed or "done" in signed or "late" in signed:
        return "now"
    if own != "none":
        return own
    return next((status for status in ("soon", "plan", "always") if status in signed), "none")


def _next_days(step: Progress, today: dt.date) -> Iterator[tuple[dt.date, bool]]:
    for start, end in step.spans:
        if start > today:
            yield start, start != end
        elif end >= today and end != dt.date.max:
            yield end, False
