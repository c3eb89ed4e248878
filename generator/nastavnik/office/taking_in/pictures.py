"""Pictures that come with a proposal → files that pass the rules of photos: of a format of the web, without notes.

The first one that is large enough becomes the picture of the story, which cards and lists show; the text goes without.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from nastavnik import messages
from nastavnik.attachments import Unpublishable, photo
from nastavnik.attachments.intake import taken_in
from nastavnik.importing.notes import Note
from nastavnik.importing.proposals import FileBeside, Proposal
from nastavnik.office.uploads import PictureField, story_picture
from nastavnik.records.record import Record

LEAST_WIDTH, LEAST_HEIGHT = 300, 200
"""Pixels of a picture that stands on a card; what is smaller is an emblem or an icon."""
LONGEST_SIDE = 3
"""How many times a picture may be longer than it is high; what is longer is a line or a banner."""
_IN_LINE = re.compile(r"!\[([^\]\n]*)\]\(([^)\s]+)\)")


def with_clean_pictures(proposal: Proposal) -> tuple[Proposal, list[Note]]:
    """The proposal with its pictures as they may lie in the content folder; one that cannot goes, with a note."""
    notes: list[Note] = []
    for file in proposal.files:
        if PurePosixPath(file.path).suffix not in photo.SUFFIXES:
            continue
        try:
            clean = _clean(file)
        except Unpublishable as refused:
            notes.append(Note(messages.picture_not_taken(str(refused)), proposal.place, file.path))
            proposal = _without(proposal, file)
            continue
        proposal = _in_place(proposal, file, clean)
    return proposal, notes


def with_story_picture(cls: type[Record], proposal: Proposal) -> Proposal:
    """The proposal with the first fitting picture of its text in the field for it, if its kind has one."""
    field = story_picture(cls)
    if field is None or field.name in proposal.fields:
        return proposal
    fitting = {file.path for file in proposal.files if _is_fitting(file)}
    lines = (line for line in proposal.body.split("\n") if not line.lstrip().startswith("|"))
    pictures = (match for line in lines for match in _IN_LINE.finditer(line))
    first = next((match for match in pictures if match[2] in fitting), None)
    if first is None:
        return proposal
    picture = _part(field, first[2], first[1].strip() or messages.PICTURE_OF_A_STORY)
    body = _shown(first[2]).sub("", proposal.body)
    return replace(proposal, fields={**proposal.fields, field.name: picture}, body=body)


def _part(field: PictureField, file: str, alt: str) -> dict[str, str]:
    return {field.inside: file, field.alt: alt}


def _is_fitting(file: FileBeside) -> bool:
    """Whether a picture can stand above a story and on its card."""
    if PurePosixPath(file.path).suffix not in photo.SUFFIXES:
        return False
    with photo.opened(file.data) as picture:
        width, height = picture.size
    return width >= LEAST_WIDTH and height >= LEAST_HEIGHT and width <= LONGEST_SIDE * height


def _shown(path: str) -> re.Pattern[str]:
    """A picture in a text, with the empty lines below it if it has its own line."""
    picture = rf"!\[[^\]\n]*\]\({re.escape(path)}\)"
    return re.compile(rf"(?m)^{picture}(?:\n+|\Z)| ?{picture}")


def _clean(file: FileBeside) -> FileBeside:
    """The picture upright, no larger than pages need, without notes, in a format of the web. Raises `Unpublishable`."""
    data, suffix = taken_in(file.data)
    return FileBeside(str(PurePosixPath(file.path).with_suffix(suffix)), data)


def _in_place(proposal: Proposal, old: FileBeside, new: FileBeside) -> Proposal:
    files = tuple(new if file is old else file for file in proposal.files)
    body = proposal.body.replace(f"]({old.path})", f"]({new.path})")
    return replace(proposal, files=files, body=body, fields=_renamed(dict(proposal.fields), old.path, new.path))


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, Mapping):
        return {key: _renamed(inner, old, new) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, old, new) for inner in value]
    if not isinstance(value, str):
        return value
    return new if value == old else value.replace(f"]({old})", f"]({new})")


def _without(proposal: Proposal, gone: FileBeside) -> Proposal:
    """The proposal without a picture: in its text, and with the part of a record that names it."""
    shown = _shown(gone.path)
    fields = {
        name: value
        for name, value in proposal.fields.items()
        if not (isinstance(value, Mapping) and gone.path in value.values())
    }
    files = tuple(file for file in proposal.files if file is not gone)
    return replace(proposal, files=files, body=shown.sub("", proposal.body), fields=fields)
