"""What a record is about, as a thing to look at: found by its words, else by its codes, else a neutral one."""

import re
from collections.abc import Iterable, Mapping

from nastavnik.covers.mentoring_things import MENTORING
from nastavnik.covers.subject_things import SUBJECTS
from nastavnik.covers.topic import Topic

THINGS: Mapping[str, Topic] = {**SUBJECTS, **MENTORING}
"""All of them by name, the more telling first."""
NEUTRAL = ("firs", "lighthouse", "bridge", "steps", "key", "book", "door", "lamp", "compass")
"""For records that say nothing of what they are about: they speak of mentoring itself."""
BY_CODE: Mapping[str, str] = {
    "adaptation": "bridge",
    "subject": "formula",
    "digital": "computer",
    "career": "compass",
    "olympiads": "cup",
    "inclusion": "puzzle",
    "class": "school",
    "upbringing": "book",
    "support": "lamp",
    "school-of-mentors": "steps",
    "kick-off": "door",
    "consultation": "speech",
    "exchange": "key",
    "seminar": "paper",
    "conference": "speech",
    "round-table": "puzzle",
    "council": "school",
    "class-hour": "clock",
    "company": "factory",
    "college": "gear",
    "university": "column",
    "methodical": "paper",
    "culture": "column",
    "society": "hands",
    "alumni": "door",
    "press": "paper",
    "announcement": "calendar",
}
"""Codes of vocabularies — directions, kinds of events, of partners, of news — and the things they are shown by."""
LATER = 7
"""How many places further down the list a thing stands for every text that it was said later in."""
_STEMS = {stem: name for name, thing in THINGS.items() for stem in thing.words.split()}
_ANY = re.compile("|".join(rf"\b({stem.replace('$', chr(92) + 'b')})" for stem in _STEMS))
_NAMES = tuple(_STEMS.values())
_ORDER = {name: number for number, name in enumerate(THINGS)}


def things_of(texts: Iterable[str]) -> list[str]:
    """Names of the things that texts speak of: the telling ones first, what is said early before what comes late."""
    places = {
        _NAMES[(match.lastindex or 1) - 1]: place
        for place, text in reversed(list(enumerate(texts)))
        for match in _ANY.finditer(text.lower())
    }
    return sorted(places, key=lambda name: _ORDER[name] + places[name] * LATER)
