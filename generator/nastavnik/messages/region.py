"""What is said about a regional bank: its records, its store, its review and its reports."""

import datetime as dt

from nastavnik.messages.words import counted, day, in_days, one_line, plural, shortened

HELP_REGION = "Региональный банк практик: собрать каталоги школ, рассмотреть, показать."
STORE_ADDRESS = "адрес хранилища не понят — напишите sqlite:///папка/bank.db или postgresql://имя@сервер/база"
NO_REGION_FILE = (
    "нет паспорта региона — начните с файла content/region.yml по образцу из справочника, страница «Регион»"
)
PASSWORD_IN_FILE = (
    "пароль в файле увидят все, у кого есть проект, — уберите его отсюда, программа возьмёт его из PGPASSWORD"
)
HIDDEN_AND_MORE = "скрытая практика не бывает ещё и рекомендованной — оставьте одно: «скрыта» или остальное"
HELP_REGION_REVIEW = "Что ждёт решения: новые, изменившиеся и исчезнувшие практики и похожие друг на друга."
HELP_REVIEW_OUTPUT = "Записать всё в файл: .xlsx — лист на каждую группу, .csv или .json — подряд."
HELP_REVIEW_CONFIRM = "Решение о практике с таким ключом в силе и для новой редакции текста; можно повторять."
HELP_REVIEW_NEW = "Начать решение о практике с таким ключом: файл с пояснениями в content/decisions."
REVIEW_GROUPS = {"changed": "Изменились после решения", "new": "Новые", "vanished": "Исчезли"}
REVIEW_FILLED = ("Ваше решение", "Кто решил", "Дата решения", "Комментарий")
REVIEW_HEAD = (
    "Ключ",
    "Практика",
    "Школа",
    "Адрес",
    "С какого дня",
    "Решение",
    "Что делать",
    *REVIEW_FILLED,
    "Отпечаток текста",
)
HELP_REVIEW_FROM_XLSX = "Записать решения из заполненной таблицы: по файлу в content/decisions на строку."
REVIEW_SHORT_HEAD = ("Практика", "Школа", "С какого дня", "Ключ и решение")
TWINS_TITLE = "Похожие"
TWINS_SHORT_HEAD = ("Одна", "Другая", "Похожи", "Чем")
TWINS_HEAD = (
    "Похожи, %",
    "Чем",
    *(
        f"{caption} ({which})"
        for which in "12"
        for caption in ("Ключ", "Практика", "Школа", "Адрес", "С дня", "Решение")
    ),
)
HELP_REGION_EXPORT = "Все практики банка с решениями для методиста: таблица Excel, CSV или JSON."
HELP_EXPORT_FORMAT = "Таблица Excel, текст через точку с запятой или данные целиком."
HELP_REGION_REPORT = "Отчёт о сборе: что взято у каждой школы, что не взято и почему, сколько дней копии."
HELP_REPORT_ONLY = "Только об этом источнике — имя записи из папки sources; можно повторять."
HELP_REGION_REPORT_OUTPUT = "Записать в файл .xlsx, .csv или .json: школы и то, что у них не взято."
REJECTIONS_TITLE = "Не взято"
REJECTIONS_HEAD = ("Источник", "Файл", "Поле", "Почему")
REPORT_TITLE = "Школы"
HELP_REPORT_FAULTS = "Только школы, у которых что-то не взято или которые не отвечают."
EXPORT_TITLE = "Практики"
EXPORT_HEAD = (
    "Ключ",
    "Школа",
    "Муниципалитет",
    "Решение",
    "Кто решил",
    "Дата решения",
    "Комментарий",
    "В банке с",
    "Изменилась",
    "Дней с последнего чтения",
    "Адрес",
)
REPORT_HEAD = ("Школа", "Источник", "Взято", "Скрыто", "Не взято", "Замечаний", "Прочитана", "Что случилось")
NEVER_ASKED = "ещё не спрашивали"
INCOMPLETE = "неполная: читайте на сайте школы"
NEVER_READ = "ни разу"
SOURCE_PAUSED = "пока не спрашиваем"
NO_CONFIG_IN_BANK = "рядом с content нет файла mkdocs.yml: собрать практики можно, сайт — нет; возьмите его из примера"
NOT_FOR_THE_SITE = "это только для методиста, на сайт и в content нельзя — укажите другую папку"
DECISION_ON_NOTHING = "такой практики в банке не было — сверьте ключ в поле practice"
DECISION_STAYS = "решение остаётся; вернётся практика — оно снова подействует"
NOT_A_PRACTICE_KEY = "не ключ практики — возьмите его из «nastavnik region review»: 0000000028-school28/practices/imya"
DECISION_NEXT = "впишите решение (verdict) и кто решил (expert_body)"


def needs_region_libraries(command: str) -> str:
    return f"для регионального банка нужны ещё библиотеки — установите: {command}"


def not_within(value: int, least: int, most: int) -> str:
    return f"{value} не подходит — напишите число от {least} до {most}"


