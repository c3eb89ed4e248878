"""Only what is named is published: by a record, a page, the settings, a style, the theme; whatever its name is."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote, unquote, urljoin
from xml.etree import ElementTree

import pytest

from nastavnik import engines
from nastavnik.building import site
from nastavnik.building.project import Project
from nastavnik.text.destinations import everywhere, inline
from tests.building import build, check
from tests.conftest import DAY, DOCUMENT, ENGINE, NEWS, TODAY, Files, md, run, yml
from tests.test_incremental import built, clean, differing, tree

School_ = Callable[[Files], Path]
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def said(root: Path) -> list[str]:
    return [str(problem) for problem in check(Project.at(root), TODAY)]


# --- nobody names it

STRAY = (
    *(
        "school.yml.bak",
        "school.yml~",
        "school.yml.swp",
        "school.yml.txt",
        "school (1).YML",
        "school.YML",
        "mentors.csv",
    ),
    *("files/spisok-par.xlsx", "files/~$anketa.docx", "Thumbs.db", "desktop.ini", "mentors-old/ivanova.yml.orig"),
    *("news/images/lishnyaya.jpg", "Копия mentors/ivanova.txt", "telefony.xlsx"),
)


@pytest.mark.parametrize("engine", engines.ENGINES)
def test_what_nobody_names_stays(engine: str, school: School_) -> None:
    root = school({**dict.fromkeys(STRAY, "+7 912 345-67-89"), "o.md": "# О разделе\n", "news/pervaya.md": md(NEWS)})

    site.build(Project.at(root), TODAY, engines.Engine(engine))

    published = tree(root / "site")
    assert not published.keys() & set(STRAY)
    assert not [path for path, data in published.items() if b"345-67-89" in data]


def test_what_stays_is_told_once_a_folder(school: School_) -> None:
    root = school(
        {"a.txt": "", "files/1.txt": "", "files/2.txt": "", "files/3.txt": "", "files/4.txt": "", "files/5.txt": ""}
    )

    assert said(root) == [
        "content/a.txt:1:1: на сайт не попадёт: на файл не ссылается ни запись, ни страница — "
        "сошлитесь на него или уберите из content",
        "content/files:1:1: 5 файлов на сайт не попадут, на них никто не ссылается: «1.txt», «2.txt», «3.txt» и ещё 2"
        " — сошлитесь на них или уберите из content",
    ]


def test_file_of_a_draft_is_named_and_stays(school: School_) -> None:
    root = school({"news/a.md": md(NEWS, draft="да", text="[а](../files/a.txt)"), "files/a.txt": "а"})

    assert said(root) == []
    built(root, TODAY)
    assert not (root / "site" / "files").exists()


# --- somebody does

PAGE = """\
---
title: О разделе
---
# О разделе

