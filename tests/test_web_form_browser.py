"""The form on the site in a real browser, over a folder of records: what it changes, what it leaves, whom it asks.

The folder is the browser's own (OPFS) in place of one that a person would choose; what the form wrote there is put
back into the project and checked as any record is.
"""

import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from nastavnik.building.project import Project
from nastavnik.feeds.web_form import SLUG
from nastavnik.records import KINDS, School
from nastavnik.records.reading import read_record
from nastavnik.records.vocabularies import BASE, vocabularies
from nastavnik.text import source
from tests.browser import served
from tests.building import check
from tests.conftest import DAY, ENGINE, MENTOR, NEWS, PASSPORT, TODAY, Files, md, run, write_files, yml
from tests.demos import ROOT

pytestmark = pytest.mark.xdist_group("browser")

ADMIN = {"service": "GitHub", "repository": "school5/nastavnichestvo"}
BY_HAND = """\
# Пометка для себя
school_year: 2026-2027
approved: {body: педагогический совет, date: 28.08.2026, number: 01.10}
stages:
  - number: 1.10
    title: Подготовка
    term: сентябрь – октябрь
    responsible: [заместитель директора, куратор]
    postponed: 1 декабря 2026
    evidence: [news/vstrecha, протокол заседания, https://school5.example/]
    items:
      - text: Назначить кураторов
        items: [{text: приказ, items: [{text: проект, items: [{text: черновик, items: [{text: набросок}]}]}]}]
"""
"""As people write: one word for a part, a date as in Word, a number that is none, parts deeper than the form shows."""
FILES: Files = {
    "school.yml": yml(PASSPORT, admin=ADMIN),
    "mentors/berezkina.yml": "# Согласие в папке 3\n" + yml(MENTOR, on_home="нет", awards={"title": "Грамота"}),
    "news/vstrecha.md": md(NEWS, text="| а | б |\n|:--|--:|\n| 1 | 2*3*4 |"),
    "roadmap/2026-2027.yml": BY_HAND,
}
FOLDER = """window.showDirectoryPicker = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('school', {create: true})"""
PUT = """async (files) => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('school', {create: true});
  for (const [path, data] of Object.entries(files)) {
    const steps = path.split('/'), name = steps.pop();
    let folder = root;
    for (const step of steps) folder = await folder.getDirectoryHandle(step, {create: true});
    const stream = await (await folder.getFileHandle(name, {create: true})).createWritable();
    await stream.write(Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0)));
    await stream.close();
  }
}"""
TEXTS = """async () => {
  const texts = {};
  const walk = async (folder, above) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') await walk(handle, `${above}${name}/`);
      else if (!name.endsWith('.crswap')) texts[above + name] = await (await handle.getFile()).text();
    }
  };
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle('school'), '');
  return texts;
}"""


