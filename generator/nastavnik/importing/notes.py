"""What a person should look at after an import: gathered one by one, told in groups that fit a screen."""

from collections.abc import Iterable
from dataclasses import dataclass

from nastavnik import messages

MOST_SHOWN = 8  # texts of one group
LONGEST_SHOWN = 90  # signs of one text


@dataclass(frozen=True, slots=True)
class Note:
    """Why something needs a look, where it stands («таблица 1, строка 4»), and its words as they are."""

    reason: str
    place: str = ""
    text: str = ""

    @property
    def line(self) -> str:
        """Place and words for a list."""
        short = self.text if len(self.text) <= LONGEST_SHOWN else f"{self.text[: LONGEST_SHOWN - 1].rstrip()}…"
        return messages.placed(self.place, short)


def grouped(notes: Iterable[Note], *, whole: bool = False) -> list[str]:
    """A sentence for each reason, in the order of their first notes; with `whole` nothing is shortened."""
    groups: dict[str, list[Note]] = {}
    for note in dict.fromkeys(notes):
        groups.setdefault(note.reason, []).append(note)
    return [_sentence(reason, group, whole=whole) for reason, group in groups.items()]


def _sentence(reason: str, group: list[Note], *, whole: bool) -> str:
    entries = [note for note in group if note.place or note.text]
    if whole:
        return messages.listed_whole(reason, [messages.placed(note.place, note.text) for note in entries])
    shown = entries[:MOST_SHOWN]
    return messages.listed(reason, [note.line for note in shown], len(entries) - len(shown))
