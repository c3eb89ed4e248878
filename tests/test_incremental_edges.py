"""Single changes a build on top of an old one is likely to miss; random histories are in `test_incremental`."""

import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from nastavnik.building.database import NAME
from tests.conftest import PRACTICE, TODAY, md, write_files
from tests.test_incremental import SCHOOL, built, clean, differing


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "школа"
    shutil.copytree(SCHOOL, root, ignore=shutil.ignore_patterns("site", ".nastavnik"))
    return root


def same_as_clean(root: Path, tmp_path: Path) -> list[str]:
    return differing(built(root, TODAY), clean(root, tmp_path / "clean", TODAY))


def practice(title: str, text: str) -> str:
    return md(PRACTICE, description=None, title=title, text=text)


@pytest.mark.parametrize("page", ["# Листы\n\n[Лист](files/list.txt)\n", None], ids=["a page names it", "nobody does"])
def test_file_a_record_gives_up(page: str | None, root: Path, tmp_path: Path) -> None:
    write_files(root / "content", {"practices/p.md": practice("Практика", "Вот [лист](../files/list.txt).")})
    if page:
        write_files(root / "content", {"listy.md": page})
    (root / "content/files/list.txt").write_text("Лист", encoding="utf-8")
    built(root, TODAY)
    (root / "content/practices/p.md").unlink()

    assert same_as_clean(root, tmp_path) == []
    assert (root / "site/files/list.txt").is_file() == (page is not None)


def test_picture_a_record_gives_up_is_the_engines(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "content/news/uroki.svg", root / "content/files/p.svg")
    write_files(root / "content", {"shemy.md": "# Схемы\n\n![Схема](files/p.svg)\n"})
    path = root / "content/practices/p.md"
    built(root, TODAY)
    write_files(root / "content", {"practices/p.md": practice("Практика", "![Схема](../files/p.svg)")})
    assert same_as_clean(root, tmp_path) == []
    path.unlink()

    assert same_as_clean(root, tmp_path) == []


def test_record_moved_to_another_folder(root: Path, tmp_path: Path) -> None:
    text = practice("Практика", "Вот [лист](list.txt), см. [здесь](list.txt).")
    write_files(root / "content", {"practices/old/p.md": text})
    for folder in ("practices", "practices/old"):
        (root / "content" / folder / "list.txt").write_text(folder, encoding="utf-8")
    built(root, TODAY)
    (root / "content/practices/old/p.md").rename(root / "content/practices/p.md")

    assert same_as_clean(root, tmp_path) == []


def test_two_records_of_one_size_and_time_change_places(root: Path, tmp_path: Path) -> None:
    write_files(root / "content", {f"practices/{n}.md": practice(f"Практика {n}", "Текст.") for n in "ab"})
    a, b = (root / f"content/practices/{n}.md" for n in "ab")
    for path in (a, b):
        os.utime(path, ns=(10**18, 10**18))
    built(root, TODAY)
    a.rename(a.with_suffix(".x"))
    b.rename(a)
    a.with_suffix(".x").rename(b)

    assert same_as_clean(root, tmp_path) == []


def test_files_of_one_size_and_time_change_places(root: Path, tmp_path: Path) -> None:
    text = practice("Практика", "Вот [лист](a.txt), см. [здесь](b.txt).")
    a, b = (root / f"content/practices/{n}.txt" for n in "ab")
    write_files(root / "content", {"practices/p.md": text, "practices/a.txt": "а", "practices/b.txt": "б"})
    for path in (a, b):
        os.utime(path, ns=(10**18, 10**18))
    built(root, TODAY)
    a.rename(a.with_suffix(".x"))
    b.rename(a)
    a.with_suffix(".x").rename(b)

    assert same_as_clean(root, tmp_path) == []


def test_template_that_includes_what_is_no_html(root: Path, tmp_path: Path) -> None:
    own = root / "theme/fragments"
    own.mkdir(parents=True)
    theirs = Path(__file__).parent.parent / "theme/fragments/practices.html"
    text = theirs.read_text(encoding="utf-8").replace(
        "{% block eyebrow %}", '{% block eyebrow %}{% include "mark.svg" %}', 1
    )
    assert "mark.svg" in text
    (own / "practices.html").write_text(text, encoding="utf-8")
    (own / "mark.svg").write_text("<b>1</b>", encoding="utf-8")
    built(root, TODAY)
    (own / "mark.svg").write_text("<b>2</b>", encoding="utf-8")

    assert same_as_clean(root, tmp_path) == []


