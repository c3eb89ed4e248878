"""Pages → the files of the search: shards that did not change are kept, the others are indexed anew.

What the site already has is read from its own `shards.json`, which is switched together with the shards: there is no
second truth that an interrupted build could leave behind.
"""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from nastavnik import messages
from nastavnik.errors import SearchFailed
from nastavnik.search.documents import Document, kind_titles
from nastavnik.search.lean import lean
from nastavnik.search.repack import ENTRY, empty, repack
from nastavnik.search.shards import Plan, digest
from nastavnik.search.tool import Pagefind

FOLDER = "pagefind"
LIST = "shards.json"
FORMAT = "2"
"""Raised when the same pages would be indexed otherwise."""
SHARED = ("pagefind.js", "wasm.ru.pagefind")
"""What every shard comes with and one copy serves all."""

Read = Callable[[str], bytes]
"""Address of a page → its finished HTML."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """Files of the search by path on the site: new ones with where they lie, and those that stay as they are."""

    new: dict[str, Path]
    kept: frozenset[str]
    remembered: dict[str, tuple[str, str]]
    """Address → digest of the drawn page and of what the search reads of it: saves reading pages next time."""
    shards: int
    """How many shards were indexed."""


@dataclass(slots=True)
class _Shard:
    """One shard on its way: its pages, the digest of all they say, its place."""

    name: str
    documents: dict[str, Document]
    folder: str = ""
    digest: str = ""


def index(
    documents: Iterable[Document],
    read: Read,
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
    found = list(documents)
    plan = Plan.of(len(found))
    before, lying = _published(published), _lying(published)
    inputs = _Inputs(read, plan, digests or {}, remembered or {}, None if before else staging)
    shards: list[_Shard] = []
    made: dict[str, Future[list[str]]] = {}
    with ThreadPoolExecutor(max(jobs, 1)) as pool:  # Pagefind works on one shard while the next one is read
        for shard in _sharded(found, plan, inputs, tool.version):
            shards.append(shard)
            if before.get(shard.folder) != (shard.digest, len(lying[shard.folder])):
                made[shard.folder] = pool.submit(_indexed, shard, inputs, plan, staging, tool)
    files = {folder: indexed.result() for folder, indexed in made.items()}
    return _gathered(shards, files, lying, before, staging, inputs)


def refresh(documents: Iterable[Document], read: Read, folder: Path, work: Path, tool: Pagefind, jobs: int) -> None:
    """Make a folder of ours, elsewhere than on the site, hold the search of these pages; `work` is an empty folder."""
    indexed = index(documents, read, folder, work, tool, jobs=jobs)
    for path in _files(folder):
        if f"{FOLDER}/{path}" not in indexed.kept:
            (folder / path).unlink()
    for path, file in indexed.new.items():
        target = folder.parent / path
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)


class _Inputs:
    """What Pagefind reads of pages, and its digest; a page that did not change is not read."""

    def __init__(
        self,
        read: Read,
        plan: Plan,
        digests: Mapping[str, str],
        before: Mapping[str, tuple[str, str]],
        staging: Path | None,
    ) -> None:
        """With `staging`, all will be indexed: what was made for the digest is written for Pagefind at once."""
        self.read, self.plan, self.digests, self.before, self.staging = read, plan, digests, before, staging
        self.remembered: dict[str, tuple[str, str]] = {}

    def text(self, document: Document) -> str | None:
        words = None if document.whole else self.plan.words
        return lean(self.read(document.url).decode(), document.said(), words)

    def write(self, document: Document, text: str, pages: Path) -> None:
        file = pages / document.url / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

    def digest(self, document: Document) -> str:
        """Empty for a page that is not to be found."""
        drawn = self.digests.get(document.url, "")
        page = digest(drawn, document.kind, repr(self.plan), FORMAT) if drawn else ""
        known = self.before.get(document.url, ("", ""))
        if page and known[0] == page:
            found = known[1]
        else:
            text = self.text(document)
            found = digest(text) if text is not None else ""
            if text is not None and self.staging is not None:
                self.write(document, text, self.staging / f"{self.plan.shard(document.url):02x}.pages")
        if page:
            self.remembered[document.url] = (page, found)
        return found


def _sharded(documents: Iterable[Document], plan: Plan, inputs: _Inputs, version: str) -> Iterator[_Shard]:
    """Shards that have a page, one after the other."""
    by_number: dict[int, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda one: one.url):
        by_number[plan.shard(document.url)].append(document)
    for number, members in sorted(by_number.items()):
        said = {document.url: inputs.digest(document) for document in members}
        shard = _Shard(f"{number:02x}", {document.url: document for document in members if said[document.url]})
        pages = [part for url in shard.documents for part in (url, said[url])]
        shard.digest = digest(FORMAT, version, repr(plan), *pages)
        shard.folder = "all" if plan.shards == 1 else f"{shard.name}-{shard.digest[:8]}"
        if shard.documents:
            yield shard


def _published(folder: Path) -> dict[str, tuple[str, int]]:
    """Folder of every shard the site has → its digest and how many files it has."""
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        return {one["folder"]: (one["digest"], one["files"]) for one in listed["shards"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _lying(published: Path) -> dict[str, list[str]]:
    """Files of the search on the site by the folder of their shard, and those of no shard under an empty name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in _files(published):
        folder, _, inside = path.partition("/") if "/" in path else ("", "", path)
        found[folder].append(inside)
    return found


