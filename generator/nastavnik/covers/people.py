"""Who may be seen on a cover, by what a record says of whom it brings together."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nastavnik.records.codes import TO_PUPILS


class CastRole(NamedTuple):
    """Who may be seen: which bodies and heads fit, how tall, and whether the hair may be grey."""

    bodies: Sequence[str]
    heads: Sequence[str]
    scale: float = 1
    may_be_grey: bool = False


_GROWN = ("short", "bob", "bun", "long", "curls", "beard")
_YOUNG = ("short", "bob", "tail", "long", "curls")
PEOPLE: Mapping[str, CastRole] = {
    "teacher": CastRole(("coat", "dress", "jacket"), _GROWN, may_be_grey=True),
    "novice": CastRole(("coat", "dress"), _YOUNG),
    "head": CastRole(("jacket",), _GROWN, may_be_grey=True),
    "student": CastRole(("coat", "pack"), _YOUNG, 0.95),
    "worker": CastRole(("coat",), ("helmet",), 1.02),
    "parent": CastRole(("coat", "dress"), _GROWN),
    "teen": CastRole(("child", "pack"), _YOUNG, 0.9),
    "child": CastRole(("child", "pack"), _YOUNG, 0.74),
    "toddler": CastRole(("child",), _YOUNG, 0.62),
    "colleague": CastRole(("coat", "dress", "jacket"), _GROWN, 0.9),
}
PAIRS: Mapping[str, tuple[str, str]] = {
    "teacher-teacher": ("teacher", "novice"),
    "head-teacher": ("head", "novice"),
    "teacher-student": ("teacher", "child"),
    "student-student": ("teen", "child"),
    "college-school": ("student", "child"),
    "employer-student": ("worker", "teen"),
    "university-teacher": ("head", "novice"),
    "partner-teacher": ("parent", "teacher"),
    "parent-student": ("parent", "child"),
    "alumni-student": ("student", "teen"),
}
"""Code of a form → who helps whom. Organisations help each other without anybody in view."""
PUPILS = {"teen", "child"}
"""Who learns at a school."""
LEARNERS: Mapping[str, str] = {"kindergarten": "toddler", "college": "student"}
"""Type of an organisation → who learns there, where that is no pupil of a school."""


def pair_of(form: str, learner: str = "") -> tuple[str, str] | None:
    """Who helps whom in a form; `learner` stands for its pupils, but for those of another school («-school»)."""
    pair = PAIRS.get(form)
    if not pair or not learner or form.endswith(TO_PUPILS):
        return pair
    one, other = (learner if who in PUPILS else who for who in pair)
    return one, other


WEARS = tuple(f"w{number}" for number in range(8))
SKINS = tuple(f"k{number}" for number in range(4))
HAIRS = tuple(f"h{number}" for number in range(5))
GREY = "h5"
