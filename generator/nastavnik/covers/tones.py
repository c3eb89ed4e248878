"""Tones of covers as colours, worked out from the school's own: the light scheme of `theme/styles/55-covers.css`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

Rgb = tuple[int, int, int]
WHITE, BLACK, SUN = (255, 255, 255), (0, 0, 0), (242, 184, 75)


def colour(written: str) -> Rgb:
    """`#0B4F5C` → (11, 79, 92)."""
    return int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16)


def mix(one: Rgb, percent: float, other: Rgb) -> Rgb:
    """`color-mix(in srgb, one percent%, other)`."""
    red, green, blue = (round(a * percent / 100 + b * (100 - percent) / 100) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Tones:
    """Colours of a school: the main one, the dark one, that of links."""

    brand: Rgb = (0x0B, 0x4F, 0x5C)
    brand2: Rgb = (0x08, 0x3B, 0x45)
    link: Rgb = (0x0A, 0x5A, 0x6A)

    def of(self, tint: str, look: tuple[str, ...] = ()) -> dict[str, Rgb]:
        """What each tone is on a ground of a tint, with the clothes, the skin and the hair of a look."""
        return _tones(self, tint, look)


@lru_cache(maxsize=4096)
def _tones(school: Tones, tint: str, look: tuple[str, ...]) -> dict[str, Rgb]:
    tones = {**_things(school), **_ground(school, tint)}
    worn = {
        "w0": tones["d"],
        "w1": tones["r"],
        "w2": tones["e"],
        "w3": SUN,
        "w4": tones["l"],
        "w5": tones["g"],
        "w6": PLUM,
        "w7": colour("#D98B5F"),
    }
    for name in look:
        if name in worn:
            below = tones["e"] if name == "w4" else tones["l"]
            tones |= {"w": worn[name], "v": mix(worn[name], 84, BLACK), "u": below}
        else:
            tones[name[0]] = LOOKS[name]
    return tones


PLUM = colour("#6B5488")
CLAY = colour("#B5532F")
LOOKS: Mapping[str, Rgb] = {
    name: colour(written)
    for name, written in {
        "k0": "#F2CDAB",
        "k1": "#E3B48C",
        "k2": "#D8A67E",
        "k3": "#F7DAC0",
        "h0": "#33251F",
        "h1": "#6A3D22",
        "h2": "#A86B3C",
        "h3": "#1E1B22",
        "h4": "#8C4A2A",
        "h5": "#B9B9BE",
    }.items()
}


def _things(school: Tones) -> dict[str, Rgb]:
    return {
        "l": colour("#FBF6EA"),
        "d": school.brand2,
        "e": mix(school.link, 78, WHITE),
        "s": SUN,
        "r": CLAY,
        "g": _moss(school),
    }


def _moss(school: Tones) -> Rgb:
    return mix(colour("#4F7A57"), 80, school.brand)


def _ground(school: Tones, tint: str) -> dict[str, Rgb]:
    """What a tint makes of the ground, and of things on it where these would be lost."""
    link, brand, brand2, moss, sand = school.link, school.brand, school.brand2, _moss(school), colour("#DDCFB4")
    grounds: Mapping[str, tuple[Rgb, Rgb, Rgb]] = {
        "t0": (mix(link, 18, WHITE), mix(link, 36, WHITE), mix(link, 62, WHITE)),
        "t1": (colour("#EFE7D8"), sand, mix(link, 50, sand)),
        "t2": (brand, mix(link, 78, WHITE), brand2),
        "t3": (mix(SUN, 34, WHITE), mix(SUN, 66, WHITE), mix(brand, 70, WHITE)),
        "t4": (mix(link, 48, WHITE), mix(link, 30, WHITE), brand),
        "t5": (mix(moss, 24, WHITE), mix(moss, 46, WHITE), mix(moss, 82, WHITE)),
        "t6": (mix(CLAY, 20, WHITE), mix(CLAY, 42, WHITE), mix(brand, 82, WHITE)),
        "t7": (mix(brand2, 78, PLUM), mix(brand2, 50, PLUM), mix(brand2, 90, BLACK)),
    }
    others = {
        "t2": {"d": colour("#CFE6E4"), "e": colour("#8FC1C6")},
        "t3": {"s": colour("#E58E3A")},
        "t7": {"d": colour("#D9D3E6"), "e": colour("#A9B9D0")},
    }
    return {**dict(zip("abc", grounds[tint], strict=True)), **others.get(tint, {})}
