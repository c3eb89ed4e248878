"""Errands: a story as a text for social networks; true figures of a period as a table."""

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import (
    XLSX,
    ErrandPage,
    ErrandPart,
    ErrandQuestion,
    download,
    page,
    prepared_section,
)
from nastavnik.desk.errands.listing import FIGURES, POST
from nastavnik.desk.web import Request, Response
from nastavnik.office import layout
from nastavnik.office.monitoring import as_csv, captions, numbers
from nastavnik.office.post import NETWORKS, post, warnings
from nastavnik.records import Monitoring, News
from nastavnik.school.cabinet import cabinet


def tell(desk: Desk, request: Request) -> Response:
    """The text of a story for networks: which story, then the text of each network, to be copied."""
    prepared = prepared_section(desk)
    catalogue, root = prepared.catalogue, prepared.root
    story = catalogue.get(News, request.field("story") or request.query.get("story", ""))
    if story is None:
        stories = [(entry.id, entry.record.title) for entry in catalogue.of(News)]
        question = ErrandQuestion("story", messages.DESK_WHICH_STORY, stories)
        return page(desk, ErrandPage(POST, messages.DESK_POST_LEAD, (question,), button=messages.DESK_POST_BUTTON))
    whole = catalogue.whole(story)
    texts = {each.title: post(whole, root + story.url, min(each.handy, each.most)) for each in NETWORKS.values()}
    parts = [ErrandPart(messages.post_heading(title, len(text)), [text], pre=True) for title, text in texts.items()]
    remarks = list(warnings(cabinet(desk.project.content), max(texts.values(), key=len)))
    picture = [messages.post_picture(whole.image.file)] if whole.image else []
    return page(desk, ErrandPage(POST, parts=(*parts, ErrandPart(messages.DESK_LOOK_AT, [*remarks, *picture]))))


def figures_table(desk: Desk, request: Request) -> Response:
    """The figures of a period as a table: which period and form, then the file."""
    catalogue = prepared_section(desk).catalogue
    entry = catalogue.get(Monitoring, request.field("period"))
    if entry is None:
        periods = [(each.id, f"{each.record.period}, {each.id}") for each in catalogue.of(Monitoring)]
        if not periods:
            return page(desk, ErrandPage(FIGURES, messages.capital(messages.NO_PERIODS)))
        questions = (
            ErrandQuestion("period", messages.DESK_WHICH_PERIOD, periods),
            ErrandQuestion("form", messages.DESK_WHICH_FORM, messages.DESK_FORMS_OF_FIGURES),
        )
        return page(desk, ErrandPage(FIGURES, messages.DESK_FIGURES_LEAD, questions, button=messages.DESK_DOWNLOAD))
    originals = cabinet(desk.project.content)
    figures = numbers(catalogue, entry, originals)
    names = captions(figures, originals.vocabularies)
    if request.field("form") == "csv":
        return download(as_csv(figures), f"pokazateli-{entry.id}.csv", "text/csv; charset=utf-8")
    data = layout.new_layout(figures, names) if request.field("form") == "layout" else layout.as_xlsx(figures, names)
    return download(data, f"pokazateli-{entry.id}.xlsx", XLSX)
