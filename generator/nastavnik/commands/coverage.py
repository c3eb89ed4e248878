"""`nastavnik report coverage`: how the stages of the roadmap were covered."""

import datetime as dt
import json
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.errors import ContentRejected
from nastavnik.office.coverage import as_csv, as_data, as_text, coverage
from nastavnik.records import Roadmap


@click.command(cls=Command)
@click.option("--roadmap", "plan_id", metavar="2026-2027", help=messages.HELP_WHICH_ROADMAP)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help=messages.HELP_FORMAT)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ", help=messages.HELP_COVERAGE_OUTPUT)
@today_option
@root_option
def coverage_command(plan_id: str | None, form: str, output: Path | None, today: dt.date | None, root: Path) -> None:
    project = Project.at(root)
    prepared = prepare(project, day_of(project, today))
    if not isinstance(prepared, Prepared):
        raise ContentRejected(prepared)
    catalogue = prepared.catalogue
    plan = catalogue.get(Roadmap, plan_id) if plan_id else catalogue.current_roadmap()
    if plan is None:
        raise Refusal(messages.no_such_plan(plan_id, [entry.id for entry in catalogue.of(Roadmap)]))
    found = coverage(catalogue, plan, prepared.root)
    if form == "csv":
        text = as_csv(found)
    elif form == "json":
        text = json.dumps(as_data(found), ensure_ascii=False, indent=2) + "\n"
    else:
        text = "\n".join(as_text(found)) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_bytes(text.encode("utf-8-sig" if form == "csv" else "utf-8"))
    click.echo(messages.written_to(str(output)))
