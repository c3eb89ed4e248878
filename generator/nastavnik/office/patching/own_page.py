"""A hand-written page as data, and its bytes with other data: what stands outside of the change stays byte for byte.

`notes` are the comments that remind the editor of what is to be written: lines of the head that begin with a number
sign, and comments of the text under which nothing stands yet. One that is no longer in the data is taken out.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nastavnik import messages
from nastavnik.office.patching import emission
from nastavnik.office.patching.patch import patched
from nastavnik.records.own_page import OwnPage
from nastavnik.text.asides import Aside, asides, with_asides, without_asides
from nastavnik.text.editing import mark_and_codec, newline, written_as
from nastavnik.text.source import FRONT_MATTER, Plain, Source, decode, parse

NOTES, TEXT = "notes", "text"
_REMARK = re.compile(r"^#+[ \t]*(?:[-–—*•][ \t]+)?(.*?)[ \t]*(?:\r\n|\r|\n)", re.MULTILINE)
"""A line of the head that is a comment and nothing else."""
_NO_HEAD = "---{0}page: 0{0}---{0}"
"""A head for pages without one, so that they are read as all others are."""
_LINES_OF_NO_HEAD = 3


class _Note(NamedTuple):
    """A reminder: its words, and the comment of the text it is, or None for a line of the head."""

    words: str
    aside: Aside | None = None


def page_source(raw: bytes, file: str) -> Source:
    """A page as data with places; one without a head says nothing but its text. Raises `Unreadable`."""
    text = decode(raw, file)
    if _has_head(text):
        return parse(text, file, with_body=True)
    head, rest = _headless(text)
    source = parse(_NO_HEAD.format("\n") + rest, file, with_body=True)
    above = head.count("\n") - _LINES_OF_NO_HEAD
    return Source(file, {}, source.body, source.root, source.ground, source.body_line + above)


def page_data(raw: bytes, file: str) -> dict[str, Plain]:
    """What a form shows of a page: its head, its text without comments, its notes. Raises `Unreadable`."""
    source = page_source(raw, file)
    notes: list[Plain] = [note.words for note in _notes(raw, source)]
    shown = without_asides(source.body or "")
    return {**({NOTES: notes} if notes else {}), **source.data, **({TEXT: shown} if shown else {})}


def page_saying(path: Path, raw: bytes, file: str, data: dict[str, Plain]) -> bytes:
    """The bytes of the page with other data. Raises `EditRefused` and `Unreadable`."""
    source = page_source(raw, file)
    ticked = list(_ticked(_notes(raw, source), data))
    gone = [note.aside for note in ticked if note.aside]
    body = with_asides(source.body or "", str(data.get(TEXT) or ""), gone)
    raw = _without_remarks(raw, [note.words for note in ticked if not note.aside])
    head = {name: value for name, value in data.items() if name not in (NOTES, TEXT)}
    if _has_head(decode(raw, file)) and (head or not source.data):
        return patched(written_as(path, raw, file), head, body)
    return _with_head(path, raw, file, head, body)


def fresh_page(data: dict[str, Plain]) -> bytes:
    """The bytes of a page that is new."""
    head = emission.block_lines({name: data[name] for name in OwnPage.model_fields if name in data and name != TEXT})
    lines = [*(["---", *head, "---", ""] if head else []), str(data.get(TEXT) or "")]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


# --- notes


def _notes(raw: bytes, source: Source) -> list[_Note]:
    """What the page reminds its editor of."""
    of_head = [_Note(words) for match in _remarks(raw) if (words := _plain(match[1]))]
    of_text = [_Note(_placed(aside), aside) for aside in asides(source.body or "") if aside.is_open and aside.words]
    return [*of_head, *of_text]


def _placed(aside: Aside) -> str:
    """The words of a comment with the section they are about."""
    return messages.labelled(messages.in_quotes(aside.heading), aside.words) if aside.heading else _plain(aside.words)


def _plain(words: str) -> str:
    return messages.capital(" ".join(words.split()))


def _ticked(notes: list[_Note], data: dict[str, Plain]) -> Iterator[_Note]:
    """Notes that are not in the data any more; of two with the same words the first ones go."""
    left = data.get(NOTES)
    missing = Counter(note.words for note in notes) - Counter(map(str, left if isinstance(left, list) else []))
    for note in notes:
        if missing[note.words]:
            missing[note.words] -= 1
            yield note


def _remarks(raw: bytes) -> list[re.Match[str]]:
    """Comments that are lines of the head of their own."""
    text, head = _head(raw)
    return list(_REMARK.finditer(text, head.start(1), head.end(1))) if head else []


def _without_remarks(raw: bytes, words: list[str]) -> bytes:
    """The bytes without the first comment of the head for each of these words."""
    mark, codec = mark_and_codec(raw)
    text, _ = _head(raw)
    left = list(words)
    for match in reversed([match for match in _remarks(raw) if _plain(match[1]) in words]):
        if _plain(match[1]) in left:
            left.remove(_plain(match[1]))
            text = text[: match.start()] + text[match.end() :]
    return mark + text.encode(codec, errors="replace") if words else raw


# --- heads


def _head(raw: bytes) -> tuple[str, re.Match[str] | None]:
    """The text as it lies in the file, and its head."""
    mark, codec = mark_and_codec(raw)
    text = raw[len(mark) :].decode(codec, errors="replace")
    return text, FRONT_MATTER.match(text)


def _has_head(text: str) -> bool:
    """Whether anything is said above the text."""
    head = FRONT_MATTER.match(text)
    return bool(head and head[1].strip())


def _headless(text: str) -> tuple[str, str]:
    """An empty head, if there is one, and what stands below it."""
    head = FRONT_MATTER.match(text)
    return (text[: head.end()], text[head.end() :]) if head else ("", text)


def _with_head(path: Path, raw: bytes, file: str, head: dict[str, Plain], body: str) -> bytes:
    """The bytes of a page that has no head or loses it, with one if there is anything to say in it."""
    mark, codec = mark_and_codec(raw)
    text, _ = _head(raw)
    end = newline(text)
    no_head = _NO_HEAD.format(end).encode(codec)
    empty, rest = _headless(text)
    changed = patched(written_as(path, mark + no_head + rest.encode(codec), file), {"page": "0"}, body)
    lines = ["---", *emission.block_lines(head), "---", ""] if head else []
    above = "".join(f"{line}{end}" for line in lines) if lines or _has_head(text) else empty
    return mark + above.encode(codec) + changed[len(mark) + len(no_head) :]
