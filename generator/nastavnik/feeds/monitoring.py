"""`/monitoring/<period>.csv`: the figures of a period as its page shows them, small numbers kept back."""

from collections.abc import Iterator

from nastavnik.feeds.section import Section
from nastavnik.records import Monitoring
from nastavnik.views.monitoring import as_csv, csv_address, showing


def monitoring_tables(section: Section) -> Iterator[tuple[str, bytes]]:
    """A table a period."""
    for entry in section.shown(Monitoring):
        yield csv_address(entry), as_csv(showing(section.catalogue, entry))
