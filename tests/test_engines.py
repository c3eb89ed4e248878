"""Engines of hand-written pages: whoever draws them, the same bytes; settings are read and refused without MkDocs."""

import importlib.util
import re
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from nastavnik import engines, messages
from nastavnik.building import site
from nastavnik.building.project import Project
from nastavnik.engines import settings
from nastavnik.errors import ContentRejected, EngineFailed
from tests.banking import region
from tests.conftest import DAY, ENGINE, TODAY, Files, run, tree
from tests.test_shell import CONFIG, SCHOOL

ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
"""A PNG."""

ROOT = Path(__file__).parent.parent
EXTENSIONS = """\
markdown_extensions:
- admonition
- attr_list
- def_list
- footnotes
- pymdownx.details
- pymdownx.emoji:
    emoji_index: !!python/name:material.extensions.emoji.twemoji
    emoji_generator: !!python/name:material.extensions.emoji.to_svg
- toc: {permalink: true, slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
"""
PAGES: Files = {
    **SCHOOL,
    "../mkdocs.yml": CONFIG.partition("markdown_extensions")[0] + EXTENSIONS,
    "parents.md": '---\ntitle: Родителям & детям\ntab: Родителям\ndescription: Что "важно" <знать>\n---\n\n'
    "## Зачем {#zachem}\n\nСм. [практику](practices/dva.md#goal), [её же][one], [людей](mentors/berezkina.yml),\n"
    "[план](files/plan.txt), [правила](o/pravila.md#pervoe), [вверх](#zachem) и [сайт](https://other.example/).\n\n"
    'Это - "слова" № 5 и в 10 классе.[^1] :material-school: :smile:\n\n[^1]: Это - "сноска"\n\n'
    "[one]: practices/dva.md\n",
    "glossary.md": "---\ntitle: Словарь\n---\n\n# Словарь\n\nНаставляемый\n: Кому помогают.\n",
    "o/index.md": "# О нас\n\nНаставляемый и наставник. [Домой][home] <b>[сюда][here]</b>\n\n"
    "[home]: ../parents.md?x=1#zachem\n[here]: .\n",
    "o/pravila.md": "---\ntitle: Правила\n---\n\n## Первое {#pervoe}\n\n[Назад](../parents.md)<!-- проверено -->\n\n"
    "![Схема](../files/a.png) [практика](../practices/dva.md)\n\n!!! note\n    Врезка.\n\n??? tip\n    Подсказка.\n\n"
    "::: call\n- Да\n:::\n\n::: contents\n:::\n\n::: files\n- [План](../files/plan.txt)\n:::\n\n"
    "::: questions\n### Что?\n\nТо.\n:::\n\n::: contact\n:::\n",
    "o/глубже/v1.2 и дальше.md": "# Вглубь\n\n| а | б |\n|---|--:|\n| 1 | 2 |\n\n"
    "[план][plan] [правила](../pravila.md) [почта](mailto:a@school5.example) <b@c.example>\n\n"
    "[plan]: ../../файлы/план%20на%20год.txt\n",
    "файлы/план на год.txt": "план",
    "files/plan.txt": "план",
    "files/a.png": b64decode(ONE_PIXEL),
    "mentors/secret.txt": "не для сайта",
    ".hidden/x.txt": "не для сайта",
    "../theme/overrides/extra.txt": "лежит рядом с шаблонами",
    "../theme/overrides/partials/footer.html": "<footer>{{ 'parents/' | url }} наш подвал</footer>",
}

properdocs = pytest.mark.skipif(importlib.util.find_spec("properdocs") is None, reason="properdocs не установлен")


@pytest.fixture
def project(school: Callable[[Files], Path]) -> Path:
    return school(PAGES)


