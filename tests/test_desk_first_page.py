"""The first page of the desk is there at once: it is drawn before what it does not need is imported."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from nastavnik.building.project import Project
from nastavnik.desk.app import Desk
from nastavnik.desk.errands import ERRANDS
from nastavnik.desk.first_page import answering_at_once
from nastavnik.desk.web import Request
from tests.conftest import MENTOR, TODAY, Files, yml
from tests.desk import DeskInHand, words_of

ASKED = """
import datetime, sys
from pathlib import Path
from nastavnik.building.project import Project
from nastavnik.desk.app import Desk
from nastavnik.desk.errands import ERRANDS
from nastavnik.desk.first_page import answering_at_once
from nastavnik.desk.web import Request
answer = answering_at_once(Desk(Project.at(Path(sys.argv[1])), lambda: datetime.date(2026, 11, 20), ERRANDS))
for path in sys.argv[2:]:
    print(answer(Request("GET", path, {})).status.value, "nastavnik.desk.section" in sys.modules)
"""
School = Callable[[Files], Path]


def test_first_page_needs_no_section(school: School) -> None:
    root = school({"mentors/belova.yml": yml(MENTOR)})
    command = [sys.executable, "-c", ASKED, str(root), "", "kind/mentors", ""]

    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert said.splitlines() == ["200 False", "200 True", "200 True"]


def test_it_is_the_same_page(school: School) -> None:
    root = school({"mentors/belova.yml": yml(MENTOR)})
    desk = Desk(Project.at(root), lambda: TODAY, ERRANDS)

    page = answering_at_once(desk)(Request("GET", "", {}))

    assert page.body == DeskInHand(root).get("").body
    assert "Школа № 5" in words_of(page)
    assert "1 наставник" in words_of(page)


def test_passport_that_cannot_be_read_leaves_the_page(school: School) -> None:
    page = DeskInHand(school({"school.yml": "short_title: [\n"})).get("")

    assert page.status == 200
    assert "Раздел «Наставничество»" in words_of(page)
