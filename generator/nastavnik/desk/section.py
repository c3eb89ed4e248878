"""The section as the desk sees it: read once, then only what changed; pages are drawn when somebody looks at them."""

import datetime as dt
import hashlib
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from nastavnik.attachments import pictures
from nastavnik.building.artifacts import Artifact, Workbench
from nastavnik.building.assets import assets
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.building.scan_table import Stat
from nastavnik.engines import plain
from nastavnik.records.vocabularies import BASE, Vocabularies
from nastavnik.school.catalogue import RecordFile, passport_file
from nastavnik.school.record_store import RecordStore
from nastavnik.school.scanning import Rules, scan
from nastavnik.school.scans import Scanned
from nastavnik.text.addresses import output_path
from nastavnik.text.source import Problem
from nastavnik.text.unsaved import is_unsaved, unsaved

Unsaved = Mapping[Path, bytes]
"""Files as they stand in a form that is not saved yet."""
MOST_READINGS = 3
"""Readings of the folder that are kept: as it lies there, and with what stands in the forms last looked at."""


class _Remembered(NamedTuple):
    """A scan, the file it was made of and the rules it was made by."""

    stat: Stat
    rules: str
    scanned: Scanned


class Reading(NamedTuple):
    """One reading of the content folder; without a school there are only problems and nothing to draw."""

    prepared: Prepared | None
    problems: tuple[Problem, ...]
    workbench: Workbench | None
    artifacts: Mapping[str, Artifact]
    """By their paths on the site."""


class LiveSection:
    """Reads the content folder of a project and draws its pages; one at a time, from any thread."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.lock = threading.RLock()
        self.remembered: dict[str, _Remembered] = {}
        self.readings: dict[str, Reading] = {}
        self.school: tuple[Stat, Vocabularies] | None = None
        """The words of the school, and the passport they were read from."""

    def read(self, today: dt.date, texts: Unsaved | None = None) -> Reading:
        """The folder as it is now, with texts that are not saved yet; records that are drafts are shown."""
        with self.lock:
            state = self._state(today, texts or {})
            if state not in self.readings:
                while len(self.readings) >= MOST_READINGS:
                    del self.readings[next(iter(self.readings))]
                with unsaved(texts or {}):
                    self.readings[state] = self._reading(today)
            self.readings[state] = reading = self.readings.pop(state)
            return reading

    def words(self, today: dt.date) -> Vocabularies:
        """The words of the school; while its passport stays as it is the folder is not looked through."""
        stat = Stat.of(str(passport_file(self.project.content).path))
        if self.school is None or self.school[0] != stat:
            prepared = self.read(today).prepared
            self.school = (stat, prepared.catalogue.vocabularies if prepared else BASE)
        return self.school[1]

    def page(self, today: dt.date, path: str, texts: Unsaved | None = None) -> bytes | None:
        """What stands at a path of the site, `mentors/belova/` for one; None if nothing does.

        Raises `NastavnikError` with a sentence where the theme or the engine of hand-written pages fails.
        """
        wanted = output_path(path)
        asset = assets(self.project).get(wanted)
        if asset:
            return asset.data()
        with self.lock:
            reading = self.read(today, texts)
            if reading.prepared is None or reading.workbench is None:
                return None
            with unsaved(texts or {}):
                for own in reading.prepared.own:
                    if output_path(own.url) == wanted:
                        return plain.page(reading.prepared, own).encode()
                artifact = reading.artifacts.get(wanted) or reading.artifacts.get(pictures.widest(wanted))
                outputs = artifact.make(reading.workbench) if artifact else ()
                return next((data for name, data in outputs if name == wanted), None)

    def _reading(self, today: dt.date) -> Reading:
        prepared = prepare(self.project, today, drafts=True, scans=self._scans, store=RecordStore())
        if not isinstance(prepared, Prepared):
            return Reading(None, self._certain(prepared), None, {})
        workbench = Workbench(prepared)
        artifacts = {artifact.name: artifact for artifact in workbench.artifacts(lines=False)}
        return Reading(prepared, prepared.problems, workbench, artifacts)

    def _certain(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Without a school only what is wrong with its passport: records may use words that only it explains."""
        file = passport_file(self.project.content)
        of_passport = tuple(problem for problem in problems if problem.place.file == file.name)
        return of_passport if file.path.is_file() and of_passport else problems

    def _scans(self, files: Sequence[RecordFile], rules: Rules) -> Iterator[Scanned]:
        """Scans of files in their order; only of files that changed they are made anew."""
        digest = rules.digest()
        for file in files:
            if is_unsaved(file.path):
                yield scan(file, rules)
                continue
            stat, known = Stat.of(file.place), self.remembered.get(file.name)
            holds = known and (known.stat, known.rules) == (stat, digest) and known.scanned[0].holds_on(rules.today)
            if known is None or not holds:
                known = _Remembered(stat, digest, scan(file, rules))
                self.remembered[file.name] = known
            yield known.scanned

    def _state(self, today: dt.date, texts: Unsaved) -> str:
        """Changes with the day, with any file of the content and of the theme, and with what is not saved."""
        digest = hashlib.blake2b(str(today).encode(), digest_size=16)
        for folder in (self.project.content, self.project.root / "theme"):
            for place, size, changed in sorted(_files(folder)):
                digest.update(f"{place}\0{size}\0{changed}\0".encode(errors="surrogateescape"))
        for path, data in sorted(texts.items()):
            digest.update(f"{path}\0".encode(errors="surrogateescape") + data)
        return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Every file below a folder with its size and the moment it changed."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 - thousands of files, at every look
            yield path, *Stat.of(path)
