"""What is said of a plan on its day: a heading, what is done and goes on, that it is over, how terms are printed."""

from nastavnik import messages
from nastavnik.records import Roadmap
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.school.statuses import Plan


def heading(plan: Plan) -> str:
    """«Что сейчас происходит» only over a plan that says so of this day."""
    if plan.phase == "running":
        return messages.GOING_ON if plan.shows_state else messages.STAGES_OF_PLAN
    return messages.roadmap_title(plan.roadmap.sort_key)


def sentence(plan: Plan) -> tuple[str, str]:
    """What is done and what goes on, or that the plan is over and what was marked; either may be empty."""
    counts, total = plan.counts(), len(plan.stages)
    if plan.is_alive:
        return messages.progress(counts, total)
    return over(plan), messages.marked_done(counts.get("done", 0), total)


def over(plan: Plan) -> str:
    """That the plan is over; empty while it is not, or where nobody can tell."""
    if plan.phase != "over":
        return ""
    return messages.plan_over(plan.roadmap.sort_key, of_school_year=plan.frame.school_year is not None)


def terms(plan: Plan) -> str:
    """How terms are printed: as approved, and whether dates of ours stand beside them."""
    if not any(step.own_phrase for step in plan.walk()):
        return ""
    return messages.TERMS_WITH_DATES if plan.has_dates_beside else messages.TERMS_AS_APPROVED


def year_of_former_plan(catalogue: Catalogue, plan: Entry[Roadmap]) -> str:
    """«2025–2026» or the period in the plan's words; empty for the current plan: its stages need no year."""
    current, record = catalogue.current_roadmap(), plan.record
    if current and current.id == plan.id:
        return ""
    return messages.year_range(record.school_year) if record.school_year else record.period or ""
