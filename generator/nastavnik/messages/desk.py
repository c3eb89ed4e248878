"""The desk: sentences of its pages that are not words of a template, and what it says on the terminal."""

from nastavnik.messages.words import capital, plural

DESK_FOREIGN_HOST = "этот стол открывается только на своём компьютере по адресу, который назвала программа"
DESK_FOREIGN_PAGE = "запрос пришёл не со страницы рабочего стола — откройте стол заново и повторите"
DESK_NO_KEY = "откройте рабочий стол по ссылке, которую назвала программа, или запустите его ещё раз"
DESK_TOO_LARGE = "это слишком много для одного раза: файл больше 200 МБ или текст больше 8 МБ"
ALL_FIELDS_CHOICE = "все поля"
DESK_BROKEN = "в программе ошибка: подробности — в чёрном окне; написанное в форме не пропало, вернитесь к ней"

DESK_FILL_IN = "Заполните: без этого запись не появится на сайте"
DESK_NOTHING_HERE = "Здесь ничего нет: запись переименовали или удалили."
DESK_GONE = (
    "Пока форма была открыта, файл записи переименовали или удалили. Ничего не записано. Если удалили по ошибке, "
    "нажмите «Сохранить»: запись появится снова, с тем, что в форме."
)
DESK_TEXT_CHANGED = (
    "Пока страница была открыта, файл изменили в другой программе. Ничего не записано: сравните ваш текст с файлом "
    "и нажмите «Сохранить» ещё раз, чтобы записать свой."
)
DESK_NOT_SHOWN = "На сайте этой записи не видно: ниже сказано почему. Рядом — список, в котором она появится."
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
DESK_NOT_BUILT = "Сайт не собран и остался прежним: мешают ошибки"
DESK_PAPER = "Согласие на подпись"
DESK_PAPER_ABOUT = "документ Word: какие сведения и на каких страницах"
DESK_PAPER_LEAD = "Из записи видно, какие сведения о человеке и на каких страницах появятся: это и впишется в согласие."
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
DESK_IMPORT = "Загрузить список или текст"
DESK_IMPORT_ABOUT = "наставники, практики, новости, документы, события из Word, Excel, календаря"
DESK_IMPORT_LEAD = "Сначала будет показано, какие записи получатся; пока вы не согласитесь, ничего не запишется."
DESK_IMPORT_KIND = "Что в файле"
DESK_IMPORT_FILE = "Файл"
DESK_IMPORT_GONE = "файла больше нет — выберите его ещё раз"
DESK_IMPORT_LOOK = "Пока ничего не записано."
DESK_NOT_READ = "Не прочитано"
DESK_STILL_MISSING = "Что осталось вписать или поправить"
DESK_FORCE = "Записи, которые отличаются от файла"
DESK_LEAVE = "оставить как есть"
DESK_OVERWRITE = "взять из файла"
DESK_SAY_WHAT_IS_SEEN = "файл принят; напишите рядом, что на картинке: это услышат те, кто её не видит"
DESK_PLAN = "Дорожная карта из файла"
DESK_PLAN_ABOUT = "утверждённый план из Word, LibreOffice, Excel"
DESK_PLAN_LEAD = "План станет дорожной картой слово в слово; если она уже есть, сначала видно, чем они отличаются."
DESK_START = "Новый раздел"
DESK_START_LEAD = "Из ответов получатся паспорт организации, дорожная карта, первые страницы и примеры записей."
DESK_START_BUTTON = "Начать раздел"
DESK_START_MISTAKES = "Эти ответы не подходят"
DESK_STARTED = "Раздел начат"
SHORTCUT = "Рабочий стол наставничества"
HELP_DESK = "Рабочий стол в браузере: добавлять и править записи формами, без YAML и терминала."
HELP_DESK_PORT = "Порт рабочего стола; 0 — любой свободный."
HELP_DESK_QUIET = "Не открывать браузер."


def desk_open(address: str) -> str:
    """Where the desk is, and how it is closed."""
    return f"рабочий стол открыт: {address}\nчтобы закрыть его, закройте это окно или нажмите Ctrl+C"


def desk_saved(file: str) -> str:
    """What a save is called in the list of what was done."""
    return f"правка {file}"


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
    return f"файл {name}"


def desk_files_written(count: int) -> str:
    """How many files a beginning has written."""
    return f"Записано: {plural(count, ('файл', 'файла', 'файлов'))}."


def shortcut_written(name: str) -> str:
    """How the desk is opened from now on."""
    return f"чтобы открыть стол в другой раз, щёлкните дважды файл «{name}» в этой папке"


def desk_not_saved(reason: str) -> str:
    """Why a form could not be saved; what was typed is still in it."""
    return f"Не сохранено, всё набранное осталось в форме. {capital(reason)}."
