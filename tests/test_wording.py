"""What the program says by itself: no word of another type of organisation, no promise in the school's name."""

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pymorphy3
import pytest

from nastavnik import messages
from nastavnik.building import checking, site
from nastavnik.building.project import Prepared, Project
from nastavnik.covers.people import PEOPLE
from nastavnik.installation import shipped
from nastavnik.messages import WORDINGS
from nastavnik.records import KINDS
from nastavnik.records.vocabularies import BASE
from nastavnik.school.catalogue import Catalogue
from nastavnik.views import audience
from nastavnik.views.programmes import sheet
from tests.conftest import CONSENT, DOCUMENT, PASSPORT, TODAY, Files, md, run, yml

TYPES = {term.code: term.title for term in BASE["school_types"].terms}
USES = {
    "none": (),
    "teachers": ("педагог – педагог", "руководитель – педагог"),
    "learners": ("педагог – обучающийся",),
    "both": ("педагог – педагог", "педагог – обучающийся"),
}
"""Forms of mentoring in the records of a section."""
OF_SCHOOL = r"школ|учени[кц]|учител|урок|класс"
STRANGERS = {
    "school": r"воспит|студент|детск|колледж|заведующ|преподават",
    "kindergarten": rf"{OF_SCHOOL}|студент|колледж|преподават",
    "primary-kindergarten": r"ученик|студент|колледж|преподават|заведующ",
    "college": rf"{OF_SCHOOL}|воспит|детск|заведующ",
    "extra": rf"{OF_SCHOOL}|воспит|студент|детск|колледж|заведующ|преподават",
    "other": rf"{OF_SCHOOL}|воспит|студент|детск|колледж|заведующ|преподават",
}
"""How words begin that a section of this type never says itself."""
OF_LEARNERS = (
    r"учени[кц]|школьник|учащи|обучающ|воспитанник|студент|дети\b|детей|детям|ребят|ребён|родител|семь[яеи]|класс"
)
NORMS = (
    "школа наставников",  # the event of every regulation
    "школы и детские сады",  # heading of partners
    "день учителя",
    "день воспитателя и всех дошкольных работников",
)
"""Proper names that stay in any section."""
NORM_PAPER = re.compile(r'<div class="print-only maket".*?\n</div>', re.DOTALL)  # the макет is a paper of its own
ADDRESS = re.compile(r"https?://\S+|[\w-]+(?:/[\w.-]+)+")

SAID = "Рассказ."
LONG = (
    "Двое встречаются раз в неделю и разбирают то, что получилось и что не получилось; встреча длится час, итог есть."
)


def records(forms: tuple[str, ...], title: str) -> Files:
    """A record of every kind, its own words those of any organisation."""
    practice = {
        "title": "Встреча вдвоём",
        "summary": LONG,
        "forms": list(forms),
        "education_levels": "повышение квалификации",
        "problem": SAID,
        "goal": SAID,
        "description": SAID,
        "results": [SAID],
        "authors": [{"name": "Берёзкина Анна Павловна"}],
        "period": "2026 год",
        "level": "внутренний" if title != "школа" else "школьный",
        "status": "опубликована",
        "published": "2026-10-01",
        "privacy_check": {"post": "Методист", "date": "2026-10-01"},
    }
    mentor = {"name": "Сосновый Пётр Ильич", "category": "педагог", "post": "Методист", "forms": list(forms)}
    figures = {"young_teachers": {"part": 30, "all": 60}, "hours": 12}
    pupils = {"pupils": {"part": 40, "all": 90}, "student_mentors": {"part": 20, "all": 70}}
    told = figures | (pupils if "педагог – обучающийся" in forms else {})
    stage = {"number": "1", "title": "Подготовка", "term": "сентябрь 2026", "items": [{"text": "Приказ"}]}
    files: dict[str, str | bytes] = {
        "roadmap/2026-2027.yml": yml({"school_year": "2026-2027", "stages": [stage]}),
        "news/a.md": md({"title": "Начало", "date": "2026-10-05", "summary": SAID, "stages": ["2026-2027/1"]}),
        "documents/a.yml": yml(DOCUMENT),
        "documents/b.yml": yml(DOCUMENT, title="Письмо", level="федеральный", text=SAID),
        "events/a.md": md({"title": "Встреча", "start": "2026-11-27 15:00", "event_type": "семинар", "place": "Зал"}),
        "contests/a.yml": yml(
            {
                "title": "Лучший наставник",
                "level": "муниципальный",
                "dates": [{"date": "2026-10-10", "title": "итоги"}],
                "results": [{"place": "победитель", "mentor": "b"}],
            }
        ),
        "partners/a.yml": yml({"title": "Музей", "partner_type": "музей", "text": SAID}),
        **{
            f"monitoring/{year}.yml": yml(
                {"period": f"{year}-{year + 1}", "date": f"{year}-11-15", "goals": {"satisfied": 60}, "figures": told}
            )
            for year in (2024, 2025, 2026)
        },
    }
    if forms:
        files |= {
            "practices/a.md": md(practice),
            "mentors/a.yml": yml(mentor, consent=CONSENT, honour=[{"year": 2026, "reason": "за терпение"}]),
            "mentors/b.yml": yml(mentor, name="Елькин Яков Львович"),
            "programmes/a.yml": yml(
                {"title": "Год", "form": forms[0], "problem": SAID, "goal": SAID, "period": "2026", "mentors": ["a"]}
            ),
        }
    return files


