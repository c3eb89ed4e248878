"""`nastavnik upgrade`: a section under the program that runs now, or at another host."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.commands.options import root_option
from nastavnik.commands.usage import Command
from nastavnik.office.hosting import HOST_WORDS
from nastavnik.office.hosting.upgrading import upgrade


@click.command(cls=Command)
@root_option
@click.option("--host", metavar="ГДЕ", help=messages.HELP_UPGRADE_HOST)
@click.option("--force", is_flag=True, help=messages.HELP_UPGRADE_FORCE)
def upgrade_command(root: Path, host: str | None, *, force: bool) -> None:
    code = HOST_WORDS.code(host) if host else None
    if host and code is None:
        titles = [term.title for term in HOST_WORDS.terms]
        raise click.BadParameter(
            messages.not_in_vocabulary(host, titles, HOST_WORDS.nearest(host)), param_hint="--host"
        )
    done = upgrade(root, code, force=force)
    if not (done.written or done.gone or done.edited):
        click.echo(messages.UPGRADE_NOTHING)
    if done.written or done.gone:
        click.echo(messages.upgraded(done.version, list(done.written), list(done.gone)))
    if done.edited:
        click.echo(messages.labelled(messages.NOTE, messages.kept_own(list(done.edited))), err=True)
