"""The first lines of a paper and the name of its file → what it is: its title, sort, number, day, level.

МБОУ «Школа № 128»
ПРИКАЗ
28.08.2026                № 87-ОД         the sort, the day, the number
О системе наставничества                  what it is about
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nastavnik.importing.text_dates import ToldDay, day_in_name, days_in
from nastavnik.importing.text_names import OF_SCHOOL, name_from_file

HEAD = 30  # lines that may name a paper
FIRST, LONGEST_FIRST = 5, 120  # lines among which a paper of no known sort is named, signs of it
DATED = 15  # lines among which the day stands
LONGEST_LINE, LONGEST_TITLE = 300, 250  # signs
ABOUT = re.compile(r"^[«\"“]?\s*(?:об?|о\s+внесении)\s+\S", re.IGNORECASE)
NAMED_BY_SUBJECT = frozenset({"приказ", "распоряжение", "письмо", "постановление", "указ"})
"""Sorts whose title is what they are about."""
NUMBERED = NAMED_BY_SUBJECT | {"протокол", "договор", "соглашение", "закон", "федеральный закон", "справка"}
"""Sorts that have a number of their own; the number in a stamp of approval is that of the order."""
NUMBER = r"№\s*([\w./\\-]*\d[\w./\\-]*)"
NUMBER_BY_DAY = re.compile(rf"{NUMBER}\s*(?:от\b|$)|(?:от\b|г\.?|года|\d{{4}})[^№\n]{{0,40}}{NUMBER}", re.IGNORECASE)
BEGINS = r"[«\"]?(?:{0}(?!\w)|выписка\s+из\s+{0}[ауеяи]?(?!\w))"
"""How a line with the word for a sort begins."""
COPY_OF = re.compile(r"(?i)(?:скан|копия|scan)\w*(?:[ _-]+копия)?[ _-]+")
LEVELS = (  # level → who issues such papers
    (
        "федеральный",
        re.compile(
            r"(?i)российск\w+\s+федерац|министерств\w+\s+(?:просвещ|образован\w+ и науки росс)|федеральн\w+ закон"
        ),
    ),
    (
        "региональный",
        re.compile(r"(?i)(?:министерств|департамент|комитет)\w*\s[^\n]{0,60}(?:област|кра[йя]|республик)|губернатор"),
    ),
    (
        "муниципальный",
        re.compile(
            r"(?i)^\W*(?:управлени|отдел|комитет|администраци)\w*\s[^\n]{0,80}(?:город|район|округ|муниципальн)"
        ),
    ),
)
LOCAL = "локальный"
ENDS_NAME = re.compile(
    r"(?i)^(?:\d|от\s+[«\"]?\d|[IVX]+\.|глава|раздел|общие положения|г\.|№|п\s*р\s*и\s*к\s*а\s*з\s*ы\s*в\s*а\s*ю)|_{3}"
    r"|утвержд|согласован"
)
APPROVED = re.compile(r"(?i)утвержд")
ENDED = re.compile(r"(?i)(?:\.|\bгод[ау]?|20\d\d(?:\s*г\.?)?)$")
"""How the name of a paper ends though a small letter follows: a heading of a table."""
LETTERS_APART = re.compile(r"^(?:[А-ЯЁ]\s){4,}[А-ЯЁ]\b")
SMALL = frozenset({"О", "ОБ", "И", "В", "НА", "ПО", "ДЛЯ", "ОТ", "С", "ПРИ", "ЗА", "ИЗ", "К", "У"})
LEAST_CAPITALS = 4  # letters of a first word in capitals that is no abbreviation


@dataclass(frozen=True, slots=True)
class PaperName:
    """What a paper is, "" for what it does not tell; `impossible` is a day no calendar has, in its words."""

    title: str
    sort: str
    level: str
    number: str = ""
    day: dt.date | None = None
    impossible: str = ""


def paper_name(lines: Sequence[str], stem: str, sorts: Sequence[str], today: dt.date) -> PaperName:
    """The name of a paper; `sorts` are the words for sorts of papers. Lines say more than the name of the file."""
    head = [_together(" ".join(line.split())) for line in lines if line.strip()][:HEAD]
    at, sort = next(_sorted(head, sorts), (-1, ""))
    name = _bare(stem, sorts)
    sort = sort or next((sort for _, sort in _sorted([name], sorts)), "")
    title = _title(head, at, sort) if at >= 0 else ""
    number, day = _number(head, at, sort, stem), _day(head, at, sort, today) or day_in_name(stem)
    return PaperName(
        title=title or (_first_line(head) if not sort else "") or name,
        sort=sort,
        level=next((level for level, words in LEVELS if any(map(words.search, head[: max(at, 3)]))), LOCAL),
        number=number,
        day=day.day if day else None,
        impossible=day.words if day and day.day is None else "",
    )


def _first_line(head: Sequence[str]) -> str:
    """The first line that may be the name of a paper of no known sort: «Лист наблюдения»; "" for none."""
    for at, line in enumerate(head[:FIRST]):
        if line[:1].isupper() and " " in line and not OF_SCHOOL.search(line) and not ENDS_NAME.search(line):
            return _lines_of_name(head, at).rstrip(".:") if len(line) <= LONGEST_FIRST else ""
    return ""


def _together(line: str) -> str:
    """«П Р И К А З» → «ПРИКАЗ»."""
    return LETTERS_APART.sub(lambda spaced: spaced[0].replace(" ", ""), line)


def _sorted(lines: Sequence[str], sorts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines that begin with the word for a sort of papers, with that word."""
    known = [(sort, re.compile(BEGINS.format(_plain(sort)))) for sort in sorted(sorts, key=len, reverse=True)]
    for at, line in enumerate(lines):
        first = next((sign for sign in line if sign.isalpha()), "")
        sort = next((sort for sort, begins in known if begins.match(_plain(line[:LONGEST_LINE]))), "")
        if sort and first.isupper() and len(line) <= LONGEST_LINE:
            yield at, sort


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")


