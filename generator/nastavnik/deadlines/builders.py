"""What the matched tokens of each rule mean: the builders of the grammar's table.

A builder raises `Impossible` where the words contradict each other or the calendar, and returns None to decline.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nastavnik.deadlines.deadline import Impossible, Repeat, SchoolYear, Unit, UnitSpan, Years
from nastavnik.deadlines.lexer import day
from nastavnik.deadlines.rules import Tokens, has, pick

Units = Unit | tuple[UnitSpan, ...]
NUMBERS = ("num", "ord", "ordday", "roman")
FLOATING = Unit("floating")
"""What only the school's own calendar dates: terms, holidays, «начало учебного года»."""

# --- numbers ---------------------------------------------------------------------------------------


def _numbers(part: Tokens) -> list[tuple[int, int]]:
    """«1, 5 и 10-15» → (1, 1), (5, 5), (10, 15)."""
    pairs: list[tuple[int, int]] = []
    joined = False
    for token in part:
        if token.kind in NUMBERS:
            if joined and (not pairs or pairs[-1][0] != pairs[-1][1]):
                raise Impossible
            first = pairs.pop()[0] if joined else token.value
            pairs.append((first, token.value))
        joined = token.kind in ("dash", "to")
    return pairs


def _units(pairs: list[tuple[int, int]], unit: Callable[[int], Unit]) -> Units:
    """One number alone stays a unit, so that «до» or «с» may stand before it."""
    if len(pairs) == 1 and pairs[0][0] == pairs[0][1]:
        return unit(pairs[0][0])
    if any(first > last > 0 for first, last in pairs):
        raise Impossible
    return tuple(UnitSpan(unit(first), unit(last)) for first, last in pairs)


_LARGEST = {"third": 3, "about": 3, "week": 5, "half-month": 2, "weekday": 5, "quarter": 4}
_FROM_THE_END = ("third", "week", "weekday")


def _numbered(name: str, *lead: int, year: Any = None) -> Callable[[int], Unit]:
    """Makes «третья декада» and the like; the number comes after the numbers in `lead`."""

    def unit(number: int) -> Unit:
        if not (1 <= number <= _LARGEST.get(name, 2) or (number < 0 and name in _FROM_THE_END)):
            raise Impossible
        return Unit(name, (*lead, number), year)

    return unit


MOST_SCHOOL_YEARS = 8  # a plan of more is a slip of the pen


# --- years -----------------------------------------------------------------------------------------


def years(part: Tokens) -> Years | None:
    first, last = part[0].value, part[2].value
    if last < 100:
        if last != (first + 1) % 100:
            return None
        last = first + 1
    if last <= first:
        raise Impossible
    return Years(first, last)


def school_years(part: Tokens) -> Any:
    """«2023-2024 учебный год» → the year; «2020-2024 учебный год», «…годы» → from the first to the last of them."""
    first, last = pick(part, "years")
    if last == first + 1:
        return SchoolYear(first)
    if last > first + MOST_SCHOOL_YEARS:
        raise Impossible
    return (UnitSpan(Unit("school-year", (), SchoolYear(first)), Unit("school-year", (), SchoolYear(last - 1))),)


def short_school_year(part: Tokens) -> SchoolYear:
    """«24/25 уч. год»."""
    first, last = part[0].value, part[2].value
    if last != first + 1 or first < 10:
        raise Impossible
    return SchoolYear(2000 + first)


def slashed_years(part: Tokens) -> SchoolYear:
    first, last = part[0].value, part[2].value
    if last % 100 != (first + 1) % 100:
        raise Impossible
    return SchoolYear(first)


def year(part: Tokens) -> int:
    return int(part[0].value)


def stays_school_year(part: Tokens) -> SchoolYear | None:
    """«2023/24» is a school year already; what follows says so again."""
    return when if isinstance(when := pick(part, "when"), SchoolYear) else None


