"""A pure function over many things, in several processes where that pays."""

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

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
    with ProcessPoolExecutor(processes, mp_context=context()) as pool:
        yield from pool.map(work, things, chunksize=size)
