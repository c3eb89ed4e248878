"""What is personal in a text or a file's name: people with a class, pairs, telephones, numbers of papers, births.

What is surely personal is told apart from what only looks so. Patterns are plain text: many are long, most content
needs few of them, and the library keeps what it compiled.
"""

import re
from collections.abc import Callable, Iterator

from nastavnik import messages
from nastavnik.school.guard.acts import Finding

_CAP = "[А-ЯЁ][а-яё]{1,25}(?:-[А-ЯЁ][а-яё]{1,25})?"
_INITIALS = r"[А-ЯЁ]\.(?:[ \xa0]?[А-ЯЁ]\.)?"
_NAME = rf"(?:{_INITIALS}[ \xa0]?{_CAP}|{_CAP}(?:[ \xa0]{_INITIALS}|(?:[ \xa0]{_CAP}){{1,2}})?)(?![а-яё-])"
_QUOTED = '[«"„][А-Иа-и][»"“]'
_LETTER = rf"(?:[ \xa0-]?{_QUOTED}|[ \xa0-]?[А-И](?![\w.])|[а-и](?![\w.]))"
_CLASS = (
    r"(?<![\w№.,–-])(?<!№[ \xa0])(?:1[01]|[1-9])"
    rf"(?:{_LETTER}(?:[ \xa0]?кл(?:асс[а-я]{{0,3}}|\.)?(?![\w-]))?"
    r"|(?:-[а-я]{1,3})?[ \xa0]?класс[а-я]{0,3}(?![\w-]))"
)
_SEPARATOR = r"[ \xa0]?[:–—-][ \xa0]?"
_PUPIL = "(?i:учени[кц]|учащ|обучающ|школьни[кц]|девочк|мальчик)[а-я]{0,6}"
_FOLDED = r"[ \xa0]?\n?[ \xa0]{1,12}|\n"

PUPIL_IN_CLASS = rf"(?<!\w)({_PUPIL})(?:{_FOLDED}){_CLASS}(?:{_FOLDED}|,[ \xa0]|{_SEPARATOR})({_NAME})"
_HERSELF = r"(?i:(?:учени|школьни|воспитанни|[а-я]{4,12}классни)(?:к|ца|ком|цей)|(?:учащ|обучающ)(?:ий|ая|им|ей)ся)"
NAME_AND_CLASS = (
    rf"(?<![\w-])({_NAME})(?:,[ \xa0]?|[ \xa0]?[–—|][ \xa0]?|[ \xa0]?\(|[ \xa0])(?:{_HERSELF}[ \xa0])?{_CLASS}"
)
CLASS_AND_NAME = rf"{_CLASS}({_SEPARATOR}|[ \xa0]?\|[ \xa0]?|,?[ \xa0])({_NAME})"
TEACHERS = (
    r"(?i)учител|руководител|педагог|преподавател|воспитател|психолог|директор|завуч|заместител|куратор|тьютор|вожат"
    r"|библиотекар|логопед|методист|мастер"
)
PLACES = r"(?i)(?:ул|пр|пер|просп|пл|им|наб|д|стр)\.|улиц|проспект|переул|площад|набереж|школ|имени|дом\b"
SURNAME = (
    "[А-ЯЁ][а-яё-]*(?:(?:[оеё]в|[иы]н)(?:а|у|ым|ой|е)?|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|енко"
    "|[чнщ]ук(?:а|у|ом)?|дзе|швили|ян(?:а|у|ом)?|[иы]х)"
)
STRICT = "[А-ЯЁ][а-яё-]{2,}(?:(?:[оеё]в|[иы]н)а?|енко)"
COMMON = (
    "Основа|Половина|Картина|Слова|Голова|Медицина|Дисциплина|Машина|Причина|Година|Один|Вершина|Середина|Глубина"
    "|Величина|Тишина|Корзина|Витрина|Родина|Витамин|Магазин|Термин|Остров|Кабина"
)
PATRONYMIC = "(?i).*(?:[ое]вич|[ое]вн|ичн|ильич|кузьмич)(?:[аеуы]|ем|ой)?"

