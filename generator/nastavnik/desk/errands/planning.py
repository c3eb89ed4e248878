"""Errand: an approved plan in Word, LibreOffice or Excel becomes the roadmap, or is laid over the one there is."""

from pathlib import Path

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import PLAN
from nastavnik.desk.errands.uploading import is_upload, received, waiting_files
from nastavnik.desk.web import Request, Response
from nastavnik.importing import Imported, import_roadmap
from nastavnik.office.merging import lay_over
from nastavnik.office.stage_references import stage_references
from nastavnik.office.undo import write
from nastavnik.text.editing import open_written


def take_plan_in(desk: Desk, request: Request) -> Response:
    """A roadmap of an office file: the file, what is understood of it, then the record."""
    if is_upload(request):
        return received(desk, request)
    source = next(iter(waiting_files(desk, request)), None)
    if source is None:
        question = ErrandQuestion("name", messages.DESK_IMPORT_FILE, is_file=True)
        return page(desk, ErrandPage(PLAN, messages.DESK_PLAN_LEAD, (question,), button=messages.DESK_LOOK))
    imported = import_roadmap(source)
    files, differences = plan_changes(desk, imported)
    parts = (
        ErrandPart(messages.capital(imported.taken), imported.told(whole=True)),
        ErrandPart(messages.DIFFERENCES.rstrip(":"), differences),
    )
    if request.field("@sure") != "yes":
        button = messages.DESK_WRITE if files else ""
        lead = messages.DESK_IMPORT_LOOK if files else messages.capital(messages.NOTHING_DIFFERS)
        kept = (("name", source.name), ("@sure", "yes"))
        return page(desk, ErrandPage(PLAN, lead, (), parts, button, kept))
    write(desk.project.root, "import roadmap", files)
    source.unlink()
    link = (f"/edit/roadmap/{imported.id}", messages.DESK_OPEN_PLAN)
    return page(
        desk,
        ErrandPage(PLAN, parts=(ErrandPart(imported.taken, [], links=(link,), is_outcome=True), *parts), is_done=True),
    )


def plan_changes(desk: Desk, imported: Imported) -> tuple[dict[Path, bytes], list[str]]:
    """Files to write, and how they differ from those that are there."""
    content = desk.project.content
    target = content / "roadmap" / f"{imported.id}.yml"
    if not target.exists():
        return {target: imported.text.encode()}, []
    written = open_written(target, target.relative_to(desk.project.root).as_posix())
    if written.source.data.get("example"):  # nobody's words: they make room for the school's own
        return {target: imported.text.encode()}, []
    overlaid = lay_over(written, imported.record)
    if overlaid.data == written.raw:
        return {}, []
    references = stage_references(content, target.stem, overlaid.renumbered)
    lines = [*overlaid.differences, *(line for change in references for line in change.lines)]
    return {target: overlaid.data} | {change.path: change.data for change in references}, lines
