"""The line chart: shares over the school years, drawn at build time."""

from collections.abc import Mapping
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.records import Monitoring
from nastavnik.records.monitoring import Figures
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.charts import Scale
from nastavnik.views.monitoring.figures import percent_of, told_by_word, true_figures, typed_share
from nastavnik.views.monitoring.tables import word_for

CHART_PERIODS, LEAST_PERIODS = 5, 3
SCALE = Scale(left=19, right=89.5, top=10, bottom=88, digits=1)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the line chart, in percent of its box; None where the number is not told."""

    year: str
    value: int | None
    told: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Two lines over the same years."""

    said: str
    """All numbers in words."""
    pupils: tuple[Point, ...]
    teachers: tuple[Point, ...]

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
    """Shares over the school years up to this one; nothing while there are too few to make a line."""
    newest_first = [entry for entry in catalogue.of(Monitoring) if entry.record.date <= record.date]
    last_of_year = {entry.record.period: entry for entry in reversed(newest_first)}
    if len(last_of_year) < LEAST_PERIODS:
        return None
    periods = {year: true_figures(catalogue, last_of_year[year]) for year in sorted(last_of_year)[-CHART_PERIODS:]}
    pupils, teachers = _points(periods, "pupils"), _points(periods, "young_teachers")
    if all(point.value is None for point in (*pupils, *teachers)):
        return None
    series = [
        messages.chart_series(name, [(point.year, point.told) for point in points])
        for name, points in (
            (messages.capital(catalogue.school.wording.learners), pupils),
            (messages.SAID_TEACHERS, teachers),
        )
        if _is_told(points)
    ]
    return Chart(messages.chart_said(series), pupils, teachers)


def _points(periods: Mapping[str, Figures], name: str) -> tuple[Point, ...]:
    points = []
    for place, (period, figures) in enumerate(periods.items()):
        value, share = percent_of(figures, name), typed_share(figures, name)
        word = word_for(share.part) if share and told_by_word(share) else messages.NO_NUMBER
        told = messages.percent(value) if value is not None else word
        x, y = SCALE.x(place, len(periods)), SCALE.y(value or 0, 100)
        points.append(Point(messages.short_year(period), value, told, x, y))
    return tuple(points)