_GAP = r"[ \xa0]?[()\-–—]{0,2}[ \xa0]?"
PHONE = rf"(?<![\w+/=-])(\+[ \xa0]?7|8|7){_GAP}9\d\d{_GAP}\d{{3}}[ \xa0\-–]?\d\d[ \xa0\-–]?\d\d(?![\w]|[-–]\d)"
CALL = r"(?i)(?<!\w)(?:тел|сот|моб|звон|whatsapp)"
EMAIL = (
    r"(?i)(?<![\w.+-])([\w.+-]{1,64})@(?:mail|yandex|ya|gmail|bk|list|inbox|internet|rambler|icloud|hotmail|outlook|vk|yahoo)"
    r"\.(?:ru|com|net)(?![\w-])"
)
OFFICIAL = r"(?i)sch|shk|sosh|oosh|gimn|gymn|lice|lyce|mbou|mkou|maou|mou|gbou|info|direktor|priem|nastavn|\d"
SNILS = (
    r"(?i)(?<![\w-])(?:(?P<word>снилс)[^\w\n]{1,5}(?:№[ \xa0]?)?)?"
    r"(?P<digits>\d{3}(?P<dash>[- ]?)\d{3}(?P=dash)\d{3}[- ]?\d\d)(?![\w-])"
)
PASSPORT = (
    r"(?i)(?<!\w)(?:паспорт[а-я]{0,3}(?![^\n]{0,5}(?:школ|програм))[^\d\n]{1,40}|сери[яией]{1,2}[^\w\n]{0,4})"
    r"\d\d[ \xa0]?\d\d[,;]?[ \xa0]?(?:№|номер)?[ \xa0]?\d{6}(?!\d)"
    r"|(?<!\w)свидетельств[а-я]{1,3} о рождении[^\n\d]{1,40}№?[ \xa0]?\d{6}(?!\d)"
)
_MONTH = f"(?:{'|'.join(messages.MONTHS_OF)})"
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}-\d\d-\d\d|\d{{1,2}}[ \xa0]{_MONTH}[ \xa0]{_YEAR})"
BIRTH = (
    rf"(?i)(?<!\w)(?P<sure>дат[аыуе][ \xa0]рождения[^\w\n]{{1,5}}{_DATE})"
    rf"|(?<![\w.])(?P<day>{_DATE})[ \xa0]?(?:г\.?[ \xa0]?р\.|года?[ \xa0]рождения)"
    r"|(?<![\w.–-])(?P<year>20\d\d)[ \xa0]?(?:г\.?[ \xa0]?р\.|года?[ \xa0]рождения)"
    rf"|(?<!\w)родил(?:ся|ась)[ \xa0](?P<born>{_DATE})"
)
PAIR = (
    rf"[Нн](?<!\w.)аставник[а-я]{{0,3}}[ \xa0:–—-]{{1,4}}({_NAME})[ \xa0,;:–—-]{{1,4}}(?:и[ \xa0])?"
    rf"(?i:наставляем)[а-я]{{2,3}}[ \xa0:–—-]{{1,4}}({_NAME})"
)
MENTEE = rf"[Нн](?<!\w.)аставляем(?:ый|ая|ого|ой|ому|ую|ым)[ \xa0]?[ \xa0:–—-][ \xa0]?({_NAME})"
COUPLE = rf"[Пп](?<!\w.)ар[аыуе][ \xa0:]{{1,2}}({_NAME})[ \xa0]?[–—-][ \xa0]?({_NAME})"
ASSIGNED = rf"[Зз]акреп(?:ить|л[её]н[аоы]?)\b[^.;\n]{{1,60}}?({_NAME})[^.;\n]{{1,80}}?[ \xa0]({_NAME})"
TABLE = r"(?m)^(.*\|.*)\n[ \t|:-]+\n((?:.*\|.*(?:\n|\Z))+)"
MENTEES = r"(?i)наставляем|подопечн|молод\w+ (?:педагог|специалист|учител|воспитател)"
"""Words over a column that lists the mentored."""
_MENTOR = r"[Нн](?<!\w.)аставни(?:к|ца|ком|цей|ков|цам?)(?![а-яё])"
PUPIL_MENTOR = (
    rf"{_MENTOR}(?:,[ \xa0]|[ \xa0][–—-][ \xa0]|[ \xa0])(?:наш[а-я]* )?{_HERSELF}[ \xa0](?P<after>{_NAME})"
    rf"|(?<!\w){_HERSELF}[ \xa0](?P<before>{_NAME})[^.;!?\n]{{0,40}}?[ \xa0]{_MENTOR}"
)
"""Somebody named who is a pupil and a mentor: «наставник, ученица Анна Петрова», «ученица Анна Петрова – наставник»."""
LINK = rf"\[({_NAME})\]\((?:https?://|[^)\s]{{1,300}}\.(?:pdf|docx?|odt|rtf|pptx?|xlsx?|ods|zip|jpe?g|png|webp|heic|mp4)\b)"
"""A name that leads to a file or elsewhere; names that lead to cards of mentors are theirs, under consent."""

