"""What may be published of a school on a day, and who names whom."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel

from nastavnik.records import KINDS, Mentor, News, Practice, School
from nastavnik.records.fields import HERE, PRIVATE, visibility
from nastavnik.records.publishing import published_model, strip
from nastavnik.records.reading import models_in
from nastavnik.school.cabinet import cabinet
from nastavnik.school.catalogue import Catalogue, Key
from nastavnik.school.loading import load
from tests.conftest import (
    CONSENT,
    DOCUMENT,
    MENTOR,
    NEWS,
    PASSPORT,
    PRACTICE,
    ROADMAP,
    TODAY,
    Files,
    md,
    yml,
)

Load = Callable[..., Catalogue]
PORTRAIT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"/>'


def ids(entries: list[Any]) -> list[str]:
    return [entry.id for entry in entries]


# --- identity


def test_key_carries_its_source(catalogue: Load) -> None:
    entry = catalogue({"mentors/berezkina.yml": yml(MENTOR)}).get("mentors", "berezkina")

    assert entry is not None
    assert entry.key == Key("school5", "mentors", "berezkina")
    assert entry.url == "mentors/berezkina/"


def test_folders_inside_a_kind_do_not_change_the_address(catalogue: Load) -> None:
    entry = catalogue({"news/2026/vstrecha.md": md(NEWS)}).get("news", "vstrecha")

    assert entry is not None
    assert entry.url == "news/vstrecha/"


# --- references, both ways


def test_who_names_a_record(catalogue: Load) -> None:
    found = catalogue(
        {
            "mentors/berezkina.yml": yml(MENTOR),
            "practices/urok.md": md(PRACTICE, authors=[{"mentor": "berezkina"}]),
            "practices/chas.md": md(PRACTICE, related={"mentors": ["mentors/berezkina"]}),
            "practices/klub.md": md(PRACTICE),
        }
    )

    assert ids(found.referring_to("mentors/berezkina", "practices")) == ["chas", "urok"]
    assert found.referring_to("mentors/berezkina", "news") == []


def test_who_names_a_stage(catalogue: Load) -> None:
    stages = [{"number": "1.", "title": "Старт"}, {"id": "bank", "title": "Банк"}]

    found = catalogue(
        {
            "roadmap/2026-2027.yml": yml(ROADMAP, stages=stages),
            "news/a.md": md(NEWS, date="2026-09-01", stages="2026-2027/1"),
            "news/b.md": md(NEWS, date="2026-10-01", stages=["2026-2027/1", "2026-2027/bank"]),
        }
    )

    assert ids(found.referring_to("roadmap/2026-2027/1", "news")) == ["b", "a"]
    assert ids(found.referring_to("roadmap/2026-2027/bank", "news")) == ["b"]


def test_named_twice_is_listed_once(catalogue: Load) -> None:
    authors = [{"mentor": "berezkina"}, {"mentor": "berezkina"}]
    found = catalogue({"mentors/berezkina.yml": yml(MENTOR), "practices/urok.md": md(PRACTICE, authors=authors)})

    assert ids(found.referring_to("mentors/berezkina", "practices")) == ["urok"]


def test_draft_names_nobody(catalogue: Load) -> None:
    files = {"roadmap/2026-2027.yml": yml(ROADMAP), "news/a.md": md(NEWS, stages="2026-2027/1", draft="да")}

    assert catalogue(files).referring_to("roadmap/2026-2027/1", "news") == []
    assert ids(catalogue(files, drafts=True).referring_to("roadmap/2026-2027/1", "news")) == ["a"]


@pytest.mark.parametrize(
    ("reference", "stage"),
    [
        ("2026-2027/1", 0),
        ("2026-2027/bank", 1),
        ("2026-2027/3", 2),
        ("2026-2027/2", None),
        ("2025-2026/1", None),
        ("1", None),
    ],
)
def test_stage_is_named_by_id_else_number_else_place(reference: str, stage: int | None, catalogue: Load) -> None:
    stages = [{"number": "1)", "title": "Старт"}, {"id": "bank", "number": "2", "title": "Банк"}, {"title": "Обучение"}]

    found = catalogue({"roadmap/2026-2027.yml": yml(ROADMAP, stages=stages)}).stage_of(reference)

    assert (found[1] if found else None) == stage


# --- consent


def consent(**changes: Any) -> dict[str, Any]:
    return {**CONSENT, **changes}


NO_RIGHT = {
    "absent": None,
    "expired": consent(until="2026-11-19"),
    "withdrawn": consent(withdrawn="2026-11-20"),
    "not yet": consent(date="2026-11-21"),
    "not for the name": consent(fields=["post", "photo"]),
}


@pytest.mark.parametrize("given", NO_RIGHT.values(), ids=NO_RIGHT)
def test_no_right_to_the_name(given: dict[str, Any] | None, school: Callable[[Files], Any]) -> None:
    files = {
        "mentors/berezkina.yml": yml(MENTOR, consent=given, photo={"file": "portret.svg", "alt": "Портрет"}),
        "mentors/portret.svg": PORTRAIT,
    }
    root = school(files)

    loaded = load(root / "content", TODAY)

    assert loaded.catalogue is not None
    assert loaded.catalogue.of("mentors") == []
    assert loaded.catalogue.withheld["mentors"] == 1
    assert loaded.catalogue.held_files == {(root / "content/mentors/portret.svg").resolve()}
    assert loaded.catalogue.files == frozenset()
    assert [problem.severity for problem in loaded.problems] == ["hint"]


@pytest.mark.parametrize("today", [dt.date(2026, 9, 1), dt.date(2027, 8, 31)], ids=["first day", "last day"])
def test_consent_holds_on_its_first_and_last_day(today: dt.date, catalogue: Load) -> None:
    assert ids(catalogue({"mentors/berezkina.yml": yml(MENTOR)}, today).of("mentors")) == ["berezkina"]


def test_withdrawal_to_come_takes_nothing_away_today(catalogue: Load) -> None:
    card = yml(MENTOR, consent=consent(withdrawn="2026-11-21"))

    assert ids(catalogue({"mentors/berezkina.yml": card}).of("mentors")) == ["berezkina"]


def test_field_not_covered_is_not_there(catalogue: Load) -> None:
    covered = consent(fields=["Фамилия, имя, отчество", "category", "post"])
    card = yml(MENTOR, consent=covered, credo="Терпение", photo={"file": "portret.svg", "alt": "Портрет"})

    found = catalogue({"mentors/berezkina.yml": card, "mentors/portret.svg": PORTRAIT})

    mentor = found.of("mentors")[0].record
    assert isinstance(mentor, Mentor)
    assert (mentor.name, mentor.credo, mentor.photo) == ("Берёзкина Анна Павловна", None, None)
    assert [path.name for path in found.held_files] == ["portret.svg"]


def test_file_shown_elsewhere_is_not_held(catalogue: Load) -> None:
    photo = {"file": "files/portret.svg", "alt": "Портрет"}

    found = catalogue(
        {
            "files/portret.svg": PORTRAIT,
            "mentors/a.yml": yml(MENTOR, photo=photo),
            "mentors/b.yml": yml(MENTOR, photo=photo, consent=None),
        }
    )

    assert [path.name for path in found.files] == ["portret.svg"]
    assert found.held_files == frozenset()


def test_consent_itself_is_never_in_the_catalogue(catalogue: Load) -> None:
    found = catalogue({"mentors/berezkina.yml": yml(MENTOR)})

    mentor = found.of("mentors")[0].record
    assert isinstance(mentor, Mentor)
    assert mentor.consent is None


def test_author_without_consent_loses_only_the_name(catalogue: Load) -> None:
    author = {"name": "Рябинин Пётр Львович", "post": "Учитель физики"}

    found = catalogue({"practices/urok.md": md(PRACTICE, authors=[author])})

    practice = found.of("practices")[0].record
    assert isinstance(practice, Practice)
    assert [(one.name, one.post) for one in practice.authors] == [(None, "Учитель физики")]


def test_curator_without_consent_loses_only_the_name(catalogue: Load) -> None:
    curator = {"name": "Ельник Ольга Ивановна", "post": "Заместитель директора", "phone": "8 (800) 000-00-05"}

    found = catalogue({"school.yml": yml(PASSPORT, curators=[curator])})

    assert [(one.name, one.phone) for one in found.school.curators] == [(None, "8 (800) 000-00-05")]


# --- drafts


@pytest.mark.parametrize("status", ["черновик", "на согласовании", "в архиве", None])
def test_only_a_published_practice_leaves_the_school(status: str | None, catalogue: Load) -> None:
    files = {"practices/urok.md": md(PRACTICE, status=status)}

    assert catalogue(files).of("practices") == []
    assert ids(catalogue(files, drafts=True).of("practices")) == ["urok"]


def test_drafts_open_nothing_without_consent(catalogue: Load) -> None:
    assert catalogue({"mentors/berezkina.yml": yml(MENTOR, consent=None)}, drafts=True).of("mentors") == []


def test_draft_is_not_counted_among_the_withheld(catalogue: Load) -> None:
    found = catalogue({"practices/urok.md": md(PRACTICE, status="черновик")})

    assert found.withheld["practices"] == 0


# --- order


def test_news_and_practices_newest_first(catalogue: Load) -> None:
    days = {"b": "2026-09-01", "a": "2026-10-01", "c": "2026-11-01"}

    found = catalogue(
        {
            **{f"news/{id}.md": md(NEWS, date=day) for id, day in days.items()},
            **{f"practices/{id}.md": md(PRACTICE, published=day) for id, day in days.items()},
        }
    )

    assert ids(found.of("news")) == ids(found.of("practices")) == ["c", "a", "b"]


def test_mentors_by_name(catalogue: Load) -> None:
    names = {"a": "Яшин Олег Ильич", "b": "ёлкин Пётр Львович", "c": "Жуков Иван Ильич", "d": "Абрамова Вера Ильинична"}

    found = catalogue({f"mentors/{id}.yml": yml(MENTOR, name=name) for id, name in names.items()})

    assert ids(found.of("mentors")) == ["d", "b", "c", "a"]


def test_documents_school_first_valid_first_newest_first(catalogue: Load) -> None:
    found = catalogue(
        {
            "documents/zakon.yml": yml(DOCUMENT, level="федеральный", date="2026-01-01"),
            "documents/staryi.yml": yml(DOCUMENT, date="2020-01-01"),
            "documents/novyi.yml": yml(DOCUMENT, date="2026-01-01"),
            "documents/otmenyon.yml": yml(DOCUMENT, date="2026-02-01", state="утратил силу"),
            "documents/bez-daty.yml": yml(DOCUMENT),
        }
    )

    assert ids(found.of("documents")) == ["novyi", "staryi", "bez-daty", "otmenyon", "zakon"]


def test_plan_of_the_current_year_else_the_latest(catalogue: Load) -> None:
    plans = {f"roadmap/{year}.yml": yml(ROADMAP, school_year=year) for year in ("2024-2025", "2025-2026", "2026-2027")}
    current = catalogue(plans).current_roadmap()
    past = catalogue({"school.yml": yml(PASSPORT, current_year="2030-2031"), **plans}).current_roadmap()

    assert current is not None
    assert past is not None
    assert (current.id, past.id) == ("2026-2027", "2026-2027")


def test_neighbours_are_those_of_the_list(catalogue: Load) -> None:
    found = catalogue({f"news/{id}.md": md(NEWS, date=f"2026-09-0{id}") for id in "123"})

    newest, middle, oldest = found.of("news")
    assert found.neighbours(middle) == (newest, oldest)
    assert found.neighbours(newest) == (None, middle)


def test_near_are_those_of_the_same_first_code(catalogue: Load) -> None:
    forms = {"1": "учитель – ученик", "2": "педагог – педагог", "3": "педагог – педагог", "4": "педагог – педагог"}
    found = catalogue(
        {f"practices/{id}.md": md(PRACTICE, forms=form, published=f"2026-09-0{id}") for id, form in forms.items()}
    )

    third = found.get("practices", "3")
    assert third is not None
    assert ids(found.near(third, "forms", 3)) == ["2", "4"]


# --- long texts


def test_lists_have_no_long_texts_and_pages_do(catalogue: Load) -> None:
    found = catalogue({"news/vstrecha.md": md(NEWS, text="Утром собрались все.")})
    entry = found.of("news")[0]

    with pytest.raises(AttributeError):
        entry.record.text  # type: ignore[attr-defined]  # noqa: B018
    whole = found.whole(entry)
    assert isinstance(whole, News)
    assert whole.text == "Утром собрались все."
    assert whole.title == entry.record.label


def test_unlisted_fields_are_stripped_as_well(catalogue: Load) -> None:
    covered = consent(fields=["name", "category", "post"])
    found = catalogue({"mentors/berezkina.yml": yml(MENTOR, consent=covered, about="Живёт у реки.")})

    whole = found.whole(found.of("mentors")[0])

    assert isinstance(whole, Mentor)
    assert (whole.about, whole.consent) == (None, None)


# --- the published model is derived


def models(cls: type[BaseModel], seen: tuple[type[BaseModel], ...] = ()) -> list[type[BaseModel]]:
    inner = [model for field in cls.model_fields.values() for model in models_in(field.annotation)]
    return [cls, *(one for model in inner if model not in seen for one in models(model, (*seen, model)))]


@pytest.mark.parametrize("cls", [*KINDS.values(), School], ids=lambda cls: cls.kind)
def test_no_private_field_is_published_on_any_depth(cls: type[BaseModel]) -> None:
    here = {name for name in cls.model_fields if visibility(cls, name) is HERE}
    below = {
        name for field in here for model in models_in(cls.model_fields[field].annotation) for name in model.model_fields
    }
    private = {name for model in models(cls) for name in model.model_fields if visibility(model, name) is PRIVATE}
    public = {name for model in models(cls) for name in model.model_fields if visibility(model, name) is not PRIVATE}
    public -= here | below

    published = {name for model in models(published_model(cls)) for name in model.model_fields}

    assert published == public
    assert not published & (private - public | here)


def test_published_mentor_needs_nothing_but_what_is_public() -> None:
    fields = published_model(Mentor).model_fields

    assert "consent" not in fields
    assert {name for name, field in fields.items() if field.is_required()} == {"forms"}


def test_published_practice_has_authors_without_consents() -> None:
    authors = published_model(Practice).model_fields["authors"].annotation

    (author,) = models_in(authors)
    assert set(author.model_fields) == {"name", "post", "mentor", "team"}


def test_published_record_reads_what_was_stripped() -> None:
    practice = Practice.model_validate(
        {**PRACTICE, "authors": [{"name": "Рябинин Пётр Львович", "post": "Учитель физики", "consent": CONSENT}]}
    )

    public = strip(practice, TODAY).model_dump(mode="json", exclude_none=True)
    read = published_model(Practice).model_validate(public).model_dump(mode="json", exclude_none=True)

    assert read["authors"] == [{"name": "Рябинин Пётр Львович", "post": "Учитель физики"}]
    assert "privacy_check" not in read
    assert read["title"] == practice.title


def test_the_cabinet_has_what_the_catalogue_may_not_show(school: Callable[[Files], Any]) -> None:
    """Two types: what draws pages takes a `Catalogue`, and of a mentor without consent that has nothing."""
    root = school({"mentors/belova.yml": yml(MENTOR, consent=None), "news/bad.md": "нет шапки"})
    opened, loaded = cabinet(root / "content"), load(root / "content", TODAY)

    assert [(mentor.id, mentor.record.name) for mentor in opened.of(Mentor)] == [("belova", MENTOR["name"])]
    assert opened.unread == ["content/news/bad.md"]
    assert loaded.catalogue is not None
    assert loaded.catalogue.of(Mentor) == []
    assert not isinstance(opened, Catalogue)


def test_a_kind_is_asked_for_by_its_class_or_its_word(catalogue: Load) -> None:
    found = catalogue({"news/a.md": md(NEWS)})

    assert found.of(News) == found.of("news") != []
    assert found.get(News, "a") == found.get("news", "a")
