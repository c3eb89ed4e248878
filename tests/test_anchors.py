"""Anchors of links: looked for on the pages they lead to, said with the nearest right one."""

from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from nastavnik.building import anchors
from nastavnik.building.artifacts import Workbench
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.engines import converter
from tests.building import build, check
from tests.conftest import DOCUMENT, NEWS, PRACTICE, TODAY, Files, md, run, yml

CONFIG = (
    (Path(__file__).parent.parent / "mkdocs.yml")
    .read_text(encoding="utf-8")
    .replace("  custom_dir: theme/overrides\n", "")
)
PAGES: Files = {
    "practices/dva.md": md(PRACTICE),
    "documents/prikaz.yml": yml(DOCUMENT),
    "parents.md": "---\ntitle: Родителям\n---\n\n# Родителям\n\n## Согласие {#consent}\n\n## Whom to ask\n",
    "glossary.md": "---\ntitle: Словарь\n---\n\n# Словарь\n\nНаставляемый\n: Кому помогают.\n",
}
HOLD = (
    "practices/dva.md#goal",
    "practices/dva.md#results",
    "practices/dva.md",
    "practices/dva.md#",
    "practices/dva.md#:~:text=Раз",
    "documents/prikaz.yml#prikaz",
    "parents.md#consent",
    "parents.md#whom-to-ask",
    "parents.md#%63onsent",
    "glossary.md#nastavliaemyi",
    "files/plan.txt#page=2",
    "https://other.example/#goal",
)
BREAK = {
    "practices/dva.md#gaol": "на странице practices/dva.md нет места «#gaol» — возможно, #goal",
    "documents/prikaz.yml#prikas": "на странице documents/prikaz.yml нет места «#prikas» — возможно, #prikaz",
    "parents.md#consents": "на странице parents.md нет места «#consents» — возможно, #consent",
    "parents.md#Consent": "на странице parents.md нет места «#Consent» — возможно, #consent",
    "parents.md#ы": "на странице parents.md нет места «#ы» — есть #родителям, #consent, #whom-to-ask",
    "glossary.md#x": "на странице glossary.md нет места «#x» — есть #словарь, #nastavliaemyi",
    'practices/dva.md#"><b>': 'на странице practices/dva.md нет места «#"><b>»',
}


@pytest.fixture
def section(school: Callable[[Files], Path]) -> Callable[[str], Project]:
    """A hand-written page and the text of a news record with the same links."""

    def write(text: str) -> Project:
        files = {
            **PAGES,
            "../mkdocs.yml": CONFIG,
            "files/plan.txt": b"plan",
            "files.md": "# Файлы\n\n[План](files/plan.txt)\n",
            "faq.md": f"# Вопросы\n\nПервая строка.\n{text}\n",
        }
        return Project.at(school({**files, "news/n.md": md(NEWS, text=f"Первая строка.\n{text}")}))

    return write


def links(targets: object) -> str:
    return " ".join(f"[x]({target})" for target in targets)  # type: ignore[attr-defined]


def test_links_that_hold(section: Callable[[str], Project]) -> None:
    project = section(links(HOLD))
    assert check(project, TODAY) == ()
    assert build(project, TODAY).problems == ()


@pytest.mark.parametrize("target", BREAK)
def test_link_that_leads_past(section: Callable[[str], Project], target: str) -> None:
    said = [str(one) for one in check(section(links([target])), TODAY)]
    assert [one.split(": ", 1)[0] for one in said] == ["content/faq.md:4:5", "content/news/n.md:7:1"]
    assert all(one.split(": ", 1)[1].startswith(BREAK[target]) for one in said)


def test_build_counts_the_same(section: Callable[[str], Project]) -> None:
    project = section(links([*HOLD, *BREAK]))
    first, again = build(project, TODAY), build(project, TODAY)
    places = sorted(str(one.place) for one in check(project, TODAY))
    assert (
        places == sorted(str(one.place) for one in first.problems) == sorted(str(one.place) for one in again.problems)
    )
    assert len(places) == 2 * len(BREAK)
    assert not again.switched.written


def test_links_within_a_text(section: Callable[[str], Project]) -> None:
    project = section("[a](#вопросы) [b](#gaol) [c](#news-of-today)")
    said = [str(one).split(" — ")[0] for one in check(project, TODAY)]
    assert said == [
        "content/faq.md:4:19: на странице faq.md нет места «#gaol»",
        "content/faq.md:4:30: на странице faq.md нет места «#news-of-today»",
        "content/news/n.md:7:1: на странице news/n.md нет места «#gaol»",
        "content/news/n.md:7:1: на странице news/n.md нет места «#news-of-today»",
        "content/news/n.md:7:1: на странице news/n.md нет места «#вопросы»",
    ]


def test_record_that_is_not_shown_says_nothing_of_itself(section: Callable[[str], Project]) -> None:
    project = section(links(["practices/dva.md#gaol"]))
    (project.content / "practices/dva.md").write_text(md(PRACTICE, status="черновик"), encoding="utf-8")
    assert not [one for one in check(project, TODAY) if "gaol" in str(one)]


def test_own_theme_decides(section: Callable[[str], Project]) -> None:
    project = section(links(["practices/dva.md#svoe"]))
    own = project.root / "theme/fragments/_practice.html"
    own.parent.mkdir(parents=True)
    ours = next(folder for folder in project.theme("fragments") if folder != own.parent) / "_practice.html"
    own.write_text(ours.read_text(encoding="utf-8").replace('id="results"', 'id="svoe"'), encoding="utf-8")
    assert check(project, TODAY) == ()


def test_only_pages_that_are_led_to_are_drawn(section: Callable[[str], Project]) -> None:
    prepared = prepare(section(links(["practices/dva.md#goal", "practices/dva.md#results"])), TODAY)
    assert isinstance(prepared, Prepared)
    drawn: list[str] = []
    page = anchors.drawn(prepared, converter)
    list(anchors.problems(prepared, lambda url: drawn.append(url) or page(url)))  # type: ignore[func-returns-value]
    assert drawn == ["practices/dva/"]


def test_no_anchors_cost_nothing(section: Callable[[str], Project]) -> None:
    project = section(links(["practices/dva.md"]))
    with patch.object(Workbench, "pages", property(lambda _: 1 / 0)):
        assert check(project, TODAY) == ()


def test_without_settings_anchors_are_not_judged(section: Callable[[str], Project]) -> None:
    project = section(links(["parents.md#nowhere", "practices/dva.md#gaol"]))
    (project.root / "mkdocs.yml").unlink()
    said = run("check", "--root", project.root, "--today", TODAY.isoformat()).stdout
    assert said.startswith("mkdocs.yml:1:1: ")
    assert "nowhere" not in said and "#gaol" not in said
