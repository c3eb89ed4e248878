"""Spellings of a file's name in links and fields: `%20` for a blank, composed and decomposed letters, `\\` for `/`."""

import os
import re
from collections.abc import Iterator
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote

_ESCAPED = re.compile(r"\\([()\[\]<>_*#!`~ ])")


def spellings(written: str) -> Iterator[str]:
    """The names a written target may mean, the likeliest first, each once."""
    plain = unescape(_ESCAPED.sub(r"\1", written))
    bare = plain.partition("?")[0]
    forms = (written, plain, unquote(plain), bare, unquote(bare))
    slashed = (form.replace("\\", "/") for form in forms)
    yield from dict.fromkeys(spelling for form in (*forms, *slashed) for spelling in (form, composed(form)))


def composed(name: str) -> str:
    """The name with «й» and «ё» as one character each (NFC): some systems write two."""
    return name if name.isascii() else normalize("NFC", name)


def decomposed_paths(content: str) -> dict[str, str]:
    """Composed path → path on disk, of the files in a folder whose names are written with decomposed letters."""
    paths = (os.path.join(folder, name) for folder, _, names in os.walk(content) for name in names)  # noqa: PTH118
    return {name: path for path in paths if (name := composed(path)) != path}
