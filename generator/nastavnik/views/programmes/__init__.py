"""What the catalogue says about a programme: its sheet with the names that may be shown, its Word file."""

from nastavnik.records import Programme
from nastavnik.records.reading import read_record
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text.source import Unreadable, read
from nastavnik.views.counts import ShownCount, suppressed
from nastavnik.views.programmes.sheet import sheet
from nastavnik.views.programmes.word import word_file

__all__ = ["MAKET_ADDRESS", "levels_reached", "paper", "sheet", "word", "word_address"]
MAKET_ADDRESS = "programmes/maket.docx"


def levels_reached(catalogue: Catalogue) -> tuple[dict[str, ShownCount], ShownCount]:
    """How many programmes reached each level, by its title, and how many were assessed."""
    tally, levels = catalogue.tallies[Programme.kind], catalogue.vocabularies["programme_levels"].terms
    return suppressed({level.title: tally.get(level.code, 0) for level in levels})


def word(catalogue: Catalogue, programme: Programme | None) -> bytes:
    """The макет filled with a programme, or empty, as the bytes of a .docx."""
    return word_file(sheet(catalogue, programme))


def paper(catalogue: Catalogue, entry: Entry[Programme]) -> bytes:
    """The .docx for the school's own desk: read again from its file, with the scores the site never has."""
    record = read_record(Programme, read(entry.path, entry.file), catalogue.vocabularies)
    if isinstance(record, list):
        raise Unreadable(record[0])
    return word(catalogue, record)


def word_address(id: str) -> str:
    """Where the Word file of a programme is published, beside its page."""
    return f"programmes/{id}/{id}.docx"
