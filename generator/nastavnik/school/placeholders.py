"""Words that stand where the school's own should: of a new passport, of examples in guides, of nobody's address.

The site and a region's bank would show them as true, so `check` names each with its place.
"""

import re
from collections.abc import Iterator

from nastavnik import messages
from nastavnik.records.school import School, is_inn_of_somebody
from nastavnik.text.source import Keys, Place, Plain, Problem, Source

DRAFT_SITE, DRAFT_INN = "https://example.org/", "0000000000"
DRAFT = {
    "title": messages.START_TITLE,
    "short_title": messages.START_SHORT,
    "region": messages.START_REGION,
    "municipality": messages.START_MUNICIPALITY,
}
"""Fields of the passport, and the words a new one begins with."""
NO_REGION = "00"
"""How no ИНН begins: its first two digits are the number of a region."""
_WORDS = re.compile(
    r"""(?xim)
    (?:https?://)?(?:[\w-]+\.)*\bexample\.(?:org|com|net)\b[^\s)>"'»,;]*   # hosts that belong to nobody (RFC 2606)
    | [\w.+-]+@(?:[\w-]+\.)*example\.(?:org|com|net)\b
    | \bфамилия\s+имя\s+отчество\b
    | \+?\b[78][\s(-]*000[\s)-]*000[\s-]*00[\s-]*00\b
    | \bXXXX\b
    | ^\s*впишите:\s[^\n]{0,60}   # of the examples a section begins with
    | \bпримерова\s+анна\s+ивановна\b
    | \A\s*фотография\s+к\s+новости\s*\Z   # of a picture that came with a text
    """
)

_SIGNS = ("example.", "отчество", "000", "xxxx", "примерова", "впишите:", "к новости")
"""Letters without which none of the words stands in a text."""
EXAMPLE_TITLE = "Пример: "
"""How the titles of the examples begin; inside a text «Пример:» is a word like any other."""


def of_passport(school: School) -> Iterator[tuple[Keys, str]]:
    """Fields of the passport that still hold the words of a new one, and an ИНН that nobody can have."""
    if school.is_invented:
        return
    for name, draft in DRAFT.items():
        if getattr(school, name) == draft:
            yield (name,), messages.draft_of_passport(draft)
    if school.inn.startswith(NO_REGION):
        yield ("inn",), messages.draft_of_passport(school.inn)
    elif not is_inn_of_somebody(school.inn):
        yield ("inn",), messages.quoted(school.inn, messages.INN_OF_NOBODY)


def of_record(source: Source) -> Iterator[Problem]:
    """Such words in any field of a record and in the text below it; each word once a field."""
    for keys, text in texts(source.data):
        is_titled = keys == ("title",) and text.startswith(EXAMPLE_TITLE)
        for words in [text] if is_titled else _distinct(text):
            yield Problem(source.place(keys), messages.draft_of_passport(words), "hint")
    if source.body:
        yield from of_page(source.body, source.file, source.body_line - 1)


def of_page(text: str, file: str, lines_above: int) -> Iterator[Problem]:
    """Such words in a page of running text."""
    for number, line in enumerate(text.splitlines(), 1):
        for words in _distinct(line):
            yield Problem(Place(file, lines_above + number, 1), messages.draft_of_passport(words), "hint")


def texts(value: Plain | dict[str, Plain], keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Every text of plain data with its place, depth first."""
    if isinstance(value, str):
        yield keys, value
        return
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        yield from texts(inner, (*keys, key))


def is_nobody(name: str) -> bool:
    """Whether a name is one of guides and examples: «Фамилия Имя Отчество»."""
    return bool(_distinct(name))


def _distinct(text: str) -> list[str]:
    """The words of nobody in a text; most texts have none of their letters, which is quick to see."""
    lower = text.lower()
    is_suspect = any(sign in lower for sign in _SIGNS)
    return list(dict.fromkeys(match[0].strip() for match in _WORDS.finditer(text))) if is_suspect else []
