"""What the import of lists and texts reports: mentors, practices, news, documents, events."""

import datetime as dt
from collections.abc import Mapping, Sequence

from nastavnik.messages.words import counted, plural

HELP_IMPORT_KINDS = {
    "mentors": "Список наставников (Excel, LibreOffice, таблица Word, CSV) → карточки.",
    "practices": "Описания практик (Word, LibreOffice; Excel — по строке на практику) → черновики карточек.",
    "documents": "Папка с документами (Word, PDF, Excel) → записи, которые ждут подтверждения.",
    "news": "Новости (Word, LibreOffice; с картинками, одна или несколько в файле).",
    "events": "События из календаря (.ics) или таблицы (Excel, LibreOffice, Word, CSV).",
}
"""Kinds that files are imported as, and the help of the command."""
HELP_TAKE_FORCE = "Внести отличия и в записи, которые уже есть: меняются только поля, которые есть в файле."
HELP_TAKE_DRY_RUN = "Только показать, что будет записано."
HELP_TAKE_FILL = "Чем заполнить поле, если в файле его нет: --fill «forms=педагог – педагог». Можно повторять."
PERSONAL_LEFT_OUT = {
    "phone": "телефоны не взяты: на сайте их не публикуют",
    "birth": "даты рождения не взяты: на сайте их не публикуют",
    "email": "адреса электронной почты не взяты: связь — через школу",
    "snils": "номера СНИЛС не взяты",
    "passport": "паспортные данные не взяты",
}
"""By sort of what is personal."""
MENTEES_LEFT_OUT = "не взято: кого наставляют, на сайте не публикуют"
CONSENT_LEFT_OUT = "согласия не взяты: в карточке нужны дата и на что именно человек согласился — впишите их"
LIST_COLUMN_LEFT_OUT = "столбец не взят: для него в карточке нет места или неясно, что в нём"
SECOND_NAME_LEFT_OUT = "вторая фамилия в той же ячейке не взята — если это тоже наставник, дайте ему свою строку"
ROW_WITHOUT_NAME = "строка не взята: в ней не видно фамилии"
PIECE_LEFT_OUT = "не удалось понять, что это, и не взято"
YEARS_INEXACT = "стаж не взят: год начала из него не посчитать"
FORM_FROM_HEADING = "форма наставничества взята из заголовка — проверьте"
MENTORS_FROM_TEXT = "таблицы со столбцом фамилий нет, наставники взяты из строк текста — проверьте каждую карточку"
MENTORS_WITHOUT_CAPTIONS = "у таблицы нет заголовков столбцов, что где стоит, угадано — проверьте каждую карточку"
NO_MENTORS = (
    "в файле не нашлось списка наставников — нужна таблица, в которой один из столбцов назван «ФИО» или «Наставник»"
)
PICTURES_OF_LIST = "картинки из файла не взяты: портреты добавьте в карточки сами"
TABLE_OF_MENTEES = "таблица не взята: это список наставляемых или учеников, на сайте их не называют"
CALENDAR_TOO_LARGE = "календарь слишком большой — выгрузите из программы только нужные месяцы"
CALENDAR_DAMAGED = "календарь повреждён или это не календарь .ics — выгрузите его из программы ещё раз"
CALENDAR_EMPTY = "в календаре нет ни одного события — проверьте, тот ли это файл"
NO_EVENTS = (
    "в файле не нашлось событий — нужен календарь .ics или таблица, где названы столбцы с датой («Дата») и с тем, "
    "что будет («Мероприятие», «Тема»)"
)
EVENT_CALLED_OFF = "не взято: событие отменено"
EVENT_PRIVATE = "не взято: в календаре событие отмечено как личное"
EVENT_WITHOUT_DATE = "не взято: у события нет даты или её не прочитать"
EVENT_WITHOUT_TITLE = "не взято: у события нет названия"
EVENT_TYPE_OTHER = "вид события по названию не понять, записано «другое»"
SERIES_TAKEN = "событие повторяется: для каждого дня учебного года — своя запись"
SERIES_CUT = "событие повторяется слишком часто: взяты только первые дни"
DESCRIPTION_TOO_LONG = "описание события не взято: оно слишком длинное"
SERIES_NOT_READ = "событие повторяется, но правило повторения не понято — взят только первый день"
MEETING_CODES_LEFT_OUT = "строки с паролем или кодом видеовстречи не взяты: на сайте их увидят все"
PEOPLE_LEFT_OUT = "столбец с людьми не взят: имя на сайте — только с согласия человека"
HOURS_NOT_TAKEN = "время не взято: это не часы"
NOT_SHOWN_WITHOUT_CONSENT = (
    "на сайте карточки не будет, пока нет согласия: на столе — «Согласие на подпись», командой — nastavnik consent ИМЯ"
)
TAKEN_AS_DRAFT = "записано черновиком, потому что не хватает обязательного: когда допишете, снимите отметку «Черновик»"
LEARNER_NOT_TAKEN = "не взято: это ученик или студент до 18 лет, а по имени их наставниками не называют"
VALUE_NOT_TAKEN = "не взято"
TAKEN_TWICE = "в файле записано дважды, взято вместе с первой записью"
DIFFERS_FROM_FIRST = "в файле записано дважды и по-разному, взято первое"
FILE_STAYS = "файл с таким именем уже есть и другой — оставлен прежний"
NOTHING_TO_TAKE = "ничего не взято"
TAKEN_BODY = "текст"
TAKE_FORCE_NEXT = "чтобы внести отличия, повторите с --force: изменятся только эти поля, остальное в записях останется"
TAKE_DRY = "Ничего не записано: это только показ. Чтобы записать, повторите без --dry-run."
TAKE_LACKS = "Чего не хватает (эти строки покажет и nastavnik check):"
TAKE_DIFFERS = "Уже есть и отличается, не тронуто:"
TAKE_DIFFERED = "Изменено в записях, которые уже были:"
_STATES = {
    "new": ("новых", "записано"),
    "changed": ("изменено", "изменено"),
    "same": ("без изменений", "без изменений"),
    "left": ("отличается и оставлено", "отличается и оставлено"),
    "refused": ("не взято", "не взято"),
}