def calendar_years(part: Tokens) -> Any:
    """«2023-2024 год» is a school year, «2023-2024 годы» are two years, «2023-2024 гг.» depends on the plan."""
    years: Years = part[0].value
    word = pick(part, "yearword", default="short")
    if years.last > years.first + 1 or word == "many":
        return (UnitSpan(Unit("year", (), years.first), Unit("year", (), years.last)),)
    return SchoolYear(years.first) if word == "one" else years


def years_after(part: Tokens) -> Years | None:
    """«май 2023-2024 год»: may be May of either, or from May to the end of the second."""
    years: Years = part[0].value
    return years if years.last == years.first + 1 and pick(part, "yearword") != "many" else None


def month_of_short_year(part: Tokens) -> Unit:
    """«май 24 г.»."""
    if not 20 <= part[1].value < 50:
        raise Impossible
    return Unit("month", (part[0].value,), 2000 + part[1].value)


def year_alone(part: Tokens) -> Unit:
    year = part[-1].value
    return Unit({int: "year", SchoolYear: "school-year", Years: "years"}[type(year)], (), year)


# --- units -----------------------------------------------------------------------------------------


def days(part: Tokens) -> Units:
    """«1, 5 и 10-15 сентября 2024», «с 1 по 15 сентября»."""
    month, year = pick(part, "month"), pick(part, "when")
    exact = year if isinstance(year, int) else None
    return _units(_numbers(part), lambda number: replace(day(number, month, exact), year=year))


def days_before(part: Tokens) -> Units:
    """«15-20.09.2024»: the last is a date, the numbers before it are days of its month."""
    last: Unit = part[-1].value
    if last.name != "day":
        raise Impossible
    month, number = last.args
    whole = [*part[:-1], part[-1]._replace(kind="num", value=number)]
    return _units(_numbers(whole), lambda n: replace(day(n, month, None), year=last.year))


def day_of_year(part: Tokens) -> Unit | None:
    """«15.09 2024 года»."""
    unit: Unit = part[0].value
    return replace(unit, year=part[1].value) if unit.name == "day" and unit.year is None else None


def day_on_weekday(part: Tokens) -> Unit:
    """«понедельник, 2 сентября 2024»: the weekday must be the true one."""
    unit: Unit = pick(part, "unit")
    if unit.name != "day" or not isinstance(unit.year, int):
        raise Impossible
    if dt.date(unit.year, *unit.args).weekday() != pick(part, "weekday"):
        raise Impossible
    return unit


def month(part: Tokens) -> Unit | None:
    """«май», «май 2024», «май, 2024»; a school year after a comma may belong to more than this month."""
    year = pick(part, "when")
    return None if has(part, "comma") and not isinstance(year, int) else Unit("month", (part[0].value,), year)


_PIECES = {"third": "third", "week": "week", "halfword": "half-month", "part": "about"}


def piece_of_month(part: Tokens) -> Any:
    """«первая неделя сентября», «I-II декада мая», «начало июня»; without a month it is of any month."""
    piece = next(token for token in part if token.kind in _PIECES)
    pairs = [(piece.value, piece.value)] if piece.kind == "part" else _numbers(part)
    if piece.value == "many" and all(token.kind == "num" for token in part if token.kind in NUMBERS):
        raise Impossible  # «2 недели» is as likely a fortnight
    make = _numbered(_PIECES[piece.kind], pick(part, "month", default=0), year=pick(part, "when"))
    return _each_month(part, _units(pairs, make))


def nth_weekday(part: Tokens) -> Any:
    """«последний четверг месяца», «второй вторник мая 2024 года»."""
    number, weekday = pick(part, *NUMBERS), pick(part, "weekday")
    if number > 0 and not has(part, "month") and not has(part, "monthword"):
        raise Impossible  # «каждый второй четверг»: of the month, or one in two?
    make = _numbered("weekday", pick(part, "month", default=0), weekday, year=pick(part, "when"))
    return _each_month(part, make(number))


