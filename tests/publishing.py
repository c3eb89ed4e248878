"""What tests of publishing share: a small school in four states, built once; what lies at a host; a publisher."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nastavnik.building.project import Project
from nastavnik.publishing.connecting import connected
from nastavnik.publishing.hosting import Hosting
from nastavnik.publishing.people import people_on
from nastavnik.publishing.releases import Release, release_of
from nastavnik.publishing.releasing import Published, Publisher, publish
from nastavnik.publishing.settings import SERVICE
from nastavnik.publishing.targets import Target
from tests.building import build
from tests.conftest import (
    CONSENT,
    DOCUMENT,
    ENGINE,
    MENTOR,
    NEWS,
    PASSPORT,
    PRACTICE,
    TODAY,
    Files,
    md,
    tree,
    write_files,
    yml,
)
from tests.hosts import PASSWORD

MOMENT = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
SURNAME, ADDRESS = "Берёзкин", "berezkina"
WITHDRAWN = {**CONSENT, "withdrawn": "2026-11-01"}


def practice(consent: dict[str, str]) -> dict[str, object]:
    """A practice by the mentor."""
    return {**PRACTICE, "authors": [{"name": MENTOR["name"], "post": "Учитель", "consent": consent}]}


FIRST: Files = {
    "school.yml": yml(PASSPORT),
    "mentors/berezkina.yml": yml(MENTOR),
    "mentors/lesnoi.yml": yml({**MENTOR, "name": "Лесной Пётр Ильич"}),
    "news/vstrecha.md": md(NEWS, text="Скоро!"),
    "news/vtoraya.md": md({**NEWS, "title": "Вторая встреча"}),
    "documents/prikaz.yml": yml(DOCUMENT),
    "practices/urok.md": md(practice(CONSENT)),
}
STATES: dict[str, Files] = {
    "first": FIRST,
    "changed": FIRST | {"news/vstrecha.md": md(NEWS, text="Снова!")},
    "renamed": {name.replace("vtoraya", "tretya"): text for name, text in FIRST.items()},
    "withdrawn": FIRST
    | {
        "mentors/berezkina.yml": yml({**MENTOR, "consent": WITHDRAWN}),
        "practices/urok.md": md(practice(WITHDRAWN)),
    },
}
Tree = dict[str, bytes]


def build_states(folder: Path) -> dict[str, Path]:
    """The site of each state, by its name."""
    sites = {}
    for name, files in STATES.items():
        write_files(folder / name, {"mkdocs.yml": ENGINE})
        write_files(folder / name / "content", files)
        build(Project.at(folder / name), TODAY, searchable=False)
        sites[name] = folder / name / "site"
    return sites


def site_in(held: Tree) -> Tree:
    """What visitors can be given of what a host holds."""
    return {path: data for path, data in held.items() if not path.startswith(f"{SERVICE}/")}


@contextmanager
def reached(target: Target) -> Iterator[Hosting]:
    """A target with the password of the tests."""
    with connected(target, "" if target.type == "sftp" else PASSWORD) as hosting:
        yield hosting


def held_by(target: Target, folder: Path) -> Tree:
    """Everything a host holds under the folder of the site, names of empty folders too."""
    if target.type != "s3":
        folders = {
            f"{path.relative_to(folder / 'site')}/": b"" for path in (folder / "site").rglob("*") if path.is_dir()
        }
        return {
            **tree(folder / "site"),
            **{name: b"" for name in folders if not any((folder / "site" / name).iterdir())},
        }
    copied = folder / "copied"
    shutil.rmtree(copied, ignore_errors=True)
    with reached(target) as hosting:
        hosting.transport.run("sync/copy", srcFs=hosting.live, dstFs=str(copied))
    return tree(copied)


def release(site: Path) -> Release:
    """A site as it is published."""
    return release_of(site, people_on(site))


def send(target: Target, site: Path, publisher: Publisher | None = None) -> Published:
    """Publish a site."""
    with reached(target) as hosting:
        return publish(hosting, site, release(site), publisher or Publisher("ours", MOMENT))


def rclones(mark: str) -> list[int]:
    """Processes that were started with a word in their environment."""
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"NASTAVNIK_TEST={mark}".encode() in file.read_bytes() and file.parent.name != str(os.getpid()):
                found.append(int(file.parent.name))
        except OSError:
            continue
    return found
