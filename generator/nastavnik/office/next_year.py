"""The next roadmap out of the current one, by editing its text: words and order stay, days and results do not.

Terms that come back by themselves (recurring, continuous, conditional) are carried; a term with a day stays as a
remark for whoever writes the new one. What the plan was approved by and what proves it is the old plan's.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from nastavnik import messages
from nastavnik.deadlines import SchoolYear, understand
from nastavnik.errors import ContentUnreadable, EditRefused
from nastavnik.records import Roadmap
from nastavnik.school.cabinet import Cabinet
from nastavnik.school.catalogue import record_files
from nastavnik.text.editing import Edit, Written, edited, newline, open_written, put, scalars, without, written_as
from nastavnik.text.source import Keys, Plain

OF_THE_OLD_PLAN = (("approved", True), ("document", True), ("period", True), ("results", False), ("aliases", False))
OF_WHAT_WAS_DONE = ("done", "postponed", "evidence")
WORDING = ("title", "stages")
COMES_BACK = {"recurring", "continuous", "conditional"}
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a year writes: the new roadmap, the passport, and what is left to a person."""

    plan: Written
    old_id: str
    passport: Written
    notes: tuple[str, ...]


def open_year(cabinet: Cabinet, year: SchoolYear) -> Opened:
    """Prepare the year; nothing is written yet. Raises `EditRefused` or `ContentUnreadable` with a sentence."""
    current = SchoolYear.parse(cabinet.school.current_year)
    if current is None or year <= current:
        raise EditRefused(messages.year_not_ahead(year.title, cabinet.school.current_year))
    current_plan = cabinet.current_plan()
    if current_plan is None:
        raise ContentUnreadable(messages.NO_PLAN_TO_CONTINUE)
    source = current_plan.file
    target = source.path.with_name(f"{year.title}.yml")
    for file in record_files(cabinet.content):
        if file.cls is Roadmap and file.id == year.title:
            raise EditRefused(messages.already_there(file.name))
    name = target.relative_to(cabinet.content.parent).as_posix()
    old = SchoolYear.parse(current_plan.record.school_year or current_plan.id) or current
    before = written_as(target, open_written(source.path, source.name).raw, name)
    dropped = list(_dated(before.source.data, cabinet, old))
    plan, moved = _moved(_emptied(before, dropped), source.path.name, old, year)
    notes = (*_terms_left(plan, before.source.data, dropped), *_years_left(plan, moved))
    return Opened(plan, source.path.name, _passport(cabinet, year), notes)


