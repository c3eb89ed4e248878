"""Words that differ by the type of the organisation: what it is, whom it teaches, who heads it.

Sentences of pages are written so that they need few of these forms; a sentence that needs none is better.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

from nastavnik.messages.words import capital, enumerated


class Wording(NamedTuple):
    """Nouns of one organisation in the cases that sentences need; small letters, «ученики», «ученикам»."""

    organisation_of: Annotated[str, "The organisation, in the genitive: «детского сада»"]
    learners: Annotated[str, "Whom it teaches: «воспитанники»"]
    learners_of: Annotated[str, "The same in the genitive: «воспитанников»"]
    learners_to: Annotated[str, "The same in the dative: «воспитанникам»"]
    group_head_to: Annotated[str, "Whom a family talks to first, in the dative: «воспитателю»"]
    head: Annotated[str, "The post of who signs its papers: «заведующий»"]
    curator: Annotated[str, "A post that often is the curator's: «старший воспитатель»"]


_LEARNERS = ("обучающиеся", "обучающихся", "обучающимся")  # the word of law 273-ФЗ for all of them
WORDINGS: Mapping[str, Wording] = {
    "school": Wording(
        "школы",
        *("ученики", "учеников", "ученикам"),
        "классному руководителю",
        "директор",
        "заместитель директора по учебно-воспитательной работе",
    ),
    "kindergarten": Wording(
        "детского сада",
        *("воспитанники", "воспитанников", "воспитанникам"),
        "воспитателю",
        "заведующий",
        "старший воспитатель",
    ),
    "primary-kindergarten": Wording(
        "школы – детского сада",
        *("дети", "детей", "детям"),
        "педагогу группы или класса",
        "директор",
        "заместитель директора",
    ),
    "college": Wording(
        "колледжа",
        *("студенты", "студентов", "студентам"),
        "куратору группы",
        "директор",
        "заместитель директора по учебной работе",
    ),
    "extra": Wording("организации", *_LEARNERS, "педагогу объединения", "директор", "методист"),
    "other": Wording("организации", *_LEARNERS, "педагогу", "руководитель", "заместитель руководителя"),
}
"""Code of `school_types` → its words."""

PUPILS_TO, TEACHERS_TO = "школьникам", "педагогам"
HOME_LEAD = "Опытные помогают тем, кто начинает."


def mentors_help(whom: Sequence[str]) -> str:
    """Whom mentors help, one or more nouns in the dative: «Наставники помогают ученикам и педагогам.»"""
    return f"Наставники помогают {enumerated(whom)}."


def site_of(wording: Wording) -> str:
    """The section itself among the places news were told in: «сайт детского сада»."""
    return f"сайт {wording.organisation_of}"


def taking_part(wording: Wording) -> str:
    """Caption of the share of those who take part."""
    return f"{capital(wording.learners)}, которые участвуют"


def young_mentors(wording: Wording) -> str:
    """Caption of the share of those who are mentors themselves."""
    return f"{capital(wording.learners)} 15–18 лет — наставники"


def part_of_learners(wording: Wording) -> str:
    """Caption of the big figure, after its percent: «учеников участвуют»."""
    return f"{wording.learners_of} участвуют"
