"""The language the grammar is written in: a rule turns neighbouring tokens into one.

A pattern is a regular expression over names of tokens: `month when?` is a month with or without its year.
Names in capitals stand for groups of tokens. What the builder makes decides what the new token is.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from nastavnik.deadlines.deadline import Repeat, SchoolYear, Unit, UnitSpan, Years
from nastavnik.deadlines.lexer import Token

Tokens = Sequence[Token]
Build = Callable[[Tokens], Any]

_KINDS = re.findall(
    r"\w+",
    """
    num ord ordday roman year month weekday weekdays season yearword school calendar current thisyear
    each every twice times atleast from ot to by after in and then whole period course part third week monthword dayword
    date quarter half halfword term holidays always basis open cond lone nolater noearlier during nextmonth time
    dash comma colon dot slash left right bad word
    unit span repeat years when until since howmany
    """,
)
_CODES = {kind: chr(0xA1 + number) for number, kind in enumerate(_KINDS)}
_GROUPS = {
    "NUMBERS": "(from N to N|N (AMONG N)*)",
    "DAYS": "(from DAY to DAY|DAY (AMONG DAY)*)",
    "DURATION": "(calendar? yearword|school yearword|half|quarter|term|monthword|week|dayword)",
    "AMONG": "(comma and|comma|and|dash)",
    "N": "(num|ord|ordday|roman)",
    "D": "(num|ord|ordday)",
    "DAY": "(num|ordday)",
    "W": "(word|course)",
    "PLAIN": "(LINK|word|course|open|cond|period|part|whole|each|dash|half|quarter|term|monthword|dayword|yearword)",
    "LINK": "(in|to|by|from|ot|and|after)",
    "END": "comma dot colon left right",
}
_KIND_OF = {
    int: "when",
    SchoolYear: "when",
    Years: "when",
    Unit: "unit",
    tuple: "span",
    Repeat: "repeat",
    UnitSpan: "span",
}


class Rule(NamedTuple):
    pattern: str
    kind: str | None
    """What the new token is; None: decided by the type of its value."""
    build: Build | None
    """Tokens → the new value, or None to leave them alone, or ValueError. Without a builder they go."""


def rule(pattern: str, build: Build | None = None, kind: str | None = None) -> Rule:
    return Rule(pattern, kind, build)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over names of tokens as one over their codes; when it is first used, since most commands use none."""
    for name, meaning in _GROUPS.items():
        pattern = re.sub(rf"\b{name}\b", meaning, pattern)
    return re.compile(re.sub(r"[a-z]+", lambda name: _CODES[name[0]], pattern).replace(" ", ""))


def reduced(tokens: list[Token], rules: Sequence[Rule]) -> list[Token]:
    """The tokens after all rules, each applied once, in order."""
    for each in rules:
        tokens = _applied(each, tokens)
    return tokens


def _applied(rule: Rule, tokens: list[Token]) -> list[Token]:
    codes = "".join(_CODES[token.kind] for token in tokens)
    left: list[Token] = []
    place = 0
    for match in _compiled(rule.pattern).finditer(codes):
        left += tokens[place : match.start()]
        left += _built(rule, tokens[match.start() : match.end()])
        place = match.end()
    return left + tokens[place:] if place else tokens


def _built(rule: Rule, part: list[Token]) -> list[Token]:
    if rule.build is None:
        return [] if rule.kind is None else [Token(rule.kind, None, part[0].start, part[-1].end)]
    try:
        value = rule.build(part)
    except ValueError:
        return [Token("bad", None, part[0].start, part[-1].end)]
    if value is None:
        return part
    return [Token(rule.kind or _KIND_OF[type(value)], value, part[0].start, part[-1].end)]


def pick(part: Tokens, *kinds: str, default: Any = None) -> Any:
    """The value of the first token of one of these kinds."""
    return next((token.value for token in part if token.kind in kinds), default)


def has(part: Tokens, kind: str) -> bool:
    return any(token.kind == kind for token in part)
