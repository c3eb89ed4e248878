"""What the words of a caption say about its column: a table of stems, each with what it speaks for and how loudly.

The words were gathered from roadmaps of schools, kindergartens and colleges. A caption may say more than its word
(«Сроки исполнения (месяц, год)»): the word that stands first decides, the ones behind it only whisper. Words that
speak for several roles («Название», «Что делаем») leave the choice to the place of the column and to what stands below.
"""

import re

TEXTS = ("stage", "activity", "content")  # from coarse to fine
VALUES = ("term", "responsible", "result")
ROLES = ("number", *TEXTS, *VALUES)
OTHER, PRIVATE = "other", "private"
"""Columns a roadmap has no place of its own for, kept under their captions; columns about persons, never taken."""

SURE = 8.0
"""The weight of a word that means one role only."""

LONGEST_CAPTION = 110  # signs; longer ones are text of the plan
LATEST_WORD = 26  # the word of a caption stands near its beginning: «Планируемый (ожидаемый) результат»
GENITIVE = 0.55  # of a word that only tells more of a word nobody knows: «Хозяин дела»
WHISPER = 0.2  # how much of its weight a word behind the first one keeps

Weights = dict[str, float]

STAGE: Weights = {"stage": SURE, "activity": 2, "content": 1.5}
ACTIVITY: Weights = {"activity": SURE, "content": 6, "stage": 3}
CONTENT: Weights = {"content": SURE, "activity": 5.5, "stage": 1.5}
ANY_TEXT: Weights = {"activity": 5.5, "content": 5, "stage": 4.5}
FORM: Weights = {"content": 3, "activity": 2.5, "stage": 1, "aside": 5.5}
AIM: Weights = {"stage": 4, "activity": 3, "aside": 4.5}
TERM: Weights = {"term": SURE}
PEOPLE: Weights = {"responsible": SURE}
RESULT: Weights = {"result": SURE}
NO_PLACE: Weights = {"aside": SURE - 1}

