"""Errands of the desk: their titles, questions, buttons and what came of them."""

from collections.abc import Sequence

from nastavnik.messages.words import counted, enumerated, labelled, plural, uncapital

DESK_LOOK = "Посмотреть, что получится"
DESK_LOOK_AT = "Обратите внимание"
DESK_WRITE = "Записать"
DESK_WHO = "Кто"
DESK_BUILD = "Собрать сайт"
DESK_BUILD_ABOUT = "страницы из записей: целиком или никак"
DESK_BUILD_LEAD = (
    "Программа проверит записи и сделает из них страницы. Если в записях есть ошибка, прежний сайт останется."
)
DESK_BUILD_AGAIN = "Собрать ещё раз"
DESK_BUILT = "Сайт собран"
DESK_BUILT_PERSONAL = "Сначала посмотрите: в файлах, которые теперь на сайте, похоже на личное"
DESK_NOT_BUILT = "Сайт не собран и остался прежним: мешают ошибки"
DESK_PAPER = "Согласие на подпись"
DESK_PAPER_ABOUT = "готовый документ Word: напечатать и подписать"
DESK_PAPER_LEAD = (
    "Программа сама впишет, какие сведения и на каких страницах будут видны. Галочки в напечатанном ставит тот, кто "
    "подписывает."
)
DESK_PAPER_NOBODY = (
    "Чтобы напечатать согласие на карточку, сначала заведите её: в «Записях» — «Наши наставники», «Добавить». Согласие "
    "на снимок можно получить уже сейчас."
)
DESK_PAPER_WHOSE = "Какое согласие"
DESK_PAPER_KINDS = (
    ("card", "на имя и карточку: наставник, куратор, автор"),
    ("adult", "взрослого — на снимок в новости"),
    ("child", "родителя — на снимок ребёнка в новости"),
)
DESK_PAPER_WHO = "Кто, если на имя и карточку"
DESK_PAPER_STORY = "Какая новость, если на снимок"
DESK_PAPER_BY_HAND = "её ещё нет: адрес впишу от руки"
DESK_PAPER_UNTIL = "Действует по"
DESK_PAPER_SIGNED = "Уже подписано?"
DESK_PAPER_COMPLETE = "Вписать их в «Об организации»"
DESK_PAPER_UNFINISHED = "Сначала допишите карточки: без них не сказать, на каких страницах будет имя"
DESK_PAPER_BUTTON = "Получить документ Word"
DESK_WITHDRAW = "Отзыв согласия"
DESK_WITHDRAW_ABOUT = "убрать имя и фотографию с сайта"
DESK_WITHDRAW_LEAD = "Запись останется, а имя, фотография и всё, что о человеке сказано, с сайта уйдут."
DESK_WITHDRAW_DAY = "День отзыва"
DESK_WITHDRAW_BUTTON = "Отметить отзыв и собрать сайт"
DESK_WITHDRAWN = "отзыв отмечен"
DESK_YEAR = "Новый учебный год"
DESK_YEAR_ABOUT = "новая дорожная карта из прежней"
DESK_YEAR_LEAD = "Слова и порядок плана останутся, отметки о выполнении и даты — нет. Прежний план тоже останется."
DESK_YEAR_WHICH = "Какой год"
DESK_OPEN_PLAN = "Открыть новую дорожную карту"
DESK_POST = "Пост из новости"
DESK_POST_ABOUT = "текст для ВК, ОК и других сетей"
DESK_POST_LEAD = "Новость станет текстом нужной длины со ссылкой на сайт."
DESK_POST_BUTTON = "Сделать текст"
DESK_WHICH_STORY = "Какая новость"
DESK_FIGURES = "Отчёт о показателях"
DESK_FIGURES_ABOUT = "таблица Excel за период"
DESK_FIGURES_LEAD = "В таблице точные числа, которых на сайте нет: не публикуйте её."
DESK_WHICH_PERIOD = "За какой период"
DESK_WHICH_FORM = "Вид таблицы"
DESK_FORMS_OF_FIGURES = (("xlsx", "Excel"), ("csv", "CSV"), ("layout", "бланк Excel с местами для чисел"))
DESK_DOWNLOAD = "Скачать"
DESK_IMPORT = "Загрузить файлы"
DESK_IMPORT_ABOUT = "план, список наставников, практики, новости, приказы, календарь — сколько угодно сразу"
DESK_IMPORT_LEAD = (
    "Выберите или перетащите все файлы сразу: дорожную карту, список наставников, практики, новости, приказы. Сначала "
    "будет показано, какие записи получатся; пока вы не согласитесь, ничего не запишется."
)
DESK_IMPORT_GONE_LEAD = "Выбранных файлов больше нет — выберите их ещё раз."
DESK_IMPORT_FILES = "Файлы Word, Excel, LibreOffice, PDF, календарь"
DESK_IMPORT_NOT = "не загружать"
DESK_IMPORT_AGAIN = "Показать снова"
DESK_IMPORT_FILE = "Файл"
DESK_IMPORT_CHANGED = (
    "Вы выбрали другое, и список изменился. Пока ничего не записано. Проверьте его ещё раз и нажмите «Записать»."
)
DESK_IMPORT_LOOK = "Пока ничего не записано."
DESK_IMPORT_CHECK = "Пока ничего не записано. Проверьте, что в каком файле: если программа не угадала, выберите другое."
DESK_NOT_READ = "В счёт не вошли: этих записей не прочесть, пока в них не дописано или не исправлено отмеченное"
DESK_GUESSED_RIGHT = "Документы: угадано верно, можно на сайт. Где неверно — снимите галочку и поправьте в записи"
DESK_PUBLISH_AT_ONCE = "Опубликовать сразу"
DESK_PUBLISH_AT_ONCE_HINT = (
    "Без галочки запись останется черновиком. Опубликуется только то, в чём заполнено всё обязательное и нет лишнего "
    "о людях"
)
DESK_CHECKED_FIRST = (
    "Публикуют то, в чём искали имена детей, телефоны и другое личное: впишите, кто прочёл текст и когда, или снимите "
    "галочки «Опубликовать сразу»"
)
PHOTO_ALT_HINT = "Услышат те, кто снимок не видит: «Женщина в светлой блузке улыбается, за ней школьная доска»"
DESK_PHOTOS = "Фотографии"
DESK_SAY_WHAT_IS_ON_IT = "напишите, что на снимке, или выберите для этого файла «не загружать»"
DESK_LEFT_OUT = "Не загружаются"
DESK_LEFT_OUT_DONE = "Не загружены"
DESK_STILL_MISSING = "Что осталось вписать или поправить"
DESK_FORCE = "Записи, которые отличаются от файла"
DESK_LEAVE = "оставить как есть"
DESK_OVERWRITE = "взять из файла"
DESK_PLAN = "Дорожная карта из файла"
DESK_PLAN_ABOUT = "утверждённый план из Word, LibreOffice, Excel"
DESK_PLAN_LEAD = "План станет дорожной картой слово в слово; если она уже есть, сначала видно, чем они отличаются."
DESK_PLAN_YEAR = "На какой учебный год этот план? В документе год не назван"
DESK_PLAN_CHOOSE = "выберите год"
DESK_PLAN_NO_YEAR = "не на учебный год — назвать запись по имени файла"
DESK_PLAN_PAPERS = "В файле есть и другие документы: загрузите их в «Документы» отдельными файлами"
DESK_START = "Новый раздел"
DESK_START_LEAD = "Что не знаете — пропустите: стол напомнит. Всё можно исправить потом."
DESK_START_BUTTON = "Начать раздел"
DESK_START_FILES = "Файлы школы: дорожная карта, наставники, приказы, фото"
DESK_START_FILES_HINT = (
    "Можно выбрать сразу все. Нет под рукой — пропустите: вместо плана будет заготовка, файлы загрузите потом"
)
DESK_START_CAPTIONS = {"roadmap": "Заготовка плана, если своего файла пока нет"}
DESK_START_HINTS = {"examples": "Образцы, с которых удобно начать. На сайт не попадают; не нужны — не отмечайте."}
"""Instead of what a question says in a terminal, by its name."""
DESK_START_FITTING = "подходящая заготовка: её слова можно менять"
DESK_START_PLAN = "Что взято из дорожной карты"
DESK_STARTED = "Раздел начат"
DESK_STARTED_WITH_FILES = "Раздел начат. Остальные файлы ещё не записаны: проверьте, что в каком, и нажмите «Записать»."
DESK_BEGUN = "В этой папке раздел уже есть: чтобы начать ещё один, откройте рабочий стол в пустой папке."
DESK_LOOSE = "Убрать файлы без ссылок"
DESK_LOOSE_ABOUT = "на которые не ссылается ни запись, ни страница"
DESK_LOOSE_LEAD = "На эти файлы никто не ссылается, на сайт они не попадают. Отметьте те, что не нужны."
DESK_LOOSE_NONE = "Файлов, на которые никто не ссылается, нет."
DESK_LOOSE_ERRORS = "Сначала исправьте ошибки в записях: пока они есть, неизвестно, кто на какой файл ссылается."
DESK_LOOSE_FILES = "Файлы"
DESK_LOOSE_BUTTON = "Убрать отмеченные"
DESK_LOOSE_GONE = "Файлы убраны"
DESK_DELETE = "Удалить запись"
DESK_DELETE_ABOUT = "с файлами, которые принадлежат только ей"
DESK_DELETE_LEAD = "Запись и её страница исчезнут. Вернуть её можно на странице «Что сделано»."
DESK_DELETE_FILES = "Будут удалены"
DESK_DELETE_REFERRED = "На эту запись ссылаются: уберите ссылки, иначе сайт может не собраться"
DESK_DELETE_UNREAD = "Эти файлы не читаются: неизвестно, ссылаются ли они на запись"
DESK_DELETE_BUTTON = "Удалить"
DESK_DELETED = "Запись удалена"
DESK_RENAME = "Изменить адрес записи"
DESK_RENAME_ABOUT = "имя латиницей в адресе страницы; ссылки поправятся сами"
DESK_RENAME_LEAD = (
    "Имя записи — это имя её файла и конец адреса страницы. Ссылки на неё в других записях поправятся сами."
)
DESK_RENAME_NAME = "Новое имя"
DESK_RENAME_HINT = "маленькие латинские буквы, цифры и дефис: ivanova-2026"
DESK_RENAME_OLD = "Прежний адрес"
DESK_RENAME_CHOICES = (
    ("keep", "оставить: он будет вести на новый"),
    ("drop", "убрать: например, в нём фамилия, которой на сайте быть не должно"),
)
DESK_RENAME_BUTTON = "Изменить адрес"
DESK_RENAMED = "Адрес записи изменён"
DESK_RENAME_FILES = "Файлы"
DESK_RENAME_ADDRESS = "Адрес страницы"
DESK_RENAME_CONSENTS = "Согласия"
DESK_READY = "Всё ли есть в разделе"
DESK_READY_ABOUT = "что просит положение и какие нужны приказы"
DESK_READY_LEAD = "Перечень для школы: что есть, чего нет и какой записи не хватает."
DESK_READY_BUTTON = "Скачать для печати"
DESK_PAPERS = "Документы Word и отчёт об этапах"
DESK_PAPERS_ABOUT = "дорожная карта, программа, публикации по этапам"
DESK_PAPERS_LEAD = "Документ делается из записи и остаётся у вас: на сайт он сам не попадёт."
DESK_WHICH_PAPER = "Какой документ"
DESK_EMPTY_PROGRAMME = "Пустой бланк программы"
DESK_OPEN = "Открыть запись"
DESK_SEE_BUILT = "Посмотреть собранные страницы"
DESK_SITE_ARCHIVE = "Сайт одним архивом — для того, кто управляет сайтом школы"
DESK_HOW_TO_PUBLISH = "Как выложить сайт"
DESK_AGREED = "Отметить согласия"
DESK_AGREED_ABOUT = "кто подписал, сразу нескольких"
DESK_AGREED_LEAD = (
    "Отметьте тех, чьё подписанное согласие лежит у вас и кто разрешил все сведения, что названы рядом с именем. Кто "
    "разрешил не всё или подписал, когда сведений было меньше, — впишите согласие в его карточке."
)
DESK_WHO_SIGNED = "Подписали и разрешили всё, что названо"
DESK_WHO_REFUSED = "Не согласны: карточки не будет, напоминать больше не нужно"
DESK_REFUSED_DONE = "Отказ отмечен: на сайте этих людей не будет, напоминать о них стол не станет"
DESK_SIGNED_AND_REFUSED = "один и тот же человек отмечен и как согласный, и как несогласный"
DESK_ALL_SIGNED = "все, кто ниже и не отмечен несогласным"
DESK_DAY_SIGNED = "Когда подписали"
DESK_NOT_SIGNED = "Ещё не подписано? Напечатайте"
DESK_AGREED_DONE = "Согласия отмечены: на то, что заполнено в карточках сейчас, и на фотографию"
DESK_AGREED_SHOWN = "Карточки появятся на сайте, когда вы его соберёте и выложите."
DESK_DONE = "Отметить выполненное"
DESK_DONE_ABOUT = "этапы и мероприятия дорожной карты, сразу списком"
DESK_MARK_LEAD = (
    "Здесь то из дорожной карты, чему срок прошёл, идёт или близок. Отметьте, что сделано. День можно не указывать; "
    "указали день — галочка не нужна."
)
DESK_MARK_ELSEWHERE = "Остальные сроки, перенос и чем подтверждается — в самой дорожной карте"
DESK_MARKED = "Отмечено выполненным"
DESK_NOTHING_TO_MARK = "Отмечать пока нечего: всё, чему подошёл срок, уже отмечено."
DESK_NO_PLAN = "Дорожной карты пока нет: загрузите её файлом."
DESK_DAY_AHEAD = "этот день ещё не наступил: отмечают то, что уже сделано"
WHOLE_STAGE = "Этап целиком"
DESK_TICK_ONE = "отметьте хотя бы одну строку"
DESK_ALL_AGREED = "Спрашивать больше некого: все наставники с карточками уже ответили."
DESK_CONFIRM = "Подтвердить документы"
DESK_CONFIRM_ABOUT = "что программа угадала верно"
DESK_CONFIRM_LEAD = (
    "Название, вид, номер и дата угаданы по файлу. Отметьте, где всё верно и в файле нет лишнего: такие документы "
    "попадут на сайт."
)
DESK_LET_OUT = "В файле это можно публиковать"
DESK_LET_OUT_HINT = (
    "Файл прочтёт каждый. Уберите личное в Word или Excel, откройте документ ниже и загрузите файл заново. "
    "Отмечайте, только если людям это не повредит: они согласны, или программа ошиблась."
)
DESK_LET_OUT_OR_LEAVE = "ответьте про каждый отмеченный документ или снимите с него отметку «Всё верно»"
DESK_RIGHT = "Всё верно"
DESK_NOT_RIGHT = "Где-то ошибка? Откройте и поправьте"
DESK_CONFIRMED = "Подтверждены: появятся на сайте, когда вы его соберёте и выложите"
DESK_TO_DOCUMENTS = "К документам"
DESK_ALL_CONFIRMED = "Подтверждать нечего."
DESK_COLUMN = "Убрать столбец с наставляемыми"
DESK_COLUMN_ABOUT = "из файла документа, который пойдёт на сайт"
DESK_COLUMN_LEAD = (
    "На сайте наставляемых не называют. Программа уберёт столбец из копии, которая пойдёт на сайт; ваш файл на "
    "компьютере останется как был. Вернуть столбец можно на странице «Что сделано»."
)
DESK_COLUMN_BUTTON = "Убрать столбец"
DESK_COLUMN_GONE = "Столбца в файле для сайта больше нет"
DESK_COLUMN_LEFT = "В файле осталось ещё"
DESK_COLUMNS = "Имена наставляемых стоят столбцом: его можно убрать здесь"
DESK_NO_COLUMN = "Столбца с наставляемыми в файле этого документа нет."
CONSENTS_FILE = "soglasiya.docx"
DESK_EXAMPLES = "Убрать примеры"
DESK_EXAMPLES_ABOUT = "записи, которыми начат раздел"
DESK_EXAMPLES_LEAD = "Примеры на сайт не попадают. Не нужны — уберите; вернуть можно в «Что сделано»."
DESK_EXAMPLES_LIST = "Будут удалены"
DESK_EXAMPLES_GONE = "Примеры убраны"
DESK_NO_EXAMPLES = "Примеров в разделе нет."


