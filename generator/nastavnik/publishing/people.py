"""What a built site shows of people, as digests: what was withdrawn is told by what is no longer among them.

Read from the site's own `catalog.json`, so it is of the very pages that are published; which fields are of people the
record classes say. A digest of a name is at the target only as long as the name itself is on its pages.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from nastavnik.feeds.catalog import ADDRESS
from nastavnik.publishing.releases import digest
from nastavnik.records import KINDS, School
from nastavnik.records.fields import CONSENT, visibility
from nastavnik.records.reading import models_in

_WORTH = ("name", "photo")
"""Fields whose very value counts: another name or photo is another person's right. Of others, that they are shown."""
PICTURES = (".webp", ".jpg", ".jpeg", ".png", ".gif", ".heic")


def people_on(site: Path, known: dict[str, list[str]] | None = None) -> list[str]:
    """Digests of what a site shows of people, in order; none for a site without a catalogue.

    Records stand one a line: what was read of a line before is in `known`, by its digest; what is read now goes there.
    """
    try:
        lines = (site / ADDRESS).read_bytes().splitlines()
    except OSError:
        return []
    before = dict(known or {})
    of_lines = {digest(line): line for line in lines if line.startswith((b"{", b'"school"'))}
    read = {key: before[key] if key in before else _people_in(line) for key, line in of_lines.items()}
    if known is not None:
        known.clear()
        known.update(read)
    return sorted({each for digests in read.values() for each in digests})


def _people_in(line: bytes) -> list[str]:
    text = line.strip().rstrip(b",")
    is_school = text.startswith(b'"school":')
    try:
        item = json.loads(text.removeprefix(b'"school":'))
    except ValueError:  # the line that opens the file
        return []
    model = School if is_school else KINDS.get(item.get("kind", ""))
    if model is None:
        return []
    shown = _shown(
        model, item if is_school else item["data"], "school" if is_school else f"{item['kind']}/{item['id']}"
    )
    return sorted({digest(each.encode())[:16] for each in shown})


def _shown(model: type[BaseModel], data: Mapping[str, Any], key: str) -> Iterator[str]:
    for name in model.model_fields.keys() & data.keys():
        value = data[name]
        if visibility(model, name) is CONSENT:
            yield f"{key} {name} {json.dumps(value, sort_keys=True) if name in _WORTH else ''}"
        for inner in models_in(model.model_fields[name].annotation):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, dict):
                    yield from _shown(inner, part, key)
