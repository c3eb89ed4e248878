"""`nastavnik import roadmap`: a Word file with a plan → a record."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import root_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.importing import import_roadmap


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="ФАЙЛ.docx")
@click.option("--id", "id", metavar="2026-2027", help=messages.HELP_ID)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ.yml", help=messages.HELP_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@root_option
def import_roadmap_command(file: Path, id: str | None, output: Path | None, force: bool, root: Path) -> None:
    imported = import_roadmap(file, id)
    for note in imported.notes:
        click.echo(messages.labelled(messages.NOTE, note), err=True)
    if output == Path("-"):
        click.echo(imported.text, nl=False)
        return
    target = output or Project.at(root).content / "roadmap" / f"{imported.id}.yml"
    if target.exists() and not force:
        raise Refusal(messages.file_exists(_as_typed(target)))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(imported.text, encoding="utf-8", newline="\n")
    click.echo(messages.written_to(_as_typed(target), messages.IMPORT_NEXT))


def _as_typed(path: Path) -> str:
    """A path as short as the reader's folder allows."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
