"""Figures of the bank as tables with bars and a line of growth, drawn at build time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nastavnik import messages
from nastavnik.bank.holdings import Bank
from nastavnik.bank.site import machines, open_data
from nastavnik.bank.site.bank_lists import Chosen, facet_title
from nastavnik.bank.site.card_index import Book
from nastavnik.bank.site.drawing import Leaf
from nastavnik.pages.shell import Crumb, Head

ADDRESS = "statistics/"
MOST_MONTHS = 24
FILES = (
    {"type": "CSV", "url": open_data.ADDRESS, "title": messages.PRACTICES_CSV},
    {"type": "JSON", "url": machines.CATALOGUE, "title": messages.CATALOGUE_JSON},
)
LEFT, RIGHT, TOP, BOTTOM = 9.0, 97.0, 10.0, 88.0  # of the picture, in percent


def page(book: Book, found: Sequence[Chosen]) -> Leaf:
    """How many practices the bank has, of what sort, and how it grew."""
    head = Head(
        ADDRESS,
        messages.BANK_STATISTICS,
        messages.STATISTICS_LEAD,
        section="statistics",
        crumbs=(Crumb(messages.BANK_STATISTICS),),
    )
    data: dict[str, Any] = {"tables": list(_tables(found, len(book))), "growth": growth(book), "total": len(book)}
    data |= {"lead": messages.STATISTICS_LEAD, "files": FILES}
    return Leaf(head, "region/statistics.html", "page", data)


def _tables(found: Sequence[Chosen], total: int) -> Iterator[dict[str, Any]]:
    names = dict.fromkeys(one.choice.name for one in found)
    for name in names:
        rows = [
            {
                "title": one.choice.title,
                "url": one.choice.url("practices"),
                "count": len(one.rows),
                "percent": round(100 * len(one.rows) / total),
            }
            for one in found
            if one.choice.name == name
        ]
        rows.sort(key=lambda row: -int(str(row["count"])))
        most = max(int(str(row["count"])) for row in rows)
        yield {
            "title": facet_title(name),
            "name": name,
            "rows": [row | {"bar": bar(row["count"], most)} for row in rows],
        }


def bar(count: Any, most: int) -> float:
    """The length of a bar in percent of the longest."""
    return round(100 * int(count) / most, 1) if most else 0


def growth(book: Book) -> dict[str, Any] | None:
    """The line of growth by month; None while there is but one month."""
    months = book.by_month()[-MOST_MONTHS:]
    if len(months) < 2:
        return None
    top = _round_up(months[-1][1])
    step = (RIGHT - LEFT) / (len(months) - 1)
    points = [
        {
            "x": round(LEFT + step * number, 2),
            "y": _y(count, top),
            "month": messages.month(first),
            "short": messages.short_month_of(first),
            "count": count,
        }
        for number, (first, count) in enumerate(months)
    ]
    every = -(-len(points) // 6)
    return {
        "points": points,
        "labelled": points[::-1][::every],
        "levels": [{"y": _y(level, top), "value": level} for level in (0, top // 2, top)],
        "said": messages.growth_said([(str(point["month"]), int(str(point["count"]))) for point in points]),
    }


def _y(count: int, top: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * count / top, 2)


def _round_up(count: int) -> int:
    """A round even number not less than the count."""
    step: int = 10 ** max(len(str(count)) - 1, 1)
    return -(-count // step) * step


def municipalities(bank: Bank, counts: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    """A row a municipality: its schools, its practices and the bar; white spots stay in the table."""
    members: dict[str, int] = {}
    for member in bank.members.values():
        members[member.place.code] = members.get(member.place.code, 0) + 1
    most = max((count for (name, _), count in counts.items() if name == "municipality"), default=0)
    return [
        {
            "place": place,
            "members": members.get(place.code, 0),
            "schools": messages.connected(members.get(place.code, 0), place.schools),
            "count": (count := counts.get(("municipality", place.code), 0)),
            "bar": bar(count, most),
        }
        for place in bank.places
    ]
