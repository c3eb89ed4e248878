"""The sheet of a programme is a paper that somebody signs: names, acts, the school's own макет, the words as typed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from nastavnik import messages
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.paper import Labelled, PaperGrid, PaperText
from nastavnik.views.programmes import sheet
from nastavnik.views.programmes.basis import written_day
from tests.conftest import CONSENT, DAY, DOCUMENT, MENTOR, PASSPORT, run, yml
from tests.test_monitoring import period
from tests.test_programmes import listing, loaded, programme

Load = Callable[..., Catalogue]


# --- who made it

NAMES = {"a": "Белова Ирина Сергеевна", "b": "Ткач Игорь Павлович", "c": "Ким Л. В.", "d": "Шевченко Т. И."}
FILES = {f"mentors/{id}.yml": yml(MENTOR, name=name) for id, name in NAMES.items()}


@pytest.mark.parametrize(
    ("mentors", "made"),
    [
        ([], ["разработана совместно наставником ____ и наставляемым ____ для решения"]),
        (["a"], ["разработана совместно наставником Беловой Ириной Сергеевной и наставляемым ____ для решения"]),
        (
            ["a", "d"],
            [
                "разработана совместно наставниками Беловой Ириной Сергеевной и Шевченко Т. И. "
                "и наставляемым ____ для решения"
            ],
        ),
        (
            ["b"],
            ["разработана совместно наставником и наставляемым ____ для решения", "Наставник: Ткач Игорь Павлович"],
        ),
        (
            ["a", "c"],  # a name in doubt takes the others along: one sentence, one way
            [
                "разработана совместно наставниками и наставляемым ____ для решения",
                "Наставники: Белова Ирина Сергеевна, Ким Л. В.",
            ],
        ),
    ],
)
def test_names_stand_in_their_case_or_need_none(mentors: list[str], made: list[str], catalogue: Load) -> None:
    found = catalogue(FILES | {"programmes/p.yml": programme(mentors=mentors, type="групповое")})

    texts = [block.text for block in sheet(found, loaded(found)) if isinstance(block, PaperText)]

    at = texts.index(messages.PERSONALISED) + 1
    assert [text.replace("_" * 40, "____") for text in texts[at : at + len(made)]] == made
    assert texts[at + len(made)] == messages.PLAN


def test_paper_for_the_desk_names_a_mentor_without_a_card(school: Callable[..., Path], tmp_path: Path) -> None:
    without = yml(MENTOR, name=NAMES["a"], consent=CONSENT | {"until": "2026-10-01"})
    root = school({"mentors/a.yml": without, "programmes/god.yml": programme(mentors=["a"])})

    run("programme", "docx", "god", "--root", root, "--output", tmp_path / "god.docx", *DAY)
    run("build", "--root", root, *DAY, "--jobs", "1")

    def words(file: Path) -> str:
        return "\n".join(part.text for part in docx.Document(str(file)).paragraphs)

    assert "наставником Беловой Ириной Сергеевной и наставляемым" in words(tmp_path / "god.docx")
    assert "Белов" not in words(root / "site/programmes/god/god.docx")


# --- acts of the programme's own day


def act(**fields: Any) -> str:
    return yml(DOCUMENT, {"required": "да"}, **fields)


ACTS = {
    "documents/first.yml": act(title="Положение первое", date="2024-09-01", state="заменён", replaced_by="second"),
    "documents/second.yml": act(title="Положение второе", date="2026-08-28"),
    "documents/gone.yml": act(title="Приказ отменённый", date="2024-09-02", state="утратил силу"),
    "documents/ended.yml": act(title="Приказ на год", date="2024-08-30", state="утратил силу", until="2025-08-31"),
    "documents/optional.yml": act(title="Необязательный", date="2024-09-04", required="нет"),
    "documents/always.yml": act(title="Без даты"),
}


@pytest.mark.parametrize(
    ("fields", "acts"),
    [
        ({"period": "октябрь 2025 – май 2026"}, {"Положение первое", "Без даты"}),
        ({"period": "сентябрь 2026 – май 2027"}, {"Положение второе", "Без даты"}),
        ({"period": "2024/25 учебный год"}, {"Приказ на год", "Положение первое", "Без даты"}),
        ({"period": "2024/25 учебный год", "approved": {"date": "2026-08-28"}}, {"Положение второе", "Без даты"}),
        ({"period": "когда получится"}, {"Положение второе", "Без даты"}),  # today
        ({"period": "январь – май 2020"}, {"Без даты"}),
    ],
)
def test_acts_of_the_programmes_own_day(fields: dict[str, Any], acts: set[str], catalogue: Load) -> None:
    found = catalogue(ACTS | {"programmes/a.yml": programme(**fields)})

    local = next(block for block in sheet(found, loaded(found)) if getattr(block, "label", "") == messages.LOCAL_ACTS)

    assert isinstance(local, Labelled)
    assert {value.split(" от ")[0] for value in local.values} == acts


@pytest.mark.parametrize(
    ("period", "there", "absent"),
    [
        ("октябрь 2026 – май 2027", ["07.05.2024 № 309", "статья 351.8", "Р-145", "АЗ-1128"], ["№ 474"]),
        ("2023/24 учебный год", ["21.07.2020 № 474", "№ 197-ФЗ.", "Р-145", "АЗ-1128"], ["№ 309", "351.8"]),
        ("сентябрь 2020 – май 2021", ["№ 474", "Р-145", "273-ФЗ"], ["АЗ-1128", "№ 309"]),
        ("февраль – май 2025", ["№ 309"], ["351.8"]),
        ("март – май 2025", ["351.8"], ["197-ФЗ."]),
    ],
)
def test_federal_acts_of_the_programmes_own_day(
    period: str, there: list[str], absent: list[str], catalogue: Load
) -> None:
    found = catalogue({"programmes/a.yml": programme(period=period)})

    acts = "\n".join(block.text for block in sheet(found, loaded(found)) if getattr(block, "style", "") == "item")

    assert [word for word in there if word not in acts] == []
    assert [word for word in absent if word in acts] == []


@pytest.mark.parametrize(
    ("act", "day"),
    [
        ("Распоряжение от 25 декабря 2019 г. № P-145", "2019-12-25"),
        ("Трудовой кодекс РФ от 30.12.2001 N 197-ФЗ (ред. от 31.07.2020)", "2001-12-30"),
        ("Указ Президента от 21.07.2020 г. «О национальных целях»", "2020-07-21"),
        ("Инициатива «Наша новая школа», утв. Президентом РФ", None),
        ("Приказ от 31.02.2020 № 1", None),
        ("Приказ от имени директора", None),
    ],
)
def test_day_of_an_act_by_its_own_words(act: str, day: str | None) -> None:
    found = written_day(act)

    assert (found and found.isoformat()) == day


# --- the school's own макет

OWN = {
    "intro": ["Программа для своих."],
    "acts": ["Устав школы", "Приказ от 01.09.2026 № 5", "Приказ от 01.12.2026 № 9"],
    "principles": ["Доверие"],
    "criteria": [
        {"title": "Результат", "indicators": ["Цель достигнута", "Задачи решены"]},
        {"title": "Мнение", "indicators": ["Пара довольна"]},
    ],
    "levels": [{"points": 5, "title": "высокий"}, {"points": 0, "title": "низкий"}],
}


def own(**fields: Any) -> dict[str, str]:
    return {"school.yml": yml(PASSPORT, programme_form=OWN | fields)}


def test_own_maket_is_on_the_sheet_filled_and_empty(catalogue: Load) -> None:
    found = catalogue(own() | {"programmes/a.yml": programme(approved={"date": "2026-10-14"})})

    for blocks in (sheet(found, loaded(found)), sheet(found, None)):
        texts = [block.text for block in blocks if isinstance(block, PaperText)]
        assert "Программа для своих." in texts
        assert [block.text for block in blocks if getattr(block, "style", "") == "item"] == OWN["acts"][:2]
        assert Labelled(messages.PRINCIPLES_OF, ("Доверие",)) in blocks
        assert texts[-2:] == ["5–6 баллов – высокий уровень", "0–4 балла – низкий уровень."]
        grid = [block for block in blocks if isinstance(block, PaperGrid)][-1]
        assert [row[0].text for row in grid.rows[2:]] == ["Результат", "Задачи решены", "Мнение"]


def test_own_principles_of_a_programme_go_before_those_of_the_maket(catalogue: Load) -> None:
    found = catalogue(own() | {"programmes/a.yml": programme(principles=["Азарт"])})

    assert Labelled(messages.PRINCIPLES_OF, ("Азарт",)) in sheet(found, loaded(found))


def test_points_of_the_own_maket(school: Callable[..., Path], tmp_path: Path) -> None:
    root = school(own() | {"programmes/god.yml": programme(scores=[2, 2, 1])})

    run("programme", "docx", "god", "--root", root, "--output", tmp_path / "god.docx", *DAY)

    words = [part.text for part in docx.Document(str(tmp_path / "god.docx")).paragraphs]
    assert "Набрано баллов: 5 – высокий уровень." in words


def test_levels_of_the_own_maket_are_counted(catalogue: Load) -> None:
    files = {f"programmes/p{number}.yml": programme(scores=[2, 2, 2]) for number in range(6)}

    data = listing(catalogue(own() | files))

    assert (data["levels"], data["assessed"]) == ([("высокий", "6"), ("низкий", "0")], "6")


def test_true_levels_of_the_own_maket_have_its_words(school: Callable[..., Path]) -> None:
    root = school(own() | period() | {"programmes/god.yml": programme(scores=[2, 2, 1], state="прервана")})

    result = run("report", "monitoring", "--root", root, "--format", "csv", *DAY)

    assert {"programmes.level.best;1", "programmes.level.poor;0", "programmes;1", "programmes.stopped;1"} <= set(
        result.output.splitlines()
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"levels": [{"points": 7, "title": "а"}, {"points": 0, "title": "б"}]}, "7 баллов не набрать"),
        ({"levels": [{"points": 5, "title": "а"}, {"points": 1, "title": "б"}]}, "у последнего порог 0"),
        ({"levels": [{"points": 0, "title": "а"}, {"points": 5, "title": "б"}]}, "у последнего порог 0"),
        ({"levels": [{"points": 0, "title": "а"}]}, "хотя бы два"),
        ({"levels": None}, "показателей не девять"),
        ({"criteria": [{"title": "Пусто", "indicators": []}]}, "indicators"),
        ({"principes": ["опечатка"]}, "principles"),
    ],
)
def test_maket_that_does_not_fit_is_said_with_its_place(
    fields: dict[str, Any], said: str, school: Callable[..., Path]
) -> None:
    form = {name: value for name, value in (OWN | fields).items() if value is not None}

    result = run("check", "--root", school({"school.yml": yml(PASSPORT, programme_form=form)}), *DAY)

    assert result.exit_code == 1
    assert any("content/school.yml:" in line and said in line for line in result.stdout.splitlines()), result.stdout


# --- the words the editor typed


def test_synonyms_are_printed_as_typed(catalogue: Load) -> None:
    words = {"form": "учитель –  учитель", "mentoring_kind": "индивидуальное", "type": "индивидуальное"}
    found = catalogue({"programmes/a.yml": programme(**words)})

    facts = [block for block in sheet(found, loaded(found)) if isinstance(block, PaperGrid)][1]

    assert [row[1].text for row in facts.rows] == ["учитель – учитель", "индивидуальное", "индивидуальное"]
    assert (loaded(found).form, loaded(found).mentoring_kind) == ("teacher-teacher", "traditional")


def test_typed_words_are_on_the_page_and_codes_in_the_catalogue(school: Callable[..., Path]) -> None:
    root = school({"programmes/god.yml": programme(form="воспитатель – воспитатель", mentoring_kind="ситуативное")})

    assert run("build", "--root", root, *DAY, "--jobs", "1").exit_code == 0

    page = (root / "site/programmes/god/index.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    catalog = (root / "site/api/v1/catalog.json").read_text(encoding="utf-8")
    assert "Воспитатель – воспитатель" in page
    assert "Ситуативное" in page
    assert '"form":"teacher-teacher"' in catalog
    assert '"mentoring_kind":"situational"' in catalog
    assert "оспитатель" not in catalog
