"""A phrase as it was typed → the same phrase in one alphabet, one kind of dash and single blanks."""

import re
import unicodedata

LONGEST = 600
"""A deadline of more characters is not a deadline; this also bounds the time any phrase can take."""

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⁃﹣－"), "-")
_DELETED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff«»“”„\"'’`"), None)
_ROMAN = {ord("Ⅰ"): "I", ord("Ⅱ"): "II", ord("Ⅲ"): "III", ord("Ⅳ"): "IV", ord("Ⅴ"): "V"}
_TABLE = _DASHES | _DELETED | _ROMAN | {ord("ё"): "е", ord("Ё"): "Е"}

_LATIN = str.maketrans("aceopxykmtbhACEOPXYKMTBH", "асеорхукмтвнАСЕОРХУКМТВН")
_WORD = re.compile(r"[A-Za-zА-Яа-я]+")
_PREPOSITIONS = ("c", "C", "k", "K")  # the Latin signs where «с» and «к» were meant
_RUSSIAN = re.compile(r"[А-Яа-я]")


def clean(phrase: str) -> str:
    """Without soft hyphens, quotes, odd blanks, odd dashes, «ё» and Latin letters inside Russian words.

    What is too long for a deadline comes back empty.
    """
    blanks = " ".join(phrase.split())
    if len(blanks) > 2 * LONGEST:
        return ""
    text = " ".join(unicodedata.normalize("NFC", blanks).translate(_TABLE).split())
    return _WORD.sub(_one_alphabet, text) if len(text) <= LONGEST else ""


def _one_alphabet(word: re.Match[str]) -> str:
    return word[0].translate(_LATIN) if _RUSSIAN.search(word[0]) or word[0] in _PREPOSITIONS else word[0]
