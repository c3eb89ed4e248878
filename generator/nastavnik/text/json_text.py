"""JSON as it is written: for people to look into, and for programs."""

import json
from typing import Any


def json_bytes(value: Any) -> bytes:
    """JSON for people to look into as well."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def compact_json(value: Any) -> str:
    """JSON on one line with sorted names, for programs: the same value, the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
