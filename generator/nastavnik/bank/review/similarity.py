"""Likely duplicates: one practice told by two schools, under another title, or again in a new year.

Texts are compared as sets of neighbouring word stems by MinHash; whoever shares a band of it is compared closer.
Nothing is merged: somebody looks at the pairs. A third of the text in common, a template everybody fills in, is no
likeness yet.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from operator import eq
from typing import Any, NamedTuple

from rensa import RMinHash

ROWS, BANDS = 3, 42
PLACES = ROWS * BANDS
ALIKE = 0.4  # Jaccard of word pairs: every fifth word may be another
STEM = 6  # letters: endings differ, words do not
SEED = 20260302  # any; the same every time, for the same answers
_WORD = re.compile("[a-zа-я]+")
_BYTES = array("I").itemsize * ROWS
_TEXTS = ("summary", "problem", "goal", "description", "results", "replication")


class LikelyDuplicate(NamedTuple):
    """Two practices by their keys, the lesser first, and how alike their texts are, 0 to 1."""

    one: str
    other: str
    alike: float
    same_title: bool


def words(text: str) -> list[str]:
    """Stems of a text: no case, endings, digits (so no years), signs or markup."""
    return [word[:STEM] for word in _WORD.findall(text.lower().replace("ё", "е"))]


def likely_duplicates(practices: Iterable[tuple[str, Mapping[str, Any]]]) -> list[LikelyDuplicate]:
    """Pairs among (key, published data), the most alike first. A practice of any length takes half a kilobyte."""
    keys: list[str] = []
    titles: list[int] = []
    signatures = array("I")
    for key, data in practices:
        keys.append(key)
        titles.append(hash(" ".join(words(str(data.get("title", ""))))))
        signatures.extend(_signature(key, data))
    candidates = {pair for pair in _neighbours(signatures) if _alike(signatures, *pair) >= ALIKE}
    pairs = []
    for numbers in candidates.union(_same_title(keys, titles)):
        one, other = sorted(keys[number] for number in numbers)
        same_title = len({titles[number] for number in numbers}) == 1
        pairs.append(LikelyDuplicate(one, other, round(_alike(signatures, *numbers), 2), same_title))
    return sorted(pairs, key=lambda pair: (-pair.alike, pair))


def _signature(key: str, data: Mapping[str, Any]) -> list[int]:
    shingles = [" ".join(neighbours) for neighbours in pairwise(words(" ".join(_texts(data))))]
    sketch = RMinHash(num_perm=PLACES, seed=SEED)
    sketch.update(shingles or [key])  # two practices without a text are not alike
    signature: list[int] = sketch.digest()
    return signature


def _texts(data: Mapping[str, Any]) -> Iterator[str]:
    for name in _TEXTS:
        value = data.get(name)
        yield from (value,) if isinstance(value, str) else (str(part) for part in value or ())


def _neighbours(signatures: "array[int]") -> Iterator[tuple[int, int]]:
    """Numbers of practices that share a band with the one before them in it: many equal ones make a chain, no crowd."""
    raw = memoryview(signatures).cast("B")
    for band in range(BANDS):
        last: dict[bytes, int] = {}
        for number, start in enumerate(range(band * _BYTES, len(raw), _BYTES * BANDS)):
            part = bytes(raw[start : start + _BYTES])
            if part in last:
                yield last[part], number
            last[part] = number


def _same_title(keys: list[str], titles: list[int]) -> Iterator[tuple[int, int]]:
    """The same title in the same school: last year's practice, perhaps in other words."""
    last: dict[tuple[str, int], int] = {}
    for number, key in enumerate(keys):
        place = (key.partition("/")[0], titles[number])
        if place in last:
            yield last[place], number
        last[place] = number


def _alike(signatures: "array[int]", one: int, other: int) -> float:
    """Share of equal places: an estimate of the Jaccard index, ±0.04."""
    first = signatures[one * PLACES : (one + 1) * PLACES]
    equal: int = sum(map(eq, first, signatures[other * PLACES : (other + 1) * PLACES]))
    return equal / PLACES
