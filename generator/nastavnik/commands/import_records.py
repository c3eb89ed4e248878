"""`nastavnik import mentors`, `… events`, …: files of lists and texts → records. One command a kind of `TAKEN`."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.commands.options import day_of, root_option, today_option
from nastavnik.commands.problems import print_list, print_text
from nastavnik.commands.usage import Command, Refusal
from nastavnik.office.taking_in import TAKEN, Intake, field_named, take_in, write_taken
from nastavnik.records.record import Record
from nastavnik.records.samples import sample


def _command(kind: str) -> click.Command:
    """The command that imports files as records of a kind."""

    @click.command(cls=Command)
    @click.argument("files", type=click.Path(path_type=Path), metavar="ФАЙЛ…", nargs=-1, required=True)
    @click.option("--fill", multiple=True, metavar="ПОЛЕ=ЗНАЧЕНИЕ", help=messages.HELP_TAKE_FILL)
    @click.option("--force", is_flag=True, help=messages.HELP_TAKE_FORCE)
    @click.option("--dry-run", is_flag=True, help=messages.HELP_TAKE_DRY_RUN)
    @click.option("--details", is_flag=True, help=messages.HELP_DETAILS)
    @today_option
    @root_option
    def import_records(
        files: tuple[Path, ...],
        fill: tuple[str, ...],
        force: bool,
        dry_run: bool,
        details: bool,
        today: dt.date | None,
        root: Path,
    ) -> None:
        project = Project.at(root)
        values = dict(_filling(TAKEN[kind].cls, word) for word in fill)
        taken = take_in(project, kind, files, day_of(project, today), force=force, fill=values)
        if not dry_run:
            write_taken(project, kind, taken)
        _tell(taken, dry=dry_run, whole=details)
        if taken.of("left") and not force:
            click.echo(messages.TAKE_FORCE_NEXT)
        if taken.failures:
            raise Refusal("\n".join(messages.take_failed(file, sentence) for file, sentence in taken.failures))

    return import_records


def _filling(cls: type[Record], word: str) -> tuple[str, str]:
    """What `--fill` was given, as field and value. Raises `Refusal` for a field the kind does not have."""
    name, sign, value = word.partition("=")
    field = field_named(cls, name)
    if field is None or not sign or not value.strip():
        raise Refusal(messages.fill_unknown(word, list(cls.model_fields)))
    return field, value


def _tell(taken: Intake, *, dry: bool, whole: bool) -> None:
    """What was or would be written, what is missing in it, what was not taken."""
    if taken.records or not taken.failures:
        click.echo(taken.counts(dry=dry))
    for record in taken.of("new", "changed"):
        click.echo(record.line)
    changed = [line for record in taken.of("changed") for line in _under(record.line, record.differences)]
    left = [line for record in taken.of("left") for line in _under(record.line, record.differences)]
    print_list(messages.TAKE_DIFFERED, changed)
    print_list(messages.TAKE_DIFFERS, left)
    for note in taken.remarks(whole=whole):
        click.echo(messages.labelled(messages.NOTE, note))
    problems = [problem for record in taken.records for problem in record.problems]
    if problems:
        click.echo(messages.TAKE_LACKS)
        print_text(problems)
    for name in taken.lacking:
        click.echo(messages.fill_next(name, (sample(taken.cls, name) or "").strip("[]")))
    if dry:
        click.echo(messages.TAKE_DRY)
    elif taken.files:
        click.echo(messages.HOW_TO_UNDO)


def _under(line: str, lines: Iterable[str]) -> list[str]:
    return [line, *(f"  {under}" for under in lines)]


COMMANDS: dict[str, Callable[..., object]] = {kind: _command(kind) for kind in TAKEN}
"""By the name of the kind."""
globals().update(COMMANDS)
