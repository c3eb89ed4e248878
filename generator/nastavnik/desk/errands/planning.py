"""Errand: an approved plan in Word, LibreOffice or Excel becomes the roadmap, or is laid over the one there is."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.importing import received, waiting
from nastavnik.desk.errands.listing import PLAN
from nastavnik.desk.web import Request, Response
from nastavnik.importing import Imported, import_roadmap
from nastavnik.importing.notes import grouped
from nastavnik.importing.record_id import FIRST_MONTH, likely_year, years_of
from nastavnik.office.merging import lay_over
from nastavnik.office.stage_references import stage_references
from nastavnik.office.undo import write
from nastavnik.text.editing import open_written

KeptAnswers = Sequence[tuple[str, str]]
FROM_FILE = "file"
"""The choice of a plan that is for no school year: its record is named after its file."""


def take_plan_in(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    if request.body:
        return received(desk, request, PLAN.name)
    source = waiting(desk) / Path(request.field("name") or request.query.get("name", "-")).name
    if not source.is_file():
        question = ErrandQuestion("name", messages.DESK_IMPORT_FILE, is_file=True)
        return page(desk, ErrandPage(PLAN, messages.DESK_PLAN_LEAD, (question,), button=messages.DESK_LOOK))
    document = import_roadmap(source)
    year = _year(desk, request, document)
    plan = document if document.tells_years or year in ("", FROM_FILE) else document.of_year(year)
    files, differences = _changes(desk, plan)
    parts = (*_told(plan), ErrandPart(messages.DIFFERENCES.rstrip(":"), differences))
    is_seen = not differences or year == request.field("@year")
    if request.field("@sure") != "yes" or not year or not is_seen:
        kept = (("name", source.name), ("@sure", "yes"), ("@year", year))
        return page(desk, _proposed(desk, document, year, parts, kept, is_new=bool(files)))
    write(desk.project.root, "import roadmap", files)
    source.unlink()
    taken, *others = parts
    done = replace(taken, links=((f"/edit/roadmap/{plan.id}", messages.DESK_OPEN_PLAN),))
    return page(desk, ErrandPage(PLAN, parts=(done, *others), is_done=True))


def _proposed(
    desk: Desk, document: Imported, year: str, parts: Sequence[ErrandPart], kept: KeptAnswers, *, is_new: bool
) -> ErrandPage:
    """What would be written; where the document tells no year, somebody chooses it."""
    lead = messages.DESK_IMPORT_LOOK if is_new else messages.capital(messages.NOTHING_DIFFERS)
    button = messages.DESK_WRITE if is_new or not document.tells_years else ""
    questions = () if document.tells_years else (_question(desk, document, year),)
    return ErrandPage(PLAN, lead, questions, parts, button, kept)


def _question(desk: Desk, document: Imported, year: str) -> ErrandQuestion:
    years = [(one, messages.school_year(one)) for one in _years(desk, document)]
    unsaid = [] if year else [("", messages.DESK_PLAN_CHOOSE)]
    choices = [*unsaid, *years, (FROM_FILE, messages.DESK_PLAN_NO_YEAR)]
    return ErrandQuestion("year", messages.DESK_PLAN_YEAR, choices, value=year)


def _year(desk: Desk, request: Request, document: Imported) -> str:
    """The school year of the plan: as chosen, or the likely one; "" where somebody has to choose."""
    if document.tells_years:
        return document.id
    chosen, years = request.field("year"), _years(desk, document)
    if chosen in (*years, FROM_FILE):
        return chosen
    told = years_of(document.record["stages"])
    likely = document.id if document.id in years else likely_year(document.record["stages"]) if told else years[0]
    return likely if likely and not _target(desk, likely).exists() else ""


def _years(desk: Desk, document: Imported) -> list[str]:
    """School years a plan may be for: those its terms speak of, the present one and those beside it."""
    today = desk.today()
    now = today.year if today.month >= FIRST_MONTH else today.year - 1
    told = [year - before for year in years_of(document.record["stages"]) for before in (1, 0)]
    return [f"{year}-{year + 1}" for year in dict.fromkeys([*told, now, now + 1, now - 1])]


def _told(plan: Imported) -> tuple[ErrandPart, ...]:
    """What was taken, what to look at, what else is in the file."""
    papers = [messages.labelled(paper.type, paper.title) for paper in plan.papers]
    return (
        ErrandPart(messages.capital(plan.taken), [], is_outcome=True),
        ErrandPart(messages.DESK_LOOK_AT, list(map(messages.capital, grouped(plan.notes, whole=True)))),
        ErrandPart(messages.DESK_PLAN_PAPERS, papers),
    )


def _target(desk: Desk, id: str) -> Path:
    """The file of a plan."""
    return desk.project.content / "roadmap" / f"{id}.yml"


def _changes(desk: Desk, imported: Imported) -> tuple[dict[Path, bytes], list[str]]:
    """Files to write, and how they differ from those that are there."""
    content = desk.project.content
    target = _target(desk, imported.id)
    if not target.exists():
        return {target: imported.text.encode()}, []
    written = open_written(target, target.relative_to(desk.project.root).as_posix())
    overlaid = lay_over(written, imported.record)
    if overlaid.data == written.raw:
        return {}, []
    references = stage_references(content, target.stem, overlaid.renumbered)
    lines = [*overlaid.differences, *(line for change in references for line in change.lines)]
    return {target: overlaid.data} | {change.path: change.data for change in references}, lines
