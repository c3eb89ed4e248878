"""`nastavnik consent`: what to write into the form a person signs; `withdraw`: somebody takes the consent back."""

import datetime as dt
from functools import partial
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.building.site import build
from nastavnik.commands.options import JOBS, DayParam, day_of, outside, ready, root_option, site_option, today_option
from nastavnik.commands.outputs import form_of, in_papers, warn_if_git_sees, write_output
from nastavnik.commands.problems import print_list, print_text
from nastavnik.commands.usage import Command, Refusal
from nastavnik.engines import Engine, usual
from nastavnik.errors import ContentRejected, NastavnikError
from nastavnik.office import undo, withdrawal
from nastavnik.office.consent_paper import consent_paper, of_person, on_picture
from nastavnik.office.consenting import addresses, consent_until, lines_of_record, person, picture
from nastavnik.office.withdrawal import Standing
from nastavnik.school.cabinet import cabinet
from nastavnik.text.editing import Written, open_written
from nastavnik.text.latin import latin_name
from nastavnik.text.source import Keys, Problem

PHOTOS = ("adult", "child")


@click.command(cls=Command)
@click.argument("name", metavar="ИМЯ", required=False, default="")
@click.option("--photo", type=click.Choice(PHOTOS), help=messages.HELP_CONSENT_PHOTO)
@click.option("--until", type=DayParam(), help=messages.HELP_CONSENT_UNTIL)
@click.option(
    "--format", "form", type=click.Choice(["text", "docx"]), default="text", help=messages.HELP_CONSENT_FORMAT
)
@click.option("--output", type=click.Path(path_type=Path), metavar="ФАЙЛ.docx", help=messages.HELP_DOCX_OUTPUT)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@today_option
@root_option
def consent(
    name: str,
    photo: str | None,
    until: dt.date | None,
    form: str,
    output: Path | None,
    force: bool,
    today: dt.date | None,
    root: Path,
) -> None:
    project = Project.at(root)
    opened = cabinet(project.content)
    if photo:
        prepared = ready(project, today)
        standing, subject = picture(prepared, name), on_picture(is_child=photo == "child")
        last = until or consent_until(prepared.catalogue.today)
        data = consent_paper(subject, standing, prepared.root, opened.school, last)
        _written(project, output or in_papers(project, messages.picture_consent_file(photo)), data, force=force)
        return
    if not name:
        raise Refusal(messages.CONSENT_WHO_OR_WHAT)
    asked = person(opened, name)
    prepared = ready(project, today)
    day = prepared.catalogue.today
    standing, last = addresses(opened, prepared, asked.name), until or consent_until(day)
    if form == "docx":
        data = consent_paper(of_person(asked), standing, prepared.root, opened.school, last)
        _written(project, output or in_papers(project, f"{latin_name(asked.name)}.docx"), data, force=force)
        return
    click.echo(messages.consent_of_whom(asked.name, str(asked.original.place((*asked.keys, "name")))))
    print_list(messages.CONSENT_PAGES, [messages.every_page(prepared.root)] if standing.everywhere else standing.pages)
    print_list(messages.CONSENT_FILES, standing.files)
    print_list(messages.CONSENT_FIELDS, [f"{caption} ({name})" for name, caption in asked.fields()])
    print_list(messages.CONSENT_RECORD, lines_of_record(asked, standing, prepared.root, day, last))
    click.echo(messages.CONSENT_LAW)


def _written(project: Project, target: Path, paper: bytes, *, force: bool) -> None:
    """Keep a paper where no site is made of it."""
    form_of(None, target, ["docx"])
    outside(target, (project.site, project.content), messages.CONSENT_INSIDE, force=force)
    write_output(project, "consent", target, paper)
    warn_if_git_sees(target)


# --- taken back

_list = partial(print_list, most=20)


