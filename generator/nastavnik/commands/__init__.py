"""Commands beyond `check build serve import term`: a module a group of commands, each in `COMMANDS`.

They take the words, ask the rooms below and print what those answer.
"""

import click

from nastavnik.commands.consent import consent
from nastavnik.commands.coverage import coverage_command
from nastavnik.commands.due import due_command
from nastavnik.commands.monitoring import report
from nastavnik.commands.new import new
from nastavnik.commands.new_year import new_year
from nastavnik.commands.post import post_command
from nastavnik.commands.programme import programme
from nastavnik.commands.region import region
from nastavnik.commands.start import start
from nastavnik.commands.withdraw import withdraw

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
