"""Tables of what was done and told: the plan, programmes, practices, events, contests, publications."""

from collections import Counter
from collections.abc import Iterator, Mapping

from nastavnik import messages
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.counts import Hidden, told
from nastavnik.views.monitoring.facts import plan_of
from nastavnik.views.monitoring.tables import FigureRow, Table, open_rows, part_of
from nastavnik.views.programmes import levels_reached

FactCounts = Mapping[str, int]


def work_tables(catalogue: Catalogue, facts: FactCounts, newest: bool) -> Iterator[Table]:
    """What the school did; programmes, partners and documents are those of today: only the newest period has them."""
    yield _together(facts, newest)
    yield _plan(facts)
    if newest:
        yield _named(catalogue, facts, "programmes", "programme_states", messages.PROGRAMMES_TABLE)
        yield _levels(catalogue)
    yield _named(catalogue, facts, "practices.form", "forms", messages.PRACTICES_BY_FORM)
    yield _named(catalogue, facts, "practices.level", "levels", messages.PRACTICES_BY_LEVEL)
    yield _named(catalogue, facts, "events.type", "event_types", messages.EVENTS_BY_TYPE)
    yield _named(catalogue, facts, "contests.level", "levels", messages.CONTESTS_BY_LEVEL)
    yield _named(catalogue, facts, "prizes.level", "levels", messages.PRIZES_BY_LEVEL)


def coverage_tables(catalogue: Catalogue, facts: FactCounts, channels: Counter[str], period: str) -> Iterator[Table]:
    """How it was told of: publications by level, channel and stage."""
    yield _named(catalogue, facts, "news.level", "levels", messages.NEWS_BY_LEVEL)
    by_channel = sorted(channels.items(), key=lambda one: (-one[1], one[0]))
    yield Table("news.channel", messages.NEWS_BY_CHANNEL, open_rows(by_channel))
    plan = plan_of(catalogue, period)
    if plan and facts["news"]:
        titles = [messages.one_line(stage.title) for stage in plan[1].stages]
        counts = [facts[f"news.stage.{code}"] for code in plan[1].codes]
        yield Table("news.stage", messages.NEWS_BY_STAGE, open_rows(zip(titles, counts, strict=True)), across=True)


def _named(catalogue: Catalogue, facts: FactCounts, name: str, vocabulary: str, caption: str) -> Table:
    """Counts by the words of a vocabulary, without those that nothing has."""
    rows = [(term.title, facts[f"{name}.{term.code}"]) for term in catalogue.vocabularies[vocabulary].terms]
    return Table(name, caption, open_rows(row for row in rows if row[1]))


def _together(facts: FactCounts, newest: bool) -> Table:
    named = [
        (messages.PRACTICES_ALL, "practices"),
        (messages.PRACTICES_NEW, "practices.new"),
        (messages.EVENTS_HELD, "events"),
        (messages.NEWS_TOLD, "news"),
        (messages.NEWS_ELSEWHERE, "news.elsewhere"),
        (messages.CONTESTS_HELD, "contests"),
        (messages.PRIZES_WON, "prizes"),
        *([(messages.PARTNERS_NOW, "partners")] if newest else []),
    ]
    rows = [FigureRow(caption, messages.number(facts[name])) for caption, name in named]
    if newest and facts["documents.required"]:
        present, required = facts["documents.present"], facts["documents.required"]
        part = part_of(present, required)
        rows.append(FigureRow(messages.DOCUMENTS_PRESENT, messages.of_all(present, required), part, part))
    return Table("records", messages.RECORDS, tuple(rows))


def _plan(facts: FactCounts) -> Table:
    counts = [(title, facts.get(f"roadmap.{code}", 0)) for code, title in messages.STATUS_TITLES.items()]
    return Table("plan", messages.ROADMAP_TABLE, open_rows(row for row in counts if row[1]))


def _levels(catalogue: Catalogue) -> Table:
    """As the page of programmes tells them, word for word."""
    counts, whole = levels_reached(catalogue)
    if not whole or isinstance(whole, Hidden):
        return Table("levels", messages.LEVELS_TABLE, ())
    rows = tuple(FigureRow(messages.capital(title), told(count)) for title, count in counts.items())
    return Table("levels", messages.LEVELS_TABLE, rows)