def site_lies(folder: str) -> str:
    """Where the finished site is."""
    return f"Сайт лежит в папке {folder}"


def desk_year_would(year: str) -> str:
    """What opening a year would do."""
    return f"Появится дорожная карта на {year} учебный год; пока ничего не записано."


def desk_open_year(year: str) -> str:
    """The button that opens a year."""
    return f"Открыть {year} учебный год"


def desk_everybody(count: int) -> str:
    """Everybody who has not agreed yet, instead of a name."""
    return f"все, у кого согласия нет: {counted(count, 'documents')} в одном файле"


def personal_waits(line: str, kinds: Sequence[str]) -> str:
    """A line on a document that waits, with what looks personal in its file."""
    return f"{line}. Внимание, в файле похоже на {enumerated(kinds)}"


def guessed_document(title: str, sort: str, number: str, day: str) -> str:
    """What was guessed of a document, in one line."""
    parts = [title, sort, f"№ {number}" if number else "без номера", f"от {day}" if day else "без даты"]
    return ", ".join(parts)


def desk_example(caption: str) -> str:
    """An example among those that go."""
    return f"Пример: {caption}"


DONE_ERRANDS = {
    DESK_DONE: "Отмечено выполненное",
    DESK_AGREED: "Отмечены согласия",
    DESK_CONFIRM: "Подтверждены документы",
    DESK_COLUMN: "Убран столбец с наставляемыми",
    DESK_LOOSE: "Убраны файлы без ссылок",
    DESK_EXAMPLES: "Убраны примеры",
}
"""Errands as the list of what was done has them."""
DESK_TAKEN_IN = "загрузка"
"""What taking files in is called in the list of what was done; what they became is told from the records."""


