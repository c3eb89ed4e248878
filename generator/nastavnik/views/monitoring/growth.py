"""The line chart: shares over the school years, drawn at build time."""

from collections.abc import Sequence
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
    said: str
    """All numbers in words."""
    pupils: tuple[Point, ...]
    teachers: tuple[Point, ...]


def growth(catalogue: Catalogue, record: Monitoring) -> Chart | None:
    """Shares over the school years up to this one; nothing while there are too few to make a line."""
    newest_first = [one for one in catalogue.of(Monitoring) if one.record.date <= record.date]
    last_of_year = {one.record.period: one for one in reversed(newest_first)}
    last = [(year, true_figures(catalogue, last_of_year[year])) for year in sorted(last_of_year)[-CHART_PERIODS:]]
    years = [messages.short_year(period) for period, _ in last]
    if len(years) < LEAST_PERIODS:
        return None
    pupils = _points(years, [figures for _, figures in last], "pupils")
    teachers = _points(years, [figures for _, figures in last], "young_teachers")
    if all(point.value is None for point in (*pupils, *teachers)):
        return None
    series = [
        messages.chart_series(name, [(point.year, point.told) for point in points])
        for name, points in ((messages.SAID_PUPILS, pupils), (messages.SAID_TEACHERS, teachers))
    ]
    return Chart(messages.chart_said(series), pupils, teachers)


def _points(years: Sequence[str], periods: Sequence[Figures], name: str) -> tuple[Point, ...]:
    points = []
    for place, (year, figures) in enumerate(zip(years, periods, strict=True)):
        value, share = percent_of(figures, name), typed_share(figures, name)
        word = word_for(share.part) if share and told_by_word(share) else messages.NO_NUMBER
        told = messages.percent(value) if value is not None else word
        points.append(Point(year, value, told, SCALE.x(place, len(years)), SCALE.y(value or 0, 100)))
    return tuple(points)
