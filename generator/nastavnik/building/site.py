"""The only door: a folder of records becomes a site.

`build` is the story: read and check, make what is stale, add what an engine draws, index it for the search, switch the
site whole, remember. The MkDocs plugin calls `prepare`, `outputs` and `finish` when MkDocs is the one who builds.
"""

import datetime as dt
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from nastavnik import search
from nastavnik.building import anchors, last_build, switching
from nastavnik.building.artifacts import Workbench
from nastavnik.building.builder import Builder, OnProgress
from nastavnik.building.checking import errors, prepare
from nastavnik.building.database import TORN, is_torn
from nastavnik.building.engine_pages import ENGINE, Draw, EnginePages, put_engine_files, refusals
from nastavnik.building.fingerprints import code_fingerprint, section_fingerprint
from nastavnik.building.headers import put_headers
from nastavnik.building.lock import exclusive
from nastavnik.building.outputs import Staging, Switched
from nastavnik.building.project import Prepared, Project
from nastavnik.building.reading_again import unchanging
from nastavnik.building.state import BuildState, remembered
from nastavnik.errors import ContentRejected
from nastavnik.school.guard.published_files import PersonalSign
from nastavnik.school.record_store import RecordStore
from nastavnik.text.addresses import output_path
from nastavnik.text.source import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did and what it hints at."""

    problems: tuple[Problem, ...]
    switched: Switched
    pages: int
    notes: tuple[str, ...] = ()
    personal: tuple[PersonalSign, ...] = ()
    """What looks personal inside published files; its hints are among `problems`."""


# --- a build


def build(
    project: Project,
    today: dt.date,
    draw: Draw,
    *,
    drafts: bool = False,
    jobs: int = 1,
    searchable: bool = True,
    progress: OnProgress | None = None,
    on_switch: Callable[[], None] = lambda: None,
) -> Report:
    """Build the site of a project and switch it; `draw` makes the hand-written pages.

    `on_switch` is called when the new site is there. Raises `ContentRejected`; the old site is left then.
    """
    pagefind = search.of(project.root) if searchable else None
    with exclusive(project.state):
        switching.settle(project.site, project.stagings)
        with remembered(project.state, code_fingerprint()) as state:
            attempt = partial(_build, project, today, draw, state, drafts, jobs, pagefind, progress, on_switch)
            try:
                return unchanging(project, partial(_remembering, attempt, state))
            finally:
                gc.unfreeze()


def _remembering(attempt: Callable[[], Report], state: BuildState) -> Report:
    """What `attempt` gives; with a memory that turns out to be spoiled it is made anew."""
    try:
        return attempt()
    except TORN as error:
        if not is_torn(error):
            raise
        state.database.forget()
        return attempt()


def _build(
    project: Project,
    today: dt.date,
    draw: Draw,
    state: BuildState,
    drafts: bool,
    jobs: int,
    pagefind: search.Pagefind | None,
    progress: OnProgress | None,
    on_switch: Callable[[], None],
) -> Report:
    """One build on top of what is remembered; what is read of a spoiled memory raises one of `TORN`."""
    scans, store = partial(state.scans.read, processes=jobs), RecordStore(state.scans.packed)
    with _long_lived():
        checked = prepare(project, today, drafts=drafts, pagefind=pagefind, scans=scans, store=store)
    prepared = _without_errors(checked, draw)
    section = section_fingerprint(prepared, drafts=drafts)
    with ExitStack() as late, Staging(project.site, *project.stagings, on_switch=on_switch) as staging:
        state.within(section)
        with _long_lived():
            builder = Builder(prepared, staging, state)
        engine_pages = EnginePages(prepared, staging, draw, builder.before.get(ENGINE))
        with builder.making(jobs, progress) as wait_for_pages:
            engine_pages.draw()
            wait_for_pages()
            engine_pages.put(builder.posters())
            documents = search.documents(prepared.catalogue, prepared.own)
            digests, before = builder.page_digests(section), state.search.digests()
            searched = add_search(prepared, staging, documents, jobs=jobs, digests=digests, remembered=before)
        put_headers(prepared, staging)
        hints = tuple(anchors.problems(prepared, lambda url: _read(staging, url).decode()))
        late.enter_context(switching.undisturbed())  # «прервано» would be untrue from here on
        switched = staging.switch()
        artifacts = [*builder.provenance(), (ENGINE, engine_pages.provenance())]
        state.remember(artifacts, builder.vanished() - {ENGINE}, searched, last_build.notes(today, prepared.own))
    notes = (*state.database.notes, *engine_pages.notes)
    return Report((*prepared.problems, *hints), switched, _pages(staging), notes, prepared.personal)


def _without_errors(checked: Prepared | tuple[Problem, ...], draw: Draw) -> Prepared:
    """What was checked, if a site may be made of it. Raises `ContentRejected`."""
    wrong = errors(checked)
    if not isinstance(checked, Prepared):
        raise ContentRejected(wrong)
    if wrong:  # all at once, as a check says it
        raise ContentRejected(sorted({*wrong, *refusals(draw, checked)}))
    return checked


@contextmanager
def _long_lived() -> Iterator[None]:
    """Records are many, stay and have no cycles: to look for garbage among them again and again costs a fifth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # until the build is over
        if was:
            gc.enable()


