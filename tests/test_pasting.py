"""Pages for closed platforms: nothing but text, tables, lists and pictures; what changed since; whole or not at all."""

import base64
import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.desk.web import FRAMED
from nastavnik.errors import ContentRejected, SiteNotReplaceable
from nastavnik.office.pasting.address_table import PlatformAddresses, read_addresses
from nastavnik.office.pasting.cleaning import clean, fragment
from nastavnik.office.pasting.links import SectionMap
from nastavnik.office.pasting.pasting import write_fragments
from nastavnik.office.pasting.section import PastedSection
from nastavnik.office.undo import last, take_back
from nastavnik.records import KINDS
from tests.conftest import CONSENT, DAY, MENTOR, NEWS, PRACTICE, ROADMAP, TODAY, Files, md, run, tree, write_files, yml
from tests.desk import DeskInHand, fields_of, words_of
from tests.pasting import ATTRIBUTES, ROOT, TAGS, Elements, copied, pasted, texts

School = Callable[[Files], Path]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"><path d="M0 0h4v5z"/></svg>'
SECTION: Files = {
    "mentors/ivanova.yml": yml(MENTOR, consent=CONSENT, photo={"file": "ivanova.svg", "alt": "Портрет"}),
    "mentors/ivanova.svg": SVG,
    "mentors/skrytnaya.yml": yml(MENTOR, name="Скрытная Анна Ильинична", consent=None),
    "practices/urok.md": md(PRACTICE, authors=[{"mentor": "ivanova"}]),
    "roadmap/2026-2027.yml": yml(ROADMAP),
    "news/den.md": md(NEWS, stages=["2026-2027/1"], text="Рассказ и [памятка](pamyatka.txt)."),
    "news/pamyatka.txt": "Памятка",
    "parents.md": "# Родителям\n\n"
    "[Наставник](mentors/ivanova.yml), [к концу](#konets).\n\n## Куда { #konets }\n\nТекст.\n",
}
PLATFORM = "https://school5.gosweb.example/"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> PastedSection:
    return pasted(copied(ROOT, tmp_path_factory.mktemp("demo")))


