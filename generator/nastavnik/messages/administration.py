"""What the administrator's commands say: due, new, consent, withdraw, new-year, report coverage, post."""

from nastavnik.messages.words import capital, counted

# --- editing

CANNOT_EDIT = "программа не смогла поправить этот файл, не задев лишнего, и не тронула его — поправьте вручную"
CANNOT_EDIT_ENCODING = "файл в кодировке, которую нельзя сохранить без потерь — пересохраните его в UTF-8"


# --- undo

HELP_UNDO_COMMAND = "Отменить последнюю команду, которая меняла файлы: import, new-year, withdraw и другие."
HELP_REDO = "Вернуть то, что отменено последним."
HELP_UNDO_LIST = "Показать, что можно отменить и вернуть; ничего не менять."
HELP_UNDO_DRY_RUN = "Показать, какие строки изменятся; ничего не менять."
NOTHING_DONE = "отменять нечего: команд, которые меняли файлы, ещё не было"
NOTHING_UNDONE = "возвращать нечего: ничего не отменено"
HOW_TO_REDO = "вернуть: nastavnik undo --redo"
HOW_TO_UNDO = "вернуть как было: nastavnik undo"
UNDO_WOULD = "файлы не тронуты; изменились бы строки:"


def command_done(command: str, files: list[str], *, undone: bool) -> str:
    mark = " (отменено)" if undone else ""
    return f"{command}{mark}: {', '.join(files)}"


def run_finished(command: str, edited: list[str]) -> str:
    """A command that was cut off while it wrote its files is finished by the next one."""
    if not edited:
        return f"прошлая команда прервалась, теперь она доведена до конца: {command}"
    return (
        f"прошлая команда прервалась: {command}. Она доведена до конца, кроме файлов, которые с тех пор меняли: "
        f"{', '.join(edited)} — посмотрите их: nastavnik check"
    )


def taken_back(command: str) -> str:
    return f"отменено: {command}; файлы снова такие, какими были до неё:"


def done_again(command: str) -> str:
    return f"возвращено: {command}; файлы снова такие, какими их записала команда:"


def edited_since(file: str, command: str, copies: str) -> str:
    return (
        f"{file}: после команды {command} файл меняли — отменить её нельзя, правки пропали бы (− было, + стало). "
        f"Прежний файл лежит в папке {copies}"
    )


def more_lines(count: int) -> str:
    return f"… и ещё {counted(count, 'lines')}"


# --- withdraw

HELP_WITHDRAW = "Отметить отзыв согласия, пересобрать сайт и показать, где имя стояло и где ещё может стоять."
HELP_WITHDRAW_DATE = "День отзыва: 2026-12-01. По умолчанию — сегодня."
HELP_PERSON = "Чьё согласие отозвано, если в записи несколько людей: фамилия или её часть."
HELP_DRY_RUN = "Ничего не менять, только показать."
HELP_NO_BUILD = "Не пересобирать сайт."
HELP_UNDO = "Вернуть запись, какой она была до отзыва."
STOOD = "Имя стояло и больше не стоит:"
PHOTOS_GONE = "Фотографии убраны с сайта:"
STANDS = "Имя стоит на сайте:"
STILL_STANDS = "Имя ещё стоит на сайте:"
MAY_STAND = "Посмотрите сами, имя может стоять в текстах и документах:"
FILE_NAMES = "Имя может стоять в названиях файлов (на сайт попадают не все):"
UNREAD_FILES = "Эти файлы программа не читает, загляните в них сами:"
NAME_NOWHERE = "Больше имени нигде не видно."
OUTSIDE = (
    "Вне этой папки программа ничего не видит: посты в соцсетях, региональный банк, поисковики, "
    "прежние версии файлов в Git."
)
NOT_REBUILT = (
    "сайт не пересобран, имя на нём ещё стоит: исправьте то, что названо выше, запустите nastavnik build "
    "и выложите сайт"
)
NO_CONSENT_TO_WITHDRAW = "согласия в записи нет, карточка и так не показана — запись не тронута"
NOBODY_TO_WITHDRAW = "в этой записи ни у кого нет согласия — назовите карточку (mentors/ivanova) или практику"
WITHDRAWAL_UNDONE = "запись снова такая, какой была до отзыва"
NOTHING_TO_UNDO = "прежней записи нет, возвращать нечего — если отзыв записан по ошибке, удалите строку withdrawn"
CHANGED_SINCE = "запись с тех пор меняли — чтобы не потерять правку, удалите строку withdrawn вручную"