@pytest.fixture(scope="module")
def section(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the form, built."""
    root = tmp_path_factory.mktemp("form")
    write_files(root, {"mkdocs.yml": ENGINE})
    write_files(root / "content", FILES)
    result = run("build", "--root", root, "--no-search", "--engine", "plain", *DAY)
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def form(browser: Browser, section: Path) -> Iterator[Page]:
    """The page of the form; whatever it asks of other hosts is written down and refused."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.foreign = []  # type: ignore[attr-defined]
    page.add_init_script(FOLDER)
    with served(section / "site") as url:

        def refuse(route: Route) -> None:
            page.foreign.append(route.request.url)  # type: ignore[attr-defined]
            route.abort()

        page.route(lambda address: not address.startswith((url, "blob:", "data:")), refuse)
        page.goto(f"{url}admin/")
        yield page
        page.context.close()


def opened(page: Page, content: Path) -> None:
    """The folder of records, chosen and read."""
    files = {f"content/{path.relative_to(content).as_posix()}": path for path in content.rglob("*") if path.is_file()}
    page.evaluate(PUT, {name: b64encode(path.read_bytes()).decode() for name, path in files.items()})
    page.get_by_role("button", name="Открыть папку на компьютере").click()
    page.get_by_text("Наставники", exact=True).first.wait_for()


def saved(page: Page, kind: str) -> dict[str, str]:
    """The texts of all files after «Сохранить»: once it is written the form goes back to the list."""
    page.get_by_role("button", name="Сохранить", exact=True).click()
    page.wait_for_url(re.compile(f"#/collections/{kind}$"))
    texts: dict[str, str] = page.evaluate(TEXTS)
    return texts


def written(page: Page, path: str, label: str, value: str) -> str:
    """An existing record with one field filled in anew: the text of its file."""
    _, kind, name = path.split("/")
    page.goto(f"{page.url.partition('#')[0]}#/collections/{kind}/entries/{name.partition('.')[0]}")
    page.get_by_role("textbox", name=label, exact=True).first.fill(value)
    return saved(page, kind)[path]


def put_back(section: Path, texts: dict[str, str], target: Path) -> Path:
    """The project with the files as the form left them."""
    shutil.copytree(section / "content", target / "content")
    shutil.copy(section / "mkdocs.yml", target)
    write_files(target, texts)  # type: ignore[arg-type]
    return target


def data_of(root: Path, kind: str, name: str) -> dict[str, Any]:
    """A record as its file has it, private fields included; line breaks at the end of a text say nothing."""
    content, cls = root / "content", KINDS[kind]
    school = read_record(School, source.read(content / "school.yml", "school.yml"), BASE)
    assert isinstance(school, School)
    path = content / kind / f"{name}{cls.suffix}"
    text = source.parse(path.read_text(encoding="utf-8"), path.name, with_body=bool(cls.body))
    record = read_record(cls, text, vocabularies(school.terms()))
    assert isinstance(record, cls), record
    ended: dict[str, Any] = without_ends(record.model_dump(mode="json"))
    return ended


def without_ends(value: Any) -> Any:
    """Plain data whose texts have no line break at their end."""
    if isinstance(value, dict):
        return {name: without_ends(inner) for name, inner in value.items()}
    return (
        [without_ends(inner) for inner in value]
        if isinstance(value, list)
        else str.rstrip(value)
        if isinstance(value, str)
        else value
    )


def test_nobody_else_is_asked_and_the_page_says_what_is_lost(form: Page) -> None:
    form.get_by_role("button", name="Открыть папку на компьютере").wait_for()
    form.wait_for_load_state("networkidle")

    assert form.foreign == []  # type: ignore[attr-defined]
    assert "пояснения после знака # в нём пропадут" in form.locator("summary").inner_text()
    assert form.title().startswith("Наставничество — Школа № 5")
    assert form.locator('meta[name="robots"]').first.get_attribute("content") == "noindex,nofollow"


def test_a_token_goes_to_the_chosen_server_and_nowhere_else(form: Page) -> None:
    form.get_by_role("button", name="Войти с помощью токена доступа").click()
    form.get_by_role("textbox").last.fill("token-of-nobody")
    form.get_by_role("button", name="Войти", exact=True).click()
    assert "Сервер не ответил" in form.locator("[role=alert].error").inner_text()
    hosts = {address.split("/")[2] for address in form.foreign}  # type: ignore[attr-defined]
    assert hosts == {"api.github.com"}


def test_a_mentor_is_edited_a_story_created_and_the_check_passes(form: Page, section: Path, tmp_path: Path) -> None:
    opened(form, section / "content")
    assert form.evaluate("document.fonts.check('24px \"Material Symbols Outlined\"')")

    mentor = written(form, "content/mentors/berezkina.yml", "Должность", "Учитель химии и биологии")
    assert "post: Учитель химии и биологии\n" in mentor and "on_home: нет\n" in mentor
    assert "# Согласие" not in mentor  # as the page says

    before = form.evaluate(TEXTS)
    form.goto(f"{form.url.partition('#')[0]}#/collections/news/new")
    form.get_by_role("textbox", name="Заголовок").fill("Щука и ёж: открытый урок")
    form.locator("input[type=date]").first.fill("2026-11-12")
    form.get_by_role("textbox", name="Коротко").fill("Пришли все, кто хотел, и ещё двое.")
    texts = saved(form, "news")
    (path,) = texts.keys() - before.keys()
    id = path.removeprefix("content/news/").removesuffix(".md")
    assert re.fullmatch(SLUG, id) and id.startswith("schuka-i-yozh-")
    assert source.parse(texts[path], path, with_body=True).data == {
        "title": "Щука и ёж: открытый урок",
        "date": "2026-11-12",
        "summary": "Пришли все, кто хотел, и ещё двое.",
    }

    root = put_back(section, texts, tmp_path / "school")
    assert check(Project.at(root), TODAY) == check(Project.at(section), TODAY)
    assert data_of(root, "mentors", "berezkina") == data_of(section, "mentors", "berezkina") | {
        "post": "Учитель химии и биологии"
    }
    assert data_of(root, "news", id)["title"] == "Щука и ёж: открытый урок"


def test_what_was_written_by_hand_is_read_and_kept(form: Page, section: Path, tmp_path: Path) -> None:
    """One word for a part, dates as in Word, numbers that are none, a table in a text, parts that are not shown."""
    opened(form, section / "content")

    roadmap = written(form, "content/roadmap/2026-2027.yml", "Название, как утверждено", "План на год")
    written(form, "content/news/vstrecha.md", "Заголовок", "Вторая встреча")

    assert "date: 2026-08-28\n" in roadmap and 'number: "1.10"' in roadmap.replace("'", '"')
    root = put_back(section, form.evaluate(TEXTS), tmp_path / "school")
    assert data_of(root, "roadmap", "2026-2027") == data_of(section, "roadmap", "2026-2027") | {"title": "План на год"}
    assert data_of(root, "news", "vstrecha") == data_of(section, "news", "vstrecha") | {"title": "Вторая встреча"}


@pytest.mark.audit
@pytest.mark.parametrize("kind", [kind for kind in KINDS if (ROOT / "content" / kind).is_dir()])
def test_no_record_of_the_demo_loses_a_value(kind: str, form: Page, tmp_path: Path) -> None:
    """Every record of the kind, with one field changed in the form."""
    opened(form, ROOT / "content")
    name = next(name for name in ("name", "title", "notes") if name in KINDS[kind].model_fields)
    caption = str(KINDS[kind].model_fields[name].title)
    ids = [path.stem for path in sorted((ROOT / "content" / kind).glob(f"*{KINDS[kind].suffix}"))]
    for id in ids:
        written(form, f"content/{kind}/{id}{KINDS[kind].suffix}", caption, f"Проба пера: {id}")

    root = put_back(ROOT, form.evaluate(TEXTS), tmp_path / "school")
    assert len(ids) > 1
    for id in ids:
        assert data_of(root, kind, id) == data_of(ROOT, kind, id) | {name: f"Проба пера: {id}"}
