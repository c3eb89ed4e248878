"""The desk: sentences of its pages that are not words of a template, and what it says on the terminal."""

import datetime as dt
from collections.abc import Sequence

from nastavnik.messages.words import capital, day, enumerated, plural

DESK_FOREIGN_HOST = "этот стол открывается только на своём компьютере по адресу, который назвала программа"
DESK_FOREIGN_PAGE = "запрос пришёл не со страницы рабочего стола — откройте стол заново и повторите"
DESK_NO_KEY = "откройте рабочий стол по ссылке, которую назвала программа, или запустите его ещё раз"
DESK_TOO_LARGE = "это слишком много для одного раза: файл больше 200 МБ или текст больше 8 МБ"
DAY_OR_YES = "день, например 10.09.2026, или «да»"
DESK_NO_SCRIPTS = (
    "Здесь страницы только показывают: «Версия для слабовидящих», поиск и отбор в списках не работают. Когда сайт "
    "выложен, они работают."
)
ALL_FIELDS_CHOICE = "все поля"
DESK_BROKEN = "в программе ошибка: подробности — в чёрном окне; написанное в форме не пропало, вернитесь к ней"
DESK_FILL_IN = "Заполните: без этого запись не появится на сайте"
DESK_GONE = (
    "Пока форма была открыта, файл записи переименовали или удалили. Ничего не записано. Если удалили по ошибке, "
    "нажмите «Сохранить»: запись появится снова, с тем, что в форме."
)
DESK_TEXT_CHANGED = (
    "Пока страница была открыта, файл изменили в другой программе. Ничего не записано: сравните ваш текст с файлом "
    "и нажмите «Сохранить» ещё раз, чтобы записать свой."
)
DESK_NOTHING_HERE = "Здесь ничего нет: запись переименовали или удалили."
DESK_NOT_SHOWN = "На сайте этой записи не видно: ниже сказано почему. Рядом — список, в котором она появится."
DESK_DRAFT_UNFINISHED = "Черновик не дописан"
DESK_DRAFT_NOT_SHOWN = "Пока черновик не дописан, страницы у записи нет. Рядом — список, в котором она появится."
DESK_DRAFT_WAITS = (
    "Черновик не дописан: посетители его не увидят, а сайту он не мешает. Осталось заполнить или поправить:"
)
DESK_NO_PAGE = "Страницу пока не показать: сначала заполните «Об организации»."
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
DESK_IMPORT_LOOK = "Пока ничего не записано."
DESK_IMPORT_CHECK = "Пока ничего не записано. Проверьте, что в каком файле: если программа не угадала, выберите другое."
DESK_NOT_READ = "Не прочитано"
DESK_STILL_MISSING = "Что осталось вписать или поправить"
DESK_FORCE = "Записи, которые отличаются от файла"
DESK_LEAVE = "оставить как есть"
DESK_OVERWRITE = "взять из файла"
DESK_SAY_WHAT_IS_SEEN = "файл принят; напишите рядом, что на картинке: это услышат те, кто её не видит"
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
DESK_START_FILE = "Ваша дорожная карта: файл Word или Excel"
DESK_START_FILE_HINT = "Нет под рукой — пропустите: будет заготовка, свой план загрузите потом"
DESK_START_FITTING = "подходящая заготовка: её слова можно менять"
DESK_START_PLAN = "Что взято из дорожной карты"
DESK_STARTED = "Раздел начат"
DESK_BEGUN = "В этой папке раздел уже есть: чтобы начать ещё один, откройте рабочий стол в пустой папке."
DESK_PASSPORT = "Об организации"
DESK_ON_SITE = "Видно на сайте"
DESK_AFTER_BUILD = "Появится на сайте, когда вы его соберёте"
DESK_NOT_PUBLIC = "Пока не публикуется"
DESK_STOPS_BUILD = "Мешает собрать сайт: ниже отмечено, что исправить"
DESK_HIDDEN = "На сайте не видно"
DESK_NO_CONSENT = "Согласия нет, поэтому сведения о человеке на сайте не показаны."
DESK_CARD_DECIDES = "На сайте — имя из карточки наставника: его показывает согласие, которое записано в карточке."
DESK_HAS_A_CARD = (
    "Среди наставников есть карточка с этим именем: выберите её в поле «Наставник», и имя покажется по согласию из "
    "карточки."
)
DESK_CONSENT_UNFINISHED = "Согласие заполнено не до конца: пока сведения о человеке на сайте не показаны."
DESK_NAME_NOT_AGREED = "Имя в согласии не названо, поэтому карточки на сайте нет."
DESK_DELETE = "Удалить запись"
DESK_DELETE_ABOUT = "с файлами, которые принадлежат только ей"
DESK_DELETE_LEAD = "Запись и её страница исчезнут. Вернуть её можно на странице «Что сделано»."
DESK_DELETE_FILES = "Будут удалены"
DESK_DELETE_REFERRED = "На эту запись ссылаются: уберите ссылки, иначе сайт может не собраться"
DESK_DELETE_UNREAD = "Эти файлы не читаются: неизвестно, ссылаются ли они на запись"
PASSPORT_STAYS = "без сведений об организации раздела нет, их не удаляют"
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
DESK_NEW_PAGE = "Новая страница"
DESK_NAME_THE_PAGE = "впишите название страницы: из него получится её адрес"
DESK_OPEN = "Открыть запись"
DESK_SAVED_PUBLIC = (
    "Рядом — страница, какой она станет. У посетителей она будет такой, когда вы соберёте сайт и выложите его."
)
DESK_SAVED_BROKEN = "Сайт не соберётся, пока не исправлено то, что отмечено красным."
DESK_SAVED_EXAMPLE = "Это пример: посетители его не увидят, пока отмечено, что запись — пример."
DESK_SAVED_TO_CONFIRM = "Посетители этого не увидят, пока в поле «Что подтвердить» что-то написано."
DESK_SAVED_DRAFT = "Это черновик: посетители его не увидят."
DESK_SAVED_UNFINISHED = "Это черновик, в нём заполнено не всё: посетители его не увидят, остальному сайту он не мешает."
DESK_SAVED_HIDDEN = "Посетители этого не увидят: в форме сказано почему."
DESK_SAVED_STILL_THERE = (
    "На собранном сайте прежняя страница ещё стоит: она исчезнет, когда вы соберёте сайт и выложите его."
)
DESK_SEE_BUILT = "Посмотреть собранные страницы"
DESK_HOW_TO_PUBLISH = "Как выложить сайт"
SHORTCUT = "Рабочий стол наставничества"
HELP_DESK = "Рабочий стол в браузере: добавлять и править записи формами, без YAML и терминала."
HELP_DESK_PORT = "Порт рабочего стола; 0 — любой свободный."
HELP_DESK_QUIET = "Не открывать браузер."


