"""What others bring into a section — texts, names of files, addresses — is shown at the desk and does nothing."""

import io
import json
import os
import random
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from nastavnik.records import KINDS
from tests.conftest import MENTOR, NEWS, PRACTICE, Files, md, yml
from tests.desk import DeskInHand, Pairs, filled

HOSTILE = "</textarea></title><script>alert(1)</script>'\"><img src=x onerror=alert(1)>&lt;{{7*7}}\u2028{% raw %}"


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school(
        {
            "mentors/berezkina.yml": yml(
                MENTOR,
                name=HOSTILE,
                post=HOSTILE,
                forms=[HOSTILE],
                helps_with=[HOSTILE],
                about=f"Строка\n{HOSTILE}",
                awards=[{"title": HOSTILE, "level": HOSTILE}],
                photo={"file": HOSTILE, "alt": HOSTILE},
                consent={"number": HOSTILE, "date": HOSTILE},
            ),
            "news/vstrecha.md": md(NEWS, title=HOSTILE, summary=HOSTILE, text=HOSTILE),
            "practices/urok.md": md(PRACTICE, title=HOSTILE),
            "news/slomano.md": f"---\ntitle: [{HOSTILE}\n---\n",
            "roadmap/2026-2027.yml": yml(
                {
                    "school_year": "2026-2027",
                    "captions": {HOSTILE: HOSTILE},
                    "stages": [{"number": HOSTILE, "title": HOSTILE, "term": HOSTILE}],
                }
            ),
        }
    )


@pytest.fixture
def desk(root: Path) -> DeskInHand:
    return DeskInHand(root)


