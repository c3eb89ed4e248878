"""What the tool says in Russian. Captions of fields live in the record classes, words of pages in the theme.

Constants are finished sentences; functions take what the sentence is about. One section per room.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from babel.dates import get_month_names

# --- source.py ---------------------------------------------------------------------------------

UNKNOWN_ENCODING = "не удалось прочитать буквы — пересохраните файл: «Сохранить как», кодировка UTF-8"
NO_FRONT_MATTER = "нет шапки — первая строка «---», затем поля, снова строка «---», ниже текст"
EMPTY_FILE = "файл пуст — впишите поля записи, по одному в строке: «поле: значение»"
NOT_A_MAPPING = "здесь должны быть поля — пишите в каждой строке «поле: значение», после двоеточия пробел"
KEY_NOT_TEXT = "название поля должно быть одним словом — например «title: Заголовок»"
SPECIAL_SIGN = "знак «!» в начале значения имеет особый смысл — возьмите всё значение в кавычки"
ALIAS = "знаки «&» и «*» в начале значения имеют особый смысл — возьмите значение в кавычки"
TOO_DEEP = "слишком много вложенных скобок или отступов — проверьте, не лишние ли они"
TAB = "отступ сделан клавишей Tab — замените её двумя пробелами"

TEXT_AFTER_QUOTES = "после закрытой кавычки или скобки стоит лишний текст — возьмите в кавычки всё значение"
LINE_OUT_OF_PLACE = (
    "строка не на своём месте — либо у строки выше нет двоеточия, либо отступ здесь лишний; "
    "длинное значение возьмите в кавычки"
)
_COLON = "двоеточие внутри значения сбивает разбор — возьмите всё значение в кавычки"
_INDENT = (
    "строка стоит не на своём месте — поля одной записи начинаются на одном отступе, вложенные на два пробела правее"
)
_YAML = (  # часть сообщения разборщика → показывать ли начало конструкции, что сказать
    (
        "while scanning a quoted scalar",
        True,
        "кавычка открыта и не закрыта — поставьте такую же в конце значения",
    ),
    (
        "while scanning a simple key",
        True,
        "строка без двоеточия — нужно «поле: значение» (после двоеточия пробел)",
    ),
    ("mapping values are not allowed", False, _COLON),
    (
        "cannot start any token",
        False,
        "значение начинается с особого знака — возьмите всё значение в кавычки",
    ),
    ("undefined alias", False, ALIAS),
    ("scanning an alias", False, ALIAS),
    ("scanning an anchor", False, ALIAS),
    ("duplicate anchor", False, ALIAS),
    ("while scanning a tag", False, SPECIAL_SIGN),
    ("undefined tag handle", False, SPECIAL_SIGN),
    ("a directive", False, "знак «%» в начале строки имеет особый смысл — возьмите значение в кавычки"),
    (
        "while parsing a flow",
        True,
        "скобка открыта и не закрыта — закройте её или возьмите значение в кавычки",
    ),
    ("block scalar", False, "после знака «|» или «>» текст пишут с новой строки, с отступом в два пробела"),
    ("while parsing a quoted scalar", True, "ошибка внутри кавычек — проверьте обратную косую черту «\\»"),
    (
        "unknown escape character",
        False,
        "обратная косая черта в двойных кавычках — замените кавычки на одинарные или «» ",
    ),
    (
        "document start",
        False,
        "после значения в кавычках стоит лишний текст — возьмите в кавычки всё значение",
    ),
    ("single document", False, "в файле несколько записей, разделённых «---» — оставьте одну"),
    ("expected <block end>", False, _INDENT),
    ("block collection", False, _INDENT),
    ("block mapping", False, _INDENT),
)


def yaml_error(said: str) -> tuple[bool, str]:
    """What the parser said → whether to point at the beginning of the broken construct, and what to say."""
    for sign, at_context, message in _YAML:
        if sign in said:
            return at_context, message
    return False, yaml_other(said)


def yaml_other(said: str) -> str:
    return f"строку не удалось разобрать — проверьте отступы, кавычки и двоеточия ({said.strip()})"


def file_too_large(size: int) -> str:
    return f"файл слишком велик для записи ({size // 1000} КБ) — проверьте, тот ли это файл"


def duplicate_key(key: str) -> str:
    return f"поле «{key}» записано дважды — оставьте одно из двух"


# --- records/ ----------------------------------------------------------------------------------

END_BEFORE_START = "конец раньше начала — проверьте обе даты"
NOT_TEXT = "здесь нужен текст, а не список — оставьте одну строку"
BODY_NOT_EXPECTED = "у этой записи нет текста под шапкой — удалите его или перенесите в поле шапки"
PHOTO_WITHOUT_ALT = "у фотографии нет описания — добавьте alt: что на ней, для тех, кто не видит"
PICTURE_WITHOUT_CONSENT = "не сказано, кто разрешил публиковать картинку — впишите consent (или «люди не изображены»)"
PUBLISHED_WITHOUT_DATE = "практика опубликована без даты — добавьте published: 2026-11-20, иначе она окажется последней"
NO_PRIVACY_CHECK = "не отмечено, кто проверил текст на персональные данные — добавьте privacy_check: post и date"
DOCUMENT_WITHOUT_FILE = (
    "у документа нет ни файла, ни адреса, ни текста — добавьте file или url либо объясните в no_file"
)
REPLACED_BY_WHAT = "документ заменён, но не сказано чем — добавьте replaced_by"


def consent_withdrawn(day: dt.date) -> str:
    return f"согласие отозвано {day:%d.%m.%Y}"


def consent_expired(day: dt.date) -> str:
    return f"срок согласия истёк {day:%d.%m.%Y}"


def consent_not_yet(day: dt.date) -> str:
    return f"согласие начнёт действовать {day:%d.%m.%Y}"


def not_yes_no(value: str) -> str:
    return f"«{value}» — напишите «да» или «нет»"


def not_a_number(value: str) -> str:
    return f"«{value}» не число — напишите цифрами, например 14"


def not_a_year(value: str) -> str:
    return f"«{value}» не похоже на год — напишите четыре цифры, например 2026"


def no_such_day(value: str) -> str:
    return f"дня «{value}» нет в календаре — проверьте число и месяц"


def not_a_day(value: str) -> str:
    return f"«{value}» не дата — напишите 2026-09-01, 01.09.2026 или 1 сентября 2026"


def not_a_time(value: str) -> str:
    return f"времени «{value}» не бывает — напишите, например, 2026-09-01 15:00"


def not_in_vocabulary(value: str, titles: list[str], nearest: str | None) -> str:
    maybe = f"возможно, «{nearest}»; " if nearest else ""
    return f"«{value.strip()}» нет в списке — {maybe}напишите одно из: {', '.join(titles)}"


def not_a_relative_path(value: str) -> str:
    return f"«{value}» — путь к файлу пишут от папки content, например files/prikaz.pdf"


def heic_picture(value: str) -> str:
    return f"«{value}» — формат айфона сайт не покажет: сохраните фотографию как JPEG"


def not_a_picture(value: str) -> str:
    return f"«{value}» не картинка — нужен файл .jpg, .png, .webp или .svg"


def not_an_address(value: str) -> str:
    return f"«{value}» не адрес страницы — он начинается с https://"


def not_an_email(value: str) -> str:
    return f"«{value}» не адрес почты — нужен вид kurator@school.example"


def not_a_phone(value: str) -> str:
    return f"«{value}» не телефон — нужен вид 8 (800) 000-00-28"


def not_a_colour(value: str) -> str:
    return f"«{value}» не цвет — нужны # и шесть знаков, например #0B4F5C"


def poor_contrast(colour: str, ratio: float) -> str:
    return f"с цветом {colour} текст не прочесть (контраст {ratio:.1f}, нужно 4.5) — возьмите цвет темнее"


def not_a_zone(value: str) -> str:
    return f"«{value}» не часовой пояс — напишите, например, Europe/Moscow или Asia/Yekaterinburg"


def not_a_school_year(value: str) -> str:
    return f"«{value}» не учебный год — напишите 2026-2027"


def not_an_end_of_year(value: str) -> str:
    return f"«{value}» не подходит — напишите 05-31 или 08-31"


def not_an_inn(value: str) -> str:
    return f"«{value}» не ИНН — нужно 10 цифр"


def stage_twice(code: str) -> str:
    return f"номер или код этапа «{code}» встречается дважды — у каждого этапа свой"


def body_twice(name: str) -> str:
    return f"поле «{name}» есть и в шапке, и под ней — оставьте текст под шапкой"


def unknown_field(name: str, nearest: str | None) -> str:
    maybe = f" — возможно, {nearest}" if nearest else " — уберите его или проверьте название по справочнику полей"
    return f"поля «{name}» здесь нет{maybe}"


def missing_field(name: str, caption: str, example: str | None) -> str:
    written = f"{name}: {example}" if example else f"{name}: …"
    return f"не хватает поля {name} ({caption}) — добавьте строку «{written}»"


_INVALID = {  # тип отказа → что сказать
    "string_type": "нужен текст одной строкой, а не список и не вложенные поля",
    "tuple_type": "нужен список: каждое значение с новой строки после «- »",
    "dict_type": "нужны вложенные поля «поле: значение» с отступом",
    "model_type": "нужны вложенные поля «поле: значение» с отступом",
    "model_attributes_type": "нужны вложенные поля «поле: значение» с отступом",
    "bool_type": "напишите «да» или «нет»",
    "int_type": "напишите число цифрами",
    "date_type": "напишите дату: 2026-09-01",
    "datetime_type": "напишите дату: 2026-09-01",
    "too_short": "список пуст — впишите хотя бы одно значение",
    "string_pattern_mismatch": "такое значение не подходит — только латинские буквы, цифры и дефис",
}


def invalid(caption: str, kind: str, context: dict[str, Any], value: object) -> str:
    """Why a value of the field `caption` was refused; `kind` and `context` are the validator's."""
    if kind == "russian":
        return f"{caption}: {context['message']}"
    if kind in ("string_too_long", "too_long") and isinstance(value, str):
        return f"{caption}: слишком длинно ({len(str(value))} знаков) — не больше {context['max_length']}"
    if kind in ("string_too_short", "too_short") and isinstance(value, str):
        return f"{caption}: слишком коротко ({len(str(value))} знаков) — не меньше {context['min_length']}"
    return f"{caption}: {_INVALID.get(kind, 'значение не подходит — проверьте, как оно записано')}"


