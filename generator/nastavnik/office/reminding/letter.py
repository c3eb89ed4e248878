"""What is due as Markdown: the body of an issue, and of the lines those that the body before did not have."""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.office.due import Duty
from nastavnik.text.inert import code, inert

_KNOWN = re.compile(r"<!-- nastavnik due:((?: [0-9a-f]{10})*) -->")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is due on a day, ready to be sent."""

    title: str
    text: str
    """Markdown, with a mark nobody sees by which a later letter tells what is new."""
    lines: tuple[tuple[str, str], ...]
    """The digest of each duty and its line."""

    @property
    def is_empty(self) -> bool:
        return not self.lines

    def new_since(self, text: str) -> list[str]:
        """Lines of duties that an earlier text did not name."""
        known = _KNOWN.search(text)
        before = set(known[1].split()) if known else set()
        return [line for digest, line in self.lines if digest not in before]


def is_letter(text: str) -> bool:
    """Whether a text is one of these letters, whoever edited it since."""
    return bool(_KNOWN.search(text))


def letter(school: str, duties: Sequence[Duty], today: dt.date, *, unread: int = 0) -> Letter:
    """The letter of a day; `school` is its short title, `unread` the number of records nobody can read."""
    lines = tuple((_digest(duty), _line(duty, today)) for duty in duties)
    mark = "".join(f" {digest}" for digest, _ in lines)
    parts = [
        f"<!-- nastavnik due:{mark} -->",
        messages.letter_head(inert(school), today, len(duties)) if duties else messages.letter_nothing(inert(school)),
        *(_group(group, duties, today) for group in messages.DUE_GROUPS),
        messages.due_unread(unread) if unread else "",
        messages.LETTER_END if duties else "",
    ]
    return Letter(messages.LETTER_TITLE, "\n\n".join(filter(None, parts)) + "\n", lines)


def _group(group: str, duties: Sequence[Duty], today: dt.date) -> str:
    lines = [_line(duty, today) for duty in duties if duty.group == group]
    return "\n".join([f"### {messages.DUE_GROUPS[group]}", "", *lines]) if lines else ""


def _line(duty: Duty, today: dt.date) -> str:
    when = f"**{messages.due_when(duty.day, today)}** — " if duty.day else ""
    return f"- {when}{inert(duty.text)} · {code(str(duty.place))}"


def _digest(duty: Duty) -> str:
    """The same duty has it every week: numbers in its words (days of silence, percent) and its line are no part."""
    words = "\x1e".join((duty.group, str(duty.day or ""), re.sub(r"\d+ ?\w*", "", duty.text), duty.place.file))
    return hashlib.sha256(words.encode()).hexdigest()[:10]
