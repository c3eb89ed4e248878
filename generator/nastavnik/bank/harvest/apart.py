"""A child process for what no library can be trusted with: it has little memory and time, and dies alone.

A table with a value in its last cell asks for half a terabyte, an archive may be a bomb: whoever reads such in this
process ends all visits. Limits are held by the system where it can (`resource`) and watched from here everywhere.
"""

import math
import multiprocessing
import os
import pickle
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

import psutil  # type: ignore[import-untyped]

from nastavnik.processes.children import end_with_parent

ChildAnswer = TypeVar("ChildAnswer")
STEP = 0.05  # seconds between two looks at a child
IDLE = 150_000_000  # bytes a child has before it begins: the program itself
ON_DISK = 400_000_000  # bytes of one file
PRELOADED = ["nastavnik.bank.harvest.foreign.files"]


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child may take beyond its start: bytes of memory, seconds of the processor, seconds of the clock."""

    memory: int = 100_000_000
    processor: float = 10.0
    clock: float = 60.0


class TooHeavy(Exception):
    """A child took more than it was allowed, or a library brought it down."""


def apart(work: Callable[..., ChildAnswer], *arguments: Any, limits: ChildLimits, folder: Path) -> ChildAnswer:
    """`work` of the arguments, done in a child whose temporary files lie in `folder`; everything has to be picklable.

    `work` raises nothing: whatever ends the child before it answers is `TooHeavy`.
    """
    ours, theirs = _context().Pipe(duplex=False)
    child = _context().Process(target=_begin, args=(theirs, limits, str(folder), work, arguments))
    child.start()
    theirs.close()
    try:
        result: ChildAnswer = pickle.loads(_awaited(ours, child.pid, limits))
    finally:
        child.kill()
        child.join()
        ours.close()
    return result


def _awaited(ours: Connection, pid: int, limits: ChildLimits) -> bytes:
    """What the child sends, while it keeps within its limits."""
    looks = 0
    while not ours.poll(STEP):
        looks += 1
        if looks * STEP > limits.clock or _is_heavy(pid, limits):
            raise TooHeavy
    try:
        return ours.recv_bytes()
    except (EOFError, OSError):
        raise TooHeavy from None


def _is_heavy(pid: int, limits: ChildLimits) -> bool:
    """Whether a child has taken too much; one that has just ended has not."""
    try:
        child = psutil.Process(pid)
        spent = child.cpu_times()
        return bool(child.memory_info().rss > IDLE + limits.memory or spent.user + spent.system > limits.processor)
    except psutil.Error:
        return False


@cache
def _context() -> Any:
    """Children forked from a small process of one thread, where a system can: ours has many, and much in memory."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


# --- in the child ----------------------------------------------------------------------------------


def _begin(
    answers: Connection, limits: ChildLimits, folder: str, work: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    end_with_parent()
    tempfile.tempdir = folder
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # what a library says in English when it dies
    _hold(limits)
    answers.send_bytes(pickle.dumps(work(*arguments)))


def _hold(limits: ChildLimits) -> None:
    """Let the system hold the limits: Windows has no such, macOS none of memory."""
    try:
        resource: Any = import_module("resource")
    except ModuleNotFoundError:
        return
    held = {
        resource.RLIMIT_AS: psutil.Process().memory_info().vms + limits.memory,
        resource.RLIMIT_CPU: math.ceil(limits.processor),
        resource.RLIMIT_FSIZE: ON_DISK,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in held.items():
        try:
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
        except (ValueError, OSError):
            continue