# --- catalogue.py ------------------------------------------------------------------------------

NO_SCHOOL = "нет паспорта школы — создайте файл school.yml с полями id, title, short_title и другими"
NO_CONSENT = "имя не показано: нет согласия на публикацию — добавьте consent: number, date, fields"


def same_id(id: str, other: str) -> str:
    return f"запись «{id}» уже есть в {other} — дайте файлу другое имя"


def wrong_suffix(name: str, caption: str, suffix: str) -> str:
    return f"{caption}: файл {name} должен кончаться на {suffix} — переименуйте его"


def bad_id(name: str, good: str) -> str:
    return f"имя файла станет адресом страницы: латинские строчные буквы, цифры, дефис — переименуйте {name} в {good}"


def reserved_id(id: str) -> str:
    return f"имя «{id}» занято сайтом — дайте файлу другое имя"


def cannot_open(reason: str) -> str:
    return f"файл не открывается ({reason}) — проверьте, не занят ли он другой программой"


def unknown_folder(name: str, kind: str) -> str:
    return f"папка «{name}» сайту неизвестна, записи в ней не видны — возможно, {kind}"


def no_such_record(caption: str, id: str, nearest: str | None) -> str:
    maybe = f"возможно, {nearest}" if nearest else "проверьте имя файла"
    return f"нет записи «{id}» ({caption}) — {maybe}"