def desk_open(address: str) -> str:
    """Where the desk is, and how it is closed."""
    return f"рабочий стол открыт: {address}\nчтобы закрыть его, закройте это окно или нажмите Ctrl+C"


def desk_saved(file: str) -> str:
    """What a save is called in the list of what was done."""
    return f"правка: {file}"


def site_lies(folder: str) -> str:
    """Where the finished site is."""
    return f"Сайт лежит в папке {folder}"


def desk_year_would(year: str) -> str:
    """What opening a year would do."""
    return f"Появится дорожная карта на {year} учебный год; пока ничего не записано."


def desk_open_year(year: str) -> str:
    """The button that opens a year."""
    return f"Открыть {year} учебный год"


def desk_file_kept(name: str) -> str:
    """What keeping a dropped file is called in the list of what was done."""
    return f"файл: {name}"


DESK_AGREED = "Отметить согласия"
DESK_AGREED_ABOUT = "кто подписал, сразу нескольких"
DESK_AGREED_LEAD = (
    "Отметьте тех, чьё подписанное согласие лежит у вас и кто разрешил все сведения. Кто разрешил не всё — впишите "
    "согласие в его карточке."
)
DESK_WHO_SIGNED = "Подписали и разрешили всё"
DESK_DAY_SIGNED = "Когда подписали"
DESK_NOT_SIGNED = "Ещё не подписано? Напечатайте"
DESK_AGREED_DONE = "Согласия отмечены"
DESK_AGREED_SHOWN = "Карточки появятся на сайте, когда вы его соберёте и выложите."
DESK_TICK_ONE = "отметьте хотя бы одну строку"
DESK_ALL_AGREED = "Все наставники с карточками уже дали согласие."
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
DESK_ALL_CONFIRMED = "Подтверждать нечего."
CONSENTS_FILE = "soglasiya.docx"


def desk_everybody(count: int) -> str:
    """Everybody who has not agreed yet, instead of a name."""
    return f"все, у кого согласия нет: {plural(count, ('документ', 'документа', 'документов'))} в одном файле"


def let_out(title: str, kinds: Sequence[str]) -> str:
    """A document and what looks personal in its file, in one line."""
    return f"{title} — похоже на {enumerated(kinds)}"


def personal_waits(line: str, kinds: Sequence[str]) -> str:
    """A line on a document that waits, with what looks personal in its file."""
    return f"{line}. Внимание, в файле похоже на {enumerated(kinds)}"


