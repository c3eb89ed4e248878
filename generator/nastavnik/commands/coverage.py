"""`nastavnik report coverage`: how the stages of the roadmap were covered."""

import datetime as dt
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import ready, root_option, today_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.office.coverage import FORMS, coverage
from nastavnik.records import Roadmap


@click.command(cls=Command)
@click.option("--roadmap", "plan_id", metavar="2026-2027", help=messages.HELP_WHICH_ROADMAP)
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", help=messages.HELP_FORMAT)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ", help=messages.HELP_COVERAGE_OUTPUT)
@today_option
@root_option
def coverage_command(plan_id: str | None, form: str, output: Path | None, today: dt.date | None, root: Path) -> None:
    prepared = ready(Project.at(root), today)
    catalogue = prepared.catalogue
    plan = catalogue.get(Roadmap, plan_id) if plan_id else catalogue.current_roadmap()
    if plan is None:
        raise Refusal(messages.no_such_plan(plan_id, [entry.id for entry in catalogue.of(Roadmap)]))
    text = FORMS[form](coverage(catalogue, plan, prepared.root))
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_bytes(text.encode("utf-8-sig" if form == "csv" else "utf-8"))
    click.echo(messages.coverage_written(str(output)))
