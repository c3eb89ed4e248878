"""What a field makes of one word by itself, and the sentence that refuses it: no colon in front, the word in it."""

from typing import Annotated, Any

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from nastavnik.records.fields import Money, Ref, Term, Year, field
from nastavnik.records.reading import value_of
from nastavnik.records.vocabularies import BASE


class Grant(BaseModel):
    """A record of a school that added a kind."""

    amount: Money = field("Сумма, ₽")
    year: Year = field("Год")
    category: Annotated[str, Term("mentor_categories")] = field("Категория")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("250 000", 250000.0),
        ("1500,50", 1500.5),
        ("1500.5 руб.", 1500.5),
        ("12 рублей", 12.0),
        ("3 р.", 3.0),
        ("7₽", 7.0),
    ],
)
def test_money(written: str, amount: float) -> None:
    assert value_of(Grant, "amount", written) == amount


@pytest.mark.parametrize(
    ("name", "written", "sentence"),
    [
        ("amount", "много", "«много» не сумма — напишите рубли числом: 250000 или 1500,50"),
        ("amount", "1,505", "«1,505» не сумма — напишите рубли числом: 250000 или 1500,50"),
        ("year", "302", "«302» не похоже на год"),
        ("category", "директриса", "«директриса» нет в списке"),
    ],
)
def test_what_is_refused(name: str, written: Any, sentence: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        value_of(Grant, name, written)

    assert str(refused.value).startswith(sentence)


def test_field_says_its_caption_its_list_and_what_it_refers_to() -> None:
    class Award(BaseModel):
        category: Annotated[str, Term("mentor_categories")] = field("Категория")
        mentor: Annotated[str, Ref("mentors")] = field("Кому")

    written, published = (Award.model_json_schema(mode=mode)["properties"] for mode in ("validation", "serialization"))

    assert (written["category"]["vocabulary"], written["category"]["title"]) == ("mentor_categories", "Категория")
    assert written["mentor"]["reference"] == "mentors"
    assert (published["category"]["type"], published["mentor"]["type"]) == ("string", "string")


def test_only_a_synonym_is_remembered() -> None:
    words = BASE["mentor_categories"]
    term = next(term for term in words.terms if term.also)

    for typed in (term.code, term.title, term.title.upper()):
        assert type(value_of(Grant, "category", typed)) is str
    assert words.as_typed(value_of(Grant, "category", f" {term.also[0]} ")) == term.also[0]
