"""Everything public about a period, once: page and CSV are made of it, so what one keeps back the other does too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.records import Mentor, Monitoring
from nastavnik.records.monitoring import Figures
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text.csv_rows import csv_rows
from nastavnik.views.monitoring.facts import channels, known
from nastavnik.views.monitoring.figures import hidden_forms, percent_of, true_figures, working
from nastavnik.views.monitoring.growth import Chart, growth
from nastavnik.views.monitoring.people import people_tables
from nastavnik.views.monitoring.tables import Table
from nastavnik.views.monitoring.work import FactCounts, coverage_tables, work_tables

BIG_FIGURES = 4
FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Chapter:
    """Tables under one heading of the page."""

    id: str
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Showing:
    big: tuple[tuple[str, str], ...]
    """Caption and value of the big figures."""
    chart: Chart | None
    chapters: tuple[Chapter, ...]
    kept_back: bool
    csv: str
    """Address of the same numbers as CSV."""

    @property
    def tables(self) -> list[Table]:
        return [table for chapter in self.chapters for table in chapter.tables]


def showing(catalogue: Catalogue, entry: Entry[Monitoring]) -> Showing:
    """What the public may see of a period."""
    figures, facts, record = true_figures(catalogue, entry), known(catalogue, entry), entry.record
    newest = catalogue.of(Monitoring)[0].id == entry.id
    told = coverage_tables(catalogue, facts, channels(catalogue, entry), record.period)
    chapters = [
        _chapter("people", messages.CHAPTER_PEOPLE, people_tables(catalogue, figures, record, newest)),
        _chapter("work", messages.CHAPTER_WORK, work_tables(catalogue, facts, newest)),
        _chapter("told", messages.CHAPTER_TOLD, told),
    ]
    full = tuple(one for one in chapters if one.tables)
    words = {row.value for chapter in full for table in chapter.tables for row in table.rows}
    return Showing(
        big=tuple(_big(catalogue, figures, facts, newest))[:BIG_FIGURES],
        chart=growth(catalogue, record),
        chapters=full,
        kept_back=bool(words & {messages.FEW, messages.KEPT_BACK}),
        csv=csv_address(entry),
    )


def csv_address(entry: Entry[Monitoring]) -> str:
    return f"{Monitoring.kind}/{entry.id}.csv"


def as_csv(shown: Showing) -> bytes:
    """The tables of a page for a spreadsheet: semicolons and a mark of UTF-8, as Excel expects in Russia."""
    rows = (
        map(_cell, (table.caption, row.caption, row.value, row.percent, row.goal))
        for table in shown.tables
        for row in table.rows
    )
    return csv_rows([messages.FIGURES_HEAD, *rows]).encode("utf-8-sig")


def _cell(value: int | str | None) -> int | str:
    """A channel's name that begins like a formula stays text."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_SIGNS) else value.replace(messages.NO_BREAK, "")
    return "" if value is None else value


def _chapter(id: str, title: str, tables: Iterable[Table]) -> Chapter:
    return Chapter(id, title, tuple(table for table in tables if table.rows))


def _big(catalogue: Catalogue, figures: Figures, facts: FactCounts, newest: bool) -> Iterator[tuple[str, str]]:
    """The big figures in the order of their weight, only those that may be told."""
    mentors = len(catalogue.of(Mentor)) + catalogue.withheld[Mentor.kind]
    if newest and mentors:
        yield messages.KPI_MENTORS, messages.number(mentors)
    at_work = sum(map(working, figures.by_form))
    if at_work and not hidden_forms(figures):
        yield messages.KPI_WORKING, messages.number(at_work)
    percent = percent_of(figures, "pupils")
    if percent is not None:
        yield messages.KPI_PUPILS, messages.percent(percent)
    for caption, name in ((messages.KPI_PRACTICES, "practices"), (messages.KPI_EVENTS, "events")):
        yield caption, messages.number(facts[name])
    yield messages.KPI_NEWS, messages.number(facts["news"])
    if figures.hours is not None:
        yield messages.KPI_HOURS, messages.number(figures.hours)
