"""Tables of a period as the public sees them: rows with a value in words, a bar and a goal.

People first: shares with goals, forms of mentoring, answers, training, mentors. Then what was done and told: the plan,
programmes, practices, events, contests, publications.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from nastavnik import messages
from nastavnik.records import Mentor, Monitoring
from nastavnik.records.monitoring import Figures, Share
from nastavnik.school.catalogue import Catalogue, values_of
from nastavnik.views import charts
from nastavnik.views.counts import SMALL, told_level
from nastavnik.views.monitoring.figures import (
    ALONE,
    count_told,
    forms_left_out,
    hidden_forms,
    percent,
    percent_of,
    sides,
    survey_told,
    told_by_word,
    typed_count,
    typed_share,
    working,
)
from nastavnik.views.monitoring.tallies import WORDS_OF, plan_of, span
from nastavnik.views.programmes import levels_reached

FactCounts = Mapping[str, int]
"""Counts by the name of the figure, as `facts.known` gives them."""
WORK = (
    ("practices.form", messages.PRACTICES_BY_FORM),
    ("practices.level", messages.PRACTICES_BY_LEVEL),
    ("events.type", messages.EVENTS_BY_TYPE),
    ("contests.level", messages.CONTESTS_BY_LEVEL),
    ("prizes.level", messages.PRIZES_BY_LEVEL),
)
"""Tables of counts by the words of a vocabulary: the name of the figure, the caption."""
DONE = (
    (messages.PRACTICES_NEW, "practices.new"),
    (messages.EVENTS_HELD, "events"),
    (messages.NEWS_TOLD, "news"),
    (messages.NEWS_ELSEWHERE, "news.elsewhere"),
    (messages.CONTESTS_HELD, "contests"),
    (messages.PRIZES_WON, "prizes"),
)
"""What the days of a period brought."""
STANDING = ((messages.PRACTICES_ALL, "practices"),)
STANDING_NOW = (*STANDING, (messages.PARTNERS_NOW, "partners"))
"""What there was at the end of a period; at the end of the newest one partners as well."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of a table; `percent`, `bar` and `goal` are percents of the width, there only if the number is told."""

    caption: str
    value: str
    percent: int | None = None
    bar: int | None = None
    goal: int | None = None
    share: Share | None = None
    """The two numbers of a share that is told; None in any other row."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a caption; `id` tells tables of a page apart."""

    id: str
    caption: str
    rows: tuple[FigureRow, ...]
    across: bool = False
    """Its captions are long: it takes the whole width."""

    @property
    def goals(self) -> list[int]:
        """The goals its bars are measured by, each once."""
        return sorted({row.goal for row in self.rows if row.goal is not None})


def people_tables(
    catalogue: Catalogue, figures: Figures, record: Monitoring, newest: bool, held: frozenset[str]
) -> Iterator[Table]:
    """Tables of the typed numbers without those `held`; mentors are those of today: only the newest period has them."""
    goals = record.goals
    shares = {"pupils": goals.pupils, "young_teachers": goals.young_teachers, "student_mentors": None, "retained": None}
    yield Table("shares", messages.SHARES, _worded(_shares(figures, shares, held), catalogue.school.wording))
    yield from _by_form(catalogue, figures, held)
    satisfied = dict.fromkeys(("mentored_satisfied", "mentors_satisfied"), goals.satisfied)
    yield Table("satisfied", messages.SATISFIED, _shares(figures, satisfied, held))
    yield Table("survey", messages.SURVEY, tuple(_survey(figures, held)), across=True)
    yield _others(figures, held)
    if newest:
        yield from _mentors(catalogue)


