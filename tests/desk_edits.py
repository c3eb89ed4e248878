"""Random edits as a person makes them in a form of the desk, each with the data it is meant to leave."""

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from pydantic import BaseModel

from nastavnik.desk.values import FormValues
from nastavnik.records.inputs import Input, Widget
from nastavnik.text.source import Plain
from tests.desk import Pairs

TYPED = [
    "Лыжи: 5 км",
    "- не список",
    '«кавычки» и "кавычки"',
    "# не примечание",
    "да",
    "12",
    "null",
    "a'b",
    "{x}",
    "*x* & <y>",
]
PARAGRAPHS = ["Один.\n\nДва: # три.", "- раз\n- два", "Слово", "  отступ\nи строка", "---\nчерта"]


class RandomEdit(NamedTuple):
    """What is posted, the data that is meant, the field of the record it belongs to, and what was done."""

    pairs: Pairs
    data: dict[str, Plain]
    field: str
    story: str


class Repeated(NamedTuple):
    """A list of parts: its input, its path in the form and its keys in the data."""

    each: Input
    path: str
    items: list[Any]


def edits(
    values: FormValues, cls: type[BaseModel], data: dict[str, Plain], pairs: Pairs
) -> list[Callable[[random.Random], RandomEdit | None]]:
    """Everything that can be done with a form."""
    names = {name for name, _ in pairs}
    possible: list[Callable[[random.Random], RandomEdit | None]] = []
    for each in values.inputs(cls):
        possible += _of_input(each, each.name, each.name, (each.name,), data, pairs, names)
    return possible


def _of_input(
    each: Input,
    field: str,
    path: str,
    keys: tuple[str | int, ...],
    data: dict[str, Plain],
    pairs: Pairs,
    names: set[str],
) -> Iterator[Callable[[random.Random], RandomEdit | None]]:
    value = _at(data, keys)
    if each.widget is Widget.PART and each.many and each.model and f"{path}/@" in names:
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            yield lambda chance: _list_edit(chance, field, path, keys, data, pairs, value)
    elif path in names or f"{path}/@" in names:
        if each.widget in SCALARS and (value is None or isinstance(value, str)):
            yield lambda chance: _typed(chance, each, field, path, keys, data, pairs)
        elif each.widget is Widget.CHOICES and each.choices and (value is None or isinstance(value, list)):
            yield lambda chance: _chosen(chance, each, field, path, keys, data, pairs)


def _at(data: Any, keys: tuple[str | int, ...]) -> Any:
    for key in keys:
        data = (
            data.get(key)
            if isinstance(data, dict)
            else data[key]
            if isinstance(data, list) and isinstance(key, int)
            else None
        )
    return data


def _with(data: dict[str, Plain], keys: tuple[str | int, ...], value: Plain | None) -> dict[str, Plain]:
    changed: Any = deepcopy(data)
    inner: Any = changed
    for key in keys[:-1]:
        inner = inner[key]
    if value in (None, [], ""):
        inner.pop(keys[-1], None)
    else:
        inner[keys[-1]] = value
    return changed  # type: ignore[no-any-return]


def _replaced(pairs: Pairs, path: str, text: str) -> Pairs:
    return [(name, text.replace("\n", "\r\n") if name == path else old) for name, old in pairs]


SCALARS = {Widget.LINE, Widget.TEXT, Widget.MARKDOWN, Widget.DAY, Widget.NUMBER, Widget.CHOICE}


def _typed(
    chance: random.Random,
    each: Input,
    field: str,
    path: str,
    keys: tuple[str | int, ...],
    data: dict[str, Plain],
    pairs: Pairs,
) -> RandomEdit | None:
    """A text, a day, a number or a choice, or nothing."""
    if not any(name == path for name, _ in pairs):
        return None
    text, meant = _new_text(chance, each)
    return RandomEdit(_replaced(pairs, path, text), _with(data, keys, meant), field, f"{path} = {text!r}")


