"""Honour board (доска почёта «Лучшие наставники»): by year, from the cards of mentors and the results of contests.

A mentor is named only while the card may be shown; a result without a card is «один из наставников».
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.records import Contest, Mentor, Monitoring, Partner
from nastavnik.records.contest import Result
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.monitoring import count_told, held_back, true_figures

ADDRESS = "honour/"


@dataclass(frozen=True, slots=True)
class Praise:
    """One line of the board: whom, for what, and where to read more (empty addresses lead nowhere)."""

    year: int
    who: str
    mentor: Entry[Mentor] | None
    reason: str
    contest: Entry[Contest] | None = None


@dataclass(frozen=True, slots=True)
class Honoured:
    """Somebody on the board in one year, once, with everything it brought; `is_named`: not «один из наставников»."""

    who: str
    mentor: Entry[Mentor] | None
    praises: tuple[Praise, ...]
    is_named: bool


def people(lines: Iterable[Praise]) -> list[Honoured]:
    """The lines of a year by whom they are of, in their order. Of those without a name nobody knows who is the same."""
    of_one: dict[tuple[str, int], list[Praise]] = {}
    for at, line in enumerate(lines):
        nameless = at if line.who == messages.MENTOR_WITHOUT_NAME else -1
        of_one.setdefault((line.mentor.id if line.mentor else line.who, nameless), []).append(line)
    return [
        Honoured(praised[0].who, praised[0].mentor, tuple(praised), is_named=nameless < 0)
        for (_, nameless), praised in of_one.items()
    ]


def board(catalogue: Catalogue) -> list[tuple[int, list[Praise]]]:
    """Years, the latest first, with their lines: words of the school first, then contests."""
    mentors, contests = catalogue.of(Mentor), catalogue.of(Contest)
    lines = [line for mentor in mentors if mentor.facts.honoured for line in _of_card(mentor)]
    lines += [line for contest in contests if contest.facts.honoured for line in winners(catalogue, contest)]
    years = sorted({line.year for line in lines}, reverse=True)
    return [(year, [line for line in lines if line.year == year]) for year in years]


@dataclass(frozen=True, slots=True)
class Gratitude:
    """A line of thanks: to whom, for what or how many letters, and the address of more. Families are only counted."""

    year: int
    who: str
    what: str
    url: str


def gratitude(catalogue: Catalogue) -> list[tuple[int, list[Gratitude]]]:
    """Thanks to partners and families by year, the latest first (S4, 11: «благодарственные письма родителям»)."""
    lines = [*_to_partners(catalogue), *_to_families(catalogue)]
    years = sorted({line.year for line in lines}, reverse=True)
    return [(year, [line for line in lines if line.year == year]) for year in years]


def _to_partners(catalogue: Catalogue) -> Iterator[Gratitude]:
    for entry in catalogue.of(Partner):
        for award in entry.record.awards:
            if award.year:
                yield Gratitude(award.year, entry.record.label, messages.capital(award.title), entry.link)


def _to_families(catalogue: Catalogue) -> Iterator[Gratitude]:
    """Letters to families as the figures tell them: a number that is small or kept back is no line."""
    for entry in catalogue.of(Monitoring):
        figures = true_figures(catalogue, entry)
        if figures.letters and count_told(figures, "letters", held_back(catalogue, entry)):
            record, letters = entry.record, messages.letters(figures.letters)
            yield Gratitude(record.date.year, messages.TO_FAMILIES, f"{letters}. {record.title}", entry.url)


def praises(catalogue: Catalogue, mentor: Entry[Mentor]) -> list[Praise]:
    """What the board says of one mentor, the latest first."""
    contests = catalogue.referring_to(f"mentors/{mentor.id}", Contest)
    dated = (contest for contest in contests if contest.facts.honoured)
    won = (line for contest in dated for line in winners(catalogue, contest) if line.mentor == mentor)
    return sorted([*_of_card(mentor), *won], key=lambda line: -line.year)


def winners(catalogue: Catalogue, contest: Entry[Contest]) -> list[Praise]:
    """Results of a contest in the order they were written; the year of one without a day is 0 and never shown."""
    return [_praise(catalogue, contest, result) for result in contest.record.results]


def _praise(catalogue: Catalogue, contest: Entry[Contest], result: Result) -> Praise:
    mentor = catalogue.get(Mentor, result.mentor) if result.mentor else None
    who = mentor.record.label if mentor else (not result.mentor and result.winner) or messages.MENTOR_WITHOUT_NAME
    return Praise(contest.record.year or 0, who, mentor, messages.won(result.nomination, result.place), contest)


def _of_card(entry: Entry[Mentor]) -> Iterator[Praise]:
    for honour in entry.record.honour:
        yield Praise(honour.year, entry.record.label, entry, honour.reason)
