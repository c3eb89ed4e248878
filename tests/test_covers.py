"""Covers: the same record, the same picture, never two alike; what a record says is seen; schemes recolour it."""

import gzip
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain, combinations, pairwise
from pathlib import Path
from statistics import mean

import pytest
from PIL import Image

from nastavnik.building.project import Project
from nastavnik.covers.companies import COMPANIES
from nastavnik.covers.figures import ARMS, BODIES, HEADS
from nastavnik.covers.grounds import GROUNDS, PIECES
from nastavnik.covers.parts import PARTS
from nastavnik.covers.people import PAIRS
from nastavnik.covers.poster import SIZE, Poster, fitted, poster, touch_icon
from nastavnik.covers.scene import TINTS, CoverSubject, Scene, scene
from nastavnik.covers.shapes import outlines, shapes
from nastavnik.covers.svg import markup, with_parts
from nastavnik.covers.things import BY_CODE, NEUTRAL, THINGS, things_of
from nastavnik.covers.tones import Tones
from nastavnik.installation import shipped
from nastavnik.records.vocabularies import BASE
from nastavnik.views.cover_subjects import practice_subject
from tests.building import build
from tests.conftest import TODAY, Files, md, write_files

EVENT = {"title": "Встреча", "start": "2026-11-27", "event_type": "круглый стол"}
STYLE = (shipped("theme") / "styles" / "55-covers.css").read_text(encoding="utf-8")
FONT = shipped("theme") / "assets" / "fonts" / "golos.woff2"
STARS = CoverSubject("practices/nebo", ("teacher-student",), ("olympiads",), ("Небо над озером",))


def list_of(count: int, kind: str = "practices") -> list[CoverSubject]:
    """A list in which all records say the same of themselves."""
    return [CoverSubject(f"{kind}/{number}", ("teacher-teacher",), (), ("Час чтения",)) for number in range(count)]


# --- the same and not the same


def test_the_same_record_has_the_same_cover_in_any_process() -> None:
    """Nothing depends on the order of a set or on the seed of hashes."""
    code = f"from nastavnik.covers.svg import *; from nastavnik.covers.scene import *; print(markup(scene({STARS!r})))"
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7", **path()}
    )

    assert other.stdout.strip() == markup(scene(STARS))


def path() -> dict[str, str]:
    import nastavnik

    return {"PYTHONPATH": str(Path(nastavnik.__file__).parent.parent)}


@pytest.mark.parametrize("company", ["emblem", "table", "audience", "place"])
def test_no_two_covers_of_a_list_are_alike(company: str) -> None:
    """Of 200 records that say nothing, and of 200 that say the same; neighbours differ in more than a shift."""
    silent = [CoverSubject(f"news/{number}", company=company) for number in range(200)]

    for subjects in (silent, list_of(200)):
        scenes = [scene(subject) for subject in subjects]
        assert len(set(map(markup, scenes))) == 200
        assert sum(looks_alike(one, other) for one, other in pairwise(scenes)) == 0


def looks_alike(one: Scene, other: Scene) -> bool:
    """Whether two scenes have the same parts in the same colours, wherever they stand."""
    return (one.tint, seen(one)) == (other.tint, seen(other))


def seen(cover: Scene) -> list[tuple[str, tuple[str, ...]]]:
    return [(part.part, part.look) for part in cover.parts]


SAME_WORDS = {
    "news without a word": (CoverSubject("", company="emblem"), 0.12, 0.01),
    "the same news every week": (CoverSubject("", (), ("news",), ("Занятие пар",), "emblem"), 0.12, 0.01),
    "events of one kind": (CoverSubject("", (), ("school-of-mentors",), ("Занятие",), "audience"), 0.35, 0.01),
    "events shown by a thing": (CoverSubject("", (), ("kick-off",), ("Установочная сессия",), "emblem"), 0.42, 0.01),
    "practices of one form": (CoverSubject("", ("teacher-teacher",), ("support",), ("Рядом",)), 0.6, 0.01),
}
"""Records that differ in nothing but their names; shares of neighbours with one thing, with it in one way and tint."""


@pytest.mark.parametrize(("subject", "thing", "picture"), SAME_WORDS.values(), ids=SAME_WORDS)
def test_neighbours_that_say_the_same_are_seldom_shown_the_same(
    subject: CoverSubject, thing: float, picture: float
) -> None:
    scenes = [scene(replace(subject, name=f"{number}/{at}")) for number in range(5) for at in range(200)]
    shown = [(things_on(cover), [part for part, _ in seen(cover)], cover.tint) for cover in scenes]

    assert share(one[0] == other[0] for one, other in pairwise(shown)) <= thing
    assert share(one == other for one, other in pairwise(shown)) <= picture


