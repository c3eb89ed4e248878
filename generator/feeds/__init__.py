"""What machines read of the section. `FEEDS` is the only list: one module and one line here add an output."""

from collections.abc import Callable, Iterable, Sequence

from generator.catalogue import Catalogue
from generator.feeds.sitemap import sitemap
from generator.shell import Head

Feed = Callable[[Catalogue, Sequence[Head]], Iterable[tuple[str, bytes]]]

FEEDS: tuple[Feed, ...] = (sitemap,)
