"""Makes the pieces that have to be made, here or in other processes, and keeps the rest of the site as it is."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from pathlib import Path
from typing import NamedTuple

from nastavnik import parallel
from nastavnik.building import catalog_file
from nastavnik.building.artifacts import Studio
from nastavnik.building.catalog_file import Place
from nastavnik.building.outputs import Staging
from nastavnik.building.project import Prepared
from nastavnik.building.state import Made, Seen, State
from nastavnik.feeds.catalog import ADDRESS, CLOSING, opening
from nastavnik.pages.fragments import Remembering
from nastavnik.school.dependencies import Asking, Trace, digest_of, trace_of

PARALLEL_FROM = 100  # pieces; below that starting a process costs more than it makes
CHUNKS = 8  # of work a process: some take longer than others

Progress = Callable[[int, int], None]


class Done(NamedTuple):
    """A piece that was made: what it asked, and what it left: outputs of the site, or a line in a spool."""

    number: int
    trace: Trace
    outputs: tuple[tuple[str, bool], ...] = ()
    """Paths, and whether the site has to change there."""
    line: Place | None = None


class Drawing:
    """One drawing of a section into a staging folder; with a state only what is stale is made."""

    def __init__(self, prepared: Prepared, staging: Staging, state: State | None = None) -> None:
        self.prepared, self.staging, self.state = prepared, staging, state
        self.rendered = Remembering(state.html if state.has_html() else _nothing) if state else None
        self.studio = Studio(prepared, self.rendered)
        self.pieces = list(self.studio.pieces())
        self.before = state.made() if state else {}
        self.done: dict[str, Done] = {}
        self.catalogue: Made | None = None
        """The catalogue for machines, if it was put together anew."""

    def run(self, jobs: int, beside: Callable[[], None], progress: Progress | None = None) -> None:
        """Make every stale piece; `beside` is other work, done while processes draw."""
        stale = self._stale()
        if jobs > 1 and len(stale) >= PARALLEL_FROM:
            self._spread(stale, jobs, beside, progress)
        else:
            self._take(self.make(stale))
            beside()
        self._put_catalogue()

    def made(self) -> Iterator[tuple[str, Made]]:
        """What is to be remembered of this drawing, once the site has been switched."""
        for name, done in self.done.items():
            outputs = tuple(seen(self.staging.site, path) for path, _ in done.outputs)
            line = (Seen("", done.line.length, 0),) if done.line else ()
            yield name, Made(self.pieces[done.number].given, done.trace, outputs or line)
        if self.catalogue:
            outputs = (seen(self.staging.site, ADDRESS),)
            yield ADDRESS, Made(self.catalogue.given, self.catalogue.trace, outputs)

    def digests(self, frame: str) -> dict[str, str]:
        """Address of each page → a digest that differs when the page may."""
        found = {}
        for piece in self.pieces:
            if piece.url is not None:
                trace = self.done[piece.name].trace if piece.name in self.done else self.before[piece.name].trace
                found[piece.url] = digest_of([frame, piece.given, trace.answers])
        return found

    def vanished(self) -> set[str]:
        """Names of pieces that are no more."""
        return set(self.before) - {piece.name for piece in self.pieces} - {ADDRESS}

    # --- what is stale

    def _stale(self) -> list[int]:
        asking = Asking(self.prepared.catalogue)
        whole = self.before.get(ADDRESS)
        lines_stand = whole is not None and self._stands(whole) and self._is_full(whole)
        stale = []
        for index, piece in enumerate(self.pieces):
            old = self.before.get(piece.name)
            stands = old and (lines_stand if piece.is_line else self._stands(old))
            if not old or not stands or piece.given != old.given or not piece.given or not asking.holds(old.trace):
                stale.append(index)
            elif not piece.is_line:
                self.staging.keep(one.path for one in old.outputs)
        return stale

    def _stands(self, made: Made) -> bool:
        """Whether everything it left is on the site as it was left."""
        return all(seen(self.staging.site, one.path) == one for one in made.outputs)

    def _is_full(self, whole: Made) -> bool:
        """Whether the lines that are remembered are all of the catalogue, so that each lies where it should."""
        lines = [made.outputs for name, made in self.before.items() if name.startswith(f"{ADDRESS}#")]
        between = len(catalog_file.BETWEEN) * max(len(lines) - 1, 0)
        length = _opening_length(whole) + sum(one.size for line in lines for one in line) + between + len(CLOSING)
        return [one.size for one in whole.outputs] == [length]

    # --- making

    def make(self, indices: Sequence[int]) -> list[Done]:
        """Make some pieces in this process."""
        made = [self._make(index) for index in indices]
        if self.state and self.rendered:
            self.state.keep_html(self.rendered.new)
            self.rendered.new.clear()
        return made

    def _make(self, index: int) -> Done:
        piece = self.pieces[index]
        with self.studio.catalogue.watching() as asked:
            outputs = piece.make(self.studio)
            if piece.is_line:
                line = self._spooled(b"".join(data for _, data in outputs))
                return Done(index, trace_of(asked), line=line)
            put = tuple((path, self.staging.put(path, data)) for path, data in outputs)
        return Done(index, trace_of(asked), put)

    def _spooled(self, line: bytes) -> Place:
        file = self.staging.folder / f"lines-{os.getpid()}"
        with file.open("ab") as spool:
            offset = spool.tell()
            spool.write(line)
        return Place(file, offset, len(line))

    def _spread(self, stale: Sequence[int], jobs: int, beside: Callable[[], None], progress: Progress | None) -> None:
        global _drawing
        self.studio.fragments.prepare()
        size = max(1, -(-len(stale) // (jobs * CHUNKS)))
        chunks = [stale[start : start + size] for start in range(0, len(stale), size)]
        _drawing, given = self, (self.prepared, self.staging, self.state)
        try:
            with parallel.pool(jobs, _begin, given) as workers:
                parts: list[Future[list[Done]]] = [workers.submit(_make_chunk, chunk) for chunk in chunks]
                beside()
                made = 0
                for part in as_completed(parts):
                    self._take(part.result())
                    made += len(part.result())
                    if progress:
                        progress(made, len(stale))
        finally:
            _drawing = None

    def _take(self, made: Iterable[Done]) -> None:
        for done in made:
            self.done[self.pieces[done.number].name] = done
            self.staging.paths.update(done.outputs)

    # --- the catalogue for machines

    def _put_catalogue(self) -> None:
        """Put its lines together: those made now, and the others out of the site's own."""
        with self.studio.catalogue.watching():
            begins = opening(self.studio.section)
        given = f"{len(begins)} {digest_of([begins.decode()])}"
        names = sorted((piece.name for piece in self.pieces if piece.is_line), key=_line_order)
        whole = self.before.get(ADDRESS)
        old = {name: made for name, made in self.before.items() if name.startswith(f"{ADDRESS}#")}
        if whole and whole.given == given and old.keys() == set(names) and not old.keys() & self.done.keys():
            self.staging.keep([ADDRESS])
            return
        lines = {name: done.line for name, done in self.done.items() if done.line}
        if whole:
            lengths = [(name, old[name].outputs[0].size) for name in sorted(old, key=_line_order)]
            file = self.staging.site / ADDRESS
            lines = catalog_file.places(file, _opening_length(whole), lengths) | lines
        target = self.staging.folder / "catalogue"
        catalog_file.compose(target, begins, CLOSING, names, lines)
        self.staging.take(ADDRESS, target)
        self.catalogue = Made(given, Trace("", digest_of([])), ())


def _nothing(_: bytes) -> None:
    return None


def seen(site: Path, path: str) -> Seen:
    """A file of the site as it is now; nothing has the size of a file that is not there."""
    try:
        found = os.stat(f"{site}/{path}")  # noqa: PTH116 - asked for every file; paths as objects are slow
    except OSError:
        return Seen(path, -1, -1)
    return Seen(path, found.st_size, found.st_mtime_ns)


def _opening_length(whole: Made) -> int:
    """How long the catalogue's own words before its lines are; 0 if that was torn."""
    length = whole.given.partition(" ")[0]
    return int(length) if length.isdecimal() else 0


def _line_order(name: str) -> tuple[str, ...]:
    return tuple(name.partition("#")[2].split("/", 1))


_drawing: Drawing | None = None
"""The drawing this process works for; a process that was forked has its parent's."""


def _begin(prepared: Prepared, staging: Staging, state: State | None) -> None:
    global _drawing
    _drawing = _drawing or Drawing(prepared, staging, state)


def _make_chunk(indices: Sequence[int]) -> list[Done]:
    assert _drawing is not None
    return _drawing.make(indices)
