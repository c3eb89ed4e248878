"""What is said of photos and files that somebody brings into the content folder."""

from nastavnik.messages.words import file_size

HEIC_NOT_READ = "это снимок айфона (HEIC), здесь его открыть нечем — сохраните его как JPEG, переименовать мало"
PAPER_NOT_PICTURE = "это документ, а не картинка — вставьте сюда файл .jpg, .png, .heic или .svg"
NAME_WITHOUT_SUFFIX = "у файла нет расширения (.pdf, .docx), непонятно, чем его открывать — добавьте его к имени"
MAY_NOT_GO_OUT = "программы, ключи, записи сайта и служебные копии на сайт не выкладывают — выберите другой файл"
HELP_PHOTO = "снимок с телефона → картинка в папке раздела"
HELP_PHOTO_DRY_RUN = "показать, что получится, и ничего не записывать"
ALT_ASKED = "вместо «…» напишите, что на снимке: это прочтут те, кто его не видит"


def too_many_bytes(most: int) -> str:
    return f"файл больше {file_size(most)}, на сайте его не откроют — уменьшите его или разделите на части"


def photo_kept(file: str, before: int, after: int) -> str:
    """Of a photo that is written; sizes in bytes."""
    return f"{file} — {file_size(after)} (был {file_size(before)})"


def photo_is_there(file: str) -> str:
    return f"{file} — этот снимок уже лежит здесь"


def photo_to_write(file: str) -> str:
    return f"впишите в {file}:"
