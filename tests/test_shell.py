"""One shell for all pages: whoever draws it, and however often it was drawn before."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import pass_context

from nastavnik import search
from nastavnik.building.artifacts import own_head, own_linked_data, shell_of
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.errors import ThemeBroken
from nastavnik.pages.fragments import Fragments
from nastavnik.pages.plan import pages
from nastavnik.pages.shell import Crumb, Head
from nastavnik.pages.templates import Theme
from tests.building import build
from tests.conftest import MENTOR, NEWS, PRACTICE, ROADMAP, TODAY, Files, md, yml

CONFIG = (
    "site_name: Наставничество\ndocs_dir: content\ntheme: {name: material, font: false}\n"
    "plugins:\n- nastavnik:\n    today: '2026-11-20'\nmarkdown_extensions: [attr_list]\n"
)
SCHOOL: Files = {
    "../mkdocs.yml": CONFIG,
    "mentors/berezkina.yml": yml(MENTOR),
    "news/start.md": md(NEWS, stages=["2026-2027/1"], text="Текст."),
    "practices/dva.md": md(PRACTICE, description=None, text="Раз в неделю & вдвоём <b>"),
    "roadmap/2026-2027.yml": yml(ROADMAP),
    "parents.md": "---\ntitle: Родителям & детям\ntab: Родителям\ndescription: Что важно <знать>\n---\n\n"
    "## Зачем {#zachem}\n\nСм. [практику](practices/dva.md#goal).\n",
}


@pytest.fixture
def prepared(school: Callable[[Files], Path]) -> Prepared:
    found = prepare(Project.at(school(SCHOOL)), TODAY, pagefind=search.find())
    assert isinstance(found, Prepared)
    return found


def test_mkdocs_draws_the_same_shell(prepared: Prepared) -> None:
    build(prepared.project, TODAY)
    drawn = (prepared.project.site / "parents" / "index.html").read_text(encoding="utf-8")
    content = re.search(r'<article class="md-typeset">\n<h1>.*?</h1>\n(.*)\n</article>', drawn, re.DOTALL)
    assert content is not None

    head = own_head(prepared.own[0])

    ours = shell_of(prepared).wrap(head, content[1], own_linked_data(prepared, head))

    assert ours == drawn


def test_link_from_a_hand_written_page_leads_to_the_record(prepared: Prepared) -> None:
    build(prepared.project, TODAY)

    drawn = (prepared.project.site / "parents" / "index.html").read_text(encoding="utf-8")

    assert '<a href="../practices/dva/#goal">практику</a>' in drawn


def test_stencil_equals_drawing_anew(prepared: Prepared) -> None:
    shell = shell_of(prepared)
    fragments = Fragments(prepared.project.theme("fragments"), prepared.catalogue)
    for page in pages(prepared.catalogue, prepared.own):
        fragment = fragments.draw(page.template, page.block, page.url, page.data())
        assert shell.wrap(page.head(), fragment) == shell.plain(page.head(), fragment), page.url


def test_pages_of_one_section_share_a_stencil(prepared: Prepared) -> None:
    shell = shell_of(prepared)
    for name in ("a", "b", "c"):
        head = Head(
            f"mentors/{name}/",
            name.upper(),
            "о нём",
            "mentors",
            (Crumb("Все", "mentors/"), Crumb(name.upper())),
            inner=True,
        )
        shell.wrap(head, "")

    assert len(shell.drawn) == 1


def test_words_of_a_page_are_escaped(prepared: Prepared) -> None:
    head = Head("news/x/", "<script>&", '«a» "b" \'', "news", (Crumb("<script>&"),), inner=True)

    html = shell_of(prepared).wrap(head, "")

    assert "<title>&lt;script&gt;&amp; — " in html
    assert "<script>&" not in html


def test_shell_is_small(prepared: Prepared) -> None:
    sizes = [len(shell_of(prepared).wrap(page.head(), "").encode()) for page in pages(prepared.catalogue, prepared.own)]

    assert max(sizes) <= 13 * 1024


def test_plan_of_a_page_says_what_its_head_says(prepared: Prepared) -> None:
    planned = list(pages(prepared.catalogue, prepared.own))
    heads = [page.head() for page in planned]

    assert [(page.url, page.updated) for page in planned] == [(head.url, head.updated) for head in heads]
    assert [page.mapped for page in planned] == [
        not head.noindex and head.canonical in (None, head.url) for head in heads
    ]
    assert len({page.mapped for page in planned}) == 2


def test_own_file_of_the_theme_wins(prepared: Prepared) -> None:
    partials = prepared.project.root / "theme" / "overrides" / "partials"
    partials.mkdir(parents=True)
    (partials / "footer.html").write_text("<footer>наш подвал</footer>", encoding="utf-8")

    html = shell_of(prepared).wrap(Head("", "Главная", home=True), "")

    assert "наш подвал" in html and "Версия для слабовидящих" in html


def test_broken_template_names_itself_and_its_line(prepared: Prepared) -> None:
    folder = prepared.project.root / "theme" / "fragments"
    folder.mkdir(parents=True)
    (folder / "news.html").write_text("{% block page %}\n\n{{ record.absent }}\n{% endblock %}", encoding="utf-8")
    fragments = Fragments(prepared.project.theme("fragments"), prepared.catalogue)
    page = next(page for page in pages(prepared.catalogue, prepared.own) if page.url == "news/start/")

    with pytest.raises(ThemeBroken, match=r"news\.html, строка 3, страница news/start/"):
        fragments.draw(page.template, page.block, page.url, page.data())


def test_updated_is_the_records_day_never_the_builds(prepared: Prepared) -> None:
    page = next(page for page in pages(prepared.catalogue, prepared.own) if page.url == "practices/dva/")

    assert page.head().updated == dt.date(2026, 10, 1)


def test_compiled_templates_of_one_environment_are_not_anothers(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ word | said }}", encoding="utf-8")
    plain, aware = Theme([tmp_path]), Theme([tmp_path])
    plain.filters["said"] = str.upper
    aware.filters["said"] = pass_context(lambda context, text: context["prefix"] + text)

    drawn = [one.get_template("page.html").render(word="да", prefix="о, ") for one in (plain, aware, plain)]

    assert drawn == ["ДА", "о, да", "ДА"]
