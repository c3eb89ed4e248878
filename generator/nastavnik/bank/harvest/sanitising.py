"""Other people's text → text that is only text: Markdown stays data, HTML, pictures, scripts and unseen signs go.

What is shown is cleaned once more when it is drawn (`markdown.render`); here nothing unwanted reaches the store.
"""

import re
from typing import Any

from nastavnik import messages
from nastavnik.text.effort import excess
from nastavnik.text.marks import printable

LONGEST = 60_000  # characters of one text; the longest practice we met has 14,000
MOST = 500  # items of one list
DEEPEST = 12  # fields inside fields; our deepest record needs 6
WHOLE = 300_000  # characters of one record
PASSES = 8  # over tags that stand in the middle of tags

_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Direction overrides (Unicode TR 36) and signs without a shape; joiners of letters stay."""
_BLANK = re.compile(r"[\s\u200c\u200d]*")
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_ACTING = re.compile(
    r"<\s*(script|style|iframe|object|svg|template)\b.*?(?:<\s*/\s*\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*|/)?>|<[!?][^<>]*>")
_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")
_PICTURE = re.compile(r"(?<!!)!+(?=\[)")
_EMPTY_LINK = re.compile(r"\[\s*\](?=\(|\[)")
_BEFORE_TARGET = re.compile(r"(?P<inline>\]\()|^ {0,3}\[[^\]\n]+\]:", re.MULTILINE)
_TO_TARGET = {True: re.compile(r"\s*<?\s*"), False: re.compile(r"[ \t]*\n?[ \t]*<?")}
"""What may stand between an inline link's bracket, or the colon of a reference, and the target."""
_WRITTEN_TARGET = re.compile(r"[^\s>)]+")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])|&(?:#\w{1,8}|\w{2,31});?|%[0-9a-fA-F]{2}")
_SCHEME = re.compile(r"\s*([^/?#.]*?)\s*:", re.DOTALL)
_WELCOME = {"http", "https", "mailto", "tel"}


class TooMuch(Exception):
    """A record is larger or deeper than any honest one; `keys` lead to the place, the message is a Russian sentence."""

    def __init__(self, keys: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.keys = keys


def clean(data: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str | int, ...]]]:
    """JSON data of one record without what is empty, and the places where something was taken out. Raises `TooMuch`."""
    cleaning = _Cleaning()
    return cleaning.mapping(data), cleaning.touched


def clean_text(text: str) -> str:
    """One text; the same text, not a copy, if there is nothing to take out."""
    if not text.isprintable() and not text.replace("\n", " ").replace("\xa0", " ").isprintable():
        text = printable(_UNSEEN.sub("", _BREAKS.sub("\n", text)))
    if "<" in text:
        text = _without_tags(text)
    if "[" in text:
        text = _with_harmless_links(_EMPTY_LINK.sub(f"[{messages.PICTURE_AT_SCHOOL}]", _PICTURE.sub("", text)))
    return text


def _without_tags(text: str) -> str:
    text = _AUTOLINK.sub(r"\1", text)
    for _ in range(PASSES):  # what is left of `<scr<b>ipt>` may be a tag again
        before = text
        text = _TAG.sub("", _COMMENT.sub("", _ACTING.sub("", text)))
        if before == text:
            return _OPENING.sub("< ", text)
    return text.replace("<", "")


def _with_harmless_links(text: str) -> str:
    """Targets with a scheme that acts become links to nowhere; each sign is looked at once."""
    pieces, end = [], 0
    opening = _BEFORE_TARGET.search(text)
    while opening:
        way = _TO_TARGET[opening["inline"] is not None].match(text, opening.end())
        begin = way.end() if way else opening.end()
        target = _WRITTEN_TARGET.match(text, begin)
        if target and _acts(target[0]):
            pieces += [text[end:begin], "#"]
            end = target.end()
        opening = _BEFORE_TARGET.search(text, target.end() if target else opening.end())
    return "".join([*pieces, text[end:]]) if pieces else text


def _acts(target: str) -> bool:
    """Whether the target of a link does more than lead; hidden spellings of a scheme are seen through."""
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", target))
    hidden = _SCHEME.match(target) is None and ":" in _ESCAPE.sub(":", target).partition("/")[0]
    return hidden or bool(scheme and scheme[1].lower() not in _WELCOME)


def _is_blank(value: Any) -> bool:
    """Whether a value is a text nobody sees: a title of blanks is no title."""
    return isinstance(value, str) and bool(_BLANK.fullmatch(value))


def _is_nothing(value: Any) -> bool:
    """Whether a field says nothing; nought is a value."""
    return _is_blank(value) or (not value and not isinstance(value, (int, float)))


class _Cleaning:
    """One record on its way; counts how much there is of it and knows where it stands."""

    def __init__(self) -> None:
        self.touched: list[tuple[str | int, ...]] = []
        self.size = 0
        self.keys: list[str | int] = []

    def mapping(self, data: dict[str, Any]) -> dict[str, Any]:
        self._bounded(data)
        cleaned = ((name, self._value(name, value)) for name, value in data.items())
        return {name: value for name, value in cleaned if not _is_nothing(value)}

    def _value(self, key: str | int, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(key, value)
        if isinstance(value, (dict, list)):
            self.keys.append(key)
            cleaned = self.mapping(value) if isinstance(value, dict) else self._list(value)
            self.keys.pop()
            return cleaned
        return value

    def _list(self, values: list[Any]) -> list[Any]:
        self._bounded(values)
        cleaned = (self._value(place, value) for place, value in enumerate(values))
        return [value for value in cleaned if value is not None and not _is_blank(value)]

    def _text(self, key: str | int, text: str) -> str:
        self.size += len(text)
        if len(text) > LONGEST or self.size > WHOLE:
            raise TooMuch((*self.keys, key), messages.too_long(LONGEST))
        cleaned = clean_text(text)
        if fault := excess(cleaned):
            raise TooMuch((*self.keys, key), fault.sentence)
        if cleaned is not text and cleaned != text:
            self.touched.append((*self.keys, key))
        return cleaned

    def _bounded(self, values: dict[str, Any] | list[Any]) -> None:
        self.size += len(values)
        if len(values) > MOST or self.size > WHOLE:
            raise TooMuch(tuple(self.keys), messages.too_many_values(MOST))
        if len(self.keys) > DEEPEST:
            raise TooMuch(tuple(self.keys), messages.TOO_DEEP_DATA)
