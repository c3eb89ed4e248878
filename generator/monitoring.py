"""The figures of a period: true ones for the school, and what of them the public may see.

Page and CSV are made of the same `Showing`, so what is kept back in one is kept back in the other. A number stands on
the page only if no small one follows from it: a share goes with its total or not at all, a form of mentoring is told or
kept back with all its numbers, and rows that add up to something kept back are kept back too.
"""

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator import messages, statuses
from generator.catalogue import Catalogue, Entry, values_of
from generator.counts import SMALL, Hidden, suppressed
from generator.deadlines import SchoolYear
from generator.records import Contest, Document, Event, Monitoring, News, Partner, Practice, Roadmap
from generator.records.monitoring import Figures, FormFigures, Share
from generator.records.reading import read_record
from generator.records.record import day_of
from generator.records.roadmap import stage_code
from generator.source import Unreadable, read

CHART_PERIODS, LEAST_PERIODS, BIG_FIGURES = 5, 3, 4
NOTHING = Figures()
MADE_OF_FORMS = {"pupils": True, "young_teachers": False}
"""Shares that numbers by form may add up to; whether those are the forms in which pupils are mentored."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table as the public sees it; `percent` and the bar are there only if the number is."""

    caption: str
    value: str
    percent: int | None = None
    bar: int | None = None
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    caption: str
    rows: tuple[Row, ...]

    @property
    def goals(self) -> list[int]:
        """The goals its bars are measured by, each once."""
        return sorted({row.goal for row in self.rows if row.goal is not None})


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the line chart, in percent of its box; None where the number is not told."""

    year: str
    value: int | None
    told: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    said: str
    years: tuple[str, ...]
    pupils: tuple[Point, ...]
    teachers: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """Everything public about a period."""

    big: tuple[tuple[str, str], ...]
    """Caption and value of the big figures."""
    chart: Chart | None
    tables: tuple[Table, ...]
    kept_back: bool
    csv: str
    """Address of the same numbers as CSV."""


# --- what is true ----------------------------------------------------------------------------------


def true_figures(catalogue: Catalogue, entry: Entry) -> Figures:
    """The typed numbers, read again from the file: the catalogue has let go of them. Never to be shown as they are."""
    record = read_record(Monitoring, read(entry.path, entry.file), catalogue.vocabularies)
    if isinstance(record, list):
        raise Unreadable(record[0])
    return record.figures or NOTHING


def known(catalogue: Catalogue, entry: Entry) -> dict[str, int]:
    """What records say of the period, by the name of the figure. People are not counted here."""
    record = _record(entry)
    year = SchoolYear.parse(record.period)
    assert year is not None
    first, last = dt.date(year.first, 8, 1), record.date
    return (
        _practices(catalogue, first, last)
        | _news(catalogue, record.period, first, last)
        | _happened(catalogue, first, last)
        | _roadmap(catalogue, record)
        | _standing(catalogue)
    )


def _record(entry: Entry) -> Monitoring:
    assert isinstance(entry.record, Monitoring)
    return entry.record


def _counted(catalogue: Catalogue, name: str, vocabulary: str, codes: Mapping[str, int]) -> dict[str, int]:
    """`practices.level.school` … for every word of the vocabulary, zeros too."""
    return {f"{name}.{term.code}": codes.get(term.code, 0) for term in catalogue.vocabularies[vocabulary].terms}


def _practices(catalogue: Catalogue, first: dt.date, last: dt.date) -> dict[str, int]:
    found = [one.record for one in catalogue.of("practices") if isinstance(one.record, Practice)]
    shown = [one for one in found if (one.published or last) <= last]
    levels = Counter(one.level for one in shown if one.level)
    new = sum(one.published is not None and one.published >= first for one in shown)
    return {"practices": len(shown), "practices.new": new} | _counted(catalogue, "practices.level", "levels", levels)


def _news(catalogue: Catalogue, period: str, first: dt.date, last: dt.date) -> dict[str, int]:
    told = [
        one.record
        for one in catalogue.of("news")
        if isinstance(one.record, News) and one.record.is_public and first <= one.record.date <= last
    ]
    levels = Counter(level for one in told for level in one.levels)
    stages = Counter(stage for one in told for stage in one.stages)
    channels = sum(len(one.channels) for one in told)
    plan = _plan(catalogue, period)
    codes = [stage_code(stage, number) for number, stage in enumerate(plan[1].stages, 1)] if plan else []
    by_stage = {f"news.stage.{code}": stages[f"{plan[0]}/{code}"] for code in codes if plan}
    counts = {"news": len(told), "news.elsewhere": channels}
    return counts | _counted(catalogue, "news.level", "levels", levels) | by_stage


def _happened(catalogue: Catalogue, first: dt.date, last: dt.date) -> dict[str, int]:
    events = [
        one.record
        for one in catalogue.of("events")
        if isinstance(one.record, Event) and one.record.is_public and first <= day_of(one.record.start) <= last
    ]
    contests = [
        one.record
        for one in catalogue.of("contests")
        if isinstance(one.record, Contest) and any(first <= day.date <= last for day in one.record.dates)
    ]
    levels = Counter(one.level for one in contests)
    counts = {"events": len(events), "contests": len(contests)}
    return counts | _counted(catalogue, "contests.level", "levels", levels)


def _plan(catalogue: Catalogue, period: str) -> tuple[str, Roadmap] | None:
    """The plan of a school year with its id."""
    for one in catalogue.of("roadmap"):
        if isinstance(one.record, Roadmap) and one.record.school_year == period:
            return one.id, one.record
    return None


def _roadmap(catalogue: Catalogue, record: Monitoring) -> dict[str, int]:
    found = _plan(catalogue, record.period)
    if found is None:
        return {}
    plan = found[1]
    counts = statuses.plan(plan, record.date, catalogue.school).counts()
    told = {f"roadmap.{status}": counts.get(status, 0) for status in statuses.STATUSES}
    return told | {"roadmap.stages": len(plan.stages)}


def _standing(catalogue: Catalogue) -> dict[str, int]:
    """What is true on the day of the build: records do not say since when."""
    documents = [one.record for one in catalogue.of("documents") if isinstance(one.record, Document)]
    required = [one for one in documents if one.required]
    partners = [one for one in catalogue.of("partners") if isinstance(one.record, Partner)]
    states = Counter(getattr(one.record, "state", "") for one in catalogue.of("programmes"))
    return {
        "documents.required": len(required),
        "documents.present": sum(bool(one.file or one.url) for one in required),
        "partners": len(partners),
    } | _counted(catalogue, "programmes", "programme_states", states)


# --- what may be shown -----------------------------------------------------------------------------


def showing(catalogue: Catalogue, entry: Entry) -> Showing:
    """What the public may see of a period."""
    figures, facts, record = true_figures(catalogue, entry), known(catalogue, entry), _record(entry)
    newest = catalogue.of(Monitoring.kind)[0].id == entry.id
    tables = (
        _shares(figures, record),
        *_by_form(catalogue, figures),
        _satisfied(figures, record),
        _others(catalogue, figures),
        *(_mentors(catalogue) if newest else ()),
        _events_told(facts, newest),
        _plan_told(facts),
    )
    full = tuple(table for table in tables if table.rows)
    words = {row.value for table in full for row in table.rows}
    return Showing(
        big=tuple(_big(catalogue, figures, facts, newest))[:BIG_FIGURES],
        chart=_chart(catalogue, record),
        tables=full,
        kept_back=bool(words & {messages.FEW, messages.KEPT_BACK}),
        csv=csv_address(entry),
    )


def csv_address(entry: Entry) -> str:
    return f"{Monitoring.kind}/{entry.id}.csv"


def as_csv(shown: Showing) -> bytes:
    """The tables of a page for a spreadsheet: semicolons and a mark of UTF-8, as Excel expects in Russia."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(messages.FIGURES_HEAD)
    for table in shown.tables:
        for row in table.rows:
            rows.writerow((table.caption, row.caption, row.value, _cell(row.percent), _cell(row.goal)))
    return text.getvalue().encode("utf-8-sig")


