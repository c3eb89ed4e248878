"""Proposals of some files → what is to be written, record by record, and the report about all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.errors import EditRefused
from nastavnik.importing.notes import Note, grouped
from nastavnik.importing.proposals import Proposal, Proposals
from nastavnik.office.taking_in.answers import NO_ANSWERS, AuthorCard, RecordAnswers, answered, with_cards
from nastavnik.office.taking_in.fitting import filled, fitted, is_whole, without_refused
from nastavnik.office.taking_in.kinds import TakenKind
from nastavnik.office.taking_in.merging import merged
from nastavnik.office.taking_in.overlaying import differences, laid_over
from nastavnik.office.taking_in.pictures import with_clean_pictures, with_story_picture
from nastavnik.office.taking_in.rendering import record_text
from nastavnik.office.taking_in.shelf import Shelf, Shelved, is_there, path_of, place_of
from nastavnik.records import Mentor
from nastavnik.records.reading import read_record
from nastavnik.records.record import Record
from nastavnik.records.unfinished import unfinished
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.guard.personal_data import PublicDetails, in_text
from nastavnik.text.source import Problem, Unreadable, decode, parse

TakenState = Literal["new", "changed", "same", "left", "refused"]
STATES: tuple[TakenState, ...] = ("new", "changed", "same", "left", "refused")


@dataclass(frozen=True, slots=True)
class TakenRecord:
    """What becomes of one proposal.

    `left` are records that differ from the file and stay as they are; `refused` ones are nowhere. `problems` is what
    `check` will say of the file as it is to be written, `differences` a sentence a field.
    """

    state: TakenState
    place: str
    label: str
    file: str = ""
    """Its name as `check` has it: `content/mentors/belova.yml`."""
    id: str = ""
    problems: tuple[Problem, ...] = ()
    differences: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    """Names of required fields that the file says nothing about."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Of a new record: its fields as the file says them, before anybody answered."""

    @property
    def line(self) -> str:
        """A line of the report."""
        return messages.taken_record(self.state, self.file, self.label, self.place)


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that some files become: records, notes with places, files that could not be read with a sentence.

    `files` are all bytes to write, by path; there are none where nothing changes.
    """

    cls: type[Record]
    records: tuple[TakenRecord, ...]
    notes: tuple[Note, ...]
    files: Mapping[Path, bytes]
    failures: tuple[tuple[str, str], ...] = ()

    def of(self, *states: TakenState) -> list[TakenRecord]:
        """The records in one of these states."""
        return [record for record in self.records if record.state in states]

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of required fields that several records lack."""
        counts = Counter(name for record in self.of("new", "changed") for name in record.lacks)
        return tuple(name for name, count in counts.items() if count > 1)

    def counts(self, *, dry: bool) -> str:
        """How many records there are of each state, in one sentence."""
        states: dict[str, int] = {state: len(self.of(state)) for state in STATES}
        return messages.take_counts(states, self.cls.counted, dry=dry)

    def remarks(self, *, whole: bool = False) -> list[str]:
        """A sentence for each sort of thing to look at; with `whole` nothing in it is shortened."""
        return grouped(self.notes, whole=whole)


def intake(
    project: Project,
    kind: TakenKind,
    proposals: Proposals,
    failures: Iterable[tuple[str, str]],
    words: Vocabularies,
    *,
    fill: Mapping[str, str],
    force: bool,
    answers: Mapping[str, RecordAnswers] = NO_ANSWERS,
    cards: Sequence[AuthorCard] = (),
) -> Intake:
    """What the proposals become beside the records of the project; nothing is written."""
    pictured = [with_clean_pictures(proposal) for proposal in proposals.records]
    fits = [fitted(kind.cls, with_story_picture(kind.cls, proposal), words) for proposal, _ in pictured]
    learners = [TakenRecord("refused", fit.proposal.place, "") for fit in fits if fit.learner]
    taken, twice = merged(kind, [fit.proposal for fit in fits if not fit.learner])
    making = _Making(project, kind, words, fill, answers, force=force)
    records = [making.record(with_cards(kind.cls, proposal, cards)) for proposal in taken]
    refused = [note for _, notes in pictured for note in notes]
    notes = [*proposals.notes, *refused, *(note for fit in fits for note in fit.notes), *twice, *making.notes]
    left = [note for note in notes if note.reason != messages.PICTURE_WANTS_ALT or note.text not in making.described]
    return Intake(kind.cls, (*records, *learners), tuple(dict.fromkeys(left)), making.files, tuple(failures))


