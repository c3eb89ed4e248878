"""Somebody saves or renames files while they are read: what fails for that is tried again before it is said."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.errors import ContentChanging, ContentRejected
from nastavnik.text.source import Problem

TRIES = 3
AnyReport = TypeVar("AnyReport")


def unchanging(project: Project, attempt: Callable[[], AnyReport]) -> AnyReport:
    """What `attempt` gives, made again if files of the project vanished or changed meanwhile.

    Raises `ContentChanging` if they do so each time, and what `attempt` raises for reasons of its own.
    """
    for patience in reversed(range(TRIES)):
        try:
            return attempt()
        except ContentChanging:
            if not patience:
                raise
        except FileNotFoundError as error:
            file = _place(project, error)
            if file is None:
                raise
            if not patience:
                raise ContentChanging(messages.content_changing(file)) from error
        except ContentRejected as rejected:
            if not patience or not _any_vanished(project, rejected):
                raise
    raise AssertionError


def _place(project: Project, error: FileNotFoundError) -> str | None:
    """The file that is missing, by path in the project; None for one that is neither content nor theme."""
    file = Path(os.fsdecode(error.filename or ""))
    if any(file.is_relative_to(folder) for folder in (project.content, project.root / "theme")):
        return file.relative_to(project.root).as_posix() if file.is_relative_to(project.root) else str(file)
    return None


def _any_vanished(project: Project, rejected: ContentRejected) -> bool:
    """Whether a file of which something wrong is said is no more."""
    named = {problem.place.file for problem in rejected.problems if isinstance(problem, Problem)}
    return any(not os.path.lexists(project.root / file) for file in named)
