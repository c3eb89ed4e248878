"""The addresses and fields of a consent form as blocks of a sheet, for Word."""

import datetime as dt
from collections.abc import Iterator

from nastavnik import messages
from nastavnik.office.consenting import Addresses, PersonAsked
from nastavnik.views.programmes.sheet import PaperBlock, PaperText
from nastavnik.views.programmes.word import word_file


def consent_paper(asked: PersonAsked, found: Addresses, root: str, today: dt.date) -> bytes:
    """A .docx with what the form must name: where the name will stand and what will be seen."""
    return word_file(_blocks(asked, found, root, today))


def _blocks(asked: PersonAsked, found: Addresses, root: str, today: dt.date) -> Iterator[PaperBlock]:
    yield PaperText(messages.CONSENT_PAPER, "title")
    yield PaperText(f"{asked.name}, {messages.day(today)}", "centre")
    yield from _list(messages.CONSENT_PAGES, [messages.every_page(root)] if found.everywhere else found.pages)
    yield from _list(messages.CONSENT_FILES, found.files)
    yield from _list(messages.CONSENT_FIELDS, [messages.capital(caption) for _, caption in asked.fields()])
    yield PaperText(messages.CONSENT_LAW)


def _list(heading: str, lines: list[str] | tuple[str, ...]) -> Iterator[PaperBlock]:
    if lines:
        yield PaperText(heading, "heading")
        yield from (PaperText(line, "item") for line in lines)
