"""`nastavnik region`: the bank's own commands, a module each, listed in `REGION_COMMANDS`."""

import click

from generator import messages
from generator.commands.region.build import build_command
from generator.commands.region.harvest import form_command, harvest_command
from generator.usage import Group


@click.group("region", cls=Group, help=messages.HELP_REGION)
def region() -> None:
    pass


REGION_COMMANDS: tuple[click.Command, ...] = (build_command, form_command, harvest_command)
"""What `nastavnik region` knows; one line here adds a command."""

for command in REGION_COMMANDS:
    region.add_command(command)
