"""`nastavnik undo`: the last command that changed files is taken back, or done again."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import root_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.office.undo import Run, commands_of, differences, do_again, last, last_undone, runs, take_back


@click.command(cls=Command)
@click.option("--redo", is_flag=True, help=messages.HELP_REDO)
@click.option("--list", "listed", is_flag=True, help=messages.HELP_UNDO_LIST)
@click.option("--dry-run", is_flag=True, help=messages.HELP_UNDO_DRY_RUN)
@root_option
def undo_command(redo: bool, listed: bool, dry_run: bool, root: Path) -> None:
    folder = Project.at(root).root
    if listed:
        click.echo("\n".join(commands_of(runs(folder))) or messages.NOTHING_DONE)
        return
    run = last_undone(folder) if redo else last(folder)
    if run is None:
        raise Refusal(messages.NOTHING_UNDONE if redo else messages.NOTHING_DONE)
    if dry_run:
        _show(run, redo=redo)
        return
    (do_again if redo else take_back)(run)
    click.echo(messages.done_again(run.command) if redo else messages.taken_back(run.command))
    click.echo("\n".join(f"  {name}" for name in run.names))
    click.echo(messages.HOW_TO_UNDO if redo else messages.HOW_TO_REDO)


def _show(run: Run, *, redo: bool) -> None:
    click.echo("\n".join(commands_of([run])))
    click.echo(messages.UNDO_WOULD)
    lines = differences(run, "before", "after") if redo else differences(run, "after", "before")
    click.echo("\n".join(lines))
