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


def people_on(site: Path) -> list[str]:
    """Digests of what a site shows of people, in order; none for a site without a catalogue."""
    try:
        catalogue = json.loads((site / ADDRESS).read_bytes())
    except (OSError, ValueError):
        return []
    shown = {digest(line.encode())[:16] for line in _shown(School, catalogue.get("school", {}), "school")}
    for item in catalogue["items"]:
        if item["kind"] in KINDS:
            key = f"{item['kind']}/{item['id']}"
            shown |= {digest(line.encode())[:16] for line in _shown(KINDS[item["kind"]], item["data"], key)}
    return sorted(shown)


def _shown(model: type[BaseModel], data: Mapping[str, Any], key: str) -> Iterator[str]:
    for name in model.model_fields.keys() & data.keys():
        value = data[name]
        if visibility(model, name) is CONSENT:
            yield f"{key} {name} {json.dumps(value, sort_keys=True) if name in _WORTH else ''}"
        for inner in models_in(model.model_fields[name].annotation):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, dict):
                    yield from _shown(inner, part, key)
