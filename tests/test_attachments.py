"""Photos, office files and PDFs as they are published: nothing of a camera, an author or a computer is left in them."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms, ImageSequence
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text

from nastavnik import attachments, messages
from nastavnik.attachments import Unpublishable, office, pdf, photo
from nastavnik.building.project import Project
from nastavnik.school.guard.file_contents import remarks
from nastavnik.school.guard.personal_signs import listed_mentored
from tests.building import build, check
from tests.conftest import DAY, DOCUMENT, NEWS, TODAY, Files, md, run, yml

SECRET = b"Canon-of-Ivanova"
ON_ITS_SIDE = 6


# --- photos


def exif(orientation: int = 1) -> bytes:
    notes = Image.Exif()
    notes[ExifTags.Base.Make] = SECRET.decode()
    notes[ExifTags.Base.Orientation] = orientation
    notes.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (55.0, 45.0, 7.0)
    return notes.tobytes()


def picture(form: str, orientation: int = 1, **options: Any) -> bytes:
    """A picture of 40 × 20 with notes: its left half is red."""
    image = Image.new("RGB", (40, 20), "white")
    image.paste("red", (0, 0, 20, 20))
    out = io.BytesIO()
    image.save(out, form, **({} if form in ("BMP", "GIF") else {"exif": exif(orientation)}), **options)
    return out.getvalue()


def animated(form: str, **options: Any) -> bytes:
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=120, loop=0, **options)
    return out.getvalue()


def with_xmp_and_comment(jpeg: bytes) -> bytes:
    xmp, comment = b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRET, SECRET
    segments = b"".join(
        b"\xff" + bytes([code]) + struct.pack(">H", len(body) + 2) + body
        for code, body in ((0xE1, xmp), (0xED, b"Photoshop 3.0\0" + SECRET), (0xFE, comment))
    )
    return jpeg[:2] + segments + jpeg[2:] + b"trailer " + SECRET


PNG_TEXT = PngInfo()
PNG_TEXT.add_text("Author", SECRET.decode())
PNG_TEXT.add_itxt("XML:com.adobe.xmp", SECRET.decode())
NOTED = {
    "jpg": with_xmp_and_comment(picture("JPEG")),
    "jpeg": picture("JPEG", progressive=True),
    "jfif": picture("JPEG", ON_ITS_SIDE),
    "jpe": picture("MPO"),
    "png": picture("PNG", pnginfo=PNG_TEXT) + SECRET,
    "webp": picture("WEBP", xmp=SECRET),
    "avif": picture("AVIF", xmp=SECRET),
    "gif": picture("GIF", comment=SECRET),
    "tif": picture("TIFF", tiffinfo={270: SECRET.decode()}),
    "bmp": picture("BMP") + SECRET,
    "animated.gif": animated("GIF", comment=SECRET),
    "animated.webp": animated("WEBP", exif=exif(), xmp=SECRET),
    "animated.png": animated("PNG", exif=exif(), pnginfo=PNG_TEXT),
    "photo.txt": picture("JPEG"),
    "photo.pdf": picture("PNG", pnginfo=PNG_TEXT),
}


def notes_in(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as image:
        found = {tag for tag in image.getexif() if tag in (ExifTags.Base.Make, ExifTags.Base.GPSInfo)}
    return bool(found) or SECRET in data or b"Exif" in data


@pytest.mark.parametrize("name", NOTED)
def test_no_notes_of_a_camera_are_left(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{name}"
    file.write_bytes(NOTED[name])
    assert notes_in(NOTED[name]) or name == "jpe"

    clean = attachments.cleaned(file)

    assert not notes_in(clean)
    assert photo.form_of(clean) == photo.form_of(NOTED[name])
    assert attachments.cleaned(file) == clean


@pytest.mark.parametrize("name", [name for name in NOTED if not name.startswith("animated") and name != "jfif"])
def test_what_is_seen_stays(name: str) -> None:
    before, after = (
        Image.open(io.BytesIO(data)).convert("RGB") for data in (NOTED[name], photo.without_notes(NOTED[name]))
    )

    assert after.size == before.size
    assert _near(after.getpixel((5, 10)), (255, 0, 0)) and _near(after.getpixel((35, 10)), (255, 255, 255))


def _near(colour: Any, other: tuple[int, ...]) -> bool:
    return max(abs(one - two) for one, two in zip(colour, other, strict=True)) < 40


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_every_frame_stays_with_its_time(form: str) -> None:
    data = animated(form)

    frames = [_frames(each) for each in (data, photo.without_notes(data))]

    assert frames[0] == frames[1] and len(frames[0]) == 3


def _frames(data: bytes) -> list[tuple[Any, Any]]:
    with Image.open(io.BytesIO(data)) as image:
        return [
            (frame.convert("RGB").getpixel((9, 9)), frame.info.get("duration"))
            for frame in ImageSequence.Iterator(image)
        ]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_photo_on_its_side_stands_upright(form: str) -> None:
    with Image.open(io.BytesIO(photo.without_notes(picture(form, ON_ITS_SIDE)))) as upright:
        assert upright.size == (20, 40)
        assert _near(upright.convert("RGB").getpixel((10, 5)), (255, 0, 0))


@pytest.mark.parametrize(("form", "orientation"), [("JPEG", 1), ("JPEG", ON_ITS_SIDE), ("PNG", 1), ("WEBP", 1)])
def test_profile_of_colours_stays(form: str, orientation: int) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    with Image.open(io.BytesIO(photo.without_notes(picture(form, orientation, icc_profile=profile)))) as image:
        assert image.info["icc_profile"] == profile


@pytest.mark.parametrize("name", ["jpg", "jpeg", "png", "webp", "avif", "gif", "tif", "bmp", "animated.gif"])
@pytest.mark.parametrize("kept", [0.4, 0.7, 0.9])
def test_damaged_photo_is_refused_or_clean(name: str, kept: float) -> None:
    whole = NOTED[name][: NOTED[name].find(b"trailer")] if b"trailer" in NOTED[name] else NOTED[name]
    damaged = whole[: int(len(whole) * kept)]

    try:
        clean = photo.without_notes(damaged)
    except Unpublishable as refused:
        assert "картинка не открывается" in str(refused)
    else:
        assert SECRET not in clean


def test_damaged_photo_stops_a_check_with_the_name_of_its_file(school: Callable[[Files], Path]) -> None:
    root = school({"images/a.jpg": NOTED["jpeg"][:500], "o.md": "# О\n\n![Мы](images/a.jpg)\n"})

    problems = check(Project.at(root), TODAY)

    assert [str(each) for each in problems if each.severity == "error"] == [
        "content/images/a.jpg:1:1: картинка не открывается — сохраните её заново как JPEG или PNG"
    ]


# --- office files

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PERSON = "Иванова Мария"


def package(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


DOCX = {
    "[Content_Types].xml": "<Types/>",
    "docProps/core.xml": (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Положение</dc:title>'
        f"<dc:creator>{PERSON}</dc:creator><cp:lastModifiedBy>{PERSON}</cp:lastModifiedBy><cp:revision>7</cp:revision>"
        "<dcterms:created>2026-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"
    ),
    "docProps/app.xml": f"<Properties><Company>{PERSON}</Company><Manager>{PERSON}</Manager></Properties>",
    "docProps/custom.xml": f"<Properties><property><vt:lpwstr>{PERSON}</vt:lpwstr></property></Properties>",
    "word/document.xml": (
        f'<w:document {W}><w:body><w:p w:rsidR="00AB12CD"><w:r><w:t>Текст положения</w:t></w:r>'
        f'<w:ins w:author="{PERSON}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>вставка</w:t></w:r></w:ins></w:p></w:body>'
        "</w:document>"
    ),
    "word/comments.xml": f'<w:comments {W}><w:comment w:id="0" w:author="{PERSON}" w:initials="ИМ"/></w:comments>',
    "word/settings.xml": f'<w:settings {W}><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids></w:settings>',
    "word/_rels/settings.xml.rels": (
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'attachedTemplate" Target="file:///C:\\Иванова Мария\\Normal.dotm" TargetMode="External"/></Relationships>'
    ),
    "word/media/image1.jpeg": picture("JPEG"),
}
XLSX = {
    "[Content_Types].xml": "<Types/>",
    "docProps/core.xml": DOCX["docProps/core.xml"],
    "xl/workbook.xml": (
        f'<workbook><x15ac:absPath url="C:\\Users\\{PERSON}\\" xmlns:x15ac="a"/><sheets><sheet name="Пары"/>'
        '<sheet name="Телефоны" state="hidden"/></sheets></workbook>'
    ),
    "xl/comments1.xml": f"<comments><authors><author>{PERSON}</author></authors><comment/></comments>",
    "xl/sharedStrings.xml": "<sst><si><t>Телефон</t></si><si><t>+7 912 345-67-89</t></si></sst>",
}
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "meta.xml": (
        "<office:document-meta><office:meta><dc:title>Положение</dc:title>"
        f"<meta:initial-creator>{PERSON}</meta:initial-creator><dc:creator>{PERSON}</dc:creator></office:meta></office:document-meta>"
    ),
    "content.xml": (
        f"<office:body><text:tracked-changes><dc:creator>{PERSON}</dc:creator></text:tracked-changes>"
        f"<office:annotation><dc:creator>{PERSON}</dc:creator></office:annotation><text:p>Текст</text:p></office:body>"
    ),
    "settings.xml": f'<config:config-item config:name="PrinterName" config:type="string">{PERSON}</config:config-item>',
}
OFFICE = {"docx": DOCX, "xlsx": XLSX, "odt": ODT}


@pytest.mark.parametrize("kind", OFFICE)
def test_office_file_tells_nothing_of_who_wrote_it(kind: str) -> None:
    data = package(**OFFICE[kind])

    clean = office.without_properties(data)

    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert list(parts) == list(OFFICE[kind])
    assert not [
        name for name, part in parts.items() if PERSON.encode() in part or SECRET in part or b"00AB12CD" in part
    ]
    assert office.words(clean) == office.words(data).replace(PERSON, "")
    assert office.without_properties(data) == clean == office.without_properties(clean)
    title = "Положение".encode()
    assert any(title in part for part in parts.values())


def test_what_cannot_go_without_touching_the_text_is_told() -> None:
    assert office.remarks(package(**DOCX)) == ["comments", "changes"]
    assert office.remarks(package(**XLSX)) == ["comments", "hidden"]
    assert office.remarks(package(**ODT)) == ["comments", "changes"]
    assert office.remarks(office.OLE_SIGN + b"\0" * 600) == ["old"]
    assert office.remarks(b"PK\x03\x04 torn") == ["spoilt"]
    assert office.remarks(office.OLE_SIGN + "EncryptedPackage".encode("utf-16-le")) == ["locked"]
    assert office.remarks(package(**{"a.txt": "просто архив"})) == ["archive"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{\\rtf1{\\info{\\author A}}}", ["kept"]),
        (b"8BPS\0\1" + b"\0" * 60, ["kept"]),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", ["kept"]),
        (b"Rar!\x1a\7\1\0", ["archive"]),
        (gzip.compress(b"a", mtime=0), ["archive"]),
        (picture("JPEG"), []),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", []),
        ("Фамилия;Класс\n".encode(), []),
        ("Фамилия;Класс\n".encode("utf-16"), []),
        ("Фамилия;Класс\n".encode("cp1251"), []),
    ],
    ids=["rtf", "psd", "mp4", "rar", "gz", "jpeg", "svg", "csv", "csv in UTF-16", "csv in CP1251"],
)
def test_properties_nobody_takes_out_are_told(data: bytes, told: list[str]) -> None:
    assert remarks(data) == told


@pytest.mark.parametrize(
    "data", [package(**{"a.txt": "архив"}), b"PK\x03\x04 torn", package(**DOCX, **{"_xmlsignatures/sig1.xml": "x"})]
)
def test_what_is_no_office_file_or_is_signed_stays_as_it_is(data: bytes) -> None:
    assert office.without_properties(data) == data


def test_our_own_documents_open_after_it(tmp_path: Path) -> None:
    import docx

    documents = sorted((Path(__file__).parent.parent / "content" / "files").glob("*.docx"))
    assert documents
    for file in documents:
        (tmp_path / file.name).write_bytes(attachments.cleaned(file))

        before, after = docx.Document(str(file)), docx.Document(str(tmp_path / file.name))

        assert [line.text for line in after.paragraphs] == [line.text for line in before.paragraphs]
        assert not after.core_properties.author


# --- PDFs


def paper(**properties: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.metadata = {"/Producer": "Word", **{f"/{name}": value for name, value in properties.items()}}
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_tells_nothing_of_who_made_it() -> None:
    data = paper(Author=PERSON, Title="Положение", Company=PERSON)

    clean = pdf.without_properties(data)

    assert dict(PdfReader(io.BytesIO(clean)).metadata or {}) == {"/Title": "Положение"}
    assert len(PdfReader(io.BytesIO(clean)).pages) == 1
    assert pdf.without_properties(data) == clean == pdf.without_properties(clean)


@pytest.mark.parametrize(
    "data",
    [
        paper(Author=PERSON).replace(b"/Type /Catalog", b"/Type /Catalog /Signed << /ByteRange [0 1 2 3] >>"),
        b"%PDF-1.7 torn",
    ],
    ids=["signed", "torn"],
)
def test_pdf_that_is_signed_or_torn_stays_as_it_is(data: bytes) -> None:
    assert pdf.without_properties(data) == data
    assert set(pdf.remarks(data)) & {"signed", "spoilt"}


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n\njunk"])
def test_pdf_that_begins_late_is_cleaned_too(before: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(before + paper(Author="Canary", Title="A"))

    assert b"Canary" not in attachments.cleaned(tmp_path / "a.pdf")


UNPUBLISHABLE = {
    "a.pdf": (b"", "файл пуст (0 байт)"),
    "a.jpg": (b"<html><script>a()</script>", "картинка не открывается"),
    "a.png": (b"%PDF-1.4", "картинка не открывается"),
    "b.jpg": (b"", "картинка пуста"),
    "a.svgz": (
        gzip.compress(b"<svg xmlns='http://www.w3.org/2000/svg'><script>a()</script></svg>", mtime=0),
        "может запускать",
    ),
    "a.xml": (b"<a xmlns='http://www.w3.org/1999/xhtml'/>", "может запускать"),
    "b.pdf": (b"<html>not found</html>", "файл повреждён"),
    "a.docx": (b"PK\x03\x04 torn", "файл повреждён"),
    "a.XLSX": (b"a;b", "файл повреждён"),
    "a.odt": (b"{\\rtf1}", "файл повреждён"),
    "a.XHTML": (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "может запускать"),
}


@pytest.mark.parametrize("name", UNPUBLISHABLE)
def test_what_a_page_leads_to_and_is_not_what_it_is_called(name: str, school: Callable[[Files], Path]) -> None:
    data, sentence = UNPUBLISHABLE[name]
    root = school({"o.md": f"[а](files/{name})", f"files/{name}": data})

    line, *_ = run("check", "--root", root, *DAY).stdout.splitlines()

    assert line.startswith(f"content/files/{name}:1:1: ") and sentence in line


def test_comments_and_passwords_of_a_pdf_are_told() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_annotation(0, Text(rect=(9, 9, 20, 20), text="спросить у Ивановой"))
    commented, locked = io.BytesIO(), io.BytesIO()
    writer.write(commented)
    writer.encrypt("пароль")
    writer.write(locked)

    assert pdf.remarks(commented.getvalue()) == ["comments"]
    assert pdf.remarks(locked.getvalue()) == ["locked"]
    assert pdf.remarks(paper()) == []


# --- what is said of them


def hints(root: Path) -> list[str]:
    return [str(problem) for problem in check(Project.at(root), TODAY)]


def test_personal_data_inside_files_is_a_hint(school: Callable[[Files], Path]) -> None:
    root = school(
        {
            "files/a.xlsx": package(**XLSX),
            "files/b.csv": "Фамилия;Класс\nПетров Иван;7 А\nСидорова Анна;8 Б\n",
            "files/d.txt": "СНИЛС 112-233-445 95, дата рождения: 01.02.2012\n",
            "files/empty.txt": "Памятка",
            "documents/prikaz.yml": yml(DOCUMENT, no_file=None, file="files/a.xlsx"),
            "news/pervaya.md": md(NEWS, text="[б](../files/b.csv) [д](../files/d.txt) [п](../files/empty.txt)"),
        }
    )

    said = hints(root)

    assert [line.partition(" — ")[0] for line in said] == [
        "content/documents/prikaz.yml:4:7: в файле есть скрытое (листы, слайды или текст), его прочтёт каждый",
        "content/documents/prikaz.yml:4:7: в файле остались примечания, их прочтёт каждый",
        "content/documents/prikaz.yml:4:7: в файле похоже на личные телефоны (в 1 месте)",
        "content/files/b.csv:1:1: в файле похоже на имена учеников с классом (в 2 местах)",
        "content/files/d.txt:1:1: в файле похоже на СНИЛС (в 1 месте)",
        "content/files/d.txt:1:1: в файле похоже на даты рождения (в 1 месте)",
    ]
    assert hints(root) == said  # what is remembered says the same
    (root / ".nastavnik" / "looks.json").write_text("{torn", encoding="utf-8")
    assert hints(root) == said


PERSONAL = {"files/a.txt": "Иванов Пётр, ученик 7А класса\nтелефон 8 912 345-67-89\n"}


@pytest.mark.parametrize(("answers", "places"), [({}, 2), ({"file_checked": "нет"}, 2), ({"file_checked": "да"}, 0)])
def test_what_is_personal_in_the_file_of_a_document_is_let_out_by_an_answer(
    answers: dict[str, str], places: int, school: Callable[[Files], Path]
) -> None:
    document = yml(DOCUMENT, no_file=None, file="files/a.txt", **answers)

    said = hints(school({**PERSONAL, "documents/prikaz.yml": document}))

    wanted = [messages.personal_in_document(kind, 1) for kind in ("class", "phone")]
    assert sum(line.endswith(sentence) for line in said for sentence in wanted) == places
    assert sum("в файле похоже" in line for line in said) == places


def test_published_files_are_the_clean_ones(school: Callable[[Files], Path]) -> None:
    files = {"files/a.docx": package(**DOCX), "files/b.pdf": paper(Author=PERSON), "images/c.jpg": NOTED["jpg"]}
    signature = b"-----SIGNATURE " + SECRET
    page = "# О\n\n[а](files/a.docx) [б](files/b.pdf) [п](files/b.pdf.sig) ![в](images/c.jpg)\n"
    root = school({**files, "files/b.pdf.sig": signature, "o.md": page})

    build(Project.at(root), TODAY, searchable=False)

    for name, data in files.items():
        assert (root / "site" / name).read_bytes() == attachments.cleaned(root / "content" / name) != data
    assert (root / "site" / "files" / "b.pdf.sig").read_bytes() == signature


def test_list_of_the_mentored_in_a_file_is_seen() -> None:
    people = "Морозова Елена Викторовна\nСидорова А.П.\n\nБелова Н.С.\nЛаптев И.\n"
    order = f"О закреплении пар\nНаставник\nНаставляемый\n\n{people}"

    assert listed_mentored(order) == 4
    assert listed_mentored(order.replace("Наставляемый", "Должность")) == 0


@pytest.mark.parametrize(
    "form",
    [
        "Анкета\nФ.И.О. наставляемого\n____________\nДиректор И.И. Иванов\n",
        "Права наставляемого и его обязанности\nПервое. Второе.\nПриказ подписал\nИванов И.И.\n",
        "Наставляемый\n\nНаставник\n\n",
    ],
)
def test_blank_form_lists_nobody(form: str) -> None:
    assert listed_mentored(form) == 0
