"""A pure function over many things, in several processes where that pays."""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from generator import messages
from generator.errors import WorkersFailed

Given = TypeVar("Given")
Made = TypeVar("Made")

CHUNKS = 4  # of work a process: some take longer than others


def context() -> Any:
    """Processes that begin with everything their parent knows, where the system can make such."""
    gc.freeze()  # what children share they need not look through, which would copy it
    return multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")


def spread(work: Callable[[Given], Made], things: Sequence[Given], processes: int) -> Iterator[Made]:
    """`work` of every thing, in their order."""
    if processes < 2 or len(things) < 2:
        yield from map(work, things)
        return
    size = -(-len(things) // (processes * CHUNKS))
    with pool(processes) as workers:
        yield from workers.map(work, things, chunksize=size)


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