def no_record(word: str, ids: list[str]) -> str:
    known = f"есть {', '.join(ids)}" if ids else "таких записей пока нет"
    return f"нет записи {word} — {known}"


def whose_consent(word: str, names: list[str]) -> str:
    return f"в записи {word} согласие есть не у одного человека — добавьте --person и фамилию: {', '.join(names)}"


def no_such_person_here(word: str, person: str) -> str:
    return f"в записи {word} нет человека «{person}» с согласием"


def in_pdf(file: str, page: int) -> str:
    return f"{file}, страница {page}" if page else f"{file}, свойства файла"


def withdrawal_written(place: str, day: str) -> str:
    return f"{place}: согласие отозвано — вписано «withdrawn: {day}»"


def withdrawal_would_be(place: str, day: str) -> str:
    return f"{place}: было бы вписано «withdrawn: {day}»; файлы не тронуты"


def withdrawal_already(place: str, day: str) -> str:
    return f"{place}: согласие уже отозвано {day} — запись не тронута"


def withdrawal_ahead(day: str) -> str:
    return f"отзыв начнёт действовать {day}: до этого дня карточка остаётся на сайте"


def how_to_undo(word: str) -> str:
    return f"вернуть как было: nastavnik withdraw --undo {word}"


def and_more(count: int) -> str:
    return f"и ещё {count}"


def in_document(file: str, part: str, paragraph: int) -> str:
    return f"{file}, {part}, абзац {paragraph}" if part else f"{file}, абзац {paragraph}"


# --- due

HELP_DUE = (
    "Что пора сделать: сроки дорожной карты, согласия, документы, программы, новости, неполные практики, "
    "устаревшие слова."
)
HELP_DAYS = "На сколько дней вперёд смотреть."
DUE_GROUPS = {
    "roadmap": "Дорожная карта",
    "consents": "Согласия",
    "documents": "Документы",
    "programmes": "Программы",
    "news": "Новости",
    "practices": "Практики",
    "words": "Устаревшие слова",
}
DUE_COLUMNS = ("Когда", "Что", "Где")
NOTHING_DUE = "ничего срочного: сроки, согласия и документы в порядке"
NO_NEWS = "новостей ещё нет — раздел выглядит заброшенным"
REQUIRED_NOT_VALID = "обязательный документ больше не действует — впишите новый"
CONSENT_OVER = "согласие истекло, имя не показано"
DOCUMENT_NOT_VALID = "дорожная карта ссылается на документ, который не действует"
NOTHING_OF_DOCUMENT = "нет ни файла, ни адреса, ни текста"


def due_line(place: str, group: str, when: str, text: str) -> str:
    return ": ".join(filter(None, (place, DUE_GROUPS[group].lower(), when, text)))


def programme_over(title: str) -> str:
    return f"срок программы прошёл: {title} — впишите state: завершена и outcome или state: прервана"


def programme_ends(title: str) -> str:
    return f"срок программы заканчивается: {title}"


def step_overdue(title: str, phrase: str) -> str:
    return f"просрочено: {title} (срок «{phrase}»)"


def step_ends(title: str, phrase: str) -> str:
    return f"срок подходит: {title} («{phrase}»)"


def step_begins(title: str, phrase: str) -> str:
    return f"начинается: {title} («{phrase}»)"


def consent_ends(name: str) -> str:
    return f"согласие заканчивается: {name} — возьмите новое"


