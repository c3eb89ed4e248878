"""A plan imported anew, laid over the record the school has: what the document says is taken, everything else stays.

The document decides over the columns it has; what it does not know — marks, evidence, codes, corrected dates, remarks —
is the school's. A step that is no longer in the document and carries something of the school's is set aside, not lost.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from nastavnik.deadlines import SchoolYear
from nastavnik.office.merging.matching import Data, PlanStep, TwinSteps, flat, plan_steps, twins, walk

OF_RECORD = ("title", "school_year", "period", "approved", "captions")
STEP_FIELDS = ("number", "title", "marker", "text", "term", "responsible", "result", "other")
"""What an office file may say of a step, in the order of the record."""
OF_VALUES = ("term", "responsible", "result")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A step the document no longer has; `data` is what stays of it, and of `steps` below it, as a remark."""

    steps: tuple[PlanStep, ...]
    """The step itself, then those below it that stay with it."""
    data: Data


@dataclass(frozen=True, slots=True)
class MergedStep:
    """A step of the merged plan: what it was (None for a new one), its fields but `items`, what is below it."""

    old: PlanStep | None
    data: Data
    below: "tuple[MergedStep | SetAside, ...]"

    @property
    def steps(self) -> "tuple[MergedStep, ...]":
        return tuple(step for step in self.below if isinstance(step, MergedStep))

    @property
    def changes(self) -> dict[str, Any]:
        """Fields that are not what they were, in the order of the record; None for one that is gone."""
        return differing(self.old.data if self.old else {}, self.data)

    @property
    def is_below_as_it_was(self) -> bool:
        return unchanged(self.below, self.old.below if self.old else [])

    @property
    def is_as_it_was(self) -> bool:
        return not self.changes and self.is_below_as_it_was

    @property
    def whole(self) -> Data:
        """The fields with those of the steps below."""
        if self.old and "items" in self.old.data and self.is_below_as_it_was:
            return {**self.data, "items": self.old.data["items"]}
        return {**self.data, "items": [step.whole for step in self.steps]} if self.steps else self.data


MergedList = tuple[MergedStep | SetAside, ...]


@dataclass(frozen=True, slots=True)
class MergedPlan:
    """The record as it becomes."""

    old: Data
    old_stages: list[PlanStep]
    head: Data
    """The fields of the record that change, `stages` apart."""
    stages: MergedList

    @property
    def steps(self) -> tuple[MergedStep, ...]:
        return tuple(step for step in self.stages if isinstance(step, MergedStep))

    @property
    def are_stages_as_they_were(self) -> bool:
        return unchanged(self.stages, self.old_stages)

    @property
    def data(self) -> Data:
        """The whole record."""
        changed = {} if self.are_stages_as_they_were else {"stages": [step.whole for step in self.steps]}
        return {**self.old, **self.head, **changed}


def merge(old: Data, before: list[PlanStep], new: Data, is_kept: Callable[[PlanStep], bool]) -> MergedPlan:
    """The record `old`, whose stages are `before`, with what the document `new` says.

    `is_kept` tells steps that may not vanish without a trace although they carry no field of the school's.
    """
    fresh = plan_steps(new)
    merging = _Merging(twins(before, fresh), _columns(fresh), is_kept)
    stages = _told_apart(merging.list_of(before, fresh))
    return MergedPlan(old, before, _head(old, new), stages)


def unchanged(below: Iterable[MergedStep | SetAside], old: list[PlanStep]) -> bool:
    """Whether a list of steps is the old one, with nothing in it that differs."""
    steps = list(below)
    same = [step.old for step in steps if isinstance(step, MergedStep)] == old and len(steps) == len(old)
    return same and all(isinstance(step, MergedStep) and step.is_as_it_was for step in steps)


def differing(old: Data, new: Data) -> dict[str, Any]:
    """Fields of a step that differ, `items` apart; None for one that is gone."""
    names = [*(name for name in STEP_FIELDS if name in old or name in new), *old, *new]
    return {name: new.get(name) for name in dict.fromkeys(names) if name != "items" and old.get(name) != new.get(name)}


def own(step: PlanStep) -> Data:
    """The fields that no office file has: marks, evidence, codes; dates of a term that were corrected by hand."""
    marks = {name: value for name, value in step.data.items() if name not in (*STEP_FIELDS, "items")}
    term = step.data.get("term")
    return {**marks, **({"term": term} if isinstance(term, dict) and len(term) > 1 else {})}