@click.command(cls=Command)
@click.argument("record", metavar="ВИД/ИМЯ")
@click.option("--person", help=messages.HELP_PERSON, metavar="ФАМИЛИЯ")
@click.option("--date", "day", type=DayParam(), help=messages.HELP_WITHDRAW_DATE)
@click.option("--undo", "back", is_flag=True, help=messages.HELP_UNDO)
@click.option("--dry-run", is_flag=True, help=messages.HELP_DRY_RUN)
@click.option("--no-build", is_flag=True, help=messages.HELP_NO_BUILD)
@site_option
@today_option
@root_option
def withdraw(
    record: str,
    person: str | None,
    day: dt.date | None,
    back: bool,
    dry_run: bool,
    no_build: bool,
    site: Path | None,
    today: dt.date | None,
    root: Path,
) -> None:
    project = Project.at(root, site)
    now = day_of(project, today)
    word = record.removesuffix(".yml").removesuffix(".md").strip("/")
    written = withdrawal.record_of(project.root, word)
    keys = withdrawal.person(written, word, person)
    if back:
        withdrawal.undo(project.root, written, keys)  # and the site follows, which `nastavnik undo` leaves alone
        click.echo(messages.labelled(written.source.file, messages.WITHDRAWAL_UNDONE))
        if no_build or _build(project, now):
            return
        raise Refusal(messages.NOT_REBUILT)
    name = withdrawal.name_of(written, keys)
    before = withdrawal.standing(project.site, name)
    marked = _mark(project, written, keys, day or now, now, record, dry_run=dry_run)
    if not marked or dry_run or no_build:
        _list(messages.STANDS, sorted(before.naming))
    elif _build(project, now):
        _report(before, withdrawal.standing(project.site, name), written.path)
    else:
        raise Refusal(messages.NOT_REBUILT)
    _say_traces(project.root, name, written.path)


def _mark(
    project: Project, written: Written, keys: Keys, day: dt.date, now: dt.date, record: str, *, dry_run: bool
) -> bool:
    """Write the withdrawal down; whether there was something to write."""
    source, standing = written.source, withdrawal.withdrawn_on(written, keys)
    at = (*keys, *withdrawal.WITHDRAWN)
    if not withdrawal.has_consent(written, keys):
        click.echo(f"{source.place((*keys, 'name'))}: {messages.NO_CONSENT_TO_WITHDRAW}")
        return False
    if standing and standing <= day:
        click.echo(messages.withdrawal_already(str(source.place(at)), standing.isoformat()))
        return True
    changed = withdrawal.withdrawn(written, keys, day)
    if dry_run:
        click.echo(messages.withdrawal_would_be(str(source.place((*keys, "consent"))), day.isoformat()))
        return True
    undo.write(project.root, withdrawal.command_of(written, keys), {written.path: changed})
    place = open_written(written.path, source.file).source.place(at)
    click.echo(messages.withdrawal_written(str(place), day.isoformat()))
    click.echo(messages.how_to_undo(record))
    if day > now:
        click.echo(messages.withdrawal_ahead(day.isoformat()))
    return True


def _build(project: Project, day: dt.date) -> bool:
    try:
        report = build(project, day, Engine(usual()), jobs=JOBS)
    except ContentRejected as rejected:
        print_text([problem for problem in rejected.problems if isinstance(problem, Problem)])
        return False
    except NastavnikError as error:  # the record is marked: say that the site is not what it says
        click.echo(str(error), err=True)
        return False
    done = report.switched
    click.echo(messages.built(report.pages, done.written, done.deleted, done.unchanged, 0))
    return True


def _report(before: Standing, after: Standing, path: Path) -> None:
    _list(messages.STOOD, sorted(before.naming - after.naming))
    _list(messages.PHOTOS_GONE, withdrawal.photos_gone(before, after, f"{path.parent.name}/{path.stem}/"))
    _list(messages.STILL_STANDS, sorted(after.naming))


def _say_traces(root: Path, name: str, own: Path) -> None:
    traces = withdrawal.traces(root, name, own)
    _list(messages.MAY_STAND, [f"{sighting.place}: …{sighting.words}…" for sighting in traces.texts])
    _list(messages.FILE_NAMES, traces.file_names)
    _list(messages.UNREAD_FILES, traces.unread)
    if not (traces.texts or traces.file_names):
        click.echo(messages.NAME_NOWHERE)
    for sentence in withdrawal.outside(root):
        click.echo(sentence)
