"""The errand: a section as pages to paste, written into a folder of its own, whole or not at all."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

from nastavnik import messages
from nastavnik.attachments import pictures
from nastavnik.building.artifacts import Artifact, Workbench
from nastavnik.building.checking import errors, prepare
from nastavnik.building.engine_pages import refusals
from nastavnik.building.lock import exclusive
from nastavnik.building.outputs import Staging
from nastavnik.building.project import Prepared, Project
from nastavnik.engines import Engine
from nastavnik.errors import ContentRejected, SiteNotReplaceable
from nastavnik.feeds import FEEDS
from nastavnik.feeds.downloads import monitoring_tables, programme_files
from nastavnik.office import undo
from nastavnik.office.pasting.address_table import FILES, TABLE, PlatformAddresses, page_key, read_addresses, table
from nastavnik.office.pasting.cleaning import CleanPage, clean, fragment, of_the_day, parts_of
from nastavnik.office.pasting.history import MANIFEST, PageState, as_json, continued, digest, read_history
from nastavnik.office.pasting.links import SectionMap
from nastavnik.office.pasting.places import planned
from nastavnik.office.pasting.section import INDEX, PAGES, PastedPage, PastedSection
from nastavnik.office.pasting.start_page import start_page

COMMAND = "fragments"
MADE_LATE = (programme_files, monitoring_tables)
"""Feeds whose files pages lead to."""


def write_fragments(
    project: Project, folder: Path, today: dt.date, new_addresses: Mapping[str, str] | None = None
) -> PastedSection:
    """Write the section as pages to paste into `folder`, and rows for their addresses into the school's table.

    `new_addresses`: addresses that come into the table before, by what they are of; an empty one takes an address away.

    Raises `ContentRejected` for content or addresses with errors, `SiteNotReplaceable` for a folder of somebody else.
    """
    target = Project.at(project.root, folder)
    _refuse_others(project, target.site)
    addresses = read_addresses(project.root).also(new_addresses or {})
    with exclusive(project.state):
        prepared = _prepared(project, today)
        with Staging(target.site, *target.stagings) as staging:
            section = _written(prepared, staging, addresses, today)
            staging.switch()
    titles = {url: page.planned.title for url, page in section.pages.items()}
    undo.write(project.root, COMMAND, {project.root / TABLE: table(addresses, titles, section.files)})
    return section


def _refuse_others(project: Project, folder: Path) -> None:
    """Nothing is written into the content, the site or a folder that holds anything else."""
    around = {folder, *folder.parents}
    if project.content in around or project.site in around or folder in {project.root, *project.root.parents}:
        raise SiteNotReplaceable(messages.fragments_inside(folder.name or str(folder)))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise SiteNotReplaceable(messages.fragments_not_ours(folder.name or str(folder)))


def _prepared(project: Project, today: dt.date) -> Prepared:
    prepared = prepare(project, today)
    wrong = errors(prepared)
    if not isinstance(prepared, Prepared):
        raise ContentRejected(wrong)
    wrong = sorted({*wrong, *refusals(Engine("plain"), prepared)})
    if wrong:
        raise ContentRejected(wrong)
    return prepared


def _written(prepared: Prepared, staging: Staging, addresses: PlatformAddresses, today: dt.date) -> PastedSection:
    """Put every page, every file they name, the start page and the history."""
    workbench = Workbench(prepared)
    artifacts = {artifact.name: artifact for artifact in workbench.artifacts(lines=False)}
    downloads = {path: data for feed in FEEDS if feed in MADE_LATE for path, data in feed(workbench.section)}
    pages = dict(_cleaned(workbench, {*artifacts, *downloads}, addresses))
    files = dict(_files(pages, workbench, artifacts, downloads))
    for name, data in files.items():
        staging.put(f"{FILES}/{name}", data)
    digests = {name: digest(data.hex()) for name, data in files.items()}
    history = continued(read_history(staging.site), _states(pages, digests, today), today)
    dated = {url: _dated(page, history.pages[url].since) for url, page in pages.items()}
    for url, page in dated.items():
        staging.put(f"{PAGES}/{page_key(url)}.html", page.html.encode())
    section = PastedSection(staging.site, dated, tuple(files), history, addresses, today)
    staging.put(INDEX, start_page(section, prepared).encode())
    staging.put(MANIFEST, as_json(history))
    return section


def _cleaned(workbench: Workbench, files: set[str], addresses: PlatformAddresses) -> Iterator[tuple[str, PastedPage]]:
    plan = planned(workbench)
    titles = {url: page.title for url, page in plan.pages.items()}
    known = SectionMap(workbench.prepared.root, titles, plan.elsewhere, files)
    cleaned: dict[str, tuple[CleanPage, bool]] = {}
    for url, page in plan.pages.items():
        html, changes = page.draw()
        cleaned[url] = clean(html, url, known, addresses, is_list=page.is_list), changes
    named = {place for page, _ in cleaned.values() for place in page.links.anchors}
    for url, (clean_page, changes) in cleaned.items():
        html = fragment(clean_page, {place for there, place in named if there == url})
        yield url, PastedPage(plan.pages[url], html, clean_page.links, changes)


def _files(
    pages: Mapping[str, PastedPage],
    workbench: Workbench,
    artifacts: Mapping[str, Artifact],
    downloads: Mapping[str, bytes],
) -> Iterator[tuple[str, bytes]]:
    """Every file that pages name, by the name it is uploaded with."""
    named = {name: path for page in pages.values() for name, path in page.links.files.items()}
    for name, path in sorted(named.items()):
        artifact = artifacts.get(path) or artifacts.get(pictures.widest(path))
        outputs = artifact.make(workbench) if artifact else ()
        yield name, downloads.get(path) or next(data for output, data in outputs if output == path)


def _states(pages: Mapping[str, PastedPage], files: Mapping[str, str], today: dt.date) -> dict[str, PageState]:
    return {
        url: PageState(
            page.planned.title,
            {
                "title": digest(page.planned.title),
                "place": digest(page.planned.above or ""),
                **parts_of(page.html),
            },
            {name: files[name] for name in page.links.files},
            today,
        )
        for url, page in pages.items()
    }


def _dated(page: PastedPage, since: dt.date) -> PastedPage:
    if not page.changes_with_days:
        return page
    return PastedPage(page.planned, of_the_day(page.html, messages.day(since)), page.links, True)
