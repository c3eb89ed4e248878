"""`nastavnik region review`: what waits for a decision, as lines, tables or a workbook; a decision begun."""

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from slugify import slugify

from nastavnik import messages
from nastavnik.commands.options import root_option, today_option
from nastavnik.commands.outputs import form_of
from nastavnik.commands.region.options import TABLES, opened, outside, write_tables
from nastavnik.commands.usage import Command, Refusal
from nastavnik.text.addresses import unused
from nastavnik.text.editing import edited, open_written, put, written_as

if TYPE_CHECKING:
    from nastavnik.bank.papers.folder import Folder
    from nastavnik.bank.review.queue import Review
    from nastavnik.bank.review.spreadsheets import Worksheet
    from nastavnik.bank.store import Store

SHARES = (4, 3, 2, 6)  # of the width: a key should stay in one line, it is copied
TWINS_SHARES = (6, 6, 2, 3)
MOST = 30  # rows of a table on a terminal; lines and the workbook have all


@click.command(cls=Command)
@click.option("--output", "--xlsx", type=click.Path(path_type=Path), metavar="ФАЙЛ", help=messages.HELP_REVIEW_OUTPUT)
@click.option(
    "--from-xlsx", "sheet", type=click.Path(path_type=Path), metavar="ФАЙЛ.xlsx", help=messages.HELP_REVIEW_FROM_XLSX
)
@click.option("--new", "key", metavar="КЛЮЧ", help=messages.HELP_REVIEW_NEW)
@click.option("--confirm", "confirmed", multiple=True, metavar="КЛЮЧ", help=messages.HELP_REVIEW_CONFIRM)
@click.option("--force", is_flag=True, help=messages.HELP_FORCE)
@root_option
@today_option
def review_command(
    output: Path | None,
    sheet: Path | None,
    key: str | None,
    confirmed: tuple[str, ...],
    force: bool,
    root: Path,
    today: dt.date | None,
) -> None:
    from nastavnik.bank.review.queue import review

    form = form_of(None, output, TABLES)
    target = outside(root, output, force=force) if output else None
    with opened(root, today) as (folder, _, store, day):
        if confirmed:
            for practice in confirmed:
                click.echo(messages.confirmed(_confirm(folder, store, practice.strip(), day)))
            return
        if sheet:
            sys.exit(_write_down(folder, sheet, day))
        if key:
            click.echo(messages.written_to(_begin(folder, store, key, day), messages.DECISION_NEXT))
            return
        waiting = review(folder, store, day)
    if target:
        write_tables(root, "region review", target, form, _sheets(waiting))
    elif sys.stdout.isatty():
        print_tables(waiting)
    else:
        print_lines(waiting)
    counts = (len(waiting.changed), len(waiting.new), len(waiting.vanished), len(waiting.twins))
    click.echo(messages.review_counts(*counts), err=True)
    if folder.errors:
        sys.exit(1)


def _begin(folder: "Folder", store: "Store", key: str, today: dt.date) -> str:
    """Write the file of a decision about a practice, after those there may be; its name in the project."""
    from nastavnik.bank.review.queue import begun

    stored = store.get(key.strip(), today)
    if stored is None or stored.item.kind != "practices":
        raise Refusal(messages.no_such_practice(key))
    path = _free(folder, stored.key)
    _put(path, begun(stored, path.stem, today))
    return path.relative_to(folder.root).as_posix()


def _free(folder: "Folder", key: str) -> Path:
    """A file for one more decision about a practice."""
    from nastavnik.bank.papers.records import Decision

    place = folder.root / "content" / Decision.kind
    source, _, id = key.split("/")
    name = slugify(f"{source.partition('-')[2]}-{id}", max_length=70)
    free = unused(name, {path.name.removesuffix(Decision.suffix) for path in place.glob(f"*{Decision.suffix}")})
    return place / f"{free}{Decision.suffix}"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _write_down(folder: "Folder", sheet: Path, today: dt.date) -> int:
    """Write the decisions of a filled workbook, those with mistakes left out and said; the status of the command."""
    from nastavnik.bank.review.filled import filled

    known = {(decision.practice, decision.expert_body, decision.date) for decision in folder.decisions.values()}
    written, same, refused = 0, 0, 0
    for row in filled(sheet, today):
        if row.decision is None:
            refused += 1
            for problem in row.problems:
                click.echo(messages.labelled(row.place, problem))
            continue
        sign = (row.decision.practice, row.decision.expert_body, row.decision.date)
        if sign in known:
            same += 1
            continue
        known.add(sign)
        _put(_free(folder, row.decision.practice), row.text)
        written += 1
    click.echo(messages.decisions_written(written, same, refused), err=True)
    return 1 if refused else 0


