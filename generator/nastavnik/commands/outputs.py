"""Files that commands write where they are told to: in the form their name promises, never over another in silence."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project, private_folder
from nastavnik.commands.usage import Refusal
from nastavnik.office.undo import put

PAPERS = "papers"
"""The folder of a project for papers with names: Git does not see it, the site is not made from it."""
SUFFIX_OF = {"text": "txt"}


def form_of(form: str | None, output: Path | None, forms: Sequence[str]) -> str:
    """The form to write: the one asked for, else the one the file is named for, else, without a file, the first.

    Raises `Refusal` for a name that promises another form, or one we do not write.
    """
    if output is None:
        return form or forms[0]
    suffixes = {SUFFIX_OF.get(name, name): name for name in forms}
    named = output.suffix.lower().lstrip(".")
    if not named and form:
        return form
    if named not in suffixes:
        raise Refusal(messages.unknown_form(str(output), list(suffixes)))
    if form and suffixes[named] != form:
        raise Refusal(messages.two_forms(form, str(output), SUFFIX_OF.get(form, form)))
    return suffixes[named]


def in_papers(project: Project, name: str) -> Path:
    """The place of a paper nobody named a place for."""
    return private_folder(project.root / PAPERS) / name


def write_output(project: Project, command: str, target: Path, data: bytes, sentence: str = "") -> None:
    """Write the file and say so; `sentence` stands after its name."""
    replaced = put(project.root, command, target, data)
    tell_written(target, sentence, replaced=replaced)


def tell_written(target: Path, sentence: str = "", *, replaced: bool) -> None:
    click.echo(messages.written_to(str(target), sentence))
    if replaced:
        click.echo(messages.HOW_TO_UNDO)


def warn_if_git_sees(target: Path) -> None:
    """A paper with names that lies where the next commit would take it along."""
    if _git_sees(target.resolve()):
        click.echo(messages.git_would_see(str(target), f"{PAPERS}/{target.name}"), err=True)


def _git_sees(target: Path) -> bool:
    """Whether the file lies in a repository that does not ignore it; no without Git."""
    command = ["git", "-C", str(target.parent), "check-ignore", "--quiet", "--", target.name]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 1
    except OSError:
        return False