_STEMS: tuple[tuple[str, Weights], ...] = (
    (r"отметк|примечани|исполнено|выполнено$|роспись|подпись|комментари|замечани|статус\b", NO_PLACE),
    (r"участник|кто приглаш|адресат|публик|контингент|категори|охват|аудитори|для кого|с кем|наставляем", NO_PLACE),
    (
        r"количеств|колво|час[ыа]$|место\b|\bгде\b|площадк|кабинет|помещени|адрес\b|^предметы?$"
        r"|учебн\w+ предмет|телефон|стаж|образовани|квалификац|финанс|ресурс|бюджет|балл|^класс",
        NO_PLACE,
    ),
    (r"^форм\w* наставнич|^вид\w* наставнич|^модел\w* наставнич", {**STAGE, "content": 2}),
    (r"форм\w* (?:и \w+ )?(?:отч|представлени|подтвержд|контрол|результат|документ|фиксац|завершени)", RESULT),
    (r"вид\w* (?:документ|отч|результат)", RESULT),
    (r"форм[аы]\b|метод\w* работ|методы\b|способ|технологи", FORM),
    (r"оценк|критери", {"aside": 4.5, "result": 4}),
    (r"^работ[аы] (?:внутри|вне\b|с\b|со\b)", {"beside": SURE + 2}),
    (r"\bэтап|\bнаправлени|\bраздел|\bблок|\bмодул|\bстади|\bфаз[аы]\b|\bступен|\bветк|\bлини[яи]\b", STAGE),
    (r"\bцел[ьи]\b|\bзадач", AIM),
    (
        r"мероприяти|событи|наименование работ|вид\w* работ|\bтем(?:[аы]|атика)\b|\bшаг|^план работ|\bдел[ао]\b",
        ACTIVITY,
    ),
    (r"что (?:нужно |надо |будем |будет |необходимо |планируем )?(?:с?дела|провод|предстоит|выполн)", ACTIVITY),
    (r"содержани|деятельност|действи|описани|активност|примерный план|перечень|конкретизац", CONTENT),
    (r"вопрос|поручени|работ[аы]?\b|план\b|пункты? плана|пунктов плана|шаг[и]?\b|меры\b|проведени", ANY_TEXT),
    (r"наименовани|названи|^что\b|заголов|^текст", ANY_TEXT),
    (
        r"\bсрок|\bдат[аы]|\bврем[яе]|\bвременн|\bкогда|\bмесяц|\bчисло\b|\bграфик|\bкаленд",
        TERM,
    ),
    (r"период\w* (?:исполнени|реализаци|проведени|выполнени)|периодичност|как часто", TERM),
    (r"\bпериод\b", {"term": 5, "stage": 3}),
    (
        r"\bчетверт|\bнедел|\bквартал|\bполугод|\bтриместр|\bдедлайн|\bдень\b|\bдни\b|\bв какие\b",
        TERM,
    ),
    (
        r"ответственн|исполнител|\bкто\b|\bкуратор|\bотв\b|координатор|должност|\bрол[ьи]\b|\bфио\b|\bф и о\b",
        PEOPLE,
    ),
    (r"реализатор|организатор|\bкем\b|наставник|сотрудник|специалист|\bлиц[оа]\b|персонал|\bчья\b", PEOPLE),
    (r"результат|индикатор|показател|продукт|\bвыход|отч[её]т|\bитог|эффект|подтвержд|документ", RESULT),
    (r"что (?:получ|будет|должно|на выходе|остан|измен)|свидетельств|\bожида|артефакт|фиксац|материал", RESULT),
    (r"контрол|мониторинг", {"result": 5, "responsible": 4}),
    (r"^(?:начал|окончан|заверш|с$|по$|факт$)", TERM),
)
WORDS = tuple((re.compile(pattern), weights) for pattern, weights in _STEMS)
MENTEES = re.compile(
    r"наставляем|\bученик|подопечн|обучающ\w+ся \(?фио|фио (?:обуч|учен|воспит|реб)|дет(?:и|ей)\b.*фио"
)
NUMBER = re.compile(
    r"^(?:№+|n{1,2}(?![a-z])|#|п[\s/\\.]*п\b|номер|пункт\b|п\.?$|поз\b)[\s№]*(?:п\W*п\b\W*|этап\w*|строки|пункта)?"
)
NAMED_TOO = re.compile(r"^\W*(?:и\b|,|/)|^\W*\w+\W*(?:,|/|\bи\b)|наименовани|названи")
"""What follows the number in a caption of both: «№ и название этапа»."""
ATTRIBUTES = re.compile(
    r"(?:[^\w]*(?:\w+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ого|ему|ую)|на|в|во|до|к|ко|по|и|с)\b)*\W*"
)
"""Adjectives and prepositions before the noun that a caption is about."""
COUNTED: Weights = {"number": SURE}


def caption_evidence(caption: str) -> Weights:
    """Role → how much the words of a caption speak for it; {} for words nobody knows."""
    text = word(caption)
    if not text or len(text) > LONGEST_CAPTION:
        return {}
    number = NUMBER.match(text)
    rest = text[number.end() :].strip(" .,/") if number else text
    matches = [
        (match.start(), -len(match[0]), index)
        for index, (stems, _) in enumerate(WORDS)
        if (match := stems.search(rest))
    ]
    early = [match for match in matches if match[0] <= LATEST_WORD]
    if not early or (number and not NAMED_TOO.search(rest)):
        return COUNTED if number else {}
    first = min([match for match in early if WORDS[match[2]][1] is not ANY_TEXT] or early)
    loud = 1.0 if ATTRIBUTES.fullmatch(rest[: first[0]]) else GENITIVE
    weights = {role: loud * weight for role, weight in WORDS[first[2]][1].items()}
    for other in matches:
        for role, weight in WORDS[other[2]][1].items():
            weights[role] = max(weights.get(role, 0), WHISPER * weight)
    return weights


def names_mentees(caption: str) -> bool:
    """Whether a column is about those who are mentored: who they are stays in the school (152-ФЗ)."""
    return bool(MENTEES.search(word(caption)))


def caption_role(caption: str) -> str:
    """The role a caption speaks for most; "" for words nobody knows, «aside» for what a plan has no place for."""
    weights = caption_evidence(caption)
    return max(weights, key=weights.__getitem__) if weights else ""


def word(caption: str) -> str:
    """A caption for comparing: small letters, a word cut by a hyphen grown together."""
    return re.sub(r"(?<=\w)-\s*(?=\w)", "", caption.lower().replace("ё", "е")).strip()


def letters(caption: str) -> str:
    """A caption for recognising it again: case, blanks, hyphens and points aside."""
    return "".join(sign for sign in word(caption) if sign.isalnum())
