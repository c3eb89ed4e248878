"""The site as it was built last: its pages to look at, its folder to be taken from, all of it in one archive."""

import io
import re
import zipfile
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.web import FRAMED, Request, Response, content_type
from nastavnik.school.catalogue import stays_inside
from nastavnik.text.addresses import output_path

BAR_STYLE = "/assets/looked-at.css"
"""A sheet of the desk: the policy of a page lets in no style written inside it but its own."""
ARCHIVE = "site.zip"
"""The address and the name of the archive."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The moment of every file in it: the same site is the same archive."""
_BODY = re.compile(rb"<body\b[^>]*>")


def built_page(desk: Desk, request: Request) -> Response:
    """A page or a file of the built site, as it lies there."""
    file = desk.project.site / Path(output_path(request.names[0]))
    if not file.is_file() or not stays_inside(str(file), str(desk.project.site)):
        return desk.not_found()
    data = file.read_bytes()
    return Response(only_looked_at(data) if file.suffix == ".html" else data, content_type(file.name), policy=FRAMED)


def only_looked_at(page: bytes) -> bytes:
    """A page of the site with a line above it: the way back, and what does not work where no script may run."""
    return with_way_back(page, messages.DESK_NO_SCRIPTS)


def with_way_back(page: bytes, sentence: str = "") -> bytes:
    """A page that is none of the desk with a line above it that leads to the desk."""
    way = f'<a href="/" target="_top">← {messages.DESK_BACK}</a>'
    bar = f'<link rel="stylesheet" href="{BAR_STYLE}"><p class="looked-at">{way} {sentence}</p>'
    return _BODY.sub(lambda tag: tag[0] + bar.encode(), page, count=1)


def archive(desk: Desk, _: Request) -> Response:
    """Every file of the built site in one archive, the same bytes for the same site."""
    site = desk.project.site
    if not (site / "index.html").is_file():
        return desk.not_found(messages.DESK_NO_SITE)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(site.rglob("*")):
            if path.is_file() and stays_inside(str(path), str(site)):
                entry = zipfile.ZipInfo(path.relative_to(site).as_posix(), _EARLIEST)
                entry.external_attr = 0o644 << 16
                file.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    disposition = f'attachment; filename="{ARCHIVE}"'
    return Response(packed.getvalue(), "application/zip", headers={"Content-Disposition": disposition})


def open_folder(desk: Desk, _: Request) -> Response:
    """Show the folder of the site in the program of the system that shows folders; its path for where that fails."""
    click.launch(str(desk.project.site))
    return desk.draw("folder.html", folder=str(desk.project.site))
