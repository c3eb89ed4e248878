"""Lists and texts of a school → its records. The door is `take_in`, which writes nothing; `write_taken` writes.

A reader of `importing/` proposes, `fitting` asks the record classes, `shelf` finds what is there already, `rendering`
and `overlaying` make the files. The same file twice changes nothing; what differs is told and left, unless forced.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.errors import ContentRejected, ImportFailed
from nastavnik.importing.notes import Note
from nastavnik.importing.proposals import Proposal, Proposals, Surroundings
from nastavnik.office.taking_in.answers import NO_ANSWERS, RecordAnswers
from nastavnik.office.taking_in.answers import AuthorCard as AuthorCard
from nastavnik.office.taking_in.field_shapes import known_fields
from nastavnik.office.taking_in.intake import Intake, intake
from nastavnik.office.taking_in.intake import TakenRecord as TakenRecord
from nastavnik.office.taking_in.kinds import TAKEN, TakenKind
from nastavnik.office.undo import write
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import BASE, Vocabularies
from nastavnik.school.cabinet import cabinet
from nastavnik.school.catalogue import REGION_FILE

__all__ = ["TAKEN", "Intake", "field_named", "take_in", "write_taken"]


def take_in(
    project: Project,
    kind: str,
    sources: Sequence[Path],
    today: dt.date,
    *,
    force: bool = False,
    fill: Mapping[str, str] | None = None,
    answers: Mapping[str, RecordAnswers] = NO_ANSWERS,
    cards: Sequence[AuthorCard] = (),
) -> Intake:
    """What the files become as records of the kind (a key of `TAKEN`); nothing is written yet.

    `fill`: values, by field, for records whose file says nothing there; several of a list are parted by `;`. `force`:
    differences go into records that are there too. `answers`, by the id of a new record, are values of its fields;
    authors are led to their `cards`. Files that cannot be read are among the `failures`.
    Raises `ImportFailed` in the folder of a regional bank.
    """
    if (project.content / REGION_FILE).is_file():
        raise ImportFailed(messages.THIS_IS_A_BANK)
    words, surroundings = _school(project, today)
    surroundings = replace(surroundings, fields=known_fields(TAKEN[kind].cls, words))
    proposals, failures = _read(TAKEN[kind], sources, surroundings)
    return intake(
        project, TAKEN[kind], proposals, failures, words, fill=fill or {}, force=force, answers=answers, cards=cards
    )


def write_taken(project: Project, kind: str, taken: Intake) -> None:
    """Write the files of an intake, each whole or not at all; `nastavnik undo` takes them back."""
    write(project.root, f"import {kind}", taken.files)


def field_named(cls: type[Record], word: str) -> str | None:
    """The field that a name or a caption means, whatever its case; None for a word that means none."""
    known = {name: name for name in cls.model_fields}
    known |= {(field.title or name).lower(): name for name, field in cls.model_fields.items()}
    return known.get(word.strip().lower())


def _school(project: Project, today: dt.date) -> tuple[Vocabularies, Surroundings]:
    """The school's words and what readers have to know of it; without a readable passport what every school has."""
    try:
        school = cabinet(project.content)
    except ContentRejected:
        return BASE, Surroundings(today)
    passport = school.school
    return school.vocabularies, Surroundings(today, passport.current_year or "", passport.timezone)


def _read(
    kind: TakenKind, sources: Sequence[Path], surroundings: Surroundings
) -> tuple[Proposals, list[tuple[str, str]]]:
    records: list[Proposal] = []
    notes: list[Note] = []
    failures = []
    for source in sources:
        try:
            proposals = kind.read(source, surroundings)
        except ImportFailed as failed:
            failures.append((source.name, str(failed)))
            continue
        named = _named(source.name, proposals) if len(sources) > 1 else proposals
        records += named.records
        notes += named.notes
    return Proposals(tuple(records), tuple(notes)), failures


def _named(file: str, proposals: Proposals) -> Proposals:
    """Places with the name of the file, where there are several files."""
    records = (replace(record, place=messages.place_in_file(file, record.place)) for record in proposals.records)
    notes = (replace(note, place=messages.place_in_file(file, note.place)) for note in proposals.notes)
    return Proposals(tuple(records), tuple(notes))
