"""What is said of hosts: where a section lives, what somebody does there once, what an upgrade did."""

from nastavnik.messages.words import enumerated

HOSTS = {
    "none": ("с этого компьютера", "нет|нигде|позже|сам|сама|вручную|-|no"),
    "github": ("GitHub", "гитхаб"),
    "gitlab": ("GitLab", "гитлаб"),
    "gitea": ("Gitea", ""),
    "forgejo": ("Forgejo", "Codeberg"),
    "gitverse": ("GitVerse", "гитверс"),
    "gitflic": ("GitFlic", "гитфлик"),
    "docker": ("контейнер Docker", "Docker|докер|контейнер"),
}
"""Hosts: code → caption and other spellings."""
HOST_FIRST_STEPS = {
    "github": ("Включить один раз: Settings → Pages → Build and deployment → Source: GitHub Actions.",),
    "gitlab": (
        "Расписание заводят один раз: Build → Pipeline schedules → New schedule → Custom: 20 23 * * * (время UTC).",
    ),
    "gitea": ("Своих страниц у Gitea нет: без publish.yml раздел только проверяется и собирается.",),
    "forgejo": (
        "Сайт уходит в ветку pages, как просит Codeberg Pages; токен с правом записи — в Secrets: PAGES_TOKEN.",
        "Метку runs-on дают ваши исполнители: спросите у администратора сервера.",
    ),
    "gitverse": (
        "Один раз: Настройки → Страницы → Источник: ветка pages; токен с правом записи — в секрете PAGES_TOKEN.",
    ),
    "gitflic": (
        "Нужен свой агент с меткой docker. Один раз: настройки CI/CD → конвейеры запросов на слияние — включить;",
        "расписание: 20 23 * * * (время UTC). Своих страниц у GitFlic нет: сайт уходит по адресу из publish.yml.",
    ),
    "docker": (),
}
"""What somebody does once, in comments of the file."""
HELP_UPGRADE = (
    "Обновить раздел под эту программу: сама программа, списки библиотек и файлы публикации. Записи не трогает."
)
HELP_UPGRADE_HOST = "Где теперь живёт раздел: GitHub, GitLab, Gitea, Forgejo, GitVerse, GitFlic, Docker или «нет»."
HELP_UPGRADE_FORCE = "Заменить и те файлы публикации, в которых есть ваши правки."
UPGRADE_NOTHING = "Всё уже такое, как у этой программы."
UPGRADE_NO_SECTION = "здесь нет раздела: нет файла content/school.yml — откройте папку раздела или назовите её в --root"


DESK_HOSTING_ABOUT = "чтобы сайт собирался и выкладывался сам каждую ночь"
DESK_HOSTING_LEAD = (
    "Если папка раздела лежит на GitHub, GitLab, GitVerse или подобном сервере, он сам проверяет записи, собирает и "
    "выкладывает сайт каждую ночь. Скажите, где она, — стол запишет нужные файлы и уберёт прежние. Записи не "
    "изменятся. После новой версии программы откройте эту страницу ещё раз: файлы обновятся."
)
DESK_HOSTING_BUTTON = "Записать файлы"
DESK_HOSTING_DONE = "Готово. Отправьте эти файлы туда же, куда отправляете записи."
DESK_HOSTING_WRITTEN = "Записано"
DESK_HOSTING_GONE = "Убрано"
DESK_HOSTING_KEPT = "Оставлено как было: здесь есть ваши правки"


def mark_of_file(digest: str) -> str:
    """The last line of a file of publishing, by which the next upgrade sees whether somebody has changed it."""
    return f"Пока строки выше не правили, nastavnik upgrade обновляет этот файл сам. Отпечаток: {digest}"


def upgraded(version: str, names: list[str], gone: list[str]) -> str:
    """What an upgrade wrote and took away."""
    lines = [f"Раздел теперь под версию {version}. Записано: {enumerated(names)}."] if names else []
    if gone:
        lines.append(f"Убрано: {enumerated(gone)}.")
    return "\n".join([*lines, "Вернуть, как было: nastavnik undo"])


def kept_own(names: list[str]) -> str:
    """Files of publishing that somebody has changed: they are left, and theirs to merge."""
    return (
        f"{enumerated(names)}: здесь есть ваши правки, поэтому оставлено как было. Заменить новым образцом — nastavnik "
        "upgrade --force, вернуть — nastavnik undo"
    )