def things_on(cover: Scene) -> list[str]:
    return [part.part for part in cover.parts if part.part in THINGS]


def share(answers: Iterable[bool]) -> float:
    return mean(answers)


def test_lists_of_sixty_hardly_ever_hold_two_that_look_alike() -> None:
    pages = [list_of(1200)[start : start + 60] for start in range(0, 1200, 60)]
    pairs = sum(looks_alike(*two) for page in pages for two in combinations(map(scene, page), 2))

    assert pairs == 0


def test_a_renamed_record_and_another_day_change_nothing() -> None:
    """A cover is made of the first name, the forms, the codes and the words; of nothing else."""
    assert scene(STARS) == scene(CoverSubject(STARS.name, STARS.forms, STARS.codes, STARS.texts))


# --- what a record says is seen

SAID = {
    "Небо над озером": "stars",
    "Суббота с аптечкой": "aid",
    "Театр на немецком": "theatre",
    "Смена у причала": "boat",
    "Цифровой помощник": "computer",
    "Футбол во дворе": "ball",
    "Читаем вслух": "book",
    "Растения нашего края": "sprout",
    "Наставник года — 2026": "",
}


@pytest.mark.parametrize(("title", "thing"), SAID.items())
def test_words_are_seen_as_things(title: str, thing: str) -> None:
    assert next(iter(things_of([title])), "") == thing


@pytest.mark.parametrize("title", ["Часто задаваемые вопросы", "Небольшой отчёт", "Домашнее", "Садиковая"])
def test_words_that_only_begin_alike_call_for_nothing(title: str) -> None:
    assert set(things_of([title])) <= {"speech"}


@pytest.mark.parametrize("form", PAIRS)
def test_a_form_brings_its_two_people(form: str) -> None:
    parts = [part.part for part in scene(CoverSubject("practices/para", (form,))).parts]

    assert sum(part in BODIES for part in parts) == sum(part in HEADS for part in parts) == 2


def test_who_helps_is_taller_than_who_is_helped() -> None:
    for number in range(40):
        cover = scene(CoverSubject(f"practices/{number}", ("teacher-student",)))
        mentor, pupil = [part for part in cover.parts if part.part in HEADS]
        assert mentor.scale > pupil.scale
        assert mentor.y < pupil.y


def test_a_group_has_more_people_than_a_pair() -> None:
    cover = scene(CoverSubject("practices/gruppa", ("teacher-student",), ("group",)))

    assert sum(part.part in BODIES for part in cover.parts) == 4


@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize("learner", ["toddler", "student"])
def test_no_pupil_of_a_school_is_seen_where_there_are_none(company: str, learner: str) -> None:
    forms = ((), ("teacher-student",), ("teacher-teacher",))
    for number in range(60):
        subject = CoverSubject(f"news/{number}", forms[number % 3], ("group",) * (number % 2), company=company)
        bodies = [part for part in scene(replace(subject, learner=learner)).parts if part.part in BODIES]
        assert all(part.part != "pack" or part.scale > 0.9 for part in bodies)
        assert learner == "toddler" or all(part.scale >= 0.9 for part in bodies)


def test_colleagues_of_a_group_are_no_pupils() -> None:
    for number in range(40):
        cover = scene(CoverSubject(f"practices/{number}", ("teacher-teacher",), ("group",)))
        assert not {"child", "pack"} & {part.part for part in cover.parts}


@pytest.mark.parametrize(
    ("levels", "learner"),
    [
        ([], ""),
        (["preschool"], "toddler"),
        (["preschool", "primary"], ""),
        (["college"], "student"),
        (["college", "university"], "student"),
        (["secondary", "college"], ""),
    ],
)
def test_levels_of_education_say_who_learns(levels: list[str], learner: str) -> None:
    assert practice_subject("practices/urok", {"title": "Урок", "education_levels": levels}).learner == learner


def test_nobody_is_seen_where_organisations_help_each_other() -> None:
    things = [part.part for part in scene(CoverSubject("practices/set", ("org-org",))).parts]

    assert [name for name in things if name in THINGS]
    assert not PAIRS.get("org-org")


def test_codes_that_mean_things_are_codes_of_vocabularies() -> None:
    codes = {term.code for vocabulary in BASE.values() for term in vocabulary.terms}

    assert set(BY_CODE) <= codes
    assert set(PAIRS) < {term.code for term in BASE["forms"].terms}
    assert {*chain.from_iterable(BY_CODE.values()), *NEUTRAL} <= set(THINGS)


# --- drawings


