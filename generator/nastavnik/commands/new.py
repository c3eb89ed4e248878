"""`nastavnik new`: a record to fill in; `new-year`: the next school year begins."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import SchoolYearParam, root_option
from nastavnik.commands.problems import print_list
from nastavnik.commands.usage import Command, Refusal
from nastavnik.deadlines import SchoolYear
from nastavnik.errors import ContentRejected
from nastavnik.office.drafting import draft
from nastavnik.office.next_year import open_year
from nastavnik.office.undo import write
from nastavnik.records import KINDS
from nastavnik.records.vocabularies import BASE, Vocabularies
from nastavnik.school.cabinet import cabinet
from nastavnik.school.catalogue import REGION_FILE, record_files
from nastavnik.school.scanning import bad_name


@click.command(cls=Command)
@click.argument("kind", metavar="ВИД")
@click.argument("id", metavar="ИМЯ")
@root_option
def new(kind: str, id: str, root: Path) -> None:
    by_name = {word: cls for cls in KINDS.values() for word in (cls.kind, cls.caption)}
    cls = by_name.get(kind.strip("/").lower())
    if cls is None:
        raise Refusal(messages.unknown_kind(kind, list(KINDS)))
    project = Project.at(root)
    if (project.content / REGION_FILE).is_file():
        raise Refusal(messages.THIS_IS_A_BANK)
    name = id if id.endswith(cls.suffix) else f"{id}{cls.suffix}"
    target = project.content / cls.kind / Path(name).name
    problem = bad_name(cls, name.replace("/", " "))
    if problem:
        raise Refusal(problem)
    for file in record_files(project.content):
        if file.cls is cls and file.id == target.stem:
            raise Refusal(messages.already_there(file.name))
    text = draft(cls, target.stem, _words(project))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    click.echo(messages.written_to(target.relative_to(project.root).as_posix(), messages.NEW_NEXT))


def _words(project: Project) -> Vocabularies:
    try:
        return cabinet(project.content).vocabularies
    except ContentRejected:
        return BASE  # the passport is somebody else's trouble: the words we know are better than none


@click.command(cls=Command)
@click.argument("year", type=SchoolYearParam(), metavar="2027-2028")
@root_option
def new_year(year: SchoolYear, root: Path) -> None:
    project = Project.at(root)
    opened = open_year(cabinet(project.content), year)
    write(project.root, f"new-year {year.title}", {each.path: each.raw for each in (opened.plan, opened.passport)})
    click.echo(messages.year_opened(opened.plan.source.file, opened.old_id))
    click.echo(messages.current_year_set(str(opened.passport.source.place(("current_year",))), year.title))
    print_list(messages.NEW_YEAR_REST, opened.notes)
    click.echo(messages.HOW_TO_UNDO)
