"""Days that have not come: a hint on news and figures that are dated after today."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import NEWS, Files, md, run, yml

FIGURES = {"period": "2026-2027", "figures": {"hours": 36}}


@pytest.mark.parametrize(
    ("record", "written", "place"),
    [
        ("news/krug.md", lambda date: md(NEWS, date=date), "content/news/krug.md"),
        ("monitoring/2026-2027.yml", lambda date: yml(FIGURES, date=date), "content/monitoring/2026-2027.yml"),
    ],
)
@pytest.mark.parametrize(("date", "hinted"), [("2026-11-20", False), ("2026-11-21", True), ("2027-05-24", True)])
def test_date_after_today_is_hinted(
    school: Callable[[Files], Path], record: str, written: Callable[[str], str], place: str, date: str, hinted: bool
) -> None:
    checked = run("check", "--root", school({record: written(date)}), "--today", "2026-11-20")

    assert checked.exit_code == 0, checked.output
    assert ("ещё впереди, а запись уже на сайте" in checked.output) is hinted
    assert (place in checked.output) is hinted