def _cell(number: int | None) -> int | str:
    return "" if number is None else number


def _word(count: int) -> str:
    return messages.FEW if count in SMALL else messages.KEPT_BACK


def percent_of(figures: Figures, name: str) -> int | None:
    """The share `name` in percent if it, the rest and what it is made up of may be told."""
    share = _typed(figures, name)
    if share is None or not share.all or _is_hidden(share) or _made_of_few(figures, name):
        return None
    return round(100 * share.part / share.all)


def _typed(figures: Figures, name: str) -> Share | None:
    share: Share | None = getattr(figures, name)
    return share


def _made_of_few(figures: Figures, name: str) -> bool:
    """Whether the sum of the forms has to be kept back: the share may be that very sum."""
    if name not in MADE_OF_FORMS:
        return False
    rows = [row for row in figures.by_form if _for_pupils(row) == MADE_OF_FORMS[name]]
    return not _kept_with_few({row.form: row.mentored for row in rows})[1]


def _is_hidden(share: Share) -> bool:
    counts, whole = suppressed({"part": share.part, "rest": share.all - share.part})
    return any(isinstance(value, Hidden) for value in (*counts.values(), whole))


def _share(figures: Figures, name: str, goal: int | None = None) -> list[Row]:
    share, caption = _typed(figures, name), _caption(name)
    if share is None or not share.all:
        return []
    percent = percent_of(figures, name)
    if percent is None:
        return [Row(caption, _word(share.part))]
    return [Row(caption, messages.of_all(share.part, share.all), percent, percent, goal)]


