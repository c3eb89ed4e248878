"""Acts quoted with the mistakes that real sites copy from one another.

The right forms: Р-145 of 25.12.2019, АЗ-1128/08 of 21.12.2021, order № 1493 of 04.08.2023 (domain, section 5).
"""

import re
from collections.abc import Callable, Iterator

from nastavnik import messages

Finding = tuple[int, str, bool]
"""Offset in the text, kind (a key of `messages.MISQUOTED` or `messages.GUARD`), whether it is certain."""

_WRONG_DAY = r"(?<!\d)24(?:\.12\.|[ \xa0]декабря[ \xa0])2019"
_MODEL = r"[РP][ \xa0]?[-–‑][ \xa0]?145(?!\d)"
_DATE = rf"\d{{1,2}}(?:\.\d\d\.|[ \xa0](?:{'|'.join(messages.MONTHS_OF)})[ \xa0])\d{{4}}"
_LETTER = r"АЗ[ \xa0]?[-–‑][ \xa0]?1128/08"
_ACTS = "постановлени|распоряжени|приказ|письм|закон"

NUMBER = r"№[ \xa0]?145[ \xa0]?[-–‑][ \xa0]?[рpРP](?!\w)"
DATE = rf"{_WRONG_DAY}(?=[^;\n]{{0,30}}{_MODEL})|{_MODEL}[^;\n\d]{{1,12}}(?P<after>{_WRONG_DAY})"
SORT = rf"(?i)постановлени(?:(?!{_ACTS})[^;\n]){{1,90}}{_MODEL}"
ORDER = r"№[ \xa0]?831(?!\d)"
SUPERVISION = r"(?i)рособрнадзор|службы[ ]по[ ]надзору|14\.08\.2020|14[ ]августа[ ]2020"
STRATEGY = r"(?i)[Сс](?<!\w.)тратеги[а-я]{1,3}[^.;\n]{0,100}[ \xa0](до[ \xa0]2025[ \xa0]г)"
LETTER = (
    rf"(?P<before>{_DATE})(?:[ \xa0]?г\.|[ \xa0]года)?[ \xa0]?(?:№[ \xa0]?)?{_LETTER}"
    rf"|{_LETTER}[ \xa0]от[ \xa0](?P<after>{_DATE})"
)
RIGHT_LETTER = r"21(?:\.12\.|[ \xa0]декабря[ \xa0])2021"
SCHOOL = r"[МГ](?<!\w.)(?:[БКА]?О?У|[БКА]ОУ|ОБУ)[ \xa0](?:[^\d№\n]{0,60}?)№[ \xa0]?(\d{1,4})(?!\d)"


def findings(text: str, own_numbers: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Acts misquoted in a text, and numbers of schools other than `own_numbers`; none of it is certain."""
    for kind, (sign, places) in _PLACES.items():
        if sign in text:
            yield from ((offset, kind, False) for offset in places(text))
    schools = re.finditer(SCHOOL, text) if "ОУ" in text or "БУ" in text else ()
    yield from ((match.start(), "school", False) for match in schools if match[1] not in own_numbers)


def numbers(names: str) -> frozenset[str]:
    """The numbers a school's names hold: «Школа № 28» has 28."""
    return frozenset(re.findall(r"№[ \xa0]?(\d{1,4})", names))


def _orders(text: str) -> Iterator[int]:
    for match in re.finditer(ORDER, text):
        around = text[max(0, match.start() - 150) : match.end() + 150]
        if re.search(SUPERVISION, around) and "1493" not in around:
            yield match.start()


def _strategies(text: str) -> Iterator[int]:
    if "стратеги" in text.lower():
        yield from (match.start(1) for match in re.finditer(STRATEGY, text))


def _letters(text: str) -> Iterator[int]:
    for match in re.finditer(LETTER, text):
        side = "before" if match["before"] else "after"
        if not re.fullmatch(RIGHT_LETTER, match[side]):
            yield match.start(side)


_PLACES: dict[str, tuple[str, Callable[[str], Iterator[int]]]] = {
    "number": ("145", lambda text: (match.start() for match in re.finditer(NUMBER, text))),
    "date": ("2019", lambda text: (match.start("after" if match["after"] else 0) for match in re.finditer(DATE, text))),
    "sort": ("145", lambda text: (match.start() for match in re.finditer(SORT, text))),
    "order": ("831", _orders),
    "strategy": ("2025", _strategies),
    "letter": ("1128", _letters),
}
"""Kind → a sign without which there is nothing to find, and where it is."""
