"""A school's catalogue becomes records of the bank: what is good is taken, what is not is said, nothing of it acts."""

import copy
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from nastavnik.bank.harvest.catalog_json import MOST, CatalogReading, CatalogueRejected, checksum, read
from nastavnik.bank.harvest.sanitising import LONGEST, clean_text
from nastavnik.records import KINDS
from nastavnik.records.fields import Line, Lines
from nastavnik.records.vocabularies import BASE
from nastavnik.text.marks import UNPRINTABLE
from tests.conftest import CONSENT, MENTOR, PASSPORT, Files, md, yml
from tests.conftest import PRACTICE as RECORD
from tests.feeds.reading import fed
from tests.harvesting import BANK, PRACTICE, ROOT, catalogue, item, packed

YESTERDAY = Path(__file__).parent / "feeds" / "contract" / "v1.json"


def reading(*items: dict[str, Any], **passport: Any) -> CatalogReading:
    return read(packed(catalogue(*items, **passport)), bank=BANK)


def said(found: CatalogReading) -> list[tuple[str, str, str]]:
    return [(one.file, one.field, one.reason) for one in found.rejections]


def refused(body: bytes, **options: Any) -> str:
    with pytest.raises(CatalogueRejected) as caught:
        read(body, bank=BANK, **options)
    return str(caught.value)


def test_catalogue_of_a_school() -> None:
    found = reading(item(), item("tri", title="Втроём"))

    assert found.school.key == "0000000005-school5"
    assert (found.school.municipality, found.school.url) == ("Лесогорский округ", ROOT)
    assert [one.key for one in found.items] == [
        "0000000005-school5/practices/dva",
        "0000000005-school5/practices/tri",
    ]
    assert found.items[0].data == PRACTICE
    assert found.rejections == ()


def test_what_a_school_publishes_comes_back_unaltered(school: Callable[[Files], Path]) -> None:
    """Checksum and data are those the school published, if there was nothing to take out."""
    text = md(RECORD, description=None, tags=["урок"], risks="Усталость.", text="Раз в неделю, **вдвоём**.")
    body = fed(school({"practices/dva.md": text}))["api/v1/catalog.json"]
    published = json.loads(body)["items"][0]

    (found,) = read(body, bank=BANK).items

    assert (found.data, found.checksum, found.url) == (published["data"], published["checksum"], published["url"])
    assert str(found.modified) == published["modified"]


def test_catalogue_published_yesterday() -> None:
    found = read(YESTERDAY.read_bytes(), bank=BANK)

    assert [one.id for one in found.items] == ["urok-vdvoyom"]
    assert found.left == {"documents": 5, "news": 3, "mentors": 2, "roadmap": 2}


def test_fields_and_kinds_of_tomorrow_are_passed_over() -> None:
    tomorrow = item(field_of_tomorrow={"any": [1]}, authors=[{"team": "Кафедра", "orcid": "1"}])
    body = catalogue(tomorrow | {"seen_by": []}, item("a", "podcasts"), emblem_of_tomorrow={"any": 1})

    found = read(packed(body | {"generated_by": "tomorrow"}), bank=BANK)

    assert found.items[0].data == PRACTICE | {"authors": [{"team": "Кафедра"}]}
    assert (found.left, found.rejections) == ({"podcasts": 1}, ())


def test_whatever_is_taken_can_be_read_as_a_record_of_the_bank() -> None:
    words = [{"vocabulary": "directions", "code": "chess", "title": "шахматы"}]
    found = reading(item(directions=["chess", "subject"], level="municipal"), words=words)

    KINDS["practices"].model_validate(dict(found.items[0].data), extra="forbid", context={"vocabularies": BASE})


# --- a catalogue that is none ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "каталог пуст"),
        (b" \n\t", "каталог пуст"),
        (b"<!doctype html><title>404</title>", "отдаёт страницу"),
        (b"\xef\xbb\xbf  <html>", "отдаёт страницу"),
        (b'{"version": 1', "не разобрать"),
        (b"\xff\xfe\x00{", "не разобрать"),
        (b"[" * 200_000, "не разобрать"),
        (b'{"version":' + b"9" * 10_000 + b"}", "не разобрать"),
        (b"[]", "это не каталог"),
        (b"null", "это не каталог"),
        (b"{}", "не сказано, какой он версии"),
        (packed(catalogue() | {"version": "1"}), "не сказано, какой он версии"),
        (packed(catalogue() | {"version": True}), "не сказано, какой он версии"),
        (packed(catalogue() | {"version": 2}), "обновите программу банка"),
        (packed(catalogue() | {"items": {}}), "это не каталог"),
        (packed(catalogue() | {"school": []}), "это не каталог"),
        (packed(catalogue() | {"items": [{}] * (MOST + 1)}), "в каталоге 5001 запись"),
        (packed(catalogue(inn="12")), "паспорт школы: inn (ИНН)"),
        (packed(catalogue(title=None)), "паспорт школы: не хватает поля title"),
        (packed(catalogue(section_url="javascript:alert(1)")), "паспорт школы: section_url"),
        (packed(catalogue(id="../etc")), "паспорт школы: id"),
    ],
)
def test_no_catalogue(body: bytes, sentence: str) -> None:
    assert sentence in refused(body)


