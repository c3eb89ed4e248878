"""Figures of the bank as tables with bars and a line of growth, drawn at build time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from nastavnik import messages
from nastavnik.bank.holdings import Bank
from nastavnik.bank.site import machines, open_data
from nastavnik.bank.site.card_index import CardIndex, Rows
from nastavnik.bank.site.contexts import (
    FacetRow,
    FacetTable,
    GrowthLine,
    MonthPoint,
    MunicipalityRow,
    StatisticsContext,
)
from nastavnik.bank.site.practice_lists import TITLES
from nastavnik.bank.site.rendering import Leaf
from nastavnik.pages.shell import Crumb, Head
from nastavnik.records import Practice
from nastavnik.views.charts import Scale, bar
from nastavnik.views.lists import Choice

ADDRESS = "statistics/"
MOST_MONTHS, MOST_LABELS = 24, 6
FILES = (
    {"type": "CSV", "url": open_data.ADDRESS, "title": messages.PRACTICES_CSV},
    {"type": "JSON", "url": machines.CATALOGUE, "title": messages.CATALOGUE_JSON},
)
SCALE = Scale(left=9, right=97, top=10, bottom=88, digits=2)


def page(cards: CardIndex, narrowed: Mapping[Choice, Rows]) -> Leaf:
    """How many practices the bank has, of what sort, and how it grew."""
    title, lead = messages.BANK_STATISTICS, messages.STATISTICS_LEAD
    data: StatisticsContext = {
        "tables": [_table(name, narrowed, len(cards)) for name in dict.fromkeys(choice.name for choice in narrowed)],
        "growth": growth(cards),
        "total": len(cards),
        "lead": lead,
        "files": FILES,
    }
    head = Head(ADDRESS, title, lead, section="statistics", crumbs=(Crumb(title),))
    return Leaf(head, "region/statistics.html", "page", data)


def _table(name: str, narrowed: Mapping[Choice, Rows], total: int) -> FacetTable:
    """The values of a facet, the most frequent first."""
    counts = {choice: len(rows) for choice, rows in narrowed.items() if choice.name == name}
    most = max(counts.values())
    rows = [
        FacetRow(choice.title, choice.url(Practice.kind), count, round(100 * count / total), bar(count, most))
        for choice, count in sorted(counts.items(), key=lambda row: -row[1])
    ]
    return FacetTable(name, TITLES[name], rows)


def growth(cards: CardIndex) -> GrowthLine | None:
    """The line of growth by month; None while there is but one month."""
    months = cards.by_month()[-MOST_MONTHS:]
    if len(months) < 2:
        return None
    top = _round_up(months[-1][1])
    points = [
        MonthPoint(
            SCALE.x(place, len(months)),
            SCALE.y(count, top),
            messages.month(first),
            messages.short_month_of(first),
            count,
        )
        for place, (first, count) in enumerate(months)
    ]
    return GrowthLine(
        points,
        labelled=points[::-1][:: -(-len(points) // MOST_LABELS)],
        levels=[(SCALE.y(level, top), level) for level in (0, top // 2, top)],
        said=messages.growth_said([(point.month, point.count) for point in points]),
    )


def _round_up(count: int) -> int:
    """A round even number not less than the count."""
    step: int = 10 ** max(len(str(count)) - 1, 1)
    return -(-count // step) * step


def municipalities(bank: Bank, counts: Mapping[Choice, int]) -> Sequence[MunicipalityRow]:
    """A row a municipality: its schools, its practices and the bar; white spots stay in the table."""
    practices = {choice.code: count for choice, count in counts.items() if choice.name == "municipality"}
    most = max(practices.values(), default=0)
    return list(_rows(bank, practices, most))


def _rows(bank: Bank, practices: Mapping[str, int], most: int) -> Iterator[MunicipalityRow]:
    schools = Counter(member.place.code for member in bank.members.values())
    for place in bank.places:
        members, count = schools[place.code], practices.get(place.code, 0)
        yield MunicipalityRow(place, members, messages.connected(members, place.schools), count, bar(count, most))
