"""Blocks of hand-written pages as they are typed: `::: steps`, its lines, `:::`. What is wrong with them, with places.

    ::: call | Главное за минуту
    - Участие добровольное.
    :::

How they are drawn is the engines' (`engines.blocks`); code and comments are not looked into.
"""

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

from nastavnik import messages
from nastavnik.text.asides import asides

_TWO = "::"
"""What a page without blocks has not."""
NAMES = ("call", "contents", "cards", "steps", "contact", "files", "questions")
OPENS = r"(:::):*[ \t]*([^\s:|]+)[ \t]*\|?[ \t]*(.*?)[ \t]*"
"""An opening line without the blanks before it: the sign, a name, a heading if any."""
CLOSES = r"(:::):*[ \t]*"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_OPENING, _CLOSING = re.compile(rf" {{0,3}}{OPENS}\Z"), re.compile(rf" {{0,3}}{CLOSES}\Z")
_SHORT = re.compile(r" {0,3}::(?:[ \t]*([^\s:|]+)[ \t]*(?:\|.*)?)?[ \t]*\Z")
_ITEM = re.compile(r" {0,3}[-*+][ \t]+(.*)")
_ALONE = ("contact", "contents")
"""Blocks that say something when nothing is written in them."""
_LIKE = {
    "questions": re.compile(r" {0,3}#{2,6}[ \t]+\S"),
    "steps": re.compile(r" {0,3}\d{1,2}[.)][ \t]+\S"),
}
"""A line that a block of this name must have."""
_LINKED = {"files": re.compile(r".*\]\("), "cards": re.compile(r"\[.*\]\(")}
"""How every item of a block of this name begins, or what it must have."""
_IN_RUSSIAN = {
    **dict.fromkeys(("главное", "важно", "врезка"), "call"),
    **dict.fromkeys(("шаги", "встречи", "этапы"), "steps"),
    **dict.fromkeys(("контакт", "контакты", "куратор"), "contact"),
    **dict.fromkeys(("файлы", "бланки", "документы"), "files"),
    **dict.fromkeys(("вопросы", "вопрос", "faq"), "questions"),
    **dict.fromkeys(("содержание", "оглавление"), "contents"),
    **dict.fromkeys(("карточки", "карточка"), "cards"),
}


class TypedBlock(NamedTuple):
    """A block: the number of its first line from 0, its name as typed, the lines between its signs with numbers."""

    line: int
    name: str
    body: tuple[tuple[int, str], ...]


def slips(text: str) -> Iterator[tuple[int, str]]:
    """Number of a line, from 0, and what is wrong with the block there."""
    block: TypedBlock | None = None
    inside = 0  # blocks begun inside of others: each of them may have a closing line too many
    if _TWO not in text:
        return
    for number, line in _visible(text):
        opening = _OPENING.match(line)
        if _CLOSING.match(line):
            yield from _faults(block) if block else () if inside else [(number, messages.BLOCK_NOT_OPEN)]
            block, inside = None, inside if block else max(0, inside - 1)
        elif opening:
            if block:
                yield number, messages.block_in_block(opening[2], block.name)
                inside += 1
            block = TypedBlock(number, opening[2], ())
        elif _is_short_of_a_colon(line):
            yield number, messages.BLOCK_TWO_COLONS
        elif block:
            block = block._replace(body=(*block.body, (number, line)))
    if block:
        yield block.line, messages.block_not_closed(block.name)


def _is_short_of_a_colon(line: str) -> bool:
    """Whether a line begins or ends a block, but for its third colon."""
    short = _SHORT.match(line)
    return short is not None and (short[1] is None or short[1].lower() in {*NAMES, *_IN_RUSSIAN})


def _visible(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; those of code and comments are left out."""
    hidden = {at for aside in asides(text) for at in range(aside.start, aside.end)}
    fence = ""
    for number, line in enumerate(text.split("\n")):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if not fence and not mark and number not in hidden:
            yield number, line


def _faults(block: TypedBlock) -> Iterator[tuple[int, str]]:
    """What is wrong with a block that is closed."""
    if block.name not in NAMES:
        yield block.line, messages.unknown_block(block.name, list(NAMES), _nearest(block.name.lower()))
    elif not any(line.strip() for _, line in block.body):
        yield from () if block.name in _ALONE else [(block.line, messages.BLOCK_EMPTY)]
    elif block.name in _LIKE and not any(_LIKE[block.name].match(line) for _, line in block.body):
        yield block.line, messages.BLOCK_NEEDS[block.name]
    elif block.name in _LINKED:
        yield from _unlinked(block, _LINKED[block.name])


def _unlinked(block: TypedBlock, linked: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Items of a list that are no links, or the block if it has no list."""
    items = [(number, item[1]) for number, line in block.body if (item := _ITEM.match(line))]
    if not items:
        yield block.line, messages.BLOCK_NEEDS[block.name]
    yield from ((number, messages.BLOCK_NEEDS[block.name]) for number, item in items if not linked.match(item))


def _nearest(name: str) -> str | None:
    return _IN_RUSSIAN.get(name) or next(iter(difflib.get_close_matches(name, NAMES, n=1)), None)
