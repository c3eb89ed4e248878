"""What is said of the accessibility of a section: what the program was tested for, and what the school has checked."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from nastavnik import messages
from nastavnik.records.school import School

ADDRESS = "accessibility/"
TOOLS = {"vnu-jar": "26.9.27", "html-validate": "9.7.1", "axe-core": "4.12.1"}
"""Versions of what the program is tested with; a test compares them with what is installed for tests."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a school says after it has looked: on which day, and what is still hard to read."""

    day: dt.date
    known: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tested:
    """One thing the program is tested for: what, by what means, and how far."""

    what: str
    means: str
    extent: str


def checked(school: School, *, has_begun: bool) -> Checked | None:
    """The school's own word, if it has given one for a day that has come (`has_begun`)."""
    statement = school.accessibility
    return Checked(statement.checked, statement.known) if statement and has_begun else None


def tested() -> list[Tested]:
    """What the program's own tests hold of every section, whatever is written in it."""
    return [Tested(*row) for row in messages.accessibility_tests(TOOLS)]


def program() -> str:
    """The program and its version."""
    return messages.program_of_version(version("nastavnik"))
