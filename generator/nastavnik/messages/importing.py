"""What the import of office files reports."""

import datetime as dt
from collections.abc import Mapping, Sequence

from nastavnik.messages.words import counted, day

FORMATS_READ = "Word (.docx), LibreOffice (.odt, .ods), Excel (.xlsx) или CSV"
SAVE_AS_DOCX = "откройте его в Word и сохраните: «Сохранить как» → «Документ Word (.docx)»"
NOT_OFFICE = f"это не офисный документ — нужен файл {FORMATS_READ}"
OLD_WORD = f"это старый формат Word (.doc) — {SAVE_AS_DOCX}"
OLD_EXCEL = "это старый формат Excel (.xls) — откройте его и сохраните: «Сохранить как» → «Книга Excel (.xlsx)»"
PDF = "это PDF, таблицы из него не прочитать — найдите исходный файл Word и сохраните его как .docx"
RTF = f"это RTF, а не .docx — {SAVE_AS_DOCX}"
WEB_PAGE = f"это веб-страница или XML, как бы файл ни назывался, — {SAVE_AS_DOCX}"
PICTURE_FILE = "это картинка (скан или фотография), текста в ней нет — найдите исходный файл Word или наберите таблицу"
ARCHIVE = "это архив — распакуйте его и укажите сам документ, который лежит внутри"
SLIDES = "это презентация — перенесите таблицу в документ Word и сохраните как .docx"
OFFICE_EMPTY_FILE = "файл пустой (0 байт) — скопируйте его ещё раз или сохраните заново"
OFFICE_PASSWORD = "файл закрыт паролем — снимите пароль («Файл» → «Сведения» → «Защита») и сохраните заново"
OFFICE_DAMAGED = "файл повреждён или скопирован не до конца — откройте его и сохраните заново"
OFFICE_TOO_LARGE = "файл слишком большой — сохраните нужную таблицу отдельным документом без картинок и лишних листов"
WORD_STRICT = "файл сохранён как «Strict Open XML» — сохраните его снова, выбрав тип «Документ Word (.docx)»"
NO_WORDS = "документ пустой: в нём нет ни таблиц, ни текста — проверьте, тот ли это файл"
ONLY_PICTURES = (
    "в документе только картинка (скан), её текст не прочитать — найдите исходный файл Word с таблицей или наберите её"
)
NO_TABLE_BUT_PICTURES = (
    "таблицы в документе нет, есть картинки: если план вставлен картинкой, прочитать его нельзя — "
    "найдите исходный файл с таблицей или наберите её"
)
NO_TABLE = (
    "в документе нет таблиц — дорожная карта должна быть таблицей со строкой заголовков "
    "(«Этап», «Мероприятия», «Сроки» …)"
)
NO_ROADMAP = (
    "в документе нет таблицы, похожей на дорожную карту, — нужна заполненная таблица, "
    "в первой строке которой названы столбцы: «Наименование этапа», «Мероприятия», «Сроки», «Ответственные» …"
)
FOLDER_NOT_FILE = "— это папка, а нужен файл документа"
LEVEL_LOCAL = "локальный"
CELL_TRUE, CELL_FALSE = "да", "нет"
OLD_RECORD_UNREADABLE = "прежняя запись не читается, отметки из неё не перенесены — вернуть её: nastavnik undo"
SET_ASIDE = "в новом документе этого нет, прежняя запись:"
WHOLE_PLAN = "план"
NOTHING_DIFFERS = "в записи всё как в документе — она не изменилась"
DIFFERENCES = "что изменится в записи:"
DIFFERENCES_DONE = "что изменилось в записи:"
_FIELDS_OF_PLAN = {
    "title": "название",
    "school_year": "учебный год",
    "period": "период",
    "approved": "гриф",
    "captions": "названия столбцов",
    "number": "номер",
    "marker": "знак",
    "text": "текст",
    "term": "срок",
    "responsible": "ответственный",
    "result": "результат",
    "other": "прочие столбцы",
    "id": "код этапа",
}
DOCUMENTS_BESIDE_SCREEN = "с --output - ничего не записывается — уберите --documents или назовите файл"
UNFIT_RECORD_ID = "не годится в имя записи — латинские буквы, цифры и дефис, например --id 2026-2027"
NESTED_TABLE = "внутри ячейки ещё одна таблица, её текст записан подряд — проверьте"
ROW_NOT_TAKEN = "итоги и примечания под планом не взяты"
FOOTNOTE_LEFT_OUT = "сноски не взяты"
PAGE_NUMBER_LEFT_OUT = "число в конце ячейки похоже на номер страницы и не взято"
TEXT_ABOVE_TABLE = "текст над планом не взят: для него в дорожной карте нет места"
TEXT_BELOW_TABLE = "текст под планом не взят: для него в дорожной карте нет места"
ORGANISATION_LEFT_OUT = "название организации над планом не взято: сайт берёт его из сведений об организации"
APPROVAL_TAKEN = "гриф утверждения взят — сверьте с документом"
APPROVAL_NOT_READ = "похоже на гриф, и понято в нём не всё — впишите недостающее в «Гриф утверждения»"
READ_FROM_LIST = "таблицы в документе нет: план взят из списка с номерами этапов — проверьте, всё ли на местах"
OTHER_TABLE = "таблица не взята: на заполненный план мероприятий она не похожа"
OTHER_PLAN = "таблица не взята: план — та, над которой написано «дорожная карта» или «план мероприятий»"
TEXT_LOST = "не удалось понять, куда отнести, и не взято"
IMPORT_NAMELESS_STAGE = "Мероприятия"


