"""`/api/v1/practices.csv`: shown practices as a table anybody may take, a row a practice; verdicts, never comments."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from nastavnik import messages
from nastavnik.bank.holdings import SPOKEN, ShownPractice
from nastavnik.bank.review.spreadsheets import CellValue, harmless
from nastavnik.records import Practice
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.views.lists import vocabulary_of

ADDRESS = "api/v1/practices.csv"
CODED = ("forms", "education_levels", "directions", "mentoring_kinds", "level")
"""Columns of words."""


def head() -> bytes:
    """The first line, with the mark by which Excel knows UTF-8."""
    captions = [Practice.model_fields[name].title or name for name in CODED]
    key, title, school, place, authors, *rest = messages.OPEN_DATA_HEAD
    return b"\xef\xbb\xbf" + line([key, title, school, place, authors, *captions, *rest])


def row(
    root: str, vocabularies: Vocabularies, shown: ShownPractice, data: Mapping[str, Any], authors: Sequence[str]
) -> bytes:
    """A practice as a line."""
    verdicts = [messages.VERDICT_WORDS[code] for code in SPOKEN if shown.verdict and code in shown.verdict.codes]
    return line(
        [
            shown.item.key,
            data["title"],
            shown.member.short_title,
            shown.member.place.title,
            ", ".join(authors),
            *(vocabularies[vocabulary_of(Practice.kind, name)].words(data[name]) for name in CODED),
            ", ".join(verdicts),
            shown.item.modified,
            shown.first_seen,
            root + shown.url,
            shown.original,
        ]
    )


def line(cells: Sequence[CellValue]) -> bytes:
    """Cells as Russian Excel opens them: semicolons; nothing in them acts."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return text.getvalue().encode()
