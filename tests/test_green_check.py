"""A green check is a green build: whatever stops a build is found by a check, with a place, and said by both alike."""

import io
import os
import struct
import sys
import zlib
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from nastavnik.building import taken_addresses
from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.engines import ENGINES
from nastavnik.pages.plan import pages
from nastavnik.text.addresses import output_path
from tests.conftest import (
    DAY,
    DOCUMENT,
    ENGINE,
    MENTOR,
    NEWS,
    PASSPORT,
    TODAY,
    Figures,
    Files,
    md,
    run,
    tree,
    write_files,
    yml,
)
from tests.mutations import ENGLISH, Section

ROOT = Path(__file__).parent.parent
FEW, FEW_PAGES = 50, 12
MANY, MANY_PAGES = 10_000, 1_000
SHARES = 20  # of the long run: each is a test of its own, so that several processes take part


def counted(section: Section, seed: int, count: int) -> tuple[int, int]:
    """How many mutants of records were drawn, and how many refused."""
    drawn = sum(is_drawn for *_, is_drawn in islice(section.trials(Random(seed), section.records), count))
    return drawn, count - drawn


def test_spoiled_records_are_refused_or_drawn(tmp_path: Path) -> None:
    drawn, refused = counted(Section(tmp_path / "school"), seed=0, count=FEW)

    assert drawn > FEW // 10
    assert refused > FEW // 10


