"""A story typed in Word, with its pictures → a proposed record of news; several stories of one file are parted.

The date is one the file tells: a line of its own, the name of the file, the first day the text names. Never today's.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any, NamedTuple

from nastavnik import messages
from nastavnik.errors import ImportFailed
from nastavnik.importing.formats import read_document
from nastavnik.importing.grid import Block, Paragraph, texts
from nastavnik.importing.markdown_text import markdown
from nastavnik.importing.notes import Note
from nastavnik.importing.office_file import open_office_file
from nastavnik.importing.proposals import Proposal, Proposals, Surroundings
from nastavnik.importing.text_dates import ToldDay, day_alone, day_in_name, days_in
from nastavnik.importing.text_headings import heading_level, in_lines
from nastavnik.importing.text_names import LONGEST_TITLE, bare_title, id_of, name_from_file, title_of
from nastavnik.importing.text_pictures import TextPictures, described
from nastavnik.importing.text_summaries import LONGEST_SUMMARY, beginning

KIND = "news"
LEAST_STORIES = 2
FIRST_LINES, LAST_LINES = 4, 3  # of a story, that may be its date alone
LEAST_TEXT = 40  # signs of a story


class _Dated(NamedTuple):
    """The day of a story, where it was found, the line that says nothing else."""

    told: ToldDay | None
    reason: str = ""
    line: Block | None = None


def read_news(path: Path, surroundings: Surroundings) -> Proposals:
    """The stories of a file. Raises `ImportFailed` for a file that cannot be read or tells nothing."""
    file = open_office_file(path)
    blocks = described(list(in_lines(read_document(file))))
    if sum(map(len, texts(blocks))) < LEAST_TEXT:
        raise ImportFailed(messages.ONLY_PICTURES_NO_TEXT if file.pictures else messages.NO_TEXT_OF_NEWS)
    stories = [story for story in _apart(blocks, surroundings.today) if sum(map(len, texts(story))) >= LEAST_TEXT]
    stem = path.stem if len(stories) == 1 else ""
    proposals = [_story(story, stem, _place(story, blocks, len(stories)), surroundings) for story in stories]
    notes = tuple(note for _, notes in proposals for note in notes)
    return Proposals(tuple(proposal for proposal, _ in proposals), notes)


def _place(story: Sequence[Block], blocks: Sequence[Block], count: int) -> str:
    """The number of the first paragraph of one story among several."""
    at = next(number for number, block in enumerate(blocks) if block is story[0])
    return messages.place_in_text(sum(1 for words in texts(blocks[: at + 1]) if words)) if count > 1 else ""


def _apart(blocks: Sequence[Block], today: dt.date) -> list[list[Block]]:
    """Stories by the headings above them: those of one level, if each of the stories below tells its own day."""
    for level in sorted({level for block in blocks if (level := heading_level(block)) is not None}):
        starts = [at for at, block in enumerate(blocks) if heading_level(block) == level]
        cuts = [*starts, len(blocks)]
        stories = [list(blocks[start:end]) for start, end in pairwise(cuts)]
        if len(stories) >= LEAST_STORIES and all(_tells_day(story, today) for story in stories):
            above = list(blocks[: starts[0]])
            return [above, *stories] if above else stories
    return [list(blocks)]


def _tells_day(story: Sequence[Block], today: dt.date) -> bool:
    """Whether a story is one by itself: text below its heading, and a day with its year."""
    body = [words for words in texts(story[1:]) if words]
    return bool(body) and any(day.with_year for words in texts(story) for day in days_in(words, today))


# --- one story


def _story(blocks: list[Block], stem: str, place: str, surroundings: Surroundings) -> tuple[Proposal, list[Note]]:
    notes: list[Note] = []
    dated = _day_of(blocks, stem, surroundings.today)
    blocks = [block for block in blocks if block is not dated.line]
    title, line = _title(blocks)
    if not title:
        title = name_from_file(_without_day(stem)) or messages.STORY_WITHOUT_TITLE
        notes.append(Note(messages.TITLE_FROM_FILE, place, title))
    fields: dict[str, Any] = {"title": title}
    notes += _note_on_day(dated, place)
    if dated.told and dated.told.day:
        fields["date"] = dated.told.day.isoformat()
    pictures = TextPictures(id_of(title, KIND))
    text = [block for block in blocks if block is not line]
    summary, text = _summary(text)
    body = markdown(text, pictures.address)
    fields |= {"summary": summary}
    proposal = Proposal(pictures.id, fields, place, body, tuple(pictures.files.values()))
    return proposal, [*notes, *(replace(note, place=place) for note in pictures.notes)]


def _day_of(blocks: Sequence[Block], stem: str, today: dt.date) -> _Dated:
    """The day of a story: of a line of its own, of the file's name, the first one of the text."""
    lines = [block for block in blocks if isinstance(block, Paragraph) and block.plain]
    for line in (*lines[:FIRST_LINES], *reversed(lines[-LAST_LINES:])):
        if day := day_alone(line.plain, today):
            return _Dated(day, "" if day.with_year else messages.YEAR_GUESSED, line)
    if named := day_in_name(stem):
        return _Dated(named, messages.DAY_FROM_FILE_NAME)
    days = [day for words in texts(blocks) for day in days_in(words, today)]
    told_day = next((day for day in days if day.with_year), None) or next(iter(days), None)
    return _Dated(told_day, messages.DAY_FROM_TEXT if told_day and told_day.with_year else messages.YEAR_GUESSED)


def _note_on_day(dated: _Dated, place: str) -> Iterator[Note]:
    if dated.told is None:
        yield Note(messages.STORY_WITHOUT_DAY, place)
    elif dated.told.day is None:
        yield Note(messages.NO_SUCH_DAY_TAKEN, place, dated.told.words)
    elif dated.reason:
        yield Note(dated.reason, place, dated.told.words)


def _without_day(stem: str) -> str:
    named = day_in_name(stem)
    return (stem[: named.start] + " " + stem[named.end :]).strip(" _-.,") if named else stem


def _title(blocks: Sequence[Block]) -> tuple[str, Block | None]:
    """The line that stands out above the text, else a short first line that is no sentence."""
    lines = [block for block in blocks if isinstance(block, Paragraph) and block.plain]
    above: list[Block] = [*takewhile(lambda each: len(each.plain) <= LONGEST_TITLE, lines)]
    title, line = title_of(above)
    if title:
        return title[:LONGEST_TITLE], line
    first = lines[0] if lines else None
    if (
        first
        and len(lines) > 1
        and len(first.plain) <= LONGEST_TITLE
        and not first.plain.endswith((".", ";", ",", ":"))
    ):
        return bare_title(first.plain), first
    return "", None


def _summary(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The first paragraph and the text below it; of a longer one its first sentences, and the text stays whole."""
    at = next((at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and _is_running(block)), None)
    first = blocks[at] if at is not None else None
    if at is None or not isinstance(first, Paragraph):
        return "", blocks
    whole = len(first.plain) <= LONGEST_SUMMARY and not first.pictures and not any(run.link for run in first.runs)
    if whole:
        return first.plain, [*blocks[:at], *blocks[at + 1 :]]
    return beginning(first.plain), blocks


def _is_running(block: Paragraph) -> bool:
    return bool(block.plain) and heading_level(block) is None
