"""Records as bytes: what lists and links show of one, and apart from it the long texts that only its page shows.

Reading a record costs ten times what unpacking it does, and unpacked it takes several times the memory.
"""

import os
import pickle
from collections.abc import Callable
from functools import cache
from io import FileIO
from tempfile import TemporaryFile
from typing import Any, Literal, NamedTuple

from nastavnik.records.fields import Long, Unlisted
from nastavnik.records.reading import marks
from nastavnik.records.record import Record, rebuilt, slim

MOST_UNPACKED = 1_000  # records kept at hand, some 8 KB each


class Packed(NamedTuple):
    """A record as outsiders may know it, without its unlisted fields, and these fields."""

    record: bytes
    texts: bytes


PackedPart = Literal["record", "texts"]
Behind = Callable[[str, PackedPart], bytes]


class RecordStore:
    """Packed records by the names of their files; `behind` is asked for what nobody put here.

    They lie in a file without a name, which processes that part from this one share: in memory those of 5,000
    practices are 80 MB. Without room on the disk they stay in memory.
    """

    def __init__(self, behind: Behind | None = None) -> None:
        self.behind = behind
        self.spool: FileIO | None = None
        self.places: dict[str, tuple[int, int, int]] = {}
        self.packed: dict[str, Packed] = {}
        self.unpacked: dict[str, Record] = {}

    def __getstate__(self) -> dict[str, Any]:
        spooled = {file: Packed(self._part(file, "record"), self._part(file, "texts")) for file in self.places}
        return self.__dict__ | {"spool": None, "places": {}, "unpacked": {}, "packed": self.packed | spooled}

    def put(self, file: str, packed: Packed) -> None:
        """Keep a packed record."""
        for known in (self.unpacked, self.places, self.packed):
            known.pop(file, None)
        try:
            self.places[file] = self._spooled(packed)
        except OSError:
            self.packed[file] = packed

    def record(self, file: str) -> Any:
        """A record as lists show it. Raises `KeyError` if it is not here."""
        record = self.unpacked.get(file)
        if record is None:
            record = pickle.loads(self._part(file, "record"))
            if len(self.unpacked) >= MOST_UNPACKED:
                self.unpacked = {}
            self.unpacked[file] = record
        return record

    def texts(self, file: str) -> dict[str, Any]:
        """The unlisted fields of a record, none if its kind has none. Raises `KeyError` if it is not here."""
        packed = self._part(file, "texts")
        return pickle.loads(packed) if packed else {}

    def _part(self, file: str, part: PackedPart) -> bytes:
        if self.spool and file in self.places:
            start, record, texts = self.places[file]
            return _read_at(self.spool, *((start, record) if part == "record" else (start + record, texts)))
        if self.behind and file not in self.packed:
            return self.behind(file, part)
        packed = self.packed[file]
        return packed.record if part == "record" else packed.texts

    def _spooled(self, packed: Packed) -> tuple[int, int, int]:
        """Where a record lies on the disk. Raises `OSError` if there is no room."""
        self.spool = self.spool or TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the store
        start = self.spool.tell()
        if self.spool.write(b"".join(packed)) != len(packed.record) + len(packed.texts):
            self.spool.seek(start)
            raise OSError
        return start, len(packed.record), len(packed.texts)


def _read_at(file: FileIO, start: int, length: int) -> bytes:
    """Some bytes of a file; the place of reading is shared by processes, so it is left alone where that can be."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), length, start)
    file.seek(start)
    data = file.read(length)
    file.seek(0, os.SEEK_END)
    return data


def packed(record: Record) -> Packed:
    """A record as the store has it."""
    apart = unlisted_fields(type(record))
    texts = {name: slim(getattr(record, name)) for name in apart}
    return Packed(
        pickle.dumps(light(record), pickle.HIGHEST_PROTOCOL),
        pickle.dumps(texts, pickle.HIGHEST_PROTOCOL) if apart else b"",
    )


def light(record: Record) -> Record:
    """The record without its unlisted fields: reading one of them is then an error, not an empty page."""
    left_out = unlisted_fields(type(record))
    return rebuilt(type(record), {name: value for name, value in record.__dict__.items() if name not in left_out})


@cache
def long_fields(cls: type[Record]) -> frozenset[str]:
    """Fields that hold Markdown."""
    return frozenset(name for name in cls.model_fields if marks(cls, name, Long))


@cache
def unlisted_fields(cls: type[Record]) -> frozenset[str]:
    """Fields that lists never need: long texts and whatever else only the record's own page shows."""
    return frozenset(name for name in cls.model_fields if marks(cls, name, Unlisted))
