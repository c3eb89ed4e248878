"""Programmes: nine scores stay in the school, levels are told as counts, paper and Word follow the макет of S4."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from nastavnik import messages
from nastavnik.pages.plan import pages
from nastavnik.records import Mentor, Programme
from nastavnik.records.programme_form import CRITERIA, PRINCIPLES, ProgrammeForm
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.paper import Labelled, PaperGrid, PaperText
from nastavnik.views.programmes import programme_stage, sheet, word
from tests.conftest import CONSENT, DAY, MENTOR, run, yml

Load = Callable[..., Catalogue]
PROGRAMME = {
    "title": "Первый год",
    "form": "педагог – педагог",
    "problem": "Молодой учитель остаётся один.",
    "goal": "Сам планирует четверть.",
    "period": "октябрь 2026 – май 2027",
}
FULL = PROGRAMME | {
    "type": "индивидуальное",
    "mentoring_kind": "традиционное",
    "tasks": ["составить план", "разобрать уроки"],
    "plan": [{"content": "Знакомство", "result": "цели", "methods": "беседа", "term": "октябрь", "control": "куратор"}],
    "roadmap": [{"activity": "обучение", "event": "Школа наставников", "term": "ноябрь"}],
    "mentors": ["a"],
    "approved": {"number": "12", "date": "2026-10-14"},
}
SEED = Path(__file__).parent.parent.parent / "shared" / "seeds" / "s4.docx"


def programme(**fields: Any) -> str:
    return yml(PROGRAMME, **fields)


def scores(total: int) -> list[int]:
    """Nine scores with this sum."""
    return [min(2, max(0, total - 2 * place)) for place in range(9)]


def listing(found: Catalogue) -> dict[str, Any]:
    return next(page for page in pages(found, ()) if page.url == "programmes/").data()


def loaded(found: Catalogue) -> Programme:
    record = found.whole(found.of("programmes")[0])
    assert isinstance(record, Programme)
    return record


# --- scores and levels


@pytest.mark.parametrize(
    ("total", "level"), [(18, "best"), (15, "best"), (14, "fair"), (9, "fair"), (8, "poor"), (0, "poor")]
)
def test_nine_scores_become_a_level(total: int, level: str) -> None:
    record = Programme.model_validate({**PROGRAMME, "scores": scores(total)})

    assert (record.points, ProgrammeForm().level(total).code) == (total, level)


@pytest.mark.parametrize("wrong", [[3] * 9, [-1] * 9, ["два"] * 9])
def test_scores_are_0_1_2(wrong: list[Any]) -> None:
    with pytest.raises(ValueError, match="scores"):
        Programme.model_validate({**PROGRAMME, "scores": wrong})


@pytest.mark.parametrize("number", [8, 10])
def test_a_score_for_each_indicator(number: int, school: Callable[..., Path]) -> None:
    result = run("check", "--root", school({"programmes/a.yml": programme(scores=[2] * number)}), *DAY)

    assert result.exit_code == 1
    assert f"content/programmes/a.yml:7:1: оценок {number}, а показателей в макете школы 9" in result.stdout


def test_catalogue_has_no_scores(catalogue: Load) -> None:
    record = loaded(catalogue({"programmes/a.yml": programme(scores=scores(13))}))

    assert (record.scores, record.points) == ((), None)


@pytest.mark.parametrize(
    ("totals", "levels", "assessed"),
    [
        ([], [], ""),
        ([18], [], "менее 5"),
        ([18, 18, 18, 18], [], "менее 5"),
        ([18] * 4 + [12] * 2, [("оптимальный или допустимый", "6"), ("недопустимый", "0")], "6"),
        ([18] * 7 + [12] * 2, [("оптимальный или допустимый", "9"), ("недопустимый", "0")], "9"),
        ([18] * 6, [("оптимальный", "6"), ("допустимый", "0"), ("недопустимый", "0")], "6"),
        ([18] * 16 + [12] * 5 + [3] * 3, [("оптимальный", "16"), ("допустимый или недопустимый", "8")], "24"),
        ([18] * 20 + [12] + [3], [("оптимальный", "5 или больше"), ("допустимый или недопустимый", "менее 5")], "22"),
        ([3] * 6, [("оптимальный", "0"), ("допустимый или недопустимый", "6")], "6"),  # not told of each
        ([18] * 5 + [3] * 2, [], "7"),  # of seven, five and more leave one or two
    ],
)
def test_levels_are_told_as_soon_as_they_can(
    totals: list[int], levels: list[tuple[str, str]], assessed: str, catalogue: Load
) -> None:
    data = listing(catalogue({f"programmes/p{i}.yml": programme(scores=scores(n)) for i, n in enumerate(totals)}))

    assert (data["levels"], data["assessed"]) == (levels, assessed)


def test_draft_is_not_counted(catalogue: Load) -> None:
    assert catalogue({"programmes/a.yml": programme(scores=scores(18), draft="да")}).tallies["programmes"] == {}


def test_no_score_and_no_level_reaches_the_site(school: Callable[..., Path]) -> None:
    """The same school with other scores and another level gives the same bytes."""
    sites = []
    for total in (3, 18):
        root = school({"programmes/a.yml": programme(scores=scores(total))})
        assert run("build", "--root", root, *DAY, "--jobs", "1").exit_code == 0
        sites.append({path: path.read_bytes() for path in sorted((root / "site").rglob("*")) if path.is_file()})

    assert sites[0] == sites[1]


# --- the mentored side


def test_no_field_for_the_mentored_person_exists() -> None:
    named = {name for name in Programme.model_fields if name in Mentor.model_fields or "mentee" in name}

    assert named == {"title", "form", "type", "aliases", "example"} & named
    with pytest.raises(ValueError, match="mentee"):
        Programme.model_validate({**PROGRAMME, "mentee": "Иванов"})


def test_mentor_without_consent_is_a_line_to_write_on(catalogue: Load) -> None:
    files = {"mentors/a.yml": yml(MENTOR, consent=CONSENT | {"until": "2026-10-01"}), "programmes/a.yml": yml(FULL)}
    found = catalogue(files)

    said = "\n".join(block.text for block in sheet(found, loaded(found)) if isinstance(block, PaperText))

    assert "Берёзкина" not in said
    assert "наставником ____" in said


def test_mentored_person_is_always_a_line_to_write_on(catalogue: Load) -> None:
    found = catalogue({"mentors/a.yml": yml(MENTOR), "programmes/a.yml": yml(FULL, shown="наставник")})

    said = "\n".join(block.text for block in sheet(found, loaded(found)) if isinstance(block, PaperText))

    assert "наставником Берёзкиной Анной Павловной и наставляемым ____" in said


# --- the макет


def captions(table: Any) -> list[list[str]]:
    """Rows of a table of a Word file, whitespace and case aside."""
    return [[" ".join(cell.text.lower().split()) for cell in row.cells] for row in table.rows]


@pytest.mark.skipif(not SEED.is_file(), reason="the seeds are not here")
def test_empty_maket_has_the_tables_of_the_seed(catalogue: Load) -> None:
    ours = docx.Document(io.BytesIO(word(catalogue({}), None))).tables
    theirs = docx.Document(str(SEED)).tables
    start = next(number for number, table in enumerate(theirs) if "утверждаю" in table.rows[0].cells[-1].text.lower())
    _, form, plan, roadmap, criteria = theirs[start : start + 5]

    assert captions(ours[1]) == captions(form)
    assert captions(ours[2])[0] == captions(plan)[0]
    assert captions(ours[3])[0] == captions(roadmap)[0]
    assert captions(ours[4]) == captions(criteria)


@pytest.mark.skipif(not SEED.is_file(), reason="the seeds are not here")
def test_captions_follow_in_the_order_of_the_seed(catalogue: Load) -> None:
    said = "\n".join(" ".join(paragraph.text.split()) for paragraph in docx.Document(str(SEED)).paragraphs)
    blocks = [block for block in sheet(catalogue({}), None) if isinstance(block, Labelled)]
    labels = [block.label.rstrip(":") for block in blocks]

    places = [said.index(label) for label in labels]

    assert places == sorted(places)
    assert next(block.values for block in blocks if block.label == messages.PRINCIPLES_OF) == PRINCIPLES


def test_filled_sheet_says_everything(catalogue: Load) -> None:
    found = catalogue({"mentors/a.yml": yml(MENTOR), "programmes/a.yml": yml(FULL)})

    blocks = sheet(found, loaded(found))

    grids = [block for block in blocks if isinstance(block, PaperGrid)]
    assert [[cell.text for cell in row] for row in grids[2].rows[1:]] == [
        ["Знакомство", "цели", "беседа", "октябрь", "куратор"]
    ]
    assert [cell.text for cell in grids[3].rows[1]] == ["1", "обучение", "Школа наставников", "", "ноябрь", ""]
    assert Labelled(messages.TASKS, ("составить план", "разобрать уроки")) in blocks
    assert "Приказ № 12 от 14.10.2026" in grids[0].rows[0][1].text


def test_nine_indicators_have_a_row_each_and_no_mark_in_public(catalogue: Load) -> None:
    found = catalogue({"programmes/a.yml": programme(scores=scores(18))})

    criteria = [block for block in sheet(found, loaded(found)) if isinstance(block, PaperGrid)][-1]

    assert sum(len(criterion.indicators) for criterion in CRITERIA) == 9 == len(criteria.rows) - criteria.head
    assert {cell.text for row in criteria.rows[criteria.head :] for cell in row[-3:]} == {""}


# --- Word


def test_word_file_has_the_same_bytes_every_time(catalogue: Load) -> None:
    found = catalogue({"mentors/a.yml": yml(MENTOR), "programmes/a.yml": yml(FULL)})
    packed = word(found, loaded(found))

    assert packed == word(found, loaded(found))
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(packed)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_any_text_becomes_a_readable_word_file(catalogue: Load) -> None:
    goal = "a < b & «c» ]]> \x0b\ufffe"

    packed = word(catalogue({}), Programme.model_validate({**PROGRAMME, "goal": goal}))

    assert any("a < b & «c» ]]>" in one.text for one in docx.Document(io.BytesIO(packed)).paragraphs)


def test_command_writes_marks_for_the_desk_and_the_site_has_none(school: Callable[..., Path], tmp_path: Path) -> None:
    root = school({"programmes/god.yml": programme(scores=[2, 1, 0, 2, 2, 2, 2, 2, 2])})

    filled = run("programme", "docx", "god", "--root", root, "--output", tmp_path / "god.docx", *DAY)
    run("build", "--root", root, *DAY, "--jobs", "1")

    def marks(file: Path) -> list[list[str]]:
        return [[cell.text for cell in row.cells[2:]] for row in docx.Document(str(file)).tables[-1].rows[2:5]]

    assert filled.exit_code == 0, filled.output
    assert marks(tmp_path / "god.docx") == [["2", "", ""], ["", "1", ""], ["", "", "0"]]
    assert marks(root / "site/programmes/god/god.docx") == [["", "", ""]] * 3


def test_command_writes_the_empty_maket(school: Callable[..., Path], tmp_path: Path) -> None:
    result = run("programme", "docx", "--empty", "--root", school({}), "--output", tmp_path / "m.docx", *DAY)

    assert result.exit_code == 0, result.output
    assert docx.Document(str(tmp_path / "m.docx")).paragraphs[0].text == messages.MAKET


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        ([], messages.WHICH_PROGRAMME, 2),
        (["god", "--empty"], messages.WHICH_PROGRAMME, 2),
        (["nety"], "нет записи «nety»", 1),
        (["slip"], "запись content/programmes/slip.yml с ошибками", 1),
        (["god", "--output", "{root}/site/god.docx"], messages.INSIDE_SITE, 1),
        (["god", "--output", "{root}/mkdocs.yml"], "уже есть", 1),
    ],
)
def test_command_refuses(words: list[str], said: str, status: int, school: Callable[..., Path]) -> None:
    root = school({"programmes/god.yml": programme(), "programmes/slip.yml": programme(form="никакая")})

    result = run("programme", "docx", *(word.format(root=root) for word in words), "--root", root, *DAY)

    assert result.exit_code == status
    assert said in result.output


# --- nobody is recognised

MENTOR_AND_PROGRAMME = {"mentors/a.yml": yml(MENTOR)}


@pytest.mark.parametrize(
    ("fields", "mentor", "problem"),
    [
        ({}, False, True),  # nothing says that there are many
        ({"type": "индивидуальное"}, False, True),
        ({"type": "Парная работа"}, False, True),
        ({"type": "индивидуально-групповое"}, False, True),
        ({"type": "групповое"}, True, True),
        ({"mentoring_kind": "групповое"}, True, True),
        ({"type": "индивидуальное", "mentoring_kind": "групповое"}, False, True),
        ({"mentoring_kind": "командное"}, False, True),  # mentors are a team there, not those they help
        ({"form": "организация – организация"}, True, True),
        ({"shown": "наставник"}, True, False),
        ({"shown": "проблема"}, False, True),
        ({"type": "групповое", "shown": "проблема"}, False, True),
        ({"type": "групповое", "shown": "наставник"}, True, False),
    ],
)
def test_mentor_or_problem(fields: dict[str, str], mentor: bool, problem: bool, catalogue: Load) -> None:
    found = catalogue(MENTOR_AND_PROGRAMME | {"programmes/a.yml": programme(mentors=["a"], **fields)})
    record = loaded(found)

    assert (bool(record.mentors), bool(record.problem or record.goal)) == (mentor, problem)
    assert bool(found.referring_to("mentors/a", Programme)) is mentor


@pytest.mark.parametrize(("shown", "absent"), [(None, "Берёзкин"), ("наставник", "Скрытая"), ("проблема", "Берёзкин")])
def test_nothing_names_the_mentor_beside_the_problem(
    shown: str | None, absent: str, school: Callable[..., Path]
) -> None:
    """Page, lists, feeds, linked data and Word files: no file about the programme has both."""
    about = dict.fromkeys(("problem", "goal", "conditions", "methods", "outcome"), "Скрытая беда")
    rows = {"tasks": ["Скрытая"], "results": ["Скрытая"], "plan": [{"content": "Скрытая"}]}
    record = programme(mentors=["berezkina"], shown=shown, roadmap=[{"activity": "Скрытая"}], **about, **rows)
    root = school({"mentors/berezkina.yml": yml(MENTOR), "programmes/god.yml": record})

    assert run("build", "--root", root, *DAY, "--jobs", "1").exit_code == 0

    texts = {
        path: path.read_bytes().decode(errors="ignore")
        for path in (root / "site").rglob("*")
        if path.suffix in {".html", ".json", ".xml", ".csv"}
    }
    texts |= {path: _words(path) for path in (root / "site").rglob("god.docx")}
    about_it = {path: text for path, text in texts.items() if "Первый год" in text and path.suffix != ".json"}
    lines = [line for path, text in texts.items() if path.name == "catalog.json" for line in text.splitlines()]
    about_it |= {Path(f"line{number}"): line for number, line in enumerate(lines) if "Первый год" in line}
    assert about_it
    assert [path for path, text in about_it.items() if absent in text] == []


def _words(path: Path) -> str:
    document = docx.Document(str(path))
    return "\n".join(part.text for part in document.paragraphs) + "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )


def test_check_says_which_way_it_went_and_how_to_change(school: Callable[..., Path]) -> None:
    root = school(MENTOR_AND_PROGRAMME | {"programmes/a.yml": programme(mentors=["a"])})

    lines = run("check", "--root", root, *DAY).stdout.splitlines()

    assert f"content/programmes/a.yml:7:1: подсказка: {messages.MENTOR_OR_PROBLEM}" in lines


@pytest.mark.parametrize("fields", [{"shown": "проблема"}, {"shown": "наставник"}, {"type": "групповое"}])
def test_check_is_silent_once_the_school_has_decided(fields: dict[str, str], school: Callable[..., Path]) -> None:
    root = school(MENTOR_AND_PROGRAMME | {"programmes/a.yml": programme(mentors=["a"], **fields)})

    assert "shown" not in run("check", "--root", root, *DAY).stdout


@pytest.mark.parametrize(
    ("fields", "points"),
    [
        ({"title": "Первый год учителя математики"}, True),
        ({"problem": "Учитель физической культуры остаётся один."}, True),
        ({"problem": "Воспитатель младшей группы остаётся один."}, True),
        ({"goal": "Подружиться с 7 Б."}, True),
        ({"outcome": "Единственный физик остался в школе."}, True),
        ({"title": "Первый год учителя математики", "shown": "наставник"}, False),  # nobody reads of the problem
        ({"title": "Учителя математики и физики", "type": "групповое"}, False),
        ({"title": "Первый год учителя"}, False),
        ({"problem": "Педагогам некогда читать на математике."}, False),
        ({"goal": "По 5 в неделю, 30 уроков в 2026 году."}, False),
    ],
)
def test_check_says_what_points_at_one_person(
    fields: dict[str, str], points: bool, school: Callable[..., Path]
) -> None:
    result = run("check", "--root", school({"programmes/a.yml": programme(**fields)}), *DAY)

    assert (messages.POINTS_AT_ONE in result.stdout) is points


def test_stopped_programme_is_nowhere(school: Callable[..., Path]) -> None:
    """Without it and with it the site has the same bytes."""
    stopped = programme(title="Прерванная", state="прервана", scores=scores(9), mentors=["a"])
    sites = []
    for more in ({}, {"programmes/b.yml": stopped}):
        root = school(MENTOR_AND_PROGRAMME | {"programmes/god.yml": programme()} | more)
        assert run("build", "--root", root, *DAY, "--jobs", "1").exit_code == 0
        sites.append({path: path.read_bytes() for path in sorted((root / "site").rglob("*")) if path.is_file()})

    assert (root / "content/programmes/b.yml").is_file()
    assert sites[0] == sites[1]
    assert [path for path, text in sites[0].items() if b"stopped" in text] == []


# --- where a programme stands on the day

DAYS = ("2026-08-01", "2026-11-29", "2030-01-01")


@pytest.mark.parametrize(
    ("fields", "stages"),
    [
        ({"period": "октябрь 2026 – май 2027"}, ("ahead", "running", "over")),
        ({"period": "октябрь 2026 – май 2027", "state": "идёт"}, ("ahead", "running", "over")),
        ({"period": "октябрь 2026 – май 2027", "state": "завершена"}, ("finished",) * 3),
        ({"period": "до 31 мая 2027 года"}, ("running", "running", "over")),
        ({"period": "один год"}, ("undated",) * 3),
        ({"period": "постоянно"}, ("undated",) * 3),
    ],
)
def test_nothing_runs_that_its_term_does_not_say(
    fields: dict[str, str], stages: tuple[str, ...], catalogue: Load
) -> None:
    found = []
    for day in DAYS:
        section = catalogue({"programmes/a.yml": programme(**fields)}, today=dt.date.fromisoformat(day))
        found.append(programme_stage(section, loaded(section)))

    assert tuple(found) == stages


@pytest.mark.parametrize(("shown", "led"), [("mentor", True), ("problem", False)])
def test_mentors_page_lists_the_programmes_that_may_name_the_mentor(
    school: Callable[..., Path], shown: str, *, led: bool
) -> None:
    root = school({"mentors/anna.yml": yml(MENTOR), "programmes/a.yml": programme(mentors=["anna"], shown=shown)})
    assert run("build", "--root", root, *DAY, "--no-search").exit_code == 0

    assert ('href="../../programmes/a/"' in (root / "site/mentors/anna/index.html").read_text()) is led
