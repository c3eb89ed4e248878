"""Closed lists of codes: a code for files, JSON and addresses, a caption for readers, synonyms for editors.

An editor may write the code, the caption or a synonym, in any case and with any dash. A school adds words of its own
in `school.yml`; they live in a `Vocabularies` value made for that school, never in this module's tables.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

DASH_SIGNS = "‐‑‒–—−-"
DASHES = re.compile(rf"\s*[{DASH_SIGNS}]+\s*")


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of a vocabulary: its code, the caption readers see, and in `also` other spellings editors use."""

    code: str
    title: str
    also: tuple[str, ...] = ()


class Code(str):
    """A code as the record has it, with the word its editor typed: «индивидуальное» for `traditional`.

    It is the code to whoever compares, counts or publishes it; a paper that is signed prints `typed`.
    """

    typed: str

    @classmethod
    def of(cls, code: str, typed: str) -> "Code":
        """A code that remembers the word it was read from."""
        remembering = cls(code)
        remembering.typed = typed
        return remembering


@dataclass(frozen=True)
class Vocabulary:
    """An ordered closed list of terms under the name that fields refer to."""

    name: str
    terms: tuple[Word, ...]

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {normal(word): term.code for term in self.terms for word in (term.code, term.title, *term.also)}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {term.code: term.title for term in self.terms}

    def code(self, word: str) -> str | None:
        """The code an editor meant, or None."""
        return self._codes.get(word) or self._codes.get(normal(word))

    def title(self, code: str) -> str:
        """The caption readers see; a code unknown here (a newer or a foreign record) is shown as it is."""
        return self._titles.get(code, code)

    def as_typed(self, code: str) -> str:
        """The word the editor chose for a code, if it was a synonym; else the caption."""
        return code.typed if isinstance(code, Code) else self.title(code)

    def words(self, codes: str | Iterable[str] | None) -> str:
        """The caption of a code, or those of several through commas; nothing for none."""
        return ", ".join(self.title(code) for code in ([codes] if isinstance(codes, str) else codes or ()))

    def nearest(self, word: str) -> str | None:
        """The caption an editor may have meant by a misspelt word, or None."""
        close = difflib.get_close_matches(normal(word), self._codes, n=1, cutoff=0.75)
        code = self._codes[close[0]] if close else self.code(normal(word).partition(" ")[0])
        return self.title(code) if code else None

    def extended(self, own: Iterable[Word]) -> "Vocabulary":
        """This list with a school's own terms: a known code gets new spellings, a new code goes last."""
        terms = {term.code: term for term in self.terms}
        for term in own:
            known = terms.get(term.code)
            also = (*known.also, known.title, *term.also) if known else term.also
            terms[term.code] = replace(term, also=also)
        return replace(self, terms=tuple(terms.values()))


def normal(word: str) -> str:
    """A word as it is compared: lower case, ё as е, any dash as one hyphen, single blanks."""
    word = DASHES.sub("-", word.strip().lower().replace("ё", "е"))
    return re.sub(r"\s+", " ", word).strip(" .;,")


