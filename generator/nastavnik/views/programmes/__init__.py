"""What the catalogue says about a programme: its sheet with the names that may be shown, its Word file."""

from collections import Counter
from pathlib import Path

from nastavnik import messages
from nastavnik.records import Mentor, Programme
from nastavnik.records.programme_form import PointSpan
from nastavnik.records.reading import read_record
from nastavnik.records.record import R
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.catalogue import Catalogue, Entry, record_files
from nastavnik.text.source import Unreadable, read
from nastavnik.views.counts import ShownCount, in_order
from nastavnik.views.programmes.progress import by_stage, programme_stage
from nastavnik.views.programmes.sheet import sheet
from nastavnik.views.word import word_file

__all__ = [
    "MAKET_ADDRESS",
    "by_stage",
    "levels_reached",
    "paper",
    "programme_stage",
    "sheet",
    "word",
    "word_address",
]
MAKET_ADDRESS = "programmes/maket.docx"


def levels_reached(catalogue: Catalogue) -> tuple[list[tuple[str, ShownCount]], ShownCount]:
    """How many programmes reached each level, the best first, as far as may be shown, and how many were assessed.

    Levels that may not be told apart stand together under both titles; none where nothing may be said of them.
    """
    maket, tally = catalogue.school.maket, catalogue.tallies[Programme.kind]
    reached = Counter[PointSpan]()
    for points, programmes in tally.items():
        reached[maket.level(int(points))] += programmes
    runs, whole = in_order([(span, reached[span]) for span in maket.spans])
    return [(messages.enumerated([span.title for span in spans], "или"), count) for spans, count in runs], whole


def word(catalogue: Catalogue, programme: Programme | None) -> bytes:
    """The макет filled with what everybody may know of a programme, or empty, as the bytes of a .docx."""
    return word_file(sheet(catalogue, programme))


def paper(catalogue: Catalogue, entry: Entry[Programme]) -> bytes:
    """The .docx for the school's own desk: all read again from their files, scores and mentors without a card too."""
    record = _original(Programme, entry.path, entry.file, catalogue.vocabularies)
    files = {file.id: file for file in record_files(catalogue.content) if file.cls is Mentor}
    mentors = [_original(Mentor, files[id].path, files[id].name, catalogue.vocabularies) for id in record.mentors]
    return word_file(sheet(catalogue, record, [mentor.name for mentor in mentors]))


def _original(cls: type[R], path: Path, name: str, words: Vocabularies) -> R:
    """A record as the school wrote it. Raises `Unreadable`."""
    record = read_record(cls, read(path, name), words)
    if isinstance(record, list):
        raise Unreadable(record[0])
    return record


def word_address(id: str) -> str:
    """Where the Word file of a programme is published, beside its page."""
    return f"programmes/{id}/{id}.docx"
