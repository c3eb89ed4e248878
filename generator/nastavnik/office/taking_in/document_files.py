"""A folder with a school's papers → proposed documents, each with its file; what is guessed waits to be confirmed.

What stands in a file is looked at as `check` does it: what cannot go out, what is hidden, what looks personal.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nastavnik import messages
from nastavnik.attachments import pdf, pdf_access
from nastavnik.errors import ImportFailed, LibraryMissing
from nastavnik.importing.formats import read_document
from nastavnik.importing.grid import Block, Grid, Paragraph
from nastavnik.importing.notes import Note
from nastavnik.importing.office_file import LARGEST_FILE, open_office_file
from nastavnik.importing.paper_names import PaperName, paper_name
from nastavnik.importing.proposals import FileBeside, Proposal, Proposals, Surroundings
from nastavnik.importing.text_names import id_of
from nastavnik.records import Document
from nastavnik.school.guard.file_contents import look
from nastavnik.school.guard.personal_data import PublicDetails, in_name

SHEETS, MOST_ROWS = {".xlsx", ".ods"}, 30
READ = {".docx", ".odt", ".xlsx", ".ods"}
UNREAD = {".doc", ".xls", ".rtf", ".pptx", ".odp"}
"""Papers whose first page nobody reads here: their names tell all."""
PAPERS = READ | UNREAD | {".pdf"}
MOST_FILES = 300  # of one folder
FIRST_PAGES = 2
LEFT_BEHIND = ("~$", ".")
SYSTEM = {"thumbs.db", "desktop.ini"}


def read_documents(path: Path, surroundings: Surroundings) -> Proposals:
    """Papers of a folder and of those below it, or one paper. Raises `ImportFailed` for too many or none."""
    files = [path] if path.is_file() else _files(path)
    digests: dict[str, str] = {}
    records: list[Proposal] = []
    notes: list[Note] = []
    for file in files:
        place = file.name if path.is_file() else file.relative_to(path).as_posix()
        proposal, own_notes = _document(file, place, surroundings, digests)
        records += [proposal] if proposal else []
        notes += own_notes
    return Proposals(tuple(records), tuple(notes))


def _files(folder: Path) -> list[Path]:
    """Files of a folder by their names, without what programs leave behind."""
    if not folder.is_dir():
        raise ImportFailed(messages.office_file_missing(str(folder)))
    files = []
    for place, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith(LEFT_BEHIND))
        shown = sorted(name for name in names if not name.startswith(LEFT_BEHIND) and name.lower() not in SYSTEM)
        files += [Path(place, name) for name in shown]
        if len(files) > MOST_FILES:
            raise ImportFailed(messages.too_many_papers(MOST_FILES))
    if not files:
        raise ImportFailed(messages.EMPTY_FOLDER_OF_PAPERS)
    return files


def _document(
    file: Path, place: str, surroundings: Surroundings, digests: dict[str, str]
) -> tuple[Proposal | None, list[Note]]:
    """The document of a file and what is to be looked at in it; None for what is no paper."""
    if reason := _unfit(file):
        return None, [Note(reason, place)]
    data = file.read_bytes()
    first = digests.setdefault(hashlib.sha256(data).hexdigest(), place)
    if first != place:
        return None, [Note(messages.SAME_PAPER, place, first)]
    seen = look(file, PublicDetails())
    if seen.fault:
        return None, [Note(messages.paper_not_taken(seen.fault), place)]
    try:
        lines, unread = _first_lines(file, data)
    except LibraryMissing:
        raise
    except ImportFailed as failed:
        return None, [Note(messages.paper_not_taken(str(failed)), place)]
    name = paper_name(lines, file.stem, _sorts(surroundings), surroundings.today)
    notes = [Note(unread, place)] if unread else []
    notes += (Note(messages.REMARKS[remark], place) for remark in seen.remarks)
    notes += (Note(messages.personal_in_file(kind, count), place) for kind, count in seen.signs)
    notes += (Note(str(problem.message), place) for problem in in_name(file.name))
    notes += [Note(messages.NO_SUCH_DAY_TAKEN, place, name.impossible)] if name.impossible else []
    return _proposal(file, data, name, place), notes


def _unfit(file: Path) -> str:
    """Why a file is no paper to take; "" for one that is."""
    if file.suffix.lower() not in PAPERS:
        return messages.NO_PAPER
    try:
        size = file.stat().st_size
    except OSError as error:
        return messages.cannot_open(error)
    return messages.PAPER_EMPTY if not size else messages.PAPER_TOO_LARGE if size > LARGEST_FILE else ""


def _first_lines(file: Path, data: bytes) -> tuple[list[str], str]:
    """Lines of the first page, and why there are none. Raises `ImportFailed` for what nobody can open."""
    suffix = file.suffix.lower()
    if suffix == ".pdf":
        lines = pdf.words(data, FIRST_PAGES).splitlines()
        return lines, "" if lines else messages.SCAN_HAS_NO_TEXT if pdf_access.is_scan(data) else messages.PAPER_UNREAD
    if suffix in UNREAD:
        return [], messages.PAPER_UNREAD
    blocks = read_document(open_office_file(file))
    read = _names_of_sheet if suffix in SHEETS else _lines
    return [line for block in blocks for line in read(block)], ""


def _names_of_sheet(block: Block) -> Iterator[str]:
    """Rows of a sheet with one filled cell: several are captions and values."""
    if isinstance(block, Grid):
        rows = ([cell.plain for cell in block.row(row) if cell.plain] for row in range(min(block.rows, MOST_ROWS)))
        yield from (cells[0] for cells in rows if len(cells) == 1)


def _lines(block: Block) -> Iterator[str]:
    cells = block.cells if isinstance(block, Grid) else ()
    paragraphs = [block] if isinstance(block, Paragraph) else [line for cell in cells for line in cell.paragraphs]
    yield from (line for paragraph in paragraphs for line in paragraph.text.split("\n"))


def _sorts(surroundings: Surroundings) -> Sequence[str]:
    return next((field.words for field in surroundings.fields if field.name == "type"), ())


def _proposal(file: Path, data: bytes, name: PaperName, place: str) -> Proposal:
    id = id_of(file.stem, Document.kind)
    path = f"files/{id}{file.suffix.lower()}"
    guessed: dict[str, Any] = {
        "title": name.title,
        "level": name.level,
        "type": name.sort or messages.SORT_UNKNOWN,
        "number": name.number,
        "date": name.day.isoformat() if name.day else "",
    }
    known = {field: value for field, value in guessed.items() if value}
    captions = [(Document.model_fields[field].title or field).lower() for field in known]
    return Proposal(
        id, {**known, "file": path, "to_confirm": ", ".join(captions)}, place, "", (FileBeside(path, data),)
    )
