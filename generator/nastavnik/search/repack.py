"""One index as Pagefind 1.5 leaves it → the same index, cheaper to search first.

Pagefind packs words into chunks of 40 KB and names every page by a long hash: with many shards a first search would
fetch a big chunk and a long list of names from each. Here chunks become as small as pays off, and names short; that of
a page begins with its kind, so that results are counted by kind without a filter. What Pagefind leaves in any order is
sorted; what it answers stays the same. Names follow from contents: a cache never mixes two states, and a changed page
is a few changed files, which is what a host is sent.

The format: every file is gzip over the mark `pagefind_dcd` and CBOR; of the meta file `[version, [[page, words]…],
[[first word, last word, chunk]…], [[filter, file]…], sorts, names of metadata]`, of a chunk
`[[[word, pages, variants]…]]`, of a filter `[name, [[value, pages]…]]`.
"""

import gzip
import hashlib
import json
import math
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from nastavnik.search import cbor

MARK = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
SMALLEST_CHUNK = 2_000
"""Bytes before compression; below that a chunk costs more in the list of chunks than it saves."""
PREFIX = 4
"""Letters of an unfinished word whose continuations one chunk holds."""
LITTLE = frozenset(
    "а|в|и|к|о|с|у|я|на|не|ни|но|ну|да|до|за|из|от|об|по|во|со|ко|же|ли|бы|то".split("|")  # noqa: SIM905
)
"""Words nobody looks for. They stand on every page, and Pagefind would answer with them to what it does not find."""
LAST = "\uffff"
"""Comes after any letter: a beginning with it comes after all words that begin so."""
CHUNK_COST = 24
"""Bytes before compression that one more chunk adds to the list of chunks, which every search fetches."""
LETTERS = 5
"""Of a name, 36 kinds of them: of 700 files of an index one in 85,000 changed ones is called as another was."""
WORDS_ASKED = 2
"""How many words people ask for: so many chunks a search fetches beside the list."""


def repack(folder: Path, kind_of: Callable[[str], str]) -> dict[str, bytes]:
    """Files of an index by their path in it. `kind_of` names the kind of a page by its address.

    Raises `ValueError` if the index is not in the format we know.
    """
    entry = json.loads((folder / ENTRY).read_text(encoding="utf-8"))
    (language,) = entry["languages"].values()
    meta = cbor.loads(_read(folder / f"pagefind.{language['hash']}.pf_meta"))
    if not isinstance(meta, list) or len(meta) != 6:
        raise ValueError("the meta file is not a list of six")
    files: dict[str, bytes] = {}
    names = _Names()
    meta[1] = [list(page) for page in _pages(folder, meta[1], kind_of, files, names)]
    meta[2] = [list(chunk) for chunk in _chunks(folder, meta[2], files, names)]
    meta[3] = [list(named) for named in _filters(folder, sorted(meta[3]), files)]
    data = _packed(cbor.dumps(meta))
    language["hash"] = _hash(data)
    files[f"pagefind.{language['hash']}.pf_meta"] = data
    files[ENTRY] = json.dumps(entry, separators=(",", ":")).encode()
    return files


def empty(entry: dict[str, Any]) -> dict[str, bytes]:
    """An index of no page, for the script to start from; `entry` is what Pagefind says of any other."""
    language = {"hash": "empty", "wasm": "ru", "page_count": 0}
    meta = [entry["version"], [], [], [], [], []]
    return {
        ENTRY: json.dumps({**entry, "languages": {"ru": language}}, separators=(",", ":")).encode(),
        "pagefind.empty.pf_meta": _packed(cbor.dumps(meta)),
    }


@dataclass(frozen=True, slots=True)
class _Names:
    """Short names for what the files of an index hold, another one for each."""

    taken: dict[str, bytes] = field(default_factory=dict)

    def of(self, data: bytes) -> str:
        """The name of a content; of two that would be called alike the second gets a letter more."""
        code = _base36(int.from_bytes(hashlib.blake2b(data).digest()))
        return next(
            code[:most] for most in range(LETTERS, len(code)) if self.taken.setdefault(code[:most], data) == data
        )


def _pages(
    folder: Path, pages: list[list[Any]], kind_of: Callable[[str], str], files: dict[str, bytes], names: _Names
) -> Iterator[tuple[str, int]]:
    for name, words in pages:
        data = (folder / "fragment" / f"{name}.pf_fragment").read_bytes()
        address = json.loads(gzip.decompress(data)[len(MARK) :])["url"]
        named = f"{kind_of(address)}.{names.of(data)}"
        files[f"fragment/{named}.pf_fragment"] = data
        yield named, words


def _chunks(
    folder: Path, chunks: list[list[Any]], files: dict[str, bytes], names: _Names
) -> Iterator[tuple[str, str, str]]:
    all_words = (word for _, _, name in chunks for word in cbor.words(_read(folder / "index" / f"{name}.pf_index")))
    words = [(word, code) for word, code in all_words if word not in LITTLE]
    size = max(SMALLEST_CHUNK, math.isqrt(CHUNK_COST * sum(len(code) for _, code in words) // WORDS_ASKED))
    cut = list(cbor.chunked(words, size, PREFIX))
    for chunk, before, after in zip(cut, [None, *cut], [*cut[1:], None], strict=False):
        data = cbor.array_head(1) + cbor.array_head(len(chunk)) + b"".join(code for _, code in chunk)
        name = names.of(data)
        files[f"index/{name}.pf_index"] = _packed(data)
        first = _begins(chunk[0][0], before[-1][0]) if before else chunk[0][0]
        last = _begins(chunk[-1][0], after[0][0]) + LAST if after else chunk[-1][0]
        yield first, last, name


def _begins(word: str, other: str) -> str:
    """The shortest beginning of a word that tells it from another: in the list of chunks it stands for the word."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return word[: same + 1]


def _filters(folder: Path, filters: list[list[str]], files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Filters with their values sorted: Pagefind leaves both in any order."""
    for name, file in filters:
        caption, values = cbor.loads(_read(folder / "filter" / f"{file}.pf_filter"))
        data = _packed(cbor.dumps([caption, sorted(values)]))
        files[f"filter/{_hash(data)}.pf_filter"] = data
        yield name, _hash(data)


def _read(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes())[len(MARK) :]


def _packed(data: bytes) -> bytes:
    return gzip.compress(MARK + data, 6, mtime=0)


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=4).hexdigest()


def _base36(number: int) -> str:
    rest, last = divmod(number, 36)
    return (_base36(rest) if rest else "") + (string.digits + string.ascii_lowercase)[last]
