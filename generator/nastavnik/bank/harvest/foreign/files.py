"""Sources on this machine: a file or a folder → what a visit gives."""

from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from nastavnik import messages
from nastavnik.bank.harvest.apart import TooHeavy, apart
from nastavnik.bank.harvest.catalog_json import CatalogReading, CatalogueRejected, read
from nastavnik.bank.harvest.fetching import Fetcher, FetchFailed
from nastavnik.bank.harvest.foreign.archive import unpacked
from nastavnik.bank.harvest.foreign.form import from_form
from nastavnik.bank.harvest.foreign.school_folder import from_folder
from nastavnik.bank.harvest.hosts import BadAddress, address
from nastavnik.bank.harvest.visiting import HarvestSettings, Task, alone, failed, taken
from nastavnik.bank.store.model import Harvested
from nastavnik.errors import ContentUnreadable

LONGEST_NAME = 100  # characters of a file's name that come from an address


def local(task: Task, settings: HarvestSettings) -> Harvested:
    """Read what lies at `task.path`. Raises nothing for anything that lies there.

    But for a catalogue it is read in a child process: what archives and tables hold is up to libraries that trust it.
    """
    if not task.path or not Path(task.path).exists():
        return failed(task, settings, messages.source_file_missing(task.written, task.path))
    if task.type == "catalog":
        return _read(task, settings)
    with TemporaryDirectory(prefix="nastavnik-") as folder:
        try:
            return apart(alone, _read, task, settings, limits=settings.limits.child, folder=Path(folder))
        except TooHeavy:
            return failed(task, settings, messages.TOO_HEAVY)


async def sent(fetcher: Fetcher, task: Task, settings: HarvestSettings) -> Harvested:
    """Fetch an archive or a table from its address and read it. Raises nothing for anything a site does."""
    try:
        url = address(task.url)
        fetched = await fetcher.get(url, settings.limits.file)
    except (FetchFailed, BadAddress) as refused:
        return failed(task, settings, str(refused))
    with TemporaryDirectory(prefix="nastavnik-") as folder:
        path = Path(folder) / (PurePosixPath(url.name).name[-LONGEST_NAME:] or task.source)
        await fetcher.read(fetched, path.write_bytes)
        return await fetcher.beside(partial(local, replace(task, path=str(path)), settings))


def _read(task: Task, settings: HarvestSettings) -> Harvested:
    path = Path(task.path)
    try:
        return taken(task, settings, _READERS[task.type](path, task, settings))
    except CatalogueRejected as refused:
        return failed(task, settings, str(refused), refused.foreign)
    except ContentUnreadable as refused:
        return failed(task, settings, str(refused))
    except OSError as error:
        return failed(task, settings, messages.source_file_closed(task.written or path.name, messages.refusal(error)))


def _catalogue(path: Path, task: Task, settings: HarvestSettings) -> CatalogReading:
    """A catalogue that was sent by post; a folder stands for a published section."""
    file = path / "api" / "v1" / "catalog.json" if path.is_dir() else path
    if not file.is_file():
        raise ContentUnreadable(messages.source_file_missing(task.written, task.path))
    if file.stat().st_size > settings.limits.largest:
        raise CatalogueRejected(messages.too_large(settings.limits.largest))
    return read(file.read_bytes(), bank=settings.bank, inn=task.inn)


def _archive(path: Path, task: Task, settings: HarvestSettings) -> CatalogReading:
    with unpacked(path) as folder:
        return from_folder(folder, task, settings)


_READERS = {"catalog": _catalogue, "folder": from_folder, "archive": _archive, "table": from_form}
