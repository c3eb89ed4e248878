"""A roadmap on a scale of months: where bars begin and end, in percent of the picture's width."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.school.statuses import Plan, Progress, Span, Status

GUTTER = 7.0  # percent at the left for the shapes of statuses
LONGEST_IN_MONTHS = 18  # then the axis shows quarters
MANY_TICKS = 12  # more captions touch each other on a phone


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis; `year` is set where a year begins."""

    x: float
    label: str
    year: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time; `style` is «fill» (gone), «» (left), or «dash» (not begun, moved, permanent)."""

    x: float
    width: float
    style: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A stage: its code, short title and status, and its bars from left to right."""

    code: str
    title: str
    status: Status
    bars: tuple[Bar, ...]
    terms: tuple[str, ...]
    """What stands in the place of bars: the terms of a stage that has no dates, as approved."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: ticks above, one row a stage, and today if it is inside."""

    title: str
    words: str
    ticks: tuple[Tick, ...]
    rows: tuple[TimelineRow, ...]
    today: float | None
    today_text: str

    @property
    def is_dense(self) -> bool:
        """Whether a narrow screen has room for every second caption of the axis only."""
        return len(self.ticks) > MANY_TICKS


def timeline(plan: Plan) -> Timeline | None:
    """The picture of a plan, or None if it has no dates to draw, or only one stage of several has."""
    dated = [[span for span in _spans(stage) if span[1] != dt.date.max] for stage in plan.stages]
    spans = [span for stage in dated for span in stage]
    if sum(map(bool, dated)) < min(2, len(plan.stages)) or not spans:
        return None
    axis = _axis(plan, spans)
    rows = tuple(row for index in range(len(plan.stages)) if _says(row := _row(plan, index, axis)))
    today = plan.frame.today
    return Timeline(
        title=messages.timeline_title(*axis),
        words=messages.timeline_words([(row.code, row.title, row.status) for row in rows]),
        ticks=tuple(_ticks(axis)),
        rows=rows,
        today=_x(today, axis) if axis[0] <= today <= axis[1] else None,
        today_text=messages.today_is(today),
    )


def _spans(stage: Progress) -> list[Span]:
    """The stage's own spans, else those of what stands below it; a bare deadline is drawn as its last month."""
    own = list(stage.spans) or [span for item in stage.items for span in _spans(item)]
    return [(end - dt.timedelta(days=30), end) if start == end else (start, end) for start, end in own]


def _axis(plan: Plan, spans: list[Span]) -> Span:
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    frame = plan.frame.span
    if frame and first <= frame[1] and last >= frame[0]:
        first, last = max(first, frame[0]), min(last, frame[1])
    return first.replace(day=1), _next_month(last.replace(day=1)) - dt.timedelta(days=1)


def _row(plan: Plan, index: int, axis: Span) -> TimelineRow:
    stage = plan.stages[index]
    spans = [(max(start, axis[0]), min(end, axis[1])) for start, end in _spans(stage)]
    if stage.status == "always" and not spans:
        spans = [axis]
    if plan.is_alive or stage.status == "done":
        bars = tuple(bar for span in _joined(spans) for bar in _bars(span, stage.status, plan.frame.today, axis))
    else:  # paint would look like a mark that nobody made
        bars = tuple(_bar(*span, axis, "") for span in _joined(spans))
    terms = () if bars else stage.phrases
    return TimelineRow(plan.code(index), stage.title.replace("\n", " "), stage.status, bars, terms)


def _says(row: TimelineRow) -> bool:
    """Whether there is something to draw of a stage beside its title, which the list below has as well."""
    return bool(row.bars or row.terms) or row.status != "none"


def _joined(spans: list[Span]) -> list[Span]:
    """Overlapping and touching spans as one, in order; what lies outside the axis is left out."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] <= span[1]):
        if joined and start <= joined[-1][1] + dt.timedelta(days=1):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _bars(span: Span, status: Status, today: dt.date, axis: Span) -> Iterator[Bar]:
    start, end = span
    if status == "done" or (end < today and status != "always"):
        yield _bar(start, end, axis, "fill")
    elif status in ("always", "soon", "plan") or start > today:
        yield _bar(start, end, axis, "dash")
    else:
        yield _bar(start, end, axis, "")
        yield _bar(start, today, axis, "fill")


def _bar(start: dt.date, end: dt.date, axis: Span, style: str) -> Bar:
    left, right = _x(start, axis), _x(end + dt.timedelta(days=1), axis)
    return Bar(left, round(max(right - left, 0.6), 1), style)


def _x(day: dt.date, axis: Span) -> float:
    whole = (axis[1] - axis[0]).days + 1
    return round(GUTTER + (99 - GUTTER) * (day - axis[0]).days / whole, 1)


def _ticks(axis: Span) -> Iterator[Tick]:
    days, label = [axis[0]], messages.short_month
    while (day := _next_month(days[-1])) <= axis[1]:
        days.append(day)
    if len(days) > LONGEST_IN_MONTHS:
        days, label = [day for day in days if day.month % 3 == 1], messages.quarter
    for day in days:
        yield Tick(_x(day, axis), label(day), str(day.year) if day == days[0] or day.month == 1 else "")


def _next_month(day: dt.date) -> dt.date:
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
