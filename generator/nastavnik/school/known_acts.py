"""Federal acts the section rests on, and registered documents that give them another number, date or sort.

Numbers and dates are those of the domain, section 5. An act is known by a number nobody else has, or by its title.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.records import Document
from nastavnik.school.catalogue import Catalogue
from nastavnik.text.source import Problem, reread

LATIN = str.maketrans("ABCEHKMOPTXaceopx", "АВСЕНКМОРТХасеорх")


@dataclass(frozen=True, slots=True)
class Act:
    """One act: number, day, code of `document_types`, a pattern of its title, former number of the same rules."""

    number: str
    date: dt.date
    type: str
    title: str
    former: str = ""

    @property
    def name(self) -> str:
        return messages.act_name(self.type, self.number, self.date)


ACTS = (
    Act("Р-145", dt.date(2019, 12, 25), "decree", r"об\sутверждении\sметодологии\s\(целевой\sмодели\)\sнаставничества"),
    Act("АЗ-1128/08", dt.date(2021, 12, 21), "letter", r"\bсистем[аы]\sнаставничества\sпедагогических\sработников"),
    Act("18", dt.date(2021, 2, 24), "order", r"требований\sк\sсодержанию\sсогласия.*для\sраспространения"),
    Act(
        "1493",
        dt.date(2023, 8, 4),
        "order",
        r"требований\sк\sструктуре\sофициального\sсайта\sобразовательной",
        former="831",
    ),
    Act("197", dt.date(2025, 4, 1), "law", r"о\sдне\sнаставника"),
    Act("1264-р", dt.date(2025, 5, 21), "decree", r"концепци[яи]\sразвития\sнаставничества"),
    Act("152-ФЗ", dt.date(2006, 7, 27), "law", r"федеральный\sзакон\s«?о\sперсональных\sданных»?$"),
)


def problems(catalogue: Catalogue) -> Iterator[Problem]:
    """A hint for every field of a federal document that differs from the act it is."""
    for entry in catalogue.of(Document):
        for field, act in misquoted(entry.record):
            place = reread(entry.path, entry.file).place((field,))
            yield Problem(place, messages.act_misquoted(field, act.name), "hint")


def misquoted(document: Document) -> Iterator[tuple[str, Act]]:
    """Fields (`number`, `date`, `type`) that differ, with the act as it is; a field left out differs from nothing."""
    act = _known(document) if document.level == "federal" and document.state == "valid" else None
    if act is None:
        return
    if document.number and _plain(act.number) not in _plain(document.number).split("/ "):
        yield "number", act
    if document.date and document.date != act.date and _plain(document.number or "") != _plain(act.former):
        yield "date", act
    if document.type != act.type:
        yield "type", act


def _known(document: Document) -> Act | None:
    number = _plain(document.number or "")
    by_number = (act for act in ACTS if not act.number.isdigit() and number.split("/ ")[0] == _plain(act.number))
    by_title = (act for act in ACTS if act.type == document.type and re.search(act.title, document.title, re.I))
    return next(by_number, None) or next(by_title, None)


def _plain(number: str) -> str:
    """A number as it is compared: Cyrillic, small, no «№», no blanks but the one that parts two numbers."""
    plain = number.translate(LATIN).lower().replace("№", "").replace("–", "-")
    return "/ ".join(re.sub(r"\s", "", part) for part in re.split(r"\s+/\s+", plain.strip()))
