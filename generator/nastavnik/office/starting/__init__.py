"""A new school from nothing: questions, and the files that their answers make.

`QUESTIONS` are data, `answered` reads answers, `planned` says what would be written, `start` writes it. What is written
passes `check` and is built at once; what only the school knows stays a word that `check` names. Nothing here asks or
prints: the terminal and the desk do.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import EditRefused
from nastavnik.installation import checkout, own_wheel
from nastavnik.office import editors
from nastavnik.office.hosting import HOSTS
from nastavnik.office.hosting.upgrading import PROGRAM
from nastavnik.office.starting.answer_file import read_answers as read_answers
from nastavnik.office.starting.first_files import ALWAYS, IGNORED, first_files
from nastavnik.office.starting.questions import LATER as LATER
from nastavnik.office.starting.questions import QUESTIONS as QUESTIONS
from nastavnik.office.starting.questions import Question as Question
from nastavnik.office.starting.questions import Replies as Replies
from nastavnik.office.starting.questions import Unanswered as Unanswered
from nastavnik.office.starting.questions import answered as answered
from nastavnik.office.starting.questions import by_name as by_name
from nastavnik.office.undo import write


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new section consists of: `files` by their paths in its folder.

    `notes` are sentences on a plan that was read from an office file; `program` says what publishing will install.
    """

    files: Mapping[str, bytes]
    notes: tuple[str, ...]
    program: str


def planned(answers: Replies, today: dt.date, plan_folder: Path = Path()) -> Beginning:
    """What `start` would write; nothing is written. An office file of the plan is looked for in `plan_folder`.

    Raises `ImportFailed` and `EditRefused` with one sentence for a plan that cannot be read.
    """
    wheel, program = own_wheel()
    files, notes = first_files(answers, today, plan_folder, (wheel, program))
    return Beginning(files, tuple(notes), _program(wheel) if answers["host"] in HOSTS else messages.START_NO_HOST)


def _program(wheel: str) -> str:
    """What publishing will install, said plainly."""
    origin = checkout()
    version = wheel.split("-")[1]
    return messages.program_inside(version, f"{PROGRAM}/{wheel}", origin.as_posix() if origin else None)


def begun(folder: Path) -> list[str]:
    """Files there already that a section would bring: with one of them nothing is written, so nothing need be asked."""
    return [name for name in ALWAYS if (folder / name).exists()]


def start(folder: Path, beginning: Beginning) -> list[str]:
    """Write the files of a new section; their names. Raises `EditRefused` if one of them is there already.

    What a folder may have before is left: settings of a text editor as they are, `.gitignore` with our lines added.
    """
    there = [name for name in beginning.files if (folder / name).exists() and not _is_common(name)]
    if there:
        raise EditRefused(messages.start_refused(folder.as_posix(), there))
    folder.mkdir(parents=True, exist_ok=True)
    root = folder.resolve()
    files = {name: _beside(root / name, data) for name, data in beginning.files.items()}
    write(root, "start", {root / name: data for name, data in files.items()})
    return list(files)


def _is_common(name: str) -> bool:
    return name == IGNORED or name.startswith(f"{editors.FOLDER}/")


def _beside(path: Path, data: bytes) -> bytes:
    """What a file says afterwards: all it said before, and our lines of a list of ignored files."""
    if not path.exists():
        return data
    before = path.read_bytes()
    if path.name != IGNORED:
        return before
    missing = [line for line in data.splitlines() if line not in before.splitlines()]
    return b"\n".join([before.rstrip(b"\n"), *missing, b""]) if missing else before
