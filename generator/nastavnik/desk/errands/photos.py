"""Photographs among uploaded files: each goes into a record, by the surname in its name or as somebody chooses.

A card gets its portrait, a story, an event or a practice its picture; a record that has one gets the next in its text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from nastavnik import messages
from nastavnik.attachments import Unpublishable, photo
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.asking import part_inputs
from nastavnik.desk.errands.errand import ErrandPart, ErrandQuestion
from nastavnik.desk.errands.incoming import IncomingFiles
from nastavnik.desk.errands.uploading import shown_at
from nastavnik.desk.labels import named
from nastavnik.desk.record_editing import OpenRecord
from nastavnik.desk.web import Request
from nastavnik.errors import EditRefused
from nastavnik.office.surnames import in_file_name
from nastavnik.office.taking_in import TAKEN, Intake
from nastavnik.office.taking_in.shelf import Shelf, path_of
from nastavnik.office.uploads import PictureField, Upload, picture_field, uploaded
from nastavnik.records import Mentor
from nastavnik.records.inputs import Input, Widget
from nastavnik.records.record import Record
from nastavnik.text.source import Plain, Unreadable

MOST_OFFERED = 30
"""Records of one kind a photograph is offered to: the newest; older ones take theirs in their forms."""
ANSWER = "photo"
"""Before the number of a file and the name of a field: what is said of a photograph."""


class PhotoPlace(NamedTuple):
    """A record a photograph may go into: the kind and id, what it is called, whether a portrait is there already."""

    cls: type[Record]
    id: str
    name: str
    has_portrait: bool = False

    @property
    def choice(self) -> str:
        """On the page."""
        return f"{self.cls.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class GivenPhoto:
    """A photograph and where it goes; `number` is that of its file on the page."""

    number: int
    path: Path
    place: PhotoPlace


def is_photo(path: Path) -> bool:
    """Whether a file is a photograph, whatever its name."""
    with path.open("rb") as file:
        return bool(photo.form_of(file.read(64)))


def photo_places(desk: Desk, intakes: Mapping[str, Intake]) -> list[PhotoPlace]:
    """Records that take a photograph: those that come with the same files, by kind, then those that are there."""
    coming = [
        PhotoPlace(taken.cls, record.id, record.label or record.id)
        for taken in intakes.values()
        for record in taken.of("new")
        if _takes_pictures(desk, taken.cls)
    ]
    return [*coming, *_cards(desk), *_stories(desk)]


def likely_place(path: Path, places: Iterable[PhotoPlace]) -> str:
    """The choice of the only mentor without a portrait whose surname the file is called by; "" for none and several."""
    people = (each for each in places if each.cls is Mentor and not each.has_portrait)
    meant = [each.choice for each in people if in_file_name(each.name, path.stem)]
    return meant[0] if len(meant) == 1 else ""


def with_photo(desk: Desk, request: Request, given: GivenPhoto, files: Mapping[Path, bytes]) -> IncomingFiles:
    """The photograph in its record; `files` are those that are to be written besides, the record maybe too."""
    cls, id = given.place.cls, given.place.id
    card = path_of(desk.project, TAKEN[cls.kind], id)
    field = picture_field(desk.project.content, card)
    try:
        upload = _upload(desk, card, field, given.path, files)
        raw = files[card] if card in files else card.read_bytes()
        record = OpenRecord(cls, id, card, card.relative_to(desk.project.root).as_posix(), raw)
        data = record.data()
        in_text = cls is not Mentor and bool(cls.body and data.get(field.name))
        asked = _asked(desk, cls, field, in_text=in_text)
        answers = {each.name: request.field(_name(given, each)).strip() for each in asked}
        if in_text:
            changed = _in_text(cls.body or "", data, upload, answers[field.alt])
        else:
            changed = _in_field(data, field, upload, answers, keeps_words=cls is Mentor)
        written = record.saying(changed)
    except (Unpublishable, EditRefused, Unreadable, OSError) as refused:
        told = messages.labelled(given.path.name, str(refused))
        return IncomingFiles({}, (), [ErrandPart(messages.DESK_NOT_READ, [told])])
    part = ErrandPart(messages.DESK_PHOTOS, [_told(given, in_text=in_text), *map(messages.capital, upload.remarks)])
    questions = [_question(given, each, field, request, answers[each.name]) for each in asked]
    is_open = any(_is_needed(each, field, cls) and not answers[each.name] for each in asked)
    return IncomingFiles({card: written, upload.path: upload.data}, (), [part], questions=questions, is_open=is_open)


def left_out(kinds: Mapping[Path, str], *, is_done: bool) -> ErrandPart:
    """Files that become nothing, each with why."""
    lines = [
        messages.left_out(path.name, is_photo=is_photo(path), is_done=is_done)
        for path, kind in kinds.items()
        if not kind
    ]
    return ErrandPart(messages.DESK_LEFT_OUT_DONE if is_done else messages.DESK_LEFT_OUT, lines)


def choices(places: Sequence[PhotoPlace]) -> list[tuple[str, str]]:
    """Where a photograph may go, as the page offers it."""
    return [(each.choice, messages.photo_place(each.cls.caption, each.name)) for each in places]


# --- which records


def _takes_pictures(desk: Desk, cls: type[Record]) -> bool:
    return bool(picture_field(desk.project.content, path_of(desk.project, TAKEN[cls.kind], "x")).name)


def _cards(desk: Desk) -> list[PhotoPlace]:
    """Cards that are there, by name; examples are nobody's."""
    there = Shelf(desk.project, TAKEN[Mentor.kind]).by_id
    cards = [
        PhotoPlace(Mentor, id, str(each.values.get("name") or id), bool(each.values.get("photo")))
        for id, each in there.items()
        if "example" not in each.values
    ]
    return sorted(cards, key=lambda each: each.name)


