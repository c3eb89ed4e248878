"""A pure function over many things, in several processes where that pays."""

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from nastavnik import messages
from nastavnik.errors import WorkersFailed

Given = TypeVar("Given")
Made = TypeVar("Made")

CHUNKS = 4  # of work a process: some take longer than others
LARGEST_CHUNK = 50  # things
AHEAD = 3  # chunks a process: what is made ahead waits in memory


def context() -> Any:
    """Processes that begin with everything their parent knows, where the system can make such."""
    gc.freeze()  # what children share they need not look through, which would copy it
    return multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")


def spread(work: Callable[[Given], Made], things: Sequence[Given], processes: int) -> Iterator[Made]:
    """`work` of every thing, in their order."""
    if processes < 2 or len(things) < 2:
        yield from map(work, things)
        return
    size = min(LARGEST_CHUNK, -(-len(things) // (processes * CHUNKS)))
    chunks = iter([things[start : start + size] for start in range(0, len(things), size)])
    with pool(processes) as workers:
        ahead = deque(workers.submit(_each, work, chunk) for chunk in islice(chunks, processes * AHEAD))
        while ahead:
            made = ahead.popleft().result()
            ahead.extend(workers.submit(_each, work, chunk) for chunk in islice(chunks, 1))
            yield from made


def _each(work: Callable[[Given], Made], things: Sequence[Given]) -> list[Made]:
    return [work(thing) for thing in things]


@contextmanager
def pool(processes: int, begin: Callable[..., None] | None = None, given: tuple[Any, ...] = ()) -> Iterator[Executor]:
    """Processes that each `begin`; a lost one, and Ctrl-C, end the others. Raises `WorkersFailed`."""
    workers = ProcessPoolExecutor(processes, mp_context=context(), initializer=_deaf, initargs=(begin, given))
    try:
        yield workers
    except BrokenProcessPool as lost:
        raise WorkersFailed(messages.DRAWERS_LOST) from lost
    finally:
        workers.shutdown(cancel_futures=True)


def _deaf(begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C
    if begin:
        begin(*given)