def both(root: Path, folder: Path, *, searchable: bool = False) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site of a project as MkDocs builds it, and as `plain` does."""
    for engine in ("mkdocs", "plain"):
        site.build(Project.at(root, folder / engine), TODAY, engines.Engine(engine), searchable=searchable)
    return tree(folder / "mkdocs"), tree(folder / "plain")


def plain(project: Path) -> site.Report:
    return site.build(Project.at(project), TODAY, engines.Engine("plain"))


# --- the same site ---------------------------------------------------------------------------------


def test_demo_is_the_same_site(tmp_path: Path) -> None:
    before, after = both(ROOT, tmp_path, searchable=True)

    assert len(before) > 100
    assert before == after


def test_bank_is_the_same_site(tmp_path: Path) -> None:
    root = tmp_path / "region"
    shutil.copytree(ROOT / "examples" / "region", root, ignore=shutil.ignore_patterns(".nastavnik", "site"))
    run("region", "harvest", "--root", root, *DAY)
    for engine in engines.ENGINES:
        result = run(
            "region", "build", "--root", root, "--site", tmp_path / engine, "--engine", engine, "--no-search", *DAY
        )
        assert result.exit_code == 0, result.output

    before, after = tree(tmp_path / "mkdocs"), tree(tmp_path / "plain")

    assert "404.html" in before
    assert before == after


def test_everything_material_dresses_is_the_same(school: Callable[[Files], Path], tmp_path: Path) -> None:
    files = ROOT / "tests" / "running_text"
    root = school({**SCHOOL, **{name: (files / name).read_bytes() for name in ("everything.md", "mkdocs.yml")}})
    (root / "content" / "mkdocs.yml").rename(root / "mkdocs.yml")

    before, after = both(root, tmp_path / "sites")

    assert b"twemoji" in before["everything/index.html"]
    assert before == after


def test_every_sort_of_page_and_link(project: Path, tmp_path: Path) -> None:
    before, after = both(project, tmp_path / "sites")

    assert before == after
    assert {"o/глубже/v1.2 и дальше/index.html", "файлы/план на год.txt", "files/plan.txt"} <= after.keys()
    assert not [path for path in after if re.search(r"secret|hidden|extra\.txt|\.md", path)]
    assert after["parents/index.html"].decode().count('href="../practices/dva/') == 2
    assert "«слова» №\u00a05 и\u00a0в\u00a010\u00a0классе" in after["parents/index.html"].decode()
    assert "<footer>/nastavnichestvo/parents/ наш подвал" in after["404.html"].decode()
    assert (
        'class="term"' in after["o/index.html"].decode()
        and 'id="nastavliaemyi"' in after["glossary/index.html"].decode()
    )


@pytest.mark.parametrize(
    "files",
    [
        {"parents.md": None},
        {"index.md": "# Своя главная\n", "parents.md": None},
        {"parents.md": "Без шапки и заголовка, {{ скобки }} и {% if %} | `](practices/dva.md)`\n"},
        {"parents.md": "---\ntitle: 'Кто: «мы» # и \"они\" 🙂'\ndescription: '- да'\n---\n\n# Другой заголовок\n"},
        {"parents.md": "---\ntitle: А\n---\n\n[Нет](#net) [вид](practices/) [корень](/x.md)\n"},
        {"parents.md": '<div class="wrap">\n<h1>Своя разметка</h1>\n</div>\n'},
        {
            "parents.md": "А\n",
            "../mkdocs.yml": f"{CONFIG}nav: [parents.md]\nvalidation: {{nav: {{omitted_files: info}}}}\n",
        },
        {
            "parents.md": "A\n",
            "../mkdocs.yml": CONFIG.replace("[attr_list]", "{attr_list: {}, toc: {permalink: true}}"),
        },
        {
            "parents.md": "# A\n",
            "../base.yml": f"{CONFIG}extra: {{a: 1}}\n",
            "../mkdocs.yml": "INHERIT: base.yml\nmarkdown_extensions: [toc: {permalink: !ENV [NO_SUCH, true]}]\n",
        },
    ],
    ids=["no-pages", "home", "no-head", "odd-head", "odd-links", "own-markup", "nav", "mapping", "inherits"],
)
def test_odd_projects(files: dict[str, str | None], school: Callable[[Files], Path], tmp_path: Path) -> None:
    root = school({name: text for name, text in {**SCHOOL, **files}.items() if text is not None})

    before, after = both(root, tmp_path / "sites")

    assert before == after


@pytest.mark.parametrize("engine", engines.ENGINES)
def test_link_to_nothing_leaves_the_old_site(engine: str, project: Path) -> None:
    """Definitions of links are the engine's to check: our own check reads inline ones."""
    site.build(Project.at(project), TODAY, engines.Engine(engine))
    before = tree(project / "site")
    page = project / "content" / "o" / "pravila.md"
    links = "[x]: net.md\n[y]: ../no.txt#a\n[z]: ../mentors/net.txt\n"
    page.write_text(f"# Правила\n\n[А][x] [б][y] [в][z]\n\n{links}", "utf-8")

    with pytest.raises(ContentRejected) as rejected:
        site.build(Project.at(project), TODAY, engines.Engine(engine))

    assert [str(problem) for problem in rejected.value.problems] == [
        f"content/o/pravila.md:{place}: {messages.broken_link(target)}"
        for place, target in (("5:6", "net.md"), ("6:6", "../no.txt#a"), ("7:6", "../mentors/net.txt"))
    ]
    assert tree(project / "site") == before