def needs_package(name: str, command: str) -> str:
    return f"для этого нужна библиотека {name} — установите: {command}"


def office_file_missing(path: str) -> str:
    return f"нет файла «{path}» — проверьте имя и папку"


def office_file_locked(name: str) -> str:
    return f"файл «{name}» не удаётся прочитать — закройте его в Word или Excel и проверьте, что он вам доступен"


def id_from_file(name: str) -> str:
    return f"учебный год не назван, имя записи «{name}» взято из имени файла — назовите файл по году: «2026-2027»"


def id_from_file_year(year: str) -> str:
    """The document names no year, its file does."""
    return f"учебный год взят из имени файла: «{year}» — проверьте, верно ли"


def id_from_terms(year: str) -> str:
    return f"учебный год не назван, имя записи «{year}» взято из сроков — если неверно, задайте --id"


def place_in_word(table: int, row: int) -> str:
    return f"таблица {table}, строка {row}" if table else f"этап {row} по порядку"


def other_table_left_out(taken: int, other: int) -> str:
    return f"на дорожную карту похожи две таблицы: взята таблица {taken}, таблица {other} не взята"


def table_not_joined(table: int) -> str:
    return f"таблица {table} стоит сразу за дорожной картой, но столбцы в ней другие — не взята"


def columns_guessed(table: int) -> str:
    return f"таблица {table}: заголовков нет, столбцы угаданы по содержанию — проверьте, всё ли на местах"


def column_not_taken(caption: str, number: int) -> str:
    name = f"«{caption}»" if caption else f"{number} без заголовка"
    return f"столбец {name} не взят: неясно, что в нём — назовите его, например «Мероприятия» или «Результат»"


def column_of_mentees(caption: str, _: int) -> str:
    return f"столбец «{caption}» не взят: кто наставляемые, на сайте не публикуют"


def table_number(number: int) -> str:
    return f"таблица {number}"


_VALUES_OF_PLAN = {"term": "срок", "responsible": "ответственный", "result": "результат"}


def plan_taken(
    stages: int, activities: int, parts: int, bare: int, shares: Mapping[str, int], others: Sequence[str]
) -> str:
    """What an import understood: «взято: 7 этапов, 29 мероприятий; срок — у всех, ответственный — у 15 из 29».

    `parts`: what stands below activities; `bare`: stages without activities; `shares`: how many activities and bare
    stages have a value.
    """
    inside = f" (и подпунктов в них: {parts})" if parts else ""
    counts = [counted(stages, "stages"), *([f"{counted(activities, 'activities')}{inside}"] if activities else [])]
    values = [f"{_VALUES_OF_PLAN[key]} — {_share(have, activities, bare)}" for key, have in shares.items()]
    values += [f"столбцы школы — {', '.join(f'«{caption}»' for caption in others)}"] if others else []
    return "; ".join(["взято: " + ", ".join(counts), *([", ".join(values)] if values else [])])


def _share(have: int, activities: int, bare: int) -> str:
    """«У всех», «у 15 из 29», «ни у одного»."""
    whole = activities + bare
    if have in (0, whole):
        return "у всех" if have else "ни у одного"
    return f"у {have} из {whole}" + (" (с этапами, где мероприятий нет)" if activities and bare else "")


def _day_read(date: str) -> str:
    """A day in words; one that no calendar has, as it was read."""
    try:
        return day(dt.date.fromisoformat(date))
    except ValueError:
        return date


