"""What lists of people have beside their names and no record may hold: telephones, days of birth, numbers of papers."""

import re
from typing import NamedTuple

from nastavnik import messages

_MONTH = "|".join(messages.MONTHS_OF)
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}\s(?:{_MONTH})\s(?:19|20)\d\d)"
)
_YEARS = r"(?:\s?(?:г\.?\s?р\.?|год[а]?\s+рожд\w*\.?|г\.\s+рожд\w*\.?)(?!\w))"
_BORN = r"(?:дат[аы]\s+рожд\w*|д\.\s?р\.|г\.\s?р\.|род(?:ил(?:ся|ась))?\.?|день\s+рожд\w*|рожд\w*)\s*[:–—-]?\s*"
_CALL = r"(?:(?:моб\w*|сот\w*|дом\w*|раб\w*|контактн\w+)\.?\s*)?(?:тел\w*|т)\.?\s*[:–—-]?\s*"
_GAP = r"[\s()\-–.]{0,3}"
_MOBILE = rf"(?:\+\s?7|[78]){_GAP}9\d\d{_GAP}\d{{3}}{_GAP}\d\d{_GAP}\d\d"
PHONE_ANY = re.compile(
    rf"(?<![\w№/])(?:(?i:{_CALL})[+\d][\d\s()\-–]{{3,20}}\d|\+\s?7{_GAP}\d{{3,5}}{_GAP}\d[\d\s\-–]{{4,9}}\d"
    rf"|{_MOBILE}|[78]{_GAP}\(?\d{{3,5}}\)?{_GAP}\d[\d\s\-–]{{4,8}}\d|9\d{{9}})(?:[.,]0+)?(?!\d)"
)
"""A telephone of any kind, as people and spreadsheets write it: «8 (916) 123-45-67», «89161234567.0», «тел. 2-15»."""
PHONE_OWN = re.compile(rf"(?<![\w№/])(?:(?i:{_CALL}))?{_MOBILE}(?:[.,]0+)?(?!\d)")
"""A mobile telephone, which is somebody's own; «+7 (495) …» may be the school's."""
WHOLE_PHONE = re.compile(r"[+\d][\d\s()\-–]{5,22}(?:[.,]0+)?")
BIRTH = re.compile(rf"(?i)(?<![\w.])(?:{_BORN}(?:{_DATE}|(?:19|20)\d\d){_YEARS}?|(?:{_DATE}|(?:19|20)\d\d){_YEARS})")
DATE = re.compile(rf"(?<![\w.]){_DATE}(?!\w)\s?(?:г\.?|года)?")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{2,20}){1,3}")
SNILS = re.compile(r"(?i)(?<![\w-])(?:снилс\W{1,5})?\d{3}[- ]?\d{3}[- ]?\d{3}[- ]\d\d(?![\w-])")
_SERIES = r"(?:паспорт\w{0,3}\W{1,5}|сери\w{1,2}\W{1,5})"
PASSPORT = re.compile(rf"(?i)(?<!\w){_SERIES}\d\d\s?\d\d\W{{0,3}}(?:№|номер)?\s?\d{{6}}(?!\d)")

OF_PEOPLE = {"birth": BIRTH, "passport": PASSPORT, "snils": SNILS, "phone": PHONE_ANY, "email": EMAIL}
"""What never stays in a list of people, in the order in which it is looked for."""
ANYWHERE = {"birth": BIRTH, "passport": PASSPORT, "snils": SNILS, "phone": PHONE_OWN}
"""What never stays in any imported text; a school's own telephone and address may."""
_LEFT_OVER = re.compile(r"\(\s{0,9}\)|(?:(?<=\s)|(?<=[,;]))[,;:–—-]{1,9}(?=\s|$)")

_HOLE = "\0"  # where something was cut; no text has it
_MARKER = re.compile(r"\s*(?:[-*]\s+|\d{1,3}\.\s+|#{1,6}\s+|\|\s*)?")
"""What begins a line of Markdown and stays whatever is cut from it."""
_CAPTION_OF_HOLE = re.compile(rf"(^|[.!?]\s+)(?:[^.!?:{_HOLE}]{{0,60}}:\s*)?{_HOLE}\s*(?:[.;]|$)")


class WithoutPersonal(NamedTuple):
    """A text without what was personal in it, and the sorts (keys of `OF_PEOPLE`) of what went."""

    text: str
    sorts: tuple[str, ...]


def without_personal(text: str, patterns: dict[str, re.Pattern[str]] | None = None) -> WithoutPersonal:
    """A text without telephones, days of birth, numbers of papers; lines and words around them stay as they are."""
    sorts: dict[str, None] = {}
    lines = [_cut(line, patterns or OF_PEOPLE, sorts) for line in text.split("\n")]
    rest = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return WithoutPersonal(rest if sorts else text, tuple(sorts))


def is_phone(text: str) -> bool:
    """Whether a cell holds a telephone and nothing else, also one that a spreadsheet took for a number."""
    digits = re.sub(r"\D", "", re.sub(r"[.,]0+$", "", text.strip()))
    return bool(WHOLE_PHONE.fullmatch(text.strip())) and 10 <= len(digits) <= 11


def _cut(line: str, patterns: dict[str, re.Pattern[str]], sorts: dict[str, None]) -> str:
    """A line without what the patterns find in it; `sorts` gets the keys of those that found something."""
    rest = line
    for sort, pattern in patterns.items():
        rest, count = pattern.subn(_HOLE, rest)
        if count:
            sorts[sort] = None
    return line if rest == line else _tidied(rest)


def _tidied(line: str) -> str:
    """A line from which something was cut: no sign left that separated it, no caption that now says nothing."""
    marker = _MARKER.match(line)
    begins = marker[0] if marker else ""
    words = _CAPTION_OF_HOLE.sub(r"\1", line[len(begins) :]).replace(_HOLE, " ")
    plain = " ".join(_LEFT_OVER.sub(" ", " ".join(words.split())).split())
    tidy = re.sub(" (?=[,;.])", "", plain.lstrip(" ,;:.–—-").rstrip(" ,;:–—(-"))
    return f"{begins}{tidy}".rstrip() if tidy else ""
