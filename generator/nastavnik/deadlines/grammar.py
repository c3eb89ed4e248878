"""The grammar of deadlines, as a table: tokens → what the phrase says.

A phrase is understood when only spans, repetitions, «always», conditions and separators are left. Any other
leftover means that something was said which no rule accounts for, and then there is no meaning at all:
a wrong date is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import dropwhile, pairwise

from nastavnik.deadlines import builders as r
from nastavnik.deadlines.deadline import Meaning, Repeat, UnitSpan
from nastavnik.deadlines.lexer import Token, tokens
from nastavnik.deadlines.rules import has, reduced, rule
from nastavnik.deadlines.text import clean

_YEARS = (
    rule("from time (by|to|dash) time|in? time (dash time)?"),
    rule("(?<=comma) dash"),
    rule("year slash (year|num)", r.slashed_years),
    rule("year dash (year|num(?!month))(?!dash)", r.years, "years"),
    rule("num (dash|slash) num(?=school)", r.short_school_year),
    rule("years(?=((comma|and) years)+ school)", r.school_years),
    rule("school yearword? years yearword?|years school yearword?", r.school_years),
    rule("school yearword when|when school? yearword|when school", r.stays_school_year),
    rule("(?<=[month quarter third week]) years yearword?", r.years_after),
    rule("years yearword?", r.calendar_years),
    rule("year (calendar? yearword)?", r.year),
    rule("(?<=[month when]) slash(?=month)", kind="comma"),
)

_REPETITIONS = (
    rule("atleast? (D dash)? D? (times|twice) (in|during)* (each|whole)* period W*", kind="lone"),
    rule("atleast? to? (D dash)? D? times|atleast? twice", r.how_many, "howmany"),
    rule("howmany (in|during|slash|dash)* (each|whole)* num? DURATION", r.per_period),
    rule("howmany every|every comma? howmany", r.every),
    rule("after part each DURATION", kind="open"),
    rule("atleast? every", r.every),
    rule("repeat comma? in? N weekday monthword?|N weekday monthword? repeat", r.nth_weekday_of_each),
    rule("each? NUMBERS date (each? monthword|nextmonth)?", r.date_of_month),
    rule("each? N weekday (each? monthword|month when?)?", r.nth_weekday),
    rule("each? NUMBERS (third|week) each monthword", r.piece_of_month),
    rule("each NUMBERS (third|week) monthword", r.piece_of_month),
    rule("part each monthword", r.piece_of_month),
    rule("part each DURATION", r.part_of_each),
    rule("each (num|ord)? DURATION", r.per_period),
    rule("repeat (comma|left)? (in|to)? (weekdays|weekday) ((comma|and) (weekdays|weekday))* right?", r.on_weekdays),
    rule("(to weekdays|each weekday) ((comma|and) (to|each)? (weekday|weekdays))*", r.on_weekdays),
    rule("each month", r.each_named_month),
)

_DURATIONS = (
    rule("nolater (open|in? num? W? (monthword|dayword|week|yearword) (by|from|after|open)) [^END]*", kind="lone"),
    rule("(from|ot) num? DURATION? (by|to) num? DURATION|atleast num? DURATION", kind="lone"),
    rule("num dash num (monthword|dayword|yearword)|by num (monthword|dayword|yearword)", kind="lone"),
    rule("num school yearword|in ord num? (monthword|week|yearword) W+", kind="lone"),
    rule("nolater in? num W? (monthword|dayword|week)", kind="lone"),
    rule("(atleast|in|during)? num? (monthword|dayword|week|yearword) (by|after|from)", kind="lone"),
    rule("during num (monthword|dayword|week|yearword)|in num (monthword|dayword|yearword)", kind="lone"),
)

_UNITS = (
    rule("DAYS month monthword? (left when right|when)?", r.days),
    rule("month num(?=yearword) yearword", r.month_of_short_year),
    rule(
        "month monthword? when? (comma|left)? in? (NUMBERS (third|week|halfword)|part monthword) right?"
        "(?!month|when|school|yearword|calendar)",
        r.piece_of_month,
    ),
    rule("NUMBERS (third|week) (month|monthword)? when?|NUMBERS halfword (month|monthword) when?", r.piece_of_month),
    rule("part (month when?|monthword)", r.piece_of_month),
    rule("(from DAY to|(DAY AMONG)+) unit", r.days_before),
    rule("unit when", r.day_of_year),
    rule("unit comma? weekday|weekday comma? unit|unit left weekday right", r.day_on_weekday),
    rule("month comma when", r.month),
    rule("month monthword? (left when right|when)?", r.month),
    rule("NUMBERS quarter when?", r.quarter),
    rule("NUMBERS (half|halfword) (when|school yearword|calendar yearword)|NUMBERS half", r.half),
    rule("NUMBERS halfword yearword", r.floating),
    rule("NUMBERS? season? (term|holidays) (when|school yearword)?", r.floating),
    rule("season (period|monthword)? when?", r.season),
    rule("(unit|span) (thisyear|current? school yearword)", lambda part: part[0].value),
    rule("(during|in) whole? (thisyear|calendar? yearword)|whole calendar? yearword", kind="always"),
    rule("(during|in)? whole? current? school yearword", r.school_year),
    rule("calendar yearword", r.calendar_year),
    rule("when", r.year_alone),
)

_CONDITIONS = (
    rule("(from|to|by|after) part? each? (W|period)", kind="open"),
    rule("in? each period W*", kind="cond"),
    rule("(during|in)? whole period W*|(during|in) whole? course W*|period course W*|during period W*", kind="always"),
    rule("during whole W+", kind="always"),
    rule("in? always basis?", kind="always"),
    rule("in repeat basis", lambda part: part[1].value),
    rule("during D", kind="lone"),
    rule("during W", kind="open"),
    rule("(in|during) num? (monthword|week|dayword|yearword)|during DURATION|num DURATION", kind="lone"),
    rule("half|quarter", r.floating),
    rule("in period W", kind="open"),
    rule("open PLAIN*(?=[END]|$)", kind="cond"),
    rule("(open|lone) [^END]*", kind="lone"),
    rule("cond W+|(?<=left) W+ cond", kind="cond"),
)

_SPANS = (
    rule("in? period colon?"),
    rule("(in|during|whole)+ (unit|span|repeat)", r.passed),
    rule("(by|nolater|to) repeat", r.repeat_until),
    rule("(by|nolater|to) part (unit|yearword|monthword)", r.until_part, "until"),
    rule("(from|noearlier|after|to) part (unit|yearword)", r.since_floating, "since"),
    rule("(part and in?)? part (unit|yearword)", r.floating),
    rule("from? unit comma? dash always", r.from_now_on),
    rule("(?<!dash) from? unit (dash|to) unit(?!dash)", r.span),
    rule("(by|nolater|to) unit", r.until, "until"),
    rule("(from|noearlier|after) unit|ot unit(?=until)", r.since, "since"),
    rule("since (and|comma)? until", r.since_until),
    rule("since|until", r.alone),
    rule("(in|during|whole)+ (unit|span)", r.passed),
    rule("then dash", kind="then"),
    rule("dash (?=repeat|then)"),
    rule("(?<=repeat) dash"),
)

_GRAMMAR = _YEARS + _REPETITIONS + _DURATIONS + _UNITS + _CONDITIONS + _SPANS
_DATES = ("unit", "span")
_DATED = (*_DATES, "repeat")
_SEPARATORS = ("comma", "and", "dot", "colon", "left", "right")
_CONDITIONAL = ("cond", "lone")
_UNDERSTOOD = (*_DATED, *_SEPARATORS, "always", "cond", "lone", "then")

_BRACKETED = ("word", "course", "and", "comma", "dash", "dot", "in", "dayword")
_LABEL = re.compile(
    r"(?:срок(?:и)?|дата|даты|период|время)(?: (?:исполнения|выполнения|реализации|проведения|сдачи))? ?[:-] ?",
    re.IGNORECASE,
)
"""What a caption in front of a phrase says once more: «Срок исполнения: до 1 ноября»."""

_CHANGES = re.compile(
    r"\b(?:не|нет|кроме|без|или|либо|позже|ранее|раньше|позднее|"
    r"(?:искл|перен|отмен|следующ|прошл|предыдущ|продл|будущ|уточн)\w*)\b",
    re.IGNORECASE,
)
"""Words in brackets that may change a date; others explain it."""


def parse(phrase: str) -> Meaning | None:
    """What a phrase says, whatever the year; None if anything in it is not accounted for."""
    return _parsed(_LABEL.sub("", clean(phrase), count=1) if _LABEL.match(clean(phrase)) else clean(phrase))


@lru_cache(4096)
def _parsed(text: str) -> Meaning | None:
    unmarked = dropwhile(lambda token: token.kind == "dash", tokens(text))  # without a list marker
    phrase = reduced(_without_explanations(text, list(unmarked)), _GRAMMAR)
    dated = any(token.kind in _DATED for token in phrase)
    if any(token.kind not in _UNDERSTOOD for token in phrase):
        condition = phrase[0].kind in _CONDITIONAL and not dated
        return Meaning((), None, onwards=False, always=False) if condition else None
    if not dated and not any(token.kind in ("always", *_CONDITIONAL) for token in phrase):
        return None
    if not all(_may_follow(*pair) for pair in pairwise(phrase)) or _doubtful(phrase):
        return None
    repeats: set[Repeat] = {token.value for token in phrase if token.kind == "repeat"}
    if len(repeats) > 1:  # «ежегодно, раз в квартал»
        repeats.discard(Repeat("yearly"))
    if len(repeats) > 1:
        return None
    spans, repeat = tuple(_spans(text, phrase)), next(iter(repeats), None)
    return Meaning(spans, repeat, onwards=has(phrase, "then"), always=has(phrase, "always"))


def _spans(text: str, phrase: Sequence[Token]) -> Iterator[UnitSpan]:
    for token in phrase:
        if token.kind in _DATES:
            spans = (UnitSpan(token.value, token.value),) if token.kind == "unit" else token.value
            yield from (replace(span, text=text[token.start : token.end].strip()) for span in spans)


def _without_explanations(text: str, phrase: list[Token]) -> list[Token]:
    """Without brackets that hold only words unknown to the grammar: «(промежуточный)»."""
    left: list[Token] = []
    opened: int | None = None
    for token in phrase:
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


def _doubtful(phrase: Sequence[Token]) -> bool:
    """A date beside a condition that names another; «… и»; «май (июнь)», unless one of the two is just the year."""
    if has(phrase, "lone") and any(token.kind in _DATES for token in phrase):
        return True
    if "and" in (phrase[0].kind, phrase[-1].kind):
        return True
    threes = zip(phrase, phrase[1:], phrase[2:], strict=False)
    return any(
        a.kind in _DATES and mark.kind == "left" and b.kind in _DATES and not _year(a) and not _year(b)
        for a, mark, b in threes
    )


def _year(token: Token) -> bool:
    return token.kind == "unit" and token.value.name in ("year", "years", "school-year")


def _may_follow(before: Token, token: Token) -> bool:
    """Two dates with nothing between them are two only if the first has its year, or both are months."""
    if before.kind not in _DATES or token.kind not in _DATES:
        return True
    if token.kind == "unit" and token.value.name == "year":
        return False
    last = before.value if before.kind == "unit" else before.value[-1].last
    months = all(each.kind == "unit" and each.value.name == "month" for each in (before, token))
    return months or bool(last and last.year)
