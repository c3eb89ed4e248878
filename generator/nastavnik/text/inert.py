"""Words of records inside Markdown for a forge (GitHub, GitLab, Gitea): they format nothing and call nobody."""

import re

_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#+!|~]")
_CALLS = re.compile(r"([@#!%&$])(?=\w)")
_JOINER = "\u2060"
"""Word joiner: nobody sees it, and «@ivanov» behind it mentions nobody."""


def inert(text: str) -> str:
    """A text on one line as Markdown that shows just its letters."""
    plain = " ".join(text.split())
    return _SIGNS.sub(r"\\\g<0>", _CALLS.sub(rf"\1{_JOINER}", plain))


def code(text: str) -> str:
    """A text as a piece of code: places and names of files, to be copied."""
    return f"`{text.replace('`', chr(39))}`"