def test_two_pictures_of_one_address(root: Path, tmp_path: Path) -> None:
    from PIL import Image

    text = practice("Практика", "![Раз](p.png) и ![два](p.jpg)")
    write_files(root / "content", {"practices/p.md": text})
    for name, tint in (("p.png", "red"), ("p.jpg", "blue")):
        Image.new("RGB", (40, 30), tint).save(root / "content/practices" / name)
    built(root, TODAY)
    assert same_as_clean(root, tmp_path) == []
    Image.new("RGB", (40, 30), "green").save(root / "content/practices/p.jpg")

    assert same_as_clean(root, tmp_path) == []
    Image.new("RGB", (40, 30), "black").save(root / "content/practices/p.png")

    assert same_as_clean(root, tmp_path) == []


def test_state_torn_in_the_middle(root: Path, tmp_path: Path) -> None:
    dice = random.Random(5)
    built(root, TODAY)
    file = root / ".nastavnik" / NAME
    data = file.read_bytes()
    whole = 2 * 4096  # its head and the first pages stay: it opens as ours
    file.write_bytes(data[:whole] + dice.randbytes(len(data) - whole))

    assert same_as_clean(root, tmp_path) == []


def in_state(root: Path, *statements: str) -> None:
    with closing(sqlite3.connect(root / ".nastavnik" / NAME)) as database, database:
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from lines where kind = 'practices'",
        "delete from artifacts where name like 'practices/%'",
        "update artifacts set outputs = replace(outputs, char(31), ' ')",
        "update artifacts set fingerprint = 'x' where name like '%catalog.json'",
        "update lines set line = cast(line || 'x' as blob)",
        "update scans set file = cast(x'ff' || file as text) where file like '%dubov.yml'",
        "update artifacts set questions = cast(questions || x'ff' as text)",
        "delete from records",
        "delete from scans where file like '%mentors%'",
    ],
)
def test_rows_of_the_state_lost_or_torn(statement: str, root: Path, tmp_path: Path) -> None:
    write_files(root / "content", {f"practices/{n}.md": practice(f"Практика {n}", "Текст.") for n in "ab"})
    built(root, TODAY)
    in_state(root, statement)
    write_files(root / "content", {"practices/b.md": practice("Практика б", "Другой текст.")})

    assert same_as_clean(root, tmp_path) == []


def test_record_that_goes_as_the_schools_words_change_leaves_the_state(root: Path) -> None:
    built(root, TODAY)
    (root / "content/mentors/dubov.yml").unlink()
    school = root / "content/school.yml"
    school.write_text(school.read_text("utf-8").replace("история края]", "история]"), encoding="utf-8")
    mentor = root / "content/mentors/berezkina.yml"
    mentor.write_text(mentor.read_text("utf-8").replace("история края", "краеведение"), encoding="utf-8")
    built(root, TODAY)

    assert "Дубов".encode() not in (root / ".nastavnik" / NAME).read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_name_of_a_file_that_is_no_text(root: Path, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(root) + b"/content/news/\xff.md")).write_text("Новость", encoding="utf-8")

    assert same_as_clean(root, tmp_path) == []


@pytest.mark.parametrize("how", ["withdrawn", "field", "deleted", "deleted, other words"])
def test_text_without_a_consent_leaves_the_state(how: str, root: Path) -> None:
    path, school = root / "content/mentors/berezkina.yml", root / "content/school.yml"
    table = "\n  ".join(["| Иволга | пела |", "|---|---|", *(f"| год {number} | два |" for number in range(50))])
    text = path.read_text("utf-8").replace("Ведёт", f"{table}\n\n  Ведёт")
    path.write_text(text, encoding="utf-8")
    built(root, TODAY)
    state = root / ".nastavnik" / NAME
    with closing(sqlite3.connect(state)) as database:
        assert any("Иволга".encode() in line for (line,) in database.execute("select line from lines"))
    if how == "withdrawn":
        path.write_text(text.replace("until: 2027-08-31", "withdrawn: 2026-10-01"), encoding="utf-8")
    elif how == "field":
        path.write_text(text.replace("fields: все", "fields: [name, post]"), encoding="utf-8")
    else:
        path.unlink()
    if "words" in how:
        school.write_text(school.read_text("utf-8") + "region_bank: https://bank.example/\n", encoding="utf-8")
    built(root, TODAY)

    assert "Иволга".encode() not in state.read_bytes()


def test_file_that_cannot_be_read_any_more(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root, TODAY)
    path, read = root / "content/news/anons.md", Path.read_bytes

    def refused(self: Path) -> bytes:
        if self.name == path.name:
            raise PermissionError(13, "Permission denied")
        return read(self)

    path.touch()
    monkeypatch.setattr(Path, "read_bytes", refused)

    assert "content/news/anons.md" in str(built(root, TODAY))
