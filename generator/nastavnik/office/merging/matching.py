"""Which stage or activity of an old record is which of a new one: by its words and place, then by most of its words.

A mark says of one activity that it was done, so a twin must be sure: what was rewritten altogether has none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from nastavnik.importing.caption_words import letters

Data = dict[str, Any]
TwinSteps = dict["PlanStep", "PlanStep"]
"""A step of the new plan → the step of the old one that it was."""

ALIKE_BY_NUMBER = 0.6  # of the signs of two texts, for steps of one parent with one number
ALIKE_BESIDE = 0.7  # … for steps of one parent
ALIKE_ELSEWHERE = 0.85  # … for steps of different parents
SAME_BELOW = 0.5  # of the steps below a stage, for the same stage under another name
MOST_PAIRS = 250_000  # to be compared sign by sign
GRAM = 3


@dataclass(eq=False)
class PlanStep:
    """A stage or an item of a plan with its place in it."""

    data: Data
    keys: tuple[str | int, ...]
    above: "PlanStep | None" = None
    below: "list[PlanStep]" = field(default_factory=list)

    @property
    def is_stage(self) -> bool:
        return self.above is None

    @cached_property
    def text(self) -> str:
        return flat(self.data.get("title") or self.data.get("text"))

    @property
    def number(self) -> str:
        return flat(self.data.get("number") or self.data.get("marker")).strip(" .)(")

    @cached_property
    def path(self) -> tuple[str, ...]:
        """The letters of its text and of all above it."""
        return (*(self.above.path if self.above else ()), letters(self.text))

    @cached_property
    def grams(self) -> frozenset[str]:
        text = letters(self.text)
        return frozenset(text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1)))


def flat(value: Any) -> str:
    """The words of a value in one line, however it was typed; none of a mapping."""
    if isinstance(value, list):
        value = "\n".join(map(str, value))
    return " ".join(value.split()) if isinstance(value, str) else ""


def plan_steps(data: Data, name: str = "stages", above: PlanStep | None = None) -> list[PlanStep]:
    """The stages of a record, each with its steps below; a single one may stand without a list."""
    value = data.get(name) or []
    single = isinstance(value, dict)
    steps = []
    for number, part in enumerate([value] if single else value):
        keys = (*(above.keys if above else ()), name, *(() if single else (number,)))
        step = PlanStep(part, keys, above)
        step.below = plan_steps(part, "items", step)
        steps.append(step)
    return steps


def walk(steps: Iterable[PlanStep]) -> Iterator[PlanStep]:
    """Every step, those above first."""
    for step in steps:
        yield step
        yield from walk(step.below)


def twins(old: list[PlanStep], new: list[PlanStep]) -> TwinSteps:
    """New step → old step, for those that are the same."""
    pairs: TwinSteps = {}
    _match(pairs, walk(old), walk(new), lambda step: step.path)
    _match(pairs, walk(old), walk(new), lambda step: (step.is_stage, step.path[-1]), only=True)
    for level in (True, False):
        _match_alike(pairs, *([step for step in walk(side) if step.is_stage is level] for side in (old, new)))
    return pairs


def _match(pairs: TwinSteps, old: Iterable[PlanStep], new: Iterable[PlanStep], key: Any, *, only: bool = False) -> None:
    """Pair free steps with one key in their order; with `only`, where there is one on each side."""
    sides = [_by_key(_free(pairs, steps), key) for steps in (old, new)]
    for name, fresh in sides[1].items():
        there = sides[0].get(name, [])
        if not only or len(there) == len(fresh) == 1:
            pairs.update(zip(fresh, there, strict=False))


def _free(pairs: TwinSteps, steps: Iterable[PlanStep]) -> Iterator[PlanStep]:
    taken = {*pairs.keys(), *pairs.values()}
    return (step for step in steps if step not in taken)


def _by_key(steps: Iterable[PlanStep], key: Any) -> dict[Any, list[PlanStep]]:
    groups: dict[Any, list[PlanStep]] = {}
    for step in steps:
        groups.setdefault(key(step), []).append(step)
    return groups


def _match_alike(pairs: TwinSteps, old: list[PlanStep], new: list[PlanStep]) -> None:
    """The likeliest pairs first."""
    there, fresh = list(_free(pairs, old)), list(_free(pairs, new))
    if len(there) * len(fresh) > MOST_PAIRS:
        return
    scores = [
        (score, -at, step, twin)
        for at, step in enumerate(fresh)
        for twin in there
        if (score := _likeness(pairs, step, twin)) > 0
    ]
    taken: set[PlanStep] = set()
    for _, _, step, twin in sorted(scores, key=lambda entry: entry[:2], reverse=True):
        if taken.isdisjoint((step, twin)):
            pairs[step] = twin
            taken |= {step, twin}


def _likeness(pairs: TwinSteps, step: PlanStep, twin: PlanStep) -> float:
    """How sure it is that two steps are the same; 0 where it is not."""
    beside = step.above is None or pairs.get(step.above) is twin.above
    numbered = beside and bool(step.number) and step.number == twin.number
    least = ALIKE_BY_NUMBER if numbered else ALIKE_BESIDE if beside else ALIKE_ELSEWHERE
    alike = _alike(step, twin, least)
    if step.is_stage and step.below and alike < least:
        same = sum(pairs.get(inner) in twin.below for inner in step.below)
        alike = 1.0 if same > SAME_BELOW * max(len(step.below), len(twin.below)) else alike
    return alike + 0.1 * beside + 0.1 * numbered if alike >= least else 0


def _alike(step: PlanStep, twin: PlanStep, least: float) -> float:
    """The share of signs two texts have in common, in order; 0 where a cheap look says that it is less than `least`."""
    if len(step.grams & twin.grams) < (2 * least - 1) * 0.5 * max(len(step.grams), len(twin.grams)):
        return 0
    return SequenceMatcher(None, step.text.lower(), twin.text.lower(), autojunk=False).ratio()
