"""Tables of people: shares with goals, forms of mentoring, answers, training, mentors."""

from collections import Counter
from collections.abc import Iterator

from nastavnik import messages
from nastavnik.records import Mentor, Monitoring
from nastavnik.records.monitoring import Figures
from nastavnik.school.catalogue import Catalogue, values_of
from nastavnik.views.counts import SMALL
from nastavnik.views.monitoring.figures import (
    forms_left_out,
    hidden_forms,
    percent_of,
    told_by_word,
    typed_share,
    working,
)
from nastavnik.views.monitoring.tables import FigureRow, Table, counted, open_rows, word_for


def people_tables(catalogue: Catalogue, figures: Figures, record: Monitoring, newest: bool) -> Iterator[Table]:
    """Tables of the typed numbers; mentors are those of today, so only the newest period has them."""
    yield _shares(figures, record)
    yield from _by_form(catalogue, figures)
    yield _satisfied(figures, record)
    yield _others(figures)
    if newest:
        yield from _mentors(catalogue)


def _share(figures: Figures, name: str, goal: int | None = None) -> list[FigureRow]:
    share, caption = typed_share(figures, name), _caption(name)
    if share is None or not share.all:
        return []
    percent = percent_of(figures, name)
    if percent is None:
        return [FigureRow(caption, word_for(share.part))] if told_by_word(share) else []
    return [FigureRow(caption, messages.of_all(share.part, share.all), percent, percent, goal)]


def _caption(name: str) -> str:
    return Figures.model_fields[name].title or name


def _shares(figures: Figures, record: Monitoring) -> Table:
    rows = (
        *_share(figures, "pupils", record.goals.pupils),
        *_share(figures, "young_teachers", record.goals.young_teachers),
        *_share(figures, "student_mentors"),
        *_share(figures, "retained"),
    )
    return Table("shares", messages.SHARES, rows)


def _satisfied(figures: Figures, record: Monitoring) -> Table:
    goal = record.goals.satisfied
    rows = (*_share(figures, "mentored_satisfied", goal), *_share(figures, "mentors_satisfied", goal))
    return Table("satisfied", messages.SATISFIED, rows)


def _others(figures: Figures) -> Table:
    rows = _share(figures, "trained")
    if figures.hours is not None:
        rows.append(FigureRow(_caption("hours"), messages.number(figures.hours)))
    if figures.waiting is not None:
        told = messages.FEW if figures.waiting in SMALL else messages.number(figures.waiting)
        rows.append(FigureRow(_caption("waiting"), told))
    return Table("others", messages.OTHER_FIGURES, tuple(rows))


def _by_form(catalogue: Catalogue, figures: Figures) -> tuple[Table, Table]:
    hidden, title = hidden_forms(figures), catalogue.vocabularies["forms"].title
    left_out = forms_left_out(figures)
    said = [row for row in figures.by_form if row.form not in left_out]
    at_work = [(title(row.form), working(row), row.form in hidden) for row in said if working(row)]
    mentored = [(title(row.form), row.mentored, row.form in hidden) for row in said if row.mentored]
    return (
        Table("working", messages.WORKING, counted(at_work)),
        Table("mentored", messages.MENTORED_BY_FORM, counted(mentored)),
    )


def _mentors(catalogue: Catalogue) -> tuple[Table, Table]:
    """Mentors by category with those without a card, who have no category here; cards by form."""
    cards = catalogue.of(Mentor)
    category, form = catalogue.vocabularies["mentor_categories"].title, catalogue.vocabularies["forms"].title
    categories = Counter(code for one in cards for code in values_of(one, "category"))
    forms = Counter(code for one in cards for code in values_of(one, "forms"))
    without = catalogue.withheld[Mentor.kind]
    everybody = [(category(code), count) for code, count in categories.most_common()]
    everybody += [(messages.WITHOUT_CARD, without)] if without else []
    return (
        Table("mentors", messages.MENTORS_BY, open_rows(everybody)),
        Table("cards", messages.CARDS_BY_FORM, open_rows((form(code), count) for code, count in forms.most_common())),
    )
