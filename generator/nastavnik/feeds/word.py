"""Programmes as Word files in the layout of the макет, and the empty макет; none where a school has no programme."""

from collections.abc import Iterator

from nastavnik.feeds.section import Section
from nastavnik.records import Programme
from nastavnik.views.programmes import MAKET_ADDRESS, word, word_address


def programme_files(section: Section) -> Iterator[tuple[str, bytes]]:
    """One .docx a programme beside its page, without scores, and the empty one."""
    programmes = section.shown(Programme)
    for entry in programmes:
        yield word_address(entry.id), word(section.catalogue, section.catalogue.whole(entry))
    if programmes:
        yield MAKET_ADDRESS, word(section.catalogue, None)