class Acting(HTMLParser):
    """What on a page could act: scripts inside it, attributes of events, pictures the desk did not draw."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        self.found += [f"{tag} {name}" for name in at if name.startswith("on")]
        self.found += [f"{tag} {at[name]}" for name in ("href", "src") if str(at.get(name)).startswith("javascript:")]
        if tag in ("img", "object", "embed", "base") or (tag == "script" and "src" not in at):
            self.found.append(tag)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "due",
        "remarks",
        "history",
        "kind/mentors",
        "kind/news",
        "edit/mentors/berezkina",
        "edit/news/vstrecha",
        "edit/news/slomano",
        "edit/practices/urok",
        "edit/roadmap/2026-2027",
        "new/news",
        "do/post",
        "do/consent",
        "do/withdraw",
        "do/import?name=" + quote(HOSTILE),
    ],
)
def test_hostile_words_are_only_shown(desk: DeskInHand, path: str) -> None:
    page = Acting()
    text = desk.get(path).body.decode()
    page.feed(text)

    assert page.found == []
    assert "<script>alert" not in text
    assert "49" not in re.findall(r"&lt;(\d+)", text)


def test_hostile_words_come_back_unchanged(desk: DeskInHand, root: Path) -> None:
    for file in ("mentors/berezkina.yml", "news/vstrecha.md", "roadmap/2026-2027.yml"):
        path = root / "content" / file
        before = path.read_bytes()

        desk.save(f"edit/{path.parent.name}/{path.stem}")

        assert path.read_bytes() == before, file


def test_hostile_words_that_are_typed_are_data(desk: DeskInHand, root: Path) -> None:
    pairs = desk.form("edit/mentors/berezkina")
    typed = [(name, f"{text} {HOSTILE}" if name in ("name", "awards/0/title") else text) for name, text in pairs]

    page = desk.post("edit/mentors/berezkina", typed)

    acting = Acting()
    acting.feed(page.body.decode())
    assert acting.found == []
    assert (root / "content/mentors/berezkina.yml").read_text(encoding="utf-8").count("alert(1)") > 2


ODD_NAMES = [b"\xff\xfe.pdf", b"<script>alert(1)</script>.pdf", b"a\nb.pdf", b'"onerror=x.jpg', b"CON", b"x. "]


def test_hostile_names_of_files_are_only_shown(desk: DeskInHand, root: Path) -> None:
    folder = root / "content/files"
    folder.mkdir()
    for name in ODD_NAMES:
        (folder / os.fsdecode(name.replace(b"/", b"-"))).write_bytes(b"%PDF-1.4")
    (root / "content/mentors" / os.fsdecode(b"\xff.yml")).write_text("name: x\n", encoding="utf-8")

    for path in ("kind/mentors", "edit/mentors/berezkina", "remarks", "due"):
        page = Acting()
        response = desk.get(path)
        page.feed(response.body.decode())

        assert response.status == 200
        assert page.found == []


NAMES = [
    "../../../outside.csv",
    "..\\..\\outside.csv",
    "C:\\outside.csv",
    "CON",
    "con.csv",
    "aux.tar.csv",
    "a.csv. .",
    "a:b.csv",
    "a\0b.csv",
    "a\r\nSet-Cookie: x.csv",
    "&name=x#%41+b.csv",
    "…" * 300 + ".csv",
    ".gitignore",
    "..",
    "",
]
TABLE = "ФИО;Должность\nСоколова Мария Ильинична;Учитель музыки\n".encode()
WINDOWS_FORBIDS = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[ .]$|^(con|aux|nul|prn|com\d|lpt\d)(\.|$)', re.IGNORECASE)


@pytest.mark.parametrize("name", NAMES)
def test_file_waits_under_a_name_any_system_takes(desk: DeskInHand, root: Path, name: str) -> None:
    outside = sorted(root.parent.iterdir())

    sent = desk.post(f"do/import?name={quote(name)}", body=TABLE)
    page = desk.post("do/import", [("name", sent.body.decode()), ("kind-0", "mentors")])

    waiting = [path.name for path in (root / ".nastavnik/incoming").glob("*")] if sent.status == 200 else []
    assert sent.status in (200, 404)
    assert [each for each in waiting if WINDOWS_FORBIDS.search(each)] == []
    assert sorted(root.parent.iterdir()) == outside
    if name.endswith(".csv"):
        assert "новая: Соколова" in page.body.decode()


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_dropped_photo_lies_under_a_good_name(desk: DeskInHand, root: Path, name: str) -> None:
    outside = sorted(root.parent.iterdir())

    answer = desk.post(f"files/mentors/berezkina?shape=&name={quote(name)}", body=photo())

    path = json.loads(answer.body)["path"]
    assert sorted(root.parent.iterdir()) == outside
    assert path == "" or re.fullmatch(r"(files/)?[a-z0-9-]+\.[a-z]+", path), path
    assert not re.match(r"(files/)?(con|aux)\.", path)


WAYS_OUT = [
    "..",
    "../",
    "../../mkdocs.yml",
    "..\\mkdocs.yml",
    "%2e%2e/mkdocs.yml",
    "/etc/passwd",
    "//etc/passwd",
    "C:/Windows/win.ini",
    "C:\\Windows\\win.ini",
    "con",
    "CON",
    "aux.yml",
    "berezkina.yml",
    "berezkina.",
    "berezkina ",
    "berezkina::$DATA",
    "berezkina\0",
    "a\nb",
    "\ud7ff",
    "a" * 5000,
    ".git",
    "~",
]
ROUTES = ["{}", "assets/{}", "kind/{}", "new/{}", "edit/{}", "edit/mentors/{}", "edit/{}/x", "blank/{}"]
ROUTES += ["edit/page/{}", "edit/page/a:{}", "look/page/{}/", "picture/page/{}"]
ROUTES += ["look/mentors/{}/", "look/mentors/berezkina/{}", "site/{}", "do/{}"]
POSTS = ["new/{}", "edit/mentors/{}", "text/mentors/{}", "draft/mentors/{}", "files/mentors/{}", "do/{}", "{}"]
POSTS += ["edit/page/{}", "text/page/{}", "draft/page/{}", "files/page/{}", "edit/page/a:{}"]


@pytest.mark.parametrize("name", WAYS_OUT)
def test_no_address_leads_out(desk: DeskInHand, root: Path, name: str) -> None:
    secret = (root / "mkdocs.yml").read_text(encoding="utf-8")
    before = {path: path.stat().st_size for path in root.rglob("*") if path.is_file()}

    for route in ROUTES:
        response = desk.answer_to("GET", route.format(name))
        assert response.status in (200, 303, 404), route
        assert secret.encode() not in response.body
        assert b"root:" not in response.body
    for route in POSTS:
        response = desk.answer_to("POST", route.format(name), [("text", "x"), ("name", "y")])
        assert response.status in (200, 404), route

    after = {path: path.stat().st_size for path in root.rglob("*") if path.is_file() and ".nastavnik" not in path.parts}
    assert after.items() <= before.items()


@pytest.mark.parametrize(
    "query", ["", "?path=&as=", "?path=a/b/c&as=1", "?path=awards&as=../x", "?path=" + "a/" * 9999]
)
def test_odd_question_for_an_item_is_answered(desk: DeskInHand, query: str) -> None:
    assert desk.get(f"blank/mentors{query}").status == 404


def odd_pairs(chance: random.Random, known: Pairs) -> Pairs:
    """Fields of a form, many of them as nobody would post them."""
    steps = [
        "@",
        "@from",
        "@off",
        "@name",
        "@text",
        "@time",
        "@state",
        "0",
        "n1",
        "²",
        "9" * 5000,
        "",
        "name",
        "awards",
    ]
    pairs = list(known)
    for _ in range(30):
        name = "/".join(chance.choice([*steps, *(name for name, _ in known)]) for _ in range(chance.randint(1, 6)))
        pairs.insert(
            chance.randint(0, len(pairs)), (name, chance.choice(["", HOSTILE, "²", "1", "-1", "9" * 5000, "\0"]))
        )
    return pairs


@pytest.mark.parametrize("seed", [pytest.param(n, marks=[pytest.mark.audit] if n > 1 else []) for n in range(40)])
def test_odd_forms_are_saved_or_refused(desk: DeskInHand, root: Path, seed: int) -> None:
    """Whatever is posted, there is a page, and the file is one that a form opens."""
    chance = random.Random(seed)
    for kind, id in (("mentors", "berezkina"), ("news", "vstrecha"), ("roadmap", "2026-2027")):
        address = f"edit/{kind}/{id}"
        pairs = odd_pairs(chance, desk.form(address))
        assert desk.post(f"draft/{kind}/{id}", pairs).status == 200
        assert desk.post(address, filled(pairs, {})).status in (200, 409)
        assert desk.form(address), (root / "content" / kind / f"{id}{KINDS[kind].suffix}").read_text(encoding="utf-8")
