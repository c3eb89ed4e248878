"""The form on the site: nothing unless asked for; what it is told comes from the record classes and fits its schema."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from nastavnik.building.project import Project
from nastavnik.feeds.form_fields import DEEPEST
from nastavnik.feeds.form_shapes import shapes
from nastavnik.feeds.web_form import SERVICES, settings
from nastavnik.pages.policy import either
from nastavnik.pages.web_form import form_directives
from nastavnik.records import KINDS, School
from nastavnik.records.inputs import Widget, inputs_of
from nastavnik.records.vocabularies import BASE
from nastavnik.records.web_form import WebForm
from nastavnik.school.catalogue import Catalogue
from tests.building import check
from tests.conftest import DAY, MENTOR, NEWS, PASSPORT, ROADMAP, TODAY, Files, md, run, yml

HERE = Path(__file__).parent
SCHEMA = json.loads(gzip.decompress((HERE / "web_form/sveltia-cms.schema.json.gz").read_bytes()))
VENDOR = HERE.parent / "theme/admin/vendor"
ON_GITHUB = {"service": "GitHub", "repository": "school5/nastavnichestvo"}
SETTINGS: dict[str, dict[str, str]] = {
    "github": ON_GITHUB,
    "github of one's own": {**ON_GITHUB, "server": "https://git.school5.example/"},
    "gitlab": {"service": "gitlab", "repository": "schools/lesogorsk/school5", "branch": "main"},
    "gitea": {"service": "Gitea", "repository": "school5/site", "server": "https://git.school5.example"},
    "forgejo": {"service": "forgejo", "repository": "school5/site", "server": "https://git.school5.example:8443/git/"},
    "folder": {"service": "только папка"},
}
ANSWERING = {
    "github": ("github", None, "https://api.github.com"),
    "github of one's own": ("github", "https://git.school5.example/api/v3", "https://git.school5.example"),
    "gitlab": ("gitlab", None, "https://gitlab.com"),
    "gitea": ("gitea", "https://git.school5.example/api/v1", "https://git.school5.example"),
    "forgejo": ("gitea", "https://git.school5.example:8443/git/api/v1", "https://git.school5.example:8443"),
    "folder": ("github", None, None),
}
FILES: Files = {
    "mentors/berezkina.yml": yml(MENTOR),
    "news/vstrecha.md": md(NEWS),
    "roadmap/2026-2027.yml": yml(ROADMAP),
}
OUR_WORDS = re.compile("[А-Яа-яЁё]")


def asked(**admin: str) -> Files:
    return {**FILES, "school.yml": yml(PASSPORT, admin=admin)}


@pytest.fixture
def told(catalogue: Callable[..., Catalogue]) -> Callable[..., dict[str, Any]]:
    """What the form of a school with these settings is told."""

    def of(**admin: str) -> dict[str, Any]:
        section = catalogue(asked(**admin))
        assert section.school.admin
        return settings(section, section.school.admin)

    return of


def fields_of(owner: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every field below a collection, with those of parts and of lists."""
    for field in [*owner.get("fields", ()), *([owner["field"]] if "field" in owner else ())]:
        yield field
        yield from fields_of(field)


# --- who gets it


@pytest.mark.parametrize("engine", ["mkdocs", "plain"])
def test_a_school_that_did_not_ask_gets_nothing_of_it(engine: str, school: Callable[[Files], Path]) -> None:
    root = school(FILES)
    assert run("build", "--root", root, "--no-search", "--engine", engine, *DAY).exit_code == 0

    assert not (root / "site/admin").exists()
    assert "unsafe-inline" not in (root / "site/_headers").read_text("utf-8")


