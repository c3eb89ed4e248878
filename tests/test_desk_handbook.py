"""The handbook at the desk, without a network: its chapters lead to each other, pages lead to their chapters."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.desk.chapters import CHAPTERS, CONTENTS, chapter_of
from nastavnik.desk.errands import ERRANDS, OF_RECORDS, START
from nastavnik.installation import own_wheel, shipped
from nastavnik.records import KINDS, School
from tests.conftest import MENTOR, Files, yml
from tests.desk import DeskInHand, addresses, words_of

NAMES = sorted(path.stem for path in shipped("docs/ru").glob("*.md"))


@pytest.fixture
def desk(school: Callable[[Files], Path]) -> DeskInHand:
    return DeskInHand(school({"mentors/berezkina.yml": yml(MENTOR)}))


@pytest.mark.parametrize("name", NAMES)
def test_chapter_leads_only_to_what_is_there(name: str, desk: DeskInHand) -> None:
    page = desk.get(f"help/{name}")

    assert page.status == 200
    for link in addresses(page):
        path, _, anchor = link.partition("#")
        if path.startswith("/help/"):
            target = desk.get(path).body.decode()
            assert not anchor or f'id="{anchor}"' in target, link
        else:
            assert path.startswith(("/", "https://", "http://")) or not path, link
    for picture in re.findall(r'<img[^>]*src="([^"]+)"', page.body.decode()):
        assert desk.get(picture.lstrip("/")).type.startswith("image/")


def test_every_kind_and_every_errand_has_its_chapter(desk: DeskInHand) -> None:
    asked = {*KINDS, School.kind, *(errand.name for errand in (*ERRANDS, *OF_RECORDS, START))}

    assert asked - {*CHAPTERS} == set()
    assert {*CHAPTERS.values()} <= {*NAMES}
    assert "/help/mentor" in addresses(desk.get("new/mentors"))
    assert chapter_of("consent") in addresses(desk.get("do/consent"))
    assert "/help/" in addresses(desk.get(""))


def test_contents_name_the_chapters(desk: DeskInHand) -> None:
    contents = {*addresses(desk.get("help/"))}

    assert {f"/help/{name}" for name in NAMES if name != CONTENTS} <= contents
    assert "Справочник" in words_of(desk.get("help/"))


@pytest.mark.parametrize("path", ["help/net", "help/images/net.webp", "help/images/..", "help/images/%2e%2e"])
def test_nothing_else_is_shown(path: str, desk: DeskInHand) -> None:
    assert desk.get(path).status == 404


def test_the_handbook_travels_in_the_wheel() -> None:
    assert b"nastavnik/docs/ru/index.md" in own_wheel()[1]


@pytest.mark.parametrize("name", ["first-hour", "mentor", "consents", "hosting", "gosweb", "publishing", "site-form"])
def test_commands_and_files_are_folded_at_the_end(name: str, desk: DeskInHand) -> None:
    before, folded, after = desk.get(f"help/{name}").body.decode().partition('<details class="more">')

    assert folded
    assert messages.DESK_HELP_FOLDED in after
    assert not re.search(r"<pre|nastavnik (?:build|check|publish|import)", before)


def test_a_chapter_about_commands_stands_open(desk: DeskInHand) -> None:
    assert "<details" not in desk.get("help/commands").body.decode()
