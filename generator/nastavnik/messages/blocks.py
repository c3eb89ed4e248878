"""What is wrong with a block of a hand-written page, and the words a block brings with it."""

BLOCK_CALL = "Главное за минуту"
"""The heading of `::: call` that has none of its own."""
BLOCK_CAPTIONS = {
    "call": "Главное",
    "contents": "Содержание",
    "cards": "Карточки",
    "steps": "Шаги",
    "files": "Бланки",
    "questions": "Вопросы",
    "contact": "Кого спросить",
}
"""Blocks as the desk calls them, whose form shows no signs."""
BLOCK_NOT_OPEN = (
    "«:::» без имени закрывает блок, а здесь никакой не открыт — уберите строку или начните блок, например ::: steps"
)
BLOCK_TWO_COLONS = "двоеточий два, а блок начинают и закрывают тремя: «:::»"
BLOCK_EMPTY = "в блоке ничего нет — напишите текст между строками «:::» или уберите обе"
BLOCK_NEEDS = {
    "steps": "в блоке steps шаги пишут нумерованным списком: «1. **Знакомство.** Что делают.»",
    "files": "в блоке files каждая строка — ссылка на файл: «- [Согласие](files/soglasie.docx)»",
    "cards": "в блоке cards каждая строка начинается ссылкой: «- [Можно ли отказаться](#otkaz) В любой день»",
    "questions": "в блоке questions вопрос пишут заголовком: «### Кто проверяет наставников?», ответ — под ним",
}
"""What stands in a block of this name, said where something else does."""


def unknown_block(name: str, names: list[str], nearest: str | None) -> str:
    """Of a block whose name nobody knows."""
    guess = f"возможно, {nearest}; " if nearest else ""
    return f"блока «{name}» нет — {guess}есть: {', '.join(names)}"


def block_in_block(name: str, outer: str) -> str:
    """Of a block that begins before the one above it is closed."""
    return (
        f"блок {name} начат, а {outer} над ним не закрыт: один в другой не вкладывают — перед этой строкой нужна «:::»"
    )


def block_not_closed(name: str) -> str:
    """Of a block that the end of the page meets."""
    return f"блок {name} не закрыт — после его текста нужна строка из трёх двоеточий: «:::»"
