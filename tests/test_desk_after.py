"""What the desk says after something was done: every sentence true of this record on this day; where to go next."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from nastavnik import messages
from tests.conftest import CONSENT, DOCUMENT, MENTOR, NEWS, Files, md, run, yml
from tests.desk import DeskInHand, addresses, words_of

PUBLIC = md(NEWS)
CASES = {
    "published": ("news/a.md", PUBLIC, messages.DESK_SAVED_PUBLIC, True),
    "draft": ("news/a.md", md(NEWS, draft=True), messages.DESK_SAVED_DRAFT, False),
    "example": ("news/a.md", md(NEWS, example=True), messages.DESK_SAVED_EXAMPLE, False),
    "to confirm": ("documents/a.yml", yml(DOCUMENT, to_confirm="дата"), messages.DESK_SAVED_TO_CONFIRM, False),
    "no consent": ("mentors/a.yml", yml(MENTOR, consent=None), messages.DESK_SAVED_HIDDEN, False),
    "consent": ("mentors/a.yml", yml(MENTOR), messages.DESK_SAVED_PUBLIC, True),
    "consent is over": (
        "mentors/a.yml",
        yml(MENTOR, consent={**CONSENT, "until": "2026-10-01"}),
        messages.DESK_SAVED_HIDDEN,
        False,
    ),
    "broken": ("events/a.md", "---\ntitle: Встреча\n---\n", messages.DESK_SAVED_BROKEN, False),
}
"""Name → file, its text, what is said after a save, whether building is offered."""


def saved(root: Path, file: str) -> str:
    """The notice on the form of a record after it was saved, as HTML."""
    page = DeskInHand(root).get(f"edit/{file.rpartition('.')[0]}?saved=yes").body.decode()
    return page.partition('<p class="notice done"')[2].partition("</p>")[0]


@pytest.mark.parametrize(("file", "text", "sentence", "builds"), CASES.values(), ids=CASES)
def test_what_is_said_after_a_save_is_true(
    file: str, text: str, sentence: str, builds: bool, school: Callable[[Files], Path]
) -> None:
    notice = saved(school({file: text}), file)

    assert sentence in notice
    assert ("/do/build" in notice) == builds
    assert [other for _, _, other, _ in CASES.values() if other != sentence and other in notice] == []


def test_a_page_that_has_to_go_is_said_to_be_there_still(school: Callable[[Files], Path]) -> None:
    root = school({"news/a.md": PUBLIC})
    run("build", "--root", root, "--today", "2026-11-20", "--no-search")
    (root / "content/news/a.md").write_text(md(NEWS, draft=True), encoding="utf-8")

    notice = saved(root, "news/a.md")

    assert messages.DESK_SAVED_DRAFT in notice and messages.DESK_SAVED_STILL_THERE in notice
    assert "/do/build" in notice


def test_after_a_build_its_pages_folder_and_the_next_thing_are_at_hand(
    school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = school({"news/a.md": PUBLIC})
    desk, opened = DeskInHand(root), list[str]()
    monkeypatch.setattr(click, "launch", lambda folder: opened.append(folder) or 0)

    done = desk.post("do/build")

    assert {"/built/", "/help/publishing"} <= {*addresses(done)}
    assert "Первая встреча" in words_of(desk.get("built/news/a/"))
    assert desk.get("built/../content/school.yml").status == 404
    assert str(root / "site") in words_of(desk.post("folder"))
    assert opened == [str(root / "site")]
