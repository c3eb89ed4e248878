"""The only door: a folder of records becomes a site.

`prepare` reads and checks, `outputs` gives what we draw as (path, bytes), `build` makes what has changed since the last
build, adds the engine's hand-written pages and switches the site whole. The MkDocs plugin calls the same pieces when
MkDocs is the one who builds.
"""

import datetime as dt
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from nastavnik import pictures, search
from nastavnik.addresses import output_path
from nastavnik.building import anchors
from nastavnik.building.artifacts import Studio
from nastavnik.building.drawing import Drawing, Progress, seen
from nastavnik.building.fingerprints import engine_frame, frame, stamp
from nastavnik.building.lock import alone
from nastavnik.building.outputs import Staging, Switched
from nastavnik.building.project import Prepared, Project
from nastavnik.building.state import TORN, Made, State, is_torn
from nastavnik.errors import ContentRejected
from nastavnik.pages.navigation import section_data
from nastavnik.school import known_acts
from nastavnik.school.dependencies import Trace
from nastavnik.school.handwritten import broken_links, handwritten, pointers
from nastavnik.school.loading import load
from nastavnik.school.record_store import RecordStore
from nastavnik.text.source import Problem

ENGINE = "engine"
"""The folder an engine draws into, and the name its pages are remembered by."""

Draw = Callable[[Prepared, Path], None]
"""An engine: draws the hand-written pages of a section into a folder."""
Converter = Callable[[Path], Callable[[str], str] | None]
"""The folder of a school → its Markdown as an engine converts it; None where its settings cannot be read."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did and what it hints at."""

    problems: tuple[Problem, ...]
    switched: Switched
    pages: int
    notes: tuple[str, ...] = ()


def prepare(
    project: Project,
    today: dt.date,
    *,
    drafts: bool = False,
    searchable: bool = True,
    state: State | None = None,
    jobs: int = 1,
) -> Prepared | tuple[Problem, ...]:
    """Read and check the content; only problems if there is no school to build for."""
    scans = state.reader(jobs) if state else None
    store = RecordStore(state.packed) if state else None
    loaded = load(project.content, today, drafts=drafts, scans=scans, store=store)
    own, problems = handwritten(project.content)
    if loaded.catalogue is None:
        return tuple(sorted([*loaded.problems, *problems]))
    problems += broken_links(loaded.catalogue, own)
    problems += known_acts.problems(loaded.catalogue)
    pagefind = search.find() if searchable and search.wanted(project.root) else None
    nv = section_data(loaded.catalogue, own, search=pagefind is not None)
    links = (*loaded.pointers, *pointers(project.content, own))
    found = tuple(sorted([*loaded.problems, *problems]))
    return Prepared(project, loaded.catalogue, tuple(own), nv, found, pagefind, links)


def check(project: Project, today: dt.date, converter: Converter) -> tuple[Problem, ...]:
    """Every problem of the content; anchors are looked for once the pages can be drawn."""
    prepared = prepare(project, today)
    if not isinstance(prepared, Prepared):
        return prepared
    wrong = () if errors(prepared) else anchors.problems(prepared, anchors.drawn(prepared, converter))
    return tuple(sorted({*prepared.problems, *wrong}))


def errors(prepared: Prepared | tuple[Problem, ...]) -> list[Problem]:
    """The problems that forbid publishing."""
    problems = prepared.problems if isinstance(prepared, Prepared) else prepared
    return [problem for problem in problems if problem.severity == "error"]


