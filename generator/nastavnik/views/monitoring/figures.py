"""The typed numbers of a period, and which of them may be told.

A number is told only if no small one follows from it: a share goes with its total or not at all, a form of mentoring
with all its numbers or none, and rows that add up to something kept back are kept back too.
"""

from nastavnik.records import Monitoring
from nastavnik.records.codes import TO_PUPILS, TO_STUDENTS
from nastavnik.records.monitoring import Figures, FormFigures, Share, SurveyFigures
from nastavnik.records.reading import read_record
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text.source import Unreadable, read
from nastavnik.views.counts import SMALL, Hidden, share_may_be_told, suppressed

FEWEST_PEOPLE = 8
"""Of fewer people, of whom others may know how many they are, even «5 or more» would tell how many are left."""
MADE_OF_FORMS = {"pupils": True, "young_teachers": False}
"""Shares that numbers by form may add up to; whether those are the forms in which pupils are mentored."""
ALONE = ("waiting", "letters")
"""Counts of people or families that are a part of no whole."""
NOTHING: frozenset[str] = frozenset()
"""No figure is kept back on account of other periods (`monitoring.differences`)."""
KIN = ((True, ("pupils", "student_mentors")), (False, ("young_teachers",)))
"""Whether pupils are mentored, and the shares that numbers of such forms may equal."""


def true_figures(catalogue: Catalogue, entry: Entry[Monitoring]) -> Figures:
    """The typed numbers, read again from the file: the catalogue has let go of them. Never to be shown as they are."""
    record = read_record(Monitoring, read(entry.path, entry.file), catalogue.vocabularies)
    if isinstance(record, list):
        raise Unreadable(record[0])
    return record.figures or Figures()


def typed_share(figures: Figures, name: str) -> Share | None:
    """The share in the field `name`; None if it was not written down."""
    share: Share | None = getattr(figures, name)
    return share


def told_by_word(share: Share) -> bool:
    """Whether a word may stand for a share that is not told."""
    return share.all >= FEWEST_PEOPLE


def forms_left_out(figures: Figures) -> set[str]:
    """Forms of which not even a word may be said, for they are of a few people."""
    return {
        row.form
        for name, pupils in MADE_OF_FORMS.items()
        if (share := typed_share(figures, name)) and share.all and not told_by_word(share)
        for row in _rows(figures, pupils)
    }


def percent_of(figures: Figures, name: str, held: frozenset[str] = NOTHING) -> int | None:
    """The share `name` in whole percent if it, the rest and what it is made up of may be told.

    `held` names figures that would tell a small number beside those of another period.
    """
    share = typed_share(figures, name)
    if (
        name in held
        or share is None
        or not share.all
        or not share_may_be_told(share.part, share.all)
        or _made_of_few(figures, name)
    ):
        return None
    return percent(share.part, share.all)


def percent(part: int, whole: int) -> int:
    """Rounded, but 0 means nobody and 100 means all."""
    rounded = (200 * part + whole) // (2 * whole)
    return part and min(max(rounded, 1), 100 if part == whole else 99)


def working(row: FormFigures) -> int:
    """Pairs and groups at work."""
    return row.pairs + row.groups


def form_name(form: str) -> str:
    """The name under which the numbers of a form are held back."""
    return f"form.{form}"


def hidden_forms(figures: Figures, held: frozenset[str] = NOTHING) -> set[str]:
    """Forms none of whose numbers may be told; where one is `held` all of its kin are, for their sum may be known."""
    hidden = forms_left_out(figures)
    for pupils, shares in KIN:
        rows = _rows(figures, pupils)
        of_others = any(form_name(row.form) in held for row in rows)
        if of_others or any(typed_share(figures, name) and percent_of(figures, name, held) is None for name in shares):
            hidden |= {row.form for row in rows}  # their sum may be the very number that is kept back
        for counts in ({row.form: row.mentored for row in rows}, {row.form: working(row) for row in rows}):
            shown, whole = suppressed(counts)
            every = isinstance(whole, Hidden)
            hidden |= {form for form, count in shown.items() if isinstance(count, Hidden) or (every and count)}
    return hidden


def typed_count(figures: Figures, name: str) -> int | None:
    """One of the counts that stand alone; None if it was not written down."""
    count: int | None = getattr(figures, name)
    return count


def count_told(figures: Figures, name: str, held: frozenset[str]) -> bool:
    """Whether a count that stands alone is written down and may be told."""
    count = typed_count(figures, name)
    return count is not None and count not in SMALL and name not in held


def sides(row: SurveyFigures) -> dict[str, Share]:
    """What is known of a question on entry and on exit, by the name under which it is held back."""
    shares = {"entry": row.entry, "exit": row.exit}
    return {f"survey.{row.title}.{side}": share for side, share in shares.items() if share}


def survey_told(row: SurveyFigures, held: frozenset[str]) -> bool:
    """Whether a question may be told: both sides or none, for who changed their mind may be few as well."""
    known = sides(row)
    if any(
        name in held or not share.all or not share_may_be_told(share.part, share.all) for name, share in known.items()
    ):
        return False
    counts = [(share.part, share.all - share.part) for share in known.values()]
    return bool(counts) and not close(counts[0], counts[-1])


def close(numbers: tuple[int, ...], others: tuple[int, ...]) -> bool:
    """Whether some count differs from its like by so few that they would be told."""
    return any(abs(one - other) in SMALL for one, other in zip(numbers, others, strict=True))


def _made_of_few(figures: Figures, name: str) -> bool:
    """Whether the sum of the forms has to be kept back: the share may be that very sum."""
    if name not in MADE_OF_FORMS:
        return False
    return isinstance(suppressed({row.form: row.mentored for row in _rows(figures, MADE_OF_FORMS[name])})[1], Hidden)


def _rows(figures: Figures, pupils: bool) -> list[FormFigures]:
    """Rows of forms in which pupils are mentored, or of the other ones."""
    return [row for row in figures.by_form if str(row.form).endswith((TO_STUDENTS, TO_PUPILS)) == pupils]
