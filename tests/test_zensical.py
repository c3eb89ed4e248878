"""Zensical and ProperDocs instead of MkDocs: what we draw is the same bytes, hand-written pages say the same."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from nastavnik import engines
from nastavnik.building import site
from nastavnik.building.project import Project
from nastavnik.errors import EngineFailed
from tests.conftest import DAY, TODAY, Files, run
from tests.test_mkdocs import contents
from tests.test_shell import CONFIG, SCHOOL

ROOT = Path(__file__).parent.parent
DRAWN_BY_ENGINES = ("404.html", "parents/index.html", "glossary/index.html", "o/index.html", "o/pravila/index.html")
PAGES: Files = {
    **SCHOOL,
    "parents.md": '---\ntitle: Родителям & детям\ntab: Родителям\ndescription: Что "важно" <знать>\n---\n\n'
    "## Зачем {#zachem}\n\nСм. [практику](practices/dva.md#goal), [её же][one], [людей](mentors/berezkina.yml),\n"
    "[план](files/plan.txt), [правила](o/pravila.md#pervoe), [вверх](#zachem) и [сайт](https://other.example/).\n\n"
    'Это - "слова" № 5 и в 10 классе.\n\n[one]: practices/dva.md\n',
    "o/index.md": "# О нас\n\nТекст.\n",
    "o/pravila.md": "---\ntitle: Правила\n---\n\n## Первое {#pervoe}\n\n[Назад](../parents.md)<!-- проверено -->\n\n"
    "![Схема](../files/a.png) [практика](../practices/dva.md)\n",
    "files/plan.txt": "план",
    "files/a.png": b"\x89PNG\r\n\x1a\n",
    "mentors/secret.txt": "не для сайта",
    ".hidden/x.txt": "не для сайта",
}

zensical = pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="zensical не установлен")
properdocs = pytest.mark.skipif(importlib.util.find_spec("properdocs") is None, reason="properdocs не установлен")


@pytest.fixture
def project(school: Callable[[Files], Path]) -> Path:
    return school(PAGES)


def both(root: Path, folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site of a project as MkDocs builds it, and as Zensical does."""
    for engine in ("mkdocs", "zensical"):
        site.build(Project.at(root, folder / engine), TODAY, engines.load(engine))
    return contents(folder / "mkdocs"), contents(folder / "zensical")


ADDRESSES = ("href", "src", "data-script", "data-index")


class Told(HTMLParser):
    """A page as a reader has it: tags, attributes, text; engines write entities and addresses in their own ways."""

    def __init__(self, path: str, html: bytes) -> None:
        super().__init__()
        self.address = f"https://school5.example/nastavnichestvo/{path.removesuffix('index.html')}"
        self.parts: list[object] = []
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        whole = {name: urljoin(self.address, value) for name, value in attrs if name in ADDRESSES and value}
        self.parts.append((tag, {**dict(attrs), **whole}))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace('url("./', 'url("'))


def told(site: dict[str, bytes], path: str) -> object:
    """What is compared: pages as they are read, all other files byte for byte."""
    return Told(path, site[path]).parts if path in (*DRAWN_BY_ENGINES, "index.html") else site[path]


@zensical
def test_demo_is_the_same_site(tmp_path: Path) -> None:
    before, after = both(ROOT, tmp_path)

    assert before.keys() == after.keys()
    assert len(before) > 100
    for path in before:
        assert told(after, path) == told(before, path), path


@zensical
def test_every_sort_of_page_and_link(project: Path, tmp_path: Path) -> None:
    before, after = both(project, tmp_path)

    assert before.keys() == after.keys()
    assert "o/pravila/index.html" in after and "files/plan.txt" in after
    assert not [path for path in after if "secret" in path or "hidden" in path]
    for path in before:
        assert told(after, path) == told(before, path), path
    page = after["parents/index.html"].decode()
    assert page.count('href="../practices/dva/') == 2 and "content:" not in page
    assert "«слова» №\u00a05 и\u00a0в\u00a010\u00a0классе" in page


