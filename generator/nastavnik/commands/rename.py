"""`nastavnik rename`: a record gets another name, and everything that refers to it follows."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import root_option
from nastavnik.commands.problems import print_list
from nastavnik.commands.usage import Command
from nastavnik.office.renaming import Renaming, rename, write


@click.command(cls=Command)
@click.argument("record", metavar="ВИД/ИМЯ")
@click.argument("name", metavar="НОВОЕ_ИМЯ")
@click.option("--no-address", is_flag=True, help=messages.HELP_RENAME_NO_ADDRESS)
@click.option("--dry-run", is_flag=True, help=messages.HELP_RENAME_DRY_RUN)
@root_option
def rename_command(record: str, name: str, no_address: bool, dry_run: bool, root: Path) -> None:
    project = Project.at(root)
    renaming = rename(project.root, record, name, keeps_address=not no_address)
    if dry_run:
        click.echo(messages.RENAME_WOULD)
    else:
        write(project.root, renaming)
    _tell(renaming)
    if not dry_run:
        click.echo(messages.HOW_TO_UNDO)
        click.echo(messages.RENAME_NEXT)


def _tell(renaming: Renaming) -> None:
    for before, after in renaming.moved:
        click.echo(messages.renamed(before, after))
    if renaming.mended:
        print_list(f"{messages.references_mended(len(renaming.mended))}:", renaming.mended)
    if renaming.has_page:
        old, new = renaming.addresses
        click.echo(messages.address_stays(old, new) if renaming.keeps_address else messages.address_goes(old))
    if renaming.has_page and renaming.keeps_address and renaming.is_of_person:
        click.echo(messages.address_of_person_stays(f"{renaming.kind}/{renaming.old} {renaming.new}"))
    for line in renaming.consents:
        click.echo(line)
    print_list(messages.RENAME_LEFT, renaming.left)
    print_list(messages.RENAME_UNREAD, renaming.unread)
