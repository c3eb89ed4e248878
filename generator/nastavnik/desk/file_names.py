"""Long names of files in sentences of the desk: shortened in the middle, whole for who points at them."""

import re

from markupsafe import Markup

from nastavnik import messages

_OF_TEXTS, _OF_PAPERS = "yml|yaml|md|txt|html?|json|xml|csv|ics", "docx?|xlsx?|pptx?|odt|ods|rtf|pdf"
SUFFIXES = rf"{_OF_TEXTS}|{_OF_PAPERS}|jpe?g|png|webp|avif|gif|bmp|tiff?|svg|heic"
"""What the name of a file ends with, as a pattern."""
_FILE = re.compile(rf"(?i:[^«»\n]{{1,300}}\.(?:{SUFFIXES}))")
_QUOTED = re.compile(rf"(?<=«){_FILE.pattern}(?=»)")


def with_short_names(words: str) -> Markup:
    """Words in which the name of a file, alone or in quotation marks, is never longer than half a line."""
    if _FILE.fullmatch(words):
        return _short(words)
    pieces, end = Markup(), 0
    for name in _QUOTED.finditer(words):
        pieces += Markup.escape(words[end : name.start()]) + _short(name[0])
        end = name.end()
    return pieces + Markup.escape(words[end:])


def _short(name: str) -> Markup:
    short = messages.shortened_inside(name)
    return Markup.escape(name) if short == name else Markup('<span title="{}">{}</span>').format(name, short)
