"""The door: the group of all commands, what it refuses and what it says when the program itself is wrong.

Content problems and refusals end with status 1, wrong usage with 2, our own bugs with `BUG`, Ctrl-C with `INTERRUPTED`.
"""

import os
import platform
import signal
import sqlite3
import sys
import traceback
from importlib.metadata import version
from tempfile import NamedTemporaryFile
from typing import Any

import click

from nastavnik import messages
from nastavnik.commands import COMMANDS
from nastavnik.commands.usage import Group, Refusal, print_safely, speak_russian
from nastavnik.errors import NastavnikError

DATABASE_FAULTS = {"database or disk is full": messages.NO_ROOM, "database is locked": messages.STATE_BUSY}
INTERRUPTED = 128 + signal.SIGINT
"""What shells give a program that Ctrl-C ended."""
BUG = 70
"""The exit status of an error in software (`EX_SOFTWARE` of BSD's sysexits)."""


class Commands(Group):
    """Our own refusals come out as sentences, not as tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NastavnikError as error:
            raise Refusal(str(error)) from error
        except (OSError, sqlite3.OperationalError, MemoryError, ModuleNotFoundError) as error:
            sentence = _fault(error)
            if sentence is None:
                raise
            raise Refusal(sentence) from error
        except KeyboardInterrupt:
            click.echo(messages.STOPPED, err=True)
            sys.exit(INTERRUPTED)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The commands as a program: an error nobody foresaw is a sentence, and its traceback a file."""
        try:
            return self.main(*args, **kwargs)
        except Exception as error:
            click.echo(messages.our_bug(_written_down(error)), err=True)
            sys.exit(BUG)


def _fault(error: BaseException) -> str | None:
    """What a disk, a system or an installation refused; None for what we do not know."""
    if isinstance(error, sqlite3.OperationalError):
        return DATABASE_FAULTS.get(str(error))
    if isinstance(error, ModuleNotFoundError):
        library = (error.name or "").partition(".")[0]
        return None if library in ("", "nastavnik") else messages.no_library(library)
    return messages.system_refused(error) if isinstance(error, OSError) else messages.NO_MEMORY


def _written_down(error: Exception) -> str | None:
    """The name of a file with a traceback and what it was met on; None where it was printed instead.

    On a machine of CI the file would be lost, and nobody reads there but those who know.
    """
    facts = [f"nastavnik {version('nastavnik')}, Python {sys.version}, {platform.platform()}", " ".join(sys.argv)]
    text = "\n".join([*facts, "", *traceback.format_exception(error)])
    if os.environ.get("CI"):
        click.echo(text, err=True)
        return None
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="nastavnik-", suffix=".txt", delete=False
        ) as file:
            file.write(text)
    except OSError:  # no room even for this
        click.echo(text, err=True)
        return None
    return file.name


speak_russian()
print_safely()


@click.group(
    cls=Commands,
    commands=COMMANDS,
    help=messages.HELP_MAIN,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="nastavnik", message="%(version)s", help=messages.HELP_VERSION)
def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old Windows console lacks some letters
