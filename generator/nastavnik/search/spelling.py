"""Words the section is known to use: the browser mends a mistyped word by them. Fetched only when little is found."""

import re
from collections.abc import Iterable, Iterator

from nastavnik.search.documents import Findable
from nastavnik.search.synonyms import GROUPS

WORD = re.compile(r"[а-яё]{4,}")


def dictionary(documents: Iterable[Findable]) -> list[str]:
    """Words of titles and names, and those with synonyms: small letters, ё as е, each once, in order."""
    known = {word for group in GROUPS for word in group.values()}
    for document in documents:
        known.update(_words(document))
    return sorted({word.replace("ё", "е") for word in known})


def _words(document: Findable) -> Iterator[str]:
    snippet = document.snippet()
    for text in (snippet.title, *snippet.names):
        yield from WORD.findall(text.lower())
