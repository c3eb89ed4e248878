"""`nastavnik consent`: what to write into the form a person signs."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import click
from slugify import slugify

from nastavnik import messages
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.errors import ContentRejected
from nastavnik.office.consent_paper import consent_paper
from nastavnik.office.consenting import addresses, lines_of_record, person
from nastavnik.school.cabinet import cabinet


@click.command(cls=Command)
@click.argument("name", metavar="ИМЯ")
@click.option(
    "--format", "form", type=click.Choice(["text", "docx"]), default="text", help=messages.HELP_CONSENT_FORMAT
)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ.docx", help=messages.HELP_PROGRAMME_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@today_option
@root_option
def consent(name: str, form: str, output: Path | None, force: bool, today: dt.date | None, root: Path) -> None:
    project = Project.at(root)
    day = day_of(project, today)
    opened = cabinet(project.content)
    asked = person(opened, name)
    prepared = prepare(project, day)
    if not isinstance(prepared, Prepared):
        raise ContentRejected(prepared)
    found = addresses(opened, prepared, asked.name)
    if form == "docx":
        target = output or Path(f"{slugify(asked.name)}.docx")
        if target.exists() and not force:
            raise Refusal(messages.file_exists(str(target)))
        if {project.site, project.content} & set(target.resolve().parents):
            raise Refusal(messages.CONSENT_INSIDE)
        target.write_bytes(consent_paper(asked, found, prepared.root, day))
        click.echo(messages.written_to(str(target)))
        return
    click.echo(messages.consent_of_whom(asked.name, str(asked.original.place((*asked.keys, "name")))))
    _list(messages.CONSENT_PAGES, [messages.every_page(prepared.root)] if found.everywhere else found.pages)
    _list(messages.CONSENT_FILES, found.files)
    _list(messages.CONSENT_FIELDS, [f"{caption} ({name})" for name, caption in asked.fields()])
    _list(messages.CONSENT_RECORD, lines_of_record(asked, found, prepared.root, day))
    click.echo(messages.CONSENT_LAW)


def _list(heading: str, lines: Iterable[str]) -> None:
    said = list(lines)
    if said:
        click.echo(heading)
    for line in said:
        click.echo(f"  {line}")
