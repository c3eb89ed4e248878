"""Files beside pages: programmes as Word files in the layout of the макет, the figures of a period as a table."""

from collections.abc import Iterator

from nastavnik.feeds.section import Section
from nastavnik.records import Monitoring, Programme
from nastavnik.views.monitoring import as_csv, csv_address, showing
from nastavnik.views.programmes import MAKET_ADDRESS, word, word_address


def programme_files(section: Section) -> Iterator[tuple[str, bytes]]:
    """One .docx a programme beside its page, without scores, and the empty макет; none without programmes."""
    programmes = section.shown(Programme)
    for entry in programmes:
        yield word_address(entry.id), word(section.catalogue, section.catalogue.whole(entry))
    if programmes:
        yield MAKET_ADDRESS, word(section.catalogue, None)


def monitoring_tables(section: Section) -> Iterator[tuple[str, bytes]]:
    """`/monitoring/<period>.csv`: the figures of each period as its page shows them, small numbers kept back."""
    for entry in section.shown(Monitoring):
        yield csv_address(entry), as_csv(showing(section.catalogue, entry))
