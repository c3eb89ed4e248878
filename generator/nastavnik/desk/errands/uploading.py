"""Files sent to an errand: each waits in the private folder of the program until somebody decides about it."""

import re
from pathlib import Path
from urllib.parse import quote

from nastavnik.attachments import Unpublishable
from nastavnik.attachments.intake import taken_in
from nastavnik.building.project import private_folder
from nastavnik.desk.app import Desk
from nastavnik.desk.web import PLAIN, Request, Response, content_type
from nastavnik.school.scanning import WINDOWS

_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
LONGEST_NAME = 60
INCOMING = "incoming"
"""Where a file waits, in the folder of the program that is never published."""


def is_upload(request: Request) -> bool:
    """Whether a request brings a file, as the script of a page sends it, and no answers to questions."""
    return request.method == "POST" and "name" in request.query


def received(desk: Desk, request: Request) -> Response:
    """Keep the file; the answer is the name it waits under."""
    name = portable(request.query["name"])
    if not name:
        return desk.not_found()
    (waiting_folder(desk) / name).write_bytes(request.body)
    return Response(name.encode(), PLAIN)


def waiting_files(desk: Desk, request: Request, name: str = "name") -> list[Path]:
    """Files that are named in a form and still wait, in the order of the form."""
    names = dict.fromkeys(portable(text) for field, text in request.fields if field == name and text)
    return [path for each in names if each and (path := waiting_folder(desk) / each).is_file()]


def shown_at(path: Path) -> str:
    """The address at which a photograph that waits is looked at."""
    return f"/waiting/{quote(path.name)}"


def waiting_picture(desk: Desk, request: Request) -> Response:
    """A photograph that waits, upright and in a format any browser shows."""
    path = waiting_folder(desk) / portable(request.names[0])
    try:
        data, suffix = taken_in(path.read_bytes())
    except (OSError, Unpublishable):
        return desk.not_found()
    return Response(data, content_type(f"x{suffix}"))


def portable(name: str) -> str:
    """A name any system can keep a file under (Windows forbids signs, devices, dots at the end), near to that one."""
    last = _FORBIDDEN.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .")
    stem, suffix = Path(last).stem[:LONGEST_NAME], Path(last).suffix[:LONGEST_NAME]
    return f"_{stem}{suffix}" if stem.partition(".")[0].strip().lower() in WINDOWS else f"{stem}{suffix}"


def waiting_folder(desk: Desk) -> Path:
    """The folder of files somebody is to decide about."""
    folder = private_folder(desk.project.state) / INCOMING
    folder.mkdir(exist_ok=True)
    return folder