def saved_with_personal(kinds: Sequence[str]) -> str:
    """That a saved document would go out with what looks personal in its file."""
    return (
        f"Документ попадёт на сайт вместе с файлом, а в нём похоже на {enumerated(kinds)}. "
        "Уберите это из файла и загрузите его заново. Показывать это можно всем? Отметьте «Личное в файле можно "
        "публиковать»."
    )


def guessed_document(title: str, sort: str, number: str, day: str) -> str:
    """What was guessed of a document, in one line."""
    parts = [title, sort, f"№ {number}" if number else "без номера", f"от {day}" if day else "без даты"]
    return ", ".join(parts)


DESK_EXAMPLES = "Убрать примеры"
DESK_EXAMPLES_ABOUT = "записи, которыми начат раздел"
DESK_EXAMPLES_LEAD = "Примеры на сайт не попадают. Не нужны — уберите; вернуть можно в «Что сделано»."
DESK_EXAMPLES_LIST = "Будут удалены"
DESK_EXAMPLES_GONE = "Примеры убраны"
DESK_NO_EXAMPLES = "Примеров в разделе нет."
DESK_STEP_FILES = "Загрузить файлы школы: список наставников, практики, приказы"
STEPS = {
    "files": DESK_STEP_FILES,
    "passport": "Дописать сведения об организации",
    "plan": "Загрузить дорожную карту",
    "examples": "Убрать примеры",
    "build": "Собрать сайт",
}
"""First steps that are about no number of records."""


def desk_step(name: str, count: int) -> str:
    """One of the first steps, with how many records wait for it."""
    if name == "consents":
        return f"Взять согласия: без них не видно {plural(count, ('наставника', 'наставников', 'наставников'))}"
    if name == "unread":
        return f"Дописать обязательное: {plural(count, ('запись', 'записи', 'записей'))}"
    if name == "confirm":
        return f"Подтвердить, что угадано верно: {plural(count, ('документ', 'документа', 'документов'))}"
    if name == "unpublished":
        return f"Дописать и опубликовать: {plural(count, ('практика', 'практики', 'практик'))}"
    return STEPS[name]


def desk_example(caption: str) -> str:
    """An example among those that go."""
    return f"Пример: {caption}"


def desk_taken_in(count: int) -> str:
    """What taking files in is called in the list of what was done."""
    return f"загрузка: {plural(count, ('файл', 'файла', 'файлов'))}"


def shortcut_written(name: str) -> str:
    """How the desk is opened from now on."""
    return f"чтобы открыть стол в другой раз, щёлкните дважды файл «{name}» в этой папке"


def in_quotes(words: str) -> str:
    """«Words in quotation marks», those inside of another shape."""
    return f"«{words.replace('«', '„').replace('»', '“')}»"


def desk_agreed(hidden: Sequence[str], until: dt.date | None) -> str:
    """What a consent lets out today: all that is filled in, but fields with these captions, which it does not name."""
    last = f" Согласие действует по {day(until)}." if until else ""
    if not hidden:
        return f"По согласию показано всё, что заполнено.{last}"
    return (
        f"Не показано, потому что в согласии не названо: {', '.join(map(in_quotes, hidden))}. Остальное показано.{last}"
    )


def desk_number(number: str) -> str:
    """The number of a paper in a list, with its sign however it was typed."""
    return f"№ {number.lstrip('№ ')}"


def desk_plan_year(file: str) -> str:
    """The question after the year of a plan among several files."""
    return f"{file}: на какой учебный год этот план? В документе год не назван"


def named_apart(title: str, detail: str) -> str:
    """A record among others of its name."""
    return f"{title} ({detail})"


def desk_deleted(title: str) -> str:
    """What a deletion is called in the list of what was done."""
    return f"удаление: {title}"


def desk_roadmap_paper(title: str) -> str:
    """A roadmap among papers."""
    return f"Дорожная карта: {title}"


def desk_coverage_paper(title: str) -> str:
    """A report among papers."""
    return f"Публикации по этапам, таблица: {title}"


def desk_programme_paper(title: str) -> str:
    """A programme among papers."""
    return f"Программа: {title}"


def desk_new(caption: str) -> str:
    """The heading of an empty form."""
    return f"Новая запись: {caption}"


def desk_ready_line(title: str, state: str) -> str:
    """A line of what the section has and lacks."""
    return f"{title} — {state}"


def desk_passport_wrong(reason: str) -> str:
    """Why no page can be drawn though the passport is filled in."""
    return f"Страницу пока не показать: сначала исправьте «Об организации». {capital(reason)}."


def desk_not_saved(reason: str) -> str:
    """Why a form could not be saved; what was typed is still in it."""
    return f"Не сохранено, всё набранное осталось в форме. {capital(reason)}."
