"""`nastavnik start`: the section of a new school from nothing."""

import datetime as dt
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.clock import the_day
from nastavnik.commands.options import DayParam
from nastavnik.commands.usage import Command
from nastavnik.office.starting import NewSchool
from nastavnik.office.starting import start as write


@click.command(cls=Command)
@click.argument("folder", metavar="ПАПКА", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default=messages.START_TITLE, help=messages.HELP_START_TITLE)
@click.option("--short-title", default=messages.START_SHORT, help=messages.HELP_START_SHORT)
@click.option("--inn", default="0000000000", help=messages.HELP_START_INN)
@click.option("--site", default="https://example.org/", help=messages.HELP_START_SITE)
@click.option("--section-url", help=messages.HELP_START_SECTION)
@click.option("--region", default=messages.START_REGION, help=messages.HELP_START_REGION)
@click.option("--municipality", default=messages.START_MUNICIPALITY, help=messages.HELP_START_MUNICIPALITY)
@click.option("--timezone", default="Europe/Moscow", help=messages.HELP_START_TIMEZONE)
@click.option("--post", default=messages.START_POST, help=messages.HELP_START_POST)
@click.option("--today", type=DayParam(), help=messages.HELP_TODAY)
def start(folder: Path, site: str, section_url: str | None, today: dt.date | None, **words: str) -> None:
    address = section_url or f"{site.rstrip('/')}/nastavnichestvo/"
    day = today or the_day(folder / "content", {})
    for name in write(folder, NewSchool(site=site, section_url=address, **words), day):
        click.echo(messages.written_to(name))
    click.echo(messages.started(folder.as_posix()))
