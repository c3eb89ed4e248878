"""A folder of records → everything a build needs, and what is wrong with it. Nothing is drawn here but for anchors."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from nastavnik import messages
from nastavnik.building import anchors, taken_addresses
from nastavnik.building.looks import Looks
from nastavnik.building.project import Prepared, Project
from nastavnik.errors import ThemeBroken
from nastavnik.installation import shipped
from nastavnik.pages.navigation import section_data
from nastavnik.school import known_acts, named_files
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.guard import published_files
from nastavnik.school.guard.file_contents import Look
from nastavnik.school.guard.personal_data import PublicDetails
from nastavnik.school.handwritten import (
    Handwritten,
    acting,
    bad_blocks,
    broken_links,
    handwritten,
    own_looks,
    pointers,
    slips_of_text,
    stale_pages,
    unfinished_pages,
)
from nastavnik.school.loading import Scans, load
from nastavnik.school.record_store import RecordStore
from nastavnik.text.source import Place, Problem
from nastavnik.views.monitoring.hints import problems as monitoring_hints

if TYPE_CHECKING:  # slow to import, and a check needs no search
    from nastavnik.search import Pagefind

THEME_TEXTS = {".css", ".html", ".js"}


Trial = Callable[[Prepared], Iterable[Problem]]
"""A section → what would stop the engine of its hand-written pages."""


def check(project: Project, today: dt.date, converter: anchors.Converter, trial: Trial) -> tuple[Problem, ...]:
    """Every problem of the content; what is seen on pages only is looked for once they can be drawn.

    `trial` finds what would stop the engine of the hand-written pages.
    """
    prepared = prepare(project, today)
    if not isinstance(prepared, Prepared):
        return prepared
    wrong = {*prepared.problems, *trial(prepared)}
    if not errors(tuple(wrong)):
        wrong.update(anchors.problems(prepared, anchors.drawn(prepared, converter)))
        wrong.update(_undrawn(prepared))
    return tuple(sorted(wrong))


def prepare(
    project: Project,
    today: dt.date,
    *,
    drafts: bool = False,
    pagefind: "Pagefind | None" = None,
    scans: Scans | None = None,
    store: RecordStore | None = None,
) -> Prepared | tuple[Problem, ...]:
    """Read and check the content; only problems if there is no school to build for.

    `pagefind` makes the search of the section; `scans` and `store` are as `load` takes them.
    """
    loaded = load(project.content, today, drafts=drafts, scans=scans, store=store)
    own, problems = handwritten(project.content)
    problems += loaded.problems
    catalogue = loaded.catalogue
    if catalogue is None:
        return tuple(sorted(set(problems)))
    problems += _of_section(project, catalogue, own)
    named = named_files.published(catalogue, own, project.root, _own_theme(project))
    looks = _looks(project, catalogue, named)
    problems += _not_told(problems, _of_files(catalogue, own, looks))
    personal = tuple(published_files.personal(catalogue, looks))
    problems += (sign.problem for sign in personal)
    if not errors(tuple(problems)):
        placed = {problem.place.file for problem in problems}
        unnamed = named_files.unnamed(catalogue, own, named)
        problems += (problem for problem in unnamed if problem.place.file not in placed)
    nv = section_data(catalogue, own, search=pagefind is not None)
    links = (*loaded.pointers, *pointers(catalogue, own))
    ordered = tuple(sorted(set(problems)))
    return Prepared(project, catalogue, tuple(own), nv, ordered, pagefind, links, named, personal, loaded.unfinished)


def _of_section(project: Project, catalogue: Catalogue, own: list[Handwritten]) -> Iterator[Problem]:
    """What is wrong with records and pages beside each other, with the theme, and with where files lie."""
    yield from broken_links(catalogue, own)
    yield from known_acts.problems(catalogue)
    yield from _of_pages(own, catalogue)
    yield from monitoring_hints(catalogue)
    yield from _broken_templates(project, catalogue)
    yield from named_files.problems(catalogue)
    yield from named_files.badly_placed(project.content)


def _of_pages(own: list[Handwritten], catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with hand-written pages by themselves."""
    yield from slips_of_text(own)
    yield from bad_blocks(own)
    yield from stale_pages(own, catalogue)
    yield from unfinished_pages(own)
    yield from own_looks.problems(own)
    yield from named_files.never_published(catalogue, own)
    yield from acting.problems(own, catalogue.school)


