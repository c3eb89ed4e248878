"""The whole of a publication, for every door: is the site what the records say, send it, look at it as a visitor."""

import datetime as dt
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

from nastavnik import messages
from nastavnik.building.database import NAME
from nastavnik.building.last_build import last_build
from nastavnik.building.lock import exclusive
from nastavnik.building.project import Project
from nastavnik.building.site_mark import is_marked
from nastavnik.errors import PublishRefused
from nastavnik.publishing.connecting import connected, token
from nastavnik.publishing.last_publication import forget, remember
from nastavnik.publishing.people import people_on
from nastavnik.publishing.reading_back import LiveSite, address_of, read_back
from nastavnik.publishing.releases import Release, release_of
from nastavnik.publishing.releasing import Published, Publisher, back, compare, publish
from nastavnik.publishing.targets import Target

MEMORY = "publishing.json"
_SOURCES = ("content", "theme", "mkdocs.yml")


@dataclass(frozen=True, slots=True)
class SiteDelivery:
    """A project, where it goes, and the password of that place; what is done there takes the lock of the project."""

    project: Project
    target: Target
    password: str
    publisher: Publisher

    def publish(self) -> Published:
        """Send the site. Raises `PublishRefused`, `PublishFailed`, `RcloneMissing`."""
        with exclusive(self.project.state), connected(self.target, self.password) as hosting:
            Thread(target=hosting.meet, daemon=True).start()
            published = publish(hosting, self.project.site, self._release(), self._known())
        remember(self.project, self._address(), published.release.files)
        return published

    def would(self) -> Published:
        """What `publish` would do; nothing is touched."""
        with connected(self.target, self.password) as hosting:
            release = self._release()
            compared = compare(hosting, release, replace(self._known(), allow=True))
            return Published(release, compared.plan, compared.cut is not None)

    def back(self) -> Published:
        """Bring the former publication back. Raises `PublishRefused`, `PublishFailed`, `RcloneMissing`."""
        with exclusive(self.project.state), connected(self.target, self.password) as hosting:
            published = back(hosting, self._known())
        forget(self.project, self._address())
        return published

    def read_back(self, published: Published) -> list[str]:
        """What visitors get that is wrong, a sentence each; asks nothing of a place without an address."""
        root = self._address()
        if not root:
            return []
        is_inside = not self.target.service_path
        return read_back(LiveSite(root, self.project.site, published.release, published.plan.send, is_inside))

    def _address(self) -> str:
        """Where visitors find the section; empty where nobody said."""
        return str(self.target.site_url or "") or address_of(self.project.site)

    def _release(self) -> Release:
        """The site as a release; what was worked out of its files is kept for the next time and may be deleted."""
        file, site = self.project.state / MEMORY, self.project.site
        files, people = _remembered(file)
        release = release_of(site, people_on(site, people), files)
        with suppress(OSError):
            file.write_text(json.dumps([files, people]), encoding="utf-8")
        return release

    def _known(self) -> Publisher:
        return replace(self.publisher, token=token(self.project.root))


def _remembered(file: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Digests by file and by line of the catalogue; empty where there are none or they make no sense."""
    try:
        files, people = json.loads(file.read_bytes())
        return dict(files), dict(people)
    except (OSError, ValueError, TypeError):
        return {}, {}


def refuse_stale(project: Project, today: dt.date) -> None:
    """Raises `PublishRefused` unless the site was built today from the records as they are."""
    if not is_marked(project.site):
        raise PublishRefused(messages.NO_SITE)
    built = last_build(project.state)
    if is_stale(project):
        raise PublishRefused(messages.SITE_OLDER)
    if built and built.day != today:
        raise PublishRefused(messages.SITE_OF_ANOTHER_DAY)


def is_stale(project: Project) -> bool:
    """Whether the records changed after the last build; False where no build is remembered."""
    newest = max((_changed(path) for name in _SOURCES for path in _all(project.root / name)), default=0)
    at = max((_changed(project.state / name) for name in (NAME, f"{NAME}-wal")), default=0)
    return bool(at) and newest > at


def _all(path: Path) -> list[Path]:
    """A file, or a folder with everything in it: what is deleted or moved there changes a folder."""
    return [path, *path.rglob("*")] if path.exists() else []


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