class _Making:
    """Records of an intake one after the other; each takes its id and its files."""

    def __init__(
        self,
        project: Project,
        kind: TakenKind,
        words: Vocabularies,
        fill: Mapping[str, str],
        answers: Mapping[str, RecordAnswers],
        *,
        force: bool,
    ) -> None:
        self.project, self.kind, self.words, self.fill, self.force = project, kind, words, fill, force
        self.answers = answers
        self.described: set[str] = set()
        """Files somebody has said something of: a picture with its words."""
        self.shelf = Shelf(project, kind)
        self.notes: list[Note] = []
        self.files: dict[Path, bytes] = {}

    def record(self, proposal: Proposal) -> TakenRecord:
        """What becomes of a proposal."""
        there = self.shelf.same(proposal)
        return self._new(proposal) if there is None else self._beside(proposal, there)

    def _new(self, proposal: Proposal) -> TakenRecord:
        """A record that was not there."""
        complete = filled(self.kind.cls, proposal, self.fill, self.words)
        complete = complete.renamed(self.shelf.take_id(complete))
        answers = self.answers.get(complete.id, {})
        self.described |= {text for path in answers for text in _texts_beside(complete, path)}
        fit = answered(self.kind.cls, complete, answers, self.words)
        self.notes += fit.notes
        proposal = self._as_draft(fit.proposal)
        text = record_text(self.kind.cls, proposal, self.words)
        self._write(proposal, text.encode())
        taken = self._taken("new", proposal, text.encode())
        return replace(taken, lacks=tuple(_lacks(self.kind.cls, complete)), values=complete.fields)

    def _as_draft(self, proposal: Proposal) -> Proposal:
        """The proposal, with the mark of a draft where it is not written to the end: it must not stop the school."""
        if is_whole(self.kind.cls, proposal, self.words):
            return proposal
        if self.kind.draft:
            self.notes.append(Note(messages.TAKEN_AS_DRAFT, proposal.place, proposal.id))
        return replace(proposal, fields={**proposal.fields, **self.kind.draft})

    def _beside(self, proposal: Proposal, there: Shelved) -> TakenRecord:
        """A record that the school has: it stays, or takes what differs."""
        cls, written = self.kind.cls, there.written
        fill = {name: text for name, text in self.fill.items() if name not in there.values}
        settled = replace(proposal, fields=self.kind.settle(proposal.fields, there.values)).renamed(there.id)
        fit = without_refused(cls, filled(cls, settled, fill, self.words), self.words)
        proposal = fit.proposal
        self.notes += fit.notes
        unlike = differences(cls, written, proposal, self.words)
        sentences = tuple(difference.sentence for difference in unlike)
        if not unlike:
            return self._same(proposal, there)
        if not self.force:
            return self._taken("left", proposal, written.raw, sentences)
        try:
            data = laid_over(cls, written, proposal, unlike)
        except EditRefused as refused:
            self.notes.append(Note(str(refused), proposal.place))
            return self._taken("left", proposal, written.raw, sentences)
        self._write(proposal, data)
        return self._taken("changed", proposal, data, sentences)

    def _same(self, proposal: Proposal, there: Shelved) -> TakenRecord:
        """A record that says what the file says; another state of a file beside it is told, or takes its place."""
        beside = [(file, place_of(self.project, self.kind, file)) for file in proposal.files]
        new = [file for file, place in beside if not is_there(place, file.data) and not self.shelf.holds(there, file)]
        self._write_files(replace(proposal, files=tuple(new)))
        state: TakenState = (
            "changed" if any(place_of(self.project, self.kind, file) in self.files for file in new) else "same"
        )
        return self._taken(state, proposal, there.written.raw)

    def _write(self, proposal: Proposal, data: bytes) -> None:
        path = path_of(self.project, self.kind, proposal.id)
        self.files[path] = data
        self._write_files(proposal)

    def _write_files(self, proposal: Proposal) -> None:
        for file in proposal.files:
            place = place_of(self.project, self.kind, file)
            if place.is_file() and place.read_bytes() != file.data and not self.force:
                self.notes.append(Note(messages.FILE_STAYS, proposal.place, file.path))
            else:
                self.files[place] = file.data

    def _taken(
        self, state: TakenState, proposal: Proposal, data: bytes, differences: tuple[str, ...] = ()
    ) -> TakenRecord:
        path = path_of(self.project, self.kind, proposal.id)
        name = path.relative_to(self.project.root).as_posix()
        problems = tuple(_problems(self.kind.cls, data, name, self.words)) if state in ("new", "changed") else ()
        label = str(proposal.fields.get("name") or proposal.fields.get("title") or "")
        if self.kind.cls is Mentor and state == "new" and "consent" not in proposal.fields:
            self.notes.append(Note(messages.NOT_SHOWN_WITHOUT_CONSENT, "", label or proposal.id))
        lacks = tuple(_lacks(self.kind.cls, proposal)) if problems else ()
        return TakenRecord(state, proposal.place, label, name, proposal.id, problems, differences, lacks)


def _texts_beside(proposal: Proposal, path: str) -> Iterator[str]:
    """What else stands in the part that an answer («image/alt») is about."""
    part = proposal.fields.get(path.partition("/")[0])
    yield from (str(text) for text in part.values()) if isinstance(part, Mapping) else ()


def _lacks(cls: type[Record], proposal: Proposal) -> Iterator[str]:
    """Required fields that a proposal leaves out."""
    for name, info in cls.model_fields.items():
        if info.is_required() and name not in (cls.body, *proposal.fields):
            yield name


def _problems(cls: type[Record], data: bytes, file: str, words: Vocabularies) -> Iterator[Problem]:
    """What `check` will say of a file: the record's own mistakes, and what of it is personal."""
    with_body = cls.suffix == ".md"
    try:
        text = decode(data, file)
        source = parse(text, file, with_body=with_body)
    except Unreadable as refused:
        yield refused.problem
        return
    draft, record = unfinished(cls, source, words), read_record(cls, source, words)
    if isinstance(record, list):
        yield from draft.problems if draft else record
    yield from in_text(text, file, cls, PublicDetails(), with_body=with_body)