def _caption(name: str) -> str:
    return Figures.model_fields[name].title or name


def _shares(figures: Figures, record: Monitoring) -> Table:
    goals = record.goals
    rows = (
        *_share(figures, "pupils", goals.pupils),
        *_share(figures, "young_teachers", goals.young_teachers),
        *_share(figures, "student_mentors"),
        *_share(figures, "retained"),
    )
    return Table("shares", messages.SHARES, rows)


def _satisfied(figures: Figures, record: Monitoring) -> Table:
    goal = record.goals.satisfied
    rows = (
        *_share(figures, "mentored_satisfied", goal),
        *_share(figures, "mentors_satisfied", goal),
    )
    return Table("satisfied", messages.SATISFIED, rows)


def _others(catalogue: Catalogue, figures: Figures) -> Table:
    rows = _share(figures, "trained")
    if rows and rows[0].percent is not None and catalogue.withheld["mentors"] in SMALL and figures.trained:
        # all mentors less those with a card would tell how few have none
        rows = [Row(rows[0].caption, str(figures.trained.part))]
    if figures.hours is not None:
        rows.append(Row(_caption("hours"), str(figures.hours)))
    if figures.waiting is not None:
        told = messages.FEW if figures.waiting in SMALL else str(figures.waiting)
        rows.append(Row(_caption("waiting"), told))
    return Table("others", messages.OTHER_FIGURES, tuple(rows))


def _working(row: FormFigures) -> int:
    return row.pairs + row.groups


def _for_pupils(row: FormFigures) -> bool:
    return str(row.form).endswith(("-student", "-school"))


def _kept_with_few(counts: Mapping[str, int]) -> tuple[set[str], bool]:
    """Names kept back for the sake of small counts, and whether their sum may be told.

    Stricter than `suppressed`: the sum stands elsewhere on the page, so the next smallest count always goes with a
    small one (going only when needed would tell a lot), and more follow while a small one has a single possible value.
    """
    few = [count for count in counts.values() if count in SMALL]
    large = sorted((count, name) for name, count in counts.items() if count and count not in SMALL)
    hidden = {name for name, count in counts.items() if count in SMALL}
    if not few:
        return set(), True
    for number, (_, name) in enumerate(large, 1):
        hidden.add(name)
        rest = sum(few) + sum(count for count, _ in large[:number])
        most = large[number][0] - 1 if number < len(large) else rest
        low = max(1, rest - 4 * (len(few) - 1) - most * number)
        high = min(4, rest - (len(few) - 1) - 5 * number)
        if low < high:
            return hidden, True
    whole = suppressed(counts)[1]
    return hidden, not large and not isinstance(whole, Hidden)


def hidden_forms(figures: Figures) -> set[str]:
    """Forms none of whose numbers may be told."""
    hidden: set[str] = set()
    for pupils, shares in ((True, ("pupils", "student_mentors")), (False, ("young_teachers",))):
        rows = [row for row in figures.by_form if _for_pupils(row) == pupils]
        if any(_typed(figures, name) and percent_of(figures, name) is None for name in shares):
            hidden |= {row.form for row in rows}  # their sum may be the very number that is kept back
        for counts in ({row.form: row.mentored for row in rows}, {row.form: _working(row) for row in rows}):
            kept, may_add_up = _kept_with_few(counts)
            hidden |= kept if may_add_up else {form for form, count in counts.items() if count}
    return hidden


def _by_form(catalogue: Catalogue, figures: Figures) -> tuple[Table, Table]:
    hidden = hidden_forms(figures)
    working = [(row.form, _working(row)) for row in figures.by_form if _working(row)]
    mentored = [(row.form, row.mentored) for row in figures.by_form if row.mentored]
    title = catalogue.vocabularies["forms"].title
    return (
        Table("working", messages.WORKING, _counts([(title(form), n, form in hidden) for form, n in working])),
        Table(
            "mentored", messages.MENTORED_BY_FORM, _counts([(title(form), n, form in hidden) for form, n in mentored])
        ),
    )


def _counts(rows: Sequence[tuple[str, int, bool]]) -> tuple[Row, ...]:
    """Rows with bars measured by the longest of those that are told; the flag keeps a number back."""
    most = max((count for _, count, hidden in rows if not hidden), default=0)
    return tuple(
        Row(_capital(caption), _word(count)) if hidden else Row(_capital(caption), str(count), None, _part(count, most))
        for caption, count, hidden in rows
    )