@zensical
@pytest.mark.parametrize(
    "files",
    [
        {"parents.md": None},
        {"index.md": "# Своя главная\n", "parents.md": None},
        {"parents.md": "Без шапки и заголовка, {{ скобки }} и {% if %} | `](practices/dva.md)`\n"},
        {"parents.md": "---\ntitle: 'Кто: «мы» # и \"они\" 🙂'\ndescription: '- да'\n---\n\n# Другой заголовок\n"},
        {"parents.md": "---\ntitle: А\n---\n\n[Нет](#net) и [почта](mailto:a@school5.example)\n"},
        {
            "parents.md": "А\n",
            "../mkdocs.yml": f"{CONFIG}nav: [parents.md]\nvalidation: {{nav: {{omitted_files: info}}}}\n",
        },
        {
            "parents.md": 'А[^1]\n\n[^1]: Это - "сноска"\n',
            "../mkdocs.yml": CONFIG.replace("[attr_list]", "[footnotes]"),
        },
        {
            "parents.md": "A\n",
            "../mkdocs.yml": CONFIG.replace("[attr_list]", "{attr_list: {}, toc: {permalink: true}}"),
        },
    ],
    ids=["no-pages", "home", "no-head", "odd-head", "odd-links", "nav", "footnotes", "mapping"],
)
def test_odd_projects(files: dict[str, str | None], school: Callable[[Files], Path], tmp_path: Path) -> None:
    root = school({name: text for name, text in {**SCHOOL, **files}.items() if text is not None})

    before, after = both(root, tmp_path / "sites")

    assert before.keys() == after.keys()
    for path in before:
        assert told(after, path) == told(before, path), path


@zensical
def test_own_file_of_the_theme_wins(project: Path) -> None:
    partials = project / "theme" / "overrides" / "partials"
    partials.mkdir(parents=True)
    (partials / "footer.html").write_text("<footer>наш подвал</footer>", encoding="utf-8")

    site.build(Project.at(project), TODAY, engines.load("zensical"))

    for page in ("o/index.html", "mentors/index.html"):
        html = (project / "site" / page).read_text(encoding="utf-8")
        assert "наш подвал" in html and "Версия для слабовидящих" in html


@pytest.mark.parametrize("engine", ["mkdocs", pytest.param("zensical", marks=zensical)])
def test_link_to_nothing_leaves_the_old_site(engine: str, project: Path) -> None:
    """Definitions of links are the engine's to check: our own check reads inline ones."""
    site.build(Project.at(project), TODAY, engines.load(engine))
    before = contents(project / "site")
    page = project / "content" / "o" / "pravila.md"
    page.write_text("---\ntitle: Правила\n---\n\nА [нет][x].\n\n[x]: net.md\n", encoding="utf-8")

    with pytest.raises(EngineFailed) as failed:
        site.build(Project.at(project), TODAY, engines.load(engine))

    assert "content/o/pravila.md: ссылка ведёт на «net.md»" in str(failed.value)
    assert contents(project / "site") == before


@zensical
def test_command(project: Path) -> None:
    result = run("build", "--root", project, "--engine", "zensical", *DAY)

    assert result.exit_code == 0, result.output
    assert "Родителям & детям" in unescape((project / "site" / "parents" / "index.html").read_text(encoding="utf-8"))


def test_without_the_package(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nastavnik.engines.zensical.find_spec", lambda _: None)

    result = run("build", "--root", project, "--engine", "zensical", *DAY)

    assert result.exit_code == 1
    assert 'pip install "nastavnik[zensical]"' in result.stderr and "Traceback" not in result.output
    assert not (project / "site").exists()


def test_engine_that_is_none(project: Path) -> None:
    result = run("build", "--root", project, "--engine", "hugo", *DAY)

    assert result.exit_code == 2
    assert "zensical" in result.stderr and "hugo" in result.stderr


@pytest.mark.parametrize("name", engines.ENGINES)
def test_every_engine_is_found_by_its_name(name: str) -> None:
    assert callable(engines.load(name))


@properdocs
def test_properdocs_builds_the_same_site(project: Path, tmp_path: Path) -> None:
    site.build(Project.at(project, tmp_path / "ours"), TODAY, engines.load("mkdocs"))

    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stderr
    assert contents(project / "site") == contents(tmp_path / "ours")
