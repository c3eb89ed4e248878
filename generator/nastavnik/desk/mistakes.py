"""What `check` says of one record, beside the fields of its form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from nastavnik import messages
from nastavnik.desk.form_words import NO_TITLES, in_form_words
from nastavnik.desk.labels import called
from nastavnik.records.reading import caption_at, mistakes_of
from nastavnik.records.record import Record
from nastavnik.records.unfinished import Unfinished, unfinished
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.text.source import Keys, Place, Problem, Severity, Source, child


@dataclass(frozen=True, slots=True)
class FieldRemark:
    """A sentence of `check` and the field it stands beside: its keys, none for the record as a whole."""

    keys: Keys
    sentence: str
    severity: Severity
    fields: tuple[tuple[str, str], ...] = ()
    """(caption, path) of fields of the form that the sentence speaks of."""

    @property
    def path(self) -> str:
        """The name of the input it stands beside."""
        return "/".join(map(str, self.keys))


def remarks(
    cls: type[Record],
    source: Source,
    words: Vocabularies,
    problems: Sequence[Problem],
    titles: Mapping[str, str] = NO_TITLES,
) -> list[FieldRemark]:
    """Problems of one file with the fields they belong to, in words of a form instead of those of a file."""
    draft = unfinished(cls, source, words)
    of_draft = draft.problems if draft and draft.problems[0] in problems else ()
    field_remarks = list(_of_draft(draft)) if draft and of_draft else []
    keyed = dict[str, tuple[Keys, str]]()
    for keys, problem, is_missing in () if of_draft else _mistakes(cls, source, words):
        keyed[str(problem)] = (keys, messages.DESK_FILL_IN if is_missing else _in_form(cls, keys, problem.message))
    for problem in problems:
        if problem not in of_draft:
            keys, sentence = keyed.get(str(problem)) or (field_at(cls, source, problem.place), problem.message)
            field_remarks.append(FieldRemark(keys, in_form_words(cls, sentence, titles), problem.severity))
    return list(dict.fromkeys(field_remarks))


def _of_draft(draft: Unfinished) -> Iterator[FieldRemark]:
    """What is left to do before a draft is a record: at its head with ways to the fields, and beside each of them."""
    ways = tuple((caption, path_of(keys)) for keys, caption in draft.waiting())
    yield FieldRemark((), messages.DESK_DRAFT_WAITS, "hint", ways)
    yield from (FieldRemark(keys, messages.DESK_FILL_IN, "hint") for keys in draft.missing)
    for keys, problem in draft.refused:
        yield FieldRemark(keys, in_form_words(draft.cls, _in_form(draft.cls, keys, problem.message)), "hint")


def _mistakes(cls: type[Record], source: Source, words: Vocabularies) -> Iterator[tuple[Keys, Problem, bool]]:
    """What the class refuses, with the keys of the field, and whether the field is only empty."""
    data = source.data | ({cls.body: source.body} if source.body and cls.body else {})
    try:
        cls.model_validate(data, context={"vocabularies": words})
    except ValidationError as error:
        details = error.errors(include_url=False)
        missing = {tuple(each["loc"]) for each in details if each["type"] == "missing"}
        yield from ((keys, problem, keys in missing) for keys, problem in mistakes_of(cls, source, details))


def _in_form(cls: type[Record], keys: Keys, sentence: str) -> str:
    """A sentence without the name of the field it stands beside."""
    return messages.capital(sentence.removeprefix(f"{caption_at(cls, keys)}: "))


def path_of(keys: Keys) -> str:
    """Where a field stands in the form: `awards/0/title`."""
    return "/".join(map(str, keys))


def field_at(cls: type[Record], source: Source, place: Place) -> Keys:
    """The deepest field that begins at a place of the file or before it; none for the file as a whole."""
    at = (place.line, place.column)
    if source.body and cls.body and place.line >= source.body_line:
        return (cls.body,)
    if at == (1, 1):
        return ()
    return max(
        ((begins, keys) for begins, keys in _places(source, source.root, ()) if begins <= at), default=((0, 0), ())
    )[1]


def item_at(cls: type[Record], source: Source, place: Place) -> str:
    """What the item of a list around a place is called, a stage for one; empty where none has a name."""
    value: Any = source.data
    title = ""
    for key in field_at(cls, source, place):
        if not isinstance(value, (dict, list)) or (isinstance(value, dict) and key not in value):
            break
        value = value[key]  # type: ignore[index]
        title = (isinstance(key, int) and isinstance(value, dict) and called(value)) or title
    return title


def _places(source: Source, node: yaml.Node, keys: Keys) -> Iterator[tuple[tuple[int, int], Keys]]:
    """Where every field and item begins."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inside = (*keys, key.value)
            begins = source.ground.at(key)
            yield (begins.line, begins.column), inside
            yield from _places(source, value, inside)
    elif isinstance(node, yaml.SequenceNode):
        at = 0
        while pair := child(node, at):
            inside = (*keys, at)
            begins = source.ground.at(pair[1])
            yield (begins.line, begins.column), inside
            yield from _places(source, pair[1], inside)
            at += 1