def place_in_table(sheet: str, table: int, row: int) -> str:
    """Where a row stands: by the name of its sheet, or by the number of its table."""
    return f"лист «{sheet}», строка {row}" if sheet else f"таблица {table}, строка {row}"


def place_of_table(sheet: str, table: int) -> str:
    return f"лист «{sheet}»" if sheet else f"таблица {table}"


def place_of_column(sheet: str, table: int, caption: str) -> str:
    """Which column a sentence is about."""
    where = place_of_table(sheet, table)
    return f"{where}, столбец «{caption}»" if caption else f"{where}, столбец без заголовка"


def place_in_calendar(number: int, title: str) -> str:
    """Which event of a calendar, by its place and its title."""
    return f"событие {number} «{title[:60]}»" if title else f"событие {number}"


def series_of(first: dt.date, last: dt.date, days: int) -> str:
    """How many records a series becomes, and within which days it was looked for."""
    return f"{counted(days, 'days')} с {first:%d.%m.%Y} по {last:%d.%m.%Y}"


def calendar_of_many(most: int) -> str:
    return f"в календаре больше {most} событий — выгрузите только нужные месяцы"


def place_in_text(paragraph: int) -> str:
    """Where a paragraph stands, counted from 1 among those with words."""
    return f"абзац {paragraph}"


def caption_of_group(parts: Sequence[str]) -> str:
    """A caption with those of the groups above it: «Наставник / ФИО»."""
    return " / ".join(parts)


def place_in_file(file: str, place: str) -> str:
    """A place of one file among several."""
    return f"{file}, {place}" if place not in ("", file) else file


STUDENT_TO_CHECK = "наставник — студент: карточку делают только взрослым, проверьте, что ему есть 18 лет"
A_LEARNER = "обучающийся"


def learner_of(group: str, is_class: bool) -> str:
    """Who somebody is beside whom a list has nothing but a class or a group."""
    return f"ученик {group}{'' if 'клас' in group.lower() else ' класса'}" if is_class else f"{A_LEARNER}, {group}"


def years_derived(words: str, since: int) -> str:
    """A year counted from a number of years of work."""
    return f"{words} → с {since} года"


YEARS_DERIVED = "год, с которого человек работает, посчитан от стажа — проверьте"


def take_failed(file: str, sentence: str) -> str:
    return f"{file}: {sentence}"


def take_counts(states: Mapping[str, int], forms: tuple[str, str, str], *, dry: bool) -> str:
    """«5 наставников: записано — 4, без изменений — 1»; `forms` is the noun after 1, 2, 5."""
    total = sum(states.values())
    words = ", ".join(f"{_STATES[state][not dry]} — {count}" for state, count in states.items() if count)
    return f"{plural(total, forms)}: {words}" if total else NOTHING_TO_TAKE


def taken_record(state: str, file: str, label: str, place: str) -> str:
    """A line of the report: «новая: content/mentors/belova.yml — Белова Ирина Сергеевна (лист «Список», строка 7)»."""
    words = {"new": "новая", "changed": "изменена", "same": "без изменений", "left": "оставлена", "refused": "не взята"}
    return f"{words[state]}: {' — '.join(filter(None, (file, label)))}" + (f" ({place})" if place else "")


def required_example(caption: str, sample: str) -> str:
    """The remark at an empty field that must be filled in."""
    return f"{caption} — впишите" + (f", например: {sample}" if sample.strip("[]…") else "")


def value_refused(sentence: str) -> str:
    """Why a value of a file found no place in a record."""
    return f"{VALUE_NOT_TAKEN}: {sentence}"


def field_unlike(caption: str, old: str, new: str) -> str:
    """A field of a record that is there already."""
    if not old:
        return f"{caption}: добавляется «{new}»"
    return f"{caption}: в записи «{old}», в файле «{new}»"


def fill_next(name: str, sample: str) -> str:
    """How to fill in a field that many records lack."""
    return f"одно и то же для всех впишет та же команда с --force --fill «{name}={sample or '…'}»"


def fill_unknown(word: str, known: Sequence[str]) -> str:
    """Of what `--fill` was given."""
    return f"--fill «{word}»: напишите ПОЛЕ=ЗНАЧЕНИЕ, поля: {', '.join(known)}"
