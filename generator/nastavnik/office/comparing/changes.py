"""The errand: what the content as it is now would change, in the words readers get."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.building.last_build import last_build
from nastavnik.building.project import Project
from nastavnik.building.site_mark import is_marked
from nastavnik.errors import ContentRejected, ContentUnreadable
from nastavnik.office.comparing.differences import Comparison, compared
from nastavnik.office.comparing.revision import branch_point, checked_out
from nastavnik.office.comparing.snapshot import Snapshot, has_search, of_content, of_site
from nastavnik.records.vocabularies import BASE
from nastavnik.school.catalogue import SCHOOL_FILE


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What is different, what it was put beside, and what could not be compared; sentences."""

    comparison: Comparison
    against: str
    note: str = ""

    @property
    def groups(self) -> list[tuple[str, Sequence[str]]]:
        """Headings with their lines, without empty ones."""
        lines = dict(_lines(self.comparison))
        return [(title, lines[name]) for name, title in messages.CHANGE_GROUPS.items() if lines[name]]


def what_changes(project: Project, today: dt.date, since: str | None = None) -> SiteChange:
    """What publishing the content would change: beside the site that was built, or beside a revision of Git.

    A site is compared on the day it was built for, so only changes of the content count. Raises `ContentRejected` for
    content with errors, `ContentUnreadable` where there is nothing to compare with.
    """
    if since is None and is_marked(project.site):
        last = last_build(project.state)
        searchable = has_search(project.site)
        after = of_content(project, last.day if last else today, searchable=searchable)
        before = of_site(project.site, last, unknown=() if last else after.own)
        against = messages.against_site(last.day if last else None)
        return SiteChange(compared(before, after), against, "" if last else messages.DAY_UNKNOWN)
    revision = branch_point(project.root, since)
    after = of_content(project, today)
    with checked_out(project.root, revision) as root:
        before = _of_revision(Project.at(root), today, revision.name)
    return SiteChange(compared(before, after), messages.against_revision(revision.name, revision.commit))


def _of_revision(project: Project, day: dt.date, name: str) -> Snapshot:
    """What the section showed in a revision; nothing where there was none."""
    if not (project.content / SCHOOL_FILE).is_file():
        return Snapshot()
    try:
        return of_content(project, day)
    except ContentRejected:
        raise ContentUnreadable(messages.revision_not_read(name)) from None


# --- in words ------------------------------------------------------------------------------------------


def _lines(comparison: Comparison) -> Iterator[tuple[str, list[str]]]:
    for name in ("new", "gone", "changed", "followed"):
        yield name, [messages.shown_page(page.url, page.title) for page in getattr(comparison, name)]
    for name in ("named", "unnamed"):
        yield name, [messages.shown_name(*pair) for pair in getattr(comparison, name)]
    yield "moved", [messages.moved_page(before, page.url, page.title) for before, page in comparison.moved]
    yield "framed", [messages.framed_pages(comparison.framed)] if comparison.framed else []
    yield "dates", [messages.moved_date(*date) for date in comparison.dates]
    new, gone = map(messages.new_picture, comparison.pictures_new), map(messages.gone_picture, comparison.pictures_gone)
    yield "pictures", [*new, *gone]
    states = BASE["document_states"]
    yield (
        "documents",
        [
            messages.document_turned(title, states.title(before), states.title(after))
            for title, before, after in comparison.documents
        ],
    )
