"""One issue with what is due: opened, renewed, closed when nothing is. Whatever happens there is one, not a heap."""

from dataclasses import dataclass
from typing import Literal

from nastavnik import messages
from nastavnik.office.reminding.letter import Letter, is_letter
from nastavnik.office.reminding.trackers import Issue, Tracker

IssueTurn = Literal["opened", "renewed", "same", "closed", "nothing"]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of the issue, and its address; "" where there is none."""

    change: IssueTurn
    url: str = ""


def renew(tracker: Tracker, letter: Letter) -> Renewal:
    """Make the issue say what the letter says. Raises `TrackerFailed`.

    What is new stands in a comment as well: that is what forges send by mail.
    """
    ours = sorted((issue for issue in tracker.issues() if is_letter(issue.body)), key=lambda issue: issue.number)
    is_open = [issue for issue in ours if issue.is_open]
    for twin in is_open[1:]:  # two runs at once
        tracker.update(twin, letter.title, twin.body, is_open=False)
    issue = next(iter(is_open), ours[-1] if ours else None)
    if issue is None:
        return Renewal("nothing") if letter.is_empty else Renewal("opened", tracker.create(letter.title, letter.text))
    if letter.is_empty:
        return _closed(tracker, issue, letter)
    if issue.is_open and issue.body.strip() == letter.text.strip():
        return Renewal("same", issue.url)
    new = letter.new_since(issue.body) if issue.is_open else [line for _, line in letter.lines]
    tracker.update(issue, letter.title, letter.text, is_open=True)
    if new:
        tracker.comment(issue, "\n".join([messages.LETTER_NEW, "", *new]))
    return Renewal("renewed" if issue.is_open else "opened", issue.url)


def _closed(tracker: Tracker, issue: Issue, letter: Letter) -> Renewal:
    if not issue.is_open:
        return Renewal("nothing", issue.url)
    tracker.update(issue, letter.title, letter.text, is_open=False)
    return Renewal("closed", issue.url)
