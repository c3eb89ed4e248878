"""As much of CBOR (RFC 8949) as Pagefind's files use: whole numbers, texts, arrays.

`words` finds where the words of a chunk begin without reading what stands between: chunks are cut there and never
written anew. Anything else in the data raises `ValueError`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4})"
_ARRAY = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a.{4})"
_INTS = _ARRAY + _INT + rb"*+"
_PAGES = re.compile(_ARRAY + rb"(?:\x83" + _INT + _INTS + _INTS + rb")*+", re.DOTALL)
"""Where a word stands: `[[page, places, places in metadata]…]`; no number begins like an array: nothing is counted."""


def loads(data: bytes) -> Any:
    """The one value in `data`."""
    value, end = _value(data, 0)
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes too many")
    return value


def dumps(value: Any) -> bytes:
    """A whole number, a text or a list of such, in the shortest form."""
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    if isinstance(value, list):
        return array_head(len(value)) + b"".join(map(dumps, value))
    return _head(0, value) if value >= 0 else _head(1, -1 - value)


def array_head(length: int) -> bytes:
    """What stands before the members of an array."""
    return _head(4, length)


def words(chunk: bytes) -> list[tuple[str, bytes]]:
    """The words of a chunk `[[[word, pages, [[variant, pages]…]]…]]`, each with the bytes of its own array."""
    starts, names = [], []
    count, position = _array(chunk, _array(chunk, 0, 1)[1])
    for _ in range(count):
        starts.append(position)
        name, position = _word(chunk, position)
        names.append(name)
    if position != len(chunk):
        raise ValueError("a chunk is longer than its words")
    return [(name, chunk[start:end]) for name, (start, end) in zip(names, pairwise([*starts, position]), strict=True)]


def _word(chunk: bytes, position: int) -> tuple[str, int]:
    name, position = _text(chunk, _array(chunk, position, 3)[1])
    variants, position = _array(chunk, _pages(chunk, position))
    for _ in range(variants):
        _, position = _text(chunk, _array(chunk, position, 2)[1])
        position = _pages(chunk, position)
    return name, position


def _pages(chunk: bytes, position: int) -> int:
    pages = _PAGES.match(chunk, position)
    if pages is None:
        raise ValueError(f"no pages at {position}")
    return pages.end()


def _array(data: bytes, position: int, expected: int | None = None) -> tuple[int, int]:
    """How many members an array has, and where the first one begins."""
    kind, length, end = _read_head(data, position)
    if kind != 4 or expected not in (None, length):
        raise ValueError(f"no array of {expected or 'any'} members at {position}")
    return length, end


def _text(data: bytes, position: int) -> tuple[str, int]:
    kind, length, end = _read_head(data, position)
    if kind != 3:
        raise ValueError(f"no text at {position}")
    return data[end : end + length].decode(), end + length


def _value(data: bytes, position: int) -> tuple[Any, int]:
    kind, number, end = _read_head(data, position)
    if kind in (0, 1):
        return (number if kind == 0 else -1 - number), end
    if kind == 3:
        return _text(data, position)
    if kind != 4:
        raise ValueError(f"a value of kind {kind} at {position}")
    items: list[Any] = []
    for _ in range(number):
        item, end = _value(data, end)
        items.append(item)
    return items, end


def _read_head(data: bytes, position: int) -> tuple[int, int, int]:
    """Kind of a value (its major type), its number or length, and where the head ends."""
    if position >= len(data):
        raise ValueError("the data ends early")
    kind, short = divmod(data[position], 32)
    if short < 24:
        return kind, short, position + 1
    if short > 27:
        raise ValueError(f"an unknown head at {position}")
    end = position + 1 + (1 << (short - 24))
    return kind, int.from_bytes(data[position + 1 : end]), end


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind * 32 + number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([kind * 32 + 24 + size]) + number.to_bytes(1 << size)


def chunked(coded: list[tuple[str, bytes]], size: int, prefix: int) -> Iterator[list[tuple[str, bytes]]]:
    """Words in chunks of `size` bytes and more: words that begin with the same `prefix` letters stay together
    until the chunk is twice as big, for an unfinished word is looked for in one chunk only."""
    chunk: list[tuple[str, bytes]] = []
    weight = 0
    for word, code in coded:
        torn = bool(chunk) and chunk[-1][0][:prefix] == word[:prefix] and weight < 2 * size
        if weight >= size and not torn:
            yield chunk
            chunk, weight = [], 0
        chunk.append((word, code))
        weight += len(code)
    if chunk:
        yield chunk
