"""`nastavnik desk`: the section kept in a browser of this computer."""

import datetime as dt
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.usage import Command


@click.command(cls=Command)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=messages.HELP_DESK_PORT)
@click.option("--no-browser", is_flag=True, help=messages.HELP_DESK_QUIET)
@today_option
@root_option
def desk(port: int, no_browser: bool, today: dt.date | None, root: Path) -> None:
    from nastavnik.desk.app import Desk
    from nastavnik.desk.errands import ERRANDS
    from nastavnik.desk.first_page import answering_at_once
    from nastavnik.desk.shortcut import write_shortcut
    from nastavnik.desk.web import DeskServer

    project = Project.at(root)
    server = DeskServer(answering_at_once(Desk(project, lambda: day_of(project, today), ERRANDS)), port)
    click.echo(messages.desk_open(server.address))
    with suppress(OSError):  # a folder that cannot be written is told of when something is saved
        if path := write_shortcut(project.root):
            click.echo(messages.shortcut_written(path.name))
    if not no_browser:
        webbrowser.open(server.address_to_open_once())
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo()
    finally:
        server.server_close()
