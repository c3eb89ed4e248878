"""Tables of results that compare two times: «Сентябрь» and «Январь», «До» and «После», «2021 год» and «2025 год»."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LONGEST = 70
"""Characters of a caption that fits under a large number."""
_MONTH = re.compile(
    r"(?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
    r"(?:\s\d{4}(?:\s?г(?:\.|ода?)?)?)?",
    re.I,
)
_YEAR = re.compile(r"(20\d\d)(?:\s?[/–-]\s?(?:20)?\d\d)?(?:\s?(?:г\.|год|уч\.?\s?год|учебный\sгод))?", re.I)
_FIRST = re.compile(r"(?:было|до|перед|в\sначале|начало|на\sвходе|входн\w+|вход|старт|первичн\w+)(?:\s[\w\s]+)?", re.I)
_LAST = re.compile(
    r"(?:стало|после|в\sконце|конец|на\sвыходе|выходн\w+|выход|итог\w*|финиш|повторн\w+)(?:\s[\w\s]+)?", re.I
)
_NUMBER = re.compile(r"(\d+(?:[,.]\d+)?)\s?(%?)")
_UNIT = re.compile(r"(.+),\s*(%|[а-я]{1,4}\.?)")


class MeasuredChange(NamedTuple):
    """A row of such a table: what was measured, the number before and after, their unit («%» or ""), both times."""

    what: str
    was: str
    now: str
    sign: str
    times: tuple[str, str]


def changes(markdown: str) -> Iterator[MeasuredChange]:
    """The rows of the tables in a text whose columns are times, with numbers at the first and the last of them."""
    rows = [_cells(line) for line in markdown.split("\n") if line.strip().startswith("|")]
    times = rows[0][1:] if rows else []
    if len(times) >= 2 and _compare(times):
        changed = (_change(row, (times[0], times[-1])) for row in rows[2:] if len(row) == len(rows[0]))
        yield from (change for change in changed if change)


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return [re.sub(r"[*_`]+", "", cell).strip() for cell in cells]


def _compare(times: Sequence[str]) -> bool:
    """Whether headings are times in their order: a word of the beginning and one of the end, months, or years."""
    if len(times) == 2 and _FIRST.fullmatch(times[0]) and _LAST.fullmatch(times[1]):
        return True
    years = [int(year[1]) for time in times if (year := _YEAR.fullmatch(time))]
    in_order = years == sorted(set(years)) and len(years) == len(times)
    return in_order or all(_MONTH.fullmatch(time) for time in times)


def _change(row: Sequence[str], times: tuple[str, str]) -> MeasuredChange | None:
    first, last = _NUMBER.fullmatch(row[1]), _NUMBER.fullmatch(row[-1])
    if not first or not last or first[1] == last[1] or not row[0] or len(row[0]) > LONGEST:
        return None
    unit = _UNIT.fullmatch(row[0])
    return MeasuredChange(unit[1] if unit else row[0], first[1], last[1], unit[2] if unit else last[2], times)
