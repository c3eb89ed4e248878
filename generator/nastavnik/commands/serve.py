"""`nastavnik serve`: the site on this computer, drawn anew at every save."""

from functools import partial
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.commands.options import drafts_option, root_option
from nastavnik.commands.usage import Command
from nastavnik.engines import mkdocs


@click.command(cls=Command)
@root_option
@drafts_option
@click.option("--address", metavar="АДРЕС:ПОРТ", help=messages.HELP_ADDRESS)
def serve(root: Path, drafts: bool, address: str | None) -> None:
    mkdocs.serve(root, partial(click.echo, err=True), drafts=drafts, address=address)
