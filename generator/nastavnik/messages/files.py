"""What is said of files beside records and pages: nobody names them, they may not go out, what stands in them."""

from collections.abc import Sequence

from nastavnik.messages.words import plural

_FEW = 3

UNNAMED = "на сайт не попадёт: на файл не ссылается ни запись, ни страница — сошлитесь на него или уберите из content"
NEVER_PUBLISHED = "служебный файл, копия или черновик, на сайт его нельзя — уберите ссылку на него и сам файл"
LEADS_OUT = "ярлык ведёт за пределы папки content, на сайт не попадёт — положите сюда сам файл или папку"


def unnamed(names: Sequence[str]) -> str:
    """Of several files of one folder that nobody names."""
    rest = len(names) - _FEW
    listed = ", ".join(f"«{name}»" for name in names[:_FEW]) + (f" и ещё {rest}" if rest > 0 else "")
    count = plural(len(names), ("файл", "файла", "файлов"))
    return f"{count} на сайт не попадут, на них никто не ссылается: {listed} — сошлитесь на них или уберите из content"