_WORDS: dict[str, tuple[tuple[str, str, str], ...]] = {  # code, caption, other spellings
    "forms": (
        (
            "teacher-teacher",
            "педагог – педагог",
            "учитель – учитель|воспитатель – воспитатель|преподаватель – преподаватель|тренер – тренер|"
            "педагог – молодой педагог|педагог – молодой специалист|учитель – молодой учитель",
        ),
        (
            "head-teacher",
            "руководитель – педагог",
            "руководитель образовательной организации – педагог|директор – педагог",
        ),
        (
            "teacher-student",
            "педагог – обучающийся",
            "учитель – ученик|преподаватель – студент|педагог – ученик|педагог – студент|воспитатель – воспитанник",
        ),
        ("student-student", "обучающийся – обучающийся", "ученик – ученик|студент – студент"),
        ("college-school", "студент – ученик", "студент – обучающийся"),
        (
            "employer-student",
            "работодатель – обучающийся",
            "работодатель (представитель профессии) – обучающийся|работодатель – студент|работодатель – ученик",
        ),
        (
            "university-teacher",
            "педагог вуза – молодой педагог",
            "педагог вуза/колледжа – молодой педагог образовательной организации|педагог вуза – педагог",
        ),
        ("partner-teacher", "социальный партнёр – педагог", "социальный партнер – педагогический работник"),
        ("parent-student", "родитель – обучающийся", "родитель – ученик"),
        ("alumni-student", "выпускник – обучающийся", "выпускник – ученик"),
        ("org-org", "организация – организация", "сетевое|организация – организация (сетевое)|школа – школа"),
    ),
    "mentoring_kinds": (
        ("traditional", "традиционное", "один на один|традиционное наставничество|индивидуальное"),
        ("group", "групповое", "групповое наставничество"),
        ("team", "командное", "командное наставничество"),
        ("situational", "ситуационное", "ситуативное|ситуационное (ситуативное)|ситуационное наставничество"),
        ("speed", "скоростное", "скоростное наставничество"),
        ("short-term", "краткосрочное", "целеполагающее|краткосрочное (целеполагающее)"),
        ("reverse", "реверсивное", "реверсивное наставничество|обратное"),
        ("virtual", "виртуальное", "дистанционное|виртуальное (дистанционное)"),
        ("flash", "флеш", "флеш-наставничество|флэш"),
        ("peer", "партнёрское", "равный – равному|партнёрское (равный – равному)"),
    ),
    "levels": (
        ("school", "школьный", "школа|уровень школы|уровень организации|институциональный"),
        ("municipal", "муниципальный", "районный|городской|окружной"),
        ("intermunicipal", "межмуниципальный", ""),
        ("regional", "региональный", "областной|краевой|республиканский"),
        ("interregional", "межрегиональный", ""),
        ("federal", "федеральный", "всероссийский|федеральный (всероссийский)"),
        ("international", "международный", ""),
    ),
    "document_levels": (
        ("local", "локальный", "школьный|школа|локальный акт"),
        ("municipal", "муниципальный", "районный|городской"),
        ("regional", "региональный", "областной|краевой|республиканский"),
        ("federal", "федеральный", "всероссийский"),
    ),
    "education_levels": (
        ("preschool", "детский сад", "ДОО|ДОУ|дошкольное|дошкольное образование|ДО дошкольное"),
        ("primary", "начальная школа", "НОО|начальное общее образование|начальное общее"),
        ("basic", "основная школа", "ООО|основное общее образование|основное общее"),
        ("secondary", "старшая школа", "СОО|среднее общее образование|среднее общее|средняя школа"),
        ("college", "колледж", "СПО|среднее профессиональное образование|техникум"),
        ("extra", "дополнительное образование", "ДО|дополнительное образование детей"),
        ("adult", "повышение квалификации", "ДПО|дополнительное профессиональное образование"),
        ("university", "вуз", "ВО|высшее образование"),
    ),
    "directions": (
        ("adaptation", "адаптация", "вхождение в профессию|адаптация молодого педагога"),
        ("subject", "методика предмета", "предметная|предмет|методика"),
        ("digital", "цифровые навыки", "цифровизация|ИКТ"),
        ("career", "профориентация", "профессиональное самоопределение"),
        ("olympiads", "проекты и олимпиады", "олимпиады|проекты|исследования"),
        ("inclusion", "инклюзия", "инклюзивное образование|ОВЗ"),
        ("class", "классное руководство", "классный руководитель"),
        ("upbringing", "воспитание и чтение", "воспитание|чтение|чтение и воспитание"),
        ("support", "помощь в учёбе", "преодоление неуспешности|учёба"),
    ),
    "mentor_categories": (
        ("teacher", "педагог", "учитель|воспитатель|преподаватель"),
        ("head", "руководитель", "директор|заведующий|заместитель директора"),
        ("alumni", "выпускник", "благодарный выпускник"),
        ("parent", "родитель", ""),
        ("employer", "работодатель", "представитель профессии|социальный партнёр"),
        ("veteran", "ветеран", "ветеран труда|ветеран педагогического труда"),
        ("student", "студент", ""),
    ),
    "practice_states": (
        ("draft", "черновик", ""),
        ("review", "на согласовании", "согласование|на проверке"),
        ("published", "опубликована", "опубликовано|публикация"),
        ("archived", "в архиве", "архив"),
    ),
    "document_types": (
        ("order", "приказ", ""),
        ("regulation", "положение", ""),
        ("decree", "распоряжение", ""),
        ("law", "закон", "федеральный закон|кодекс|указ|постановление"),
        ("letter", "письмо", ""),
        ("guidelines", "методические рекомендации", "рекомендации"),
        ("agreement", "договор", "соглашение"),
        ("minutes", "протокол", ""),
        ("statement", "справка", "аналитическая справка|отчёт"),
        ("plan", "план", "дорожная карта|программа"),
        ("form", "форма", "бланк|шаблон|макет|анкета|согласие"),
        ("other", "другое", "иное"),
    ),
    "document_states": (
        ("valid", "действует", "действующий"),
        ("repealed", "утратил силу", "утратило силу|утратила силу|отменён|недействующий"),
        ("replaced", "заменён", "заменено|заменена"),
    ),
    "news_types": (
        ("news", "новость", ""),
        ("announcement", "анонс", "объявление"),
        ("release", "пост-релиз", "пострелиз|итоги"),
    ),
    "monitoring_spans": (
        ("year", "год", "весь год|за год|годовой|годовые"),
        ("first-half", "I полугодие", "1 полугодие|первое полугодие|1-е полугодие|I-е полугодие|полугодие 1"),
        ("second-half", "II полугодие", "2 полугодие|второе полугодие|2-е полугодие|II-е полугодие|полугодие 2"),
        ("interim", "промежуточный", "промежуточные|промежуточный мониторинг|промежуточный этап"),
        ("final", "итоговый", "итоговые|итоговый мониторинг|итоговый этап"),
        ("entry", "вход", "на входе|входной|входной мониторинг|входная диагностика"),
        ("exit", "выход", "на выходе|выходной мониторинг|выходная диагностика"),
    ),
    "curator_roles": (
        ("coordinator", "координатор наставничества", "координатор"),
        ("curator", "куратор наставничества", "куратор"),
        ("psychologist", "педагог-психолог", "психолог"),
        ("social", "социальный педагог", "соцпедагог"),
        ("methodist", "методист", "старший воспитатель"),
    ),
    "school_types": (
        ("school", "школа", "общеобразовательная организация|гимназия|лицей|СОШ|ООШ"),
        ("kindergarten", "детский сад", "ДОО|ДОУ|МБДОУ"),
        ("primary-kindergarten", "начальная школа – детский сад", "НШДС"),
        ("college", "колледж", "СПО|техникум"),
        ("extra", "дополнительное образование", "ДО|центр дополнительного образования|УДО"),
        ("other", "другая организация", "иная организация"),
    ),
    "event_types": (
        ("school-of-mentors", "Школа наставников", "школа наставника|обучение наставников|занятие Школы наставников"),
        ("kick-off", "установочная сессия", "установочная встреча|старт"),
        ("consultation", "консультация", "консультации"),
        ("exchange", "обмен опытом", "мастер-класс|открытый урок"),
        ("seminar", "семинар", "практикум|вебинар"),
        ("conference", "конференция", "форум|фестиваль"),
        ("round-table", "круглый стол", ""),
        ("council", "педсовет", "педагогический совет|методический совет|совещание"),
        ("class-hour", "классный час", "родительское собрание"),
        ("other", "другое", "иное|праздник|встреча"),
    ),
    "programme_states": (
        ("running", "идёт", "действует|реализуется"),
        ("finished", "завершена", "завершено|окончена"),
        ("stopped", "прервана", "прекращена|остановлена"),
    ),
    "programme_focus": (
        ("mentor", "наставник", "наставника|наставники|кто ведёт"),
        ("problem", "проблема", "проблему|задача|содержание"),
    ),
    "programme_levels": (
        ("best", "оптимальный", ""),
        ("fair", "допустимый", ""),
        ("poor", "недопустимый", ""),
    ),
    "partner_types": (
        ("company", "предприятие", "работодатель|организация|фермерское хозяйство"),
        ("college", "колледж", "СПО|техникум"),
        ("university", "вуз", "университет|институт|педагогический вуз"),
        ("school", "школа", "детский сад|образовательная организация|дополнительное образование"),
        ("methodical", "методическая служба", "методический центр|институт развития образования|ИРО|НМЦ"),
        ("culture", "учреждение культуры", "музей|библиотека|театр|дом культуры"),
        ("society", "общественная организация", "НКО|фонд|Движение Первых|совет ветеранов|профсоюз"),
        ("alumni", "выпускники", "благодарный выпускник|сообщество выпускников"),
        ("press", "редакция", "СМИ|газета|телеканал"),
        ("other", "другой партнёр", "другое|иное"),
    ),
    "form_services": (
        ("github", "GitHub", "гитхаб"),
        ("gitlab", "GitLab", "гитлаб"),
        ("gitea", "Gitea", ""),
        ("forgejo", "Forgejo", ""),
        ("folder", "папка на компьютере", "папка|только папка|GitVerse|GitFlic|другое"),
    ),
}