def document_over(title: str) -> str:
    return f"срок документа вышел: {title} — впишите state и замену"


def document_ends(title: str) -> str:
    return f"документ перестанет действовать: {title}"


def stale_news(days: int) -> str:
    return f"новостей нет {counted(days, 'days')} — раздел выглядит заброшенным"


def card_incomplete(title: str, percent: int, field: str) -> str:
    return f"полнота карточки {percent} %: {title} — полезнее всего заполнить «{field}»"


def due_unread(count: int) -> str:
    return f"{counted(count, 'records')} с ошибками или недописанных не видно — nastavnik check"


# --- new

HELP_NEW = "Новая запись с пояснениями: что вписать, что можно добавить, из каких слов выбирать."
NEW_RULES = "# Впишите обязательные поля. Строка после «#» — заметка, на сайт она не попадёт."
NEW_OPTIONAL = "# Необязательное: уберите «# » в начале строки и впишите своё, ненужные строки удалите."
SAMPLES = (  # первое, что поле примет, становится примером
    "…",
    "kod",
    "Один-два абзаца, не меньше ста знаков. Что делали, с кем, сколько это длилось и что получилось в конце года.",
    "2026-09-01",
    "да",
    "2",
    "2026",
    "2026-2027",
    "https://school5.example/",
    "kurator@school5.example",
    "8 (800) 000-00-05",
    '"#0B4F5C"',
)
SAMPLE_ID = "imya-zapisi"
SAMPLE_STAGE = "2026-2027/1"
SAMPLE_FILE = "files/dokument.pdf"
SAMPLE_PICTURE = "photos/imya.jpg"
SAMPLE_SUM = "250000"
NEW_NEXT = "впишите обязательные поля и проверьте: nastavnik check"


def new_head(caption: str, kind: str, id: str, *, page: bool) -> str:
    place = f"станет адресом {kind}/{id}/" if page else "— её имя, по нему запись узнают"
    return f"# {capital(caption)}: имя файла {id} {place}"


def new_required(caption: str, sample: str) -> str:
    return new_field(f"{caption} — обязательно", sample)


def new_field(caption: str, sample: str) -> str:
    return caption if sample.strip("[]") == SAMPLES[0] else f"{caption}, например: {sample}" if sample else caption


def new_words(words: list[str], *, more: bool) -> str:
    return f"Одно из: {', '.join(words)}" + (" и другие, весь список — в справочнике полей" if more else "")


def new_body(caption: str, *, required: bool) -> str:
    need = "обязательно" if required else "если нужно"
    return f"# Ниже второй строки «---» пишут обычный текст: {caption} ({need})."


def already_there(file: str) -> str:
    return f"{file} уже есть — файл не тронут, возьмите другое имя"


def unknown_kind(word: str, kinds: list[str]) -> str:
    return f"вида записей «{word}» нет — напишите один из: {', '.join(kinds)}"


# --- new-year

HELP_NEW_YEAR = "Открыть новый учебный год: дорожная карта из нынешней, без дат и отметок; нынешняя становится архивом."
NEW_YEAR_REST = "Осталось сделать:"
NO_PLAN_TO_CONTINUE = "дорожной карты ещё нет — начните с команды nastavnik new roadmap или nastavnik import roadmap"
LOOK_AT_YEAR = "проверьте год"
YEAR_MOVED = "учебный год в тексте заменён на новый"


def new_year_head(old: str) -> str:
    return (
        f"# Новый план сделан из roadmap/{old}: слова и порядок прежние, отметки о выполнении убраны. "
        "Сроки с датами стоят заметками («# term: …»): впишите новые."
    )


def year_not_ahead(new: str, current: str) -> str:
    return f"{new} не следующий год: сейчас в school.yml стоит {current}"


def year_opened(file: str, old: str) -> str:
    return f"записано: {file} (из roadmap/{old}, он остаётся в архиве)"


def current_year_set(place: str, year: str) -> str:
    return f"{place}: текущий год теперь {year}"