@pytest.mark.audit
@pytest.mark.parametrize("share", range(SHARES))
def test_many_spoiled_records(share: int, tmp_path: Path, record_property: Figures) -> None:
    drawn, refused = counted(Section(tmp_path / "school"), seed=1 + share, count=MANY // SHARES)

    record_property("mutated records drawn, feeds read back", drawn)
    record_property("mutated records refused with a place", refused)


def test_spoiled_pages_are_refused_or_drawn(tmp_path: Path) -> None:
    section = Section(tmp_path / "school")
    drawn = sum(is_drawn for *_, is_drawn in islice(section.trials(Random(1), section.pages), FEW_PAGES))

    assert 0 < drawn < FEW_PAGES


@pytest.mark.audit
@pytest.mark.parametrize("share", range(SHARES))
def test_many_spoiled_pages(share: int, tmp_path: Path, record_property: Figures) -> None:
    """By MkDocs, which reads them its own way."""
    section = Section(tmp_path / "school", "mkdocs")
    trials = islice(section.trials(Random(100 + share), section.pages), MANY_PAGES // SHARES)
    record_property("mutated hand-written pages refused or drawn", sum(1 for _ in trials))


# --- what really happens to a school


def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def gigantic() -> bytes:
    """The head of a PNG of 40,000 × 40,000 points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


PHOTO = photo()
HALF, HEIC = PHOTO[: len(PHOTO) // 2], b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 500
DRAWING = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>".format
PAGE = "---\ntitle: Родителям\n---\n\n# Родителям\n\nТекст о наставниках и детях, который читают семьи.\n"
EXTENDS = '{% extends "_record.html" %}\n'
IMAGE = {"file": "images/a.jpg", "alt": "Стол", "consent": "люди не изображены"}


def with_settings(more: str = "", **changes: str) -> str:
    text = ENGINE + more
    for before, after in changes.items():
        text = text.replace(before, after)
    return text


GREEN: dict[str, Files] = {
    "page in cp1251": {"parents.md": PAGE.encode("cp1251")},
    "page in utf-16": {"parents.md": PAGE.encode("utf-16")},
    "page in koi8-r": {"parents.md": PAGE.encode("koi8-r")},
    "page with a mark of its encoding": {"parents.md": PAGE.encode("utf-8-sig")},
    "page that begins like settings": {"parents.md": "Note: слово\n\n---\na: [b\n---\n"},
    "page with signs of a machine": {"parents.md": "# А\x00\x01\x1b[2J\n\n\ue000content\ue001 {{ x }} {% raw %}\n"},
    "page with a slip in its head": {"parents.md": "---\ntba: Родителям\n---\nТекст.\n"},
    "page with a head that is not closed": {"parents.md": "---\ntitle: Родителям\n\nТекст.\n"},
    "page with numbers in its head": {"parents.md": "---\ntitle: 5\ndescription: да\ndate: 2026-99-99\n---\nТекст.\n"},
    "page with a name in Russian": {"О нас.md": "# О нас\n", "п/№ 1.md": "# Первая\n"},
    "page without a word": {"parents.md": ""},
    "story with an address no pattern sees": {"news/a.md": md(NEWS, text="<https://[адрес]> <b href='//['>")},
    "drawing with odd sizes": {"news/a.md": md(NEWS, text="![А](images/a.svg)"), "images/a.svg": DRAWING("")},
}
"""Green, and built by both engines."""
RED: dict[str, tuple[Files, str]] = {
    "template nobody has": (
        {"parents.md": "---\ntemplate: nosuch.html\n---\nТекст.\n"},
        "content/parents.md:2:11: шаблона «nosuch.html» нет",
    ),
    "page named .markdown": ({"x.markdown": "# А\n"}, "content/x.markdown:1:1: страницу читают, если имя кончается"),
    "page named .MD": ({"o/X.MD": "# А\n"}, "content/o/X.MD:1:1: страницу читают"),
    "page named README": ({"README.md": "# А\n"}, "content/README.md:1:1: имя README.md страница носить не может"),
    "two pages of one address": ({"o.md": "# А\n", "o/index.md": "# Б\n"}, "по этому адресу уже стоит страница"),
    "page at the address of a list": (
        {"news.md": "# А\n", "news/a.md": md(NEWS)},
        "content/news.md:1:1: по этому адресу сайт ставит свою страницу",
    ),
    "page called like a map of the site": ({"sitemap.xml.md": "# А\n"}, "назовите её, например, sitemap-xml.md"),
    "page in a folder called like a feed": (
        {"api/v1/catalog.json/a.md": "# А\n"},
        "назовите её, например, api/v1/catalog-json/a.md",
    ),
    "file at the address of the first page": (
        {"o.md": "[x](index.html)\n", "index.html": "<p>а</p>"},
        "content/index.html:1:1: по этому адресу",
    ),
    "file at the address of a page": (
        {"o.md": "[x](o/index.html)\n", "o/index.html": "<p>а</p>"},
        "content/o/index.html:1:1: по этому адресу",
    ),
    "file in the place of a feed": (
        {"o.md": "[x](api/v1/catalog.json)\n", "api/v1/catalog.json": "{}"},
        "content/api/v1/catalog.json:1:1: по этому адресу",
    ),
    "placeholder for an address": (
        {"parents.md": "# А\n\n[сайт](https://[адрес])\n"},
        "content/parents.md:3:8: адрес «https://[адрес]» не откроется",
    ),
    "placeholder in a definition": (
        {"parents.md": "# А\n\n[x][a]\n\n[a]: //[\n"},
        "content/parents.md:5:6: адрес «//[» не откроется",
    ),
    "placeholder in a record": (
        {"news/a.md": md(NEWS, text="Слово.\n\n[x](https://[адрес])")},
        "content/news/a.md:8:1: адрес «https://[адрес]» не откроется",
    ),
    "link with blanks to nothing": (
        {"parents.md": "# А\n\n[x](<files/Приказ № 5.pdf>)\n"},
        "content/parents.md:3:6: ссылка ведёт на «files/Приказ № 5.pdf», такого файла нет",
    ),
    "definition of a link to nothing": (
        {"parents.md": "# А\n\n[x][a]\n\n[a]: files/a.pdf\n"},
        "content/parents.md:5:6: ссылка ведёт на «files/a.pdf»",
    ),
    "link to the passport": ({"parents.md": "[x](school.yml)\n"}, "content/parents.md:1:5: school.yml: служебный файл"),
    "page deeper than anything": (
        {"parents.md": "\n".join("    " * depth + "- а" for depth in range(300))},
        "content/parents.md:1:1: ",
    ),
    "head of a page that is no YAML": (
        {"parents.md": "---\ntitle: [а\n---\nТекст.\n"},
        "content/parents.md:2:8: скобка",
    ),
    "half a photo of a page": (
        {"parents.md": "![А](images/a.jpg)\n", "images/a.jpg": HALF},
        "content/images/a.jpg:1:1: картинка не открывается",
    ),
    "gigantic photo of a page": (
        {"parents.md": "![А](images/a.png)\n", "images/a.png": gigantic()},
        "content/images/a.png:1:1: картинка слишком велика",
    ),
    "half a photo of a story": (
        {"news/a.md": md(NEWS, image=IMAGE), "images/a.jpg": HALF},
        "content/images/a.jpg:1:1: картинка не открывается",
    ),
    "half a photo in a text": (
        {"news/a.md": md(NEWS, text="![А](images/a.jpg)"), "images/a.jpg": HALF},
        "content/images/a.jpg:1:1: картинка не открывается",
    ),
    "half a photo of the first page": (
        {"school.yml": yml(PASSPORT, home={"photo": "images/a.jpg", "photo_alt": "А"}), "images/a.jpg": HALF},
        "content/images/a.jpg:1:1: картинка не открывается",
    ),
    "half a photo of a mentor": (
        {"mentors/a.yml": yml(MENTOR, photo={"file": "images/a.jpg", "alt": "А"}), "images/a.jpg": HALF},
        "content/images/a.jpg:1:1: картинка не открывается",
    ),
    "photo of an iPhone under another name": (
        {"documents/d.yml": yml(DOCUMENT, no_file=None, file="files/a.jpg"), "files/a.jpg": HEIC},
        "content/documents/d.yml:4:7: files/a.jpg: это снимок айфона",
    ),
    "photo without a byte": (
        {"news/a.md": md(NEWS, image=IMAGE), "images/a.jpg": b""},
        "images/a.jpg: файл пуст (0 байт)",
    ),
    "drawing that is none": (
        {"news/a.md": md(NEWS, text="![А](images/a.svg)"), "images/a.svg": "рисунок"},
        "content/news/a.md:6:1: images/a.svg: ",
    ),
    "drawing that is none as a document": (
        {"documents/d.yml": yml(DOCUMENT, no_file=None, file="files/a.svg"), "files/a.svg": "рисунок"},
        "content/documents/d.yml:4:7: files/a.svg: ",
    ),
    **{
        f"news of {day}": ({"news/a.md": md(NEWS, date=day)}, "год бывает от 1900 до 2200")
        for day in ("0226-10-15", "0001-01-01", "9999-12-31")
    },
    "event long ago with a time": (
        {"events/a.md": md(title="Встреча", event_type="встреча", start="0001-01-01 01:00", text="Слово.")},
        "год бывает от 1900",
    ),
    "no settings": ({"../mkdocs.yml": ""}, "mkdocs.yml:1:1: файл пуст"),
    "tab in the settings": (
        {"../mkdocs.yml": with_settings("extra:\n\ta: b\n")},
        "mkdocs.yml:7:1: отступ сделан клавишей Tab",
    ),
    "settings in cp1251": ({"../mkdocs.yml": ENGINE.encode("cp1251")}, "mkdocs.yml:1:1: не удалось прочитать буквы"),
    "bracket in the settings": ({"../mkdocs.yml": with_settings("x: [a\n")}, "mkdocs.yml:6:4: скобка открыта"),
    "plugin that is not there": (
        {"../mkdocs.yml": with_settings(**{"[nastavnik]": "[nastavnik, nosuch]"})},
        "mkdocs.yml:4:1: plugins: в списке дополнение, которого нет",
    ),
    "our plugin not listed": (
        {"../mkdocs.yml": with_settings(**{"[nastavnik]": "[]"})},
        "mkdocs.yml:4:1: в mkdocs.yml нет строки «- nastavnik»",
    ),
    "theme that is not there": (
        {"../mkdocs.yml": with_settings(material="nosuch")},
        "mkdocs.yml:3:1: theme: оформление не найдено",
    ),
    "address that is a number": ({"../mkdocs.yml": with_settings("dev_addr: 5\n")}, "mkdocs.yml:6:1: dev_addr: нужны"),
    "navigation to nothing": (
        {"../mkdocs.yml": with_settings("nav: [{А: [nosuch.md]}]\n")},
        "mkdocs.yml:6:1: nav: ссылка ведёт на «nosuch.md»",
    ),
    "extension that is not there": (
        {"../mkdocs.yml": with_settings(attr_list="nosuch")},
        "mkdocs.yml:5:1: расширение Markdown «nosuch»",
    ),
    "template of a kind without a block": (
        {"../theme/fragments/news.html": "{% block card %}x{% endblock %}", "news/a.md": md(NEWS)},
        "theme/fragments/news.html:1:1: ",
    ),
    "template with an unknown name": (
        {
            "../theme/fragments/news.html": EXTENDS + "{% block page %}{{ nosuch.a }}{% endblock %}",
            "news/a.md": md(NEWS),
        },
        "theme/fragments/news.html:2:1: шаблон news.html, строка 2, страница news/a/index.html: имени «nosuch»"
        " здесь нет",
    ),
    "shell with an unknown name": (
        {"../theme/overrides/main.html": "{{ nosuch.a }}"},
        "theme/overrides/main.html:1:1: шаблон main.html, строка 1",
    ),
    "template in cp1251": (
        {"../theme/overrides/partials/footer.html": "<footer>Подвал</footer>".encode("cp1251")},
        "theme/overrides/partials/footer.html:1:1: ",
    ),
}
"""Red with this sentence, and not built."""


def make_pipe(content: Path) -> None:
    (content / "news").mkdir()
    os.mkfifo(content / "news" / "a.md")


def make_pipe_of_a_page(content: Path) -> None:
    os.mkfifo(content / "a.md")


def make_pipe_of_a_document(content: Path) -> None:
    (content / "files").mkdir()
    os.mkfifo(content / "files" / "a.pdf")
    write_files(content, {"documents/d.yml": yml(DOCUMENT, no_file=None, file="files/a.pdf")})


def make_link_to_itself(content: Path) -> None:
    (content / "a").symlink_to(content / "a")


def make_link_to_the_folder_around(content: Path) -> None:
    (content / "o").symlink_to(content)


def make_link_to_nothing(content: Path) -> None:
    (content / "a.md").symlink_to("nosuch.md")


SPECIAL = {
    make_pipe: "content/news/a.md:1:1: это канал между программами",
    make_pipe_of_a_page: "content/a.md:1:1: это канал между программами",
    make_pipe_of_a_document: "content/files/a.pdf:1:1: это канал между программами",
    make_link_to_itself: "content/a:1:1: ярлык ведёт сам на себя",
    make_link_to_the_folder_around: "content/o:1:1: ярлык ведёт сам на себя или на папку, в которой лежит",
    make_link_to_nothing: "content/a.md:1:1: ярлык ведёт в никуда",
}


def assert_red(root: Path, sentence: str) -> None:
    """Both commands refuse in the same lines, and none of these is a library's."""
    checked, built = run("check", "--root", root, *DAY), run("build", "--root", root, "--no-search", *DAY)

    assert (checked.exit_code, built.exit_code) == (1, 1)
    assert sentence in checked.stdout
    refused = [line for line in checked.stdout.splitlines() if ": подсказка: " not in line]
    assert set(built.stdout.splitlines()) <= set(refused)
    assert sentence.partition(": ")[2] in built.output  # an error of a template has its place within the sentence
    assert not ENGLISH.search(checked.output + built.output)
    assert not (root / "site").exists()


@pytest.mark.parametrize("name", RED)
def test_what_stops_a_build_is_found_by_a_check(name: str, school: Callable[[Files], Path]) -> None:
    files, sentence = RED[name]

    assert_red(school(files), sentence)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these")
@pytest.mark.parametrize("make", SPECIAL, ids=lambda make: str(make.__name__))
def test_what_is_no_file_is_named_and_never_opened(
    make: Callable[[Path], None], school: Callable[[Files], Path]
) -> None:
    root = school({})
    make(root / "content")

    assert_red(root, SPECIAL[make])


@pytest.mark.parametrize("name", GREEN)
def test_whatever_a_page_was_saved_by_it_is_drawn(name: str, school: Callable[[Files], Path]) -> None:
    root = school(GREEN[name])

    checked = run("check", "--root", root, *DAY)
    built = [
        run("build", "--root", root, "--site", root / engine, "--engine", engine, "--no-search", *DAY)
        for engine in ENGINES
    ]

    assert (checked.exit_code, checked.output) == (0, checked.output)
    assert [result.exit_code for result in built] == [0, 0]
    assert tree(root / "mkdocs") == tree(root / "plain")


def test_page_of_notepad_has_its_letters(school: Callable[[Files], Path]) -> None:
    root = school({"parents.md": PAGE.encode("cp1251")})

    run("build", "--root", root, "--no-search", *DAY)

    assert "наставниках и\u00a0детях" in (root / "site/parents/index.html").read_text(encoding="utf-8")


def test_slips_in_the_head_of_a_page_are_hints(school: Callable[[Files], Path]) -> None:
    root = school({"a.md": "---\ntba: Родителям\n---\n", "b.md": "---\ntab: [а, б]\n---\n", "c.md": "---\ntab: А\n"})

    lines = run("check", "--root", root, *DAY).stdout.splitlines()

    assert "content/a.md:2:1: подсказка: поля «tba» у страниц нет — возможно, tab" in lines
    assert any(line.startswith("content/b.md:2:1: подсказка: tab: ") for line in lines)
    assert any(line.startswith("content/c.md:1:1: подсказка: шапка открыта") for line in lines)


@pytest.mark.parametrize("demo", [".", "examples/kindergarten"])
def test_addresses_of_every_page_of_ours_are_looked_at(demo: str) -> None:
    prepared = prepare(Project.at(ROOT / demo), TODAY)
    assert isinstance(prepared, Prepared)
    addresses = [output_path(page.url) for page in pages(prepared.catalogue, prepared.own)]

    assert len(addresses) > 20
    assert {address.split("/", 1)[0] for address in addresses} <= taken_addresses.ROOTS
