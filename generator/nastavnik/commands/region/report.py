"""`nastavnik region report`: how the last harvest went, school by school, as lines or as a table."""

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from nastavnik import messages
from nastavnik.commands.options import root_option, today_option
from nastavnik.commands.outputs import form_of
from nastavnik.commands.region.options import TABLES, opened, outside, rivals_in_words, write_tables
from nastavnik.commands.usage import Command, Refusal

if TYPE_CHECKING:
    from nastavnik.bank.holdings import Bank
    from nastavnik.bank.review.spreadsheets import Worksheet
    from nastavnik.bank.site.reports import SchoolReport
    from nastavnik.bank.store.model import Rejection


class ReportLine(NamedTuple):
    """A source in words and numbers."""

    source: str
    title: str
    taken: int
    concealed: int
    untaken: int
    remarks: int
    rejections: tuple["Rejection", ...]
    read: str
    remark: str

    @property
    def faulty(self) -> bool:
        return bool(self.rejections or self.remark)


@click.command(cls=Command)
@click.option("--only", multiple=True, metavar="ИМЯ", help=messages.HELP_REPORT_ONLY)
@click.option("--faults", is_flag=True, help=messages.HELP_REPORT_FAULTS)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ", help=messages.HELP_REGION_REPORT_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@root_option
@today_option
def report_command(
    only: tuple[str, ...], faults: bool, output: Path | None, force: bool, root: Path, today: dt.date | None
) -> None:
    from nastavnik.bank.holdings import bank
    from nastavnik.bank.site.reports import reports

    form = form_of(None, output, TABLES)
    target = outside(root, output, force=force) if output else None
    with opened(root, today) as (folder, region, store, day):
        for name in only:
            if name not in folder.sources:
                raise Refusal(messages.no_such_source(name, list(folder.sources)))
        holdings = bank(region, folder.sources, folder.decisions, store, day, folder.withheld)
        disputes = rivals_in_words(folder, store)
        schools = list(reports(holdings, store))
        lines = [
            _line(school, holdings, disputes.get(school.source, ""))
            for school in schools
            if not only or school.source in only
        ]
        counts = store.counts(day, region.keep_days)
    wanted = [line for line in lines if line.faulty or not faults]
    if target:
        write_tables(root, "region report", target, form, _sheets(wanted))
    else:
        (print_table if sys.stdout.isatty() else print_lines)(wanted)
    shown, concealed = sum(school.shown for school in schools), sum(school.concealed for school in schools)
    click.echo(messages.report_counts(*counts[:4], shown, concealed), err=True)


def _line(school: "SchoolReport", bank: "Bank", dispute: str) -> ReportLine:
    """`dispute` is what is to be said of others that send the school's records."""
    counts = (school.taken, school.concealed, school.untaken, school.remarks)
    read, remark = _how(bank, school.source)
    remark = "; ".join(filter(None, (remark, dispute)))
    return ReportLine(school.source, school.title, *counts, school.rejections, read, remark)


def _how(bank: "Bank", source: str) -> tuple[str, str]:
    """When a source was last read, and what happened at its last try: both in words."""
    row = bank.rows.get(source)
    paused = messages.SOURCE_PAUSED if bank.sources[source].paused else ""
    if row is None:
        return messages.NEVER_READ, paused or messages.NEVER_ASKED
    remark = (row.reason or messages.NO_REASON) if row.outcome == "failed" else row.note
    if row.age is None:
        return messages.NEVER_READ, remark
    return messages.copy_age(row.age, hidden=row.hidden), remark or paused


def _sheets(lines: "list[ReportLine]") -> "list[Worksheet]":
    from nastavnik.bank.review.spreadsheets import Worksheet

    schools = ((line.title, line.source, *line[2:6], line.read, line.remark) for line in lines)
    rejections = ((line.source, each.file, each.field, each.reason) for line in lines for each in line.rejections)
    return [
        Worksheet(messages.REPORT_TITLE, messages.REPORT_HEAD, schools),
        Worksheet(messages.REJECTIONS_TITLE, messages.REJECTIONS_HEAD, rejections),
    ]


def print_lines(lines: Iterable[ReportLine]) -> None:
    """One line a school and one a rejection."""
    for line in lines:
        counts = (line.taken, line.concealed, line.untaken, line.remarks)
        click.echo(messages.report_line(line.source, line.title, *counts, line.read, line.remark))
        for rejection in line.rejections:
            click.echo(messages.rejection_line(line.source, rejection.file, rejection.field, rejection.reason))


def print_table(lines: Iterable[ReportLine], width: int | None = None) -> None:
    """A row a school; what was not taken stands under it."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, expand=True)
    for number, caption in enumerate(messages.REPORT_HEAD):
        table.add_column(caption, overflow="fold", justify="right" if number in (2, 3, 4, 5) else "left")
    for line in lines:
        counts = (str(line.taken), str(line.concealed or ""), str(line.untaken or ""), str(line.remarks or ""))
        row = (line.title, line.source, *counts, line.read, line.remark)
        table.add_row(*map(escape, row), style="bold" if line.remark else None)
        for rejection in line.rejections:
            where = messages.rejection_line("", rejection.file, rejection.field, rejection.reason)
            table.add_row("", "", "", "", "", "", escape(where))
    Console(width=width, highlight=False).print(table)