def not_a_stage(value: str) -> str:
    return f"«{value}» не этап — напишите год и номер этапа: 2026-2027/4"


def no_such_stage(code: str, plan: str, codes: list[str]) -> str:
    return f"этапа «{code}» нет в дорожной карте {plan} — есть {', '.join(codes) or 'только план без этапов'}"


def no_such_file(name: str, nearest: str | None) -> str:
    maybe = f"возможно, {nearest}" if nearest else "положите его рядом с записью или в папку content/files"
    return f"файл «{name}» не найден — {maybe}"


def not_shown(reason: str) -> str:
    return f"имя не показано: {reason}"


def consent_unknown_field(word: str) -> str:
    return f"согласие называет поле «{word}», которого у записи нет — проверьте название или напишите «все»"


def consent_does_not_cover(hidden: list[str]) -> str:
    return f"согласие не называет эти поля, они не показаны: {', '.join(hidden)}"


# --- statuses.py -------------------------------------------------------------------------------


def span(start: dt.date | None, end: dt.date | None) -> str:
    """A span in words: «до 1 октября 2026», «1–30 сентября 2026», «с 1 октября 2026»."""
    if start is None and end is None:
        return ""
    if start is None or end is None:
        return f"до {day(end)}" if end else f"с {day(start or dt.date.min)}"
    if start == end:
        return day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    same_year = start.year == end.year
    return f"{day(start, year=not same_year)} – {day(end)}"


