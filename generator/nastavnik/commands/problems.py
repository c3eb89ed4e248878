"""What commands print alike: problems of the content for people, for GitHub, for programs; lists under a heading."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256

import click

from nastavnik import messages
from nastavnik.commands.usage import printable
from nastavnik.errors import ContentRejected
from nastavnik.text.source import Problem


def print_text(problems: Sequence[Problem]) -> None:
    """One line a problem; hints say that they are hints, and a terminal shows it by colours too."""
    if sys.stdout.isatty():
        _print_coloured(problems)
        return
    for problem in problems:
        click.echo(str(problem) if problem.severity == "error" else messages.hint(str(problem.place), problem.message))


def _print_coloured(problems: Sequence[Problem]) -> None:
    """Errors are red, hints yellow; words say the same where `NO_COLOR` is set (https://no-color.org)."""
    from rich.console import Console  # only a terminal needs it
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for problem in problems:
        is_error = problem.severity == "error"
        line = Text(f"{messages.labelled(problem.place, '') if is_error else messages.hint(str(problem.place), '')}")
        console.print(line.append(printable(problem.message), style="red" if is_error else "yellow"))


def print_github(problems: Sequence[Problem]) -> None:
    """Workflow commands: GitHub shows them at the line of the file."""
    for problem in problems:
        level = "error" if problem.severity == "error" else "warning"
        place = problem.place
        text = problem.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        file = place.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        click.echo(f"::{level} file={file},line={place.line},col={place.column}::{text}")


def print_gitlab(problems: Sequence[Problem]) -> None:
    """A report of Code Quality: GitLab shows its rows beside the lines of a request to merge."""
    levels = {"error": "major"}
    rows = [
        {
            "description": problem.message,
            "check_name": "nastavnik",
            "fingerprint": sha256(f"{problem.place.file}\0{problem.message}\0{times}".encode()).hexdigest(),
            "severity": levels.get(problem.severity, "minor"),
            "location": {"path": problem.place.file, "lines": {"begin": problem.place.line}},
        }
        for problem, times in _numbered(problems)
    ]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))


def _numbered(problems: Sequence[Problem]) -> Iterator[tuple[Problem, int]]:
    """Problems, each with how often the same was said of its file before: lines move, so no line tells them apart."""
    seen = Counter[tuple[str, str]]()
    for problem in problems:
        yield problem, seen[problem.place.file, problem.message]
        seen[problem.place.file, problem.message] += 1


def print_json(problems: Sequence[Problem]) -> None:
    """An object with the list of problems."""
    rows = [{**asdict(problem.place), "severity": problem.severity, "message": problem.message} for problem in problems]
    click.echo(json.dumps({"problems": rows}, ensure_ascii=False, indent=2))


def print_rejected(rejected: ContentRejected) -> None:
    """The problems that stopped a build, and after them that the site is as it was."""
    print_text([problem for problem in rejected.problems if isinstance(problem, Problem)])
    click.echo(messages.rejected(len(rejected.problems)), err=True)


def print_list(heading: str, lines: Iterable[str], most: int | None = None) -> None:
    """A heading, at most so many lines under it and how many more there are; nothing at all without lines."""
    rows = list(lines)
    if rows:
        click.echo("\n  ".join([heading, *rows[:most]]))
    if most and len(rows) > most:
        click.echo(f"  {messages.and_more(len(rows) - most)}")


PRINTERS = {"text": print_text, "github": print_github, "gitlab": print_gitlab, "json": print_json}
