"""One person or one event that a file has in several rows → one proposal with what all of them say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from nastavnik import messages
from nastavnik.importing.notes import Note
from nastavnik.importing.proposals import Proposal
from nastavnik.office.taking_in.kinds import TakenKind


def merged(kind: TakenKind, proposals: Iterable[Proposal]) -> tuple[list[Proposal], list[Note]]:
    """Proposals in the order of their first rows, each record once; where rows disagree the first one wins."""
    ordered: list[Proposal] = []
    by_key: dict[str, list[int]] = defaultdict(list)
    notes: list[Note] = []
    for proposal in proposals:
        key = kind.key(proposal.fields)
        at = next((at for at in by_key[key] if kind.agree(proposal.fields, ordered[at].fields)), None) if key else None
        if at is None:
            by_key[key].append(len(ordered))
            ordered.append(proposal)
            continue
        notes += _disagreements(kind, ordered[at], proposal)
        ordered[at] = _together(kind, ordered[at], proposal)
    return ordered, notes


def _together(kind: TakenKind, first: Proposal, second: Proposal) -> Proposal:
    fields = {**second.fields, **kind.settle(first.fields, second.fields)}
    lists = {
        name: list(dict.fromkeys([*value, *second.fields[name]]))
        for name, value in first.fields.items()
        if _are_words(value) and _are_words(second.fields.get(name))
    }
    return replace(
        first, fields={**fields, **lists}, body=first.body or second.body, files=(*first.files, *second.files)
    )


def _disagreements(kind: TakenKind, first: Proposal, second: Proposal) -> list[Note]:
    """That a record comes twice, and each value of the second row that is lost."""
    settled = kind.settle(second.fields, first.fields)
    lost = [
        Note(messages.DIFFERS_FROM_FIRST, second.place, str(value))
        for name, value in settled.items()
        if name in first.fields and value != first.fields[name] and not _are_words(value)
        if name != "name"
    ]
    return [Note(messages.TAKEN_TWICE, second.place), *lost]


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
