"""Schools without the generator: folders, archives, tables and marked-up pages end in the same records and report."""

import io
import json
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik import messages
from nastavnik.bank.harvest.foreign import archive
from nastavnik.bank.harvest.foreign.blank import blank
from nastavnik.bank.harvest.foreign.form import columns
from nastavnik.bank.harvest.foreign.markup import nodes, roots
from nastavnik.bank.harvest.harvesting import harvest
from nastavnik.bank.harvest.visiting import Task
from nastavnik.bank.store.model import Harvested
from nastavnik.building.project import Project
from nastavnik.errors import ContentUnreadable
from nastavnik.records import Practice
from tests.building import build
from tests.conftest import CONSENT, PASSPORT, TODAY, Files, md, run, write_files, yml
from tests.conftest import PRACTICE as RECORD
from tests.harvesting import BANK, SETTINGS, Server, catalogue, item, packed, serving
from tests.harvesting import PRACTICE as DATA

Written = Callable[[Files], Path]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def one(task: Task) -> Harvested:
    found: list[Harvested] = []
    harvest([task], SETTINGS, found.append)
    (harvested,) = found
    return harvested


def practice(**changes: Any) -> str:
    return md(RECORD, **{"description": None, "text": "Раз в неделю.", **changes})


FOLDER: Files = {
    "school.yml": yml(PASSPORT),
    "practices/dva.md": practice(),
    "practices/bad.md": practice(title=None),
    "practices/draft.md": practice(status="черновик"),
    "news/start.md": md({"title": "Новость", "date": "2026-10-01", "summary": "Коротко."}, text="Так."),
}


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(files: Files) -> Path:
        write_files(tmp_path / "sent", files)
        return tmp_path / "sent"

    return write


# --- folders ---------------------------------------------------------------------------------------


def test_folder(written: Written) -> None:
    found = one(Task("sent", path=str(written(FOLDER)), type="folder"))

    assert (found.outcome, found.reason) == ("taken", "")
    assert [(taken.key, taken.data) for taken in found.items] == [("0000000005-school5/practices/dva", DATA)]
    ((file, field, reason),) = [(said.file, said.field, said.reason) for said in found.rejections]
    assert (file, field) == ("practices/bad.md", "строка 2")
    assert "title" in reason


def test_folder_says_the_same_as_the_published_catalogue(written: Written) -> None:
    folder = written({"school.yml": yml(PASSPORT), "practices/dva.md": practice()})
    sent = written({"catalog.json": packed(catalogue(item()))}) / "catalog.json"

    by_folder = one(Task("sent", path=str(folder), type="folder"))
    by_file = one(Task("sent", path=str(sent)))

    assert [(taken.key, taken.data, taken.checksum) for taken in by_folder.items] == [
        (taken.key, taken.data, taken.checksum) for taken in by_file.items
    ]
    assert by_folder.school == by_file.school


def test_consents_of_a_folder(written: Written) -> None:
    here, elsewhere = {**CONSENT, "addresses": BANK}, {**CONSENT, "addresses": "https://a.example/"}
    authors = [{"name": "Рябинина Ольга", "consent": here}, {"name": "Ельник Анна", "consent": elsewhere}]
    authors += [{"name": "Сосновая Вера", "consent": {**here, "until": "2026-11-01"}}, {"name": "Без Согласия"}]
    folder = written({"school.yml": yml(PASSPORT, region_bank=BANK), "practices/dva.md": practice(authors=authors)})

    (taken,) = one(Task("sent", path=str(folder), type="folder")).items

    assert taken.data["authors"] == [{"name": "Рябинина Ольга"}, {}, {}, {}]


def test_personal_data_in_a_folder(written: Written) -> None:
    """A school's own build refuses such a text; here nobody built it."""
    text = "Ученик Иванов Пётр, 7 «Б» класс, выступил."
    found = one(Task("sent", path=str(written({**FOLDER, "practices/dva.md": practice(text=text)})), type="folder"))

    assert found.items == ()
    assert any(said.file == "practices/dva.md" and "имя ученика" in said.reason for said in found.rejections)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": "a"}, "нет паспорта школы"),
        ({"school.yml": "title: ["}, "паспорт школы"),
        ({"school.yml": yml(PASSPORT, inn="1")}, "паспорт школы: inn (ИНН)"),
    ],
)
def test_folder_that_is_no_school(files: Files, said: str, written: Written) -> None:
    assert said in one(Task("sent", path=str(written(files)), type="folder")).reason


def test_link_out_of_a_folder(written: Written) -> None:
    folder = written(FOLDER)
    (folder / "practices" / "secret.md").symlink_to("/etc/hostname")

    assert "ссылка, а не файл" in one(Task("sent", path=str(folder), type="folder")).reason


