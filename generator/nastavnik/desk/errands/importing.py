"""Errand: files of the school, of one sort or many, become records; first it is shown what would be written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.incoming import IncomingFiles
from nastavnik.desk.errands.incoming_records import cards_of, incoming_records
from nastavnik.desk.errands.listing import IMPORT
from nastavnik.desk.errands.photos import (
    GivenPhoto,
    PhotoPlace,
    choices,
    is_photo,
    left_out,
    likely_place,
    photo_places,
    with_photo,
)
from nastavnik.desk.errands.plan_files import plan_changes, plan_file
from nastavnik.desk.errands.uploading import is_upload, received, shown_at, waiting_files
from nastavnik.desk.next_steps import onward
from nastavnik.desk.web import Request, Response
from nastavnik.errors import ImportFailed
from nastavnik.office.taking_in import TAKEN, Intake, take_in
from nastavnik.office.taking_in.guessing import likely_kind
from nastavnik.office.undo import write
from nastavnik.records import Mentor, Roadmap

KINDS_OF_FILES = {Roadmap.kind: Roadmap.heading, **{kind: taken.cls.heading for kind, taken in TAKEN.items()}}
"""What a file may hold, and the words for it."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """What each file holds: a kind of records, the record a photograph goes into, "" for what is left out."""

    kinds: Mapping[Path, str]
    photos: frozenset[Path] = frozenset()
    places: Sequence[PhotoPlace] = field(default_factory=tuple)

    def sources(self, kind: str) -> list[Path]:
        """The files that hold records of a kind."""
        return [path for path, each in self.kinds.items() if each == kind]

    @property
    def shown(self) -> str:
        """The same in a word, to see whether somebody has chosen otherwise."""
        return " ".join(kind or "-" for kind in self.kinds.values())


def take_in_file(desk: Desk, request: Request) -> Response:
    """Records of files: what is in each, what would be written and what is not taken, then the records."""
    if is_upload(request):
        return received(desk, request)
    sources = waiting_files(desk, request)
    if not sources:
        lead = messages.DESK_IMPORT_GONE_LEAD if request.field("name") else messages.DESK_IMPORT_LEAD
        files = ErrandQuestion("name", messages.DESK_IMPORT_FILES, is_file=True, several=True)
        return page(desk, ErrandPage(IMPORT, lead, (files,), button=messages.DESK_LOOK))
    sorting = _sorted(desk, request, sources)
    has_pressed = request.field("@sure") == "yes"
    is_sure = has_pressed and request.field("@shown") == sorting.shown
    deliveries = _deliveries(desk, request, sorting, dry=not is_sure)
    if not is_sure or any(delivery.is_open for delivery in deliveries):
        deliveries = _deliveries(desk, request, sorting, dry=True) if is_sure else deliveries
        lead = messages.DESK_IMPORT_CHANGED if has_pressed and not is_sure else messages.DESK_IMPORT_CHECK
        return page(desk, _in_quotes(_proposed(sorting, deliveries, lead), sources))
    _write(desk, deliveries)
    parts = [*_parts(deliveries), left_out(sorting.kinds, is_done=True)]
    for source, kind in sorting.kinds.items():
        if kind:
            source.unlink()
    return page(desk, _in_quotes(ErrandPage(IMPORT, parts=parts, is_done=True, onward=onward(desk)), sources))


def preview(desk: Desk, sources: Sequence[Path]) -> ErrandPage:
    """What files would become, as nobody has answered anything about them yet."""
    unasked = Request("GET", f"do/{IMPORT.name}", {})
    sorting = _sorted(desk, unasked, sources)
    deliveries = _deliveries(desk, unasked, sorting, dry=True)
    return _in_quotes(_proposed(sorting, deliveries, messages.DESK_IMPORT_CHECK), sources)


def _sorted(desk: Desk, request: Request, sources: Sequence[Path]) -> Sorting:
    """What each file holds: as it was chosen, else as it looks; "" for what is left out."""
    chosen = dict(request.fields)
    fields = {path: chosen.get(f"kind-{at}") for at, path in enumerate(sources)}
    photos = frozenset(path for path in sources if is_photo(path))
    kinds = {
        path: likely_kind(path, desk.today()) if kind is None else kind if kind in KINDS_OF_FILES else ""
        for path, kind in fields.items()
        if path not in photos
    }
    places = photo_places(desk, _intakes(desk, kinds)) if photos else []
    known = {each.choice for each in places}
    for path in photos:
        kind = fields[path]
        kinds[path] = likely_place(path, places) if kind is None else kind if kind in known else ""
    return Sorting({path: kinds[path] for path in sources}, photos, places)


def _intakes(desk: Desk, kinds: Mapping[Path, str]) -> dict[str, Intake]:
    """What the other files become, by kind: a photograph may go into that."""
    of_kinds = {kind: [path for path, each in kinds.items() if each == kind] for kind in TAKEN}
    return {kind: take_in(desk.project, kind, paths, desk.today()) for kind, paths in of_kinds.items() if paths}


def _deliveries(desk: Desk, request: Request, sorting: Sorting, *, dry: bool) -> list[IncomingFiles]:
    """What all files become: plans first, then records by their kinds, mentors before who refers to them, photos."""
    numbered = [(at, path) for at, (path, kind) in enumerate(sorting.kinds.items()) if kind == Roadmap.kind]
    plans = {path: _plan(desk, request, path, at, dry=dry) for at, path in numbered}
    records: list[IncomingFiles] = []
    mentors: Intake | None = None
    for kind in (kind for kind in TAKEN if sorting.sources(kind)):
        taken, delivery = incoming_records(desk, request, kind, sorting.sources(kind), cards_of(desk, mentors), dry=dry)
        mentors = taken if kind == Mentor.kind else mentors
        records.append(delivery)
    return [*_one_a_year(plans), *_with_photos(desk, request, sorting, records)]


def _one_a_year(plans: Mapping[Path, IncomingFiles]) -> Iterator[IncomingFiles]:
    """The plans by their files; of several that would be one record the first is taken, of the others that is told."""
    taken: dict[Path, str] = {}
    for path, plan in plans.items():
        same = next((taken[target] for target in plan.files if target in taken), "")
        told = ErrandPart(messages.DESK_LEFT_OUT, [messages.desk_plan_twice(path.name, same)])
        yield replace(plan, files={}, records=(), parts=[told]) if same else plan
        taken |= dict.fromkeys(plan.files, path.name)


def _with_photos(
    desk: Desk, request: Request, sorting: Sorting, records: Sequence[IncomingFiles]
) -> list[IncomingFiles]:
    """The same, and the photographs in their records: one that comes as well gets its own there."""
    deliveries, places = list(records), {each.choice: each for each in sorting.places}
    for number, (path, choice) in enumerate(sorting.kinds.items()):
        if choice in places:
            files = {target: data for delivery in deliveries for target, data in delivery.files.items()}
            deliveries.append(with_photo(desk, request, GivenPhoto(number, path, places[choice]), files))
    return deliveries


def _plan(desk: Desk, request: Request, path: Path, at: int, *, dry: bool) -> IncomingFiles:
    """A plan; one whose year nobody has told, or that would change a plan of a year just chosen, waits."""
    try:
        taken = plan_file(desk, path, request.field(f"year-{at}"))
    except ImportFailed as failed:
        return IncomingFiles({}, (), [ErrandPart(messages.DESK_NOT_READ, [messages.labelled(path.name, str(failed))])])
    files, differences = plan_changes(desk, taken.plan)
    links = [(taken.address, messages.DESK_OPEN_PLAN)] if files and not dry else []
    first, *others = taken.outcome()
    heading = messages.labelled(f"{Roadmap.heading}, {path.name}", taken.document.taken)
    same = [] if files else [messages.capital(messages.NOTHING_DIFFERS)]
    differing = ErrandPart(messages.DIFFERENCES.rstrip(":"), differences)
    others = [replace(part, heading=messages.labelled(path.name, part.heading)) for part in others]
    parts = [replace(first, heading=heading, lines=same, links=links), *others, differing]
    questions = taken.questions(f"year-{at}", messages.desk_plan_year(path.name))
    is_unseen = bool(differences) and bool(questions) and request.field(f"@year-{at}") != taken.year
    hidden = ((f"@year-{at}", taken.year),)
    return IncomingFiles(files, links, parts, questions=questions, is_open=not taken.year or is_unseen, hidden=hidden)


def _proposed(sorting: Sorting, deliveries: Sequence[IncomingFiles], lead: str) -> ErrandPage:
    """What would be written, before it is; a wrong guess is put right there, what is missing is asked."""
    offered, faces = [*KINDS_OF_FILES.items(), ("", messages.DESK_IMPORT_NOT)], choices(sorting.places)
    questions = [
        ErrandQuestion(
            f"kind-{at}",
            path.name,
            [*faces, ("", messages.DESK_IMPORT_NOT)] if path in sorting.photos else offered,
            value=kind,
            picture=shown_at(path) if path in sorting.photos else "",
        )
        for at, (path, kind) in enumerate(sorting.kinds.items())
    ]
    questions += [question for delivery in deliveries for question in delivery.questions]
    if any(delivery.differs for delivery in deliveries):
        answers = [("", messages.DESK_LEAVE), ("yes", messages.DESK_OVERWRITE)]
        questions.append(ErrandQuestion("force", messages.DESK_FORCE, answers))
    hidden = [*(("name", path.name) for path in sorting.kinds), ("@sure", "yes"), ("@shown", sorting.shown)]
    hidden += [pair for delivery in deliveries for pair in delivery.hidden]
    parts = [left_out(sorting.kinds, is_done=False), *_parts(deliveries)]
    has_work = any(delivery.files or delivery.differs for delivery in deliveries)
    button, again = (messages.DESK_WRITE, messages.DESK_IMPORT_AGAIN) if has_work else (messages.DESK_IMPORT_AGAIN, "")
    return ErrandPage(
        IMPORT, lead, questions, parts, button, hidden, again=again, asks_first=True, repeats_button=has_work
    )


def _parts(deliveries: Sequence[IncomingFiles]) -> list[ErrandPart]:
    """Everything that is told; photographs are told under one heading."""
    parts = [part for delivery in deliveries for part in delivery.parts]
    lines = [line for part in parts if part.heading == messages.DESK_PHOTOS for line in part.lines]
    return [*(part for part in parts if part.heading != messages.DESK_PHOTOS), ErrandPart(messages.DESK_PHOTOS, lines)]


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
        write(desk.project.root, messages.DESK_TAKEN_IN, files)
