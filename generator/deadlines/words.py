"""The words of deadlines: a cleaned phrase → tokens. Endings, abbreviations, glued words and slips are met here.

A word that is not in the table becomes a `word` token, a number or date that cannot be becomes `bad`:
the grammar has no rule for either, so a phrase that holds one gets no dates.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from generator.deadlines.model import YEARS, Unit


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
    3: "лет[оау]|летом|летн(?:ий|яя|ие|их|его|ем|ей|юю|ее)",
    4: "осен[ьи]|осенью|осенн(?:ий|яя|ие|их|его|ем|ей|юю|ее)",
}
_OFTEN = "н(?:о|ый|ая|ое|ые|ого|ой|ую|ых|ом)"

_WORDS: tuple[tuple[str, Any, str], ...] = (
    *(("month", number, forms) for number, forms in enumerate(_MONTHS, 1)),
    *(("weekday", n, f"{stem}(?:[аеиуы]|ом|ой|ю)?") for n, stem in enumerate(_WEEKDAYS)),
    ("weekday", 6, "воскресенье"),
    *(("weekdays", n, f"{stem}(?:ам|ям|ах)") for n, stem in enumerate(_WEEKDAYS)),
    *(("count", number, forms) for number, forms in _COUNTS.items()),
    # «первого сентября» names a day, «первая неделя» does not: only these endings go before a month
    *(("ordday", n, f"{stem}(?:ого|ое|ьего|ье)") for n, stem in enumerate(_ORDINALS, 1)),
    *(("ordinal", n, f"{stem}(?:ый|ой|ая|ую|ом|ым|ые|ых|ий|ьем|ья|ью|ьей|ому|ьему)") for n, stem in enumerate(_ORDINALS, 1)),
    ("ordinal", -1, "последн(?:ий|яя|ее|юю|ей|его|ем|ие|их)"),
    ("ordinal", -2, "предпоследн(?:ий|яя|ее|юю|ей|его|ем)"),
    *(("season", number, forms) for number, forms in _SEASONS.items()),
    ("yearword", "many", "годы|годах|годов|годам"),
    ("yearword", "short", "гг"),
    ("yearword", "one", "г|год[ауе]?|годом|лет"),
    ("school", None, "уч|учебн(?:ый|ого|ом|ому|ым|ые|ых)"),
    ("calendar", None, "календарн(?:ый|ого|ом|ому|ые|ых)"),
    ("current", None, "текущ(?:ий|его|ем|ему)|этого|нынешнего"),
    ("each", None, "кажд(?:ый|ая|ое|ую|ого|ой|ом|ые|ых)"),
    ("every", "yearly", f"ежегод{_OFTEN}"),
    ("every", "half-yearly", "раз в полгода"),
    ("every", "quarterly", f"ежекварталь{_OFTEN}"),
    ("every", "monthly", f"ежемесяч{_OFTEN}"),
    ("every", "weekly", f"еженедель{_OFTEN}"),
    ("every", "daily", f"ежеднев{_OFTEN}"),
    ("twice", 2, "дважды"),
    ("twice", 3, "трижды"),
    ("times", None, "раз|раза|разу|р"),
    ("atleast", None, "минимум"),
    ("from", None, "с|со|от"),
    ("to", None, "по"),
    ("by", "do", "до"),
    ("by", "k", "к|ко"),
    ("after", None, "после"),
    ("in", None, "в|во|на|за"),
    ("and", None, "и"),
    ("then", None, "далее|затем|впоследствии"),
    ("whole", None, "весь|всего|всей|все|всем|вс[юя]|целый|целого"),
    ("period", None, "период[ауе]?|периодом|срок[ау]?|сроки|сроков|время|времени"),
    ("course", None, "реализаци[ия]|действи[ея]|выполнени[ея]|обучени[ея]"),
    ("part", 1, "начал[оауе]|началом"),
    ("part", 2, "середин[аеуы]|серединой"),
    ("part", 3, "конец|конц[аеу]|концом|окончани[еяю]|заверше?ни[еяю]"),
    ("third", None, "декад[аыеу]|декадой|декады"),
    ("week", None, "недел[яюиеь]|неделей|неделями|нед"),
    ("monthword", None, "месяц[аеу]?|месяцев|месяцы|мес"),
    ("dayword", None, "день|дн[яюей]|дней|дни|сутки|суток"),
    ("date", None, "числ[оауе]|числам"),
    ("quarter", None, "квартал[ауеы]?|кварталом|кварталов|кварталах|кв"),
    ("half", None, "полугоди[ияейю]|полугодию|полугодием|полугодиях|полгода"),
    ("halfword", None, "половин[аыеу]|половиной"),
    ("term", "quarterly", "четверт[ьи]|четвертью|четвертей|четвертях"),
    ("term", "3-times-yearly", "триместр[ауеы]?|триместров|триместрах"),
    ("term", "half-yearly", "семестр[ауеы]?|семестров|семестрах"),
    ("holidays", None, "каникул[ыа]?|каникулах|каникулярн(?:ый|ое|ого|ом)"),
    ("always", None, "постоян(?:но|ной|ном|ная|ный)|систематическ[ия]|систематическ(?:ой|ом)|регуляр(?:но|ной|ном)"),
    ("always", None, "непрерывно|бессрочно|круглогодично|круглый|круглого"),
    ("basis", None, "основе|режиме"),
    ("event", None, "при|через|согласно|перед|накануне|если|когда|спустя|исходя"),
    ("roman", 2, "п"),  # the Russian letters П and Ш stand for II and III in typescript
    ("roman", 3, "ш"),
    ("noise", None, "включительно|ориентировочно|примерно|предварительно|дата|даты|также|а|но|начиная|ежегодн[оы]м"),
)
_WORD = re.compile("|".join(f"({forms})" for _, _, forms in _WORDS).replace("(?:", "(?:"))

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_ROMAN_LETTERS = str.maketrans("іl|уvх", "iiivvx")
_ABBREVIATION = re.compile(
    "(?:г|гг|уч|кв|р|мес|нед|янв|фев|февр|мар|апр|июн|июл|авг|сен|сент|окт|ноя|нояб|дек)", re.IGNORECASE
)


def _day(year: str | None, month: str, day: str) -> Token | None:
    return None


