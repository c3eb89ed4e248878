"""How people and things stand together: in pairs, in a group, around a table, before others, or a thing by itself.

One more way is a function and its name in `COMPANIES`. Everything stands on 300 × 200, heads and things clear of the
upper and lower 16, which wide places cut off.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nastavnik.covers.dice import Dice
from nastavnik.covers.parts import Cutout
from nastavnik.covers.people import GREY, HAIRS, PEOPLE, PUPILS, SKINS, WEARS
from nastavnik.covers.things import THINGS

BASE = 110
"""Where the shoulders of a grown-up are."""


ANYBODY: Mapping[str, tuple[Sequence[str], str]] = {
    "": (("teacher", "student", "teen"), "child"),
    "student": (("teacher", "novice", "student"), "student"),
    "toddler": (("teacher", "novice"), "novice"),
}
"""Who learns there → who may stand by a thing, and with whom one visits a partner, where no form names anybody."""


@dataclass(slots=True)
class Setting:
    """What a company is put together with: choices of the record, who helps whom, what it is about."""

    dice: Dice
    pair: tuple[str, str]
    topic: str
    """The thing it is about, by its name."""
    learner: str = ""
    """Who learns there, where that is no pupil of a school."""
    wears: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.wears = self.dice.order("wears", WEARS)

    def person(
        self, who: str, number: int, x: float, y: float, arm: str = "", *, mirrored: bool = False
    ) -> Iterator[Cutout]:
        """A person, the `number`-th of the cover, shoulders at (x, y)."""
        kind, dice = PEOPLE[who], self.dice
        hair = dice.pick(f"hair {number}", (*HAIRS, GREY, GREY) if kind.may_be_grey and number == 0 else HAIRS)
        look = (self.wears[number % len(self.wears)], dice.pick(f"skin {number}", SKINS), hair)
        head = dice.pick(f"head {number}", kind.heads)
        for part in (dice.pick(f"body {number}", kind.bodies), head, arm):
            if part:
                yield Cutout(part, x, y, kind.scale, mirrored, look)

    def shown(self, x: float, y: float, scale: float) -> Iterator[Cutout]:
        """The thing as something that is pointed at and spoken of."""
        yield Cutout("disk", x, y, scale / 0.74)
        yield self.thing(x, y, scale)

    def thing(self, x: float, y: float, scale: float) -> Cutout:
        """The thing by itself, its middle at (x, y)."""
        return Cutout(self.topic, x, y, scale)


def _height(who: str) -> float:
    return BASE + (1 - PEOPLE[who].scale) * 128


def _pair(setting: Setting) -> Iterator[Cutout]:
    """Two people and a thing between, above or beside them."""
    large = THINGS[setting.topic].on_ground
    pose = setting.dice.pick("pose", (_beside,) if large else (_between, _above, _beside, _at_table))
    yield from pose(setting, setting.dice.pick("side", (False, True)))


def _sides(side: bool, *places: float) -> list[float]:
    return [300 - place for place in places] if side else list(places)


def _between(setting: Setting, side: bool) -> Iterator[Cutout]:
    one, other = setting.pair
    left, right = _sides(side, 80, 222)
    yield from setting.person(one, 0, left, _height(one), "hold", mirrored=side)
    yield from setting.person(other, 1, right, _height(other), "hold", mirrored=not side)
    yield setting.thing(151, 144, 0.9)


def _above(setting: Setting, side: bool) -> Iterator[Cutout]:
    one, other = setting.pair
    left, right = _sides(side, 74, 206)
    yield from setting.shown(100 if side else 200, 62, 0.74)
    yield from setting.person(one, 0, left, _height(one), "point", mirrored=side)
    yield from setting.person(other, 1, right, min(_height(other) + 30, 174), mirrored=not side)


def _beside(setting: Setting, side: bool) -> Iterator[Cutout]:
    one, other = setting.pair
    left, right, place = _sides(side, 56, 130, 228)
    yield setting.thing(place, 110, 1.3)
    yield from setting.person(one, 0, left, _height(one), mirrored=side)
    yield from setting.person(other, 1, right, _height(other), "give", mirrored=side)


def _at_table(setting: Setting, side: bool) -> Iterator[Cutout]:
    one, other = setting.pair
    left, right = _sides(side, 72, 230)
    yield from setting.person(one, 0, left, _height(one), "near", mirrored=side)
    yield from setting.person(other, 1, right, _height(other), mirrored=not side)
    yield Cutout("table", 150, 172)
    yield setting.thing(151, 138, 0.8)


def _group(setting: Setting) -> Iterator[Cutout]:
    """One with three others."""
    side = setting.dice.pick("side", (False, True))
    one, other = setting.pair
    first, *rest = _sides(side, 56, 142, 200, 258)
    yield from setting.shown(100 if side else 200, 62, 0.74)
    yield from setting.person(one, 0, first, _height(one), "point", mirrored=side)
    who = "colleague" if other == "novice" else "child" if other in PUPILS else other
    for number, place in enumerate(rest, 1):
        height = max(154, _height(who)) - (6 if number == 2 else 0)
        yield from setting.person(who, number, place, height, mirrored=not side)


def _table(setting: Setting) -> Iterator[Cutout]:
    """People around a table, a thing on it."""
    for number, place in enumerate((60, 120, 180, 240)):
        yield from setting.person("teacher", number, place, 104 if number % 3 else 112, mirrored=number > 1)
    yield Cutout("table", 150, 164)
    yield setting.thing(150, 140, 0.66)


def _audience(setting: Setting) -> Iterator[Cutout]:
    """One who tells and those who listen, seen from behind."""
    side = setting.dice.pick("side", (False, True))
    speaker, place = _sides(side, 78, 206)
    yield from setting.shown(place, 78, 0.92)
    yield from setting.person("teacher", 0, speaker, 96, "point", mirrored=side)
    for number, x in enumerate((24, 92, 160, 228, 288), 1):
        yield Cutout(
            "listener",
            x,
            186 - (number % 2) * 8,
            0.9,
            look=(setting.wears[number], "k0", setting.dice.pick(f"hair {number}", HAIRS)),
        )


def _emblem(setting: Setting) -> Iterator[Cutout]:
    """One large thing by itself, at times with somebody beside it, or two before it."""
    beside = setting.dice.pick("beside", (0, 0, 1, 2))
    if beside == 2:
        yield from _place(setting)
        return
    if not beside:
        yield from setting.dice.pick("halo", ((), (Cutout("disk", 150, 102, 1.86),)))
        yield setting.thing(150, 102, 1.6)._replace(mirrored=setting.dice.pick("mirrored", (False, True)))
        return
    side = setting.dice.pick("side", (False, True))
    place, person = _sides(side, 108, 232)
    who = setting.dice.pick("who", ANYBODY[setting.learner][0])
    yield setting.thing(place, 104, 1.5)
    yield from setting.person(who, 0, person, _height(who), mirrored=not side)


def _place(setting: Setting) -> Iterator[Cutout]:
    """What a partner is known by, standing on the ground, somebody before it."""
    side = setting.dice.pick("side", (False, True))
    place, visitor, other = _sides(side, 104, 216, 258)
    yield setting.thing(place, 104, 1.7)
    yield from setting.person("teacher", 0, visitor, 112, mirrored=not side)
    guest = ANYBODY[setting.learner][1]
    yield from setting.person(guest, 1, other, max(142, _height(guest)), mirrored=not side)


COMPANIES: Mapping[str, Callable[[Setting], Iterator[Cutout]]] = {
    "pair": _pair,
    "group": _group,
    "table": _table,
    "audience": _audience,
    "emblem": _emblem,
    "place": _place,
}
