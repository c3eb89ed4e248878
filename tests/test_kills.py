"""Whoever is killed, at any moment, leaves nothing that the next command cannot put right."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for orphans in /proc")


def killed(*words: str) -> tuple[dict[str, int], str]:
    """The figures of `tests/kills.py` and the faults it names."""
    command = [sys.executable, "-m", "tests.kills", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    figures, _, faults = done.stdout.partition("}\n")
    assert figures, done.stderr
    return json.loads(figures + "}"), faults.strip()


def test_sample_of_kills() -> None:
    figures, faults = killed("--count", "8", "--seed", "11", "--only", "build,mkdocs,harvest")

    assert faults == ""
    assert figures["rounds"] == 8
    assert figures["killed"] + figures["stopped"] > 2, "most come too late: nothing is tested"


@pytest.mark.audit
def test_five_hundred_kills(record_property: Callable[[str, object], None]) -> None:
    figures, faults = killed("--count", "500", "--seed", "1")

    for what, figure in figures.items():
        record_property(f"kills: {what}", figure)
    assert faults == ""
    assert figures["rounds"] == 500
    assert figures["killed"] + figures["stopped"] > 250
    assert figures["old after the kill"] and figures["new after the kill"] and figures["mixed after the kill"]
