"""Whether words about a person say that it is a learner: a pupil of a school, or a student who may not be eighteen.

A learner is a mentor like any other and is never named as one: a school tells of such mentors in numbers and in stories
without names. Words are judged by their place in the phrase, not by their being there: «ученик 7 класса» is a
pupil, «отец ученика», «учитель 7 «А»» and «наставник учеников» are not.
"""

import re
from collections.abc import Sequence

from nastavnik.text.lookalikes import mended

_NUMBER = r"(?<![\w.,№-])(?<!№ )(?:1[01]|[1-9])"
_ENDING = "(?:-?(?:ый|го|ом|му|ой|й|м|х))?"
_WORD_CLASS = r"(?:[Кк]ласс[а-я]{0,3}|[Кк]л\.?)(?!\w)"
_LETTER = r"(?: ?[«\"“„'(] ?[А-Ма-м] ?[»\"”“')]|[ -]?[А-М](?![\w-])|-?[а-м](?![\w-]))"
_ROMAN = r"(?<!\w)(?:XI|IX|X|VI{1,3}|IV|V|I{1,3})(?:-[а-я]{1,2})?"
_ORDINAL = (
    r"(?<!\w)(?i:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|одиннадцат)(?:[а-я]?го|ь?[ео]м|[ыои]й)"
)
_CLASS = re.compile(
    rf"{_NUMBER}{_ENDING}(?:{_LETTER}(?: ?{_WORD_CLASS})?| ?{_WORD_CLASS})"
    rf"|{_ROMAN} ?(?:{_LETTER} ?)?{_WORD_CLASS}|{_ORDINAL} класс(?:а|е|у|ом)?(?!\w)"
    rf"|{_ORDINAL} ?[«\"“][А-Ма-м][»\"”]|(?<!\w)[Кк]ласс ?№? ?(?:1[01]|[1-9])(?!\w)"
)
_LATIN_LETTER = re.compile(r"(\d[ -]?[«\"“]?)([ABEK])(?![A-Za-z])")
_SAME = str.maketrans("ABEK", "АВЕК")
_COURSE = re.compile(r"(?<!\w)(?:([1-6])|(I{1,3}|IV|VI?))(?:-?[а-я]{1,2})? ?курс[а-я]{0,2}(?!\w)")
_COURSE_WORD = re.compile(r"(?i)(?<!\w)(перв|втор|трет)[а-я]{1,4} курс[а-я]{0,2}(?!\w)")
_STEMS = {"перв": 1, "втор": 2, "трет": 3}
_AT_CLASS, _AT_COURSE = "§класс", "§курс"
_LEVELS = "перво|второ|третье|четверо|пяти|шести|семи|восьми|девяти|десяти|одиннадцати|старше|средне|младше|одно"

