"""Words of a list of mentors → values: names in any order, posts, years of work, qualification, ranks, subjects."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nastavnik import messages

_CAP = r"[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+)(?:-[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+))?"
_INITIAL = r"[А-ЯЁ]\."
_SON = r"(?:\s(?:оглы|оглу|улы|уулу|кызы|гызы|кизи))?"
_FORMS_OF_NAME = (
    rf"(?P<surname>{_CAP})\s(?P<initials>{_INITIAL}\s?{_INITIAL}|{_INITIAL}(?!\w))",
    rf"(?P<initials>{_INITIAL}\s?{_INITIAL})\s?(?P<surname>{_CAP})",
    rf"(?P<full>{_CAP}\s{_CAP}\s{_CAP}{_SON})(?![\w-])",
    rf"(?P<full>{_CAP}\s{_CAP})(?![\w-])",
)
_ENDS_WITH_INITIAL = re.compile(r"(?<!\w)[А-ЯЁ]\.\Z")
NAMES = tuple(re.compile(rf"\s*{form}") for form in _FORMS_OF_NAME)
_DASH = r"(?<!стаж)(?<!работы)\s[–—-]\s"
_SENTENCE = r"(?<=[а-яё]{5})\.\s(?=[А-ЯЁ]|стаж|катег|высш|перв)"  # «зам. директора» goes on
SEPARATORS = re.compile(rf"\s*(?:[;\n•·|]|,(?!\d)|{_DASH}|{_SENTENCE}|[()])\s*")
TEACHER = (
    r"учител|педагог|воспитател|преподавател|тренер|мастер производственн|мастер п/о|методист|логопед|психолог"
    r"|дефектолог|библиотекар|концертмейстер|инструктор|тьютор|советник|вожат|музыкальный руковод"
    r"|руководитель (?:шмо|мо|кружк|физ)"
)
_BOSS = r"(?:генеральн\w+ |исполнительн\w+ )?директор\w* (?:ооо|ао|пао|зао|ип|магазин|фирм|компан|завод|предпри|рынк)"
_POSTS = (  # what a post begins with → whom it means; the first one named in the post decides
    (_BOSS, "работодатель"),
    (r"индивидуальн\w+ предприним|предпринимател|главн\w+ (?:инженер|агроном|врач|специалист)", "работодатель"),
    (r"инженер|агроном|технолог", "работодатель"),
    (r"(?:и\.?\s?о\.?\s)?директор|завуч|зам\w*\W+(?:директор|заведующ|руковод)|заместител|заведующ", "руководитель"),
    (r"выпускни", "выпускник"),
    (r"родител|мать\b|мама\b|отец\b|папа\b|бабушк|дедушк", "родитель"),
    (r"ветеран (?:труд|педагог)|ветеран\b", "ветеран"),
    (r"студент|магистрант|аспирант", "студент"),
    (rf"(?:старш\w+ |социальн\w+ |младш\w+ )?(?:{TEACHER})", "педагог"),
)
POSTS = tuple((re.compile(rf"(?i)(?<![\w-]){pattern}"), word) for pattern, word in _POSTS)
_FIRST = r"\bперв\w+|\b1\W{0,3}(?:я|ая)?\s?(?:кв\w*\W+)?к(?:ат|$)|^(?:1|I|пкк|1кк|I\s?кк)$|\bпкк\b"
QUALIFICATIONS = (
    (re.compile(r"(?i)педагог\W{0,3}наставник"), "педагог-наставник"),
    (re.compile(r"(?i)педагог\W{0,3}методист"), "педагог-методист"),
    (re.compile(r"(?i)\bвысш\w*|\bвкк\b|^в/к$"), "высшая"),
    (re.compile(rf"(?i){_FIRST}"), "первая"),
    (re.compile(r"(?i)\bвтор\w+ кв|^(?:II|2)$"), "вторая"),
    (re.compile(r"(?i)соответств|\bсзд\b"), "соответствие занимаемой должности"),
)
CATEGORIES = frozenset(word for _, word in POSTS)
NO_QUALIFICATION = re.compile(r"(?i)без\s+кат\w*|б/к|не имеет|нет|[-–—]+|не аттест\w*|молод\w+ специалист")
IS_QUALIFICATION = re.compile(
    r"(?i)категори|квалификац|\b[впi1]кк\b|\bсзд\b|соответств\w* занимаем|педагог\W{0,3}(?:наставник|методист)$"
)
QUALIFIED_POST = re.compile(r"(?i)(.{5,80}?)\s+((?:высш|перв)\w+\s(?:кв\w*\.?\s)?кат\w*\.?)")
"""«учитель химии высшей категории»: a post and a qualification without a sign between them."""
_OF_SCHOOLS = r"[мгкч](?:[бкан]|ап|бп)?(?:ду|о|до|по|удо)у|сош|гимназия|лицей|школа"
ORGANISATION = re.compile(rf"(?i)(?:{_OF_SCHOOLS})\b\W*(?:№|«|сош|\"|\w+ №)")
"""The name of the school itself, which a post needs not."""
IS_RANK = re.compile(
    r"(?i)почетн|почётн|заслуж|отличник|народн\w+ учител|кандидат \w+ наук|доктор \w+ наук|доцент|профессор"
    r"|лауреат|к\.\s?п\.\s?н"
)
IS_YEARS = re.compile(r"(?i)стаж|опыт|работа\w+ с\b|(?<!\w)с (?:19|20)\d\d")
"""Years of work; «45 лет» alone may be an age."""
_LEADS = (
    "педагог|учитель|воспитатель|преподаватель|тренер|мастер|руководитель|директор|ученик|студент|обучающийся"
    "|учащийся|воспитанник|работодатель|родитель|выпускник|вуз|партн[её]р"
)
_LED = "педагог|учитель|воспитатель|специалист|преподаватель|ученик|студент|обучающийся|учащийся|воспитанник|работник"
IS_FORM = re.compile(
    rf"(?i)(?:социальный )?\b(?:{_LEADS})(?!\w)[^,;«»\n–—-]{{0,40}}?\s?[-–—→/]+\s?(?:молод\w+ )?(?:{_LED})\w*"
    r"(?: образовательн\w+ организации)?"
)
KIND_STEMS = (
    (re.compile(r"(?i)индивид|традиц|один на один|персональн"), "традиционное"),
    (re.compile(r"(?i)групп"), "групповое"),
    (re.compile(r"(?i)команд"), "командное"),
    (re.compile(r"(?i)ситуа"), "ситуационное"),
    (re.compile(r"(?i)скорост"), "скоростное"),
    (re.compile(r"(?i)краткоср|целепол"), "краткосрочное"),
    (re.compile(r"(?i)реверс|обратн"), "реверсивное"),
    (re.compile(r"(?i)виртуал|дистанц|онлайн"), "виртуальное"),
    (re.compile(r"(?i)фл[еэ]ш"), "флеш"),
    (re.compile(r"(?i)партн[её]р|равн\w+ равн"), "партнёрское"),
)
SUBJECTS = (  # genitive after «учитель» → nominative
    ("русского языка", "русский язык"),
    ("(?:родной|русской )?литературы", "литература"),
    ("математики", "математика"),
    ("алгебры", "алгебра"),
    ("геометрии", "геометрия"),
    ("физики", "физика"),
    ("химии", "химия"),
    ("биологии", "биология"),
    ("географии", "география"),
    ("истории", "история"),
    ("обществознания", "обществознание"),
    ("информатики", "информатика"),
    ("английского языка", "английский язык"),
    ("немецкого языка", "немецкий язык"),
    ("французского языка", "французский язык"),
    ("китайского языка", "китайский язык"),
    ("иностранн(?:ого|ых) язык(?:а|ов)", "иностранный язык"),
    ("татарского языка", "татарский язык"),
    ("башкирского языка", "башкирский язык"),
    ("родного языка", "родной язык"),
    ("музыки", "музыка"),
    ("изобразительного искусства|изо(?!\\w)", "изобразительное искусство"),
    ("(?:физической культуры|физкультуры)", "физическая культура"),
    ("технологии", "технология"),
    ("труда", "труд (технология)"),
    ("астрономии", "астрономия"),
    ("экономики", "экономика"),
    ("права(?!\\w)", "право"),
    ("черчения", "черчение"),
    ("экологии", "экология"),
    ("ОБЖ(?!\\w)", "ОБЖ"),
    ("ОБЗР(?!\\w)", "ОБЗР"),
)
_SUBJECT = tuple((re.compile(rf"(?i)(?<!\w)(?:{genitive})(?!\w)"), subject) for genitive, subject in SUBJECTS)
_TEACHES = re.compile(r"(?i)(?:учител|преподавател)\w*\s+(?P<what>[^;/()]+)")
_AND = re.compile(r"\s*[,;/\n]\s*|(?<!основы безопасности)\s+и\s+(?!защит|начал|культур)")

_NO_NAME = re.compile(
    rf"(?i)\b(?:{TEACHER}|директор|заместит|заведующ|школ|форм[аы]\b|наставник|список|отдел|предмет|итого|приказ)"
)

_PATRONYMIC = re.compile(r"(?:[еоь]вич|[ьвктмн]ич|[еоь]вна|ична)\Z")
_WORD, _RUSSIAN_LETTER = re.compile(r"\w+"), re.compile("[А-Яа-яЁё]")
_LOOKALIKES = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
STUDENT = re.compile(r"(?i)студент|курсант")
OF_GROWN_STUDENTS = re.compile(r"(?i)вуз|университет|институт|академи|магистр|аспирант|консерватори")
IS_LEARNER = re.compile(
    r"(?i)клас|учени[кц]|обучающ|учащ[ие]|школьни|студент|курс|(?<!\d)(?:1[01]|\d)\s?[-«\"]?[а-д]\b"
)
"""What may say that somebody learns; whether it does, the record class decides."""


class ReadName(NamedTuple):
    """A name as a card has it, and what of the text stood after it."""

    name: str
    rest: str


class ReadYears(NamedTuple):
    """Since which year somebody works; `derived` from a number of years, which holds on one day only."""

    since: int
    derived: bool


def name_inside(text: str) -> ReadName | None:
    """«учитель химии Белкина И. С.»: a name in full or with initials behind a post, and everything else of the text."""
    plain = _WORD.sub(_russian, " ".join(text[:200].split()))
    matches = (match for form in NAMES[:3] for match in form.finditer(plain) if category_of(plain[: match.start()]))
    match = next((match for match in matches if not _is_no_name(match[0])), None)
    if match is None:
        return None
    return ReadName(_name(match.groupdict()), f"{plain[: match.start()]}, {plain[match.end() :]}")


def read_name(text: str) -> ReadName | None:
    """«ИВАНОВА М.И., учитель» → «Иванова М. И.» and the rest; None where no name begins the text."""
    text = re.sub(r"^\s*\d{1,3}[.)]?\s+", "", _WORD.sub(_russian, text.replace("\xa0", " ")))
    text = re.sub(r"[ \t]+", " ", text)
    for form in NAMES:
        match = form.match(re.sub(r"\s*\n\s*", " ", text[:120]) if "\n" in text[:60] else text)
        if match and not _is_no_name(match[0]):
            return ReadName(_name(match.groupdict()), _rest(text, match[0]))
    return None


def _rest(text: str, matched: str) -> str:
    """What stands after the matched words, line breaks aside."""
    words = matched.split()
    pattern = r"\s*" + r"\s*".join(re.escape(sign) for sign in "".join(words))
    match = re.match(pattern, text)
    return text[match.end() :] if match else ""


def _russian(match: re.Match[str]) -> str:
    """A word with a Russian letter in it has no Latin ones."""
    return match[0].translate(_LOOKALIKES) if _RUSSIAN_LETTER.search(match[0]) else match[0]


def _is_no_name(text: str) -> bool:
    """Whether capital words are a post or a caption and no name: «Учитель Математики», «ШКОЛА НАСТАВНИКОВ»."""
    return bool(_NO_NAME.search(text))


def _name(groups: dict[str, str | None]) -> str:
    if groups.get("initials"):
        initials = " ".join(re.findall(_INITIAL, groups["initials"] or ""))
        return f"{_cased(groups['surname'] or '')} {initials}"
    words = [_cased(word) for word in (groups["full"] or "").split()]
    is_surname_last = len(words) == 3 and _PATRONYMIC.search(words[1]) and not _PATRONYMIC.search(words[2])
    return " ".join([words[2], *words[:2]] if is_surname_last else words)


def _cased(word: str) -> str:
    """«ИВАНОВА-ПЕТРОВА» → «Иванова-Петрова»; a word with small letters stays."""
    return "-".join(part.capitalize() if part.isupper() else part for part in word.split("-"))


def pieces(text: str) -> list[str]:
    """The parts of a cell with several things in it, in their order: lines, parts between commas and dashes.

    A line that only goes on («и литературы») is joined to the one before.
    """
    parts: list[str] = []
    for part in SEPARATORS.split(re.sub(r"(?<=[а-яё])-\n(?=[а-яё])", "", text)):
        plain = " ".join(part.split()).strip(" ,;:–—-")
        plain = plain if _ENDS_WITH_INITIAL.search(plain) else plain.rstrip(".")
        if not plain:
            continue
        if parts and re.match(r"(?:и|или|по|в|для|при|на)\s|[а-яё-]+(?:ого|ей|ых|ики|ии|ия)\b(?! катег)", plain):
            joint = ", " if not re.match(r"(?:и|или|по|в|для|при|на)\s", plain) and "," in text else " "
            parts[-1] = f"{parts[-1]}{joint}{plain}"
        else:
            parts.append(plain)
    return parts


def category_of(post: str) -> str:
    """Who somebody is by the post: the word of the vocabulary; "" where the post does not tell."""
    matches = ((match.start(), at, word) for at, (sign, word) in enumerate(POSTS) if (match := sign.search(post)))
    return min(matches, default=(0, 0, ""))[2]


def qualification(text: str) -> str:
    """«Высшая квалификационная категория» → «высшая»; "" for none."""
    text = " ".join(text.split()).strip(" .,;")
    if not text or NO_QUALIFICATION.fullmatch(text):
        return ""
    words = [word for sign, word in QUALIFICATIONS if sign.search(text)]
    ordered = [word for word in ("высшая", "первая", "вторая", "соответствие занимаемой должности") if word in words]
    extra = [f"«{word}»" for word in words if word.startswith("педагог-")]
    return ", ".join([*ordered[:1], *extra]) or messages.uncapital(text)


def years(text: str, year: int) -> ReadYears | None:
    """«25 лет», «с 1999 г.», «25.0» → the year somebody began, as seen in `year`; None where it is not told exactly."""
    plain = " ".join(text.lower().split())
    since = re.search(r"(?<!\d)(?:19[3-9]\d|20\d\d)(?!\d)", plain)
    if since and int(since[0]) <= year:
        return ReadYears(int(since[0]), False)
    if re.search(r"более|свыше|около|до\b|менее|\+|>|<|/", plain):
        return None
    number = re.search(r"(?<![\d.,])(\d{1,2})(?:[.,]\d+)?(?!\d)", plain)
    if not number or int(number[1]) > 65 or re.search(r"^\d{1,2}\s?мес", plain):
        return None
    return ReadYears(year - int(number[1]), True)


def subjects(text: str) -> list[str]:
    """The subjects a cell lists: «Русский язык и литература, МХК» → three."""
    parts = [part.strip(" .;") for part in _AND.split(text)]
    return list(dict.fromkeys(_small(part) for part in parts if re.search("[А-Яа-яЁё]", part)))


def subjects_of_post(post: str) -> list[str]:
    """The subjects a post names: «учитель истории и обществознания»; what is not surely a subject is left."""
    taught = _TEACHES.search(post)
    if not taught:
        return []
    matches = ((match.start(), subject) for sign, subject in _SUBJECT if (match := sign.search(taught["what"])))
    return [subject for _, subject in sorted(matches)]


def kinds(text: str) -> Iterator[str]:
    """The kinds of mentoring that a text names."""
    yield from (word for sign, word in KIND_STEMS if sign.search(text))


def forms(text: str) -> list[str]:
    """The forms of mentoring in a text: «учитель – учитель»."""
    named = [" ".join(match[0].split()) for match in IS_FORM.finditer(text)]
    return [re.sub(r"\s*[-–—→/]+\s*", " – ", form) for form in named if form.lower() != "тренер-преподаватель"]


def _small(word: str) -> str:
    """A subject as a list has it: a small letter first, but for abbreviations."""
    return messages.uncapital(word) if word[1:2].islower() or word[1:2] == " " else word
