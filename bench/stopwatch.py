"""Runs a command and prints what it cost as JSON; a process of its own, so that its parent's memory is not counted.

    python bench/stopwatch.py [--sum] COMMAND …

`wall` and `cpu` are seconds (`cpu` of the command and all it waited for, user and system), `largest` is the peak of
resident memory of the largest process, in bytes. With `--sum` the memory of all processes together is sampled too
(`sum`, bytes, shared pages counted once; Linux only): that costs time, so such a run's seconds are not for comparing.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

SAMPLE = 0.03  # seconds between two looks at memory
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes


def run(command: list[str], *, summed: bool) -> tuple[int, dict[str, float]]:
    """Exit status and figures."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=sys.stderr)
    peaks = [0]
    if summed:
        threading.Thread(target=_watch, args=(process.pid, peaks), daemon=True).start()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    figures = {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "largest": used.ru_maxrss * MAXRSS_UNIT}
    return os.waitstatus_to_exitcode(status), figures | ({"sum": max(peaks)} if summed else {})


def _watch(pid: int, peaks: list[int]) -> None:
    while True:
        peaks[0] = max(peaks[0], sum(map(_memory, _family(pid))))
        time.sleep(SAMPLE)


def _family(pid: int) -> list[int]:
    """A process and all below it; empty once it is gone."""
    with contextlib.suppress(OSError):
        lists = Path(f"/proc/{pid}/task").glob("*/children")
        children = [int(child) for path in lists for child in path.read_text().split()]
        return [pid, *(below for child in children for below in _family(child))]
    return []


def _memory(pid: int) -> int:
    """Bytes of a process, each shared page divided by how many share it."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    summed = sys.argv[1] == "--sum"
    code, figures = run(sys.argv[2:] if summed else sys.argv[1:], summed=summed)
    print(json.dumps(figures))
    sys.exit(code)
