"""What a practice says of its results in figures: two or three numbers to print large, in the record's words only.

A number is quoted with the words around it, so it claims what the record claims: «За четыре года смены прошли» 120
«старшеклассников». A change is taken from a table whose columns name two times («Сентябрь», «Январь») or from «с 22
до 63 %» beside a verb of change. A date, a term, a class, a range and a sentence that goes on («…, которые…») are no
figure. Silence is the answer whenever the text is not sure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nastavnik.messages import capital
from nastavnik.text.figures import number_at, plain
from nastavnik.views.result_tables import MeasuredChange, changes

FEWEST, MOST, LEAST = 2, 3, 3
"""How many counts stand at least, how many figures at most; the least number worth a large print."""
LONGEST_BEFORE, LONGEST_AFTER = 48, 66
"""Characters of the words over and under a number."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CLAUSE = re.compile(r"(?<=[^\d\s]),\s+|[;:]\s+|\s[—–]\s|(?<=\D)[.!?…]+(?:\s+|$)|[.!?…]+$|(?<=\d)\.\s+(?=[А-ЯЁ])")
_GOES_ON = re.compile(
    r"(?:(?:и|а|но)\s)?(?:(?:в|во|о|об|с|со|к|на|от|из|у|для|за|по|при|через)\s)?(?:котор|где|куд|чтоб|что|если|когда)"
)
_OF_THEM = re.compile(r"(?:из|среди|от)\s(?:них|этих)|в\sтом\sчисле|в\sт\.", re.I)
_NO_COUNT = re.compile(
    r"(?:год|лет\b|летн|месяц|недел|дн[яей]|день|час|минут|секунд|раза?\b|класс|курс\b|балл|рубл|процент|"
    r"январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|тысяч|миллион|четверт|полугод|век)"
)
_NUMBERED = re.compile(
    r"(?:№|п\.|ст\.|пункт|стать|этап|кабинет|школ[аыеу]\b|гимнази|лице[йяею]|глав|страниц|приказ)", re.I
)
_CHANGE = re.compile(
    r"(?P<before>.*?)\b(?:с|от)\s(?P<was>\d[\d,]*)(?:\s?%)?\s(?:до)\s(?P<now>\d[\d,]*)(?P<sign>\s?%)?(?P<after>.*)"
)
_CHANGED = re.compile(r"выр[оа]с|увелич|сни[зж]|упал|сократ|уменьш|повы[сш]|подня|стал[аио]?\b|улучш", re.I)
_SINCE = re.compile(r"(?P<before>(?:.*\s)?со?(?:\s[а-яё]+)?)\s(?P<year>20\d\d)(?P<after>\D*)", re.I)


_YEAR_WORD = re.compile(r"(?:г\.|года?\b)?[\s,.;]*", re.I)
"""What stands after a bare year, «с сентября 2025 года»: it says nothing more, so there is nothing to print large."""


class ResultFigure(NamedTuple):
    """A number to print large, with the record's words above and below it; «8 → 3» has `was` and the two times."""

    number: str
    sign: str = ""
    """«%» or another short unit."""
    before: str = ""
    after: str = ""
    was: str = ""
    times: tuple[str, str] = ("", "")


def result_figures(results: Sequence[str], period: str = "") -> list[ResultFigure]:
    """At most three figures of a practice: changes of its tables, counts of its sentences, since when it goes on.

    `results` are its texts in Markdown, `period` is its term in words. A count alone is no figure: the text says it.
    """
    changed = [_of_table(change) for text in results for change in changes(text)]
    counted = list(dict.fromkeys(figure for text in results for figure in _figures_in(text)))
    shown = [*changed[: MOST - 1], *counted[:MOST], *changed[MOST - 1 :]]
    figures = [*shown[:MOST], *_since(period)][:MOST] if shown else []
    return figures if changed or len(figures) >= FEWEST else []


def _of_table(change: MeasuredChange) -> ResultFigure:
    return ResultFigure(change.now, change.sign, "", capital(change.what), change.was, change.times)


def _figures_in(text: str) -> Iterator[ResultFigure]:
    """Figures of running text, a clause after the other."""
    for line in plain(text):
        clauses = _clauses(line)
        for clause, following in zip(clauses, [*clauses[1:], ""], strict=True):
            if not (_GOES_ON.match(following) or _GOES_ON.match(clause) or _OF_THEM.match(clause)):
                yield from _of_clause(clause)


def _clauses(line: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSE.split(_IN_BRACKETS.sub(" ", line)) if clause.strip()]


def _of_clause(clause: str) -> Iterator[ResultFigure]:
    change = _CHANGE.fullmatch(clause)
    if change:
        yield from _of_change(change) if _CHANGED.search(clause) else ()
        return
    yield from _counts(clause.split(" "))


def _of_change(change: re.Match[str]) -> Iterator[ResultFigure]:
    """«выросла с 22 до 63 %» as a figure, if what follows is no hour and no class."""
    before, after = change["before"].strip(), change["after"].strip()
    says_what = bool(after) or " " in before
    if says_what and not _NO_COUNT.match(after) and _fit(before, after):
        yield ResultFigure(change["now"], (change["sign"] or "").strip(), capital(before), after, change["was"])


def _counts(words: Sequence[str]) -> Iterator[ResultFigure]:
    """The first count of the words, and those that «и» adds to it: «семь тренировок и четыре станции»."""
    start, at = 0, 0
    while at < len(words):
        number, sign, length = number_at(words, at)
        if not number or not _counts_something(words, at, length):
            at += max(length, 1)
            continue
        end = _next_count(words, at + length)
        figure = ResultFigure(number, sign, capital(" ".join(words[start:at])), " ".join(words[at + length : end]))
        if _is_large(figure) and _fit(figure.before, figure.after):
            yield figure
        start = at = end + 1


def _counts_something(words: Sequence[str], at: int, length: int) -> bool:
    """Whether a number is followed by things or people that are counted, and is no date, place or range itself."""
    after = words[at + length] if at + length < len(words) else ""
    before = words[at - 1] if at else ""
    is_noun = re.fullmatch(r"«?[а-яё][а-яё-]{2,}»?", after) is not None
    ranged = before in ("с", "от", "до")
    return is_noun and not (ranged or _NO_COUNT.match(after) or _NUMBERED.match(before))


def _next_count(words: Sequence[str], start: int) -> int:
    """Where «и» or «а» begins another count; the end where nothing does."""
    joints = (at for at in range(start, len(words) - 1) if words[at] in ("и", "а") and number_at(words, at + 1)[0])
    return next(joints, len(words))


def _is_large(figure: ResultFigure) -> bool:
    """Whether a count is worth a large print: a year is none, nor is «2»."""
    value = float(re.sub(r"[^\d,]", "", figure.number).replace(",", "."))
    return bool(figure.sign) or (value >= LEAST and not 1900 <= value <= 2100)


def _fit(before: str, after: str) -> bool:
    return len(before) <= LONGEST_BEFORE and len(after) <= LONGEST_AFTER


def _since(period: str) -> Iterable[ResultFigure]:
    """«с сентября 2024 года, продолжается»: the year a practice that is not over began in."""
    since = _SINCE.fullmatch(" ".join(period.split()))
    if not since or _YEAR_WORD.fullmatch(since["after"].strip()):
        return
    words = f"{since['before']} {since['after']}".split()
    if _fit(since["before"], since["after"]) and not {"по", "до"} & {*words}:
        yield ResultFigure(since["year"], "", capital(since["before"]), since["after"].strip(" ,"))
