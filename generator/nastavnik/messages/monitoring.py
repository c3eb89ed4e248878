"""Words of the figures: captions of tables, what is said instead of a small number, `nastavnik report monitoring`."""

import datetime as dt

from nastavnik.messages.words import day, school_year, year_range

FEW, KEPT_BACK, FIVE_OR_MORE = "менее 5", "не показано", "5 или больше"
NOT_A_PERCENT = "цель — число процентов от 0 до 100"
FIGURES_HEAD = ("Раздел", "Показатель", "Значение", "%", "Цель, %")
CHAPTER_PEOPLE, CHAPTER_WORK, CHAPTER_TOLD = "Кто участвует", "Что сделано", "Как об этом рассказали"
SHARES, WORKING, MENTORED_BY_FORM = "Доля участников", "Пары и группы по формам", "Наставляемые по формам"
SATISFIED, OTHER_FIGURES = "Довольны участием", "Обучение и поиск пары"
MENTORS_BY, CARDS_BY_FORM, WITHOUT_CARD = "Наставники", "Наставники с карточкой по формам", "без карточки"
SURVEY = "Анкеты на входе и выходе"
SURVEY_SIDES = {"entry": "на входе", "exit": "на выходе"}
RECORDS_STANDING, ROADMAP_TABLE, PROGRAMMES_TABLE = "Всего в разделе", "Этапы дорожной карты", "Программы"
LEVELS_TABLE = "Какого уровня достигли программы"
PRACTICES_BY_FORM, PRACTICES_BY_LEVEL = "Практики по формам", "Практики по уровню"
EVENTS_BY_TYPE, CONTESTS_BY_LEVEL, PRIZES_BY_LEVEL = "События", "Конкурсы по уровню", "Награды конкурсов по уровню"
NEWS_BY_LEVEL, NEWS_BY_CHANNEL = "Публикации по уровню", "Публикации по площадкам"
NEWS_BY_STAGE = "Публикации об этапах плана"
PRACTICES_ALL, PRACTICES_NEW = "Практик в копилке", "Новых практик"
EVENTS_HELD, NEWS_TOLD, NEWS_ELSEWHERE = "Событий прошло", "Новостей", "Публикаций на других площадках"
CONTESTS_HELD, PRIZES_WON, PARTNERS_NOW = "Конкурсов", "Наград на конкурсах", "Партнёров"
DOCUMENTS_PRESENT = "Обязательных документов есть"
NO_NUMBER = "нет числа"
KPI_MENTORS = ("наставник", "наставника", "наставников")
KPI_WORKING = ("пара или группа работает", "пары и группы работают", "пар и групп работают")
KPI_PRACTICES = ("практика в копилке", "практики в копилке", "практик в копилке")
KPI_EVENTS = ("событие прошло", "события прошли", "событий прошло")
KPI_NEWS = ("новость рассказана", "новости рассказаны", "новостей рассказано")
KPI_HOURS = ("час обучения", "часа обучения", "часов обучения")
"""Captions of big figures after 1, after 2 and after 5."""
SAID_TEACHERS = "Молодые педагоги"
NO_BREAK = "\u00a0"
STATUS_TITLES = {
    "done": "Выполнено",
    "now": "Идёт сейчас",
    "late": "Просрочено",
    "soon": "Скоро",
    "plan": "Впереди",
    "always": "Постоянно",
}

