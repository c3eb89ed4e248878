"""What pages and builds say outside the theme."""

import datetime as dt
import re
from collections.abc import Iterable

from nastavnik.messages.content import UNFIT
from nastavnik.messages.filling import link_to_mail, link_without_scheme
from nastavnik.messages.words import (
    capital,
    counted,
    day,
    labelled,
    plural,
    uncapital,
)

AUTHORS_WITHOUT_NAMES = "авторский коллектив"
OTHER_AUTHORS = "другие авторы"
PICTURE_UNREADABLE = "картинка не открывается — сохраните её заново как JPEG или PNG"
PICTURE_EMPTY = "картинка пуста — скопируйте её сюда заново"
PICTURE_IS_HEIC = "это снимок айфона (HEIC), сайт его не покажет — сохраните его как JPEG, переименовать мало"
PICTURE_TOO_LARGE = "картинка слишком велика, её не открыть — уменьшите до 4000 точек по длинной стороне"
DRAWING = "рисую страницы"
SITE_BUSY = "этот сайт уже собирает другая команда — дождитесь её и повторите"
INTERRUPTED = "прервано — сайт остался прежним"
INTERRUPTED_LATE = "прервано, но новый сайт уже на месте"
SECTION = "Наставничество"
HOME = "Главная"
HOME_OF_SECTION = "Главная раздела"
MAIN_SITE = "Официальный сайт"
USEFUL = "Полезное"
SCHOOL = "Организация"
HONOUR = "Доска почёта"
HONOUR_LEAD = "Лучшие наставники по годам: благодарности и победы в конкурсах."
MENTOR_WITHOUT_NAME = "один из наставников"
REGION_BANK = "Региональный банк практик"
BAR_TITLES = {"roadmap": "План"}
PLUGIN_NOT_LISTED = "в mkdocs.yml нет строки «- nastavnik» в списке plugins — добавьте её"
NO_INHERITED_SETTINGS = "такого файла настроек нет, или он наследует сам себя — проверьте путь после INHERIT"
SETTING_UNREADABLE = "значение не читается — проверьте, как оно записано"
UNKNOWN_NAME = "— не часть расширений Markdown, или она не установлена — проверьте имя или уберите строку"
ENGINE_FAILED = "страницы, написанные вручную, не собрались"
ENGINE_REFUSED = "MkDocs от них отказался — проверьте в mkdocs.yml то, что добавили; подробности покажет mkdocs build"


def drawn_so_far(done: int, total: int) -> str:
    return f"сделано {done} из {total}"


def state_torn(file: str) -> str:
    return f"память прошлых сборок ({file}) не читается — собираю всё заново"


TO_FAMILIES = "Семьи наставников"
FAMILY_BLANKS, CONSENT_BLANKS, BLANKS = "Бланки для родителей", "Согласия и заявления", "Бланки и анкеты"
USED_ON = "Встречается:"
OTHER_PARTNERS = "Другие партнёры"


def letters(count: int) -> str:
    """Letters of thanks, counted."""
    return plural(count, ("благодарственное письмо", "благодарственных письма", "благодарственных писем"))


def level(adjective: str) -> str:
    """«муниципальный уровень»."""
    return f"{adjective} уровень"


def phone_address(phone: str) -> str:
    """`tel:` address of a phone; what follows «доб.» is for the person."""
    return "tel:" + re.sub(r"[^\d+]", "", re.split(r"доб|,", phone)[0])


_MAIL = re.compile(r"[^@\s/]+@[^@\s/]+\.[a-zа-я]{2,}")
_ON_A_DISK = re.compile(r"(?i)[a-z]:[\\/]|file:")
_HOST = re.compile(
    r"(?i)(?:www\.[^\s/]+|(?:[\w-]+\.)+(?:ru|рф|su|com|org|net|info|example|gov|edu|moscow|москва|дети|me|tv))(?:/\S*)?"
)


def broken_link(target: str, nearest: str | None = None) -> str:
    """Of a link or a picture of a text; `nearest` is what it may have meant."""
    if _MAIL.fullmatch(target):
        return link_to_mail(target)
    if _HOST.fullmatch(target):
        return link_without_scheme(target)
    if _ON_A_DISK.match(target):
        return (
            f"ссылка ведёт на диск компьютера: «{target}» — положите файл в папку content и напишите путь к нему оттуда"
        )
    maybe = f"возможно, {nearest}" if nearest else "проверьте путь и имя файла"
    return f"ссылка ведёт на «{target}», такого файла нет — {maybe}"


