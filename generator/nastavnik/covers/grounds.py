"""What figures and things stand before: a few large calm shapes over the whole picture, 300 × 200.

Tones: `a` the ground itself, `b` what is far, `c` what is near.
"""

from collections.abc import Mapping
from typing import NamedTuple

WIDTH, HEIGHT = 300, 200


class Backdrop(NamedTuple):
    """A part of a ground, and between which places it moves from cover to cover."""

    name: str
    x: tuple[int, int] = (0, 0)
    y: tuple[int, int] = (0, 0)


PIECES: Mapping[str, str] = {
    "sky": "a M0 0H300V200H0Z",
    "sun": "s O0 0 25",
    "moon": "l O0 0 17",
    "hills": "b M-150 230V110C-60 60 40 62 130 112C210 156 330 146 460 84V230Z",
    "meadow": "c M-150 230V166C-20 142 130 142 230 164C300 178 380 174 460 158V230Z",
    "disc": "b O0 0 92",
    "niche": "b M-86 230V92C-86 42 -48 6 0 6C48 6 86 42 86 92V230Z",
    "slope": "b M-60 230L360 20V230Z",
    "fall": "b M360 230L-60 20V230Z",
    "water": """
        c M-60 0H360V90H-60Z
        b~3 M-20 16H50
        b~3 M96 24H150
        b~3 M196 14H262
        b~3 M30 36H110
        b~3 M180 40H230
    """,
    "floor": "c M-20 0H320V60H-20Z",
    "arcs": """
        b O0 0 178
        a O0 0 138
        c O0 0 98
        a O0 0 58
    """,
    "board": """
        c M-112 -52H112V62H-112Z
        d M-106 -46H106V56H-106Z
        b~3 M-88 -28H-44
        b~3 M-88 -14H-60
        b~3 M52 -28H86
    """,
    "window": """
        l M-62 -72H62V70H-62Z
        b M-54 -64H-4V-4H-54Z
        b M4 -64H54V-4H4Z
        b M-54 4H-4V62H-54Z
        b M4 4H54V62H4Z
        c M-70 68H70V76H-70Z
    """,
    "stairs": "b M-20 230V172H44V146H108V120H172V94H236V68H320V230Z",
    "peaks": "b M-70 230L50 58L112 146L186 40L330 230Z",
    "tiles": """
        b M0 0H60C60 33 33 60 0 60Z
        b M60 60V0H120C120 33 93 60 60 60Z
        b M180 60C147 60 120 33 120 0H180Z
        b M180 0H240C240 33 213 60 180 60Z
        b M300 60C267 60 240 33 240 0H300Z
    """,
    "wood": """
        b M-20 0L2 56H-42Z
        b M24 -34L54 56H-6Z
        b M66 -4L90 56H42Z
        b M150 10L170 56H130Z
        b M206 -30L236 56H176Z
        b M258 0L282 56H234Z
        b M312 -24L340 56H284Z
    """,
    "shelves": """
        b M-10 46H310V52H-10Z
        b M-10 100H310V106H-10Z
        c M20 8H30V46H20Z
        b M32 14H44V46H32Z
        c M46 4H54V46H46Z
        b M120 10H130V46H120Z
        c M132 16H146V46H132Z
        b M214 6H224V46H214Z
        c M226 12H236V46H226Z
        b M238 4H252V46H238Z
        c M254 14H262V46H254Z
        b M60 62H70V100H60Z
        c M72 68H84V100H72Z
        c M170 60H180V100H170Z
        b M182 66H192V100H182Z
        b M270 62H280V100H270Z
    """,
}
BUSY = {"board", "window", "shelves"}
"""Grounds with something in their middle: not behind a thing that fills it."""
GROUNDS: Mapping[str, tuple[Backdrop, ...]] = {
    "hills": (
        Backdrop("sun", (40, 260), (34, 58)),
        Backdrop("hills", (-90, 90), (-14, 16)),
        Backdrop("meadow", (-80, 80)),
    ),
    "disc": (Backdrop("disc", (110, 190), (84, 104)), Backdrop("floor", (0, 0), (160, 176))),
    "niche": (Backdrop("niche", (106, 194), (4, 22)), Backdrop("floor", (0, 0), (166, 178))),
    "slope": (Backdrop("sun", (40, 110), (32, 52)), Backdrop("slope", (-20, 40), (-10, 24))),
    "fall": (Backdrop("sun", (190, 262), (32, 52)), Backdrop("fall", (-40, 20), (-10, 24))),
    "lake": (
        Backdrop("sun", (60, 240), (36, 60)),
        Backdrop("hills", (-90, 90), (10, 34)),
        Backdrop("water", (-30, 30), (146, 158)),
    ),
    "dawn": (Backdrop("arcs", (20, 80), (190, 206)),),
    "dusk": (Backdrop("arcs", (220, 280), (190, 206)),),
    "noon": (Backdrop("arcs", (110, 190), (-14, 6)), Backdrop("floor", (0, 0), (164, 176))),
    "board": (Backdrop("floor", (0, 0), (168, 178)), Backdrop("board", (138, 162), (70, 80))),
    "window": (Backdrop("window", (110, 190), (82, 92)), Backdrop("floor", (0, 0), (166, 176))),
    "stairs": (Backdrop("sun", (36, 100), (34, 56)), Backdrop("stairs", (-30, 30), (-8, 14))),
    "peaks": (
        Backdrop("sun", (230, 270), (34, 50)),
        Backdrop("peaks", (-40, 40), (4, 30)),
        Backdrop("meadow", (-80, 80), (2, 10)),
    ),
    "tiles": (Backdrop("tiles", (0, 0), (0, 0)), Backdrop("floor", (0, 0), (160, 176))),
    "wood": (
        Backdrop("sun", (60, 240), (30, 50)),
        Backdrop("wood", (-18, 18), (104, 116)),
        Backdrop("meadow", (-80, 80), (-8, 4)),
    ),
    "shelves": (Backdrop("shelves", (-16, 16), (8, 18)), Backdrop("floor", (0, 0), (164, 176))),
}
