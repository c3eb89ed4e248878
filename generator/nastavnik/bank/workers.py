"""Who draws: this process, a pool of processes on this machine, or machines behind a Dask scheduler."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

from nastavnik import messages
from nastavnik.errors import WorkersFailed

PATIENCE = 10.0  # seconds a scheduler has to answer

Answer = TypeVar("Answer")


class InProcess(Executor):
    """Does the work at once, where it is asked for."""

    def submit(self, fn: Callable[..., Answer], /, *args: Any, **kwargs: Any) -> Future[Answer]:
        future: Future[Answer] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def workers(jobs: int, scheduler: str | None = None) -> Iterator[Executor]:
    """An executor: `scheduler` is the address of a Dask scheduler, `jobs` the processes of this machine without one.

    Raises `WorkersFailed` if the scheduler does not answer.
    """
    if scheduler:
        with _machines(scheduler) as executor:
            yield executor
    elif jobs == 1:
        yield InProcess()
    else:
        fork = "fork" in multiprocessing.get_all_start_methods()
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork" if fork else "spawn")) as pool:
            pool.submit(int).result()  # processes start now, before the store is open: they must not share its files
            yield pool


def lost(error: BaseException | None) -> bool:
    """Whether whoever worked went away, not the work went wrong: our own bugs stay loud."""
    return isinstance(error, (BrokenExecutor, CancelledError)) or type(error).__name__ == "KilledWorker"


@contextmanager
def _machines(scheduler: str) -> Iterator[Executor]:
    distributed: Any = import_module("distributed")
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersFailed(messages.no_scheduler(scheduler)) from error
    with client, client.get_executor(pure=False) as executor:
        yield executor
