"""`nastavnik term`: how a phrase about a deadline is understood, in words or as data."""

import datetime as dt
import json
import sys
from dataclasses import asdict

import click

from nastavnik import messages
from nastavnik.commands.options import SchoolYearParam
from nastavnik.commands.usage import Command
from nastavnik.deadlines import SchoolYear, understand


@click.command(cls=Command)
@click.argument("phrase", metavar="ФРАЗА")
@click.option("--school-year", type=SchoolYearParam(), metavar="2026-2027", help=messages.HELP_SCHOOL_YEAR)
@click.option("--year-end", type=click.Choice(["05-31", "08-31"]), default="05-31", help=messages.HELP_YEAR_END)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=messages.HELP_FORMAT)
def term(phrase: str, school_year: SchoolYear | None, year_end: str, form: str) -> None:
    month, day = map(int, year_end.split("-"))
    deadline = understand(phrase, school_year=school_year, year_end=(month, day))
    if form == "json":
        click.echo(json.dumps(asdict(deadline), ensure_ascii=False, indent=2, default=dt.date.isoformat))
    else:
        click.echo(messages.understood(deadline))
    if deadline.kind == "unknown":
        sys.exit(1)