def test_catalogue_of_another_school() -> None:
    assert "каталог другой школы (0000000005-school5)" in refused(packed(catalogue()), inn="0000000006")
    assert read(packed(catalogue()), bank=BANK, inn="0000000005").school.short_title == "Школа № 5"


# --- one bad record --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "place", "field", "reason"),
    [
        (item("bad", title=None), "practices/bad", "title (Название)", "не хватает поля title"),
        (item("bad", title="я" * 151), "practices/bad", "title (Название)", "слишком длинно (151"),
        (item("bad", summary="Мало."), "practices/bad", "summary (Коротко)", "слишком коротко"),
        (item("bad", forms=["friendship"]), "practices/bad", "forms (Форма)", "нет в списке"),
        (item("bad", forms=[]), "practices/bad", "forms (Форма)", "не хватает поля forms"),
        (item("bad", title={"a": 1}), "practices/bad", "title (Название)", "нужен текст"),
        (item("bad", published="завтра"), "practices/bad", "published (Опубликована)", "не дата"),
        (item("bad", status="draft"), "practices/bad", "status (Состояние)", "не опубликована"),
        (item("bad", status=None), "practices/bad", "status (Состояние)", "не опубликована"),
        (item("bad", recognition=[{"contest": "К", "year": "давно"}]), "practices/bad", "year (Год)", "не число"),
        (item("bad", goal="я" * (LONGEST + 1)), "practices/bad", "goal (Цель)", "слишком длинный"),
        (item("bad", tags=["а"] * 501), "practices/bad", "tags (Метки)", "слишком много значений"),
        (
            item("bad", materials=[{"title": "а", "url": "javascript:alert(1)"}]),
            "practices/bad",
            "url (Адрес)",
            "не адрес",
        ),
        (item("Имя"), "practices/Имя", "id", "имя записи не подходит"),
        (item("../up"), "practices/../up", "id", "имя записи не подходит"),
        (item("bad", of="0000000006-school6"), "practices/bad", "source", "принадлежит"),
        (item("bad") | {"url": "https://evil.example/"}, "practices/bad", "url", "не в раздел школы"),
        (item("bad") | {"url": "javascript:alert(1)"}, "practices/bad", "url", "не в раздел школы"),
        (item("bad") | {"data": []}, "practices/bad", "data", "это не запись"),
        (item("bad") | {"id": None}, "запись 2", "id", "имя записи не подходит"),
        ("text", "запись 2", "", "это не запись"),
        (item("good"), "practices/good", "", "уже есть"),
    ],
)
def test_one_bad_record_is_left_out(bad: Any, place: str, field: str, reason: str) -> None:
    found = reading(item("good"), bad, item("other"))

    assert [one.id for one in found.items] == ["good", "other"]
    ((file, caption, why),) = said(found)
    assert (file, caption) == (place, field)
    assert reason in why


def test_every_mistake_of_a_record_is_said() -> None:
    found = reading(item("bad", title=None, goal=None, forms=["дружба"]))

    assert [field for _, field, _ in said(found)] == ["title (Название)", "forms (Форма)", "goal (Цель)"]


def test_depth_is_bounded() -> None:
    deep: Any = "x"
    for _ in range(300):
        deep = {"a": deep}

    found = reading(item("bad", related=deep), item())

    assert [one.id for one in found.items] == ["dva"]
    assert "слишком глубоко" in said(found)[0][2]


