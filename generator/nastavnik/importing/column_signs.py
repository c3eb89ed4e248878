"""What the cells below a caption say about their column: a table of signs, each with the role it speaks for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from nastavnik.deadlines import understand
from nastavnik.importing.caption_words import Weights

NUMBER_CELL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXІХ]+)\s?[.)]*$")
PEOPLE = re.compile(
    r"директор|зам\b|заместител|завуч|заведующ|воспитател|наставник|куратор|педагог|методист|учител|психолог|логопед"
    r"|руководител|администраци|координатор|рабоч\w+ групп|специалист|совет\b|тьютор|секретар|делопроизвод|классн|шмо\b"
    r"|[А-ЯЁ]\.\s?[А-ЯЁ]\.|преподавател|мастер|старш|инструктор|председател|начальник|библиотекар|вожат|родител|партн[её]р",
    re.I,
)
PERSON = re.compile(  # a post or a name at the very beginning, adjectives before it aside
    r"^\W*(?:[а-яё-]+(?:ый|ий|ой|ая|ые|ие|ое)\s+){0,2}(?:зам\b|заместител|директор|завуч|заведующ|воспитател|наставник(?!ов)"
    r"|куратор|педагог\b|педагоги\b|педагог-|методист|учител[ьяи]\b|психолог|логопед|руководител|администраци|координатор"
    r"|рабоч\w+ групп|специалист|тьютор|секретар|председател|начальник|библиотекар|вожат|советник|преподавател"
    r"|мастера?\b(?!-)|ответственн\w+ за|соцпедагог|шмо\b|инструктор|тренер)"
    r"|(?-i:[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.)",
    re.I,
)
PRODUCT = re.compile(
    r"^\W*(?:приказ|протокол|справк|отч[её]т|банк|баз[аы]|список|списки|положени|анкет|программ|договор|соглашени|реестр"
    r"|карт|фото|публикац|сертификат|грамот|аналитич|материал|график|план\b|журнал|лист|согласи|запис|стать|сформир"
    r"|созда|разработан|утвержд|повыш|наличи|назначен|подпис|провед[её]н|определен|пары|готов|рост|информаци)",
    re.I,
)
LONGEST_TERM, LONGEST_POST = 160, 200  # signs
LONG = 45  # signs of a text that says what is to be done


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """The filled cells below a caption, from top to bottom, and how they lie beside the other columns.

    `tall`: share of the rows that have no text of their own here (merged, empty, or the text of the row above);
    `scattered`: share of the texts that come back after others stood between; `share`: of all letters of the table,
    those in this column; `place`: 0 for the first column, 1 for the last.
    """

    texts: tuple[str, ...]
    tall: float
    scattered: float
    share: float
    place: float

    def rate(self, sign: Callable[[str], object]) -> float:
        """The share of the filled cells that bear a sign."""
        return sum(bool(sign(text)) for text in self.texts) / len(self.texts) if self.texts else 0.0


def column_cells(texts: Sequence[str], rows: int, share: float, place: float) -> ColumnCells:
    """The cells of a column from its filled texts, in a table whose fullest column has so many `rows`."""
    own = [text for text, _ in groupby(texts)]
    return ColumnCells(
        tuple(texts),
        1 - len(own) / rows if rows else 0.0,
        1 - len(set(own)) / len(own) if own else 0.0,
        share,
        place,
    )


@lru_cache(maxsize=4096)
def is_term(text: str) -> bool:
    """Whether a text is a phrase of deadlines as far as `deadlines` understands them."""
    text = " ".join(text.split())
    return len(text) <= LONGEST_TERM and not NUMBER_CELL.match(text) and understand(text).kind != "unknown"


def is_people(text: str) -> bool:
    """Whether a text names posts or persons, near its beginning."""
    person = PEOPLE.search(text)
    return person is not None and person.start() <= 25 and len(text) <= LONGEST_POST and not is_term(text)


def is_person(text: str) -> bool:
    """Whether a text begins with a post or holds a name with initials, and is short."""
    return len(text) <= LONGEST_POST and bool(PERSON.search(text))


def is_number(text: str) -> bool:
    """Whether a cell holds nothing but the number of its row."""
    return bool(NUMBER_CELL.match(text))


def _long(cells: ColumnCells) -> float:
    if not cells.texts:
        return 0.0
    mean = sum(map(len, cells.texts)) / len(cells.texts)
    return min(mean / LONG, 1.0) * (1 - max(cells.rate(is_term), cells.rate(is_number)))


def _not(sign: Callable[[str], object]) -> Callable[[ColumnCells], float]:
    return lambda cells: 1 - cells.rate(sign) if cells.texts else 0.0


def _share_of(sign: Callable[[str], object]) -> Callable[[ColumnCells], float]:
    return lambda cells: cells.rate(sign)


SIGNS: tuple[tuple[str, float, Callable[[ColumnCells], float]], ...] = (
    ("number", 7, _share_of(is_number)),
    ("number", -9, _not(is_number)),
    ("number", 1, lambda cells: 1 - cells.place),
    ("term", 8, _share_of(is_term)),
    ("term", -3.5, _not(is_term)),
    ("responsible", 3, _share_of(is_people)),
    ("responsible", -2.5, _not(is_people)),
    ("responsible", -3, lambda cells: float(cells.place == 0)),
    ("result", 3, _share_of(PRODUCT.search)),
    ("result", 1.5, lambda cells: float(cells.place == 1)),
    ("result", -4, lambda cells: float(cells.place == 0)),
    ("result", -2, _share_of(is_term)),
    ("stage", 5, lambda cells: cells.tall),
    ("activity", 3.5, lambda cells: cells.tall),
    ("stage", -8, lambda cells: cells.scattered),
    *((role, -4.0, lambda cells: cells.scattered) for role in ("activity", "content")),
    *((role, -3.0, _share_of(is_person)) for role in ("stage", "activity", "content")),
    ("responsible", 3, _share_of(is_person)),
    ("aside", -4, lambda cells: cells.share),
    ("stage", 1, lambda cells: 1 - cells.place),
    *((role, -5.0, _share_of(is_term)) for role in ("activity", "content")),
    ("stage", -3, _share_of(is_term)),
    *((role, -6.0, _share_of(is_number)) for role in ("stage", "activity", "content", "term", "result")),
    *((role, 3.0, _long) for role in ("activity", "content")),
    *((role, 4.0, lambda cells: cells.share) for role in ("activity", "content")),
    *((role, 1.0, lambda cells: 1 - cells.place) for role in ("activity", "content")),
    ("stage", 2, _long),
    ("stage", 2, lambda cells: cells.share),
)


def cell_evidence(cells: ColumnCells) -> Weights:
    """Role → how much the cells of a column speak for it (or against it); {} for a column without words."""
    if not cells.texts:
        return {}
    evidence: Weights = {}
    for role, weight, sign in SIGNS:
        evidence[role] = evidence.get(role, 0.0) + weight * sign(cells)
    return evidence


def added(evidence: Sequence[Weights]) -> Weights:
    """Evidence of several sorts for one column, together."""
    roles = {role for weights in evidence for role in weights}
    return {role: sum(weights.get(role, 0.0) for weights in evidence) for role in sorted(roles)}
