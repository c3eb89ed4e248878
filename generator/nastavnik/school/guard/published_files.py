"""What was seen inside the files that go out, told where it is mended: at a document with the file, else at the file.

What looks personal is let out by an answer in the document (`Document.file_checked`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from nastavnik import messages
from nastavnik.records import Document
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.school.guard.file_contents import Look
from nastavnik.text.source import Place, Problem, reread


class PersonalSign(NamedTuple):
    """What looks personal in one file: the hint, the kind (a key of `messages.PERSONAL`), how often it was met."""

    problem: Problem
    kind: str
    places: int


def problems(catalogue: Catalogue, looks: Mapping[Path, Look]) -> Iterator[Problem]:
    """Why files cannot go out, as errors at the files; what is hidden in the others, as hints."""
    hidden = [path for path, seen in looks.items() if seen.remarks]
    documents = _documents(catalogue, hidden)
    for path, seen in looks.items():
        if seen.fault:
            yield Problem(_place(catalogue, path), seen.fault)
        places = [_place_in(each) for each in documents[path]] or [_place(catalogue, path)]
        yield from (Problem(place, messages.REMARKS[remark], "hint") for place in places for remark in seen.remarks)


def personal(catalogue: Catalogue, looks: Mapping[Path, Look]) -> Iterator[PersonalSign]:
    """What looks personal inside the files, without what a document lets out."""
    signed = {path: seen.signs for path, seen in looks.items() if seen.signs}
    documents = _documents(catalogue, signed)
    for path, signs in signed.items():
        named_in = documents[path]
        for entry in (each for each in named_in if not each.facts.files_are_checked):
            place = _place_in(entry)
            for kind, count in signs:
                yield PersonalSign(Problem(place, messages.personal_in_document(kind, count), "hint"), kind, count)
        for kind, count in () if named_in else signs:
            hint = Problem(_place(catalogue, path), messages.personal_in_file(kind, count), "hint")
            yield PersonalSign(hint, kind, count)


def _documents(catalogue: Catalogue, paths: Iterable[Path]) -> defaultdict[Path, list[Entry[Document]]]:
    """The documents that publish each of the files."""
    documents = defaultdict[Path, list[Entry[Document]]](list)
    wanted = frozenset(paths)
    for entry in catalogue.of(Document) if wanted else ():
        for written, _ in entry.facts.files:
            path = catalogue.file(entry, written)
            if path in wanted:
                documents[path].append(entry)
    return documents


def _place_in(entry: Entry[Document]) -> Place:
    """Where a document names its file."""
    return reread(Path(entry.place), entry.file).place(("file",))


def _place(catalogue: Catalogue, path: Path) -> Place:
    return Place(path.relative_to(catalogue.content.parent).as_posix())