def taken_in_of_kinds(counts: Sequence[tuple[int, tuple[str, str, str]]]) -> str:
    """What files became: «Загрузка файлов — 3 наставника и 1 новость»."""
    return " — ".join(filter(None, ("Загрузка файлов", enumerated([plural(*count) for count in counts]))))


def desk_plan_year(file: str) -> str:
    """The question after the year of a plan among several files."""
    return f"{file}: на какой учебный год этот план? В документе год не назван"


def desk_plan_twice(file: str, other: str) -> str:
    """Of a plan whose year another file of the same upload has."""
    return f"{file}: план на тот же год уже в файле {other}, а план на год один — оставьте нужный файл"


def desk_roadmap_paper(title: str) -> str:
    """A roadmap among papers."""
    return f"Дорожная карта: {title}"


def desk_coverage_paper(title: str) -> str:
    """A report among papers."""
    return f"Публикации по этапам, таблица: {title}"


def desk_programme_paper(title: str) -> str:
    """A programme among papers."""
    return f"Программа: {title}"


def desk_ready_line(title: str, state: str) -> str:
    """A line of what the section has and lacks."""
    return f"{title} — {state}"


def desk_ready_add(title: str, state: str) -> str:
    """The same of what is not there, as a link to where it is added."""
    return f"{title} — {state}. Добавить"


