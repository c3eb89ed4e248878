"""Unique words planted in everything that must not be shown, searched for in every byte of the site."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from nastavnik.building.project import Project
from tests.building import build
from tests.conftest import CONSENT, DOCUMENT, MENTOR, NEWS, PASSPORT, PRACTICE, ROADMAP, TODAY, Files, md, yml

BIRD = "кенар"
LATIN = "kanareika"


def bird(number: int) -> str:
    """A word that stands nowhere else."""
    return f"{BIRD.capitalize()}{number:03}"


def photo(note: str) -> bytes:
    """A JPEG whose camera wrote something into it."""
    image = Image.new("RGB", (900, 1200), "#0B4F5C")
    exif = Image.Exif()
    exif[0x010E] = note  # ImageDescription
    exif[0x8298] = note  # Copyright
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=note.encode())
    return out.getvalue()


def consent(number: int, **fields: object) -> dict[str, object]:
    return {**CONSENT, "number": bird(number), "addresses": [f"https://school5.example/{LATIN}{number}/"], **fields}


SECRETS: Files = {
    "school.yml": f"# {bird(1)}: заметка для себя\n"
    + yml(PASSPORT, curators=[{"post": "Заместитель директора", "name": bird(2)}]),
    "mentors/bez-soglasiya.yml": yml(MENTOR, name=bird(3), post=bird(4), consent=None),
    "mentors/isteklo.yml": yml(MENTOR, name=bird(5), consent=consent(6, until="2026-10-01")),
    "mentors/otozvano.yml": yml(
        MENTOR, name=bird(7), photo={"file": "secret-2.jpg"}, consent=consent(8, withdrawn="2026-11-01")
    ),
    "mentors/secret-2.jpg": photo(f"{LATIN}38"),
    "mentors/eshche-net.yml": yml(MENTOR, name=bird(9), consent=consent(10, date="2026-12-01")),
    "mentors/tolko-imya.yml": yml(
        MENTOR,
        name="Видимая Анна Павловна",
        post=bird(11),
        credo=bird(12),
        awards=[{"title": bird(13)}],
        about=bird(14),
        photo={"file": "secret.jpg", "alt": bird(15)},
        consent=consent(16, fields=["name"]),
    ),
    "mentors/secret.jpg": photo(f"{LATIN}17"),
    "mentors/vidimyi.yml": yml(
        MENTOR, name="Видимый Иван Петрович", photo={"file": "face.jpg", "alt": "Портрет"}, consent=consent(18)
    ),
    "mentors/face.jpg": photo(f"{LATIN}19"),
    "practices/otkrytaya.md": md(
        PRACTICE,
        authors=[
            {"name": bird(20), "post": "Учитель"},
            {"name": bird(21), "consent": consent(22, withdrawn="2026-01-01")},
        ],
        privacy_check={"post": bird(23), "date": "2026-10-01"},
        description=None,
        text="Текст. ![Снимок](foto.jpg)",
    ),
    "practices/foto.jpg": photo(f"{LATIN}25"),
    "practices/chernovik.md": md(
        PRACTICE,
        title=bird(26),
        status="черновик",
        materials=[{"title": bird(27), "file": "files/chernovik.txt"}],
        description=None,
        text=bird(28),
    ),
    "files/chernovik.txt": bird(29),
    "news/novost.md": md(
        NEWS,
        image={"file": "scene.jpg", "alt": "Рисунок", "consent": bird(30)},
        text="Текст.",
    ),
    "news/scene.jpg": photo(f"{LATIN}31"),
    "news/chernovik.md": md(NEWS, title=bird(32), draft="да", text=bird(33)),
    "documents/prikaz.yml": f"{yml(DOCUMENT)}# {bird(34)}\n",
    "roadmap/2026-2027.yml": f"# {bird(35)}\n{yml(ROADMAP)}",
    "parents.md": "---\ntitle: Родителям\ntab: Родителям\n---\n\n![Двор](files/dvor.jpg)\n",
    "files/dvor.jpg": photo(f"{LATIN}36"),
    "mentors/zapiska.txt": bird(37),
}


def every_byte(site: Path) -> dict[str, bytes]:
    """Files of a site by path, archives (Word files among them) opened."""
    found: dict[str, bytes] = {}
    for path in site.rglob("*"):
        if path.is_file():
            name, data = path.relative_to(site).as_posix(), path.read_bytes()
            found[name] = (
                gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
            )  # the search's files are packed
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    found |= {f"{name}!{one}": archive.read(one) for one in archive.namelist()}
    return found


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    from tests.conftest import write_files

    root = tmp_path_factory.mktemp("canaries")
    write_files(root / "content", SECRETS)
    config = "site_name: Н\ndocs_dir: content\ntheme: {name: material, font: false}\nplugins: [nastavnik]\n"
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    build(Project.at(root), TODAY)
    return every_byte(root / "site")


def test_no_canary_flew_out(published: dict[str, bytes]) -> None:
    caught = {
        path: word
        for path, data in published.items()
        for word in (BIRD, BIRD.capitalize(), LATIN)
        if word.encode() in data or word.encode("utf-16-le") in data or word.encode("cp1251", "ignore") in data
    }

    assert caught == {}


def test_names_of_files_give_nobody_away(published: dict[str, bytes]) -> None:
    assert not [path for path in published if "secret" in path or "chernovik" in path or "zapiska" in path]


def test_what_may_be_shown_is_shown(published: dict[str, bytes]) -> None:
    page = published["mentors/index.html"].decode()

    assert "Видимая" in page and "Видимый" in page
    versions = {f"mentors/vidimyi/face{suffix}" for suffix in (".webp", ".180w.webp", ".360w.webp", ".any.jpg")}
    assert versions <= set(published)
    assert "files/dvor.jpg" in published


def test_the_hidden_are_counted(published: dict[str, bytes]) -> None:
    assert "Ещё 4\u00a0наставника\u00a0— без публичной карточки" in published["mentors/index.html"].decode()


@pytest.mark.parametrize("number", [*range(1, 24), *range(25, 39)])
def test_every_word_was_planted(number: int) -> None:
    planted = "".join(str(data) for data in SECRETS.values())

    assert bird(number) in planted or f"{LATIN}{number}" in planted


def test_search_would_find_one(school: Callable[[Files], Path]) -> None:
    root = school({"mentors/a.yml": yml(MENTOR, name=bird(99))})

    build(Project.at(root), TODAY)

    assert any(bird(99).encode() in data for data in every_byte(root / "site").values())
