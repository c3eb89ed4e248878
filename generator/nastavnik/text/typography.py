"""Russian typography of finished HTML, in text nodes only: what must not be torn apart at a line's end.

After «№» and words of one or two letters, before a dash, between a number and what it counts or what has it, between
initials and a surname, inside phones, ranges and ordinals; a tag inside a line (`<a>`, `<time>`) is no border of words.
"""

import re

from nastavnik.text import marks

NBSP = "\u00a0"
JOINER = "\u2060"
MOST_TAGS = 9
"""So many tags are looked at between two words at the most."""
_VERBATIM = "|".join(rf"{tag}\b.*?</{tag}" for tag in ("script", "style", "pre", "code", "textarea", "title"))
_TAG = re.compile(rf"(<(?:(?=[sptc])(?:{_VERBATIM}))?[^>]*>)", re.DOTALL | re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|bdi|cite|del|dfn|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u)\b")
_UNITS = (
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|г\\.|гг\\.|года|год|лет|"
    "день|дня|дней|недел[юиья]|час[аов]*|минут[аы]?|%|класс[аеуов]*|руб|кг|км|КБ|МБ|пар[аы]?|групп[аы]?|человек"
)
_NUMBERED = (
    *(
        "кабинет",
        "кабинета",
        "кабинете",
        "каб.",
        "ауд.",
        "корпус",
        "корпусе",
        "форма",
        "формы",
        "стр.",
        "рис.",
        "табл.",
    ),
    *("этап", "этапа", "этапе", "этапу", "этапом", "пункт", "пункта", "пункте", "пункту", "статья", "статьи", "ст."),
    *("приложение", "приложения", "приложении", "приложению"),
)
"""What has a number behind it: «кабинет 12»."""
_LETTER = "[A-Za-zА-Яа-яЁё]"
_B = "[ \n]"
_ANY, _END = f"{marks.TAGS}*", marks.TAGS  # tags, of which `_joins` has yet to say that they stand inside a line
_BEFORE = rf"[^\w{NBSP}-]"  # what stands before a short word


def _behind(*patterns: str) -> str:
    """Any of the patterns, each of one width, before the blank that has just been read."""
    return "(?:" + "|".join(f"(?<={pattern}{_B})" for pattern in patterns) + ")"


_NUMBER = re.compile(rf"([№§])[ \n{NBSP}]*(?=\w)")
_WORDS = (_BEFORE + _LETTER, _BEFORE + _LETTER * 2, r"[^\w]\d", r"[^\w]\d\d", "[№§]")
_SHORT = (  # after the blank, and before it, where no word of three letters ends
    (rf'{_ANY}(?:[\w«„("№]|&(?:quot|#34);)', _behind(*_WORDS[:2])),
    (rf"{_ANY}[а-яё]{{3}}", _behind(*_WORDS[2:4])),
    (rf"{_END}+\w", _behind("[№§]")),
    (r'[\w«„("№]', rf"(?<={_END}{_B})" + _behind(*(before + _END for before in _WORDS))),
    (
        r"[А-ЯЁ«\d]",
        rf"(?<=\.{_B})(?<!\d[ {NBSP}]г\.{_B})(?<!т\.[ {NBSP}][дп]\.{_B})"
        + _behind(r"[^\w][гдпсч]\.", r"[^\w](?:ул|им|пл|пр|ст)\.", r"[^\w](?:пос|дер|пер|наб|обл|р-н)\."),
    ),
    (r"[дпке]\.", _behind(r"[^\w]т\.")),
    (r"[а-яё]{2,8}(?!\w)", rf"(?<![а-яё]{{9}}[ {NBSP}]–{_B})" + _behind(rf"[а-яё][ {NBSP}]–")),
)
_LONG = (
    ("[—–] ", ""),
    (
        rf"{_ANY}\d",
        _behind(
            *(rf"[^\w][{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in _NUMBERED), rf"\d[ {NBSP}][–—]"
        ),
    ),
    (r"\d{3}(?!\d)", _behind(r"\d")),
    (r"\d", _behind(r"\(\d{3}\)")),
    (r"\(\d{3}\)", _behind("[78]")),
    (rf"[А-ЯЁ]\.[ {NBSP}]?[А-ЯЁ]\.(?![ {NBSP}]?[А-ЯЁ])", _behind("[а-яё]")),
)
_COUNTED = ((rf"{_ANY}(?:{_UNITS})(?!\w)", ""), (rf"{_ANY}[а-яё]{{3}}", _behind(r"[^\w]\d\d\d")))


def _any_of(rules: tuple[tuple[str, str], ...]) -> str:
    return "(?:" + "|".join(f"(?={ahead}){behind}" for ahead, behind in rules) + ")"


_BLANK = re.compile(
    rf"{_B}(?:(?<!\w\w\w{_B}){_any_of(_SHORT)}|(?=[^а-яё])(?:{_any_of(_LONG)})|(?<=\d{_B}){_any_of(_COUNTED)})"
)
_RANGE = re.compile(
    r"–(?<=\d–)(?=\d)"
    r"|-(?<=\d-)(?:(?=[А-Яа-яЁё]{1,3}(?!\w))"  # 5-й, 87-ОД
    r"|(?<=[^\w/.-]20\d\d-)(?=20\d\d(?![\w/-]))()"  # a group: between years and hours stands a dash
    r"|(?<=\d[:.]\d\d-)(?=\d\d?[:.]\d\d(?!\d))()"
    rf"|(?<=[ {NBSP})]\d{{3}}-)(?=\d\d-\d\d(?![\w/-]))|(?<=[^\w]\d{{3}}-\d\d-)(?=\d\d(?![\w/-])))"
)
_YEARS = re.compile(r"(?<=[^\w/.-]20\d\d)-(?=20\d\d(?![\w/-]))")
_INITIALS = re.compile(r"\.(?<=\b[А-ЯЁ]\.)(?: ?(?=[А-ЯЁ]\.)| (?=[А-ЯЁ][а-яё]))")
_SIGNS = (
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<!-)--(?!-)"), "–"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(rf'(?:(?<=[\s\u00a0(\[«—–-])|(?<![^{marks.TAGS}])|\A)"(?=[^\s\u00a0.,;:!?)])'), "«"),
    (re.compile(r'"'), "»"),
)


