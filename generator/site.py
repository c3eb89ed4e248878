"""The only door: a folder of records becomes a site.

`prepare` reads and checks, `outputs` gives what we draw as (path, bytes), `build` adds the engine's hand-written pages
and switches the site whole. The MkDocs plugin calls the same pieces when MkDocs is the one who builds.
"""

import datetime as dt
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from generator import engines, guard, pictures
from generator.addresses import output_path
from generator.catalogue import SCHOOL_FILE, Catalogue, Entry, find_file
from generator.errors import ContentRejected
from generator.feeds import FEEDS
from generator.feeds.linked_data import linked_data
from generator.feeds.section import Section
from generator.fragments import Fragments, file_address, home_picture_address, picture_address, resolve
from generator.handwritten import Handwritten, broken_links, handwritten
from generator.loading import load
from generator.navigation import section_data
from generator.outputs import Staging, Switched
from generator.pages import Page, pages
from generator.records import KINDS
from generator.records.fields import FileMarker
from generator.records.reading import values
from generator.shell import Crumb, Head, Shell
from generator.source import Problem

PARALLEL_FROM = 300  # pages; below that starting a process costs more than it draws
ENGINE_FOLDER = "engine"


@dataclass(frozen=True, slots=True)
class Project:
    """Where a school keeps its section, and where the site goes."""

    root: Path
    content: Path
    site: Path

    @classmethod
    def at(cls, root: Path, site: Path | None = None) -> "Project":
        root = root.resolve()
        return cls(root, root / "content", (site or root / "site").resolve())

    @property
    def staging(self) -> Path:
        """Beside the site, so that renaming moves files and never copies them."""
        return self.site.with_name(f".{self.site.name}.staging")

    def theme(self, part: str) -> list[Path]:
        """Folders of a part of the theme: the school's own files win over the package's."""
        own, ours = self.root / "theme" / part, package_theme() / part
        return [folder for folder in dict.fromkeys((own, ours)) if folder.is_dir()]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything a build needs, read and checked."""

    project: Project
    catalogue: Catalogue
    own: tuple[Handwritten, ...]
    nv: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def root(self) -> str:
        """Public address of the section, with its slash."""
        return self.catalogue.school.section_url.rstrip("/") + "/"

    def shell(self) -> Shell:
        return Shell(self.project.theme("overrides"), self.nv, self.root)


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did and what it hints at."""

    problems: tuple[Problem, ...]
    switched: Switched
    pages: int


def package_theme() -> Path:
    """The theme that travels in the wheel; in a checkout it lies beside the package."""
    inside = Path(str(files("generator"))) / "theme"
    return inside if inside.is_dir() else inside.parent.parent / "theme"


def prepare(project: Project, today: dt.date, *, drafts: bool = False) -> Prepared | tuple[Problem, ...]:
    """Read and check the content; only problems if there is no school to build for."""
    loaded = load(project.content, today, drafts=drafts)
    own, problems = handwritten(project.content)
    if loaded.catalogue is None:
        return tuple(sorted([*loaded.problems, *problems]))
    problems += broken_links(loaded.catalogue, own)
    problems += guard.problems(project.content, loaded.catalogue.school)
    nv = section_data(loaded.catalogue, own, material_css()[0])
    return Prepared(project, loaded.catalogue, tuple(own), nv, tuple(sorted([*loaded.problems, *problems])))


def errors(prepared: Prepared | tuple[Problem, ...]) -> list[Problem]:
    """The problems that forbid publishing."""
    problems = prepared.problems if isinstance(prepared, Prepared) else prepared
    return [problem for problem in problems if problem.severity == "error"]


def build(project: Project, today: dt.date, *, engine: str = "mkdocs", drafts: bool = False, jobs: int = 1) -> Report:
    """Build the site of a project and switch it. Raises `ContentRejected` and leaves the old site if content is bad."""
    prepared = prepare(project, today, drafts=drafts)
    wrong = errors(prepared)
    if wrong or not isinstance(prepared, Prepared):
        raise ContentRejected(wrong)
    staging = Staging(project.site, project.staging)
    staging.open()
    try:
        draw_all(prepared, staging, engine, jobs)
        return finish(prepared, staging)
    except BaseException:
        staging.drop()
        raise


def draw_all(prepared: Prepared, staging: Staging, engine: str, jobs: int) -> None:
    """Our pages in other processes while the engine draws the hand-written ones in this one."""
    many = sum(1 for _ in islice(pages(prepared.catalogue, prepared.own), PARALLEL_FROM)) == PARALLEL_FROM
    draw = engines.load(engine)
    if jobs < 2 or not many:
        staging.put_all(drawn_pages(prepared, 0, 1))
        draw(prepared, staging.folder / ENGINE_FOLDER)
        return
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_receive, initargs=(prepared, staging)) as pool:
        parts: list[Future[dict[str, bool]]] = [pool.submit(_draw_part, part, jobs) for part in range(jobs)]
        draw(prepared, staging.folder / ENGINE_FOLDER)
        for part in parts:
            staging.paths |= part.result()


def finish(prepared: Prepared, staging: Staging) -> Report:
    """Add what is not drawn page by page and the engine's files, then switch."""
    staging.put_all(other_outputs(prepared))
    ours = set(staging.paths)
    for path, file in engine_files(staging.folder / ENGINE_FOLDER):
        if path not in ours:
            staging.put(path, pictures.without_notes(file) if pictures.is_photo(file) else file.read_bytes())
    count = sum(path.endswith("index.html") for path in staging.paths)
    return Report(prepared.problems, staging.switch(), count)