_LATIN = "[a-z]{2,20}(?:ov|ev|in|yn|ova|eva|ina|skii|skiy|sky|skaya|skaia|enko|chuk)"
_CYRILLIC = "[а-яё]{2,20}(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ский|цкий|ская|цкая|енко|чук)"
_FILED = rf"(?:{_LATIN}|{_CYRILLIC})"
_FILED_CLASS = "(?:1[01]|[1-9])-?(?:[a-eа-и]|kl(?:ass)?|кл(?:асс)?)"
FILE = (
    rf"(?<![^-])(?:{_FILED}(?:-[^-]{{1,20}}){{0,2}}-{_FILED_CLASS}|{_FILED_CLASS}-(?:[^-]{{1,20}}-)?{_FILED}"
    rf"|(?:nastavlyaem|nastavliaem|наставляем)[^-]{{2,3}}-{_FILED}|(?:para|пара)-{_FILED}-{_FILED})(?![^-])"
)
FILE_SIGN = re.compile("(?<![^-])(?:1[01]|[1-9])-?[a-ekа-ик]|nastavl|наставл|para-|пара-")


def findings(text: str) -> Iterator[Finding]:
    """Personal data in a text."""
    for finder, sign in FINDERS:
        if sign(text):
            yield from finder(text)


def file_findings(stem: str) -> Iterator[Finding]:
    """Personal data in the name of a file, without its suffix."""
    words = re.sub(r"[\s_.,()«»№]+", "-", stem.lower())
    if FILE_SIGN.search(words) and re.search(FILE, words):
        yield 0, "file_name", False


# --- what is personal


def _classes(text: str) -> Iterator[Finding]:
    met: set[int] = set()
    for match in re.finditer(PUPIL_IN_CLASS, text):
        way = _way(match[2])
        plural = bool(re.search("(?:и|ы|ие|ых|их|им|ам|ов)$", match[1]))
        if way:
            met |= set(range(match.start(), match.end()))
            yield match.start(), "class", way != "single" or not plural
    for match in re.finditer(NAME_AND_CLASS, text):
        way = _way(match[1])
        if way in ("child", "adult") and not met.intersection((match.start(), match.end() - 1)):
            if _teacher_near(text, match) or re.search(PLACES, _before(text, match.start(), 25)):
                continue
            met |= set(range(match.start(), match.end()))
            yield match.start(), "class", way == "child"
    for match in re.finditer(CLASS_AND_NAME, text):
        way = _way(match[2])
        if not way or met.intersection((match.start(), match.end() - 1)) or _teacher_near(text, match):
            continue
        if way != "single" or (not re.fullmatch(COMMON, match[2]) and re.fullmatch(STRICT, match[2])):
            by_blank = not match[1].strip(", \xa0") and "класс" in match[0]
            yield match.start(), "class", way == "child" and not by_blank


