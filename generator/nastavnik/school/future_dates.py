"""Days that have not come, on records that tell of what has been: news and figures are on the site at once."""

from collections.abc import Iterator

from nastavnik import messages
from nastavnik.records import Monitoring, News
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.scanning import FARTHEST
from nastavnik.text.source import Problem, reread


def problems(catalogue: Catalogue) -> Iterator[Problem]:
    """A hint at the date of every story and period of figures after today; dates beyond reason are errors elsewhere."""
    for kind in (News, Monitoring):
        for entry in catalogue.of(kind):
            day = entry.facts.modified
            if day and day > catalogue.today and day.year <= catalogue.today.year + FARTHEST:
                place = reread(entry.path, entry.file).place(("date",))
                yield Problem(place, messages.date_ahead(day), "hint")
