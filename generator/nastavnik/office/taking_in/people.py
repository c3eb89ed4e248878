"""When two names are one person's: in full, with initials, with a letter ё or without."""

import re
from collections.abc import Mapping
from typing import Any

from nastavnik.records.vocabularies import normal

COUNTED_YEARS = ("teaching_since", "mentoring_since")


def person_key(values: Mapping[str, Any]) -> str:
    """The surname and the first initial; "" without a name."""
    words = _words(values)
    return " ".join([words[0], words[1][:1]]) if len(words) > 1 else "".join(words)


def same_person(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether each word of one name begins its word of the other: «Белова И. С.», «Белова Ирина Сергеевна»."""
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(_words(one), _words(other), strict=False))


def settled_person(new: Mapping[str, Any], old: Mapping[str, Any]) -> Mapping[str, Any]:
    """The new values with what older ones say better: the fuller name, and the years, which a list only lets count."""
    longer = len("".join(_words(old))) >= len("".join(_words(new)))
    better = ("name", *COUNTED_YEARS) if longer else COUNTED_YEARS
    return {**new, **{name: old[name] for name in better if name in new and old.get(name)}}


def _words(values: Mapping[str, Any]) -> list[str]:
    return re.findall(r"[\w-]+", normal(str(values.get("name") or "")))