HELP_REPORT = "Отчёты для школы и муниципалитета."
HELP_REPORT_MONITORING = (
    "Показатели за период с точными числами: в форму муниципалитета (--layout) или списком. На сайт это не попадает."
)
HELP_PERIOD = "Какой период: имя записи; по умолчанию последний."
HELP_LAYOUT = "Форма муниципалитета: в ячейках {{имя_показателя}}; формулы остаются."
HELP_NEW_LAYOUT = "Записать готовую форму-образец, чтобы поправить её в Excel и потом заполнять."
HELP_REPORT_FORMAT = "Без формы: новая таблица Excel или текст с именами и числами."
FIGURE_NAME = "Имя"
LAYOUT_SHEET, NAMES_SHEET = "Мониторинг", "Все имена"
LAYOUT_TITLE = "Мониторинг наставничества"
LAYOUT_HEAD = ("Показатель", "Число", "Доля, %")
NAMES_HEAD = ("Что это", "Имя", "Число")
NAMES_NOTE = (
    "Чтобы показатель попал в форму, впишите его имя в ячейку в двойных фигурных скобках. Этот лист можно удалить."
)
LAYOUT_TOTAL = "Итого"
LAYOUT_ONE_WAY = "выберите одно: --new-layout пишет образец, --layout заполняет форму"
LAYOUT_OVER_ITSELF = "--output и --layout — один файл: форма пропала бы. Назовите отчёт иначе"
LAYOUT_WITHOUT_NAMES = (
    "в форме нет ни одного имени вида {{pupils.part}}, заполнять нечего — образец: "
    "nastavnik report monitoring --new-layout форма.xlsx"
)
FIGURE_GROUPS = {
    "mentored": "Наставляемых",
    "pairs": "Пар",
    "groups": "Групп",
    "mentors": "Наставников, с карточкой и без",
    "mentors.form": "Наставников",
    "mentors.category": "Наставников",
    "practices": PRACTICES_ALL,
    "practices.new": PRACTICES_NEW,
    "practices.level": "Практик",
    "practices.form": "Практик",
    "news": NEWS_TOLD,
    "news.publications": "Публикаций всего",
    "news.elsewhere": NEWS_ELSEWHERE,
    "news.level": "Публикаций",
    "news.channel": "Публикаций",
    "news.stage": "Публикаций об этапе",
    "events": EVENTS_HELD,
    "events.type": "Событий",
    "contests": CONTESTS_HELD,
    "contests.level": "Конкурсов",
    "prizes": PRIZES_WON,
    "prizes.level": "Наград на конкурсах",
    "roadmap": "Этапов плана",
    "roadmap.stages": "Этапов плана всего",
    "documents.required": "Обязательных документов",
    "documents.present": DOCUMENTS_PRESENT,
    "partners": PARTNERS_NOW,
    "programmes": "Программ",
    "programmes.level": "Программ, уровень",
}
SHARE_PARTS = {"part": "", "all": ", всего", "percent": ", %"}
NO_PERIODS = "показателей нет: начните с файла content/monitoring/2026-2027.yml"
LAYOUT_OR_CSV = "форма (--layout) бывает только в xlsx: уберите --format"
WHERE_TO = "скажите, куда записать: --output ФАЙЛ.xlsx"
NAME_IN_FORMULA = "внутри формулы — поставьте имя в отдельную ячейку, а в формуле сошлитесь на неё"
EMPTY_FIGURE = "не записан в показателях, ячейка оставлена пустой"
NO_LAYOUT = "такого файла нет"
NOT_WRITABLE = "сюда не записать — закройте файл, если он открыт в Excel, и проверьте, есть ли такая папка"
NOT_A_LAYOUT = "это не таблица Excel .xlsx или она под паролем — сохраните её в Excel как .xlsx без пароля"
TRUE_FIGURES_INSIDE = "в отчёте точные числа, на сайт и в content им нельзя — укажите другую папку: --output ФАЙЛ"


def too_large_a_number(value: int, most: int) -> str:
    return f"{number(value)} — слишком много для школы, больше {number(most)} не бывает: проверьте число"


def day_of_another_year(period: str) -> str:
    year = "года" if period.isdigit() else "учебного года"
    return f"день не из {period} {year} — проверьте дату или period"


def part_exceeds_all(part: int, whole: int) -> str:
    return f"{part} больше, чем всего {whole} — поменяйте числа местами"


SPAN_TITLES = {
    "first-half": "Показатели за I полугодие {of}",
    "second-half": "Показатели за II полугодие {of}",
    "interim": "Промежуточные показатели за {year}",
    "final": "Итоговые показатели за {year}",
    "entry": "Показатели на входе, {year}",
    "exit": "Показатели на выходе, {year}",
}
"""What the figures of a part of a year are called; `of` is the year's genitive."""
SHORT_SPANS = {
    "first-half": "I полугодие",
    "second-half": "II полугодие",
    "interim": "промежуточные",
    "final": "итоговые",
    "entry": "вход",
    "exit": "выход",
}
"""The same after the year: in a table, in the words of a chart."""
CHART_SPANS = {"I полугодие": "I пол.", "II полугодие": "II пол.", "промежуточные": "промеж.", "итоговые": "итог"}
"""The same under a point of a chart, where there is no room."""
SURVEY_TWICE = "такой вопрос уже есть в survey — назовите их по-разному"


