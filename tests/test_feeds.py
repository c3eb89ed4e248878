"""`catalog.json` and its schemas: a promise to aggregators, and nothing in any feed that has no right to be there."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import referencing

from nastavnik.feeds.catalog import published
from nastavnik.records import KINDS, School
from nastavnik.records.publishing import published_model
from tests.conftest import CONSENT, DOCUMENT, MENTOR, NEWS, PASSPORT, PRACTICE, ROADMAP, TODAY, Files, md, yml
from tests.feeds.reading import EVENT, RECORDS, fed, read_catalogue

HERE = Path(__file__).parent
YESTERDAY = HERE / "feeds" / "contract" / "v1.json"
DEMO = HERE.parent
API = HERE.parent / "docs" / "api.md"

School_ = Callable[[Files], Path]


def catalog_of(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["api/v1/catalog.json"])
    return found


def test_catalogue_holds_the_school_and_whole_records(school: School_) -> None:
    catalog = catalog_of(fed(school(RECORDS)))
    items = {f"{item['kind']}/{item['id']}": item for item in catalog["items"]}
    practice = items["practices/dva"]

    assert (catalog["version"], catalog["school"]["inn"]) == (1, PASSPORT["inn"])
    assert list(items) == sorted(items)
    assert practice["source"] == "0000000005-school5"
    assert practice["url"] == "https://school5.example/nastavnichestvo/practices/dva/"
    assert practice["modified"] == "2026-10-01"
    assert practice["data"]["description"] == "Раз в неделю."
    assert items["mentors/berezkina"]["data"]["about"] == "Читает **Менделеева**."


def test_checksum_is_that_of_the_data(school: School_) -> None:
    items = catalog_of(fed(school(RECORDS)))["items"]
    assert len(items) > 1
    for item in items:
        text = json.dumps(item["data"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert item["checksum"] == hashlib.sha256(text.encode()).hexdigest()


def test_what_is_absent_has_no_key(school: School_) -> None:
    text = fed(school(RECORDS))["api/v1/catalog.json"].decode()

    assert not re.search(r'":(null|\[\]|\{\}|"")', text)


def test_unchanged_records_have_unchanged_bytes(school: School_) -> None:
    """Another day, the same bytes: statuses are for pages."""
    root = school(RECORDS)

    feeds = [fed(root, TODAY.replace(day=day)) for day in (20, 21)]

    assert feeds[0] == feeds[1]


def test_files_of_a_record_have_addresses(school: School_) -> None:
    plan = md(PRACTICE, description=None, materials=[{"title": "План", "file": "files/plan.txt"}], text="Так.")
    catalog = catalog_of(fed(school({"practices/dva.md": plan, "files/plan.txt": "план"})))

    assert catalog["items"][0]["files"] == {
        "files/plan.txt": "https://school5.example/nastavnichestvo/files/plan.txt",
    }


def test_done_without_a_day_is_text_like_a_day(school: School_) -> None:
    """No field has two types."""
    stages = [{"title": "Первый", "done": "да"}, {"title": "Второй", "done": "2026-10-01"}]
    catalog = catalog_of(fed(school({"roadmap/2026-2027.yml": yml(ROADMAP, stages=stages)})))

    assert [stage["done"] for stage in catalog["items"][0]["data"]["stages"]] == ["yes", "2026-10-01"]


def test_links_of_a_text_lead_there_from_anywhere(school: School_) -> None:
    text = (
        "См. [практику](../practices/dva.md#goal), [план](../files/plan.txt), [сайт](https://a.example/)"
        " и record: слово."
    )
    catalog = catalog_of(fed(school({**RECORDS, "news/start.md": md(NEWS, text=text), "files/plan.txt": "план"})))
    news = next(item for item in catalog["items"] if item["kind"] == "news")
    root = "https://school5.example/nastavnichestvo/"

    assert news["data"]["text"] == (
        f"См. [практику]({root}practices/dva/#goal), [план]({root}files/plan.txt), [сайт](https://a.example/)"
        " и record: слово."
    )


def test_reference_to_what_is_not_shown_is_not_told(school: School_) -> None:
    """An id is often a surname."""
    hidden = yml(MENTOR, name="Рябинина", consent=None)
    related = {"mentors": ["berezkina", "ryabinina"]}
    practice = md(PRACTICE, description=None, related=related, authors=[{"mentor": "ryabinina"}], text="Так.")
    files = fed(school({**RECORDS, "mentors/ryabinina.yml": hidden, "practices/dva.md": practice}))
    data = next(item for item in catalog_of(files)["items"] if item["kind"] == "practices")["data"]

    assert (data["authors"], data["related"]) == ([{}], {"mentors": ["berezkina"]})
    assert b"ryabinina" not in b"".join(files.values())


def test_number_of_authors_stays_when_their_names_do_not(school: School_) -> None:
    authors = [{"name": "Неизвестная Ольга"}, {"team": "Кафедра химии"}]
    text = md(PRACTICE, description=None, authors=authors, text="Так.")

    catalog = catalog_of(fed(school({"practices/dva.md": text})))

    assert catalog["items"][0]["data"]["authors"] == [{}, {"team": "Кафедра химии"}]


# --- schemas ---------------------------------------------------------------------------------------


def validator(files: dict[str, bytes]) -> Any:
    """What checks a catalogue by the published schemas only."""
    schemas = {path: json.loads(data) for path, data in files.items() if path.startswith("api/v1/schema/")}
    registry = referencing.Registry().with_resources(
        (schema["$id"], referencing.Resource.from_contents(schema)) for schema in schemas.values()
    )
    return jsonschema.Draft202012Validator(schemas["api/v1/schema/catalog.json"], registry=registry)


@pytest.mark.parametrize("root", [DEMO, HERE / "school"], ids=["demo", "tests"])
def test_catalogue_is_what_its_schema_says(root: Path) -> None:
    files = fed(root)

    assert [error.message for error in validator(files).iter_errors(catalog_of(files))] == []


def test_every_published_key_is_in_the_schema_of_its_kind() -> None:
    files = fed(DEMO)
    items = catalog_of(files)["items"]
    assert len(items) > 1
    for item in items:
        schema = json.loads(files[f"api/v1/schema/{item['kind']}.json"])
        assert set(item["data"]) <= set(schema["properties"]), item["id"]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("practices", {"forms": ["дружба"]}),
        ("practices", {"title": 5}),
        ("mentors", {"forms": None}),
        ("news", {"date": ["2026-10-05"]}),
    ],
)
def test_schema_refuses_what_is_wrong(kind: str, change: dict[str, Any], school: School_) -> None:
    files = fed(school(RECORDS))
    catalog = catalog_of(files)
    item = next(item for item in catalog["items"] if item["kind"] == kind)
    item["data"] |= change

    assert list(validator(files).iter_errors(catalog))


@pytest.mark.parametrize("kind", [School.kind, *KINDS])
def test_schema_of_a_kind(kind: str, school: School_) -> None:
    schema = json.loads(fed(school({}))[f"api/v1/schema/{kind}.json"])
    cls = {School.kind: School, **KINDS}[kind]

    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == set(published_model(cls).model_fields)
    assert all(part["title"] == cls.model_fields[name].title for name, part in schema["properties"].items())
    assert 'additionalProperties": false' not in json.dumps(schema), "fields may be added"


def test_own_words_of_a_school_are_codes_of_its_schema(school: School_) -> None:
    words = [{"vocabulary": "directions", "code": "chess", "title": "шахматы"}]

    schema = json.loads(fed(school({"school.yml": yml(PASSPORT, words=words)}))["api/v1/schema/practices.json"])

    assert "chess" in schema["properties"]["directions"]["items"]["enum"]


# --- yesterday's promise ---------------------------------------------------------------------------


def test_todays_reader_reads_yesterdays_catalogue() -> None:
    """`v1.json` was published before; it is never updated, only joined by newer ones."""
    records = read_catalogue(json.loads(YESTERDAY.read_text(encoding="utf-8")))

    assert {key.split("/")[0] for key in records} >= {"roadmap", "mentors", "practices", "news", "documents"}
    assert getattr(records["practices/urok-vdvoyom"], "title") == "Урок вдвоём"  # noqa: B009


def test_reader_passes_over_fields_of_tomorrow() -> None:
    catalog = json.loads(YESTERDAY.read_text(encoding="utf-8"))
    catalog["school"]["emblem_of_tomorrow"] = {"any": 1}
    for item in catalog["items"]:
        item["data"]["field_of_tomorrow"] = 1
        item["seen_by"] = []

    assert read_catalogue(catalog).keys() == read_catalogue(json.loads(YESTERDAY.read_text(encoding="utf-8"))).keys()


def test_reader_reads_what_is_published_today() -> None:
    catalog = catalog_of(fed(DEMO))

    read = read_catalogue(catalog)

    assert {key: told_again(record) for key, record in read.items()} == {
        f"{item['kind']}/{item['id']}": item["data"] for item in catalog["items"]
    }


def told_again(record: Any) -> dict[str, Any]:
    """What a reader would publish of what it read."""
    return published(record, lambda _, value: value)


# --- nothing without a right to it -----------------------------------------------------------------

NO_CONSENT = {"name": "Канарейка Первая", "post": "Учитель"}
EXPIRED = {**CONSENT, "until": "2026-11-01", "number": "канарейка-1"}
WITHDRAWN = {**CONSENT, "withdrawn": "2026-11-10", "number": "канарейка-2"}
ONLY_NAME = {**CONSENT, "fields": "name", "number": "канарейка-3"}
CANARIES: Files = {
    "school.yml": yml(
        PASSPORT, curators=[{"post": "Заместитель", "name": "Канарейка Вторая"}, {"post": "Психолог", **NO_CONSENT}]
    )
    + "# канарейка в примечании\n",
    "mentors/kanareyka.yml": yml(MENTOR, consent=None, name="Канарейка Третья"),
    "mentors/expired.yml": yml(MENTOR, consent=EXPIRED, name="Канарейка Четвёртая"),
    "mentors/withdrawn.yml": yml(MENTOR, consent=WITHDRAWN, name="Канарейка Пятая"),
    "mentors/part.yml": yml(MENTOR, consent=ONLY_NAME, post="канарейка", credo="канарейка", about="канарейка"),
    "practices/draft.md": md(PRACTICE, description=None, status="черновик", title="Канарейка", text="канарейка"),
    "practices/dva.md": md(
        PRACTICE,
        description=None,
        authors=[NO_CONSENT, {"mentor": "kanareyka"}, {"team": "Кафедра"}],
        privacy_check={"post": "канарейка", "date": "2026-10-01"},
        text="См. [её страницу](../mentors/kanareyka.yml).",
    ),
    "news/draft.md": md(NEWS, title="Канарейка", draft="да", text="канарейка"),
    "events/draft.md": md(EVENT, title="Канарейка", draft="да", place="канарейка"),
    "news/start.md": md(NEWS, text="Так."),
    "documents/prikaz.yml": yml(DOCUMENT),
    "roadmap/2026-2027.yml": yml(ROADMAP),
}


@pytest.mark.parametrize("drafts", [False, True], ids=["published", "with drafts on the desk"])
def test_no_feed_says_what_may_not_be_said(drafts: bool, school: School_) -> None:
    files = fed(school(CANARIES), drafts=drafts)

    leaks = [
        path
        for path, data in files.items()
        if re.search("канаре|kanareyka", path + data.decode(errors="ignore"), re.IGNORECASE)
    ]
    # the map of the site tells of drafts only where pages do: `--drafts` is for the desk
    assert [path for path in leaks if path != "sitemap.xml"] == []
    assert b"practices/dva" in files["api/v1/catalog.json"]


def test_no_private_field_has_a_name_in_the_api() -> None:
    files = fed(DEMO)
    api = b"".join(data for path, data in files.items() if path.startswith("api/")).decode()

    assert re.findall(r'"(consent|privacy_check|photo_consent|withdrawn|scores)":', api) == []


# --- documents say so ------------------------------------------------------------------------------


def test_every_output_is_documented(school: School_) -> None:
    text = API.read_text(encoding="utf-8")
    for path in fed(school(RECORDS)):
        name = re.sub(r"schema/\w+\.json", "schema/<kind>.json", path)
        name = re.sub(r"^(\w+)/[\w-]+\.ics$", "<kind>/<id>.ics", name)
        assert f"`/{name}`" in text, name
