"""Signs that look like others, or like nothing: Russian letters in Latin words, Latin ones in Russian, hidden blanks.

Word, browsers and a keyboard left in the other layout put them where nobody sees them. Whoever refuses a word for one
names the sign and its place in the word.
"""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Script = Literal["latin", "russian", "digits"]
_RUSSIAN = "аеорсухАВЕКМНОРСТХіІјЅѕ"
_LATIN = "aeopcyxABEKMHOPCTXiIjSs"
_TO_LATIN = dict(zip(_RUSSIAN, _LATIN, strict=True)) | {"к": "k", "т": "t", "м": "m", "п": "n", "ь": "b", "У": "Y"}
_TO_RUSSIAN = {latin: russian for russian, latin in zip(_RUSSIAN[:18], _LATIN[:18], strict=True)} | {
    "k": "к",
    "Y": "У",
    "u": "и",
    "n": "п",
    "m": "т",
    "b": "ь",
}
_TO_DIGITS = {"О": "0", "о": "0", "O": "0", "o": "0", "З": "3", "з": "3", "l": "1", "I": "1", "І": "1", "б": "6"}
_MENDED: Mapping[Script, Mapping[str, str]] = {"latin": _TO_LATIN, "russian": _TO_RUSSIAN, "digits": _TO_DIGITS}
HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Signs without a width: soft hyphens, joiners, marks of direction."""
ODD_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""Blanks that YAML takes for letters: no-break ones, narrow, wide."""
_WORD = re.compile(rf"(?:\w|{HIDDEN.pattern})+")
_IS_LATIN, _IS_RUSSIAN = re.compile("[A-Za-z]"), re.compile("[А-ЯЁа-яёіІјЅѕ]")


class Odd(NamedTuple):
    """A sign of a word that is not what it looks like."""

    sign: str
    """The sign itself; "" for a hidden one, which cannot be shown."""
    script: Script
    """The letters the word is written in otherwise."""
    word: str
    """The word as it was written, without hidden signs."""
    mended: str
    """The word as it should be."""
    at: int
    """Number of the sign in the text, from 0."""
    place: int
    """Number of the sign in its word, from 1."""


def odd_sign(text: str, script: Script | None = None) -> Odd | None:
    """The first sign of a text that is not what it looks like; `script` is what its words must be written in.

    Without it a word is written in the letters most of it is: «пeдагог» in Russian ones, `сonsent` in Latin ones.
    """
    for match in _WORD.finditer(text):
        odd = _in_word(match[0], match.start(), script)
        if odd:
            return odd
    return None


def mended(text: str, script: Script | None = None) -> str:
    """The text with every such sign replaced by what it looks like, hidden ones left out, odd blanks made plain."""
    words = _WORD.sub(lambda match: _mended(HIDDEN.sub("", match[0]), script or _script(match[0])), text)
    return ODD_BLANK.sub(" ", HIDDEN.sub("", words))


def _in_word(word: str, start: int, script: Script | None) -> Odd | None:
    plain = HIDDEN.sub("", word)
    own = script or _script(plain)
    if not script and own != "digits" and _foreign(_mended(plain, own), own):
        own = "russian" if own == "latin" else "latin"
    hidden = HIDDEN.search(word)
    if hidden:
        return Odd("", own, plain, _mended(plain, own), start + hidden.start(), hidden.start() + 1)
    fixed = _mended(plain, own)
    if fixed == plain or _foreign(fixed, own):
        return None
    at = next(number for number, (old, new) in enumerate(zip(plain, fixed, strict=True)) if old != new)
    return Odd(plain[at], own, plain, fixed, start + at, at + 1)


def _script(word: str) -> Script:
    """What most of a word is written in."""
    if sum(map(str.isdigit, word)) * 2 > len(word):
        return "digits"
    return "latin" if len(_IS_LATIN.findall(word)) >= len(_IS_RUSSIAN.findall(word)) else "russian"


def _mended(word: str, script: Script) -> str:
    if script == "digits" and not (set(word) - set("0123456789") <= set(_TO_DIGITS)):
        return word
    return "".join(_MENDED[script].get(sign, sign) for sign in word)


def _foreign(word: str, script: Script) -> bool:
    """Whether a mended word still has letters of the other script: then it is another word, not a slip."""
    other = {"latin": _IS_RUSSIAN, "russian": _IS_LATIN}.get(script)
    return bool(other and other.search(word))