# --- text is text ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Просто **текст** и [ссылка](https://a.example/x?a=1&b=2 'имя').", None),
        ("а < б и 5 > 3, <3", None),
        ("«Тише» — сказал\u00a0он… 👨‍👩‍👧", None),
        ("<b>Важно</b>", "Важно"),
        ("до <script>alert(1)</script> после", "до  после"),
        ("<scr<b>ipt>alert(1)</scr</b>ipt>", ""),
        ("<img src=x onerror=alert(1)", "< img src=x onerror=alert(1)"),
        ("<!-- проверено -->да", "да"),
        ("<https://a.example/>", "https://a.example/"),
        ("[т](javascript:alert(1))", "[т](#))"),
        ("[т](JaVaScRiPt:alert`1`)", "[т](#)"),
        ("[т](java\nscript:x)", "[т](java\nscript:x)"),
        ("[т](&#106;avascript:x)", "[т](#)"),
        ("[т](javascript&colon;x)", "[т](#)"),
        ("[т](java\\script:x)", "[т](#)"),
        ("[т](<javascript:x>)", "[т]()"),
        ("[т](data:text/html,x)", "[т](#)"),
        ("[т](vbscript:x)", "[т](#)"),
        ("[т][1]\n\n[1]: javascript:x", "[т][1]\n\n[1]: #"),
        ("[письмо](mailto:kurator@school.example)", None),
        ("![фото класса](https://a.example/1.jpg)", "[фото класса](https://a.example/1.jpg)"),
        ("![](https://a.example/1.jpg)", "[фотография на сайте организации](https://a.example/1.jpg)"),
        ("a\u202egnp.exe\u202c", "agnp.exe"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("при\u00adмер\u200b", "пример"),
    ],
)
def test_text_is_cleaned(text: str, cleaned: str | None) -> None:
    assert clean_text(text) == (text if cleaned is None else cleaned)


def test_what_a_database_refuses_is_taken_out() -> None:
    refused = [sign for sign in map(chr, range(sys.maxunicode + 1)) if UNPRINTABLE.match(sign)]

    assert refused and not any(UNPRINTABLE.search(clean_text(f"а{sign}б")) for sign in refused)


def test_what_was_taken_out_is_said() -> None:
    found = reading(item(goal="<b>Цель</b>", results=["Так.", "\u202eтак"]))

    assert (found.items[0].data["goal"], found.items[0].data["results"]) == ("Цель", ["Так.", "так"])
    assert [field for _, field, _ in said(found)] == ["goal (Цель)", "results (Что получилось)"]


def test_files_of_a_school_are_links_to_it() -> None:
    materials = [{"title": "План", "file": "files/plan.pdf"}, {"title": "Нет", "file": "files/no.pdf"}]
    files = {"files/plan.pdf": f"{ROOT}files/plan.pdf", "files/no.pdf": "javascript:alert(1)"}

    (found,) = reading(item(materials=materials) | {"files": files}).items

    assert found.data["materials"] == [{"title": "План", "url": f"{ROOT}files/plan.pdf"}, {"title": "Нет"}]


def test_private_fields_never_reach_the_bank() -> None:
    check = {"post": "Директор", "date": "2026-10-01"}
    consent = {"number": "1", "date": "2026-09-01", "fields": ["все"]}
    (found,) = reading(item(privacy_check=check, authors=[{"post": "Учитель", "consent": consent}])).items

    assert found.data == PRACTICE | {"authors": [{"post": "Учитель"}]}


# --- own words -------------------------------------------------------------------------------------

CHESS = [{"vocabulary": "directions", "code": "chess", "title": "шахматы"}]


def test_word_only_the_school_knows_becomes_a_tag() -> None:
    found = reading(item(directions=["chess", "subject"], tags=["урок"]), words=CHESS)

    assert (found.items[0].data["directions"], found.items[0].data["tags"]) == (["subject"], ["урок", "шахматы"])
    assert "стало меткой" in said(found)[0][2]


def test_record_with_nothing_but_own_words_is_refused() -> None:
    words = [{"vocabulary": "forms", "code": "duo", "title": "дуэт"}]

    found = reading(item(forms=["duo"]), words=words)

    assert found.items == ()
    assert said(found)[0][1] == "forms (Форма)"


# --- names -----------------------------------------------------------------------------------------

NAMED = [{"name": "Рябинина Ольга", "post": "Учитель"}, {"name": "Ельник Анна"}, {"mentor": "berezkina"}]


def card(**changes: Any) -> dict[str, Any]:
    data = {"name": "Берёзкина Анна", "post": "Учитель химии", "forms": ["teacher-teacher"]}
    return {**item("berezkina", "mentors"), "data": data, **changes}


def authors(found: CatalogReading) -> Any:
    return found.items[0].data["authors"]


