"""Every page and list that names days ahead leads to a file of the calendar, and the file is there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.building.site import outputs
from tests.conftest import ROADMAP, Files, md, yml
from tests.feeds.reading import prepared

EVENT = {"title": "Круглый стол", "start": "2026-11-27 16:30", "event_type": "круглый стол"}
CONTEST = {"title": "Наставник года", "level": "школьный", "dates": [{"date": "2026-12-01", "title": "итоги"}]}
FILES: Files = {
    "events/stol.md": md(EVENT),
    "events/past.md": md(EVENT, start="2026-11-02"),
    "contests/goda.yml": yml(CONTEST),
    "roadmap/2026-2027.yml": yml(ROADMAP, stages=[{"number": "1", "title": "Отбор", "term": "до 25.11.2026"}]),
}
FILE = re.compile(r'href="([^"]*\.ics)"')


@pytest.fixture
def site(school: Callable[[Files], Path]) -> dict[str, bytes]:
    return dict(outputs(prepared(school(FILES))))


@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("events/stol/", ["../stol.ics"]),
        ("contests/goda/", ["../goda.ics"]),
        ("events/past/", []),
        ("events/", ["stol.ics", "../calendar.ics"]),
        ("roadmap/", ["../plan.ics"]),
        ("", ["events/stol.ics", "calendar.ics"]),
    ],
)
def test_page_offers_its_file(page: str, files: list[str], site: dict[str, bytes]) -> None:
    html = site[f"{page}index.html"].decode().partition("<main")[2].partition("</main")[0]

    found = [one for one in FILE.findall(html) if not one.startswith("webcal:")]

    assert found == files
    for one in found:
        path = Path("/", page, one).as_posix()
        assert str(Path(path).resolve()).lstrip("/") in site


@pytest.mark.parametrize(("page", "calendar"), [("", "calendar"), ("roadmap/", "plan"), ("events/", "calendar")])
def test_whole_calendar_can_be_subscribed_to(page: str, calendar: str, site: dict[str, bytes]) -> None:
    address = f"webcal://school5.example/nastavnichestvo/{calendar}.ics"

    assert f'href="{address}"' in site[f"{page}index.html"].decode()
