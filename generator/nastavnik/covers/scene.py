"""What a record says of itself → where which figure and which thing stands, on which ground, in which tints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nastavnik.covers.companies import BASE, COMPANIES, Setting
from nastavnik.covers.dice import Dice
from nastavnik.covers.figures import HEADS
from nastavnik.covers.grounds import BUSY, GROUNDS, WIDTH
from nastavnik.covers.parts import Cutout
from nastavnik.covers.people import pair_of
from nastavnik.covers.things import BY_CODE, NEUTRAL, THINGS, things_of


@dataclass(frozen=True, slots=True)
class CoverSubject:
    """What a cover is made from: nothing but what is published of the record."""

    name: str
    """Its identity, the same for ever: `practices/dva-uroka`."""
    forms: tuple[str, ...] = ()
    """Codes of forms of mentoring, the main one first."""
    codes: tuple[str, ...] = ()
    """Codes of vocabularies that say what it is about, the most telling first."""
    texts: tuple[str, ...] = ()
    """Words that say it: its subjects, its title, its tags."""
    company: str = "emblem"
    """Who is seen where no form says it: one of `COMPANIES`."""
    learner: str = ""
    """Who learns there, a name of `PEOPLE`; empty where it is a pupil of a school."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole cover: its tint and its parts, the lowest first."""

    tint: str
    parts: tuple[Cutout, ...]


TINTS = tuple(f"t{number}" for number in range(8))
LARGE = 1.2  # the scale of a thing that fills the middle
MANY = {"group", "team"}
"""Kinds of mentoring with more than two in view."""


def scene(subject: CoverSubject) -> Scene:
    """The cover of a record: the same subject, the same scene."""
    dice = Dice(subject.name)
    pair = next(filter(None, (pair_of(form, subject.learner) for form in subject.forms)), None)
    setting = Setting(dice, pair or ("teacher", "novice"), _topic(subject, dice), subject.learner)
    together = "group" if MANY.intersection(subject.codes) else "pair"
    parts = tuple(COMPANIES[together if pair else subject.company](setting))
    return Scene(dice.pick("tint", TINTS), (Cutout("sky", 0, 0), *_ground(dice, parts), *parts))


def _topic(subject: CoverSubject, dice: Dice) -> str:
    """The name of the thing a record is about: what it names, else what its codes mean, else a neutral one."""
    by_code = (dice.pick(f"topic {code}", BY_CODE[code]) for code in subject.codes if code in BY_CODE)
    return next(iter((*things_of(subject.texts), *by_code, dice.pick("topic", NEUTRAL))))


def _ground(dice: Dice, parts: Sequence[Cutout]) -> Iterator[Cutout]:
    """The shapes behind; the sun stands where it is in nobody's way, or not at all."""
    high = [part for part in parts if part.part in HEADS or (part.part in THINGS and part.y < BASE)]
    is_filled = any(part.part in THINGS and part.scale > LARGE for part in parts)
    grounds = [name for name in GROUNDS if not (is_filled and name in BUSY)]
    for piece in GROUNDS[dice.pick("ground", grounds)]:
        x, y = dice.between(f"{piece.name} x", piece.x), dice.between(f"{piece.name} y", piece.y)
        if piece.name != "sun":
            yield Cutout(piece.name, x, y)
            continue
        free = [place for place in (x, WIDTH - x) if all(_is_clear(place, part) for part in high)]
        yield from (Cutout(piece.name, place, y) for place in free[:1])


def _is_clear(sun: float, part: Cutout) -> bool:
    """Whether the sun may stand there: not behind a head or a thing."""
    return abs(sun - part.x) > (46 if part.part in HEADS else 76)
