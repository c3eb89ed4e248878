"""What tests of the bank's pages start from: a region on disk and a store filled without any harvest."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nastavnik.bank.harvest.catalog_json import checksum
from nastavnik.bank.papers.folder import open_folder
from nastavnik.bank.site.site import BankReport, build
from nastavnik.bank.store import Store
from nastavnik.bank.store.model import Harvested, PublishedRecord, Rejection, SchoolPassport
from nastavnik.building.project import Prepared, Project
from nastavnik.processes.parallel import InProcess
from nastavnik.text.source import Problem
from tests.conftest import ENGINE, TODAY, write_files, yml
from tests.harvesting import PRACTICE

AT = dt.datetime(2026, 11, 19, 22, 30, tzinfo=dt.UTC)  # the twentieth of November in Moscow
REGION = {
    "title": "Региональный банк практик Залесской области",
    "short_title": "Банк практик",
    "region": "Залесская область",
    "keeper": "Центр наставничества",
    "timezone": "Europe/Moscow",
    "site": "https://centr.example/",
    "section_url": "https://bank.example/",
    "contacts": [{"post": "Методист"}],
    "municipalities": [
        {"title": "Лесогорский округ", "code": "lesogorsk", "schools": 12},
        {"title": "Полянский район", "code": "polyany", "schools": 5},
    ],
}
KEY = "0000000005-school5"


def member(number: int = 5, municipality: str = "Лесогорский округ") -> SchoolPassport:
    """A school by its number."""
    root = f"https://school{number}.example/nastavnichestvo/"
    title = f"Средняя школа № {number} города Лесогорска"
    return SchoolPassport(
        f"{number:010d}-school{number}", title, f"Школа № {number}", municipality, "Залесская область", root
    )


def item(
    id: str, school: SchoolPassport | None = None, modified: dt.date | None = None, **changes: Any
) -> PublishedRecord:
    """A practice of a school; keyword arguments change its data, None takes a field out."""
    school = school or member()
    data = {name: value for name, value in (PRACTICE | changes).items() if value is not None}
    return PublishedRecord(school.key, "practices", id, f"{school.url}practices/{id}/", checksum(data), modified, data)


def gave(
    *items: PublishedRecord,
    school: SchoolPassport | None = None,
    at: dt.datetime = AT,
    rejections: Iterable[Rejection] = (),
) -> Harvested:
    """A successful try at a school."""
    school = school or member()
    return Harvested(source_of(school), "taken", at, school=school, items=items, rejections=tuple(rejections))


def source_of(school: SchoolPassport) -> str:
    return school.key.partition("-")[2]


def region(root: Path, *given: Harvested, files: Mapping[str, str] | None = None, **passport: Any) -> Path:
    """A regional folder with a source a school and a store that holds what the schools gave; returns `root`."""
    sources = {
        f"sources/{one.source}.yml": yml(
            {"title": one.school.title if one.school else one.source, "url": f"https://{one.source}.example/"}
        )
        for one in given
    }
    write_files(root, {"mkdocs.yml": ENGINE})
    write_files(root / "content", {"region.yml": yml(REGION, **passport), **sources, **(files or {})})
    with Store.open(open_folder(root, TODAY).store) as store:
        for one in given:
            store.put(one)
    return root


class NoEngine:
    """Draws nothing: engines are slow and not what is tested."""

    def __call__(self, _: Prepared, __: Path) -> tuple[str, ...]:
        return ()

    def problems(self, _: Prepared) -> tuple[Problem, ...]:
        return ()

    def __repr__(self) -> str:
        return "no engine"


no_engine = NoEngine()


def built(root: Path, today: dt.date = TODAY, site: Path | None = None) -> BankReport:
    """Build the bank in this process, without its hand-written pages."""
    project = Project.at(root, site)
    folder = open_folder(project.root, today)
    with Store.open(folder.store) as store:
        return build(project, folder, store, today, InProcess(), no_engine)


def decision(practice: str, verdict: str | list[str], **fields: Any) -> str:
    """A decision as a file."""
    said = {"practice": practice, "verdict": verdict, "expert_body": "Методический совет", "date": "2026-11-12"}
    return yml(said, **fields)