@dataclass(frozen=True, slots=True)
class _Merging:
    """What all steps of one merge share."""

    pairs: TwinSteps
    columns: frozenset[str]
    is_kept: Callable[[PlanStep], bool]

    def list_of(self, old: list[PlanStep], new: list[PlanStep]) -> MergedList:
        """The new list; what is set aside stands after the step it stood after."""
        steps: list[MergedStep | SetAside] = [self.step(step) for step in new]
        twin_of = {step.old: step for step in steps if isinstance(step, MergedStep) and step.old}
        at = 0
        for step in old:
            if step in twin_of:
                at = steps.index(twin_of[step]) + 1
            elif (aside := self.aside(step)) is not None:
                steps.insert(at, aside)
                at += 1
        return tuple(steps)

    def step(self, new: PlanStep) -> MergedStep:
        old = self.pairs.get(new)
        data = {name: value for name, value in new.data.items() if name in STEP_FIELDS}
        if old is None:
            return MergedStep(None, data, self.list_of([], new.below))
        return MergedStep(old, self.fields(old.data, data), self.list_of(old.below, new.below))

    def fields(self, old: Data, new: Data) -> Data:
        """The fields of the old step as the document has them; those it has no column for stay."""
        merged = {name: value for name, value in old.items() if name not in self.columns and name != "items"}
        for name in STEP_FIELDS:
            value = self.other(old.get(name), new.get(name)) if name == "other" else new.get(name)
            if value:
                merged[name] = old[name] if name in old and same(old[name], value) else value
        return merged

    def other(self, old: Any, new: Any) -> Data | None:
        """The school's own columns, each under its caption."""
        stays = {name: value for name, value in (old or {}).items() if f"other {name}" not in self.columns}
        return _laid_over({**stays, **{name: (old or {}).get(name, "") for name in new or {}}}, new or {}) or None

    def aside(self, step: PlanStep) -> SetAside | None:
        """What stays of a step that went: its words, what the school wrote into it, and the same of those below."""
        if step in self.pairs.values():
            return None
        below = [aside for inner in step.below if (aside := self.aside(inner)) is not None]
        if not below and not own(step) and not self.is_kept(step):
            return None
        data = {name: value for name, value in step.data.items() if name != "items"}
        steps = (step, *(inner for aside in below for inner in aside.steps))
        return SetAside(steps, {**data, **({"items": [aside.data for aside in below]} if below else {})})


def _columns(new: list[PlanStep]) -> frozenset[str]:
    """The fields the document has anywhere; its own columns by their captions."""
    data = [step.data for step in walk(new)]
    captions = {f"other {caption}" for fields in data for caption in fields.get("other", {})}
    named = {name for fields in data for name in STEP_FIELDS if name in fields}
    return frozenset(named | captions | {"other"})


def same(old: Any, new: Any) -> bool:
    """Whether two values say the same, however they were typed: blanks, lists of lines, a term with its dates."""
    if isinstance(old, dict) and isinstance(new, str):
        return same(old.get("text"), new)
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same(old[name], new[name]) for name in old)
    if isinstance(old, (str, list)) and isinstance(new, (str, list)):
        return _lines(old) == _lines(new)
    return bool(old == new)


def _lines(value: Any) -> list[str]:
    lines = value if isinstance(value, list) else [value]
    if any(isinstance(line, dict) for line in lines):
        return lines
    return [" ".join(line.split()) for line in "\n".join(map(str, lines)).splitlines() if line.strip()]


# --- the head of the record


def _head(old: Data, new: Data) -> Data:
    """What the document says of the whole plan, where the record says something else; its silence changes nothing."""
    changes: Data = {}
    for name in OF_RECORD:
        value = _captions(old, new) if name == "captions" else _laid_over(old.get(name), new.get(name))
        if value and not _same_field(name, old.get(name), value):
            changes[name] = value
    return changes


def _captions(old: Data, new: Data) -> Data | None:
    """The captions of the document; of its own the record keeps those of columns the document does not have."""
    if not new.get("captions"):
        return None
    columns, own = _columns(plan_steps(new)), old.get("captions") or {}
    stays = {name: caption for name, caption in own.items() if name in OF_VALUES and name not in columns}
    return {**stays, **new["captions"]}


def _laid_over(old: Any, new: Any) -> Any:
    """A part of the record with what the document says of it; fields it does not name stay."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{name: old[name] if same(old.get(name), value) else value for name, value in new.items()}}
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [_laid_over(one, other) for one, other in zip(old, new, strict=True)]
    return new


def _same_field(name: str, old: Any, new: Any) -> bool:
    years = [SchoolYear.parse(flat(value)) for value in (old, new)] if name == "school_year" else []
    return same(old, new) or bool(years and years[0] and years[0] == years[1])


# --- codes of stages


def code(stage: Data, position: int) -> str:
    """How other records name a stage: its id, else its number without the point, else its place from 1."""
    return flat(stage.get("id")) or flat(stage.get("number")).strip(" .)") or str(position)


def renumbered(plan: MergedPlan) -> dict[str, str]:
    """Old code → new code of the stages that other records have to call by another name."""
    old = {step: code(step.data, position) for position, step in enumerate(plan.old_stages, 1)}
    new = {step.old: code(step.data, position) for position, step in enumerate(plan.steps, 1) if step.old}
    return {old[step]: name for step, name in new.items() if old[step] != name}


def _told_apart(stages: MergedList) -> MergedList:
    """Stages keep the codes the school gave them; one that would be named like another gets a code of its own."""
    steps = [step for step in stages if isinstance(step, MergedStep)]
    codes = [code(step.data, position) for position, step in enumerate(steps, 1)]
    apart: dict[int, MergedStep] = {}
    for at, step in enumerate(steps):
        owners = [other for other, name in enumerate(codes) if name == codes[at]]
        named = [other for other in owners if "id" in steps[other].data or "number" in steps[other].data]
        if at == (named or owners)[0] or "id" in step.data:
            continue
        codes[at] = next(name for number in range(at + 1, 10**6) if (name := f"stage-{number}") not in codes)
        apart[id(step)] = replace(step, data={"id": codes[at], **step.data})
    return tuple(apart.get(id(step), step) if isinstance(step, MergedStep) else step for step in stages)
