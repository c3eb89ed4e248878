"""Items of lists in YAML that nobody meant: several that became one, and one that a comma cut in two."""

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from nastavnik import messages
from nastavnik.text.odd_lines import false_dash
from nastavnik.text.source import Problem, Source

_OPENED = re.compile(r"[“„«][^”“»]*\Z")
_SHORT = 60
"""Characters of a line that needed no second one."""
_GOES_ON = re.compile(
    r"(?:котор(?:ый|ая|ое|ые|ого|ому|ым|ых|ыми|ой|ую|ом)|чтобы|что|если|когда|где|куда|откуда|а|но"
    r"|без|кроме|включая|особенно|например|готов(?:ый|ая|ое|ые|ого|ой|ых|ыми))\b(?!-)"
)
"""What an item seldom begins with in small letters, and a clause after a comma often does."""


def glued_items(source: Source) -> Iterator[Problem]:
    """A hint at every line that looks like an item of its own and is the end of the one above, and at torn quotes.

    A dash is missing there or sticks to its word, or quotes of Word protect nothing.
    """
    lines = str(source.ground.text).split("\n")[source.ground.lines_above :]
    for sequence in _sequences(source.root):
        for item in sequence.value:
            if isinstance(item, yaml.ScalarNode) and not item.style:
                yield from _torn_quotes(source, item) if sequence.flow_style else _glued(source, item, lines)


def torn_items(root: yaml.Node) -> Iterator[tuple[yaml.Node, str]]:
    """Items that look like the rest of the one before them, with the word they begin with.

    `[вопросы, которые стесняются задать]` are two items. A list whose first item begins so as well is a list of
    questions; what stands in quotes or on a line of its own was meant to be an item.
    """
    for sequence in _sequences(root):
        if sequence.flow_style and not _begins(sequence.value[:1]):
            pairs = ((before, item, _begins([item])) for before, item in pairwise(sequence.value))
            yield from ((item, word) for before, item, word in pairs if word and isinstance(before, yaml.ScalarNode))


def _sequences(node: yaml.Node) -> Iterator[yaml.SequenceNode]:
    if isinstance(node, yaml.SequenceNode):
        yield node
    values = node.value if isinstance(node, yaml.SequenceNode) else ()
    if isinstance(node, yaml.MappingNode):
        values = [value for _, value in node.value]
    for inner in values:
        yield from _sequences(inner)


def _glued(source: Source, item: yaml.ScalarNode, lines: list[str]) -> Iterator[Problem]:
    first, last = item.start_mark.line, item.end_mark.line
    for number in range(first + 1, min(last, len(lines) - 1) + 1):
        line = lines[number]
        if not line.strip() or (number == last and not item.end_mark.column):
            continue
        mark = false_dash(line)
        if mark:
            yield Problem(source.ground.place(number, mark[0]), mark[1], "hint")
        elif len(lines[number - 1]) < _SHORT:
            column = len(line) - len(line.lstrip())
            yield Problem(source.ground.place(number, column), messages.ITEM_ON_TWO_LINES, "hint")


def _torn_quotes(source: Source, item: yaml.ScalarNode) -> Iterator[Problem]:
    if _OPENED.search(item.value):
        yield Problem(source.ground.at(item), messages.BROKEN_BY_SMART_QUOTES, "hint")


def _begins(items: list[yaml.Node]) -> str:
    """The word that says the first of these items goes on from somewhere; "" if it does not."""
    item = items[0] if items else None
    if not isinstance(item, yaml.ScalarNode) or item.style:
        return ""
    word = _GOES_ON.match(item.value)
    return word[0] if word else ""
