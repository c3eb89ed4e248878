"""Many sources → results handed on as they come: in one loop of this process, or by chunks through an `Executor`.

One loop is the fastest on one machine: a harvest waits more than it works. Executors are for many machines. Whoever
does it, the results are the same, and each is handed on once; an interrupted harvest has handed on what it did.
"""

import asyncio
import gc
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import contextmanager

from nastavnik import messages
from nastavnik.bank.harvest.fetching import Fetcher
from nastavnik.bank.harvest.turns import Turns, host_of
from nastavnik.bank.harvest.visiting import HarvestSettings, Task, alone, failed, faulty, postponed, visit
from nastavnik.bank.store import Store
from nastavnik.bank.store.model import Harvested, StoredChanges
from nastavnik.errors import HarvestFailed, StoreFailed
from nastavnik.processes.parallel import is_lost

BATCH = 20  # sources a transaction: each costs as much as a source; a harvest that is killed asks so many again
CHUNK = 200  # sources one machine takes at a time
IN_FLIGHT = 16  # chunks handed out before the first one is back
YOUNG = 50_000  # objects made since Python last looked for cycles; those of one large catalogue
TRIES = 3  # how often a chunk is handed out whose machine was lost

_FOREIGN = ("pages", "archive", "table")
ResultSink = Callable[[Harvested], object]


def harvest(
    tasks: Sequence[Task], settings: HarvestSettings, put: ResultSink, executor: Executor | None = None
) -> None:
    """Visit every source and hand each result to `put`, in the order they come, always in the calling thread.

    Files of this machine are read here, whoever asks the network. Raises `HarvestFailed` if an executor is lost.
    """
    far = [task for task in tasks if not task.path]
    if at_hand := [task for task in tasks if task.path]:
        from nastavnik.bank.harvest.foreign import local

        for task in at_hand:
            put(alone(local, task, settings))
    if executor is None:
        with _seldom_swept():
            asyncio.run(_visit_all(far, settings, put))
    else:
        _through(executor, far, settings, put)


@contextmanager
def batches(store: Store, done: Callable[[Harvested, StoredChanges], object]) -> Iterator[ResultSink]:
    """A sink that writes results into the store, several a transaction; what is left is written at its end.

    Also when the harvest is interrupted. `done` is told of each source what the store made of it.
    Raises `StoreFailed`; what the store refused is not tried again.
    """
    waiting: list[Harvested] = []

    def write() -> None:
        results, waiting[:] = list(waiting), []
        for harvested, changes in zip(results, _stored(store, results), strict=True):
            done(harvested, changes)

    def put(harvested: Harvested) -> None:
        waiting.append(harvested)
        if len(waiting) == BATCH:
            write()

    try:
        yield put
    finally:
        write()


def _stored(store: Store, results: list[Harvested]) -> list[StoredChanges]:
    """All in one transaction; if that is refused, each by itself, so that what one source gave costs no other.

    Raises `StoreFailed` where the store does not even take that a source failed: then it is not the source.
    """
    if not results:
        return []
    try:
        return store.put_all(results)
    except StoreFailed:
        return [_stored_alone(store, harvested) for harvested in results]


def _stored_alone(store: Store, harvested: Harvested) -> StoredChanges:
    try:
        return store.put(harvested)
    except StoreFailed:
        return store.put(Harvested(harvested.source, "failed", harvested.at, messages.NOT_STORED))


def visited(tasks: Sequence[Task], settings: HarvestSettings) -> list[Harvested]:
    """One chunk, done where an executor sends it."""
    results: list[Harvested] = []
    asyncio.run(_visit_all(tasks, settings, results.append))
    return results


def chunks(tasks: Iterable[Task], size: int) -> Iterator[list[Task]]:
    """Sources in chunks of about `size`; those of one host stay together: its patience is counted in one place."""
    chunk: list[Task] = []
    for host in _by_host(tasks):
        chunk += host
        if len(chunk) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _by_host(tasks: Iterable[Task]) -> list[list[Task]]:
    """Sources of each host, the hosts with many of them first."""
    hosts: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        hosts[host_of(task)].append(task)
    return sorted(hosts.values(), key=len, reverse=True)


# --- one loop --------------------------------------------------------------------------------------


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """Python looks for cycles less often, and not in what was there before: catalogues are trees, and go without it."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


async def _visit_all(tasks: Sequence[Task], settings: HarvestSettings, put: ResultSink) -> None:
    limits = settings.limits
    strands = [
        deque(part)
        for host in _by_host(tasks)
        for part in (host[at :: limits.strands] for at in range(limits.strands))
        if part
    ]
    async with Fetcher(limits, settings.agent) as fetcher, asyncio.TaskGroup() as group:
        turns = Turns(strands, fetcher)
        for _ in range(min(limits.together, len(strands))):
            group.create_task(_walk(fetcher, turns, settings, put))


async def _walk(fetcher: Fetcher, turns: Turns, settings: HarvestSettings, put: ResultSink) -> None:
    """Source by source, each of the strand whose turn it is."""
    while strand := await turns.next():
        task = strand.popleft()
        if turns.has_come(host := host_of(task)):
            put(await _visited(fetcher, task, settings, last=not strand))
        else:
            put(postponed(task, settings, host))
        turns.back(strand)


async def _visited(fetcher: Fetcher, task: Task, settings: HarvestSettings, *, last: bool) -> Harvested:
    """One visit; whatever goes wrong in it, our own mistakes too, is the failure of this source and of no other."""
    try:
        if task.type in _FOREIGN:
            return await _foreign(fetcher, task, settings)
        return await visit(fetcher, task, settings, last=last)
    except MemoryError:
        return failed(task, settings, messages.TOO_HEAVY)
    except Exception as error:  # the border of one source; `faulty` says why this is allowed here
        return faulty(task, settings, error)


async def _foreign(fetcher: Fetcher, task: Task, settings: HarvestSettings) -> Harvested:
    """A school without the generator; what reads those is slow to import, and most harvests meet none."""
    from nastavnik.bank.harvest.foreign import sent, sitemap

    return await (sitemap if task.type == "pages" else sent)(fetcher, task, settings)


# --- many machines ---------------------------------------------------------------------------------


def _through(executor: Executor, tasks: Sequence[Task], settings: HarvestSettings, put: ResultSink) -> None:
    ahead = deque((chunk, TRIES) for chunk in chunks(tasks, CHUNK))
    out: dict[Future[list[Harvested]], tuple[list[Task], int]] = {}
    try:
        while ahead or out:
            while ahead and len(out) < IN_FLIGHT:
                chunk, tries = ahead.popleft()
                out[executor.submit(visited, chunk, settings)] = chunk, tries - 1
            for future in wait(out, return_when=FIRST_COMPLETED).done:
                chunk, tries = out.pop(future)
                if not _lost(future):
                    for harvested in future.result():
                        put(harvested)
                elif tries:
                    ahead.appendleft((chunk, tries))
                else:
                    raise HarvestFailed(messages.WORKERS_LOST)
    except BrokenExecutor as broken:
        raise HarvestFailed(messages.WORKERS_LOST) from broken
    finally:
        for future in out:
            future.cancel()


def _lost(future: Future[list[Harvested]]) -> bool:
    """Whether the machine went away; a chunk of a harvest opens no file, so a fault of the system is one of the way."""
    if future.cancelled():
        return True
    error = future.exception()
    return is_lost(error) or isinstance(error, OSError)
