"""The hand-written pages: an engine draws them all at once, so to a build they are one artifact."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from nastavnik import attachments
from nastavnik.building.artifact_table import Output, Provenance
from nastavnik.building.fingerprints import engine_fingerprint
from nastavnik.building.outputs import Staging
from nastavnik.building.project import Prepared
from nastavnik.errors import ContentRejected
from nastavnik.school.dependencies import Dependencies
from nastavnik.text.source import Problem

ENGINE = "engine"
"""The folder an engine draws into, and the name its pages are remembered by."""


class Draw(Protocol):
    """An engine of hand-written pages. Its `repr` tells it from other engines: what another one drew is drawn anew."""

    def __call__(self, prepared: Prepared, folder: Path) -> tuple[str, ...]:
        """Draw the pages of a section into a folder; returns what it left out, as sentences."""

    def problems(self, prepared: Prepared) -> Iterable[Problem]:
        """What would stop it, with places."""


def refusals(engine: Draw, prepared: Prepared) -> list[Problem]:
    """What an engine will not draw."""
    return sorted({problem for problem in engine.problems(prepared) if problem.severity == "error"})


def drawn_by(engine: Draw, prepared: Prepared, folder: Path) -> tuple[str, ...]:
    """The hand-written pages drawn into a folder; what was left out, as sentences. Raises `ContentRejected`."""
    wrong = refusals(engine, prepared)
    if wrong:
        raise ContentRejected(wrong)
    return engine(prepared, folder)


class EnginePages:
    """What an engine draws; drawn again if anything it depends on has changed, else left as it is on the site."""

    def __init__(self, prepared: Prepared, staging: Staging, draw: Draw, before: Provenance | None) -> None:
        """`before`: what the last build drew its pages from."""
        self.prepared, self.staging, self.engine = prepared, staging, draw
        self.fingerprint = f"{draw!r} {engine_fingerprint(prepared)}"
        self.is_fresh = before is not None and before.fingerprint == self.fingerprint and before.stands(staging.site)
        self.paths = [output.path for output in before.outputs] if before else []
        self.notes: tuple[str, ...] = ()

    def draw(self) -> None:
        """Let the engine draw into its own folder, if it has to."""
        if not self.is_fresh:
            self.notes = drawn_by(self.engine, self.prepared, self.staging.folder / ENGINE)

    def put(self, ours: frozenset[str] = frozenset()) -> None:
        """Put its pages beside what is ours, which wins; `ours` are paths we have not put yet."""
        if self.is_fresh:
            taken = ours | self.staging.paths.keys()
            self.staging.keep(path for path in self.paths if path not in taken)
        else:
            self.paths = list(put_engine_files(self.staging, tuple(ours)))

    def provenance(self) -> Provenance:
        """What is to be remembered of them, once the site has been switched."""
        outputs = tuple(Output.at(self.staging.site, path) for path in self.paths)
        fingerprint = "" if self.notes else self.fingerprint  # what was left out is said every time
        return Provenance(fingerprint, Dependencies("", ""), outputs)


def put_engine_files(staging: Staging, kept_back: tuple[str, ...] = ()) -> Iterator[str]:
    """Put what an engine left beside what is ours, which wins; its map of the site is ours to make. Gives the paths.

    Nothing in the folders `kept_back` is put.
    """
    folder, not_its_own = staging.folder / ENGINE, {*staging.paths, "sitemap.xml", "sitemap.xml.gz"}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and path not in not_its_own and not path.startswith(kept_back):
            staging.put(path, attachments.cleaned(file))
            yield path
