"""The artifacts of a section: pages, feeds, lines of the catalogue, pictures, files.

Each names itself, says what it is made of, and can be made apart from the others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import quote

from nastavnik import attachments, messages
from nastavnik.attachments import pictures
from nastavnik.building.artifact_table import line_name
from nastavnik.building.assets import Asset, assets
from nastavnik.building.project import Prepared, Project
from nastavnik.errors import ContentChanging
from nastavnik.feeds import FEEDS, Feed
from nastavnik.feeds.catalog import catalog, line, public_entries
from nastavnik.feeds.section import Mapped, Section
from nastavnik.feeds.sitemap import sitemap
from nastavnik.pages import web_form
from nastavnik.pages.fragments import Fragments, file_address, resolve
from nastavnik.pages.linked_data import JsonLd, linked_data, site_and_way
from nastavnik.pages.page import Page
from nastavnik.pages.page_pictures import home_picture_address, picture_address, story_picture, without_choice
from nastavnik.pages.plan import RecordPage, pages
from nastavnik.pages.sharing import font_file, poster_address, record_poster, section_files
from nastavnik.pages.shell import POSTER, Crumb, Head, Shell
from nastavnik.records import KINDS
from nastavnik.records.web_form import WebForm
from nastavnik.school.catalogue import SCHOOL_FILE, Catalogue, Entry
from nastavnik.school.dependencies import Watched, digest_of, fingerprint, state_of
from nastavnik.school.handwritten import Handwritten
from nastavnik.text.addresses import address_of, output_path
from nastavnik.views.audience import beside_mentor
from nastavnik.views.glossary import glossary

Outputs = Iterable[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Artifact:
    """One thing to make; made again only if its fingerprint or what it asked of the catalogue has changed."""

    name: str
    fingerprint: str
    """Of what it is made of besides the catalogue; empty for what is made at every build."""
    make: Callable[["Workbench"], Outputs]
    is_line: bool = False
    """A line of the catalogue for machines, not a file."""
    url: str | None = None
    """The address, if it is a page."""
    is_poster: bool = False
    """A picture of which nothing else is made; its name is where it is published."""


class Workbench:
    """Everything artifacts are made with: the catalogue that is watched, fragments, the shell; one a process."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.catalogue = Watched(prepared.catalogue)
        folders, words = prepared.project.theme("fragments"), glossary(prepared.own)
        self.fragments = Fragments(folders, self.catalogue, words)
        self.shell = shell_of(prepared)

    @cached_property
    def pages(self) -> list[Page]:
        with self.catalogue.watching():
            return list(pages(self.catalogue, self.prepared.own))

    @cached_property
    def section(self) -> Section:
        """The section as feeds are made from it."""
        catalogue = self.catalogue
        return Section(
            catalogue,
            [
                *(Mapped(page.url, page.updated) for page in self.pages if page.mapped),
                *(Mapped(page.url, None) for page in self.prepared.own),
            ],
            self._story,
            story_picture,
            lambda entry: _files_of(catalogue, entry),
            lambda entry, target: resolve(catalogue, entry.place, target),
        )

    def _story(self, entry: Entry) -> str:
        """The text of a story as any reader shows it."""
        data = {"record": self.catalogue.whole(entry), "entry": entry}
        return without_choice(self.fragments.draw("_story.html", "story", entry.url, data))

    def artifacts(self, *, lines: bool = True) -> Iterator[Artifact]:
        """All of them in a stable order; with `lines` the catalogue for machines is made line by line."""
        lines_left = self._lines() if lines else {}
        for page in self.pages:
            digest = digest_of([fingerprint(page)])
            yield Artifact(output_path(page.url), digest, partial(_page, page), url=page.url)
            if page.url in lines_left:
                yield lines_left.pop(page.url)  # here the record's long texts are at hand
            if isinstance(page, RecordPage) and page.has_poster:
                yield Artifact(poster_address(page.url), "poster", partial(_poster, page.entry), is_poster=True)
        yield from lines_left.values()
        for feed in FEEDS:
            if not lines or feed is not catalog:
                yield Artifact(f"feed {feed.__name__}", "" if feed is sitemap else "feed", partial(_feed, feed))
        catalogue, project = self.prepared.catalogue, self.prepared.project
        by_pages = (file for path in sorted(self.prepared.named) for file in _page_file(catalogue, path))
        asked = catalogue.school.admin
        form = _web_form(project, asked) if asked else ()
        files = (*by_pages, *_record_files(catalogue), *map(_asset, assets(project).values()), *form)
        yield Artifact(POSTER, "poster", _section_pictures)
        yield from {file.name: file for file in files}.values()  # of two files at one address the last one stands

    def _lines(self) -> dict[str, Artifact]:
        """Lines of the catalogue for machines by the addresses of their records."""
        with self.catalogue.watching():
            entries = public_entries(self.section)
        return {
            entry.url: Artifact(line_name(entry.key.kind, entry.first_id), "line", partial(_line, entry), is_line=True)
            for entry in entries
        }


def shell_of(prepared: Prepared) -> Shell:
    """What every page of a section is wrapped with."""
    return Shell(prepared.project.theme("overrides"), prepared.nv, prepared.root)


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
        found=True,
    )


def own_linked_data(prepared: Prepared, head: Head) -> JsonLd | None:
    """What a hand-written page says to machines, of a school or of a bank."""
    return site_and_way(prepared.root, prepared.nv["section"], head)


