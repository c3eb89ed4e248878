"""What a record is about, as a thing to look at: found by its words, else by its codes, else a neutral one."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from nastavnik.covers.mentoring_things import MENTORING
from nastavnik.covers.subject_things import SUBJECTS
from nastavnik.covers.topic import Topic

THINGS: Mapping[str, Topic] = {**SUBJECTS, **MENTORING}
"""All of them by name, the more telling first."""
NEUTRAL = (
    *("firs", "lighthouse", "bridge", "steps", "key", "book", "door", "lamp"),
    *("compass", "hands", "knot", "puzzle", "sprout", "pencil", "speech"),
)
"""For records that say nothing of what they are about: they speak of mentoring itself."""
BY_CODE: Mapping[str, tuple[str, ...]] = {
    "adaptation": ("bridge", "door"),
    "subject": ("formula", "pencil"),
    "digital": ("computer",),
    "career": ("compass", "lighthouse"),
    "olympiads": ("cup",),
    "inclusion": ("puzzle", "hands"),
    "class": ("school",),
    "upbringing": ("book",),
    "support": ("lamp", "hands"),
    "school-of-mentors": ("steps", "lamp", "pencil", "book"),
    "kick-off": ("door", "key", "bridge"),
    "consultation": ("speech", "hands", "compass"),
    "exchange": ("key", "knot", "bridge"),
    "seminar": ("paper", "pencil", "lamp"),
    "conference": ("speech", "lighthouse", "globe"),
    "round-table": ("puzzle", "knot", "speech"),
    "council": ("school", "paper", "clock"),
    "class-hour": ("clock", "speech", "book"),
    "company": ("factory",),
    "college": ("gear",),
    "university": ("column",),
    "methodical": ("paper", "pencil"),
    "culture": ("column",),
    "society": ("hands",),
    "alumni": ("door",),
    "press": ("paper",),
    "announcement": ("calendar", "clock"),
}
"""Codes of vocabularies — directions, kinds of events, of partners, of news — and the things they are shown by."""
LATER = 7
"""How many places further down the list a thing stands for every text that it was said later in."""
_STEMS = {stem: name for name, topic in THINGS.items() for stem in topic.words.split()}
_LENGTHS = sorted({len(stem) for stem in _STEMS}, reverse=True)
_PLACES = {name: number for number, name in enumerate(THINGS)}
_WORD = re.compile(r"[а-яёa-z]+")


def things_of(texts: Iterable[str]) -> list[str]:
    """Names of the things that texts speak of: the telling ones first, what is said early before what comes late."""
    places: dict[str, int] = {}
    for at, text in enumerate(texts):
        for name in filter(None, map(_meant, _WORD.findall(text.lower()))):
            places.setdefault(name, _PLACES[name] + at * LATER)
    return sorted(places, key=places.__getitem__)


@lru_cache(maxsize=65536)
def _meant(word: str) -> str | None:
    """The thing a word calls for: it is one of the whole words, or begins as one of the stems does."""
    beginnings = (_STEMS.get(word[:length]) for length in _LENGTHS if length <= len(word))
    return _STEMS.get(f"{word}$") or next(filter(None, beginnings), None)
