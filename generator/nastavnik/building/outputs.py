"""What changed, staged beside the site and switched whole: visitors never meet half of a build.

The list of what a build made lives in the site itself (`.nastavnik.json`), so a folder made by somebody else is never
emptied. A finished staging folder has a manifest; replaying it is idempotent, so an interrupted switch is finished by
the next run, and a staging folder without a manifest is dropped.
"""

import filecmp
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import SiteNotReplaceable

LIST = ".nastavnik.json"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Switched:
    """What a switch did, in numbers of files."""

    written: int
    deleted: int
    unchanged: int


class Staging:
    """Outputs of one build on their way to `site`; `folder` is on the same disk."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.files = folder / "files"
        self.paths: dict[str, bool] = {}

    def __enter__(self) -> "Staging":
        self.open()
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure:
            self.drop()

    def open(self) -> None:
        """Finish or drop what an interrupted build left, and refuse a folder that is not ours."""
        if (self.folder / MANIFEST).is_file():
            self._replay()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.files.mkdir(parents=True)
        if self.site.is_dir() and any(self.site.iterdir()) and not (self.site / LIST).is_file():
            raise SiteNotReplaceable(messages.site_not_ours(self.site.name))

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
        before = self._listed()
        listed = json.dumps({"files": sorted(self.paths)}, ensure_ascii=False, indent=0)
        self.put(LIST, listed.encode())
        put = sorted(path for path, changed in self.paths.items() if changed)
        delete = sorted(before - set(self.paths))
        manifest = json.dumps({"put": put, "delete": delete}, ensure_ascii=False)
        unfinished = self.folder / f"{MANIFEST}.part"
        unfinished.write_text(manifest, encoding="utf-8")
        unfinished.replace(self.folder / MANIFEST)
        self._replay()
        changed = len([path for path in put if path != LIST])
        return Switched(changed, len(delete), len(self.paths) - 1 - changed)

    def drop(self) -> None:
        """Forget a build that failed; the site stays as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _listed(self) -> set[str]:
        try:
            listed = json.loads((self.site / LIST).read_text(encoding="utf-8"))["files"]
        except (OSError, ValueError, KeyError, TypeError):
            return set()
        return {path for path in listed if isinstance(path, str) and ".." not in path.replace("\\", "/").split("/")}

    def _replay(self) -> None:
        manifest = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        if not self.site.exists() and self.files.is_dir():
            self.files.replace(self.site)  # the first build: one rename instead of thousands
        self.site.mkdir(parents=True, exist_ok=True)
        for path in manifest["put"]:
            staged = self.files / path
            if staged.is_file():  # else an interrupted run has moved it already
                _clear_the_way(self.site, path)
                staged.replace(self.site / path)
        for path in manifest["delete"]:
            if (self.site / path).is_file():  # else something new has taken its place
                (self.site / path).unlink()
                _remove_empty(self.site, (self.site / path).parent)
        shutil.rmtree(self.folder, ignore_errors=True)


def _same(published: str, data: bytes) -> bool:
    """Whether the site has these bytes there; paths as text, for objects are slow and there are thousands."""
    try:
        if os.stat(published).st_size != len(data):  # noqa: PTH116
            return False
        with open(published, "rb") as file:  # noqa: PTH123
            return file.read() == data
    except OSError:
        return False


def _clear_the_way(site: Path, path: str) -> None:
    """Yesterday's file may stand where today's folder goes, and the other way round."""
    target = site / path
    for parent in reversed(target.relative_to(site).parents):
        if (site / parent).is_file():
            (site / parent).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)


def _remove_empty(site: Path, folder: Path) -> None:
    while folder != site and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