# --- its parts, for who builds otherwise


def settle(project: Project) -> bool:
    """Finish a switch that an earlier build could not; whether there was one. Raises `SiteBusy`, `SwitchUnfinished`."""
    if not switching.unfinished(project.site, project.stagings):
        return False  # and nothing is written, not even a lock
    with exclusive(project.state):
        return switching.settle(project.site, project.stagings)


def finish(prepared: Prepared, staging: Staging) -> Report:
    """Draw everything beside what an engine left, and switch: what a build by MkDocs itself ends with."""
    staging.put_all(outputs(prepared))
    list(put_engine_files(staging))
    put_headers(prepared, staging)
    add_search(prepared, staging, search.documents(prepared.catalogue, prepared.own))
    return Report(prepared.problems, staging.switch(), _pages(staging))


def _pages(staging: Staging) -> int:
    return sum(path.endswith("index.html") for path in staging.paths)


def add_search(
    prepared: Prepared,
    staging: Staging,
    documents: Iterable[search.Findable],
    *,
    jobs: int = 1,
    digests: Mapping[str, str] | None = None,
    remembered: Mapping[str, tuple[str, str]] | None = None,
) -> dict[str, tuple[str, str]]:
    """Index what can be found of the pages that were put. Gives what saves reading unchanged pages next time.

    `digests` of the pages by address and what the last build `remembered` tell which these are.
    """
    staging.own(search.FOLDER)
    if prepared.pagefind is None:
        return {}

    indexed = search.index(
        documents,
        lambda url: _read(staging, url),
        staging.site / search.FOLDER,
        staging.folder / search.FOLDER,
        prepared.pagefind,
        jobs=jobs,
        digests=digests,
        remembered=remembered,
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


def served_search(prepared: Prepared, site: Path, store: Path) -> Iterator[tuple[str, bytes]]:
    """The search over a site drawn into `site` by somebody else; `store` is a folder that outlives the site."""
    if prepared.pagefind is None:
        return
    documents = search.documents(prepared.catalogue, prepared.own)
    folder = store / search.FOLDER

    def read(url: str) -> bytes:
        return (site / output_path(url)).read_bytes()

    with TemporaryDirectory() as work:
        search.refresh(documents, read, folder, Path(work), prepared.pagefind, os.cpu_count() or 1)
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(store).as_posix(), file.read_bytes()


def outputs(prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """Every file we make of a section, as (path, bytes), one by one; hand-written pages are an engine's."""
    workbench = Workbench(prepared)
    for artifact in workbench.artifacts(lines=False):
        yield from artifact.make(workbench)