def approval_read(approval: Mapping[str, str]) -> str:
    """Who approved a plan, when, under what number; the words of the document where nothing more was understood."""
    date, number = approval.get("date", ""), approval.get("number", "")
    order = approval.get("order", "")
    parts = (
        approval.get("body", ""),
        f"протокол № {number}" if number else "",
        f"приказ № {order}" if order else "",
        _day_read(date),
        approval.get("post", ""),
        approval.get("name", ""),
    )
    return ", ".join(filter(None, parts)) or approval.get("text", "")


def placed(place: str, text: str) -> str:
    """Words of a document with their place."""
    return f"{place}: «{text}»" if place and text else place or f"«{text}»"


def listed(reason: str, entries: list[str], more: int) -> str:
    """A reason and what it is about: «сноски не перенесены (2): таблица 1, строка 4: «…»; …»."""
    if not entries:
        return reason
    count = f" ({len(entries) + more})" if len(entries) + more > 1 else ""
    rest = f" и ещё {more} (все: --details)" if more else ""
    return f"{reason}{count}: {'; '.join(entries)}{rest}"


def listed_whole(reason: str, entries: list[str]) -> str:
    """A reason and everything it is about: there is nothing to count where nothing is left out."""
    return f"{reason}: {'; '.join(entries)}" if entries else reason


def years_differ(year: str, chosen: str) -> str:
    return (
        f"в документе план на {year}, а запись названа «{chosen}» — проверьте --id: по нему план встанет в архив годов"
    )


def column_to_name(caption: str, share: int) -> str:
    name = f"столбца «{caption}»" if caption else "столбца без заголовка"
    return (
        f"из таблицы не нашлось бы места для {share} % слов, больше всего из {name} — ничего не записано. "
        "Назовите этот столбец в документе по тому, что в нём: «Мероприятия», «Сроки», «Ответственные» "
        "или «Результат», и повторите"
    )


def nameless_stage(place: object, title: str) -> str:
    return f"{place}: этап не назван, мероприятия собраны в этап «{title}» — переименуйте, если нужно"


def empty_cells(caption: str) -> str:
    return f"в столбце «{caption}» пустые ячейки — проверьте, так ли задумано"


def step_named(is_stage: bool, number: str, text: str) -> str:
    """How a stage or an activity is called in a list of differences."""
    words = text if len(text) <= 90 else f"{text[:89].rstrip()}…"
    return f"{'этап' if is_stage else 'пункт'} {f'{number} ' if number else ''}«{words}»"


def field_differs(where: str, name: str, old: str, new: str) -> str:
    caption = _FIELDS_OF_PLAN.get(name, name)
    if old and new:
        return f"{where}: {caption}: было «{old}» — стало «{new}»"
    return f"{where}: {caption}: добавлено «{new}»" if new else f"{where}: {caption}: убрано «{old}»"


def step_new(where: str, above: str) -> str:
    return f"{where}: добавлено" + (f" в «{above}»" if above else "")


def step_moved(where: str, above: str) -> str:
    return f"{where}: перенесено из «{above}»"


def reordered(where: str) -> str:
    return f"{where}: порядок пунктов изменился"


def step_gone(where: str, marks: list[str], *, aside: bool) -> str:
    if not aside:
        return f"{where}: убрано"
    what = f" и отметки ({', '.join(marks)})" if marks else ""
    return f"{where}: в новом документе нет — прежний текст{what} остались в записи замечанием (строки с #)"


def stage_reference(file: str, old: str, new: str) -> str:
    return f"{file}: ссылка на этап была {old} — стала {new}"


def exists_and_differs(path: str) -> str:
    return f"файл {path} уже есть — чтобы внести это в него, повторите с --force; отметки и замечания останутся"


def check_says(mistakes: int, hints: int) -> str:
    """What `check` finds in the new record."""
    if not mistakes and not hints:
        return "nastavnik check: замечаний к этой записи нет"
    wrong = counted(mistakes, "mistakes") if mistakes else "ошибок нет"
    return f"nastavnik check скажет о ней: {wrong}, подсказок — {hints}"


def papers_offered(titles: list[str]) -> str:
    shown = "; ".join(f"«{title}»" for title in titles)
    return f"в файле есть и другие документы: {shown} — чтобы взять их в раздел «Документы», повторите с --documents"


def paper_exists(path: str) -> str:
    return f"документ не записан, такой уже есть: {path}"


PAPER_WRITTEN = "посмотрите, нет ли в тексте имён и пар, которых не публикуют"
EXAMPLE_MAKES_ROOM = "на месте плана лежит пример: ваш план заменит его целиком"
