"""`nastavnik term`: how a phrase about a deadline is understood, in words or as data."""

import json
from typing import Any

import click

from nastavnik import messages
from nastavnik.commands.options import SchoolYearParam
from nastavnik.commands.usage import Command
from nastavnik.deadlines import Deadline, SchoolYear, understand


@click.command(cls=Command)
@click.argument("phrase", metavar="ФРАЗА")
@click.option("--school-year", type=SchoolYearParam(), metavar="2026-2027", help=messages.HELP_SCHOOL_YEAR)
@click.option("--year-end", type=click.Choice(["05-31", "08-31"]), default="05-31", help=messages.HELP_YEAR_END)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=messages.HELP_FORMAT)
def term(phrase: str, school_year: SchoolYear | None, year_end: str, form: str) -> None:
    month, day = map(int, year_end.split("-"))
    deadline = understand(phrase, school_year=school_year, year_end=(month, day))
    if form == "json":
        click.echo(json.dumps(_data(deadline), ensure_ascii=False, indent=2))
    else:
        click.echo(messages.understood(deadline))


def _data(deadline: Deadline) -> dict[str, Any]:
    """A deadline as JSON says it: dates in ISO 8601, parts in the same shape."""
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": deadline.start.isoformat() if deadline.start else None,
        "end": deadline.end.isoformat() if deadline.end else None,
        "repeat": deadline.repeat,
        "parts": [_data(part) for part in deadline.parts],
    }
