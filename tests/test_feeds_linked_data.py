"""JSON-LD of pages, extracted as search engines extract it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import extruct
import pytest

from nastavnik.building.artifacts import shell_of
from nastavnik.building.project import Prepared
from nastavnik.building.site import outputs
from nastavnik.engines import ENGINES
from nastavnik.pages.fragments import Fragments
from nastavnik.pages.linked_data import linked_data
from nastavnik.pages.plan import pages
from tests.conftest import CONSENT, DAY, DOCUMENT, MENTOR, NEWS, Files, md, run, yml
from tests.feeds.reading import RECORDS, prepared

ROOT = "https://school5.example/nastavnichestvo/"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"></svg>'
FILES: Files = {
    **RECORDS,
    "news/photo.md": md(NEWS, title="С картинкой", image={"file": "u.svg", "alt": "Урок", "consent": "есть"}),
    "news/u.svg": PICTURE,
    "documents/polozhenie.yml": yml(DOCUMENT, title="Положение", number="87-ОД", date="2026-08-28", text="Статья 1."),
    "mentors/dubov.yml": yml(MENTOR, name="Дубов Пётр", consent={**CONSENT, "fields": "name"}, subjects=["химия"]),
}

School_ = Callable[[Files], Path]


@pytest.fixture
def drawn(school: School_) -> dict[str, str]:
    return {path: data.decode() for path, data in outputs(prepared(school(FILES))) if path.endswith(".html")}


def graph(html: str) -> dict[str, Any]:
    """What the page says, by type."""
    found = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    return {node["@type"]: node for one in found for node in one["@graph"]}


@pytest.mark.parametrize(
    ("path", "type", "says"),
    [
        ("practices/dva", "LearningResource", {"name": "Урок вдвоём", "datePublished": "2026-10-01"}),
        ("practices/dva", "LearningResource", {"educationalLevel": ["основная школа"]}),
        ("news/start", "NewsArticle", {"headline": "Первая встреча", "datePublished": "2026-10-05"}),
        ("news/photo", "NewsArticle", {"image": f"{ROOT}news/photo/u.svg"}),
        ("events/stol", "Event", {"startDate": "2026-11-27T15:00:00+03:00", "endDate": "2026-11-27T16:30:00+03:00"}),
        ("mentors/berezkina", "Person", {"name": MENTOR["name"], "jobTitle": MENTOR["post"]}),
        ("documents/polozhenie", "CreativeWork", {"identifier": "87-ОД", "datePublished": "2026-08-28"}),
        (".", "WebSite", {"url": ROOT, "inLanguage": "ru"}),
        (".", "EducationalOrganization", {"alternateName": "Школа № 5", "url": "https://school5.example/"}),
    ],
)
def test_page_says_what_it_is_about(path: str, type: str, says: dict[str, Any], drawn: dict[str, str]) -> None:
    node = graph(drawn["index.html" if path == "." else f"{path}/index.html"])[type]

    assert {name: node[name] for name in says} == says


def test_way_to_the_page(drawn: dict[str, str]) -> None:
    steps = graph(drawn["practices/dva/index.html"])["BreadcrumbList"]["itemListElement"]

    assert [(step["position"], step["name"], step.get("item")) for step in steps] == [
        (1, "Наставничество", ROOT),
        (2, "Методическая копилка", f"{ROOT}practices/"),
        (3, "Урок вдвоём", None),
    ]


def test_author_is_named_by_the_card(drawn: dict[str, str]) -> None:
    assert graph(drawn["practices/dva/index.html"])["LearningResource"]["author"] == [
        {"@type": "Person", "name": MENTOR["name"], "url": f"{ROOT}mentors/berezkina/"}
    ]


def test_person_is_told_only_what_was_agreed(drawn: dict[str, str]) -> None:
    person = graph(drawn["mentors/dubov/index.html"])["Person"]

    assert person["name"] == "Дубов Пётр"
    assert not {"jobTitle", "knowsAbout", "description"} & set(person)


@pytest.mark.parametrize("engine", ENGINES)
def test_way_to_a_hand_written_page(engine: str, school: School_) -> None:
    root = school({"parents.md": "# Родителям\n\nТекст.\n"})
    assert run("build", "--root", root, "--engine", engine, "--no-search", *DAY).exit_code == 0
    steps = graph((root / "site/parents/index.html").read_text(encoding="utf-8"))["BreadcrumbList"]["itemListElement"]

    assert [(step["name"], step.get("item")) for step in steps] == [("Наставничество", ROOT), ("Родителям", None)]


def test_page_that_is_not_to_be_found_says_nothing(drawn: dict[str, str]) -> None:
    path = next(path for path in drawn if path.startswith("practices/by/"))

    assert "ld+json" not in drawn[path]


EVIL = "</script><script>alert(1)</script><!-- ]]> & \"кавычки\" 'и' \\ "


def test_no_title_closes_the_script(school: School_) -> None:
    found = prepared(school({"news/a.md": md(NEWS, title=EVIL, summary=EVIL)}))
    html = dict(outputs(found))["news/a/index.html"].decode()
    inside = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]

    assert json.loads(inside)["@graph"][0]["headline"] == EVIL.strip()
    assert "<" not in inside
    assert "alert(1)</script>" not in html


def test_stencil_equals_drawing_anew_with_data(school: School_) -> None:
    found = prepared(school({**FILES, "news/a.md": md(NEWS, title=EVIL, summary=EVIL)}))
    shell, fragments = shell_of(found), Fragments(found.project.theme("fragments"), found.catalogue)
    for page in pages(found.catalogue, found.own):
        data = page.data()
        fragment = fragments.draw(page.template, page.block, page.url, data)
        told = linked_data(found.catalogue, page.head(), data.get("record"))
        assert shell.wrap(page.head(), fragment, told) == shell.plain(page.head(), fragment, told), page.url


def test_data_keeps_one_stencil_a_kind(school: School_) -> None:
    stories = {f"news/n{number}.md": md(NEWS, title=f"Новость {number}") for number in range(5)}
    found: Prepared = prepared(school(stories))
    shell, fragments = shell_of(found), Fragments(found.project.theme("fragments"), found.catalogue)
    for page in pages(found.catalogue, found.own):
        if page.url.startswith("news/n"):
            data = page.data()
            fragment = fragments.draw(page.template, page.block, page.url, data)
            shell.wrap(page.head(), fragment, linked_data(found.catalogue, page.head(), data.get("record")))

    assert len(shell.drawn) == 1


def test_networks_are_shown_no_drawing_of_lines(drawn: dict[str, str]) -> None:
    """They draw no SVG; a record with one has its poster as any other."""
    for story in ("photo", "start"):
        assert (
            f'<meta property="og:image" content="{ROOT}news/{story}/poster.png">' in drawn[f"news/{story}/index.html"]
        )
