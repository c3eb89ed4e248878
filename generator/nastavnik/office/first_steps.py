"""What a new section still lacks before it can be shown, in the order in which it is quickest to do.

Consents come when there is something to agree to, and last once a site was built without them: whoever refused or
has not answered yet stands in nobody's way. Terms without a mark come before the site until somebody has marked
something: what was left out then was not done, and no site waits for it.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Literal, NamedTuple

from nastavnik.office.consenting import waiting as waiting_cards
from nastavnik.office.examples import examples
from nastavnik.office.marking_done import unmarked
from nastavnik.office.signing import unagreed, unconfirmed
from nastavnik.records import Practice, Roadmap
from nastavnik.school import placeholders
from nastavnik.school.cabinet import Cabinet, Original

StepName = Literal[
    "files",
    "passport",
    "plan",
    "unread",
    "confirm",
    "unpublished",
    "consents",
    "marks",
    "examples",
    "build",
    "rebuild",
    "publish",
]


class FirstStep(NamedTuple):
    """Something left to do: how many records it is about, and the file of the first of them, if it is about records."""

    name: StepName
    records: int = 0
    file: str = ""
    unfinished: int = 0
    """Records that will wait for it as well once they are written to the end."""


def first_steps(
    cabinet: Cabinet, today: dt.date, drafts: Collection[str] = (), site: StepName | None = None
) -> list[FirstStep]:
    """The steps that are left, none for a section that has all of them behind it.

    `drafts` are files of drafts that lack something: they stop no build and need not be finished first. `site` is what
    is to be done about the site: "build" before the first one.
    """
    steps = [FirstStep("files")] if not _own(cabinet) else []
    steps += [FirstStep("passport")] if any(placeholders.of_passport(cabinet.school)) else []
    steps += [FirstStep("plan")] if not steps and cabinet.current_plan() is None else []
    unread = [file for file in cabinet.unread if file not in drafts]
    steps += [FirstStep("unread", len(unread), unread[0])] if unread else []
    later = () if site == "build" else LATER
    steps += _waiting(cabinet, today, [name for name in WAITING if name not in later])
    overdue = unmarked(cabinet, today)
    marks = [FirstStep("marks", overdue.terms)] if overdue.terms else []
    of_site = [FirstStep(site)] if site else []
    steps += [*of_site, *marks] if overdue.has_marks else [*marks, *of_site]
    return [*steps, *_waiting(cabinet, today, later)]


def _waiting(cabinet: Cabinet, today: dt.date, names: Iterable[StepName]) -> list[FirstStep]:
    """The steps of these names that records wait for."""
    waiting = [(name, list(WAITING[name](cabinet, today))) for name in names]
    unfinished = {"consents": len(waiting_cards(cabinet))}
    return [
        FirstStep(name, len(originals), originals[0].file.name, unfinished.get(name, 0))
        for name, originals in waiting
        if originals
    ]


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


WAITING: Mapping[StepName, Callable[[Cabinet, dt.date], Iterable[Original]]] = {
    "confirm": _unconfirmed,
    "unpublished": _drafts,
    "consents": unagreed,
    "examples": _examples,
}
"""What records may wait for."""
LATER: tuple[StepName, ...] = ("consents", "examples")
"""What waits longest once a site was built without it."""