def day(date: dt.date, *, year: bool = True) -> str:
    """A day in words: «1 октября 2026»."""
    month = MONTHS_OF[date.month - 1]
    return f"{date.day} {month} {date.year}" if year else f"{date.day} {month}"


MONTHS = tuple(get_month_names("wide", "stand-alone", "ru").values())
MONTHS_OF = tuple(get_month_names("wide", "format", "ru").values())


def term_not_understood(phrase: str) -> str:
    return f"срок «{phrase}» не понят, напечатан как есть — уточните: term: {{text: …, start: …, end: 2026-09-30}}"


def overdue(days: int, *, shown: bool) -> str:
    said = "«просрочено»" if shown else "«идёт»"
    ago = plural(days, ("день", "дня", "дней"))
    return f"срок прошёл {ago} назад, на сайте сказано {said} — отметьте done или postponed"


# --- deadlines.py ------------------------------------------------------------------------------

_OFTEN = {
    "yearly": "ежегодно",
    "half-yearly": "два раза в год",
    "quarterly": "каждый квартал",
    "monthly": "каждый месяц",
    "weekly": "каждую неделю",
    "daily": "каждый день",
}
_EACH_TERM = {"quarterly": "каждую четверть", "3-times-yearly": "каждый триместр", "half-yearly": "каждый семестр"}
_IN_A = {
    "yearly": "год",
    "half-yearly": "полугодие",
    "quarterly": "квартал",
    "monthly": "месяц",
    "weekly": "неделю",
    "daily": "день",
}
_EVERY_SO_MANY = {
    "years": ("года", "лет"),
    "months": ("месяца", "месяцев"),
    "weeks": ("недели", "недель"),
    "days": ("дня", "дней"),
}


def how_often(code: str, *, terms: bool) -> str:
    """A code of repetition in words: «каждый квартал», «3 раза в год», «раз в 2 недели»."""
    if terms and code in _EACH_TERM:
        return _EACH_TERM[code]
    if code in _OFTEN:
        return _OFTEN[code]
    if code.startswith("every-"):
        _, number, unit = code.split("-")
        return f"раз в {number} {_EVERY_SO_MANY[unit][_many(int(number))]}"
    times, _, period = code.partition("-times-")
    return f"{times} {('раза', 'раз')[_many(int(times))]} в {_IN_A[period]}"


def _many(number: int) -> bool:
    return number % 10 not in (2, 3, 4) or number % 100 in (12, 13, 14)


def in_a_row(parts: list[str]) -> str:
    """«октябрь 2026, декабрь 2026 и май 2027»."""
    return " и ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def month_of_year(date: dt.date) -> str:
    return f"{MONTHS[date.month - 1]} {date.year}"


def in_month(number: int) -> str:
    name = MONTHS[number - 1]
    return f"в {name[:-1] if name[-1] in 'ьй' else name}е"


def day_of_month(number: int, month: int, *, until: bool) -> str:
    return f"{'до ' if until else ''}{number} {MONTHS_OF[month - 1]}"


def yearless(month: int, number: int | None = None) -> tuple[str, str]:
    """A month or a day of it, as said after «с» and after «по»."""
    name, of = MONTHS[month - 1], MONTHS_OF[month - 1]
    return (f"{number} {of}", f"{number} {of}") if number else (of, name)


def from_to(first: tuple[str, str], last: tuple[str, str]) -> str:
    """«с мая по июнь», «с 1 августа по 30 сентября»."""
    return f"с {first[0]} по {last[1]}"


def number_of_month(number: int, *, until: bool) -> str:
    return f"{'до ' if until else ''}{number} числа"


def since_year(year: int) -> str:
    return f"с {year} года"


# --- importing/ --------------------------------------------------------------------------------

