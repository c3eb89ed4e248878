"""What pages say of a day, on the day before, during, after and years after: tables of exact words, drawn pages.

Data lies in `tests/truth/`: a line a case. The last tests build whole plans on their own day and in 2030 and read
every page for sentences that the plan does not support.
"""

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from nastavnik import messages
from nastavnik.pages.fragments import Fragments
from nastavnik.pages.plan import pages
from tests.conftest import PASSPORT, PRACTICE, Files, md, run, yml
from tests.feeds.reading import prepared
from tests.word import make_word

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "shared" / "seeds"
School_ = Callable[[Files], Path]


def rows(name: str) -> list[list[str]]:
    """Lines of a table of cases, without remarks; cells that are missing at the end of a line are empty."""
    lines = (HERE / "truth" / name).read_text(encoding="utf-8").splitlines()
    cases = [line.split("\t") for line in lines if not line.startswith("#")]
    return [case + [""] * (max(map(len, cases)) - len(case)) for case in cases]


def drawn(root: Path, today: dt.date, *urls: str) -> list[str]:
    """Contents of pages as they are drawn on a day."""
    found = prepared(root, today)
    fragments = Fragments(found.project.theme("fragments"), found.catalogue)
    by_url = {page.url: page for page in pages(found.catalogue, found.own)}
    return [fragments.draw(page.template, page.block, page.url, page.data()) for page in map(by_url.get, urls) if page]


