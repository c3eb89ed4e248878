"""What is said of duties that are sent: in an issue of GitHub, GitLab or Gitea, in a calendar for one person."""

import datetime as dt

from nastavnik.messages.words import day, in_days, plural

HELP_DUE_MARKDOWN = "Текстом для задачи (Markdown)."
HELP_DUE_ISSUE = (
    "Открыть или обновить одну задачу на GitHub, GitLab или Gitea; делать нечего — закрыть её. "
    "Для еженедельного запуска CI."
)
HELP_DUE_ICS = "Записать календарь с напоминаниями для себя: согласия, сроки, документы, программы, показатели."
DUE_INSIDE = "в календаре имена и сроки не для всех, на сайт им нельзя — укажите другую папку"
DUE_ONE_FORM = "выберите что-то одно: --markdown, --issue или --ics"
LETTER_TITLE = "Наставничество: что пора сделать"
LETTER_END = (
    "Список обновляется сам, раз в неделю: сделанное из него уходит, а когда всё сделано, задача закрывается. "
    "Свежий список в любой день — `nastavnik due`."
)
LETTER_NEW = "**Новое:**"
NO_TRACKER = (
    "это работает в CI: GitHub, GitLab, Gitea и Forgejo сами говорят, где завести задачу. "
    "Здесь посмотрите текст: nastavnik due --markdown"
)
NO_TOKEN_GITHUB = "нет токена: допишите к шагу «env: GITHUB_TOKEN: ${{ github.token }}», а к заданию — «issues: write»"
NO_TOKEN_GITLAB = (
    "нет токена: заведите Project access token (роль Reporter, область api) и впишите его в переменную CI "
    "NASTAVNIK_TOKEN, скрытую (Masked)"
)
ISSUE_NOT_FOR_ALL = (
    "репозиторий открыт: в задаче стояли бы имена и сроки не для всех. Закройте репозиторий (Private) "
    "или смотрите список у себя: nastavnik due"
)
_RENEWALS = {
    "opened": "задача открыта",
    "renewed": "задача обновлена",
    "same": "в задаче всё по-прежнему",
    "closed": "делать нечего, задача закрыта",
    "nothing": "делать нечего, открытой задачи нет",
}
_REFUSALS = {
    401: "токен не подошёл — он просрочен или написан не так",
    403: "токену этого нельзя — нужно право писать задачи (issues: write; в GitLab — область api)",
    404: "проекта нет или токену его не видно",
    410: "задачи в этом проекте выключены — включите их в настройках (Issues)",
}


def due_when(on: dt.date, today: dt.date) -> str:
    return f"{day(on)} ({in_days((on - today).days)})"


def letter_head(school: str, today: dt.date, count: int) -> str:
    return f"{school}, на {day(today)}: {plural(count, ('дело', 'дела', 'дел'))}."


def letter_nothing(school: str) -> str:
    return f"{school}: ничего срочного, сроки, согласия и документы в порядке."


def issue_renewed(change: str, url: str) -> str:
    return f"{_RENEWALS[change]}: {url}" if url else _RENEWALS[change]


def tracker_refused(host: str, status: int) -> str:
    return f"{host}: {_REFUSALS.get(status, f'ответ {status}')}"


def tracker_silent(host: str) -> str:
    return f"{host} не отвечает — задача не тронута, повторите позже"


def private_calendar_title(school: str) -> str:
    return f"{school}: сроки куратора"


def monitoring_due(title: str) -> str:
    return f"день показателей: {title}"


CALENDAR_IS_YOURS = "добавьте файл в свой календарь и никому не пересылайте"
