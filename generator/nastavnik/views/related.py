"""What a reader of one page may want next: stories of the same stage, what a partner and the school do together."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nastavnik.records import KINDS, Event, News, Partner, Practice, Programme
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text import markdown

STORIES, WORKS = 3, 6
TOLD_AS_CARDS = (Practice.kind, Programme.kind)


class RelatedStories(NamedTuple):
    """Stories to go on with, and whether they are of the same stages; else they are the nearest in time."""

    same_stage: bool
    stories: Sequence[Entry[News]]


def related_stories(catalogue: Catalogue, story: Entry[News]) -> RelatedStories:
    """At most three other stories: the latest of the same stages, or those just after and before it."""
    stories = (
        other
        for stage in story.record.stages
        for other in catalogue.referring_to(f"roadmap/{stage}", News, STORIES + 1)
        if other.id != story.id
    )
    same = list({other.id: other for other in stories}.values())[:STORIES]
    return RelatedStories(same_stage=bool(same), stories=same or list(_near(catalogue, story)))


def _near(catalogue: Catalogue, story: Entry[News]) -> Iterator[Entry[News]]:
    newer, older = catalogue.neighbours(story)
    yield from (other for other in (newer, older) if other)
    oldest = catalogue.neighbours(older)[1] if older else None
    if oldest:
        yield oldest


class JointWorks(NamedTuple):
    """What a partner and the school do together: practices and programmes, then events and stories."""

    works: Sequence[Entry]
    occasions: Sequence[Entry]


def joint_works(catalogue: Catalogue, partner: Entry[Partner]) -> JointWorks:
    """Shown records that the partner's text leads to, and the practices and programmes of the partner's mentors."""
    entries = {entry.key: entry for entry in (*_linked(catalogue, partner), *_led(catalogue, partner))}
    works = [entry for entry in entries.values() if entry.key.kind in TOLD_AS_CARDS]
    occasions = [entry for entry in entries.values() if entry.key.kind in (Event.kind, News.kind)]
    return JointWorks(works[:WORKS], occasions[:STORIES])


def _led(catalogue: Catalogue, partner: Entry[Partner]) -> Iterator[Entry]:
    for mentor in partner.record.mentors:
        for kind in TOLD_AS_CARDS:
            yield from catalogue.referring_to(f"mentors/{mentor}", kind)


def _linked(catalogue: Catalogue, partner: Entry[Partner]) -> Iterator[Entry]:
    text = catalogue.whole(partner).text or ""
    for _, _, target, _ in markdown.pointers(text):
        inside = catalogue.inside(partner.place, target) if markdown.is_inside(target) else None
        kind, _, name = (inside or "").partition("/")
        if kind in KINDS and name.endswith(KINDS[kind].suffix):
            entry = catalogue.get(kind, name.removesuffix(KINDS[kind].suffix))
            if entry:
                yield entry