def _way(name: str) -> str:
    """How somebody is named: `child` (surname and first name), `adult` (with a patronymic), `single`, or not at all."""
    words, initials = re.findall(_CAP, name), len(re.findall(r"[А-ЯЁ]\.", name))
    like = [
        word
        for word in words
        if re.fullmatch(SURNAME, word) and not re.fullmatch(COMMON, word) and not re.fullmatch(PATRONYMIC, word)
    ]
    if initials:
        return "adult" if initials > 1 else "child"
    if not like or (len(words) == 1 and like[0].endswith(("их", "ых", "ий", "ого", "ая", "ой"))):
        return ""
    if len(words) == 1:
        return "single"
    return "adult" if any(re.fullmatch(PATRONYMIC, word) for word in words) else "child"


def _teacher_near(text: str, match: re.Match[str]) -> bool:
    after = re.split(r"[.;\n]", text[match.end() : match.end() + 40])[0]
    return bool(re.search(TEACHERS, _before(text, match.start(), 60)) or re.search(TEACHERS, after))


def _before(text: str, start: int, most: int) -> str:
    """The end of the sentence before an offset."""
    return re.split(r"\n[ \t]*\n|\n[ \t]*-|[;!?]|(?<=[а-яё]{3})\.\s", text[max(0, start - most) : start])[-1]


def _phones(text: str) -> Iterator[Finding]:
    for match in re.finditer(PHONE, text):
        bare = match[0].isdigit()
        if match[1] != "7" or not bare:
            called = re.search(CALL, text[max(0, match.start() - 15) : match.start()])
            yield match.start(), "phone", not bare or called is not None


def _emails(text: str) -> Iterator[Finding]:
    yield from ((match.start(), "email", not re.search(OFFICIAL, match[1])) for match in re.finditer(EMAIL, text))


def _snils(text: str) -> Iterator[Finding]:
    for match in re.finditer(SNILS, text):
        valid = _control(match["digits"])
        if match["word"] or (valid and match["dash"]):
            yield match.start(), "snils", valid


def _control(written: str) -> bool:
    """Whether the last two digits of a СНИЛС are those of its number (rules of the Pension Fund)."""
    digits = _all_digits(written)
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9])) % 101 % 100
    return len(digits) == 11 and int(digits[:9]) > 1_001_998 and total == int(digits[9:])


def _passports(text: str) -> Iterator[Finding]:
    yield from ((match.start(), "passport", True) for match in re.finditer(PASSPORT, text))


def _births(text: str) -> Iterator[Finding]:
    yield from ((match.start(), "birth", bool(match["sure"] or match["day"])) for match in re.finditer(BIRTH, text))


def _pairs(text: str) -> Iterator[Finding]:
    met: set[int] = set()
    for match in re.finditer(PAIR, text):
        if _way(match[1]) and _way(match[2]):
            met |= set(range(match.start(), match.end()))
            yield match.start(), "pair", True
    for match in re.finditer(MENTEE, text):
        way = _way(match[1])
        if way and match.start() not in met:
            yield match.start(), "mentee", way != "single"
    for match in re.finditer(COUPLE, text):
        if _way(match[1]) and _way(match[2]):
            yield match.start(), "pair", False
    for match in re.finditer(ASSIGNED, text):
        if _way(match[1]) in ("child", "adult") and _way(match[2]) in ("child", "adult"):
            yield match.start(), "pair", False


def _lists(text: str) -> Iterator[Finding]:
    """Names in a column of a Markdown table that lists the mentored."""
    for table in re.finditer(TABLE, text):
        columns = [number for number, cell in enumerate(table[1].split("|")) if re.search(MENTEES, cell)]
        start = table.start(2)
        for row in table[2].splitlines(keepends=True):
            cells = row.split("|")
            for number in columns:
                name = re.search(_NAME, cells[number]) if number < len(cells) else None
                if name and (way := _way(name[0])):
                    yield start + len("|".join(cells[:number])) + 1 + name.start(), "mentee", way != "single"
            start += len(row)


