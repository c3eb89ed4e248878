"""Stories typed in Word → news: the day the file tells and no other, pictures without what the camera wrote."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.news import read_news
from nastavnik.importing.proposals import Surroundings
from nastavnik.text.source import read
from tests.conftest import Files, run
from tests.typed_texts import GPS, claiming_to_be, photo, typed
from tests.word import make_word

School = Callable[[Files], Path]
TODAY = dt.date(2026, 11, 29)
AROUND = Surroundings(TODAY, "2026-2027")
LEAD = "В школе прошла встреча наставников. Пришли сорок человек, и каждый рассказал о своём деле."

DAYS: dict[str, tuple[str, list[str], str, str]] = {
    "a line of its own, which goes": ("а", ["12 ноября 2026 года, четверг", LEAD], "2026-11-12", ""),
    "the last line": ("а", [LEAD, "Ждём всех.", "Дата публикации: 05.10.2026 г."], "2026-10-05", ""),
    "the name of the file": ("Новость 2026-10-07", [LEAD, "Ещё."], "2026-10-07", messages.DAY_FROM_FILE_NAME),
    "a short one in the name": ("встреча_07.10.26", [LEAD, "Ещё."], "2026-10-07", messages.DAY_FROM_FILE_NAME),
    "the first day of the text": (
        "а",
        [f"5 октября 2026 года. {LEAD}", "Через неделю, 12 октября 2026 года, — снова."],
        "2026-10-05",
        messages.DAY_FROM_TEXT,
    ),
    "no year: the latest such day": ("а", ["12 марта", LEAD], "2026-03-12", messages.YEAR_GUESSED),
    "no such day": ("а", ["31.06.2025", LEAD], "", messages.NO_SUCH_DAY_TAKEN),
    "no day at all, never today": ("а", [LEAD, "Ещё."], "", messages.STORY_WITHOUT_DAY),
}


@pytest.mark.parametrize(("stem", "lines", "day", "note"), DAYS.values(), ids=DAYS)
def test_the_day_of_a_story(stem: str, lines: list[str], day: str, note: str, tmp_path: Path) -> None:
    proposals = read_news(typed(tmp_path / f"{stem}.docx", ["# Встреча наставников", *lines]), AROUND)

    (story,) = proposals.records
    assert story.fields.get("date", "") == day
    assert {each.reason for each in proposals.notes} == ({note} if note else set())
    assert story.fields["title"] == "Встреча наставников"


TITLES: dict[str, tuple[list[Any], str]] = {
    "in the style of titles": (["# Звёзды ближе", LEAD], "Звёзды ближе"),
    "a bold line below the school": (
        [{"text": "МБОУ «Школа на холме»", "bold": True}, {"text": "Звёзды ближе", "bold": True}, LEAD],
        "Звёзды ближе",
    ),
    "a short first line": (["Звёзды стали ближе", LEAD], "Звёзды стали ближе"),
    "the name of the file": ([LEAD, "Ждём всех."], "Новость о звёздах"),
}


@pytest.mark.parametrize(("blocks", "title"), TITLES.values(), ids=TITLES)
def test_the_title_of_a_story(blocks: list[Any], title: str, tmp_path: Path) -> None:
    make = typed if str(blocks[0]).startswith("#") else make_word
    file = make(tmp_path / "Новость о звёздах 12.11.2026.docx", blocks)

    assert read_news(file, AROUND).records[0].fields["title"] == title


def test_the_first_paragraph_is_the_summary_and_the_rest_the_text(tmp_path: Path) -> None:
    long = LEAD + " Потом пили чай и долго говорили о том, что вышло и что не вышло за год." * 8
    short, whole = (
        read_news(typed(tmp_path / f"{len(first)}.docx", ["# Встреча", "01.11.2026", first, "Ждём."]), AROUND).records[
            0
        ]
        for first in (LEAD, long)
    )

    assert (short.fields["summary"], short.body) == (LEAD, "Ждём.")
    assert whole.body == f"{long}\n\nЖдём."
    assert long.startswith(whole.fields["summary"]) and whole.fields["summary"].endswith(".")
    assert len(whole.fields["summary"]) <= 500


def test_stories_of_one_file_each_with_its_day(tmp_path: Path) -> None:
    blocks = ["## Экскурсия", "05.10.2026", LEAD, "## Урок вдвоём", "3 ноября 2026 г.", LEAD, "Ждём."]

    stories = read_news(typed(tmp_path / "а.docx", blocks), AROUND).records

    assert [(story.id, story.fields["date"], story.place) for story in stories] == [
        ("ekskursiya", "2026-10-05", "абзац 1"),
        ("urok-vdvoem", "2026-11-03", "абзац 4"),
    ]


def test_headings_without_days_of_their_own_are_parts_of_one_story(tmp_path: Path) -> None:
    blocks = ["# Встреча", "05.10.2026", LEAD, "## Что было", "Разговор.", "## Что будет", "Ещё один."]

    (story,) = read_news(typed(tmp_path / "а.docx", blocks), AROUND).records

    assert story.body == "### Что было\n\nРазговор.\n\n### Что будет\n\nЕщё один."


def test_pictures_become_files_without_what_the_camera_wrote(tmp_path: Path, school: School) -> None:
    root = school({})
    blocks = [
        "# Встреча",
        "01.11.2026",
        LEAD,
        (photo("red", size=(640, 480)),),
        "Фото 1. Круглый стол",
        (photo("blue", "BMP"),),
        (photo("blue", "BMP"),),
        "Звоните: 8 (916) 123-45-67.",
    ]

    said = run("import", "news", typed(tmp_path / "а.docx", blocks), "--root", root).output

    images = root / "content/news/images"
    text = (root / "content/news/vstrecha.md").read_text("utf-8")
    assert sorted(path.name for path in images.iterdir()) == ["vstrecha-1.jpg", "vstrecha-2.jpg"]
    assert "file: images/vstrecha-1.jpg\n  alt: Круглый стол" in text
    assert text.count("![](images/vstrecha-2.jpg)") == 2
    assert "916" not in text and messages.PERSONAL_LEFT_OUT["phone"] in said
    assert messages.PICTURE_WANTS_ALT in said
    assert not _place_of(images / "vstrecha-1.jpg")


def _place_of(path: Path) -> dict[int, Any]:
    from PIL import Image

    with Image.open(path) as image:
        return dict(image.getexif().get_ifd(GPS))


LARGE = (640, 480)
SHOWN: dict[str, tuple[list[Any], str, str]] = {
    "words below it are told": (
        [(photo("red", size=LARGE),), "Фото 1. Круглый стол", "Ждём."],
        "Круглый стол",
        "Ждём.",
    ),
    "without words it waits for them": ([(photo("red", size=LARGE),), "Ждём."], messages.PICTURE_OF_A_STORY, "Ждём."),
    "the same picture twice goes twice": (
        [(photo("red", size=LARGE),), "Ждём.", (photo("red", size=LARGE),), "Всех."],
        messages.PICTURE_OF_A_STORY,
        "Ждём.\n\nВсех.",
    ),
    "an emblem and a banner stay": (
        [(photo("red"),), (photo("blue", size=(900, 250)),), (photo("green", size=LARGE),), "Ждём."],
        messages.PICTURE_OF_A_STORY,
        "![](images/vstrecha-1.jpg)\n\n![](images/vstrecha-2.jpg)\n\nЖдём.",
    ),
    "no picture is large enough": ([(photo("red"),), "Ждём."], "", "![](images/vstrecha-1.jpg)\n\nЖдём."),
}


@pytest.mark.parametrize(("blocks", "alt", "body"), SHOWN.values(), ids=SHOWN)
def test_first_fitting_picture_becomes_that_of_the_story(
    blocks: list[Any], alt: str, body: str, tmp_path: Path, school: School
) -> None:
    root = school({})

    said = run("import", "news", typed(tmp_path / "а.docx", ["# Встреча", "01.11.2026", LEAD, *blocks]), "--root", root)

    story = read(root / "content/news/vstrecha.md", "vstrecha.md")
    image = story.data.get("image", {})
    assert (image.get("alt", "") if isinstance(image, dict) else image, story.body) == (alt, body)
    assert (messages.PICTURE_WANTS_ALT in said.output) is (alt != "Круглый стол")
    asked = messages.draft_of_passport(messages.PICTURE_OF_A_STORY)
    assert (asked in run("check", "--root", root, "--today", TODAY.isoformat()).stdout) is (
        alt == messages.PICTURE_OF_A_STORY
    )


def test_what_somebody_said_of_a_picture_stays_when_the_file_comes_again(tmp_path: Path, school: School) -> None:
    root, path = school({}), "content/news/vstrecha.md"
    file = typed(tmp_path / "а.docx", ["# Встреча", "01.11.2026", LEAD, (photo("red", size=LARGE),), "Ждём."])
    run("import", "news", file, "--root", root)
    told = (root / path).read_text("utf-8").replace(messages.PICTURE_OF_A_STORY, "Круглый стол")
    (root / path).write_text(told, "utf-8")

    run("import", "news", file, "--root", root, "--force")

    assert (root / path).read_text("utf-8") == told


def test_a_picture_that_would_be_gigantic_is_left_out(tmp_path: Path, school: School) -> None:
    root = school({})
    gigantic = claiming_to_be(photo("red", "PNG"), 40_000, 40_000)
    blocks = ["# Встреча", "01.11.2026", LEAD, ([gigantic, "Холм"],), "Ждём."]

    said = run("import", "news", typed(tmp_path / "а.docx", blocks), "--root", root).output

    assert messages.picture_not_taken(messages.PICTURE_TOO_LARGE) in said
    assert "image" not in (root / "content/news/vstrecha.md").read_text("utf-8")
    assert not (root / "content/news/images").exists()


def test_the_same_file_twice_changes_nothing_even_where_the_day_was_filled_in(tmp_path: Path, school: School) -> None:
    root = school({})
    file = typed(tmp_path / "а.docx", ["# Встреча", LEAD, "Ждём."])
    run("import", "news", file, "--root", root)
    record = root / "content/news/vstrecha.md"
    assert "date:  # Дата — впишите" in record.read_text("utf-8")
    run("import", "news", file, "--root", root, "--fill", "date=12.11.2026", "--force")
    filled = record.read_text("utf-8")

    said = run("import", "news", file, "--root", root).output

    assert "12.11.2026" in filled
    assert record.read_text("utf-8") == filled
    assert [path.name for path in (root / "content/news").iterdir()] == ["vstrecha.md"]
    assert "без изменений — 1" in said


def test_two_stories_of_one_title_and_different_days_are_two(tmp_path: Path, school: School) -> None:
    root = school({})
    files = [typed(tmp_path / f"{day}.docx", ["# Встреча", LEAD, "Ждём."]) for day in ("01.10.2026", "01.11.2026")]

    for file in files:
        run("import", "news", file, "--root", root)

    assert sorted(path.name for path in (root / "content/news").iterdir()) == ["vstrecha-2.md", "vstrecha.md"]


@pytest.mark.parametrize(
    ("blocks", "sentence"),
    [([], messages.NO_TEXT_OF_NEWS), ([(photo(),)], messages.ONLY_PICTURES_NO_TEXT)],
)
def test_what_is_no_story(blocks: list[Any], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ImportFailed) as refused:
        read_news(typed(tmp_path / "а.docx", blocks), AROUND)

    assert str(refused.value) == sentence
