"""`nastavnik region`: the bank's own commands, each where `REGION_COMMANDS` says."""

from typing import Any

import click

from nastavnik import messages
from nastavnik.commands.usage import Group, Later, Refusal

EXTRA = {
    "aiohttp",
    "dask",
    "distributed",
    "openpyxl",
    "orjson",
    "protego",
    "psutil",
    "psycopg",
    "python_calamine",
    "rensa",
    "sqlalchemy",
}
"""Libraries that only a region needs; `pyproject.toml` has them under `region`."""


class RegionCommands(Group):
    """A missing library is told as what to install."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in EXTRA:
                raise
            raise Refusal(messages.NO_REGION_EXTRA) from error


REGION_COMMANDS: dict[str, click.Command] = {
    "build": Later("region.build:build_command", messages.HELP_REGION_BUILD),
    "export": Later("region.export:export_command", messages.HELP_REGION_EXPORT),
    "form": Later("region.harvest:form_command", messages.HELP_FORM),
    "harvest": Later("region.harvest:harvest_command", messages.HELP_HARVEST),
    "report": Later("region.report:report_command", messages.HELP_REGION_REPORT),
    "review": Later("region.review:review_command", messages.HELP_REGION_REVIEW),
}

region = RegionCommands(help=messages.HELP_REGION, commands=REGION_COMMANDS)