def monitoring_title(period: str, span: str) -> str:
    """«Показатели за 2023 год», «Показатели за I полугодие 2026–2027 учебного года»."""
    calendar = period.isdigit()
    year = f"{period} год" if calendar else school_year(period)
    genitive = f"{period} года" if calendar else f"{year_range(period)} учебного года"
    words = "Показатели за {year}" if span == "year" else SPAN_TITLES.get(span, f"Показатели за {{year}} ({span})")
    return words.format(year=year, of=genitive)


def as_of(title: str, date: dt.date) -> str:
    """«Показатели за 2026–2027 учебный год, на 15 ноября 2026»."""
    return f"{title}, на {day(date)}"


def within(first: dt.date, last: dt.date) -> str:
    """From one day to another, both included: «С 1 сентября по 15 ноября 2026»."""
    return f"С {day(first, year=first.year != last.year)} по {day(last)}" if first < last else day(last)


def short_period(period: str) -> str:
    """«2026–2027», «2023»."""
    return period if period.isdigit() else year_range(period)


def survey_caption(title: str, side: str) -> str:
    """A question on one side of a comparison: «Уверены в себе на уроке: на входе»."""
    return f"{title}: {SURVEY_SIDES[side]}"


def number(count: int) -> str:
    """«12 800»: thousands apart, as Russian tables print them; four digits stay together."""
    return f"{count:,}".replace(",", NO_BREAK) if count >= 10_000 else str(count)


def quantity(amount: float, unit: str = "") -> str:
    """A number and its unit: «12 800», «250 000 ₽», «1500,50 ₽»."""
    whole, part = divmod(round(amount * 100), 100)
    digits = number(whole) + (f",{part:02}" if part else "")
    return f"{digits}{NO_BREAK}{unit}" if unit else digits


def percent(value: int) -> str:
    return f"{value} %"


def of_all(part: int, whole: int) -> str:
    return f"{number(part)} из {number(whole)}"


def chart_series(name: str, points: list[tuple[str, str]]) -> str:
    """A line of the chart in words: «Ученики: 2024/25 — 46 %, 2025/26 — нет числа.»"""
    return f"{name}: {', '.join(f'{year} — {value}' for year, value in points)}."


def chart_said(series: list[str]) -> str:
    return " ".join(["Доля участников по периодам.", *series])


def same_period(file: str) -> str:
    """Two records would have one title."""
    return f"за тот же период и день показатели уже есть: {file} — поправьте date или span, иначе их не различить"


def kept_apart(captions: list[str]) -> str:
    """Figures whose difference from those of an earlier period is small."""
    named = ", ".join(f"«{caption}»" for caption in captions)
    return (
        f"на сайте эти числа не показаны: {named} — рядом с уже показанным периодом этого года они выдали бы "
        "от одного до четырёх человек; точные числа — nastavnik report monitoring"
    )


def survey_figure(words: list[str]) -> str:
    """What `in.part`, `2.out.percent` … mean: «Анкеты, вопрос 2: на выходе, %»."""
    number = f", вопрос {words[0]}" if words[0].isdigit() else ""
    side, *part = [word for word in words if not word.isdigit()]
    share = SHARE_PARTS[part[0]] if part else SHARE_PARTS["percent"]
    return f"Анкеты{number}: {SURVEY_SIDES[{'in': 'entry', 'out': 'exit'}[side]]}{share}"


def layout_slip(sheet: str, cell: str, text: str) -> str:
    return f"  лист «{sheet}», ячейка {cell}: {text}"


def unknown_figure(name: str, near: str) -> str:
    return f"показателя «{name}» нет" + (f" — может быть, {near}" if near else "")


def open_braces(text: str) -> str:
    return f"скобки не закрыты в «{text}» — нужно {{{{имя}}}}"


def layout_slips(lines: list[str]) -> str:
    return "\n".join(["обратите внимание на форму:", *lines])


def layout_written(path: str) -> str:
    command = f'nastavnik report monitoring --layout "{path}" --output отчёт.xlsx'
    return f"образец записан: {path}. Поправьте его в Excel, потом: {command}"


def no_such_period(id: str, known: list[str]) -> str:
    return f"периода «{id}» нет — есть: {', '.join(known)}"


def report_written(path: str, filled: int) -> str:
    return f"записано: {path}, заполнено ячеек: {filled}"
