"""A folder → a catalogue: every file scanned, references checked, everything wrong said at once."""

import datetime as dt
import difflib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from nastavnik import messages
from nastavnik.attachments import pictures
from nastavnik.records import KINDS, Mentor, Roadmap, School
from nastavnik.records.vocabularies import Vocabularies, vocabularies
from nastavnik.school import future_dates, misplaced, placeholders, promises, statuses
from nastavnik.school.catalogue import (
    SUFFIXES,
    Catalogue,
    Entry,
    Finder,
    Key,
    RecordFile,
    no_passport,
    passport_file,
    record_files,
)
from nastavnik.school.events_over import held
from nastavnik.school.facts import Facts
from nastavnik.school.guard import personal_data
from nastavnik.school.record_store import RecordStore
from nastavnik.school.scanning import RESERVED, Rules, scan, scan_all
from nastavnik.school.scans import Pointer, Reference, Scan, Scanned, place_of
from nastavnik.text.lookalikes import mended, odd_sign
from nastavnik.text.source import Keys, Place, Problem, reread

Scans = Callable[[Sequence[RecordFile], Rules], Iterable[Scanned]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalogue and everything that was found wrong on the way; no catalogue without a school."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    pointers: tuple[Pointer, ...] = ()
    """Links with anchors: whether these hold is seen on the pages."""
    unfinished: frozenset[str] = frozenset()
    """Files of drafts that are no records yet: nothing of them is shown, to visitors or in a preview."""

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]


def load(
    content: Path,
    today: dt.date,
    *,
    drafts: bool = False,
    scans: Scans | None = None,
    store: RecordStore | None = None,
) -> Loaded:
    """Read the folder `content`; with `drafts` unpublished records are shown too.

    `scans` reads the files, `store` keeps the records that were read; both have simple ones for a single reading.
    """
    return _Loading(content.resolve(), today, drafts, scans or scan_all, store or RecordStore()).run()


class _RecordRead(NamedTuple):
    """A file with a record in it."""

    file: RecordFile
    scan: Scan
    facts: Facts


