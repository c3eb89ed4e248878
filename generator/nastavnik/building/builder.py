"""Which artifacts are stale, and making these, here or in other processes; the rest of the site stays as it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import NamedTuple

from nastavnik.building.artifact_table import Output, Provenance, line_key
from nastavnik.building.artifacts import Workbench
from nastavnik.building.outputs import Staging
from nastavnik.building.project import Prepared
from nastavnik.building.state import BuildState
from nastavnik.feeds.catalog import ADDRESS, in_parts, opening
from nastavnik.processes import parallel
from nastavnik.school.dependencies import Answers, Dependencies, digest_of

PARALLEL_FROM = 100  # artifacts; below that starting a process costs more than it makes
CHUNKS = 8  # of work a process: some take longer than others
LARGEST_CHUNK = 200  # artifacts: their lines of the catalogue wait in memory

OnProgress = Callable[[int, int], None]
"""Told how many artifacts have been made, of how many."""


class Built(NamedTuple):
    """An artifact that was made: what it asked of the catalogue, and what it left."""

    number: int
    """Its place among the artifacts."""
    dependencies: Dependencies
    outputs: tuple[tuple[str, bool], ...] = ()
    """Paths, and whether the site has to change there."""
    line: bytes = b""
    """Of the catalogue for machines, until it is kept."""


Makers = Callable[[Iterable[list[int]]], Iterable[list[Built]]]
"""Chunks of places among the artifacts → what was made of each."""


class Builder:
    """One build of a section's artifacts into a staging folder; what the state knows to be fresh is not made."""

    def __init__(self, prepared: Prepared, staging: Staging, state: BuildState) -> None:
        self.prepared, self.staging, self.state = prepared, staging, state
        self.workbench = Workbench(prepared)
        self.artifacts = list(self.workbench.artifacts())
        self.before = state.artifacts.provenance() | state.lines.provenance()
        """Name of an artifact → what the last build made it from."""
        self.built: dict[str, Built] = {}
        self.catalogue: Provenance | None = None
        """Of the catalogue for machines, if it was put together anew."""

    @contextmanager
    def making(self, jobs: int, progress: OnProgress | None = None) -> Iterator[Callable[[], None]]:
        """Make every stale artifact in `jobs` processes; whoever asks does meanwhile what no artifact is needed for.

        What is given waits for all artifacts but posters: pages can be read then. Posters, of which nothing else is
        made, are waited for at the end.
        """
        stale = self._stale()
        posters = [number for number in stale if self.artifacts[number].is_poster]
        others = [number for number in stale if not self.artifacts[number].is_poster]
        size = min(LARGEST_CHUNK, max(1, -(-len(stale) // (jobs * CHUNKS))))
        with self._makers(jobs if len(stale) >= PARALLEL_FROM else 1, len(stale), progress) as make:
            first, last = (make(parallel.chunked(numbers, size)) for numbers in (others, posters))
            yield partial(self._take_all, first)
            self._take_all(last)
        self._put_catalogue()

    def posters(self) -> frozenset[str]:
        """Where pictures are published that may come after the pages."""
        return frozenset(artifact.name for artifact in self.artifacts if artifact.is_poster)

    def provenance(self) -> Iterator[tuple[str, Provenance]]:
        """What is to be remembered of the artifacts that were made, once the site has been switched."""
        for name, built in self.built.items():
            artifact = self.artifacts[built.number]
            if not artifact.is_line:
                outputs = tuple(Output.at(self.staging.site, path) for path, _ in built.outputs)
                yield name, Provenance(artifact.fingerprint, built.dependencies, outputs)
        if self.catalogue:
            yield ADDRESS, replace(self.catalogue, outputs=(Output.at(self.staging.site, ADDRESS),))

    def page_digests(self, section: str) -> dict[str, str]:
        """Address of each page → a digest that differs when the page may; `section` is the section's fingerprint."""
        return {
            artifact.url: digest_of([section, artifact.fingerprint, self._dependencies(artifact.name).answers])
            for artifact in self.artifacts
            if artifact.url is not None
        }

    def vanished(self) -> set[str]:
        """Names of artifacts of the last build that are no more."""
        return set(self.before) - {artifact.name for artifact in self.artifacts} - {ADDRESS}

    def _dependencies(self, name: str) -> Dependencies:
        return self.built[name].dependencies if name in self.built else self.before[name].dependencies

    def _stale(self) -> list[int]:
        """Places of artifacts that have to be made; the outputs of the others stay on the site."""
        answers = Answers(self.prepared.catalogue)
        stale = []
        for number, artifact in enumerate(self.artifacts):
            before = self.before.get(artifact.name)
            if (
                before
                and artifact.fingerprint
                and artifact.fingerprint == before.fingerprint
                and before.stands(self.staging.site)
                and answers.match(before.dependencies)
            ):
                self.staging.keep(output.path for output in before.outputs)
            else:
                stale.append(number)
        return stale

    # --- making

    def make(self, numbers: Sequence[int]) -> list[Built]:
        """Make some artifacts in this process; lines of the catalogue go straight into the state."""
        chunk = [self._make(number) for number in numbers]
        self.state.lines.keep(
            (artifact.name, Provenance(artifact.fingerprint, built.dependencies), built.line)
            for artifact, built in zip((self.artifacts[number] for number in numbers), chunk, strict=True)
            if artifact.is_line
        )
        return [built._replace(line=b"") for built in chunk]

    def _make(self, number: int) -> Built:
        artifact = self.artifacts[number]
        with self.workbench.catalogue.watching() as answers:
            outputs = artifact.make(self.workbench)
            if artifact.is_line:
                line = b"".join(data for _, data in outputs)
                return Built(number, Dependencies.of(answers), line=line)
            put = tuple((path, self.staging.put(path, data)) for path, data in outputs)
        return Built(number, Dependencies.of(answers), put)

    @contextmanager
    def _makers(self, jobs: int, total: int, progress: OnProgress | None) -> Iterator[Makers]:
        """Who makes chunks: other processes, at once, or this one, when somebody takes what was made."""
        global _builder
        if jobs < 2:
            yield partial(map, self.make)
            return
        self.workbench.fragments.prepare()
        self.state.database.close()  # a connection that is open now would be the other processes' too
        _builder = self
        try:
            with parallel.pool(jobs, _begin, (self.prepared, self.staging, self.state)) as workers:
                yield lambda chunks: self._as_ready(
                    [workers.submit(_make_chunk, chunk) for chunk in chunks], total, progress
                )
        finally:
            _builder = None

    def _as_ready(
        self, chunks: Iterable[Future[list[Built]]], total: int, progress: OnProgress | None
    ) -> Iterator[list[Built]]:
        """Chunks in the order in which they are ready; who waits is told how far it is."""
        for chunk in as_completed(chunks):
            yield chunk.result()
            if progress:
                progress(len(self.built), total)

    def _take_all(self, chunks: Iterable[Iterable[Built]]) -> None:
        for built in chain.from_iterable(chunks):
            self.built[self.artifacts[built.number].name] = built
            self.staging.paths.update(built.outputs)

    def _put_catalogue(self) -> None:
        """The catalogue for machines: streamed out of the state if any of its lines, or what opens it, has changed."""
        lines = self.state.lines
        lines.only({line_key(artifact.name) for artifact in self.artifacts if artifact.is_line})
        with self.workbench.catalogue.watching():
            begin = opening(self.workbench.section)
        before, fingerprint = self.before.get(ADDRESS), digest_of([begin.decode(), lines.digest()])
        if before and before.fingerprint == fingerprint and before.stands(self.staging.site):
            self.staging.keep([ADDRESS])
            return
        target = self.staging.folder / "catalogue"
        with target.open("wb") as file:
            file.writelines(in_parts(begin, lines.stream()))
        self.staging.take(ADDRESS, target)
        self.catalogue = Provenance(fingerprint, Dependencies.of({}))


_builder: Builder | None = None
"""The builder this process works for; a process that was forked has its parent's."""


def _begin(prepared: Prepared, staging: Staging, state: BuildState) -> None:
    global _builder
    _builder = _builder or Builder(prepared, staging, state)


def _make_chunk(numbers: Sequence[int]) -> list[Built]:
    assert _builder is not None
    return _builder.make(numbers)
