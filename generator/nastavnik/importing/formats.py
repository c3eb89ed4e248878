"""The formats that can be read. A new one: a module with `read_blocks(file)` and its line in `FORMATS`."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.grid import Block
from nastavnik.importing.office_file import OfficeFile


class Format(NamedTuple):
    """How a format is told apart, and the module here that reads it (imported when such a file comes)."""

    module: str
    fits: Callable[[OfficeFile], bool]


FORMATS = (
    Format("word_grid", lambda file: file.has("word/")),
    Format("excel_grid", lambda file: file.has("xl/workbook")),
    Format("odf_grid", lambda file: file.has("content.xml")),
    Format("csv_grid", lambda file: file.name.lower().endswith((".csv", ".tsv"))),
)


def read_document(file: OfficeFile) -> tuple[Block, ...]:
    """Paragraphs and tables of a file in their order. Raises `ImportFailed` for a format nobody reads."""
    module = next((known.module for known in FORMATS if known.fits(file)), None)
    if module is None:
        raise ImportFailed(_stranger(file))
    blocks: tuple[Block, ...] = import_module(f"nastavnik.importing.{module}").read_blocks(file)
    return blocks


def _stranger(file: OfficeFile) -> str:
    if file.has("ppt/"):
        return messages.SLIDES
    return messages.ARCHIVE if file.entries else messages.NOT_OFFICE
