"""What is said of the files of documents, as pages of the desk tell it: at the documents."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from nastavnik import messages
from nastavnik.building.project import Prepared
from nastavnik.desk.app import Desk
from nastavnik.records import Document
from nastavnik.text.source import Place, Problem


def personal_in(desk: Desk, file: str) -> list[str]:
    """What looks personal in the file that a document names and nobody answers for, in words; `file` is its record."""
    prepared = desk.section.read(desk.today()).prepared
    signs = prepared.personal if prepared else ()
    return [messages.personal_found(sign.kind, sign.places) for sign in signs if sign.problem.place.file == file]


def at_documents(prepared: Prepared | None, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems; what is said of a file that a document names is said of the document."""
    documents = _documents(prepared) if prepared else {}
    for problem in problems:
        document = documents.get(problem.place.file)
        sentence = messages.labelled(messages.in_quotes(PurePosixPath(problem.place.file).name), problem.message)
        yield replace(problem, place=Place(document), message=sentence) if document else problem


def _documents(prepared: Prepared) -> dict[str, str]:
    """Files by their names in messages → the documents that name them."""
    catalogue = prepared.catalogue
    content = catalogue.content
    paths = [
        (entry.file, catalogue.file(entry, written))
        for entry in catalogue.of(Document)
        for written, _ in entry.facts.files
    ]
    return {path.relative_to(content.parent).as_posix(): file for file, path in paths if path}
