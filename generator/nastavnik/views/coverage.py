"""Where the news of a stage was published: one record is one publication on each level and channel it names."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nastavnik import messages
from nastavnik.records import News, Roadmap
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.lists import NEWEST_OF_STAGE, stage_choice

MOST_CHANNELS = 4  # of one level; the rest are counted


class Publication(NamedTuple):
    """One place a story appeared in; the address is empty where nobody wrote it down."""

    level: str
    channel: str
    url: str


@dataclass(frozen=True, slots=True)
class ChannelNews:
    """A channel, its number of publications, and the address of the newest one (may be empty)."""

    title: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class LevelNews:
    """One level's channels, the busiest first; `others` counts publications in the rest and in no channel."""

    title: str
    channels: tuple[ChannelNews, ...]
    others: int


@dataclass(frozen=True, slots=True)
class StageNews:
    """How a stage was covered, of a size that does not grow with the number of its stories."""

    total: int
    newest: tuple[Entry, ...]
    levels: tuple[LevelNews, ...]
    more: str
    """The address of the list of all its stories; empty if `newest` are all."""


def publications(story: News, address: str = "") -> Iterator[Publication]:
    """Every place the story appeared in, `address` being its own page; a level named without a channel counts too."""
    yield Publication("school", messages.OWN_SITE, address)
    named = {"school"}
    only = story.levels[0] if len(story.levels) == 1 else "school"
    for channel in story.channels:
        level = channel.level or only
        named.add(level)
        yield Publication(level, channel.title, channel.url)
    yield from (Publication(level, messages.CHANNEL_NOT_NAMED, "") for level in story.levels if level not in named)


def stage_news(catalogue: Catalogue, plan: Entry[Roadmap], code: str) -> StageNews:
    """How the stage `code` of `plan` was covered; stories come newest first."""
    stories = catalogue.referring_to(f"roadmap/{plan.id}/{code}", News)
    choice = stage_choice(plan, code) if len(stories) > NEWEST_OF_STAGE else None
    return StageNews(
        len(stories),
        tuple(stories[:NEWEST_OF_STAGE]),
        tuple(_levels(catalogue, stories)),
        choice.url(News.kind) if choice else "",
    )


def _levels(catalogue: Catalogue, stories: Sequence[Entry[News]]) -> Iterator[LevelNews]:
    """Levels in the order of their vocabulary, those with publications only."""
    places = [place for entry in stories for place in publications(entry.record, entry.url)]
    own = {messages.OWN_SITE: messages.site_of(catalogue.school.wording)}
    counts = Counter((place.level, place.channel) for place in places)
    newest = {(place.level, place.channel): place.url for place in reversed(places)}
    for term in catalogue.vocabularies["levels"].terms:
        channels = [
            ChannelNews(own.get(title, title), count, newest[term.code, title])
            for title, count in busiest(counts, term.code)
        ]
        named = [channel for channel in channels if channel.title != messages.CHANNEL_NOT_NAMED][:MOST_CHANNELS]
        if channels:
            others = sum(channel.count for channel in channels) - sum(channel.count for channel in named)
            yield LevelNews(term.title, tuple(named), others)


def busiest(counts: Counter[tuple[str, str]], level: str) -> list[tuple[str, int]]:
    """Channels of a level with their numbers, the largest first."""
    channels = [(channel, count) for (code, channel), count in counts.items() if code == level]
    return sorted(channels, key=lambda pair: (-pair[1], pair[0]))
