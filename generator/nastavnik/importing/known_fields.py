"""What a reader has to know of the fields it fills: what they are called, and what shape their values have.

Whoever calls a reader derives them from the classes of records; readers know no classes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

FieldShape = Literal["line", "note", "text", "entries", "texts", "word", "words", "parts"]
"""A line; plain lines; Markdown; a list of lines or of Markdown texts; a word of a vocabulary, or several; pieces."""
LONGEST_CAPTION = 100  # signs
MOST_BESIDE = 4  # words of a heading besides those of a caption of one word
STEM = 5  # letters by which words are known again, whatever their endings
LEAST = 3  # letters two words have in common
SMALL = frozenset(
    re.findall(r"\w+", "и а в во на о об от по с со для как из к у при что это все их ее его наш наша наши")
)
COMMON = {"практ", "наста", "проек", "наше", "нашей", "реали"}
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class KnownField:
    """A field: its name, what it is called (its own caption first), the shape of its values.

    `words`: spellings of the vocabulary whose words it takes. `parts`: the fields of its pieces. `longest`: signs of a
    line, 0 for any number. `needed`: no record lacks it.
    """

    name: str
    captions: tuple[str, ...]
    shape: FieldShape = "text"
    words: tuple[str, ...] = ()
    parts: tuple["KnownField", ...] = ()
    longest: int = 0
    needed: bool = False


def field_called(heading: str, fields: Iterable[KnownField]) -> KnownField | None:
    """The field that a heading or a caption means: the one whose caption has the most words in it; None for none.

    «Ожидаемые результаты реализации практики» has the word of «результаты»; «Результат встречи стал заметен уже через
    неделю» is a sentence.
    """
    stems = _stems(heading)
    if not stems or len(heading) > LONGEST_CAPTION:
        return None
    scored = [
        (len(words), -place, field)
        for field in fields
        for caption in field.captions
        if (words := _stems(caption)) and (place := _place(words, stems)) is not None
    ]
    return max(scored, key=lambda score: score[:2])[2] if scored else None


def is_called(heading: str, field: KnownField) -> bool:
    """Whether a heading is a caption of the field and says nothing else: «Цель», «Цель нашей практики»."""
    stems = _telling(heading)
    captions = map(_telling, field.captions)
    return any(len(words) == len(stems) and _place(words, stems) == 0 for words in captions)


def _telling(text: str) -> list[str]:
    """Stems without the words that any heading of such a text may have."""
    stems = _stems(text)
    return [stem for stem in stems if stem not in COMMON] or stems


def _place(caption: list[str], heading: list[str]) -> int | None:
    """Where the words of a caption stand in a heading, one after another; None where they do not."""
    if len(heading) > len(caption) + MOST_BESIDE:
        return None
    first, at = None, 0
    for stem in caption:
        at = next((place for place in range(at, len(heading)) if _same(stem, heading[place])), -1) + 1
        if not at:
            return None
        first = at - 1 if first is None else first
    return first


def _same(one: str, other: str) -> bool:
    """Whether two stems are of one word: «цель», «цели»; not «вид» and «видео»."""
    short, long = sorted((one, other), key=len)
    if len(short) < STEM and len(long) - len(short) > 1:
        return False
    return long[: max(LEAST, len(short) - 1)] == short[: max(LEAST, len(short) - 1)] and len(short) >= LEAST


def _stems(text: str) -> list[str]:
    words = WORD.findall(text.lower().replace("ё", "е"))
    return [word[:STEM] for word in words if word not in SMALL] or [word[:STEM] for word in words]


def plain_words(text: str) -> str:
    """A text as words are looked for in it: small letters, single blanks, one sort of dash, a blank at both ends."""
    plain = re.sub(r"\s*[-‐‑‒–—−]+\s*", "-", text.lower().replace("ё", "е"))
    return f" {' '.join(re.findall(r'[a-zа-я0-9_-]+', plain))} "
