"""The handbook: it builds, all of it is true of the desk it describes, and a secretary can read it."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

from nastavnik import messages
from nastavnik.desk.errands import ERRANDS, OF_RECORDS, START
from nastavnik.office.starting import QUESTIONS
from nastavnik.publishing.targets import PublishFile
from nastavnik.records import KINDS, School
from nastavnik.records.nesting import models_in
from nastavnik.records.own_page import OwnPage

ROOT = Path(__file__).parent.parent
HANDBOOK = ROOT / "docs" / "ru"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(HANDBOOK.glob("*.md"))}
README = (ROOT / "README.ru.md").read_text(encoding="utf-8")
SHOWN = [README, *(re.sub(r"`[^`]*`", "", text) for text in PAGES.values())]
"""Texts without what only looks like a picture."""
ERRAND_PAGES = (
    *("first-hour", "mentor", "consents", "practice", "news", "documents", "roadmap", "programmes", "figures"),
    *("pictures", "weekly", "year", "publishing", "hosting", "gosweb", "site-form"),
)
"""Pages of what somebody wants to do; others are told of or looked up."""
STEPS, COMMAND = re.compile(r"^1\. ", re.MULTILINE), re.compile(r"```|`nastavnik |YAML|\.yml\b")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
MOST_LINES, MOST_BYTES = 80, 60_000


def test_handbook_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", "docs/handbook.yml"]
    built = subprocess.run([*command, "-d", str(tmp_path)], cwd=ROOT, capture_output=True, text=True)

    assert built.returncode == 0, built.stderr
    assert {path.parent.name for path in tmp_path.glob("*/index.html")} >= {*PAGES} - {"index"}
    html = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html"))
    assert re.findall(r"<(?:script|img|link|iframe)[^>]*(?:src|href)=\"?(?:https?:)?//[^\">]+", html) == []


# --- pictures


def test_pictures_are_those_the_script_takes() -> None:
    taken = runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))["PICTURES"]
    shown = {Path(address).name for text in SHOWN for _, address in PICTURE.findall(text)}

    assert shown == {f"{name}.webp" for name in taken} == {path.name for path in HANDBOOK.glob("images/*.webp")}


@pytest.mark.parametrize("picture", sorted(HANDBOOK.glob("images/*")), ids=lambda path: path.name)
def test_picture_is_light(picture: Path) -> None:
    assert picture.stat().st_size <= MOST_BYTES


def test_pictures_say_what_is_on_them() -> None:
    words = [alt for text in SHOWN for alt, _ in PICTURE.findall(text)]

    assert [alt for alt in words if len(alt.split()) < 4] == []


# --- for whom it is written


def test_readme_is_two_screens() -> None:
    assert len(README.splitlines()) <= MOST_LINES


def test_readme_and_contents_lead_to_every_errand() -> None:
    assert [name for name in PAGES if f"({name}.md)" not in PAGES["index"] and name != "index"] == []
    assert "docs/ru/index.md" in README and "docs/ru/index.md" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ERRAND_PAGES)
def test_steps_at_the_desk_come_before_commands_and_files(name: str) -> None:
    steps, command = STEPS.search(PAGES[name]), COMMAND.search(PAGES[name])

    assert steps
    assert command is None or steps.start() < command.start()


# --- what stands on the screen


def captions() -> set[str]:
    """Words of the desk: of its templates and script, of messages, of fields, records, errands and questions."""
    models: list[type[BaseModel]] = [School, OwnPage, PublishFile, *KINDS.values()]
    fields = {
        field.title or "" for model in models for part in (model, *parts(model)) for field in part.model_fields.values()
    }
    records = {word for cls in KINDS.values() for word in (cls.heading, cls.caption, cls.another)}
    asked = {each.caption for each in QUESTIONS}
    errands = {errand.title for errand in (*ERRANDS, *OF_RECORDS, START)}
    desk = {text for name, text in vars(messages).items() if name.startswith("DESK_") and isinstance(text, str)}
    return {*fields, *records, *asked, *errands, *desk}


def parts(model: type[BaseModel]) -> set[type[BaseModel]]:
    inner = {part for field in model.model_fields.values() for part in models_in(field.annotation)}
    return inner.union(*(parts(part) for part in inner - {model}))


def screens() -> str:
    """Templates and the script of the desk and of what it opens, whose words are no values of ours."""
    desk = ROOT / "theme" / "desk"
    files = [*sorted(desk.glob("*.html")), *sorted(desk.glob("assets/*.js")), ROOT / "theme" / "pasting" / "start.html"]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


KNOWN, SCREENS = captions() | {messages.desk_open_year("2027-2028")}, screens()
BOLD = re.compile(r"\*\*(.+?)\*\*")
CASES = {"Записях": "Записи", "Делах": "Дела"}
"""Headings of the first page as they stand in a sentence."""


@pytest.mark.parametrize("name", (*ERRAND_PAGES, "desk"))
def test_what_is_bold_stands_on_the_screen(name: str) -> None:
    """Up to the commands: there bold is only the beginning of a paragraph."""
    at_the_desk = re.split(r"^## (?:То же командой|В файл|Чтобы список|Сам, каждую)", PAGES[name], flags=re.MULTILINE)[
        0
    ]
    bold = {CASES.get(words, words) for words in BOLD.findall(at_the_desk) if "`" not in words}

    assert bold
    assert {words for words in bold if words not in KNOWN and words not in SCREENS} == set()


def test_messages_the_handbook_explains_are_said_by_the_program() -> None:
    rows = PAGES["messages"].partition("## На рабочем столе")[2].partition("\n## ")[0]
    quoted = re.findall(r"^\| «(.+?)»(?: или «(.+?)»»)? \|", rows, re.MULTILINE)
    sources = (
        "".join(file.read_text(encoding="utf-8") for file in Path(messages.__file__).parent.glob("*.py")) + SCREENS
    )

    assert len(quoted) > 10
    assert [
        words for row in quoted for words in row for part in words.split("«…»") if part.strip() not in sources
    ] == []
