"""Names of municipalities as lists write them («Новоозёрск, город») made names as people write them («г. Новоозёрск»).

The kind of a place stands first or last by grammar: «Ключевской район», where the name is an adjective, but
«район Приозёрье». Settlements go by their usual abbreviations, areas by the whole word.
"""

import re

from nastavnik.messages import AREAS, SETTLEMENTS, SHORT_KINDS, capital

_ADJECTIVE = re.compile(r"(?:ий|ый|ой|ая|яя|ое|ее)$", re.IGNORECASE)
_LISTED = re.compile(r"^(?P<name>.+?)\s*[,(]\s*(?P<type>[^,()]+?)\s*\)?$")
_CITY = re.compile(r"^(?:город|г\.?)\s+(?=\S)", re.IGNORECASE)


def municipality(title: str) -> str:
    """A municipality as people name it: «Новоозёрск, город» → «г. Новоозёрск»; what is no list's order stays."""
    listed = _LISTED.match(title.strip())
    kind = _kind(listed["type"]) if listed else ""
    if not listed or not (kind in SETTLEMENTS or kind in AREAS):
        return _CITY.sub("г. ", title.strip())
    name = listed["name"]
    if kind in SETTLEMENTS:
        return f"{SETTLEMENTS[kind]} {name}"
    return f"{name} {AREAS[kind]}" if _ADJECTIVE.search(name) else f"{capital(AREAS[kind])} {name}"


def bare(title: str) -> str:
    """The name of a municipality without its kind: «Заозёрный муниципальный округ» → «Заозёрный»."""
    words = title.split()
    for count in (3, 2, 1):
        if len(words) > count and _is_kind(words[:count]):
            return bare(" ".join(words[count:]))
    for count in (2, 1):
        if len(words) > count and _kind(" ".join(words[-count:])) in AREAS:
            return " ".join(words[:-count])
    return title


def _is_kind(words: list[str]) -> bool:
    kind = _kind(" ".join(words))
    return kind in SETTLEMENTS or kind in AREAS or kind in SHORT_KINDS


def _kind(words: str) -> str:
    return words.lower().replace("поселок", "посёлок").rstrip(".").replace(". ", ".")
