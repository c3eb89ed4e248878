"""Errands: records as Word files and tables for the school's own folder; what the section has and lacks."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from nastavnik import messages
from nastavnik.building.project import Prepared
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import (
    DOCX,
    ErrandPage,
    ErrandPart,
    ErrandQuestion,
    download,
    page,
    prepared_section,
)
from nastavnik.desk.errands.listing import PAPERS, PLAN, READY
from nastavnik.desk.pages import Names, record_address
from nastavnik.desk.web import Request, Response
from nastavnik.office.coverage import as_csv, coverage
from nastavnik.office.readiness import ReadyPoint, readiness, summary
from nastavnik.office.readiness_page import as_html
from nastavnik.office.roadmap_word import roadmap_word
from nastavnik.records import Document, Event, Mentor, Monitoring, News, Practice, Programme, Roadmap
from nastavnik.school.cabinet import cabinet
from nastavnik.views.programmes import paper, word

ADDED_AT: Mapping[str, str] = {
    "programmes": f"/new/{Programme.kind}",
    "mentors": f"/new/{Mentor.kind}",
    "mentored": f"/new/{Monitoring.kind}",
    "practices": f"/new/{Practice.kind}",
    "news": f"/new/{News.kind}",
    "announcements": f"/new/{Event.kind}",
    "results": f"/new/{Monitoring.kind}",
    "roadmap": f"/do/{PLAN.name}",
}
"""Where a point of `office.readiness` is added; all the others are documents."""


class _Paper(NamedTuple):
    """Something to download: a word for the form, words for people, the name of the file, its type and bytes."""

    code: str
    title: str
    file: str
    type: str
    draw: Callable[[], bytes]


def papers(desk: Desk, request: Request) -> Response:
    """Papers of the section for Word and Excel: which one, then the file itself."""
    papers = list(_each(prepared_section(desk)))
    wanted = next((each for each in papers if each.code == request.field("paper")), None)
    if wanted:
        return download(wanted.draw(), wanted.file, wanted.type)
    choices = [(each.code, each.title) for each in papers]
    question = ErrandQuestion("paper", messages.DESK_WHICH_PAPER, choices, value=request.query.get("paper", ""))
    return page(desk, ErrandPage(PAPERS, messages.DESK_PAPERS_LEAD, (question,), button=messages.DESK_DOWNLOAD))


def _each(prepared: Prepared) -> Iterator[_Paper]:
    catalogue, root = prepared.catalogue, prepared.root
    for plan in catalogue.of(Roadmap):
        title = messages.desk_roadmap_paper(plan.id)
        yield _Paper(
            f"roadmap/{plan.id}",
            title,
            f"dorozhnaya-karta-{plan.id}.docx",
            DOCX,
            lambda plan=plan: roadmap_word(plan.record, catalogue.school),  # type: ignore[misc]
        )
        yield _Paper(
            f"coverage/{plan.id}",
            messages.desk_coverage_paper(plan.id),
            f"publikacii-{plan.id}.csv",
            "text/csv; charset=utf-8",
            lambda plan=plan: as_csv(coverage(catalogue, plan, root)).encode("utf-8-sig"),  # type: ignore[misc]
        )
    for entry in catalogue.of(Programme):
        title, draw = messages.desk_programme_paper(entry.record.label), lambda entry=entry: paper(catalogue, entry)
        yield _Paper(f"programmes/{entry.id}", title, f"{entry.id}.docx", DOCX, draw)
    yield _Paper("empty", messages.DESK_EMPTY_PROGRAMME, "maket.docx", DOCX, lambda: word(catalogue, None))


def ready(desk: Desk, request: Request) -> Response:
    """What the section lacks of the model regulation, and with the button the same as a table to print."""
    opened = cabinet(desk.project.content)
    points = readiness(opened, desk.today())
    if request.method == "POST":
        table = as_html(points, opened.school.short_title, messages.day(desk.today()))
        return download(table.encode(), "gotovnost.html", "text/html; charset=utf-8")
    parts = [_group(title, points, group) for group, title in messages.READY_GROUPS.items()]
    links = [(record_address(file) or "/remarks", Names(desk).title(file)) for file in opened.unread]
    unread = ErrandPart(messages.DESK_NOT_READ, [], links=links)
    lead = f"{messages.DESK_READY_LEAD} {messages.capital(summary(points))}."
    return page(desk, ErrandPage(READY, lead, (), (*parts, unread), messages.DESK_READY_BUTTON))


def _group(title: str, points: list[ReadyPoint], group: str) -> ErrandPart:
    """A table of the list as links, what is missing first; it leads to where it is added, the rest to its record."""
    mine = sorted((point for point in points if point.group == group), key=lambda point: point.state == "there")
    return ErrandPart(title, [], links=list(map(_link, mine)))


def _link(point: ReadyPoint) -> tuple[str, str]:
    state = messages.READY_STATES[point.state]
    if point.files:
        return record_address(point.files[0]) or "/", messages.desk_ready_line(point.title, state)
    return ADDED_AT.get(point.code, f"/new/{Document.kind}"), messages.desk_ready_add(point.title, state)
