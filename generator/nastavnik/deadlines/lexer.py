"""The words of deadlines: a cleaned phrase → tokens. Endings, abbreviations, glued words and slips are met here.

A word that is not in the table becomes a `word` token, a number or date that cannot be becomes `bad`:
the grammar has no rule for either, so a phrase that holds one gets no dates.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from nastavnik.deadlines.deadline import YEARS, Unit


class Token(NamedTuple):
    """`kind` is what the rules of the grammar are written in; `start` and `end` are places in the phrase."""

    kind: str
    value: Any
    start: int
    end: int


_SOFT = "(?:ь|я|ю|е|ем)?"
_MONTHS = (
    f"янв(?:ар{_SOFT})?",
    f"фев(?:р(?:ал{_SOFT})?)?",
    "мар(?:т[аеу]?|том)?",
    f"апр(?:ел{_SOFT})?",
    "ма[йяюе]|маем",
    f"июн{_SOFT}",
    f"июл{_SOFT}",
    "авг(?:уст[аеу]?|устом)?",
    f"сен(?:т(?:ябр{_SOFT})?)?",
    f"окт(?:ябр{_SOFT})?",
    f"ноя|нояб(?:р{_SOFT})?",
    f"дек(?:абр{_SOFT})?",
)
_STEMS = {1: "январ", 2: "феврал", 4: "апрел", 9: "сентябр", 10: "октябр", 11: "ноябр", 12: "декабр"}
_LONG_MONTHS = {stem + ending: number for number, stem in _STEMS.items() for ending in "ьяе"}
_LONG_MONTHS |= {"август": 8, "августа": 8, "августе": 8}
_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
_ORDINALS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_COUNTS = {
    1: "один|одного|одну|одной|одном|одна",
    2: "два|две|двух|двум|двумя",
    3: "три|трех|трем|тремя",
    4: "четыре|четырех",
    5: "пять|пяти",
    6: "шесть|шести",
    7: "семь|семи",
    8: "восемь|восьми",
    9: "девять|девяти",
    10: "десять|десяти",
    12: "двенадцать|двенадцати",
}
_SEASONS = {
    1: "зим[аыеу]|зимой|зимн(?:ий|яя|ие|их|его|ем|ей|юю|ее)",
    2: "весн[аыеу]|весной|весенн(?:ий|яя|ие|их|его|ем|ей|юю|ее)",
    3: "лет[оа]|летом|летн(?:ий|яя|ие|их|его|ем|ей|юю|ее)",
    4: "осен[ьи]|осенью|осенн(?:ий|яя|ие|их|его|ем|ей|юю|ее)",
}
_OFTEN = "н(?:о|ый|ая|ое|ые|ого|ой|ую|ых|ом)"

_WORDS: tuple[tuple[str, Any, str], ...] = (  # kind, value, all its forms
    *(("month", number, forms) for number, forms in enumerate(_MONTHS, 1)),
    *(("weekday", n, f"{stem}(?:[аеуыия]|ом|ой)?") for n, stem in enumerate(_WEEKDAYS)),
    *(("weekdays", n, f"{stem}(?:ам|ям)") for n, stem in enumerate(_WEEKDAYS)),
    *(("num", number, forms) for number, forms in _COUNTS.items()),
    # «первого сентября» names a day, «первая неделя» does not: only these endings may stand before a month
    *(("ordday", n, f"{stem}(?:ого|ое|ьего|ье)") for n, stem in enumerate(_ORDINALS, 1)),
    *(("ord", n, f"{stem}(?:[ыои]й|ая|ую|[оы]м|ье[мй]|ья|ью|ые|ых|ому)") for n, stem in enumerate(_ORDINALS, 1)),
    ("ord", -1, "последн(?:ий|яя|ее|юю|ей|его|ем)"),
    ("ord", -2, "предпоследн(?:ий|яя|ее|юю|ей|его|ем)"),
    *(("season", number, forms) for number, forms in _SEASONS.items()),
    ("yearword", "many", "годы|годах|годов|годам"),
    ("yearword", "short", "гг"),
    ("yearword", "one", "г|год[ауе]?|годом|лет"),
    ("school", None, "уч|учеб|учебн(?:ый|ого|ом|ому|ым|ые|ых)"),
    ("calendar", None, "календарн(?:ый|ого|ом|ому|ые|ых)"),
    ("current", None, "текущ(?:ий|его|ем|ему)|этого|нынешнего"),
    ("each", None, "кажд(?:ый|ая|ое|ую|ого|ой|ом|ые|ых|ым)?"),
    ("every", "yearly", f"ежегод{_OFTEN}"),
    ("every", "quarterly", f"ежекв(?:арт(?:аль{_OFTEN})?)?|поквартально"),
    ("every", "monthly", f"ежемес(?:яч{_OFTEN})?|помесячно"),
    ("every", "weekly", f"еженед(?:ель{_OFTEN})?"),
    ("every", "daily", f"ежедн(?:ев{_OFTEN})?"),
    ("twice", 2, "дважды"),
    ("twice", 3, "трижды"),
    ("times", None, "раз|раза|разу|р"),
    ("atleast", None, "минимум"),
    ("from", None, "с|со"),
    ("ot", None, "от"),  # alone it is more likely the date of a paper
    ("to", None, "по"),
    ("by", "do", "до"),
    ("by", "k", "к|ко"),
    ("after", None, "после"),
    ("in", None, "в|во|на|за"),
    ("and", None, "и"),
    ("then", None, "далее|затем|впоследствии"),
    ("whole", None, "весь|всего|всей|все|всем|всех|вс[юя]|целый|целого"),
    (
        "period",
        None,
        "период[ауе]?|периодом|срок[ау]?|сроком|сроки|сроков|время|времени",
    ),
    ("course", None, "реализаци[ия]|действи[ея]|выполнени[ея]|обучени[ея]|работы|деятельности|наставничества"),
    ("part", 1, "начал[оауе]|началом|нач"),
    ("part", 2, "середин[аеуы]|серединой"),
    ("part", 3, "конец|конц[аеу]|концом|кон|окончани[еяю]|завершени[еяю]"),
    # «2 неделя» is the second week, «2 недели» may be a fortnight: the grammar must know the number
    ("third", "one", "декад[ауе]|декадой"),
    ("third", "many", "декады|декад"),
    ("week", "one", "недел[яюе]|неделей|нед"),
    ("week", "many", "недел[иь]|неделями|неделях"),
    ("monthword", None, "месяц[аеу]?|месяцев|месяцы|мес"),
    ("dayword", None, "день|дн[яюей]|дней|дни|сутки|суток"),
    ("date", None, "числ[оауе]|числам"),
    ("quarter", None, "кварт(?:ал[ауеы]?|алом|алов|алах)?|кв"),
    ("half", None, "полугоди[ияейю]|полугодием|полугодиях|полгода|полугода|полуг|пол"),
    ("halfword", None, "половин[аыеу]|половиной"),
    ("term", "quarterly", "четв|четверт[ьи]|четвертью|четвертей|четвертях"),
    ("term", "3-times-yearly", "триместр[ауеы]?|триместров|триместрах"),
    ("term", "half-yearly", "семестр[ауеы]?|семестров|семестрах"),
    ("holidays", None, "каникул[ыа]?|каникулах|каникулярн(?:ый|ое|ого|ом)"),
    ("always", None, "постоян(?:но|ной|ном|ная|ный)|систематическ(?:и|ой|ом)|регуляр(?:но|ной|ном)"),
    ("always", None, "непрерывно|бессрочно|круглогодично|всегда"),
    ("basis", None, "основе|режиме"),
    ("open", None, "при|через|согласно|перед|накануне|если|когда|спустя|исходя"),
    ("roman", 2, "п"),  # П and Ш stand for II and III in typescript
    ("roman", 3, "ш"),
    (
        "noise",
        None,
        "включительно|ориентировочно|предположительно|примерно|предварительно|дата|даты|также|а|но|начиная",
    ),
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_ROMAN_LETTERS = str.maketrans("іуv", "ivv")
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+",
        "г гг уч учеб кв кварт четв кажд ежекв ежекварт ежемес еженед ежедн "
        "р мес нед пол полуг нач кон янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек",
    )
)


def tokens(text: str) -> list[Token]:
    """The tokens of a cleaned phrase, in its order; nothing but blanks and harmless words is left out."""
    lexed: list[Token] = []
    place = 0
    while place < len(text):
        match, read = next((m, read) for pattern, read in _lexemes() if (m := pattern.match(text, place)))
        lexed += [Token(kind, value, match.start(), match.end()) for kind, value in read(match)]
        place = match.end()
    return [token for token in lexed if token.kind != "noise"]


TokenReader = Callable[[re.Match[str]], list[tuple[str, Any]]]


def _fixed(kinds: str, value: Any = None) -> TokenReader:
    return lambda _: [(kind, value) for kind in kinds.split()]


def _date(match: re.Match[str]) -> list[tuple[str, Any]]:
    part = match.groupdict()
    year = _year(part["y"]) if "y" in part else None
    try:
        return [("unit", day(int(part["d"]), int(part["m"]), year))]
    except ValueError:
        return [("bad", None)]


def _month_of_year(match: re.Match[str]) -> list[tuple[str, Any]]:
    month, year = int(match[1]), int(match[2])
    return [("unit", Unit("month", (month,), year)) if month in range(1, 13) and year in YEARS else ("bad", None)]


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def day(number: int, month: int, year: int | None) -> Unit:
    """A day that exists, at least in a leap year; otherwise ValueError."""
    dt.date(year or 2024, month, number)
    if year and year not in YEARS:
        raise ValueError
    return Unit("day", (month, number), year)


def _number(match: re.Match[str]) -> list[tuple[str, Any]]:
    digits = match[0]
    if len(digits) == 4:
        return [("year", int(digits)) if int(digits) in YEARS else ("bad", None)]
    return [("num", int(digits)) if len(digits) <= 2 else ("bad", None)]


def _numbered(match: re.Match[str]) -> list[tuple[str, Any]]:
    return [("ordday" if match[2].lower() in ("го", "ого", "его", "е", "ое") else "ord", int(match[1]))]


def _letters(match: re.Match[str]) -> list[tuple[str, Any]]:
    word = match[1].lower()
    read = _look_up(word) or _glued(word) or _misspelt(word)
    return [*read, ("dot", None)] if match[2] and word not in _ABBREVIATIONS else read


@cache
def _known() -> re.Pattern[str]:
    """Every known word; the number of the group that fits is its line in `_WORDS`, from 1."""
    return re.compile("|".join(f"({forms})" for _, _, forms in _WORDS))


@lru_cache(2048)
def _look_up(word: str) -> list[tuple[str, Any]]:
    known = _known().fullmatch(word)
    if known and known.lastindex:
        kind, value, _ = _WORDS[known.lastindex - 1]
        return [(kind, value)]
    number = _ROMAN.get(word.translate(_ROMAN_LETTERS)) if word != "у" else None
    return [("roman", number)] if number else []


def _glued(word: str) -> list[tuple[str, Any]]:
    """Two known words without the blank between them: «календарногогода»."""
    for place in range(3, len(word) - 2):
        first, second = _look_up(word[:place]), _look_up(word[place:])
        if first and second:
            return [*first, *second]
    return []


def _misspelt(word: str) -> list[tuple[str, Any]]:
    """The month a word differs from by one letter, if it is one of the long names; otherwise an unknown word."""
    months = {number for form, number in _LONG_MONTHS.items() if _one_slip(word, form)}
    return [("month", months.pop())] if len(months) == 1 else [("word", None)]


def _one_slip(word: str, form: str) -> bool:
    if abs(len(word) - len(form)) > 1 or len(word) < 5:
        return False
    head = _shared(word, form)
    tail = _shared(word[head:][::-1], form[head:][::-1])
    return head + tail >= max(len(word), len(form)) - 1


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


_BY_PERIODS = {
    "полугодиям": ("half", None),
    "кварталам": ("quarter", None),
    "месяцам": ("monthword", None),
    "четвертям": ("term", "quarterly"),
    "триместрам": ("term", "3-times-yearly"),
    "семестрам": ("term", "half-yearly"),
}


def _by_periods(match: re.Match[str]) -> list[tuple[str, Any]]:
    """«по полугодиям» is «каждое полугодие»."""
    return [("each", None), _BY_PERIODS[match[1].lower()]]


_DATED = "[0-9]{1,2}[.][0-9]|[0-9]{4}|(?:[0-9]{1,2} )?(?:янв|фев|мар|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек)"
"""How a date begins, to tell «сроком до 31.05.2027» from «сроком до года»."""

_PHRASES: tuple[tuple[str, str], ...] = (
    ("noise", rf"(?:сроком|на срок)(?= (?:на|с|до|по) (?:{_DATED}))"),
    ("nolater", r"не (?:позднее|позже|поздней)(?: чем)?"),
    ("noearlier", r"не (?:ранее|раньше)(?: чем)?"),
    ("atleast", r"не (?:реже|менее|меньше|более|чаще)(?: чем)?|как минимум|хотя бы"),
    ("period", r"(?<=всех )этап(?:ах|ов)|(?<=каждом )этапе"),
    ("during whole", r"на всем протяжении"),
    ("during", r"(?:в ?)?(?:течени[еи]|теч)|в ?продолжени[еи]|на протяжении"),
    ("nextmonth", r"месяца,? следующего за отчетным(?: (?:месяцем|кварталом|периодом|полугодием))?"),
    ("thisyear", r"(?:текущего|этого|нынешнего) (?:календарного )?года|[тс]\. ?г"),
    ("half", r"п ?/ ?г|пол года"),
    ("always", r"круглый год"),
    ("cond", r"в [0-9а-я-]*(?:дневный|недельный|месячный) срок"),
    ("cond", r"по (?:мере (?:необходимости|поступления|потребности)|запрос(?:у|ам)|необходимости)"),
    ("cond", r"по (?:согласованию|требованию|потребности|желанию)|при необходимости"),
    ("cond", r"в (?:рабочем|плановом|индивидуальном|установленном|обычном) порядке"),
    ("open", r"по мере|со дня|с момента|с даты|на срок|сроком|с учетом|в день(?= [а-я])"),
    ("open", r"по (?:окончани[ию]|завершени[июе]|итогам|результатам)"),
    ("open", r"в (?:ходе|рамках|случае|соответствии|зависимости|процессе|момент)"),
    ("time", r"[0-9]{1,2}:[0-9]{2}(?: ?(?:ч|час|часа|часов))?"),
)
_SIGNS = {"-": "dash", ",": "comma", ";": "comma", ":": "colon", ".": "dot", "/": "slash", "(": "left", ")": "right"}
_END = r"(?![.]?[0-9])[.]?"
_END_OF_YEAR = rf"{_END}(?: ?(?:год[аы]?|г\. ?г|гг?)\b\.?)?"


@cache
def _lexemes() -> tuple[tuple[re.Pattern[str], TokenReader], ...]:
    """What a phrase is cut by, the first that fits; compiled with the first phrase, since most commands read none."""
    readers: tuple[tuple[str, TokenReader], ...] = (
        (r"\s+", lambda _: []),
        *((rf"(?:{forms})\b\.?", _fixed(kind)) for kind, forms in _PHRASES),
        (rf"по ({'|'.join(_BY_PERIODS)})\b", _by_periods),
        (r"г\. ?г\b\.?", _fixed("yearword", "short")),
        (r"([ivі]{1,4})-(?:е|я|ый|ой|й|го|ого|м|ом)\b()", _letters),
        (r"у\. ?г\b\.?", lambda _: [("school", None), ("yearword", "one")]),
        (rf"(?P<y>[0-9]{{4}})([-.])(?P<m>[0-9]{{1,2}})\2(?P<d>[0-9]{{1,2}}){_END_OF_YEAR}", _date),
        (rf"(?P<d>[0-9]{{1,2}}) ?([./]) ?(?P<m>[0-9]{{1,2}}) ?\2 ?(?P<y>[0-9]{{4}}|[1-4][0-9]){_END_OF_YEAR}", _date),
        (rf"(?P<d>[0-9]{{1,2}})-(?P<m>[0-9]{{1,2}})-(?P<y>[0-9]{{4}}){_END_OF_YEAR}", _date),
        (rf"([0-9]{{1,2}})[./]([0-9]{{4}}){_END_OF_YEAR}", _month_of_year),
        (rf"(?P<d>[0-9]{{1,2}})\.(?P<m>[0-9]{{1,2}}){_END}", _date),
        (r"1[уv]\b", _fixed("roman", 4)),
        (r"([0-9]{1,2})-?(ого|его|го|ое|е|ая|я|ый|ой|ий|й|ую|ю|ом|ем|м|х)\b", _numbered),
        (r"[0-9]+", _number),
        (r"([iіv]{1,4})()(?=[а-я]{3})", _letters),
        (r"([a-zа-яіїє]+)(\.?)", _letters),
        (r"\S", lambda match: [(_SIGNS.get(match[0], "bad"), None)]),
    )
    return tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in readers)
