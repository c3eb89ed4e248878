"""`nastavnik ready`: what the section and the school's papers should have, there or not, by which record."""

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, outside, root_option, site_option, today_option
from nastavnik.commands.outputs import form_of, write_output
from nastavnik.commands.usage import Command
from nastavnik.office.readiness import ReadyPoint, readiness, summary
from nastavnik.office.readiness_page import as_html
from nastavnik.school.cabinet import cabinet


@click.command(cls=Command)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ.html", help=messages.HELP_READY_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@click.option("--strict", is_flag=True, help=messages.HELP_READY_STRICT)
@site_option
@root_option
@today_option
def ready_command(
    output: Path | None, force: bool, strict: bool, site: Path | None, root: Path, today: dt.date | None
) -> None:
    project = Project.at(root, site)
    if output:  # it names drafts and papers that are nobody's business outside the school
        form_of(None, output, ["html"])
        outside(output, (project.site, project.staging, project.content), messages.READY_INSIDE, force=force)
    opened, day = cabinet(project.content), day_of(project, today)
    points = readiness(opened, day)
    if output:
        page = as_html(points, opened.school.short_title, messages.day(day))
        write_output(project, "ready", output, page.encode())
    elif sys.stdout.isatty():
        print_tables(points)
    else:
        print_lines(points)
    click.echo(summary(points))
    if opened.unread:
        click.echo(messages.ready_unread(len(opened.unread)), err=True)
    if strict and any(point.state != "there" for point in points):
        sys.exit(1)


def print_lines(points: Sequence[ReadyPoint]) -> None:
    """One line a point: how it stands, what it is, where or what to do."""
    for point in points:
        click.echo(messages.ready_line(point.title, messages.READY_STATES[point.state], point.where))


def print_tables(points: Sequence[ReadyPoint], width: int | None = None) -> None:
    """A table a group, what is missing in bold."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(width=width, highlight=False)
    for group, title in messages.READY_GROUPS.items():
        table = Table(title=escape(title), title_justify="left", box=SIMPLE_HEAD, expand=True)
        for heading, ratio in zip(messages.READY_COLUMNS, (5, 2, 6), strict=True):
            table.add_column(heading, ratio=ratio, overflow="fold")
        for point in points:
            if point.group == group:
                cells = (point.title, messages.READY_STATES[point.state], point.where)
                table.add_row(*map(escape, cells), style=None if point.state == "there" else "bold")
        console.print(table)
