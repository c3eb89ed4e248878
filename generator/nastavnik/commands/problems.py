"""What commands print alike: problems of the content for people, for GitHub, for programs; lists under a heading."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click

from nastavnik import messages
from nastavnik.errors import ContentRejected
from nastavnik.text.source import Problem


def print_text(problems: Sequence[Problem]) -> None:
    """One line a problem; hints say that they are hints, and a terminal shows it by colours too."""
    line = _coloured if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else _plain
    for problem in problems:
        click.echo(line(problem))


def _plain(problem: Problem) -> str:
    return str(problem) if problem.severity == "error" else messages.hint(str(problem.place), problem.message)


def _coloured(problem: Problem) -> str:
    """Errors are red, hints yellow: words say the same to who sees no colours (https://no-color.org)."""
    place = click.style(str(problem.place), bold=True)
    if problem.severity == "error":
        return messages.labelled(place, click.style(problem.message, fg="red"))
    return messages.hint(place, click.style(problem.message, fg="yellow"))


def print_github(problems: Sequence[Problem]) -> None:
    """Workflow commands: GitHub shows them at the line of the file."""
    for problem in problems:
        level = "error" if problem.severity == "error" else "warning"
        place = problem.place
        text = problem.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        file = place.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        click.echo(f"::{level} file={file},line={place.line},col={place.column}::{text}")


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


PRINTERS = {"text": print_text, "github": print_github, "json": print_json}
