"""Where to go from here: what a new section lacks, as links of the desk, the next one first."""

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.places import record_address
from nastavnik.desk.site_state import SiteState, site_state
from nastavnik.errors import ContentRejected
from nastavnik.office.first_steps import FirstStep, StepName, first_steps
from nastavnik.school.cabinet import Cabinet, cabinet

PAGES: dict[StepName, str] = {
    "files": "/do/import",
    "passport": "/edit/school/school",
    "plan": "/do/import",
    "consents": "/do/agreed",
    "unread": "",
    "confirm": "/do/confirm",
    "unpublished": "",
    "marks": "/do/done",
    "examples": "/do/examples",
    "build": "/do/build",
    "rebuild": "/do/build",
    "publish": "/do/publish",
}
"""Where each step is done; nothing for those done in the form of a record."""
OF_SITE: dict[SiteState, StepName] = {"unbuilt": "build", "stale": "rebuild", "unpublished": "publish"}
"""What is to be done about a site; nothing about one that is published, or that a host builds."""


def steps_of(desk: Desk, opened: Cabinet) -> list[tuple[str, str]]:
    """Addresses and words of the steps that are left."""
    prepared = desk.section.read(desk.today()).prepared
    drafts = prepared.unfinished if prepared else frozenset[str]()
    site = OF_SITE.get(site_state(desk.project))
    return [_link(step) for step in first_steps(opened, desk.today(), drafts, site)]


def onward(desk: Desk, after: StepName | None = None) -> list[tuple[str, str]]:
    """The next one after something was done, never `after`, which that was; none while the passport cannot be read."""
    try:
        steps = steps_of(desk, cabinet(desk.project.content))
    except ContentRejected:
        return []
    return [(address, words) for address, words in steps if after is None or address != PAGES[after]][:1]


def _link(step: FirstStep) -> tuple[str, str]:
    return PAGES[step.name] or record_address(step.file) or "/remarks", messages.desk_step(
        step.name, step.records, step.unfinished
    )
