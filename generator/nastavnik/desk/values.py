"""What stands in a form, and what a posted form makes of a record: only fields that were changed say something else.

A value of a form is a text; of a choice its code; of several choices a list of codes; of a part a mapping; of what is
repeated a list. `shown` gives them from the data of a record, `wanted` turns posted ones into data again.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, BeforeValidator
from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.records.fields import YES_WORDS, read_day, read_moment
from nastavnik.records.inputs import Input, Widget, inputs_of
from nastavnik.records.nesting import marks
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.source import Keys, Plain

Shown = str | list[Any] | dict[str, Any]
PRESENT = "@"
"""Posted below the name of an input that posts nothing where nothing is chosen."""
ORIGIN = "@from"
"""Posted below an item: which item of the record it was."""
OFF = "@off"
"""Posted below an item that is to go."""
NAME, TEXT = "@name", "@text"
"""Below a pair: its name and its text."""
CLOCK = "@time"
"""Below a day: the hour that belongs to it."""
SEVERAL_LINES = {Widget.TEXT, Widget.LINES, Widget.MARKDOWN}
"""Inputs that keep line breaks."""


@dataclass
class Posted:
    """What was posted under one name, and under the names below it."""

    texts: list[str] = field(default_factory=list)
    below: dict[str, "Posted"] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Posted":
        """The tree of (`awards/0/title`, text) pairs."""
        root = cls()
        for path, text in pairs:
            node = root
            for step in path.split("/"):
                node = node.below.setdefault(step, cls())
            node.texts.append(text)
        return root

    @property
    def text(self) -> str:
        """The last text, without the line breaks of another system and blanks around."""
        return _as_sent(self.texts[-1]) if self.texts else ""

    def items(self) -> dict[str, "Posted"]:
        """What is repeated by its steps, in the order in which it was posted."""
        return {step: node for step, node in self.below.items() if not step.startswith("@") and OFF not in node.below}

    @property
    def origin(self) -> int | None:
        """Of an item: which item of the record it was, None for a new one."""
        number = self.below[ORIGIN].text if ORIGIN in self.below else ""
        return int(number) if re.fullmatch("[0-9]{1,6}", number) else None


class FormValues:
    """FormValues of forms by the words of one school."""

    def __init__(self, words: Vocabularies) -> None:
        self.words = words

    def inputs(self, cls: type[BaseModel], owner: type[BaseModel] | None = None) -> tuple[Input, ...]:
        """The inputs of a record or of a part of `owner`."""
        return inputs_of(cls, self.words, owner)

    # --- data → form

    def shown(self, cls: type[BaseModel], data: Plain, owner: type[BaseModel] | None = None) -> dict[str, Shown]:
        """What the inputs of a class show of some data; data of another shape shows nothing."""
        data = data if isinstance(data, dict) else {}
        return {each.name: self._shown(cls, each, data.get(each.name)) for each in self.inputs(cls, owner)}

    def _shown(self, cls: type[BaseModel], each: Input, value: Plain | None) -> Shown:
        value = in_full(cls, each.name, value)
        if each.widget is Widget.PART and each.model:
            if each.many:
                return [self.shown(each.model, item, cls) for item in value] if isinstance(value, list) else []
            return self.shown(each.model, value, cls) if isinstance(value, dict) else {}
        if each.widget is Widget.PAIRS:
            return (
                [[name, _on_one_line(_joined(text))] for name, text in value.items()] if isinstance(value, dict) else []
            )
        if each.widget is Widget.CHOICES:
            return [_code(each, word) for word in value] if isinstance(value, list) else []
        if each.widget is Widget.REMINDERS:
            return list(value) if isinstance(value, list) else []
        if each.many:
            return [_in_widget(each, _joined(item)) for item in value] if isinstance(value, list) else []
        return _in_widget(each, _as_text(each, _joined(value)))

    # --- form → data

    def wanted(
        self, cls: type[BaseModel], data: dict[str, Plain], posted: Posted, owner: type[BaseModel] | None = None
    ) -> dict[str, Plain]:
        """The data with what was changed in the form; fields that were not posted, or posted as shown, stay."""
        result = dict[str, Plain]()
        for each in self.inputs(cls, owner):
            old, node = data.get(each.name), posted.below.get(each.name)
            value = old if node is None else self._wanted(cls, each, old, node)
            if value or (value is not None and value == old):
                result[each.name] = value
        for answer in _fallen(cls, data, result):
            del result[answer]
        return result | {name: value for name, value in data.items() if name not in cls.model_fields}

    def _wanted(self, cls: type[BaseModel], each: Input, old: Plain | None, node: Posted) -> Plain | None:
        if each.widget is Widget.PART and each.model:
            return self._part(cls, each, old, node)
        posted, shown = self._posted(each, node), self._shown(cls, each, old)
        if each.widget is Widget.REMINDERS:
            return [text for text in shown if _as_sent(text) not in posted] or None
        if each.widget is Widget.PAIRS and each.choices:
            posted = _as_shown(posted, shown)
        if each.widget is Widget.CHOICES:  # a browser posts them in the order of the page, not of the editor
            posted = [*(code for code in shown if code in posted), *(code for code in posted if code not in shown)]
        if _sent_back(each, posted) == _sent_back(each, shown):
            return old
        return _plain(each, posted, old)

    def _part(self, cls: type[BaseModel], each: Input, old: Plain | None, node: Posted) -> Plain | None:
        assert each.model is not None
        usual = in_full(cls, each.name, old)
        if not each.many:
            before = usual if isinstance(usual, dict) else {}
            value = self.wanted(each.model, before, node, cls)
            return old if value == before else _short(cls, each.name, value)
        before_items = usual if isinstance(usual, list) else []
        items = [item for _, item in self._items(cls, each, before_items, node)]
        return old if items == before_items else items or None

    def _items(
        self, cls: type[BaseModel], each: Input, before: list[Plain], node: Posted
    ) -> Iterator[tuple[str, Plain]]:
        """(step, data) of the items that a posted list leaves; one that no form can show stays as it is."""
        assert each.model is not None
        for step, item in node.items().items():
            base = before[item.origin] if item.origin is not None and item.origin < len(before) else None
            wanted: Plain = self.wanted(each.model, base if isinstance(base, dict) else {}, item, cls)
            left = wanted or (base if not isinstance(base, dict) or not base else None)
            if left is not None:
                yield step, left

    # --- places in the data → places in the form

    def path_in_form(
        self, cls: type[BaseModel], keys: Keys, before: Plain, posted: Posted, owner: type[BaseModel] | None = None
    ) -> Keys:
        """The steps of the input that shows what stands at `keys` in the data made of `before` and what was posted.

        Items have other steps in a form than numbers in the data once one was added, moved or taken away.
        """
        each = next((each for each in self.inputs(cls, owner) if keys and each.name == keys[0]), None)
        node = posted.below.get(str(keys[0])) if each else None
        if each is None or node is None:
            return keys
        old = in_full(cls, each.name, before.get(each.name) if isinstance(before, dict) else None)
        steps = self._steps(cls, each, old, node)
        step = next((step for key, step in steps if key == keys[1]), None) if len(keys) > 1 else None
        if each.model and not each.many:
            return (each.name, *self.path_in_form(each.model, keys[1:], old, node, cls))
        if step is None:
            return keys[:1] if each.many else keys
        item = node.below[step]
        if each.model is None:
            return (each.name, step, *keys[2:])
        base = old[item.origin] if isinstance(old, list) and item.origin is not None and item.origin < len(old) else {}
        return (each.name, step, *self.path_in_form(each.model, keys[2:], base, item, cls))

    def _steps(self, cls: type[BaseModel], each: Input, old: Any, node: Posted) -> list[tuple[int | str, str]]:
        """(key in the data, step in the form) of everything repeated in an input."""
        if each.widget is Widget.PAIRS:
            return [(item.below[NAME].text, step) for step, item in node.items().items() if NAME in item.below]
        if each.model and each.many:
            left = [step for step, _ in self._items(cls, each, old if isinstance(old, list) else [], node)]
        else:
            left = [step for step, item in node.items().items() if item.text]
        return list(enumerate(left))

    def _posted(self, each: Input, node: Posted) -> Shown:
        """The posted value as it would be shown."""
        if each.widget is Widget.PAIRS:
            pairs = [
                [item.below[NAME].text, item.below[TEXT].text]
                for item in node.items().values()
                if item.below.keys() >= {NAME, TEXT}
            ]
            return [pair for pair in pairs if all(pair)]
        if each.widget is Widget.CHOICES:
            return [text for text in node.texts if text]
        if each.widget is Widget.REMINDERS:
            return list(map(_as_sent, node.texts))
        if each.many:
            return [item.text for item in node.items().values() if item.text]
        if each.widget is Widget.LINES:
            return _lines(node.text)
        if each.widget is Widget.MOMENT:
            clock = node.below[CLOCK].text if CLOCK in node.below else ""
            return f"{node.text} {clock}".strip()
        return node.text


def _fallen(cls: type[BaseModel], before: dict[str, Plain], after: dict[str, Plain]) -> list[str]:
    """Answers that were given about another value of another field, and not given anew."""
    about = cls.answers_about if issubclass(cls, Record) else {}
    return [
        answer
        for answer, name in about.items()
        if answer in after and after[answer] == before.get(answer) and after.get(name) != before.get(name)
    ]


def _as_shown(pairs: Any, shown: Any) -> list[list[str]]:
    """Pairs in the order in which the editor has written them; new ones after those."""
    names = [name for name, _ in shown]
    return sorted(pairs, key=lambda pair: names.index(pair[0]) if pair[0] in names else len(names))


def _plain(each: Input, posted: Shown, old: Plain | None) -> Plain | None:
    """What a posted value is in a record."""
    if each.widget is Widget.PAIRS:
        before = old if isinstance(old, dict) else {}
        texts = {name: _on_one_line(_joined(text)) for name, text in before.items()}
        return {pair[0]: before[pair[0]] if texts.get(pair[0]) == pair[1] else pair[1] for pair in posted} or None
    if each.widget is Widget.CHOICES:
        typed = {_code(each, word): word for word in (old if isinstance(old, list) else [old]) if isinstance(word, str)}
        return [typed.get(code) or _word(each, code) for code in posted] or None
    if each.many:
        return list(posted) or None
    text = str(posted)
    if each.widget is Widget.LINES:
        lines = text.split("\n") if text else []
        return lines[0] if isinstance(old, str) and len(lines) == 1 else list(lines) or None
    if each.widget is Widget.CHOICE:
        return _word(each, text) if text else None
    if each.widget is Widget.YES_NO:
        return None if (text == "yes") == each.default else messages.YES if text == "yes" else messages.NO
    return text or None


def _short(cls: type[BaseModel], name: str, value: dict[str, Plain]) -> Plain | None:
    """A part in one word, if the field takes it so: `term: сентябрь`."""
    if len(value) == 1:
        only = next(iter(value.values()))
        if isinstance(only, str) and in_full(cls, name, only) == value:
            return only
    return value or None


def in_full(cls: type[BaseModel], name: str, value: Plain | None) -> Any:
    """A value in the longest of the shapes its field takes: what stands in one word becomes a part, one a list."""
    if value is None:
        return None
    for step in reversed(marks(cls, name, BeforeValidator)):
        try:
            longer = step.func(value)
        except (PydanticCustomError, TypeError):
            continue
        value = longer if isinstance(longer, (dict, list)) else value
    return value


def _as_sent(text: str) -> str:
    """A text as a browser sends it, without the line breaks of another system and blanks around."""
    return re.sub(r"\r\n?", "\n", text).strip()


def _lines(text: str) -> str:
    """A text of lines without blanks around them and empty ones."""
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _on_one_line(text: str) -> str:
    """A text for an input that has one line: a browser takes line breaks out of it and glues the words."""
    return re.sub(r"\s*[\r\n]\s*", " ", text.strip())


def _in_widget(each: Input, text: str) -> str:
    return text if each.widget in SEVERAL_LINES else _on_one_line(text)


def _sent_back(each: Input, value: Shown) -> Shown:
    """A value as it comes back from a form that nobody touched."""
    if isinstance(value, list):
        items = [_sent_back(each, item) for item in value]
        return [
            item for item in items if (all(item) if each.widget is Widget.PAIRS and isinstance(item, list) else item)
        ]
    if isinstance(value, dict):
        return value
    return _lines(value) if each.widget is Widget.LINES else _as_sent(value)


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return value.rstrip("\n") if isinstance(value, str) else ""


def _as_text(each: Input, text: str) -> str:
    if each.widget is Widget.CHOICE:
        return _code(each, text) if text else ""
    if each.widget is Widget.YES_NO:
        word = text.strip().lower()
        is_yes = each.default if not word else word in YES_WORDS
        return "yes" if is_yes else ""
    if each.widget in (Widget.DAY, Widget.MOMENT) and text:
        return _day(each.widget, text)
    return text


def _day(widget: Widget, text: str) -> str:
    """A day as a calendar wants it; what is none stays as typed."""
    try:
        return str(read_day(text) if widget is Widget.DAY else read_moment(text))[:16]
    except PydanticCustomError:
        return text


def _code(each: Input, word: Any) -> str:
    """The code of a typed word; a word that is not in the list stays."""
    return next((choice.code for choice in each.choices if choice.is_meant_by(str(word))), str(word))


def _word(each: Input, code: str) -> str:
    return next((choice.word for choice in each.choices if choice.code == code), code)
