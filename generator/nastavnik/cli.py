"""The door: the group of all commands and what it refuses. Content problems end with status 1, wrong usage with 2."""

import errno
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

import click

from nastavnik import messages
from nastavnik.commands import COMMANDS
from nastavnik.commands.usage import Group, Refusal, print_safely, speak_russian
from nastavnik.errors import NastavnikError

DATABASE_FAULTS = {"database or disk is full": messages.NO_ROOM, "database is locked": messages.STATE_BUSY}
FILE_FAULTS: dict[int, Callable[[str], str]] = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), messages.not_allowed),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR), messages.no_such_path),
    errno.EISDIR: messages.is_a_folder,
    errno.EEXIST: messages.file_in_the_way,
    errno.ENAMETOOLONG: messages.name_too_long,
}


class Commands(Group):
    """Our own refusals come out as sentences, not as tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NastavnikError as error:
            raise Refusal(str(error)) from error
        except (OSError, sqlite3.OperationalError) as error:
            sentence = _fault(error)
            if sentence is None:
                raise
            raise Refusal(sentence) from error


def _fault(error: OSError | sqlite3.OperationalError) -> str | None:
    """What a disk or a system refused; None for what we do not know."""
    if isinstance(error, sqlite3.OperationalError):
        return DATABASE_FAULTS.get(str(error))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return messages.NO_ROOM
    sentence = FILE_FAULTS.get(error.errno or 0)
    return sentence and sentence(str(error.filename or ""))


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
