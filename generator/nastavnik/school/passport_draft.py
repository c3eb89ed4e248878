"""What `nastavnik start` writes where nothing was named, and what it leaves for the school to replace."""

from collections.abc import Iterator

from nastavnik import messages
from nastavnik.records.school import School
from nastavnik.text.source import Keys

DRAFT_SITE, DRAFT_INN = "https://example.org/", "0000000000"
DRAFT = {
    "title": messages.START_TITLE,
    "short_title": messages.START_SHORT,
    "inn": DRAFT_INN,
    "region": messages.START_REGION,
    "municipality": messages.START_MUNICIPALITY,
    "site": DRAFT_SITE,
    "section_url": DRAFT_SITE,
}
"""Fields of the passport, and the words a new one begins with; addresses begin with theirs."""


def hints(school: School) -> Iterator[tuple[Keys, str]]:
    """Fields that still hold the words of a new passport: the site and a region's bank would show them as true."""
    for name, draft in DRAFT.items():
        written = getattr(school, name)
        if written == draft or (draft == DRAFT_SITE and written.startswith(DRAFT_SITE)):
            yield (name,), messages.draft_of_passport(written)
