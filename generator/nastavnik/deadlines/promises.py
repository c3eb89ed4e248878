"""Sentences that speak of a day as of one ahead: «пройдёт 27 ноября», «до 15 ноября подайте заявку».

A verb of the future, an imperative or an invitation stands in one sentence with a day. What is said of every year, of
the past or under a condition promises nothing. When in doubt it is no promise: nobody reads hints that cry wolf.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from nastavnik.messages.words import MONTH_STEMS

_FUTURE = (
    r"пройд[её]т|пройдут|состо[ия]тся|будет|будут|начн[её]тся|начнутся|откро(?:е|ю)тся|закончится|завершится"
    r"|(?:переносится|перенес(?:ён|ено|ена|ены)|назначен[аоы]?|намечен[аоы]?|запланирован[аоы]?) на|планируется"
    r"|жд[её]м|приглаша(?:ем|ет|ют)|собер[её]мся|встречаемся|встретимся|провед[её]м|расскажем|покажем|опубликуем|объявим"
    r"|подвед[её]м|вручим|отпразднуем|принима(?:ем|ются)|приём (?:заявок|работ|историй)"
    r"|подайте|подавайте|приходите|приносите|принесите|запишитесь|записывайтесь|отправьте|присылайте|пришлите|сдайте"
    r"|заполните|успейте|зарегистрируйтесь|регистрируйтесь|приезжайте|присоединяйтесь"
)
_NO_PROMISE = r"ежегодно|кажд\w+|еже\w+|был[аои]?|если|когда|прошл\w+|состоял\w+|до этого|прежде"
_VERB = re.compile(rf"(?<!\w)(?:{_FUTURE})(?!\w)", re.IGNORECASE)
_EXCUSE = re.compile(rf"(?<!\w)(?:{_NO_PROMISE})(?!\w)", re.IGNORECASE)
_DAY = re.compile(
    r"(?<![\w.])(?:(?P<day>\d{1,2})[ \xa0](?:"
    + "|".join(f"(?P<m{number}>{stem}[а-яё]*)" for number, stem in enumerate(MONTH_STEMS, 1))
    + r")(?:[ \xa0](?P<year>\d{4}))?|(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}))(?!\w)",
    re.IGNORECASE,
)
_ORDER = re.compile(r"(?:№|\bот|приказ\w*|протокол\w*)[ \xa0]?$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.!?;\n]|\.(?=\d)|\.(?=[ \xa0]?[а-яё\d])|\n(?!\s*\n|\s*[-*#>]))+")


class Promise(NamedTuple):
    """A day ahead in a text: where it stands, how it is written, month and day, the year if it is named."""

    at: int
    words: str
    month: int
    day: int
    year: int | None

    def date(self, year: int) -> dt.date | None:
        """The day, in `year` where the text names none; None for a day that cannot be."""
        try:
            return dt.date(self.year or year, self.month, self.day)
        except ValueError:
            return None


def promises(text: str) -> Iterator[Promise]:
    """Every day a text speaks of as of one ahead, in its order."""
    if not _DAY.search(text):  # most texts of a section name no day at all
        return
    for sentence in _SENTENCE.finditer(text):
        if _VERB.search(sentence[0]) and not _EXCUSE.search(sentence[0]):
            for day in _DAY.finditer(sentence[0]):
                if not _ORDER.search(sentence[0][: day.start()]):
                    yield _promise(sentence.start() + day.start(), day)


def _promise(at: int, day: re.Match[str]) -> Promise:
    if day["d"]:
        return Promise(at, day[0], int(day["m"]), int(day["d"]), int(day["y"]))
    month = next(number for number in range(1, 13) if day[f"m{number}"])
    return Promise(at, day[0], month, int(day["day"]), int(day["year"]) if day["year"] else None)
