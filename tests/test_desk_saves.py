"""What a form may lose: nothing. Other encodings, odd values, other programs, full disks, files that are gone."""

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.office import undo
from nastavnik.records.roadmap import COLUMNS
from nastavnik.text import editing
from tests.conftest import Files, yml
from tests.desk import DeskInHand, Pairs, filled, words_of

ADDRESS = "edit/mentors/berezkina"
MENTOR_FILE = """\
# карточка
name: Берёзкина Анна Павловна   # как в паспорте
category: 'педагог'
post: Учитель химии
forms: [педагог – педагог]

consent: {number: 1, date: 2026-09-01, fields: все}
"""


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school({"mentors/berezkina.yml": MENTOR_FILE})


@pytest.fixture
def path(root: Path) -> Path:
    return root / "content/mentors/berezkina.yml"


@pytest.fixture
def desk(root: Path) -> DeskInHand:
    return DeskInHand(root)


# --- the file stays its editor's


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_encoding_and_line_ends_stay(desk: DeskInHand, path: Path, encoding: str, line_end: str) -> None:
    path.write_bytes(MENTOR_FILE.replace("\n", line_end).encode(encoding))

    desk.save(ADDRESS, post="Учитель физики", helps_with="первый урок\r\nвторой урок")

    expected = MENTOR_FILE.replace("Учитель химии", "Учитель физики")
    lines = "helps_with:\n  - первый урок\n  - второй урок\n"
    text = path.read_bytes().decode(encoding)
    assert text.replace(lines.replace("\n", line_end), "") == expected.replace("\n", line_end)
    assert lines.replace("\n", line_end) in text


def test_letter_the_encoding_has_not_is_a_sentence_and_stays_in_the_form(desk: DeskInHand, path: Path) -> None:
    before = MENTOR_FILE.encode("cp1251")
    path.write_bytes(before)

    page = desk.save(ADDRESS, post="Учитель татарского: ә, ү")

    assert page.status == 409
    assert "Не сохранено, всё набранное осталось в форме." in words_of(page)
    assert "Учитель татарского: ә, ү" in page.body.decode()
    assert path.read_bytes() == before


BROKEN = "name: Берёзкина\r\n\tpost: Учитель\r\n# конец\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_broken_file_is_mended_in_its_own_encoding(desk: DeskInHand, path: Path, encoding: str) -> None:
    path.write_bytes(BROKEN.encode(encoding))
    pairs = desk.form(ADDRESS, wanted="whole")

    desk.post("text/mentors/berezkina", filled(pairs, {"text": dict(pairs)["text"].replace("\t", "")}))

    assert path.read_bytes() == BROKEN.replace("\t", "").encode(encoding)


def test_text_of_a_file_changed_meanwhile_is_shown_beside(desk: DeskInHand, path: Path) -> None:
    path.write_text(BROKEN, encoding="utf-8")
    pairs = desk.form(ADDRESS, wanted="whole")
    path.write_text("name: [\n", encoding="utf-8")

    page = desk.post("text/mentors/berezkina", filled(pairs, {"text": "name: Мой текст\r\n"}))

    assert page.status == 409
    assert {"name: Мой текст", "name: ["} <= set(re.findall(r"name: [^\n<]+", page.body.decode()))
    assert path.read_text(encoding="utf-8") == "name: [\n"


def test_what_is_no_text_is_not_edited_as_one(desk: DeskInHand, path: Path) -> None:
    path.write_bytes(b"PK\x03\x04\0\0\xff\xfe\0")

    page = desk.get(ADDRESS)

    assert page.status == 409
    assert "<textarea" not in page.body.decode()


ODD_VALUES = {
    "spaces": 'post: "  Учитель химии  "\n',
    "two lines in a line": "post: |\n  Учитель\n  химии\n",
    "no day": "consent: {number: 1, date: 2026-13-40, fields: все}\n",
    "words for a day": "consent: {number: 1, date: с первого сентября, fields: все}\n",
    "empty text": 'post: ""\n',
    "nothing": "photo:\n",
    "empty list": "awards: []\n",
    "words for items": "awards: [Грамота, {title: Диплом}, [один, два]]\n",
    "words for a part": "photo: x.jpg\n",
    "items of several lines": "helps_with:\n  - |\n    раз\n    два\n  - '  три '\n",
    "no such choice": "forms: [педагог – педагог, сам с собой, сам с собой]\n",
    "no such word": "on_home: наверное\n",
    "unknown field": "phone: {дом: [1, 2]}\n",
    "odd line break": 'post: "Учитель\\u2028химии\\x85"\n',
    "half a sign": 'post: "Учитель \\ud800"\n',
}


