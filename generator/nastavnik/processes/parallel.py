"""Pure functions over many things, in several processes where that pays; answers come in the order of the things."""

import gc
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent import futures  # starting processes is imported when asked for
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from nastavnik import messages
from nastavnik.errors import WorkersFailed
from nastavnik.processes.children import end_with_parent

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

CHUNKS = 4  # of work a process: some take longer than others
LARGEST_CHUNK = 50  # things
AHEAD = 3  # chunks a process: what is made ahead waits in memory
IN_FLIGHT = 8  # chunks handed out before the first one is back


def context() -> Any:
    """Processes that begin with everything their parent knows, where the system can make such."""
    import multiprocessing  # slow to import, and a few records need no processes

    gc.freeze()  # what children share they need not look through, which would copy it
    return multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")


class InProcess(Executor):
    """Does the work at once, where it is asked for."""

    def submit(self, fn: Callable[..., Answer], /, *args: Any, **kwargs: Any) -> Future[Answer]:
        future: Future[Answer] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def spread(work: Callable[[Thing], Answer], things: Sequence[Thing], processes: int) -> Iterator[Answer]:
    """`work` of every thing, in their order. Raises `WorkersFailed`."""
    if processes < 2 or len(things) < 2:
        yield from map(work, things)
        return
    size = min(LARGEST_CHUNK, -(-len(things) // (processes * CHUNKS)))
    with pool(processes) as executor:
        chunks = chunked(things, size)
        for answers in in_order(executor, chunks, partial(_each, work), most=processes * AHEAD):
            yield from answers


def _each(work: Callable[[Thing], Answer], things: Sequence[Thing]) -> list[Answer]:
    return [work(thing) for thing in things]


def chunked(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Lists of `size`, the last one shorter."""
    source = iter(things)
    while chunk := list(islice(source, size)):
        yield chunk


def in_order(
    executor: Executor, chunks: Iterable[list[Thing]], work: Callable[[list[Thing]], Answer], *, most: int = IN_FLIGHT
) -> Iterator[Answer]:
    """`work` of every chunk, in their order; at most so many are handed out at once.

    Raises `WorkersFailed` if those who work are lost.
    """
    out: deque[Future[Answer]] = deque()
    try:
        for chunk in chunks:
            out.append(executor.submit(work, chunk))
            if len(out) >= most:
                yield out.popleft().result()
        while out:
            yield out.popleft().result()
    except Exception as error:
        if is_lost(error):
            raise WorkersFailed(messages.DRAWERS_LOST) from error
        raise
    finally:
        for future in out:
            future.cancel()


def is_lost(error: BaseException | None) -> bool:
    """Whether whoever worked went away, not the work went wrong: our own bugs stay loud. `KilledWorker` is Dask's."""
    return isinstance(error, (BrokenExecutor, CancelledError)) or type(error).__name__ == "KilledWorker"


@contextmanager
def pool(
    processes: int, begin: Callable[..., None] | None = None, arguments: tuple[Any, ...] = ()
) -> Iterator[Executor]:
    """Processes that each `begin`; a lost one, and whatever interrupts us, end the others. Raises `WorkersFailed`."""
    executor = futures.ProcessPoolExecutor(
        processes, mp_context=context(), initializer=_obedient, initargs=(begin, arguments)
    )
    try:
        with _unsignalled():
            executor.submit(int)  # they are all started by the first thing to do
        yield executor
    except BrokenExecutor as lost:
        raise WorkersFailed(messages.DRAWERS_LOST) from lost
    except KeyboardInterrupt:
        _stop_workers()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


INTERRUPTIONS = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__]


@contextmanager
def _unsignalled() -> Iterator[None]:
    """Signals wait: Python ignores what their answers raise amid a fork. Children begin with signals that wait."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTIONS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop_workers() -> None:
    """End the work in hand: who interrupts does not want to wait for it."""
    from multiprocessing import active_children

    for worker in active_children():
        worker.terminate()


def _obedient(begin: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    """What a worker does first: the parent answers Ctrl-C, ends its workers by SIGTERM, and is not outlived."""
    for number in INTERRUPTIONS:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTIONS)
    end_with_parent()
    if begin:
        begin(*arguments)
