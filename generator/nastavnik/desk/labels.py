"""What every record file is called, hidden records too: for lists and for inputs that lead to other records."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from nastavnik import messages
from nastavnik.building.scan_table import Stat
from nastavnik.records.own_page import OwnPage
from nastavnik.records.record import alphabetic
from nastavnik.school.catalogue import SCHOOL_FILE, RecordFile, record_files
from nastavnik.school.handwritten import handwritten
from nastavnik.text.source import Plain, Unreadable, read

NAMES = ("title", "name", "school_year", "period")
"""Fields a record is called by; the first one that says something."""
DAYS = ("date", "start", "published", "deadline", "dates", "school_year", "period", "since")
"""Fields by which a list is ordered, the newest first; the name where there are none."""
DETAILS = ("span", "number", "post")
"""What else tells records of one name apart."""


class Label(NamedTuple):
    """A record in a list: its kind and id, its name, what dates it (as typed), whether its file can be read."""

    kind: str
    id: str
    title: str
    day: str
    is_readable: bool
    file: str
    words: tuple[str, ...] = ()
    """What else tells it from others: a number, a post; its id where nothing does."""

    @property
    def day_in_words(self) -> str:
        """What dates it as readers see it: «20 ноября 2026», «2026–2027 учебный год»; empty for what tells no day."""
        try:
            return messages.day(dt.date.fromisoformat(self.day[:10]))
        except ValueError:
            words = messages.school_year(self.day) if re.fullmatch(r"\d{4}-\d{4}", self.day) else self.day
            return words if re.search(r"\d", words) else ""

    @property
    def detail(self) -> str:
        """What tells it from others, in words."""
        words = (*self.words, self.day_in_words)
        return " · ".join(word for word in words if word and word != self.title)


class Labels:
    """Names of the records of a folder; files that did not change are not read again."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.known: dict[str, tuple[Stat, Label]] = {}

    def all(self) -> dict[str, list[Label]]:
        """Labels by kind: the newest first, else by name."""
        labels: dict[str, list[Label]] = {}
        for file in record_files(self.content):
            labels.setdefault(file.cls.kind, []).append(self._label(file))
        for kind, of_kind in labels.items():
            of_kind.sort(key=lambda label: alphabetic(label.title))
            of_kind.sort(key=lambda label: label.day, reverse=True)
            labels[kind] = list(_told_apart(of_kind))
        return labels

    def titles(self) -> dict[str, str]:
        """What records, pages and the passport are called, by the names of their files in messages.

        Records of one name are called by what differs as well.
        """
        passport = {f"{self.content.name}/{SCHOOL_FILE}": messages.DESK_PASSPORT}
        pages = {page.file: page.title for page in handwritten(self.content)[0]}
        records = {label.file: title for labels in self.all().values() for label, title in named(labels)}
        return pages | records | passport

    def stages(self) -> Iterator[tuple[str, str]]:
        """(`2026-2027/4`, its title) of every stage of every roadmap."""
        for file in record_files(self.content):
            if file.cls.kind == "roadmap":
                yield from _stages(file)

    def _label(self, file: RecordFile) -> Label:
        stat = Stat.of(file.place)
        known = self.known.get(file.name)
        if known is None or known[0] != stat:
            known = self.known[file.name] = (stat, _read(file))
        return known[1]


def named(labels: Sequence[Label]) -> Iterator[tuple[Label, str]]:
    """Records of one kind with what each is called among them: no two alike."""
    counts = Counter(label.title for label in labels)
    for label in labels:
        alone = counts[label.title] == 1 or not label.detail
        yield label, label.title if alone else messages.named_apart(label.title, label.detail)


def _told_apart(labels: Sequence[Label]) -> Iterator[Label]:
    """Labels of one kind; to those that would look alike their ids are added."""
    counts = Counter((label.title, label.detail) for label in labels)
    for label in labels:
        is_twin = counts[label.title, label.detail] > 1
        yield label._replace(words=(*label.words, label.id)) if is_twin else label


def called(data: dict[str, Plain]) -> str:
    """What a record calls itself, empty if it does not."""
    named = next((messages.one_line(_text(data[name])) for name in NAMES if data.get(name)), "")
    return named or first_heading(_text(data.get(OwnPage.body or "", "")))


def first_heading(text: str) -> str:
    """What a page without a title is called."""
    return next((line[2:].strip() for line in text.split("\n") if line.startswith("# ")), "")


def _read(file: RecordFile) -> Label:
    try:
        data = read(file.path, file.name).data
    except (Unreadable, OSError):
        return Label(file.cls.kind, file.id, file.id, "", False, file.name)
    day = next((text for name in DAYS if (text := _day_of(data.get(name, "")))), "")
    words = tuple(_detail(name, _text(data[name])) for name in DETAILS if data.get(name))
    return Label(file.cls.kind, file.id, called(data) or file.id, _sortable(day), True, file.name, words)


def _day_of(value: Plain) -> str:
    """A day as typed, the first one of a list of days."""
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("date", "") if isinstance(first, dict) else value)


def _detail(name: str, text: str) -> str:
    return messages.desk_number(text) if name == "number" else messages.shortened(text, 60)


def _sortable(day: str) -> str:
    """A day as typed, turned so that texts are in the order of days: 20.11.2026 → 2026-11-20."""
    parts = day.split(" ")[0].split(".")
    return "-".join(reversed(parts)) if len(parts) == 3 else day


def _stages(file: RecordFile) -> Iterator[tuple[str, str]]:
    try:
        stages = read(file.path, file.name).data.get("stages", [])
    except (Unreadable, OSError):
        return
    for number, stage in enumerate(stages if isinstance(stages, list) else [], 1):
        if isinstance(stage, dict):
            code = _text(stage.get("id", "")) or _text(stage.get("number", "")).strip(" .)") or str(number)
            yield f"{file.id}/{code}", messages.shortened(_text(stage.get("title", "")), 90)


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else " ".join(map(_text, value)) if isinstance(value, list) else ""
