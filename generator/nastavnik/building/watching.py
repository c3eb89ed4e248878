"""Waiting for somebody to save: the folders of a project are watched by the system, not read again and again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from nastavnik.building.project import Project

CHANGES = frozenset({"created", "modified", "moved", "deleted"})
"""Events after which a file may say something else; that one was opened and read, as a check does, is none."""
QUIET = 0.2  # seconds without an event after which a program has finished saving
BREATH = 0.5  # seconds: a wait without an end cannot be interrupted on Windows


class Saves(FileSystemEventHandler):
    """What somebody saved since the last look."""

    def __init__(self) -> None:
        self._happened = threading.Event()

    @property
    def happened(self) -> bool:
        """Whether something was saved that nobody has waited for yet."""
        return self._happened.is_set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        names = {Path(str(path)).name for path in (event.src_path, event.dest_path) if path}
        if event.event_type in CHANGES and not event.is_directory and any(map(_is_lasting, names)):
            self._happened.set()

    def wait(self) -> None:
        """Return once something was saved, now or before, and the program that saves has come to rest."""
        while not self._happened.wait(BREATH):
            pass
        while self._happened.is_set():
            self._happened.clear()
            self._happened.wait(QUIET)


def _is_lasting(name: str) -> bool:
    """Whether a file is more than what a text editor keeps beside it while somebody types."""
    return not name.startswith((".", "~$")) and not name.endswith(("~", ".tmp", ".part"))


@contextmanager
def watched(project: Project) -> Iterator[Saves]:
    """Watch what a check reads: records and pages, a theme of the school's own, the settings of the engine."""
    saves = Saves()
    try:
        observer = _started(Observer(), saves, project)
    except OSError:  # the system watches no more folders for us: look at them every second instead
        observer = _started(PollingObserver(), saves, project)
    try:
        yield saves
    finally:
        observer.stop()
        observer.join()


def _started(observer: BaseObserver, saves: Saves, project: Project) -> BaseObserver:
    for folder in (project.content, project.root / "theme"):
        if folder.is_dir():
            observer.schedule(saves, str(folder), recursive=True)
    observer.schedule(_OfSettings(saves), str(project.root), recursive=False)
    observer.start()
    return observer


class _OfSettings(FileSystemEventHandler):
    """Files beside the content folder; a site or a state that changes there is no save."""

    def __init__(self, saves: Saves) -> None:
        self.saves = saves

    def on_any_event(self, event: FileSystemEvent) -> None:
        if Path(str(event.src_path)).suffix == ".yml":
            self.saves.on_any_event(event)
