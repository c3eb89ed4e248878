"""The line chart: shares over the years or their parts, drawn at build time."""

from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.records import Monitoring
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.charts import Scale
from nastavnik.views.monitoring.differences import held_back
from nastavnik.views.monitoring.figures import percent_of, told_by_word, true_figures, typed_share
from nastavnik.views.monitoring.tables import word_for

CHART_PERIODS, LEAST_PERIODS = 5, 3
WHOLE = "year"
SCALE = Scale(left=19, right=89.5, top=10, bottom=88, digits=1)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the line chart, in percent of its box; None where the number is not told."""

    year: str
    """The year as charts write it."""
    part: str
    """The part of the year: «I полугодие»; empty for the whole of it."""
    value: int | None
    told: str
    x: float
    y: float

    @property
    def short_part(self) -> str:
        """The part as it fits under a point of the chart: «I пол.»."""
        return messages.CHART_SPANS.get(self.part, self.part)

    @property
    def name(self) -> str:
        """The period in words: «2026–2027, I полугодие»."""
        return ", ".join(filter(None, (self.year, self.part)))


@dataclass(frozen=True, slots=True)
class Chart:
    """Two lines over the same periods."""

    said: str
    """All numbers in words."""
    pupils: tuple[Point, ...]
    teachers: tuple[Point, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """What stands under the points: of five the years are shortened, «2026–27», or they would touch on a phone."""
        years = tuple(point.year for point in self.pupils)
        return tuple(f"{year[:5]}{year[7:]}" for year in years) if len(years) == CHART_PERIODS else years

    @property
    def of_pupils(self) -> bool:
        """Whether anything is told of pupils: a section may be about teachers only."""
        return _is_told(self.pupils)

    @property
    def of_teachers(self) -> bool:
        """Whether anything is told of young teachers."""
        return _is_told(self.teachers)


def _is_told(points: tuple[Point, ...]) -> bool:
    return any(point.told != messages.NO_NUMBER for point in points)


def growth(catalogue: Catalogue, record: Monitoring) -> Chart | None:
    """Shares over the periods up to this one; nothing while there are too few to make a line.

    Of a year reckoned up as a whole its parts are left out; of equal periods the last counts.
    """
    upto = [entry for entry in reversed(catalogue.of(Monitoring)) if entry.record.sort_key <= record.sort_key]
    whole = {entry.record.period for entry in upto if entry.record.span == WHOLE}
    last = {
        (entry.record.period, entry.record.span): entry
        for entry in upto
        if entry.record.span == WHOLE or entry.record.period not in whole
    }
    if len(last) < LEAST_PERIODS:
        return None
    periods = sorted(last.values(), key=lambda entry: (entry.record.days[1], entry.record.sort_key))[-CHART_PERIODS:]
    pupils, teachers = _points(catalogue, periods, "pupils"), _points(catalogue, periods, "young_teachers")
    if all(point.value is None for point in (*pupils, *teachers)):
        return None
    series = [
        messages.chart_series(name, [(point.name, point.told) for point in points])
        for name, points in (
            (messages.capital(catalogue.school.wording.learners), pupils),
            (messages.SAID_TEACHERS, teachers),
        )
        if _is_told(points)
    ]
    return Chart(messages.chart_said(series), pupils, teachers)


def _points(catalogue: Catalogue, periods: Sequence[Entry[Monitoring]], name: str) -> tuple[Point, ...]:
    points = []
    for place, entry in enumerate(periods):
        figures, record = true_figures(catalogue, entry), entry.record
        value, share = percent_of(figures, name, held_back(catalogue, entry)), typed_share(figures, name)
        word = word_for(share.part) if share and told_by_word(share) else messages.NO_NUMBER
        text = messages.percent(value) if value is not None else word
        x, y = SCALE.x(place, len(periods)), SCALE.y(value or 0, 100)
        part = messages.SHORT_SPANS.get(record.span, "")
        points.append(Point(messages.short_period(record.period), part, value, text, x, y))
    return tuple(points)
