"""Lists of records as ready pages: paging that stays stable, facets as links, months of news.

Pages are filled from the oldest record: a new one changes the first page and the newest number only. The first page
shows what does not fill a page yet together with the last full one, so it is never short.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Generic, TypeVar

from slugify import slugify

from nastavnik import messages
from nastavnik.records import KINDS, News, Roadmap
from nastavnik.records.fields import Term
from nastavnik.records.reading import marks
from nastavnik.records.record import alphabetic
from nastavnik.school.catalogue import Catalogue, Entry, values_of
from nastavnik.school.dependencies import Fingerprinted

SHOWN_PILLS = 5
LINE, PILL_FRAME, MORE = 116, 8, 13
"""In letters of a pill: a line beside the caption, what stands around a title (its count, too), «ещё N»."""
_ENDING = re.compile(r"(?<=\w\w\w)(?:[аяоеыи]?[ймх]|ого|его|ому|ему|ыми|ими)?[аеиоуыэюяйь]*\Z")
LEVELS = ("level", "levels")
"""Fields whose words are adjectives of «уровень»."""
_NO_NAME = re.compile(r"[^\w.-]+")  # what no name of a folder holds
NEWEST_OF_STAGE = 3  # stories a stage of the roadmap names itself; more of them have a list
Listed = TypeVar("Listed")


@dataclass(frozen=True, slots=True)
class Slice(Generic[Listed]):
    """One page of a list: its address, its entries, and the neighbours' addresses (empty if there is none)."""

    url: str
    number: int
    """0 for the first page, else the number counted from the oldest."""
    entries: Sequence[Listed]
    newer: str
    older: str
    first: str
    """The address of the first page."""


@dataclass(frozen=True, slots=True)
class Pill:
    """One value of a facet: a link to its ready listing."""

    code: str
    title: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of pills: what fits in a line of a wide page, the rest behind «ещё N»."""

    name: str
    title: str
    pills: tuple[Pill, ...]
    shown: int
    """How many stand in the line."""

    @property
    def first(self) -> tuple[Pill, ...]:
        return self.pills[: self.shown]

    @property
    def rest(self) -> tuple[Pill, ...]:
        return self.pills[self.shown :]

    @property
    def largest_first(self) -> "Facet":
        """The same with its largest pills in the line, in the order they had."""
        if not self.rest:
            return self
        ranked = sorted(self.pills, key=lambda pill: -pill.count)
        largest = ranked[: fitting(ranked)]
        return replace(self, pills=tuple(sorted(self.pills, key=lambda pill: pill not in largest)), shown=len(largest))


def fitting(pills: Sequence[Pill]) -> int:
    """How many pills stand in one line of a page 1440 pixels wide; all of them, or room is left for «ещё N»."""
    ends = list(accumulate(len(pill.title) + PILL_FRAME for pill in pills))
    if len(pills) <= SHOWN_PILLS + 1 and max(ends, default=0) <= LINE:
        return len(pills)
    return min(SHOWN_PILLS, max(1, sum(end <= LINE - MORE for end in ends)))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a listing is narrowed to: a facet's code or a stretch of time."""

    name: str
    code: str
    title: str

    @property
    def heading(self) -> str:
        """The title where it stands alone: an adjective gets its noun back, «муниципальный уровень»."""
        if self.name in LEVELS:
            return messages.level(self.title)
        return messages.FACET_PHRASES.get(self.name, "{}").format(self.title)

    def url(self, kind: str) -> str:
        return f"{kind}/by/{self.name}/{self.code}/"