class _Loading:
    """One reading of a folder. Steps fill `problems`; none of them stops at the first."""

    def __init__(self, content: Path, today: dt.date, drafts: bool, scans: Scans, store: RecordStore) -> None:
        self.content, self.today, self.drafts, self.scans, self.store = content, today, drafts, scans, store
        self.problems: list[Problem] = []
        self.read: dict[str, dict[str, _RecordRead]] = {kind: {} for kind in KINDS}
        self.broken: set[str] = set()
        self.unread: list[tuple[RecordFile, Scan]] = []
        self.unfinished: dict[str, tuple[RecordFile, Scan]] = {}
        self.finder = Finder(content)
        self.faults: dict[str, str | None] = {}
        self.passport: _RecordRead | None = None

    def run(self) -> Loaded:
        reread.cache_clear()  # while MkDocs serves, files change between readings
        files = list(record_files(self.content))
        school = self._school()
        self._texts_of_notepad()
        rules = self._rules(school) if school else Rules(self.today)
        for file, (scanned, packed) in zip(files, self.scans(files, rules), strict=True):
            if packed:
                self.store.put(file.name, packed)
            self._record(file, scanned)
        names = {file.name for file in files}
        self.problems += personal_data.in_folder(self.content, rules.guard, scanned=names) if school else []
        catalogue = self._catalogue(school, rules.vocabularies) if school else None
        unfinished = frozenset(file.name for file, _ in self.unfinished.values())
        return Loaded(catalogue, tuple(sorted(set(self.problems))), tuple(self._pointers()), unfinished)

    # --- reading

    def _school(self) -> School | None:
        file = passport_file(self.content)
        if not file.path.is_file():
            self.problems.append(no_passport(self.content))
            return None
        scanned, packed = scan(file, Rules(self.today))
        self.problems += scanned.problems
        if scanned.facts is None or packed is None:
            return None
        self.passport = _RecordRead(file, scanned, scanned.facts)
        self._check_files(self.passport)
        self.store.put(file.name, packed)
        school = self.store.record(file.name)
        assert isinstance(school, School)
        return school

    def _rules(self, school: School) -> Rules:
        words = vocabularies(school.terms())
        details, bank = personal_data.PublicDetails.of(school), str(school.region_bank or "")
        return Rules(self.today, words, details, bank, school.maket.indicators)

    def _record(self, file: RecordFile, scanned: Scan) -> None:
        self.problems += scanned.personal
        known, id = self.read[file.cls.kind], file.id
        if id in known and not scanned.misnamed:
            self.problems.append(Problem(Place(file.name), messages.same_id(id, known[id].file.name)))
            return
        original = misplaced.copied_from(file.path) if scanned.misnamed else None
        if original:
            self.problems.append(Problem(Place(file.name), messages.copy_of(file.path.name, original)))
            return
        self.problems += scanned.problems
        if scanned.facts:
            known[id] = _RecordRead(file, scanned, scanned.facts)
        elif scanned.unfinished:
            self.unfinished[f"{file.cls.kind}/{id}"] = (file, scanned)
        else:
            self.broken.add(f"{file.cls.kind}/{id}")
            self.unread.append((file, scanned))

    def _texts_of_notepad(self) -> None:
        for path in sorted(self.content.rglob("*.txt") if self.content.is_dir() else ()):
            if path.stem.endswith(SUFFIXES):
                self._hint(Place(self._name(str(path))), messages.text_suffix(path.name, path.stem))

    # --- checking

    def _catalogue(self, school: School, vocabularies: Vocabularies) -> Catalogue:
        catalogue = Catalogue(self.content, self.today, school, vocabularies)
        catalogue.finder = self.finder
        for file, scanned in (*self.unread, *self.unfinished.values()):
            self._check_references(file, scanned)
        for read in self._every():
            self._check_references(read.file, read.scan)
            self._check_files(read)
            self._check_links(read)
        shown = {kind: self._shown(kind, catalogue.source) for kind in KINDS}
        catalogue.kinds = shown
        catalogue.withheld = {kind: self._count_withheld(kind) for kind in KINDS}
        catalogue.tallies = {kind: self._tally(kind) for kind in KINDS}
        catalogue.referring = _referring(shown)
        catalogue.files, catalogue.held_files, catalogue.linked_files = self._files(shown)
        named = catalogue.files | catalogue.held_files | catalogue.linked_files
        self.problems += misplaced.problems(self.content, named)
        self.problems += self._same_people()
        self.problems += self._same_addresses()
        if self.passport:
            self._hint_passport(self.passport, school)
        self._hint_days(catalogue)
        self._hint_plans(catalogue)
        return catalogue

    def _every(self) -> Iterator[_RecordRead]:
        for known in self.read.values():
            yield from known.values()

    def _shown(self, kind: str, source: str) -> dict[str, Entry]:
        shown = [read for read in self.read[kind].values() if self._may_show(read)]
        order = sorted(shown, key=lambda read: read.file.id)
        order.sort(key=lambda read: read.facts.sort_key, reverse=KINDS[kind].order == "newest")
        return {read.file.id: self._entry(Key(source, kind, read.file.id), read) for read in order}

    def _entry(self, key: Key, read: _RecordRead) -> Entry:
        file, scanned = read.file, read.scan
        digest = f"{file.name} {scanned.digest}{scanned.consents}"
        return Entry(key, file.name, file.place, read.facts, self.store, scanned.regional, digest)

    def _may_show(self, read: _RecordRead) -> bool:
        return (read.facts.is_public or self.drafts) and read.facts.identified

    def _count_withheld(self, kind: str) -> int:
        return sum(read.facts.is_public and not read.facts.identified for read in self.read[kind].values())

    def _tally(self, kind: str) -> Counter[str]:
        return Counter(
            read.facts.tally for read in self.read[kind].values() if self._may_show(read) and read.facts.tally
        )

    def _check_references(self, file: RecordFile, scanned: Scan) -> None:
        for reference in scanned.references:
            message = self._reference_fault(reference)
            if message and scanned.unfinished:
                self._hint(self._place(file, reference.keys), message)
            elif message:
                self._error(file, reference.keys, message)
            elif reference.record in self.unfinished:
                message = messages.leads_to_unfinished(KINDS[reference.kind].caption, reference.id)
                self._hint(self._place(file, reference.keys), message)

    def _reference_fault(self, reference: Reference) -> str | None:
        _, kind, of_part, value = reference
        if re.search("[,;]", value):
            return messages.quoted(value, messages.SEVERAL_IN_ONE)
        id = reference.id
        if of_part and not id:
            return messages.quoted(value, messages.NOT_A_STAGE)
        if id in self.read[kind]:
            return _stage_fault(self.read[kind][id], value[len(id) + 1 :]) if of_part else None
        if reference.record in self.broken or reference.record in self.unfinished:
            return None
        renamed = next((now for now, read in self.read[kind].items() if id in read.facts.aliases), None)
        if renamed:
            return messages.renamed_since(id, renamed)
        return self._no_such_record(kind, id)

    def _no_such_record(self, kind: str, id: str) -> str:
        """What to write instead; for a person never another one."""
        odd, good = odd_sign(id, "latin"), mended(id, "latin")
        if odd and good in self.read[kind]:
            return messages.odd_word(odd.sign, odd.script, odd.place, odd.word, good)
        if kind == Mentor.kind:
            return messages.no_such_person(KINDS[kind].caption, id, f"content/{kind}")
        close = difflib.get_close_matches(id, list(self.read[kind]), n=1, cutoff=0.6)
        return messages.no_such_record(KINDS[kind].caption, id, close[0] if close else None)

    def _check_files(self, read: _RecordRead) -> None:
        for keys, (written, shape) in read.scan.files:
            path = self.finder.find(read.file.place, written)
            if path is None:
                self._error(read.file, keys, self._no_such_file(read.file, written))
            elif not os.path.getsize(path):  # noqa: PTH202 - asked for every file
                self._error(read.file, keys, messages.labelled(written, messages.EMPTY_DOCUMENT))
            elif fault := self._picture_fault(path, is_picture=bool(shape)):
                self._error(read.file, keys, messages.labelled(written, fault))

    def _picture_fault(self, path: str, *, is_picture: bool = False) -> str | None:
        """Why a file that will be drawn anew cannot be: each is looked at once."""
        if not (is_picture or pictures.is_picture(Path(path))):
            return None
        if path not in self.faults:
            self.faults[path] = pictures.fault(Path(path))
        return self.faults[path]

    def _no_such_file(self, file: RecordFile, written: str) -> str:
        """Where the file is: under the same name elsewhere, or under a name that is nearly the same."""
        odd, good = odd_sign(written, "latin"), mended(written, "latin")
        if odd and self.finder.find(file.place, good):
            return messages.odd_word(odd.sign, odd.script, odd.place, odd.word, odd.mended)
        name = Path(written).name
        same = (path for path in self.content.rglob("*") if path.name == name)
        elsewhere = sorted(path for path in same if not self._is_record(str(path)))
        if elsewhere:
            return messages.file_elsewhere(written, elsewhere[0].relative_to(self.content).as_posix())
        return messages.no_such_file(written, self._similar_file(file, written))

    def _no_such_target(self, file: RecordFile, target: str) -> str:
        """Of a link that leads nowhere: a file of that name lies elsewhere, or one of nearly that name beside."""
        name = re.split(r"[/\\]", target)[-1]
        same = sorted(path for path in self.content.rglob("*") if path.name == name)
        near = Path(os.path.relpath(same[0], file.path.parent)).as_posix() if same else self._similar_file(file, target)
        return messages.broken_link(target, near)

    def _similar_file(self, file: RecordFile, written: str) -> str | None:
        wanted = Path(written)
        for folder in (file.path.parent, self.content):
            around = folder / wanted.parent
            paths = around.iterdir() if around.is_dir() else ()
            names = [path.name for path in paths if path.is_file() and path.suffix not in SUFFIXES]
            lower = {name.lower(): name for name in names}
            close = difflib.get_close_matches(wanted.name.lower(), lower, n=1, cutoff=0.7)
            if close:
                return (wanted.parent / lower[close[0]]).as_posix()
        return None

    def _check_links(self, read: _RecordRead) -> None:
        """Links and pictures in texts must lead to files that are there."""
        for link in read.scan.links:
            path = self.finder.find(read.file.place, link.target)
            if path is None:
                self.problems.append(Problem(link.place, self._no_such_target(read.file, link.target)))
            elif fault := self._picture_fault(path):
                self.problems.append(Problem(link.place, messages.labelled(link.target, fault)))

    def _pointers(self) -> Iterator[Pointer]:
        for read in self._every():
            for link in read.scan.links:
                path = self.finder.find(read.file.place, link.target) if link.anchor else None
                if path:
                    yield Pointer(link.place, Path(path), link.anchor)

    def _same_people(self) -> Iterator[Problem]:
        """Cards of mentors whose names are the same."""
        first: dict[str, str] = {}
        for id, read in self.read[Mentor.kind].items():
            other = first.setdefault(read.scan.person, id)
            if other != id:
                place = self._place(read.file, ("name",))
                yield Problem(place, messages.perhaps_twice(self.read[Mentor.kind][other].file.name), "hint")

    def _same_addresses(self) -> Iterator[Problem]:
        """Former names that are another record's: an address leads to one page only."""
        for known in self.read.values():
            owners = {id: read.file.name for id, read in known.items()}
            for read in known.values():
                for alias in read.facts.aliases:
                    other = owners.setdefault(alias, read.file.name)
                    if other != read.file.name:
                        yield Problem(self._place(read.file, ("aliases",)), messages.alias_taken(alias, other))
                    elif alias in RESERVED:
                        yield Problem(self._place(read.file, ("aliases",)), messages.reserved_id(alias))

    # --- what is true of its day only

    def _hint_passport(self, passport: _RecordRead, school: School) -> None:
        if self.today > dt.date(int(school.current_year[-4:]), 8, 31):
            self._hint(self._place(passport.file, ("current_year",)), messages.year_is_over(school.current_year))
        for keys, sentence in placeholders.of_passport(school):
            self._hint(self._place(passport.file, keys), sentence)

    def _hint_days(self, catalogue: Catalogue) -> None:
        """Days ahead that are over, and days over that are ahead; of plans only the current one promises."""
        plan, passport = catalogue.current_roadmap(), [self.passport] if self.passport else []
        for read in (*passport, *self._every()):
            if read.file.cls is not Roadmap or (plan and read.file.id == plan.id):
                self.problems += promises.problems(read.scan.promised, self.today, catalogue.school.current_year)
        self.problems += future_dates.problems(catalogue)

    def _hint_plans(self, catalogue: Catalogue) -> None:
        for id, read in self.read[Roadmap.kind].items():
            if roadmap := read.scan.roadmap:
                events = held(catalogue, id, roadmap.codes)
                for keys, sentence in statuses.hints(roadmap, self.today, catalogue.school, events):
                    self._hint(self._place(read.file, keys), sentence)

    # --- files

    def _files(self, shown: Mapping[str, Mapping[str, Entry]]) -> tuple[frozenset[Path], ...]:
        """Files that are published, those only hidden records name, and those that shown texts link to."""
        public = self._published(self.passport) if self.passport else set[str]()
        linked, every = set[str](), set[str]()
        for file, scanned in self.unfinished.values():
            every |= self._linked(file, scanned) | self._named(file, scanned)
        for read in self._every():
            in_text = self._linked(read.file, read.scan)
            every |= in_text | self._named(read.file, read.scan)
            if read.file.id in shown[read.file.cls.kind]:
                linked |= in_text
                public |= self._published(read)
        return tuple(frozenset(map(Path, paths)) for paths in (public, every - public - linked, linked))

    def _published(self, read: _RecordRead) -> set[str]:
        """Files named where everybody may know it."""
        return self._found(read.file, (file.written for file in read.facts.files))

    def _named(self, file: RecordFile, scanned: Scan) -> set[str]:
        """Files named anywhere in a record, in a private field maybe."""
        return self._found(file, (named.written for _, named in scanned.files))

    def _found(self, file: RecordFile, names: Iterable[str]) -> set[str]:
        """The paths of files named in a record, of those that are there."""
        return {path for name in names if (path := self.finder.find(file.place, name))}

    def _linked(self, file: RecordFile, scanned: Scan) -> set[str]:
        """Files (not records) that the texts of a record link to."""
        paths = self._found(file, (link.target for link in scanned.links))
        return {path for path in paths if not path.endswith(".md") and not self._is_record(path)}

    def _is_record(self, path: str) -> bool:
        kind, _, inside = path[len(str(self.content)) + 1 :].partition(os.sep)
        return bool(inside) and kind in KINDS and path.endswith(KINDS[kind].suffix)

    # --- saying

    def _name(self, place: str) -> str:
        return place[len(str(self.content.parent)) :].replace(os.sep, "/").lstrip("/")

    def _place(self, file: RecordFile, keys: Keys) -> Place:
        return place_of(keys, reread(file.path, file.name), file.cls)

    def _error(self, file: RecordFile, keys: Keys, message: str) -> None:
        self.problems.append(Problem(self._place(file, keys), message))

    def _hint(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message, "hint"))


def _stage_fault(plan: _RecordRead, code: str) -> str | None:
    codes = plan.scan.roadmap.codes if plan.scan.roadmap else ()
    return None if code in codes else messages.no_such_stage(code, plan.file.id, list(codes))


def _referring(shown: Mapping[str, Mapping[str, Entry]]) -> dict[str, tuple[Key, ...]]:
    referring: dict[str, list[Key]] = {}
    for entries in shown.values():
        for entry in entries.values():
            for target in entry.facts.references:
                referring.setdefault(target, []).append(entry.key)
    return {target: tuple(keys) for target, keys in referring.items()}