def dashed(text: str) -> str:
    """Plain text with a dash between the years of a school year: for titles, where no sign joins words."""
    return _YEARS.sub("–", f" {text}")[1:]


def typeset(html: str) -> str:
    """The same HTML with no-break spaces in its text; tags, scripts and code stay as they are."""
    pieces = _TAG.split(html)  # a text, a tag, a text, … a text
    return _joined(_set(marks.TAGS.join(pieces[::2]), pieces[1::2]), pieces)


def smarten(html: str) -> str:
    """The same HTML with Russian quotes, dashes and ellipses for typewriter ones; never for approved wording."""
    pieces = _TAG.split(html)
    return _joined(_smarten_text(marks.TAGS.join(pieces[::2])), pieces)


def typeset_text(text: str) -> str:
    """One run of text, without tags."""
    return _set(text, [])


def _set(text: str, tags: list[str]) -> str:
    text = f"{marks.TAGS}{text}{marks.TAGS}"  # so that the first word has something before it
    text = _NUMBER.sub(rf"\1{NBSP}", text)
    text = _BLANK.sub(lambda blank: NBSP if _joins(blank, tags) else blank[0], text)[1:-1]
    return _INITIALS.sub(f".{NBSP}", _RANGE.sub(_unbroken, text))


def _unbroken(sign: re.Match[str]) -> str:
    return f"{'–' if sign.lastindex else sign[0]}{JOINER}"


def _joins(blank: re.Match[str], tags: list[str]) -> bool:
    """Whether what stands on both sides of the blank is in one line: only tags inside a line are between, if any."""
    text, at = blank.string, blank.start()
    if marks.TAGS not in (text[at - 1], text[at + 1]):
        return True
    ahead = text[at + 1 : at + MOST_TAGS]
    first, last = text.count(marks.TAGS, 1, at - 1), text.count(marks.TAGS, 1, at)
    return all(_INLINE_TAG.match(tag) for tag in tags[first : last + len(ahead) - len(ahead.lstrip(marks.TAGS))])


def _joined(text: str, pieces: list[str]) -> str:
    pieces[::2] = text.split(marks.TAGS)
    return "".join(pieces)


def _smarten_text(text: str) -> str:
    text = text.replace("&quot;", '"').replace("&#34;", '"')
    for pattern, replacement in _SIGNS:
        text = pattern.sub(replacement, text)
    return text
