"""Texts of files that an editor has not saved yet: within `unsaved`, whoever reads one of these files reads them."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_TEXTS: ContextVar[Mapping[str, bytes]] = ContextVar("unsaved", default={})  # noqa: B039 - nobody changes it


@contextmanager
def unsaved(texts: Mapping[Path, bytes]) -> Iterator[None]:
    """Within, these files hold these bytes, whether they are on the disk or not. Of this thread only."""
    token = _TEXTS.set({os.fspath(path): data for path, data in texts.items()})
    try:
        yield
    finally:
        _TEXTS.reset(token)


def is_unsaved(path: Path) -> bool:
    """Whether a file holds what is not saved yet."""
    return os.fspath(path) in _TEXTS.get()


def file_bytes(path: Path) -> bytes:
    """The bytes of a file as its editor sees it."""
    typed = _TEXTS.get().get(os.fspath(path))
    return path.read_bytes() if typed is None else typed


def unsaved_places(folder: Path) -> list[str]:
    """Files below a folder whose texts are not saved yet."""
    above = os.path.join(os.fspath(folder), "")  # noqa: PTH118 - paths as text: every folder of records is asked
    return [place for place in _TEXTS.get() if place.startswith(above)]
