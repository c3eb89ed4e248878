"""What the operating system refuses, and what the program says of its own bugs.

The system's words are in the language of the machine and never repeated: a refusal is told by its `errno`.
"""

import errno
from typing import NamedTuple

from nastavnik.messages.words import labelled


class _Meaning(NamedTuple):
    """What the system means by an `errno`: why a file of the content cannot be read, and what a command says of it."""

    why: str
    command: str = "система не даёт прочитать или записать — проверьте, где лежит папка, и повторите"


_RIGHTS = _Meaning(
    "нет прав на чтение", "система не даёт прочитать или записать — проверьте права и не открыт ли он где-то ещё"
)
_NOTHING = _Meaning("такого файла нет", "нет такого файла или папки — проверьте путь или создайте папку")
_MANY_OPEN = _Meaning("открыто слишком много файлов", "открыто слишком много файлов — закройте лишнее и повторите")
NO_ROOM = "на диске нет места — освободите его и повторите; прежний сайт цел"
NO_MEMORY = "не хватило памяти — закройте лишние программы или соберите с ключом --jobs 1"
_BUSY = _Meaning("он занят", "занято другой программой — закройте её и повторите")
_NO_FILE = _Meaning("это не обычный файл")
_MEANINGS = {
    "EACCES": _RIGHTS,
    "EPERM": _RIGHTS,
    "EROFS": _Meaning("сюда нельзя писать", _RIGHTS.command),
    "ENOENT": _NOTHING,
    "ENOTDIR": _Meaning("на пути к нему не папка", _NOTHING.command),
    "EISDIR": _Meaning("это папка", "это папка, а нужен файл — допишите имя файла"),
    "EEXIST": _Meaning("имя занято", "нужна папка, а это файл — уберите его или назовите другую папку"),
    "ENOTEMPTY": _Meaning("папка не пуста", "папка не пуста — уберите из неё лишнее или назовите другую"),
    "ELOOP": _Meaning("ярлык ведёт сам на себя", "ярлык ведёт сам на себя — удалите его"),
    "ENAMETOOLONG": _Meaning("имя слишком длинное", "имя слишком длинное для этой системы — сократите"),
    "EINVAL": _Meaning("такое имя не подходит", "такое имя не подходит этой системе — назовите иначе"),
    "EXDEV": _Meaning("он на другом диске", "это другой диск — назовите папку на том же диске"),
    "EBUSY": _BUSY,
    "ETXTBSY": _BUSY,
    "EMFILE": _MANY_OPEN,
    "ENFILE": _MANY_OPEN,
    "EIO": _Meaning("диск его не отдаёт", "диск не читает или не пишет — проверьте его и повторите"),
    "ESTALE": _Meaning("сетевой диск его не отдаёт", "сетевой диск не отвечает — проверьте его и повторите"),
    "EFBIG": _Meaning("он слишком велик", "файл слишком велик для этого диска — назовите папку на другом"),
    "ENXIO": _NO_FILE,
    "ENODEV": _NO_FILE,
    "ENOTSUP": _NO_FILE,
    "EOPNOTSUPP": _NO_FILE,
}
"""By the names of `errno`: not every system has all of them."""
_FULL = {"ENOSPC", "EDQUOT"}


def _name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "")


def refusal(error: OSError) -> str:
    """Why the system refused a file of the content, in two or three words."""
    meaning = _MEANINGS.get(_name(error))
    return meaning.why if meaning else "система его не отдаёт"


def cannot_open(error: OSError) -> str:
    """Of a file of the content, after its place."""
    return f"файл не открывается ({refusal(error)}) — проверьте, не занят ли он другой программой"


def system_refused(error: OSError) -> str | None:
    """What a command says when the system refuses something; None for what no table foresees."""
    if _name(error) in _FULL:
        return NO_ROOM
    meaning = _MEANINGS.get(_name(error))
    return meaning and f"{error.filename or 'файл'}: {meaning.command}"


def not_written(error: OSError) -> str:
    """Why one file could not be saved."""
    if _name(error) in _FULL:
        return "на диске нет места — освободите его и сохраните ещё раз"
    meaning = _MEANINGS.get(_name(error), _Meaning(""))
    return f"файл записи: {meaning.command}"


def file_in_the_way(file: str) -> str:
    """A folder is to be made where a file has its name."""
    return labelled(file, _MEANINGS["EEXIST"].command)


# --- what is no file


PIPE = "это канал между программами, а не файл — удалите его из папки"
DEVICE = "это устройство, а не файл — удалите его из папки"
SOCKET = "это гнездо другой программы, а не файл — удалите его из папки"
LINK_TO_NOTHING = "ярлык ведёт в никуда — положите вместо него сам файл или удалите"
LINK_TO_ITSELF = "ярлык ведёт сам на себя или на папку, в которой лежит, — удалите его"
UNREADABLE_FOLDER = "папка не открывается — проверьте права на неё"


# --- our own bugs


def our_bug(file: str | None) -> str:
    """A bug of the program: nothing the reader did; `file` has what its authors need to know."""
    sentence = "это ошибка программы, вы ничего не испортили: сайт остался прежним"
    if file is None:
        return f"{sentence}. Пошлите разработчикам то, что напечатано выше"
    return f"{sentence}. Пошлите разработчикам файл {file} и напишите, что вы делали"


def no_library(name: str) -> str:
    return labelled(
        f"не установлена библиотека {name}",
        "поставьте программу заново со всеми частями, как сказано в README",
    )
