"""What tests of feeds start from: the feeds of a school on disk, and yesterday's reader of `catalog.json`."""

import datetime as dt
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from nastavnik.building.artifacts import Workbench
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.feeds import FEEDS
from nastavnik.records import KINDS, School
from nastavnik.records.publishing import published_model
from nastavnik.records.vocabularies import vocabularies
from tests.conftest import MENTOR, NEWS, PRACTICE, ROADMAP, TODAY, Files, md, yml

EVENT = {"title": "Круглый стол", "start": "2026-11-27 15:00", "end": "2026-11-27 16:30", "event_type": "обмен опытом"}
RECORDS: Files = {
    "mentors/berezkina.yml": yml(MENTOR, about="Читает **Менделеева**."),
    "news/start.md": md(NEWS, stages=["2026-2027/1"], tags=["пары"], text="Встретились [втроём](../practices/dva.md)."),
    "practices/dva.md": md(PRACTICE, description=None, authors=[{"mentor": "berezkina"}], text="Раз в неделю."),
    "events/stol.md": md(EVENT, place="Библиотека", stages=["2026-2027/1"]),
    "roadmap/2026-2027.yml": yml(ROADMAP),
}


def prepared(root: Path, today: dt.date = TODAY, *, drafts: bool = False) -> Prepared:
    """A project on disk, read and checked."""
    found = prepare(Project.at(root), today, drafts=drafts)
    assert isinstance(found, Prepared), found
    return found


def fed(root: Path, today: dt.date = TODAY, *, drafts: bool = False) -> dict[str, bytes]:
    """Every feed of the project at `root` by its path."""
    section = Workbench(prepared(root, today, drafts=drafts)).section
    return {path: data for feed in FEEDS for path, data in feed(section)}


def read_catalogue(catalog: dict[str, Any]) -> dict[str, BaseModel]:
    """How another program reads the catalogue: fields it does not know are passed over. By `<kind>/<id>`."""
    school = published_model(School).model_validate(catalog["school"], extra="ignore")
    known = vocabularies(School.own_terms(school))  # type: ignore[arg-type]
    return {
        f"{item['kind']}/{item['id']}": published_model(KINDS[item["kind"]]).model_validate(
            item["data"], extra="ignore", context={"vocabularies": known}
        )
        for item in catalog["items"]
    }