def engine_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """What an engine left, in a stable order; its compressed twins and its map of the site are ours to make."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and path not in ("sitemap.xml", "sitemap.xml.gz"):
            yield path, file


def outputs(prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """Everything we make, one by one."""
    yield from drawn_pages(prepared, 0, 1)
    yield from other_outputs(prepared)


def drawn_pages(prepared: Prepared, part: int, parts: int) -> Iterator[tuple[str, bytes]]:
    """Every `parts`-th page from `part`, as (path, bytes)."""
    fragments = Fragments(prepared.project.theme("fragments"), prepared.catalogue)
    shell = prepared.shell()
    for page in islice(pages(prepared.catalogue, prepared.own), part, None, parts):
        yield output_path(page.head.url), draw_page(page, fragments, shell).encode()


def draw_page(page: Page, fragments: Fragments, shell: Shell) -> str:
    """One page, whole."""
    data = page.data()
    fragment = fragments.draw(page.template, page.block, page.head.url, data)
    return shell.wrap(page.head, fragment, linked_data(fragments.catalogue, page.head, data.get("record")))


def other_outputs(prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """Pictures, files of records, feeds and the theme's assets."""
    yield from _pictures(prepared.catalogue)
    yield from _record_files(prepared.catalogue)
    section = for_machines(prepared)
    for feed in FEEDS:
        yield from feed(section)
    yield from assets(prepared.project)


def for_machines(prepared: Prepared) -> Section:
    """The section as feeds are made from it."""
    catalogue = prepared.catalogue
    fragments = Fragments(prepared.project.theme("fragments"), catalogue)
    heads = [page.head for page in pages(catalogue, prepared.own)] + [own_head(page) for page in prepared.own]
    return Section(
        catalogue,
        heads,
        lambda entry: fragments.draw(
            "_story.html", "story", entry.url, {"record": catalogue.whole(entry), "entry": entry}
        ),
        lambda entry: _files_of(catalogue, entry),
        lambda entry, target: resolve(catalogue, entry.path, target),
    )


def _files_of(catalogue: Catalogue, entry: Entry) -> dict[str, str]:
    return {
        written: picture_address(entry, written) if mark.shape else file_address(catalogue.content, path)
        for _, mark, written in values(entry.record, FileMarker)
        if (path := catalogue.file(entry, written))
    }


def own_head(page: Handwritten) -> Head:
    """What the shell says about a hand-written page."""
    return Head(
        url=page.url,
        title=page.title,
        description=page.description,
        section=page.id if page.tab else "",
        crumbs=(Crumb(page.title),) if page.url else (),
        home=not page.url,
        prose=True,
    )


def material_css() -> tuple[str, Path]:
    """Material's style of running text: its address on the site and its file; the name holds a hash."""
    folder = Path(str(files("material"))) / "templates" / "assets" / "stylesheets"
    file = next(file for file in sorted(folder.glob("main.*.min.css")))
    return f"assets/stylesheets/{file.name}", file


def problems_box(problems: Sequence[Problem]) -> str:
    """What `serve` shows on every page while the content has problems."""
    rows = "".join(f"<li>{escape(str(problem))}</li>" for problem in problems)
    return f'<div class="problems" role="alert"><ul>{rows}</ul></div>'


def _pictures(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    for kind in KINDS:
        for entry in catalogue.of(kind):
            for _, mark, written in values(entry.record, FileMarker):
                path = catalogue.file(entry, written) if mark.shape else None
                if path:
                    yield picture_address(entry, written), pictures.drawn(path, mark.shape).data
    photo = catalogue.school.home.photo
    path = find_file(catalogue.content, catalogue.content / SCHOOL_FILE, photo) if photo else None
    if photo and path:
        yield home_picture_address(photo), pictures.drawn(path, "story").data


def _record_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Files that records publish, at their own paths; pictures are redrawn elsewhere."""
    for kind in KINDS:
        for entry in catalogue.of(kind):
            for _, mark, written in values(entry.record, FileMarker):
                path = catalogue.file(entry, written)
                if path and not mark.shape:
                    yield file_address(catalogue.content, path), _published(path)
    for path in sorted(catalogue.linked_files):
        yield file_address(catalogue.content, path), _published(path)


def _published(path: Path) -> bytes:
    return pictures.drawn(path, "story").data if pictures.is_picture(path) else path.read_bytes()


def assets(project: Project) -> Iterator[tuple[str, bytes]]:
    """Styles, scripts and fonts of the theme; a file of the project wins over ours."""
    published: dict[str, Path] = {}
    for folder in reversed(project.theme("assets")):
        published |= {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    for path, file in sorted(published.items()):
        yield f"assets/{path}", file.read_bytes()
    address, file = material_css()
    yield address, file.read_bytes()


_received: tuple[Prepared, Staging] | None = None


def _receive(prepared: Prepared, staging: Staging) -> None:
    global _received
    _received = (prepared, staging)


def _draw_part(part: int, parts: int) -> dict[str, bool]:
    assert _received is not None
    prepared, staging = _received
    staging.paths = {}
    staging.put_all(drawn_pages(prepared, part, parts))
    return staging.paths
