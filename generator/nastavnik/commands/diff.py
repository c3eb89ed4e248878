"""`nastavnik diff`: what publishing the content as it is now would change on the site."""

import datetime as dt
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.interrupting import settled
from nastavnik.commands.options import day_of, root_option, site_option, today_option
from nastavnik.commands.problems import print_list, print_text
from nastavnik.commands.usage import Command, Refusal
from nastavnik.errors import ContentRejected
from nastavnik.office.comparing import SiteChange, what_changes
from nastavnik.text.inert import inert
from nastavnik.text.source import Problem

MOST, MOST_FOLLOWED = 50, 10
"""Lines under a heading; of pages that only follow others the first are enough."""


@click.command(cls=Command)
@click.option("--since", metavar="ВЕТКА", help=messages.HELP_DIFF_SINCE)
@click.option("--markdown", is_flag=True, help=messages.HELP_DIFF_MARKDOWN)
@site_option
@today_option
@root_option
def diff_command(since: str | None, markdown: bool, site: Path | None, today: dt.date | None, root: Path) -> None:
    project = Project.at(root, site)
    settled(project, only_try=True)
    try:
        change = what_changes(project, day_of(project, today), since)
    except ContentRejected as rejected:
        print_text([problem for problem in rejected.problems if isinstance(problem, Problem)])
        raise Refusal(messages.not_comparable(len(rejected.problems))) from rejected
    (_print_markdown if markdown else _print)(change)
    if change.note:
        click.echo(change.note, err=True)


def _print(change: SiteChange) -> None:
    if change.comparison.is_empty:
        click.echo(f"{messages.NOTHING_CHANGED} ({change.against})")
        return
    click.echo(f"{messages.CHANGE_TITLE} ({change.against})")
    for heading, lines in change.groups:
        print_list(f"{heading}:", lines, _most(heading))


def _print_markdown(change: SiteChange) -> None:
    click.echo(f"## {messages.CHANGE_TITLE}\n\n{inert(messages.capital(change.against))}.")
    if change.comparison.is_empty:
        click.echo(f"\n{messages.capital(messages.NOTHING_CHANGED)}.")
    for heading, lines in change.groups:
        rest = len(lines) - _most(heading)
        shown = [f"- {inert(line)}" for line in lines[: _most(heading)]]
        more = [f"- {messages.and_more(rest)}"] if rest > 0 else []
        click.echo("\n".join(["", f"### {heading}: {len(lines)}", "", *shown, *more]))


def _most(heading: str) -> int:
    return MOST_FOLLOWED if heading == messages.CHANGE_GROUPS["followed"] else MOST