def _links(text: str) -> Iterator[Finding]:
    for match in re.finditer(LINK, text):
        if _way(match[1]) in ("child", "adult"):
            yield match.start(1), "link", False


def _pupil_mentors(text: str) -> Iterator[Finding]:
    for match in re.finditer(PUPIL_MENTOR, text):
        if _way(match["after"] or match["before"]) in ("child", "adult"):
            yield match.start(), "pupil_mentor", True


def phone_digits(phone: str) -> str:
    """The ten digits after the country's code, and what follows them."""
    return _all_digits(phone)[1:]


def _all_digits(text: str) -> str:
    return re.sub(r"\D", "", text, flags=re.ASCII)


def _has(*signs: str) -> Callable[[str], object]:
    return lambda text: any(sign in text for sign in signs)


def _first(quick: Callable[[str], object], slow: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: quick(text) and slow(text)


FINDERS: tuple[tuple[Callable[[str], Iterator[Finding]], Callable[[str], object]], ...] = (
    (_classes, re.compile(r"[0-9](?:[ \xa0-]?[«\"„]?[А-Иа-и](?![а-яё])|(?:-[а-я]{1,3})?[ \xa0]?клас)").search),
    (_phones, _first(re.compile(r"9\d\d").search, re.compile(r"[+78][ \xa0]?7?[ \xa0()–-]{0,4}9\d\d").search)),
    (_emails, _has("@")),
    (_snils, re.compile(r"\d\d\d[- ]?\d\d\d[- ]?\d\d\d[- ]?\d\d").search),
    (
        _passports,
        _first(
            _has("аспорт", "АСПОРТ", "сери", "Сери", "СЕРИ", "видетельств", "ВИДЕТЕЛЬСТВ"), re.compile(r"\d{6}").search
        ),
    ),
    (_births, _first(_has("ожд", "одил", "р."), re.compile(r"[Рр](?:ожд[её]н|одил)|г\.?[ \xa0]?р\.").search)),
    (_pairs, re.compile("аставляем|акреп|[Пп]ар[аыуе][: ]").search),
    (_lists, _first(_has("|"), re.compile("(?i)аставляем|подопечн|молод").search)),
    (_links, _has("](")),
    (
        _pupil_mentors,
        _first(_has("аставни"), re.compile("(?i)учени|учащ|обуча|школь|воспит|классни").search),
    ),
)
"""How to look, and a quick sign without which there is nothing to find: most texts have none."""


# --- lists of the mentored

_OF_MENTORED = (
    r"(?i)(?:№[ \xa0]?)?(?:ф\.?[ \xa0]?и\.?[ \xa0]?о\.?[ \xa0]{0,2})?наставляем[а-я]{2,3}(?![а-я])[^\n]{0,60}"
)
_FULL_NAME = rf"{_CAP}[ \xa0](?:{_INITIALS}|{_CAP}(?:[ \xa0]{_CAP})?)|{_INITIALS}[ \xa0]?{_CAP}"
FEWEST_LISTED = 2
"""Names below a caption for the mentored that make a list: a blank form has none."""


def is_caption_of_mentored(words: str) -> bool:
    """Whether a cell of a table is the caption of a column of the mentored: «Наставляемый», «ФИО наставляемого»."""
    return bool(re.fullmatch(_OF_MENTORED, words))


def listed_mentored(text: str) -> int:
    """Names in lines of their own below a line that is a caption for the mentored; 0 for fewer than a pair.

    The text is that of a file, a line a cell: an order that names pairs in a table (order № 63/1-ОД, seed S4).
    """
    lines = [line.strip() for line in text.split("\n")]
    caption = re.compile(_OF_MENTORED).fullmatch
    begins = next((number for number, line in enumerate(lines) if caption(line)), None)
    if begins is None:
        return 0
    names = sum(1 for line in lines[begins + 1 :] if re.fullmatch(_FULL_NAME, line))
    return names if names >= FEWEST_LISTED else 0