def _files(folder: Path) -> list[str]:
    start = len(str(folder)) + 1
    found = (os.path.join(above, name)[start:] for above, _, names in os.walk(folder) for name in names)  # noqa: PTH118
    return sorted(path.replace(os.sep, "/") for path in found)


def _indexed(shard: _Shard, inputs: _Inputs, plan: Plan, staging: Path, tool: Pagefind) -> list[str]:
    """Index one shard; its files, by path in its folder, lie in `staging`."""
    pages, raw = staging / f"{shard.name}.pages", staging / f"{shard.name}.raw"
    for document in shard.documents.values():
        if not (pages / document.url / "index.html").is_file():
            inputs.write(document, inputs.text(document) or "", pages)
    tool.run(pages, raw)
    kinds = {url: document.kind for url, document in shard.documents.items()}
    try:
        files = repack(raw, lambda url: kinds[unquote(url).lstrip("/")], numbered=plan.shards > 1)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise SearchFailed(messages.search_format_unknown(tool.version)) from error
    for path, data in files.items():
        file = staging / FOLDER / shard.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    shutil.rmtree(pages)
    return sorted(files)


def _gathered(
    shards: Sequence[_Shard],
    made: Mapping[str, list[str]],
    lying: Mapping[str, list[str]],
    before: Mapping[str, tuple[str, int]],
    staging: Path,
    inputs: _Inputs,
) -> Indexed:
    kept = {f"{one.folder}/{path}" for one in shards if one.folder not in made for path in lying[one.folder]}
    new = {f"{folder}/{path}": staging / FOLDER / folder / path for folder, paths in made.items() for path in paths}
    counts = {one.folder: len(made[one.folder]) if one.folder in made else before[one.folder][1] for one in shards}
    root = staging / FOLDER
    root.mkdir(parents=True, exist_ok=True)
    raw = next((staging / f"{one.name}.raw" for one in shards if one.folder in made), None)
    if raw is None:
        kept |= {path for path in lying[""] if path != LIST}
    else:
        shared = {path: (raw / path).read_bytes() for path in SHARED}
        shared |= empty(json.loads((raw / ENTRY).read_text(encoding="utf-8")))
        for path, data in shared.items():
            (root / path).write_bytes(data)
            new[path] = root / path
    listed: dict[str, Any] = {
        "shards": [{"folder": one.folder, "digest": one.digest, "files": counts[one.folder]} for one in shards],
        "kinds": kind_titles({document.kind for one in shards for document in one.documents.values()}),
    }
    (root / LIST).write_text(json.dumps(listed, ensure_ascii=False, indent=0), encoding="utf-8", newline="\n")
    new[LIST] = root / LIST
    return Indexed(
        {f"{FOLDER}/{path}": file for path, file in new.items()},
        frozenset(f"{FOLDER}/{path}" for path in kept),
        inputs.remembered,
        len(made),
    )
