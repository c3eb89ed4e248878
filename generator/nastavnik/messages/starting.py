"""What a new organisation is asked, given and told on its first day."""

from nastavnik.messages.wording import TEACHERS_TO, Wording
from nastavnik.messages.words import capital, enumerated

HELP_START = (
    "Начать новый раздел: задаст вопросы и запишет паспорт, дорожную карту, примеры записей, первую страницу, "
    "настройки и публикацию. Его можно собрать сразу."
)
HELP_START_ANSWERS = "Взять ответы из файла YAML: «вопрос: ответ», остальное — по умолчанию."
HELP_START_YES = "Не спрашивать: что не названо, взять по умолчанию. Слова-заготовки потом назовёт check."
START_TITLE = "Полное название из устава"
START_SHORT = "Организация"
START_REGION = "Область"
START_MUNICIPALITY = "Округ"
START_TYPE = "школа"
START_AUDIENCES = {
    "teachers": ("педагогам", "учителям|воспитателям|преподавателям|только педагогам"),
    "learners": ("тем, кто учится", "обучающимся|ученикам|детям|воспитанникам|студентам|только ученикам"),
    "both": ("и тем и другим", "и педагогам, и ученикам|педагогам и ученикам|педагогам и обучающимся|всем|обоим"),
}
"""Whom mentors help: code → caption and other spellings."""
START_PLANS = {
    "letter": ("заготовка по письму АЗ-1128/08", "АЗ-1128/08|АЗ-1128|1128|письмо|педагоги"),
    "order": ("заготовка по распоряжению Р-145", "Р-145|145|распоряжение|целевая модель"),
    "none": ("позже", "нет|потом|не надо|без дорожной карты"),
}
"""Where the roadmap comes from, if it is no file: code → caption and other spellings."""
START_ALL, START_NONE = {"все", "всё", "да", "all"}, {"нет", "ни одного", "не надо", "без примеров", "-", "no"}
START_CAPTIONS = {
    "helps": "Кому помогают наставники",
    "roadmap": "Дорожная карта",
    "examples": "Примеры записей",
    "host": "Где живёт раздел",
}
"""Questions whose answers are no field of the passport."""
START_HINTS = {
    "school_type": "от него зависят слова сайта: «ученики» или «воспитанники», «сайт школы» или «сайт детского сада»",
    "title": "как в уставе; можно вписать потом",
    "short_title": "как говорят: Школа № 5; стоит в шапке и в заголовках",
    "inn": "10 цифр с бланка; по нему вас узнаёт банк практик региона",
    "ogrn": "13 цифр с бланка, для согласий; пусто — впишете потом",
    "address": "юридический, для согласий; пусто — впишете потом",
    "region": "область, край, республика",
    "municipality": "район, округ или город",
    "timezone": "по нему сайт знает, какой у вас день: МСК, МСК+2 или Asia/Yekaterinburg",
    "site": "например shkola5.ru",
    "section_url": "адрес самого раздела; узнаете его, когда включите публикацию",
    "post": "имя впишете потом, по согласию",
    "phone": "не личный; пусто — впишете потом",
    "email": "не личная; пусто — впишете потом",
    "helps": "от ответа зависит первая страница: «О наставничестве» или «Родителям»",
    "roadmap": "или имя файла Word или Excel с вашим планом: он станет записью",
    "examples": "через запятую, «все» или «нет»; на сайт примеры не попадают",
    "admin": (
        "нет или адрес репозитория раздела, например https://github.com/shkola5/nastavnichestvo — тогда записи можно "
        "править формой на самом сайте"
    ),
    "host": "кто собирает и выкладывает сайт каждую ночь; «с этого компьютера» — вы сами, поменять можно в любой день",
}
"""What helps to answer, by the name of a question."""
HELP_START_OPTIONS = {name: f"{capital(hint)}." for name, hint in START_HINTS.items()}
HELP_START_PARENTS = "То же, что --helps «и тем и другим»: первая страница «Родителям»."
START_INTRO = (
    "Несколько вопросов — и раздел готов. Enter — взять то, что в скобках; всё можно исправить потом. Ctrl+C — "
    "выйти, ничего не записав."
)
ANSWER_IN_WORDS = "здесь нужен ответ словами в одной строке или список слов, без полей внутри"
START_NO = "нет"
START_NOT_NOW = "впишу потом"
START_NOT_A_TERMINAL = (
    "start задаёт вопросы, а здесь некому ответить — добавьте --yes (всё по умолчанию) или --answers ФАЙЛ (ответы в "
    "файле) либо запустите команду в окне терминала"
)
START_PASSPORT = """\
# Паспорт: проверьте каждую строку. Остальные поля (часы приёма, соцсети, адрес) — в справочнике.
# Имя куратора печатается только по согласию (consent).
# Репозиторий с этой папкой держите закрытым (Private): в записях согласия и точные числа, их на сайте нет."""
START_REQUIREMENTS = (
    "# Сама программа — файл из папки program рядом: публикация ставит её, а не чужую с тем же именем из сети."
)
START_DEFINITION = (
    "Наставничество — это когда более опытный человек помогает тому, кто начинает: делится знаниями и умениями, "
    "поддерживает."
)
START_CONTACT = """\
## Кого спросить {#kontakt}

::: contact
:::
"""


