"""What is said of files beside records and pages: nobody names them, they may not go out, what stands in them."""

from collections.abc import Sequence

from nastavnik.messages.words import counted, plural

_FEW = 3

SCRIPT_IN_PAGE = (
    "программа (script, on…, javascript:) в странице — уберите её: посетителям она опасна, сайт её не запустит"
)
FRAME_IN_PAGE = "вставка чужой страницы — дайте обычную ссылку или впишите её сайт в school.yml, поле allowed_hosts"
FORM_IN_PAGE = "форма в странице — сайт не принимает ответов: дайте ссылку на форму или почту школы"
ACTS_IN_PAGE = "такой тег меняет работу всей страницы — уберите его"
FOREIGN_PICTURE = "картинка с чужого сайта не показывается — сохраните её в папку content/images и сошлитесь на файл"
HTML_IN_RECORD = "код вставки виден посетителям как текст — вместо него дайте ссылку: [Смотреть запись](https://…)"
NOT_A_HOST = "не имя сайта — напишите, например, rutube.ru"
NAME_HAS_CONTROL = "в имени файла невидимые знаки — переименуйте файл"


def foreign_in_page(host: str) -> str:
    """A page that makes every visitor's browser call another host."""
    return f"страница берёт файл с чужого сайта {host} — положите его в content или впишите allowed_hosts в school.yml"


NOBODY_NAMES = "или уберите из content"
"""How a remark about files that nobody names ends."""
UNNAMED = f"на сайт не попадёт: на файл не ссылается ни запись, ни страница — сошлитесь на него {NOBODY_NAMES}"
NEVER_PUBLISHED = "служебный файл, копия или черновик, на сайт его нельзя — уберите ссылку на него и сам файл"
ACTS_WHEN_OPENED = (
    "такой файл открывается как страница сайта и может запускать программы — сохраните его как PDF, рисунок как SVG"
)
LEADS_OUT = "ярлык ведёт за пределы папки content, на сайт не попадёт — положите сюда сам файл или папку"


def unnamed(names: Sequence[str]) -> str:
    """Of several files of one folder that nobody names."""
    rest = len(names) - _FEW
    listed = ", ".join(f"«{name}»" for name in names[:_FEW]) + (f" и ещё {rest}" if rest > 0 else "")
    count = counted(len(names), "files")
    return f"{count} на сайт не попадут, на них никто не ссылается: {listed} — сошлитесь на них {NOBODY_NAMES}"


DRAWING_UNREADABLE = "рисунок SVG не читается — сохраните его заново или как PNG"
PICTURE_WITHOUT_WORDS = "у картинки нет описания — напишите в скобках, что на ней: ![Дети сажают яблоню](файл)"
DRAWING_TOO_LARGE = "рисунок SVG слишком велик — упростите его или сохраните как PNG"
DRAWING_ENTITIES = "рисунок SVG записан с сокращениями (ENTITY) — сохраните его как «обычный SVG» или PNG"
REMARKS = {
    "comments": "в файле остались примечания, их прочтёт каждый — удалите их и сохраните файл заново",
    "changes": "в файле остались исправления, видно и удалённое — примите их все и сохраните файл заново",
    "hidden": "в файле есть скрытое (листы, слайды или текст), его прочтёт каждый — удалите его",
    "embedded": "в файл вложены другие файлы или программы — уберите вложения",
    "notes": "под слайдами остались заметки докладчика, их прочтёт каждый — удалите их",
    "disk": "в файле есть ссылка на диск компьютера — уберите её или замените адресом на сайте",
    "signed": "файл подписан, поэтому его свойства (автор, программа) уйдут на сайт как есть — проверьте их",
    "old": "старый формат: автор и правки уйдут на сайт вместе с файлом — сохраните его как .docx, .xlsx или PDF",
    "locked": "файл под паролем, его не прочесть — выложите его без пароля",
    "spoilt": "файл не читается — откройте его и сохраните заново",
    "archive": "внутрь архива сайт не смотрит: всё, что в нём лежит, уйдёт как есть — лучше выложите файлы по одному",
    "kept": "свойства файла (автор, программа, где и когда снято) уйдут на сайт как есть — проверьте их; текст "
    "лучше сохранить как PDF, картинку как JPEG",
}
"""What may be read in a file and is not seen at once, and what to do."""


PERSONAL = {
    "class": "имена учеников с классом",
    "phone": "личные телефоны",
    "snils": "СНИЛС",
    "passport": "номера паспортов или свидетельств",
    "birth": "даты рождения",
    "mentored": "список пар или наставляемых с именами",
}


def personal_found(kind: str, count: int) -> str:
    """What looks personal in a text, and in how many places: «личные телефоны (в 2 местах)»."""
    return f"{PERSONAL[kind]} (в {plural(count, ('месте', 'местах', 'местах'))})"


def personal_in_file(kind: str, count: int) -> str:
    """What looks personal in the text of a file, and what to do."""
    return f"в файле похоже на {personal_found(kind, count)} — проверьте и уберите: файл прочтёт каждый"


def personal_in_document(kind: str, count: int) -> str:
    """The same of the file of a document, which may let it out."""
    return f"{personal_in_file(kind, count)}; если здесь это можно — «file_checked: да»"
