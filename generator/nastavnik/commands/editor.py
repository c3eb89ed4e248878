"""`nastavnik editor`: schemas by which a text editor completes and underlines records."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import root_option
from nastavnik.commands.usage import Command
from nastavnik.office import editors


@click.command(cls=Command)
@root_option
def editor_command(root: Path) -> None:
    project = Project.at(root)
    names = editors.renewed(project.root, project.content)
    for name in names:
        click.echo(messages.written_to(name))
    click.echo(messages.EDITOR_READY if names else messages.EDITOR_FRESH)
