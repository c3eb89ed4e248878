"""Who is measured. To add a peer: a module that writes its project and gives an `Entrant`, and a line in `ENTRANTS`."""

from bench.entrant import Entrant
from bench.peers import eleventy, hugo, mkdocs, ours, pelican, zensical

ENTRANTS: tuple[Entrant, ...] = (
    *ours.SCENARIOS,
    mkdocs.PLAIN,
    zensical.ZENSICAL,
    hugo.HUGO,
    eleventy.ELEVENTY,
    pelican.PELICAN,
    mkdocs.NAV,
)
"""In the order in which they take turns and are printed."""
OURS, BASELINE = ours.SCENARIOS[0], mkdocs.PLAIN
PEERS = tuple(dict.fromkeys(entrant.peer for entrant in ENTRANTS))


def chosen(names: list[str]) -> list[Entrant]:
    """Entrants of the named peers, or named themselves; ours is always there, for all are compared with it."""
    return [one for one in ENTRANTS if one is OURS or one.peer in names or one.name in names]
