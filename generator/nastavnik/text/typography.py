"""Russian typography of finished HTML, in text nodes only: what must not be torn apart at a line's end.

After «№», words of one or two letters and «г.», «пос.» before a name, before a dash, between a number and what it
counts, inside phones and ranges.
"""

import re
from collections.abc import Callable

from nastavnik.text import marks

NBSP = "\u00a0"
JOINER = "\u2060"
_VERBATIM = "|".join(rf"{tag}\b.*?</{tag}" for tag in ("script", "style", "pre", "code", "textarea"))
_TAG = re.compile(rf"(<(?:(?=[sptc])(?:{_VERBATIM}))?[^>]*>)", re.DOTALL | re.IGNORECASE)
_UNITS = (
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|г\\.|гг\\.|года|год|лет|"
    "день|дня|дней|недел[юиья]|час[аов]*|минут[аы]?|%|класс[аеуов]*|руб|кг|км|КБ|МБ|пар[аы]?|групп[аы]?|человек"
)
_LETTER = "[A-Za-zА-Яа-яЁё]"
_NUMBER = re.compile(r"([№§])[ \u00a0]*(?=[\d\w])")
_BEFORE_NAMES = ("[гсдпх]", "ул", "пл", "пр", "им", "ст", "р-н", "пос", "дер", "пер", "наб", "обл")
_PLACE = "|".join(rf"(?<=[^\w-]{word}\. )" for word in _BEFORE_NAMES)  # «г. Заречье», «ул. Садовая»
_BLANK = re.compile(  # letters are many, so every rule begins with what is rare
    " (?:"
    rf"(?=[\w«„(\"])(?:(?<=[^\w{NBSP}-]{_LETTER} )|(?<=[^\w{NBSP}-]{_LETTER}{_LETTER} ))"
    r"|(?=[—–] )"
    rf"|(?=[А-ЯЁ«])(?:{_PLACE})(?<!\d.г\. )(?<!т..[дп]\. )"
    rf"|(?<=\d )(?=(?:{_UNITS})(?!\w))"
    r"|(?=\(?\d)(?:(?<=\d )(?=\d{3}(?!\d))|(?<=\(\d{3}\) )(?=\d)|(?<=[78] )(?=\(\d{3}\)))"
    ")"
)
_RANGE = re.compile(r"–(?<=\d–)(?=\d)")
_INITIALS = re.compile(r"\.(?<=\b[А-ЯЁ]\.)(?: ?(?=[А-ЯЁ]\.)| (?=[А-ЯЁ][а-яё]))")
_SIGNS = (
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<!-)--(?!-)"), "–"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(rf'(?:(?<=[\s\u00a0(\[«—–-])|(?<![^{marks.TAGS}])|\A)"(?=[^\s\u00a0.,;:!?)])'), "«"),
    (re.compile(r'"'), "»"),
)


def typeset(html: str) -> str:
    """The same HTML with no-break spaces in its text; tags, scripts and code stay as they are."""
    return _in_texts(html, typeset_text)


def smarten(html: str) -> str:
    """The same HTML with Russian quotes, dashes and ellipses for typewriter ones; never for approved wording."""
    return _in_texts(html, _smarten_text)


def typeset_text(text: str) -> str:
    """One run of text, without tags."""
    text = marks.TAGS + text  # so that the first word has something before it
    text = _BLANK.sub(NBSP, _NUMBER.sub(rf"\1{NBSP}", text))[1:]
    return _INITIALS.sub(f".{NBSP}", _RANGE.sub(f"–{JOINER}", text))


def _in_texts(html: str, change: Callable[[str], str]) -> str:
    pieces = _TAG.split(html)  # a text, a tag, a text, … a text
    pieces[::2] = change(marks.TAGS.join(pieces[::2])).split(marks.TAGS)
    return "".join(pieces)


def _smarten_text(text: str) -> str:
    text = text.replace("&quot;", '"').replace("&#34;", '"')
    for pattern, replacement in _SIGNS:
        text = pattern.sub(replacement, text)
    return text