def _confirm(folder: "Folder", store: "Store", key: str, today: dt.date) -> str:
    """Write into the last decision about a practice that it holds for the text there is; the name of its file."""
    from nastavnik.bank.papers.folder import last_decisions
    from nastavnik.bank.papers.records import Decision
    from nastavnik.bank.store.editions import edition

    stored = store.get(key, today)
    if stored is None:
        raise Refusal(messages.no_such_practice(key))
    name, _ = last_decisions(folder.decisions).get(key, ("", None))
    if not name:
        raise Refusal(messages.no_decision(key))
    file = f"content/{Decision.kind}/{name}{Decision.suffix}"
    fields = {"confirmed": today.isoformat(), "checksum": edition(stored.item.data, stored.item.url).digest}
    written = open_written(folder.root / file, file)
    for field, value in fields.items():
        changed = edited(written, [put(written, (field,), value)], {**written.source.data, field: value})
        written = written_as(written.path, changed, file)
    written.path.write_bytes(written.raw)
    return file


def print_lines(waiting: "Review") -> None:
    """One line a practice or a pair, for programs and for a screen alike."""
    for group, title in messages.REVIEW_GROUPS.items():
        for row in getattr(waiting, group):
            click.echo(messages.review_line(title, row.key, row.title, row.school, row.since, row.decision, row.note))
    for pair in waiting.twins:
        click.echo(messages.twins_line(pair.alike, pair.how, *pair.one[:2], *pair.other[:2]))


def print_tables(waiting: "Review", width: int | None = None) -> None:
    """A table a group, the first rows of each."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(width=width, highlight=False)
    for title, head, shares, rows in _tables(waiting):
        if not rows:
            continue
        table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, expand=True)
        for caption, share in zip(head, shares, strict=True):
            table.add_column(caption, overflow="fold", ratio=share)
        for row in rows[:MOST]:
            table.add_row(
                *(escape(messages.day(cell) if isinstance(cell, dt.date) else str(cell or "")) for cell in row)
            )
        console.print(table)
        if len(rows) > MOST:
            console.print(messages.review_more(len(rows) - MOST))


def _tables(waiting: "Review") -> Iterator[tuple[str, Sequence[str], Sequence[int], Sequence[tuple[object, ...]]]]:
    """What a terminal shows of every group: title, captions, shares of the width, rows."""
    for group, title in messages.REVIEW_GROUPS.items():
        rows = [
            ("\n".join(filter(None, (row.title, row.note))), row.school, row.since, f"{row.key} {row.decision}")
            for row in getattr(waiting, group)
        ]
        yield title, messages.REVIEW_SHORT_HEAD, SHARES, rows
    twins = [
        (f"{pair.one.title} — {pair.one.key}", f"{pair.other.title} — {pair.other.key}", f"{pair.alike} %", pair.how)
        for pair in waiting.twins
    ]
    yield messages.TWINS_TITLE, messages.TWINS_SHORT_HEAD, TWINS_SHARES, twins


def _sheets(waiting: "Review") -> "list[Worksheet]":
    from nastavnik.bank.review.spreadsheets import Worksheet

    sheets = [
        Worksheet(
            title,
            messages.REVIEW_HEAD,
            ((*row[:5], row.decision, row.note, "", "", None, "", row.digest) for row in getattr(waiting, group)),
        )
        for group, title in messages.REVIEW_GROUPS.items()
    ]
    twins = (
        (pair.alike, pair.how, *(value for one in (pair.one, pair.other) for value in (*one[:5], one.decision)))
        for pair in waiting.twins
    )
    return [*sheets, Worksheet(messages.TWINS_TITLE, messages.TWINS_HEAD, twins)]
