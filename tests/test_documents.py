"""The register of documents: blanks, types, numbers, what is not in force; rights and duties; news by level."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik import messages
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.lists import grouped
from nastavnik.views.overviews import overview
from nastavnik.views.rights import rights
from tests.conftest import DAY, NEWS, PRACTICE, md, run, yml

Load = Callable[..., Catalogue]
ORDER = {"title": "О внедрении целевой модели", "level": "локальный", "type": "приказ", "no_file": "на бумаге"}
REGULATION = {"title": "Положение о наставничестве", "level": "локальный", "type": "положение"}
TEXT = """
## 7. Обязанности наставника:

- знать Устав

## 8. **Права** наставника

## IX. Права и обязанности участников

## 11. Механизмы мотивации

## Обязанности сторон

Права наставника — не заголовок.
"""


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("87-ОД", "№ 87-ОД"),
        ("87-ОД, приложение 1", "№ 87-ОД, приложение 1"),
        ("АЗ-1128/08 / 657", "№ АЗ-1128/08 / 657"),
        ("№ 63/1-ОД", "№ 63/1-ОД"),
        ("протокол от 28.08.2026", "протокол от 28.08.2026"),
        ("б/н", "б/н"),
    ],
)
def test_number_keeps_its_sign(number: str, shown: str) -> None:
    assert messages.numbered(number) == shown


def test_blanks_stand_first(catalogue: Load) -> None:
    blank = {"title": "Согласие", "level": "школьный", "type": "бланк", "no_file": "в кабинете"}
    federal = {"title": "Образец согласия", "level": "федеральный", "type": "форма", "no_file": "на портале"}
    found = catalogue({f"documents/{id}.yml": yml(doc) for id, doc in (("a", ORDER), ("b", blank), ("c", federal))})

    groups = [(title, [entry.id for entry in rows]) for title, rows in grouped(found, found.of("documents"))]

    assert groups[0] == (messages.FAMILY_BLANKS, ["b"])
    assert [ids for _, ids in groups] == [["b"], ["a"], ["c"]]


@pytest.mark.parametrize(
    ("title", "for_families"),
    [
        ("Согласие родителей на участие ребёнка", True),
        ("Согласие на публикацию", True),
        ("Заявление об отказе от участия", True),
        ("Анкета для учащихся", True),
        ("Согласие родителя на встречи с наставником", True),
        ("Согласие наставника на публикацию карточки", False),
        ("Анкета наставника", False),
        ("Макет персонализированной программы", False),
    ],
)
def test_forms_of_families_are_told_by_their_titles(title: str, for_families: bool, catalogue: Load) -> None:
    blank = {"title": title, "level": "школьный", "type": "бланк", "no_file": "в кабинете"}
    found = catalogue({"documents/a.yml": yml(blank)})

    (entry,) = found.of("documents")
    assert entry.record.is_for_families is for_families


@pytest.mark.parametrize(
    ("form", "heading"), [("учитель – ученик", messages.FAMILY_BLANKS), ("педагог – педагог", messages.CONSENT_BLANKS)]
)
def test_where_only_teachers_are_helped_no_form_is_for_parents(form: str, heading: str, catalogue: Load) -> None:
    blank = {"title": "Согласие на публикацию", "level": "школьный", "type": "бланк", "no_file": "в кабинете"}
    found = catalogue({"documents/a.yml": yml(blank), "practices/a.md": md(PRACTICE, forms=form)})

    assert [title for title, _ in overview(found, "documents", found.of("documents"))["groups"]] == [heading]


def test_words_that_send_away_without_an_address_are_not_shown(school: Callable[..., Path], tmp_path: Path) -> None:
    law = {"title": "Закон", "level": "федеральный", "type": "закон"}
    page = register(
        school,
        tmp_path / "out",
        promised={**law, "no_file": "текст — на официальном портале"},
        addressed={**law, "url": "https://pravo.example/"},
        told={**ORDER, "no_file": "на бумаге"},
    )

    assert "портале" not in page
    assert page.count(">Официальный текст</a>") == 1 and "На бумаге" in page


def register(school: Callable[..., Path], out: Path, **documents: dict[str, Any]) -> str:
    root = school({f"documents/{id}.yml": yml(document) for id, document in documents.items()})
    result = run("build", "--root", root, "--site", out, *DAY)
    assert result.exit_code == 0, result.output
    return (out / "documents" / "index.html").read_text("utf-8").replace("\u00a0", " ").split("<footer")[0]


def test_type_is_said_unless_the_title_says_it(school: Callable[..., Path], tmp_path: Path) -> None:
    agreement = {"title": "Соглашение с колледжем", "level": "локальный", "type": "соглашение", "no_file": "на бумаге"}

    page = register(school, tmp_path / "out", a=ORDER, b={**REGULATION, "no_file": "на бумаге"}, c=agreement)

    assert page.count("<small>Приказ</small>") == 1
    assert "<small>Положение</small>" not in page and "<small>Договор</small>" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, None),
        ({"until": "2027-08-31"}, None),
        ({"until": "2026-08-31"}, "Срок действия истёк"),
        ({"state": "утратил силу"}, "Не действует"),
        ({"state": "заменено", "replaced_by": "new"}, "Вместо него: <a"),
    ],
)
def test_only_what_is_not_in_force_has_a_state(
    school: Callable[..., Path], tmp_path: Path, fields: dict[str, str], words: str | None
) -> None:
    page = register(school, tmp_path / "out", old={**ORDER, **fields}, new={**REGULATION, "no_file": "на бумаге"})

    assert (words is None and 'class="st ' not in page) or (words is not None and words in page)
    assert "Заменён" not in page and "Действует" not in page


# --- rights and duties


def test_rights_and_duties_are_found_by_their_headings(catalogue: Load) -> None:
    found = catalogue({"documents/polozhenie.yml": yml(REGULATION, text=TEXT)})

    links = rights(found)

    assert [link.title for link in links] == [
        "Обязанности наставника",
        "Права наставника",
        "Права и обязанности участников",
        "Обязанности сторон",
    ]
    assert all(link.url.startswith("documents/polozhenie/#") for link in links)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "утратил силу"},
        {"until": "2026-01-01"},
        {"level": "федеральный"},
        {"type": "письмо"},
        {"text": "## Мотивация"},
        {"text": None, "no_file": "на бумаге"},
    ],
)
def test_nothing_where_the_school_says_nothing(catalogue: Load, fields: dict[str, Any]) -> None:
    record = {name: value for name, value in {**REGULATION, "text": TEXT, **fields}.items() if value is not None}

    assert rights(catalogue({"documents/polozhenie.yml": yml(record)}, dt.date(2026, 11, 15))) == []


def test_links_lead_to_anchors_that_are_there(school: Callable[..., Path], tmp_path: Path) -> None:
    root = school(
        {
            "documents/polozhenie.yml": yml(REGULATION, text=TEXT),
            "parents.md": "---\ntitle: Родителям\ntab: Родителям\n---\n\nТекст.\n",
        }
    )

    result = run("build", "--root", root, "--site", tmp_path / "out", "--engine", "plain", *DAY)

    assert result.exit_code == 0, result.output
    parents = (tmp_path / "out" / "parents" / "index.html").read_text("utf-8")
    anchors = [part.split('"')[0] for part in parents.split("documents/polozhenie/#")[1:]]
    page = (tmp_path / "out" / "documents" / "polozhenie" / "index.html").read_text("utf-8")
    assert len(anchors) == 4
    assert all(f'id="{anchor}"' in page for anchor in anchors)


# --- news by level


def test_news_of_a_level_have_a_list(school: Callable[..., Path], tmp_path: Path) -> None:
    files = {"news/a.md": md({**NEWS, "levels": ["школьный", "муниципальный"]}), "news/b.md": md(NEWS)}

    result = run("build", "--root", school(files), "--site", tmp_path / "out", *DAY)

    assert result.exit_code == 0, result.output
    listed = (tmp_path / "out" / "news" / "by" / "levels" / "municipal" / "index.html").read_text("utf-8")
    assert "<h1>Новости: муниципальный уровень</h1>" in listed.replace("\u00a0", " ")
    assert listed.count("date-tile") == 1
    page = (tmp_path / "out" / "news" / "index.html").read_text("utf-8").replace("\u00a0", " ")
    assert page.count("Муниципальный уровень") == 1 and "by/levels/school/" in page