def test_nothing_was_sent_yet(tmp_path: Path) -> None:
    found = one(Task("sent", path=str(tmp_path / "no.zip"), written="prislano/no.zip", type="archive"))

    assert found.reason.startswith("«prislano/no.zip» нет: path считают от папки банка, искали ")


# --- archives --------------------------------------------------------------------------------------


def zipped(path: Path, files: Files, *, change: Callable[[zipfile.ZipInfo], None] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(entry)
            out.writestr(entry, data)
    return path


def tarred(path: Path, files: Files, *, change: Callable[[tarfile.TarInfo], None] | None = None) -> Path:
    with tarfile.open(path, "w:gz") as out:
        for name, data in files.items():
            raw = data.encode() if isinstance(data, str) else data
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            if change:
                change(entry)
            out.addfile(entry, io.BytesIO(raw))
    return path


INSIDE: Files = {f"школа 5/content/{name}": text for name, text in FOLDER.items()}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archive(pack: Callable[[Path, Files], Path], tmp_path: Path) -> None:
    found = one(Task("sent", path=str(pack(tmp_path / "sent.bin", INSIDE)), type="archive"))

    assert [taken.data for taken in found.items] == [DATA]
    assert [said.file for said in found.rejections] == ["practices/bad.md"]


def a_link(entry: Any) -> None:
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16


def a_tar_link(entry: tarfile.TarInfo) -> None:
    entry.type, entry.linkname, entry.size = tarfile.SYMTYPE, "/etc/passwd", 0


@pytest.mark.parametrize("name", ["../evil.yml", "/etc/evil.yml", "a/../../evil.yml", "C:\\evil.yml", "..\\evil.yml"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archive_that_leads_out(pack: Callable[[Path, Files], Path], name: str, tmp_path: Path) -> None:
    path = pack(tmp_path / "inner" / "sent.bin" if (tmp_path / "inner").mkdir() is None else tmp_path, {name: "a"})

    assert "за пределы папки" in one(Task("sent", path=str(path), type="archive")).reason
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (lambda folder: zipped(folder / "a", {"link": "/etc/passwd"}, change=a_link), "ссылка, а не файл"),
        (lambda folder: tarred(folder / "a", {"link": ""}, change=a_tar_link), "ссылка, а не файл"),
        (lambda folder: written_as(folder / "a", b"PK\x03\x04 broken"), "не архив"),
        (lambda folder: written_as(folder / "a", b"Rar!\x1a\x07"), "не архив"),
        (lambda folder: written_as(folder / "a", zipped(folder / "b", FOLDER).read_bytes()[200:]), "не распаковать"),
    ],
)
def test_bad_archive(path: Callable[[Path], Path], said: str, tmp_path: Path) -> None:
    assert said in one(Task("sent", path=str(path(tmp_path)), type="archive")).reason


def written_as(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archive_bomb(pack: Callable[[Path, Files], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1_000_000)
    path = pack(tmp_path / "bomb", {"a.yml": b"0" * 5_000_000})

    with pytest.raises(ContentUnreadable, match="слишком много"), archive.unpacked(path):
        pass


def test_archive_of_too_many_files_or_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    path = zipped(tmp_path / "many", {f"{number}/": "" for number in range(5)})

    with pytest.raises(ContentUnreadable, match="слишком много файлов"), archive.unpacked(path):
        pass


def test_archive_at_an_address(server: Server, tmp_path: Path) -> None:
    server.pages["/sent.zip"] = zipped(tmp_path / "a.zip", INSIDE).read_bytes()

    assert [taken.data for taken in one(Task("sent", url=f"{server.at}sent.zip", type="archive")).items] == [DATA]
    assert "ответ 404" in one(Task("sent", url=f"{server.at}no.zip", type="archive")).reason


# --- tables ----------------------------------------------------------------------------------------

SCHOOL_ROWS = {"id": "school5", "inn": 5, **{name: PASSPORT[name] for name in ("title", "short_title", "region")}}
SCHOOL_ROWS |= {"inn": "0000000005", "municipality": PASSPORT["municipality"], "section_url": PASSPORT["section_url"]}
ROW = {
    "title": DATA["title"],
    "summary": DATA["summary"],
    "forms": "Педагог – педагог",
    "education_levels": "основная школа",
    "problem": DATA["problem"],
    "goal": DATA["goal"],
    "description": DATA["description"],
    "results": "Семь пар.",
    "teams": "Кафедра химии",
    "period": "2026 год",
    "published": "01.10.2026",
}


def form(path: Path, *rows: dict[str, Any], **school: Any) -> Path:
    """The blank form, filled in as a school does it: by captions."""
    path.write_bytes(blank(BANK))
    book = openpyxl.load_workbook(path)
    sheet = book[messages.SHEET_SCHOOL]
    from nastavnik.bank.harvest.foreign.form import SCHOOL_FIELDS

    for number, name in enumerate(SCHOOL_FIELDS, 1):
        sheet.cell(number, 2, {**SCHOOL_ROWS, **school}[name])
    table = book[messages.SHEET_PRACTICES]
    for number, row in enumerate(rows, 2):
        for column, name in enumerate(columns().values(), 1):
            if name in row:
                table.cell(number, column, row[name])
    book.save(path)
    return path


def filled(path: Path) -> Harvested:
    return one(Task("sent", path=str(path), type="table"))


def test_form_has_a_column_for_every_field_of_a_practice() -> None:
    asked = set(columns().values())

    assert set(Practice.model_fields) - asked == {"authors", "related", "status", "privacy_check", "aliases", "example"}


def test_filled_form(tmp_path: Path) -> None:
    found = filled(form(tmp_path / "form.xlsx", ROW, {}, {**ROW, "title": "Втроём", "tags": "урок\nпара"}))

    assert (found.outcome, found.rejections) == ("taken", ())
    assert [taken.key for taken in found.items] == [
        "0000000005-school5/practices/urok-vdvoem",
        "0000000005-school5/practices/vtroem",
    ]
    assert found.items[0].data == DATA
    assert found.items[1].data["tags"] == ["урок", "пара"]


def test_bad_row_of_a_form(tmp_path: Path) -> None:
    found = filled(form(tmp_path / "form.xlsx", {**ROW, "forms": "дружба", "goal": None}, ROW))

    assert [taken.id for taken in found.items] == ["urok-vdvoem"]
    assert [(said.file, said.field) for said in found.rejections] == [
        ("form.xlsx, строка 2", "forms (Форма)"),
        ("form.xlsx, строка 2", "goal (Цель)"),
    ]


def test_pieces_of_a_cell(tmp_path: Path) -> None:
    row = {**ROW, "stages": "Подготовка | Делим урок | октябрь\nУрок", "materials": "План | https://a.example/plan.pdf"}

    (taken,) = filled(form(tmp_path / "form.xlsx", row)).items

    assert taken.data["stages"] == [
        {"title": "Подготовка", "content": "Делим урок", "term": "октябрь"},
        {"title": "Урок"},
    ]
    assert taken.data["materials"] == [{"title": "План", "url": "https://a.example/plan.pdf"}]


@pytest.mark.parametrize(("named", "authors"), [(BANK, [{"name": "Рябинина Ольга"}]), ("https://a.example/", [{}])])
def test_consent_in_a_form(named: str, authors: Any, tmp_path: Path) -> None:
    consent = {"consent.date": "01.09.2026", "consent.fields": "все", "consent.addresses": named}
    row = {**ROW, "author.name": "Рябинина Ольга", **consent, "teams": None}

    (taken,) = filled(form(tmp_path / "form.xlsx", row)).items

    assert taken.data["authors"] == authors


def test_personal_data_in_a_form(tmp_path: Path) -> None:
    found = filled(form(tmp_path / "form.xlsx", {**ROW, "description": "Ученик Иванов Пётр, 7 «Б» класс, выступил."}))

    assert found.items == ()
    assert "имя ученика" in found.rejections[0].reason


def test_unknown_column_and_missing_sheet(tmp_path: Path) -> None:
    path = form(tmp_path / "form.xlsx", ROW)
    book = openpyxl.load_workbook(path)
    book[messages.SHEET_PRACTICES].cell(1, 100, "Пожелания")
    book.save(path)
    found = filled(path)
    del book[messages.SHEET_SCHOOL]
    book.save(path)

    assert [(said.field, said.reason[:18]) for said in found.rejections] == [("Пожелания", "такого столбца в ф")]
    assert len(found.items) == 1
    assert "нет листа «Школа»" in filled(path).reason


def test_form_without_a_passport(tmp_path: Path) -> None:
    assert "паспорт школы" in filled(form(tmp_path / "form.xlsx", ROW, inn=None)).reason


@pytest.mark.parametrize("data", [b"", b"not a table", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_no_table(data: bytes, tmp_path: Path) -> None:
    assert "не таблица Excel" in filled(written_as(tmp_path / "a.xlsx", data)).reason


def test_form_command(tmp_path: Path) -> None:
    region = {
        "title": "Банк",
        "short_title": "Банк",
        "region": "Область",
        "keeper": "Центр",
        "timezone": "Europe/Moscow",
    }
    region |= {"site": "https://c.example/", "section_url": BANK}
    write_files(tmp_path, {"content/region.yml": yml(region, contacts=[{"post": "Методист"}])})
    target = tmp_path / "form.xlsx"

    first, second = (run("region", "form", target, "--root", tmp_path, "--today", "2026-11-20") for _ in range(2))

    assert first.exit_code == 0, first.output
    assert openpyxl.load_workbook(target).sheetnames == ["Школа", "Практики", "Как заполнять"]
    assert "уже есть" in second.stderr


# --- pages -----------------------------------------------------------------------------------------

NODE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "LearningResource",
    "name": DATA["title"],
    "abstract": DATA["summary"],
    "text": DATA["description"],
    "teaches": DATA["goal"],
    "temporalCoverage": DATA["period"],
    "educationalLevel": ["основная школа"],
    "about": [{"@type": "Thing", "name": "педагог – педагог"}],
    "keywords": "урок, методика предмета",
    "datePublished": "2026-10-01T10:00:00+03:00",
    "author": [{"@type": "Organization", "name": "Кафедра химии"}, {"@type": "Person", "name": "Рябинина Ольга"}],
    "hasPart": [
        {"@type": "CreativeWork", "name": "Какую проблему решаем", "text": DATA["problem"]},
        {"@type": "CreativeWork", "name": "Что получилось", "text": DATA["results"][0]},
    ],
}


def page(*nodes: Any) -> str:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    return f"<!doctype html><html><head>{scripts}</head><body><h1>Практика</h1></body></html>"


def sitemap(*urls: str) -> str:
    return f'<?xml version="1.0"?><urlset>{"".join(f"<url><loc>{url}</loc></url>" for url in urls)}</urlset>'


def crawled(server: Server, **changes: Any) -> Harvested:
    fields = {"inn": "0000000007", "title": "Школа № 7", "municipality": "Лесной округ", **changes}
    return one(Task("shkola7", url=f"{server.at}best/", type="pages", **fields))


def test_marked_up_pages(server: Server) -> None:
    urls = [f"{server.at}best/dva/", f"{server.at}best/plain/", f"{server.at}other/", "https://elsewhere.example/best/"]
    server.pages |= {
        "/best/sitemap.xml": sitemap(*urls),
        "/best/dva/": page(NODE),
        "/best/plain/": "<p>LearningResource",
    }

    found = crawled(server)

    assert (found.outcome, found.reason) == ("taken", "")
    (taken,) = found.items
    assert (taken.key, taken.url) == ("0000000007-shkola7/practices/dva", f"{server.at}best/dva/")
    assert taken.data == DATA | {
        "authors": [{"team": "Кафедра химии"}, {}],
        "directions": ["subject"],
        "tags": ["урок"],
    }
    assert server.visits["/other/"] == 0


def test_map_of_maps_and_graph(server: Server) -> None:
    maps = f"<sitemapindex><sitemap><loc>{server.at}best/one.xml</loc></sitemap></sitemapindex>"
    server.pages |= {"/best/sitemap.xml": maps, "/best/one.xml": sitemap(f"{server.at}best/a.html")}
    server.pages["/best/a.html"] = page({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, NODE]})

    assert [taken.id for taken in crawled(server).items] == ["a"]


SHORT = {name: NODE[name] for name in ("@type", "name", "author")} | {"description": "Учителя ведут урок вдвоём."}
MICRODATA = """<div itemscope itemtype="https://schema.org/LearningResource"><h1 itemprop="name">Урок вдвоём</h1>
<p itemprop="description">Учителя ведут урок вдвоём.</p><div itemprop="publisher" itemscope
itemtype="https://schema.org/Organization"><span itemprop="name">Кафедра химии</span></div></div>"""


@pytest.mark.parametrize(
    "html",
    [
        page(SHORT),
        page([{"@type": "WebPage"}, SHORT]),
        page({"@context": "https://schema.org", "@graph": [SHORT]}),
        page({"@graph": [{"@type": "WebPage", "mainEntity": SHORT}]}),
        page({**SHORT, "@type": ["Article", "LearningResource"]}),
        page({**SHORT, "@type": "Article", "about": "наставничество"}),
        page({**SHORT, "@type": "CreativeWork", "keywords": ["урок", "Наставники"]}),
        page({**SHORT, "@type": "https://schema.org/Article", "headline": SHORT["name"], "about": ["наставничество"]}),
        page(SHORT) + page(SHORT),
        MICRODATA,
    ],
)
def test_short_record_is_taken_and_says_so(server: Server, html: str) -> None:
    """What schema.org asks of a page is no full card: nothing is made up, and the region is told what is missing."""
    server.pages |= {"/best/sitemap.xml": sitemap(f"{server.at}best/a"), "/best/a": html}

    (taken,) = (found := crawled(server)).items

    assert (taken.data["title"], taken.data["summary"]) == ("Урок вдвоём", "Учителя ведут урок вдвоём.")
    assert not {"goal", "problem", "results", "period"} & {name for name, value in taken.data.items() if value}
    assert {"team": "Кафедра химии"} in taken.data["authors"]
    (said,) = found.rejections
    assert said.reason.startswith("неполная") and "Цель" in said.reason


@pytest.mark.parametrize(
    "node",
    [
        {**SHORT, "@type": "NewsArticle", "about": "наставничество"},
        {**SHORT, "@type": "CreativeWork", "keywords": "расписание"},
        {**SHORT, "@type": "Article"},
        {"@type": "LearningResource", "description": "Без названия."},
        {**SHORT, "@type": "Person", "about": "наставничество"},
    ],
)
def test_other_pages_are_no_practices(server: Server, node: Any) -> None:
    server.pages |= {"/best/sitemap.xml": sitemap(f"{server.at}best/a"), "/best/a": page(node)}

    assert crawled(server).items == ()


def test_our_own_page_is_readable(server: Server, tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "school", tmp_path / "school")
    build(Project.at(tmp_path / "school"), TODAY)
    html = (tmp_path / "school/site/practices/urok-vdvoyom/index.html").read_text()
    server.pages |= {"/best/sitemap.xml": sitemap(f"{server.at}best/urok-vdvoyom/"), "/best/urok-vdvoyom/": html}

    (taken,) = crawled(server).items

    assert taken.data["title"] and taken.data["summary"] and taken.data["forms"]


@pytest.mark.parametrize(
    ("pages", "changes", "said"),
    [
        ({}, {}, "ответ 404"),
        ({"/best/sitemap.xml": "<html>"}, {}, "разметки LearningResource нет"),
        ({"/best/sitemap.xml": b"\x1f\x8bbroken"}, {}, "разметки LearningResource нет"),
        ({"/best/sitemap.xml": ""}, {"inn": None}, "у источника нет ИНН"),
    ],
)
def test_site_that_gives_nothing(pages: dict[str, Any], changes: Any, said: str, server: Server) -> None:
    server.pages |= pages

    assert said in crawled(server, **changes).reason


def test_site_that_breaks_is_left(server: Server) -> None:
    urls = [f"{server.at}best/{number}" for number in range(50)]
    server.pages |= {"/best/sitemap.xml": sitemap(*urls), "/best/0": page(NODE)}

    found = crawled(server)

    assert len(found.items) == 1
    assert sum(count for path, count in server.visits.items() if path.startswith("/best/")) == 7


def test_personal_data_on_a_page(server: Server) -> None:
    named = NODE | {"text": "Ученик Иванов Пётр, 7 «Б» класс, выступил."}
    server.pages |= {"/best/sitemap.xml": sitemap(f"{server.at}best/a"), "/best/a": page(named)}

    found = crawled(server)

    assert found.items == ()
    assert "имя ученика" in found.rejections[0].reason


def test_microdata() -> None:
    html = """
    <div itemscope itemtype="https://schema.org/LearningResource">
      <h1 itemprop="name">Урок <b>вдвоём</b></h1><meta itemprop="abstract" content="Коротко">
      <img src="a.jpg"><a itemprop="url" href="/a">тут</a>
      <time itemprop="datePublished" datetime="2026-10-01">осень</time>
      <div itemprop="author" itemscope itemtype="https://schema.org/Organization">
        <span itemprop="name">Кафедра</span></div>
      <p itemprop="keywords">урок</p><p itemprop="keywords">пара</p>
    </div><p itemprop="name">не то</p>"""

    (node,) = nodes(roots(html), "LearningResource")

    assert {name: node[name] for name in ("name", "abstract", "url", "datePublished", "keywords")} == {
        "name": "Урок вдвоём",
        "abstract": "Коротко",
        "url": "/a",
        "datePublished": "2026-10-01",
        "keywords": ["урок", "пара"],
    }
    assert node["author"]["name"] == "Кафедра"


@settings(max_examples=150, deadline=None)
@given(
    st.text() | st.lists(st.sampled_from([*"<>/=\"' ", "div", "itemscope", "itemprop", "script", "<!--"])).map("".join)
)
def test_any_page(html: str) -> None:
    assert nodes(roots(html), "LearningResource") == []