def test_raw_address_that_is_none_is_left_as_it_is(school: Callable[[Files], Path]) -> None:
    root = school({**SCHOOL, "parents.md": "<a href='http://['>скобка</a> <a>без адреса</a>\n"})

    plain(root)

    assert "href='http://['" in (root / "site" / "parents" / "index.html").read_text(encoding="utf-8")


@properdocs
def test_properdocs_builds_the_same_site(project: Path, tmp_path: Path) -> None:
    plain(project)
    ours = shutil.move(project / "site", tmp_path / "ours")

    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stderr
    assert tree(project / "site") == tree(Path(ours))


# --- by its name -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", engines.ENGINES)
def test_every_engine_is_found_by_its_name(name: str) -> None:
    assert callable(import_module(f"nastavnik.engines.{name}").draw)


def test_engine_that_is_none(project: Path) -> None:
    result = run("build", "--root", project, "--engine", "hugo", *DAY)

    assert result.exit_code == 2
    assert "plain" in result.stderr and "hugo" in result.stderr


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        (("build", "--engine", "plain"), ["jinja2", "engines.plain", "engines.settings", "feeds", "search"]),
        (("check",), ["engines.settings"]),
    ],
)
def test_what_is_not_needed_is_not_even_imported(
    command: tuple[str, ...], needed: list[str], school: Callable[[Files], Path]
) -> None:
    """No engine but the one that is asked for; a check draws nothing, here it converts what an anchor leads to."""
    root = school({**SCHOOL, "parents.md": "# А\n\n[Б](#b)\n"})
    code = (
        "import sys; from nastavnik.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "slow = 'jinja2 material mkdocs engines.plain engines.settings feeds search'.split()\n"
        "print([name for name in slow if {name, f'nastavnik.{name}'} & set(sys.modules)])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, *command, "--root", root, *DAY], capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(needed)


# --- settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plugins: [", "mkdocs.yml:1:1: скобка открыта и не закрыта"),
        ("- a", "mkdocs.yml:1:1: "),
        ("[" * 100, "mkdocs.yml:1:1: "),
        ("\n".join(f"{' ' * depth}a:" for depth in range(900)), "mkdocs.yml:1:1: "),
        ("a: &a [*a]", "mkdocs.yml:1:4: значение не читается"),
        ("a: 2026-13-45", "mkdocs.yml:1:4: значение не читается"),
        ("? [a]\n: b", "mkdocs.yml:1:1: значение не читается"),
        ("INHERIT: no.yml", "mkdocs.yml:1:1: такого файла настроек нет"),
        ("INHERIT: mkdocs.yml", "mkdocs.yml:1:1: такого файла настроек нет, или он наследует сам себя"),
        ("a: !!python/name:os.system", "mkdocs.yml:1:4: «os.system» — не часть расширений Markdown"),
        ("a: !!python/name:pymdownx.snippets.os", "«pymdownx.snippets.os» — не часть"),
        ("a: !!python/name:pymdownx.slugs.nothing", "«pymdownx.slugs.nothing» — не часть"),
        ("a: !!python/object/apply:os.system [touch evil]", "«os.system» — не часть"),
        ("a: !!python/object/apply:pymdownx.slugs.os.system [touch evil]", "«pymdownx.slugs.os.system» — не часть"),
        ("a: !!python/object/apply:pymdownx.slugs.slugify {kwds: {no: 1}}", "mkdocs.yml:1:4: значение не читается"),
        ("a: !!python/object/new:os.system [touch evil]", "метку «!!python/object/new:os.system» читает только MkDocs"),
        ("a: !relative $docs_dir", "метку «!relative» читает только MkDocs"),
        ("a: !ENV {a: b}", "mkdocs.yml:1:4: значение не читается"),
        ("\nmarkdown_extensions: [no.such]", "mkdocs.yml:2:1: расширение Markdown «no.such» не подключается"),
        ("markdown_extensions: [this_is: {a: 1}]", "расширение Markdown «this_is» не подключается"),
        ("markdown_extensions: [toc: {no: 1}]", "расширение Markdown «toc» не подключается"),
        ("markdown_extensions: [json]", "расширение Markdown «json» не подключается"),
        ("markdown_extensions: toc", "mkdocs.yml:1:1: «markdown_extensions» должен быть списком"),
        ("markdown_extensions: [toc: [permalink]]", "«markdown_extensions» должен быть списком"),
        ("markdown_extensions: [{toc: {}, tables: {}}]", "«markdown_extensions» должен быть списком"),
        ("plugins: 5", "«plugins» должен быть списком"),
    ],
)
def test_settings_that_cannot_be_read(text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")

    with pytest.raises(EngineFailed) as failed:
        settings.read(tmp_path)

    assert said in str(failed.value) and not re.search("[a-z]{4,} [a-z]{3,} [a-z]{3,}", str(failed.value))
    assert engines.converter(tmp_path) is None
    assert not (tmp_path / "evil").exists()


def test_settings_that_cannot_be_read_leave_no_site(project: Path) -> None:
    (project / "mkdocs.yml").write_text("plugins: [", encoding="utf-8")

    result = run("build", "--root", project, "--engine", "plain", *DAY)

    assert result.exit_code == 1
    assert result.stdout.startswith("mkdocs.yml:1:1: скобка открыта и не закрыта — ")
    assert result.stdout.count("\n") == 1
    assert not (project / "site").exists()


def test_inherited_file_names_its_own_place(project: Path) -> None:
    (project / "mkdocs.yml").write_text("INHERIT: all/base.yml\n", encoding="utf-8")
    (project / "all").mkdir()
    (project / "all" / "base.yml").write_text("site_name: a\nmarkdown_extensions: [no.such]\n", encoding="utf-8")

    with pytest.raises(EngineFailed, match=r"all/base\.yml:2:1: расширение Markdown «no\.such»"):
        settings.read(project)


def test_environment_decides(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPTH", "3")
    text = (
        "base: &base {baselevel: 2, title: '1'}\nmarkdown_extensions:\n"
        "- toc: {<<: *base, toc_depth: !ENV DEPTH, marker: !ENV [NO_SUCH, DEPTH, a], permalink: !ENV NO_SUCH}\n"
    )
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")

    assert settings.read(project).options == {
        "toc": {"baselevel": 2, "title": "1", "toc_depth": 3, "marker": 3, "permalink": None}
    }


HOOKS = {
    "while it is read": ("import os\ndef (:\n", "hook.py:2:1: ", "check build"),
    "while it starts": ("\nraise NameError\n", "hook.py:2:1: ", "check build"),
    "while settings are read": ("def on_config(config):\n    return None.there\n", "hook.py:2:1: ", "build"),
    "while a page is drawn": (
        "def on_page_markdown(markdown, **_):\n\n    raise ValueError('no')\n",
        "hook.py:3:1: ",
        "build",
    ),
    "inside the library it calls": (
        "import json\ndef on_page_markdown(markdown, **_):\n    json.loads(markdown)\n",
        "hook.py:3:1: ",
        "build",
    ),
}


@pytest.mark.parametrize("moment", HOOKS)
def test_program_of_the_school_that_stops_is_told_with_its_line(moment: str, project: Path) -> None:
    text, place, commands = HOOKS[moment]
    (project / "hook.py").write_text(text, encoding="utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")

    for command in commands.split():
        done = run(command, "--root", project, *DAY)
        assert done.exit_code == 1
        assert place + messages.OWN_PROGRAM_STOPPED in done.output
    assert not (project / "site").exists()


def test_bug_of_ours_is_none_of_the_school(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nastavnik.engines.mkdocs.mkdocs_build", lambda _: None.there)  # type: ignore[attr-defined]

    with pytest.raises(AttributeError):
        site.build(Project.at(project), TODAY, engines.Engine("mkdocs"))


def test_what_only_mkdocs_does_is_said_every_time(project: Path) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [a.py]\nuse_directory_urls: false\n")
    text = (
        (project / "mkdocs.yml")
        .read_text(encoding="utf-8")
        .replace("plugins:\n", "plugins:\n- search\n- tags: {a: 1}\n")
    )
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")

    first, again = (run("build", "--root", project, "--engine", "plain", *DAY) for _ in range(2))

    assert first.exit_code == 0
    assert "не действует: hooks, plugins: search, plugins: tags, use_directory_urls: false — " in first.stderr
    assert first.stderr == again.stderr


def test_bank_says_the_same(tmp_path: Path) -> None:
    root = region(tmp_path, files={"index.md": "# Банк\n"})
    (root / "mkdocs.yml").write_text("plugins: [search, nastavnik]\n", encoding="utf-8")

    result = run("region", "build", "--root", root, "--engine", "plain", "--no-search", *DAY)

    assert result.exit_code == 0
    assert "не действует: plugins: search — " in result.stderr


def test_nothing_is_said_of_plain_settings(project: Path) -> None:
    (project / "mkdocs.yml").write_text(ENGINE, encoding="utf-8")

    assert plain(project).notes == ()
