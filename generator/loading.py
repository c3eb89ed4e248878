"""A folder → a catalogue: every record read and checked, everything wrong said at once.

Records as the school keeps them, private fields included, live only here, while loading.
"""

import datetime as dt
import difflib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from slugify import slugify

from generator import guard, messages, pictures, statuses
from generator.catalogue import SCHOOL_FILE, Catalogue, Entry, Key, Shelf, find_file, record_files, unlisted_fields
from generator.records import KINDS, Roadmap, School
from generator.records.fields import FileMarker, Ref
from generator.records.publishing import identified, strip, withheld
from generator.records.reading import values
from generator.records.record import Record
from generator.records.regional import named_for
from generator.records.roadmap import stage_code
from generator.records.vocabularies import BASE, Vocabularies, vocabularies
from generator.scanning import File, Pointer, Rules, Scan, scan, scan_all
from generator.source import Keys, Place, Problem, reread

Scans = Callable[[Sequence[File], Rules], Iterable[Scan]]

WINDOWS = {"con", "nul", "aux", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
RESERVED = {"by", "page", "index"} | WINDOWS


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalogue and everything that was found wrong on the way; no catalogue without a school."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    pointers: tuple[Pointer, ...] = ()
    """Links with anchors: whether these hold is seen on the pages."""

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def hints(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "hint"]


def load(
    content: Path, today: dt.date, *, drafts: bool = False, scans: Scans | None = None, shelf: Shelf | None = None
) -> Loaded:
    """Read the folder `content`; with `drafts` unpublished records are shown too.

    `scans` reads the files, `shelf` keeps the long texts that were read; both have simple ones for a single reading.
    """
    return _Loading(content.resolve(), today, drafts, scans or scan_all, shelf or Shelf()).run()


@dataclass(frozen=True, slots=True)
class _Raw:
    """A record as the school keeps it, private fields included; lives only while loading."""

    file: File
    record: Record
    scan: Scan
    id: str

    @property
    def cls(self) -> type[Record]:
        return self.file.cls

    @property
    def path(self) -> Path:
        return self.file.path


class _Loading:
    """One reading of a folder. Steps fill `problems`; none of them stops at the first."""

    def __init__(self, content: Path, today: dt.date, drafts: bool, scans: Scans, shelf: Shelf) -> None:
        self.content, self.today, self.drafts, self.scans, self.shelf = content, today, drafts, scans, shelf
        self.problems: list[Problem] = []
        self.raw: dict[str, dict[str, _Raw]] = {kind: {} for kind in KINDS}
        self.broken: set[str] = set()
        self.found: dict[tuple[str, str], Path | None] = {}
        self.unread: list[Scan] = []

    def run(self) -> Loaded:
        files = [File(cls, path, self._name(path)) for cls, path in record_files(self.content)]
        school = self._school()
        self._unknown_folders()
        rules = Rules(
            vocabularies(school.own_terms()) if school else BASE,
            guard.Known.of(school) if school else guard.Known(frozenset(), frozenset()),
        )
        for file, found in zip(files, self.scans(files, rules), strict=True):
            self.problems += found.personal
            if found.texts:
                self.shelf.put(file.name, found.texts)
            self._record(file, found._replace(texts=b"") if found.texts else found)
        scanned = {file.path for file in files}
        self.problems += guard.in_folder(self.content, rules.guard, scanned=scanned) if school else []
        catalogue = self._catalogue(school, rules.vocabularies) if school else None
        return Loaded(catalogue, tuple(sorted(set(self.problems))), tuple(self._pointers()))

    # --- reading

    def _school(self) -> School | None:
        path = self.content / SCHOOL_FILE
        file = File(School, path, self._name(path))
        if not path.is_file():
            self.problems.append(Problem(Place(file.name), messages.NO_SCHOOL))
            return None
        found = scan(file, Rules(BASE, guard.Known(frozenset(), frozenset())))
        self.problems += found.problems
        if not isinstance(found.record, School):
            return None
        raw = _Raw(file, found.record, found, path.stem)
        self._check_agreements(raw)
        self._check_files(raw)
        return strip(found.record, self.today)

    def _record(self, file: File, found: Scan) -> None:
        cls, id = file.cls, file.path.stem
        problem = bad_name(cls, file.path)
        if problem:
            self.problems.append(Problem(Place(file.name), problem))
            self.broken.add(f"{cls.kind}/{id}")
            return
        same = self.raw[cls.kind].get(id)
        if same:
            self.problems.append(Problem(Place(file.name), messages.same_id(id, same.file.name)))
            return
        self.problems += found.problems
        if found.record is None:
            self.broken.add(f"{cls.kind}/{id}")
            self.unread.append(found)
            return
        self.raw[cls.kind][id] = _Raw(file, found.record, found, id)

    def _unknown_folders(self) -> None:
        for folder in sorted(self.content.iterdir() if self.content.is_dir() else ()):
            if folder.is_dir() and folder.name not in KINDS and any(folder.glob("*.y*ml")):
                close = difflib.get_close_matches(folder.name, KINDS, n=1, cutoff=0.6)
                self._hint(Place(self._name(folder)), messages.unknown_folder(folder.name, close, list(KINDS)))
        for path in sorted(self.content.rglob("*.txt") if self.content.is_dir() else ()):
            if path.stem.endswith((".yml", ".yaml", ".md")):
                self._hint(Place(self._name(path)), messages.text_suffix(path.name, path.stem))

    # --- checking

    def _catalogue(self, school: School, vocabularies: Vocabularies) -> Catalogue:
        catalogue = Catalogue(self.content, self.today, school, vocabularies, shelf=self.shelf)
        for reference in (reference for unread in self.unread for reference in unread.references):
            message = self._reference_fault(reference.mark, reference.value)
            self.problems += [Problem(reference.place, message)] if message else []
        raws = [raw for kind in self.raw.values() for raw in kind.values()]
        for raw in raws:
            self._check_references(raw)
            self._check_files(raw)
            self._check_links(raw)
            self._check_agreements(raw)
        shown = {kind: self._shown(kind, catalogue) for kind in KINDS}
        catalogue.kinds = shown
        catalogue.withheld = {kind: self._count_withheld(kind) for kind in KINDS}
        catalogue.tallies = {kind: self._tally(kind) for kind in KINDS}
        catalogue.referring = _referring(shown)
        catalogue.files, catalogue.held_files, catalogue.linked_files = self._files(school, shown)
        self._check_roadmaps(school)
        return catalogue

    def _shown(self, kind: str, catalogue: Catalogue) -> dict[str, Entry]:
        order = sorted(self.raw[kind].values(), key=lambda raw: raw.id)
        order = [raw for raw in order if self._may_show(raw)]
        order.sort(key=lambda raw: raw.record.sort_key, reverse=KINDS[kind].order == "newest")
        return {raw.id: self._entry(raw, catalogue) for raw in order}

    def _entry(self, raw: _Raw, catalogue: Catalogue) -> Entry:
        key = Key(catalogue.source, raw.cls.kind, raw.id)
        unlisted = unlisted_fields(raw.cls)
        hidden = unlisted.intersection(withheld(raw.record, self.today)) if unlisted else frozenset[str]()
        valid = "".join("01"[consent.state(self.today) is None] for consent in raw.scan.consents)
        record, digest = strip(raw.record, self.today), f"{raw.scan.digest}{valid}"
        bank = catalogue.school.region_bank
        named = tuple(named_for(raw.record, bank, self.today)) if bank and raw.scan.consents else ()
        return Entry(key, raw.path, raw.file.name, record, raw.scan.has_page, hidden, named, digest)

    def _may_show(self, raw: _Raw) -> bool:
        return (raw.record.is_public or self.drafts) and identified(raw.record, self.today)

    def _count_withheld(self, kind: str) -> int:
        return sum(raw.record.is_public and not identified(raw.record, self.today) for raw in self.raw[kind].values())

    def _tally(self, kind: str) -> Counter[str]:
        return Counter(raw.record.tally for raw in self.raw[kind].values() if self._may_show(raw) and raw.record.tally)

    def _check_references(self, raw: _Raw) -> None:
        for keys, mark, value in values(raw.record, Ref):
            message = self._reference_fault(mark, value)
            if message:
                self._error(raw, keys, message)

    def _reference_fault(self, mark: Ref, value: str) -> str | None:
        known = self.raw[mark.kind]
        id, _, part = value.rpartition("/") if mark.part else (value, "", "")
        if mark.part and not id:
            return messages.not_a_stage(value)
        if id in known:
            return _stage_fault(known[id], part) if mark.part else None
        if f"{mark.kind}/{id}" in self.broken:
            return None
        return messages.no_such_record(KINDS[mark.kind].caption, id, _close(id, known))

    def _check_files(self, raw: _Raw) -> None:
        for keys, mark, written in values(raw.record, FileMarker):
            path = self._find(raw.path, written)
            if path is None:
                self._error(raw, keys, messages.no_such_file(written, self._similar_file(raw, written)))
            elif mark.shape and (fault := pictures.fault(path)):
                self._error(raw, keys, f"{written}: {fault}")

    def _find(self, record: Path, written: str) -> Path | None:
        """The file named in a record; many name the same."""
        key = (os.path.dirname(record), written)  # noqa: PTH120 - asked for every link; paths as objects are slow
        if key not in self.found:
            self.found[key] = find_file(self.content, record, written)
        return self.found[key]

    def _similar_file(self, raw: _Raw, written: str) -> str | None:
        wanted = Path(written)
        for folder in (raw.path.parent, self.content):
            around = folder / wanted.parent
            names = [path.name for path in around.iterdir() if path.is_file()] if around.is_dir() else []
            lower = {name.lower(): name for name in names}
            close = difflib.get_close_matches(wanted.name.lower(), lower, n=1, cutoff=0.7)
            if close:
                return (wanted.parent / lower[close[0]]).as_posix()
        return None

    def _check_links(self, raw: _Raw) -> None:
        """Links and pictures in texts must lead to files that are there."""
        for link in raw.scan.links:
            if self._find(raw.path, link.target) is None:
                self.problems.append(Problem(link.place, messages.broken_link(link.target)))

    def _pointers(self) -> Iterator[Pointer]:
        for raw in (raw for kind in self.raw.values() for raw in kind.values()):
            for link in raw.scan.links:
                path = self._find(raw.path, link.target) if link.anchor else None
                if path:
                    yield Pointer(link.place, path, link.anchor)

    def _check_agreements(self, raw: _Raw) -> None:
        for agreement in raw.scan.agreements:
            reason = agreement.consent.state(self.today)
            if reason:
                self._hint(agreement.place, messages.not_shown(reason))
            elif agreement.uncovered:
                message = messages.consent_does_not_cover(list(agreement.uncovered))
                self._hint(agreement.uncovered_place, message)

    def _check_roadmaps(self, school: School) -> None:
        for raw in self.raw["roadmap"].values():
            assert isinstance(raw.record, Roadmap)
            for keys, sentence in statuses.hints(raw.record, self.today, school):
                self._hint(self._place(raw, keys), sentence)

    def _files(self, school: School, shown: Mapping[str, Mapping[str, Entry]]) -> tuple[frozenset[Path], ...]:
        """Files that are published, those only hidden records name, and those that shown texts link to."""
        home = self.content / SCHOOL_FILE
        public = set(self._named(school, home))
        linked: set[Path] = set()
        every: set[Path] = set()
        for kind, raws in self.raw.items():
            for raw in raws.values():
                in_text = self._linked(raw)
                every |= in_text | set(self._named(raw.record, raw.path))
                if raw.id in shown[kind]:
                    linked |= in_text
                    public |= set(self._named(shown[kind][raw.id].record, raw.path))
        return frozenset(public), frozenset(every - public - linked), frozenset(linked)

    def _named(self, record: Record, path: Path) -> Iterator[Path]:
        for _, _, written in values(record, FileMarker):
            found = self._find(path, written)
            if found:
                yield found

    def _linked(self, raw: _Raw) -> set[Path]:
        """Files (not records) that the texts of a record link to."""
        found = {self._find(raw.path, link.target) for link in raw.scan.links}
        return {path for path in found if path and path.suffix != ".md" and not self._is_record(path)}

    def _is_record(self, path: Path) -> bool:
        cls = KINDS.get(path.relative_to(self.content).parts[0])
        return cls is not None and path.suffix == cls.suffix

    # --- saying

    def _name(self, path: Path) -> str:
        return str(path)[len(str(self.content.parent)) :].replace(os.sep, "/").lstrip("/")

    def _place(self, raw: _Raw, keys: Keys) -> Place:
        source = reread(raw.path, raw.file.name)
        if len(keys) == 1 and keys[0] == raw.cls.body and source.body:
            keys = ("body",)
        return source.place(keys)

    def _error(self, raw: _Raw, keys: Keys, message: str) -> None:
        self.problems.append(Problem(self._place(raw, keys), message))

    def _hint(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message, "hint"))


