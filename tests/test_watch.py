"""`check --watch`: every save is checked, only what is new or mended is said, Ctrl-C ends it without a word."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import (
    FileClosedNoWriteEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)

from nastavnik import messages
from nastavnik.building.watching import Saves
from nastavnik.commands.check import _tell_changes
from nastavnik.text.source import Place, Problem
from tests.conftest import DAY, NEWS, Files, md, run

LONGEST = 60  # seconds until a watch that says nothing is given up
WATCHING = """import signal, sys
from nastavnik import cli
signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs tests in the background may have it ignored
cli.main(sys.argv[1:])
"""


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches processes of Windows in another way")
def test_each_save_is_checked(school: Callable[[Files], Path]) -> None:
    root = school({"news/a.md": md(NEWS)})
    command = [sys.executable, "-u", "-c", WATCHING, "check", "--watch", "--root", root, *DAY]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    timer = threading.Timer(LONGEST, process.kill)
    timer.start()

    def told() -> list[str]:
        """What is said until the next wait."""
        return list(
            iter(lambda: (process.stdout or sys.stdin).readline().strip() or messages.WATCHING, messages.WATCHING)
        )

    story = root / "content/news/a.md"
    try:
        assert told() == ["1 запись: ошибок нет, 0 подсказок"]
        story.write_text(md(NEWS, date="31.11.2026"), "utf-8")
        assert told() == [
            "content/news/a.md:3:7: date (Дата): дня «31.11.2026» нет в календаре — проверьте число и месяц",
            "1 запись: 1 ошибка, 0 подсказок",
        ]
        story.write_text("---\n# заметка\n" + md(NEWS, date="31.11.2026", title=None)[4:], "utf-8")
        assert told()[0].startswith("content/news/a.md:3:1: не хватает поля title")
        story.write_text(md(NEWS), "utf-8")
        mended = told()
        assert [line.partition(": ")[0] for line in mended[:-1]] == ["исправлено"] * 2
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=LONGEST)[0]
    finally:
        timer.cancel()
        process.kill()
    assert (process.returncode, rest) == (0, "")


def problem(line: int, message: str) -> Problem:
    return Problem(Place("content/news/a.md", line, 1), message)


CHANGES = {
    "nothing": ([problem(2, "а")], [problem(2, "а")], []),
    "only moved down": ([problem(2, "а")], [problem(5, "а")], []),
    "new": ([], [problem(2, "а")], ["content/news/a.md:2:1: а"]),
    "mended": ([problem(2, "а"), problem(3, "б")], [problem(3, "б")], ["исправлено: content/news/a.md: а"]),
    "one of two": ([problem(2, "а"), problem(3, "а")], [problem(3, "а")], ["исправлено: content/news/a.md: а"]),
    "one more of the same": ([problem(2, "а")], [problem(2, "а"), problem(9, "а")], ["content/news/a.md:9:1: а"]),
}


@pytest.mark.parametrize(("before", "now", "said"), CHANGES.values(), ids=CHANGES)
def test_what_is_new_and_what_is_mended(
    before: list[Problem], now: list[Problem], said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _tell_changes(before, now)

    assert capsys.readouterr().out.splitlines() == said


def events() -> Iterator[tuple[FileSystemEvent, bool]]:
    yield FileModifiedEvent("content/news/a.md"), True
    yield FileDeletedEvent("content/news/a.md"), True
    yield FileMovedEvent("content/news/.a.md.part", "content/news/a.md"), True
    yield FileOpenedEvent("content/news/a.md"), False
    yield FileClosedNoWriteEvent("content/news/a.md"), False
    yield FileModifiedEvent("content/news/.a.md.swp"), False
    yield FileModifiedEvent("content/files/~$план.docx"), False


@pytest.mark.parametrize(("event", "is_save"), list(events()), ids=str)
def test_what_is_a_save(event: FileSystemEvent, is_save: bool) -> None:
    """To look at a file, as a check does, must not make another check."""
    saves = Saves()

    saves.on_any_event(event)

    assert saves.happened is is_save


def test_other_forms_are_refused(school: Callable[[Files], Path]) -> None:
    refused = run("check", "--watch", "--format", "json", "--root", school({}), *DAY)

    assert (refused.exit_code, refused.stderr) == (1, messages.WATCH_IN_WORDS + "\n")
