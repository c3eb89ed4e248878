"""Pictures on pages: versions for every screen, a JPEG for every program, nothing that moves the page when it comes."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms
from playwright.sync_api import Browser

from nastavnik.attachments import pictures
from nastavnik.building.project import Project
from nastavnik.desk.section import LiveSection
from nastavnik.pages.page_pictures import in_text, page_picture, without_choice
from tests.browser import served
from tests.building import build
from tests.conftest import CONSENT, MENTOR, NEWS, TODAY, Files, md, yml

School = Callable[[Files], Path]
NOTE = "Canon-of-Ivanova"


def photo(
    width: int, height: int, form: str = "JPEG", orientation: int = 1, mode: str = "RGB", **options: Any
) -> bytes:
    """A picture with notes of a camera: its left third is red."""
    image = Image.new(mode, (width, height), "white")
    image.paste("red", (0, 0, width // 3, height))
    notes = Image.Exif()
    notes[ExifTags.Base.Make], notes[ExifTags.Base.Orientation] = NOTE, orientation
    out = io.BytesIO()
    image.save(out, form, exif=notes, **options)
    return out.getvalue()


def saved(folder: Path, data: bytes, name: str = "a.jpg") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


SIZES = {
    "wide": ((4000, 3000), "story", [(1280, 960), (800, 600), (400, 300)], (800, 600)),
    "tall": ((3000, 4000), "story", [(960, 1280), (800, 1067), (400, 533)], (800, 1067)),
    "of an iPhone on its side": (
        (4000, 3000, "JPEG", 6),
        "story",
        [(960, 1280), (800, 1067), (400, 533)],
        (800, 1067),
    ),
    "a strip": ((500, 5000), "story", [(128, 1280)], (128, 1280)),
    "small": ((300, 200), "story", [(300, 200)], (300, 200)),
    "hardly wider than a version": ((430, 300), "story", [(430, 300)], (430, 300)),
    "wider than a version": ((600, 300), "story", [(600, 300), (400, 200)], (600, 300)),
    "one point": ((1, 1), "story", [(1, 1)], (1, 1)),
    "portrait": ((3000, 4000), "portrait", [(576, 720), (360, 450), (180, 225)], (360, 450)),
    "small portrait": ((90, 90), "portrait", [(576, 720), (360, 450), (180, 225)], (360, 450)),
}


@pytest.mark.parametrize("name", SIZES)
def test_versions_of_a_photo(name: str, tmp_path: Path) -> None:
    source, shape, sizes, size_of_jpeg = SIZES[name]
    path = saved(tmp_path, photo(*source))

    *versions, plain = pictures.drawn(path, shape)
    layout = pictures.layout(path, shape)

    assert [(version.width, version.height) for version in versions] == sizes
    assert (plain.width, plain.height) == size_of_jpeg
    assert (layout.width, layout.height) == sizes[0]
    assert list(layout.widths) == sorted(width for width, _ in sizes)
    for version, form in ((plain, "JPEG"), *((version, "WEBP") for version in versions)):
        with Image.open(io.BytesIO(version.data)) as image:
            assert (image.format, image.size) == (form, (version.width, version.height))
            assert not image.getexif() and NOTE.encode() not in version.data


def test_same_file_same_bytes(tmp_path: Path) -> None:
    data = photo(1000, 800)

    first, second = (pictures.drawn(saved(tmp_path, data, name), "story") for name in ("a.jpg", "b.jpg"))

    assert first == second


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("JPEG", "CMYK"), ("WEBP", "RGBA")]
)
def test_colours_of_any_kind(form: str, mode: str, tmp_path: Path) -> None:
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 20, 20))
    flat = (
        image if mode == "RGBA" else Image.alpha_composite(Image.new("RGBA", (40, 20), "white"), image).convert("RGB")
    )
    flat.convert(mode).save(tmp_path / "a.png", form)

    for version in pictures.drawn(tmp_path / "a.png", "story"):
        with Image.open(io.BytesIO(version.data)) as drawn:
            red, white = (drawn.convert("RGB").getpixel((x, 10)) for x in (5, 35))
        assert min(white) > 240
        assert max(red) - min(red) > 200 or mode == "L"


def test_colours_of_a_wide_profile_become_those_of_every_screen(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    path = saved(tmp_path, photo(60, 40, icc_profile=profile))

    assert all(b"ICC_PROFILE" not in version.data for version in pictures.drawn(path, "story"))


# --- markup


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school whose every place for a picture has a photo."""
    from tests.conftest import ENGINE, PASSPORT, write_files

    root = tmp_path_factory.mktemp("pictured")
    text = "Были на заводе.\n\n![Цех](../images/ceh.jpg)\n\n[Снимок](../images/ceh.jpg)"
    files: Files = {
        "school.yml": yml(PASSPORT, home={"photo": "images/dvor.jpg", "photo_alt": "Двор"}),
        "mentors/a.yml": yml(MENTOR, photo={"file": "a.jpg", "alt": "Анна"}, consent=CONSENT),
        "mentors/a.jpg": photo(1200, 1500),
        "news/zavod.md": md(NEWS, image={"file": "vid.jpg", "alt": "Вид", "consent": "есть"}, text=text),
        "news/vid.jpg": photo(2000, 1500),
        "images/ceh.jpg": photo(1500, 1000),
        "images/dvor.jpg": photo(1500, 1000),
        "parents.md": "# Родителям\n\n![Двор](images/dvor.jpg)\n\n![Схема](images/plan.svg)\n",
        "images/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>',
    }
    write_files(root, {"mkdocs.yml": ENGINE})
    write_files(root / "content", files)
    build(Project.at(root), TODAY)
    return root / "site"


