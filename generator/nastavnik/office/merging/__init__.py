"""A document imported anew → the record the school has, changed at its places. The door is `lay_over`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nastavnik import messages
from nastavnik.importing.yaml_text import to_yaml
from nastavnik.office.merging.differences import differences
from nastavnik.office.merging.matching import plan_steps
from nastavnik.office.merging.merge import merge, renumbered
from nastavnik.office.merging.rewriting import rewritten
from nastavnik.office.merging.stretches import Stretches
from nastavnik.records.fields import YES_WORDS
from nastavnik.text.editing import Written

__all__ = ["Overlaid", "lay_over"]


@dataclass(frozen=True, slots=True)
class Overlaid:
    """An older record with what a document says: its bytes, a sentence a difference, old code → new code of stages."""

    data: bytes
    differences: tuple[str, ...]
    renumbered: Mapping[str, str]


def lay_over(written: Written, record: Mapping[str, Any]) -> Overlaid:
    """What a record becomes when `record`, read from a document, is laid over it.

    An example makes room whole: nothing in it is the school's. Raises `EditRefused` if its letters cannot be kept.
    """
    if str(written.source.data.get("example", "")).strip().lower() in YES_WORDS:
        return Overlaid(to_yaml(dict(record)).encode(), (messages.EXAMPLE_MAKES_ROOM,), {})
    plain = json.loads(json.dumps(record))
    stages = plan_steps(written.source.data)
    stretches = Stretches(written, stages)
    plan = merge(written.source.data, stages, plain, lambda step: bool(stretches.own_comments(step)))
    data = written.raw if plan.data == written.source.data else rewritten(written, plan, stretches)
    return Overlaid(data, tuple(differences(plan)), renumbered(plan))
