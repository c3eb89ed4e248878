"""Which sources a harvest asks: those of the list, or what an interrupted one left."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from nastavnik import messages
from nastavnik.bank.harvest.visiting import Task
from nastavnik.bank.papers.folder import Folder
from nastavnik.bank.papers.records import SourceRecord
from nastavnik.bank.store import Store
from nastavnik.bank.store.claims import WrittenSource
from nastavnik.errors import HarvestFailed

ASKED_AT_HOME = ("catalog", "pages")
"""Kinds of sources whose address is the section itself; a table or an archive may lie anywhere."""
INTERRUPTED = dt.timedelta(days=1)
"""An older harvest is not gone on with: what it asked first is old by now."""


@dataclass(frozen=True, slots=True)
class HarvestTasks:
    """Sources to ask, by their names, and whether an interrupted harvest goes on."""

    tasks: tuple[Task, ...]
    resumed: bool = False


def tasks(folder: Folder, only: Collection[str] = ()) -> tuple[Task, ...]:
    """Every source that is not paused, or those named. Raises `HarvestFailed` for a name that is not on the list."""
    for name in only:
        if name not in folder.sources:
            raise HarvestFailed(messages.no_such_source(name, list(folder.sources)))
    listed = folder.sources.items()
    wanted = {name: source for name, source in listed if (name in only if only else not source.paused)}
    return tuple(_task(name, source, folder.root) for name, source in wanted.items())


def begun(
    folder: Folder, store: Store, at: dt.datetime, only: Collection[str] = (), *, allow_empty: bool = False
) -> HarvestTasks:
    """A harvest of the whole list, written down so that it can go on if it is interrupted, or of sources named.

    Sources that left the list leave the bank, so that a renamed file finds its school free; one whose file has a
    mistake keeps what it gave. Raises `HarvestFailed` for an empty list while the bank has sources, unless
    `allow_empty`: a folder that was lost is likelier than a bank given up.
    """
    due = {task.source: task for task in tasks(folder, only)}
    files = (folder.root / "content" / SourceRecord.kind).glob("*.yml")
    listed = {*folder.sources, *(file.stem for file in files)}
    if not listed and not allow_empty and (known := len(store.validators())):
        raise HarvestFailed(messages.no_sources(known))
    store.keep_only(listed, at, written(folder))
    if only:
        return HarvestTasks(tuple(due.values()))
    left = store.pending()
    again = [name for name in left.left if name in due]
    if again and left.at and at - left.at < INTERRUPTED:
        return HarvestTasks(tuple(due[name] for name in again), resumed=True)
    store.plan(due, at)
    return HarvestTasks(tuple(due.values()))


def written(folder: Folder) -> dict[str, WrittenSource]:
    """What the region wrote of its sources that tells whose school each gives, by the names of their files."""
    return {name: _written(source) for name, source in folder.sources.items()}


def _written(source: SourceRecord) -> WrittenSource:
    url, path = source.url or "", source.path or ""
    asked = bool(path) or source.source_type in ASKED_AT_HOME
    return WrittenSource(source.inn or "", url, (path or url).rstrip("/"), bool(url) and asked)


def with_validators(asked: Collection[Task], store: Store) -> list[Task]:
    """Tasks with the ETag and the date each source gave the last time; who was not asked for longest comes first."""
    known, tried = store.validators(), store.tried()
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    asked = sorted(asked, key=lambda task: tried.get(task.source, never))
    return [
        replace(task, etag=known[task.source][0], last_modified=known[task.source][1]) if task.source in known else task
        for task in asked
    ]


def _task(name: str, source: SourceRecord, root: Path) -> Task:
    return Task(
        source=name,
        url=source.url or "",
        path=str((root / source.path).resolve()) if source.path else "",
        written=source.path or "",
        type=source.source_type,
        inn=source.inn,
        title=source.title,
        municipality=source.municipality or "",
    )