_NAMED = {  # nominative: the person is one
    "ученик|ученица|школьник|школьница|воспитанник|воспитанница|обучающийся|обучающаяся|учащийся|учащаяся",
    "гимназист|гимназистка|лицеист|лицеистка|кадет|кадетка|кадетик|суворовец|нахимовец|дошкольник|дошкольница",
    "отличник|отличница|хорошист|хорошистка|подросток|ребенок|мальчик|девочка|юнармеец|пионер|пионерка",
    r"уч-ся|обуч-ся|учащ\.|обуч\.|уч-к|уч-ца",
    rf"(?:{_LEVELS}|\d{{1,2}}-)классник|(?:{_LEVELS}|\d{{1,2}}-)классница",
}
_IS_ONE = {  # instrumental, after «является»
    "учеником|ученицей|школьником|школьницей|воспитанником|воспитанницей|обучающимся|обучающейся|учащимся|учащейся",
    "гимназистом|гимназисткой|лицеистом|лицеисткой|кадетом|кадеткой|подростком|старостой",
    rf"(?:{_LEVELS})классником|(?:{_LEVELS})классницей",
}
LEARNER, LEARNER_BY = (re.compile(f"(?:{'|'.join(sorted(words))})") for words in (_NAMED, _IS_ONE))
STUDENT = re.compile(r"студент(?:ка)?|курсант(?:ка)?|(?:перво|второ|третье|четверо|старше)курсни(?:к|ца)")
ADULT = re.compile(
    r"(?:учитель|педагог|преподавател|воспитатель|руководитель|директор|завуч|зам(?:еститель)?\b|заведующ|методист|психолог"
    r"|логопед|дефектолог|тьютор|библиотекар|тренер|мастер|инструктор|концертмейстер|куратор|советник|родитель|отец\b|мать\b"
    r"|мама\b|папа\b|бабушка|дедушка|опекун|выпускни[кц]|ветеран|работни[кц]|сотрудни[кц]|предпринимател|инженер|агроном"
    r"|специалист|работодател|магистрант|аспирант|ординатор|врач|медсестра|фельдшер|доцент|профессор|началь|организатор|рук\b)"
)
_PASSED_OVER = frozenset({"из", "в", "уч.", "кл."})
_OF_LEARNERS = re.compile("ученическ|обучающих|учащих|старшекласс|школьник|самоуправлени|юнарм|пионер|староста")
_ROLE = re.compile(
    "командир|капитан|лидер|президент|председател|представител|волонтер|активист|староста|участни|член|победител|призер|помощни|друг"
)
_GROWN_BODY = re.compile(
    "родител|педагог|сел[аоь]|деревн|поселк|хутор|станиц|храм|церк|профсоюз|управляющ|попечител|учител|методическ|ветеран"
)
_HIGHER = re.compile("(?i)вуз|университет|институт|академи|бакалавр|магистр|аспирант|консерватори|факультет|фак(?!\\w)")
_SECONDARY = re.compile("(?i)колледж|техникум|училищ|(?<!\\w)спо(?!\\w)")
_NOT_NOW = re.compile("бывш|экс-|некогда|когда-то|раньше|будущ")
_ADJECTIVE = re.compile(r"(?:.+(?:ый|ий|ой|ая|яя)|наш|мой|моя|наша|один|одна|просто|пока|тоже|сейчас|\d{1,2}-й)")
_YEARS = re.compile(r"(\d{1,2}) (?:лет|года?)")
_OF_YEARS = re.compile(
    r"(?i)(?<![\w-])(?:([6-9]|1[0-7])-?|(?:шести|семи|восьми|девяти|(?:де|один|две|три|четыр|пят|шест|сем)(?:на|ся|надца|е)?"
    r"(?:дца)?ти))летн(?:ий|яя)(?! (?:стаж|опыт|путь|юбилей|труд|период|срок|курс|план))"
)
_LEARNS = re.compile(
    rf"(?:учится|учусь|обучается|обучаюсь|перейдет|переш(?:ел|ла)|ходит|хожу) (?:[а-я-]+ ){{0,2}}?(?:в|во) "
    rf"(?:{_AT_CLASS}|(?:нашей|этой|нашем|этом)[ ](?:школе|гимназии|лицее)"
    r"|(?:школе|гимназии|лицее|корпусе)(?=$| №| ,))"
)
_STUDIES = re.compile(rf"(?:учится|учусь|обучается|обучаюсь) (?:[а-я-]+ ){{0,2}}?на {_AT_COURSE}")
_GROUP = re.compile("(?:подготовительн|старш|средн|младш)(?:ей|ой)")
_AFTER_LEARNERS = frozenset((",", _AT_CLASS, *["нашей", "этой", "нашего", "школы", "гимназии", "лицея", "колледжа"]))
_PORTRAIT = re.compile(
    r"(?i)(?:портрет|фото|фотография|снимок) (?:наш(?:ей|его) )?"
    r"(?:ученика|ученицы|школьника|школьницы|воспитанника|воспитанницы|обучающегося|обучающейся|учащегося|учащейся)(?!\w)"
)
_IS_NAMED = re.compile(r"является|остается|будучи")
_WHO = re.compile(
    r"(?:,|я|он|она|сам|сама|сейчас|теперь|сегодня|пока|еще|уже|наш|наша|наставник|наставница|это|и|тоже)"
)
_AGE = re.compile(r"(?:всего |уже |только |пока |сейчас )?(?:[6-9]|1[0-7]) (?:лет|года?)(?=$| ,)")
_VERB = re.compile(r"[а-я]{2,}(?:л|ла|лся|лась|ет|ит|ют|ят)")


def named_learner(phrase: str) -> bool:
    """Whether a short phrase — a post, a name with what stands beside it — says that the person is a learner.

    «Ученица 9 кл.», «7А класс», «Козлов К., обучающийся», «студентка 2 курса» do; «классный руководитель 7 «А»», «отец
    ученика 7А», «студентка 2 курса педагогического института» do not.
    """
    text = _plain(phrase)
    segments = [words for part in re.split(r"[,;/|():·\n]| [–—-] | и |\.(?= [А-Я]|$)", text) if (words := part.split())]
    heads = list(map(_head, segments))
    grown = "adult" in heads
    if "student" in heads:
        return not grown and not _HIGHER.search(text) and _may_be_minor(text)
    for words, head in zip(segments, heads, strict=True):
        classed = _AT_CLASS in words
        if head == "learner" and (classed or not grown):
            return True
        if not grown and (
            head == "class" or (head == "role" and (classed or _OF_LEARNERS.search(" ".join(words).lower())))
        ):
            return True
    return not grown and (_is_age(segments) or bool(_OF_YEARS.match(text)) or _learns(text.lower()))