SAVE_AS_DOCX = "откройте его в Word и сохраните: «Сохранить как» → «Документ Word (.docx)»"
NOT_WORD = f"это не документ Word (.docx) — {SAVE_AS_DOCX}"
NOT_WORD_DOC = f"это старый формат Word (.doc) — {SAVE_AS_DOCX}"
NOT_WORD_PDF = "это PDF, таблицы из него не прочитать — найдите исходный файл Word и сохраните его как .docx"
NOT_WORD_RTF = f"это RTF, а не .docx — {SAVE_AS_DOCX}"
NOT_WORD_HTML = f"это веб-страница или XML, а не .docx — {SAVE_AS_DOCX}"
NOT_WORD_ODT = "это документ LibreOffice (.odt) — сохраните его: «Сохранить как» → «Документ Word (.docx)»"
NOT_WORD_EXCEL = "это таблица Excel — перенесите дорожную карту в документ Word и сохраните как .docx"
NOT_WORD_SLIDES = "это презентация — перенесите дорожную карту в документ Word и сохраните как .docx"
WORD_EMPTY_FILE = "файл пустой (0 байт) — скопируйте его ещё раз или сохраните заново как .docx"
WORD_PASSWORD = "файл закрыт паролем — снимите пароль в Word (Файл → Сведения) и сохраните как .docx"
WORD_DAMAGED = "файл повреждён или скопирован не до конца — откройте его в Word и сохраните заново как .docx"
WORD_STRICT = "файл сохранён как «Strict Open XML» — сохраните его снова, выбрав тип «Документ Word (.docx)»"
WORD_TOO_LARGE = "файл слишком большой — сохраните дорожную карту отдельным документом .docx без картинок"
WORD_NO_TABLE = (
    "в документе нет таблиц — дорожная карта должна быть таблицей со строкой заголовков "
    "(«Этап», «Мероприятия», «Сроки» …)"
)
WORD_NO_ROADMAP = (
    "в документе нет таблицы, похожей на дорожную карту, — нужна заполненная таблица, "
    "в первой строке которой названы столбцы: «Наименование этапа», «Мероприятия», «Сроки», «Ответственные» …"
)
NO_PYTHON_DOCX = 'для файлов Word нужен пакет python-docx — установите: pip install "nastavnik[import]"'
IMPORT_NAMELESS_STAGE = "Мероприятия"


def word_file_missing(path: str) -> str:
    return f"нет файла «{path}» — проверьте имя и папку"


def folder_not_word(name: str) -> str:
    return f"«{name}» — это папка, а нужен файл .docx"


def word_file_locked(name: str) -> str:
    return f"файл «{name}» не удаётся прочитать — закройте его в Word и проверьте, что он вам доступен"


def bad_record_id(given: str) -> str:
    return f"«{given}» не годится в имя записи — латинские буквы, цифры и дефис, например --id 2026-2027"


def id_from_file(name: str) -> str:
    return f"учебный год не назван, имя записи «{name}» взято из имени файла — задайте своё: --id 2026-2027"


def id_from_terms(year: str) -> str:
    return f"учебный год не назван, имя записи «{year}» взято из сроков — если неверно, задайте --id"


def place_in_word(table: int, row: int) -> str:
    return f"таблица {table}, строка {row}"


def other_table_left_out(taken: int, other: int) -> str:
    return f"на дорожную карту похожи две таблицы: перенесена таблица {taken}, таблица {other} не перенесена"


def table_not_joined(table: int) -> str:
    return f"таблица {table} стоит сразу за дорожной картой, но столбцы в ней другие — не перенесена"


def columns_guessed(table: int) -> str:
    return f"таблица {table}: заголовков нет, столбцы угаданы по содержанию — проверьте, всё ли на местах"


def text_above_table(text: str) -> str:
    return f"текст над таблицей не перенесён: «{text}»"


def column_not_taken(caption: str, number: int, texts: Iterable[tuple[object, str]]) -> str:
    name = f"«{caption}»" if caption else f"{number} без заголовка"
    said = "; ".join(f"{place}: «{text}»" for place, text in texts)
    return f"для столбца {name} в записи нет места, он не перенесён — {said}"


def row_not_taken(place: object, text: str) -> str:
    return f"{place}: итог или примечание, не перенесено — «{text}»"


def nested_table(place: object) -> str:
    return f"{place}: внутри ячейки ещё одна таблица, её текст записан подряд — проверьте"


def footnote_left_out(place: object, text: str) -> str:
    return f"{place}: сноска не перенесена — «{text}»"


def page_number_left_out(place: object, text: str) -> str:
    return f"{place}: число «{text}» в конце ячейки принято за номер страницы и не перенесено"


