"""What pages say of a plan and of how records stand on a day: titles, counts of stages, what is over, the timeline."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from nastavnik.messages.words import (
    MONTHS,
    NOUNS,
    after_number,
    capital,
    counted,
    day,
    enumerated,
    month_of_year,
    one_line,
    school_year,
    uncapital,
    year_range,
)

_COUNT_WORDS = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")
_PROGRESS = (  # статус → как сказать об одном этапе и о нескольких
    ("now", "идёт", "идут"),
    ("late", "запаздывает", "запаздывают"),
    ("soon", "на очереди", "на очереди"),
    ("plan", "впереди", "впереди"),
    ("always", "идёт постоянно", "идут постоянно"),
)
_GOING_ON = ("now", "late")
STATUS_WORDS = {
    "done": "выполнено",
    "now": "идёт",
    "late": "просрочено",
    "soon": "скоро",
    "plan": "впереди",
    "always": "постоянно",
    "none": "",
}


def progress(counts: Mapping[Any, int], total: int) -> tuple[str, str]:
    """What is done, and how the rest stands: («Выполнено 3 этапа из 7.», «Один идёт, один на очереди.»).

    Either is empty where there is nothing to say: nobody counts what was not marked. After «из 7» the rest is told
    only if it adds up to 7, else only what goes on: a stage may have no date, or be late in silence. The second
    sentence names what it counts where the first one does not: «Два этапа идут, один на очереди.»
    """
    done = _done_so_far(counts.get("done", 0), total)
    adds_up = not done or sum(counts.get(status, 0) for status in ("done", *(row[0] for row in _PROGRESS))) == total
    rows = [row for row in _PROGRESS if adds_up or row[0] in _GOING_ON]
    statuses = [(count, one, many) for status, one, many in rows if (count := counts.get(status, 0))]
    rest = [
        f"{_stages_in_words(count, total, named=not (done or place))} {after_number(count, (one, many, many))}"
        for place, (count, one, many) in enumerate(statuses)
    ]
    return done, f"{capital(', '.join(rest))}." if rest else ""


def _stages_in_words(count: int, total: int, *, named: bool) -> str:
    """«два» or «два этапа» of several stages, «этап» of one alone."""
    if total == 1:
        return "этап"
    word = _COUNT_WORDS[count] if count < len(_COUNT_WORDS) else str(count)
    return f"{word} {after_number(count, NOUNS['stages'])}" if named else word


def _done_so_far(done: int, total: int) -> str:
    if not done:
        return ""
    if done == total:
        return "Выполнены все этапы." if total > 1 else "Этап выполнен."
    return f"{after_number(done, ('Выполнен', 'Выполнено', 'Выполнено'))} {counted(done, 'stages')} из {total}."


def marked_done(done: int, total: int) -> str:
    """Of a plan that is over: what was marked, and no word of the rest."""
    if not done or done == total:
        return _done_so_far(done, total)
    marked = after_number(done, ("Отмечен выполненным", *(2 * ("Отмечены выполненными",))))
    return f"{marked} {counted(done, 'stages')} из {total}."


def plan_over(period: str, *, of_school_year: bool) -> str:
    """That a plan is over: by its school year, by its period, or, where it names neither, by its last date."""
    if of_school_year:
        return f"{school_year(period)} закончился."
    return "Срок плана закончился." if period else "Все сроки плана прошли."


GOING_ON = "Что сейчас происходит"
TERMS_AS_APPROVED = "Сроки приведены так, как утверждены."
TERMS_WITH_DATES = "Сроки приведены так, как утверждены; рядом — как их понял сайт."
STAGES_OF_PLAN = "Этапы дорожной карты"
PAST, TODAY = "Прошло", "Сегодня"
RESULTS_KNOWN, RESULTS_AHEAD, RESULTS_UNKNOWN = "Итоги подведены", "Итоги впереди", "Итоги не опубликованы"
CONTEST_OVER = "Завершён"
ENTRIES = "заявок"
GOES_ON, NOT_BEGUN, TERM_OVER, FINISHED = "Идёт", "Ещё не началась", "Срок закончился", "Завершена"
NOT_IN_FORCE, NOT_VALID_ANY_MORE = "Не действует", "Срок действия истёк"


def place_in_year(running: Sequence[str], total: int, following: str) -> str:
    """«Этап 5 из 7 · дальше: мониторинг и итоги»: numbers of the stages that go on as spoken, what comes next."""
    counts = all(number.isdigit() and int(number) <= total for number in running)
    now = f"{'Этапы' if len(running) > 1 else 'Этап'} {enumerated(running)}{f' из {total}' if counts else ''}"
    return " · ".join([now, *([f"дальше: {uncapital(one_line(following))}"] if following else [])])


def moved_to(date: dt.date) -> str:
    """Of a stage whose end was moved."""
    return f"перенесено на {day(date)}"


EVENTS_AHEAD = "Предстоящие"
STORIES = {True: "Как прошло", False: "Об этом событии"}
"""Headings over news that name an event, by whether they tell of it afterwards."""


def events_past(period: str) -> str:
    """The heading over events of a school year that are over."""
    return f"Прошли в {year_range(period)} учебном году"


NEXT_EVENT, EVENT_TODAY, EVENT_NOW = "Следующее событие", "Сегодня", "Идёт сейчас"


def next_event(first: dt.date, last: dt.date, today: dt.date) -> str:
    """What to call the nearest event: of today, one that goes on for days, or one ahead."""
    if first > today:
        return NEXT_EVENT
    return EVENT_TODAY if first == last else EVENT_NOW


def intake_from(what: str, first: dt.date) -> str:
    """Of a contest that takes nothing in yet: «Приём заявок с 1 февраля 2027»."""
    return f"Приём {what} с {day(first)}"


def intake_until(what: str, last: dt.date) -> str:
    """Of a contest that takes things in: «Приём историй до 18 декабря 2026», true on that day too."""
    return f"Приём {what} до {day(last)}"


def goes_on(begun: dt.date, end: dt.date, *, is_last: bool) -> str:
    """Of what lasts several days and has begun; `is_last` on its last day."""
    return "идёт, сегодня последний день" if is_last else f"идёт до {near_day(end, begun)}"


def near_day(date: dt.date, today: dt.date) -> str:
    """A day with its year only where it is not this one: «30 ноября», «2 марта 2027»."""
    return day(date, year=date.year != today.year)


def deadline_day(date: dt.date, today: dt.date, turn: str) -> str:
    """A day of the plan: «до 30 ноября» where something ends (`turn` is `ends`), «с» where it begins, else the day."""
    return {"ends": "до ", "begins": "с "}.get(turn, "") + near_day(date, today)


def deadlines_title(*, plan: bool, contests: bool) -> str:
    """The heading over days on which nobody need come."""
    return {(True, False): "Сроки плана", (False, True): "Сроки конкурсов"}.get(
        (plan, contests), "Сроки плана и конкурсов"
    )


def stage_step(number: str, stage: str, step: str) -> str:
    """What a deadline is about: «этап 5. Работа пар», or of one of its steps «этап 5: пробная встреча»."""
    return f"этап {number}: {uncapital(step)}" if step else f"этап {number}. {one_line(stage)}"


def timeline_words(rows: list[tuple[str, str, str]]) -> str:
    """The picture of a plan in words: code, title and status of each stage."""
    stages = (": ".join(filter(None, (f"{code}. {title}", STATUS_WORDS[status]))) for code, title, status in rows)
    return "; ".join(stages) + ". Подробности — в списке этапов ниже."


def stage_link(number: str, title: str, year: str) -> str:
    """«Этап 5. Работа пар»; with the `year` of a plan that is not the current one: «Этап 5, 2025/26. Итоги»."""
    return f"Этап {number}{year and f', {year}'}. {one_line(title)}"


def roadmap_title(period: str) -> str:
    if re.fullmatch(r"\d{4}-\d{4}", period):
        return f"Дорожная карта на {school_year(period)}"
    return f"Дорожная карта: {period}" if period else "Дорожная карта"


def stage_of_plan(number: str, title: str, period: str) -> str:
    """«этап 5 «Работа пар», 2026–2027»: a heading of news."""
    return ", ".join(filter(None, (f"этап {number} «{one_line(title).rstrip(':')}»", period_in_short(period))))


def period_in_short(period: str) -> str:
    """«2026–2027» of a school year, any other period as it is written."""
    return year_range(period) if re.fullmatch(r"\d{4}-\d{4}", period) else period


def roadmap_description(stages: int) -> str:
    return f"План мероприятий: {counted(stages, 'stages')}"


def timeline_title(first: dt.date, last: dt.date) -> str:
    return f"Дорожная карта на шкале месяцев: {month_of_year(first)} – {month_of_year(last)}"


def today_is(today: dt.date) -> str:
    return f"сегодня, {day(today, year=False)}"


def short_month(first: dt.date) -> str:
    return MONTHS[first.month - 1][:3]


def quarter(first: dt.date) -> str:
    return ("I", "II", "III", "IV")[(first.month - 1) // 3] + " кв."
