"""Errand: what of the plan is done is marked in one list, stage by stage, each with its day."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.consents import day_of
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import DONE
from nastavnik.desk.next_steps import onward
from nastavnik.desk.pages import record_address
from nastavnik.desk.web import Request, Response
from nastavnik.errors import ContentUnreadable
from nastavnik.office import undo
from nastavnik.office.marking_done import OpenStage, marked, open_stages
from nastavnik.school.cabinet import cabinet
from nastavnik.school.statuses import Progress
from nastavnik.text.source import Keys

TICK, DAY = "done", "day"
"""Names of the ticks of a stage and of the days beside them, before the code of a step."""


def mark_done(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    opened, today = cabinet(desk.project.content), desk.today()
    plan = opened.current_plan()
    stages = open_stages(plan, today, opened.school) if plan else []
    if plan is None or not stages:
        lead = messages.DESK_NOTHING_TO_MARK if plan else messages.DESK_NO_PLAN
        return page(desk, ErrandPage(DONE, lead, is_done=True, onward=onward(desk, after="marks")))
    steps = {_code(step): step for each in stages for step in (each.stage, *each.steps)}
    chosen = {code: request.field(f"{DAY}-{code}") for code in steps if _is_chosen(request, code)}
    mistakes = {code: mistake for code, day in chosen.items() if (mistake := _mistake(day, today))}
    if mistakes or not chosen:
        none = messages.DESK_TICK_ONE if request.method == "POST" and not chosen else ""
        questions = [_question(each, request, mistakes, none) for each in stages]
        form = ErrandPart(messages.DESK_MARK_ELSEWHERE, [], links=[(record_address(plan.file.name), plan.record.label)])
        lead, button = messages.DESK_MARK_LEAD, messages.DESK_WRITE
        return page(desk, ErrandPage(DONE, lead, questions, (form,), button, asks_first=True))
    days = {steps[code].keys: day_of(day) if day else None for code, day in chosen.items()}
    undo.write(desk.project.root, messages.DESK_DONE, marked(plan, days))
    outcome = ErrandPart(messages.DESK_MARKED, list(_outcome(stages, days)), is_outcome=True)
    return page(desk, ErrandPage(DONE, parts=(outcome,), is_done=True, onward=onward(desk, after="marks")))


def _code(step: Progress) -> str:
    """A step in names of a form: «0» is the first stage, «0.1» its second activity."""
    return ".".join(str(key) for key in step.keys if isinstance(key, int))


def _is_chosen(request: Request, code: str) -> bool:
    """A day says as much as the tick beside it."""
    stage = code.partition(".")[0]
    return (f"{TICK}-{stage}", code) in request.fields or bool(request.field(f"{DAY}-{code}"))


def _mistake(day: str, today: dt.date) -> str:
    """Why a day cannot be taken; empty for one that can, and for none."""
    if not day:
        return ""
    try:
        return messages.DESK_DAY_AHEAD if day_of(day) > today else ""
    except ContentUnreadable as refused:
        return str(refused)


def _question(each: OpenStage, request: Request, mistakes: Mapping[str, str], none: str) -> ErrandQuestion:
    """A stage: its own tick, then those of what stands below it."""
    codes = [_code(step) for step in (each.stage, *each.steps)]
    below = {code: sum(other.startswith(f"{code}.") for other in codes) for code in codes}
    titles = [messages.WHOLE_STAGE, *map(_step_words, each.steps)]
    rows = [(code, messages.with_below(words, below[code])) for code, words in zip(codes, titles, strict=True)]
    wrong = next((mistakes[code] for code in codes if code in mistakes), none)
    return ErrandQuestion(
        f"{TICK}-{_code(each.stage)}",
        messages.stage_with_term(each.stage.number, _words(each.stage), _phrases(each.stage)),
        rows,
        value=",".join(code for code in codes if _is_chosen(request, code)),
        several=True,
        days={code: request.field(f"{DAY}-{code}") for code in codes},
        mistake=wrong,
    )


def _words(step: Progress) -> str:
    return messages.shortened(messages.one_line(step.title), 120)


def _step_words(step: Progress) -> str:
    """An activity, with its term if it has one of its own."""
    term = messages.one_line(step.phrase.text) if step.own_phrase and step.phrase else ""
    return messages.with_term(_words(step), term)


def _phrases(stage: Progress) -> str:
    return messages.one_line(stage.phrase.text) if stage.own_phrase and stage.phrase else ""


def _outcome(stages: Sequence[OpenStage], days: Mapping[Keys, dt.date | None]) -> Iterator[str]:
    """What was marked, in the plan's order, with the days."""
    for each in stages:
        for step in (each.stage, *each.steps):
            if step.keys in days:
                day = days[step.keys]
                yield messages.marked_step(_words(step), messages.day(day) if day else "")