def _title(head: Sequence[str], at: int, sort: str) -> str:
    """What an order is about, in quotes behind its sort; else the lines that name the paper."""
    if sort in NAMED_BY_SUBJECT:
        subject = next((place for place in range(at, min(at + 12, len(head))) if ABOUT.match(head[place])), None)
        if subject is None:
            return ""
        about = _lines_of_name(head, subject).strip('«»"“” .')
        return f"{sort.capitalize()} «{about[:1].upper()}{about[1:]}»"[:LONGEST_TITLE]
    return _lines_of_name(head, at).rstrip(".")[:LONGEST_TITLE]


def _lines_of_name(head: Sequence[str], at: int) -> str:
    """A line and those that go on with it."""
    name = [head[at]]
    for line in head[at + 1 : at + 4]:
        alone = len(name) == 1 and len(name[0].split()) == 1
        capitals = line.isupper() and name[0].isupper()
        goes_on = line[:1].islower() or capitals or (alone and not OF_SCHOOL.search(line))
        if not goes_on or ENDS_NAME.search(line) or len(line) > LONGEST_LINE or ENDED.search(name[-1]):
            break
        name.append(line)
    return _in_small_letters(" ".join(name))


def _in_small_letters(text: str) -> str:
    """A name typed in capitals as a sentence."""
    first, *words = text.split()
    if not first.isupper() or len(first) < LEAST_CAPITALS:
        return text
    return " ".join([first.capitalize(), *map(_small, words)])


def _small(word: str) -> str:
    """A word typed in capitals in small letters; an abbreviation has one vowel, or is a school's: «СОШ», «МБДОУ»."""
    letters = word.strip("«»(),.")
    vowels = len(re.findall("[АЕЁИОУЫЭЮЯ]", letters))
    if not letters.isupper() or (word not in SMALL and (vowels < 2 or letters.endswith("ОУ")) and len(letters) <= 5):
        return word
    return word.lower()


def _number(head: Sequence[str], at: int, sort: str, stem: str) -> str:
    """The number beside the sort or the day of a paper that has one; else that of the file's name."""
    if sort not in NUMBERED:
        return ""
    around = head[max(at, 0) : max(at, 0) + 6] if at >= 0 else []
    for line in around:
        match = re.search(NUMBER, line) if sort[:5] in line.lower() else NUMBER_BY_DAY.search(line)
        if match and not OF_SCHOOL.search(line):
            return next(group for group in match.groups() if group).rstrip("./-")
    stem = _without_day(stem)
    named = re.search(NUMBER, stem) or re.search(
        rf"(?i){re.escape(sort)}\w*[\s_-]+(\d{{1,4}}(?:-[а-яёa-z]{{1,3}})?)(?![\d.])", stem
    )
    return named[1].rstrip("./-") if named else ""


def _day(head: Sequence[str], at: int, sort: str, today: dt.date) -> ToldDay | None:
    """The day of an order stands below its name, that of other papers in the stamp above or beside it."""
    start = max(at, 0) if sort in NUMBERED else 0
    text = "\n".join(head[start : start + DATED])
    approved = APPROVED.search(text) if sort not in NUMBERED else None
    days = [day for day in days_in(text, today) if day.with_year]
    stamped = (day for day in days if approved and day.start > approved.start())
    return next(stamped, None) or next(iter(days), None)


def _bare(stem: str, sorts: Sequence[str]) -> str:
    """The name of a file as a title: without its day and its number; «Скан приказа о парах» is «Приказ о парах»."""
    text = re.sub(rf"(?i)\bот\s*(?=$|[_\s])|{NUMBER}", " ", _without_day(stem))
    name = name_from_file(text.strip(" _-.,")) or stem
    copied = COPY_OF.match(name)
    sort = next((sort for sort in sorts if copied and re.match(rf"(?i){sort}[ауеяю]?(?!\w)", name[copied.end() :])), "")
    if not copied or not sort:
        return name
    rest = name[copied.end() :].partition(" ")[2]
    return f"{sort.capitalize()} {rest}".strip()


def _without_day(stem: str) -> str:
    named = day_in_name(stem)
    return f"{stem[: named.start]} {stem[named.end :]}" if named else stem
