"""Figures of the bank to print and to send: headline figures, findings, a line of growth, tables with bars, a CSV."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from nastavnik import messages
from nastavnik.bank.holdings import Bank
from nastavnik.bank.site import machines
from nastavnik.bank.site.card_index import CardIndex, Rows
from nastavnik.bank.site.contexts import (
    FacetRow,
    FacetTable,
    GrowthLine,
    MonthPoint,
    MunicipalityRow,
    StatisticsContext,
)
from nastavnik.bank.site.findings import Reckoning, findings, headline_figures
from nastavnik.bank.site.practice_lists import TITLES
from nastavnik.bank.site.rendering import Leaf
from nastavnik.pages.shell import Crumb, Head
from nastavnik.records import Practice
from nastavnik.text.csv_rows import csv_rows
from nastavnik.views.charts import Scale, bar, longest
from nastavnik.views.lists import Choice
from nastavnik.views.monitoring.figures import percent

ADDRESS, TABLE = "statistics/", "api/v1/statistics.csv"
MOST_MONTHS, MOST_LABELS, OPEN_TABLES = 24, 6, 3
FILES = (
    {"type": "CSV", "url": TABLE, "title": messages.STATISTICS_CSV},
    {"type": "CSV", "url": machines.TABLE, "title": messages.PRACTICES_CSV},
    {"type": "JSON", "url": machines.CATALOGUE, "title": messages.CATALOGUE_JSON},
)
SCALE = Scale(left=9, right=97, top=10, bottom=88, digits=2)


def page(bank: Bank, cards: CardIndex, narrowed: Mapping[Choice, Rows]) -> Leaf:
    """How many practices the bank has beside a year ago, what follows from that, of what sort they are."""
    title, lead = messages.BANK_STATISTICS, messages.STATISTICS_LEAD
    reckoned = Reckoning(bank, cards, narrowed)
    tables = _tables(narrowed, len(cards))
    data: StatisticsContext = {
        "figures": tuple(headline_figures(reckoned)),
        "findings": findings(reckoned),
        "first_day": None if reckoned.comparable else reckoned.first_day,
        "tables": _side_by_side(tables[:OPEN_TABLES]),
        "folded": tables[OPEN_TABLES:],
        "growth": growth(cards),
        "total": len(cards),
        "lead": lead,
        "today": bank.today,
        "csv": TABLE,
        "files": FILES,
    }
    head = Head(ADDRESS, title, lead, section="statistics", crumbs=(Crumb(title),))
    return Leaf(head, "region/statistics.html", "page", data)


def open_table(bank: Bank, cards: CardIndex, narrowed: Mapping[Choice, Rows]) -> tuple[str, bytes]:
    """`/api/v1/statistics.csv`: the page's figures for a spreadsheet, shares in whole percent."""
    big = ((figure.caption, figure.value, figure.note) for figure in headline_figures(Reckoning(bank, cards, narrowed)))
    rows: list[Iterable[object]] = [messages.STATISTICS_HEAD]
    rows += [(messages.BANK_STATISTICS, caption, value, "", note) for caption, value, note in big]
    rows += [
        (table.title, row.title, row.count, row.percent, "")
        for table in _tables(narrowed, len(cards))
        for row in table.rows
    ]
    return TABLE, csv_rows(rows).encode("utf-8-sig")


def _tables(narrowed: Mapping[Choice, Rows], total: int) -> Sequence[FacetTable]:
    return [_table(name, narrowed, total) for name in dict.fromkeys(choice.name for choice in narrowed)]


def _side_by_side(tables: Sequence[FacetTable]) -> Sequence[FacetTable]:
    """The tables as two columns of nearly one height take them: the first, then the longest of the rest last."""
    return [*tables[:1], *sorted(tables[1:], key=lambda table: len(table.rows))]


def _table(name: str, narrowed: Mapping[Choice, Rows], total: int) -> FacetTable:
    """The values of a facet, the most frequent first."""
    counts = {choice: len(rows) for choice, rows in narrowed.items() if choice.name == name}
    most = longest(counts.values())
    rows = [
        FacetRow(_written(choice), choice.url(Practice.kind), count, percent(count, total), bar(count, most))
        for choice, count in sorted(counts.items(), key=lambda row: -row[1])
    ]
    return FacetTable(name, TITLES[name], rows)


def _written(choice: Choice) -> str:
    """A value as a table begins with it; «г. Новоозёрск» stays as it is."""
    return choice.title if choice.name == "municipality" else messages.capital(choice.title)


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
    schools = Counter(member.place.code for member in bank.members.values())
    rows = [(place, schools[place.code], practices.get(place.code, 0)) for place in bank.places]
    most = longest(count for *_, count in rows)
    return [
        MunicipalityRow(place, members, messages.connected(members, place.schools), count, bar(count, most))
        for place, members, count in rows
    ]
