"""Who works for a bank: this process, processes of this machine, or machines behind a Dask scheduler."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from nastavnik import messages
from nastavnik.errors import WorkersFailed
from nastavnik.processes.parallel import InProcess, pool

PATIENCE = 10.0  # seconds a scheduler has to answer


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
        with pool(jobs) as executor:
            executor.submit(int).result()  # they start before the store is open, and must not share its files
            yield executor


@contextmanager
def _machines(scheduler: str) -> Iterator[Executor]:
    distributed: Any = import_module("distributed")
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersFailed(messages.no_scheduler(scheduler)) from error
    with client, client.get_executor(pure=False) as executor:
        yield executor
