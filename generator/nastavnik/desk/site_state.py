"""How far the site of this folder is: never built, older than its records, built, published; nothing is guessed."""

from typing import Literal

from nastavnik.building.project import Project
from nastavnik.office.hosting.upgrading import hosts_of
from nastavnik.publishing.delivery import is_stale
from nastavnik.publishing.last_publication import was_published

SiteState = Literal["elsewhere", "unbuilt", "stale", "unpublished", "published"]
PASTED = "fragments/index.html"
"""Where `errands.pasting` leaves the pages for a closed platform: such a school publishes by pasting."""


def is_sent(project: Project) -> bool:
    """Whether a host builds the site from the records that are sent to it."""
    return bool(hosts_of(project.root)) or (project.root / ".git").exists()


def site_state(project: Project) -> SiteState:
    """What is known here of the site: `elsewhere` where a host builds it."""
    if is_sent(project):
        return "elsewhere"
    if not (project.site / "index.html").is_file():
        return "unbuilt"
    if is_stale(project):
        return "stale"
    is_out = was_published(project) or (project.root / PASTED).is_file()
    return "published" if is_out else "unpublished"
