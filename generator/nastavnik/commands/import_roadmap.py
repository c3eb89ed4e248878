"""`nastavnik import roadmap`: an office file with a plan → a record."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, root_option
from nastavnik.commands.outputs import form_of
from nastavnik.commands.problems import print_list
from nastavnik.commands.usage import Command, Refusal
from nastavnik.deadlines import SchoolYear
from nastavnik.importing import Imported, import_roadmap
from nastavnik.office.merging import lay_over
from nastavnik.office.stage_references import stage_references
from nastavnik.office.undo import write
from nastavnik.school.loading import load
from nastavnik.text.editing import open_written
from nastavnik.text.source import Unreadable


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
    imported = _imported(file, id)
    if output == Path("-"):
        _tell(imported, whole=details)
        click.echo(imported.text, nl=False)
        return
    form_of(None, output, ["yml"])
    project = Project.at(root)
    target = (output or project.content / "roadmap" / f"{imported.id}.yml").resolve()
    _tell(imported, whole=details)
    files = _over(project, target, imported, force=force) if target.exists() else {target: imported.text.encode()}
    if files:
        write(project.root, "import roadmap", files)
        click.echo(messages.written_to(_as_typed(target), messages.IMPORT_NEXT))
        click.echo(messages.HOW_TO_UNDO)
    if documents:
        _write_papers(imported, project.content / "documents")
    elif imported.papers:
        click.echo(messages.papers_offered([paper.title for paper in imported.papers]))
    _tell_check(project, target)


def _imported(file: Path, id: str | None) -> Imported:
    """The plan of a file; a school year that was typed as its name is its year, if the document tells no other."""
    imported = import_roadmap(file, id)
    is_year = id is not None and not imported.tells_years and not imported.naming and SchoolYear.parse(id) is not None
    return imported.of_year(imported.id) if is_year else imported


def _tell(imported: Imported, *, whole: bool) -> None:
    """What was taken, then what was not, to the terminal and never into a record that is shown."""
    click.echo(imported.taken, err=True)
    for note in imported.remarks(whole=whole):
        click.echo(messages.labelled(messages.NOTE, note), err=True)


def _over(project: Project, target: Path, imported: Imported, *, force: bool) -> dict[Path, bytes]:
    """Files that change when the document is laid over the record; the differences are told.

    Raises `Refusal` without `force`: nothing is written before somebody has seen them.
    """
    try:
        written = open_written(target, _as_typed(target))
    except Unreadable as unreadable:
        if not force:
            raise Refusal(messages.output_exists(_as_typed(target))) from unreadable
        click.echo(messages.labelled(unreadable.problem.place, messages.OLD_RECORD_UNREADABLE), err=True)
        return {target: imported.text.encode()}
    overlaid = lay_over(written, imported.record)
    if overlaid.data == written.raw:
        click.echo(messages.NOTHING_DIFFERS)
        return {}
    is_of_the_school = target.parent == project.content / "roadmap"
    references = stage_references(project.content, target.stem, overlaid.renumbered if is_of_the_school else {})
    heading = messages.DIFFERENCES_DONE if force else messages.DIFFERENCES
    print_list(heading, [*overlaid.differences, *(line for change in references for line in change.lines)])
    if not force:
        raise Refusal(messages.exists_and_differs(_as_typed(target)))
    return {target: overlaid.data} | {change.path: change.data for change in references}


def _write_papers(imported: Imported, folder: Path) -> None:
    """The other documents of the file as records; what the school has already stays as it is."""
    files: dict[Path, bytes] = {}
    for paper in imported.papers:
        target = folder / f"{paper.id}.yml"
        if target.exists() or target in files:
            click.echo(messages.paper_exists(_as_typed(target)), err=True)
            continue
        files[target] = paper.record.encode()
        click.echo(messages.written_to(_as_typed(target), messages.PAPER_WRITTEN))
    write(folder.parent.parent, "import roadmap --documents", files)


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
