"""Soft hyphens in long Russian words of headings, whose letters are large: a phone may break them, and tears nothing.

Only in the page itself: what is copied from it to machines, feeds, the search and other platforms has none (`without`).
"""

import re
from functools import cache

SOFT = "\u00ad"
_LONG = re.compile(r"[А-Яа-яЁё]{14,}")
_AT_EACH_SIDE = 4  # letters; shorter ends look like slips
_G, _S = "[аеёиоуыэюя]", "[бвгджзклмнпрстфхцчшщ]"
_SYLLABLE = re.compile(
    rf"[йьъ](?=[а-яё])|{_G}(?={_G}[а-яё])|{_G}{_S}(?={_S}{_G})|{_S}{_G}(?={_S}{_G})"
    rf"|{_G}{_S}(?={_S}{{2}}{_G})|{_G}{_S}{{2}}(?={_S}{{2}}{_G})",
    re.IGNORECASE,
)
"""Behind what a syllable ends, by its vowels and consonants; `nv.js` has the same rule."""
_HEADING = re.compile(r"(<h([1-3])\b[^>]*>)(.*?)(</h\2>)", re.DOTALL)
_TEXT = re.compile(r"(?:\A|(?<=>))[^<]+")


def hyphenated(html: str) -> str:
    """HTML with soft hyphens in the long words of its headings."""
    return _HEADING.sub(lambda heading: heading[1] + _TEXT.sub(_soft_text, heading[3]) + heading[4], html)


def softened(text: str) -> str:
    """A text without tags with soft hyphens in its long words."""
    return _LONG.sub(lambda word: _word(word[0]), text)


def without(html: str) -> str:
    """The same without soft hyphens."""
    return html.replace(SOFT, "")


def _soft_text(text: re.Match[str]) -> str:
    return softened(text[0])


@cache
def _word(word: str) -> str:
    def broken(syllable: re.Match[str]) -> str:
        is_inside = _AT_EACH_SIDE <= syllable.end() <= len(word) - _AT_EACH_SIDE
        return syllable[0] + SOFT if is_inside else syllable[0]

    return _SYLLABLE.sub(broken, word)