def stage_with_term(number: str, title: str, phrase: str) -> str:
    """A stage of the plan over what can be marked in it: «1. Подготовка условий — до 30.09.2026»."""
    return with_term(f"{number}. {title}", phrase)


def with_term(words: str, phrase: str) -> str:
    """A step of the plan with its term, if it has one."""
    return f"{words} — {phrase}" if phrase else words


def with_below(words: str, count: int) -> str:
    """A step of the plan with how many of those below it are marked by its mark."""
    return f"{words} (вместе с {plural(count, ('пунктом', 'пунктами', 'пунктами'))} ниже)" if count else words


def marked_step(words: str, day: str) -> str:
    """What was marked as done, and its day, if somebody named one."""
    return f"{words} — {day}" if day else words


def asked_of(label: str, caption: str) -> str:
    """A question about a field of one record among several."""
    return labelled(label, uncapital(caption))


def asked_when_published(caption: str) -> str:
    """A question of the form about records that are published at once."""
    return labelled("Если публикуете", uncapital(caption))


def example_of(text: str) -> str:
    """An example beside a question; nothing where there is none."""
    return f"Например: {text}" if text else ""


def photo_place(caption: str, name: str) -> str:
    """A record a photograph may go into, as one of the things a file may be."""
    return f"снимок — {caption}: {name}"


