"""`nastavnik consent`: what to write into the form a person signs."""

import datetime as dt
from pathlib import Path

import click
from slugify import slugify

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import outside, ready, root_option, today_option
from nastavnik.commands.problems import print_list
from nastavnik.commands.usage import Command
from nastavnik.office.consenting import addresses, consent_paper, lines_of_record, person
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
    opened = cabinet(project.content)
    asked = person(opened, name)
    prepared = ready(project, today)
    day = prepared.catalogue.today
    standing = addresses(opened, prepared, asked.name)
    if form == "docx":
        target = output or Path(f"{slugify(asked.name)}.docx")
        outside(target, (project.site, project.content), messages.CONSENT_INSIDE, force=force)
        target.write_bytes(consent_paper(asked, standing, prepared.root, day))
        click.echo(messages.programme_written(str(target)))
        return
    click.echo(messages.consent_of_whom(asked.name, str(asked.original.place((*asked.keys, "name")))))
    print_list(messages.CONSENT_PAGES, [messages.every_page(prepared.root)] if standing.everywhere else standing.pages)
    print_list(messages.CONSENT_FILES, standing.files)
    print_list(messages.CONSENT_FIELDS, [f"{caption} ({name})" for name, caption in asked.fields()])
    print_list(messages.CONSENT_RECORD, lines_of_record(asked, standing, prepared.root, day))
    click.echo(messages.CONSENT_LAW)
