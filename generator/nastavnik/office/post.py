"""A news record as a post for a social network: plain text that fits, a link, tags, and what to look at first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from nastavnik import messages
from nastavnik.office.searching import says
from nastavnik.records import Mentor, News
from nastavnik.school.cabinet import Cabinet
from nastavnik.school.guard.personal_data import without_marks
from nastavnik.school.guard.personal_signs import findings
from nastavnik.text import markdown

AROUND = 30  # signs of context beside what looks personal


@dataclass(frozen=True, slots=True)
class Network:
    """A network: how long a post reads well, and how long it may be."""

    title: str
    handy: int
    most: int


NETWORKS = {
    "vk": Network("ВКонтакте", 1000, 16384),
    "ok": Network("Одноклассники", 1000, 4000),  # no limit is published; what MAX takes passes
    "max": Network("MAX", 4000, 4000),
}


def post(story: News, address: str, length: int) -> str:
    """Title, summary and as many whole paragraphs as fit into `length` signs with the link and the tags."""
    end = [messages.labelled(messages.MORE_AT, address), _tags(story)]
    room = length - sum(len(part) + 2 for part in end)
    text = messages.shortened(story.title, room) if len(story.title) > room else story.title
    for part in (messages.one_line(story.summary), *_paragraphs(story.text or "")):
        if len(text) + 2 + len(part) > room:
            break
        text += f"\n\n{part}"
    return "\n\n".join([text, *end])


def _tags(story: News) -> str:
    """Tags as networks know them: one word each, letters and digits."""
    words = (re.sub(r"\W+", "_", tag).strip("_") for tag in (messages.MAIN_TAG, *story.tags))
    return " ".join(f"#{word}" for word in dict.fromkeys(words) if word)


def _paragraphs(text: str) -> Iterator[str]:
    """Markdown as plain paragraphs: a list is one, its items begin with a dash; tables and pictures are left out."""
    html = markdown.render(without_marks(text), lambda target: target if "://" in target else None)
    html = re.sub(r"<table>.*?</table>", "", html, flags=re.DOTALL)
    for block in re.split(r"</p>|</h\d>|</[uo]l>|</blockquote>|<hr>", html):
        items = [messages.one_line(unescape(re.sub(r"<[^>]+>", "", item))) for item in block.split("<li>")]
        lines = [items[0], *(f"– {item}" for item in items[1:] if item)]
        paragraph = "\n".join(line for line in lines if line)
        if paragraph:
            yield paragraph


def warnings(cabinet: Cabinet, text: str) -> Iterator[str]:
    """What somebody should look at before this leaves the site."""
    for place, _, _ in findings(text):
        start = max(0, place - AROUND)
        yield messages.looks_personal(messages.one_line(text[start : place + 2 * AROUND]))
    for mentor in cabinet.of(Mentor):
        if says(mentor.record.name, text):
            yield messages.names_in_post(mentor.record.name)
