"""A target in hand: what is done to its files, each in one request to rclone."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import PublishFailed
from nastavnik.publishing.releases import JOURNAL, RELEASE, Journal, Release, Seen, read_journal, read_release, written
from nastavnik.publishing.transport import OnBytes, Transport

NEXT, FORMER, CLOSED = "next", "previous", ".htaccess"
"""In the service folder: files on their way to the site, files it had before, what closes the folder to visitors."""
_CLOSED = b"Require all denied\n"
_AS_SENT = {"NoTraverse": True, "IgnoreTimes": True, "UseServerModTime": True, "NoUpdateDirModTime": True}
SURE = {"sftp", "webdav", "s3", "folder"}
"""Types whose hosts always tell the same time of a file; an FTP listing rounds it as the file grows old."""
MOST_NAMED = 5


@dataclass
class Hosting:
    """The folder of a site and its service folder at a target."""

    transport: Transport
    live: str
    service: str
    work: Path
    """A folder of this computer, of this run alone."""
    tells_times: bool
    renames: bool = True
    """Whether a file can be renamed there, over another one too; found out by the first small file that is written."""

    def release(self) -> Release | None:
        """What was published last."""
        return read_release(self._read(RELEASE))

    def journal(self) -> Journal | None:
        """What was begun last."""
        return read_journal(self._read(JOURNAL))

    def note(self, value: Release | Journal) -> None:
        """Write a release or a journal."""
        self._write(RELEASE if isinstance(value, Release) else JOURNAL, written(value))

    def close_to_visitors(self) -> None:
        """Tell Apache, which nearly all hostings are, that the service folder is nobody's business."""
        self._write(CLOSED, _CLOSED)

    def meet(self) -> None:
        """Log in, ahead of being asked: hosts take their time. What is wrong with it is said to who asks."""
        with suppress(PublishFailed):
            self._names()
            self.names()

    def seen(self, paths: Sequence[str] | None = None, folder: str = "") -> dict[str, Seen]:
        """What the host says of files of the site, or of a folder of the service folder; all files without `paths`."""
        if paths is not None and not paths:
            return {}
        fs, inside = (self.service, f"{folder}/") if folder else (self.live, "")
        options = {"recurse": True, "filesOnly": True, "noMimeType": True, "noModTime": not self.tells_times}
        try:
            with self.transport.names(paths and [f"{inside}{path}" for path in paths]) as chosen:
                config = {"UseServerModTime": True}
                answer = self.transport.ask("operations/list", fs=fs, remote="", opt=options, _config=config, **chosen)
        except PublishFailed as failed:
            if failed.is_missing:
                return {}
            raise
        files = ((file["Path"].removeprefix(inside), file) for file in answer["list"])
        return {path: Seen(file["Size"], file.get("ModTime") or "") for path, file in files}

    def names(self) -> list[str] | None:
        """Files and folders that lie in the folder of the site; None if there is no such folder."""
        try:
            answer = self.transport.ask("operations/list", fs=self.live, remote="", opt={"noModTime": True})
        except PublishFailed as failed:
            if str(failed) != messages.NO_SUCH_FOLDER:
                raise
            return None
        return sorted(entry["Path"] for entry in answer["list"])

    def stage(
        self,
        source: str,
        paths: Sequence[str],
        sizes: Mapping[str, int],
        tell: OnBytes | None = None,
    ) -> None:
        """Bring files beside the site. Raises `PublishFailed` unless all are there, whole."""
        self._copy(source, f"{self.service}/{NEXT}", paths, tell)
        self._compare(self.seen(paths, NEXT), paths, sizes)

    def preserve(self, paths: Sequence[str]) -> None:
        """Keep files of the site as they are now; by the host itself where it can copy."""
        self._copy(self.live, f"{self.service}/{FORMER}", paths)

    def switch(self, site: str, paths: Sequence[str]) -> None:
        """Staged files take their places; visitors meet the old one or the new one of each.

        A host that cannot rename gets them from `site` once more, straight to their places.
        """
        if not self.renames:
            self._copy(site, self.live, paths)
            return
        with self.transport.names(paths) as chosen:
            config = {**_AS_SENT, "NoCheckDest": True}  # else a file would be deleted before it is replaced
            staged = f"{self.service}/{NEXT}"
            self.transport.run("sync/move", srcFs=staged, dstFs=self.live, _config=config, **chosen)

    def verify(self, paths: Sequence[str], sizes: Mapping[str, int]) -> dict[str, Seen]:
        """What the host says of files that were sent. Raises `PublishFailed` unless all are there, whole."""
        seen = self.seen(paths)
        self._compare(seen, paths, sizes)
        return seen

    def delete(self, paths: Sequence[str], left: Sequence[str]) -> None:
        """Delete files of the site and folders that are empty then; `left` are the files that stay."""
        if not paths:
            return
        with self.transport.names(paths) as chosen:
            self.transport.ask("operations/delete", fs=self.live, **chosen)
        gone = _folders(paths) - _folders(left)
        for folder in sorted(gone, key=lambda folder: (-folder.count("/"), folder)):
            with suppress(PublishFailed):  # somebody else's file is in it, or the host knows no folders
                self.transport.ask("operations/rmdir", fs=self.live, remote=folder)

    def forget(self, *folders: str) -> None:
        """Delete folders of the service folder. Raises `PublishFailed` if something of them stays."""
        for folder in folders:
            if self._names(folder):
                self.transport.ask("operations/purge", fs=self.service, remote=folder)
                if self._names(folder):
                    raise PublishFailed(messages.NOT_FORGOTTEN)

    def tidy(self) -> None:
        """Leave nothing in the service folder but what the next publication needs."""
        for name in self._names() - {RELEASE, CLOSED, NEXT, FORMER}:
            self.transport.ask("operations/deletefile", fs=self.service, remote=name)

    def _names(self, folder: str = "") -> set[str]:
        """What lies in the service folder or in one of its own, folders too; nothing in one that is not there."""
        options = {"noMimeType": True, "noModTime": True}
        try:  # always the same file system: rclone logs in anew for every other one
            answer = self.transport.ask("operations/list", fs=self.service, remote=folder, opt=options)
        except PublishFailed as failed:
            if failed.is_missing:
                return set()
            raise
        return {entry["Path"] for entry in answer["list"]}

    def _read(self, name: str) -> bytes:
        """A small file of the service folder; empty if there is none."""
        file = self.work / name
        file.unlink(missing_ok=True)
        try:
            self._copy(self.service, str(self.work), [name])
        except PublishFailed as failed:
            if not failed.is_missing:
                raise
        return file.read_bytes() if file.is_file() else b""

    def _copy(self, source: str, target: str, paths: Sequence[str], tell: OnBytes | None = None) -> None:
        if not paths:
            return
        config = {**_AS_SENT, "Inplace": not self.renames}
        with self.transport.names(paths) as chosen:
            self.transport.run("sync/copy", tell, srcFs=source, dstFs=target, _config=config, **chosen)

    def _write(self, name: str, data: bytes) -> None:
        (self.work / name).write_bytes(data)
        try:
            self._copy(str(self.work), self.service, [name])
        except PublishFailed:
            if not self.renames:
                raise
            self.renames = False
            self._copy(str(self.work), self.service, [name])

    @staticmethod
    def _compare(seen: Mapping[str, Seen], paths: Sequence[str], sizes: Mapping[str, int]) -> None:
        short = [path for path in paths if path not in seen or seen[path].size != sizes[path]]
        if short:
            raise PublishFailed(messages.not_arrived(short[:MOST_NAMED], len(short)))


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder above these files."""
    folders = set[str]()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