def slices(entries: Sequence[Listed], base: str, size: int) -> Iterator[Slice[Listed]]:
    """The pages of a list given newest first."""
    full = max(len(entries) // size, 1)
    on_first = len(entries) - (full - 1) * size
    urls = {full: base, **{number: f"{base}page/{number}/" for number in range(1, full)}, 0: "", full + 1: ""}
    yield Slice(base, 0, entries[:on_first], "", urls[full - 1], base)
    for number in range(full - 1, 0, -1):
        start = on_first + (full - 1 - number) * size
        yield Slice(urls[number], number, entries[start : start + size], urls[number + 1], urls[number - 1], base)


def choices(catalogue: Catalogue, kind: str) -> dict[Choice, list[Entry]]:
    """Everything a list can be narrowed to, with the entries, in the order of the vocabulary and of time."""
    cls, entries = KINDS[kind], catalogue.of(kind)
    narrowed: dict[Choice, list[Entry]] = {}
    for name in cls.facets:
        vocabulary = catalogue.vocabularies[vocabulary_of(kind, name)]
        by_code: dict[str, list[Entry]] = {}
        for entry in entries:
            for code in values_of(entry, name):
                by_code.setdefault(code, []).append(entry)
        order = [term.code for term in vocabulary.terms if term.code in by_code]
        narrowed |= {Choice(name, code, vocabulary.title(code)): by_code[code] for code in order}
    for name in cls.word_facets:
        narrowed |= _by_word(name, entries)
    if cls.dated:
        narrowed |= _by_time(entries)
    if kind == News.kind:
        narrowed |= _by_stage(catalogue)
    return narrowed


class ChoiceCounts(dict[Choice, int], Fingerprinted):
    """How many entries each choice of a kind has: on every list of the kind, so its words are put together once."""


def counted(narrowed: Mapping[Choice, Sequence[Listed]]) -> ChoiceCounts:
    """How many entries each choice has."""
    return ChoiceCounts({choice: len(entries) for choice, entries in narrowed.items()})


def _by_word(name: str, entries: Sequence[Entry]) -> dict[Choice, list[Entry]]:
    """Records by the free words of a field, in the order of the alphabet; nothing while all say the same."""
    by_code: dict[str, list[Entry]] = {}
    spellings: dict[str, Counter[str]] = {}
    for entry in entries:
        for code, word in {word_code(word): word for word in words_of(entry, name)}.items():
            by_code.setdefault(code, []).append(entry)
            spellings.setdefault(code, Counter())[messages.uncapital(word)] += 1
    titles = {code: min(words, key=lambda word: (-words[word], word)) for code, words in spellings.items()}
    order = sorted(titles, key=lambda code: alphabetic(titles[code])) if len(titles) > 1 else []
    return {Choice(name, code, titles[code]): by_code[code] for code in order}


def words_of(entry: Entry, name: str) -> tuple[str, ...]:
    """The free words a record has in one of the `word_facets` of its kind."""
    return entry.facts.words[KINDS[entry.key.kind].word_facets.index(name)]


@cache
def word_code(word: str) -> str:
    """The address of a free word: «Русский язык», «русские языки» and «русского языка» have the same one."""
    stems = (_ENDING.sub("", part) or part for part in re.findall(r"\w+", alphabetic(word)))
    return slugify("-".join(stems), max_length=60) or "_"


def codes_of(entry: Entry) -> list[tuple[str, str]]:
    """Everything a record is found by in its list: the name of a facet and a code."""
    cls = KINDS[entry.key.kind]
    words = [(name, word_code(word)) for name in cls.word_facets for word in words_of(entry, name)]
    return words + [(name, code) for name in cls.facets for code in values_of(entry, name)]


def _by_time(entries: Iterable[Entry]) -> dict[Choice, list[Entry]]:
    narrowed: dict[Choice, list[Entry]] = {}
    for entry in entries:
        day = entry.facts.sort_key
        assert isinstance(day, dt.date)
        narrowed.setdefault(Choice("year", f"{day.year}", f"{day.year}"), []).append(entry)
        narrowed.setdefault(Choice("month", f"{day:%Y-%m}", messages.month(day)), []).append(entry)
    return narrowed


def _by_stage(catalogue: Catalogue) -> dict[Choice, list[Entry]]:
    """The news of each stage that has more than the roadmap names, plan by plan."""
    return {
        stage_choice(plan, code): [*stories]
        for plan in catalogue.of(Roadmap)
        for code in plan.record.codes
        if len(stories := catalogue.referring_to(f"{Roadmap.kind}/{plan.id}/{code}", News)) > NEWEST_OF_STAGE
    }


def stage_choice(plan: Entry[Roadmap], code: str) -> Choice:
    """The list of what was told about one stage."""
    stage = plan.record.stages[plan.record.codes.index(code)]
    number = (stage.number or code).strip(" .)")
    title = messages.stage_of_plan(number, stage.short_title or stage.title, plan.record.sort_key)
    return Choice("stage", f"{plan.id}/{_NO_NAME.sub('-', code)}", title)


def facet_titles(kind: str) -> dict[str, str]:
    """What a kind is narrowed by: its fields, with their captions."""
    cls = KINDS[kind]
    return {name: cls.model_fields[name].title or name for name in (*cls.word_facets, *cls.facets)}


def facets(
    kind: str, counts: Mapping[Choice, int], current: Choice | None, titles: Mapping[str, str] | None = None
) -> list[Facet]:
    """The groups of pills of a listing, by `titles` or by those of the kind; months are not facets but an archive."""
    titles = titles or facet_titles(kind)
    groups: dict[str, list[Pill]] = {name: [] for name in titles}
    for choice, count in counts.items():
        if choice.name in groups:
            groups[choice.name].append(_pill(kind, choice, count, current))
    return [Facet(name, titles[name], tuple(pills), fitting(pills)) for name, pills in groups.items() if pills]


def _pill(kind: str, choice: Choice, count: int, current: Choice | None) -> Pill:
    return Pill(choice.code, choice.title, count, choice.url(kind), choice == current)


def archive(kind: str, counts: Mapping[Choice, int], current: Choice | None) -> list[tuple[Pill, list[Pill]]]:
    """Years with their months, the newest first."""
    years, months = (
        [_pill(kind, choice, count, current) for choice, count in counts.items() if choice.name == stretch]
        for stretch in ("year", "month")
    )
    return [(year, [month for month in months if month.code.startswith(f"{year.code}-")]) for year in years]


def grouped(catalogue: Catalogue, entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Entries under their headings, both in the order given."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.record.group(catalogue.vocabularies), []).append(entry)
    return list(groups.items())


@cache
def vocabulary_of(kind: str, name: str) -> str:
    """The name of the vocabulary the codes of the field `name` of a kind come from."""
    mark = next(mark for mark in marks(KINDS[kind], name, Term))
    return str(mark.name)
