"""Ours, in the ways a school builds: anew, with its memory kept, with search, after one record changed."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from bench import records
from bench.entrant import CONFIG, Entrant, installed, remove

BUILD = (sys.executable, "-m", "nastavnik", "build", "--today", records.TODAY.isoformat())
STATE = ".nastavnik"
"""Where ours keeps what it remembers between builds."""
NO_SEARCH = "--no-search"
LEFTOVERS = (".site.staging", STATE)
ADDED = r"^problem: (Добавлено предложение номер \d+\. )?"
CHANGED = f"content/practices/{records.name('practices', 0)}.md"


@cache
def offers(option: str) -> bool:
    """Whether this version of `nastavnik build` has an option."""
    command = [sys.executable, "-m", "nastavnik", "build", "--help"]
    return option in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def build(*, search: bool) -> tuple[str, ...]:
    """The command with search, or without it where the version knows the difference."""
    return BUILD if search or not offers(NO_SEARCH) else (*BUILD, NO_SEARCH)


def versions(*, search: bool) -> dict[str, str]:
    """Nothing for a scenario with search while there is none."""
    if search and not offers(NO_SEARCH):
        return {}
    return installed("nastavnik", "mkdocs", "mkdocs-material") | (installed("pagefind") if search else {})


def content(folder: Path, count: int) -> None:
    (folder / "content").mkdir(parents=True)
    records.write(folder / "content", count)


def settings(folder: Path) -> None:
    lines = CONFIG.read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "mkdocs.yml").write_text("".join(line for line in lines if "custom_dir" not in line), encoding="utf-8")


def remove_site(folder: Path, _: int) -> None:
    """What a CI finds that keeps `.nastavnik/` between runs and the site elsewhere."""
    remove(folder / "site")


def change_one(folder: Path, number: int) -> None:
    """A sentence more near the top of one practice, where the search reads every page, another one each time."""
    file = folder / CHANGED
    text = file.read_text(encoding="utf-8")
    sentence = f"problem: Добавлено предложение номер {number}. "
    file.write_text(re.sub(ADDED, sentence, text, count=1, flags=re.MULTILINE), encoding="utf-8", newline="\n")


def _scenario(name: str, caption: str, *, search: bool = False, **more: object) -> Entrant:
    return Entrant(
        name=name,
        peer="ours",
        caption=f"nastavnik, {caption}",
        content=content,
        settings=settings,
        command=build(search=search),
        versions=lambda: versions(search=search),
        install=f"a version whose build has {NO_SEARCH}" if search else "pip install -e .",
        leftovers=LEFTOVERS,
        differs="checks, lists, facets, months, statuses, feeds",
        **more,  # type: ignore[arg-type]
    )


SCENARIOS = (
    _scenario("ours", "cold"),
    _scenario("ours-kept", "site gone, memory kept", before=remove_site),
    _scenario("ours-search", "cold, search", search=True),
    _scenario("ours-changed", "one record changed", before=change_one),
    _scenario("ours-changed-search", "one changed, search", search=True, before=change_one),
)
