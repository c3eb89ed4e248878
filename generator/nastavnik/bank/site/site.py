"""The bank's site: practices drawn by chunk as the store streams them, then lists, then the rest; switched whole.

Chunks go through an `Executor`: a process pool by default, whose workers put pages into the staging folder themselves,
or machines elsewhere, which send them back. Either way the bytes are the same.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

from nastavnik import search
from nastavnik.bank.holdings import Bank, ShownPractice, bank
from nastavnik.bank.papers.checking import as_catalogue, checked
from nastavnik.bank.papers.folder import Folder
from nastavnik.bank.papers.records import Decision
from nastavnik.bank.site import digest, findable, machines, practice_lists, region_pages, statistics
from nastavnik.bank.site.card_index import CardIndex
from nastavnik.bank.site.region_pages import Whole
from nastavnik.bank.site.rendering import Leaf, Palette, Undrawn, Workshop
from nastavnik.bank.site.shell_data import shell_data
from nastavnik.bank.store import Store
from nastavnik.building import site, switching
from nastavnik.building.assets import REGION, SHEET, assets
from nastavnik.building.engine_pages import ENGINE, Draw, drawn_by, put_engine_files
from nastavnik.building.fingerprints import section_fingerprint
from nastavnik.building.headers import put_headers
from nastavnik.building.lock import exclusive
from nastavnik.building.outputs import Staging, Switched
from nastavnik.building.project import Prepared, Project
from nastavnik.errors import ContentRejected, ThemeBroken
from nastavnik.feeds.section import Mapped
from nastavnik.feeds.sitemap import site_maps
from nastavnik.pages.sharing import font_file, section_files
from nastavnik.records.vocabularies import BASE
from nastavnik.school import named_files
from nastavnik.text.source import Problem

KEPT_BACK = ("sources/", "decisions/")
"""Folders of the content the engine may not publish anything of."""


@dataclass(frozen=True, slots=True)
class BankReport:
    """What a build of a bank did."""

    switched: Switched
    pages: int
    practices: int
    schools: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    undrawn: tuple[Undrawn, ...] = ()
    """Practices left out because they could not be drawn: mistakes of ours."""


def build(
    project: Project,
    folder: Folder,
    store: Store,
    today: dt.date,
    executor: Executor,
    draw: Draw,
    *,
    here: bool = True,
    jobs: int = 1,
    searchable: bool = True,
    on_switch: Callable[[], None] = lambda: None,
) -> BankReport:
    """Build the bank's site and switch it; `draw` makes the hand-written pages;
    `here`: the executor's workers may write into the staging folder; `on_switch` is told of the new site.

    `jobs`: how many parts of the search are indexed at once. A decision with a mistake is left out, and said; what it
    seems to hide is not shown. Raises `ContentRejected`, `SearchFailed`; the old site is left then.
    """
    with exclusive(project.state):
        switching.settle(project.site, project.stagings)
        prepared, holdings = _prepared(project, folder, store, today, searchable=searchable)
        with Staging(project.site, *project.stagings, on_switch=on_switch) as staging:
            workshop = Workshop(_palette(prepared, holdings), staging, executor, here=here)
            return _built(prepared, holdings, store, workshop, draw, jobs)


def _prepared(
    project: Project, folder: Folder, store: Store, today: dt.date, *, searchable: bool
) -> tuple[Prepared, Bank]:
    """The bank's own pages and papers, checked, and what its schools gave. Raises `ContentRejected`."""
    own, problems = checked(project.content, folder, today)
    wrong = [problem for problem in problems if problem.severity == "error" and not _of_a_decision(problem)]
    if folder.region is None or wrong:
        raise ContentRejected(wrong)
    holdings = bank(folder.region, folder.sources, folder.decisions, store, today, folder.withheld)
    catalogue = as_catalogue(project.content, folder.region, today)
    tool = search.of(project.root) if searchable else None
    nv = shell_data(folder.region, own, search=tool is not None)
    named = named_files.published(catalogue, own, project.root)
    return Prepared(project, catalogue, tuple(own), nv, tuple(problems), tool, named=named), holdings


def _of_a_decision(problem: Problem) -> bool:
    """Whether a problem is that of one decision: the others hold, and the bank is built without it."""
    return problem.place.file.startswith(f"content/{Decision.kind}/")