@pytest.mark.parametrize("name", PARTS)
def test_every_part_can_be_drawn(name: str) -> None:
    drawing = shapes(PARTS[name])

    assert drawing
    assert {shape.tone for shape in drawing} <= set("abcdelsrgwvukh")
    for shape in drawing:
        assert shape.circle or all(len(line) > 1 for line in outlines(shape.path))


def test_parts_have_names_of_their_own() -> None:
    groups = (PIECES, BODIES, HEADS, ARMS, THINGS)

    assert sum(map(len, groups)) == len({name for group in groups for name in group})
    assert {piece.name for ground in GROUNDS.values() for piece in ground} == set(PIECES) - {"sky", "moon"}


def test_a_curve_ends_where_it_says() -> None:
    assert outlines("M0 0C0 10 10 10 10 0")[0][-1] == pytest.approx((10, 0))
    assert outlines("M0 0Q5 10 10 0")[0][5] == pytest.approx((5, 5))
    assert outlines("M1 2H5V6Z") == (((1, 2), (5, 2), (5, 6), (1, 2)),)


def test_a_cover_with_all_its_parts_is_light() -> None:
    """≤ 3 KB compressed; on a page parts that several covers share are there once."""
    covers = [markup(scene(subject)) for subject in list_of(60)]

    assert max(len(gzip.compress(with_parts(cover).encode())) for cover in covers) < 3000
    whole = with_parts("".join(covers))
    assert len(re.findall(r'id="cv-\w+"', whole)) == len(set(re.findall(r'id="cv-\w+"', whole)))
    assert len(gzip.compress(whole.encode())) < 60 * 250 + 6000


def test_a_page_without_covers_stays_as_it_is() -> None:
    assert with_parts("<p>Текст</p>") == "<p>Текст</p>"


