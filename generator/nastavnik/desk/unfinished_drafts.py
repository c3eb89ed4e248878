"""Drafts that are not written to the end: which fields wait, and where each of them is filled in."""

from typing import NamedTuple

from nastavnik.building.project import Prepared, Project
from nastavnik.desk.mistakes import path_of
from nastavnik.desk.record_editing import open_record
from nastavnik.records.unfinished import unfinished
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.source import Unreadable


class UnfinishedDraft(NamedTuple):
    """A draft by its file in messages: the sentence of `check`, (caption, address) of each field that waits."""

    file: str
    address: str
    """Of its form."""
    sentence: str
    fields: tuple[tuple[str, str], ...]


def unfinished_drafts(prepared: Prepared | None, most: int | None = None) -> dict[str, UnfinishedDraft]:
    """The first unfinished drafts of a reading by their files in messages, in the order of these."""
    if prepared is None:
        return {}
    words = prepared.catalogue.vocabularies
    drafts = (_draft(prepared.project, file, words) for file in sorted(prepared.unfinished)[:most])
    return {draft.file: draft for draft in drafts if draft}


def _draft(project: Project, file: str, words: Vocabularies) -> UnfinishedDraft | None:
    """None for a file that was finished, or broken, in this moment."""
    kind, name = file.split("/")[-2:]
    record = open_record(project, kind, name.rpartition(".")[0])
    try:
        draft = unfinished(record.cls, record.source(), words)
    except Unreadable:
        return None
    if draft is None:
        return None
    address = f"/edit/{kind}/{record.id}"
    fields = tuple((caption, f"{address}?field={path_of(keys)}") for keys, caption in draft.waiting())
    return UnfinishedDraft(file, address, draft.sentence, fields)
