"""Russian names of people in the instrumental case («наставником Беловой Ириной Сергеевной»), where it is beyond doubt.

Rules of declension come from `pytrovich`; what is ours is when to trust them. A paper that somebody signs may not
spell a name wrong, so whatever leaves a doubt gets no answer, and the caller says it in words that need no case.
"""

import re
from functools import cache
from typing import NamedTuple

from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

_WORD = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*")
_INITIALS = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.")
_PATRONYMIC = re.compile(r"(?:[еоь]вич|[ьвктмн]ич|[еоь]вна|ична)\Z")
_SON_OR_DAUGHTER = re.compile(r"(?:.+[ -])?(?:оглы|оглу|улы|уулу|кызы|гызы|кизи)\Z")
_DAUGHTER = re.compile(r"(?:кызы|гызы|кизи)\Z")
_OF_WOMEN = re.compile(r"(?:ов|ев|ёв|ск|цк)ая?\Z")
_OF_MEN = re.compile(r"(?:ов|ев|ёв|[сц]кий|[сц]кой)\Z")
_WITHOUT_CASES = re.compile(r"(?:[оеиуюэы]|[иы]х)\Z")
_IN_DOUBT = {
    # a vowel that may run away (Заяц, Соловей, Орёл), a stress nobody wrote (Ткач), a noun like an adjective (Палий)
    Gender.MALE: re.compile(r"(?:[еёо]к|ец|яц|[еёо]л|[еа]нь|[оа][вб]ей|[жшщц]|[^и]ч|[жшщцч]а|[^кгхнш]ий)\Z"),
    Gender.FEMALE: re.compile(r"[жшщцч]а\Z"),
}


class FullName(NamedTuple):
    """A name taken apart; `patronymic` has both words of «Гасан оглы»."""

    surname: str
    given: str
    patronymic: str
    surname_first: bool

    @property
    def gender(self) -> Gender:
        """As the patronymic has it; androgynous where it does not say."""
        if _SON_OR_DAUGHTER.match(self.patronymic):
            return Gender.FEMALE if _DAUGHTER.search(self.patronymic) else Gender.MALE
        gender: Gender = _detector().detect(middlename=self.patronymic)
        return gender


def instrumental(name: str) -> str | None:
    """«Белова Ирина Сергеевна» → «Беловой Ириной Сергеевной», «Белова И. С.» → «Беловой И. С.».

    None where the gender or the declension is in doubt: no patronymic, a foreign name, a surname that people themselves
    decline in two ways.
    """
    words = name.split()
    initials = _with_initials(" ".join(words))
    if initials:
        return initials
    full = _taken_apart(words)
    if full is None or full.gender is Gender.ANDROGYNOUS:
        return None
    surname = _surname(full.surname, full.gender)
    if surname is None:
        return None
    given = _declined(NamePart.FIRSTNAME, full.gender, full.given)
    patronymic = _patronymic(full)
    return " ".join((surname, given, patronymic) if full.surname_first else (given, patronymic, surname))


def _taken_apart(words: list[str]) -> FullName | None:
    """Three words, or four with «оглы»: the patronymic tells the order; None for anything else."""
    if len(words) == 4 and _SON_OR_DAUGHTER.fullmatch(words[3]):
        words = [*words[:2], " ".join(words[2:])]
    elif not all(map(_WORD.fullmatch, words)):
        return None
    if len(words) != 3 or not all(_WORD.match(word) for word in words):
        return None
    first, second, third = words
    if _is_patronymic(second):
        return FullName(third, first, second, surname_first=False)
    return FullName(first, second, third, surname_first=True) if _is_patronymic(third) else None


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.search(word) or _SON_OR_DAUGHTER.match(word))


def _with_initials(name: str) -> str | None:
    """A surname with initials, where the surname alone says the gender or has no cases."""
    initials = _INITIALS.search(name)
    surname = _INITIALS.sub("", name, count=1).strip()
    if not initials or not _WORD.fullmatch(surname):
        return None
    last = surname.rpartition("-")[2]
    if _WITHOUT_CASES.search(last) and "-" not in surname:
        return name
    gender = Gender.FEMALE if _OF_WOMEN.search(last) else Gender.MALE if _OF_MEN.search(last) else None
    declined = _surname(surname, gender) if gender else None
    return declined and name.replace(surname, declined, 1)


def _surname(surname: str, gender: Gender) -> str | None:
    """A surname, each half of a double one by itself; None for one in doubt or of the other gender."""
    other = _OF_MEN if gender is Gender.FEMALE else _OF_WOMEN
    declined, halves = _declined(NamePart.LASTNAME, gender, surname), surname.split("-")
    changed = [half for half, ending in zip(halves, declined.split("-"), strict=True) if half != ending]
    if any(map(_IN_DOUBT[gender].search, changed)) or any(map(other.search, halves)):
        return None
    return declined


def _patronymic(full: FullName) -> str:
    if _SON_OR_DAUGHTER.match(full.patronymic):
        return full.patronymic
    return _declined(NamePart.MIDDLENAME, full.gender, full.patronymic)


def _declined(part: NamePart, gender: Gender, word: str) -> str:
    declined: str = _maker().make(part, gender, Case.INSTRUMENTAL, word)
    return declined


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


@cache
def _detector() -> PetrovichGenderDetector:
    return PetrovichGenderDetector()
