"""Schemas for text editors: whatever `check` takes they take, plain mistakes they refuse, ids of records they offer."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from nastavnik.office import editors
from nastavnik.office.drafting import draft
from nastavnik.records import KINDS, School
from nastavnik.records.editor_schema import of_kind
from nastavnik.records.reading import read_record
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import BASE
from nastavnik.school.cabinet import cabinet
from nastavnik.text.source import parse
from tests.conftest import DAY, DOCUMENT, MENTOR, NEWS, PASSPORT, PRACTICE, ROADMAP, Files, md, run, yml
from tests.test_new import filled

ROOT = Path(__file__).parent.parent
EVERY: Mapping[str, type[Record]] = {School.kind: School, **KINDS}
EVENT = {"title": "Семинар", "start": "27.11.2026 15:00", "event_type": "семинар"}
PROGRAMME = {
    "title": "Первый год",
    "form": "педагог – педагог",
    "problem": "Мало опыта",
    "goal": "Опыт",
    "period": "год",
}
GOOD: Mapping[str, Mapping[str, Any]] = {
    "school": PASSPORT,
    "mentors": MENTOR,
    "news": NEWS,
    "documents": DOCUMENT,
    "practices": PRACTICE,
    "roadmap": ROADMAP,
    "events": EVENT,
    "programmes": PROGRAMME,
    "contests": {"title": "Наставник года", "level": "школьный"},
    "partners": {"title": "Музей", "partner_type": "музей"},
    "monitoring": {"period": "2026-2027", "date": "2026-11-20"},
}


@cache
def validator(kind: str) -> Draft7Validator:
    """The schema of a kind with the two files it refers to, of a school with no records."""
    files = {**editors.settings(), **editors.own_names(BASE, {}, {})}
    schemas = {Path(name).name: json.loads(data) for name, data in files.items() if "/schemas/" in name}
    resources = [(name, Resource.from_contents(schema)) for name, schema in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft7Validator(schemas[f"{kind}.json"], registry=registry)


def taken(kind: str, data: Mapping[str, Any]) -> bool:
    """Whether an editor would leave the record in peace; the same data always as `check` has it first."""
    return validator(kind).is_valid(data)


def read(kind: str, data: Mapping[str, Any]) -> bool:
    """Whether `check` takes the record."""
    return isinstance(read_record(EVERY[kind], parse(yml(data), "a.yml"), BASE), Record)


# --- what is right


def laid_out(source: Path, root: Path) -> list[tuple[str, list[str]]]:
    """A school of this project copied, with schemas of its own: the files of each kind that `check` takes.

    Front matter lies in `.yml` files beside: the tool reads no other.
    """
    content = root / "content"
    shutil.copytree(source, content, ignore=shutil.ignore_patterns("*.svg", "*.docx", "*.pdf", "*.ods"))
    editors.renewed(root, content)
    opened = cabinet(content)
    files: dict[str, list[str]] = {School.kind: [str(content / "school.yml")]}
    for original in opened.records:
        path = original.file.path
        if path.suffix == ".md":
            head = path.read_text("utf-8").split("---\n")[1]
            path = path.with_suffix(".yml")
            path.write_text(head, "utf-8")
        files.setdefault(original.file.cls.kind, []).append(str(path))
    return list(files.items())


SCHOOLS = [
    ROOT / "examples/kindergarten/content",
    *(
        pytest.param(source, marks=pytest.mark.audit)
        for source in (ROOT / "content", *sorted((ROOT / "examples/region/schools").iterdir()))
    ),
]


@pytest.mark.parametrize("source", SCHOOLS, ids=lambda path: path.parent.name + "-" + path.name)
def test_records_of_the_examples_are_taken_by_check_jsonschema(source: Path, tmp_path: Path) -> None:
    """The tool reads YAML as editors do: numbers are numbers, days are texts; its patterns are those of ECMA 262."""
    tool = pytest.importorskip("check_jsonschema", reason="requirements/dev.lock has it")
    from click.testing import CliRunner

    for kind, records in laid_out(source, tmp_path):
        schema = tmp_path / editors.SCHEMAS / f"{kind}.json"
        result = CliRunner().invoke(tool.main, ["--schemafile", str(schema), *records])
        assert result.exit_code == 0, result.output


def test_check_jsonschema_refuses_what_is_wrong(tmp_path: Path) -> None:
    tool = pytest.importorskip("check_jsonschema", reason="requirements/dev.lock has it")
    from click.testing import CliRunner

    content = tmp_path / "content"
    shutil.copytree(ROOT / "examples/kindergarten/content", content)
    editors.renewed(tmp_path, content)
    card = content / "mentors/ryabova.yml"
    card.write_text(card.read_text("utf-8").replace("category:", "kategory:"), "utf-8")

    result = CliRunner().invoke(
        tool.main, ["--schemafile", str(tmp_path / editors.SCHEMAS / "mentors.json"), str(card)]
    )

    assert result.exit_code == 1
    assert "'kategory'" in result.output


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_filled_in_with_samples_is_taken(kind: str) -> None:
    text = filled(draft(KINDS[kind], "proba", BASE))
    text = text.split("---\n")[1] if text.startswith("---") else text

    faults = [error.message for error in validator(kind).iter_errors(yaml.load(text, yaml.BaseLoader))]

    assert faults == []


@pytest.mark.parametrize("kind", EVERY)
def test_the_records_of_other_tests_are_taken(kind: str) -> None:
    body = EVERY[kind].body
    assert read(kind, GOOD[kind])
    assert taken(kind, {name: value for name, value in GOOD[kind].items() if name != body})


SPELLINGS = [
    ("news", {"date": "1 сентября 2026 г."}),
    ("news", {"date": "01.09.2026"}),
    ("news", {"levels": ["Школьный", "МУНИЦИПАЛЬНЫЙ", "областной"]}),
    ("news", {"levels": "школьный"}),
    ("news", {"tags": ""}),
    ("news", {"draft": "Да"}),
    ("news", {"image": {"file": "images/Фото № 1.JPG", "alt": "Стол"}}),
    ("news", {"stages": ["roadmap/2026-2027/4"]}),
    ("mentors", {"forms": "Педагог —  педагог"}),
    ("mentors", {"forms": ["учитель-учитель", "teacher-student"]}),
    ("mentors", {"mentoring_since": "2019"}),
    ("roadmap", {"stages": [{"title": ["Первая строка", "вторая"], "term": "до 15 сентября", "done": "да"}]}),
    (
        "roadmap",
        {"stages": [{"title": "Этап", "term": {"text": "май", "end": "2027-05-31"}, "postponed": "31.05.2027"}]},
    ),
    (
        "roadmap",
        {"stages": {"title": "Этап", "evidence": ["documents/prikaz", "слова", {"url": "https://a.example/"}]}},
    ),
    ("roadmap", {"captions": {"term": "Когда"}, "school_year": "2026/27"}),
    ("school", {"inn": "0000 0000 05"}),
    ("school", {"curators": {"post": "Завуч", "phone": "8 (800) 000-00-28, доб. 7"}}),
    ("documents", {"type": "Приказ."}),
    ("monitoring", {"figures": {"trained": {"part": "1 200", "all": "1 300"}}, "span": "Первое  полугодие"}),
    ("programmes", {"scores": ["2", "1"], "plan": {"content": "Знакомство"}}),
    ("contests", {"dates": {"date": "2027-03-01", "title": "итоги"}}),
]


@pytest.mark.parametrize(("kind", "fields"), SPELLINGS, ids=str)
def test_whatever_way_people_write_it(kind: str, fields: dict[str, Any]) -> None:
    data = {**GOOD[kind], **fields}
    body = EVERY[kind].body

    assert read(kind, data)
    assert taken(kind, {name: value for name, value in data.items() if name != body})


@pytest.mark.parametrize("name", BASE)
def test_every_spelling_of_every_word_is_taken(name: str) -> None:
    words = {"$ref": f"words.json#/definitions/{name}"}
    lists = validator("news").evolve(schema=words)

    spellings = [spelling for term in BASE[name].terms for spelling in (term.code, term.title, *term.also)]
    assert [spelling for spelling in spellings if not lists.is_valid(spelling)] == []
    odd = [f" {spelling.upper().replace(' – ', '—')}." for spelling in spellings]
    assert [spelling for spelling in odd if BASE[name].code(spelling) and not lists.is_valid(spelling)] == []
    assert not lists.is_valid("чего нет ни в одном списке")


@pytest.mark.parametrize("number", [2026, 7, 0.5])
def test_numbers_that_editors_read_as_numbers(number: float) -> None:
    assert taken("documents", {**DOCUMENT, "number": number})
    assert taken("mentors", {**MENTOR, "mentoring_since": 2019})
    assert taken("school", {**PASSPORT, "inn": 7707083893})


# --- what is wrong

WRONG = [
    ("news", {"data": "2026-10-05"}),
    ("news", {"date": None}),
    ("news", {"date": "31 числа"}),
    ("news", {"date": "2026/10/05"}),
    ("news", {"title": "З" * 151}),
    ("news", {"news_type": "анонсик"}),
    ("news", {"draft": "наверное"}),
    ("news", {"image": "images/a.jpg"}),
    ("news", {"image": {"file": "images/a.heic", "alt": "Стол"}}),
    ("mentors", {"forms": []}),
    ("mentors", {"forms": "учитель и учитель"}),
    ("mentors", {"category": "высшая"}),
    ("mentors", {"consent": {"number": "1", "fields": "все"}}),
    ("mentors", {"mentoring_since": "давно"}),
    ("mentors", {"birthday": "1980-01-01"}),
    ("school", {"inn": "12345"}),
    ("school", {"site": "school5"}),
    ("school", {"curators": []}),
    ("school", {"curators": [{"post": "Завуч", "email": "kurator(at)school"}]}),
    ("school", {"brand": "синий"}),
    ("school", {"year_end": "06-30"}),
    ("roadmap", {"stages": [{"term": "май"}]}),
    ("roadmap", {"stages": [{"title": "Этап", "done": "почти"}]}),
    ("roadmap", {"captions": {"deadline": "Срок"}}),
    ("roadmap", {"school_year": "2026"}),
    ("programmes", {"scores": ["много"]}),
    ("monitoring", {"period": "двадцать шестой"}),
]


@pytest.mark.parametrize(("kind", "fields"), WRONG, ids=str)
def test_what_check_refuses_is_underlined(kind: str, fields: dict[str, Any]) -> None:
    data = {**GOOD[kind], **fields}
    body = EVERY[kind].body

    assert not read(kind, data)
    assert not taken(kind, {name: value for name, value in data.items() if name != body})


@pytest.mark.parametrize(
    ("kind", "fields"), [("news", {"stages": "первый"}), ("programmes", {"mentors": ["Белова И. С."]})]
)
def test_words_where_an_id_is_wanted_are_underlined(kind: str, fields: dict[str, Any]) -> None:
    assert not taken(kind, {**GOOD[kind], **fields})


@pytest.mark.parametrize("kind", EVERY)
def test_a_record_without_what_it_needs_is_refused(kind: str) -> None:
    cls = EVERY[kind]
    needed = [name for name, field in cls.model_fields.items() if field.is_required() and name != cls.body]

    for name in needed:
        data = {other: value for other, value in GOOD[kind].items() if other not in (name, cls.body)}
        assert not taken(kind, data), name
    assert not taken(kind, {**GOOD[kind], "нет такого поля": "да"})


# --- what an editor shows


def test_nothing_english_is_shown() -> None:
    """Docstrings and names of classes are for programmers; captions are Russian."""

    def shown(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from (str(schema[name]) for name in ("title", "description") if isinstance(schema.get(name), str))
            schema = list(schema.values())
        for inner in schema if isinstance(schema, list) else ():
            yield from shown(inner)

    captions = [caption for cls in EVERY.values() for caption in shown(of_kind(cls))]
    assert len(captions) > 200
    assert [caption for caption in captions if not any("а" <= letter <= "я" for letter in caption.lower())] == []


@pytest.mark.parametrize("kind", KINDS)
def test_samples_are_values_that_can_be_taken(kind: str) -> None:
    """An editor that writes a sample for a field writes something right."""
    schema = of_kind(EVERY[kind])
    parts = [schema, *schema["definitions"].values()]
    for name, field in ((name, field) for part in parts for name, field in part.get("properties", {}).items()):
        lists = validator(kind).evolve(schema={**field, "definitions": schema["definitions"]})
        assert [sample for sample in field.get("examples", ()) if not lists.is_valid(sample)] == [], name


def test_settings_lead_to_the_schema_of_every_kind_in_yaml() -> None:
    files = {name: json.loads(data) for name, data in editors.settings().items()}

    places = files[".vscode/settings.json"]["yaml.schemas"]
    assert {path.removeprefix("./") for path in places} <= set(files)
    assert {Path(path).stem for path in places} == {kind for kind, cls in EVERY.items() if cls.suffix == ".yml"}
    assert files[".vscode/extensions.json"] == {"recommendations": ["redhat.vscode-yaml"]}


def ids(root: Path) -> dict[str, Any]:
    definitions: dict[str, Any] = json.loads((root / editors.SCHEMAS / "ids.json").read_text("utf-8"))["definitions"]
    return definitions


def test_ids_and_words_of_the_school_are_offered(school: Callable[[Files], Path]) -> None:
    own = {"vocabulary": "directions", "code": "local-history", "title": "краеведение"}
    root = school(
        {"school.yml": yml(PASSPORT, words=[own]), "mentors/ivanova.yml": "сломано: [", "news/a.md": md(NEWS)}
    )
    (root / "content/roadmap").mkdir()
    (root / "content/roadmap/2026-2027.yml").write_text(yml(ROADMAP), "utf-8")

    assert run("editor", "--root", root).exit_code == 0

    assert ids(root)["mentors"] == {"enum": ["ivanova"]}
    assert ids(root)["evidence"] == {"enum": ["news/a"]}
    assert ids(root)["roadmap-stages"] == {"enum": ["2026-2027/1"]}
    assert ids(root)["partners"] == {"not": {}}
    assert "краеведение" in (root / editors.SCHEMAS / "words.json").read_text("utf-8")
    assert run("undo", "--list", "--root", root).stdout.count("editor") == 0


@pytest.mark.parametrize("command", [("check",), ("build", "--no-search", "--jobs", "1")], ids=lambda words: words[0])
def test_check_and_build_keep_ids_fresh_where_somebody_wants_them(
    command: tuple[str, ...], school: Callable[[Files], Path]
) -> None:
    root = school({"news/a.md": md(NEWS)})
    run(*command, "--root", root, *DAY)
    assert not (root / editors.FOLDER).exists()

    run("editor", "--root", root)
    (root / "content/news/b.md").write_text(md(NEWS), "utf-8")
    run(*command, "--root", root, *DAY)

    assert ids(root)["news"] == {"enum": ["a", "b"]}


def test_own_settings_of_the_editor_stay(school: Callable[[Files], Path]) -> None:
    root = school({})
    (root / ".vscode").mkdir()
    (root / ".vscode/settings.json").write_text('{"editor.fontSize": 18}', "utf-8")

    run("editor", "--root", root)

    assert (root / ".vscode/settings.json").read_text("utf-8") == '{"editor.fontSize": 18}'
    assert (root / editors.SCHEMAS / "mentors.json").is_file()
