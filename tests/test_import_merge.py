"""A corrected document laid over the record the school has been keeping: what is the school's stays, to the letter."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.importing import import_roadmap
from nastavnik.importing.yaml_text import to_yaml
from nastavnik.office.merging import Overlaid, lay_over
from nastavnik.office.roadmap_word import roadmap_word
from nastavnik.records import School
from nastavnik.records.roadmap import Roadmap
from nastavnik.text.editing import written_as
from nastavnik.text.source import parse
from tests.conftest import PASSPORT, Files, md, run, yml
from tests.test_plan_table import DEMO, in_force, plans
from tests.word import make_word

NAME = "content/roadmap/2026-2027.yml"
HERE = Path(__file__).parent


def overlaid(record: str | bytes, document: dict[str, Any]) -> Overlaid:
    """The record with what the document says."""
    raw = record.encode() if isinstance(record, str) else record
    return lay_over(written_as(Path(NAME), raw, NAME), document)


def data_of(raw: bytes) -> dict[str, Any]:
    return parse(raw.decode(), NAME).data


RECORD = """\
# наш план
title: План наставничества
school_year: "2026-2027"   # учебный год
document: prikaz
stages:

  # первый этап
  - number: '1'
    title: "Подготовка"
    done: да  # успели к августу
    items:
      - text: Издать приказ о наставничестве
        marker: 1)
        done: 2026-09-10
        evidence: [Приказ]
        # тут был Петров
      - {marker: 2), text: Собрать заявки, done: да}
    term: 'до 15 сентября'  # твёрдо
    responsible: Директор
  - number: 2
    id: rabota
    title: Работа
    items:
    - text: >-
        Провести
        встречи пар
      term: {text: октябрь, start: 2026-10-05, end: 2026-10-30}
      postponed: {to: 2026-12-01, reason: карантин}

  - number: 3
    title: Итоги
    items:
    # важно
    - text: Провести круглый стол
      term: май
      done: да
