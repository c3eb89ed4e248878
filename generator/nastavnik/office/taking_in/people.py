"""When two names are one person's: in full, with initials, with a letter ё or without."""

import re
from collections.abc import Mapping
from typing import Any

from nastavnik.records.vocabularies import normal


def person_key(values: Mapping[str, Any]) -> str:
    """The surname and the first initial; "" without a name."""
    words = _words(values)
    return " ".join([words[0], words[1][:1]]) if len(words) > 1 else "".join(words)


def same_person(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether each word of one name begins its word of the other: «Белова И. С.», «Белова Ирина Сергеевна»."""
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(_words(one), _words(other), strict=False))


def fuller_name(new: Mapping[str, Any], old: Mapping[str, Any]) -> Mapping[str, Any]:
    """The new values with the old name where it says more of the same person, or the same in another spelling."""
    longer = len("".join(_words(old))) >= len("".join(_words(new)))
    return {**new, "name": old["name"]} if longer and old.get("name") else new


def _words(values: Mapping[str, Any]) -> list[str]:
    return re.findall(r"[\w-]+", normal(str(values.get("name") or "")))