def term_to_write(place: str, title: str, phrase: str) -> str:
    return f"{place}: впишите срок: {title} (был «{phrase}»)"


def field_taken_out(place: str, field: str) -> str:
    return f"{place}: {field} — осталось заметкой, впишите новое после утверждения"


# --- consent

HELP_CONSENT = "Адреса страниц и поля для бланка согласия: по имени человека или имени записи."
HELP_CONSENT_FORMAT = "На экран (text) или файлом Word для бланка (docx)."
CONSENT_INSIDE = "в файле имя и сведения до согласия, на сайт им нельзя — укажите другую папку: --output ФАЙЛ.docx"
CONSENT_PAGES = "Адреса страниц, на которых будет стоять имя:"
CONSENT_FILES = "Файлы для программ и картинки с теми же сведениями:"
CONSENT_FIELDS = "Сведения, которые будут видны всем:"
CONSENT_RECORD = "В запись, когда бланк подписан (номер и даты — из бланка):"
CONSENT_LAW = (
    "Согласие на распространение берут отдельно от других, человек сам отмечает поля и может отозвать его в любой "
    "день (152-ФЗ, статья 10.1; приказ Роскомнадзора от 24.02.2021 № 18). Адреса верны на сегодня: появятся новые "
    "страницы с именем — запустите команду ещё раз."
)
CARD_UNFINISHED = "— карточка не дописана: сначала заполните в ней обязательное, потом берите согласие"
NO_SUCH_PERSON = "— такого имени в записях нет: напишите имя записи (belova) или часть имени человека"


def consent_of_whom(name: str, place: str) -> str:
    return f"{name} ({place})"


def every_page(root: str) -> str:
    return f"{root} и все его страницы: имя стоит внизу каждой"


def several_people(word: str, names: list[str]) -> str:
    return f"«{word}» — это {', '.join(names)}: напишите имя полнее"


# --- report coverage

HELP_COVERAGE = "Как освещались этапы дорожной карты: публикации по этапам, уровням и площадкам, пустое отмечено."
HELP_WHICH_ROADMAP = "Какая дорожная карта; по умолчанию — текущего года."
HELP_COVERAGE_OUTPUT = "Записать в файл, а не на экран."
OWN_SITE = "сайт школы"
CHANNEL_NOT_NAMED = "площадка не названа"
NOT_COVERED = "— пусто"
HOW_COVERED = "Как это освещалось:"
COVERAGE_COLUMNS = ("Этап", "Название", "Уровень", "Площадка", "Публикаций")


def stage_covered(code: str, title: str, total: int) -> str:
    count = counted(total, "posts") if total else "ни одной публикации"
    return f"Этап {code}. {title}: {count}"


def no_such_plan(id: str | None, ids: list[str]) -> str:
    if not ids:
        return NO_PLAN_TO_CONTINUE
    return f"дорожной карты «{id}» нет — есть {', '.join(ids)}"


# --- post

HELP_POST = "Готовый текст для ВКонтакте, Одноклассников и MAX из новости: по длине, со ссылкой и метками."
HELP_NETWORK = "Для какой сети: ВКонтакте, Одноклассники, MAX или все."
HELP_LENGTH = "Сколько знаков не превышать; по умолчанию — сколько удобно читать в этой сети."
MAIN_TAG = "наставничество"
MORE_AT = "Подробнее"


def post_heading(network: str, length: int) -> str:
    return f"=== {network}, {counted(length, 'signs')}"


def post_picture(file: str) -> str:
    return f"картинка к посту: {file} — согласие людей на снимке должно называть и эту сеть"


def looks_personal(words: str) -> str:
    return f"проверьте перед публикацией, похоже на личные данные: …{words}…"


def names_in_post(name: str) -> str:
    return f"в тексте назван наставник: {name} — его согласие должно называть и эту сеть"


def no_such_news(id: str) -> str:
    return f"новости «{id}» на сайте нет — проверьте имя файла и не черновик ли она"