# конец
"""
DOCUMENT = {
    "title": "План наставничества",
    "school_year": "2026-2027",
    "stages": [
        {
            "number": "1",
            "title": "Подготовка",
            "term": "до 15 сентября",
            "responsible": "Директор",
            "items": [
                {"marker": "1)", "text": "Издать приказ о наставничестве"},
                {"marker": "2)", "text": "Собрать заявки"},
            ],
        },
        {"number": "2", "title": "Работа", "items": [{"text": "Провести встречи пар", "term": "октябрь"}]},
        {"number": "3", "title": "Итоги", "items": [{"text": "Провести круглый стол", "term": "май"}]},
    ],
}


def changed(change: Callable[[list[dict[str, Any]]], object]) -> dict[str, Any]:
    """The document after somebody corrected its stages."""
    document = deepcopy(DOCUMENT)
    change(document["stages"])  # type: ignore[arg-type]
    return document


def lines_that_differ(old: str, new: bytes) -> tuple[list[str], list[str]]:
    before, after = old.splitlines(), new.decode().splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_the_same_document_changes_nothing() -> None:
    result = overlaid(RECORD, DOCUMENT)

    assert result.data == RECORD.encode()
    assert result.differences == ()


@pytest.mark.parametrize(
    ("change", "gone", "come", "said"),
    [
        (
            lambda stages: stages[0].update(term="до 20 сентября"),
            ["    term: 'до 15 сентября'  # твёрдо"],
            ["    term: до 20 сентября  # твёрдо"],
            "этап 1 «Подготовка»: срок: было «до 15 сентября» — стало «до 20 сентября»",
        ),
        (
            lambda stages: stages[1]["items"][0].update(text="Провести встречи наставнических пар"),
            ["    - text: >-", "        Провести", "        встречи пар"],
            ["    - text: Провести встречи наставнических пар"],
            "пункт «Провести встречи наставнических пар»: текст: было «Провести встречи пар» — "
            "стало «Провести встречи наставнических пар»",
        ),
        (
            lambda stages: stages[1]["items"][0].update(term="ноябрь"),
            ["      term: {text: октябрь, start: 2026-10-05, end: 2026-10-30}"],
            ["      # term: {text: октябрь, start: 2026-10-05, end: 2026-10-30}", "      term: ноябрь"],
            "пункт «Провести встречи пар»: срок: было «октябрь» — стало «ноябрь»",
        ),
        (
            lambda stages: stages[0]["items"].append({"marker": "3)", "text": "Провести опрос"}),
            [],
            ["      - marker: 3)", "        text: Провести опрос"],
            "пункт 3 «Провести опрос»: добавлено в «Подготовка»",
        ),
        (
            lambda stages: stages[0].pop("responsible"),
            ["    responsible: Директор"],
            [],
            None,
        ),
        (
            lambda stages: stages[2]["items"].clear(),
            ["    - text: Провести круглый стол", "      term: май", "      done: да"],
            [
                "    # в новом документе этого нет, прежняя запись:",
                "    # - text: Провести круглый стол",
                "    #   term: май",
                "    #   done: да",
            ],
            "пункт «Провести круглый стол»: в новом документе нет — прежний текст и отметки (done) остались в записи "
            "замечанием (строки с #)",
        ),
    ],
    ids=["term", "wording", "term with corrected dates", "new item", "column gone", "marked item gone"],
)
def test_only_what_the_document_changes_changes(
    change: Callable[[list[dict[str, Any]]], object], gone: list[str], come: list[str], said: str | None
) -> None:
    result = overlaid(RECORD, changed(change))

    if said is None:  # a document that names nobody responsible says nothing of them
        assert result.data == RECORD.encode()
        return
    assert lines_that_differ(RECORD, result.data) == (gone, come)
    assert result.differences == (said,)


def test_a_step_moves_with_its_marks_and_remarks() -> None:
    document = changed(lambda stages: stages[2]["items"].insert(0, stages[0]["items"].pop(0)))

    result = overlaid(RECORD, document)

    assert result.differences == ("пункт 1 «Издать приказ о наставничестве»: перенесено из «Подготовка»",)
    moved = "    - text: Издать приказ о наставничестве\n      marker: 1)\n      done: 2026-09-10\n"
    assert f"    items:\n    # важно\n{moved}      evidence: [Приказ]\n      # тут был Петров\n    # важно" not in (
        text := result.data.decode()
    )
    assert f"{moved}      evidence: [Приказ]\n      # тут был Петров\n" in text


def test_a_stage_under_another_number_is_said_for_those_who_name_it() -> None:
    document = changed(lambda stages: stages.insert(1, {"number": "2", "title": "Обучение наставников"}))
    document["stages"][2]["number"], document["stages"][3]["number"] = "3", "4"

    result = overlaid(RECORD, document)

    assert result.renumbered == {"3": "4"}  # the second one is named by its id, which is the school's
    assert "этап 4 «Итоги»: номер: было «3» — стало «4»" in result.differences


def test_what_the_document_does_not_know_stays_on_the_record() -> None:
    record = RECORD + "approved: {order: 1-ОД, date: 2026-08-28, post: Директор}\nresults: Всё сделано\n"

    result = overlaid(record, {**DOCUMENT, "approved": {"order": "2-ОД"}})

    assert data_of(result.data)["approved"] == {"order": "2-ОД", "date": "2026-08-28", "post": "Директор"}
    assert data_of(result.data)["results"] == "Всё сделано"
    assert result.differences == ("план: гриф: было «order: 1-ОД» — стало «order: 2-ОД»",)


@pytest.mark.parametrize(
    "record",
    [
        'stages: [{number: "1", title: Этап, done: да, items: [{text: Приказ, done: да}]}]  # всё в строку\n',
        "stages:\n  title: Этап  # один\n  items:\n    text: Приказ\n    done: да\n",
        "stages:\r\n- title: Этап\r\n  # по-виндовому\r\n  done: да\r\n",
        "stages:\n-\n  # внутри\n  title: Этап\n  done: да",
        "title: Без этапов\n",
        "# одно\nstages: []\n",
    ],
    ids=["brackets", "without a list", "windows", "dash apart", "no stages", "empty list"],
)
def test_any_form_of_a_record_is_merged(record: str) -> None:
    document = {"stages": [{"title": "Этап", "term": "май", "items": [{"text": "Приказ"}, {"text": "Опрос"}]}]}

    result = overlaid(record, document)

    stage = data_of(result.data)["stages"][0]  # type: ignore[index]
    assert stage["term"] == "май"
    assert [item["text"] for item in stage["items"]] == ["Приказ", "Опрос"]
    assert record.count("done: да") == result.data.decode().count("done: да")
    assert re.findall(r"#.*", record) == re.findall(r"#.*", result.data.decode())
    assert ("\r\n" in record) == (b"\r\n" in result.data)
    assert overlaid(result.data, document).data == result.data


# --- any plan, kept by any editor, corrected in any way


@st.composite
def kept_records(draw: st.DrawFn) -> tuple[dict[str, Any], str, list[str]]:
    """A document, the record an editor has made of it, and every word that is the editor's."""
    document = draw(plans())
    record, words = deepcopy(document), list[str]()
    for step in every_step(record):
        if draw(st.integers(0, 2)) == 0:
            words.append(f"Довод{len(words)}я")
            step |= {"done": draw(st.sampled_from(["да", "2026-10-01"])), "evidence": [words[-1]]}
    text = draw(st.sampled_from([to_yaml, indented, bracketed]))(record)
    lines = []
    for line in text.splitlines():
        if re.match(r" *- [a-z]+:", line) and draw(st.integers(0, 3)) == 0:
            words.append(f"Слово{len(words)}я")
            lines.append(f"{' ' * (len(line) - len(line.lstrip()))}# {words[-1]}")
        lines.append(line)
    return document, "\n".join(lines) + "\n", words


