"""The id of an imported record: the chosen one, or the school year, or made of the file's name."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.heading import SCHOOL_YEAR, school_year_of
from nastavnik.importing.notes import Note

RECORD_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 60
YEARS = re.compile(r"20\d\d")
YEARS_IN_NAME = re.compile(r"(?<!\d)(20\d\d)\s*[-–—_/]\s*((?:20)?\d\d)(?![\d.-])")
RESERVED = {"by", "page"}  # addresses of listings
MONTH = re.compile("|".join(rf"(\b{month})" for month in messages.MONTH_STEMS), re.I)
DAY = re.compile(r"\b\d{1,2}\.(\d{1,2})\.$")
FIRST_MONTH = 8  # plans for a school year begin with the preparations of August


def record_id(chosen: str | None, record: dict[str, Any], file_name: str) -> tuple[str, list[Note]]:
    """The id and what to say about it. Raises `ImportFailed` for a chosen id that no address can have."""
    if chosen is not None:
        if not RECORD_ID.fullmatch(chosen) or chosen in RESERVED:
            raise ImportFailed(messages.quoted(chosen, messages.UNFIT_RECORD_ID))
        return chosen, _contradictions(chosen, record)
    if record.get("school_year"):
        return record["school_year"], []
    period = "-".join(re.findall(r"20\d\d", record.get("period", "")))
    if period:
        return period, []
    year, named = year_of_terms(_terms(record["stages"])), year_of_name(file_name)
    if year:
        return year, [] if named == year else [Note(messages.id_from_terms(year))]
    if named:
        return named, [Note(messages.id_from_file_year(named))]
    name = slug(file_name)
    return name, [Note(messages.id_from_file(name))]


def _contradictions(chosen: str, record: dict[str, Any]) -> list[Note]:
    """A chosen id of other years than those the document says its plan is for."""
    own = YEARS.findall(chosen)
    period = record.get("school_year") or record.get("period") or year_of_terms(_terms(record["stages"]))
    years = YEARS.findall(period)
    if not own or not years or set(own) <= set(map(str, range(int(min(years)), int(max(years)) + 1))):
        return []
    return [Note(messages.years_differ(period, chosen))]


def year_of_name(name: str) -> str:
    """The one school year in the name of a file («План 2026-27»); "" for none and for several."""
    years = {school_year_of(first, second[-2:]) for first, second in YEARS_IN_NAME.findall(name)} - {""}
    return years.pop() if len(years) == 1 else ""


def year_of_terms(terms: Iterable[str], least: int = 2) -> str:
    """The one school year («2023-2024») that all dates fall into; "" for none, several, fewer dates than `least`."""
    dates = [date for term in terms for date in _dates(term)]
    years = {"" if date is None else _school_year(*date) for date in dates}
    return years.pop() if len(years) == 1 and len(set(dates)) >= least else ""


def likely_year(stages: list[dict[str, Any]]) -> str:
    """The school year all terms of a plan fall into, be it one only; "" for none."""
    return year_of_terms(_terms(stages), 1)


def years_of(stages: list[dict[str, Any]]) -> list[int]:
    """Every year that a term speaks of, the first one first."""
    return sorted({int(year) for term in _terms(stages) for year in YEARS.findall(term)})


def slug(name: str) -> str:
    """«Дорожная карта (2).docx» → «dorozhnaya-karta-2»."""
    words = "-".join(re.findall(r"[a-z0-9]+", messages.in_latin_letters(name).replace("_", "")))[:LONGEST_ID].strip("-")
    return f"roadmap-{words}".strip("-") if not words or words in RESERVED else words


def _school_year(year: int, month: int) -> str:
    first = year if month >= FIRST_MONTH else year - 1
    return f"{first}-{first + 1}"


def _dates(term: str) -> Iterator[tuple[int, int] | None]:
    """(year, month) of every date of a phrase; None for a year that has no month."""
    start = 0
    for years in SCHOOL_YEAR.finditer(term):
        if school_year_of(years[1], years[2]):
            yield from ((int(years[1]), 9), (int(years[1]) + 1, 5))
            term = term.replace(years[0], " ")
    for year in re.finditer(r"(?<!\d)20\d\d(?!\d)", term):
        before, start = term[start : year.start()], year.end()
        day = DAY.search(before.rstrip())
        months = [int(day[1])] if day else [int(month.lastindex or 0) for month in MONTH.finditer(before)]
        yield from ((int(year[0]), month) for month in months)
        if not months:
            yield None


def _terms(items: list[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        term = item.get("term", [])
        yield from [term] if isinstance(term, str) else term
        yield from _terms(item.get("items", []))
