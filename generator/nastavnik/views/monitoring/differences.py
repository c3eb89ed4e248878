"""Periods of one year side by side: what may not be told because a small number would follow by subtraction.

Whoever takes part in a half takes part in the year: «128 in December, 131 in May» says that three joined, and «the
year less the first half» says how many there were in the second, even where that number itself is kept back. What
was told first has been read already, so the later period gives way: a count is told only if it equals every count
told before of the same people or is at least five apart, and if it is not the sum of two halves that it would tell.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from nastavnik.records import Monitoring
from nastavnik.records.monitoring import SHARES, Figures
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.counts import SMALL, Hidden, suppressed
from nastavnik.views.monitoring.figures import (
    ALONE,
    NOTHING,
    close,
    count_told,
    form_name,
    hidden_forms,
    percent_of,
    sides,
    survey_told,
    true_figures,
    typed_count,
    typed_share,
    working,
)

Counts = Mapping[str, tuple[int, ...]]
"""Counts of people by the name of what is told or kept back as one: a share is its part and its rest."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A period as it was made public: its first and last day, all its counts, the names of those that were told."""

    days: tuple[dt.date, dt.date]
    counts: Counts
    told: frozenset[str]

    def apart(self, other: "Reckoned") -> bool:
        """Whether the two have no day in common, so that their counts may add up."""
        return not _overlap(self.days, other.days)


def held_back(catalogue: Catalogue, entry: Entry[Monitoring]) -> frozenset[str]:
    """Names of the figures of a period that earlier periods of the same people forbid to tell."""
    in_time = sorted(catalogue.of(Monitoring), key=lambda other: (other.record.sort_key, other.id))
    upto = in_time[: [other.id for other in in_time].index(entry.id) + 1]
    if not any(_same_people(other.record, entry.record) for other in upto[:-1]):
        return NOTHING
    return held_in_turn([(other.record, true_figures(catalogue, other)) for other in upto])[-1]


def held_in_turn(periods: Sequence[tuple[Monitoring, Figures]]) -> list[frozenset[str]]:
    """What each of these periods, the earliest first, keeps back because of those before it."""
    past: list[tuple[Monitoring, Reckoned]] = []
    every: list[frozenset[str]] = []
    for record, figures in periods:
        before = [reckoned for earlier, reckoned in past if _same_people(earlier, record)]
        counts = counts_of(figures)
        held = frozenset(name for name, numbers in counts.items() if _gives_away(name, numbers, before))
        every.append(held)
        past.append((record, Reckoned(record.days, counts, frozenset(told_of(figures, held)))))
    return every


def counts_of(figures: Figures) -> Counts:
    """Every count of people, told or not, by name."""
    shares = {name: share for name in SHARES if (share := typed_share(figures, name))}
    shares |= {name: share for row in figures.survey for name, share in sides(row).items()}
    forms = {form_name(row.form): (row.mentored, working(row)) for row in figures.by_form}
    alone = {name: (count,) for name in ALONE if (count := typed_count(figures, name)) is not None}
    return {name: (share.part, share.all - share.part) for name, share in shares.items()} | forms | alone


def told_of(figures: Figures, held: frozenset[str]) -> Iterator[str]:
    """Names of the counts that the public reads as numbers."""
    hidden = hidden_forms(figures, held)
    yield from (name for name in SHARES if percent_of(figures, name, held) is not None)
    yield from (form_name(row.form) for row in figures.by_form if row.form not in hidden)
    yield from (name for row in figures.survey if survey_told(row, held) for name in sides(row))
    yield from (name for name in ALONE if count_told(figures, name, held))


def _same_people(one: Monitoring, other: Monitoring) -> bool:
    return one.period == other.period or _overlap(one.days, other.days)


def _overlap(one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _gives_away(name: str, numbers: tuple[int, ...], before: Sequence[Reckoned]) -> bool:
    """Whether these counts beside what was told would tell a small one."""
    known = [reckoned for reckoned in before if name in reckoned.counts]
    if any(_near(numbers, reckoned.counts[name], name in reckoned.told) for reckoned in known):
        return True
    return any(
        _tells(whole, halves, (name in first.told, name in second.told))
        for first, second in combinations(known, 2)
        if first.apart(second)
        for whole, *halves in zip(numbers, first.counts[name], second.counts[name], strict=True)
    )


def _near(numbers: tuple[int, ...], earlier: tuple[int, ...], is_told: bool) -> bool:
    """Whether counts are close to earlier ones that were told, or whose size follows from their being kept back."""
    of_few = any(count in SMALL for count in earlier)
    return (is_told or not of_few) and close(numbers, earlier)


def _tells(whole: int, halves: Sequence[int], are_told: tuple[bool, bool]) -> bool:
    """Whether a sum would give away one of two halves; the flags say which of them were told."""
    if all(half in SMALL for half in halves):
        return True  # whoever took part in both is counted once: any sum up to eight tells too much
    if sum(halves) != whole:
        return False
    shown, total = suppressed(dict(enumerate(halves)))
    return isinstance(total, Hidden) or any(isinstance(shown[half], Hidden) and are_told[half] for half in shown)