def bad_name(cls: type[Record], path: Path) -> str | None:
    """Why a record of this kind cannot lie in a file of this name; None if it can."""
    if path.suffix != cls.suffix:
        return messages.wrong_suffix(path.name, cls.caption, cls.suffix)
    good = slugify(path.stem, max_length=80)
    if path.stem != good or not good:
        return messages.bad_id(path.name, f"{good or 'zapis'}{cls.suffix}")
    if path.stem in RESERVED:
        return messages.reserved_id(path.stem)
    return None


def _stage_fault(plan: _Raw, code: str) -> str | None:
    assert isinstance(plan.record, Roadmap)
    codes = [stage_code(stage, number) for number, stage in enumerate(plan.record.stages, 1)]
    return None if code in codes else messages.no_such_stage(code, plan.id, codes)


def _referring(shown: Mapping[str, Mapping[str, Entry]]) -> dict[str, tuple[Key, ...]]:
    found: dict[str, list[Key]] = {}
    for entries in shown.values():
        for entry in entries.values():
            for _, mark, value in values(entry.record, Ref):
                keys = found.setdefault(f"{mark.kind}/{value}", [])
                if entry.key not in keys:
                    keys.append(entry.key)
    return {target: tuple(keys) for target, keys in found.items()}


def _close(word: str, known: Iterable[str]) -> str | None:
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None
