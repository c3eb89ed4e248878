"""A plan of an office file at the desk: for which year it is, what would be written, what is told of it."""

from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPart, ErrandQuestion
from nastavnik.importing import Imported, import_roadmap
from nastavnik.importing.notes import grouped
from nastavnik.importing.record_id import FIRST_MONTH, likely_year, years_of
from nastavnik.office.merging import lay_over
from nastavnik.office.stage_references import stage_references
from nastavnik.records import Roadmap
from nastavnik.text.editing import open_written

FROM_FILE = "file"
"""The choice of a plan that is for no school year: its record is named after its file."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan as its document has it, and the year it is taken for: "" where somebody has to choose one."""

    document: Imported
    year: str
    years: tuple[str, ...]
    """School years it may be for."""

    @property
    def plan(self) -> Imported:
        """The plan as a record: of the chosen year, where the document tells none."""
        is_told = self.document.tells_years or self.year in ("", FROM_FILE)
        return self.document if is_told else self.document.of_year(self.year)

    @property
    def address(self) -> str:
        """Of its form."""
        return f"/edit/{Roadmap.kind}/{self.plan.id}"

    def questions(self, name: str, caption: str) -> list[ErrandQuestion]:
        """For which year it is, under this name in a form; nothing where the document tells it."""
        if self.document.tells_years:
            return []
        unsaid = [] if self.year else [("", messages.DESK_PLAN_CHOOSE)]
        years = [(year, messages.school_year(year)) for year in self.years]
        choices = [*unsaid, *years, (FROM_FILE, messages.DESK_PLAN_NO_YEAR)]
        return [ErrandQuestion(name, caption, choices, value=self.year)]

    def outcome(self) -> tuple[ErrandPart, ...]:
        """What was taken, what to look at, what else is in the file."""
        papers = [messages.labelled(paper.type, paper.title) for paper in self.document.papers]
        return (
            ErrandPart(messages.capital(self.document.taken), [], is_outcome=True),
            ErrandPart(messages.DESK_LOOK_AT, list(map(messages.capital, grouped(self.document.notes, whole=True)))),
            ErrandPart(messages.DESK_PLAN_PAPERS, papers),
        )


def plan_file(desk: Desk, path: Path, chosen: str) -> PlanFile:
    """The plan in a file, for the year that was `chosen`, else the likely one. Raises `ImportFailed`."""
    document = import_roadmap(path)
    if document.tells_years:
        return PlanFile(document, document.id, ())
    years = _years(desk, document)
    return PlanFile(document, chosen if chosen in (*years, FROM_FILE) else _likely(desk, document, years), years)


def plan_changes(desk: Desk, plan: Imported) -> tuple[dict[Path, bytes], list[str]]:
    """Files to write, and how they differ from those that are there."""
    target = _target(desk, plan.id)
    if not target.exists():
        return {target: plan.text.encode()}, []
    written = open_written(target, target.relative_to(desk.project.root).as_posix())
    if written.source.data.get("example"):  # nobody's words: they make room for the school's own
        return {target: plan.text.encode()}, []
    overlaid = lay_over(written, plan.record)
    if overlaid.data == written.raw:
        return {}, []
    references = stage_references(desk.project.content, target.stem, overlaid.renumbered)
    lines = [*overlaid.differences, *(line for change in references for line in change.lines)]
    return {target: overlaid.data} | {change.path: change.data for change in references}, lines


def _years(desk: Desk, document: Imported) -> tuple[str, ...]:
    """School years a plan may be for: those its terms speak of, the present one and those beside it."""
    today = desk.today()
    now = today.year if today.month >= FIRST_MONTH else today.year - 1
    plan_years = [year - before for year in years_of(document.record["stages"]) for before in (1, 0)]
    return tuple(f"{year}-{year + 1}" for year in dict.fromkeys([*plan_years, now, now + 1, now - 1]))


def _likely(desk: Desk, document: Imported, years: tuple[str, ...]) -> str:
    """The year of its name or its terms, else the present one; "" where nothing tells, or a plan is there already."""
    stages = document.record["stages"]
    likely = document.id if document.id in years else likely_year(stages) if years_of(stages) else years[0]
    return likely if likely and not _target(desk, likely).exists() else ""


def _target(desk: Desk, id: str) -> Path:
    """The file of a plan."""
    return desk.project.content / Roadmap.kind / f"{id}.yml"
