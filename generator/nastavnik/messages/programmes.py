"""Words of the макет of a programme (seed S4), and what is said about programmes."""

import datetime as dt
from collections.abc import Sequence

from nastavnik.messages.words import after_number, enumerated, numbered

MAKET = "Макет персонализированной программы наставничества"
APPROVED_BY = "Утверждаю"
EXPLANATION = "I. ПОЯСНИТЕЛЬНАЯ ЗАПИСКА"
ABOUT_PROGRAMME = (
    "Программа отражает комплекс мероприятий и формирующих их действий, направленный на организацию взаимоотношений "
    "наставника и наставляемого в конкретных формах для получения ожидаемых результатов."
)
BASIS = "Нормативной базой разработки программы являются документы:"
ACTS: tuple[tuple[str, dt.date | None, dt.date | None], ...] = (
    ("Трудовой кодекс РФ от 30.12.2001 № 197-ФЗ.", None, dt.date(2025, 3, 1)),
    ("Трудовой кодекс РФ от 30.12.2001 № 197-ФЗ (статья 351.8).", dt.date(2025, 3, 1), None),
    ("Федеральный закон «Об образовании в Российской Федерации» от 29.12.2012 № 273-ФЗ.", None, None),
    (
        "Указ Президента Российской Федерации от 21.07.2020 № 474 «О национальных целях развития Российской Федерации "
        "на период до 2030 года».",
        None,
        dt.date(2024, 5, 7),
    ),
    (
        "Указ Президента Российской Федерации от 07.05.2024 № 309 «О национальных целях развития Российской Федерации "
        "на период до 2030 года и на перспективу до 2036 года».",
        None,
        None,
    ),
    (
        "Распоряжение Министерства просвещения Российской Федерации от 25.12.2019 № Р-145 «Об утверждении методологии "
        "(целевой модели) наставничества обучающихся для организаций, осуществляющих образовательную деятельность по "
        "общеобразовательным, дополнительным общеобразовательным и программам среднего профессионального образования, "
        "в том числе с применением лучших практик обмена опытом между обучающимися».",
        None,
        None,
    ),
    (
        "Письмо Министерства просвещения Российской Федерации и Профсоюза работников народного образования и науки "
        "от 21.12.2021 № АЗ-1128/08/657.",
        None,
        None,
    ),
)
"""Acts a макет rests on; from which day and before which one, where that is not the day of the act itself."""
LOCAL_ACTS = "ЛОКАЛЬНЫЕ АКТЫ ОБРАЗОВАТЕЛЬНОЙ ОРГАНИЗАЦИИ"
PERSONALISED = "Персонализированная программа наставничества"
PROBLEM = "ПРОБЛЕМЫ:"
FORM, TYPE, KIND = "ФОРМА наставничества", "ТИП наставничества", "ВИД наставничества"
GOAL, TASKS = "ЦЕЛЬ:", "ЗАДАЧИ:"
PRINCIPLES_OF = "ПРИНЦИПЫ реализации программы:"
RESULTS = "ПЛАНИРУЕМЫЕ РЕЗУЛЬТАТЫ:"
PERIOD = "СРОК РЕАЛИЗАЦИИ ПРОГРАММЫ:"
CONDITIONS = "УСЛОВИЯ реализации:"
METHODS = "Средства, методы и приемы работы:"
PLAN = "ПЛАН ВЗАИМОДЕЙСТВИЯ"
PROGRAMME_ROADMAP = "II. ДОРОЖНАЯ КАРТА"
ROW_NUMBER = "№ п/п"
CRITERIA_HEADING = "III. КРИТЕРИИ ОЦЕНКИ ВЫПОЛНЕНИЯ ПРОГРАММЫ И ЕЕ ЭФФЕКТИВНОСТИ"
CRITERION, INDICATOR, SCORE = "критерии", "показатели", "оценка"
SCORE_COLUMNS = ("В полной мере 2б", "Частично 1б", "Не проявился 0б")
PROGRAMME_STAGES = {
    "running": "Идут сейчас",
    "ahead": "Начнутся",
    "undated": "Другие программы",
    "over": "Срок закончился",
    "finished": "Завершены",
    "stopped": "Прерваны: на сайте их не будет",
}