def nameless_stage(place: object, title: str) -> str:
    return f"{place}: этап не назван, мероприятия собраны в этап «{title}» — переименуйте, если нужно"


def empty_cells(caption: str, places: Iterable[object]) -> str:
    return f"в столбце «{caption}» пустые ячейки — проверьте, так ли задумано: {'; '.join(map(str, places))}"


def text_lost(place: object, text: str) -> str:
    return f"{place}: не удалось понять, куда отнести — «{text}»"


# --- pictures.py, fragments.py -----------------------------------------------------------------

AUTHORS_WITHOUT_NAMES = "авторский коллектив школы"
OTHER_AUTHORS = "другие авторы"
PICTURE_UNREADABLE = "картинка не открывается — сохраните её заново как JPEG или PNG"
DRAWING_ACTS = "рисунок SVG содержит программу или ссылку наружу — сохраните его как PNG"


def theme_broken(template: str, line: int, page: str, error: str) -> str:
    return f"шаблон {template}, строка {line}, страница {page}: {error}"


def file_size(size: int) -> str:
    """A size as readers say it: «120 КБ», «1,1 МБ»."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} КБ"
    return f"{size / 1_000_000:.1f} МБ".replace(".", ",")


def month(day: dt.date) -> str:
    """«Ноябрь 2026»."""
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"


def plural(count: int, forms: tuple[str, str, str]) -> str:
    """A count with its noun: 1 практика, 2 практики, 5 практик."""
    last, tens = count % 10, count % 100
    one, few, many = forms
    if last == 1 and tens != 11:
        return f"{count} {one}"
    return f"{count} {few if 2 <= last <= 4 and not 12 <= tens <= 14 else many}"


def initials(name: str) -> str:
    """Two letters of «Белова Ирина Сергеевна»: «ИБ»."""
    words = name.split()
    return "".join(word[0] for word in (words[1:2] + words[:1])).upper()


def short_name(name: str) -> str:
    """«Белова Ирина Сергеевна» → «Белова И. С.»."""
    surname, *given = name.split()
    return " ".join([surname, *(f"{word[0]}." for word in given[:2])])


# --- navigation.py, handwritten.py -------------------------------------------------------------

SECTION = "Наставничество"
HOME = "Главная"
HOME_OF_SECTION = "Главная раздела"
MAIN_SITE = "Официальный сайт"
USEFUL = "Полезное"
SCHOOL = "Организация"
CURATOR = "Куратор наставничества"
REGION_BANK = "Региональный банк практик"
BAR_TITLES = {"roadmap": "План"}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """A post inside a sentence; «НМЦ» and the like keep their capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def phone_address(phone: str) -> str:
    """`tel:` address of a phone; what follows «доб.» is for the person."""
    return "tel:" + re.sub(r"[^\d+]", "", re.split(r"доб|,", phone)[0])


def broken_link(target: str) -> str:
    return f"ссылка ведёт на «{target}», такого файла нет — проверьте путь и имя файла"


# --- pages.py, timeline.py ---------------------------------------------------------------------

_COUNT_WORDS = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")
_PROGRESS = (  # статус → как сказать об одном этапе и о нескольких
    ("now", "идёт", "идут"),
    ("late", "запаздывает", "запаздывают"),
    ("soon", "скоро начнётся", "скоро начнутся"),
    ("plan", "впереди", "впереди"),
    ("always", "длится весь период", "длятся весь период"),
)
STATUS_WORDS = {
    "done": "выполнено",
    "now": "идёт",
    "late": "просрочено",
    "soon": "скоро",
    "plan": "впереди",
    "always": "постоянно",
    "none": "без срока",
}


def one_line(text: str) -> str:
    return " ".join(text.split())


def shortened(text: str, most: int = 110) -> str:
    """The beginning of a long title, cut at a word."""
    text = one_line(text).rstrip(".;:")
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:–— ") + "…"


def page_number(number: int) -> str:
    return f"страница {number}"


def school_year(year: str) -> str:
    """«2026/27 учебный год»."""
    return f"{year[:4]}/{year[-2:]} учебный год"


def roadmap_title(period: str) -> str:
    if re.fullmatch(r"\d{4}-\d{4}", period):
        return f"Дорожная карта на {school_year(period)}"
    return f"Дорожная карта: {period}" if period else "Дорожная карта"