def test_no_name_without_a_word_of_consent_about_the_bank() -> None:
    found = reading(item(authors=NAMED, related={"mentors": ["berezkina"]}), card(), region_bank=BANK)

    assert authors(found) == [{"post": "Учитель"}, {}, {}]
    assert "related" not in found.items[0].data
    ((file, field, reason),) = said(found)
    assert (file, field) == ("catalog.json", "authors (Авторы)")
    assert "не показано 3 имени" in reason


def test_names_the_bank_may_show() -> None:
    practice = item(authors=NAMED) | {"regional": ["/authors/0"]}

    found = reading(practice, card(regional=[""]), region_bank=BANK)

    assert authors(found) == [
        {"name": "Рябинина Ольга", "post": "Учитель"},
        {},
        {"name": "Берёзкина Анна", "post": "Учитель химии"},
    ]


@pytest.mark.parametrize("bank", [None, "https://another.example/", "https://bank.example/other/"])
def test_consent_for_another_bank_is_none_for_this_one(bank: str | None) -> None:
    found = reading(item(authors=NAMED) | {"regional": ["/authors/0"]}, card(regional=[""]), region_bank=bank)

    assert authors(found) == [{"post": "Учитель"}, {}, {}]


@pytest.mark.parametrize("wrong", ["/authors/0", [0], {"a": 1}, ["/authors/00", "authors/0", "/authors"]])
def test_answer_that_is_no_list_of_places_allows_nothing(wrong: Any) -> None:
    found = reading(item(authors=NAMED) | {"regional": wrong}, region_bank=BANK)

    assert authors(found)[0] == {"post": "Учитель"}


def test_school_says_whom_its_consents_allow(school: Callable[[Files], Path]) -> None:
    """From the consents of a folder to the bank: the addresses themselves stay at the school."""
    here, not_here = {**CONSENT, "addresses": [BANK]}, {**CONSENT, "addresses": ["https://school5.example/"]}
    people = [{"name": "Рябинина Ольга", "consent": here}, {"name": "Ельник Анна", "consent": not_here}]
    files: Files = {
        "school.yml": yml(PASSPORT, region_bank=BANK),
        "mentors/berezkina.yml": yml(MENTOR, consent=here),
        "mentors/rowan.yml": yml(MENTOR, name="Рябинина", consent={**here, "withdrawn": "2026-11-01"}),
        "practices/dva.md": md(
            RECORD, description=None, authors=[*people, {"mentor": "berezkina"}], text="Раз в неделю."
        ),
    }
    body = fed(school(files))["api/v1/catalog.json"]

    assert authors(read(body, bank=BANK)) == [
        {"name": "Рябинина Ольга"},
        {},
        {"name": MENTOR["name"], "post": MENTOR["post"]},
    ]
    assert b'"addresses"' not in body and b"withdrawn" not in body


# --- whatever comes --------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(list(KINDS["practices"].model_fields))


@settings(max_examples=150, deadline=None)
@given(st.binary() | st.text().map(str.encode) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes(body: bytes) -> None:
    with pytest.raises(CatalogueRejected):
        read(body, bank=BANK)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(FIELDS, JSON, max_size=4), st.dictionaries(st.sampled_from(["files", "regional", "url"]), JSON))
def test_any_record(data: dict[str, Any], around: dict[str, Any]) -> None:
    raw = copy.deepcopy(item("any"))
    raw["data"] |= data
    try:
        body = json.dumps(catalogue(raw | around, item(), region_bank=BANK)).encode()
        found = read(body, bank=BANK)
    except CatalogueRejected:
        return

    assert "dva" in [one.id for one in found.items]
    assert all(one.checksum == checksum(dict(one.data)) for one in found.items)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["](", "[", "!", "javascript:", "<", ">", "/", "script", "a", ":", "\n", " ", "\\", "&#106;", "\x00"]
        )
    )
)
def test_cleaned_text_is_clean(pieces: list[str]) -> None:
    once = clean_text("".join(pieces))

    assert "<script" not in once and "\x00" not in once and "![" not in once
    assert not re.search(r"\[[^\]]*\]\(\s*<?\s*javascript:.", once)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("аб \n\t\xa0\u2003<")))
def test_lines_are_as_if_cut_into_words(text: str) -> None:
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]

    assert TypeAdapter(Line).validate_python(text) == " ".join(text.split())
    assert TypeAdapter(Lines).validate_python(text) == "\n".join(lines)