def _page(page: Page, workbench: Workbench) -> Outputs:
    """One page, whole."""
    head, data = page.head(), page.data()
    fragment = workbench.fragments.draw(page.template, page.block, page.url, data)
    html = workbench.shell.wrap(head, fragment, linked_data(workbench.catalogue, head, data.get("record")))
    yield output_path(page.url), html.encode()


def _poster(entry: Entry, workbench: Workbench) -> Outputs:
    """What networks show beside a link to a record."""
    record, prepared = workbench.catalogue.whole(entry), workbench.prepared
    font, school_type = font_file(prepared.project.theme("assets")), workbench.catalogue.school.school_type
    yield poster_address(entry.url), record_poster(record, entry.first_id, school_type, prepared.nv, font)


def _section_pictures(workbench: Workbench) -> Outputs:
    prepared = workbench.prepared
    return section_files(prepared.nv, font_file(prepared.project.theme("assets")), beside_mentor(workbench.catalogue))


def _feed(feed: Feed, workbench: Workbench) -> Outputs:
    return feed(workbench.section)


def _line(entry: Entry, workbench: Workbench) -> Outputs:
    yield "", line(workbench.section, entry)


def _files_of(catalogue: Catalogue, entry: Entry) -> dict[str, str]:
    return {
        written: picture_address(entry, written) if shape else file_address(catalogue.content, path)
        for written, shape, path in _named(catalogue, entry)
    }


# --- files


def _named(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[str, str, Path]]:
    """Files a record names: as written, the shape a picture is drawn in or "", where it is."""
    for written, shape in entry.facts.files:
        path = catalogue.file(entry, written)
        if path:
            yield written, shape or "", path


def _record_files(catalogue: Catalogue) -> Iterator[Artifact]:
    """Pictures of records and of the first page, drawn anew; then what records publish at the files' own paths."""
    named = [(entry, *file) for kind in KINDS for entry in catalogue.of(kind) for file in _named(catalogue, entry)]
    for entry, written, shape, path in named:
        if shape:
            yield _copy(picture_address(entry, written), path, shape)
    photo = catalogue.school.home.photo
    story = catalogue.find(catalogue.content / SCHOOL_FILE, photo) if photo else None
    if photo and story:
        yield _copy(home_picture_address(photo), story, "story")
    for path in (*(path for _, _, shape, path in named if not shape), *sorted(catalogue.linked_files)):
        yield _copy(file_address(catalogue.content, path), path, "story" if pictures.is_picture(path) else "")


def _page_file(catalogue: Catalogue, path: Path) -> Iterator[Artifact]:
    """A file that hand-written pages name, at its own path; a photo besides as the pages show it."""
    yield _copy(address_of(path.relative_to(catalogue.content)), path)
    if pictures.is_photo(path):
        yield _copy(file_address(catalogue.content, path), path, "story")


def _asset(asset: Asset) -> Artifact:
    return _of_files(asset.address, asset.files, partial(_published, asset))


def _published(asset: Asset) -> Outputs:
    yield asset.address, asset.data()


def _web_form(project: Project, asked: WebForm) -> Iterator[Artifact]:
    """The page of the form on the site, and what it loads."""
    folders = project.theme(web_form.THEME)
    for folder in reversed(folders):
        for file in sorted(file for file in folder.rglob("*") if file.is_file() and file.name != web_form.TEMPLATE):
            yield _copy(quote(f"{web_form.ADDRESS}{file.relative_to(folder).as_posix()}"), file)
    templates = (folder / web_form.TEMPLATE for folder in folders)
    state = digest_of(state_of(template) for template in templates if template.is_file())
    make = partial(_form_page, folders, asked)
    yield Artifact(output_path(web_form.ADDRESS), state, make, url=web_form.ADDRESS)


def _form_page(folders: Sequence[Path], asked: WebForm, workbench: Workbench) -> Outputs:
    html = web_form.page(folders, workbench.catalogue.school, asked)
    yield output_path(web_form.ADDRESS), html.encode()


def _copy(address: str, path: Path, shape: str = "") -> Artifact:
    """A file at its address; with a `shape` it is a picture, drawn anew in its versions."""
    output = output_path(address)
    make = partial(_versions, output, path, shape) if shape else partial(_cleaned, output, path)
    return _of_files(output, (path,), make, shape)


def _cleaned(output: str, path: Path) -> Outputs:
    yield output, attachments.cleaned(path)


def _of_files(output: str, files: Sequence[Path], make: Callable[[], Outputs], detail: str = "") -> Artifact:
    """What is made of files alone; `detail` says what else its fingerprint depends on."""
    states = [state_of(file) for file in files]
    return Artifact(output, digest_of([*states, detail]), partial(_as_they_were, files, states, make))


def _as_they_were(files: Sequence[Path], states: list[str], make: Callable[[], Outputs], _: Workbench) -> Outputs:
    """What is made of files as they were when a fingerprint was taken.

    Raises `ContentChanging`: one of them is being written just now.
    """
    try:
        outputs = list(make())
    finally:
        for file, state in zip(files, states, strict=True):
            if state_of(file) != state:
                raise ContentChanging(messages.content_changing(file.name))
    yield from outputs


def _versions(output: str, path: Path, shape: str) -> Outputs:
    """Every version of a picture; `output` is the widest one's."""
    widest, *narrower = pictures.drawn(path, shape)
    yield output, widest.data
    yield from ((output.removesuffix(widest.suffix) + version.suffix, version.data) for version in narrower)