def _not_told(problems: Sequence[Problem], faults: Iterable[Problem]) -> list[Problem]:
    """The faults of files that no record which names the file has told already, in the same words."""
    sentences = [problem.message for problem in problems]
    return [fault for fault in faults if not any(sentence.endswith(_with_its_name(fault)) for sentence in sentences)]


def _with_its_name(fault: Problem) -> str:
    return messages.labelled(PurePosixPath(fault.place.file).name, fault.message)


def errors(prepared: Prepared | tuple[Problem, ...]) -> list[Problem]:
    """The problems that forbid publishing."""
    problems = prepared.problems if isinstance(prepared, Prepared) else prepared
    return [problem for problem in problems if problem.severity == "error"]


def _undrawn(prepared: Prepared) -> Iterator[Problem]:
    """What stops pages drawn by a theme of the school's own: names that are not there are seen only then."""
    project = prepared.project
    own = project.root / "theme"
    if own == shipped("theme") or not any(own.rglob("*.html")):
        return

    from nastavnik.building.artifacts import Workbench, own_head  # nearly no school has templates of its own

    workbench = Workbench(prepared)
    try:
        for page in (artifact for artifact in workbench.artifacts(lines=False) if artifact.url is not None):
            for _ in page.make(workbench):
                pass
        workbench.shell.not_found()
        for own_page in prepared.own:
            workbench.shell.plain(own_head(own_page), "")
    except ThemeBroken as broken:
        yield Problem(_template_place(own, broken), str(broken))


def _template_place(own: Path, broken: ThemeBroken) -> Place:
    """Where a template that cannot be drawn is wrong: its file in the school's theme, if it is one of those."""
    file = next((file for file in sorted(own.rglob(broken.template))), own / broken.template)
    return Place(file.relative_to(own.parent).as_posix(), broken.line)


def _looks(project: Project, catalogue: Catalogue, named: frozenset[Path]) -> dict[Path, Look]:
    """What stands in each of the files that go out."""
    files = sorted(named | catalogue.files | catalogue.linked_files)
    return dict(Looks(project.state)(files, PublicDetails.of(catalogue.school)))


def _of_files(catalogue: Catalogue, own: list[Handwritten], looks: Mapping[Path, Look]) -> Iterator[Problem]:
    """What is wrong with the files that go out, by what stands in them and by where they would stand."""
    files = list(looks)
    yield from acting.problems_of_files(files, catalogue.content, catalogue.school)
    yield from taken_addresses.problems(catalogue, own, files)
    yield from published_files.problems(catalogue, looks)


def _own_theme(project: Project) -> list[Path]:
    """Templates, styles and scripts of the school's own theme, which may name files of the content folder."""
    own = project.root / "theme"
    return [] if own == shipped("theme") else [file for file in sorted(own.rglob("*")) if file.suffix in THEME_TEXTS]


def _broken_templates(project: Project, catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with the templates a school has instead of ours; the pages of a bank are not drawn here."""
    own, ours = project.root / "theme", shipped("theme")
    if not own.is_dir() or own == ours:
        return

    from nastavnik.pages import templates, web_form  # most schools have none
    from nastavnik.pages.fragments import Fragments
    from nastavnik.pages.shell import Shell

    themes = {
        "fragments": Fragments(project.theme("fragments"), catalogue).environment,
        "overrides": Shell(project.theme("overrides"), {}, "").environment,
        web_form.THEME: templates.Theme(project.theme(web_form.THEME)),
    }
    for part, theme in themes.items():
        files = (file.relative_to(own / part).as_posix() for file in sorted((own / part).rglob("*.html")))
        names = [name for name in files if part == "fragments" or (ours / part / name).is_file()]
        names = [name for name in names if not name.startswith("region/")]
        yield from templates.problems(theme, names, PurePosixPath("theme", part))
