"""How a merged plan differs from the record: a line a difference, what was and what is now."""

from collections.abc import Iterator
from typing import Any

from nastavnik import messages
from nastavnik.office.merging.matching import Data, PlanStep, flat
from nastavnik.office.merging.merge import MergedList, MergedPlan, MergedStep, SetAside, own


def differences(plan: MergedPlan) -> list[str]:
    """Sentences for the editor, in the order of the new plan."""
    head = [_field(messages.WHOLE_PLAN, name, plan.old.get(name), value) for name, value in plan.head.items()]
    stays = {step.old for step in _merged(plan.stages)}
    gone = [step for step in _old(plan.old_stages) if step not in stays]
    aside = {step for each in _aside(plan.stages) for step in each.steps}
    below = [] if plan.are_stages_as_they_were else [*_list(plan.stages, None, plan.old_stages)]
    return [*head, *below, *(_gone(step, aside) for step in gone)]


def _list(below: MergedList, above: MergedStep | None, old: list[PlanStep]) -> Iterator[str]:
    steps = [step for step in below if isinstance(step, MergedStep)]
    own_steps = [step.old for step in steps if step.old in old]
    if own_steps != [step for step in old if step in own_steps]:
        yield messages.reordered(_where(above) if above else messages.WHOLE_PLAN)
    for step in steps:
        yield from _step(step, above)
        yield from _list(step.below, step, step.old.below if step.old else [])


def _step(step: MergedStep, above: MergedStep | None) -> Iterator[str]:
    where = _where(step)
    if step.old is None:
        yield messages.step_new(where, _text(above.data) if above else "")
        return
    if step.old.above is not (above.old if above else None):
        yield messages.step_moved(where, step.old.above.text if step.old.above else "")
    for name, value in step.changes.items():
        yield _field(where, name, step.old.data.get(name), value)


def _field(where: str, name: str, old: Any, new: Any) -> str:
    if isinstance(old, dict) and isinstance(new, dict):  # only what differs in it
        old, new = (
            {key: value for key, value in one.items() if other.get(key) != value}
            for one, other in ((old, new), (new, old))
        )
    return messages.field_differs(where, name, _words(old), _words(new))


def _gone(step: PlanStep, aside: set[PlanStep]) -> str:
    where = messages.step_named(step.is_stage, step.number, step.text)
    return messages.step_gone(where, list(own(step)), aside=step in aside)


def _where(step: MergedStep) -> str:
    number = flat(step.data.get("number") or step.data.get("marker")).strip(" .)")
    return messages.step_named("title" in step.data, number, _text(step.data))


def _text(data: Data) -> str:
    return flat(data.get("title") or data.get("text"))


def _words(value: Any) -> str:
    if isinstance(value, dict) and "text" in value:
        return _words(value["text"])
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return "; ".join(map(_words, value))
    return flat(value)


def _merged(below: MergedList) -> Iterator[MergedStep]:
    for step in below:
        if isinstance(step, MergedStep):
            yield step
            yield from _merged(step.below)


def _aside(below: MergedList) -> Iterator[SetAside]:
    for step in below:
        if isinstance(step, SetAside):
            yield step
        else:
            yield from _aside(step.below)


def _old(steps: list[PlanStep]) -> Iterator[PlanStep]:
    for step in steps:
        yield step
        yield from _old(step.below)
