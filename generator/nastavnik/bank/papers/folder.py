"""A regional folder: `region.yml`, `sources/` and `decisions/` read and checked, everything wrong said at once.

Sources and decisions that are wrong are left out and said; the rest stay usable, so one bad line stops no harvest.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from nastavnik import messages
from nastavnik.bank.papers.records import KEY, REGIONAL, VERDICTS, Decision, Region, SourceRecord
from nastavnik.records.publishing import strip
from nastavnik.records.reading import read_record
from nastavnik.records.record import Record
from nastavnik.school.catalogue import REGION_FILE
from nastavnik.school.scanning import bad_name
from nastavnik.text.source import Place, Problem, Unreadable, decode, read
from nastavnik.text.source import Source as SourceText

_HIDDEN = next(word for word in VERDICTS.terms if word.code == "hidden")
HIDING = re.compile("|".join(map(re.escape, (_HIDDEN.code, _HIDDEN.title, *_HIDDEN.also))), re.IGNORECASE)
"""How a verdict that hides a practice may be spelt."""
COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)
STORE_FILE = ".nastavnik/bank.db"
NEEDS = {
    "catalog": ("url",),
    "pages": ("url",),
    "folder": ("path",),
    "archive": ("path", "url"),
    "table": ("path", "url"),
}
"""Fields of a source by its type: one of them must be written."""

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True, slots=True)
class Folder:
    """What the region wrote down, as far as it can be used."""

    root: Path
    region: Region | None
    """Without private fields and without names nobody consented to."""
    store: str
    """Address of the store; holds no password."""
    sources: Mapping[str, SourceRecord]
    decisions: Mapping[str, Decision]
    """Both by the names of their files."""
    problems: tuple[Problem, ...]
    withheld: frozenset[str] = frozenset()
    """Practices that a decision with a mistake in it seems to hide: nobody sees them until it is mended."""

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]


def open_folder(root: Path, today: dt.date) -> Folder:
    """Read `content/` of the regional project at `root`."""
    reading = _Reading(root)
    region = reading.region()
    sources = reading.records(SourceRecord, reading.check_source)
    decisions = reading.records(Decision, reading.check_decision)
    return Folder(
        root,
        strip(region, today) if region else None,
        (region and region.store) or f"sqlite:///{(root / STORE_FILE).as_posix()}",
        sources,
        decisions,
        tuple(sorted(reading.problems)),
        reading.withheld(decisions),
    )


def last_decisions(decisions: Mapping[str, Decision]) -> dict[str, tuple[str, Decision]]:
    """The decision that holds, with its file's name, by practice: the latest; of one day, the last by name."""
    ordered = sorted(decisions.items(), key=lambda item: (item[1].date, item[0]))
    return {decision.practice: (name, decision) for name, decision in ordered}


def _uncommented(path: Path) -> str:
    """The words of a file that cannot be used, without comments; nothing of one that cannot be opened."""
    try:
        raw = path.read_bytes()
        text = decode(raw, path.name)
    except OSError:
        return ""
    except Unreadable:
        text = raw.decode("utf-8", errors="replace")
    return COMMENT.sub("", text)


class _Reading:
    """One reading of a folder; problems gather on the way."""

    def __init__(self, root: Path) -> None:
        self.root, self.content = root, root / "content"
        self.problems: list[Problem] = []
        self.addresses: dict[str, str] = {}
        self.decided: dict[tuple[str, str, dt.date], str] = {}

    def region(self) -> Region | None:
        path = self.content / REGION_FILE
        if not path.is_file():
            self.problems.append(Problem(Place(self._name(path)), messages.NO_REGION_FILE))
            return None
        text = self._text(path)
        region = self._record(Region, text) if text else None
        if region and text and region.store and urlsplit(region.store).password:
            self.problems.append(Problem(text.place(("store",)), messages.PASSWORD_IN_FILE))
        return region

    def records(self, cls: type[Kind], check: Callable[[Kind, SourceText], Iterator[Problem]]) -> dict[str, Kind]:
        """Records of a kind by the names of their files; those with a problem stay out."""
        records: dict[str, Kind] = {}
        folder = self.content / cls.kind
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.startswith(".") or path.is_dir():
                continue
            if problem := bad_name(cls, path.name):
                self.problems.append(Problem(Place(self._name(path)), problem))
                continue
            text = self._text(path)
            record = self._record(cls, text) if text else None
            if record is None or text is None:
                continue
            wrong = list(check(record, text))
            self.problems += wrong
            if not any(problem.severity == "error" for problem in wrong):
                records[path.stem] = record
        return records

    def check_source(self, source: SourceRecord, text: SourceText) -> Iterator[Problem]:
        needed = NEEDS[source.source_type]
        place = next((value for name in needed if (value := getattr(source, name))), None)
        if place is None:
            yield Problem(text.place(("source_type",)), messages.source_needs(needed))
            return
        same = self.addresses.setdefault(place.rstrip("/").lower(), text.file)
        if same != text.file:
            yield Problem(text.place(("url" if source.url else "path",)), messages.source_twice(same))

    def check_decision(self, decision: Decision, text: SourceText) -> Iterator[Problem]:
        if "hidden" in decision.verdict and len(decision.verdict) > 1:
            yield Problem(text.place(("verdict",)), messages.HIDDEN_AND_MORE)
        same = self.decided.setdefault((decision.practice, decision.expert_body, decision.date), text.file)
        if same != text.file:
            yield Problem(text.place(("date",)), messages.decided_twice(same))

    def withheld(self, decisions: Mapping[str, Decision]) -> frozenset[str]:
        """Practices named in files of decisions that are left out and speak of hiding, outside their comments."""
        folder = self.content / Decision.kind
        files = (path for path in (sorted(folder.iterdir()) if folder.is_dir() else ()) if path.is_file())
        texts = (_uncommented(path) for path in files if path.stem not in decisions and not path.name.startswith("."))
        return frozenset(key for text in texts if HIDING.search(text) for key in KEY.findall(text))

    def _text(self, path: Path) -> SourceText | None:
        try:
            return read(path, self._name(path))
        except Unreadable as refused:
            self.problems.append(refused.problem)
        except OSError as error:
            self.problems.append(Problem(Place(self._name(path)), messages.cannot_open(error)))
        return None

    def _record(self, cls: type[Kind], text: SourceText) -> Kind | None:
        record = read_record(cls, text, REGIONAL)
        if isinstance(record, list):
            self.problems += record
            return None
        return record

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()
