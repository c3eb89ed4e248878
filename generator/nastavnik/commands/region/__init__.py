"""`nastavnik region`: the bank's own commands, a module each, listed in `REGION_COMMANDS`."""

from typing import Any

import click

from nastavnik import messages
from nastavnik.commands.options import Refusal
from nastavnik.commands.region.build import build_command
from nastavnik.commands.region.export import export_command
from nastavnik.commands.region.harvest import form_command, harvest_command
from nastavnik.commands.region.report import report_command
from nastavnik.commands.region.review import review_command
from nastavnik.commands.usage import Group

EXTRA = {
    "aiohttp",
    "dask",
    "distributed",
    "openpyxl",
    "orjson",
    "protego",
    "psycopg",
    "python_calamine",
    "rensa",
    "sqlalchemy",
}
"""Libraries that only a region needs; `pyproject.toml` has them under `region`."""


class Commands(Group):
    """A missing library is told as what to install."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in EXTRA:
                raise
            raise Refusal(messages.NO_REGION_EXTRA) from error


@click.group("region", cls=Commands, help=messages.HELP_REGION)
def region() -> None:
    pass


REGION_COMMANDS: tuple[click.Command, ...] = (
    build_command,
    export_command,
    form_command,
    harvest_command,
    report_command,
    review_command,
)
"""What `nastavnik region` knows; one line here adds a command."""

for command in REGION_COMMANDS:
    region.add_command(command)