def _built(prepared: Prepared, holdings: Bank, store: Store, workshop: Workshop, draw: Draw, jobs: int) -> BankReport:
    staging, own = workshop.staging, prepared.own
    documents = findable.Documents(prepared)
    cards, latest, mapped, undrawn = _practices(workshop, holdings, store, documents)
    with cards.file:
        latest.gone(holdings, store)
        whole = Whole(holdings, cards, practice_lists.choices(holdings, cards), own)
        leaves = [page.mapped for page in workshop.leaves(_leaves(whole, latest, store)) if page.mapped]
        staging.put_all([statistics.open_table(holdings, cards, whole.narrowed)])
    hand = [Mapped(page.url, None) for page in own if page.url]
    staging.put_all(site_maps(holdings.root, [*leaves, *mapped, *hand]))
    staging.put_all([digest.feed(holdings, latest)])
    staging.put_all(section_files(prepared.nv, font_file(prepared.project.theme("assets"))))
    files = assets(prepared.project, (SHEET, REGION))
    staging.put_all((address, asset.data()) for address, asset in files.items())
    notes = drawn_by(draw, prepared, staging.folder / ENGINE)
    list(put_engine_files(staging, KEPT_BACK))
    put_headers(prepared, staging)
    site.add_search(prepared, staging, documents, jobs=jobs)
    count = sum(path.endswith("index.html") for path in staging.paths)
    schools = len(holdings.members)
    return BankReport(staging.switch(), count, len(cards), schools, prepared.problems, notes, tuple(undrawn))


def _palette(prepared: Prepared, holdings: Bank) -> Palette:
    """Marked by the theme: workers outlive builds, and a template may change between two of them."""
    fragments, overrides = (tuple(prepared.project.theme(part)) for part in ("fragments", "overrides"))
    return Palette(fragments, overrides, prepared.nv, holdings.root, BASE, section_fingerprint(prepared, drafts=False))


def _practices(
    workshop: Workshop, holdings: Bank, store: Store, documents: findable.Documents
) -> tuple[CardIndex, digest.Latest, list[Mapped], list[Undrawn]]:
    """Draw every practice once; on the way fill the card index, the digest, the search, the bank's catalogue.

    One that cannot be drawn is in none of them. Raises `ThemeBroken` if not one can be drawn: then it is not they.
    """
    folder = workshop.staging.folder
    cards, latest, mapped = CardIndex.at(folder / "cards"), digest.Latest(holdings.today), list[Mapped]()
    undrawn, ahead = list[Undrawn](), deque[ShownPractice]()

    def streamed() -> Iterator[ShownPractice]:
        for shown in holdings.practices(store):
            ahead.append(shown)
            yield shown

    def lines() -> Iterator[bytes]:
        for drawn in workshop.practices(streamed()):
            shown = ahead.popleft()
            if isinstance(drawn, Undrawn):
                undrawn.append(drawn)
                continue
            latest.see(shown)
            cards.add(drawn.card)
            documents.add(drawn.url, drawn.snippet)
            table.write(drawn.row)
            if drawn.mapped:
                mapped.append(drawn.mapped)
            yield drawn.line

    catalogue, rows = folder / "catalogue", folder / "rows"
    with catalogue.open("wb") as out, rows.open("wb") as table:
        table.write(machines.table_head())
        out.writelines(machines.catalogue(holdings, lines()))
    workshop.staging.take(machines.CATALOGUE, catalogue)
    workshop.staging.take(machines.TABLE, rows)
    cards.finished()
    if undrawn and not len(cards):
        raise ThemeBroken(undrawn[0].reason)
    return cards, latest, mapped, undrawn


def _leaves(whole: Whole, latest: digest.Latest, store: Store) -> Iterator[Leaf]:
    """Every page that is not a practice's; a hand-written `index.md` replaces the overview."""
    if not any(page.url == "" for page in whole.own):
        yield region_pages.overview(whole)
    yield from practice_lists.practice_lists(whole.cards, whole.narrowed)
    yield from region_pages.schools(whole)
    yield from region_pages.school_pages(whole, store)
    yield from region_pages.report_pages(whole, store)
    yield from region_pages.accessibility_page(whole)
    yield digest.page(whole.bank, latest)
    yield statistics.page(whole.bank, whole.cards, whole.narrowed)
