"""Pages → the files of the search: shards that did not change are kept, the others are indexed anew.

What the site already has is read from its own `shards.json`, which is switched together with the shards: there is no
second truth that an interrupted build could leave behind.
"""

import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from nastavnik import messages
from nastavnik.errors import SearchFailed
from nastavnik.search.documents import OWN, SECTIONS, Findable, kind_titles
from nastavnik.search.lean import lean, unread
from nastavnik.search.questions import asking
from nastavnik.search.repack import ENTRY, empty, repack
from nastavnik.search.spelling import dictionary
from nastavnik.search.tool import Pagefind

FOLDER = "pagefind"
LIST, WORDS = "shards.json", "words.json"
FORMAT = "5"
"""Raised when the same pages would be indexed otherwise."""
SHARED = ("pagefind.js", "wasm.ru.pagefind")
"""What every shard comes with and one copy serves all."""
SIZES = ((200, 1, None), (600, 4, None), (2_500, 8, 250), (10_000, 16, 200))
"""Up to so many pages: so many shards, so many words of a page (None: all). Measured in `bench/`: small shards are
quick to index again, few are few bytes for the first search; Pagefind needs 5 µs a word."""
LARGEST = (32, 200)

ReadPage = Callable[[str], bytes]
"""Address of a page → its finished HTML."""


@dataclass(frozen=True, slots=True)
class Sharding:
    """In how many shards pages are indexed, and how many words of a long one (None: all): by their number alone."""

    shards: int
    words: int | None

    @classmethod
    def of(cls, pages: int) -> "Sharding":
        """How so many pages are indexed."""
        return next((cls(shards, words) for most, shards, words in SIZES if pages <= most), cls(*LARGEST))

    @property
    def key(self) -> str:
        """Stands for it in digests; published `shards.json` hold those, so that it never changes."""
        return f"Plan(shards={self.shards}, words={self.words})"

    def shard(self, url: str) -> int:
        """The shard of an address, from 0: by a hash, so that an edit touches one shard and no page ever moves."""
        return int.from_bytes(hashlib.blake2b(url.encode(), digest_size=4).digest()) % self.shards


@dataclass(frozen=True, slots=True)
class Indexed:
    """Files of the search by path on the site: new ones with where they lie, and those that stay as they are."""

    new: dict[str, Path]
    kept: frozenset[str]
    remembered: dict[str, tuple[str, str]]
    """Address → digest of the drawn page and of what the search reads of it: saves reading pages next time."""
    shards: int
    """How many shards were indexed."""


@dataclass(frozen=True, slots=True)
class _Shard:
    """One shard: its number, its pages by address, the digest of all they say, its folder on the site."""

    name: str
    documents: dict[str, Findable]
    digest: str
    folder: str


def index(
    documents: Iterable[Findable],
    read: ReadPage,
    published: Path,
    staging: Path,
    tool: Pagefind,
    *,
    jobs: int = 1,
    digests: Mapping[str, str] | None = None,
    remembered: Mapping[str, tuple[str, str]] | None = None,
) -> Indexed:
    """The search over `documents`.

    `published` is the site's folder `pagefind` as it is, `staging` an empty folder of ours. With `digests` of the drawn
    pages and what the last run `remembered`, only pages that changed are read. Raises `SearchFailed`.
    """
    every = list(documents)
    before, lying = _published(published), _lying(published)
    inputs = _Inputs(read, Sharding.of(len(every)), digests or {}, remembered or {}, None if before else staging)
    shards: list[_Shard] = []
    running: dict[str, Future[list[str]]] = {}
    with ThreadPoolExecutor(max(jobs, 1)) as pool:  # Pagefind works on one shard while the next one is read
        for shard in _sharded(every, inputs, tool.version):
            shards.append(shard)
            if before.get(shard.folder) != (shard.digest, len(lying[shard.folder])):
                running[shard.folder] = pool.submit(_indexed, shard, inputs, staging, tool)
    indexed = {folder: files.result() for folder, files in running.items()}
    words = dictionary(every if inputs.plan.words is None else filter(_is_own, every))
    return _gathered(shards, indexed, lying, staging, inputs.remembered, words)