def _steps(data: Plain, keys: Keys = ("stages",)) -> Iterator[tuple[Keys, dict[str, Plain]]]:
    """Every stage and item with its place; a single one may stand without a list."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _steps(item, (*keys, index))
    elif isinstance(data, dict):
        yield keys, data
        yield from _steps(data.get("items", []), (*keys, "items"))


def _dated(data: dict[str, Plain], cabinet: Cabinet, year: SchoolYear) -> Iterator[tuple[Keys, str]]:
    """Terms that are not carried, with their phrases."""
    for keys, step in _steps(data.get("stages", [])):
        phrase = _phrase(step.get("term"))
        if phrase and not _comes_back(phrase, year, cabinet.school.end_of_year()):
            yield (*keys, "term"), phrase


def _phrase(term: Plain | None) -> str:
    text = term.get("text", "") if isinstance(term, dict) else term or ""
    return "\n".join(map(str, text)) if isinstance(text, list) else str(text)


def _comes_back(phrase: str, year: SchoolYear, year_end: tuple[int, int]) -> bool:
    """Whether the phrase is as true next year; «в течение учебного года» is, «2026-2027 гг.» is not."""
    kind = understand(phrase, school_year=year, year_end=year_end).kind
    if kind in COMES_BACK:
        return not _YEAR.search(phrase)
    return kind in {"school-year", "unknown"} and not re.search(r"\d", phrase)


def _emptied(plan: Written, dropped: list[tuple[Keys, str]]) -> Written:
    data = plan.source.data
    fields: list[tuple[Keys, bool]] = [((name,), remark) for name, remark in OF_THE_OLD_PLAN if name in data]
    fields += [(keys, True) for keys, _ in dropped]
    for keys, step in _steps(data.get("stages", [])):
        fields += [((*keys, name), False) for name in OF_WHAT_WAS_DONE if name in step]
        term = step.get("term")
        if isinstance(term, dict) and not any(keys == gone[:-1] for gone, _ in dropped):
            fields += [((*keys, "term", name), False) for name in ("start", "end") if name in term]
    return without(plan, fields)


def _moved(plan: Written, old_file: str, old: SchoolYear, new: SchoolYear) -> tuple[Written, set[Keys]]:
    """The plan of the new year under its heading, and the wording where «2026-2027» or «2026/27» became its years."""
    span = re.compile(rf"(?<!\d){old.first}( ?[-–—/] ?)({old.first + 1}|{(old.first + 1) % 100:02})(?!\d)")

    def later(years: re.Match[str]) -> str:
        last = new.first + 1
        return f"{new.first}{years[1]}{last if len(years[2]) == 4 else f'{last % 100:02}'}"

    mentions = [
        (keys, Edit(start + years.start(), start + years.end(), later(years)))
        for keys, start, end in _wording(plan)
        for years in span.finditer(plan.text[start:end])
    ]
    head = Edit(0, 0, messages.new_year_head(old_file) + newline(plan.text))
    edits = [head, put(plan, ("school_year",), new.title), *(edit for _, edit in mentions)]
    data = plan.source.data
    wording = {name: _replaced(data[name], partial(span.sub, later)) for name in WORDING if name in data}
    expected = data | wording | {"school_year": new.title}
    return _changed(plan, edits, expected), {keys for keys, _ in mentions}


def _wording(plan: Written) -> Iterator[tuple[Keys, int, int]]:
    """Every text of the plan's wording, with its keys and its first and last place."""
    return ((keys, start, end) for keys, start, end in scalars(plan) if keys[0] in WORDING)


def _replaced(value: Plain, change: Callable[[str], str]) -> Plain:
    if isinstance(value, list):
        return [_replaced(item, change) for item in value]
    if isinstance(value, dict):
        return {name: _replaced(item, change) for name, item in value.items()}
    return change(str(value))


def _changed(plan: Written, edits: list[Edit], expected: dict[str, Plain]) -> Written:
    return written_as(plan.path, edited(plan, edits, expected), plan.source.file)


def _passport(cabinet: Cabinet, year: SchoolYear) -> Written:
    passport = open_written(cabinet.passport.file.path, cabinet.passport.file.name)
    expected = passport.source.data | {"current_year": year.title}
    return _changed(passport, [put(passport, ("current_year",), year.title)], expected)


# --- what is left to a person


def _terms_left(plan: Written, before: dict[str, Plain], dropped: list[tuple[Keys, str]]) -> Iterator[str]:
    steps = dict(_steps(plan.source.data.get("stages", [])))
    for name, remark in OF_THE_OLD_PLAN:
        if remark and name in before:
            yield messages.field_taken_out(plan.source.file, f"{name} ({Roadmap.model_fields[name].title})")
    for keys, phrase in dropped:
        step = steps[keys[:-1]]
        name = "title" if "title" in step else "text"
        place = plan.source.place((*keys[:-1], name))
        title = messages.shortened(str(step.get(name, "")), 80)
        yield messages.term_to_write(str(place), title, messages.one_line(phrase))


def _years_left(plan: Written, moved: set[Keys]) -> Iterator[str]:
    """Wording in which a year stands."""
    for keys, start, end in _wording(plan):
        if _YEAR.search(plan.text[start:end]):
            text = messages.shortened(re.sub(r"^[|>][+-]?\s", "", plan.text[start:end]), 80)
            what = messages.YEAR_MOVED if keys in moved else messages.LOOK_AT_YEAR
            yield messages.labelled(plan.source.place(keys), what, text)
