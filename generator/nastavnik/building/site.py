"""The only door: a folder of records becomes a site.

`build` is the story: read and check, make what is stale, add what an engine draws, index it for the search, switch the
site whole, remember. The MkDocs plugin calls `prepare`, `outputs` and `finish` when MkDocs is the one who builds.
"""

import datetime as dt
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from nastavnik import search
from nastavnik.addresses import output_path
from nastavnik.building import anchors
from nastavnik.building.artifacts import Workbench
from nastavnik.building.builder import Builder, Progress
from nastavnik.building.database import TORN, is_torn
from nastavnik.building.engine_pages import ENGINE, Draw, EnginePages, put_engine_files
from nastavnik.building.fingerprints import code_fingerprint, section_fingerprint
from nastavnik.building.lock import exclusive
from nastavnik.building.outputs import Staging, Switched
from nastavnik.building.project import Prepared, Project, shipped
from nastavnik.building.state import State, remembered
from nastavnik.errors import ContentRejected
from nastavnik.pages import templates
from nastavnik.pages.fragments import Fragments
from nastavnik.pages.navigation import section_data
from nastavnik.pages.shell import Shell
from nastavnik.school import known_acts
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.handwritten import broken_links, handwritten, pointers
from nastavnik.school.loading import load
from nastavnik.school.record_store import RecordStore
from nastavnik.text.source import Problem

Converter = Callable[[Path], Callable[[str], str] | None]
"""The folder of a school → its Markdown as an engine converts it; None where its settings cannot be read."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did and what it hints at."""

    problems: tuple[Problem, ...]
    switched: Switched
    pages: int
    notes: tuple[str, ...] = ()


# --- a build


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
    with exclusive(project.state), remembered(project.state, code_fingerprint()) as state:
        attempt = partial(_build, project, today, draw, state, drafts, jobs, searchable, progress)
        try:
            return attempt()
        except TORN as error:
            if not is_torn(error):
                raise
            state.database.forget()
            return attempt()
        finally:
            gc.unfreeze()


def _build(
    project: Project,
    today: dt.date,
    draw: Draw,
    state: State,
    drafts: bool,
    jobs: int,
    searchable: bool,
    progress: Progress | None,
) -> Report:
    """One build on top of what is remembered; what is read of a spoiled memory raises one of `TORN`."""
    with _long_lived():
        prepared = prepare(project, today, drafts=drafts, searchable=searchable, state=state, jobs=jobs)
    wrong = errors(prepared)
    if wrong or not isinstance(prepared, Prepared):
        raise ContentRejected(wrong)

    section = section_fingerprint(prepared, drafts=drafts)
    with Staging(project.site, project.staging) as staging:
        state.within(section)
        with _long_lived():
            builder = Builder(prepared, staging, state)
        engine_pages = EnginePages(prepared, staging, draw, builder.before.get(ENGINE))
        builder.build(jobs, engine_pages.draw, progress)
        engine_pages.put()
        digests = add_search(prepared, staging, jobs, builder.page_digests(section), state)
        hints = tuple(anchors.problems(prepared, lambda url: _read(staging, url).decode()))
        switched = staging.switch()

    artifacts = [*builder.provenance(), (ENGINE, engine_pages.provenance())]
    state.remember(artifacts, builder.vanished() - {ENGINE}, digests)
    notes = (*state.database.notes, *engine_pages.notes)
    return Report((*prepared.problems, *hints), switched, _pages(staging), notes)


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


# --- its parts


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
    scans = partial(state.scans.read, processes=jobs) if state else None
    store = RecordStore(state.scans.packed) if state else None
    loaded = load(project.content, today, drafts=drafts, scans=scans, store=store)
    own, problems = handwritten(project.content)
    if loaded.catalogue is None:
        return tuple(sorted([*loaded.problems, *problems]))
    problems += broken_links(loaded.catalogue, own)
    problems += known_acts.problems(loaded.catalogue)
    problems += _broken_templates(project, loaded.catalogue)
    pagefind = search.find() if searchable and search.wanted(project.root) else None
    nv = section_data(loaded.catalogue, own, search=pagefind is not None)
    links = (*loaded.pointers, *pointers(loaded.catalogue, own))
    problems = sorted([*loaded.problems, *problems])
    return Prepared(project, loaded.catalogue, tuple(own), nv, tuple(problems), pagefind, links)


def _broken_templates(project: Project, catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with the templates a school has instead of ours; the pages of a bank are not drawn here."""
    own, ours = project.root / "theme", shipped("theme")
    if not own.is_dir() or own == ours:
        return
    themes = {
        "fragments": Fragments(project.theme("fragments"), catalogue).environment,
        "overrides": Shell(project.theme("overrides"), {}, "").environment,
    }
    for part, theme in themes.items():
        files = (file.relative_to(own / part).as_posix() for file in sorted((own / part).rglob("*.html")))
        names = [name for name in files if part == "fragments" or (ours / part / name).is_file()]
        names = [name for name in names if not name.startswith("region/")]
        yield from templates.problems(theme, names, PurePosixPath("theme", part))


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


def finish(prepared: Prepared, staging: Staging) -> Report:
    """Draw everything beside what an engine left, and switch: what a build by MkDocs itself ends with."""
    staging.put_all(outputs(prepared))
    list(put_engine_files(staging))
    add_search(prepared, staging, 1, {}, None)
    return Report(prepared.problems, staging.switch(), _pages(staging))


def _pages(staging: Staging) -> int:
    return sum(path.endswith("index.html") for path in staging.paths)


def add_search(
    prepared: Prepared,
    staging: Staging,
    jobs: int,
    digests: Mapping[str, str],
    state: State | None,
    documents: Iterable[search.Findable] | None = None,
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
        remembered=state.search.digests() if state else None,
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


def problems_box(problems: Sequence[Problem]) -> str:
    """What `serve` shows on every page while the content has problems."""
    rows = "".join(f"<li>{escape(str(problem))}</li>" for problem in problems)
    return f'<div class="problems" role="alert"><ul>{rows}</ul></div>'