def roadmap_description(stages: int) -> str:
    return f"{plural(stages, ('этап', 'этапа', 'этапов'))}: сроки, ответственные и что уже выполнено"


def home_description(school: str) -> str:
    return f"Наставничество, {school}: что происходит сейчас, кто наставники и что важно знать родителям"


def progress(counts: Mapping[Any, int], total: int) -> tuple[str, str]:
    """What is done, and the rest in one sentence: («3 этапа из 7», «Один идёт, один скоро начнётся.»)."""
    done = f"{plural(counts.get('done', 0), ('этап', 'этапа', 'этапов'))} из {total}"
    rest = [
        f"{_count_word(count)} {one if count == 1 else many}"
        for status, one, many in _PROGRESS
        if (count := counts.get(status, 0))
    ]
    sentence = ", ".join(rest)
    return done, f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _count_word(count: int) -> str:
    return _COUNT_WORDS[count] if count < len(_COUNT_WORDS) else str(count)


def in_days(days: int) -> str:
    if days == 0:
        return "сегодня"
    return "завтра" if days == 1 else f"через {plural(days, ('день', 'дня', 'дней'))}"


def begins_until(end: dt.date) -> str:
    return f"начало; до {day(end, year=False)}"


def timeline_title(first: dt.date, last: dt.date) -> str:
    return f"Дорожная карта на шкале месяцев: {month(first).lower()} – {month(last).lower()}"


def timeline_words(rows: list[tuple[str, str]]) -> str:
    said = (f"{number}. {title}: {STATUS_WORDS[status]}" for number, (title, status) in enumerate(rows, 1))
    return "; ".join(said) + ". Подробности — в списке этапов ниже."


def today_is(today: dt.date) -> str:
    return f"сегодня, {day(today, year=False)}"


def short_month(first: dt.date) -> str:
    return MONTHS[first.month - 1][:3]