def read(fragment: str) -> str:
    """A page as it is read: no tags, plain blanks."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", fragment)).replace("\u2060", "")).strip()


def signs(page: str) -> list[str]:
    """The sign each stage of a drawn roadmap has, empty for none."""
    heads = re.findall(r'class="stage-h">(.*?)</div>', page, re.DOTALL)
    pills = (re.search(r'class="st [^>]*>(.*?)</span>', head, re.DOTALL) for head in heads)
    return [read(pill[1]) if pill else "" for pill in pills]


def told(page: str) -> tuple[str, str]:
    """Heading of the part on the plan, and its sentence."""
    part = page.partition('<div class="main">')[2].partition('<ol class="steps">')[0]
    heading = re.search(r"<h2[^>]*>(.*?)</h2>", part)
    assert heading
    return read(heading[1]), read(part[heading.end() :])


# --- stages and plans


@pytest.mark.parametrize(("term", "done", "day", "sign", "heading", "sentence"), rows("stages.tsv"))
def test_stage(term: str, done: str, day: str, sign: str, heading: str, sentence: str, school: School_) -> None:
    stage = {"number": "1", "title": "Пары", "done": done, **({"term": term} if term else {})}
    root = school({"roadmap/2026-2027.yml": yml({"school_year": "2026-2027", "stages": [stage]})})

    home, roadmap = drawn(root, dt.date.fromisoformat(day), "", "roadmap/")

    assert (signs(roadmap), *told(home)) == ([sign], heading, sentence)


@pytest.mark.parametrize(("period", "terms", "day", "expected", "heading", "sentence"), rows("plans.tsv"))
def test_plan_without_a_school_year(
    period: str, terms: str, day: str, expected: str, heading: str, sentence: str, school: School_
) -> None:
    stages = [{"title": f"Этап {term}", "term": term} for term in terms.split(";")]
    root = school({"roadmap/plan.yml": yml({"period": period or None, "stages": stages})})

    home, roadmap = drawn(root, dt.date.fromisoformat(day), "", "roadmap/")

    assert (signs(roadmap), *told(home)) == (expected.split(";"), heading, sentence)


@pytest.mark.parametrize(
    ("day", "sign", "sentence"),
    [
        ("2026-11-21", "Просрочено", "Этап запаздывает."),
        ("2027-05-31", "Просрочено", "Этап запаздывает."),
        ("2027-06-01", "", "2026–2027 учебный год закончился."),
    ],
)
def test_overdue_ends_with_the_plan(day: str, sign: str, sentence: str, school: School_) -> None:
    plan = {"school_year": "2026-2027", "stages": [{"title": "Пары", "term": "до 20.11.2026"}]}
    root = school({"school.yml": yml(PASSPORT, show_overdue="да"), "roadmap/2026-2027.yml": yml(plan)})

    home, roadmap = drawn(root, dt.date.fromisoformat(day), "", "roadmap/")

    assert (signs(roadmap), told(home)[1]) == ([sign], sentence)


@pytest.mark.parametrize(("done", "total", "now", "first", "second", "after"), rows("counts.tsv"))
def test_sentence_of_numbers(done: str, total: str, now: str, first: str, second: str, after: str) -> None:
    counts = {"done": int(done), "now": int(now)}

    assert messages.progress(counts, int(total)) == (first, second)
    assert messages.marked_done(int(done), int(total)) == after


@pytest.mark.parametrize(("day", "is_done"), [("2026-12-24", False), ("2026-12-25", True), ("2030-01-01", True)])
def test_nothing_is_done_before_its_day(day: str, is_done: bool, school: School_) -> None:
    items = [{"text": "Встреча", "done": "2026-12-25"}, {"text": "Разбор"}]
    plan = {"school_year": "2026-2027", "stages": [{"title": "Пары", "items": items}]}
    root = school({"roadmap/2026-2027.yml": yml(plan)})

    [page] = drawn(root, dt.date.fromisoformat(day), "roadmap/")
    hints = run("check", "--root", root, "--today", day).stdout

    assert ("Выполнено" in read(page)) is is_done
    assert ("25 декабря 2026 ещё не наступило" in hints) is not is_done


def test_plan_without_stages_is_not_said_to_be_approved(school: School_) -> None:
    [page] = drawn(school({"roadmap/2026-2027.yml": "school_year: 2026-2027\n"}), dt.date(2026, 11, 20), "roadmap/")

    assert "Этапы этого плана на сайт не внесены" in read(page) and "тверждён" not in page


# --- what stands around the stages


@pytest.mark.parametrize(
    ("term", "day", "said", "unsaid"),
    [
        ("октябрь", "2026-10-15", ["Состояние на", "рядом — как их понял сайт", "Сроки плана в календарь"], []),
        ("октябрь 2026", "2026-10-15", ["Сроки приведены так, как утверждены.", "Сроки плана в календарь"], ["рядом"]),
        ("октябрь", "2026-11-15", ["рядом — как их понял сайт"], ["Состояние на", "в календарь"]),
        (
            "октябрь",
            "2033-11-15",
            ["учебный год закончился", "рядом — как их понял сайт"],
            ["Состояние на", "в календарь"],
        ),
        ("по запросу", "2026-10-15", ["как утверждены."], ["рядом", "Состояние на", "в календарь", "Шкала"]),
        (None, "2026-10-15", [], ["Сроки", "Состояние на", "в календарь", "Шкала"]),
    ],
)
def test_page_of_the_roadmap(term: str | None, day: str, said: list[str], unsaid: list[str], school: School_) -> None:
    stage = {"title": "Пары", **({"term": term} if term else {})}
    root = school({"roadmap/2026-2027.yml": yml({"school_year": "2026-2027", "stages": [stage]})})

    text = read(drawn(root, dt.date.fromisoformat(day), "roadmap/")[0])

    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


def test_year_long_gone_is_not_said_to_be_now(school: School_) -> None:
    root = school({"school.yml": yml(PASSPORT, current_year="2023-2024")})

    assert "2023–2024" in read(drawn(root, dt.date(2023, 11, 1), "")[0])
    assert "2023–2024" not in read(drawn(root, dt.date(2030, 3, 15), "")[0])


# --- records of other kinds

LEAST: Mapping[str, Mapping[str, Any]] = {
    "events": {"title": "Круглый стол", "event_type": "круглый стол"},
    "contests": {"title": "Наставник года", "level": "школьный"},
    "programmes": {"title": "Первый год", "form": "педагог – педагог", "problem": "Один.", "goal": "Вдвоём."},
    "documents": {"title": "Приказ", "level": "локальный", "type": "приказ", "no_file": "готовится"},
}


@pytest.mark.parametrize(("kind", "fields", "day", "words", "offers"), rows("records.tsv"))
def test_record(kind: str, fields: str, day: str, words: str, offers: str, school: School_) -> None:
    record = {**LEAST[kind], **yaml.load(fields, yaml.BaseLoader)}
    name, text = (f"{kind}/a.md", md(record)) if kind == "events" else (f"{kind}/a.yml", yml(record))

    [page] = drawn(school({name: text}), dt.date.fromisoformat(day), f"{kind}/a/")

    assert [read(pill) for pill in re.findall(r'<span class="st [^>]*>(.*?)</span>', page)] == [words][: bool(words)]
    assert (".ics" in page) == (offers == "да")


@pytest.mark.parametrize(("year", "is_said"), [(2025, True), (2026, True), (2031, False)])
def test_year_to_come_is_not_told_as_past(year: int, is_said: bool, school: School_) -> None:
    partner = {"title": "Причал", "partner_type": "предприятие", "since": year, "text": "Вместе."}

    [page] = drawn(school({"partners/a.yml": yml(partner)}), dt.date(2026, 11, 20), "partners/a/")

    assert (str(year) in page) is is_said


# --- whole plans, on their own day and years later

CLAIMS = (
    r"\b[Ии]дёт\b|\b[Ии]дут\b|на очереди|\b[Зз]апазды|[Пп]росрочен|происходит сейчас|сейчас происходит|Состояние на|"
    r"По состоянию|Ближайшие|Сроки плана$|в календарь|Выполнено 0|\b[Сс]коро\b|\b[Вв]переди\b|через \d+ д"
)
"""What nobody may say of a plan that is over."""


def claims(site: Path) -> list[str]:
    """Sentences of every page of a site that claim something of today, the phrases of the plan left out."""
    found = []
    for page in sorted(site.rglob("index.html")):
        main = page.read_text(encoding="utf-8").partition("<main")[2].partition("</main")[0]
        shown = re.sub(r"<summary>.*?</summary>|«[^»]*»|<div class=\"plan-paper.*", " ", main, flags=re.DOTALL)
        pieces = (read(piece) for piece in re.split(r"</?(?:p|li|h\d|dt|dd|div|span|title|desc|a)\b[^>]*>", shown))
        found += [f"{page.parent.name}: {piece}" for piece in pieces if re.search(CLAIMS, piece)]
    return found


def imported(root: Path, word: Path, year: str) -> None:
    (root / "content" / "school.yml").write_text(yml(PASSPORT, current_year=year), encoding="utf-8")
    done = run("import", "roadmap", word, "--root", root, "--id", year)
    assert done.exit_code == 0, done.output


def built(root: Path, day: str) -> Path:
    done = run("build", "--root", root, "--today", day, "--no-search")
    assert done.exit_code == 0, done.output
    return root / "site"


SHAPES = [
    (["№", "Наименование этапа", "Содержание деятельности", "Срок исполнения"], "until"),
    (["Этапы", "Деятельность", "Сроки", "Индикаторы"], "months"),
    (["№", "Наименование этапа", "Содержание деятельности", "Ожидаемый результат"], "none"),
]
TERMS = {
    "until": ("до 30.04.2024", "Июнь - август 2024", "Постоянно"),
    "months": ("сентябрь-октябрь 2023 г.", "Ноябрь 2023 г.", "в течение года"),
    "none": ("Приказ издан", "Банк собран", "Новости вышли"),
}


@pytest.mark.parametrize(("captions", "shape"), SHAPES)
@pytest.mark.parametrize("day", ["2023-11-15", "2030-03-15"])
def test_plan_of_the_seeds_shape(captions: list[str], shape: str, day: str, school: School_, tmp_path: Path) -> None:
    stages = ("Подготовка условий", "Формирование банка", "Информационная поддержка")
    cells = [
        [f"{at}. {title}" if captions[0] == "Этапы" else title, f"Дело {at}.", term]
        for at, (title, term) in enumerate(zip(stages, TERMS[shape], strict=True), 1)
    ]
    table = [
        captions,
        *([str(at), *row] if captions[0] == "№" else [*row, "Готово"] for at, row in enumerate(cells, 1)),
    ]
    title = "План мероприятий" + (" на 2023-2024 учебный год" if shape == "months" else "")
    root = school({})
    imported(root, make_word(tmp_path / "plan.docx", [title, {"table": table}]), "2023-2024")

    said = claims(built(root, day))

    assert bool(said) is (day == "2023-11-15" and shape != "none"), said


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("s0", "2023-2024", "2024-01-20"),
        ("s1", "2021-2022", "2022-04-15"),
        ("s3", "2023-2024", "2023-11-15"),
        ("s4", "2023-2024", "2023-11-29"),
    ],
)
def test_real_plan(name: str, year: str, day: str, school: School_) -> None:
    root = school({})
    imported(root, SEEDS / f"{name}.docx", year)

    now, later = claims(built(root, day)), claims(built(root, "2030-03-15"))

    assert any("Что сейчас происходит" in sentence for sentence in now)
    assert not any("Выполнено 0" in sentence for sentence in now)
    assert later == []


@pytest.mark.parametrize(
    ("practices", "caption"), [(1, "практика в копилке"), (2, "практики в копилке"), (5, "практик в копилке")]
)
def test_big_figure_has_the_caption_of_its_number(practices: int, caption: str, school: School_) -> None:
    period = {"period": "2026-2027", "date": "2026-11-15"}
    files = {f"practices/p{at}.md": md(PRACTICE, title=f"Практика {at}") for at in range(practices)}
    root = school({"monitoring/2026-2027.yml": yml(period), **files})

    assert f"{caption} {practices}" in read(drawn(root, dt.date(2026, 11, 20), "monitoring/")[0])
