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
from nastavnik.office.starting.answer_file import read_answers as read_answers
from nastavnik.office.starting.first_files import PROGRAM, first_files
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
    origin = checkout()
    version = wheel.split("-")[1]
    sentence = messages.program_inside(version, f"{PROGRAM}/{wheel}", origin.as_posix() if origin else None)
    return Beginning(files, tuple(notes), sentence)


def begun(folder: Path) -> list[str]:
    """Files that say that a section has begun in the folder: there is nothing to ask then."""
    return [name for name in ("content/school.yml", "mkdocs.yml") if (folder / name).exists()]


def start(folder: Path, beginning: Beginning) -> list[str]:
    """Write the files of a new section; their names. Raises `EditRefused` if one of them is there already."""
    there = [name for name in beginning.files if (folder / name).exists()]
    if there:
        raise EditRefused(messages.start_refused(folder.as_posix(), there))
    folder.mkdir(parents=True, exist_ok=True)
    root = folder.resolve()
    write(root, "start", {root / name: data for name, data in beginning.files.items()})
    return list(beginning.files)
