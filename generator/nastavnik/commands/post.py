"""`nastavnik post`: a news record as a text to paste into a social network."""

import datetime as dt
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.errors import ContentRejected
from nastavnik.office.post import NETWORKS, post, warnings
from nastavnik.records import News
from nastavnik.school.cabinet import cabinet


@click.command(cls=Command)
@click.argument("record", metavar="news/ИМЯ")
@click.option("--network", type=click.Choice([*NETWORKS, "all"]), default="all", help=messages.HELP_NETWORK)
@click.option("--length", type=click.IntRange(200), help=messages.HELP_LENGTH)
@today_option
@root_option
def post_command(record: str, network: str, length: int | None, today: dt.date | None, root: Path) -> None:
    project = Project.at(root)
    prepared = prepare(project, day_of(project, today))
    if not isinstance(prepared, Prepared):
        raise ContentRejected(prepared)
    catalogue = prepared.catalogue
    id = record.removeprefix("news/").removesuffix(".md").strip("/")
    entry = catalogue.get(News, id)
    if entry is None:
        raise Refusal(messages.no_such_news(id))
    story = catalogue.whole(entry)
    chosen = [NETWORKS[network]] if network != "all" else list(NETWORKS.values())
    texts = [post(story, prepared.root + entry.url, min(length or one.handy, one.most)) for one in chosen]
    for one, text in zip(chosen, texts, strict=True):
        if network == "all":
            click.echo(messages.post_heading(one.title, len(text)))
        click.echo(text + "\n" * (network == "all"))
    for line in warnings(cabinet(project.content), max(texts, key=len)):
        click.echo(line, err=True)
    if story.image:
        click.echo(messages.post_picture(story.image.file), err=True)
