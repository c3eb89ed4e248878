"""`nastavnik new`: a record to fill in, with everything its kind can say."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import root_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.errors import ContentRejected
from nastavnik.office.drafting import draft
from nastavnik.records import KINDS
from nastavnik.records.vocabularies import BASE, Vocabularies
from nastavnik.school.cabinet import cabinet
from nastavnik.school.catalogue import record_files
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
    name = id if id.endswith(cls.suffix) else f"{id}{cls.suffix}"
    target = project.content / cls.kind / Path(name).name
    problem = bad_name(cls, name.replace("/", " "))
    if problem:
        raise Refusal(problem)
    there = [file.path for file in record_files(project.content) if file.cls is cls and file.id == target.stem]
    for path in there:
        raise Refusal(messages.already_there(path.relative_to(project.root).as_posix()))
    text = draft(cls, target.stem, _words(project))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    click.echo(messages.written_to(target.relative_to(project.root).as_posix(), messages.NEW_NEXT))


def _words(project: Project) -> Vocabularies:
    try:
        return cabinet(project.content).vocabularies
    except ContentRejected:
        return BASE  # the passport is somebody else's trouble: the words we know are better than none
