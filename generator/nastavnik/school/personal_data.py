"""Personal data in texts: what must not stand in the section, found before it is published.

`findings` looks at a text, `in_text` at the text of a file, `in_folder` at what else lies in the content folder. What
is surely personal is an error, what only looks so a hint; a line with `# проверено` or `<!-- проверено -->` is left
alone. Patterns are plain text: many are long, most content needs few of them, and the library keeps what it compiled.
"""

import os
import re
from collections.abc import Callable, Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.records.fields import PRIVATE, visibility
from nastavnik.records.record import Record
from nastavnik.records.school import School
from nastavnik.school import acts
from nastavnik.school.acts import Finding
from nastavnik.text.source import (
    FRONT_MATTER,
    Place,
    Plain,
    Problem,
    Source,
    Unreadable,
    column_in_file,
    decode,
    parse,
)

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
NAME_AND_CLASS = rf"(?<![\w-])({_NAME})(?:,[ \xa0]?|[ \xa0]?[–—|][ \xa0]?|[ \xa0]?\(|[ \xa0]){_CLASS}"
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

MARK = "проверено"
CHECKED = re.compile(
    r"(?:^|(?<=\s))[ \t]*(?:<!--[ \t]*проверено[ \t]*-->|#[ \t]?проверено(?!\w))|<!--[ \t]*проверено[ \t]*-->"
)


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


def unmarked(source: Source) -> Source:
    """The record without the marks «проверено», which are for us and not for readers."""
    body = source.body and without_marks(source.body)
    data = {name: _plain_without_marks(value) for name, value in source.data.items()}
    return source if (body, data) == (source.body, source.data) else replace(source, body=body, data=data)


@dataclass(frozen=True, slots=True)
class PublicDetails:
    """What of the school is nobody's secret: contacts of its curators and the numbers in its names."""

    contacts: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, school: School) -> "PublicDetails":
        phones = {_digits(curator.phone or "") for curator in school.curators}
        emails = {(curator.email or "").lower() for curator in school.curators}
        return cls(frozenset(phones | emails) - {""}, acts.numbers(f"{school.title} {school.short_title}"))


def in_folder(content: Path, known: PublicDetails, *, scanned: Container[str] = ()) -> Iterator[Problem]:
    """Everything found in the files of a content folder, and in their names, that nobody has scanned yet."""
    for inside in sorted(_files(content)):
        file, suffix = f"{content.name}/{inside}", os.path.splitext(inside)[1]  # noqa: PTH122 - asked for every file
        if file in scanned:
            continue
        readable = file.encode(errors="backslashreplace").decode()
        if readable != file:
            yield Problem(Place(readable), messages.NAME_IS_NO_TEXT)
            continue
        yield from in_name(file)
        if suffix in (".md", ".yml"):
            with suppress(Unreadable):  # said where records are read
                text, cls = decode((content / inside).read_bytes(), file), KINDS.get(inside.partition("/")[0], School)
                yield from in_text(text, file, cls, known, with_body=suffix == ".md")
        elif suffix.lower() == ".pdf" and acts.is_scan((content / inside).read_bytes()):
            yield Problem(Place(file), messages.MISQUOTED["scan"], "hint")


def in_name(file: str) -> Iterator[Problem]:
    """Everything found in the name of a file."""
    for _, kind, certain in file_findings(os.path.splitext(file.rpartition("/")[2])[0]):  # noqa: PTH122
        yield Problem(Place(file), messages.GUARD[kind], "error" if certain else "hint")


def _files(content: Path) -> Iterator[str]:
    """Files of the folder that are not hidden, by their paths inside it."""
    for folder, below, names in os.walk(content):
        below[:] = [name for name in below if not name.startswith(".")]
        inside = folder[len(str(content)) + 1 :].replace(os.sep, "/")
        yield from (f"{inside}/{name}" if inside else name for name in names if not name.startswith("."))


def in_text(text: str, file: str, cls: type[Record], known: PublicDetails, *, with_body: bool) -> Iterator[Problem]:
    """Everything found in the text of a file; `cls` tells which of its fields are published."""
    if not any(True for _ in _all_findings(text, known)):
        return
    try:
        passages = sorted(set(_passages(text, file, cls, with_body=with_body)))
    except Unreadable:
        return  # said where records are read
    for start, end in passages:
        for offset, kind, certain in _all_findings(text[start:end], known):
            at = start + offset
            line = text.count("\n", 0, at)
            begins = text.rfind("\n", 0, at) + 1
            if CHECKED.search(text[begins : (text.find("\n", at) + 1 or len(text) + 1) - 1]):
                continue
            message = (messages.GUARD | messages.MISQUOTED)[kind]
            place = Place(file, line + 1, column_in_file(text, line, at - begins) + 1)
            yield Problem(place, message, "error" if certain else "hint")


def _all_findings(text: str, known: PublicDetails) -> Iterator[Finding]:
    for offset, kind, certain in findings(text):
        written = text[offset : offset + 100].lower()
        own_phone = kind == "phone" and _digits(written[:24])[:10] in known.contacts
        if not own_phone and not (kind == "email" and written.startswith(tuple(known.contacts))):
            yield offset, kind, certain
    yield from acts.findings(text, known.numbers)


def _passages(text: str, file: str, cls: type[Record], *, with_body: bool) -> Iterator[tuple[int, int]]:
    """Spans of the texts that may be published: values of public fields and the body; comments are nobody's."""
    head, above = text, 0
    if with_body:
        match = FRONT_MATTER.match(text)
        yield match.end() if match else 0, len(text)
        if not match or not match[1].strip():
            return
        head, above = match[1], match.start(1)
    hidden = {name for name in cls.model_fields if visibility(cls, name) is PRIVATE} | {"consent", "photo_consent"}
    yield from ((above + start, above + end) for start, end in _scalars(parse(head, file).root, hidden))


def _scalars(node: yaml.Node, hidden: set[str]) -> Iterator[tuple[int, int]]:
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in hidden:
                yield from _scalars(value, hidden)
    else:
        for item in node.value:
            yield from _scalars(item, hidden)


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


def _digits(phone: str) -> str:
    """The ten digits after the country's code, and what follows them."""
    return _all_digits(phone)[1:]


def _all_digits(text: str) -> str:
    return re.sub(r"\D", "", text, flags=re.ASCII)


def without_marks(text: str) -> str:
    """The text without the marks «проверено» and the blanks before them."""
    if MARK not in text:
        return text
    return re.sub(r"[ \t]+$", "", CHECKED.sub("", text), flags=re.MULTILINE)


def _plain_without_marks(value: Plain) -> Plain:
    if isinstance(value, str):
        return without_marks(value)
    if isinstance(value, list):
        return [_plain_without_marks(item) for item in value]
    return {name: _plain_without_marks(item) for name, item in value.items()}


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
)
"""How to look, and a quick sign without which there is nothing to find: most texts have none."""