HOSTILE = [
    '"><script>alert(1)</script>',
    "'onload='x",
    "../../etc",
    "я" * 9000,
    "",
    "\udcff",
    "a\x00b",
    "</svg>",
    "url(http://a.example)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_record_is_called_the_drawing_is_clean(text: str) -> None:
    """Nothing that an editor typed is in it: only names of parts and numbers."""
    drawing = markup(scene(CoverSubject(f"practices/{text}", (text,), (text,), (text,))))

    assert re.fullmatch(r"[\w\s<>=\"#./:();-]+", drawing)
    assert not re.search(r"script|onload|url\(|http", drawing)


# --- colours


def test_tones_of_the_posters_are_those_of_the_pages() -> None:
    """The light scheme is said twice, for browsers and for pictures of points; here it is compared."""
    written = dict(re.findall(r"^\.([wkh]\d)\[.*?--cv-[wkh]: (#\w{6})", STYLE, re.MULTILINE))
    for name, said in written.items():
        tones = Tones().of("t0", (name,))
        assert tones[name[0]] == computed(said)

    for tint in TINTS:
        rule = re.search(rf"^\.cv\.{tint} \{{ (.*?) \}}", STYLE, re.MULTILINE)
        assert rule, tint
        for name, said in re.findall(r"--cv-(\w): (#\w{6}|color-mix\(.*?\)|var\(.*?\));", rule[1]):
            assert Tones().of(tint)[name] == pytest.approx(computed(said), abs=1), (tint, name)


def computed(value: str) -> tuple[float, ...]:
    """The colour that a rule of the style comes to in the theme's own colours."""
    known = {
        "var(--nv-brand)": "#0B4F5C",
        "var(--nv-brand2)": "#083B45",
        "var(--nv-link)": "#0A5A6A",
        "var(--nv-sun)": "#F2B84B",
        "var(--cv-pale)": "#FFFFFF",
        "var(--cv-moss)": "color-mix(in srgb, #4F7A57 80%, var(--nv-brand))",
        "var(--cv-clay)": "#B5532F",
        "var(--cv-plum)": "#6B5488",
        "white": "#FFFFFF",
        "black": "#000000",
    }
    value = known.get(value, value)
    mixed = re.fullmatch(r"color-mix\(in srgb, (.+?) (\d+)%, (.+)\)", value)
    if not mixed:
        return tuple(int(value[at : at + 2], 16) for at in (1, 3, 5))
    share = int(mixed[2]) / 100
    pairs = zip(computed(mixed[1]), computed(mixed[3]), strict=True)
    return tuple(one * share + other * (1 - share) for one, other in pairs)


@pytest.mark.parametrize("scheme", ["[data-nv-theme=dark] .cv {", "[data-nv-theme^=b], [data-nv-theme=wb]) .cv {"])
def test_other_schemes_recolour_covers(scheme: str) -> None:
    assert scheme in STYLE


# --- pictures of points


def test_a_poster_is_what_networks_ask_for_and_light() -> None:
    data = poster(Poster("Практика", "Небо над озером", "Школа № 28"), scene(STARS), Tones(), FONT)
    picture = Image.open(io.BytesIO(data))

    assert (picture.size, picture.format, picture.mode) == (SIZE, "PNG", "P")
    assert len(data) < 60_000
    assert data == poster(Poster("Практика", "Небо над озером", "Школа № 28"), scene(STARS), Tones(), FONT)
    assert picture.convert("RGB").getpixel((4, 4)) == Tones().brand


def test_a_poster_says_its_title_and_has_the_colours_of_the_school() -> None:
    own = Tones((90, 20, 40), (60, 10, 20), (120, 30, 50))
    one, other = (
        Image.open(io.BytesIO(poster(Poster("", title, ""), scene(STARS), own, FONT))).convert("RGB")
        for title in ("Небо", "Озеро")
    )

    assert one.getpixel((4, 4)) == own.brand
    assert one.crop((40, 80, 500, 500)).tobytes() != other.crop((40, 80, 500, 500)).tobytes()
    assert one.crop((544, 76, 1144, 476)).tobytes() == other.crop((544, 76, 1144, 476)).tobytes()


@pytest.mark.parametrize(
    "title", ["Да", "Небо над озером", "Высокомотивированность " * 3, "Очень длинное название " * 9]
)
def test_titles_fit_their_column(title: str) -> None:
    size, lines = fitted(title.strip(), FONT)

    assert len(lines) * size * 1.18 <= 330 + size
    assert lines[-1].endswith("…") or "".join(lines).replace(" ", "") == title.replace(" ", "").replace(
        "\N{NO-BREAK SPACE}", ""
    )


def test_short_words_and_dashes_do_not_stand_alone() -> None:
    _, lines = fitted("27 ноября — обмен опытом: что сработало за первые два месяца", FONT)

    assert not any(line.startswith("—") or line.split()[-1] in {"за", "27"} for line in lines)


def test_a_font_that_cannot_be_read_leaves_the_picture(tmp_path: Path) -> None:
    (tmp_path / "no.woff2").write_bytes(b"wOF2")

    assert (
        Image.open(io.BytesIO(poster(Poster("а", "б", "в"), scene(STARS), Tones(), tmp_path / "no.woff2"))).size == SIZE
    )


def test_the_sign_on_a_telephone_is_square() -> None:
    assert Image.open(io.BytesIO(touch_icon(Tones()))).size == (180, 180)


# --- on a site


def built(root: Path) -> Path:
    """The site of a school, without its search."""
    build(Project.at(root), TODAY, searchable=False)
    return root / "site"


def test_own_picture_stands_in_the_place_of_the_drawing(school: Callable[[Files], Path]) -> None:
    """On the page, on cards, and for networks; a poster is for who has none."""
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "red").save(out, "JPEG")
    drawn_event = md(EVENT)
    own_event = md(EVENT, title="Встреча со снимком", image={"file": "stol.jpg", "alt": "Шесть учителей за столом"})
    root = school({"events/risunok.md": drawn_event, "events/snimok.md": own_event, "events/stol.jpg": out.getvalue()})
    site = built(root)

    drawing, photo = (site / "events" / name / "index.html" for name in ("risunok", "snimok"))
    assert 'class="cv t' in drawing.read_text(encoding="utf-8")
    assert "poster.png" in drawing.read_text(encoding="utf-8")
    page = photo.read_text(encoding="utf-8")
    assert 'class="cover-page"><picture>' in page
    assert 'alt="Шесть учителей за столом"' in page
    assert re.search(r'og:image" content="[^"]*stol\.any\.jpg"', page)
    assert (site / "events" / "risunok" / "poster.png").is_file()


def test_a_record_that_is_hidden_leaves_no_cover(school: Callable[[Files], Path]) -> None:
    root = school({"events/vstrecha.md": md(EVENT)})
    site = built(root)
    assert (site / "events" / "vstrecha" / "poster.png").is_file()

    (root / "content" / "events" / "vstrecha.md").write_text(md(EVENT, draft="да"), encoding="utf-8")
    built(root)

    assert not (site / "events" / "vstrecha").exists()
    assert "#cv-" not in (site / "events" / "index.html").read_text(encoding="utf-8")


def test_another_record_makes_no_cover_anew(school: Callable[[Files], Path]) -> None:
    """A cover is a matter of its record: pictures of the others stay as they were."""
    root = school({"events/vstrecha.md": md(EVENT)})
    poster_file = built(root) / "events" / "vstrecha" / "poster.png"
    before = poster_file.stat().st_mtime_ns

    write_files(root / "content", {"events/drugaya.md": md(EVENT, title="Другая", start="2026-11-21")})
    built(root)

    assert poster_file.stat().st_mtime_ns == before
