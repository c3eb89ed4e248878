"""Which practices somebody should look at together, and which not."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.bank.review.similarity import likely_duplicates

HANDBOOK = Path(__file__).parent.parent / "docs" / "ru"
WORDS = "".join(page.read_text(encoding="utf-8") for page in sorted(HANDBOOK.glob("[!f]*.md"))).split()
CHANCE = random.Random(5)
TEXT = CHANCE.choices(WORDS, k=150)
TEMPLATE = " ".join(CHANCE.choices(WORDS, k=70))
ONE, OTHER = "0000000005-school5/practices/a", "0000000006-school6/practices/b"
NEXT_YEAR = "0000000005-school5/practices/a-2027"

Practice = tuple[str, Mapping[str, Any]]


def told(key: str = ONE, text: str | list[str] = TEXT, title: str = "Два урока вместе") -> Practice:
    return key, {"title": title, "description": text if isinstance(text, str) else " ".join(text)}


def edited(share: float) -> list[str]:
    """The text with a share of its words replaced."""
    return [CHANCE.choice(WORDS) if CHANCE.random() < share else word for word in TEXT]


@pytest.mark.parametrize(
    "other",
    [
        told(OTHER),
        told(OTHER, title="Совсем другое имя"),
        told(OTHER, " ".join(TEXT).upper().replace("Е", "Ё")),
        told(OTHER, "**" + " ".join(TEXT).replace(" ", " — ", 20) + "**"),
        told(OTHER, [*TEXT, "В", "2027", "году", "повторили"]),
        told(OTHER, edited(0.1), title="Совсем другое имя"),
        told(NEXT_YEAR, "Весь текст написан заново", title="Два урока вместе — 2027"),
    ],
    ids=["copied", "renamed", "shouted", "marked up", "new year", "edited", "retold by its school"],
)
def test_likely(other: Practice) -> None:
    (pair,) = likely_duplicates([told(), other])

    assert {pair.one, pair.other} == {ONE, other[0]}


@pytest.mark.parametrize(
    "other",
    [
        told(OTHER, CHANCE.choices(WORDS, k=150), title="Другое"),
        told(OTHER, CHANCE.choices(WORDS, k=150)),
        told(NEXT_YEAR, CHANCE.choices(WORDS, k=150), title="Другое"),
        told(OTHER, "", title="Другое"),
        told(OTHER, "слово", title="Другое"),
    ],
    ids=["another", "same title elsewhere", "same school", "empty", "one word"],
)
def test_not_likely(other: Practice) -> None:
    assert likely_duplicates([told(), other]) == []


def test_practices_without_a_text_are_not_alike() -> None:
    assert likely_duplicates([told(ONE, "", "Одно"), told(OTHER, "", "Другое")]) == []


def test_shared_template_is_no_likeness() -> None:
    own = [" ".join(CHANCE.choices(WORDS, k=130)) for _ in range(40)]
    filled = [told(f"{number:010d}-s/practices/p", f"{text} {TEMPLATE}", text[:40]) for number, text in enumerate(own)]

    assert likely_duplicates(filled) == []


def test_how_alike() -> None:
    pairs = likely_duplicates([told(), told(OTHER), told("0000000007-s/practices/c", edited(0.1), title="Другое")])

    assert pairs[0][2:] == (1.0, True)
    assert all(0.4 <= pair.alike < 0.9 and not pair.same_title for pair in pairs[1:])


def test_hundreds_of_copies_are_a_chain() -> None:
    copies = [told(f"{number:010d}-s/practices/p") for number in range(500)]

    assert len(likely_duplicates(copies)) == 499


def test_order_changes_nothing() -> None:
    practices = [told(), told(OTHER, edited(0.1)), told(NEXT_YEAR, "Заново"), told("0000000009-s/practices/z", "Иное")]

    assert likely_duplicates(practices) == likely_duplicates(reversed(practices))


TEXTS = st.text("аб \n*1\x00\ud800", max_size=20)


@given(st.lists(st.dictionaries(st.sampled_from(["title", "goal", "results"]), TEXTS | st.lists(TEXTS, max_size=3))))
def test_any_data(found: list[dict[str, Any]]) -> None:
    pairs = likely_duplicates((f"{number:010d}-s/practices/p", data) for number, data in enumerate(found))

    assert all(pair.one < pair.other and 0 <= pair.alike <= 1 for pair in pairs)