def _new_text(chance: random.Random, each: Input) -> tuple[str, str]:
    """(what is typed, what it is in the record)."""
    if chance.random() < 0.15:
        return "", ""
    if each.widget is Widget.DAY:
        day = str(dt.date(2026, 1, 1) + dt.timedelta(chance.randint(0, 700)))
        return day, day
    if each.widget is Widget.NUMBER:
        return (number := str(chance.randint(1, 2030))), number
    if each.widget is Widget.CHOICE:
        choice = chance.choice(each.choices)
        return choice.code, choice.word
    text = chance.choice(TYPED if each.widget is Widget.LINE else TYPED + PARAGRAPHS)
    return text, text.strip()


def _chosen(
    chance: random.Random,
    each: Input,
    field: str,
    path: str,
    keys: tuple[str | int, ...],
    data: dict[str, Plain],
    pairs: Pairs,
) -> RandomEdit:
    """One choice more or less; those that stay keep their words and their order."""
    old: Any = _at(data, keys) or []
    choice = chance.choice(each.choices)
    left = [word for word in old if not choice.is_meant_by(str(word))]
    if len(left) < len(old):
        return RandomEdit(
            [pair for pair in pairs if pair != (path, choice.code)],
            _with(data, keys, left),
            field,
            f"{path} - {choice.code}",
        )
    at = next(at for at, (name, _) in enumerate(pairs) if name == f"{path}/@") + 1
    meant = _with(data, keys, [*old, choice.word])
    return RandomEdit([*pairs[:at], (path, choice.code), *pairs[at:]], meant, field, f"{path} + {choice.code}")


def _list_edit(
    chance: random.Random,
    field: str,
    path: str,
    keys: tuple[str | int, ...],
    data: dict[str, Plain],
    pairs: Pairs,
    items: list[Any],
) -> RandomEdit | None:
    """An item taken away, moved, changed, or a new one, as the buttons of the page do it."""
    blocks = {
        str(number): [pair for pair in pairs if pair[0].startswith(f"{path}/{number}/")] for number in range(len(items))
    }
    order, meant = list(blocks), list(items)
    what = chance.choice(["take away", "move", "text", "add"])
    at = chance.randrange(len(order)) if order else -1
    if what == "take away" and order:
        blocks[order[at]].append((f"{path}/{order[at]}/@off", "yes"))
        meant.pop(at)
    elif what == "move" and len(order) > 1:
        to = (at + 1) % len(order)
        order[at], order[to], meant[at], meant[to] = order[to], order[at], meant[to], meant[at]
    elif what == "text" and order and (known := _texts(items[at], blocks[order[at]], f"{path}/{order[at]}/")):
        name, text = chance.choice(known), chance.choice(TYPED)
        blocks[order[at]] = _replaced(blocks[order[at]], f"{path}/{order[at]}/{name}", text)
        meant[at] = {**items[at], name: text}
    elif items and (known := _texts(items[at], blocks[order[at]], f"{path}/{order[at]}/")):
        text, place = chance.choice(TYPED), chance.randint(0, len(order))
        blocks["n1"] = [(f"{path}/n1/@from", ""), (f"{path}/n1/{known[0]}", text)]
        order.insert(place, "n1")
        meant.insert(place, {known[0]: text})
    else:
        return None
    others = [pair for pair in pairs if not re.match(rf"{re.escape(path)}/\d+/", pair[0])]
    posted = [pair for step in order for pair in blocks[step]]
    return RandomEdit([*others, *posted], _with(data, keys, meant), field, f"{path}: {what} {at}")


def _texts(item: dict[str, Plain], block: Pairs, prefix: str) -> list[str]:
    """Fields of an item that stand in its inputs letter by letter."""
    shown = {name.removeprefix(prefix): text for name, text in block}
    return [
        name
        for name, text in item.items()
        if isinstance(text, str) and shown.get(name) == text and re.search("[а-я ]{8}", text)
    ]
