"""The stamp of an approved plan as a site shows it: what is to be written on paper by hand is no news to a reader."""

import re

_SIGNED = re.compile(r"_{2,}\s*/\s*([^/_]+?)\s*/")
_DAY = re.compile(
    r"(?:\bот\s+)?(?:[«\"„]\s*_+\s*[»\"“]\s*|_{2,}\s+)_{2,}\s*(?:20(?:_+|\d\d)|_+)?\s*(?:г(?:ода?\b|\.)?)?", re.I
)
_BLANK = re.compile(r"(?:№\s*|/\s*)?_{2,}(?:\s*/)?")
_HINT = re.compile(r"\(\s*(?:подпись|дата|ф\.?\s?и\.?\s?о|расшифровка)[^)]*\)", re.I)
_NOTHING = re.compile(r"(?:\W|\b(?:приказ\w*|протокол\w*|от|года?|г|м\.?\s?п)\b)*", re.I)


def stamp_lines(text: str) -> list[str]:
    """The lines of a stamp without places for a signature, a day, a number; lines of nothing else are left out."""
    return [shown for line in text.split("\n") if (shown := _filled(line))]


def _filled(line: str) -> str:
    if "__" not in line:
        return line
    for blank, instead in ((_SIGNED, r" \1 "), (_DAY, " "), (_BLANK, " "), (_HINT, " ")):
        line = blank.sub(instead, line)
    shown = " ".join(line.split())
    return "" if _NOTHING.fullmatch(shown) else shown
