"""`nastavnik report`: how the stages of the roadmap were covered; true figures of a period, in a form or as a list."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import outside, ready, root_option, site_option, today_option
from nastavnik.commands.outputs import form_of, warn_if_git_sees, write_output
from nastavnik.commands.usage import Command, Refusal
from nastavnik.office import layout as layouts
from nastavnik.office.coverage import FORMS, coverage
from nastavnik.office.monitoring import Numbers, as_csv, as_json, captions, numbers
from nastavnik.office.undo import put
from nastavnik.records import Monitoring, Roadmap
from nastavnik.school.cabinet import cabinet
from nastavnik.school.catalogue import Catalogue, Entry


@click.command(cls=Command)
@click.option("--roadmap", "plan_id", metavar="2026-2027", help=messages.HELP_WHICH_ROADMAP)
@click.option("--format", "form", type=click.Choice(list(FORMS)), help=messages.HELP_FORMAT)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ", help=messages.HELP_COVERAGE_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@today_option
@root_option
def coverage_command(
    plan_id: str | None, form: str | None, output: Path | None, force: bool, today: dt.date | None, root: Path
) -> None:
    project, form = Project.at(root), form_of(form, output, list(FORMS))
    if output:
        outside(output, (project.site, project.staging), messages.INSIDE_SITE, force=force)
    prepared = ready(project, today)
    catalogue = prepared.catalogue
    plan = catalogue.get(Roadmap, plan_id) if plan_id else catalogue.current_roadmap()
    if plan is None:
        raise Refusal(messages.no_such_plan(plan_id, [entry.id for entry in catalogue.of(Roadmap)]))
    text = FORMS[form](coverage(catalogue, plan, prepared.root))
    if output is None:
        click.echo(text, nl=False)
        return
    write_output(project, "report coverage", output, text.encode("utf-8-sig" if form == "csv" else "utf-8"))


MONITORING_FORMS = ("xlsx", "csv", "json")


@click.command(cls=Command)
@click.option("--period", metavar="ИМЯ", help=messages.HELP_PERIOD)
@click.option("--layout", type=click.Path(path_type=Path), metavar="ФАЙЛ.xlsx", help=messages.HELP_LAYOUT)
@click.option("--new-layout", type=click.Path(path_type=Path), metavar="ФАЙЛ.xlsx", help=messages.HELP_NEW_LAYOUT)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ", help=messages.HELP_TABLE_OUTPUT)
@click.option("--format", "form", type=click.Choice(MONITORING_FORMS), help=messages.HELP_REPORT_FORMAT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@site_option
@root_option
@today_option
def monitoring(
    period: str | None,
    layout: Path | None,
    new_layout: Path | None,
    output: Path | None,
    form: str | None,
    force: bool,
    site: Path | None,
    root: Path,
    today: dt.date | None,
) -> None:
    form = form_of(form, output, MONITORING_FORMS)
    for workbook in filter(None, (layout, new_layout)):
        form_of(None, workbook, ["xlsx"])
    _agree(layout, new_layout, output, form)
    project = Project.at(root, site)
    target = new_layout or output
    if target:  # true figures never lie where the site is made from or published from
        outside(target, (project.site, project.staging, project.content), messages.TRUE_FIGURES_INSIDE, force=force)
    catalogue, originals = ready(project, today).catalogue, cabinet(project.content)
    figures = numbers(catalogue, _period(catalogue, period), originals)
    names = captions(figures, originals.vocabularies)
    if target is None:
        click.echo(_report(form, figures, names).decode("utf-8-sig"), nl=False)
    elif new_layout:
        _write(project, target, layouts.new_layout(figures, names), messages.layout_written(str(target)))
    elif layout:
        filled = layouts.fill(layout, figures)
        if filled.slips:
            click.echo(messages.layout_slips(list(filled.slips)), err=True)
        _write(project, target, filled.data, messages.report_written(str(target), filled.cells))
    else:
        data = _report(form, figures, names)
        _write(project, target, data, messages.report_written(str(target), len(figures)))


def _agree(layout: Path | None, new_layout: Path | None, output: Path | None, form: str) -> None:
    """Options that do not go together."""
    if new_layout and (layout or output):
        raise click.UsageError(messages.LAYOUT_ONE_WAY)
    if layout and form != "xlsx":
        raise click.UsageError(messages.LAYOUT_OR_CSV)
    if layout and output and layout.resolve() == output.resolve():
        raise click.UsageError(messages.LAYOUT_OVER_ITSELF)
    if not output and not new_layout and (layout or form == "xlsx"):
        raise click.UsageError(messages.WHERE_TO)


def _report(form: str, figures: Numbers, names: Mapping[str, str]) -> bytes:
    if form == "xlsx":
        return layouts.as_xlsx(figures, names)
    return as_csv(figures) if form == "csv" else as_json(figures, names)


def _write(project: Project, target: Path, data: bytes, sentence: str) -> None:
    try:
        replaced = put(project.root, "report monitoring", target, data)
    except OSError as error:
        raise Refusal(messages.labelled(target, messages.NOT_WRITABLE)) from error
    click.echo("\n".join([sentence, *([messages.HOW_TO_UNDO] if replaced else [])]))
    warn_if_git_sees(target)


def _period(catalogue: Catalogue, id: str | None) -> Entry[Monitoring]:
    entries = catalogue.of(Monitoring)
    if not entries:
        raise Refusal(messages.NO_PERIODS)
    entry = catalogue.get(Monitoring, id) if id else entries[0]
    if entry is None:
        raise Refusal(messages.no_such_period(str(id), [period.id for period in entries]))
    return entry
