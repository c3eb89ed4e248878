"""Unquoted data → YAML that an editor likes to read: order kept, quotes only where needed, lines not wrapped."""

import io
import re
from typing import Any

import yaml

DAY = re.compile(r"\d{4}-\d\d-\d\d")


class _Dumper(yaml.SafeDumper):
    """Dates and numbers of a record are texts: what YAML would take for something else is quoted."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _plain(dumper: yaml.SafeDumper, value: "Unquoted") -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(value))


class Unquoted(str):
    """A text written without quotes although YAML reads it as something else: an ISO date."""


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Unquoted, _plain)


def to_yaml(data: dict[str, Any] | list[Any]) -> str:
    """The text of a record file, or of a list in one. Lists stand under their key without a further indent."""
    out = io.StringIO()
    yaml.dump(data, out, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=False)
    return out.getvalue()


def dated(value: Any) -> Any:
    """Texts of a record as editors write them: days without quotes."""
    if isinstance(value, dict):
        return {key: dated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [dated(inner) for inner in value]
    return Unquoted(value) if isinstance(value, str) and DAY.fullmatch(value) else value