PLACES = {
    "mentors/index.html": ["mentors/a/a"],
    "mentors/a/index.html": ["mentors/a/a"],
    "news/zavod/index.html": ["news/zavod/vid", "images/ceh"],
    "index.html": ["assets/home", "news/zavod/vid", "mentors/a/a"],
    "parents/index.html": ["images/dvor"],
}


@pytest.mark.parametrize("page", PLACES)
def test_every_place_of_a_page_offers_versions(page: str, site: Path) -> None:
    """The addresses lead to files of the width they promise, and the size is there before the picture comes."""
    html = (site / page).read_text(encoding="utf-8")
    shown = re.findall(
        r'<picture><source type="image/webp" srcset="([^"]*)" sizes="[^"]+">(<img[^>]*>)</picture>', html
    )

    assert [_from_root(site, page, _source(tag)).removesuffix(".any.jpg") for _, tag in shown] == PLACES[page]
    for choices, tag in shown:
        versions = [choice.split() for choice in choices.split(", ")]
        for address, width in versions:
            with Image.open(site / _from_root(site, page, address)) as image:
                assert f"{image.width}w" == width and image.format == "WEBP"
        with Image.open(site / _from_root(site, page, versions[-1][0])) as widest:
            assert f'width="{widest.width}" height="{widest.height}"' in tag
        with Image.open(site / _from_root(site, page, _source(tag))) as image:
            assert image.format == "JPEG" and image.width <= widest.width
        assert "alt=" in tag


def _source(tag: str) -> str:
    return re.findall(r'src="([^"]*)"', tag)[0]


def _from_root(site: Path, page: str, address: str) -> str:
    return (site / page).parent.joinpath(address).resolve().relative_to(site.resolve()).as_posix()


def test_desk_shows_every_version(site: Path) -> None:
    desk = LiveSection(Project.at(site.parent))
    paths = [f"mentors/a/a{suffix}" for suffix in (".180w.webp", ".360w.webp", ".webp", ".any.jpg")]

    assert [desk.page(TODAY, path) for path in paths] == [(site / path).read_bytes() for path in paths]
    assert desk.page(TODAY, "mentors/b/b.180w.webp") is None


def test_programs_that_draw_no_pages_get_a_jpeg(site: Path) -> None:
    root = "https://school5.example/nastavnichestvo/"
    page = (site / "news/zavod/index.html").read_text(encoding="utf-8")
    atom = (site / "feeds/news.atom").read_text(encoding="utf-8")
    (item,) = json.loads((site / "feeds/news.json").read_text(encoding="utf-8"))["items"]

    assert f'<meta property="og:image" content="{root}news/zavod/vid.any.jpg">' in page
    assert '<meta property="og:image:alt" content="' in page
    assert f'"image":"{root}news/zavod/vid.any.jpg"' in page
    assert item["image"] == f"{root}news/zavod/vid.any.jpg"
    for text in (item["content_html"], atom):
        assert f"{root}images/ceh.any.jpg" in text and f"{root}news/zavod/vid.any.jpg" in text
        assert "srcset" not in text and "picture" not in text


def test_addresses_for_the_bank_stay(site: Path) -> None:
    catalog = json.loads((site / "api/v1/catalog.json").read_text(encoding="utf-8"))
    files = {item["id"]: item["files"] for item in catalog["items"] if "files" in item}

    assert files["a"] == {"a.jpg": "https://school5.example/nastavnichestvo/mentors/a/a.webp"}
    assert (site / "mentors/a/a.webp").is_file()


def test_drawing_of_a_page_is_as_it_was_written(site: Path) -> None:
    page = (site / "parents/index.html").read_text(encoding="utf-8")

    assert re.search(r'<img alt="Схема" src="\.\./images/plan\.svg" ?/?>', page)


def test_text_links_to_the_widest_version(site: Path) -> None:
    assert '<a href="../../images/ceh.webp">Снимок</a>' in (site / "news/zavod/index.html").read_text(encoding="utf-8")