def nth_weekday_of_each(part: Tokens) -> Repeat | None:
    """«ежемесячно, третий четверг»."""
    if pick(part, "repeat") != Repeat("monthly"):
        return None
    make = _numbered("weekday", 0, pick(part, "weekday"))
    unit = make(pick(part, *NUMBERS))
    return Repeat("monthly", (UnitSpan(unit, unit),))


def date_of_month(part: Tokens) -> Any:
    """«5 число», «с 1 по 5 число каждого месяца», «10 числа месяца, следующего за отчётным»."""
    pairs = _numbers(part)
    if not all(1 <= number <= 31 for pair in pairs for number in pair):
        raise Impossible
    name = "number-after" if has(part, "nextmonth") else "number"
    return _each_month(part, _units(pairs, lambda number: Unit(name, (0, number))))


def _each_month(part: Tokens, units: Units) -> Any:
    if not has(part, "each"):
        return units
    return Repeat("monthly", (UnitSpan(units, units),) if isinstance(units, Unit) else units)


def quarter(part: Tokens) -> Units:
    return _units(_numbers(part), _numbered("quarter", year=pick(part, "when")))


def half(part: Tokens) -> Units:
    """Half a school year if it says so, half a calendar year if it says so, else what the plan is about."""
    year = pick(part, "when")
    if isinstance(year, Years):
        year = SchoolYear(year.first)
    of_school = has(part, "school") or isinstance(year, SchoolYear)
    name = "school-half" if of_school else "calendar-half" if has(part, "calendar") else "half"
    return _units(_numbers(part), _numbered(name, year=year))


def season(part: Tokens) -> Unit:
    number, year = part[0].value, pick(part, "when")
    if number == 1 and isinstance(year, Years):  # «зима 2023-2024»
        year = SchoolYear(year.first)
    return Unit("season", (number,), year)


def floating(_: Tokens) -> Unit:
    return FLOATING


def school_year(_: Tokens) -> Unit:
    return Unit("school-year")


def calendar_year(_: Tokens) -> Unit:
    return Unit("calendar-year")


# --- spans -----------------------------------------------------------------------------------------


def passed(part: Tokens) -> Any:
    """Prepositions before it change nothing."""
    return part[-1].value


def span(part: Tokens) -> tuple[UnitSpan, ...]:
    """«X – Y», «с X по Y»."""
    first, last = (token.value for token in part if token.kind == "unit")
    if (first.name == "year") != (last.name == "year") or "number-after" in (first.name, last.name):
        raise Impossible
    return (UnitSpan(first, last),)


def from_now_on(part: Tokens) -> tuple[UnitSpan, ...]:
    """«апрель 2023 – постоянно» begins and does not end."""
    return (UnitSpan(pick(part, "unit"), None),)


_CLEAR_ENDS = ("day", "number", "number-after", "weekday", "floating", "school-start")


def until(part: Tokens) -> UnitSpan:
    """«до X», «к X»: dated only where X is a day, or «до 2030 года» (inclusive by custom)."""
    word, unit = part[0], part[-1].value
    if word.kind in ("nolater", "to"):
        return UnitSpan(None, unit)
    clear = unit.name in _CLEAR_ENDS or (unit.name in ("third", "about") and unit.args[1] in (3, -1))
    inclusive = unit.name == "year" and word.value == "do"
    return UnitSpan(None, unit if clear or inclusive else FLOATING)


def until_part(part: Tokens) -> UnitSpan:
    """«до конца 2024 года», «к началу учебного года»."""
    which, unit = pick(part, "part"), pick(part, "unit", default=FLOATING)
    if which == 1 and unit.name == "school-year":
        return UnitSpan(None, replace(unit, name="school-start"))
    return UnitSpan(None, unit if which == 3 else FLOATING)


def since(part: Tokens) -> UnitSpan:
    """«с X», «после X»; «с середины мая» begins on no certain day."""
    unit, after = part[-1].value, part[0].kind == "after"
    vague = unit.name == "about" and (unit.args[1] > 1 or after)
    return UnitSpan(FLOATING if vague else unit, None, after=after)


