"""Errand: files of the school, of one sort or many, become records; first it is shown what would be written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import IMPORT
from nastavnik.desk.errands.plan_files import plan_changes, plan_file
from nastavnik.desk.errands.uploading import is_upload, received, waiting_files
from nastavnik.desk.form_words import in_form_words
from nastavnik.desk.next_steps import onward
from nastavnik.desk.pages import place_address, record_address
from nastavnik.desk.web import Request, Response
from nastavnik.errors import ImportFailed
from nastavnik.office.taking_in import TAKEN, Intake, TakenRecord, take_in
from nastavnik.office.taking_in.guessing import likely_kind
from nastavnik.office.undo import write
from nastavnik.records import Roadmap

KINDS_OF_FILES = {Roadmap.kind: Roadmap.heading, **{kind: taken.cls.heading for kind, taken in TAKEN.items()}}
"""What a file may hold, and the words for it."""


@dataclass(frozen=True, slots=True)
class IncomingFiles:
    """What files of one kind become: bytes to write by path, records by address, and what is to be told."""

    files: Mapping[Path, bytes]
    records: Sequence[tuple[str, str]]
    parts: Sequence[ErrandPart]
    differs: bool = False
    """Whether records that are there say something else."""
    questions: Sequence[ErrandQuestion] = ()
    """What only somebody can tell: for which year a plan is."""
    is_open: bool = False
    """Whether nothing may be written before that is told."""
    kept: Sequence[tuple[str, str]] = ()
    """What the page has shown, for the next step."""


def take_in_file(desk: Desk, request: Request) -> Response:
    """Records of files: what is in each, what would be written and what is not taken, then the records."""
    if is_upload(request):
        return received(desk, request)
    sources = waiting_files(desk, request)
    if not sources:
        lead = messages.DESK_IMPORT_GONE_LEAD if request.field("name") else messages.DESK_IMPORT_LEAD
        files = ErrandQuestion("name", messages.DESK_IMPORT_FILES, is_file=True, several=True)
        return page(desk, ErrandPage(IMPORT, lead, (files,), button=messages.DESK_LOOK))
    kinds = _kinds(desk, request, sources)
    force, shown = request.field("force") == "yes", " ".join(f"{kind or '-'}" for kind in kinds.values())
    has_pressed = request.field("@sure") == "yes"
    is_sure = has_pressed and request.field("@shown") == shown
    deliveries = _deliveries(desk, request, kinds, force=force, dry=not is_sure)
    if not is_sure or any(delivery.is_open for delivery in deliveries):
        lead = messages.DESK_IMPORT_CHANGED if has_pressed and not is_sure else messages.DESK_IMPORT_CHECK
        return page(desk, _in_quotes(_proposed(kinds, shown, deliveries, lead), sources))
    _write(desk, deliveries)
    for source, kind in kinds.items():
        if kind:
            source.unlink()
    parts = [part for delivery in deliveries for part in delivery.parts]
    return page(desk, _in_quotes(ErrandPage(IMPORT, parts=parts, is_done=True, onward=onward(desk)), sources))


def _kinds(desk: Desk, request: Request, sources: Sequence[Path]) -> dict[Path, str]:
    """What each file holds: as it was chosen, else as it looks; "" for what is left out."""
    chosen = dict(request.fields)
    fields = {path: chosen.get(f"kind-{at}") for at, path in enumerate(sources)}
    return {
        path: likely_kind(path, desk.today()) if kind is None else kind if kind in KINDS_OF_FILES else ""
        for path, kind in fields.items()
    }


def _deliveries(
    desk: Desk, request: Request, kinds: Mapping[Path, str], *, force: bool, dry: bool
) -> list[IncomingFiles]:
    """What all files become, plans first, the others by their kinds."""
    plans = [
        _plan(desk, request, path, at, dry=dry) for at, (path, kind) in enumerate(kinds.items()) if kind == Roadmap.kind
    ]
    sorts = [kind for kind in KINDS_OF_FILES if kind != Roadmap.kind and kind in kinds.values()]
    return [*plans, *(_records(desk, kind, kinds, force=force, dry=dry) for kind in sorts)]


def _plan(desk: Desk, request: Request, path: Path, at: int, *, dry: bool) -> IncomingFiles:
    """A plan; one whose year nobody has told, or that would change a plan of a year just chosen, waits."""
    try:
        taken = plan_file(desk, path, request.field(f"year-{at}"))
    except ImportFailed as failed:
        return IncomingFiles({}, (), [ErrandPart(messages.DESK_NOT_READ, [messages.labelled(path.name, str(failed))])])
    files, differences = plan_changes(desk, taken.plan)
    links = [(taken.address, messages.DESK_OPEN_PLAN)] if files and not dry else []
    first, *others = taken.told()
    heading = messages.labelled(Roadmap.heading, taken.document.taken)
    same = [] if files else [messages.capital(messages.NOTHING_DIFFERS)]
    differing = ErrandPart(messages.DIFFERENCES.rstrip(":"), differences)
    others = [replace(part, heading=messages.labelled(path.name, part.heading)) for part in others]
    parts = [replace(first, heading=heading, lines=same, links=links), *others, differing]
    questions = taken.questions(f"year-{at}", messages.desk_plan_year(path.name))
    is_unseen = bool(differences) and bool(questions) and request.field(f"@year-{at}") != taken.year
    kept = ((f"@year-{at}", taken.year),)
    return IncomingFiles(files, links, parts, questions=questions, is_open=not taken.year or is_unseen, kept=kept)


def _records(desk: Desk, kind: str, kinds: Mapping[Path, str], *, force: bool, dry: bool) -> IncomingFiles:
    sources = [path for path, each in kinds.items() if each == kind]
    taken = take_in(desk.project, kind, sources, desk.today(), force=force)
    links = [] if dry else [(record_address(each.file), each.label) for each in taken.of("new", "changed")]
    lines = [_line(record) for record in taken.records] if dry else []
    heading = f"{KINDS_OF_FILES[kind]}: {taken.counts(dry=dry)}"
    failures = ErrandPart(messages.DESK_NOT_READ, [messages.labelled(*failure) for failure in taken.failures])
    parts = [failures, ErrandPart(heading, lines, links=links, is_outcome=True), *_told(taken, dry=dry)]
    return IncomingFiles(taken.files, links, parts, differs=bool(taken.of("left")))


def _proposed(kinds: Mapping[Path, str], shown: str, deliveries: Sequence[IncomingFiles], lead: str) -> ErrandPage:
    """What would be written, before it is; a kind that was guessed wrong is put right there."""
    choices = [*KINDS_OF_FILES.items(), ("", messages.DESK_IMPORT_NOT)]
    questions = [
        ErrandQuestion(f"kind-{at}", path.name, choices, value=kind) for at, (path, kind) in enumerate(kinds.items())
    ]
    questions += [question for delivery in deliveries for question in delivery.questions]
    if any(delivery.differs for delivery in deliveries):
        answers = [("", messages.DESK_LEAVE), ("yes", messages.DESK_OVERWRITE)]
        questions.append(ErrandQuestion("force", messages.DESK_FORCE, answers))
    kept = [*(("name", path.name) for path in kinds), ("@sure", "yes"), ("@shown", shown)]
    kept += [pair for delivery in deliveries for pair in delivery.kept]
    parts = [part for delivery in deliveries for part in delivery.parts]
    has_work = any(delivery.files or delivery.differs for delivery in deliveries)
    button, again = (messages.DESK_WRITE, messages.DESK_IMPORT_AGAIN) if has_work else (messages.DESK_IMPORT_AGAIN, "")
    return ErrandPage(
        IMPORT, lead, questions, parts, button, kept, again=again, asks_first=True, repeats_button=has_work
    )


def _in_quotes(shown: ErrandPage, sources: Sequence[Path]) -> ErrandPage:
    """The page with the names of the files in quotation marks: where a name of several words ends is then seen."""
    names = sorted((path.name for path in sources), key=len, reverse=True)
    pattern = re.compile(rf"(?<![«\w])(?:{'|'.join(map(re.escape, names))})(?![»\w])")

    def quoted(words: str) -> str:
        return pattern.sub(lambda name: messages.in_quotes(name[0]), words)

    parts = [replace(part, heading=quoted(part.heading), lines=list(map(quoted, part.lines))) for part in shown.parts]
    return replace(shown, parts=parts)


def _write(desk: Desk, deliveries: Sequence[IncomingFiles]) -> None:
    """All files at once, so that all of them are taken back at once."""
    files = {path: data for delivery in deliveries for path, data in delivery.files.items()}
    if files:
        write(desk.project.root, messages.desk_taken_in(len(files)), files)


def _line(record: TakenRecord) -> str:
    """A record of the report by its title."""
    return messages.taken_record(record.state, "", record.label, record.place)


def _told(taken: Intake, *, dry: bool) -> list[ErrandPart]:
    """What to look at, and what is left to fill in: of records that are written already, with the way there."""
    lacking = [
        (
            place_address(problem.place),
            messages.labelled(record.label or record.id, in_form_words(taken.cls, problem.message)),
        )
        for record in taken.records
        for problem in record.problems
    ]
    words = [words for _, words in lacking] if dry else []
    return [
        ErrandPart(messages.labelled(taken.cls.heading, messages.DESK_LOOK_AT), taken.told(whole=True)),
        ErrandPart(
            messages.labelled(taken.cls.heading, messages.DESK_STILL_MISSING), words, links=[] if dry else lacking
        ),
    ]
