"""`nastavnik due`: what the administrator should not miss, as lines, tables, a text, one issue or a calendar."""

import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, outside, root_option, today_option
from nastavnik.commands.outputs import form_of, warn_if_git_sees, write_output
from nastavnik.commands.usage import Command, Refusal
from nastavnik.office.due import Duty, due
from nastavnik.school.cabinet import Cabinet, cabinet


@click.command(cls=Command)
@click.option("--days", type=click.IntRange(0, 3650), default=30, show_default=True, help=messages.HELP_DAYS)
@click.option("--markdown", is_flag=True, help=messages.HELP_DUE_MARKDOWN)
@click.option("--issue", is_flag=True, help=messages.HELP_DUE_ISSUE)
@click.option("--ics", type=click.Path(path_type=Path), metavar="ФАЙЛ.ics", help=messages.HELP_DUE_ICS)
@today_option
@root_option
def due_command(days: int, markdown: bool, issue: bool, ics: Path | None, today: dt.date | None, root: Path) -> None:
    if sum((markdown, issue, ics is not None)) > 1:
        raise Refusal(messages.DUE_ONE_FORM)
    project = Project.at(root)
    day = day_of(project, today)
    opened = cabinet(project.content)
    if ics:
        _write_calendar(project, opened, ics, day)
    elif markdown or issue:
        _send(opened, day, days, issue=issue)
    else:
        _print(due(opened, day, days), day)
    if opened.unread:
        click.echo(messages.due_unread(len(opened.unread)), err=True)


def _print(duties: Sequence[Duty], day: dt.date) -> None:
    if not duties:
        click.echo(messages.NOTHING_DUE)
    elif sys.stdout.isatty():
        print_tables(duties, day)
    else:
        print_lines(duties, day)


def _send(opened: Cabinet, day: dt.date, days: int, *, issue: bool) -> None:
    """Print the text of an issue, or make the issue say it; nobody outside may read what stands in it."""
    from nastavnik.office.reminding import letter, renew, tracker_of
    from nastavnik.school.guard import secrecy

    written = letter(opened.school.short_title, due(opened, day, days), day, unread=len(opened.unread))
    if not issue:
        click.echo(written.text, nl=False)
        return
    tracker = tracker_of(os.environ)
    if not tracker.is_closed() and any(True for _ in secrecy.secrets(opened.content)):
        raise Refusal(messages.ISSUE_NOT_FOR_ALL)
    renewal = renew(tracker, written)
    click.echo(messages.issue_renewed(renewal.change, renewal.url))


def _write_calendar(project: Project, opened: Cabinet, target: Path, day: dt.date) -> None:
    """Write the calendar, over an earlier one too; never where the site is made from or published."""
    from nastavnik.office.reminding import private_calendar

    form_of(None, target, ["ics"])
    is_calendar = target.is_file() and target.read_bytes().startswith(b"BEGIN:VCALENDAR")
    outside(target, (project.site, project.content), messages.DUE_INSIDE, force=is_calendar)
    write_output(project, "due --ics", target, private_calendar(opened, day), messages.CALENDAR_IS_YOURS)
    warn_if_git_sees(target)


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
    return messages.due_when(duty.day, today) if duty.day else ""