@pytest.mark.parametrize("line", ODD_VALUES.values(), ids=ODD_VALUES)
def test_odd_value_stays_while_another_one_changes(desk: DeskInHand, path: Path, line: str) -> None:
    name = line.partition(":")[0]
    rest = "".join(each for each in MENTOR_FILE.splitlines(keepends=True) if not each.startswith(f"{name}:"))
    path.write_text(rest + line, encoding="utf-8")

    desk.save(ADDRESS)
    assert path.read_text(encoding="utf-8") == rest + line
    desk.save(ADDRESS, teaching_since="1999")

    assert path.read_text(encoding="utf-8").replace("teaching_since: 1999\n", "") == rest + line


def test_hour_in_words_stays(school: Callable[[Files], Path]) -> None:
    text = "---\ntitle: Встреча\nstart: 2026-11-20 после обеда\nplace: Школа\n---\n"
    root = school({"events/vstrecha.md": text})

    DeskInHand(root).save("edit/events/vstrecha", place="Библиотека")

    saved = (root / "content/events/vstrecha.md").read_text(encoding="utf-8")
    assert saved == text.replace("Школа", "Библиотека")


def test_untouched_caption_stays_as_it_was_typed(school: Callable[[Files], Path]) -> None:
    captions = "captions:\n  term: |\n    Срок\n    работы\n  owner: Кто\n"
    root = school({"roadmap/2026-2027.yml": f"school_year: 2026-2027\n{captions}stages: []\n"})
    path = root / "content/roadmap/2026-2027.yml"
    desk = DeskInHand(root)
    pairs = desk.form("edit/roadmap/2026-2027")
    name = next(name for name, text in pairs if text == "Кто")

    desk.post("edit/roadmap/2026-2027", filled(pairs, {name: "Ответственный"}))

    assert captions.replace("Кто", "Ответственный") in path.read_text(encoding="utf-8")


def test_columns_of_a_plan_are_asked_for_by_their_captions_and_written_by_their_codes(
    school: Callable[[Files], Path],
) -> None:
    captions = "captions:\n  term: Сроки   # как в приказе\n  number: № п/п\n"
    root = school({"roadmap/2026-2027.yml": f"school_year: 2026-2027\n{captions}stages: []\n"})
    path, desk = root / "content/roadmap/2026-2027.yml", DeskInHand(root)
    pairs = desk.form("edit/roadmap/2026-2027")
    at = next(name for name, code in pairs if code == "stage").replace("@name", "@text")

    shown = words_of(desk.get("edit/roadmap/2026-2027"))
    desk.post("edit/roadmap/2026-2027", filled(pairs, {at: "Этап"}))

    assert all(caption in shown for caption in COLUMNS.values())
    assert captions + "  stage: Этап\n" in path.read_text(encoding="utf-8")


# --- others


def test_record_deleted_meanwhile_comes_back_only_if_asked(desk: DeskInHand, path: Path) -> None:
    pairs = filled(desk.form(ADDRESS), {"teaching_since": "1999"})
    path.unlink()

    page = desk.post(ADDRESS, pairs)
    assert page.status == 409
    assert "переименовали или удалили" in words_of(page)
    assert not path.exists()

    desk.post(ADDRESS, [*pairs, ("@again", "yes")])
    assert path.read_text(encoding="utf-8").replace("teaching_since: 1999\n", "") == MENTOR_FILE


def test_file_broken_meanwhile_is_left_and_what_was_typed_too(desk: DeskInHand, path: Path) -> None:
    pairs = filled(desk.form(ADDRESS), {"post": "Учитель физики"})
    path.write_text(BROKEN, encoding="utf-8")

    page = desk.post(ADDRESS, pairs)
    assert page.status == 409
    assert "Не сохранено" in words_of(page)
    assert 'value="Учитель физики"' in page.body.decode()

    path.write_text(MENTOR_FILE, encoding="utf-8")
    desk.post(ADDRESS, pairs)
    assert path.read_text(encoding="utf-8") == MENTOR_FILE.replace("химии", "физики")


