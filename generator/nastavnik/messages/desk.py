"""The desk: sentences of its pages that are not words of a template, and what it says on the terminal."""

DESK_FOREIGN_HOST = "этот стол открывается только на своём компьютере по адресу, который назвала программа"
DESK_FOREIGN_PAGE = "запрос пришёл не со страницы рабочего стола — откройте стол заново и повторите"
DESK_NO_KEY = "откройте рабочий стол по ссылке, которую назвала программа, или запустите его ещё раз"
DESK_TOO_LARGE = "это слишком много для одного раза: файл больше 200 МБ или текст больше 8 МБ"
ALL_FIELDS_CHOICE = "все поля"
DESK_FILL_IN = "Заполните: без этого запись не появится на сайте"
DESK_NOTHING_HERE = "Здесь ничего нет: запись переименовали или удалили."
DESK_NOT_SHOWN = "На сайте этой записи не видно: ниже сказано почему. Рядом — список, в котором она появится."
DESK_NO_PAGE = "Страницу пока не показать: сначала заполните «Об организации»."
HELP_DESK = "Рабочий стол в браузере: добавлять и править записи формами, без YAML и терминала."
HELP_DESK_PORT = "Порт рабочего стола; 0 — любой свободный."
HELP_DESK_QUIET = "Не открывать браузер."


def desk_open(address: str) -> str:
    """Where the desk is, and how it is closed."""
    return f"рабочий стол открыт: {address}\nчтобы закрыть его, закройте это окно или нажмите Ctrl+C"


def desk_saved(file: str) -> str:
    """What a save is called in the list of what was done."""
    return f"правка {file}"
