"""`nastavnik region export`: the whole bank for the methodologist."""

import datetime as dt
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.commands.options import root_option, today_option
from nastavnik.commands.outputs import form_of
from nastavnik.commands.region.options import opened, outside
from nastavnik.commands.usage import Command
from nastavnik.office.undo import replacing

FORMS = ("xlsx", "csv", "json")


@click.command(cls=Command)
@click.option("--format", "form", type=click.Choice(FORMS), help=messages.HELP_EXPORT_FORMAT)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="ФАЙЛ", required=True, help=messages.HELP_TABLE_OUTPUT
)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@root_option
@today_option
def export_command(form: str | None, output: Path, force: bool, root: Path, today: dt.date | None) -> None:
    from nastavnik.bank.review.exports import export

    form, replaced = form_of(form, output, FORMS), output.is_file()
    target = outside(root, output, force=force)
    with opened(root, today) as (folder, region, store, day):
        bank = export(folder, region, store, day)
        with replacing(root.resolve(), "region export", target) as part:
            bank.write(part, form)
        click.echo(messages.exported(str(output), sum(1 for _ in bank.practices())))
    if replaced:
        click.echo(messages.HOW_TO_UNDO)
