"""Sources on this machine: a file or a folder → what a visit gives."""

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from nastavnik import messages
from nastavnik.bank.harvest.catalog_json import CatalogReading, CatalogueRejected, read
from nastavnik.bank.harvest.fetching import Fetcher, FetchFailed
from nastavnik.bank.harvest.foreign.archive import unpacked
from nastavnik.bank.harvest.foreign.form import from_form
from nastavnik.bank.harvest.foreign.school_folder import from_folder
from nastavnik.bank.harvest.hosts import BadAddress, address
from nastavnik.bank.harvest.visiting import HarvestSettings, Task, failed, taken
from nastavnik.bank.store.model import Harvested
from nastavnik.errors import ContentUnreadable


def local(task: Task, settings: HarvestSettings) -> Harvested:
    """Read what lies at `task.path`. Never raises for anything that lies there."""
    path = Path(task.path)
    try:
        if not task.path or not path.exists():
            return failed(task, settings, messages.source_file_missing(task.written, task.path))
        return taken(task, settings, _READERS[task.type](path, task, settings))
    except CatalogueRejected as refused:
        return failed(task, settings, str(refused), refused.foreign)
    except ContentUnreadable as refused:
        return failed(task, settings, str(refused))
    except OSError as error:
        return failed(task, settings, messages.source_file_closed(task.written, messages.refusal(error)))


async def sent(fetcher: Fetcher, task: Task, settings: HarvestSettings) -> Harvested:
    """Fetch an archive or a table from its address and read it. Never raises for anything a site does."""
    try:
        fetched = await fetcher.get(address(task.url), settings.limits.file)
    except (FetchFailed, BadAddress) as refused:
        return failed(task, settings, str(refused))
    with TemporaryDirectory(prefix="nastavnik-") as folder:
        path = Path(folder) / (address(task.url).name or task.source)
        path.write_bytes(fetched.body or b"")
        return await asyncio.to_thread(local, replace(task, path=str(path)), settings)


def _catalogue(path: Path, task: Task, settings: HarvestSettings) -> CatalogReading:
    """A catalogue that was sent by post; a folder stands for a published section."""
    file = path / "api" / "v1" / "catalog.json" if path.is_dir() else path
    if file.stat().st_size > settings.limits.largest:
        raise CatalogueRejected(messages.too_large(settings.limits.largest))
    return read(file.read_bytes(), bank=settings.bank, inn=task.inn)


def _archive(path: Path, task: Task, settings: HarvestSettings) -> CatalogReading:
    with unpacked(path) as folder:
        return from_folder(folder, task, settings)


_READERS = {"catalog": _catalogue, "folder": from_folder, "archive": _archive, "table": from_form}
