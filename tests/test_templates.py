"""Contexts of templates are contracts: schools and regions override templates of ours."""

import datetime as dt
import pickle
import runpy
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from nastavnik.bank.site.contexts import CONTEXTS as BANK
from nastavnik.building import checking, site
from nastavnik.building.project import Prepared, Project
from nastavnik.errors import ThemeBroken
from nastavnik.installation import shipped
from nastavnik.pages import fragments
from nastavnik.pages.contexts import CONTEXTS as SCHOOL
from nastavnik.pages.plan import pages
from nastavnik.views.overviews import OVERVIEWS
from tests.banking import AT, KEY, built, gave, item, region
from tests.conftest import DAY, NEWS, TODAY, Files, md, run, write_files
from tests.test_golden import SCHOOL as GOLDEN

ROOT = Path(__file__).parent.parent
Blocks = dict[tuple[str, str], set[str]]


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> Blocks:
    """Names each block is drawn with, by template and block."""
    blocks: Blocks = {}
    draw = fragments.drawn_block

    def watched(environment: Any, template: str, block: str, here: str | None, data: Mapping[str, Any]) -> str:
        assert blocks.setdefault((template, block), set(data)) == set(data), f"{template}, {block}: not always the same"
        return draw(environment, template, block, here, data)

    monkeypatch.setattr(fragments, "drawn_block", watched)
    return blocks


def declared(template: str, block: str) -> set[str]:
    """Names the context of a block says it is drawn with."""
    names = set(typing.get_type_hints({**SCHOOL, **BANK}.get((template, block)) or SCHOOL["<kind>.html", block]))
    more = OVERVIEWS.get(template.removesuffix(".html")) if block == "list" else None
    return names | set(typing.get_type_hints(typing.get_type_hints(more)["return"])) if more else names


def test_blocks_of_a_school_get_what_they_declare(passed: Blocks, school: Callable[[Files], Path]) -> None:
    """No name more, no name fewer; the second school has no roadmap and a renamed story."""
    for root in (GOLDEN, school({"news/start.md": md(NEWS, aliases="nachalo")})):
        prepared = checking.prepare(Project.at(root), TODAY)
        assert isinstance(prepared, Prepared)
        for _ in site.outputs(prepared):
            pass

    assert passed == {key: declared(*key) for key in passed}
    assert {block for template, block in SCHOOL if template == "<kind>.html"} <= {block for _, block in passed}
    assert {key for key in SCHOOL if key[0] != "<kind>.html"} <= passed.keys()


def test_blocks_of_a_bank_get_what_they_declare(passed: Blocks, tmp_path: Path) -> None:
    built(region(tmp_path, gave(item("dva"), at=AT - dt.timedelta(days=40)), gave(item("dva"), item("tri"))))

    assert passed == {key: declared(*key) for key in BANK}


def test_page_is_planned_without_its_data_and_travels_to_other_processes(school: Callable[[Files], Path]) -> None:
    prepared = checking.prepare(Project.at(school({"news/start.md": md(NEWS, aliases="nachalo")})), TODAY)
    assert isinstance(prepared, Prepared)

    for page in pages(prepared.catalogue, prepared.own):
        other = pickle.loads(pickle.dumps(page))
        assert (other.url, other.template, other.block, other.head()) == (
            page.url,
            page.template,
            page.block,
            page.head(),
        )


def test_reference_is_up_to_date() -> None:
    """If not: `python docs/make_templates.py`."""
    made = runpy.run_path(str(ROOT / "docs" / "make_templates.py"))["reference"]()

    assert (ROOT / "docs" / "templates.md").read_text(encoding="utf-8") == made


UNFIT = "значение не подходит этому выражению, фильтру или функции"
GOOD = {
    "card": "<li>{{ record.title }}</li>",
    "list": "<h1>{{ cls.heading }}</h1>",
    "page": "<h1>{{ record.title }}</h1>",
}
"""Blocks of a school's own `news.html`, one a line."""


@pytest.mark.parametrize(
    ("block", "text", "said"),
    [
        ("page", "<h1>{{ heading }}</h1>", "строка 3, страница news/start/index.html: имени «heading» здесь нет"),
        ("page", "{% if newest %}да{% endif %}", "строка 3, страница news/start/index.html: имени «newest» здесь нет"),
        ("page", "{{ record.headline }}", "строка 3, страница news/start/index.html: поля «headline» нет"),
        ("page", "{{ stamp(record) }}", "строка 3, страница news/start/index.html: имени «stamp» здесь нет"),
        (
            "page",
            '{% from "_parts.html" import badge %}{{ badge() }}',
            "строка 3, страница news/start/index.html: подключается «badge», но там такого нет",
        ),
        ("list", "{{ here }}", "строка 2, страница news/index.html: имени «here» здесь нет"),
        ("card", "{{ story.title }}", "строка 1, страница index.html: имени «story» здесь нет"),
        ("page", '{{ kind("grants").heading }}', "строка 3, страница news/start/index.html: «grants» здесь нет"),
        ("page", "{{ record.title + 1 }}", f"строка 3, страница news/start/index.html: {UNFIT}"),
        ("page", "{{ record.title | day }}", f"строка 3, страница news/start/index.html: {UNFIT}"),
        (
            "page",
            '{% from "_parts.html" import sign %}{{ sign(size=3) }}',
            f"строка 3, страница news/start/index.html: {UNFIT}",
        ),
        ("list", "{% for a, b in [[1, 2, 3]] %}{% endfor %}", f"строка 2, страница news/index.html: {UNFIT}"),
        (
            "list",
            "{{ total / withheld }}",
            "строка 2, страница news/index.html: число не вычислить: деление на ноль или слишком большое",
        ),
        (
            "list",
            "{% macro more() %}{{ more() }}{% endmacro %}{{ more() }}",
            "строка 2, страница news/index.html: шаблон без конца вызывает сам себя",
        ),
    ],
)
def test_template_of_an_old_context_is_told_in_one_sentence(
    block: str, text: str, said: str, school: Callable[[Files], Path]
) -> None:
    root = school({"news/start.md": md(NEWS, aliases="nachalo")})
    blocks = GOOD | {block: text}
    template = "".join(f"{{% block {name} %}}{inner}{{% endblock %}}\n" for name, inner in blocks.items())
    write_files(root / "theme" / "fragments", {"news.html": template})

    result = run("build", "--root", root, *DAY, "--no-search", "--jobs", "1")

    assert result.exit_code == 1
    assert result.output == f"шаблон news.html, {said}\n"
    assert not (root / "site").exists()


def test_our_own_mistake_stays_loud(school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = site.prepare(Project.at(school({"news/start.md": md(NEWS, aliases="nachalo")})), TODAY)
    assert isinstance(prepared, Prepared)
    monkeypatch.setitem(fragments.FILTERS, "day", lambda day: day + 1)

    with pytest.raises(TypeError):
        list(site.outputs(prepared))


def test_old_template_of_a_bank_is_told_in_one_sentence(tmp_path: Path) -> None:
    text = (shipped("theme") / "fragments/region/practices.html").read_text(encoding="utf-8")
    root = region(tmp_path, gave(item("dva")))
    text = text.replace("{{ shown.url | url }}", "{{ address | url }}", 1)
    write_files(root / "theme" / "fragments" / "region", {"practices.html": text})

    with pytest.raises(ThemeBroken, match=rf"practices\.html, строка 5, страница practices/{KEY}/dva/.*«address»"):
        built(root)