def every_step(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for step in [*(data.get("stages") or []), *(data.get("items") or [])]:
        yield step
        yield from every_step(step)


class Indented(yaml.SafeDumper):
    """Lists stand further in than their name, as many editors type them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def indented(record: dict[str, Any]) -> str:
    return yaml.dump(record, Dumper=Indented, allow_unicode=True, sort_keys=True, width=60)


def bracketed(record: dict[str, Any]) -> str:
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False, default_flow_style=None, width=80)


@st.composite
def corrections(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """The document after somebody went over it: steps gone, come, moved, said otherwise."""
    corrected = deepcopy(document)
    lists = [corrected["stages"], *(step["items"] for step in every_step(corrected) if step.get("items"))]
    for _ in range(draw(st.integers(0, 4))):
        steps = draw(st.sampled_from(lists))
        at = draw(st.integers(0, len(steps) - 1)) if steps else 0
        turn = draw(st.sampled_from(["gone", "come", "moved", "said", "term"]))
        name = "title" if steps is corrected["stages"] else "text"
        if turn == "come":
            steps.insert(at, {name: draw(st.sampled_from(["Опрос", "Неделя открытых уроков", "Ярмарка"])) + f" {at}"})
        elif steps and turn == "gone" and (name == "text" or len(steps) > 1):
            steps.pop(at)
        elif steps and turn == "moved" and name == "text":
            draw(st.sampled_from(lists[1:])).append(steps.pop(at))
        elif steps and turn == "said":
            steps[at][name] = f"{steps[at][name]} и отчёт"
        elif steps and turn == "term":
            steps[at]["term"] = "июнь 2027"
    return corrected


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_nothing_of_the_editors_is_lost(data: st.DataObject) -> None:
    assert_nothing_is_lost(data)


def test_remarks_below_a_step_that_is_written_anew_stay() -> None:
    """Even where the document says so little that its step is not recognised in the record."""
    record = (
        "title: План\nschool_year: 2026-2027\nstages:\n- title: Этап\n  items:\n  - text: Приказ 8\n    items:\n"
        "    # Слово1\n    - text: Приказ 9.\n    # Слово12\n    - text: Приказ 10.\n"
    )
    below = [{"text": "Приказ 9."}, {"text": "Приказ 10."}]
    items = [{"text": "Совершенно другое дело и отчёт о нём", "items": below}]
    document = {"title": "План", "school_year": "2026-2027", "stages": [{"title": "Этап", "items": items}]}

    lines = overlaid(record, document).data.decode().split("\n")

    assert sorted(line.strip() for line in lines if "Слово" in line) == ["# Слово1", "# Слово12"]


@pytest.mark.audit
@settings(max_examples=1500, deadline=None)
@given(st.data())
def test_nothing_of_the_editors_is_lost_in_any_plan(data: st.DataObject) -> None:
    assert_nothing_is_lost(data)


def assert_nothing_is_lost(data: st.DataObject) -> None:
    document, record, words = data.draw(kept_records())
    corrected = data.draw(corrections(document))

    result = overlaid(record, corrected)

    text = result.data.decode()
    assert [word for word in words if not re.search(rf"{word}\b", text)] == []
    merged = data_of(result.data)
    assert said(merged, corrected) == said(corrected, corrected)
    assert overlaid(result.data, corrected).data == result.data
    assert overlaid(record, document).data == record.encode()


def said(record: dict[str, Any], document: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a record says in the columns the document has."""
    columns = {name for step in every_step(document) for name in step}
    return [
        (depth, number, text, {key: value for key, value in values.items() if key in columns})
        for depth, number, text, values in in_force(record)
    ]


# --- through Word, by the command


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_every_mark_of_a_kept_record_outlives_its_own_document(path: Path, tmp_path: Path) -> None:
    """The demo's plan as a Word file, imported over the plan with all its marks."""
    record = path.read_text(encoding="utf-8")
    document = tmp_path / "plan.docx"
    school = School.model_validate(parse(yml(PASSPORT), "school.yml").data)
    document.write_bytes(roadmap_word(Roadmap.model_validate(parse(record, NAME).data), school))

    result = lay_over(written_as(path, path.read_bytes(), path.name), import_roadmap(document).record)

    marks = [
        (name, step[name])
        for step in every_step(parse(record, NAME).data)
        for name in ("done", "postponed", "evidence")
        if name in step
    ]
    kept = [
        (name, step[name])
        for step in every_step(data_of(result.data))
        for name in ("done", "postponed", "evidence")
        if name in step
    ]
    assert kept == marks
    assert re.findall(r"^\s*#.*", record, re.MULTILINE) == [
        line for line in re.findall(r"^\s*#.*", result.data.decode(), re.MULTILINE) if line in record
    ]


TITLE = "Дорожная карта наставничества на 2026-2027 учебный год"
CAPTIONS = ["№", "Этап", "Мероприятия", "Сроки"]
ROWS = [["1", "Подготовка", "Издать приказ о наставничестве", "сентябрь"], ["2", "Итоги", "Собрать отзывы", "май"]]


def test_records_that_name_a_stage_follow_its_number(tmp_path: Path, school: Callable[[Files], Path]) -> None:
    news = md(title="Отзывы", date="2026-10-05", summary="Наставники собрали отзывы о работе.", stages=["2026-2027/2"])
    root = school({"news/otzyvy.md": news})
    command = ("import", "roadmap", tmp_path / "plan.docx", "--id", "2026-2027", "--root", root)
    make_word(tmp_path / "plan.docx", [TITLE, {"table": [CAPTIONS, *ROWS]}])
    run(*command)
    record = (root / NAME).read_bytes()
    rows = [ROWS[0], ["2", "Обучение", "Провести семинар", "март"], ["3", *ROWS[1][1:]]]
    make_word(tmp_path / "plan.docx", [TITLE, {"table": [CAPTIONS, *rows]}])

    shown = run(*command)
    assert shown.exit_code == 1
    assert "ссылка на этап была 2026-2027/2 — стала 2026-2027/3" in shown.stdout
    assert (root / NAME).read_bytes() == record

    assert run(*command, "--force").exit_code == 0
    assert (root / "content/news/otzyvy.md").read_text("utf-8") == news.replace("2026-2027/2", "2026-2027/3")

    assert run("undo", "--root", root).exit_code == 0
    assert (root / NAME).read_bytes() == record
    assert (root / "content/news/otzyvy.md").read_text("utf-8") == news
