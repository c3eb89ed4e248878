"""A record class → the fields of a form as Sveltia CMS wants them; what a form asks is known to `records.inputs` alone.

The names are those of the JSON Schema that its package carries: a test holds every field of every kind against it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.records.inputs import Input, Widget, inputs_of
from nastavnik.records.vocabularies import Vocabularies

FormSettings = dict[str, Any]
"""What the form is told: a field, a collection, all of it."""
DEEPEST = 5
"""Parts inside one another that a form shows; those of a roadmap go on without end, what is deeper stays as it is."""


TYPED = {Widget.LINE, Widget.TEXT, Widget.LINES, Widget.MOMENT, Widget.NUMBER}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form of one school lets choose from: its words, and the records that references lead to."""

    words: Vocabularies
    names: Mapping[str, str]
    """Kind → the field by which its records are called."""
    stages: Sequence[tuple[str, str]]
    """Stages as references write them, and their titles."""


def form_fields(
    cls: type[BaseModel], choices: Choices, owner: type[BaseModel] | None = None, depth: int = 0
) -> list[FormSettings]:
    """The fields of a record or of a part of `owner`, in their order."""
    return [
        _field(cls, each, choices, depth)
        for each in inputs_of(cls, choices.words, owner)
        if each.widget is not Widget.PART or depth < DEEPEST
    ]


def _field(cls: type[BaseModel], each: Input, choices: Choices, depth: int) -> FormSettings:
    about = {"name": each.name, "label": each.caption, "required": each.required} | _hint(each)
    if each.widget is Widget.PART and each.model:
        inside = form_fields(each.model, choices, cls, depth + 1)
        return about | {"widget": "list" if each.many else "object", "collapsed": "auto", "fields": inside}
    plain = WIDGETS[each.widget](each, choices)
    if not each.many or plain.get("multiple"):
        return about | plain
    return about | {"widget": "list", "field": {"name": each.name, "label": each.caption} | plain}


def _hint(each: Input) -> FormSettings:
    """Who sees the field, and an example of what is typed; one of several values is an example of a file."""
    who = messages.FORM_PRIVATE if each.private else messages.FORM_UNDER_CONSENT if each.under_consent else ""
    is_typed = each.widget in TYPED and not each.example.startswith(("[", "{"))
    example = messages.form_example(each.example) if each.example and is_typed else ""
    hint = " ".join(filter(None, (who, example)))
    return {"hint": hint} if hint else {}


def _text(widget: str) -> Callable[[Input, Choices], FormSettings]:
    """A text as long as the field takes."""

    def drawn(each: Input, _: Choices) -> FormSettings:
        lengths = {"minlength": each.shortest, "maxlength": each.longest}
        return {"widget": widget, **{name: length for name, length in lengths.items() if length}}

    return drawn


def _fixed(widget: str, **options: Any) -> Callable[[Input, Choices], FormSettings]:
    """A widget that is the same for every field."""
    return lambda _each, _choices: {"widget": widget, **options}


def _choice(each: Input, _: Choices) -> FormSettings:
    """Words of a vocabulary by their captions, as records have them; a list to open, so that a choice can be undone."""
    options = [{"label": word.title, "value": word.word} for word in each.choices]
    return {"widget": "select", "dropdown_threshold": 0, "options": options}


def _number(each: Input, _: Choices) -> FormSettings:
    return {"widget": "number", "value_type": "float" if each.unit else "int", "step": 1}


def _reference(each: Input, choices: Choices) -> FormSettings:
    if each.of_part:
        options = [{"label": f"{code}. {title}", "value": code} for code, title in choices.stages]
        if not options:
            return {"widget": "string"}
        return {"widget": "select", "dropdown_threshold": 0, "options": options, "multiple": each.many}
    called = choices.names[each.kind]
    return {
        "widget": "relation",
        "collection": each.kind,
        "value_field": "{{slug}}",
        "display_fields": [called],
        "search_fields": [called],
        "dropdown_threshold": 0,
        "multiple": each.many,
    }


WIDGETS: dict[Widget, Callable[[Input, Choices], FormSettings]] = {
    Widget.LINE: _text("string"),
    Widget.TEXT: _text("text"),
    Widget.MARKDOWN: _fixed("markdown", modes=["raw", "rich_text"]),  # a visual editor rewrites tables it only opened
    Widget.LINES: _fixed("list"),
    Widget.DAY: _fixed("datetime", type="date", format="YYYY-MM-DD"),
    Widget.MOMENT: _text("string"),
    Widget.YES_NO: _fixed("select", dropdown_threshold=0, options=[messages.FORM_YES, messages.FORM_NO]),
    Widget.NUMBER: _number,
    Widget.CHOICE: _choice,
    Widget.CHOICES: lambda each, choices: _choice(each, choices) | {"multiple": True},
    Widget.REFERENCE: _reference,
    Widget.FILE: _fixed("file", choose_url=False),
    Widget.PICTURE: _fixed("image", choose_url=False),
    Widget.PAIRS: _fixed("keyvalue"),
}
"""How each input is drawn; «yes or no» is a word to choose, for a switch writes «no» where nothing was said."""