def _stories(desk: Desk) -> Iterator[PhotoPlace]:
    """Stories, events and practices that are there, the newest of each kind first."""
    kinds = [taken.cls for taken in TAKEN.values() if taken.cls is not Mentor and _takes_pictures(desk, taken.cls)]
    labels = desk.labels.all()
    for cls in kinds:
        for label, title in list(named(labels.get(cls.kind, [])))[:MOST_OFFERED]:
            if label.is_readable:
                yield PhotoPlace(cls, label.id, title)


# --- one photograph


def _upload(desk: Desk, card: Path, field: PictureField, path: Path, files: Mapping[Path, bytes]) -> Upload:
    """The photograph as it will lie beside its record, under a name that none of the `files` takes."""
    taken = {each.stem for each in files if each != card}
    stems = (card.stem if number == 1 else f"{card.stem}-{number}" for number in range(1, len(files) + 2))
    free = next(stem for stem in stems if stem not in taken)
    return uploaded(desk.project.content, card.with_stem(free), field.shape, path.name, path.read_bytes())


def _asked(desk: Desk, cls: type[Record], field: PictureField, *, in_text: bool) -> list[Input]:
    """What is asked about the picture: in a text there is only place for what is seen on it."""
    inputs = [each for each in part_inputs(desk, cls, field.name) if each.widget in (Widget.LINE, Widget.TEXT)]
    return [each for each in inputs if each.name == field.alt] if in_text else inputs


def _is_needed(each: Input, field: PictureField, cls: type[Record]) -> bool:
    """Whether nothing is written without this answer: a portrait is described by the name beside it."""
    return each.required or (each.name == field.alt and cls is not Mentor)


def _question(given: GivenPhoto, each: Input, field: PictureField, request: Request, answer: str) -> ErrandQuestion:
    name = _name(given, each)
    was_asked = request.field("@sure") == "yes" and name in (key for key, _ in request.fields)
    is_wrong = was_asked and not answer and _is_needed(each, field, given.place.cls)
    about = given.place.name if given.place.cls is Mentor else messages.in_quotes(given.path.name)
    return ErrandQuestion(
        name,
        messages.asked_of(about, each.caption),
        value=answer,
        hint=messages.PHOTO_ALT_HINT if each.name == field.alt else messages.capital(each.hint),
        mistake=messages.DESK_SAY_WHAT_IS_ON_IT if is_wrong else "",
        picture=shown_at(given.path) if each.name == field.alt else "",
    )


def _name(given: GivenPhoto, each: Input) -> str:
    return f"{ANSWER}-{given.number}/{each.name}"


def _told(given: GivenPhoto, *, in_text: bool) -> str:
    """Where the photograph goes, in a line."""
    place = given.place
    replaces = place.has_portrait
    return messages.photo_goes(given.path.name, place.cls.caption, place.name, in_text=in_text, replaces=replaces)


def _in_field(
    data: Mapping[str, Plain], field: PictureField, upload: Upload, answers: Mapping[str, str], *, keeps_words: bool
) -> dict[str, Any]:
    """The record with the picture in its field; a new portrait keeps what was said of the one before it."""
    old = data.get(field.name)
    kept = old if keeps_words and isinstance(old, Mapping) else {}
    said = {name: text for name, text in answers.items() if text}
    return {**data, field.name: {**kept, field.inside: upload.written, **said}}


def _in_text(body: str, data: Mapping[str, Plain], upload: Upload, alt: str) -> dict[str, Any]:
    """The record with the picture below the text of this field."""
    words = alt.replace("[", "(").replace("]", ")")
    text = str(data.get(body) or "").rstrip("\n")
    return {**data, body: f"{text}\n\n![{words}]({upload.written})".lstrip("\n")}
