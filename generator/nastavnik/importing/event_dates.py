"""Dates and hours of lists of events, as schools write them → moments of records («2026-11-27 15:00»).

A year that is not written is that of the heading or of the school year. What is no date — «31.06.2025», «ноябрь», «до
15 октября» — comes back as it was written, so that the record keeps it and `check` says why it is none.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nastavnik import messages

_MONTH = "|".join(f"{stem}[а-я]*" for stem in messages.MONTH_STEMS)
_SHORT = r"янв|фев|мар|апр|май|июн|июл|авг|сен|сент|окт|ноя|нояб|дек"
_DASH = r"(?:\s?[-–—]\s?|\s(?:по|до)\s)"
_DAYS = rf"(?P<days>\d{{1,2}}(?:{_DASH}\d{{1,2}}|(?:\s?,\s?\d{{1,2}})*(?:\s?и\s?\d{{1,2}})?))"
_END = r"(?:\s?(?:г\.|г\b|года))?"
FORMS = (
    re.compile(rf"(?P<y>\d{{4}})-(?P<m>\d\d?)-(?P<days>\d\d?)(?!\d){_END}"),
    re.compile(
        rf"(?<!\d)(?P<days>\d\d?{_DASH}\d\d?|\d\d?)[./](?P<m>0?[1-9]|1[0-2])(?:[./](?P<y>\d{{4}}|\d\d))?(?![\d.:]){_END}"
    ),
    re.compile(rf"(?i)(?<!\d){_DAYS}\s(?P<month>{_MONTH}|(?:{_SHORT})\.?)(?![а-я])(?:,?\s(?P<y>\d{{4}}))?(?!\d){_END}"),
)
_CLOCK = r"(?<![\d.:])(?P<{0}h>[01]?\d|2[0-3])(?:[:.-](?P<{0}m>[0-5]\d)(?::\d\d)?|\s?ч(?:ас\w*|\.)?)(?![\d.:])"
HOURS = re.compile(rf"(?i)(?:\b[св]\s)?{_CLOCK.format('a')}(?:\s?(?:[-–—]|до|по)\s?{_CLOCK.format('b')})?")
_BARE_HOURS = re.compile(r"(?i)(?<![\d.:])(?:с\s)?(\d{1,2})(?:\s?[-–—]\s?|\s(?:до|по)\s)(\d{1,2})\s?ч(?:ас\w*|\.)?")
_DEADLINE = re.compile(r"(?i)\s*(?:до|не позднее|к)\s")
_FRACTION = re.compile(r"0[.,]\d{2,10}")
_HEADING_YEARS = re.compile(r"(?<!\d)(20\d\d)\s?[-–—/]\s?(20\d\d|\d\d)(?!\d)")
_HEADING_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_HEADING_MONTH = re.compile(rf"(?i)(?<![а-я])({_MONTH})(?![а-я])")
FIRST_MONTH = 8  # school years begin with the councils of August
MOST_DAYS = 24  # dates in one cell
LONGEST_DATE = 250  # signs of a cell with dates


@dataclass(frozen=True, slots=True)
class YearOfList:
    """What fills a date that is not whole: the years of the school year or the one calendar year, the month."""

    first: int = 0
    second: int = 0
    month: int = 0

    def year_of(self, month: int) -> int:
        """The year of a month; 0 if it is not known."""
        return self.first if month >= FIRST_MONTH else self.second


class When(NamedTuple):
    """The beginning and the end of an event as a record has them; no end: ""."""

    start: str
    end: str = ""


def year_of_list(headings: list[str], school_year: str) -> YearOfList:
    """The years and the month that headings name, the nearest last; else those of the school year."""
    years = YearOfList(*map(int, school_year.split("-"))) if school_year else YearOfList()
    month = 0
    for heading in headings:
        two_years, one_year, named = (sign.search(heading) for sign in (_HEADING_YEARS, _HEADING_YEAR, _HEADING_MONTH))
        if two_years:
            years = YearOfList(int(two_years[1]), int(two_years[1]) + 1)
        elif one_year:
            years = YearOfList(int(one_year[1]), int(one_year[1]))
        month = _month(named[1]) if named else month
    return YearOfList(years.first, years.second, month)


def moments(day_text: str, hour_text: str, years: YearOfList) -> list[When]:
    """The moments that a cell with a date and one with hours name; a text that names none stands for itself."""
    text = messages.shortened(" ".join(day_text.split()), LONGEST_DATE)
    hour_text = hour_text[:LONGEST_DATE]
    days = [] if _DEADLINE.match(text) else list(_days(text, years))[:MOST_DAYS]
    hours = next(filter(any, (_hours(hour_text), _hours(_without_days(text)))), ("", ""))
    if not days:
        return [When(text)] if text else []
    return [_at(first, last, hours) for first, last in days]


def hours_left(hour_text: str) -> str:
    """What of a cell with hours says something else: «после уроков»."""
    hour_text = hour_text[:LONGEST_DATE]
    rest = HOURS.sub(" ", _BARE_HOURS.sub(" ", hour_text)) if not _FRACTION.fullmatch(hour_text.strip()) else ""
    return " ".join(re.sub(r"[\s–—,;.-]+", " ", rest).split())


def _at(first: str, last: str, hours: tuple[str, str]) -> When:
    begin, end = hours
    start = f"{first} {begin}" if begin else first
    if last != first:
        return When(start, f"{last} {end}" if end else last)
    return When(start, f"{first} {end}" if end and end > begin else "")


def _hours(text: str) -> tuple[str, str]:
    """«с 15.00 до 16:30» → two clocks; empty for none."""
    fraction = _FRACTION.fullmatch(text.strip())
    if fraction:  # a spreadsheet's hour that nobody formatted
        minutes = round(float(fraction[0].replace(",", ".")) * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}", ""
    bare = _BARE_HOURS.search(text)
    if bare and int(bare[1]) < int(bare[2]) < 24:
        return f"{int(bare[1]):02}:00", f"{int(bare[2]):02}:00"
    match = HOURS.search(text)
    if not match:
        return "", ""
    begin = f"{int(match['ah']):02}:{match['am'] or '00'}"
    return begin, f"{int(match['bh']):02}:{match['bm'] or '00'}" if match["bh"] else ""


def _without_days(text: str) -> str:
    for match in reversed(_dates(text)):
        text = f"{text[: match.start()]} ; {text[match.end() :]}"
    return text


def _dates(text: str) -> list[re.Match[str]]:
    """What of a text is written like a date, in its order, nothing twice; «27 ноября 2026, 15.30» ends with an hour."""
    matches = sorted((match for form in FORMS for match in form.finditer(text)), key=lambda match: match.start())
    dates: list[re.Match[str]] = []
    for match in matches:
        is_inside = dates and match.start() < dates[-1].end()
        if not is_inside and not _is_clock(match, dates, text):
            dates.append(match)
    return dates


def _is_clock(match: re.Match[str], before: list[re.Match[str]], text: str) -> bool:
    """Whether «15.10» is an hour: it has no year, and a date that has one stands before, or a word that hours have."""
    clock = re.fullmatch(r"([01]?\d|2[0-3])\.([0-5]\d)", match[0])
    if not clock:
        return False
    after_word = re.search(r"(?i)(?:\bв|\bс|\bдо|\bк)\s$", text[: match.start()])
    dated = bool(before) and (bool(before[-1]["y"]) or "month" in before[-1].groupdict())
    return (bool(after_word) and bool(before)) or (dated and int(clock[2]) % 5 == 0)


def _days(text: str, years: YearOfList) -> Iterator[tuple[str, str]]:
    """First and last day of every date of a text as ISO texts; an impossible day makes the whole text no date."""
    matches = _dates(text)
    if not matches and years.month and (bare := re.fullmatch(rf"{_DAYS}(?:\s?\(?[а-я]{{2,11}}\.?\)?)?", text)):
        yield from _spans(bare["days"], years.month, years.year_of(years.month))
        return
    end, later = 0, _year(matches[-1]) if matches else 0
    spans: list[tuple[str, str]] = []
    for match in matches:
        month = _month(match.groupdict().get("month") or "") or int(match.groupdict().get("m") or 0)
        year = _year(match) or later or years.year_of(month)
        own = list(_spans(match["days"], month, year))
        joined = spans and re.fullmatch(_DASH, text[end : match.start()])
        if joined and own:
            spans[-1] = (spans[-1][0], own[0][1])
        else:
            spans += own
        end = match.end()
    yield from spans


def _spans(days: str, month: int, year: int) -> Iterator[tuple[str, str]]:
    numbers = list(map(int, re.findall(r"\d+", days)))
    dated = [_iso(year, month, number) for number in numbers]
    if not all(dated):
        return
    if re.search(_DASH, days):
        yield dated[0], dated[-1]
    else:
        yield from ((day, day) for day in dated)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _year(match: re.Match[str]) -> int:
    year = match["y"]
    return 0 if not year else int(year) + (2000 if len(year) == 2 else 0)


def _month(word: str) -> int:
    """The number of a month by its name in any case or shortened; 0 for no month."""
    plain = word.lower().rstrip(".")
    stems = [re.compile(stem) for stem in messages.MONTH_STEMS]
    whole = next((number for number, stem in enumerate(stems, 1) if stem.match(plain)), 0)
    shorts = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
    return whole or next((number for number, short in enumerate(shorts, 1) if plain and plain.startswith(short)), 0)
