"""A Russian name in all its cases, to be found in a text: by the surname, or by the first name with the patronymic.

The tables give more forms than a grammar would: a form too many is a line to look at, a form too few is a name left
on the site. Both genders of a surname that tells them apart stay apart: «Белов» is not «Белова».
"""

import re
from functools import cache

from slugify import slugify

DASH = "[-‐‑–—]"
_MASCULINE = "|а|у|ым|ом|е|ы|ых|ыми"
_SOFT = "я|ю|ем|ём|е|и|ей|ями"
_HARD = "|а|у|ом|ем|ём|е|ы|и|ов|ей|ами"
_CLASSES = (  # как кончается слово → сколько букв отрезать, какие окончания ставить
    ("ая", 2, "ая|ой|ую|ою|ие|ые|их|ых|им|ым|ими|ыми"),
    ("яя", 2, "яя|ей|юю|ею|ие|их|им|ими"),
    ("ий", 2, "ий|ого|его|ому|ему|им|ом|ем|ие|их|ими|ия|ию|ием|ии"),
    ("ый", 2, "ый|ого|ому|ым|ом|ые|ых|ыми"),
    ("ой", 2, "ой|ого|ому|ым|ом|ые|ых|ыми|оя|ою|оем|ое"),
    ("(?:[оеё]в|[иы]н)а", 1, "а|ой|у|ою|ы|ых|ым|ыми|е"),
    ("[оеё]в|[иы]н", 0, _MASCULINE),
    ("[ыи]х|[оеиуюэ]", 0, ""),
    ("я", 1, "я|и|е|ю|ей|ёй|ею|ями"),
    ("а", 1, "а|ы|и|е|у|ой|ей|ою|ею|ами"),
    ("ь", 1, f"ь|ью|{_SOFT}"),
    ("й", 1, f"й|ев|{_SOFT}"),
    ("", 0, _HARD),
)
_FLEETING = (  # беглая гласная: Кравец – Кравца, Соловей – Соловья, Павел – Павла
    ("ей", "ь", _SOFT),
    ("(?:ец)", "ц", _HARD),
    ("[оеё]к", "к", _HARD),
    ("[оеё]л", "л", _HARD),
    ("ень", "н", _SOFT),
    ("(?<=^л)ев", "ьв", _HARD),
)


@cache
def forms(word: str) -> frozenset[str]:
    """A surname, a first name or a patronymic in its cases, in small letters, `е` for `ё`."""
    word = word.lower().replace("ё", "е")
    _, cut, endings = next(row for row in _CLASSES if re.search(f"(?:{row[0]})$", word))
    stem = word[: len(word) - cut]
    cases = {stem + ending for ending in endings.split("|")} | {word}
    for vowel, rest, endings in _FLEETING:
        stem = re.sub(f"{vowel}$", rest, word)
        if stem != word:
            cases |= {stem + ending for ending in endings.split("|") if ending}
    return frozenset(case.replace("ё", "е") for case in cases)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Finds the person «Белова Ирина Сергеевна» in a text: the surname, or the first name with the patronymic.

    Half of a double surname counts only with a capital letter: «рождественская ёлка» is nobody.
    """
    surname, *names = name.split()
    parts = re.split(DASH, surname)
    ways = [rf"(?i:{f' ?{DASH} ?'.join(_any(part) for part in parts)})"]
    if len(parts) > 1:
        ways += [f"(?={'|'.join({part[0].upper(), part[0]})})(?i:{_any(part)})" for part in parts]
    if len(names) > 1:
        ways.append(rf"(?i:{_any(names[0])}\s+{_any(names[1])})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w|{DASH}[А-ЯЁ])")


def _any(word: str) -> str:
    longest_first = sorted(forms(word), key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(re.escape(form).replace('е', '[её]') for form in longest_first)})"


def in_file_name(name: str, file: str) -> bool:
    """Whether a file name says the surname, in Russian letters or in Latin ones of any spelling."""
    surname = name.split()[0]
    words = set(_latin(file).split("-"))
    return any(set(_latin(form).split("-")) <= words for form in forms(surname)) or bool(pattern(name).search(file))


_SPELLINGS = (("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("y", "i"), ("j", "i"), ("x", "ks"))


@cache
def _latin(text: str) -> str:
    """Latin letters in which different ways to write Russian ones agree: gulyaev, guliaev, gulyayev."""
    latin = slugify(text, separator="-")
    for spelling, usual in _SPELLINGS:
        latin = latin.replace(spelling, usual)
    return re.sub(r"i+", "i", latin)