def work_tables(catalogue: Catalogue, facts: FactCounts, record: Monitoring, newest: bool) -> Iterator[Table]:
    """What the school did; programmes, partners and documents are those of today: only the newest period has them."""
    yield Table("records", messages.within(*span(record)), _numbers(facts, DONE))
    yield _standing(facts, newest)
    plan = ((title, facts.get(f"roadmap.{code}", 0)) for code, title in messages.STATUS_TITLES.items())
    yield Table("plan", messages.ROADMAP_TABLE, _open_rows(row for row in plan if row[1]))
    if newest:
        yield _named(catalogue, facts, "programmes", messages.PROGRAMMES_TABLE)
        yield _levels(catalogue)
    for name, caption in WORK:
        yield _named(catalogue, facts, name, caption)


def coverage_tables(
    catalogue: Catalogue, facts: FactCounts, channels: Counter[str], record: Monitoring
) -> Iterator[Table]:
    """How it was told of: publications by level, channel and stage."""
    yield _named(catalogue, facts, "news.level", messages.NEWS_BY_LEVEL)
    own = {messages.OWN_SITE: messages.site_of(catalogue.school.wording)}
    named = [(own.get(name, name), count) for name, count in channels.items()]
    by_channel = sorted(named, key=lambda pair: (-pair[1], pair[0]))
    yield Table("news.channel", messages.NEWS_BY_CHANNEL, _open_rows(by_channel))
    plan = plan_of(catalogue, record.period)
    if plan and facts["news"]:
        titles = [messages.one_line(stage.title) for stage in plan.record.stages]
        counts = [facts[f"news.stage.{code}"] for code in plan.record.codes]
        yield Table("news.stage", messages.NEWS_BY_STAGE, _open_rows(zip(titles, counts, strict=True)), across=True)


def word_for(count: int) -> str:
    """What stands instead of a number that is not told."""
    return messages.FEW if count in SMALL else messages.KEPT_BACK


def _shares(figures: Figures, goals: Mapping[str, int | None], held: frozenset[str]) -> tuple[FigureRow, ...]:
    """The shares of these names, each with its goal in percent: as numbers, by a word, or not at all."""
    rows = []
    for name, goal in goals.items():
        share, whole = typed_share(figures, name), percent_of(figures, name, held)
        if share and whole is not None:
            of_all = messages.of_all(share.part, share.all)
            rows.append(FigureRow(_caption(name), of_all, whole, whole, goal, share))
        elif share and told_by_word(share):
            rows.append(FigureRow(_caption(name), word_for(share.part)))
    return tuple(rows)


def _worded(rows: Iterable[FigureRow], wording: messages.Wording) -> tuple[FigureRow, ...]:
    """Rows whose captions name those whom the organisation teaches in its own words."""
    named = {"pupils": messages.taking_part(wording), "student_mentors": messages.young_mentors(wording)}
    captions = {_caption(name): caption for name, caption in named.items()}
    return tuple(replace(row, caption=captions.get(row.caption, row.caption)) for row in rows)


def _caption(name: str) -> str:
    return Figures.model_fields[name].title or name


def _survey(figures: Figures, held: frozenset[str]) -> Iterator[FigureRow]:
    """Answers to each question on entry and on exit, a line each."""
    for row in figures.survey:
        is_told = survey_told(row, held)
        for name, share in sides(row).items():
            caption = messages.survey_caption(row.title, name.rpartition(".")[2])
            if is_told:
                of_all, whole = messages.of_all(share.part, share.all), percent(share.part, share.all)
                yield FigureRow(caption, of_all, whole, whole)
            elif told_by_word(share):
                yield FigureRow(caption, word_for(share.part))


def _others(figures: Figures, held: frozenset[str]) -> Table:
    rows = [*_shares(figures, {"trained": None}, held)]
    if figures.hours is not None:
        rows.append(FigureRow(_caption("hours"), messages.number(figures.hours)))
    for name in ALONE:
        count = typed_count(figures, name)
        if count is not None:
            shown = messages.number(count) if count_told(figures, name, held) else word_for(count)
            rows.append(FigureRow(_caption(name), shown))
    return Table("others", messages.OTHER_FIGURES, tuple(rows))