def pictured_learner(caption: str) -> bool:
    """Whether a caption of a portrait begins with a learner, or calls the person named there one.

    «Ученица 9 класса у доски», «Кирилл, ученик 7 «А»» do; «Белова и ученики», «На уроке, 9 «А»» do not.
    """
    plain = _plain(caption)
    parts = [words for part in re.split(r"[,;(]| [–—-] ", plain) if (words := part.split())]
    beside_a_name = bool(parts) and all(word[0].isupper() for word in parts[0])
    if _PORTRAIT.match(plain) or (beside_a_name and _is_age(parts[1:2])):
        return True
    return "learner" in map(_head, parts[: 2 if beside_a_name else 1])


def told_learner(text: str, name: str = "") -> str:
    """The words of a running text that say that the person it is about, of this name, is a learner; "" if none do.

    «Учится в 9 «Б»», «Я ученица 9 класса», «Кирилл – ученик 7 класса», «Ему 15 лет» do; «Её ученики», «Ведёт 7 «А»»,
    «Её сын учится в 9 классе» do not.
    """
    own = frozenset(word[:4].lower() for word in re.findall(r"[А-ЯЁа-яё-]{3,}", name.replace("ё", "е")))
    sentences = re.split(r"(?<=[а-яё»\"\d])[.!?…]+(?=\s|$)|\n+", text)
    return next(
        (_shortened(part) for at, part in enumerate(sentences) if _is_about_learner(_plain(part), own, opens=at == 0)),
        "",
    )


def _is_about_learner(sentence: str, own: frozenset[str], *, opens: bool) -> bool:
    words = re.sub(r"(?<= )[–—:-](?= )|[*_>#«»\"]", " ", sentence).replace(",", " , ").split()
    at = next((at for at, word in enumerate(words) if not _is_subject(word, own)), len(words))
    subject, rest = words[:at], words[at:]
    lower = " ".join(rest).lower()
    if _LEARNS.match(lower) or _OF_YEARS.match(lower) or (subject and _AGE.match(lower)) or _speaks_of_age(words, own):
        return True
    if _STUDIES.match(lower) and not _HIGHER.search(sentence):
        return _may_be_minor(sentence)
    if rest and (subject or opens) and _is(STUDENT, rest[0]) and not _HIGHER.search(sentence):
        return _may_be_minor(sentence)
    if rest and _IS_NAMED.fullmatch(lower.split()[0]):
        return _names(rest[1:], LEARNER_BY)
    return bool(subject or (opens and not _has_verb(rest))) and _names(rest, LEARNER)


def _names(words: Sequence[str], nouns: re.Pattern[str]) -> bool:
    """Whether the words begin with a noun of learners that is said of now: with a class, of this school, at the end."""
    nouns_at = (at for at, word in enumerate(words) if not _ADJECTIVE.fullmatch(word.lower()) or _is(nouns, word))
    at = next(nouns_at, len(words))
    if at == len(words) or not _is(nouns, words[at]) or any(_NOT_NOW.search(word.lower()) for word in words[:at]):
        return False
    after = [word for word in words[at + 1 : at + 3] if word != "из"]
    return not after or bool(_GROUP.fullmatch(after[0])) or after[0] in _AFTER_LEARNERS


def _is(nouns: re.Pattern[str], word: str) -> bool:
    return bool(nouns.fullmatch(word.lower()))


def _has_verb(words: Sequence[str]) -> bool:
    clause = words[: words.index(",")] if "," in words else words
    return any(_VERB.fullmatch(word) for word in clause[1:4])


def _is_subject(word: str, own: frozenset[str]) -> bool:
    return bool(_WHO.fullmatch(word.lower())) or _is_own(word, own)


def _is_own(word: str, own: frozenset[str]) -> bool:
    return word[:1].isupper() and word[:4].lower() in own


def _speaks_of_age(words: Sequence[str], own: frozenset[str]) -> bool:
    """«Ему 15 лет», «Кириллу уже 16»: of the person, with nothing after it that would turn the years into a term."""
    if not words or not (words[0].lower() in ("ему", "ей", "мне") or _is_own(words[0], own)):
        return False
    return bool(_AGE.match(" ".join(words[1:]).lower()))


def _plain(text: str) -> str:
    """The text with single blanks, е for ё, and a word of ours for each class and year of study."""
    text = _LATIN_LETTER.sub(lambda match: match[1] + match[2].translate(_SAME), mended(text))
    text = re.sub(r"[\s\u00a0\u202f]+", " ", text.replace("ё", "е").replace("Ё", "Е").replace("‑", "-")).strip()
    text = _COURSE_WORD.sub(_course_of_word, _COURSE.sub(_course, _CLASS.sub(f" {_AT_CLASS} ", text)))
    return " ".join(text.split())


