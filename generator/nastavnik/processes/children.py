"""Processes that end with whoever started them: none outlives a parent that was killed, on any system.

A killed parent can say nothing, but the system closes its end of a pipe, and a child that waits at the other end sees
that. Workers of `multiprocessing` have such a pipe (`parent_process().sentinel`); a foreign program is watched by this
very file, run as a script by a small Python of its own.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence

LOST = 1
"""The exit status of a child whose parent is gone; nobody is left to read it."""
NO_WINDOW = {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {}  # type: ignore[attr-defined]
"""How a program starts without a black window on Windows: arguments of `subprocess`."""


def end_with_parent() -> None:
    """Let this process, started by `multiprocessing`, end as soon as its parent does, however that ended."""
    from multiprocessing import parent_process  # slow to import; who calls this has it
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(LOST)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def run(command: Sequence[str], timeout: float) -> int:
    """The exit status of a program that reads and says nothing; it ends when we do.

    Raises `OSError` if it cannot be started, `subprocess.TimeoutExpired` if it takes longer than so many seconds.
    """
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(watched(command), stdin=subprocess.PIPE, **quiet, **NO_WINDOW) as watcher:  # type: ignore[call-overload]
        try:
            return int(watcher.wait(timeout))
        finally:
            watcher.stdin.close()  # the watcher ends the program if it still runs


def watched(command: Sequence[str]) -> list[str]:
    """The command that runs a program and ends it as soon as its own standard input does."""
    return [sys.executable, "-I", "-S", __file__, *command]


def _watch(command: Sequence[str]) -> int:
    """Run a program until it ends or our standard input does; its exit status."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, **NO_WINDOW) as program:

        def end() -> None:
            sys.stdin.buffer.read()
            program.kill()

        threading.Thread(target=end, daemon=True).start()
        return program.wait()


if __name__ == "__main__":
    status = _watch(sys.argv[1:])
    sys.stdout.flush()
    os._exit(status if status >= 0 else LOST)  # at once: a thread still waits for our input
