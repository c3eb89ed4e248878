"""An item of a list in brackets that a comma has cut in two: `[вопросы, которые стесняются задать]` are two items."""

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

GOES_ON = re.compile(
    r"(?:котор(?:ый|ая|ое|ые|ого|ому|ым|ых|ыми|ой|ую|ом)|чтобы|что|если|когда|где|куда|откуда|а|но)\b(?!-)"
)
"""What an item seldom begins with in small letters, and a clause after a comma often does."""


def torn_items(root: yaml.Node) -> Iterator[tuple[yaml.Node, str]]:
    """Items that look like the rest of the one before them, with the word they begin with.

    A list whose first item begins so as well is a list of questions; what stands in quotes or on a line of its own was
    meant to be an item.
    """
    if isinstance(root, yaml.MappingNode):
        for _, value in root.value:
            yield from torn_items(value)
    if not isinstance(root, yaml.SequenceNode):
        return
    if root.flow_style and not _begins(root.value[:1]):
        pairs = ((before, item, _begins([item])) for before, item in pairwise(root.value))
        yield from ((item, word) for before, item, word in pairs if word and isinstance(before, yaml.ScalarNode))
    for item in root.value:
        yield from torn_items(item)


def _begins(items: list[yaml.Node]) -> str:
    """The word that says the first of these items goes on from somewhere; "" if it does not."""
    item = items[0] if items else None
    if not isinstance(item, yaml.ScalarNode) or item.style:
        return ""
    word = GOES_ON.match(item.value)
    return word[0] if word else ""