[а](files/inline.txt) [б][ref] <a href="files/html.txt">в</a> <img srcset="files/set.png 2x" src="files/src.png" alt="">
<div style="background: url('files/style.png')"></div> [г](/nastavnichestvo/files/absolute.txt)
[д](https://school5.example/nastavnichestvo/files/whole.txt) [е](files/query.txt?v=2#p)

[ref]: <files/ref erence.txt> "Подпись"
"""
NAMED = (
    *("inline", "html", "absolute", "whole", "query", "ref erence", "setting", "theme", "of-a-style"),
    *("of-a-record", "of-a-text"),
)


def test_who_may_name_a_file(school: School_) -> None:
    files = {f"files/{name}.txt": name for name in NAMED}
    root = school(
        {
            **files,
            "o.md": PAGE,
            "css/own.css": "body { background: url(../files/of-a-style.txt) }",
            "documents/prikaz.yml": yml(DOCUMENT, no_file=None, file="files/of-a-record.txt"),
            "news/pervaya.md": md(NEWS, text="[а](../files/of-a-text.txt)"),
        }
    )
    (root / "mkdocs.yml").write_text(f"{ENGINE}extra_css: [css/own.css]\nextra: {{a: files/setting.txt}}\n", "utf-8")
    (root / "theme" / "assets").mkdir(parents=True)
    (root / "theme" / "assets" / "own.js").write_text('fetch("../files/theme.txt")', encoding="utf-8")

    build(Project.at(root), TODAY)

    assert [name for name in NAMED if not (root / "site" / "files" / f"{name}.txt").is_file()] == []
    assert not [line for line in said(root) if ".txt" in line]


def test_newly_linked_file_appears_and_goes_with_its_link(
    school: School_, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = school({"o.md": "# О разделе\n", "files/a.txt": "а"})
    built(root, TODAY)
    for text, is_there in (("[а](files/a.txt)", True), ("", False)):
        (root / "content" / "o.md").write_text(f"# О разделе\n\n{text}\n", encoding="utf-8")
        site_now = built(root, TODAY)

        assert (root / "site" / "files" / "a.txt").is_file() == is_there
        assert differing(site_now, clean(root, tmp_path_factory.mktemp("clean"), TODAY)) == []


# --- it may not go out

FORBIDDEN = (
    *("school.YML", "school.yml.bak", "~$plan.docx", "Thumbs.db", "files/klyuch.pem", "files/ivanova.md.bak"),
    *("files/.htaccess", "files/a.PHP", "files/a.exe"),
)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_some_files_may_not_go_out_though_they_are_named(name: str, school: School_) -> None:
    page = school({name: "секрет", "o.md": f"# О\n\n[а](<{name}>)\n"})
    assert [line.partition(": ")[0] for line in said(page) if "нельзя" in line] == ["content/o.md:3:6"]

    record = school({name: "секрет", "o.md": "# О\n", "news/a.md": md(NEWS, text=f"[а](<../{name}>)")})
    assert [line for line in said(record) if "нельзя" in line]


def test_symbolic_links_do_not_lead_out(school: School_, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("секрет", encoding="utf-8")
    (outside / "secret.md").write_text(md(NEWS, title="Секрет"), encoding="utf-8")
    root = school({"files/own.txt": "своё", "o.md": "# О\n\n[а](files/in.txt)\n", "news/a.md": md(NEWS)})
    content = root / "content"
    (content / "files" / "in.txt").symlink_to("own.txt")
    assert [line for line in said(root) if "ярлык" in line] == []
    (content / "files" / "out.txt").symlink_to(outside / "secret.txt")
    (content / "folder").symlink_to(outside)
    (content / "news" / "b.md").symlink_to(outside / "secret.md")
    (content / "page.md").symlink_to(outside / "secret.md")
    (content / "o.md").write_text(
        "# О\n\n[а](files/in.txt)\n[б](files/out.txt)\n[в](folder/secret.txt)\n", encoding="utf-8"
    )

    lines = said(root)

    sentence = "ярлык ведёт за пределы папки content, на сайт не попадёт — положите сюда сам файл или папку"
    assert [line for line in lines if "ярлык" in line] == [
        f"content/{name}:1:1: {sentence}" for name in ("files/out.txt", "folder", "news/b.md", "page.md")
    ]
    assert "content/o.md:4:5: ссылка ведёт на «files/out.txt», такого файла нет — проверьте путь и имя файла" in lines


def test_symbolic_link_to_a_record_is_no_way_round(school: School_) -> None:
    root = school({"o.md": "# О\n\n[а](files/a.txt)\n"})
    (root / "content" / "files").mkdir()
    (root / "content" / "files" / "a.txt").symlink_to("../school.yml")

    assert [line for line in said(root) if "нельзя" in line]


# --- names

NAMES = (
    *("Положение о наставничестве.txt", "Фото № 1.txt", "«ёлочки».txt", "Йод и Ёж.txt", "100% план.txt", "a#b.txt"),
    *("что?.txt", "скобки (1) [2].txt", "it's.txt", "a%20b.txt", "амперсанд & плюс+.txt", "ЗАГЛАВНЫЕ.TXT"),
)


def _in_angle_brackets(name: str) -> str:
    marked = name.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
    return f"<{marked}>"


SPELLINGS: tuple[Callable[[str], str], ...] = (_in_angle_brackets, quote)


class Links(HTMLParser):
    """Addresses a page has in its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.met: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met += [value for name, value in attrs if name in ("href", "src") and value and "files/" in value]


@pytest.mark.parametrize("engine", engines.ENGINES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_any_name_works_in_links(form: str, engine: str, school: School_) -> None:
    """Written composed, on disk either way; in a page and in a text of a record."""
    spelt = [written(f"files/{name}") for written in SPELLINGS for name in NAMES]
    root = school(
        {
            **{normalize(form, f"files/{name}"): name for name in NAMES},
            "О нас.md": "# О нас\n\n" + " ".join(f"[x]({name})" for name in spelt),
            "news/pervaya.md": md(NEWS, text=" ".join(f"[x]({_above(name)})" for name in spelt)),
        }
    )
    assert said(root) == []

    site.build(Project.at(root), TODAY, engines.Engine(engine), searchable=False)

    for page in ("О нас/index.html", "news/pervaya/index.html"):
        links = Links((root / "site" / page).read_text(encoding="utf-8")).met
        opened = [(root / "site" / unquote(urljoin(page, link))).read_text(encoding="utf-8") for link in links]
        assert opened == [*NAMES, *NAMES], page


def _above(written: str) -> str:
    return f"<../{written[1:]}" if written.startswith("<") else f"../{written}"


@pytest.mark.parametrize("written", ["images/Фото № 1.jpg", "<images/Фото № 1.jpg>", "images/Фото%20№%201.jpg"])
def test_picture_with_blanks_in_its_name_is_shown(written: str, school: School_, jpeg: bytes) -> None:
    root = school({"news/images/Фото № 1.jpg": jpeg, "news/pervaya.md": md(NEWS, text=f"![Стол]({written})")})
    assert said(root) == []

    build(Project.at(root), TODAY, searchable=False)

    html = (root / "site" / "news" / "pervaya" / "index.html").read_text(encoding="utf-8")
    address = re.search(r'<img[^>]*src="([^"]+)"[^>]*alt="Стол"|<img[^>]*alt="Стол"[^>]*src="([^"]+)"', html)
    versions = re.search(r'srcset="([^" ]+) \d+w"', html)
    assert address and versions
    written_anew = [urljoin("news/pervaya/", unquote(each)) for each in (address[1] or address[2], versions[1])]
    jpeg_of_it, webp = ((root / "site" / target).read_bytes() for target in written_anew)
    assert jpeg_of_it.startswith(b"\xff\xd8") and webp[8:12] == b"WEBP"


@pytest.fixture
def jpeg() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    "written", ["images/Нет № 1.jpg", "<images/Нет № 1.jpg>", "../files/Нет такого.pdf", "files/C#.pdf"]
)
def test_missing_file_with_any_name_is_told(written: str, school: School_) -> None:
    root = school({"news/pervaya.md": md(NEWS, text=f"![Стол]({written})"), "o.md": f"# О\n\n[а]({written})\n"})

    assert len([line for line in said(root) if "такого файла нет" in line]) == 2


def test_addresses_are_escaped_wherever_machines_read_them(school: School_) -> None:
    root = school({"О нас.md": "# О нас\n", "news/pervaya.md": md(NEWS, text="[О нас](<../О нас.md>)")})

    build(Project.at(root), TODAY, searchable=False)

    escaped = "https://school5.example/nastavnichestvo/%D0%9E%20%D0%BD%D0%B0%D1%81/"
    folder = root / "site"
    located = [node.text for node in ElementTree.parse(folder / "sitemap.xml").iter() if node.tag.endswith("loc")]
    assert escaped in located
    page = (folder / "О нас" / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{escaped}"' in page
    feed = (folder / "feeds" / "news.atom").read_text(encoding="utf-8")
    assert escaped in feed
    for file in (folder / "feeds" / "news.json", folder / "api" / "v1" / "catalog.json"):
        assert "О нас/" not in json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False)


# --- how targets are read

READ = {
    "[а](b.md)": ["b.md"],
    "[а](b c.md)": ["b c.md"],
    '[а](b c.md "Подпись (1)")': ["b c.md"],
    "[а](<b (1).md> 'П')": ["b (1).md"],
    "[а](b (1).md)": ["b (1).md"],
    "[а]( b.md )": ["b.md"],
    "[а](\nb.md)": ["b.md"],
    "[а](b.md [б](c.md)": ["c.md"],
    "[а](": [],
    "[а]()": [],
    "[а](b.md": [],
    "![а](b.svg) [в](c.svg)": ["b.svg", "c.svg"],
}


@pytest.mark.parametrize("text", READ)
def test_targets_of_links(text: str) -> None:
    assert [place.written for place in inline(text)] == READ[text]
    assert all(place.written in text[place.start : place.end] for place in inline(text))


@pytest.mark.parametrize("piece", ["](", "[a](", "[a](<", "[a](b (", '[a](b "', "[a]: ", "src='", "url(", "![", "]:"])
def test_work_grows_with_the_length_of_a_text(piece: str) -> None:
    """Ten times the text, about ten times the targets looked at; none of it hangs."""
    for times in (2_000, 20_000):
        assert len(list(everywhere(piece * times))) <= 2 * times


# --- signs nobody types


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x0b", "\x7f", "\x9b2J", "\u202e", "\u2066", "\ufffe", "\U0001ffff"])
def test_signs_that_steer_are_nowhere(sign: str, school: School_) -> None:
    escaped = sign.encode("unicode-escape").decode()
    summary = f"Коротко{escaped} о встрече с учителями."
    news = f'---\ntitle: "Пары {escaped} закреплены"\ndate: 2026-10-05\nsummary: "{summary}"\n---\n'
    page = f'---\ntitle: "О{escaped} нас"\ndescription: "{escaped}"\n---\n# О нас\n\nТекст\n'
    root = school({"news/pervaya.md": news, "o.md": page})
    (root / "mkdocs.yml").write_text(ENGINE.replace("Наставничество", f'"Раздел {escaped}"'), encoding="utf-8")

    build(Project.at(root), TODAY, searchable=False)

    for name, data in tree(root / "site").items():
        if name.endswith((".html", ".atom", ".xml", ".ics", ".json")):
            assert sign[0] not in data.decode(), name
    ElementTree.parse(root / "site" / "feeds" / "news.atom")
    json.loads((root / "site" / "feeds" / "news.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", ["check", "build", "due", "ready", "consent"])
def test_no_command_steers_a_terminal(command: str, school: School_) -> None:
    root = school(
        {
            "news/a.md": '---\ntitle: "\\e[2J"\ndate: "\\e]0;x\\a"\n"\\e[1m": a\n---\n',
            "a\x1b[2J.txt": "",
            "мен\x1b[2Jтор.md": "# А",
        }
    )

    done = run(command, *(("ivanova",) if command == "consent" else ()), "--root", str(root), *DAY)

    assert "\x1b" not in done.output


def test_names_with_signs_nobody_sees_are_refused(school: School_) -> None:
    assert [line for line in said(school({"a\x1b[2J.txt": "", "o\u202e.md": "# О"})) if "невидимые" in line]