@pytest.mark.parametrize("title", ["By", "Con", "Index", "Отчёт — копия", "…"])
def test_title_no_file_can_be_called_by_is_saved_under_another_name(desk: DeskInHand, root: Path, title: str) -> None:
    page = desk.save("new/news", title=title, date="2026-11-14", summary="Сажали липы.", text="Было холодно.")

    assert "Сохранено" in words_of(page)
    (news,) = (root / "content/news").iterdir()
    assert title in news.read_text(encoding="utf-8")


# --- the system refuses


def test_read_only_file_is_a_sentence(desk: DeskInHand, path: Path, root: Path) -> None:
    path.chmod(0o444)

    page = desk.save(ADDRESS, post="Учитель физики")

    assert page.status == 409
    assert "проверьте права" in words_of(page)
    assert 'value="Учитель физики"' in page.body.decode()
    assert path.read_text(encoding="utf-8") == MENTOR_FILE
    assert undo.runs(root) == []


@pytest.mark.parametrize("writes", range(4))
def test_full_disk_loses_nothing_and_nothing_comes_later(
    desk: DeskInHand, path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    """The disk is full after so many files: the copies of both states, the list of the run, the record."""
    pairs = filled(desk.form(ADDRESS), {"post": "Учитель физики"})
    full_after(monkeypatch, writes)

    page = desk.post(ADDRESS, pairs)

    assert page.status == 409
    assert "На диске нет места" in words_of(page)
    assert 'value="Учитель физики"' in page.body.decode()
    monkeypatch.undo()
    undo.settle(root)
    assert path.read_text(encoding="utf-8") == MENTOR_FILE
    assert undo.runs(root) == []
    assert list(root.rglob("*.part")) == []

    desk.post(ADDRESS, pairs)
    assert "Учитель физики" in path.read_text(encoding="utf-8")


def full_after(monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    left = iter(range(writes))
    real = os.fsync

    def fsync(number: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "")
        real(number)

    monkeypatch.setattr(editing.os, "fsync", fsync)


def test_link_stays_one(desk: DeskInHand, path: Path, root: Path) -> None:
    target = root / "content/mentors/.card.yml"
    path.rename(target)
    path.symlink_to(target)

    desk.save(ADDRESS, post="Учитель физики")

    assert path.is_symlink()
    assert "Учитель физики" in target.read_text(encoding="utf-8")
    desk.post("undo")
    assert target.read_text(encoding="utf-8") == MENTOR_FILE


def test_link_out_of_the_content_is_not_opened(desk: DeskInHand, path: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.yml"
    outside.write_text(yml({"name": "Тайна"}), encoding="utf-8")
    path.unlink()
    path.symlink_to(outside)

    assert desk.get(ADDRESS).status == 404
    assert desk.post(ADDRESS, [("name", "Другой")]).status == 404
    assert "Тайна" in outside.read_text(encoding="utf-8")


# --- remarks beside the right item


AWARDS = "awards:\n  - {title: Первая, year: 2020}\n  - {title: Вторая, year: 2021}\n"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([("0", "2020"), ("1", "давно")], "awards/1/year"),
        ([("1", "давно"), ("0", "2020")], "awards/1/year"),
        ([("n1", "давно"), ("0", "2020")], "awards/n1/year"),
        ([("0", "2020"), ("n2", "давно"), ("1", "2021")], "awards/n2/year"),
        ([("1", "давно")], "awards/1/year"),
        ([("n1", ""), ("0", "давно"), ("1", "2021")], "awards/0/year"),
    ],
    ids=["as they were", "moved", "new first", "new between", "first taken away", "empty new one"],
)
def test_remark_stands_beside_its_item(
    desk: DeskInHand, path: Path, items: list[tuple[str, str]], expected: str
) -> None:
    path.write_text(MENTOR_FILE + AWARDS, encoding="utf-8")
    pairs: Pairs = [(name, text) for name, text in desk.form(ADDRESS) if not re.match("awards/[^@]", name)]
    for step, year in items:
        title = f"Грамота {step}" if year else ""
        pairs += [(f"awards/{step}/@from", step), (f"awards/{step}/title", title), (f"awards/{step}/year", year)]

    answer = json.loads(desk.post(ADDRESS.replace("edit/", "draft/"), pairs).body)

    paths = [remark["path"] for remark in answer["remarks"] if remark["path"].startswith("awards")]
    assert paths == [expected]
