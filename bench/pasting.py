"""Seconds of `nastavnik fragments` over the demo: into a new folder, and once more over what lies there.

`python -m bench.pasting`; `--rounds 9` for a quieter middle.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT, STOPWATCH = Path(__file__).parent.parent, Path(__file__).with_name("stopwatch.py")
TARGET = 2.0
"""Seconds for the demo."""
Figures = dict[str, float]


def timed(root: Path, *words: str) -> Figures:
    """What one command over the folder cost: `wall` and `cpu` in seconds, `largest` in bytes."""
    command = [sys.executable, "-m", "nastavnik", *words, "--root", str(root), "--today", "2026-11-20"]
    done = subprocess.run([sys.executable, str(STOPWATCH), *command], check=True, capture_output=True, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def rounds(root: Path, count: int) -> dict[str, list[Figures]]:
    """So many rounds of each: new pages, the same pages again."""
    found: dict[str, list[Figures]] = {"new": [], "again": []}
    timed(root, "fragments", str(root / "warm"))
    for number in range(count):
        folder = str(root / f"paste-{number}")
        found["new"].append(timed(root, "fragments", folder))
        found["again"].append(timed(root, "fragments", folder))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pasting", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copy(ROOT / "mkdocs.yml", root)
        for name, figures in rounds(root, parser.parse_args().rounds).items():
            wall, cpu = (statistics.median(one[what] for one in figures) for what in ("wall", "cpu"))
            verdict = "met" if wall <= TARGET else "missed"
            print(f"{name}: {wall:.2f} s, {cpu:.2f} s of CPU, target {TARGET:.0f} s {verdict}")


if __name__ == "__main__":
    main()
