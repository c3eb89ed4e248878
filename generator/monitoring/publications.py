"""Where a story was told: every place is a publication with its level and channel."""

from collections.abc import Iterator

from generator import messages
from generator.records import News


def publications(story: News) -> Iterator[tuple[str, str]]:
    """(level, channel) of every place the story appeared in; a level named without a channel counts too."""
    yield "school", messages.OWN_SITE
    named = {"school"}
    only = story.levels[0] if len(story.levels) == 1 else "school"
    for channel in story.channels:
        level = channel.level or only
        named.add(level)
        yield level, channel.title
    yield from ((level, messages.CHANNEL_NOT_NAMED) for level in story.levels if level not in named)