def quarter(first: dt.date) -> str:
    return ("I", "II", "III", "IV")[(first.month - 1) // 3] + " кв."


# --- site.py, outputs.py, engines/ -------------------------------------------------------------


PLUGIN_NOT_LISTED = "в mkdocs.yml нет строки «- nastavnik» в списке plugins — добавьте её"


def no_mkdocs_config(name: str) -> str:
    return f"в папке нет файла {name} — запустите команду в папке проекта или укажите её: --root ПАПКА"


def engine_failed(said: str) -> str:
    return f"страницы, написанные вручную, не собрались: {said}"


def rejected(count: int) -> str:
    return f"сайт не собран и остался прежним: {plural(count, ('ошибка', 'ошибки', 'ошибок'))}, см. выше"


def site_not_ours(name: str) -> str:
    return f"в папке «{name}» лежит не наш сайт: она не пуста — укажите другую папку или очистите эту"


# --- cli.py ------------------------------------------------------------------------------------

HELP_MAIN = "Раздел «Наставничество» школьного сайта: записи → страницы."
HELP_VERSION = "Показать версию."
HELP_ROOT = "Папка проекта, в которой лежат content и mkdocs.yml."
HELP_TODAY = "Какой день считать сегодняшним: 2026-11-20. По умолчанию — сегодня в часовом поясе школы."
HELP_DRAFTS = "Показать и черновики."
HELP_CHECK = "Проверить записи и показать все ошибки и подсказки сразу."
HELP_FORMAT = "Вид ответа."
HELP_BUILD = "Собрать сайт. Если в записях есть ошибки, прежний сайт остаётся как был."
HELP_SITE = "Куда собрать сайт; по умолчанию папка site."
HELP_JOBS = "Сколько процессов рисует страницы."
HELP_SERVE = "Показать сайт на этом компьютере и обновлять при каждом сохранении."
HELP_ADDRESS = "На каком адресе показать, например 127.0.0.1:8000."
HELP_IMPORT = "Сделать записи из файлов Word."
HELP_IMPORT_ROADMAP = "Дорожная карта из файла Word → запись content/roadmap/….yml и отчёт о том, что не понято."
HELP_ID = "Имя записи; обычно учебный год."
HELP_OUTPUT = "Куда записать; «-» — показать на экране."
HELP_FORCE = "Записать поверх существующего файла."
HELP_TERM = "Показать, как понята фраза о сроке: «до 15 сентября», «2 раза в год»."
HELP_SCHOOL_YEAR = "Учебный год плана."
HELP_YEAR_END = "Последний день учебного года."
_KINDS = {
    "date": "день или срок",
    "month": "месяц",
    "range": "промежуток",
    "school-year": "учебный год",
    "recurring": "повторяется",
    "continuous": "постоянно",
    "conditional": "по условию, без даты",
    "unknown": "не понято",
}


def checked(records: int, wrong: int, hints: int) -> str:
    shown = plural(records, ("запись", "записи", "записей"))
    mistakes = plural(wrong, ("ошибка", "ошибки", "ошибок")) if wrong else "ошибок нет"
    return f"{shown}: {mistakes}, {plural(hints, ('подсказка', 'подсказки', 'подсказок'))}"


def hint(place: str, message: str) -> str:
    return f"{place}: подсказка: {message}"


def note(text: str) -> str:
    return f"обратите внимание: {text}"


def built(pages: int, written: int, deleted: int, unchanged: int, hints: int) -> str:
    said = f"сайт собран: {plural(pages, ('страница', 'страницы', 'страниц'))}; "
    said += f"файлов записано {written}, удалено {deleted}, без изменений {unchanged}"
    return f"{said}; подсказок {hints} — nastavnik check" if hints else said


def file_exists(path: str) -> str:
    return f"файл {path} уже есть — укажите другое имя (--id) или разрешите замену (--force)"


def imported(path: str) -> str:
    return f"записано: {path} — проверьте: nastavnik check"


def understood(deadline: Any) -> str:
    """How a phrase is understood: kind and dates."""
    dates = span(deadline.start, deadline.end)
    parts = "; ".join(span(part.start, part.end) for part in deadline.parts if part.start or part.end)
    return f"«{deadline.text}»: {_KINDS[deadline.kind]}" + (f" — {parts or dates}" if parts or dates else "")


OPTIONS_METAVAR = "[ПАРАМЕТРЫ]"
COMMAND_METAVAR = "КОМАНДА [СЛОВА]…"
CLICK = {  # сказанное библиотекой команд → по-русски
    "Usage:": "Как вызвать:",
    "Options": "Параметры",
    "Commands": "Команды",
    "Positional arguments": "Слова",
    "Error: {message}": "Ошибка: {message}",
    "Try '{command} {option}' for help.": "Справка: {command} {option}",
    "Show this message and exit.": "Показать эту справку.",
    "Show the version and exit.": "Показать версию.",
    "default: {default}": "по умолчанию {default}",
    "No such command {name!r}.": "Команды {name!r} нет.",
    "No such option {name!r}.": "Параметра {name!r} нет.",
    "No such option: {name}": "Параметра {name} нет.",
    "Did you mean {possibility}?": "Возможно, {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Возможно, одно из: {possibilities}?",
    "Missing command.": "Не названа команда.",
    "Missing argument": "Не хватает слова",
    "Missing option": "Не хватает параметра",
    "Missing parameter": "Не хватает параметра",
    "Missing parameter: {param_name}": "Не хватает параметра {param_name}",
    "Missing {param_type}": "Не хватает: {param_type}",
    "Choose from:\n\t{choices}": "Выберите одно из:\n\t{choices}",
    "Invalid value: {message}": "Значение не подходит: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}: {message}",
    "Could not open file {filename!r}: {message}": "Файл {filename!r} не открывается: {message}",
    "Got unexpected extra argument ({args})": "Лишнее слово: {args}",
    "Got unexpected extra arguments ({args})": "Лишние слова: {args}",
    "Option {name!r} requires an argument.": "После параметра {name!r} нужно значение.",
    "Option {name!r} requires {nargs} arguments.": "После параметра {name!r} нужно значений: {nargs}.",
    "Option {name!r} does not take a value.": "У параметра {name!r} нет значения.",
    "{value!r} is not {choice}.": "{value!r} не подходит — напишите {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} не подходит — напишите одно из: {choices}.",
    "{value!r} is not a valid {number_type}.": "{value!r} не число.",
    "{value} is not in the range {range}.": "{value} не подходит — нужно {range}.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} не найдена.",
    "{name} {filename!r} is a file.": "{filename!r} — файл, а нужна папка.",
    "{name} {filename!r} is a directory.": "{filename!r} — папка, а нужен файл.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} не читается.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} закрыта для записи.",
    "file": "файл",
    "directory": "папка",
    "path": "путь",
    "Aborted!": "Прервано.",
}
