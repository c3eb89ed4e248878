"""Deadlines and statuses in words, and what the administrator hears of them."""

import datetime as dt

from nastavnik.messages.words import MONTHS, MONTHS_OF, after_number, counted, day, day_of_year


def term_not_understood(phrase: str) -> str:
    return f"срок «{phrase}» не понят, напечатан как есть — уточните: term: {{text: …, start: …, end: 2026-09-30}}"


SAID_LATE = "сказано «Просрочено»"


def overdue(days: int, took_place: dt.date | None, *, shown: bool) -> str:
    """Of a step whose term is over; `took_place` is the day on which an event of its stage did, which the site says."""
    status = SAID_LATE if shown else "у этого срока нет знака"
    if took_place:
        status = f"сказано «Прошло {day(took_place)}»"
    return f"срок прошёл {counted(days, 'days')} назад, на сайте {status} — отметьте done или postponed"


def done_in_future(date: dt.date) -> str:
    """Something is marked as done on a day that has not come."""
    return f"{day(date)} ещё не наступило: до этого дня знака «Выполнено» на сайте не будет"


def many_overdue(count: int, *, shown: bool) -> str:
    """Of a plan under way whose terms nobody marks; `nastavnik due` names each of them."""
    status = SAID_LATE if shown else "у них нет знака"
    passed = after_number(count, ("прошёл", "прошли", "прошло"))
    return (
        f"{passed} без отметки {counted(count, 'terms')}, на сайте {status} — отметьте done или postponed; "
        "список — nastavnik due"
    )


def unmarked(count: int) -> str:
    """Of a plan that is over."""
    return (
        f"план закончился, без отметки {counted(count, 'terms')}: на сайте о них не сказано ничего — "
        "отметьте выполненное (done) или оставьте так"
    )


_OFTEN = {
    "yearly": "ежегодно",
    "half-yearly": "два раза в год",
    "quarterly": "каждый квартал",
    "monthly": "каждый месяц",
    "weekly": "каждую неделю",
    "daily": "каждый день",
}
_EACH_TERM = {"quarterly": "каждую четверть", "3-times-yearly": "каждый триместр", "half-yearly": "каждый семестр"}
_IN_A_TERM = {"quarterly": "четверть", "3-times-yearly": "триместр", "half-yearly": "семестр"}
_IN_A = {
    "yearly": "год",
    "half-yearly": "полугодие",
    "quarterly": "квартал",
    "monthly": "месяц",
    "weekly": "неделю",
    "daily": "день",
}


def how_often(code: str, *, terms: bool) -> str:
    """A code of repetition in words: «каждый квартал», «3 раза в год», «раз в 2 недели»."""
    if terms and code in _EACH_TERM:
        return _EACH_TERM[code]
    if code in _OFTEN:
        return _OFTEN[code]
    if code.startswith("every-"):
        _, number, unit = code.split("-")
        return f"раз в {counted(int(number), unit)}"
    times, _, period = code.partition("-times-")
    return f"{counted(int(times), 'times')} в {(_IN_A_TERM if terms else _IN_A)[period]}"


def in_month(number: int) -> str:
    name = MONTHS[number - 1]
    return f"в {name[:-1] if name[-1] in 'ьй' else name}е"


def day_of_month(number: int, month: int, *, until: bool) -> str:
    return f"{'до ' if until else ''}{day_of_year(month, number)}"


def yearless(month: int, number: int | None = None) -> tuple[str, str]:
    """A month or a day of it, as said after «с» and after «по»."""
    name, of = MONTHS[month - 1], MONTHS_OF[month - 1]
    return (f"{number} {of}", f"{number} {of}") if number else (of, name)


def from_to(first: tuple[str, str], last: tuple[str, str]) -> str:
    """«с мая по июнь», «с 1 августа по 30 сентября»."""
    return f"с {first[0]} по {last[1]}"


def number_of_month(number: int, *, until: bool) -> str:
    return f"{'до ' if until else ''}{number} числа"


def since_year(year: int) -> str:
    return f"с {year} года"