def said(root: Path) -> Iterator[tuple[str, str]]:
    """Every page and feed of a section as readers see it, small letters, without norms' proper names and addresses."""
    prepared = checking.prepare(Project.at(root), TODAY)
    assert isinstance(prepared, Prepared), prepared
    for path, data in site.outputs(prepared):
        if path.endswith((".html", ".ics", ".atom", ".json", ".csv")) and not path.startswith("api/"):
            text = re.sub(r"\r\n ", "", data.decode())  # folded lines of calendars
            text = ADDRESS.sub(" ", NORM_PAPER.sub("", text).replace("\u00a0", " ").replace("\u2060", "").lower())
            for norm in NORMS:
                text = text.replace(norm, "")
            yield path, text


def met(pattern: str, root: Path) -> list[str]:
    return sorted(
        {f"{path}: …{text[max(0, use.start() - 30) : use.end() + 20]}…" for path, text in said(root)
         for use in re.finditer(rf"(?<![а-яё])(?:{pattern})", text)}
    )  # fmt: skip


def section(school: Callable[[Files], Path], kind: str, use: str) -> Path:
    """A section of one type with one use of forms; what it calls itself says nothing of the type."""
    passport = {
        "title": "Организация № 5",
        "short_title": "№ 5",
        "school_type": TYPES[kind],
        "site": "https://o5.example/",
        "section_url": "https://o5.example/n/",
        "curators": [{"post": "Методист"}],
    }
    return school({**records(USES[use], TYPES[kind]), "school.yml": yml(PASSPORT, passport)})


@pytest.mark.parametrize(("kind", "use"), [*itertools.product(TYPES, USES)])
def test_no_word_of_another_organisation(kind: str, use: str, school: Callable[[Files], Path]) -> None:
    assert met(STRANGERS[kind], section(school, kind, use)) == []


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("use", ["none", "teachers"])
def test_where_only_teachers_are_mentored_nobody_else_is_named(
    kind: str, use: str, school: Callable[[Files], Path]
) -> None:
    assert met(OF_LEARNERS, section(school, kind, use)) == []


def test_a_stranger_would_be_seen(school: Callable[[Files], Path]) -> None:
    root = section(school, "kindergarten", "both")
    (root / "content/news/b.md").write_text(
        md({"title": "Урок", "date": "2026-10-06", "summary": "Классный час."}), encoding="utf-8"
    )

    strangers = met(STRANGERS["kindergarten"], root)

    assert any("урок" in stranger for stranger in strangers)
    assert any("классный" in stranger for stranger in strangers)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("school", ["Ученики, которые участвуют", "учеников участвуют", "Наставники помогают ученикам и педагогам."]),
        (
            "kindergarten",
            ["Воспитанники, которые участвуют", "помогают воспитанникам и педагогам", "сайт детского сада"],
        ),
        ("primary-kindergarten", ["Дети, которые участвуют", "помогают детям и педагогам", "День учителя"]),
        ("college", ["Студенты, которые участвуют", "помогают студентам и педагогам", "сайт колледжа"]),
        ("extra", ["Обучающиеся, которые участвуют", "помогают обучающимся и педагогам", "Внутренний уровень"]),
    ],
)
def test_own_words_are_said(kind: str, words: list[str], school: Callable[[Files], Path]) -> None:
    text = " ".join(text for _, text in said(section(school, kind, "both")))

    assert [word for word in words if word.lower() not in text and word != "День учителя"] == []


