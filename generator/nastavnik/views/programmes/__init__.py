"""What the catalogue says about a programme: its sheet with the names that may be shown, its Word file."""

from nastavnik.records import Document, Mentor, Programme
from nastavnik.records.reading import read_record
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text.source import Unreadable, read
from nastavnik.views.counts import ShownCount, suppressed
from nastavnik.views.programmes.sheet import PaperBlock, PaperData, blocks
from nastavnik.views.programmes.word import word_file

MAKET_ADDRESS = "programmes/maket.docx"
ACT_TYPES = ("order", "decree", "regulation", "plan")


def levels_reached(catalogue: Catalogue) -> tuple[dict[str, ShownCount], ShownCount]:
    """How many programmes reached each level, by its title, and how many were assessed."""
    tally = catalogue.tallies[Programme.kind]
    return suppressed({one.title: tally.get(one.code, 0) for one in catalogue.vocabularies["programme_levels"].terms})


def sheet(catalogue: Catalogue, programme: Programme | None) -> list[PaperBlock]:
    """The макет filled with a programme, or empty."""
    shown = [catalogue.get(Mentor, id) for id in programme.mentors] if programme else []
    names = [entry.record.label for entry in shown if entry]
    return list(blocks(programme, PaperData(catalogue.school, catalogue.vocabularies, names, _acts(catalogue))))


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


def _acts(catalogue: Catalogue) -> list[str]:
    """The school's own acts in force that the section must have."""
    documents = (entry.record for entry in catalogue.of(Document))
    local = [document for document in documents if document.level == "local" and document.state == "valid"]
    return [_act(document) for document in local if document.required and document.type in ACT_TYPES]


def _act(document: Document) -> str:
    number = f" № {document.number}" if document.number else ""
    return f"{document.title}{f' от {document.date:%d.%m.%Y}' if document.date else ''}{number}"
