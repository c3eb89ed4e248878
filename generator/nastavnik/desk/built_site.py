"""The site as it was built last: its pages to look at, and its folder to be taken from."""

import re
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.web import FRAMED, Request, Response, content_type
from nastavnik.school.catalogue import stays_inside
from nastavnik.text.addresses import output_path

BAR = "margin:0;padding:.5rem 1rem;font:1rem/1.4 sans-serif;color:#5c3d00;background:#fff4d6"
_BODY = re.compile(rb"<body\b[^>]*>")


def built_page(desk: Desk, request: Request) -> Response:
    """A page or a file of the built site, as it lies there."""
    file = desk.project.site / Path(output_path(request.names[0]))
    if not file.is_file() or not stays_inside(str(file), str(desk.project.site)):
        return desk.not_found()
    data = file.read_bytes()
    return Response(only_looked_at(data) if file.suffix == ".html" else data, content_type(file.name), policy=FRAMED)


def only_looked_at(page: bytes) -> bytes:
    """A page of the site with a line above it: what does not work where no script may run."""
    bar = f'<p style="{BAR}">{messages.DESK_NO_SCRIPTS}</p>'
    return _BODY.sub(lambda tag: tag[0] + bar.encode(), page, count=1)


def open_folder(desk: Desk, _: Request) -> Response:
    """Show the folder of the site in the program of the system that shows folders; its path for where that fails."""
    click.launch(str(desk.project.site))
    return desk.draw("folder.html", folder=str(desk.project.site))
