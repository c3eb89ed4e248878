"""`nastavnik region`: the bank's own commands, each where `REGION_COMMANDS` says."""

from typing import Any

import click

from nastavnik import messages
from nastavnik.commands.usage import Group, Later, Refusal
from nastavnik.installation import install_command


class RegionCommands(Group):
    """A missing library is told as what to install: whatever it is, the extra `region` brings it."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if (error.name or "nastavnik").partition(".")[0] == "nastavnik":
                raise  # our own bug
            raise Refusal(messages.needs_region_libraries(install_command("region"))) from error


REGION_COMMANDS: dict[str, click.Command] = {
    "build": Later("region.build:build_command", messages.HELP_REGION_BUILD),
    "export": Later("region.export:export_command", messages.HELP_REGION_EXPORT),
    "form": Later("region.harvest:form_command", messages.HELP_FORM),
    "harvest": Later("region.harvest:harvest_command", messages.HELP_HARVEST),
    "report": Later("region.report:report_command", messages.HELP_REGION_REPORT),
    "review": Later("region.review:review_command", messages.HELP_REGION_REVIEW),
}

region = RegionCommands(help=messages.HELP_REGION, commands=REGION_COMMANDS)
