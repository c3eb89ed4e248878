"""Work handed to an executor by chunk and taken back in order, so that results do not depend on who was faster."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from nastavnik import messages
from nastavnik.addresses import output_path
from nastavnik.bank.holdings import Shown
from nastavnik.bank.site.drawing import Drawn, Leaf, Outputs, Plan, draw_leaves, draw_practices
from nastavnik.bank.workers import lost
from nastavnik.building.outputs import Staging
from nastavnik.errors import WorkersFailed

PRACTICES, LEAVES = 100, 40  # in a chunk
IN_FLIGHT = 8  # chunks handed out before the first one is back

Given = TypeVar("Given")
Answer = TypeVar("Answer")
Put = dict[str, bool]


class Workshop:
    """One build's pages on their way to staging."""

    def __init__(self, plan: Plan, staging: Staging, executor: Executor, *, here: bool) -> None:
        self.plan, self.staging, self.executor, self.here = plan, staging, executor, here

    def practices(self, shown: Iterable[Shown]) -> Iterator[Drawn]:
        """Draw practices in the order given; their pages are staged when they come back."""
        chunks = chunked(shown, PRACTICES)
        if self.here:
            place = (self.staging.site, self.staging.folder)
            for put, drawn in in_order(self.executor, chunks, _practices_here, self.plan, *place):
                self.staging.paths |= put
                yield from drawn
        else:
            for drawn in in_order(self.executor, chunks, draw_practices, self.plan):
                self.staging.put_all((output_path(one.url), one.page) for one in drawn)
                yield from drawn

    def leaves(self, leaves: Iterable[Leaf]) -> list[tuple[str, str]]:
        """Draw other pages; returns those to be found, as (address, day or "")."""
        mapped: list[tuple[str, str]] = []

        def seen() -> Iterator[Leaf]:
            for leaf in leaves:
                if not leaf.head.noindex:
                    mapped.append((leaf.head.url, leaf.head.updated.isoformat() if leaf.head.updated else ""))
                yield leaf

        chunks = chunked(seen(), LEAVES)
        if self.here:
            place = (self.staging.site, self.staging.folder)
            for put in in_order(self.executor, chunks, _leaves_here, self.plan, *place):
                self.staging.paths |= put
        else:
            for outputs in in_order(self.executor, chunks, draw_leaves, self.plan):
                self.staging.put_all(outputs)
        return mapped


def chunked(items: Iterable[Given], size: int) -> Iterator[list[Given]]:
    """Lists of `size`, the last one shorter."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


def in_order(
    executor: Executor, chunks: Iterable[list[Given]], work: Callable[..., Answer], *about: object
) -> Iterator[Answer]:
    """`work(*about, chunk)` of every chunk, in their order, with few of them in memory at once.

    Raises `WorkersFailed` if those who work are lost.
    """
    out: deque[Future[Answer]] = deque()
    try:
        for chunk in chunks:
            out.append(executor.submit(work, *about, chunk))
            if len(out) >= IN_FLIGHT:
                yield out.popleft().result()
        while out:
            yield out.popleft().result()
    except Exception as error:
        if lost(error):
            raise WorkersFailed(messages.DRAWERS_LOST) from error
        raise
    finally:
        for future in out:
            future.cancel()


def _practices_here(plan: Plan, site: Path, folder: Path, chunk: list[Shown]) -> tuple[Put, list[Drawn]]:
    drawn = draw_practices(plan, chunk)
    put = _staged(site, folder, [(output_path(one.url), one.page) for one in drawn])
    return put, [replace(one, page=b"") for one in drawn]


def _leaves_here(plan: Plan, site: Path, folder: Path, chunk: list[Leaf]) -> Put:
    return _staged(site, folder, draw_leaves(plan, chunk))


def _staged(site: Path, folder: Path, outputs: Outputs) -> Put:
    staging = Staging(site, folder)
    staging.put_all(outputs)
    return staging.paths