def _part(count: int, most: int) -> int:
    return round(100 * count / most) if most else 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _mentors(catalogue: Catalogue) -> tuple[Table, ...]:
    """Mentors by category, those without a card as a group of their own."""
    title = catalogue.vocabularies["mentor_categories"].title
    counts = Counter(code for one in catalogue.of("mentors") for code in values_of(one, "category"))
    named = {title(code): count for code, count in counts.most_common()}
    named |= {messages.WITHOUT_CARD: catalogue.withheld["mentors"]}
    shown, whole = suppressed({name: count for name, count in named.items() if count})
    every = isinstance(whole, Hidden)
    rows = [(name, named[name], every or isinstance(value, Hidden)) for name, value in shown.items()]
    return (Table("mentors", messages.MENTORS_BY, _counts(rows)),)


def _events_told(facts: Mapping[str, int], newest: bool) -> Table:
    rows = [
        Row(messages.PRACTICES_ALL, str(facts["practices"])),
        Row(messages.PRACTICES_NEW, str(facts["practices.new"])),
        Row(messages.EVENTS_HELD, str(facts["events"])),
        Row(messages.NEWS_TOLD, str(facts["news"])),
        Row(messages.CONTESTS_HELD, str(facts["contests"])),
    ]
    if newest:
        rows.append(Row(messages.PARTNERS_NOW, str(facts["partners"])))
    if newest and facts["documents.required"]:
        told = messages.of_all(facts["documents.present"], facts["documents.required"])
        part = _part(facts["documents.present"], facts["documents.required"])
        rows.append(Row(messages.DOCUMENTS_PRESENT, told, part, part))
    return Table("records", messages.RECORDS, tuple(rows))


def _plan_told(facts: Mapping[str, int]) -> Table:
    counts = [(title, facts.get(f"roadmap.{code}", 0), False) for code, title in messages.STATUS_TITLES.items()]
    return Table("plan", messages.ROADMAP_TABLE, _counts([row for row in counts if row[1]]))


def _big(catalogue: Catalogue, figures: Figures, facts: Mapping[str, int], newest: bool) -> list[tuple[str, str]]:
    """The big figures in the order of their weight, only those that may be told."""
    cards, without = len(catalogue.of("mentors")), catalogue.withheld["mentors"]
    found: list[tuple[str, str]] = []
    if newest and cards and cards not in SMALL:
        few = without in SMALL
        told = cards if few else cards + without
        found.append((messages.KPI_CARDS if few else messages.KPI_MENTORS, str(told)))
    working = sum(map(_working, figures.by_form))
    if working and not hidden_forms(figures):
        found.append((messages.KPI_WORKING, str(working)))
    percent = percent_of(figures, "pupils")
    if percent is not None:
        found.append((messages.KPI_PUPILS, f"{percent} %"))
    found.append((messages.KPI_PRACTICES, str(facts["practices"])))
    found.append((messages.KPI_EVENTS, str(facts["events"])))
    found.append((messages.KPI_NEWS, str(facts["news"])))
    return found if figures.hours is None else [*found, (messages.KPI_HOURS, str(figures.hours))]


# --- the line chart --------------------------------------------------------------------------------


def _chart(catalogue: Catalogue, record: Monitoring) -> Chart | None:
    """Shares over the periods up to this one; nothing while there are too few to make a line."""
    entries = [one for one in reversed(catalogue.of(Monitoring.kind)) if _record(one).date <= record.date]
    last = [(_record(one).period, true_figures(catalogue, one)) for one in entries[-CHART_PERIODS:]]
    if len(last) < LEAST_PERIODS:
        return None
    years = tuple(messages.short_year(period) for period, _ in last)
    pupils = _points(years, [figures for _, figures in last], "pupils")
    teachers = _points(years, [figures for _, figures in last], "young_teachers")
    if not any(point.value is not None for point in (*pupils, *teachers)):
        return None
    series = [
        messages.chart_series(name, [(point.year, point.told) for point in points])
        for name, points in ((messages.SAID_PUPILS, pupils), (messages.SAID_TEACHERS, teachers))
    ]
    return Chart(messages.chart_said(series), years, pupils, teachers)


def _points(years: Sequence[str], periods: Sequence[Figures], name: str) -> tuple[Point, ...]:
    step = 70.5 / (len(years) - 1)
    points = []
    for place, (year, figures) in enumerate(zip(years, periods, strict=True)):
        value, share = percent_of(figures, name), _typed(figures, name)
        told = f"{value} %" if value is not None else _word(share.part) if share else messages.KEPT_BACK
        points.append(Point(year, value, told, round(19 + place * step, 1), round(88 - 0.78 * (value or 0), 1)))
    return tuple(points)
