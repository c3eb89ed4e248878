"""Acts quoted with the mistakes that real sites copy from one another, and files nobody can read.

The right forms: Р-145 of 25.12.2019, АЗ-1128/08 of 21.12.2021, order № 1493 of 04.08.2023 (domain, section 5).
"""

import re
import zlib
from collections.abc import Callable, Iterator

from nastavnik import messages

Finding = tuple[int, str, bool]
"""Offset in the text, kind (a key of `messages.MISQUOTED` or `messages.GUARD`), whether it is certain."""

_WRONG_DAY = r"(?<!\d)24(?:\.12\.|[ \xa0]декабря[ \xa0])2019"
_MODEL = r"[РP][ \xa0]?[-–‑][ \xa0]?145(?!\d)"
_DATE = rf"\d{{1,2}}(?:\.\d\d\.|[ \xa0](?:{'|'.join(messages.MONTHS_OF)})[ \xa0])\d{{4}}"
_LETTER = r"АЗ[ \xa0]?[-–‑][ \xa0]?1128/08"
_ACTS = "постановлени|распоряжени|приказ|письм|закон"

NUMBER = re.compile(r"№[ \xa0]?145[ \xa0]?[-–‑][ \xa0]?[рpРP](?!\w)")
DATE = re.compile(rf"{_WRONG_DAY}(?=[^;\n]{{0,30}}{_MODEL})|{_MODEL}[^;\n\d]{{1,12}}(?P<after>{_WRONG_DAY})")
SORT = re.compile(rf"постановлени(?:(?!{_ACTS})[^;\n]){{1,90}}{_MODEL}", re.IGNORECASE)
ORDER = re.compile(r"№[ \xa0]?831(?!\d)")
SUPERVISION = re.compile(r"рособрнадзор|службы[ ]по[ ]надзору|14\.08\.2020|14[ ]августа[ ]2020", re.IGNORECASE)
STRATEGY = re.compile(r"[Сс](?<!\w.)тратеги[а-я]{1,3}[^.;\n]{0,100}[ \xa0](до[ \xa0]2025[ \xa0]г)", re.IGNORECASE)
LETTER = re.compile(
    rf"(?P<before>{_DATE})(?:[ \xa0]?г\.|[ \xa0]года)?[ \xa0]?(?:№[ \xa0]?)?{_LETTER}"
    rf"|{_LETTER}[ \xa0]от[ \xa0](?P<after>{_DATE})"
)
RIGHT_LETTER = re.compile(r"21(?:\.12\.|[ \xa0]декабря[ \xa0])2021")
SCHOOL = re.compile(
    r"[МГ](?<!\w.)(?:[БКА]?О?У|[БКА]ОУ|ОБУ)[ \xa0](?:[^\d№\n]{0,60}?)№[ \xa0]?(\d{1,4})(?!\d)",
)
_IMAGE = re.compile(rb"/Subtype\s{0,3}/Image\b")
_STREAM = re.compile(rb"/ObjStm[^\0]{0,300}?stream\r?\n")
_LARGEST = 4_000_000


def findings(text: str, own_numbers: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Acts misquoted in a text, and numbers of schools other than `own_numbers`; none of it is certain."""
    for kind, (sign, places) in _PLACES.items():
        if sign in text:
            yield from ((offset, kind, False) for offset in places(text))
    if "ОУ" in text or "БУ" in text:
        yield from ((match.start(), "school", False) for match in SCHOOL.finditer(text) if match[1] not in own_numbers)


def numbers(names: str) -> frozenset[str]:
    """The numbers a school's names hold: «Школа № 28» has 28."""
    return frozenset(re.findall(r"№[ \xa0]?(\d{1,4})", names))


def is_scan(pdf: bytes) -> bool:
    """Whether a PDF has pictures and no font, so no text; of an encrypted one we do not know."""
    if not pdf.startswith(b"%PDF") or not _IMAGE.search(pdf) or b"/Encrypt" in pdf or b"/Font" in pdf:
        return False
    whole = memoryview(pdf)
    return not any(b"/Font" in _opened(whole[match.end() :]) for match in _STREAM.finditer(pdf))


def _opened(data: memoryview) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error:
        return b"/Font"  # cannot be looked into: no reason to blame


def _orders(text: str) -> Iterator[int]:
    for match in ORDER.finditer(text):
        around = text[max(0, match.start() - 150) : match.end() + 150]
        if SUPERVISION.search(around) and "1493" not in around:
            yield match.start()


def _strategies(text: str) -> Iterator[int]:
    if "стратеги" in text.lower():
        yield from (match.start(1) for match in STRATEGY.finditer(text))


def _letters(text: str) -> Iterator[int]:
    for match in LETTER.finditer(text):
        side = "before" if match["before"] else "after"
        if not RIGHT_LETTER.fullmatch(match[side]):
            yield match.start(side)


_PLACES: dict[str, tuple[str, Callable[[str], Iterator[int]]]] = {
    "number": ("145", lambda text: (match.start() for match in NUMBER.finditer(text))),
    "date": ("2019", lambda text: (match.start("after" if match["after"] else 0) for match in DATE.finditer(text))),
    "sort": ("145", lambda text: (match.start() for match in SORT.finditer(text))),
    "order": ("831", _orders),
    "strategy": ("2025", _strategies),
    "letter": ("1128", _letters),
}
"""Kind → a sign without which there is nothing to find, and where it is."""
