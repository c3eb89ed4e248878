"""A section of a few records: a plan as it came from a Word file, one or two stories, nothing else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.building.artifacts import Workbench
from tests.conftest import NEWS, Files, md, yml
from tests.feeds.reading import prepared
from tests.test_golden import as_read
from tests.test_green_check import photo

DATED = [{"title": "Отбор", "term": "сентябрь 2026"}, {"title": "Обучение", "term": "октябрь 2026"}]
LONG = "Организация и осуществление работы наставнических пар и групп в образовательной организации"
School = Callable[[Files], Path]


def page(root: Path, path: str) -> str:
    """One page of the section, as it is drawn."""
    workbench = Workbench(prepared(root))
    artifact = next(artifact for artifact in workbench.artifacts(lines=False) if artifact.name == path)
    return dict(artifact.make(workbench))[path].decode()


def plan_page(school: School, *stages: dict[str, object], **fields: object) -> str:
    return page(school({"roadmap/plan.yml": yml({"stages": list(stages)}, fields)}), "roadmap/index.html")


def chart(html: str) -> str:
    """What stands in the picture of a plan, without its tags; empty where there is none."""
    _, _, picture = html.partition('<div class="tl')
    return re.sub(r"<[^>]+>|\s+", " ", picture.partition("<figcaption")[0])


def test_title_of_a_stage_is_a_text_that_wraps(school: School) -> None:
    html = plan_page(school, *DATED, {"title": LONG, "term": "май 2027"}, school_year="2026-2027")

    assert f'<p class="t"><span>3. {LONG}</span></p>' in html.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("stage", "shown"),
    [
        ({"title": "Поддержка", "term": "по запросу"}, "«по запросу»"),
        ({"title": "Поддержка", "items": [{"text": "Беседы", "term": "по запросу"}]}, "«по запросу»"),
        ({"title": "Поддержка", "done": True}, "3. Поддержка"),
        ({"title": "Поддержка"}, ""),
        ({"title": "Поддержка", "items": [{"text": "Беседы"}]}, ""),
    ],
)
def test_stage_without_dates_has_its_words_in_the_picture_or_no_row(
    stage: dict[str, object], shown: str, school: School
) -> None:
    drawn = chart(plan_page(school, *DATED, stage, school_year="2026-2027"))

    assert ("3. Поддержка" in drawn) == bool(shown)
    assert shown in drawn


def terms_of(count: int) -> list[dict[str, object]]:
    return [{"text": f"Дело {number}", "term": f"по запросу № {number}"} for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ([{"text": "Сбор", "term": "Ежегодно"}, {"text": "Банк", "term": "Ежегодно"}], "«Ежегодно»"),
        ([{"text": "Сбор", "items": [{"text": "Анкета", "term": "до\n1 мая"}]}], "«до 1 мая»"),
        (terms_of(3), "«по запросу № 1», «по запросу № 2», «по запросу № 3»"),
        (terms_of(4), "«по запросу № 1», «по запросу № 2», «по запросу № 3» и ещё 1 срок"),
        (terms_of(8), "«по запросу № 1», «по запросу № 2», «по запросу № 3» и ещё 5 сроков"),
    ],
)
def test_stage_without_a_term_says_those_of_its_activities(
    items: list[dict[str, object]], shown: str, school: School
) -> None:
    text = as_read(plan_page(school, {"title": "Сбор", "items": items}, captions={"term": "Когда"})).replace("~", " ")

    assert f": Когда\n{shown}\n" in text


def test_stage_without_any_term_says_nothing_of_terms(school: School) -> None:
    assert "Срок" not in plan_page(school, {"title": "Сбор", "items": [{"text": "Анкета"}]})


@pytest.mark.parametrize(
    ("period", "trail"),
    [
        ({}, ["Наставничество", "Дорожная карта"]),
        ({"school_year": "2026-2027"}, ["Наставничество", "Дорожная карта", "Дорожная карта на 2026–2027 учебный год"]),
    ],
)
def test_way_to_a_plan_names_nothing_twice(period: dict[str, str], trail: list[str], school: School) -> None:
    html = page(school({"roadmap/plan.yml": yml({"stages": DATED}, period)}), "roadmap/plan/index.html")
    crumbs = html.partition('class="wrap crumbs"')[2].partition("</nav>")[0]

    assert (
        re.findall(r">([^<>\n]+)<", crumbs.partition("<ol>")[2].replace("\u00a0", " ").replace("\u2060", "")) == trail
    )


@pytest.fixture
def stories(school: School) -> Path:
    image = {"file": "photos/vstrecha.jpg", "alt": "Люди за столом", "consent": "согласия у секретаря"}
    return school(
        {
            "news/s-foto.md": md(NEWS, image=image),
            "news/bez-foto.md": md(NEWS, title="Без снимка"),
            "news/photos/vstrecha.jpg": photo(),
        }
    )


@pytest.mark.parametrize("path", ["index.html", "news/index.html"])
def test_photo_of_a_story_stands_in_lists(path: str, stories: Path) -> None:
    rows = re.findall(r'<li><time.*?</li>|<section class="newest".*?</section>', page(stories, path), re.DOTALL)
    pictured = {title: "<img" in row for row in rows for title in re.findall(r"<h[23][^>]*><a[^>]*>(.*?)</a>", row)}

    assert pictured == {"Первая встреча": True, "Без снимка": False}


def test_formats_for_machines_stand_in_the_head_only(stories: Path) -> None:
    head, _, body = page(stories, "news/index.html").partition("<body")

    assert re.findall(r'rel="alternate" type="(.*?)"', head) == ["application/atom+xml", "application/feed+json"]
    assert "Atom" not in body
    assert "JSON" not in body.partition("<script")[0]


@pytest.mark.parametrize(("last", "is_dense"), [("август 2027", False), ("сентябрь 2027", True)])
def test_captions_of_many_months_leave_room_on_a_phone(last: str, is_dense: bool, school: School) -> None:
    stages = [{"title": "Отбор", "term": "сентябрь 2026"}, {"title": "Итоги", "term": last}]

    assert ('class="tl dense"' in plan_page(school, *stages, period="2026–2027 годы")) == is_dense
