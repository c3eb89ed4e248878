"""What is said of pages for closed platforms: Госвеб and site builders, where ready text is pasted into an editor."""

from collections.abc import Sequence

from nastavnik.messages.words import after_number, counted, enumerated, plural

HELP_FRAGMENTS = (
    "Подготовить страницы для вставки в Госвеб и конструкторы сайтов: чистый HTML, файлы, что вставить куда."
)

TICKED, UNTICKED = "☑ ", "☐ "
STATUS_OF_ANY_DAY = {
    "Сегодня": "",
    "Идёт, сегодня последний день": "Идёт",
    "идёт, сегодня последний день": "идёт",
}
"""Words of a status that only this day makes true, and what stands in pages that stay for weeks."""

ADDRESS_COLUMNS = ("что", "название", "адрес на платформе")
ADDRESS_OF_FILES = "все файлы, если платформа кладёт их в одну папку: её адрес"
ADDRESS_OF_GONE = "страницы или файла больше нет: удалите на платформе, потом сотрите эту строку"
ADDRESSES_NO_TABLE = (
    "это не таблица — сохраните её из Excel как «CSV (разделители — запятые)» или удалите: соберём новую"
)
ADDRESS_OF_WHAT = "адрес есть, а чей он — не сказано: первый столбец — имя страницы или файла"
PASTED_TOO = (
    "Страницы вставлены и на платформу: подготовьте их заново (на рабочем столе — «Для Госвеба») "
    "и удалите там то, что отмечено."
)
CHANGED_PARTS = {"title": "название", "place": "место в меню", "text": "текст", "links": "ссылки"}
NOTHING_TO_PASTE = "сегодня ничего не изменилось"


def pasted_as_of(day: str) -> str:
    return f"Обновлено {day} года."


def link_to_come(title: str, key: str) -> str:
    return f"здесь будет ссылка на страницу: {title} ({key})"


def file_link_to_come(name: str) -> str:
    return f"здесь будет ссылка на файл: {name}"


def address_of_file(name: str) -> str:
    return f"файл {name}"


def address_with_signs(address: str) -> str:
    return f"«{address}»: в адресе пробел или кавычка — скопируйте адрес из строки браузера целиком"


def no_platform_address(address: str) -> str:
    return f"«{address}» — не адрес: он начинается с https:// или с косой черты, https://school5.example/nastavniki"


def address_twice(key: str) -> str:
    return f"{key}: второй адрес того же самого — оставьте один"


def fragments_inside(folder: str) -> str:
    return f"{folder}: здесь лежат записи или собранный сайт — назовите для страниц отдельную папку"


def fragments_not_ours(folder: str) -> str:
    return f"{folder}: в папке лежит что-то другое, ничего не тронуто — назовите новую или пустую папку"


def page_changed(what: Sequence[str]) -> str:
    """What happened to a page: «новая», «удалите», «изменилась: текст, файлы a.pdf и b.pdf»."""
    if "new" in what:
        return "новая"
    if "gone" in what:
        return "удалите: этой страницы больше нет"
    files = [name.removeprefix("file:") for name in what if name.startswith("file:")]
    parts = [CHANGED_PARTS[name] for name in what if name in CHANGED_PARTS]
    named = [("файлы " if len(files) > 1 else "файл ") + enumerated(files)] if files else []
    return f"изменилась: {', '.join([*parts, *named])}"


def page_mark(what: Sequence[str], day: str) -> str:
    return f"{page_changed(what)} ({day})"


def fragments_rejected(count: int) -> str:
    return f"страницы не подготовлены, в папке всё как было: {counted(count, 'mistakes')}, см. выше"


def fragments_written(pages: int, files: int) -> str:
    return f"подготовлено: {counted(pages, 'pages')}, {counted(files, 'files')}"


def fragments_start(page: str, table: str) -> str:
    return f"что вставить куда: {page}; адреса платформы вписывают в {table}"


def fragments_changed(new: int, changed: int, gone: int) -> str:
    parts = {"новых страниц": new, "изменилось": changed, "удалить с платформы": gone}
    return "сегодня: " + ", ".join(f"{word} — {count}" for word, count in parts.items() if count)


def fragments_unaddressed(pages: int, files: int) -> str:
    """What stands as words until somebody writes its address down; of zero of a sort nothing is said."""
    led_to = f"на {after_number(pages, ('которую', 'которые', 'которые'))} ведут другие"
    of_files = f"у {plural(files, ('файла', 'файлов', 'файлов'))}"
    parts = [f"у {counted(pages, 'of_pages')}, {led_to}"] if pages else []
    parts += [of_files] if files else []
    return f"вместо ссылок пока слова, адреса ещё не вписаны: {', и '.join(parts)}"


# --- at the desk

DESK_PASTING = "Для Госвеба"
DESK_PASTING_ABOUT = "страницы, которые вставляют в редактор закрытой платформы"
DESK_PASTING_LEAD = (
    "Программа сделает из записей страницы для вставки: чистый текст, таблицы, картинки — "
    "и покажет, что вставить куда. Адреса, которые даст платформа, впишете сюда потом."
)
DESK_PASTING_AGAIN = (
    "Впишите адреса, которые дала платформа, — слова на страницах станут ссылками. Чего нет, оставьте пустым. "
    "Кнопка внизу запишет адреса и подготовит страницы заново."
)
DESK_PREPARE = "Подготовить страницы"
DESK_PREPARED = "Страницы готовы"
DESK_NOT_PREPARED = "Страницы не подготовлены, прежние целы: мешают ошибки"
DESK_PASTING_OPEN = "Что вставить куда"
DESK_PASTING_BEFORE = "Подготовлено раньше"
DESK_PASTING_ADDRESSES = "Поправьте адреса"


def pages_lie(folder: str) -> str:
    return f"Страницы и файлы лежат в папке {folder}"
