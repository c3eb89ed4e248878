"""`nastavnik serve`: the site on this computer, drawn anew at every save."""

import re
from functools import partial
from pathlib import Path
from typing import Any

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, drafts_option, root_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.engines import ENGINES, usual
from nastavnik.school.catalogue import REGION_FILE

_HOST_AND_PORT = re.compile(r"(?:[\w.-]+|\[[\da-fA-F:]+\]):(\d{1,5})")


class Address(click.ParamType[str]):
    """Where to serve: a host and a port, `127.0.0.1:8000`."""

    name = "АДРЕС:ПОРТ"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        parts = _HOST_AND_PORT.fullmatch(value)
        if not parts or int(parts[1]) >= 2**16:
            self.fail(messages.quoted(value, messages.NO_HOST_AND_PORT), param, ctx)
        return parts[0]


@click.command(cls=Command)
@root_option
@drafts_option
@click.option("--address", type=Address(), help=messages.HELP_ADDRESS)
def serve(root: Path, drafts: bool, address: str | None) -> None:
    if (Project.at(root).content / REGION_FILE).is_file():
        raise Refusal(messages.THIS_IS_A_BANK)
    say = partial(click.echo, err=True)
    if usual() == ENGINES[0]:
        from nastavnik.engines import mkdocs  # the extra `mkdocs`

        mkdocs.serve(root, say, drafts=drafts, address=address)
        return
    from nastavnik.desk.preview import preview

    project = Project.at(root)
    try:
        preview(root, partial(day_of, project, None), say, drafts=drafts, address=address or "")
    except KeyboardInterrupt:
        return