MENTOR_OR_PROBLEM = (
    "программа об одном человеке, поэтому на сайте есть проблема и нет имени наставника — чтобы оставить так, напишите "
    "«shown: проблема»; чтобы назвать наставника и скрыть проблему, цель и план — «shown: наставник»"
)
POINTS_AT_ONE = (
    "программа об одном человеке, а по предмету, классу или группе его узнают и без имени — напишите шире: "
    "«молодой учитель», «новый коллега»"
)
STOPPED_IS_NOT_SHOWN = (
    "прерванной программы на сайте нет: ни страницы, ни строки, ни единицы в счёте — на бумаге она есть: "
    "`nastavnik programme docx`"
)

LEVELS_OF_OTHER_CRITERIA = (
    "показателей не девять, а пороги 15 и 9 — для девяти: напишите свои levels, например "
    "«levels: [{points: 8, title: оптимальный}, {points: 0, title: недопустимый}]»"
)
LEVELS_GO_DOWN_TO_0 = (
    "уровней нужно хотя бы два, от лучшего к худшему, каждый со своим порогом, у последнего порог 0: "
    "«levels: [{points: 15, title: оптимальный}, {points: 9, title: допустимый}, {points: 0, title: недопустимый}]»"
)

HELP_PROGRAMME = "Персонализированные программы."
HELP_PROGRAMME_DOCX = "Программа в файле Word по утверждённому макету: заполненная или пустая (--empty)."
HELP_EMPTY = "Пустой макет."
WHICH_PROGRAMME = "назовите программу (имя её файла без .yml) или укажите --empty"
INSIDE_SITE = "в файле могут быть оценки, на сайт им нельзя — укажите другую папку: --output ФАЙЛ.docx"


def approved(number: str, date: str) -> str:
    """The line of the order in the corner of the макет."""
    return f"Приказ № {number} от {date}"


def own_act(title: str, date: dt.date | None, number: str | None) -> str:
    """An act of the school among those a programme rests on: «Положение о наставничестве от 28.08.2026 № 87-ОД»."""
    return " ".join(filter(None, (title, f"от {date:%d.%m.%Y}" if date else "", numbered(number or ""))))


def made_by(mentors: Sequence[str], mentored: str) -> str:
    """Who made it, by names in the instrumental case; without names by lines to write on."""
    return f"разработана совместно {_by(mentors)} и наставляемым {mentored} для решения"


def _by(mentors: Sequence[str]) -> str:
    return f"{'наставниками' if len(mentors) > 1 else 'наставником'} {enumerated(mentors)}"


def made_together(mentored: str, *, several: bool) -> str:
    """Who made it where the names of mentors stand below, in a line of their own."""
    return f"разработана совместно {'наставниками' if several else 'наставником'} и наставляемым {mentored} для решения"


def mentors_are(names: Sequence[str]) -> str:
    """The line of names that needs no case."""
    return f"{'Наставники' if len(names) > 1 else 'Наставник'}: {', '.join(names)}"


def level_line(least: int, most: int, title: str) -> str:
    """«15–18 баллов – оптимальный уровень»."""
    span = f"{least}–{most}" if least < most else f"{most}"
    return f"{span} {after_number(most, ('балл', 'балла', 'баллов'))} – {title} уровень"


def points(count: int, level: str) -> str:
    return f"Набрано баллов: {count} – {level} уровень."


def wrong_number_of_scores(scores: int, indicators: int) -> str:
    """A programme with more or fewer scores than its макет has indicators."""
    return f"оценок {scores}, а показателей в макете школы {indicators} — нужна одна оценка на каждый показатель"


def level_out_of_reach(points: int, most: int) -> str:
    """A threshold above the greatest sum."""
    return f"{points} баллов не набрать: по показателям макета — не больше {most}; исправьте пороги levels"