def test_every_type_has_its_words() -> None:
    assert WORDINGS.keys() == TYPES.keys() == STRANGERS.keys()


# --- whom mentors help


@pytest.mark.parametrize(
    ("kind", "forms", "sentence"),
    [
        ("школа", [], "Опытные помогают тем, кто начинает."),
        ("школа", ["организация – организация"], "Опытные помогают тем, кто начинает."),
        ("школа", ["педагог вуза – молодой педагог"], "Наставники помогают педагогам."),
        ("школа", ["студент – ученик", "ученик – ученик"], "Наставники помогают ученикам."),
        ("колледж", ["студент – ученик"], "Наставники помогают школьникам."),
        (
            "колледж",
            ["студент – ученик", "студент – студент", "руководитель – педагог"],
            "Наставники помогают студентам, школьникам и педагогам.",
        ),
    ],
)
def test_first_page_says_whom_mentors_help(
    kind: str, forms: list[str], sentence: str, catalogue: Callable[..., Catalogue]
) -> None:
    section = catalogue({"school.yml": yml(PASSPORT, school_type=kind), **mentors_in(forms)})

    assert audience.lead(section, has_parents_page=False) == sentence


@pytest.mark.parametrize(
    ("kind", "forms", "who"),
    [
        ("школа", ["педагог – педагог", "ученик – ученик"], "child"),
        ("школа", ["педагог – педагог", "руководитель – педагог"], "novice"),
        ("школа", [], "child"),
        ("детский сад", ["педагог – педагог"], "novice"),
        ("детский сад", [], "novice"),
        ("детский сад", ["работодатель – обучающийся"], "toddler"),
        ("колледж", ["педагог – обучающийся"], "student"),
        ("колледж", ["студент – ученик"], "child"),
        ("колледж", ["педагог – педагог"], "novice"),
        ("колледж", [], "student"),
    ],
)
def test_who_is_seen_beside_the_mentor(
    kind: str, forms: list[str], who: str, catalogue: Callable[..., Catalogue]
) -> None:
    section = catalogue({"school.yml": yml(PASSPORT, school_type=kind), **mentors_in(forms)})

    assert audience.beside_mentor(section) == who
    assert who in PEOPLE


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("педагог – педагог", "Опытные помогают тем, кто начинает."),
        ("ученик – ученик", "Наставники помогают ученикам."),
    ],
)
def test_page_for_parents_means_that_mentors_help_not_teachers_alone(
    form: str, sentence: str, catalogue: Callable[..., Catalogue]
) -> None:
    assert audience.lead(catalogue(mentors_in([form])), has_parents_page=True) == sentence


def mentors_in(forms: list[str]) -> Files:
    about = {"name": "Сосновый Пётр Ильич", "category": "педагог", "post": "Методист"}
    return {
        f"mentors/{name}.yml": yml(about, forms=[form], consent=CONSENT)
        for name, form in zip("abcdef", forms, strict=False)
    }


# --- the school's own words


def test_nothing_is_said_for_the_school_to_machines_either(catalogue: Callable[..., Catalogue]) -> None:
    assert not catalogue({}).school.texts.model_dump(exclude_none=True)


def test_school_says_in_its_own_name_what_it_wrote(school: Callable[[Files], Path]) -> None:
    texts = {
        "partners_title": "Приходите",
        "partners": "Оформим соглашение.\nДадим наставника.",
        "honour": "По приказу.",
    }
    nouns = {"learners": "гимназисты", "learners_of": "гимназистов", "learners_to": "гимназистам"}
    root = school({**records(USES["both"], "школа"), "school.yml": yml(PASSPORT, texts=texts, naming=nouns)})

    pages = dict(said(root))

    assert re.search(
        r">приходите</h2>.*<p>оформим соглашение\.</p>\s*<p>дадим наставника\.</p>",
        pages["partners/index.html"],
        re.DOTALL,
    )
    assert "по приказу." in pages["honour/index.html"]
    assert "гимназисты, которые участвуют" in pages["monitoring/index.html"]
    assert "наставники помогают гимназистам и педагогам." in pages["index.html"]


