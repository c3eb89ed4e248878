"""The versions we have tested, with the hashes of their files for every system.

`renew` makes the lists anew with the newest versions and says what changed. `lowest` and `newest` run the quick tests
with the oldest versions that `pyproject.toml` promises and with the newest there are. Lists name no index: each is
fetched from wherever pip is told to look.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
ROOT = HERE.parent
LISTS = {
    "dev": ("dev", "build", "import", "mkdocs", "publish", "region", "bench"),
    "region": ("build", "import", "region"),
    "school": ("build", "import"),
    "mkdocs": ("build", "mkdocs"),
    "publish": ("publish",),
    "section": (),
}
"""Name of a list → extras of `pyproject.toml` it holds. The first one decides versions for the others."""
SLOW = ("browser", "bench", "incremental", "interrupting")
QUICK = ("-m", "not audit", *(f"--ignore-glob=*{name}*" for name in SLOW))
_PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python requirements/versions.py", description=__doc__)
    parser.add_argument("job", choices=["renew", "lowest", "newest"])
    job = parser.parse_args().job
    sys.exit(renew() if job == "renew" else try_out(job))


def renew() -> int:
    """Make every list anew; print a line a changed package."""
    before = pins("dev")
    for name, extras in LISTS.items():
        compile_list(list_of(name), extras, () if name == "dev" else ("--constraint", str(list_of("dev"))))
    print("\n".join(changes(before, pins("dev"))) or "every version is the newest already")
    return 0


def try_out(job: str) -> int:
    """The quick tests with other versions, in an environment of their own; their exit status."""
    with TemporaryDirectory() as folder:
        versions, environment = Path(folder) / "versions.txt", Path(folder) / "venv"
        compile_list(versions, LISTS["dev"], ("--resolution", "lowest-direct") if job == "lowest" else ())
        uv("venv", "--quiet", "--python", sys.executable, str(environment))
        python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        uv("pip", "install", "--quiet", "--python", str(python), "--require-hashes", "--requirement", str(versions))
        uv("pip", "install", "--quiet", "--python", str(python), "--no-deps", "--editable", str(ROOT))
        tests = [str(python), "-m", "pytest", "--numprocesses", "auto", "--dist", "loadgroup", *QUICK]
        return subprocess.run(tests, cwd=ROOT, check=False).returncode


def compile_list(target: Path, extras: Sequence[str], options: Sequence[str]) -> None:
    """Write the newest versions that fit together on every system, without anything about this machine."""
    wanted = [word for extra in extras for word in ("--extra", extra)]
    every_system = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate")
    output = ("--quiet", "--upgrade", "--output-file", str(target))
    uv("pip", "compile", "pyproject.toml", *wanted, *every_system, *output, *options)


def uv(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "uv", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def list_of(name: str) -> Path:
    return HERE / f"{name}.lock"


def pins(name: str) -> dict[str, str]:
    """Package → version in a list; none of a list that is not there yet."""
    path = list_of(name)
    return dict(_PIN.findall(path.read_text(encoding="utf-8"))) if path.exists() else {}


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """A line a package that came, went or has another version."""
    names = sorted(before.keys() | after.keys())
    return [
        f"{name}: {before.get(name, 'new')} → {after.get(name, 'gone')}"
        for name in names
        if before.get(name) != after.get(name)
    ]


if __name__ == "__main__":
    main()
