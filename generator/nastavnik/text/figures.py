"""Numbers in running Russian text, in digits or in words, and the lines of Markdown they stand in."""

import re
from collections.abc import Iterator, Sequence

_ONES = ("один|одна|одно", "два|две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_TEENS = ("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать")
_LATE_TEENS = ("семнадцать", "восемнадцать", "девятнадцать")
_TENS = ("двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто")
_HUNDREDS = ("сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот")
WORDS = {
    **{word: value for value, words in enumerate(_ONES, 1) for word in words.split("|")},
    **{word: value for value, word in enumerate((*_TEENS, *_LATE_TEENS), 10)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    **{word: 100 * value for value, word in enumerate(_HUNDREDS, 1)},
}
"""Numerals in the nominative; other cases («двадцати пяти») count as words."""
_DIGITS = re.compile(r"\d{1,3}(?:\N{NO-BREAK SPACE}\d{3})+|\d+(?:,\d+)?")
_GROUPS = re.compile(r"(?<=\d)[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}](?=\d{3}(?!\d))")
_NOT_TEXT = re.compile(r"\s*(?:\||#|>|```|~~~|!\[|:::|!!!|\?\?\?)")
_LINK, _MARKER = re.compile(r"!?\[([^][]*)\]\([^()]*\)"), re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_STRESS = re.compile(r"[*_`]+")


def plain(markdown: str) -> Iterator[str]:
    """Paragraphs and items of a text without its marks; tables, headings and quotations are left out."""
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)", markdown):
        lines = [line for line in block.split("\n") if line.strip()]
        if lines and not any(_NOT_TEXT.match(line) for line in lines):
            text = _STRESS.sub("", _LINK.sub(r"\1", _MARKER.sub("", " ".join(lines), count=1)))
            yield _GROUPS.sub("\N{NO-BREAK SPACE}", " ".join(text.split()))


def number_at(words: Sequence[str], at: int) -> tuple[str, str, int]:
    """The number that begins at a word, in digits, its «%» and of how many words both are; ("", "", 0) if none does.

    «двадцать», «восемь» → ("28", "", 2); «80», «%» → ("80", "%", 2).
    """
    share = re.fullmatch(rf"({_DIGITS.pattern})(%?)", words[at])
    if share:
        stands_alone = not share[2] and words[at + 1 : at + 2] == ["%"]
        return share[1], "%" if share[2] or stands_alone else "", 1 + stands_alone
    number, length = _in_words(words[at:])
    return number, "", length


def _in_words(words: Sequence[str]) -> tuple[str, int]:
    """A number in words, each part smaller than a place of the one before: «сто», «двадцать», «пять»."""
    total, length, room = 0, 0, 1000
    for word in words:
        value = WORDS.get(word.lower(), 0)
        if not value or value >= room:
            break
        total, length = total + value, length + 1
        room = 100 if value >= 100 else 10 if value >= 20 else 1
    return (str(total), length) if length else ("", 0)