def since_until(part: Tokens) -> tuple[UnitSpan, ...]:
    first, last = pick(part, "since"), pick(part, "until")
    if first.after and first.first.name != "day":
        raise Impossible
    return (replace(first, last=last.last),)


def alone(part: Tokens) -> tuple[UnitSpan, ...]:
    """«с X» or «до X» by itself."""
    return (part[0].value,)


# --- repetition ------------------------------------------------------------------------------------

_A_YEAR = {"yearly": 1, "half-yearly": 2, "quarterly": 4, "monthly": 12}
_CODE_A_YEAR = {times: code for code, times in _A_YEAR.items()}
_CODES = {
    "yearword": "yearly",
    "half": "half-yearly",
    "quarter": "quarterly",
    "monthword": "monthly",
    "week": "weekly",
    "dayword": "daily",
}
MONTHS_IN = {"half-yearly": 6, "quarterly": 3, "monthly": 1}
_CODE_OF_MONTHS = {months: code for code, months in MONTHS_IN.items()} | {12: "yearly"}
_NOUNS = {"daily": "days", "weekly": "weeks", "yearly": "years"}


def how_many(part: Tokens) -> int:
    """«не реже 2 раз», «1-2 раза», «раз», «дважды»; the smaller of two numbers."""
    return int(pick(part, "num", "ord", "ordday", "twice", default=1))


def per_period(part: Tokens) -> Repeat:
    """«1 раз в квартал», «два раза в месяц», «раз в две недели», «каждые 3 месяца»."""
    times, number = pick(part, "howmany", default=1), pick(part, "num", "ord", default=1)
    last = [token for token in part if token.kind in _CODES or token.kind == "term"][-1]
    code = last.value if last.kind == "term" else _CODES[last.kind]
    terms = has(part, "term")
    if number > 1:
        if times > 1 or terms or has(part, "ord"):
            raise Impossible
        return Repeat(_every(number, code))
    if terms and times > 1:  # terms are no quarters: twice in a half of the school year is nothing «каждую четверть»
        return Repeat(f"{times}-times-{code}", terms=True)
    return Repeat(_times(times, code), terms=terms)


def _times(times: int, code: str) -> str:
    if times == 1:
        return code
    return _CODE_A_YEAR.get(times * _A_YEAR.get(code, 0), f"{times}-times-{code}")


def _every(number: int, code: str) -> str:
    if code in _NOUNS:
        return f"every-{number}-{_NOUNS[code]}"
    months = number * MONTHS_IN[code]
    return _CODE_OF_MONTHS.get(months, f"every-{months}-months")


def every(part: Tokens) -> Repeat:
    """«ежегодно», «ежегодно 2 раза»."""
    return Repeat(_times(pick(part, "howmany", default=1), pick(part, "every")))


def part_of_each(part: Tokens) -> Repeat:
    """«в конце каждого полугодия»: how often is known, when is not."""
    return replace(per_period(part), slots=(UnitSpan(FLOATING, FLOATING),))


def each_named_month(part: Tokens) -> Repeat:
    """«каждый май»."""
    unit = Unit("month", (pick(part, "month"),))
    return Repeat("yearly", (UnitSpan(unit, unit),))


def on_weekdays(part: Tokens) -> Repeat:
    """«по пятницам», «каждый вторник и четверг», «еженедельно по средам»."""
    repeat: Repeat = pick(part, "repeat", default=Repeat("weekly"))
    days = [Unit("weekly", (token.value,)) for token in part if token.kind in ("weekday", "weekdays")]
    return replace(repeat, slots=tuple(UnitSpan(unit, unit) for unit in days)) if repeat.code == "weekly" else repeat


def repeat_until(part: Tokens) -> Repeat:
    """«до 5 числа каждого месяца»."""
    repeat: Repeat = part[-1].value
    if len(repeat.slots) != 1 or not repeat.slots[0].single:
        raise Impossible
    return replace(repeat, slots=(UnitSpan(None, repeat.slots[0].last),))


def since_floating(_: Tokens) -> UnitSpan:
    return UnitSpan(FLOATING, None)
