"""`nastavnik due`: what the administrator should not miss, as lines for programs or as tables on a terminal."""

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.usage import Command
from nastavnik.office.due import Duty, due
from nastavnik.school.cabinet import cabinet


@click.command(cls=Command)
@click.option("--days", type=click.IntRange(0, 3650), default=30, show_default=True, help=messages.HELP_DAYS)
@today_option
@root_option
def due_command(days: int, today: dt.date | None, root: Path) -> None:
    project = Project.at(root)
    day = day_of(project, today)
    opened = cabinet(project.content)
    duties = due(opened, day, days)
    if not duties:
        click.echo(messages.NOTHING_DUE)
    elif sys.stdout.isatty():
        print_tables(duties, day)
    else:
        print_lines(duties, day)
    if opened.unread:
        click.echo(messages.due_unread(len(opened.unread)), err=True)


def print_lines(duties: Sequence[Duty], today: dt.date) -> None:
    """One line a duty: place, group, when, what."""
    for duty in duties:
        click.echo(messages.due_line(str(duty.place), duty.group, _when(duty, today), duty.text))


def print_tables(duties: Sequence[Duty], today: dt.date, width: int | None = None) -> None:
    """A table a group."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(width=width, highlight=False)
    when, what, where = messages.DUE_COLUMNS
    for group, title in messages.DUE_GROUPS.items():
        rows = [duty for duty in duties if duty.group == group]
        table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, expand=True)
        table.add_column(when, ratio=1)
        table.add_column(f"{what}, {messages.uncapital(where)}", ratio=3, overflow="fold")
        for duty in rows:
            late = duty.day is not None and duty.day < today
            cells = (_when(duty, today), f"{duty.text}\n{duty.place}")  # a place broken in two is nothing to copy
            table.add_row(*map(escape, cells), style="bold" if late else None)
        if rows:
            console.print(table)


def _when(duty: Duty, today: dt.date) -> str:
    if duty.day is None:
        return ""
    return f"{messages.day(duty.day)} ({messages.in_days((duty.day - today).days)})"