def refresh(documents: Iterable[Findable], read: ReadPage, folder: Path, work: Path, tool: Pagefind, jobs: int) -> None:
    """Make a folder of ours, elsewhere than on the site, hold the search of these pages; `work` is an empty folder."""
    indexed = index(documents, read, folder, work, tool, jobs=jobs)
    for path in _files(folder):
        if f"{FOLDER}/{path}" not in indexed.kept:
            (folder / path).unlink()
    for path, file in indexed.new.items():
        target = folder.parent / path
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What Pagefind reads of pages, and its digest; a page that did not change is not read."""

    read: ReadPage
    plan: Sharding
    digests: Mapping[str, str]
    before: Mapping[str, tuple[str, str]]
    staging: Path | None
    """If there is one, all will be indexed: what was made for the digest is written for Pagefind at once."""
    remembered: dict[str, tuple[str, str]] = field(default_factory=dict)

    def text(self, document: Findable) -> str | None:
        if not document.read:
            return unread(document.snippet())
        words = None if document.whole else self.plan.words
        return lean(self.read(document.url).decode(), document.snippet(), words)

    def digest(self, document: Findable) -> str:
        """Empty for a page that is not to be found."""
        drawn = self.digests.get(document.url, "") if document.read else ""
        page = _digest(drawn, document.kind, self.plan.key, FORMAT) if drawn else ""
        page_before, lean_before = self.before.get(document.url, ("", ""))
        digest = lean_before if page and page == page_before else self._digest_of_text(document)
        if page:
            self.remembered[document.url] = (page, digest)
        return digest

    def _digest_of_text(self, document: Findable) -> str:
        text = self.text(document)
        if text is None:
            return ""
        if self.staging is not None:
            pages = self.staging / f"{self.plan.shard(document.url):02x}.pages"
            _put(pages / unquote(document.url) / "index.html", text.encode())
        return _digest(document.kind, text)


def _is_own(document: Findable) -> bool:
    return document.kind in (OWN, SECTIONS)


def _sharded(documents: Iterable[Findable], inputs: _Inputs, version: str) -> Iterator[_Shard]:
    """Shards that have a page, one after the other."""
    plan, by_number = inputs.plan, defaultdict[int, list[Findable]](list)
    for document in sorted(documents, key=lambda document: document.url):
        by_number[plan.shard(document.url)].append(document)
    for number, members in sorted(by_number.items()):
        digests = {document.url: inputs.digest(document) for document in members}
        findable = {document.url: document for document in members if digests[document.url]}
        if findable:
            pages = (part for url in findable for part in (url, digests[url]))
            name, digest = f"{number:02x}", _digest(FORMAT, version, plan.key, *pages)
            yield _Shard(name, findable, digest, "all" if plan.shards == 1 else name)


def _published(folder: Path) -> dict[str, tuple[str, int]]:
    """Folder of every shard the site has → its digest and how many files it has."""
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        return {shard["folder"]: (shard["digest"], shard["files"]) for shard in listed["shards"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _lying(published: Path) -> dict[str, list[str]]:
    """Files of the search on the site by the folder of their shard, and those of no shard under an empty name."""
    by_folder: dict[str, list[str]] = defaultdict(list)
    for path in _files(published):
        folder, _, inside = path.partition("/") if "/" in path else ("", "", path)
        by_folder[folder].append(inside)
    return by_folder


def _files(folder: Path) -> list[str]:
    start = len(str(folder)) + 1
    paths = (os.path.join(above, name)[start:] for above, _, names in os.walk(folder) for name in names)  # noqa: PTH118
    return sorted(path.replace(os.sep, "/") for path in paths)


def _put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _digest(*parts: str) -> str:
    """The same for the same parts, in hexadecimal digits."""
    state = hashlib.blake2b(digest_size=10)
    for part in parts:
        state.update(part.encode() + b"\0")
    return state.hexdigest()


def _indexed(shard: _Shard, inputs: _Inputs, staging: Path, tool: Pagefind) -> list[str]:
    """Index one shard; its files, by path in its folder, lie in `staging`."""
    pages, raw = staging / f"{shard.name}.pages", staging / f"{shard.name}.raw"
    for document in shard.documents.values():
        file = pages / unquote(document.url) / "index.html"
        if not file.is_file():
            _put(file, (inputs.text(document) or "").encode())
    tool.run(pages, raw)
    kinds = {unquote(url): document.kind for url, document in shard.documents.items()}
    try:
        files = repack(raw, lambda url: kinds[unquote(url).lstrip("/")])
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise SearchFailed(messages.search_format_unknown(tool.version)) from error
    for path, data in files.items():
        _put(staging / FOLDER / shard.folder / path, data)
    shutil.rmtree(pages)
    return sorted(files)


def _gathered(
    shards: Sequence[_Shard],
    indexed: Mapping[str, list[str]],
    lying: Mapping[str, list[str]],
    staging: Path,
    remembered: dict[str, tuple[str, str]],
    words: Sequence[str],
) -> Indexed:
    """All files of the search: those of the shards just `indexed`, those `lying` on the site that stay, shared ones."""
    root = staging / FOLDER
    new = {f"{folder}/{path}": root / folder / path for folder, paths in indexed.items() for path in paths}
    stay = {f"{shard.folder}/{path}" for shard in shards if shard.folder not in indexed for path in lying[shard.folder]}
    shared: dict[str, bytes] = {}
    raw = next((staging / f"{shard.name}.raw" for shard in shards if shard.folder in indexed), None)
    if raw is None:
        stay |= {path for path in lying[""] if path not in (LIST, WORDS)}
    else:
        shared = {path: (raw / path).read_bytes() for path in SHARED}
        shared |= empty(json.loads((raw / ENTRY).read_text(encoding="utf-8")))
    shared[LIST] = _list(shards, {**lying, **indexed})
    shared[WORDS] = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    for path, data in shared.items():
        _put(root / path, data)
        new[path] = root / path
    return Indexed(
        {f"{FOLDER}/{path}": file for path, file in new.items()},
        frozenset(f"{FOLDER}/{path}" for path in stay),
        remembered,
        len(indexed),
    )


def _list(shards: Sequence[_Shard], files: Mapping[str, list[str]]) -> bytes:
    """What the browser reads first: the shards, and kinds with what their results are called."""
    listed: dict[str, Any] = {
        "shards": [
            {"folder": shard.folder, "digest": shard.digest, "files": len(files[shard.folder])} for shard in shards
        ],
        "kinds": kind_titles({document.kind for shard in shards for document in shard.documents.values()}),
        "asking": asking(),
    }
    return json.dumps(listed, ensure_ascii=False, indent=0).encode()
