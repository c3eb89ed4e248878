"""Commands beyond `check build serve import term`: a module a group of commands, each in `COMMANDS`.

They take the words, ask the rooms below and print what those answer.
"""

import click

from generator.commands.consent import consent
from generator.commands.coverage import coverage_command
from generator.commands.due import due_command
from generator.commands.monitoring import report
from generator.commands.new import new
from generator.commands.new_year import new_year
from generator.commands.post import post_command
from generator.commands.programme import programme
from generator.commands.region import region
from generator.commands.start import start
from generator.commands.withdraw import withdraw

report.add_command(coverage_command)

COMMANDS: tuple[click.Command, ...] = (
    consent,
    due_command,
    new,
    new_year,
    post_command,
    programme,
    region,
    report,
    start,
    withdraw,
)
"""What `nastavnik` knows besides its first verbs; one line here adds a command."""
