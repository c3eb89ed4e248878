"""Pictures that come with a proposal → files that pass the rules of photos: of a format of the web, without notes."""

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
    shown = re.compile(rf"!\[[^\]\n]*\]\({re.escape(gone.path)}\)\n*")
    fields = {
        name: value
        for name, value in proposal.fields.items()
        if not (isinstance(value, Mapping) and gone.path in value.values())
    }
    files = tuple(file for file in proposal.files if file is not gone)
    return replace(proposal, files=files, body=shown.sub("", proposal.body), fields=fields)
