"""Help and answers of the commands, and the sentences of the library that parses them."""

from typing import Any

from nastavnik.messages.words import counted, plural, span

HELP_MAIN = "Раздел «Наставничество» школьного сайта: записи → страницы."
HELP_VERSION = "Показать версию."
HELP_ROOT = "Папка проекта, в которой лежат content и mkdocs.yml."
HELP_TODAY = "Какой день считать сегодняшним: 2026-11-20. По умолчанию — сегодня в часовом поясе школы."
HELP_WATCH = "Проверять при каждом сохранении, пока не нажмёте Ctrl+C: что появилось и что исправлено."
WATCH_IN_WORDS = "с --watch проверка говорит только словами: уберите --format"
WATCHING = "слежу за файлами: сохраните — проверю снова; Ctrl+C — закончить"
HELP_EDITOR = "Подсказки редактору VS Code: поля, слова списков, имена записей, ошибки на лету. Обновить их."
EDITOR_READY = (
    "откройте папку раздела в VS Code и согласитесь поставить расширение YAML — подсказки по Ctrl+пробел; имена "
    "записей обновляют check и build"
)
EDITOR_FRESH = "подсказки редактору уже свежие"
HELP_DRAFTS = "Показать и черновики."
HELP_CHECK = "Проверить записи и показать все ошибки и подсказки сразу."
HELP_FORMAT = "Вид ответа."
HELP_BUILD = "Собрать сайт. Если в записях есть ошибки, прежний сайт остаётся как был."
HELP_SITE = "Куда собрать сайт; по умолчанию папка site."
HELP_ENGINE = "Чем рисовать страницы, написанные вручную."
HELP_JOBS = "Сколько процессов рисует страницы."
HELP_NO_SEARCH = "Собрать сайт без поиска."
HELP_SERVE = "Показать сайт на этом компьютере и обновлять при каждом сохранении."
HELP_ADDRESS = "На каком адресе показать, например 127.0.0.1:8000."
HELP_IMPORT = "Сделать записи из файлов Word, Excel, календаря."
HELP_IMPORT_ROADMAP = "Дорожная карта из файла Word → запись content/roadmap/….yml и отчёт о том, что не понято."
HELP_ID = "Имя записи; обычно учебный год."
HELP_OUTPUT = "Куда записать; «-» — показать на экране."
HELP_FORCE = "Записать поверх существующего файла."
HELP_IMPORT_FORCE = "Записать поверх прежней записи: отметки перейдут в новую, прежняя останется копией рядом."
HELP_DOCUMENTS = "Взять и другие документы файла: приказ, положение — в раздел «Документы»."
HELP_DETAILS = "Показать всё, что не взято, без сокращений."
HELP_TERM = "Показать, как понята фраза о сроке: «до 15 сентября», «2 раза в год»."
HELP_SCHOOL_YEAR = "Учебный год плана."
HELP_YEAR_END = "Последний день учебного года."
STOPPED = "прервано"
NOT_A_MOMENT = "не время сборки — задайте SOURCE_DATE_EPOCH секундами от 1970 года или уберите её"
STATE_BUSY = "память сборок .nastavnik/state.db занята другой программой — закройте её и повторите"
NO_HOST_AND_PORT = "не адрес — напишите, например, 127.0.0.1:8000"
NOTE = "обратите внимание"
IMPORT_NEXT = "проверьте: nastavnik check"
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
    shown = counted(records, "records")
    mistakes = counted(wrong, "mistakes") if wrong else "ошибок нет"
    return f"{shown}: {mistakes}, {plural(hints, ('подсказка', 'подсказки', 'подсказок'))}"


def hint(place: str, message: str) -> str:
    return f"{place}: подсказка: {message}"


def files_switched(written: int, deleted: int, unchanged: int) -> str:
    return f"файлов записано {written}, удалено {deleted}, без изменений {unchanged}"


def built(pages: int, written: int, deleted: int, unchanged: int, hints: int) -> str:
    answer = f"сайт собран: {counted(pages, 'pages')}; {files_switched(written, deleted, unchanged)}"
    return f"{answer}; подсказок {hints} — nastavnik check" if hints else answer


HELP_DOCX_OUTPUT = "Куда записать; по умолчанию ИМЯ.docx в текущей папке."
HELP_TABLE_OUTPUT = "Куда записать: не в папку сайта и не в папку записей."


def file_exists(path: str) -> str:
    """Of a file a command is told as such, not by `--output`."""
    return f"файл {path} уже есть — укажите другое имя или разрешите замену (--force)"


def output_exists(path: str) -> str:
    return f"файл {path} уже есть — укажите другое имя (--output) или разрешите замену (--force)"


def two_forms(form: str, path: str, suffix: str) -> str:
    return f"--format {form} и имя файла {path} не сходятся — назовите файл .{suffix} или уберите --format"


def unknown_form(path: str, suffixes: list[str]) -> str:
    known = " или ".join(filter(None, (", ".join(f".{suffix}" for suffix in suffixes[:-1]), f".{suffixes[-1]}")))
    return f"{path}: по имени неясно, что записать — назовите файл с окончанием {known}"


def git_would_see(path: str, place: str) -> str:
    return f"{path}: в этом файле имена, а Git его видит и отправит вместе с записями — положите его сюда: {place}"


def understood(deadline: Any) -> str:
    """How a phrase is understood: kind and dates."""
    dates = span(deadline.start, deadline.end)
    parts = "; ".join(span(part.start, part.end) for part in deadline.parts if part.start or part.end)
    return f"«{deadline.text}»: {_KINDS[deadline.kind]}" + (f" — {parts or dates}" if parts or dates else "")


A_TEXT = "текст"
A_NUMBER = "число"
A_YES_OR_NO = "да или нет"
A_PATH = "путь"


def number_range(least: float | None, most: float | None) -> str:
    """Numbers from one to another; either end may be open."""
    return " ".join([*([f"от {least}"] if least is not None else []), *([f"до {most}"] if most is not None else [])])


OPTIONS_METAVAR = "[ПАРАМЕТРЫ]"
COMMAND_METAVAR = "КОМАНДА [СЛОВА]…"
CLICK = {  # сказанное библиотекой команд → по-русски
    "Usage:": "Как вызвать:",
    "Options": "Параметры",
    "Commands": "Команды",
    "Positional arguments": "Слова",
    "Error: {message}": "Ошибка: {message}",
    "Try '{command} {option}' for help.": "Справка: {command} {option}",
    "required": "обязательно",
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
    "{value} is not in the range {range}.": "{value} не подходит — нужно число {range}.",
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


def mended(file: str, message: str) -> str:
    """Of what was wrong before somebody saved."""
    return f"исправлено: {file}: {message}"