def same_tile(first: str, second: str) -> str:
    return f"«{first}» и «{second}» стоят на одной плитке карты — поменяйте column или row у одного из них"


_DATABASE = {  # часть сообщения базы → что это значит
    "unable to open": "файл не открыть, проверьте папку и права",
    "not a database": "в файле не база",
    "malformed": "файл испорчен",
    "locked": "его держит другая программа",
    "is full": "на диске кончилось место",
    "readonly": "в файл нельзя писать",
    "disk I/O": "диск его не отдаёт",
    "authentication failed": "имя или пароль не подошли",
    "refused": "сервер не принимает соединений",
    "timeout": "сервер молчит",
    "translate host": "такого сервера нет",
    "resolve host": "такого сервера нет",
    "does not exist": "такой базы или таблицы нет",
    "permission denied": "нет прав",
}


def store_failed(address: str, complaint: str) -> str:
    """Why a database at an address (without its password) cannot be used; `complaint` is its own, in English."""
    reason = next((reason for sign, reason in _DATABASE.items() if sign in complaint), "база отказала")
    return f"хранилище {address} не отвечает или повреждено: {reason}"


def store_of_another_version(version: str, known: int) -> str:
    return (
        f"хранилище сделано другой версией программы ({version}, а эта знает {known}) — обновите программу "
        "или соберите банк заново в новое хранилище"
    )


def school_key_changed(old: str, new: str) -> str:
    return (
        f"школа сменила ключ: был «{old}», стал «{new}»; решения о её практиках записаны под прежним ключом — "
        "исправьте в них поле practice"
    )


NO_REASON = "источник ничего не отдал и не сказал почему — спросите его ещё раз: nastavnik region harvest --only ИМЯ"
UNCHANGED_WITHOUT_COPY = (
    "источник ответил «без изменений», а копии его записей в банке нет — следующий сбор прочитает его целиком"
)
BY_INN = "там записан её ИНН"
BY_SITE = "он читает её собственный раздел"


def school_copied(key: str, owner: str, other: str, why: str) -> str:
    """Why a source that sends another's school is refused; `why` it is the other's."""
    inn, _, id = key.partition("-")
    return (
        f"ключ «{key}» (ИНН и id) занят: школу даёт источник sources/{owner}.yml, {why}. Отсюда ничего не взято — "
        f'узнайте, почему здесь чужой ключ. Школа на самом деле эта — впишите inn: "{inn}" в sources/{other}.yml '
        f"и уберите его из {owner}.yml; это филиал — пусть сменит id «{id}» в своём school.yml"
    )


def school_disputed(key: str, names: list[str]) -> str:
    """Why nobody gives a school that several sources claim."""
    files = " и ".join(f"sources/{name}.yml" for name in names)
    inn, _, id = key.partition("-")
    return (
        f"школу «{key}» дают сразу {files}, и нечем решить, чья она, — пока не взята ни у кого. Впишите "
        f'inn: "{inn}" в файл самой школы; если это филиалы с одним ИНН, пусть один сменит id «{id}»'
    )


def section_elsewhere(asked: str, section: str, key: str) -> str:
    """What to do about a catalogue that says it lives elsewhere than where it was asked for."""
    return (
        f"спрошен {asked}, а каталог называет своим разделом {section}: школа переехала — исправьте url и впишите "
        f'inn: "{key.partition("-")[0]}"; не переезжала — это чужой каталог, спросите школу'
    )


def rivals_said(key: str, rivals: list[tuple[str, str, str]]) -> str:
    """What the owner of a school is told of other sources that send it; `rivals` are file, title and contact."""
    who = "; ".join(
        f"sources/{name}.yml («{one_line(title)}»{', спросить: ' + one_line(contact) if contact else ''})"
        for name, title, contact in rivals
    )
    return (
        f"записи этой школы шлёт ещё и {who} — оттуда ничего не взято. Узнайте, зачем, а чтобы спора не было, "
        f'впишите здесь inn: "{key.partition("-")[0]}"'
    )


def school_listed_twice(key: str, owner: str, other: str) -> str:
    return (
        f"школа «{key}» уже есть: её даёт источник sources/{owner}.yml — одна школа записана дважды, "
        f"удалите sources/{other}.yml"
    )


def school_key_shared(key: str, owner: str, other: str) -> str:
    return (
        f"ключ «{key}» уже занят другой школой (источник sources/{owner}.yml): у филиалов один ИНН, "
        f"поэтому у школы из sources/{other}.yml нужно сменить поле id в её school.yml"
    )


def same_key_twice(kind: str, id: str) -> str:
    return f"запись {kind}/{id} в каталоге школы стоит дважды — взята первая, у второй нужно другое имя файла"


def source_needs(names: tuple[str, ...]) -> str:
    return f"не сказано, где брать практики, — добавьте строку {' или '.join(f'«{name}: …»' for name in names)}"


def source_twice(file: str) -> str:
    return f"этот же адрес уже записан в {file} — одна школа записана дважды, удалите один из двух файлов"


