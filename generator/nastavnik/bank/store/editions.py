"""The text of a practice as a reader reads it, in digests: a verdict belongs to the text it was given to.

Dates, authors, tags and everything a typesetter changes are no part of it. Of a text only digests are kept: a short one
a sentence, to tell later which sentences are new; what a school took back stands nowhere.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from nastavnik.records import Practice

LEFT_OUT = {"authors", "period", "published", "updated", "related", "tags", "status", "privacy_check"}
"""What may change without another look: who may be named, when it was, what it is connected with."""
DIGEST, MARK = 32, 8  # letters: of the whole text; of a sentence, too few to guess the sentence by
_QUOTES = str.maketrans(dict.fromkeys("«»„“”‟\"'‘’‚`*_\u00ad\u200b\u200c\u200d\u2060\ufeff", None))
_DASHES = re.compile("[‐‑‒–—―−-]+")
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Edition:
    """A text that was read; of one nobody remembers nothing fits."""

    digest: str = ""
    marks: Mapping[str, tuple[str, ...]] | None = None
    """Digests of its sentences by field; None where only the digest is known."""

    def packed(self) -> str:
        """The marks as a store keeps them."""
        return json.dumps(self.marks, sort_keys=True) if self.marks is not None else ""

    @classmethod
    def unpacked(cls, digest: str, marks: str) -> "Edition":
        """What `packed` wrote."""
        return cls(digest, {name: tuple(signs) for name, signs in json.loads(marks).items()} if marks else None)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What is new in a field: sentences that were not there, and how many are gone."""

    caption: str
    new: tuple[str, ...]
    gone: int


def edition(data: Mapping[str, Any], url: str) -> Edition:
    """The edition of a published practice; `url` is its page at the school, whose own addresses may move."""
    sentences = _sentences(data, url)
    whole = "\n".join(f"{name}\t{plain}" for name, pairs in sentences.items() for _, plain in pairs)
    marks = {name: tuple(_mark(name, plain) for _, plain in pairs) for name, pairs in sentences.items()}
    return Edition(hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:DIGEST], marks)


def changes(before: Edition, data: Mapping[str, Any], url: str) -> list[FieldChange]:
    """What is new in a text since an edition, field by field; nothing where no sentences are remembered."""
    if before.marks is None:
        return []
    now = _sentences(data, url)
    return [
        change
        for name in Practice.model_fields
        if (change := _change(name, before.marks.get(name, ()), now.get(name, []))) is not None
    ]


def _change(name: str, before: tuple[str, ...], now: list[tuple[str, str]]) -> FieldChange | None:
    marks = [_mark(name, plain) for _, plain in now]
    new = tuple(text for (text, _), mark in zip(now, marks, strict=True) if mark not in before)
    gone = sum(mark not in marks for mark in before)
    moved = not new and not gone and list(before) != marks
    return FieldChange(Practice.model_fields[name].title or name, new, gone) if new or gone or moved else None


def _sentences(data: Mapping[str, Any], url: str) -> dict[str, list[tuple[str, str]]]:
    """Sentences as they stand and as they are compared, by field in the order of the card."""
    own = re.compile(rf"https?://(?:www\.)?{re.escape(_host(url))}(?::\d+)?/(?:[^\s)\"/]*/)*", re.IGNORECASE)
    return {
        name: pairs
        for name in Practice.model_fields
        if name not in LEFT_OUT
        and (
            pairs := [
                (sentence.strip(), plain)
                for text in _texts(data.get(name))
                for sentence in _SENTENCES.split(text)
                if (plain := _plain(own.sub("", sentence)))
            ]
        )
    }


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, in its order."""
    if isinstance(value, Mapping):
        yield from (text for name in sorted(value) for text in _texts(value[name]))
    elif isinstance(value, (list, tuple)):
        yield from (text for inner in value for text in _texts(inner))
    elif value is not None:
        yield str(value)


def _plain(text: str) -> str:
    """A sentence without what a typesetter changes: quotes, dashes, blanks, «ё», capitals, the sign at its end."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().replace("ё", "е")
    return " ".join(_DASHES.sub("-", text).split()).rstrip(" .;,:")


def _mark(name: str, plain: str) -> str:
    return hashlib.sha256(f"{name}\t{plain}".encode("utf-8", "replace")).hexdigest()[:MARK]