def of_curator(caption: str) -> str:
    """Caption of a question about the first curator: «Кого спросить: должность»."""
    return f"Кого спросить: {caption[0].lower()}{caption[1:]}"


def question(number: int, last: int, caption: str, hint: str) -> str:
    return f"\n{number} из {last}. {caption} — {hint}"


def choice(number: int, title: str) -> str:
    return f"   {number}. {title}"


def prompt(default: str) -> str:
    return f"[{default}]" if default else "[пусто]"


def families(school_type: str) -> str:
    """Title of the page for families: most students of a college answer for themselves."""
    titles = {"college": "Студентам и родителям", "other": "Обучающимся и родителям"}
    return titles.get(school_type, "Родителям")


def start_about(wording: Wording) -> str:
    """The first page where mentors help teachers only."""
    return f"""\
---
# Перечитать готовый текст: он верен для всех, поправьте под себя. Этого перечня посетители не увидят.
# Зачем вам наставничество и кто в нём участвует.
# Как складываются пары и группы, сколько они работают.
# Как стать наставником и как попросить о помощи.
# Если помогаете и тем, кто учится, — завести на столе страницу «Родителям»: на главной появится кнопка.
title: О наставничестве
tab: О наставничестве
description: Что такое наставничество и кого спросить.
---

{START_DEFINITION}
У нас наставники помогают {TEACHERS_TO}.

## Родителям {{#roditelyam}}

В наставничестве участвуют педагоги. {capital(wording.learners)} в нём не участвуют, поэтому согласия у семьи не просят.

{START_CONTACT}"""


def start_parents(wording: Wording, title: str, whom: list[str]) -> str:
    """The first page for families; `whom` the mentors help, in the dative."""
    return f"""\
---
# Перечитать готовый текст: он верен для всех, поправьте под себя. Этого перечня посетители не увидят.
# Кнопка «Главное»: что семье важно знать сразу, три — пять строк; телефон куратора встанет под ними сам.
# Кнопка «Шаги»: как проходят встречи, где и как часто.
# Кнопка «Бланки»: какое согласие подписывают родители и сами бланки.
# Как отказаться и кому об этом сказать: {wording.group_head_to}, куратору.
# Что вы не публикуете о тех, кому помогают.
# Кнопка «Вопросы»: о чём спрашивают чаще всего.
# Разбить текст на разделы (на столе — кнопка «Раздел»): они станут плитками на главной.
title: {title}
tab: Родителям
description: Что такое наставничество и кого спросить.
---

{START_DEFINITION}
У нас наставники помогают {enumerated(whom)}.

{START_CONTACT}"""


def unknown_question(written: str, names: list[str], nearest: str | None) -> str:
    """Of a line of a file of answers that answers nothing."""
    guess = f"возможно, {nearest}; " if nearest else ""
    return f"вопроса «{written}» нет — {guess}есть: {', '.join(names)}"


def unknown_service(answer: str, titles: list[str]) -> str:
    """Of an answer on the form of the site, whose service cannot be told."""
    return (
        f"не понять, где репозиторий: «{answer}» — напишите «нет», адрес на github.com или gitlab.com либо одно из "
        f"{', '.join(titles)} и за ним адрес, например: Gitea https://git.shkola5.ru/shkola5/nastavnichestvo"
    )


def no_plan_file(file: str) -> str:
    return f"файла «{file}» нет — проверьте путь к дорожной карте; без неё ответьте «позже»"


def start_refused(folder: str, there: list[str]) -> str:
    return f"в папке {folder} уже есть {', '.join(there)} — назовите пустую папку"


def files_of(folder: str, number: int) -> str:
    """A folder of small files that nobody reads one by one."""
    return f"{folder} (файлов: {number})"


def program_inside(version: str, wheel: str, checkout: str | None) -> str:
    """Which program publishing will install, said plainly."""
    origin = f"собрана из папки {checkout}" if checkout else "та, что установлена здесь"
    return (
        f"Публикация поставит программу из {wheel} — версия {version}, {origin}. Файл лежит в разделе, сеть для него "
        "не нужна; после установки новой версии его обновит «Где живёт раздел» на рабочем столе или nastavnik upgrade."
    )


START_NO_HOST = (
    "Сайт собирается на этом компьютере. Понадобится, чтобы он обновлялся сам каждую ночь, — скажите, где живёт "
    "раздел: на рабочем столе это «Где живёт раздел», в терминале — nastavnik upgrade --host GitHub."
)


def started(folder: str) -> str:
    return "\n".join(
        [
            "Раздел начат. Дальше:",
            f'  cd "{folder}"',
            "  nastavnik check    назовёт слова-заготовки и примеры, которые ждут ваших слов",
            "  nastavnik desk     записи в окне браузера, рядом — страница, какой она будет",
            "  nastavnik build    соберёт сайт",
            "Своя дорожная карта: nastavnik import roadmap ФАЙЛ --id 2026-2027",
        ]
    )


def draft_of_passport(words: str) -> str:
    """Of a field that nobody has filled in yet."""
    return f"«{words}» — слова-заготовка, на сайте они стоят как настоящие: впишите свои"