def decided_twice(file: str) -> str:
    return f"решение того же совета от того же дня уже записано в {file} — оставьте один файл"


def decision_moved(key: str) -> str:
    return f"у школы теперь другой ключ — если это та же практика, впишите practice: {key}"


def field_changed(caption: str, new: list[str], gone: int) -> str:
    """«Цель»: новое «…» и ещё 2; ушло предложений: 1"""
    more = f" и ещё {len(new) - 1}" if len(new) > 1 else ""
    parts = (f"новое «{shortened(one_line(new[0]))}»{more}" if new else "", f"ушло предложений: {gone}" if gone else "")
    return f"«{caption}»: {'; '.join(filter(None, parts)) or 'переставлено'}"


def edition_changed(fields: list[str], key: str) -> str:
    """What an expert is told of a text that changed after the decision, and how to confirm the decision."""
    what = ". ".join(fields) or "что именно изменилось, неизвестно: перечитайте целиком"
    return f"{what}. Решение в силе и для новой редакции — nastavnik region review --confirm {key}"


def confirmed(path: str) -> str:
    return f"сверено с новой редакцией: {path}"


def decisions_written(count: int, known: int, refused: int) -> str:
    """What became of the rows of a filled workbook."""
    rest = (f"уже были: {known}" if known else "", f"не записано: {refused}" if refused else "")
    return "; ".join(filter(None, (f"решений записано: {count}", *rest)))


def no_decision(key: str) -> str:
    return f"решения о практике «{key}» нет — начните его: nastavnik region review --new {key}"


def how_alike(*, same_school: bool, same_title: bool) -> str:
    school = "та же школа" if same_school else "разные школы"
    return f"{school}, {'то же название' if same_title else 'названия разные'}"


def decision_about(title: str, url: str) -> str:
    """The first line of a begun decision: nothing in a school's title may end the comment."""
    return f"# Практика «{one_line(title)}»: {one_line(url)}"


def no_such_practice(key: str) -> str:
    return f"практики с ключом «{key}» в банке нет — ключи показывает nastavnik region review"


def no_such_folder(path: str) -> str:
    return f"папки «{path}» нет — создайте её или укажите другую"


def review_line(group: str, key: str, title: str, school: str, since: dt.date | None, decision: str, note: str) -> str:
    """«Новые: 0000000028-…: «Два урока вместе», Школа № 28, с 20 ноября 2026»."""
    parts = (f"«{shortened(title)}»" if title else "", school, f"с {day(since)}" if since else "", decision, note)
    return f"{group}: {key}: {', '.join(part for part in map(one_line, parts) if part)}"


def twins_line(alike: int, how: str, one: str, title: str, other: str, other_title: str) -> str:
    first, second = (f"{key} «{shortened(name)}»" for key, name in ((one, title), (other, other_title)))
    return f"{TWINS_TITLE} на {alike} %: {first} и {second} — {how}"


def review_counts(changed: int, new: int, vanished: int, twins: int) -> str:
    pairs = plural(twins, ("похожая пара", "похожие пары", "похожих пар"))
    return f"новых {new}, изменившихся после решения {changed}, исчезнувших {vanished}; {pairs}"


def review_more(count: int) -> str:
    return f"и ещё {count} — все есть в таблице: nastavnik region review --output ФАЙЛ.xlsx"


def exported(path: str, count: int) -> str:
    return f"записано: {path}, {counted(count, 'practices')}"


def copy_age(age: int, *, hidden: bool) -> str:
    """How many days ago a school was read, and whether the bank shows it no more."""
    return in_days(-age) + (", поэтому скрыта" if hidden else "")


def report_line(
    source: str, title: str, taken: int, concealed: int, untaken: int, remarks: int, read: str, reason: str
) -> str:
    """«school5: Школа № 5: взято 12, из них скрыто решением 1, не взято 0, замечаний 2, прочитана: сегодня»."""
    hidden = f"из них скрыто решением {concealed}" if concealed else ""
    rest = f"не взято {untaken}" if untaken or remarks else ""
    parts = (f"взято {taken}", hidden, rest, f"замечаний {remarks}" if remarks else "", f"прочитана: {read}", reason)
    return f"{source}: {title}: {', '.join(part for part in map(one_line, parts) if part)}"


def rejection_line(source: str, file: str, field: str, reason: str) -> str:
    """«school5: practices/a: goal (Цель): не хватает поля»."""
    return ": ".join(part for part in map(one_line, (source, file, field, reason)) if part)


def report_counts(schools: int, shown: int, hidden: int, never: int, practices: int, concealed: int) -> str:
    """«источников 7: показываются 6, …; на сайте 18 практик, скрыто решениями 1»."""
    return (
        f"источников {schools}: показываются {shown}, скрыты из-за давности {hidden}, не прочитаны ни разу {never}; "
        f"на сайте {counted(practices, 'practices')}{f', скрыто решениями {concealed}' if concealed else ''}"
    )
