"""The grammar of deadlines, as a table: tokens → what the phrase says.

A phrase is understood when only spans, repetitions, «always», conditions and separators are left. Any other
leftover means that something was said which no rule accounts for, and then there is no meaning at all:
a wrong date is worse than none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from generator.deadlines import readings as r
from generator.deadlines.model import Meaning, Repeat, Span
from generator.deadlines.rules import has, reduced, rule
from generator.deadlines.text import clean
from generator.deadlines.words import Token, tokens

_YEARS = (
    rule("in? time (dash time)?"),
    rule("year slash (year|num)", r.slashed_years),
    rule("year dash (year|num(?!month))(?!dash)", r.years, "years"),
    rule("num (dash|slash) num(?=school)", r.short_school_year),
    rule("years(?=((comma|and) years)+ school)", r.school_years),
    rule("school yearword years|years school yearword?", r.school_years),
    rule("school yearword when|when school yearword?", r.stays_school_year),
    rule("years yearword?", r.calendar_years),
    rule("year yearword?", r.year),
)

_REPETITIONS = (
    rule("atleast? to? (num dash)? num? times|atleast? twice", r.how_many, "howmany"),
    rule("howmany (in|during|slash|dash)* (each|whole)* num? DURATION", r.per_period),
    rule("howmany every|every comma? howmany", r.every),
    rule("atleast? every", r.every),
    rule("each? N date (each monthword|nextmonth)", r.date_of_month),
    rule("each? NUMBERS date (each? monthword|nextmonth)?", r.date_of_month),
    rule("each? N weekday (each? monthword|month when?)?", r.nth_weekday),
    rule("each? NUMBERS (third|week) each monthword", r.piece_of_month),
    rule("each NUMBERS (third|week) monthword", r.piece_of_month),
    rule("part each monthword", r.piece_of_month),
    rule("each (num|ord)? DURATION", r.per_period),
    rule("(to weekdays|each weekday) ((comma|and) (to|each)? (weekday|weekdays))*", r.on_weekdays),
    rule("repeat (comma|left)? (in|to)? (weekdays|weekday) ((comma|and) (weekdays|weekday))* right?", r.on_weekdays),
    rule("each month", r.each_named_month),
)

_UNITS = (
    rule("NUMBERS month monthword? (left when right|when)?", r.days),
    rule("month num(?=yearword) yearword", r.month_of_short_year),
    rule("month monthword? when? (comma|left)? in? NUMBERS (third|week)(?!month) right?", r.piece_of_month),
    rule("NUMBERS (third|week|halfword) (month|monthword)? when?", r.piece_of_month),
    rule("part (month when?|monthword)", r.piece_of_month),
    rule("(from D to|(D AMONG)+) unit", r.days_before),
    rule("unit when", r.day_of_year),
    rule("unit comma? weekday|weekday comma? unit|unit left weekday right", r.day_on_weekday),
    rule("month monthword? (left when right|when)?", r.month),
    rule("NUMBERS quarter when?", r.quarter),
    rule("NUMBERS (half|halfword) (when|school yearword|calendar yearword)?", r.half),
    rule("NUMBERS? season? (term|holidays) (when|school yearword)?", r.floating),
    rule("season (period|monthword)? when?", r.season),
    rule("unit thisyear", lambda part: part[0].value),
    rule("(during|in) whole? (thisyear|calendar? yearword)|whole calendar? yearword", kind="always"),
    rule("(during|in)? whole? current? school yearword", r.school_year),
    rule("calendar yearword", r.calendar_year),
    rule("when", r.year_alone),
)

_CONDITIONS = (
    rule("(during|in)? whole period W*|(during|in)? whole? period? course W*|during period W*", kind="always"),
    rule("during whole W+", kind="always"),
    rule("in? always basis?", kind="always"),
    rule("in repeat basis", lambda part: part[1].value),
    rule("from num? DURATION (by|to) num? DURATION", kind="cond"),
    rule("(in|during)? num? DURATION (by|after|from)(?!unit)|during num|during W", kind="open"),
    rule("(in|during) num? (monthword|week|dayword|yearword)|during DURATION|num DURATION", kind="cond"),
    rule("half|quarter", r.floating),
    rule("(from|to|by|after) part? W|in period W", kind="open"),
    rule("open [^END]*", kind="cond"),
    rule("cond W+|(?<=left) W+ cond", kind="cond"),
)

_SPANS = (
    rule("in? period colon?"),
    rule("(in|during|whole)+ (unit|span|repeat)", r.passed),
    rule("(by|nolater|to) repeat", r.repeat_until),
    rule("(by|nolater|to) part (unit|yearword|monthword)", r.until_part, "until"),
    rule("(from|noearlier|after|to) part (unit|yearword)", r.since_floating, "since"),
    rule("part (unit|yearword)", r.floating),
    rule("(?<!dash) from? unit (dash|to) unit(?!dash)", r.span),
    rule("(by|nolater|to) unit", r.until, "until"),
    rule("(from|noearlier|after) unit", r.since, "since"),
    rule("since and? until", r.since_until),
    rule("since comma until", r.since_until),
    rule("since|until", r.alone),
    rule("(in|during|whole)+ span", r.passed),
    rule("then dash", kind="then"),
    rule("dash (?=repeat|then)"),
    rule("(?<=repeat) dash"),
)

_GRAMMAR = _YEARS + _REPETITIONS + _UNITS + _CONDITIONS + _SPANS
_DATED = ("unit", "span", "repeat")
_SEPARATORS = ("comma", "and", "dot", "colon", "left", "right")
_UNDERSTOOD = (*_DATED, *_SEPARATORS, "always", "cond", "then")

_BRACKETED = ("word", "course", "and", "comma", "dash", "dot", "in")
_CHANGES = re.compile(
    r"\b(?:не|нет|кроме|без|или|либо|искл\w*|перен\w*|отмен\w*|следующ\w*|прошл\w*|предыдущ\w*|продл\w*|позже|ранее|раньше|позднее|будущ\w*)\b",
    re.IGNORECASE,
)
"""Words in brackets that may change a date; others explain it."""


@lru_cache(4096)
def parse(phrase: str) -> Meaning | None:
    """What a phrase says, whatever the year; None if anything in it is not accounted for."""
    text = clean(phrase)
    found = reduced(_without_explanations(text, tokens(text)), _GRAMMAR)
    dated = any(token.kind in _DATED for token in found)
    if any(token.kind not in _UNDERSTOOD for token in found):
        condition = found[0].kind == "cond" and not dated
        return Meaning((), None, onwards=False, always=False) if condition else None
    if not dated and not has(found, "always") and not has(found, "cond"):
        return None
    if not all(_may_follow(*pair) for pair in zip(found, found[1:], strict=False)):
        return None
    repeats = {token.value for token in found if token.kind == "repeat"}
    spans = tuple(_texts(text, found))
    if len(repeats) > 1:
        repeats = {repeat for repeat in repeats if repeat != Repeat("yearly")}
    if len(repeats) > 1:
        return None
    return Meaning(spans, *(repeats or {None}), onwards=has(found, "then"), always=has(found, "always"))


def _texts(text: str, found: Sequence[Token]) -> list[Span]:
    spans: list[Span] = []
    for token in found:
        if token.kind in ("unit", "span"):
            said = text[token.start : token.end].strip()
            several = (Span(token.value, token.value),) if token.kind == "unit" else token.value
            spans += [replace(span, text=said) for span in several]
    return spans


def _without_explanations(text: str, found: list[Token]) -> list[Token]:
    """Without brackets that hold only words unknown to the grammar: «(промежуточный)»."""
    left: list[Token] = []
    opened: int | None = None
    for token in found:
        if token.kind == "left":
            opened = len(left)
        elif token.kind != "right" and token.kind not in _BRACKETED:
            opened = None
        left.append(token)
        if token.kind == "right" and opened is not None:
            if not _CHANGES.search(text[left[opened].start : token.end]):
                del left[opened:]
            opened = None
    return left


def _may_follow(before: Token, token: Token) -> bool:
    """Two dates with nothing between them are two only if the first has its year, or both are months."""
    if before.kind not in ("unit", "span") or token.kind not in ("unit", "span"):
        return True
    last = before.value if before.kind == "unit" else before.value[-1].last
    months = all(one.kind == "unit" and one.value.name == "month" for one in (before, token))
    return months or bool(last and last.year)
