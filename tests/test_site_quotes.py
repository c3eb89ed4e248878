"""What the program says that the site says stands on the site: hints of a check, sentences of the handbook."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.messages.plan import STATUS_WORDS
from tests.building import check
from tests.conftest import PASSPORT, ROADMAP, Files, md, yml
from tests.test_truth import drawn, read

ROOT = Path(__file__).parent.parent
DAY = dt.date(2026, 11, 20)
QUOTE = re.compile(r"«([^«»]+)»")
SAYING = re.compile(
    r"(?:[нН]а сайте|[сС]айт) (?:скажет|пишет|говорит|сказано|стоит|остаются|так: )?"
    r"[^.;|*\n]*?((?:«[^«»\n]+»[^.;|«»\n]*)+)"
)
EVENT = {"title": "Круглый стол", "start": "2026-11-14 16:30", "event_type": "круглый стол", "stages": "2026-2027/1"}


def school_of(show: str, event: Files) -> Files:
    stage = {"title": "Пары", "items": [{"text": "Круглый стол", "term": "14 ноября 2026"}]}
    passport = yml(PASSPORT, show_overdue=show)
    return {"school.yml": passport, "roadmap/2026-2027.yml": yml(ROADMAP, stages=[stage]), **event}


@pytest.mark.parametrize(
    ("show", "event", "quoted"),
    [
        ("да", {}, ["Просрочено"]),
        ("нет", {}, []),
        ("да", {"events/a.md": md(EVENT)}, ["Прошло 14 ноября 2026"]),
        ("нет", {"events/a.md": md(EVENT)}, ["Прошло 14 ноября 2026"]),
    ],
    ids=["shown", "not shown", "an event was", "an event was, not shown"],
)
def test_overdue_step(show: str, event: Files, quoted: list[str], school: Callable[[Files], Path]) -> None:
    root = school(school_of(show, event))
    hints = [problem.message for problem in check(Project.at(root), DAY) if "срок прошёл" in problem.message]
    [page] = drawn(root, DAY, "roadmap/")

    assert [QUOTE.findall(hint) for hint in hints] == [quoted]
    assert all(words in read(page) for words in quoted)
    assert ("Просрочено" in read(page)) is ("Просрочено" in quoted)


def test_signs_have_the_same_words_everywhere() -> None:
    parts = (ROOT / "theme/fragments/_parts.html").read_text(encoding="utf-8")
    signs = dict(re.findall(r'"(\w+)": "(\w+)"', parts.partition("set STATUS = {")[2].partition("}")[0]))

    assert signs == {code: messages.capital(word) for code, word in STATUS_WORDS.items() if word}


def sayings() -> Iterator[tuple[str, str]]:
    """Words that a page of the handbook puts into the site's mouth, with the page's name."""
    for page in sorted((ROOT / "docs/ru").glob("*.md")):
        for saying in SAYING.finditer(page.read_text(encoding="utf-8")):
            yield from ((page.name, words) for words in QUOTE.findall(saying[1]))


def plain(text: str) -> str:
    """Text with plain blanks, its counted things left out: «Ещё 3 наставника» is «Ещё 1 наставник»."""
    return re.sub(r"\b\d{1,2} \w+", "", text.replace("~", " ").casefold())


def test_handbook_quotes_what_the_site_says() -> None:
    golden = ROOT / "tests/golden"
    pages = [path.read_text(encoding="utf-8") for path in golden.rglob("*.txt")]
    over = messages.plan_over("2026-2027", of_school_year=True)
    seen = plain("\n".join([*pages, *map(messages.capital, STATUS_WORDS.values()), over]))
    quoted = list(sayings())

    assert len(quoted) > 10
    assert [(page, words) for page, words in quoted if plain(words) not in seen] == []
