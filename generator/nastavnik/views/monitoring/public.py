"""Everything public about a period, once: page and CSV are made of it, so what one keeps back the other does too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.records import Mentor, Monitoring
from nastavnik.records.monitoring import Figures
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text.csv_rows import csv_rows
from nastavnik.views.monitoring.differences import held_back
from nastavnik.views.monitoring.figures import hidden_forms, percent_of, true_figures, working
from nastavnik.views.monitoring.growth import Chart, growth
from nastavnik.views.monitoring.headlines import Headlines, headlines
from nastavnik.views.monitoring.tables import FactCounts, Table, coverage_tables, people_tables, work_tables
from nastavnik.views.monitoring.tallies import channels, known

BIG_FIGURES = 4
BIG_FACTS = ((messages.KPI_PRACTICES, "practices"), (messages.KPI_EVENTS, "events"), (messages.KPI_NEWS, "news"))
FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Chapter:
    """Tables under one heading of the page."""

    id: str
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """What page and CSV of a period say."""

    big: tuple[tuple[str, str], ...]
    """Caption and value of the big figures."""
    headlines: Headlines
    """Shares that are drawn large."""
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
    newest, held = catalogue.of(Monitoring)[0].id == entry.id, held_back(catalogue, entry)
    publicity = coverage_tables(catalogue, facts, channels(catalogue, entry), record)
    chapters = (
        Chapter("people", messages.CHAPTER_PEOPLE, _full(people_tables(catalogue, figures, record, newest, held))),
        Chapter("work", messages.CHAPTER_WORK, _full(work_tables(catalogue, facts, record, newest))),
        Chapter("told", messages.CHAPTER_TOLD, _full(publicity)),
    )
    words = {row.value for chapter in chapters for table in chapter.tables for row in table.rows}
    return Showing(
        big=tuple(_big(catalogue, figures, facts, newest, held))[:BIG_FIGURES],
        headlines=headlines([table for chapter in chapters for table in chapter.tables]),
        chart=growth(catalogue, record),
        chapters=tuple(chapter for chapter in chapters if chapter.tables),
        kept_back=bool(words & {messages.FEW, messages.KEPT_BACK}),
        csv=csv_address(entry),
    )


def csv_address(entry: Entry[Monitoring]) -> str:
    """Where the figures of a period are published as CSV, from the section's root."""
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


def _full(tables: Iterable[Table]) -> tuple[Table, ...]:
    return tuple(table for table in tables if table.rows)


def _big(
    catalogue: Catalogue, figures: Figures, facts: FactCounts, newest: bool, held: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The big figures in the order of their weight, only those that may be told and are not nothing."""
    mentors = len(catalogue.of(Mentor)) + catalogue.withheld[Mentor.kind]
    if newest and mentors:
        yield _figure(mentors, messages.KPI_MENTORS)
    at_work = sum(map(working, figures.by_form))
    if at_work and not hidden_forms(figures, held):
        yield _figure(at_work, messages.KPI_WORKING)
    percent = percent_of(figures, "pupils", held)
    if percent is not None:
        yield messages.part_of_learners(catalogue.school.wording), messages.percent(percent)
    for captions, name in BIG_FACTS:
        if facts[name]:
            yield _figure(facts[name], captions)
    if figures.hours:
        yield _figure(figures.hours, messages.KPI_HOURS)


def _figure(count: int, captions: tuple[str, str, str]) -> tuple[str, str]:
    """A caption that fits the count that stands over it, and the count."""
    return messages.after_number(count, captions), messages.number(count)
