"""`nastavnik report monitoring`: true figures of a period, in a municipality's own form or as a list."""

import datetime as dt
from pathlib import Path

import click

from generator import messages
from generator.catalogue import Catalogue, Entry
from generator.commands.options import Refusal, day_of, root_option, site_option, today_option
from generator.errors import ContentRejected
from generator.office.kept import cabinet
from generator.office.monitoring import Filled, as_csv, as_xlsx, fill, numbers
from generator.project import Project
from generator.records import Monitoring
from generator.site import prepare
from generator.usage import Group


@click.group("report", cls=Group, help=messages.HELP_REPORT)
def report() -> None:
    pass


@report.command("monitoring", help=messages.HELP_REPORT_MONITORING)
@click.option("--period", metavar="ИМЯ", help=messages.HELP_PERIOD)
@click.option("--layout", type=click.Path(path_type=Path), metavar="ФАЙЛ.xlsx", help=messages.HELP_LAYOUT)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ", help=messages.HELP_REPORT_OUTPUT)
@click.option("--format", "form", type=click.Choice(["xlsx", "csv"]), default="xlsx", help=messages.HELP_REPORT_FORMAT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@site_option
@root_option
@today_option
def monitoring(
    period: str | None,
    layout: Path | None,
    output: Path | None,
    form: str,
    force: bool,
    site: Path | None,
    root: Path,
    today: dt.date | None,
) -> None:
    if layout and form == "csv":
        raise click.UsageError(messages.LAYOUT_OR_CSV)
    project = Project.at(root, site)
    target = _target(project, output, force) if output else None
    if target is None and form == "xlsx":
        raise click.UsageError(messages.WHERE_TO)
    prepared = prepare(project, day_of(project, today))
    if isinstance(prepared, tuple):
        raise ContentRejected(prepared)
    entry = _period(prepared.catalogue, period)
    found = numbers(prepared.catalogue, entry, cabinet(project.content))
    if target is None:
        click.echo(as_csv(found).decode("utf-8-sig"), nl=False)
        return
    filled = fill(layout, found) if layout else None
    target.write_bytes(filled.data if filled else as_csv(found) if form == "csv" else as_xlsx(found))
    _say(filled)
    click.echo(messages.report_written(str(target), filled.cells if filled else len(found)))


def _target(project: Project, output: Path, force: bool) -> Path:
    """Where true figures may lie: never where the site is made from or published from."""
    inside = output.resolve()
    if any(folder == inside or folder in inside.parents for folder in (project.site, project.staging, project.content)):
        raise Refusal(messages.TRUE_FIGURES_INSIDE)
    if output.exists() and not force:
        raise Refusal(messages.file_exists(str(output)))
    return output


def _period(catalogue: Catalogue, id: str | None) -> Entry:
    entries = catalogue.of(Monitoring.kind)
    if not entries:
        raise Refusal(messages.NO_PERIODS)
    found = catalogue.get(Monitoring.kind, id) if id else entries[0]
    if found is None:
        raise Refusal(messages.no_such_period(str(id), [one.id for one in entries]))
    return found


def _say(filled: Filled | None) -> None:
    if filled and filled.unknown:
        click.echo(messages.unknown_figures(list(filled.unknown)), err=True)
    if filled and filled.empty:
        click.echo(messages.empty_figures(list(filled.empty)), err=True)
