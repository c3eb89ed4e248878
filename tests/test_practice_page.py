"""The page of a practice: five blocks, nothing a record says is lost, nothing is said where the record is silent."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik.pages.fragments import Fragments
from nastavnik.pages.plan import pages
from nastavnik.records import Practice
from nastavnik.records.fields import PRIVATE, visibility
from nastavnik.school.catalogue import Catalogue
from tests.conftest import MENTOR, NEWS, PRACTICE, ROADMAP, md, yml

Load = Callable[..., Catalogue]
THEME = Path(__file__).parent.parent / "theme" / "fragments"
FULL: dict[str, Any] = {
    "mentoring_kinds": "ситуационное",
    "type": "Особый-тип",
    "audience": "Особые-участники",
    "subjects": ["особый-предмет"],
    "directions": "адаптация",
    "level": "муниципальный",
    "tasks": ["Особая-задача"],
    "stages": [{"title": "Особый-шаг", "content": "Особое-дело", "term": "особый-срок", "result": "особый-итог"}],
    "methods": ["особый-метод"],
    "resources": ["особый-ресурс"],
    "innovation": "Особая-новизна.",
    "replication": "Особый-совет.",
    "risks": "Особый-риск.",
    "evidence": ["Особое-подтверждение"],
    "materials": [{"title": "Особый-лист", "url": "https://files.example/list"}],
    "recognition": [{"contest": "Особый-конкурс", "level": "региональный", "year": 2025, "result": "особая-победа"}],
    "related": {"mentors": "ivanova", "news": "vstrecha", "practices": "drugaya", "stages": "2026-2027/1"},
    "tags": ["особая-метка"],
    "licence": "Особая-лицензия",
    "updated": "2026-10-20",
}
WORDS = [
    *("Урок вдвоём", "Два учителя ведут один урок", "Педагог – педагог", "Основная школа", "остаётся с классом один"),
    *("Показать приёмы", "Раз в неделю", "Семь пар", "Кафедра химии", "2026 год", "Ситуационное", "Особый-тип"),
    *("Особые-участники", "Особый-предмет", "Адаптация", "Муниципальный уровень", "Особая-задача", "Особый-шаг"),
    *("Особое-дело", "Особый-срок", "особый-итог", "особый-метод", "особый-ресурс", "Особая-новизна", "Особый-совет"),
    *("Особый-риск", "Особое-подтверждение", "Особый-лист", "Особый-конкурс", "особая-победа", "Региональный уровень"),
    *("2025", "Берёзкина Анна Павловна", "Встреча пар", "Другая практика", "Этап 1", "особая-метка", "Особая-лицензия"),
    *("1 октября 2026", "20 октября 2026"),
]


def page(found: Catalogue, url: str) -> str:
    drawn = next(page for page in pages(found, ()) if page.url == url)
    return Fragments([THEME], found).draw(drawn.template, drawn.block, url, drawn.data())


def read(html: str) -> str:
    return re.sub(r"[\s\xa0]+", " ", re.sub(r"<[^>]+>", " ", html))


def headings(html: str) -> list[str]:
    return [read(words).strip() for words in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)]


@pytest.fixture
def full(catalogue: Load) -> str:
    files = {
        "practices/urok.md": md(PRACTICE, FULL),
        "practices/drugaya.md": md(PRACTICE, title="Другая практика"),
        "mentors/ivanova.yml": yml(MENTOR),
        "news/vstrecha.md": md(NEWS, title="Встреча пар"),
        "roadmap/2026-2027.yml": yml(ROADMAP),
    }
    return page(catalogue(files), "practices/urok/")


def test_record_is_told_in_five_blocks(full: str) -> None:
    assert headings(full) == [
        *("Зачем", "Как устроено", "Что получилось", "Повторить у себя", "Кто и когда"),
        *("Паспорт практики", "Похожие практики"),
    ]


def test_every_word_of_a_full_record_is_on_its_page(full: str) -> None:
    text = read(full)

    assert [words for words in WORDS if words not in text] == []


def test_the_full_record_fills_every_public_field() -> None:
    """A new field of the class comes here, and so onto the page."""
    seen = {name for name in Practice.model_fields if visibility(Practice, name) is not PRIVATE}

    assert seen - {*PRACTICE, *FULL} == {"image"}  # of which test_covers tells


def test_record_of_required_fields_has_no_empty_block(catalogue: Load) -> None:
    drawn = page(catalogue({"practices/urok.md": md(PRACTICE)}), "practices/urok/")

    assert headings(drawn) == ["Зачем", "Как устроено", "Что получилось", "Кто и когда", "Паспорт практики"]
    assert 'class="figs"' not in drawn
    assert not re.search(r"<(ul|ol|dl|dd|p|h3)[^>]*>\s*</\1>", drawn)


def test_anchors_of_fields_lead_into_the_blocks(full: str) -> None:
    anchors = re.findall(r'id="([^"]+)"', full)

    assert {"problem", "goal", "tasks", "stages", "results", "replication", "risks", "materials"} <= {*anchors}
    assert len(anchors) == len({*anchors})


def test_figure_is_spoken_without_its_arrow(catalogue: Load) -> None:
    table = "| Что | Сентябрь | Май |\n| --- | --- | --- |\n| Уроков, % | 25 | 80 |\n| Минут | 8 | 3 |"
    drawn = page(catalogue({"practices/urok.md": md(PRACTICE, results=[table])}), "practices/urok/")
    figures = drawn.partition('class="figs"')[2].partition("</ul>")[0]

    spoken = read(re.sub(r"<(\w+) aria-hidden=\"true\">.*?</\1>", "", figures))

    assert "Сентябрь: 25 , май: 80 % Уроков" in " ".join(spoken.split())


def test_mentor_beside_the_authors_is_named_once(catalogue: Load) -> None:
    related = {"mentors": ["ivanova", "ivanova"]}
    files = {"mentors/ivanova.yml": yml(MENTOR)}

    author = catalogue(files | {"practices/urok.md": md(PRACTICE, authors=[{"mentor": "ivanova"}], related=related)})
    assert "<dt>Наставники</dt>" not in page(author, "practices/urok/")


def test_mentor_without_a_card_is_not_named_beside_a_practice(catalogue: Load) -> None:
    files = {
        "mentors/ivanova.yml": yml(MENTOR, consent=None),
        "practices/urok.md": md(PRACTICE, related={"mentors": "ivanova"}),
    }

    assert "Берёзкина" not in page(catalogue(files), "practices/urok/")