@pytest.fixture(scope="module", params=["demo", "kindergarten"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PastedSection:
    if request.param == "demo":
        section: PastedSection = request.getfixturevalue("demo")
        return section
    return pasted(copied(ROOT / "examples" / "kindergarten", tmp_path_factory.mktemp("kindergarten")))


# --- what stands on the pages


def test_nothing_but_what_any_editor_keeps(whole: PastedSection) -> None:
    pages = texts(whole.folder)
    read = {name: Elements(text) for name, text in pages.items()}
    named = {value for page in read.values() for value in page.values("href")}

    assert {tag for page in read.values() for tag, _ in page.elements} <= TAGS
    assert {name for page in read.values() for _, each in page.elements for name in each} - {"id"} <= ATTRIBUTES
    assert [f"#{id}" for page in read.values() for id in page.values("id") if f"#{id}" not in named] == []
    assert not [name for name, text in pages.items() if "\u2060" in text]


def test_nothing_is_loaded_from_elsewhere(whole: PastedSection) -> None:
    for name, text in texts(whole.folder).items():
        for source in Elements(text).values("src"):
            assert ((whole.folder / "pages" / name).parent / source).resolve().is_file(), (name, source)


def test_files_beside_are_those_the_pages_name(whole: PastedSection) -> None:
    lying = {path.name for path in (whole.folder / "files").iterdir()}

    assert lying == {name for page in whole.pages.values() for name in page.links.files}


def test_every_picture_says_what_it_shows_and_every_heading_cell_what_of(whole: PastedSection) -> None:
    for text in texts(whole.folder).values():
        elements = Elements(text).elements
        assert all("alt" in attributes for tag, attributes in elements if tag == "img")
        assert all(attributes.get("scope") in ("row", "col", "colgroup") for tag, attributes in elements if tag == "th")


def test_every_page_of_the_section_is_there_once(whole: PastedSection, tmp_path: Path) -> None:
    """But lists by subject, the current plan's second address and «Доступность», which is about another site."""
    root = whole.folder.parent
    assert (
        run("build", "--root", root, "--site", tmp_path / "site", *DAY, "--no-search", "--engine", "plain").exit_code
        == 0
    )
    site = {path.parent.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("index.html")}
    current = max(path.stem for path in (root / "content" / "roadmap").glob("*.yml"))
    expected = {url for url in site if "/by/" not in url} - {"accessibility", f"roadmap/{current}"}

    pasted_pages = {url.strip("/") or "." for url in whole.pages}
    assert pasted_pages <= expected
    assert expected - pasted_pages == {kind for kind in KINDS if not (root / "content" / kind).is_dir()}


@pytest.mark.parametrize("name", ["index", "mentors/belova", "roadmap", "monitoring/2026-2027", "documents", "parents"])
def test_pages_of_the_demo(demo: PastedSection, name: str, golden: Callable[[Path, str], None]) -> None:
    file = ROOT / "tests" / "golden" / "fragments" / f"{name.replace('/', '-')}.html"
    golden(file, texts(demo.folder)[name])


def test_nobody_without_a_consent(school: School) -> None:
    root = school(SECTION)
    folder = pasted(root, TODAY).folder

    everything = b"".join([*tree(folder).values(), (root / "fragments.csv").read_bytes()])
    assert "Берёзкина".encode() in everything
    assert "Скрытная".encode() not in everything and b"skrytnaya" not in everything


# --- one page made clean

CASES = {
    name: tuple(part.strip() for part in case.split("\n--\n"))
    for name, _, case in (
        case.partition("\n")
        for case in Path(__file__).with_name("pasting_cases.txt").read_text("utf-8").split("== ")[1:]
    )
}


@pytest.mark.parametrize("case", CASES)
def test_page_made_clean(case: str) -> None:
    written, expected = CASES[case]
    titles = {"": "Главная", "mentors/": "Наставники", "parents/": "Родителям"}
    files = {"files/a.pdf", "files/b.pdf", "p/b.webp"}
    known = SectionMap("https://school5.example/n/", titles, {"mentors/by/x/": "mentors/"}, files)
    addresses = PlatformAddresses({"parents": f"{PLATFORM}p", "files/b.pdf": f"{PLATFORM}77/b"})
    page = clean(f"<body><main>{written}</main></body>", "", known, addresses, is_list=False)
    places = {place for there, place in page.links.anchors if there == ""}

    assert fragment(page, places).replace("\n", "") == expected


def test_two_files_never_get_one_name() -> None:
    known = SectionMap("", {}, {}, {"files/a-b.pdf", "a/b.pdf", "c/d.pdf"})

    assert known.file_name("c/d.pdf") == "c-d.pdf"
    assert known.file_name("a/b.pdf") != known.file_name("files/a-b.pdf")


# --- addresses


def addressed(root: Path, *rows: str) -> None:
    (root / "fragments.csv").write_bytes("\r\n".join(["что;название;адрес на платформе", *rows]).encode("cp1251"))


def test_addresses_become_links(school: School) -> None:
    """A table as Excel saves it, in its own encoding; an address below that of all files, or a file's own one."""
    root = school(SECTION)
    addressed(
        root,
        "mentors/ivanova;Берёзкина;/nastavniki",
        f"files/;;{PLATFORM}f/",
        f"files/mentors-ivanova-ivanova.svg;;{PLATFORM}9",
    )
    pages = texts(pasted(root, TODAY).folder)

    assert '<a href="/nastavniki">Наставник</a>' in pages["parents"]
    assert f'<a href="{PLATFORM}f/news-pamyatka.txt">памятка</a>' in pages["news/den"]
    assert f'src="{PLATFORM}9"' in pages["mentors/ivanova"]


def test_table_gets_a_row_for_each_page_and_keeps_what_was_filled_in(school: School) -> None:
    root = school(SECTION)
    addressed(root, f"mentors/ushedshii;;{PLATFORM}old", f"parents;;{PLATFORM}p")
    pasted(root, TODAY)
    rows = (root / "fragments.csv").read_text(encoding="utf-8-sig").splitlines()

    assert f"parents;Родителям;{PLATFORM}p" in rows
    assert "mentors/ivanova;Берёзкина Анна Павловна;" in rows
    assert f"mentors/ushedshii;{messages.ADDRESS_OF_GONE};{PLATFORM}old" in rows
    run_of_it = last(root)
    assert run_of_it is not None
    take_back(run_of_it)
    assert read_addresses(root).filled.keys() == {"mentors/ushedshii", "parents"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("mentors;;gosuslugi", messages.no_platform_address("gosuslugi")),
        ("mentors;;javascript:x", messages.no_platform_address("javascript:x")),
        ("mentors;;//chuzhoi.example", messages.no_platform_address("//chuzhoi.example")),
        ("mentors;;https://a b", messages.address_with_signs("https://a b")),
        (";;https://a.example/", messages.ADDRESS_OF_WHAT),
        ("mentors;;/a\r\nmentors;;/b", messages.address_twice("mentors")),
    ],
)
def test_address_that_cannot_be_one_is_refused_with_its_line(school: School, row: str, sentence: str) -> None:
    root = school(SECTION)
    addressed(root, "parents;;/p", row)

    result = run("fragments", root / "paste", "--root", root, *DAY)

    assert result.exit_code == 1
    assert f"fragments.csv:{3 + row.count(chr(10))}:1: {sentence}" in result.output
    assert not (root / "paste").exists()


# --- since last time


def lines_of_day(section: PastedSection, day: dt.date) -> dict[str, tuple[str, ...]]:
    return {change.url: change.what for when, changes in section.history.days for change in changes if when == day}


def test_same_day_same_bytes(school: School) -> None:
    root = school(SECTION)
    folder = pasted(root, TODAY).folder
    before = tree(folder), (root / "fragments.csv").read_bytes()
    pasted(root, TODAY)

    assert (tree(folder), (root / "fragments.csv").read_bytes()) == before


def test_day_that_changes_nothing_changes_no_page(school: School) -> None:
    root = school(
        {name: data for name, data in SECTION.items() if not name.startswith("roadmap")} | {"news/den.md": md(NEWS)}
    )
    before = texts(pasted(root, TODAY).folder)
    section = pasted(root, TODAY + dt.timedelta(days=1))

    assert texts(section.folder) == before
    assert lines_of_day(section, TODAY + dt.timedelta(days=1)) == {}


def test_what_changed_is_said_by_days(school: School) -> None:
    """Whoever pasted last on some day finds all that came after it, however often pages were made since."""
    root = school(SECTION)
    assert pasted(root, TODAY).is_first
    days = [TODAY + dt.timedelta(days=number) for number in range(1, 4)]
    write_files(root / "content", {"parents.md": "# Родителям\n\nИной текст.\n"})
    pasted(root, days[0])
    write_files(
        root / "content",
        {"news/pamyatka.txt": "Иная памятка", "news/vtoraya.md": md(NEWS, title="Вторая", date="2026-10-06")},
    )
    pasted(root, days[1])
    section = pasted(root, days[2])
    start = section.start.read_text(encoding="utf-8")

    assert lines_of_day(section, days[0])["parents/"] == ("text", "links")
    assert lines_of_day(section, days[1])["news/vtoraya/"] == ("new",)
    assert lines_of_day(section, days[1])["news/den/"][-1] == "file:news-pamyatka.txt"
    assert "изменилась: текст, ссылки" in start and "файл news-pamyatka.txt" in start
    assert start.index(messages.day(days[1])) < start.index(messages.day(days[0]))


def test_withdrawn_person_stays_only_in_the_line_that_says_to_delete_it(school: School) -> None:
    root = school(SECTION)
    pasted(root, TODAY)
    (root / "content/mentors/ivanova.yml").unlink()
    write_files(root / "content", {"practices/urok.md": md(PRACTICE), "parents.md": "# Родителям\n\nТекст.\n"})
    section = pasted(root, TODAY + dt.timedelta(days=1))
    left = {name for name, data in tree(section.folder).items() if "Берёзкина".encode() in data}

    assert lines_of_day(section, TODAY + dt.timedelta(days=1))["mentors/ivanova/"] == ("gone",)
    assert left == {"index.html", ".fragments.json"}
    assert "Берёзкина" not in (root / "fragments.csv").read_text(encoding="utf-8-sig")
    assert not (section.folder / "files/mentors-ivanova-ivanova.svg").exists()
    pasted(root, TODAY + dt.timedelta(days=62))
    assert not [name for name, data in tree(section.folder).items() if "Берёзкина".encode() in data]


def test_withdrawal_says_that_the_platform_has_the_page_too(school: School) -> None:
    root = school(SECTION)
    before = run("withdraw", "mentors/ivanova", "--root", root, "--dry-run", *DAY).output
    pasted(root, TODAY)

    assert messages.PASTED_TOO not in before
    assert messages.PASTED_TOO in run("withdraw", "mentors/ivanova", "--root", root, "--dry-run", *DAY).output


def test_history_that_makes_no_sense_is_none(school: School) -> None:
    root = school(SECTION)
    folder = pasted(root, TODAY).folder
    (folder / ".fragments.json").write_text('{"pages": {"": 5}}')

    assert pasted(root, TODAY).is_first


# --- whole or not at all


def others(root: Path) -> Iterator[Path]:
    yield from (root, root / "content", root / "content" / "paste", root / "site", root / "site" / "paste", root.parent)
    (root / "mine").mkdir()
    (root / "mine" / "pismo.txt").write_text("важное")
    yield root / "mine"


def test_folder_of_somebody_else_is_left(school: School) -> None:
    root = school(SECTION)
    for folder in others(root):
        before = tree(root)
        with pytest.raises(SiteNotReplaceable):
            write_fragments(Project.at(root), folder, TODAY)
        assert tree(root) == before


def test_site_is_no_folder_of_pages(school: School) -> None:
    root = school(SECTION)
    run("build", "--root", root, "--site", root / "other", *DAY, "--no-search", "--engine", "plain")

    assert run("fragments", root / "other", "--root", root, *DAY).exit_code == 1
    assert (root / "other" / "mentors" / "index.html").is_file()


def test_mistake_leaves_everything_as_it_was(school: School) -> None:
    root = school(SECTION)
    pasted(root, TODAY)
    before = tree(root / "paste")
    write_files(root / "content", {"mentors/ivanova.yml": yml(MENTOR, name=None)})

    result = run("fragments", root / "paste", "--root", root, *DAY)

    assert result.exit_code == 1 and messages.fragments_rejected(1) in result.output
    assert tree(root / "paste") == before
    with pytest.raises(ContentRejected):
        pasted(root, TODAY)


def test_what_the_command_says(school: School) -> None:
    root = school(SECTION)
    first = run("fragments", root / "paste", "--root", root, *DAY)
    shutil.rmtree(root / "content/news")
    second = run("fragments", root / "paste", "--root", root, "--today", "2026-11-21")

    assert (
        first.exit_code == 0
        and messages.fragments_start(str(root / "paste/index.html"), "fragments.csv") in first.output
    )
    assert "удалить с платформы — 2" in second.output  # the story, and the list that has no other


# --- the start page


def test_start_page_draws_the_menu_and_has_every_page(whole: PastedSection) -> None:
    start = lxml_html.document_fromstring(whole.start.read_text(encoding="utf-8"))
    drawn = start.xpath("//ul[@class='tree']//a/@href")
    areas = {area.get("aria-label"): area.text for area in start.iter("textarea")}

    assert sorted(drawn) == sorted(f"#{card}" for card in start.xpath("//article/@id"))
    assert len(drawn) == len(set(drawn)) == len(whole.pages) == len(areas)
    for page in whole.pages.values():
        assert areas[f"Код страницы «{page.planned.title}»"] or not page.html
    assert start.xpath("//link | //script[@src] | //img | //*[starts-with(@src, 'http')]") == []


# --- at the desk


def test_desk_prepares_pages_and_keeps_what_was_typed(school: School) -> None:
    root = school(SECTION)
    desk = DeskInHand(root)
    first = words_of(desk.post("/do/fragments"))
    wrong = desk.post("/do/fragments", [("address:parents", "gosuslugi"), ("address:mentors", "/nastavniki")])
    typed = dict(fields_of(wrong))
    done = words_of(desk.post("/do/fragments", [("address:parents", f"{PLATFORM}p")]))

    assert messages.DESK_PREPARED in first and "fragments.csv" not in first
    assert messages.capital(messages.no_platform_address("gosuslugi")) in words_of(wrong)
    assert typed["address:parents"] == "gosuslugi" and typed["address:mentors"] == "/nastavniki"
    assert messages.DESK_PREPARED in done
    assert read_addresses(root).filled == {"parents": f"{PLATFORM}p"}
    desk.post("/undo")
    assert read_addresses(root).filled == {}


def test_desk_shows_the_start_page_with_its_own_script_only(school: School) -> None:
    root = school(SECTION)
    desk = DeskInHand(root)
    desk.post("/do/fragments")
    start = desk.get("/pasted/index.html")
    script = start.body.decode().partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    assert (
        f"script-src 'sha256-{digest}'" in start.policy
        and "unsafe-inline" not in start.policy.partition("style-src")[0]
    )
    assert desk.get("/pasted/pages/parents.html").policy == FRAMED
    for hidden in ("/pasted/.fragments.json", "/pasted/../content/school.yml", "/pasted/", "/pasted/net.html"):
        found = desk.get(hidden)
        assert found.status == 404 or hidden == "/pasted/", hidden


def test_desk_names_what_stands_in_the_way(school: School) -> None:
    root = school({**SECTION, "mentors/ivanova.yml": yml(MENTOR, name=None)})

    assert messages.DESK_NOT_PREPARED in words_of(DeskInHand(root).post("/do/fragments"))
    assert not (root / "fragments").exists()


def test_lists_without_records_are_not_pasted(school: School) -> None:
    section = pasted(school({"news/den.md": md(NEWS)}))

    assert "news/" in section.pages
    assert not {"contests/", "partners/", "programmes/", "monitoring/", "roadmap/", "mentors/"} & {*section.pages}


@pytest.mark.parametrize(
    ("pages", "files", "lacking"),
    [
        (15, 4, "у 15 страниц, на которые ведут другие, и у 4 файлов"),
        (1, 1, "у 1 страницы, на которую ведут другие, и у 1 файла"),
        (21, 0, "у 21 страницы, на которую ведут другие"),
        (11, 0, "у 11 страниц, на которые ведут другие"),
        (0, 5, "у 5 файлов"),
    ],
)
def test_addresses_that_lack_are_counted_in_one_sentence(pages: int, files: int, lacking: str) -> None:
    sentence = messages.fragments_unaddressed(pages, files)

    assert sentence == f"вместо ссылок пока слова, адреса ещё не вписаны: {lacking}"