def build(
    project: Project,
    today: dt.date,
    draw: Draw,
    *,
    drafts: bool = False,
    jobs: int = 1,
    searchable: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Build the site of a project and switch it; `draw` makes the hand-written pages.

    Raises `ContentRejected` and leaves the old site if content is bad.
    """
    with alone(project.state):
        return _remembering(project, today, draw, drafts, jobs, searchable, progress)


def _remembering(
    project: Project,
    today: dt.date,
    draw: Draw,
    drafts: bool,
    jobs: int,
    searchable: bool,
    progress: Progress | None,
) -> Report:
    """Build with what is remembered; once more without it if it turns out to be torn."""
    state = State.open(project.state, stamp())

    def attempt() -> Report:
        with _gathering():
            prepared = prepare(project, today, drafts=drafts, searchable=searchable, state=state, jobs=jobs)
        wrong = errors(prepared)
        if wrong or not isinstance(prepared, Prepared):
            raise ContentRejected(wrong)
        return _build(prepared, state, frame(prepared, drafts=drafts), draw, jobs, progress)

    try:
        return attempt()
    except TORN as error:
        if state is None or not is_torn(error):
            raise
        state.forget()
        return attempt()
    finally:
        gc.unfreeze()
        if state:
            state.close()


@contextmanager
def _gathering() -> Iterator[None]:
    """Records are many, stay and have no cycles: to look for garbage among them again and again costs a fifth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # until the build is over
        if was:
            gc.enable()


def _build(
    prepared: Prepared, state: State | None, frame: str, draw: Draw, jobs: int, progress: Progress | None
) -> Report:
    project = prepared.project
    staging = Staging(project.site, project.staging)
    staging.open()
    try:
        if state:
            state.frame(frame)
        with _gathering():
            drawing = Drawing(prepared, staging, state)
        hand = _HandDrawn(prepared, staging, draw, drawing.before.get(ENGINE))
        drawing.run(jobs, hand.draw, progress)
        hand.put()
        found = add_search(prepared, staging, jobs, drawing.digests(frame), state)
        wrong = list(anchors.problems(prepared, lambda url: _read(staging, url).decode()))
        switched = staging.switch()
    except BaseException:
        staging.drop()
        raise
    if state:
        made = chain(drawing.made(), [(ENGINE, hand.made())])
        state.keep(made, drawing.vanished() - {ENGINE}, found)
    pages = sum(path.endswith("index.html") for path in staging.paths)
    return Report((*prepared.problems, *wrong), switched, pages, tuple(state.notes) if state else ())


class _HandDrawn:
    """The hand-written pages: drawn by an engine if anything they depend on has changed, else kept."""

    def __init__(self, prepared: Prepared, staging: Staging, draw: Draw, before: Made | None) -> None:
        self.prepared, self.staging, self.engine, self.before = prepared, staging, draw, before
        self.given = f"{draw.__module__} {engine_frame(prepared)}"
        self.stands = (
            before is not None
            and before.given == self.given
            and all(seen(staging.site, one.path) == one for one in before.outputs)
        )

    def draw(self) -> None:
        if not self.stands:
            self.engine(self.prepared, self.staging.folder / ENGINE)

    def put(self) -> None:
        if self.stands and self.before:
            self.paths = [one.path for one in self.before.outputs]
            self.staging.keep(path for path in self.paths if path not in self.staging.paths)
        else:
            self.paths = list(put_engine_files(self.staging))

    def made(self) -> Made:
        outputs = tuple(seen(self.staging.site, path) for path in self.paths)
        return Made(self.given, Trace("", ""), outputs)


def put_engine_files(staging: Staging, kept_back: tuple[str, ...] = ()) -> Iterator[str]:
    """Put what an engine left beside what is ours, which wins; its map of the site is ours to make. Gives the paths.

    Nothing in the folders `kept_back` is put.
    """
    ours = set(staging.paths)
    for path, file in engine_files(staging.folder / ENGINE):
        if path not in ours and not path.startswith(kept_back):
            staging.put(path, pictures.without_notes(file) if pictures.is_photo(file) else file.read_bytes())
            yield path


def engine_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """What an engine left, in a stable order, without its map of the site."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and path not in ("sitemap.xml", "sitemap.xml.gz"):
            yield path, file


def finish(prepared: Prepared, staging: Staging) -> Report:
    """Draw everything beside what an engine left, and switch: what a build by MkDocs itself ends with."""
    staging.put_all(outputs(prepared))
    list(put_engine_files(staging))
    add_search(prepared, staging, 1, {}, None)
    count = sum(path.endswith("index.html") for path in staging.paths)
    return Report(prepared.problems, staging.switch(), count)


def add_search(
    prepared: Prepared,
    staging: Staging,
    jobs: int,
    digests: Mapping[str, str],
    state: State | None,
    documents: Iterable[search.Document] | None = None,
) -> dict[str, tuple[str, str]]:
    """Index what can be found of the pages that were put: `documents`, or those of the catalogue.

    Gives what saves reading unchanged pages next time.
    """
    if prepared.pagefind is None:
        return {}

    indexed = search.index(
        search.documents(prepared.catalogue, prepared.own) if documents is None else documents,
        lambda url: _read(staging, url),
        staging.site / search.FOLDER,
        staging.folder / search.FOLDER,
        prepared.pagefind,
        jobs=jobs,
        digests=digests,
        remembered=state.found() if state else None,
    )
    for path, file in indexed.new.items():
        staging.take(path, file)
    staging.keep(indexed.kept)
    return indexed.remembered


def _read(staging: Staging, url: str) -> bytes:
    """A page that was put."""
    path = output_path(url)
    folder = staging.files if staging.paths[path] else staging.site
    return (folder / path).read_bytes()


def served_search(prepared: Prepared, site: Path, kept: Path) -> Iterator[tuple[str, bytes]]:
    """The search over a site drawn into `site` by somebody else; `kept` is a folder that outlives the site."""
    if prepared.pagefind is None:
        return
    documents = search.documents(prepared.catalogue, prepared.own)
    folder = kept / search.FOLDER

    def read(url: str) -> bytes:
        return (site / output_path(url)).read_bytes()

    with TemporaryDirectory() as work:
        search.refresh(documents, read, folder, Path(work), prepared.pagefind, os.cpu_count() or 1)
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(kept).as_posix(), file.read_bytes()


def outputs(prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """Everything we make, one by one."""
    studio = Studio(prepared)
    for piece in studio.pieces(lines=False):
        yield from piece.make(studio)


def problems_box(problems: Sequence[Problem]) -> str:
    """What `serve` shows on every page while the content has problems."""
    rows = "".join(f"<li>{escape(str(problem))}</li>" for problem in problems)
    return f'<div class="problems" role="alert"><ul>{rows}</ul></div>'
