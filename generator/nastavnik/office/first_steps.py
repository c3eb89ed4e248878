"""What a new section still lacks before it can be shown, in the order in which it is quickest to do."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from typing import Literal, NamedTuple

from nastavnik.office.examples import examples
from nastavnik.office.signing import unagreed, unconfirmed
from nastavnik.records import Practice, Roadmap
from nastavnik.school import placeholders
from nastavnik.school.cabinet import Cabinet, Original

StepName = Literal["files", "passport", "plan", "unread", "consents", "confirm", "unpublished", "examples", "build"]


class FirstStep(NamedTuple):
    """Something left to do: how many records it is about, and the file of the first of them, if it is about records."""

    name: StepName
    records: int = 0
    file: str = ""


def first_steps(cabinet: Cabinet, today: dt.date, drafts: Collection[str] = (), *, is_built: bool) -> list[FirstStep]:
    """The steps that are left, none for a section that has all of them behind it.

    `drafts` are files of drafts that lack something: they stop no build and need not be finished first.
    """
    steps = [FirstStep("files")] if not _own(cabinet) else []
    steps += [FirstStep("passport")] if any(placeholders.of_passport(cabinet.school)) else []
    steps += [FirstStep("plan")] if not steps and cabinet.current_plan() is None else []
    unread = [file for file in cabinet.unread if file not in drafts]
    steps += [FirstStep("unread", len(unread), unread[0])] if unread else []
    for name, waiting in WAITING:
        originals = list(waiting(cabinet, today))
        steps += [FirstStep(name, len(originals), originals[0].file.name)] if originals else []
    return steps if is_built else [*steps, FirstStep("build")]


def _own(cabinet: Cabinet) -> list[Original]:
    """Records that are neither examples nor the plan: what fills the pages."""
    others = (original for original in cabinet.records if not isinstance(original.record, Roadmap))
    return [original for original in others if not original.record.is_example]


def _unconfirmed(cabinet: Cabinet, _: dt.date) -> Iterable[Original]:
    return unconfirmed(cabinet)


def _drafts(cabinet: Cabinet, _: dt.date) -> Iterable[Original]:
    return [original for original in cabinet.of(Practice) if original.record.status == "draft"]


def _examples(cabinet: Cabinet, _: dt.date) -> Iterable[Original]:
    return examples(cabinet)


WAITING: tuple[tuple[StepName, Callable[[Cabinet, dt.date], Iterable[Original]]], ...] = (
    ("consents", unagreed),
    ("confirm", _unconfirmed),
    ("unpublished", _drafts),
    ("examples", _examples),
)
"""What records may wait for."""
