"""What a section and a school's papers should have, and by which record they have it. For the school, never for pages.

The section: part 9 of the model regulation (letter АЗ-1128/08 of 21.12.2021). The papers: the eight local acts that a
school's regulation names (S4, section 12). An act is known by its type and by words of its title, else of its text.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from nastavnik import messages
from nastavnik.records import Document, Event, Mentor, Monitoring, News, Practice, Programme, Roadmap
from nastavnik.records.vocabularies import normal
from nastavnik.school.cabinet import Cabinet, Original

NAMED = 3
"""So many records are named, the rest are counted."""
Readiness = Literal["there", "over", "missing"]


@dataclass(frozen=True, slots=True)
class ReadyPoint:
    """One line of the list: its group and code (`messages.READY_POINTS`), how it stands, the files that have it."""

    group: str
    code: str
    state: Readiness
    files: tuple[str, ...]

    @property
    def title(self) -> str:
        """What is needed."""
        return messages.READY_POINTS[self.code][0]

    @property
    def where(self) -> str:
        """The records that have it, else what to write."""
        if not self.files:
            return messages.READY_POINTS[self.code][1]
        return messages.ready_where(self.files[:NAMED], max(len(self.files) - NAMED, 0))


@dataclass(frozen=True, slots=True)
class LocalAct:
    """How a paper of the school is recognised: types it may have, words of its title (small letters, no «ё»)."""

    types: tuple[str, ...]
    words: re.Pattern[str]
    in_text: bool = False
    """Whether the text of an order may say it as well."""


def _act(types: str, words: str, *, in_text: bool = False) -> LocalAct:
    return LocalAct(tuple(types.split()), re.compile(words), in_text)


LOCAL_ACTS: Mapping[str, LocalAct] = {
    "regulation": _act("regulation", r"наставнич"),
    "introduction": _act(
        "order decree", r"внедрени|целев\w+ модел|(?:систем|организаци|положени|развити)\w* (?:\w+ )?наставнич"
    ),
    "model": _act(
        "regulation guidelines plan other",
        r"\A\W*(?:целев\w+ )?(?:модел\w+|систем\w+) (?:\(целев\w+ модел\w+\) )?наставнич",
    ),
    "roadmap": _act("plan order other", r"дорожн\w+ карт|план\w* мероприяти"),
    "curators": _act("order decree", r"координатор|куратор", in_text=True),
    "school-of-mentors": _act("order decree", r"школ\w+ (?:\w+ )?наставник", in_text=True),
    "pairs": _act(
        "order decree",
        r"наставническ\w+ (?:пар|групп)|пар и групп|наставник\w* и наставляем"
        r"|(?:назначени|утверждени|закреплени)\w* наставник",
    ),
    "final-event": _act(
        "order decree", r"итогов\w+ (?:\w+ )?(?:мероприяти|встреч|событи|конференци|слет)|подведени\w+ итог"
    ),
}
"""S4, section 12, in its order."""


def readiness(cabinet: Cabinet, today: dt.date) -> list[ReadyPoint]:
    """Every point of the list, whether it is there or not."""
    section = [_point("section", code, find(cabinet), today) for code, find in SECTION.items()]
    acts = [_point("acts", code, _acts(cabinet, code, act), today) for code, act in LOCAL_ACTS.items()]
    return [*section, *acts]


def _point(group: str, code: str, known: Iterable[Original], today: dt.date) -> ReadyPoint:
    originals = list(known)
    in_force = [original for original in originals if not _is_over(original.record, today)]
    state: Readiness = "there" if in_force else "over" if originals else "missing"
    return ReadyPoint(group, code, state, tuple(original.file.name for original in in_force or originals))


def _is_over(record: Any, today: dt.date) -> bool:
    return isinstance(record, Document) and not record.in_force(lambda day: day < today)


def _acts(cabinet: Cabinet, code: str, act: LocalAct) -> Iterator[Original]:
    """Papers that are this act: by the title if any is, else by the text."""
    if code == Roadmap.kind:
        yield from cabinet.of(Roadmap)
    papers = [original for original in _documents(cabinet, "local") if original.record.type in act.types]
    by_title = [paper for paper in papers if act.words.search(normal(paper.record.title))]
    by_text = [paper for paper in papers if act.in_text and act.words.search(normal(paper.record.text or ""))]
    yield from by_title or by_text


def _documents(cabinet: Cabinet, level: str) -> list[Original[Document]]:
    return [original for original in cabinet.of(Document) if original.record.level == level]


def _guidelines(cabinet: Cabinet) -> Iterator[Original]:
    for original in cabinet.of(Document):
        if original.record.type == "guidelines" or "методическ" in normal(original.record.title):
            yield original


def _mentored(cabinet: Cabinet) -> Iterator[Original]:
    for original in cabinet.of(Monitoring):
        figures = original.record.figures
        if figures and (figures.by_form or figures.pupils or figures.young_teachers):
            yield original


def _announcements(cabinet: Cabinet) -> Iterator[Original]:
    stories = (story for story in cabinet.of(News) if story.record.is_public)
    yield from (story for story in stories if story.record.news_type == "announcement")
    yield from _public(Event)(cabinet)


def _results(cabinet: Cabinet) -> Iterator[Original]:
    yield from (each for each in cabinet.of(Programme) if each.record.is_public and each.record.outcome)
    yield from (each for each in cabinet.of(Monitoring) if each.record.figures)
    yield from (each for each in _documents(cabinet, "local") if each.record.type == "statement")


def _public(kind: type[Any]) -> Callable[[Cabinet], list[Original]]:
    return lambda cabinet: [original for original in cabinet.of(kind) if original.record.is_public]


def _of_level(level: str) -> Callable[[Cabinet], list[Original]]:
    return lambda cabinet: list(_documents(cabinet, level))


SECTION: Mapping[str, Callable[[Cabinet], Iterable[Original]]] = {
    "programmes": _public(Programme),
    "mentors": lambda cabinet: cabinet.of(Mentor),
    "mentored": _mentored,
    "practices": _public(Practice),
    "federal": _of_level("federal"),
    "regional": _of_level("regional"),
    "local": _of_level("local"),
    "guidelines": _guidelines,
    "news": _public(News),
    "announcements": _announcements,
    "results": _results,
}
"""What part 9 of the model regulation asks of a site, and the records that are it."""


def summary(points: Iterable[ReadyPoint]) -> str:
    """How many points there are of all: «есть 14 из 19»."""
    states = [point.state for point in points]
    return messages.ready_sum(states.count("there"), len(states))