def test_paper_is_signed_by_the_head(catalogue: Callable[..., Catalogue]) -> None:
    found = catalogue({"school.yml": yml(PASSPORT, school_type="детский сад")})

    assert any("Заведующий ____" in str(block) for block in sheet(found, None))


def test_noun_is_written_in_all_its_cases(school: Callable[[Files], Path]) -> None:
    root = school({"school.yml": yml(PASSPORT, naming={"learners": "гимназисты"})})

    result = run("check", "--root", root, "--today", TODAY.isoformat())

    assert result.exit_code == 1
    assert "одно слово в разных падежах — впишите все поля: learners, learners_of, learners_to" in result.stdout


def test_editor_writes_the_word_of_a_school_in_any_organisation(catalogue: Callable[..., Catalogue]) -> None:
    """A caption of another type is still a spelling: what was written before the type was corrected is read."""
    event = md({"title": "Встреча", "start": "2026-11-27", "event_type": "классный час"})

    found = catalogue({"school.yml": yml(PASSPORT, school_type="детский сад"), "events/a.md": event})

    assert found.get("events", "a").record.event_type == "class-hour"  # type: ignore[union-attr]
    assert found.vocabularies["event_types"].title("class-hour") == "родительское собрание"


# --- nobody speaks for the school

WORDS = re.compile("[а-яё]+", re.IGNORECASE)
RUSSIAN = re.compile("[^{}<>\"'`]*[а-яё][^{}<>\"'`]*", re.IGNORECASE)
OURSELVES = re.compile(r"мы|нас|нам|нами|наш(а|е|и|его|ей|ему|им|их|ими|у)?", re.IGNORECASE)
SPEAKERS = (
    "site",
    "wording",
    "words",
    "feeds",
    "monitoring",
    "programmes",
    "starting",
    "search",
    "bank",
    "plan",
    "plan_paper",
)
"""Modules of messages whose sentences stand on pages."""
CAPTIONS = {"Наши наставники", "Чего ждём", "Как работаем", "Какую проблему решаем"}
"""Names of pages and parts from the regulations and the макет, not sentences."""
NOT_ON_PAGES = re.compile("рисую|собираем страницы|не наш сайт|Pagefind")


@pytest.fixture(scope="module")
def morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def sentences() -> Iterator[str]:
    """What theme, messages and classes of records say on pages, piece by piece."""
    for path in sorted((shipped("theme")).rglob("*.html")):
        if "region" not in path.parts:
            yield from RUSSIAN.findall(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    for name in SPEAKERS:
        module = Path(messages.__file__).with_name(f"{name}.py")
        yield from re.findall(r'"([^"\n]*[а-яё][^"\n]*)"', module.read_text(encoding="utf-8"), re.IGNORECASE)
    for cls in KINDS.values():
        yield from (cls.heading, cls.lead, *cls.nothing)


def speaks_for_the_school(sentence: str, morphology: pymorphy3.MorphAnalyzer) -> bool:
    words = WORDS.findall(sentence)
    return any(OURSELVES.fullmatch(word) or _is_we(word, morphology) for word in words)


def _is_we(word: str, morphology: pymorphy3.MorphAnalyzer) -> bool:
    parses = morphology.parse(word)
    return bool({"VERB", "plur", "1per"} in parses[0].tag)


def test_no_sentence_speaks_for_the_school(morphology: pymorphy3.MorphAnalyzer) -> None:
    spoken = {sentence.strip() for sentence in sentences() if speaks_for_the_school(sentence, morphology)}

    assert {sentence for sentence in spoken - CAPTIONS if not NOT_ON_PAGES.search(sentence)} == set()


@pytest.mark.parametrize("sentence", ["Отношения оформляем соглашением", "Приходите к нам", "Наша школа", "Поможем"])
def test_such_a_sentence_would_be_seen(sentence: str, morphology: pymorphy3.MorphAnalyzer) -> None:
    assert speaks_for_the_school(sentence, morphology)
