"""Photographs among uploaded files: each goes into the card of the mentor its name speaks of, or is asked about."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from nastavnik import messages
from nastavnik.attachments import Unpublishable, photo
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPart, ErrandQuestion
from nastavnik.desk.errands.incoming import IncomingFiles
from nastavnik.desk.web import Request
from nastavnik.errors import EditRefused
from nastavnik.office.patching.patch import patched
from nastavnik.office.surnames import in_file_name
from nastavnik.office.taking_in import TAKEN, Intake
from nastavnik.office.taking_in.shelf import Shelf, path_of
from nastavnik.office.uploads import uploaded
from nastavnik.records import Mentor
from nastavnik.records.mentor import Photo
from nastavnik.text.editing import written_as
from nastavnik.text.source import Unreadable

FIELD, SHAPE, ALT = "photo", "portrait", "alt"
"""The field of a card that takes a portrait, the shape it is drawn in, the field for what is seen."""


class PhotographedMentor(NamedTuple):
    """A mentor who may be on a photograph: the choice on the page, the name, whether the card has a portrait."""

    choice: str
    name: str
    has_portrait: bool

    @property
    def id(self) -> str:
        """Of the card."""
        return self.choice.partition("/")[2]


def is_photo(path: Path) -> bool:
    """Whether a file is a photograph, whatever its name."""
    with path.open("rb") as file:
        return bool(photo.form_of(file.read(64)))


def sitters(desk: Desk, taken: Intake | None) -> list[PhotographedMentor]:
    """Mentors whose cards are there or come with the same files."""
    there = Shelf(desk.project, TAKEN[Mentor.kind]).by_id
    known = {
        id: PhotographedMentor(f"{Mentor.kind}/{id}", str(each.values.get("name") or id), bool(each.values.get(FIELD)))
        for id, each in there.items()
        if "example" not in each.values
    }
    for record in taken.of("new") if taken else ():
        known[record.id] = PhotographedMentor(
            f"{Mentor.kind}/{record.id}", record.label or record.id, has_portrait=False
        )
    return sorted(known.values(), key=lambda each: each.name)


def likely_sitter(path: Path, known: Iterable[PhotographedMentor]) -> str:
    """The choice of the only mentor without a portrait whose surname the file is called by; "" for none and several."""
    meant = [each.choice for each in known if not each.has_portrait and in_file_name(each.name, path.stem)]
    return meant[0] if len(meant) == 1 else ""


def portrait(
    desk: Desk, request: Request, path: Path, sitter: PhotographedMentor, files: Mapping[Path, bytes]
) -> IncomingFiles:
    """The photograph in the card of a mentor; `files` are those that are to be written besides, the card maybe too."""
    card = path_of(desk.project, TAKEN[Mentor.kind], sitter.id)
    try:
        upload = uploaded(desk.project.content, card, SHAPE, path.name, path.read_bytes())
        raw = files[card] if card in files else card.read_bytes()
        written = written_as(card, raw, card.relative_to(desk.project.root).as_posix())
        old = written.source.data.get(FIELD)
        alt = request.field(f"{ALT}-{sitter.id}").strip()
        new = {**(old if isinstance(old, dict) else {}), "file": upload.written} | ({ALT: alt} if alt else {})
        data = patched(written, {**written.source.data, FIELD: new})
    except (Unpublishable, EditRefused, Unreadable, OSError) as refused:
        sentence = messages.labelled(path.name, str(refused))
        return IncomingFiles({}, (), [ErrandPart(messages.DESK_NOT_READ, [sentence])])
    line = messages.portrait_of(path.name, sitter.name, replaces=sitter.has_portrait)
    part = ErrandPart(messages.DESK_PORTRAITS, [line, *map(messages.capital, upload.remarks)])
    question = ErrandQuestion(
        f"{ALT}-{sitter.id}",
        messages.asked_of(sitter.name, Photo.model_fields[ALT].title or ALT),
        value=alt,
        hint=messages.PHOTO_ALT_HINT,
    )
    return IncomingFiles({card: data, upload.path: upload.data}, (), [part], questions=[question])


def left_out(kinds: Mapping[Path, str], *, is_done: bool) -> ErrandPart:
    """Files that become nothing, each with why."""
    lines = [
        messages.left_out(path.name, is_photo=is_photo(path), is_done=is_done)
        for path, kind in kinds.items()
        if not kind
    ]
    return ErrandPart(messages.DESK_LEFT_OUT_DONE if is_done else messages.DESK_LEFT_OUT, lines)


def choices(known: Sequence[PhotographedMentor]) -> list[tuple[str, str]]:
    """Whose photograph a file may be, as the page offers it."""
    return [(each.choice, messages.photo_of(each.name)) for each in known]