def _by_form(catalogue: Catalogue, figures: Figures, held: frozenset[str]) -> Iterator[Table]:
    hidden, title = hidden_forms(figures, held), catalogue.vocabularies["forms"].title
    left_out = forms_left_out(figures)
    rows = [row for row in figures.by_form if row.form not in left_out]
    for id, caption, counts in (
        ("working", messages.WORKING, [working(row) for row in rows]),
        ("mentored", messages.MENTORED_BY_FORM, [row.mentored for row in rows]),
    ):
        listed = [(row.form, count) for row, count in zip(rows, counts, strict=True) if count]
        yield Table(id, caption, _rows((title(form), count, form in hidden) for form, count in listed))


def _mentors(catalogue: Catalogue) -> Iterator[Table]:
    """Mentors by category with those without a card, who have no category here; cards by form."""
    without = catalogue.withheld[Mentor.kind]
    categories = _cards(catalogue, "category", "mentor_categories")
    everybody = [*categories, (messages.WITHOUT_CARD, without)] if without else categories
    yield Table("mentors", messages.MENTORS_BY, _open_rows(everybody))
    yield Table("cards", messages.CARDS_BY_FORM, _open_rows(_cards(catalogue, "forms", "forms")))


def _cards(catalogue: Catalogue, facet: str, vocabulary: str) -> list[tuple[str, int]]:
    """How many cards of mentors have each code of a field, by its title, the most first."""
    counts = Counter(code for entry in catalogue.of(Mentor) for code in values_of(entry, facet))
    return [(catalogue.vocabularies[vocabulary].title(code), count) for code, count in counts.most_common()]


def _named(catalogue: Catalogue, facts: FactCounts, name: str, caption: str) -> Table:
    """Counts by the words of a vocabulary, without those that nothing has."""
    rows = [(term.title, facts.get(f"{name}.{term.code}", 0)) for term in catalogue.vocabularies[WORDS_OF[name]].terms]
    return Table(name, caption, _open_rows(row for row in rows if row[1]))


def _numbers(facts: FactCounts, named: Iterable[tuple[str, str]]) -> tuple[FigureRow, ...]:
    """Rows of those counts that are known, as (caption, name of the figure)."""
    return tuple(FigureRow(caption, messages.number(facts[name])) for caption, name in named if name in facts)


def _standing(facts: FactCounts, newest: bool) -> Table:
    """What has been gathered by the end of the period, whenever it came."""
    present, required = facts["documents.present"], facts["documents.required"]
    rows = _numbers(facts, STANDING_NOW if newest else STANDING)
    if newest and required:
        part = _part_of(present, required)
        rows += (FigureRow(messages.DOCUMENTS_PRESENT, messages.of_all(present, required), part, part),)
    return Table("standing", messages.RECORDS_STANDING, rows)


def _levels(catalogue: Catalogue) -> Table:
    """As the page of programmes tells them, word for word."""
    levels, _ = levels_reached(catalogue)
    rows = tuple(FigureRow(messages.capital(title), told_level(count)) for title, count in levels)
    return Table("levels", messages.LEVELS_TABLE, rows)


def _open_rows(rows: Iterable[tuple[str, int]]) -> tuple[FigureRow, ...]:
    """Rows of (caption, number) that anybody may count, so that none is held back."""
    return _rows((caption, count, False) for caption, count in rows)


def _rows(rows: Iterable[tuple[str, int, bool]]) -> tuple[FigureRow, ...]:
    """Rows with bars by the longest of those that are told, if a picture says more; the flag keeps a number back."""
    listed = list(rows)
    most = charts.longest(count for _, count, hidden in listed if not hidden)
    return tuple(
        FigureRow(messages.capital(caption), word_for(count))
        if hidden
        else FigureRow(messages.capital(caption), messages.number(count), None, _part_of(count, most) if most else None)
        for caption, count, hidden in listed
    )


def _part_of(count: int, whole: int) -> int:
    return round(100 * count / whole) if whole else 0