def photo_goes(file: str, caption: str, name: str, *, in_text: bool, replaces: bool) -> str:
    """Into which record a photograph goes."""
    how = " — картинка там уже есть, снимок встанет под текстом" if in_text else ", вместо прежней" if replaces else ""
    return f"{file} — {caption}: {name}{how}"


def left_out(file: str, *, is_photo: bool, is_done: bool) -> str:
    """A file that becomes nothing, and why."""
    if is_photo:
        choose = "" if is_done else "выберите в списке наставника, новость или событие либо "
        return f"{file}: по имени файла не видно, чья это фотография, — {choose}добавьте её в форме записи"
    return f"{file}: выбрано «{DESK_IMPORT_NOT}», или из такого файла запись не получится"


def paper_blanks(captions: Sequence[str]) -> str:
    """What of the organisation the paper leaves to be written by hand."""
    return f"Останется вписать от руки: {enumerated(captions)}"


def mentored_column(table: int, caption: str, rows: int) -> str:
    """A column that names the mentored, and where it stands."""
    return f"Таблица {table}, столбец «{caption}»: {counted(rows, 'lines')}"


def take_column_out(caption: str, title: str) -> str:
    """The way to be rid of a column of the file of a document."""
    return labelled(f"Убрать столбец «{caption}»", title)