PICTURE_IS_A_FILE = "знак «!» показывает картинку, а это документ — уберите «!», и получится ссылка на файл"


def broken_anchor(anchor: str, page: str, nearest: str | None, known: list[str]) -> str:
    anchors = ", ".join(f"#{name}" for name in known[:10]) + (", …" if len(known) > 10 else "")
    others = f"есть {anchors}" if known else "уберите из ссылки знак # и слово за ним"
    mend = f"возможно, #{nearest}" if nearest else others
    return f"на странице {page} нет места «#{anchor}» — {mend}"


def page_number(number: int) -> str:
    return f"страница {number}"


FACET_PHRASES = {"mentoring_kinds": "{} наставничество", "forms": "форма «{}»", "form": "форма «{}»"}
"""Facets whose words say little without their noun."""


def narrowed_to(noun: str, what: str) -> str:
    """The heading of a list narrowed to something: «Практики: виртуальное наставничество»."""
    return f"{noun}: {what}"


def narrowed(lead: str, title: str) -> str:
    """The description of a list narrowed to something."""
    return f"{capital(title)}. {lead}"


def programme_title(title: str) -> str:
    """The title of a programme's page: a practice may be called the same."""
    return f"{title}: программа наставничества"


def home_description(school: str, tabs: Iterable[str]) -> str:
    """What a search engine says of the first page: «Наставничество, Школа № 5: дорожная карта, новости»."""
    return labelled(f"{SECTION}, {school}", *filter(None, [", ".join(map(uncapital, tabs))]))


def won(nomination: str | None, place: str) -> str:
    """A result in a line: «Наставник года»: победитель."""
    return f"{nomination}: {place}" if nomination else place


def no_mkdocs_config(name: str) -> str:
    return f"в папке нет файла {name} — запустите команду в папке проекта или укажите её: --root ПАПКА"


def settings_not_listed(key: str) -> str:
    return f"«{key}» должен быть списком: по строке «- имя» или «- имя: {{настройка: значение}}» на каждое"


def extension_refused(name: str) -> str:
    return f"расширение Markdown «{name}» не подключается — проверьте его имя и настройки и установлено ли оно"


def unknown_tag(tag: str) -> str:
    return f"метку «{tag}» читает только MkDocs — уберите её или соберите сайт с --engine mkdocs"


def only_mkdocs(names: Iterable[str]) -> str:
    return f"без MkDocs из mkdocs.yml не действует: {', '.join(names)} — нужно это, соберите сайт с --engine mkdocs"


def link_to_nothing(file: str, target: str) -> str:
    return f"{file}: ссылка ведёт на «{target}», такого файла нет"


_SERVED = (  # сказанное MkDocs → по-русски; пусто — не говорить
    (r"Building documentation\.\.\.", "собираем страницы…"),
    (r"Serving on (\S+).*", r"раздел открыт: \1 — чтобы закончить, нажмите Ctrl+C"),
    (r"Detected file changes", "файлы изменились"),
    (r"Reloading browsers", "готово: открытые страницы обновятся сами"),
    (r"Shutting down\.\.\.", "показ окончен"),
    (r"An error happened during the rebuild.*", "сборка не удалась — исправьте, что названо выше, и сохраните файл"),
    (r"Doc file '(.+)' contains a link '(.+?)', but .*", link_to_nothing(r"content/\1", r"\2")),
    (r"A reference to '(.+)' is included in the 'nav' configuration, .*", link_to_nothing("mkdocs.yml, nav", r"\1")),
    (r"Excluding '(.+)' from the site because it conflicts with '(.+)'\.", r"страницы \1 и \2 стоят по одному адресу"),
    (r"File not found: (.+)", r"content/\1: такого файла нет"),
    (r"Error (?:reading|building) page '(.+)':.*", r"content/\1: страница не собралась"),
    (r"Template skipped: '(.+)' not found.*", r"нет шаблона «\1»"),
    (r"Config value '(.+?)': .*", r"mkdocs.yml: настройка «\1» не подходит — проверьте, как она записана"),
    (r"(?:The )?[Ii]nherited config file '(.+?)' .*", r"mkdocs.yml: нет файла «\1», который он наследует"),
    (r"Config file '(.+)' does not exist\.", r"нет файла \1"),
    (r'"[A-Z]+ .*" code \d+', ""),
)
_RUSSIAN = re.compile(r"[а-яё]{2}", re.IGNORECASE)


