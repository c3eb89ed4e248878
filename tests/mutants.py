"""Could our tests fail? `python -m tests.mutants` changes code that holds promises, one thing at a time, and runs them.

mutmut makes the mutants and runs for each those tests of its subject that reach its function. `--sample 40` tries
about 40 of a subject, the same ones each time; without it all are tried, which takes hours. Prints a line a module
and every survivor.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
BESIDE = ("bench", "content", "docs", "examples", "requirements", "tests", "theme")
"""Folders that tests read beside the package."""


@dataclass(frozen=True)
class Subject:
    """Modules where a wrong line would do harm, and tests that look at them: quick ones, for they run once a mutant."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


SUBJECTS = {
    "source": Subject(("text/source.py", "text/encodings.py"), ("problems", "yaml_lists", "any_text", "green_check")),
    "editing": Subject(("text/editing.py",), ("editing", "new_year", "obeying")),
    "records": Subject(
        ("records/fields.py", "records/reading.py"), ("values", "problems", "catalogue", "details", "editor_schema")
    ),
    "consent": Subject(("records/people.py", "records/publishing.py"), ("consent", "catalogue", "scanning")),
    "deadlines": Subject(("deadlines/*.py",), ("deadlines", "promises", "due")),
    "outputs": Subject(("building/outputs.py", "building/site_mark.py"), ("outputs", "switching")),
    "switching": Subject(("building/switching.py", "building/durable.py"), ("outputs", "switching")),
    "counts": Subject(("views/counts.py",), ("counts",)),
    "guard": Subject(
        ("school/guard/personal_data.py", "school/guard/personal_signs.py", "text/learners.py"),
        ("guard", "learners", "pdf_access", "surnames"),
    ),
}
"""The source, records, consent, deadlines, outputs, counts and the guard."""

SLOW = ("any_", "browser", "no_date_beside_an_unknown_word", "every_other_byte", "mkdocs", "spoiled")
"""Words in the names of tests that take too long to be run once a mutant."""

READABLE = "disable_test_id_escaping_and_forfeit_all_rights_to_community_support"
"""An option of pytest: a second collection in one process would escape Russian names twice and find no test by them."""

OUTCOMES = ("killed", "timeout", "survived", "no tests")

_RESULT = re.compile(r"^\s*nastavnik\.([\w.]+)\.(x\S+): (.+)$", re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--subject", nargs="+", choices=SUBJECTS, default=[*SUBJECTS], help="what to try")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="about N mutants of a subject")
    parser.add_argument("--only", nargs="*", default=[], metavar="MUTANT", help="these, as they are printed")
    arguments = parser.parse_args()
    for name in arguments.subject:
        with TemporaryDirectory() as folder:
            lay_out(Path(folder), SUBJECTS[name])
            mutmut(Path(folder), "run", "nothing")  # makes the mutants and notes which tests reach what
            mutants = [f"nastavnik.{module}.{mutant}" for module, mutant, _ in results(Path(folder))]
            step = max(1, len(mutants) // arguments.sample) if arguments.sample else 1
            chosen = arguments.only or mutants[::step]
            mutmut(Path(folder), "run", "--max-children", "1", *chosen)
            report(Path(folder), set(chosen), len(mutants))


def lay_out(folder: Path, subject: Subject) -> None:
    """A copy of the project as mutmut wants it: the package under `src`."""
    shutil.copytree(ROOT / "generator", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in BESIDE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (*ROOT.glob("*.md"), ROOT / "mkdocs.yml", ROOT / "Makefile"):
        shutil.copy(file, folder)
    beside = (*(name for name in BESIDE if name != "tests"), "mkdocs.yml", *(file.name for file in ROOT.glob("*.md")))
    lists = {
        "source_paths": ["src"],
        "only_mutate": [f"src/nastavnik/{module}" for module in subject.modules],
        "also_copy": beside,
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-k", " and ".join(f"not {word}" for word in SLOW)],
        "pytest_add_cli_args_test_selection": [f"tests/test_{name}.py" for name in subject.tests],
    }
    lines = (line for name, values in lists.items() for line in (f"{name} =", *(f"    {value}" for value in values)))
    single = ("process_isolation = forkserver", "timeout_constant = 3")
    sections = ("[mutmut]", *single, *lines, "[tool:pytest]", f"{READABLE} = true", "")
    (folder / "setup.cfg").write_text("\n".join(sections), encoding="utf-8")


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


def report(folder: Path, chosen: set[str], whole: int) -> None:
    """A line a module, then what survived, as mutmut shows it. A mutant that ran out of time is named: does it loop?"""
    tried = [row for row in results(folder) if f"nastavnik.{row[0]}.{row[1]}" in chosen]
    print(f"tried {len(tried)} of {whole}: killed {sum(end == 'killed' for *_, end in tried) / max(1, len(tried)):.1%}")
    for module in sorted({module for module, *_ in tried}):
        ends = Counter(end for name, _, end in tried if name == module)
        print(f"{module}:", ", ".join(f"{end} {number}" for end, number in sorted(ends.items())))
    for module, name, end in tried:
        if end != "killed":
            print(f"# {end}", mutmut(folder, "show", f"nastavnik.{module}.{name}"), sep="\n", flush=True)


if __name__ == "__main__":
    main()
