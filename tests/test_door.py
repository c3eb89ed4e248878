"""What a reader meets at the door: no word of a library, no traceback, and statuses that programs can go by."""

import errno
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from nastavnik import __main__, messages
from nastavnik.cli import BUG, main
from nastavnik.commands import COMMANDS
from nastavnik.commands.usage import Later
from nastavnik.installation import install_command
from tests.conftest import DAY, Files, run

LIBRARY = re.compile(r"\b(TEXT|INTEGER|FLOAT|RANGE|PATH|OPTIONS|COMMAND|ARGS|FILE|DIRECTORY|BOOLEAN)\b|<=|>=")


def words(commands: dict[str, click.Command], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, as it is called."""
    for name, command in commands.items():
        yield (*above, name)
        if isinstance(command, click.Group):
            yield from words(command.commands, (*above, name))


@pytest.mark.parametrize("command", [(), *words(COMMANDS)], ids=" ".join)
def test_help_has_no_word_of_the_library(command: tuple[str, ...]) -> None:
    assert not LIBRARY.search(run(*command, "--help").output)


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("build", "--jobs", "99"), 2, "99 не подходит — нужно число от 1 до 64"),
        (("build", "--jobs", "много"), 2, "'много' не число"),
        (("build", "--site", "/"), 1, "— весь диск, сайт собирают в отдельную папку: --site ПАПКА"),
        (("serve", "--address", "127.0.0.1:99999"), 2, "не адрес — напишите, например, 127.0.0.1:8000"),
        (("due", "--today", "9999-12-31"), 2, "год бывает от 1900 до 2200"),
        (("build", "--engine", "hugo"), 2, "не подходит — напишите одно из: 'mkdocs', 'plain'"),
        (("bild",), 2, "Команды 'bild' нет"),
    ],
)
def test_wrong_words_are_refused(
    arguments: tuple[str, ...], status: int, sentence: str, school: Callable[[Files], Path]
) -> None:
    result = run(*arguments, *(("--root", school({})) if arguments[0] != "bild" else ()))

    assert (result.exit_code, sentence in result.output) == (status, True), result.output
    assert not LIBRARY.search(result.output)


def test_folder_that_cannot_be_made(school: Callable[[Files], Path]) -> None:
    root = school({})
    (root / "file").write_text("занято", encoding="utf-8")

    for result in (
        run("start", root / "file" / "x", "--yes"),
        run("build", "--root", root, "--site", root / "file/x", *DAY),
    ):
        assert result.exit_code == 1
        assert re.search("нет такого файла или папки|нужна папка, а это файл", result.output), result.output


def test_port_of_another_program(school: Callable[[Files], Path]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"

        result = run("serve", "--root", school({}), "--address", address)

    assert result.exit_code == 1
    assert f"адрес {address} занят или недоступен" in result.output


@pytest.mark.parametrize("epoch", ["99999999999999", "9" * 30, "253402300800"])
def test_moment_that_is_none(epoch: str, school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    result = run("check", "--root", school({}))

    assert result.exit_code == 1
    assert f"«{epoch}» не время сборки" in result.output


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_what_the_system_refuses_is_said_in_russian(code: int) -> None:
    sentence = messages.system_refused(OSError(code, os.strerror(code), "запись"))

    assert sentence is None or (re.search("[а-я]{3}", sentence) and not re.search("[A-Za-z]{3}", sentence))
    assert sentence or code not in (errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EEXIST, errno.EISDIR)


# --- what nobody foresaw


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Makes every command fail with an error."""

    def fail_with(error: BaseException) -> None:
        def load(_: Later) -> click.Command:
            raise error

        monkeypatch.setattr(Later, "load", load)

    return fail_with


def ended(arguments: list[str]) -> object:
    """The status the program ends with."""
    with pytest.raises(SystemExit) as ending:
        main(arguments, prog_name="nastavnik")
    return ending.value.code


def test_our_own_bug_is_a_sentence_and_a_file(
    broken: Callable[[BaseException], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    broken(ZeroDivisionError("division by zero"))

    assert ended(["check"]) == BUG

    said = capsys.readouterr().err
    (report,) = tmp_path.iterdir()
    assert said == f"{messages.our_bug(str(report))}\n"
    assert "Traceback" in report.read_text(encoding="utf-8") and "division by zero" in report.read_text("utf-8")


def test_in_ci_the_bug_is_in_the_log(
    broken: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    broken(ZeroDivisionError("division by zero"))

    assert ended(["check"]) == BUG
    assert "ZeroDivisionError: division by zero" in capsys.readouterr().err


def test_library_that_is_not_installed(broken: Callable[[BaseException], None]) -> None:
    broken(ModuleNotFoundError("No module named 'yarl'", name="yarl"))

    assert run("region", "harvest").output == f"{messages.needs_region_libraries(install_command('region'))}\n"
    assert run("check").output == f"{messages.no_library('yarl')}\n"


def test_no_memory(broken: Callable[[BaseException], None]) -> None:
    broken(MemoryError())

    assert run("build").output == f"{messages.NO_MEMORY}\n"


def test_stopped_by_hand(broken: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch) -> None:
    broken(KeyboardInterrupt())
    monkeypatch.setattr(sys, "argv", ["nastavnik", "check"])

    result = run("check")

    assert (result.exit_code, result.output) == (130, f"{messages.STOPPED}\n")
    with pytest.raises(SystemExit) as ending:
        __main__.run()
    assert ending.value.code == 130


def test_stopped_while_python_is_importing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped:
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "nastavnik.cli", Stopped())  # type: ignore[arg-type]

    with pytest.raises(SystemExit) as ending:
        __main__.run()

    assert ending.value.code == 130
