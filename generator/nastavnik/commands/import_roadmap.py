"""`nastavnik import roadmap`: an office file with a plan → a record."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, root_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.importing import Imported, import_roadmap
from nastavnik.school.loading import load


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="ФАЙЛ")
@click.option("--id", "id", metavar="2026-2027", help=messages.HELP_ID)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ.yml", help=messages.HELP_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_IMPORT_FORCE)
@click.option("--documents", is_flag=True, help=messages.HELP_DOCUMENTS)
@click.option("--details", is_flag=True, help=messages.HELP_DETAILS)
@root_option
def import_roadmap_command(
    file: Path, id: str | None, output: Path | None, force: bool, documents: bool, details: bool, root: Path
) -> None:
    if documents and output == Path("-"):
        raise Refusal(messages.DOCUMENTS_BESIDE_SCREEN)
    imported = import_roadmap(file, id)
    if output == Path("-"):
        _tell(imported, whole=details)
        click.echo(imported.text, nl=False)
        return
    target = output or Project.at(root).content / "roadmap" / f"{imported.id}.yml"
    if target.exists() and not force:
        raise Refusal(messages.file_exists(_as_typed(target)))
    if target.exists():
        imported = _over(target, imported)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(imported.text, encoding="utf-8", newline="\n")
    _tell(imported, whole=details)
    click.echo(messages.written_to(_as_typed(target), messages.IMPORT_NEXT))
    if documents:
        _write_papers(imported, Project.at(root).content / "documents")
    elif imported.papers:
        click.echo(messages.papers_offered([paper.title for paper in imported.papers]))
    _tell_check(Project.at(root), target)


def _tell(imported: Imported, *, whole: bool) -> None:
    """What was taken, then what was not, to the terminal and never into a record that is shown."""
    click.echo(imported.taken, err=True)
    for note in imported.told(whole=whole):
        click.echo(messages.labelled(messages.NOTE, note), err=True)


def _over(target: Path, imported: Imported) -> Imported:
    """The new record with the marks of the one it replaces, which stays as a copy beside it."""
    old = target.read_bytes()
    copy = next(path for path in _copies(target) if not path.exists() or path.read_bytes() == old)
    copy.write_bytes(old)
    marked = imported.with_marks_of(old.decode("utf-8", errors="replace"))
    click.echo(messages.kept_copy(_as_typed(copy)), err=True)
    return marked


def _copies(target: Path) -> "list[Path]":
    """Names for a copy that no build takes for a record."""
    return [target.with_suffix(f".yml.bak{number or ''}") for number in range(1000)]


def _write_papers(imported: Imported, folder: Path) -> None:
    """The other documents of the file as records; what the school has already stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper in imported.papers:
        target = folder / f"{paper.id}.yml"
        if target.exists():
            click.echo(messages.paper_exists(_as_typed(target)), err=True)
            continue
        target.write_text(paper.record, encoding="utf-8", newline="\n")
        click.echo(messages.written_to(_as_typed(target), messages.PAPER_WRITTEN))


def _tell_check(project: Project, target: Path) -> None:
    """How many mistakes and hints `check` has for the new record, where it is a record of the school."""
    if not target.is_relative_to(project.content):
        return
    name = target.relative_to(project.root).as_posix()
    problems = [p for p in load(project.content, day_of(project, None)).problems if p.place.file.endswith(name)]
    wrong = sum(problem.severity == "error" for problem in problems)
    click.echo(messages.check_says(wrong, len(problems) - wrong))


def _as_typed(path: Path) -> str:
    """A path as short as the reader's folder allows."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
