"""What somebody brings — a photo from a phone, an order from Word — and the file that is kept of it."""

import io
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from nastavnik.attachments import Unpublishable, heic, intake
from nastavnik.office.uploads import picture_field, uploaded
from tests.conftest import MENTOR, NEWS, PRACTICE, Files, md, run, yml
from tests.test_attachments import package

School = Callable[[Files], Path]
NOTE = b"Canon-of-Ivanova"
HEIC = (Path(__file__).parent / "photos" / "on-its-side.heic").read_bytes()
"""80 × 40, its left half red, turned by its notes, which name a camera and a place; made by a program."""
READS_HEIC = pytest.mark.skipif(find_spec(heic.LIBRARY) is None, reason="no library for HEIC on this system")


def photo(
    form: str, size: tuple[int, int] = (40, 20), orientation: int = 1, mode: str = "RGB", **options: Any
) -> bytes:
    """A picture with notes of a camera: its left half is red."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    notes = Image.Exif()
    notes[ExifTags.Base.Make], notes[ExifTags.Base.Orientation] = NOTE.decode(), orientation
    notes.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (55.0, 45.0, 7.0)
    out = io.BytesIO()
    image.convert(mode).save(out, form, **({} if form in ("BMP", "GIF") else {"exif": notes}), **options)
    return out.getvalue()


KEPT = {
    "a jpeg": (photo("JPEG"), ".jpg", (40, 20)),
    "on its side": (photo("JPEG", (80, 40), 6), ".jpg", (40, 80)),
    "12 megapixels": (photo("JPEG", (4032, 3024)), ".jpg", (2400, 1800)),
    "larger, on its side": (photo("JPEG", (3200, 2400), 6), ".jpg", (1800, 2400)),
    "a panorama": (photo("JPEG", (9000, 900)), ".jpg", (2400, 240)),
    "for print": (photo("JPEG", (3000, 1500), mode="CMYK"), ".jpg", (2400, 1200)),
    "a screenshot": (photo("PNG"), ".png", (40, 20)),
    "a large screenshot": (photo("PNG", (3000, 1500)), ".jpg", (2400, 1200)),
    "a large drawing with few colours": (photo("PNG", (3000, 1500), mode="P"), ".png", (2400, 1200)),
    "a large drawing that is transparent": (photo("PNG", (3000, 1500), mode="RGBA"), ".png", (2400, 1200)),
    "webp": (photo("WEBP"), ".webp", (40, 20)),
    "avif": (photo("AVIF"), ".jpg", (40, 20)),
    "bmp": (photo("BMP"), ".jpg", (40, 20)),
    "tiff": (photo("TIFF"), ".jpg", (40, 20)),
    "gif": (photo("GIF", mode="P"), ".png", (40, 20)),
}


@pytest.mark.parametrize("name", KEPT)
def test_photo_is_upright_small_and_without_notes(name: str) -> None:
    data, suffix, size = KEPT[name]

    kept, kept_suffix = intake.taken_in(data)

    with Image.open(io.BytesIO(kept)) as image:
        assert (kept_suffix, image.size) == (suffix, size)
        assert not image.getexif()
    assert NOTE not in kept and b"Exif" not in kept
    assert intake.taken_in(kept) == (kept, suffix)


@READS_HEIC
def test_heic_becomes_an_upright_jpeg() -> None:
    kept, suffix = intake.taken_in(HEIC)

    with Image.open(io.BytesIO(kept)) as image:
        assert (suffix, image.format, image.size) == (".jpg", "JPEG", (40, 80))
        red, green, blue = image.convert("RGB").getpixel((20, 10))  # type: ignore[misc]
    assert red > 200 > 60 > max(green, blue)
    assert NOTE in HEIC and NOTE not in kept and b"Exif" not in kept
    assert intake.taken_in(HEIC) == (kept, suffix)


def test_heic_where_nothing_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heic, "LIBRARY", "no_such_library")

    with pytest.raises(Unpublishable, match=r"снимок айфона .* сохраните его как JPEG"):
        intake.taken_in(HEIC)


REFUSED = {
    "nothing": (b"", "картинка пуста"),
    "half a photo": (photo("JPEG", (900, 900))[:3000], "картинка не открывается"),
    "a text": ("Приказ".encode(), "картинка не открывается"),
    "a paper": (b"%PDF-1.7", "это документ, а не картинка"),
    "a file of Word": (b"PK\x03\x04", "это документ, а не картинка"),
    "a gigantic one": (
        b"BM" + b"\0" * 12 + (40).to_bytes(4, "little") + b"\x7f\x96\x98\0" * 2 + b"\1\0\x18" + b"\0" * 26,
        "слишком велика",
    ),
    "half a heic": (HEIC[:500], "картинка не открывается|здесь его открыть нечем"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photo_is_refused_in_a_sentence(name: str) -> None:
    data, sentence = REFUSED[name]

    with pytest.raises(Unpublishable, match=sentence):
        intake.taken_in(data)


def test_drawing_is_written_anew() -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><script>a()</script></svg>'

    kept, suffix = intake.taken_in(data)

    assert suffix == ".svg" and b"script" not in kept


# --- where it is kept


@pytest.fixture
def content(school: School) -> Path:
    return school({"mentors/belova.yml": yml(MENTOR)}) / "content"


def test_photo_is_called_as_its_record(content: Path) -> None:
    upload = uploaded(content, content / "mentors" / "belova.yml", "portrait", "IMG_0001.JPG", photo("JPEG"))

    assert upload.path == content / "mentors/photos/belova.jpg"
    assert (upload.written, upload.is_there) == ("photos/belova.jpg", False)
    assert not upload.path.exists()


def test_taken_name_is_left_and_the_same_photo_found_again(content: Path) -> None:
    record = content / "mentors" / "belova.yml"
    first, other = photo("JPEG"), photo("JPEG", (60, 20))

    for data, name in ((first, "belova.jpg"), (other, "belova-2.jpg"), (first, "belova.jpg"), (other, "belova-2.jpg")):
        upload = uploaded(content, record, "portrait", "снимок.jpg", data)
        upload.keep(content.parent, "photo")
        assert upload.path.name == name

    png = uploaded(content, record, "portrait", "a.png", photo("PNG"))
    assert png.path.name == "belova-3.png"  # both would be published as belova.webp
    assert uploaded(content, record, "portrait", "a.jpg", first).is_there
    assert sorted(path.name for path in (content / "mentors/photos").iterdir()) == ["belova-2.jpg", "belova.jpg"]


PAPERS = {
    "Положение о наставничестве.DOCX": "files/polozhenie-o-nastavnichestve.docx",
    "C:\\Документы\\План № 5.xlsx": "files/plan-5.xlsx",
    "../../etc/passwd.txt": "files/passwd.txt",
    "№.txt": "files/file.txt",
    "???.txt": "files/file.txt",
}


@pytest.mark.parametrize("name", PAPERS)
def test_paper_keeps_its_name_in_latin_letters(name: str, content: Path) -> None:
    data = "Текст".encode() if name.endswith(".txt") else package(**{"a.xml": "Текст"})
    upload = uploaded(content, content / "documents" / "prikaz.yml", "", name, data)

    assert (upload.written, upload.data) == (PAPERS[name], data)
    assert upload.path == content / upload.written


def test_scan_is_a_photo_too(content: Path) -> None:
    upload = uploaded(
        content, content / "documents" / "prikaz.yml", "", "Скан приказа.jpeg", photo("JPEG", (2600, 1800))
    )

    assert upload.written == "files/skan-prikaza.jpg" and NOTE not in upload.data


@pytest.mark.parametrize(
    ("page", "written"),
    [("about.md", "files/a.pdf"), ("dela/plan.md", "../files/a.pdf"), ("news/2026/vstrecha.md", "files/a.pdf")],
)
def test_paper_is_written_as_the_page_or_the_record_names_it(page: str, written: str, content: Path) -> None:
    assert uploaded(content, content / page, "", "a", b"%PDF-1.7 torn").written == written


NEVER = {
    "no suffix": ("приказ", "Текст".encode(), "нет расширения"),
    "an empty one": ("a.docx", b"", "файл пуст"),
    "a program": ("a.exe", b"MZ", "на сайт не выкладывают"),
    "a page that acts": ("a.xml", b"<a/>", "может запускать"),
    "a record": ("a.yml", b"a: 1", "на сайт не выкладывают"),
    "a picture that is none": ("a.jpg", b"<html>", "картинка не открывается"),
}


@pytest.mark.parametrize("name", NEVER)
def test_what_may_not_go_out_is_refused(name: str, content: Path) -> None:
    file, data, sentence = NEVER[name]

    with pytest.raises(Unpublishable, match=sentence):
        uploaded(content, content / "documents" / "prikaz.yml", "", file, data)


def test_file_for_no_phone_is_refused(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nastavnik.office.uploads.LARGEST", 4)

    with pytest.raises(Unpublishable, match="на сайте его не откроют"):
        uploaded(content, content / "documents" / "prikaz.yml", "", "a.txt", b"12345")


def test_what_to_look_at_is_told(content: Path) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

    upload = uploaded(content, content / "documents" / "prikaz.yml", "", "a.doc", old)

    assert [remark for remark in upload.remarks if "старый формат" in remark]


def test_records_say_where_they_take_pictures(content: Path) -> None:
    lines = {
        place: picture_field(content, content / place).line("images/a.jpg")
        for place in ("mentors/a.yml", "news/a.md", "practices/a.md", "school.yml", "about.md")
    }

    assert lines == {
        "mentors/a.yml": "photo: {file: images/a.jpg, alt: …}",
        "news/a.md": "image: {file: images/a.jpg, alt: …}",
        "practices/a.md": "image: {file: images/a.jpg, alt: …}",
        "school.yml": "home: {photo: images/a.jpg, photo_alt: …}",
        "about.md": "![…](images/a.jpg)",
    }


# --- the command


def test_command_writes_the_photo_and_undo_takes_it_back(school: School, tmp_path: Path) -> None:
    root = school({"mentors/belova.yml": yml(MENTOR), "news/a.md": md(NEWS), "practices/b.md": md(PRACTICE)})
    source = tmp_path / "IMG_1.JPG"
    source.write_bytes(photo("JPEG", (3200, 2400)))

    dry = run("photo", "mentors/belova", source, "--dry-run", "--root", root)
    assert not (root / "content/mentors/photos").exists()
    result = run("photo", "mentors/belova", source, "--root", root)

    assert (result.exit_code, dry.stdout) == (0, result.stdout)
    assert result.stdout.splitlines()[1:] == [
        "впишите в content/mentors/belova.yml:",
        "  photo: {file: photos/belova.jpg, alt: …}",
        "вместо «…» напишите, что на снимке: это прочтут те, кто его не видит",
    ]
    with Image.open(root / "content/mentors/photos/belova.jpg") as kept:
        assert kept.size == (2400, 1800)
    assert "уже лежит" in run("photo", "belova", source, "--root", root).stdout
    assert run("undo", "--root", root).exit_code == 0
    assert not (root / "content/mentors/photos/belova.jpg").exists()


def test_command_refuses_in_a_sentence(school: School, tmp_path: Path) -> None:
    root = school({"mentors/belova.yml": yml(MENTOR)})
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")

    paper = run("photo", "mentors/belova", tmp_path / "a.pdf", "--root", root)
    nobody = run("photo", "mentors/nobody", tmp_path / "a.pdf", "--root", root)

    assert (paper.exit_code, nobody.exit_code) == (1, 1)
    assert "a.pdf: это документ, а не картинка" in paper.stderr
    assert "нет записи mentors/nobody" in nobody.stderr
