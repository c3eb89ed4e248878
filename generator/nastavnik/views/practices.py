"""Who and what stands around a practice: mentors besides its authors, and the stories that tell of it."""

from nastavnik.records import Mentor, News, Practice
from nastavnik.school.catalogue import Catalogue, Entry


def helping(catalogue: Catalogue, practice: Practice) -> list[Entry[Mentor]]:
    """Mentors that a practice names beside its authors and whose cards are shown, in its order."""
    authors = {author.mentor for author in practice.authors}
    others = dict.fromkeys(id for id in practice.related.mentors if id not in authors)
    return [mentor for id in others if (mentor := catalogue.get(Mentor, id))]


def stories_of(catalogue: Catalogue, practice: Entry[Practice]) -> list[Entry[News]]:
    """News that name a practice and those it names itself, each once, the newest first."""
    named = [story for id in practice.record.related.news if (story := catalogue.get(News, id))]
    stories = {story.id: story for story in (*catalogue.referring_to(f"practices/{practice.id}", News), *named)}
    return sorted(stories.values(), key=lambda story: (story.facts.sort_key, story.id), reverse=True)
