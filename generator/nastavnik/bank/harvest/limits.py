"""How much a harvest may take: of a school's patience, of the region's memory and time. Seconds and bytes."""

from dataclasses import dataclass, field

from nastavnik.bank.harvest.apart import ChildLimits


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a harvest, equal for every source; tests and the bench make them smaller."""

    total: float = 60.0
    """All a source may last: redirects, repeated tries and the pauses between them, but no waiting for its turn."""
    connect: float = 15.0
    stall: float = 20.0
    """A sender that says nothing for so long is left."""
    tries: int = 3
    pause: float = 1.0
    """Before the second try; doubles before each next one."""
    delay: float = 1.0
    """Between the starts of two visits to one host; a longer `Crawl-delay` wins up to `longest_delay`."""
    longest_delay: float = 30.0
    strands: int = 2
    """Visits to one host at the same time."""
    queue: float = 1800.0
    """So long all sources of one host are asked; the others are left to the next harvest and come first then."""
    rounds: int = 4
    """In so many harvests every source is asked, however many its host has: a copy is shown for thirty days."""
    together: int = 100
    """Visits at the same time."""
    redirects: int = 5
    largest: int = 16_000_000
    """Bytes of a catalogue, unpacked."""
    small: int = 1_000_000
    """A longer body lies on disk until it has one of `large_together` permits to be read; sending it needs none."""
    large_together: int = 4
    aside: int = 100_000
    """A longer body is read beside the loop, so that other schools need not wait for it."""
    file: int = 50_000_000
    """Bytes of an archive or a table."""
    page: int = 3_000_000
    """Bytes of a page or a sitemap of a school without a catalogue."""
    pages: int = 500
    """Pages of one such school."""
    child: ChildLimits = field(default_factory=ChildLimits)
    """What reading an archive, a table or a folder may take: it is done in a process of its own."""
    own: tuple[str, ...] = ()
    """Networks that are not public and may be asked all the same, `10.0.0.0/8`: for tests and for intranets."""


EVERYWHERE = ("0.0.0.0/0", "::/0")
