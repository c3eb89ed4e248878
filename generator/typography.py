"""Russian typography of finished HTML, in text nodes only: what must not be torn apart at a line's end.

After «№» and words of one or two letters, before a dash, between a number and what it counts, inside phones.
"""

import re

NBSP = "\u00a0"
_VERBATIM = r"<(script|style|pre|code|textarea)\b.*?</\2>"
_PIECE = re.compile(rf"({_VERBATIM}|<[^>]*>)", re.DOTALL | re.IGNORECASE)
_UNITS = (
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|г\\.|гг\\.|года|год|лет|"
    "день|дня|дней|недел[юиья]|час[аов]*|минут[аы]?|%|класс[аеуов]*|руб|кг|км|КБ|МБ|пар[аы]?|групп[аы]?|человек"
)
_RULES = (
    (re.compile(r"([№§])[ \u00a0]*(?=[\d\w])"), rf"\1{NBSP}"),
    (re.compile(r"(?<![\w\u00a0-])([A-Za-zА-Яа-яЁё]{1,2}) (?=[\w«„(\"])"), rf"\1{NBSP}"),
    (re.compile(r" (?=[—–] )"), NBSP),
    (re.compile(rf"(\d) (?=(?:{_UNITS})(?!\w))"), rf"\1{NBSP}"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))|(?<=\(\d{3}\)) (?=\d)|(?<=8|7) (?=\(\d{3}\))"), NBSP),
    (re.compile(r"(?<=\b[А-ЯЁ]\.) ?(?=[А-ЯЁ]\.)|(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ][а-яё])"), NBSP),
)


def typeset(html: str) -> str:
    """The same HTML with no-break spaces in its text; tags, scripts and code stay as they are."""
    pieces = _PIECE.split(html)
    # the pattern has two groups, so text stands at every third place and what it split by right after
    return "".join(
        typeset_text(piece) if number % 3 == 0 else piece
        for number, piece in enumerate(pieces)
        if number % 3 != 2 and piece
    )


def typeset_text(text: str) -> str:
    """One run of text, without tags."""
    if " " not in text and "№" not in text:
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
