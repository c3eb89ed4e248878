"""Every drawing that covers are put together from, by its name, and how one stands on a cover."""

from collections.abc import Mapping
from typing import NamedTuple

from nastavnik.covers.figures import ARMS, BODIES, HEADS
from nastavnik.covers.grounds import PIECES
from nastavnik.covers.things import THINGS


class Cutout(NamedTuple):
    """A part of a drawing in its place: `look` names what its tones `w`, `k`, `h` stand for."""

    part: str
    x: float
    y: float
    scale: float = 1
    mirrored: bool = False
    look: tuple[str, ...] = ()


FURNITURE: Mapping[str, str] = {
    "table": """
        l M-130 0H130V10H-130Z
        d M-130 10H130V60H-130Z
    """,
    "disk": """
        c O0 0 46
        l~2.5 O0 0 46
    """,
    "listener": """
        w M-34 60V26C-34 8 -20 0 0 0C20 0 34 8 34 26V60Z
        h O0 -18 19
    """,
}
PARTS: Mapping[str, str] = {
    **PIECES,
    **BODIES,
    **HEADS,
    **ARMS,
    **{name: thing.drawing for name, thing in THINGS.items()},
    **FURNITURE,
}