def served(text: str, *, is_trouble: bool) -> str:
    """What is said instead of a message of MkDocs; of the unknown ones only troubles, and these not in its words."""
    for pattern, sentence in _SERVED:
        match = re.fullmatch(rf"(?:\[[\d:]+\] )?{pattern}", text, re.DOTALL)
        if match:
            return match.expand(sentence)
    if not is_trouble:
        return ""
    return text if _RUSSIAN.search(text) else ENGINE_REFUSED


OWN_PROGRAM_STOPPED = "ваша программа из hooks здесь остановилась — исправьте её или уберите из mkdocs.yml"
_SETTINGS = {  # ключ mkdocs.yml → что в нём должно стоять
    "site_name": "нужна строка «site_name: Наставничество»",
    "site_url": "нужен адрес целиком: https://…",
    "theme": "оформление не найдено — нужно «theme: {name: material, custom_dir: theme/overrides}», папка должна быть",
    "plugins": "в списке дополнение, которого нет или которому не подходят настройки — оставьте «- nastavnik»",
    "hooks": "названа программа, которой нет или которая не запускается — проверьте путь",
    "nav": "нужен список: по строке «- страница.md» на каждую",
    "dev_addr": "нужны адрес и порт: 127.0.0.1:8000",
    "docs_dir": "папка не найдена — нужно «docs_dir: content»",
    "site_dir": "папка сайта не может лежать в папке content и наоборот",
    "markdown_extensions": "расширение не подключается — проверьте имя и настройки",
}


def mkdocs_setting(key: str, error: str) -> str:
    """Of a key of `mkdocs.yml` that MkDocs refuses; `error` is what it says, passed on only if it is ours."""
    if _RUSSIAN.search(error):
        return labelled(key, error)
    return labelled(key, _SETTINGS.get(key, UNFIT))


def address_taken(address: str) -> str:
    """A port that another program has, that needs rights, or an address this computer has not."""
    return f"адрес {address} занят или недоступен — назовите другой, например: --address 127.0.0.1:8001"


NOTHING_HERE = "Такой страницы нет."


def serving(address: str) -> str:
    return f"сайт открыт по адресу {address} — он обновляется при каждом сохранении; остановить — Ctrl+C"


def previewed(pages: int) -> str:
    return f"страницы обновлены, всего их {pages}"


def rejected(count: int) -> str:
    return f"сайт не собран и остался прежним: {counted(count, 'mistakes')}, см. выше"


def site_is_a_disk(name: str) -> str:
    return f"«{name}» — весь диск, сайт собирают в отдельную папку: --site ПАПКА"


def site_not_ours(name: str) -> str:
    return f"в папке «{name}» лежит не наш сайт: она не пуста — укажите другую папку или очистите эту"


def staging_not_ours(folder: str) -> str:
    """Where a build is to be put together lies something that no build left."""
    return f"{folder}: эта папка нужна для сборки, но в ней лежит чужое — переименуйте её или перенесите"


def switch_unfinished(site: str, file: str) -> str:
    """Part of the new site is in its place, part is not."""
    return (
        f"новый сайт в папке «{site}» встал на место не весь: мешает {file} — проверьте права и место на диске "
        "и повторите команду, она продолжит с этого места"
    )


SWITCH_FINISHED = "прошлая сборка прервалась, когда новый сайт вставал на место, — теперь он на месте весь"


def content_changing(file: str) -> str:
    """A file was there and is not, each time it was looked at again."""
    return f"{file}: файл исчезает или меняется, пока его читают; сайт остался прежним — дождитесь и повторите"


def demo_note(date: dt.date) -> str:
    """At the foot of every page of an invented school."""
    return f"Это пример: школа и люди вымышлены, раздел показан на {day(date)} года."


OWN_LOOKS = "style= и <style> на страницах не действуют и на сайт не попадут — уберите: вид страниц задаёт тема"
