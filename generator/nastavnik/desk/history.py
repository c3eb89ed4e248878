"""«Что сделано»: each run by what became of which record, as the records are called; its files for who asks."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, NamedTuple
from urllib.parse import unquote

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.form_words import FormWords
from nastavnik.desk.labels import called
from nastavnik.desk.places import CONTENT, record_address
from nastavnik.desk.record_editing import OpenRecord, opened
from nastavnik.desk.web import Request, Response, redirect
from nastavnik.errors import EditRefused
from nastavnik.office import undo
from nastavnik.records import KINDS, School
from nastavnik.records.record import Record
from nastavnik.text.source import Unreadable

MOST_NAMED = 3
"""Records of a run that are named at once; the others for who asks."""
LONGEST_TITLE = 90
"""Letters of the title of a record."""
RunOutcome = Literal["added", "changed", "deleted"]


class ChangedRecord(NamedTuple):
    """A record, a page or the passport in a run: what became of it, its class and title, where it is edited now."""

    outcome: RunOutcome
    cls: type[Record]
    title: str
    address: str
    """Empty where it is no more."""


@dataclass(frozen=True, slots=True)
class DoneRun:
    """A run as the page tells it."""

    title: str
    """What was done to what: «Правка — новость «Осенняя встреча»»."""
    moment: str
    undone: bool
    address: str
    """Of the record the title names; empty where it names none, or one that is no more."""
    records: Sequence[ChangedRecord]
    """All of them but the one the title names."""
    files: Sequence[str]
    """Names of what else was written: photographs, papers."""

    @property
    def named(self) -> Sequence[ChangedRecord]:
        """Records to be named at once."""
        return self.records[:MOST_NAMED]

    @property
    def rest(self) -> Sequence[ChangedRecord]:
        """Records for who asks."""
        return self.records[MOST_NAMED:]


def history(desk: Desk, _: Request, refused: str = "") -> Response:
    """What was done, the newest first; the last run can be taken back. `refused`: why it could not be."""
    wording = desk.wording
    last, undone = undo.last(desk.project.root), undo.last_undone(desk.project.root)
    return desk.draw(
        "history.html",
        done_runs=[done_run(desk, wording, run) for run in reversed(undo.runs(desk.project.root))],
        last=done_run(desk, wording, last) if last else None,
        undone=done_run(desk, wording, undone) if undone else None,
        refused=wording.said(refused),
    )


def take_back(desk: Desk, request: Request) -> Response:
    """Undo or redo the last save or errand."""
    redo = request.names[0] == "redo"
    run = undo.last_undone(desk.project.root) if redo else undo.last(desk.project.root)
    if run is None:
        return redirect("history")
    try:
        (undo.do_again if redo else undo.take_back)(run)
    except EditRefused as refused:
        return history(desk, request, str(refused))
    files = [name for name in run.names if record_address(name) and (desk.project.root / name).is_file()]
    return redirect(record_address(files[0]).lstrip("/") if len(files) == 1 and not redo else "history")


def done_run(desk: Desk, wording: FormWords, run: undo.Run) -> DoneRun:
    """A run in the words of the page."""
    records = list(_at_one_name(_changed_records(desk, wording, run)))
    inside = (name for name in run.names if name.startswith(f"{CONTENT}/"))
    files = [PurePosixPath(name).name for name in inside if _record_of(desk, name) is None]
    title, is_named = _title(run, wording, records)
    address = records[0].address if is_named else ""
    return DoneRun(title, _moment(run), bool(run.undone), address, records[1:] if is_named else records, files)


def _title(run: undo.Run, wording: FormWords, records: Sequence[ChangedRecord]) -> tuple[str, bool]:
    """What was done, and whether that names the first of the records."""
    if run.command.startswith(messages.DESK_TAKEN_IN):
        counts = Counter(record.cls for record in records)
        return messages.taken_in_of_kinds([(count, cls.counted) for cls, count in counts.items()]), False
    if run.command.startswith((messages.DESK_SAVED, messages.DESK_DELETION)) and records:
        return messages.record_done(records[0].outcome, _caption(records[0].cls), records[0].title), True
    if not run.command.isascii():
        is_about = len(records) == 1 and records[0].title in run.command
        return messages.DONE_ERRANDS.get(run.command) or messages.capital(wording.said(run.command)), is_about
    return _of_command(run.command), False


def _caption(cls: type[Record]) -> str:
    """What a record is called by its kind; the passport has a name of its own."""
    return "" if cls is School else cls.caption


def _of_command(command: str) -> str:
    """A command as the button that does the same is called."""
    name = max((name for name in messages.DONE_AT_THE_DESK if command.startswith(name)), key=len, default="")
    if not name:
        return messages.DONE_ELSEWHERE
    rest = command.removeprefix(name).strip()
    kind = KINDS[rest].heading if rest in KINDS else ""
    year = rest if name == "new-year" else ""
    return messages.labelled(messages.DONE_AT_THE_DESK[name], *filter(None, (kind or year,)))


def _changed_records(desk: Desk, wording: FormWords, run: undo.Run) -> Iterator[ChangedRecord]:
    for number, file in enumerate(run.files):
        record = _record_of(desk, file.path)
        if record is not None:
            outcome: RunOutcome = "added" if file.before is None else "deleted" if file.after is None else "changed"
            raw = undo.state_of(run, number, "before" if outcome == "deleted" else "after")
            title = _called(record, raw or b"") or wording.title(file.path)
            address = record_address(file.path) if record.path.is_file() else ""
            yield ChangedRecord(outcome, record.cls, messages.shortened(title, LONGEST_TITLE), address)


def _at_one_name(records: Iterator[ChangedRecord]) -> Iterator[ChangedRecord]:
    """A record that went from one file to another was changed, no more."""
    by_name: dict[tuple[type[Record], str], list[ChangedRecord]] = {}
    for record in records:
        by_name.setdefault((record.cls, record.title), []).append(record)
    for same in by_name.values():
        has_moved = {record.outcome for record in same} == {"added", "deleted"} and len(same) == 2
        address = next((record.address for record in same if record.address), "")
        yield from [same[0]._replace(outcome="changed", address=address)] if has_moved else same


def _record_of(desk: Desk, file: str) -> OpenRecord | None:
    """The record, page or passport a file of a run is or was; None for any other file."""
    steps = unquote(record_address(file)).split("/")
    record = opened(desk.project, steps[2], steps[3]) if len(steps) == 4 else None
    return record if record and record.file == file else None


def _called(record: OpenRecord, raw: bytes) -> str:
    """What a record called itself in these bytes; empty where nobody can read them, and of the passport."""
    if record.cls is School:
        return ""
    try:
        return called(OpenRecord(record.cls, record.id, record.path, record.file, raw).data())
    except Unreadable:
        return ""


def _moment(run: undo.Run) -> str:
    """When a run was done, by the clock of this computer: its copies are as old as it is."""
    written = dt.datetime.fromtimestamp(min(file.stat().st_mtime for file in run.folder.iterdir())).astimezone()
    return messages.when(written)
