"""A folder → a catalogue: every record read and checked, everything wrong said at once.

Records as the school keeps them, private fields included, live only here, while loading.
"""

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from slugify import slugify

from generator import markdown, messages, pictures, statuses
from generator.catalogue import SCHOOL_FILE, Catalogue, Entry, Key, find_file, light, long_fields, record_files
from generator.guard import unmarked
from generator.records import KINDS, Mentor, Roadmap, School
from generator.records.fields import CONSENT, FileMarker, Ref, visibility
from generator.records.people import ALL_FIELDS, Person, consent_of, unknown_fields
from generator.records.publishing import identified, strip
from generator.records.reading import parts, read_record, values
from generator.records.record import Record
from generator.records.roadmap import stage_code
from generator.records.vocabularies import BASE, Vocabularies, vocabularies
from generator.source import Keys, Place, Problem, Source, Unreadable, read, reread

WINDOWS = {"con", "nul", "aux", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
RESERVED = {"by", "page", "index"} | WINDOWS


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalogue and everything that was found wrong on the way; no catalogue without a school."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def hints(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "hint"]


def load(content: Path, today: dt.date, *, drafts: bool = False) -> Loaded:
    """Read the folder `content`; with `drafts` unpublished records are shown too."""
    return _Loading(content.resolve(), today, drafts).run()


@dataclass
class _Raw:
    """A record as the school keeps it, private fields included; lives only while loading."""

    cls: type[Record]
    id: str
    path: Path
    file: str
    record: Record


class _Loading:
    """One reading of a folder. Steps fill `problems`; none of them stops at the first."""

    def __init__(self, content: Path, today: dt.date, drafts: bool) -> None:
        self.content, self.today, self.drafts = content, today, drafts
        self.vocabularies: Vocabularies = BASE
        self.problems: list[Problem] = []
        self.raw: dict[str, dict[str, _Raw]] = {kind: {} for kind in KINDS}
        self.broken: set[str] = set()

    def run(self) -> Loaded:
        school = self._school()
        self._unknown_folders()
        for cls, path in record_files(self.content):
            self._record(cls, path)
        catalogue = self._catalogue(school) if school else None
        return Loaded(catalogue, tuple(sorted(set(self.problems))))

    # --- reading

    def _school(self) -> School | None:
        path = self.content / SCHOOL_FILE
        if not path.is_file():
            self.problems.append(Problem(Place(self._name(path)), messages.NO_SCHOOL))
            return None
        source = self._source(path)
        school = read_record(School, source, BASE) if source else []
        if isinstance(school, list):
            self.problems += school
            return None
        self.vocabularies = vocabularies(school.own_terms())
        raw = _Raw(School, "school", path, self._name(path), school)
        self._check_people(raw)
        self._check_files(raw)
        return strip(school, self.today)

    def _record(self, cls: type[Record], path: Path) -> None:
        file, id = self._name(path), path.stem
        problem = bad_name(cls, path)
        if problem:
            self.problems.append(Problem(Place(file), problem))
            self.broken.add(f"{cls.kind}/{id}")
            return
        same = self.raw[cls.kind].get(id)
        if same:
            self.problems.append(Problem(Place(file), messages.same_id(id, same.file)))
            return
        source = self._source(path)
        record = read_record(cls, source, self.vocabularies) if source else None
        if record is None or isinstance(record, list):
            self.problems += record or []
            self.broken.add(f"{cls.kind}/{id}")
            return
        self.raw[cls.kind][id] = _Raw(cls, id, path, file, record)

    def _source(self, path: Path) -> Source | None:
        try:
            return unmarked(read(path, self._name(path)))
        except Unreadable as refused:
            self.problems.append(refused.problem)
        except OSError as error:
            self.problems.append(Problem(Place(self._name(path)), messages.cannot_open(error.strerror or "")))
        return None

    def _unknown_folders(self) -> None:
        for folder in sorted(self.content.iterdir() if self.content.is_dir() else ()):
            if folder.is_dir() and folder.name not in KINDS and any(folder.glob("*.y*ml")):
                close = difflib.get_close_matches(folder.name, KINDS, n=1, cutoff=0.6)
                self._hint(Place(self._name(folder)), messages.unknown_folder(folder.name, close, list(KINDS)))
        for path in sorted(self.content.rglob("*.txt") if self.content.is_dir() else ()):
            if path.stem.endswith((".yml", ".yaml", ".md")):
                self._hint(Place(self._name(path)), messages.text_suffix(path.name, path.stem))

    # --- checking

    def _catalogue(self, school: School) -> Catalogue:
        catalogue = Catalogue(self.content, self.today, school, self.vocabularies)
        raws = [raw for kind in self.raw.values() for raw in kind.values()]
        for raw in raws:
            self._check_references(raw)
            self._check_files(raw)
            self._check_links(raw)
            self._check_people(raw)
            for keys, sentence in raw.record.hints():
                self._hint(self._place(raw, keys), sentence)
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
        record = strip(raw.record, self.today)
        if long_fields(raw.cls):
            catalogue.shelf.put(key, record)
        return Entry(key, raw.path, raw.file, light(record), raw.record.has_page)

    def _may_show(self, raw: _Raw) -> bool:
        return (raw.record.is_public or self.drafts) and identified(raw.record, self.today)

    def _count_withheld(self, kind: str) -> int:
        return sum(raw.record.is_public and not identified(raw.record, self.today) for raw in self.raw[kind].values())

    def _tally(self, kind: str) -> Counter[str]:
        return Counter(raw.record.tally for raw in self.raw[kind].values() if self._may_show(raw) and raw.record.tally)

    def _check_references(self, raw: _Raw) -> None:
        for keys, mark, value in values(raw.record, Ref):
            known = self.raw[mark.kind]
            id, _, part = value.rpartition("/") if mark.part else (value, "", "")
            if mark.part and not id:
                self._error(raw, keys, messages.not_a_stage(value))
            elif id not in known:
                if f"{mark.kind}/{id}" not in self.broken:
                    self._error(raw, keys, messages.no_such_record(KINDS[mark.kind].caption, id, _close(id, known)))
            elif mark.part:
                self._check_stage(raw, keys, known[id], part)

    def _check_stage(self, raw: _Raw, keys: Keys, plan: _Raw, code: str) -> None:
        assert isinstance(plan.record, Roadmap)
        codes = [stage_code(stage, number) for number, stage in enumerate(plan.record.stages, 1)]
        if code not in codes:
            self._error(raw, keys, messages.no_such_stage(code, plan.id, codes))

    def _check_files(self, raw: _Raw) -> None:
        for keys, mark, written in values(raw.record, FileMarker):
            path = find_file(self.content, raw.path, written)
            if path is None:
                self._error(raw, keys, messages.no_such_file(written, self._similar_file(raw, written)))
            elif mark.shape and (fault := pictures.fault(path)):
                self._error(raw, keys, f"{written}: {fault}")

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
        for name, line, target in self._targets(raw):
            if find_file(self.content, raw.path, target) is None:
                place = self._place(raw, (name,))
                in_body = name == raw.cls.body and bool(reread(raw.path, raw.file).body)
                place = Place(place.file, place.line + line, 1) if in_body else place
                self.problems.append(Problem(place, messages.broken_link(target)))

    def _targets(self, raw: _Raw) -> Iterator[tuple[str, int, str]]:
        """(field, line of the text from 0, target) of every link into the content folder."""
        for name in sorted(long_fields(raw.cls)):
            value = getattr(raw.record, name)
            for text in (value,) if isinstance(value, str) else value or ():
                yield from (
                    (name, line, target) for line, target in markdown.targets(text) if markdown.is_inside(target)
                )

    def _check_people(self, raw: _Raw) -> None:
        for keys, part in parts(raw.record, (Person, Mentor)):
            consent = consent_of(part)
            name = getattr(part, "name", None)
            if name is None:
                continue
            if consent is None:
                self._hint(self._place(raw, (*keys, "name")), messages.NO_CONSENT)
                continue
            reason = consent.state(self.today)
            if reason:
                self._hint(self._place(raw, (*keys, "consent")), messages.not_shown(reason))
            self._check_covered(raw, keys, part, shown=reason is None)

    def _check_covered(self, raw: _Raw, keys: Keys, part: Person | Mentor, *, shown: bool) -> None:
        consent = consent_of(part)
        assert consent is not None
        captions = {name: field.title or name for name, field in type(part).model_fields.items()}
        for word in unknown_fields(consent, captions):
            self._error(raw, (*keys, "consent", "fields"), messages.consent_unknown_field(word))
        hidden = [
            f"{name} ({caption})"
            for name, caption in captions.items()
            if visibility(type(part), name) is CONSENT and getattr(part, name) and not consent.covers(name, caption)
        ]
        if hidden and shown and not ALL_FIELDS & {word.lower() for word in consent.fields}:
            self._hint(self._place(raw, (*keys, "consent", "fields")), messages.consent_does_not_cover(hidden))

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
            found = find_file(self.content, path, written)
            if found:
                yield found

    def _linked(self, raw: _Raw) -> set[Path]:
        """Files (not records) that the texts of a record link to."""
        found = {find_file(self.content, raw.path, target) for _, _, target in self._targets(raw)}
        return {path for path in found if path and path.suffix != ".md" and not self._is_record(path)}

    def _is_record(self, path: Path) -> bool:
        cls = KINDS.get(path.relative_to(self.content).parts[0])
        return cls is not None and path.suffix == cls.suffix

    # --- saying

    def _name(self, path: Path) -> str:
        return path.relative_to(self.content.parent).as_posix()

    def _place(self, raw: _Raw, keys: Keys) -> Place:
        source = reread(raw.path, raw.file)
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
