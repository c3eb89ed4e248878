"""The site as it was built last: its pages to look at, and its folder to be taken from."""

from pathlib import Path

import click

from nastavnik.desk.app import Desk
from nastavnik.desk.web import FRAMED, Request, Response, content_type
from nastavnik.school.catalogue import stays_inside
from nastavnik.text.addresses import output_path


def built_page(desk: Desk, request: Request) -> Response:
    """A page or a file of the built site, as it lies there."""
    file = desk.project.site / Path(output_path(request.names[0]))
    if not file.is_file() or not stays_inside(str(file), str(desk.project.site)):
        return desk.not_found()
    return Response(file.read_bytes(), content_type(file.name), policy=FRAMED)


def open_folder(desk: Desk, _: Request) -> Response:
    """Show the folder of the site in the program of the system that shows folders; its path for where that fails."""
    click.launch(str(desk.project.site))
    return desk.draw("folder.html", folder=str(desk.project.site))
