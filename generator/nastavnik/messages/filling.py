"""A field that is absent, not filled in, without its inner fields or in another place: the line to write instead."""


def not_filled(name: str, caption: str, sample: str) -> str:
    """The name stands there with nothing after it, as a new record has it."""
    example = f", например: {sample}" if sample.strip("[]…") else ""
    return f"{name} ({caption}): не заполнено — впишите значение после двоеточия{example}"


def missing_field(name: str, caption: str, line: str) -> str:
    """`line` is ready to be added."""
    return f"не хватает поля {name} ({caption}) — добавьте строку «{line}»"


def missing_text(caption: str) -> str:
    """The long text of a record, which stands below the head."""
    return f"нет текста «{caption}» — напишите его под шапкой, ниже второй строки «---»"


def needs_fields(caption: str, line: str) -> str:
    """A value where fields of its own are wanted."""
    return f"{caption}: здесь нужны поля внутри — напишите так: «{line}»"


def indent_forgotten(owner: str, names: list[str]) -> str:
    """Fields below an empty one they belong to, without an indent."""
    which = f"строки {', '.join(names)}" if len(names) > 1 else f"строку {names[0]}"
    return f"это часть поля {owner} — сдвиньте {which} на два пробела вправо, под {owner}"


def belongs_inside(name: str, owner: str, line: str) -> str:
    """A field that only parts of a record have."""
    return f"поле «{name}» пишут внутри {owner} — перенесите его туда, например: «{line}»"


def word_of_other_field(value: str, name: str, caption: str) -> str:
    """A word of a vocabulary in the field of another."""
    return f"«{value}» — слово поля {name} ({caption}): перенесите его туда, а здесь"


def words_of_list(titles: list[str]) -> str:
    return f"напишите одно из: {', '.join(titles)}"


QUALIFICATION_NOT_CATEGORY = (
    "— это квалификационная категория: её пишут в qualification, а здесь одно из: педагог, руководитель, выпускник, "
    "родитель, работодатель, ветеран, студент"
)
AUTHOR_TWICE = "этот наставник уже есть среди авторов — оставьте одну строку из двух"
STILL_AN_EXAMPLE = (
    "это пример для образца, на сайт он не попадёт — впишите своё и удалите эту строку, а не нужен — удалите файл"
)
NO_STATUS = "практика не видна на сайте: нет status — когда будет готова, добавьте строку «status: опубликована»"


def perhaps_twice(file: str) -> str:
    """Two cards with one name; two people may have it."""
    return f"карточка с тем же именем уже есть: {file} — если это один человек, оставьте одну"


def copy_of(name: str, original: str) -> str:
    """A file that the system or a browser named as a copy of another that is there."""
    return f"файл «{name}» — копия: запись {original} уже есть. Лишний файл удалите, новой записи дайте своё имя"


def record_of_kind(caption: str, folder: str) -> str:
    """A record in a folder of another kind or of none."""
    return f"похоже на запись «{caption}» — перенесите файл в папку {folder}"


def not_a_record(name: str, kind: str, suffix: str) -> str:
    """An office file or a text in a folder of records."""
    return (
        f"{name} сайт не читает — перенесите текст в запись: nastavnik new {kind} ИМЯ создаст файл {suffix}; готовый "
        "документ положите в content/files"
    )


def far_ahead(year: int) -> str:
    return f"{year} год — так далеко вперёд не пишут: проверьте год"


EMPTY_STORY = "файл пуст — напишите шапку: строка «---», поля «поле: значение», снова «---», ниже текст"
EMPTY_HEAD = "в шапке нет ни одного поля — впишите их между строками «---»: «поле: значение»"
EMPTY_DOCUMENT = "файл пуст (0 байт) — положите его заново"


def foreign_file(what: str) -> str:
    """Of a file whose first bytes are those of another format."""
    return f"внутри не текст, а {what} — скопируйте слова оттуда в текстовый файл с полями этой записи"


SIGNATURES = (
    (b"PK\x03\x04", "файл Word, Excel или архив"),
    (b"\xd0\xcf\x11\xe0", "файл старого Word или Excel"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "файл WordPad (RTF)"),
    (b"\xff\xd8\xff", "фотография JPEG"),
    (b"\x89PNG", "картинка PNG"),
    (b"<!DOCTYPE html", "страница из браузера"),
    (b"<html", "страница из браузера"),
)
"""How a file begins, and what it is."""
COMMA_IN_BRACES = (
    'запятая в { } отделяет следующее поле — возьмите значение с запятой в кавычки: {title: "Анкета, бланк"}'
)
LIST_GLUED = "список слился с абзацем над ним — оставьте перед первым пунктом пустую строку"
ITEM_ON_TWO_LINES = (
    "пункт продолжается на этой строке — если это новый пункт, начните её с «- » под дефисом строки выше"
)
INSIDE_CONTENT = "паспорта здесь нет, а папка — сама content или внутри неё: перейдите на уровень выше: cd .."


def no_such_root(name: str) -> str:
    return f"папки {name} нет — проверьте путь после --root"


def no_such_person(caption: str, id: str, kind: str) -> str:
    """Of a mentor: nobody else is offered instead."""
    return f"нет записи «{id}» ({caption}) — здесь пишут имя файла из папки {kind} без .yml; нет карточки — заведите её"


def file_elsewhere(name: str, path: str) -> str:
    return f"файл «{name}» лежит в другом месте — напишите {path}"


def link_without_scheme(target: str) -> str:
    return f"ссылка «{target}» — адрес сайта без начала: напишите https://{target}"


def link_to_mail(target: str) -> str:
    return f"ссылка «{target}» — адрес почты: напишите mailto:{target}"


def address_without_scheme(value: str) -> str:
    return f"«{value}» — допишите начало адреса: https://{value}"


def unknown_head_field(name: str, nearest: str) -> str:
    return f"поля «{name}» у страниц нет — возможно, {nearest}"
