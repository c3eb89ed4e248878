"""Could our tests fail? `python -m tests.mutants` changes code that holds promises, one thing at a time, and runs them.

mutmut makes the mutants and runs for each the tests that reach its function. `--every 12` takes one of twelve, the same
ones each time; without it all are tried, which takes hours. Prints a line a module and every survivor.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
BESIDE = ("bench", "content", "docs", "examples", "requirements", "tests", "theme")
"""Folders that tests read beside the package."""

SUBJECTS = (
    "text/source.py",
    "text/editing.py",
    "records/fields.py",
    "records/people.py",
    "records/publishing.py",
    "records/reading.py",
    "deadlines/*.py",
    "building/outputs.py",
    "views/counts.py",
    "school/guard/personal_data.py",
    "school/guard/personal_signs.py",
)
"""The source, records, consent, deadlines, outputs, counts and the guard: where a wrong line would do harm."""

TESTS = (
    "acts",
    "catalogue",
    "consent_command",
    "contacts",
    "counts",
    "deadlines",
    "documents",
    "due",
    "editing",
    "guard",
    "monitoring",
    "new_year",
    "outputs",
    "problems",
    "promises",
    "record_store",
    "running_text",
    "scanning",
    "surnames",
    "withdraw",
    "yaml_lists",
)

_RESULT = re.compile(r"^\s*nastavnik\.([\w.]+)\.(x\S+): (.+)$", re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one mutant of N")
    parser.add_argument("--module", default="", help="only modules whose name holds this")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        lay_out(Path(folder))
        mutmut(Path(folder), "run", "nothing")  # makes the mutants and notes which tests reach what
        mutants = [f"nastavnik.{module}.{name}" for module, name, _ in results(Path(folder))]
        chosen = [mutant for mutant in mutants if arguments.module in mutant][:: arguments.every]
        mutmut(Path(folder), "run", *chosen)
        report(Path(folder), set(chosen))


def lay_out(folder: Path) -> None:
    """A copy of the project as mutmut wants it: the package under `src`."""
    shutil.copytree(ROOT / "generator", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in BESIDE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (*ROOT.glob("*.md"), ROOT / "mkdocs.yml", ROOT / "Makefile"):
        shutil.copy(file, folder)
    beside = (*(name for name in BESIDE if name != "tests"), "mkdocs.yml", *(file.name for file in ROOT.glob("*.md")))
    lists = {
        "source_paths": ["src"],
        "only_mutate": [f"src/nastavnik/{subject}" for subject in SUBJECTS],
        "also_copy": beside,
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-k", "not any_"],  # a property test runs too long for each
        "process_isolation": ["forkserver"],
        "pytest_add_cli_args_test_selection": [f"tests/test_{name}.py" for name in TESTS],
    }
    lines = (line for name, values in lists.items() for line in (f"{name} =", *(f"    {value}" for value in values)))
    (folder / "setup.cfg").write_text("\n".join(("[mutmut]", *lines, "")), encoding="utf-8")


def mutmut(folder: Path, *arguments: str) -> str:
    """What mutmut prints; it ends with an error if a mutant survives, which is no error of ours."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(folder / "src"), os.environ.get("PYTHONPATH", "")))}
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=False, encoding="utf-8"
    ).stdout


def results(folder: Path) -> list[tuple[str, str, str]]:
    """(module, mutant, what became of it), sorted."""
    return sorted(_RESULT.findall(mutmut(folder, "results", "--all", "true")))


def report(folder: Path, chosen: set[str]) -> None:
    """A line a module: how many of its mutants the tests killed; then what survived, as mutmut shows it."""
    tried = [row for row in results(folder) if f"nastavnik.{row[0]}.{row[1]}" in chosen]
    total, alive = Counter(module for module, *_ in tried), Counter(m for m, _, end in tried if end == "survived")
    unreached = Counter(module for module, _, end in tried if end == "no tests")
    for module in sorted(total):
        missed = alive[module] + unreached[module]
        print(f"{module}: killed {total[module] - missed} of {total[module]}, reached by no test {unreached[module]}")
    missed = alive.total() + unreached.total()
    print(f"killed {total.total() - missed} of {total.total()}: {1 - missed / max(1, total.total()):.1%}")
    for module, name, end in tried:
        if end == "survived":
            print(mutmut(folder, "show", f"nastavnik.{module}.{name}"))


if __name__ == "__main__":
    main()
