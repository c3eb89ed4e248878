"""A large file of lines, put together from lines made now and lines of the file as it was."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

BETWEEN = b",\n"


class Place(NamedTuple):
    """Some bytes of a file."""

    file: Path
    offset: int
    length: int


def places(file: Path, opening: int, lengths: Iterable[tuple[str, int]]) -> dict[str, Place]:
    """Where each line lies in a file put together by `compose`, from the lengths in their order."""
    found, offset = {}, opening
    for name, length in lengths:
        found[name] = Place(file, offset, length)
        offset += length + len(BETWEEN)
    return found


def compose(target: Path, opening: bytes, closing: bytes, names: Sequence[str], lines: Mapping[str, Place]) -> None:
    """Write the file. Neighbours that lie together in one file are copied together."""
    with target.open("wb") as out:
        out.write(opening)
        for number, place in enumerate(_runs([lines[name] for name in names])):
            if number:
                out.write(BETWEEN)
            with place.file.open("rb") as source:
                source.seek(place.offset)
                _copy(source, out, place.length)
        out.write(closing)


def _runs(lines: Sequence[Place]) -> Iterator[Place]:
    run: Place | None = None
    for line in lines:
        if run and line.file == run.file and line.offset == run.offset + run.length + len(BETWEEN):
            run = Place(run.file, run.offset, run.length + len(BETWEEN) + line.length)
            continue
        if run:
            yield run
        run = line
    if run:
        yield run


def _copy(source, out, length: int) -> None:  # type: ignore[no-untyped-def]
    while length:
        block = source.read(min(length, 1 << 20))
        if not block:
            raise OSError("the file is shorter than it was")
        out.write(block)
        length -= len(block)