AS_WRITTEN = {
    "a picture elsewhere": '<img src="other.jpg" alt="">',
    "in versions already": '<picture><source srcset="b.webp"><img src="a.jpg"></picture>',
    "no address": "<img alt=''>",
}


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_text_that_stays_as_it_is_written(name: str, tmp_path: Path) -> None:
    known = {"a.jpg": page_picture("a.webp", saved(tmp_path, photo(900, 600)))}

    assert in_text(AS_WRITTEN[name], known.get, str) == AS_WRITTEN[name]


def test_size_that_somebody_gave_stays(tmp_path: Path) -> None:
    known = {"a.jpg": page_picture("a.webp", saved(tmp_path, photo(900, 600)))}

    html = in_text("<p><img alt='Двор' width='300' src='a.jpg'></p>", known.get, lambda address: f"../{address}")

    assert "<img alt='Двор' width='300' src=\"../a.any.jpg\" loading=\"lazy\">" in html
    assert 'srcset="../a.400w.webp 400w, ../a.webp 900w"' in html
    assert without_choice(html) == "<p><img alt='Двор' width='300' src=\"../a.any.jpg\" loading=\"lazy\"></p>"


SCREENS = {
    "a phone": (390, 2, {"mentors/": "a.360w.webp", "news/zavod/": "vid.800w.webp", "parents/": "dvor.800w.webp"}),
    "a phone with three dots": (390, 3, {"mentors/": "a.360w.webp", "news/zavod/": "vid.800w.webp"}),
    "a cheap phone": (390, 1, {"mentors/": "a.180w.webp", "mentors/a/": "a.180w.webp", "parents/": "dvor.400w.webp"}),
    "a desk": (1440, 1, {"mentors/": "a.360w.webp", "mentors/a/": "a.360w.webp", "": "home.800w.webp"}),
    "a good desk": (1440, 2, {"mentors/a/": "a.webp", "news/zavod/": "vid.webp"}),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_takes_the_narrowest_version_that_fills_its_place(screen: str, site: Path, browser: Browser) -> None:
    width, dots, pages = SCREENS[screen]
    view: Any = {"viewport": {"width": width, "height": 900}, "device_scale_factor": dots}

    with served(site) as root, browser.new_context(**view) as context:
        page = context.new_page()
        taken = {}
        for url in pages:
            page.goto(root + url)
            image = page.locator("main picture img").first
            image.evaluate("image => image.decode()")
            taken[url] = image.evaluate("image => image.currentSrc.split('/').pop()")
            assert image.evaluate("image => image.naturalWidth > 0 && image.getBoundingClientRect().width > 0")

    assert taken == pages


# --- withdrawal, and builds one after the other


def test_withdrawn_photo_is_gone_in_every_version(school: School) -> None:
    card = {"photo": {"file": "a.jpg", "alt": "Анна"}, "text": None}
    files: Files = {"mentors/a.yml": yml(MENTOR, card), "mentors/a.jpg": photo(1200, 1500), "o.md": "# О\n"}
    root = school(files)
    build(Project.at(root), TODAY)
    names = ["a.180w.webp", "a.360w.webp", "a.any.jpg", "a.webp"]
    assert sorted(path.name for path in (root / "site/mentors/a").iterdir() if path.suffix != ".html") == names

    withdrawn = yml(MENTOR, card, consent={**CONSENT, "withdrawn": "2026-11-01"})
    (root / "content/mentors/a.yml").write_text(withdrawn, encoding="utf-8")
    build(Project.at(root), TODAY)

    assert not [path for path in (root / "site").rglob("*") if re.search(r"\.(webp|jpg)$", path.name)]


def test_only_the_photo_that_changed_is_drawn_again(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    files: Files = {
        f"mentors/{id}.yml": yml(MENTOR, name=name, photo={"file": f"{id}.jpg"}) for id, name in PEOPLE.items()
    }
    root = school({**files, **{f"mentors/{id}.jpg": photo(900, 1200) for id in PEOPLE}})
    build(Project.at(root), TODAY)
    drawn: list[str] = []
    real = pictures.drawn
    monkeypatch.setattr(pictures, "drawn", lambda path, shape: drawn.append(path.name) or real(path, shape))

    build(Project.at(root), TODAY)
    assert drawn == []
    (root / "content/mentors/b.jpg").write_bytes(photo(1200, 900))
    build(Project.at(root), TODAY)

    assert drawn == ["b.jpg"]


def test_version_that_was_lost_on_the_site_comes_back(school: School) -> None:
    root = school({"mentors/a.yml": yml(MENTOR, photo={"file": "a.jpg"}), "mentors/a.jpg": photo(900, 1200)})
    build(Project.at(root), TODAY)
    lost = root / "site/mentors/a/a.180w.webp"
    before = lost.read_bytes()
    lost.unlink()

    build(Project.at(root), TODAY)

    assert lost.read_bytes() == before


PEOPLE = {"a": "Берёзкина Анна Павловна", "b": "Сосновский Пётр Ильич", "v": "Липова Вера Олеговна"}
