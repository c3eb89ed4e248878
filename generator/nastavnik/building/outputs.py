"""What changed, staged beside the site and switched whole: visitors never meet half of a build."""

import errno
import filecmp
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.building import switching
from nastavnik.building.site_mark import MARK, files_below, is_marked, mark, stale
from nastavnik.errors import SiteNotReplaceable


@dataclass(frozen=True, slots=True)
class Switched:
    """What a switch did, in numbers of files."""

    written: int
    deleted: int
    unchanged: int


class Staging:
    """Outputs of one build on their way to `site`.

    `folder` is beside the site, so that renaming moves files and never copies them; `spare` is where they are staged
    if nothing can be written there; `on_switch` is called as soon as visitors see the new site.
    """

    def __init__(
        self, site: Path, folder: Path, spare: Path | None = None, on_switch: Callable[[], None] = lambda: None
    ) -> None:
        self.site, self.folder, self.spare, self.on_switch = site, folder, spare, on_switch
        self.paths: dict[str, bool] = {}
        self.owned: set[str] = set()
        self.is_decided = False

    @property
    def files(self) -> Path:
        return self.folder / switching.FILES

    def __enter__(self) -> "Staging":
        try:
            self.open()
        except BaseException:  # nobody calls `__exit__` of what was not entered
            self.drop()
            raise
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure:
            self.drop()

    def open(self) -> None:
        """Finish or drop what an interrupted build left, and refuse a folder that is not ours."""
        if self.site.exists() and not self.site.is_dir():
            raise SiteNotReplaceable(messages.file_in_the_way(str(self.site)))
        switching.settle(self.site, self.places)
        if self.site.is_dir() and any(self.site.iterdir()) and not is_marked(self.site):
            raise SiteNotReplaceable(messages.site_not_ours(self.site.name or str(self.site)))
        for place in self.places:
            switching.forget(place)
        self._begin()

    @property
    def places(self) -> list[Path]:
        """Where staging folders of the site may lie."""
        return [self.folder, self.spare] if self.spare else [self.folder]

    def _begin(self) -> None:
        try:
            switching.begin(self.folder)
        except OSError as error:
            if self.spare is None or error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            self.folder = self.spare
            switching.begin(self.folder)

    def own(self, folder: str) -> None:
        """Nothing but what is put or kept may stay in a folder of the site, whoever left it there."""
        self.owned.add(folder)

    def keep(self, paths: Iterable[str]) -> None:
        """Outputs that stay as they are on the site."""
        self.paths.update(dict.fromkeys(paths, False))

    def put(self, path: str, data: bytes) -> bool:
        """One output, written only if the site has something else there; whether it has."""
        changed = not _same(f"{self.site}/{path}", data)
        self.paths[path] = changed
        if changed:
            staged = f"{self.files}/{path}"
            os.makedirs(os.path.dirname(staged), exist_ok=True)  # noqa: PTH103,PTH120 - of thousands of files
            with open(staged, "wb") as file:  # noqa: PTH123
                file.write(data)
        return changed

    def take(self, path: str, file: Path) -> None:
        """One output too large for memory: `file`, on the same disk, is moved here or dropped if the site has it."""
        published = self.site / path
        changed = not (published.is_file() and filecmp.cmp(published, file, shallow=False))
        self.paths[path] = changed
        if changed:
            staged = self.files / path
            staged.parent.mkdir(parents=True, exist_ok=True)
            file.replace(staged)
        else:
            file.unlink()

    def put_all(self, outputs: Iterable[tuple[str, bytes]]) -> None:
        """Outputs as (path, bytes), one after the other."""
        for path, data in outputs:
            self.put(path, data)

    def switch(self) -> Switched:
        """Make the site what was put, all at once as far as a file system allows."""
        paths = dict(self.paths)
        left = (path for folder in self.owned for path in files_below(self.site, folder) if path not in paths)
        delete = sorted({*stale(self.site, paths), *left})
        self.put(MARK, mark(paths))
        folder = switching.decide(self.site, self.folder, delete)
        with switching.undisturbed():
            self.is_decided = True
            switching.finish(self.site, folder)
            self.on_switch()
        self._forget()
        written = sum(paths.values())
        return Switched(written, len(delete), len(paths) - written)

    def drop(self) -> None:
        """Forget a build that failed; the site stays as it was. What has been decided is not forgotten."""
        if not self.is_decided:
            self._forget()

    def _forget(self) -> None:
        for place in (self.folder, self.site / switching.WITHIN):
            with suppress(OSError, SiteNotReplaceable):
                switching.forget(place)


def _same(published: str, data: bytes) -> bool:
    """Whether the site has these bytes there; paths as text, for objects are slow and there are thousands."""
    try:
        if os.stat(published).st_size != len(data):  # noqa: PTH116
            return False
        with open(published, "rb") as file:  # noqa: PTH123
            return file.read() == data
    except OSError:
        return False
