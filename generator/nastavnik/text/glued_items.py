"""Items of a list in YAML that became one: a dash is missing or sticks to its word, or quotes protect nothing."""

import re
from collections.abc import Iterator

import yaml

from nastavnik import messages
from nastavnik.text.source import Problem, Source

_LONG = re.compile(r"[ ]*([–—―•·●▪◦])[ \u00a0]")
_STUCK = re.compile(r"[ ]*(-)[^\s\d-]")
_OPENED = re.compile(r"[“„«][^”“»]*\Z")
SHORT = 60
"""Characters of a line that needed no second one."""


def glued_items(source: Source) -> Iterator[Problem]:
    """A hint at every line that looks like an item of its own and is the end of the one above, and at torn quotes."""
    lines = str(source.ground.text).split("\n")[source.ground.lines_above :]
    for sequence in _sequences(source.root):
        for item in sequence.value:
            if isinstance(item, yaml.ScalarNode) and not item.style:
                yield from _torn_quotes(source, item) if sequence.flow_style else _glued(source, item, lines)


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
        mark = _LONG.match(line) or _STUCK.match(line)
        if mark:
            message = messages.LONG_DASH if _LONG.match(line) else messages.DASH_WITHOUT_BLANK
            yield Problem(source.ground.place(number, mark.start(1)), message, "hint")
        elif len(lines[number - 1]) < SHORT:
            column = len(line) - len(line.lstrip())
            yield Problem(source.ground.place(number, column), messages.ITEM_ON_TWO_LINES, "hint")


def _torn_quotes(source: Source, item: yaml.ScalarNode) -> Iterator[Problem]:
    if _OPENED.search(item.value):
        yield Problem(source.ground.at(item), messages.BROKEN_BY_SMART_QUOTES, "hint")
