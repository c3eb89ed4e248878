"""Results of a harvest on their way into the store: several a transaction, for each one costs as much as a source."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from nastavnik.bank.store import Store
from nastavnik.bank.store.model import Harvested, StoredChanges
from nastavnik.errors import StoreFailed

SIZE = 20  # sources a transaction; a harvest that is killed asks so many again


class Batches:
    """A context manager; what is left is written at its end, also when the harvest is interrupted."""

    def __init__(self, store: Store, done: Callable[[Harvested, StoredChanges], object]) -> None:
        """`done` is told of each source what the store made of it."""
        self._store, self._done = store, done
        self._waiting: list[Harvested] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, StoreFailed):
            self._write()

    def put(self, harvested: Harvested) -> None:
        """Take one result. Raises `StoreFailed`."""
        self._waiting.append(harvested)
        if len(self._waiting) == SIZE:
            self._write()

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            for harvested, put in zip(waiting, self._store.put_all(waiting), strict=True):
                self._done(harvested, put)
