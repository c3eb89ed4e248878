"""What an editor types: how it is read, how a schema for editors tells of it, and how it is refused.

A schema is draft-07, its patterns those of ECMA 262 in Unicode mode, which Python reads as well: no names of groups, no
flags, no escapes that are not needed.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from nastavnik import messages
from nastavnik.records.vocabularies import DASH_SIGNS, normal

Form = Mapping[str, Any]
"""A piece of a JSON Schema: what may be typed."""
_SPECIAL = frozenset("\\^$.*+?()[]{}|/")
_SIGNS = {"-": rf"\s*[{DASH_SIGNS}]+\s*", " ": r"\s+", "е": "[еЕёЁ]"}


def wrong(message: str) -> PydanticCustomError:
    """A refusal with a finished Russian sentence."""
    return PydanticCustomError("russian", "{message}", {"message": message})


def matching(pattern: str, *others: str) -> Form:
    """A text of this shape, with blanks around it or not, or a value of one of the `others`: types of JSON."""
    return {"type": ["string", *others] if others else "string", "pattern": rf"^\s*(?:{pattern})\s*$"}


def one_of(words: Iterable[str], *others: str) -> Form:
    """Any of these words as `vocabularies.normal` compares them: in any case, with any dash."""
    return matching(rf"[.;,\s]*(?:{'|'.join(map(any_case, words))})[.;,\s]*", *others)


def any_case(word: str) -> str:
    """A pattern of a word in any case, with any dash and any blanks."""
    return "".join(_SIGNS.get(sign) or _letter(sign) for sign in normal(word))


def _letter(sign: str) -> str:
    if sign.upper() != sign:
        return f"[{sign}{sign.upper()}]"
    return f"\\{sign}" if sign in _SPECIAL else sign


def without_names(*patterns: re.Pattern[str]) -> str:
    """Alternatives without names of groups; small Russian letters stand for capitals too."""
    plain = (re.sub(r"\?P<\w+>", "?:", pattern.pattern) for pattern in patterns)
    return "|".join(plain).replace("[а-я]", "[а-яА-Я]")


def one_line(value: Any) -> Any:
    """A text without line breaks and without blanks too many; anything else as it is."""
    return " ".join(value.split()) if isinstance(value, str) and not is_tidy(value) else value


def is_tidy(text: str) -> bool:
    """Whether a text is one line without a blank too many already; looking is cheaper than cutting into words."""
    return text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "


@dataclass(frozen=True)
class Reads:
    """Marks how a text becomes a value of the type, and the `form` of what may be typed, if it is not the type's own.

    A value that is no text is left to the type itself. Only a schema for editors has the form: what is published is
    described by the type.
    """

    read: Callable[[str], Any] | None = None
    form: Form | None = field(default=None, hash=False)

    def _before(self, value: Any) -> Any:
        return self.read(value) if self.read and isinstance(value, str) else value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = handler(source)
        return core_schema.no_info_before_validator_function(self._before, inner) if self.read else inner

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.form) if self.form and handler.mode == "validation" else handler(schema)


@dataclass(frozen=True)
class Like:
    """Marks a text that has the shape of a pattern, blanks around it or not; any other is refused with `complaint`."""

    pattern: str
    complaint: str

    def _after(self, value: str) -> str:
        if not re.fullmatch(self.pattern, value.strip()):
            raise wrong(messages.quoted(value, self.complaint))
        return value.strip()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._after, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(matching(self.pattern)) if handler.mode == "validation" else handler(schema)


def like(pattern: str, complaint: str) -> Like:
    """A text that, without blanks around it, has the shape of a pattern; else it is refused with the complaint."""
    return Like(pattern, complaint)
