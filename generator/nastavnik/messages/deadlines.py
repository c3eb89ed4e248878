"""Deadlines and statuses in words, and what the administrator hears of them."""

import datetime as dt

from nastavnik.messages.words import MONTHS, MONTHS_OF, plural


def term_not_understood(phrase: str) -> str:
    return f"срок «{phrase}» не понят, напечатан как есть — уточните: term: {{text: …, start: …, end: 2026-09-30}}"


def overdue(days: int, *, shown: bool) -> str:
    said = "«просрочено»" if shown else "«идёт»"
    ago = plural(days, ("день", "дня", "дней"))
    return f"срок прошёл {ago} назад, на сайте сказано {said} — отметьте done или postponed"


_OFTEN = {
    "yearly": "ежегодно",
    "half-yearly": "два раза в год",
    "quarterly": "каждый квартал",
    "monthly": "каждый месяц",
    "weekly": "каждую неделю",
    "daily": "каждый день",
}
_EACH_TERM = {"quarterly": "каждую четверть", "3-times-yearly": "каждый триместр", "half-yearly": "каждый семестр"}
_IN_A = {
    "yearly": "год",
    "half-yearly": "полугодие",
    "quarterly": "квартал",
    "monthly": "месяц",
    "weekly": "неделю",
    "daily": "день",
}
_EVERY_SO_MANY = {
    "years": ("года", "лет"),
    "months": ("месяца", "месяцев"),
    "weeks": ("недели", "недель"),
    "days": ("дня", "дней"),
}


def how_often(code: str, *, terms: bool) -> str:
    """A code of repetition in words: «каждый квартал», «3 раза в год», «раз в 2 недели»."""
    if terms and code in _EACH_TERM:
        return _EACH_TERM[code]
    if code in _OFTEN:
        return _OFTEN[code]
    if code.startswith("every-"):
        _, number, unit = code.split("-")
        return f"раз в {number} {_EVERY_SO_MANY[unit][_many(int(number))]}"
    times, _, period = code.partition("-times-")
    return f"{times} {('раза', 'раз')[_many(int(times))]} в {_IN_A[period]}"


def _many(number: int) -> bool:
    return number % 10 not in (2, 3, 4) or number % 100 in (12, 13, 14)


def in_a_row(parts: list[str]) -> str:
    """«октябрь 2026, декабрь 2026 и май 2027»."""
    return " и ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def month_of_year(date: dt.date) -> str:
    return f"{MONTHS[date.month - 1]} {date.year}"


def in_month(number: int) -> str:
    name = MONTHS[number - 1]
    return f"в {name[:-1] if name[-1] in 'ьй' else name}е"


def day_of_month(number: int, month: int, *, until: bool) -> str:
    return f"{'до ' if until else ''}{number} {MONTHS_OF[month - 1]}"


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
