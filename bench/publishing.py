"""What publishing costs: one changed record of many, over SFTP of this computer, beyond the build.

`python -m bench.publishing --count 5000`. Needs OpenSSH's server and rclone. The site is built
and published, one practice is changed, then both are done again and timed.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

from bench.peers import OURS
from tests.hosts import sftp_host
from tests.publishing import tree

NASTAVNIK = [sys.executable, "-m", "nastavnik"]
TODAY = "2026-11-20"


def timed(*words: str) -> tuple[float, str]:
    """Seconds of a command, and what it said at last."""
    began = time.perf_counter()
    done = run([*NASTAVNIK, *words, "--today", TODAY], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - began, done.stdout.strip()


def change_one(content: Path, turn: int) -> None:
    """Another word in the title of a practice."""
    file = sorted((content / "practices").glob("*.md"))[7]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\ntitle: ", f"\ntitle: Снова{turn} ", 1), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.publishing", description=__doc__)
    parser.add_argument("--count", type=int, default=5000, help="practices (5000)")
    parser.add_argument("--rounds", type=int, default=3, help="changes published (3)")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="bench-") as work:
        folder, shown = Path(work) / "school", Path(work) / "shown"
        OURS.content(folder, options.count)
        OURS.settings(folder)
        shown.mkdir()
        with sftp_host(shown) as target:
            fields = {name: value for name, value in target.model_dump().items() if value}
            (folder / "publish.yml").write_text(json.dumps({"targets": [fields]}), encoding="utf-8")
            timed("build", "--root", str(folder))
            first, said = timed("publish", "--root", str(folder), "--no-read-back")
            print(f"first publication: {first:.1f} s; {said}", flush=True)
            for turn in range(options.rounds):
                print(one_changed(folder, turn), flush=True)
            held = {name for name in tree(shown / "site") if not name.startswith(".nastavnik-publish")}
            assert held == set(tree(folder / "site"))


def one_changed(folder: Path, turn: int) -> str:
    """Seconds of the build and of the publication after one practice has changed."""
    change_one(folder / "content", turn)
    build, _ = timed("build", "--root", str(folder))
    publish, said = timed("publish", "--root", str(folder), "--no-read-back")
    return f"one changed: build {build:.1f} s, publish {publish:.1f} s; {said}; load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
