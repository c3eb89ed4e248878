"""One file by itself: what is found of it, and how long that holds."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nastavnik.records import KINDS
from nastavnik.school.catalogue import RecordFile
from nastavnik.school.loading import load
from nastavnik.school.scanning import Rules, scan
from nastavnik.school.scans import Scanned
from tests.conftest import CONSENT, MENTOR, PRACTICE, TODAY, Files, md, yml

DAYS = st.dates(dt.date(2026, 8, 28), dt.date(2026, 9, 4))


def scanned(file: Path, today: dt.date = TODAY) -> Scanned:
    name = f"content/{file.parent.name}/{file.name}"
    return scan(RecordFile(KINDS[file.parent.name], str(file), name), Rules(today))


def consent(begins: dt.date, until: dt.date | None, withdrawn: dt.date | None) -> dict[str, object]:
    dates = {"date": begins, "until": until, "withdrawn": withdrawn}
    return CONSENT | {name: day.isoformat() if day else None for name, day in dates.items()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(one=st.tuples(DAYS, DAYS | st.none(), DAYS | st.none()), two=st.tuples(DAYS, DAYS | st.none(), st.none()))
def test_between_the_turns_of_consents_a_scan_is_the_same_every_day(tmp_path: Path, one: tuple, two: tuple) -> None:  # type: ignore[type-arg]
    file = tmp_path / "practices" / "p.md"
    file.parent.mkdir(exist_ok=True)
    names = {"А Б": one, "В Г": two}
    people = [{"name": name, "post": "Учитель", "consent": consent(*days)} for name, days in names.items()]
    file.write_text(md(PRACTICE, authors=people), encoding="utf-8")
    days = [dt.date(2026, 8, 26) + dt.timedelta(days=number) for number in range(12)]
    found = {day: scanned(file, day) for day in days}

    for day, (said, _) in found.items():
        assert said.holds_on(day)
        same = {other for other in days if found[other] == found[day]}
        assert {other for other in days if said.holds_on(other)} == same


def test_what_is_kept_says_nothing_private(tmp_path: Path) -> None:
    file = tmp_path / "mentors" / "berezkina.yml"
    file.parent.mkdir()
    expired = CONSENT | {"until": "2026-10-01", "number": "согласие-77"}
    file.write_text(yml(MENTOR, consent=expired, about="Живёт у реки."), encoding="utf-8")
    found, packed = scanned(file)

    assert packed and found.facts and not found.facts.identified
    kept = b"".join(packed) + repr(found).encode()
    assert not [word for word in ("Берёзкина", "у реки", "согласие-77", "Учитель") if word.encode() in kept]


@pytest.mark.parametrize("name", ["Берёзкина.yml", "con.yml", "berezkina.md", "by.yml"])
def test_of_a_file_that_cannot_be_a_record_only_the_name_is_said(tmp_path: Path, name: str) -> None:
    file = tmp_path / "mentors" / name
    file.parent.mkdir()
    file.write_text("нет: такого поля\n", encoding="utf-8")
    found, packed = scanned(file)

    assert (len(found.problems), found.misnamed, found.facts, packed) == (1, True, None, None)


@pytest.mark.parametrize("rest", ["", "date: 2026-10-05\nsummary: Встретились.\n"])
def test_places_are_those_of_the_file_as_it_is_now(school: Callable[[Files], Path], rest: str) -> None:
    content = school({"news/n.md": f"---\ntitle: Новость\n{rest}stages: 2026-2027/9\n---\nТекст\n"}) / "content"
    file = content / "news/n.md"

    def said() -> list[int]:
        return [one.place.line for one in load(content, TODAY).problems if "2026-2027" in one.message]

    before = said()
    file.write_text(file.read_text("utf-8").replace("---\n", "---\n\n\n", 1), encoding="utf-8")

    assert (len(before), said()) == (1, [line + 2 for line in before])
