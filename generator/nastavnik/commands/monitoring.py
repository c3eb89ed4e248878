"""`nastavnik report monitoring`: true figures of a period, in a municipality's own form or as a list."""

import datetime as dt
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.checking import prepare
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, root_option, site_option, today_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.errors import ContentRejected
from nastavnik.office import layout as layouts
from nastavnik.office.monitoring import as_csv, captions, numbers
from nastavnik.records import Monitoring
from nastavnik.school.cabinet import cabinet
from nastavnik.school.catalogue import Catalogue, Entry


@click.command(cls=Command)
@click.option("--period", metavar="ИМЯ", help=messages.HELP_PERIOD)
@click.option("--layout", type=click.Path(path_type=Path), metavar="ФАЙЛ.xlsx", help=messages.HELP_LAYOUT)
@click.option("--new-layout", type=click.Path(path_type=Path), metavar="ФАЙЛ.xlsx", help=messages.HELP_NEW_LAYOUT)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ", help=messages.HELP_REPORT_OUTPUT)
@click.option("--format", "form", type=click.Choice(["xlsx", "csv"]), default="xlsx", help=messages.HELP_REPORT_FORMAT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@site_option
@root_option
@today_option
def monitoring(
    period: str | None,
    layout: Path | None,
    new_layout: Path | None,
    output: Path | None,
    form: str,
    force: bool,
    site: Path | None,
    root: Path,
    today: dt.date | None,
) -> None:
    _agree(layout, new_layout, output, form)
    project = Project.at(root, site)
    written = new_layout or output
    target = _target(project, written, force) if written else None
    prepared = prepare(project, day_of(project, today))
    if isinstance(prepared, tuple):
        raise ContentRejected(prepared)
    entry, kept = _period(prepared.catalogue, period), cabinet(project.content)
    found = numbers(prepared.catalogue, entry, kept)
    names = captions(found, kept.vocabularies)
    if target is None:
        click.echo(as_csv(found).decode("utf-8-sig"), nl=False)
    elif new_layout:
        _write(target, layouts.new_layout(found, names))
        click.echo(messages.layout_written(str(target)))
    elif layout:
        filled = layouts.fill(layout, found)
        _write(target, filled.data)
        if filled.slips:
            click.echo(messages.layout_slips(list(filled.slips)), err=True)
        click.echo(messages.report_written(str(target), filled.cells))
    else:
        _write(target, as_csv(found) if form == "csv" else layouts.as_xlsx(found, names))
        click.echo(messages.report_written(str(target), len(found)))


def _agree(layout: Path | None, new_layout: Path | None, output: Path | None, form: str) -> None:
    """Options that do not go together."""
    if new_layout and (layout or output):
        raise click.UsageError(messages.LAYOUT_ONE_WAY)
    if layout and form == "csv":
        raise click.UsageError(messages.LAYOUT_OR_CSV)
    if layout and output and layout.resolve() == output.resolve():
        raise click.UsageError(messages.LAYOUT_OVER_ITSELF)
    if not output and not new_layout and (layout or form == "xlsx"):
        raise click.UsageError(messages.WHERE_TO)


def _write(target: Path, data: bytes) -> None:
    try:
        target.write_bytes(data)
    except OSError as error:
        raise Refusal(messages.labelled(target, messages.NOT_WRITABLE)) from error


def _target(project: Project, output: Path, force: bool) -> Path:
    """Where true figures may lie: never where the site is made from or published from."""
    inside = output.resolve()
    if any(folder == inside or folder in inside.parents for folder in (project.site, project.staging, project.content)):
        raise Refusal(messages.TRUE_FIGURES_INSIDE)
    if output.exists() and not force:
        raise Refusal(messages.file_exists(str(output)))
    return output


def _period(catalogue: Catalogue, id: str | None) -> Entry[Monitoring]:
    entries = catalogue.of(Monitoring)
    if not entries:
        raise Refusal(messages.NO_PERIODS)
    entry = catalogue.get(Monitoring, id) if id else entries[0]
    if entry is None:
        raise Refusal(messages.no_such_period(str(id), [one.id for one in entries]))
    return entry