def _course(match: re.Match[str]) -> str:
    number = match[1] or {"I": "1", "II": "2", "III": "3"}.get(match[2], "4")
    return f" {_AT_COURSE}{number} "


def _course_of_word(match: re.Match[str]) -> str:
    return f" {_AT_COURSE}{_STEMS[match[1].lower()]} "


def _head(words: Sequence[str]) -> str:
    """What the first noun of a segment says the person is: learner, student, adult, role, class, or nothing known."""
    for word in map(str.lower, words):
        if _NOT_NOW.search(word):
            return ""
        for kind, nouns in (("learner", LEARNER), ("student", STUDENT)):
            if nouns.fullmatch(word) or (not ADULT.match(word) and any(map(nouns.fullmatch, word.split("-")))):
                return "" if _is_title(words, word) else kind
        if ADULT.match(word):
            return "adult"
        if _ROLE.match(word):
            return "" if _GROWN_BODY.search(" ".join(words).lower()) else "role"
        if word == _AT_CLASS:
            return "class"
        if word.startswith("вожат") or not _may_stand_before(words, word):
            return ""
    return ""


def _is_title(words: Sequence[str], word: str) -> bool:
    """Whether it is «Отличник народного просвещения», which is given to teachers."""
    return word.startswith("отлични") and words[-1].lower() != word and _AT_CLASS not in words


def _may_stand_before(words: Sequence[str], word: str) -> bool:
    """Whether the noun that says who it is may come after a word, here in small letters: after an adjective, a name."""
    if _ADJECTIVE.fullmatch(word) or word in _PASSED_OVER:
        return True
    return any(written[0].isupper() for written in words if written.lower() == word)


def _is_age(segments: Sequence[Sequence[str]]) -> bool:
    ages = (_YEARS.fullmatch(" ".join(words).lower()) for words in segments)
    return any(6 <= int(age[1]) < 18 for age in ages if age)


def _learns(text: str) -> bool:
    return bool(_LEARNS.match(text))


def _may_be_minor(text: str) -> bool:
    """Whether a student may be under eighteen: the first years of study after the ninth class of a school."""
    course = _course_of(text)
    return 0 < course <= (3 if _SECONDARY.search(text) else 2)


def _course_of(text: str) -> int:
    """The year of study that is written in a text, 0 if none is."""
    written = re.search(rf"{_AT_COURSE}(\d)", text)
    fellow = re.search(r"(?i)(?<!\w)(перв|втор|трет)[а-я]{1,2}курсни", text)
    return int(written[1]) if written else _STEMS[fellow[1].lower()] if fellow else 0


def _shortened(sentence: str) -> str:
    words = sentence.strip(" \n\t-–—*_>#").split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


_LATIN = re.compile(
    r"uchen(?:ik|its|ic|icz)|u[cč]ha?s(?:ch|hch|hh)|obuch|vospitanni(?:k|c|ts)|shkolni[kct]|gimnazist|li[tc]s?eist|kadet"
    r"|(?:pervo|vtoro|trete|chetvero|piati|pyati|shesti|semi|vosmi|deviati|devyati|desiati|desyati|odinnadtsati|starshe)klassni"
)
_GROWN_LATIN = re.compile(
    "uchitel|pedagog|prepod|vospitatel|rukov|klruk|klassnyi|klassnyj|direktor|zavuch|tiutor|tyutor"
)


def named_learner_file(tokens: Sequence[str]) -> bool:
    """Whether the words of a file's name, in Latin letters, call somebody a learner: `uchenik-kozlov`."""
    words = [token for token in tokens if token.isascii() and token.isalpha()]
    if any(map(_GROWN_LATIN.match, words)):
        return False
    of_first_courses = any(token in ("1", "2") for token in tokens) and any(word.startswith("kurs") for word in words)
    return any(map(_LATIN.match, words)) or (of_first_courses and any(word.startswith("student") for word in words))


_SOMEBODY = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?[ \u00a0](?:[А-ЯЁ][а-яё]+|[А-ЯЁ]\.)"
    r"|[А-ЯЁ]\.[ \u00a0]?(?:[А-ЯЁ]\.[ \u00a0]?)?[А-ЯЁ][а-яё]+"
)


def names_somebody(text: str) -> bool:
    """Whether a text has what looks like a name: two words with capital letters, or one with initials."""
    return any(not LEARNER.match(name[0].lower()) for name in _SOMEBODY.finditer(text))
