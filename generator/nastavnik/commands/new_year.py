"""`nastavnik new-year`: the next school year begins."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import SchoolYearParam, root_option
from nastavnik.commands.usage import Command
from nastavnik.deadlines import SchoolYear
from nastavnik.office.next_year import open_year
from nastavnik.school.cabinet import cabinet
from nastavnik.text.editing import save


@click.command(cls=Command)
@click.argument("year", type=SchoolYearParam(), metavar="2027-2028")
@root_option
def new_year(year: SchoolYear, root: Path) -> None:
    opened = open_year(cabinet(Project.at(root).content), year)
    save(opened.plan.path, opened.plan.raw)
    save(opened.passport.path, opened.passport.raw)
    click.echo(messages.year_opened(opened.plan.source.file, opened.old_id))
    click.echo(messages.current_year_set(str(opened.passport.source.place(("current_year",))), year.title))
    if opened.notes:
        click.echo(messages.NEW_YEAR_REST)
    for note in opened.notes:
        click.echo(f"  {note}")