BASE: Mapping[str, Vocabulary] = {
    name: Vocabulary(
        name, tuple(Word(code, title, tuple(filter(None, also.split("|")))) for code, title, also in words)
    )
    for name, words in _WORDS.items()
}
"""The closed lists every school has, by the name that fields refer to."""

CAPTIONS: Mapping[str, str] = {
    "forms": "Формы наставничества",
    "mentoring_kinds": "Виды наставничества",
    "levels": "Уровни",
    "document_levels": "Уровни документов",
    "education_levels": "Уровни образования",
    "directions": "Направления",
    "mentor_categories": "Кто бывает наставником",
    "practice_states": "Состояния практик",
    "document_types": "Виды документов",
    "document_states": "Состояния документов",
    "news_types": "Виды новостей",
    "monitoring_spans": "Части года в мониторинге",
    "curator_roles": "Роли в наставничестве",
    "school_types": "Типы организаций",
    "event_types": "Виды событий",
    "programme_states": "Состояния программ",
    "programme_focus": "Что видно на сайте о программе",
    "programme_levels": "Оценки программ",
    "partner_types": "Виды партнёров",
    "form_services": "Где лежит раздел",
}
"""What each of them is called where somebody adds a word to it."""

_INSIDE = (Word("school", "внутренний", ("уровень организации",)),)
OF_TYPE: Mapping[str, Mapping[str, tuple[Word, ...]]] = {
    "kindergarten": {
        "levels": _INSIDE,
        "curator_roles": (Word("methodist", "старший воспитатель"),),
        "event_types": (Word("class-hour", "родительское собрание"),),
        "directions": (
            Word("subject", "методика занятий"),
            Word("olympiads", "проекты и конкурсы"),
            Word("class", "работа с группой и семьями"),
            Word("support", "помощь в развитии"),
        ),
    },
    "primary-kindergarten": {
        "event_types": (Word("class-hour", "классный час или родительское собрание"),),
        "directions": (
            Word("subject", "методика занятий"),
            Word("class", "работа с группой, классом и семьями"),
        ),
    },
    "college": {
        "levels": _INSIDE,
        "event_types": (Word("class-hour", "кураторский час"),),
        "directions": (Word("subject", "методика преподавания"), Word("class", "кураторство группы")),
    },
    "extra": {
        "levels": _INSIDE,
        "event_types": (Word("class-hour", "родительское собрание"),),
        "directions": (
            Word("subject", "методика занятий"),
            Word("class", "работа с объединением и семьями"),
        ),
    },
    "other": {
        "levels": _INSIDE,
        "event_types": (Word("class-hour", "собрание группы"),),
        "directions": (Word("subject", "методика занятий"), Word("class", "работа с группой")),
    },
}
"""Type of the organisation → captions that differ from those of a school; what a school says stays a spelling."""

Vocabularies = Mapping[str, Vocabulary]


def vocabularies(own: Mapping[str, Iterable[Word]]) -> Vocabularies:
    """All lists with a school's own words added; `own` is keyed by the name of the list."""
    return {name: vocabulary.extended(own.get(name, ())) for name, vocabulary in BASE.items()}
