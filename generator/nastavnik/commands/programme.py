"""`nastavnik programme docx`: a programme as a Word file in the layout of the макет, filled or empty."""

import datetime as dt
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Prepared, Project
from nastavnik.commands.options import outside, ready, record_of, root_option, today_option
from nastavnik.commands.outputs import form_of, in_papers, warn_if_git_sees, write_output
from nastavnik.commands.usage import Command
from nastavnik.records import Programme
from nastavnik.views.programmes import paper, word


@click.command(cls=Command)
@click.argument("id", required=False, metavar="ИМЯ")
@click.option("--empty", is_flag=True, help=messages.HELP_EMPTY)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ.docx", help=messages.HELP_DOCX_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@root_option
@today_option
def docx(id: str | None, empty: bool, output: Path | None, force: bool, root: Path, today: dt.date | None) -> None:
    if bool(id) == empty:
        raise click.UsageError(messages.WHICH_PROGRAMME)
    project = Project.at(root)
    prepared = ready(project, today, drafts=True)
    default = in_papers(project, f"{id}.docx") if id else Path("maket.docx")
    target = outside(output or default, [project.site], messages.INSIDE_SITE, force=force)
    form_of(None, target, ["docx"])
    write_output(project, "programme docx", target, _bytes(prepared, id))
    if id:
        warn_if_git_sees(target)


def _bytes(prepared: Prepared, id: str | None) -> bytes:
    if id is None:
        return word(prepared.catalogue, None)
    return paper(prepared.catalogue, record_of(prepared, Programme, id))