def test_whoever_asks_gets_a_page_that_nothing_leads_to_and_loses_it_with_the_line(
    school: Callable[[Files], Path],
) -> None:
    root = school(asked(**ON_GITHUB))
    site = root / "site"
    assert run("build", "--root", root, *DAY).exit_code == 0

    page = (site / "admin/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex,nofollow">' in page
    assert "на github.com, в репозитории school5/nastavnichestvo" in page
    assert {path.name for path in (site / "admin/vendor").iterdir()} == {path.name for path in VENDOR.iterdir()}
    texts = [path for path in site.rglob("*") if path.suffix in {".html", ".xml", ".txt", ".ics", ".atom"}]
    mentions = [path for path in texts if "admin/" in path.read_text("utf-8")]
    assert len(texts) > 8 and mentions == []
    found = b"".join(path.read_bytes() for path in (site / "pagefind").rglob("*") if path.is_file())
    assert found and b"admin/" not in found

    passport = json.loads((site / "api/v1/catalog.json").read_text("utf-8"))["school"]
    schema = json.loads((site / "api/v1/schema/school.json").read_text("utf-8"))
    assert "id" in passport and "admin" not in passport | schema["properties"]

    (root / "content/school.yml").write_text(yml(PASSPORT), "utf-8")
    assert run("build", "--root", root, *DAY).exit_code == 0
    assert not [path for path in (site / "admin").rglob("*") if path.is_file()]


def test_a_page_written_by_hand_does_not_stand_where_the_form_does(school: Callable[[Files], Path]) -> None:
    by_hand: Files = {"admin/index.md": "# Администрация\n"}
    assert check(Project.at(school({**FILES, **by_hand})), TODAY) == ()

    (problem,) = check(Project.at(school({**asked(**ON_GITHUB), **by_hand})), TODAY)
    assert problem.place.file == "content/admin/index.md" and "дайте файлу другое имя" in problem.message


def test_a_check_draws_the_page_of_a_theme_of_ones_own(school: Callable[[Files], Path]) -> None:
    root = school(asked(**ON_GITHUB))
    template = root / "theme/admin/index.html"
    template.parent.mkdir(parents=True)
    template.write_text("<h1>{{ shool }}</h1>", "utf-8")

    (problem,) = check(Project.at(root), TODAY)
    assert problem.place.file == "theme/admin/index.html" and "shool" in problem.message


@pytest.mark.parametrize(
    ("admin", "part"),
    [
        ({"service": "GitHub"}, "добавьте repository"),
        ({"service": "GitHub", "repository": "school5"}, "напишите владельца и название"),
        ({"service": "GitHub", "repository": "https://github.com/school5/site"}, "напишите владельца и название"),
        ({"service": "forgejo", "repository": "school5/site"}, "добавьте server"),
        ({"service": "Bitbucket", "repository": "school5/site"}, "GitLab"),
        ({"service": "GitHub", "repository": "a/b", "token": "1"}, "token"),
    ],
)
def test_settings_that_lead_nowhere_are_refused(
    admin: dict[str, str], part: str, school: Callable[[Files], Path]
) -> None:
    problems = check(Project.at(school(asked(**admin))), TODAY)

    assert [problem.place.file for problem in problems] == ["content/school.yml"]
    assert part in problems[0].message


# --- what it is told


@pytest.mark.parametrize("name", SETTINGS)
def test_what_the_form_is_told_fits_the_schema_of_its_package(name: str, told: Callable[..., dict[str, Any]]) -> None:
    config = told(**SETTINGS[name])
    server, api, host = ANSWERING[name]

    jsonschema.validate(config, SCHEMA, jsonschema.Draft7Validator)
    assert config["backend"]["name"] == server and config["backend"].get("api_root") == api
    assert config["backend"]["auth_methods"] == ["token"]
    connect = form_directives(WebForm(**SETTINGS[name]))["connect-src"]
    assert [source for source in connect if source.startswith("http")] == ([host] if host else [])


def test_every_service_of_the_list_is_known_to_the_form() -> None:
    assert {term.code for term in BASE["form_services"].terms} == set(SERVICES)


def test_the_schema_would_see_a_field_that_is_told_wrong(told: Callable[..., dict[str, Any]]) -> None:
    config = told(**ON_GITHUB)
    validator = jsonschema.Draft7Validator({**SCHEMA, "$ref": "#/definitions/Field"})
    fields = [field for collection in config["collections"] for field in fields_of(collection)]

    assert len(fields) > 300 and [field for field in fields if not validator.is_valid(field)] == []
    assert not validator.is_valid({**fields[0], "widget": "string", "options": []})


@pytest.mark.parametrize("kind", [School.kind, *KINDS])
def test_every_field_of_a_kind_is_there_under_its_own_caption(kind: str, told: Callable[..., dict[str, Any]]) -> None:
    config = told(**ON_GITHUB)
    cls = {School.kind: School, **KINDS}[kind]
    (owner,) = [each for each in (*config["collections"], *config["singletons"]) if each["name"] == kind]

    captions = {name: field.title for name, field in cls.model_fields.items()}
    assert {field["name"]: field["label"] for field in owner["fields"]} == captions
    assert {field["name"] for field in owner["fields"] if field["required"]} == {
        name for name, field in cls.model_fields.items() if field.is_required()
    }
    assert all(OUR_WORDS.search(field.get("hint", "я")) for field in fields_of(owner))


def test_a_form_never_writes_no_where_nothing_was_said(told: Callable[..., dict[str, Any]]) -> None:
    """A switch says «no» of a field that is not there: «show on the first page» would become «no» by itself."""
    fields = [field for collection in told(**ON_GITHUB)["collections"] for field in fields_of(collection)]

    assert {field["widget"] for field in fields}.isdisjoint({"boolean", "hidden"})
    assert [field["name"] for field in fields if "default" in field] == []


def test_words_references_dates_and_stages_are_chosen(told: Callable[..., dict[str, Any]]) -> None:
    config = told(**ON_GITHUB)
    fields = {each["name"]: {field["name"]: field for field in each["fields"]} for each in config["collections"]}

    forms = fields["mentors"]["forms"]
    assert forms["multiple"] and forms["options"][0] == {"label": "педагог – педагог", "value": "педагог – педагог"}
    assert len(forms["options"]) == len(BASE["forms"].terms)
    assert fields["news"]["date"].items() >= {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}.items()
    assert fields["news"]["stages"]["options"] == [{"label": "2026-2027/1. Подготовка", "value": "2026-2027/1"}]
    rules = fields["contests"]["rules"]
    assert (rules["widget"], rules["collection"], rules["value_field"]) == ("relation", "documents", "{{slug}}")
    assert (fields["mentors"]["photo"]["widget"], fields["mentors"]["awards"]["widget"]) == ("object", "list")
    bodies = {each["name"]: each["body_field"]["key"] for each in config["collections"] if "body_field" in each}
    assert bodies == {kind: cls.body for kind, cls in KINDS.items() if cls.body}


def test_parts_inside_one_another_come_to_an_end(told: Callable[..., dict[str, Any]]) -> None:
    def depth(owner: dict[str, Any]) -> int:
        return 1 + max((depth(field) for field in owner["fields"] if "fields" in field), default=0)

    (roadmap,) = [each for each in told(**ON_GITHUB)["collections"] if each["name"] == "roadmap"]
    assert depth(roadmap) == DEEPEST + 1


# --- what the form reads


def test_shapes_know_every_part_and_what_one_word_becomes() -> None:
    known = shapes()

    assert set(known["kinds"]) == {School.kind, *KINDS} and set(known["kinds"].values()) <= set(known["parts"])
    inner = {shape["part"] for fields in known["parts"].values() for shape in fields.values() if "part" in shape}
    assert inner <= set(known["parts"])
    stage = known["parts"]["Stage"]
    assert stage["term"]["words"] == {"word": "text"} and stage["postponed"]["words"] == {"word": "to"}
    assert stage["evidence"]["words"] == {
        "practices/": "practice",
        "news/": "news",
        "documents/": "document",
        "url": "url",
        "file": "file",
        "word": "title",
    }


@pytest.mark.parametrize("value", ["''", "[]", "{}", "null", "~", ""])
def test_what_a_web_form_leaves_empty_is_not_there(value: str, school: Callable[[Files], Path]) -> None:
    """Of fields that need not be written: of every type there is."""
    empty = [each for each in inputs_of(KINDS["mentors"]) if not each.required and each.name != "consent"]
    lines = "".join(f"{each.name}: {value}\n" for each in empty)

    assert {Widget.PART, Widget.LINES, Widget.YES_NO, Widget.NUMBER} <= {each.widget for each in empty}
    assert check(Project.at(school({"mentors/berezkina.yml": yml(MENTOR) + lines})), TODAY) == ()


# --- what travels


def test_no_foreign_address_is_left_to_ask_by_itself() -> None:
    script = (VENDOR / "sveltia-cms.js").read_text("utf-8")

    assert re.findall(r"unpkg\.com|jsdelivr\.net|@font-face[^}]*https?:|sourceMappingURL", script) == []
    assert script.count("nastavnik.read(") == 2


def test_the_russian_of_the_form_lacks_no_word_that_is_shown() -> None:
    """What is said of a wrong configuration is seen by nobody: ours fits the schema."""
    russian = json.loads((VENDOR / "ru.json").read_text("utf-8"))
    ours = json.loads((HERE.parent / "requirements/web_form.ru.json").read_text("utf-8"))

    assert russian["work_with_local_repo"] == ours["work_with_local_repo"]
    assert "ресурс" not in json.dumps({**russian, "config": {}}, ensure_ascii=False).lower()


def test_headers_of_all_pages_let_in_what_the_form_needs_and_pages_keep_their_own_policy() -> None:
    strict = "default-src 'none'; script-src 'self' 'sha256-a'; style-src 'self' 'sha256-b'; connect-src 'self'"
    union = either(strict, form_directives(WebForm(service="gitlab", repository="a/b")))

    assert "script-src 'self' 'sha256-a';" in union
    assert "style-src 'self' 'unsafe-inline';" in union
    assert "connect-src 'self' data: blob: https://gitlab.com;" in union
    assert union.startswith("default-src 'none';")
