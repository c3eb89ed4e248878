"""`nastavnik programme docx`: a programme as a Word file in the layout of the макет, filled or empty."""

import datetime as dt
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.checking import prepare
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.errors import ContentRejected
from nastavnik.records import Programme
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.programmes import paper, word


@click.command(cls=Command)
@click.argument("id", required=False, metavar="ИМЯ")
@click.option("--empty", is_flag=True, help=messages.HELP_EMPTY)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ.docx", help=messages.HELP_PROGRAMME_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@root_option
@today_option
def docx(id: str | None, empty: bool, output: Path | None, force: bool, root: Path, today: dt.date | None) -> None:
    if bool(id) == empty:
        raise click.UsageError(messages.WHICH_PROGRAMME)
    project = Project.at(root)
    prepared = prepare(project, day_of(project, today), drafts=True)
    if isinstance(prepared, tuple):
        raise ContentRejected(prepared)
    target = output or Path(f"{id or 'maket'}.docx")
    if target.exists() and not force:
        raise Refusal(messages.file_exists(str(target)))
    if project.site in target.resolve().parents:
        raise Refusal(messages.INSIDE_SITE)
    target.write_bytes(_bytes(prepared.catalogue, id))
    click.echo(messages.written_to(str(target)))


def _bytes(catalogue: Catalogue, id: str | None) -> bytes:
    if id is None:
        return word(catalogue, None)
    entry = catalogue.get(Programme, id)
    if entry is None:
        raise Refusal(messages.no_such_record(Programme.caption, id, None))
    return paper(catalogue, entry)
