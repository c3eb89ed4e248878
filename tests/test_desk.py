"""The desk: forms from the classes, saves that touch nothing else, clashes shown, errands over the same functions."""

import io
import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from nastavnik import messages
from nastavnik.office import starting
from nastavnik.records import KINDS, School
from nastavnik.records.inputs import Widget, inputs_of
from nastavnik.records.reading import models_below
from tests.conftest import CONSENT, MENTOR, NEWS, PRACTICE, Files, md, run, yml
from tests.desk import DeskInHand, addresses, fields_of, filled, words_of

ROOT = Path(__file__).parent.parent
MENTOR_FILE = """\
# карточка; телефон сюда не пишут
name: Берёзкина Анна Павловна   # как в паспорте
category: 'педагог'
post: Учитель химии
forms: [педагог – педагог]

consent: {number: 1, date: 2026-09-01, fields: все}  # в папке 7
"""


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school(
        {
            "mentors/berezkina.yml": MENTOR_FILE,
            "news/vstrecha.md": md(NEWS, text="Первый абзац.\n\nВторой абзац."),
            "practices/urok.md": md(PRACTICE),
        }
    )


@pytest.fixture
def desk(root: Path) -> DeskInHand:
    return DeskInHand(root)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo school, to be changed."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


# --- forms


@pytest.mark.parametrize("cls", [*KINDS.values(), School], ids=lambda cls: cls.kind)
def test_every_field_has_an_input_with_its_caption(cls: type) -> None:
    for model in {cls, *(inner for field in cls.model_fields.values() for inner in models_below(field.annotation))}:  # type: ignore[attr-defined]
        inputs = inputs_of(model)

        assert [each.name for each in inputs] == list(model.model_fields)
        assert [each.caption for each in inputs] == [field.title for field in model.model_fields.values()]


@pytest.mark.parametrize(
    ("cls", "name", "widget"),
    [
        ("mentors", "name", Widget.LINE),
        ("mentors", "category", Widget.CHOICE),
        ("mentors", "forms", Widget.CHOICES),
        ("mentors", "helps_with", Widget.LINES),
        ("mentors", "about", Widget.MARKDOWN),
        ("mentors", "on_home", Widget.YES_NO),
        ("mentors", "photo", Widget.PART),
        ("news", "date", Widget.DAY),
        ("news", "stages", Widget.REFERENCE),
        ("events", "start", Widget.MOMENT),
        ("documents", "file", Widget.FILE),
        ("roadmap", "captions", Widget.PAIRS),
        ("contests", "summary", Widget.TEXT),
    ],
)
def test_widget_comes_from_the_type(cls: str, name: str, widget: Widget) -> None:
    assert {each.name: each.widget for each in inputs_of(KINDS[cls])}[name] is widget


def test_form_of_every_demo_record_posted_as_it_is_changes_no_byte(demo: Path) -> None:
    desk = DeskInHand(demo)
    for kind, cls in KINDS.items():
        for path in sorted((demo / "content" / kind).glob(f"*{cls.suffix}")):
            before = path.read_bytes()

            page = desk.save(f"edit/{kind}/{path.stem}")

            assert page.status == 200
            assert path.read_bytes() == before, path


@pytest.mark.parametrize("share", [pytest.param(n, marks=[pytest.mark.audit] if n else []) for n in range(10)])
def test_a_hundred_edits_touch_only_their_values(demo: Path, share: int) -> None:
    """Each edit changes one text of one record through its form; all lines but those of the value stay."""
    chance, desk = random.Random(share), DeskInHand(demo)
    kinds = [kind for kind in KINDS if kind != "roadmap"]
    for number in range(10):
        kind = chance.choice(kinds)
        path = chance.choice(sorted((demo / "content" / kind).glob(f"*{KINDS[kind].suffix}")))
        address = f"edit/{kind}/{path.stem}"
        pairs = desk.form(address)
        texts = [at for at, (name, text) in enumerate(pairs) if re.fullmatch(r"[А-Яа-я «»,.–—-]{12,}", text)]
        if not texts:
            continue
        name, old = pairs[chance.choice(texts)]
        before = path.read_text(encoding="utf-8")

        desk.post(address, filled(pairs, {name: f"Правка {number}: {old}"}))

        after = path.read_text(encoding="utf-8")
        assert f"Правка {number}: " in after
        assert signs(after).replace(f"Правка{number}:", "") == signs(before)


def signs(text: str) -> str:
    """A text without blanks and quotes: a long one is wrapped anew, a colon needs quotes."""
    return re.sub(r'[\s"]+', "", text)


def test_save_keeps_remarks_and_quotes(desk: DeskInHand, root: Path) -> None:
    page = desk.save("edit/mentors/berezkina", post="Учитель химии: 10–11 классы", teaching_since="1999")

    assert "Сохранено" in words_of(page)
    assert (root / "content/mentors/berezkina.yml").read_text(encoding="utf-8") == MENTOR_FILE.replace(
        "post: Учитель химии\n", 'post: "Учитель химии: 10–11 классы"\nteaching_since: 1999\n'
    )


def test_new_record_gets_its_name_from_what_it_is_called(desk: DeskInHand, root: Path) -> None:
    fields = {
        "name": "Соколова Мария Ильинична",
        "category": "teacher",
        "post": "Учитель музыки",
        "forms": "teacher-teacher",
    }
    desk.save("new/mentors", **fields)
    desk.save("new/mentors", **fields)

    assert (root / "content/mentors/sokolova.yml").read_text(encoding="utf-8") == (
        "name: Соколова Мария Ильинична\ncategory: педагог\npost: Учитель музыки\nforms:\n  - педагог – педагог\n"
    )
    assert (root / "content/mentors/sokolova-2.yml").is_file()


def test_new_story_has_its_text_below_the_head(desk: DeskInHand, root: Path) -> None:
    desk.save(
        "new/news",
        title="Субботник",
        date="2026-11-14",
        summary="Сажали липы.",
        text="Было **холодно**.\r\n\r\nНо весело.",
    )

    assert (root / "content/news/subbotnik.md").read_text(encoding="utf-8") == (
        "---\ntitle: Субботник\ndate: 2026-11-14\nsummary: Сажали липы.\n---\n\nБыло **холодно**.\n\nНо весело.\n"
    )


@pytest.mark.parametrize(
    ("values", "path", "sentence"),
    [
        ({"name": ""}, "name", "Заполните"),
        ({"teaching_since": "давно"}, "teaching_since", "не число"),
        ({"photo__file": "net.jpg"}, "photo/file", "не найден"),
        ({"consent__date": "31.02.2026"}, "consent/date", "нет в календаре"),
    ],
)
def test_remarks_stand_beside_their_fields(desk: DeskInHand, values: dict[str, str], path: str, sentence: str) -> None:
    remarks = desk.draft("edit/mentors/berezkina", **values)["remarks"]

    assert [remark["path"] for remark in remarks if sentence in remark["sentence"]] == [path]


def test_draft_is_seen_on_its_page_and_nowhere_else(desk: DeskInHand, root: Path) -> None:
    before = (root / "content/mentors/berezkina.yml").read_bytes()

    draft = desk.draft("edit/mentors/berezkina", post="Учитель физики")

    assert "Учитель физики" in words_of(desk.get(draft["look"]))
    assert "Учитель физики" not in words_of(desk.get("site/mentors/berezkina/"))
    assert (root / "content/mentors/berezkina.yml").read_bytes() == before


def test_form_says_when_consent_hides_the_record(desk: DeskInHand) -> None:
    draft = desk.draft("edit/mentors/berezkina", consent__withdrawn="2026-11-01")

    assert "не видно" in draft["note"]
    assert any(remark["path"].startswith("consent") and "отозвано" in remark["sentence"] for remark in draft["remarks"])


# --- two editors


def test_both_changes_of_different_fields_stay(desk: DeskInHand, root: Path) -> None:
    path = root / "content/mentors/berezkina.yml"
    pairs = desk.form("edit/mentors/berezkina")
    path.write_text(MENTOR_FILE.replace("Учитель химии", "Учитель биологии"), encoding="utf-8")

    page = desk.post("edit/mentors/berezkina", filled(pairs, {"teaching_since": "1999"}))

    assert "обе правки остались" in words_of(page)
    text = path.read_text(encoding="utf-8")
    assert "Учитель биологии" in text
    assert "teaching_since: 1999" in text


def test_two_changes_of_one_field_are_shown_and_nothing_is_written(desk: DeskInHand, root: Path) -> None:
    path = root / "content/mentors/berezkina.yml"
    pairs = desk.form("edit/mentors/berezkina")
    theirs = MENTOR_FILE.replace("Учитель химии", "Учитель биологии")
    path.write_text(theirs, encoding="utf-8")

    page = desk.post("edit/mentors/berezkina", filled(pairs, {"post": "Учитель физики"}))

    assert page.status == 409
    assert {"Учитель физики", "Учитель биологии"} <= set(re.findall(r"Учитель \w+", words_of(page)))
    assert path.read_text(encoding="utf-8") == theirs


def test_whoever_saves_again_decides(desk: DeskInHand, root: Path) -> None:
    path = root / "content/mentors/berezkina.yml"
    pairs = desk.form("edit/mentors/berezkina")
    path.write_text(MENTOR_FILE.replace("Учитель химии", "Учитель биологии"), encoding="utf-8")
    clash = desk.post("edit/mentors/berezkina", filled(pairs, {"post": "Учитель физики"}))
    state = re.findall(r'name="@state" value="([^"]*)"', clash.body.decode())[0]

    desk.post("edit/mentors/berezkina", filled(pairs, {"post": "Учитель физики", "@state": state, "@mine": state}))

    assert "post: Учитель физики" in path.read_text(encoding="utf-8")


def test_form_of_an_unknown_state_overwrites_nothing(desk: DeskInHand, root: Path) -> None:
    """The window stayed open while the desk was started anew and the file was changed."""
    pairs = desk.form("edit/mentors/berezkina")
    path = root / "content/mentors/berezkina.yml"
    path.write_text(MENTOR_FILE.replace("Учитель химии", "Учитель биологии"), encoding="utf-8")

    page = DeskInHand(root).post("edit/mentors/berezkina", pairs)

    assert page.status == 409
    assert "Учитель биологии" in path.read_text(encoding="utf-8")


def test_file_that_no_form_opens_is_mended_as_text(desk: DeskInHand, root: Path) -> None:
    path = root / "content/mentors/berezkina.yml"
    path.write_text("name: Берёзкина\n\tpost: x\n", encoding="utf-8")

    assert "Форма не открывает этот файл: строка 2" in words_of(desk.get("edit/mentors/berezkina"))

    pairs = desk.form("edit/mentors/berezkina", wanted="whole")
    desk.post("text/mentors/berezkina", filled(pairs, {"text": MENTOR_FILE.replace("\n", "\r\n")}))
    assert path.read_text(encoding="utf-8") == MENTOR_FILE


def test_every_save_goes_back(desk: DeskInHand, root: Path) -> None:
    path = root / "content/mentors/berezkina.yml"
    desk.save("edit/mentors/berezkina", post="Учитель физики")
    desk.save("edit/mentors/berezkina", post="Учитель биологии")

    desk.post("undo")
    assert "Учитель физики" in path.read_text(encoding="utf-8")
    desk.post("undo")
    assert path.read_text(encoding="utf-8") == MENTOR_FILE
    desk.post("redo")
    assert "Учитель физики" in path.read_text(encoding="utf-8")


# --- files

PHOTO = Image.new("RGB", (3000, 1000), "teal")


def photo_bytes() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the phone was held upright
    PHOTO.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_dropped_photo_is_kept_upright_and_goes_back(desk: DeskInHand, root: Path) -> None:
    answer = json.loads(desk.post("files/mentors/berezkina?shape=portrait&name=IMG_1.JPG", body=photo_bytes()).body)

    with Image.open(root / "content/mentors" / answer["path"]) as kept:
        assert kept.size == (800, 2400)
    assert "что на картинке" in answer["sentence"]
    desk.post("undo")
    assert not (root / "content/mentors" / answer["path"]).exists()


NOT_SAVED_YET = {
    "mentors&Петрова Анна": "mentors/photos/petrova.jpg",
    "mentors&": "mentors/photos/img-2034.jpg",
    "mentors&Берёзкина Анна Павловна": "mentors/photos/berezkina.jpg",
    "news&День открытых дверей": "news/images/den-otkrytykh-dverey.jpg",
    "page&О нас": "images/o-nas.jpg",
}


@pytest.mark.parametrize(("record", "file"), NOT_SAVED_YET.items(), ids=NOT_SAVED_YET)
def test_photo_of_a_record_to_come_is_called_after_its_title(
    desk: DeskInHand, root: Path, record: str, file: str
) -> None:
    kind, _, title = record.partition("&")
    shape = "portrait" if kind == "mentors" else "story"

    desk.post(f"files/{kind}/novaya-zapis?shape={shape}&name=IMG_2034.JPG&title={quote(title)}", body=photo_bytes())

    assert (root / "content" / file).is_file()


@pytest.mark.parametrize("name", ["IMG.JPG", "a.docx", "../../x.jpg"])
def test_dropped_file_that_is_none_is_a_sentence(desk: DeskInHand, root: Path, name: str) -> None:
    before = sorted(root.rglob("*"))

    answer = json.loads(
        desk.post(f"files/mentors/berezkina?shape=portrait&name={quote(name)}", body=b"not a picture").body
    )

    assert answer["path"] == ""
    assert re.search("[а-я]{4}", answer["sentence"])
    assert [path for path in sorted(root.rglob("*")) if ".nastavnik" not in path.parts] == before


# --- pages


def test_every_link_of_the_desk_leads_somewhere(desk: DeskInHand) -> None:
    known, wait = set[str](), [""]
    while wait:
        path = wait.pop()
        page = desk.get(path)
        assert page.status == 200, path
        if not path.startswith(("/site", "/look", "/assets")):
            new = {link.partition("#")[0] for link in addresses(page) if link.startswith("/")} - known
            known |= new
            wait += sorted(new)

    assert {"/kind/mentors", "/new/news", "/edit/mentors/berezkina", "/do/build", "/history"} <= known


@pytest.mark.parametrize(
    "path", ["edit/mentors/net", "kind/net", "new/net", "do/net", "edit/mentors/..%2F..%2Fx", "edit/x/y", "site/net/"]
)
def test_nothing_there_is_a_page_that_says_so(desk: DeskInHand, path: str) -> None:
    page = desk.get(path)

    assert page.status in (200, 404)
    assert page.status == 404 or "mentors/net" in path


@pytest.mark.parametrize(
    "path", ["assets/../desk.css", "assets/../../../pyproject.toml", "site/../mkdocs.yml", "site/../content/school.yml"]
)
def test_no_way_leads_out(desk: DeskInHand, path: str) -> None:
    assert desk.get(path).status == 404


def test_what_is_due_and_what_is_wrong_stand_on_the_first_page(desk: DeskInHand, root: Path) -> None:
    (root / "content/mentors/berezkina.yml").write_text(
        yml(MENTOR, consent=CONSENT | {"until": "2026-11-30"}), encoding="utf-8"
    )
    (root / "content/news/x.md").write_text(md(NEWS, date="нет"), encoding="utf-8")

    page = words_of(desk.get("due"))

    assert "Мешает собрать сайт Первая встреча «Дата»: «нет» не дата" in page
    assert "30 ноября 2026, через 10 дней" in page


# --- errands


def test_section_is_built_by_a_button(desk: DeskInHand, root: Path) -> None:
    page = words_of(desk.post("do/build"))

    assert "Сайт собран" in page
    assert (root / "site/mentors/berezkina/index.html").is_file()


def test_wrong_record_stops_the_button_with_its_sentence(desk: DeskInHand, root: Path) -> None:
    (root / "content/news/x.md").write_text(md(NEWS, date="нет"), encoding="utf-8")

    assert "остался прежним" in words_of(desk.post("do/build"))
    assert not (root / "site").exists()


def test_what_stops_the_build_leads_to_its_field(desk: DeskInHand, root: Path) -> None:
    (root / "content/news/x.md").write_text(md(NEWS, date="нет"), encoding="utf-8")
    page = desk.post("do/build")

    assert "content/" not in words_of(page)
    assert any(link.startswith("/edit/news/x?line=") for link in addresses(page))


def test_withdrawal_is_shown_before_it_is_done(desk: DeskInHand, root: Path) -> None:
    assert run("build", "--root", root, "--today", "2026-11-20", "--no-search").exit_code == 0
    who = ("who", "mentors/berezkina Берёзкина Анна Павловна")

    look = words_of(desk.post("do/withdraw", [who]))
    assert "«Берёзкина Анна Павловна»" in look
    assert "index.html" not in look
    assert "withdrawn" not in (root / "content/mentors/berezkina.yml").read_text(encoding="utf-8")

    desk.post("do/withdraw", [who, ("day", "2026-11-20"), ("@sure", "yes")])
    assert "withdrawn: 2026-11-20" in (root / "content/mentors/berezkina.yml").read_text(encoding="utf-8")
    assert not (root / "site/mentors/berezkina").exists()


def test_list_of_mentors_is_shown_before_it_is_written(desk: DeskInHand, root: Path) -> None:
    table = "ФИО;Должность;Телефон\nСоколова Мария Ильинична;Учитель музыки;+7 900 000-00-00\n".encode()

    look = desk.send("do/import", {"spisok.csv": table})
    assert "новая: Соколова Мария Ильинична" in words_of(look)
    assert not (root / "content/mentors/sokolova-mariia.yml").exists()

    before = set((root / "content/mentors").iterdir())
    desk.post("do/import", fields_of(look))
    (new,) = set((root / "content/mentors").iterdir()) - before
    assert "900" not in new.read_text(encoding="utf-8")


SEVERAL = {
    "spisok.csv": "ФИО;Должность\nСоколова Мария Ильинична;Учитель музыки\n".encode(),
    "karta.csv": (
        "№;Наименование этапа;Мероприятие;Срок;Ответственный\n1;Подготовка;Приказ;до 1 октября 2026;Директор\n"
        "2;Отбор;Анкеты;до 1 ноября 2026;Куратор\n"
    ).encode(),
    "prikaz.pdf": b"%PDF-1.4",
    "snimok.jpg": b"",
}


def test_files_of_several_sorts_are_taken_in_at_once(desk: DeskInHand, root: Path) -> None:
    before = sorted((root / "content").rglob("*.*"))

    look = desk.send("do/import", SEVERAL)

    kinds = {name: kind for name, kind in fields_of(look) if name.startswith("kind-")}
    assert list(kinds.values()) == ["mentors", "roadmap", "documents", ""]

    done = desk.post("do/import", fields_of(look))

    assert "соколова мария ильинична" in words_of(done).lower()
    assert [path.name for path in (root / "content/roadmap").iterdir()] == ["2026-2027.yml"]
    desk.post("undo")
    assert sorted((root / "content").rglob("*.*")) == before


def test_another_sort_of_a_file_is_shown_before_it_is_written(desk: DeskInHand, root: Path) -> None:
    look = desk.send("do/import", {"spisok.csv": SEVERAL["spisok.csv"]})

    again = desk.post("do/import", filled(fields_of(look), {"kind-0": "events"}))

    assert messages.DESK_IMPORT_CHANGED in words_of(again)
    assert not (root / "content/events").exists()


def test_examples_go_by_one_button_and_come_back(desk: DeskInHand, root: Path) -> None:
    examples = {"mentors/primer.yml": yml(MENTOR, example=True), "news/primer.md": md(NEWS, example=True)}
    for name, text in examples.items():
        (root / "content" / name).write_text(text, encoding="utf-8")
    assert messages.DESK_EXAMPLES in words_of(desk.get("due"))

    desk.post("do/examples", desk.form("do/examples", wanted=""))

    assert sorted(path.stem for path in (root / "content").rglob("*.*")) == ["berezkina", "school", "urok", "vstrecha"]
    assert messages.DESK_EXAMPLES not in words_of(desk.get("due"))
    desk.post("undo")
    assert (root / "content/mentors/primer.yml").is_file() and (root / "content/news/primer.md").is_file()


def test_story_becomes_a_post(desk: DeskInHand) -> None:
    assert "Первая встреча" in words_of(desk.post("do/post", [("story", "vstrecha")]))


def test_consent_paper_is_given_and_kept_nowhere(desk: DeskInHand, root: Path) -> None:
    before = sorted(root.rglob("*.docx"))

    pairs = desk.form("do/consent", wanted="")
    for whose in ("card", "adult", "child"):
        paper = desk.post("do/consent", filled(pairs, {"whose": whose, "who": "Берёзкина Анна Павловна"}))

        assert paper.body.startswith(b"PK")
        assert "attachment" in paper.headers["Content-Disposition"]
    assert sorted(root.rglob("*.docx")) == before


def test_nobody_of_an_example_is_offered_a_consent(desk: DeskInHand, root: Path) -> None:
    example = yml(MENTOR, name="Примерова Анна Ивановна", consent=None, example=True)
    (root / "content/mentors/primer.yml").write_text(example, encoding="utf-8")
    (root / "content/mentors/berezkina.yml").unlink()

    page = words_of(desk.get("do/consent"))

    assert "Примерова" not in page
    assert messages.DESK_PAPER_NOBODY in page


def test_empty_folder_becomes_a_section_by_questions(tmp_path: Path) -> None:
    desk = DeskInHand(tmp_path / "school")
    page = desk.get(desk.get("").headers["Location"])
    assert "ИНН" in words_of(page)
    pairs = desk.form("do/start", wanted="")

    assert not {text for _, text in pairs} & starting.LATER, "a default that nobody means would have to be erased"

    wrong = desk.post("do/start", filled(pairs, {"inn": "123", "region": "Томская область"}))
    (mistaken,) = re.findall(r'<input id="inn"[^>]*>', wrong.body.decode())
    assert 'value="123"' in mistaken and 'aria-invalid="true"' in mistaken and "autofocus" in mistaken
    assert 'href="#inn"' in wrong.body.decode() and 'value="Томская область"' in wrong.body.decode()
    assert not (tmp_path / "school/content").exists()

    done = desk.post("do/start", pairs)
    assert "Раздел начат" in words_of(done)
    assert "/do/import" in addresses(done)
    assert "Наши наставники" in words_of(desk.get(""))
    assert not list((tmp_path / "school/content").rglob("primer*"))


def test_a_section_begins_with_the_plan_of_the_school(tmp_path: Path) -> None:
    desk = DeskInHand(tmp_path / "school")
    pairs = [*desk.form("do/start", wanted=""), ("files", "karta.csv")]
    desk.upload("do/start", {"karta.csv": SEVERAL["karta.csv"]})

    wrong = desk.post("do/start", filled(pairs, {"inn": "123"}))
    assert ("files", "karta.csv") in fields_of(wrong), "a file that was sent need not be sent again"

    done = desk.post("do/start", pairs)

    assert messages.DESK_START_PLAN in words_of(done)
    assert "до 1 ноября 2026" in (tmp_path / "school/content/roadmap/2026-2027.yml").read_text(encoding="utf-8")


def test_a_section_begins_with_all_files_of_the_school(tmp_path: Path) -> None:
    """The plan among them begins it, whatever its place; what the others become is shown right after."""
    desk = DeskInHand(tmp_path / "school")
    names = desk.upload("do/start", {"skan.pdf": b"%PDF-1.4", **SEVERAL})
    pairs = [*desk.form("do/start", wanted=""), *(("files", name) for name in names)]

    shown = desk.post("do/start", pairs)

    assert "Раздел начат" in words_of(shown) and messages.DESK_START_PLAN in words_of(shown)
    assert (tmp_path / "school/content/roadmap/2026-2027.yml").is_file()
    asked = fields_of(shown)
    assert [text for name, text in asked if name == "name"] == [name for name in names if name != "karta.csv"]
    before = set((tmp_path / "school/content").rglob("*"))

    written = desk.post("do/import", asked)

    assert set((tmp_path / "school/content").rglob("*")) > before, "the page that was shown is the one of «Загрузить»"
    assert messages.DESK_IMPORT_GONE_LEAD not in words_of(written)


def test_plan_in_a_table_becomes_the_roadmap(desk: DeskInHand, root: Path) -> None:
    table = (
        "№;Наименование этапа;Мероприятие;Срок;Ответственный\n1;Подготовка;Приказ;до 1 октября 2026;Директор\n".encode()
    )

    look = desk.send("do/roadmap", {"karta.csv": table})
    assert "Взято" in words_of(look)
    assert not list((root / "content").glob("roadmap/*"))

    desk.post("do/roadmap", [("name", "karta.csv"), ("@sure", "yes")])
    (plan,) = (root / "content").glob("roadmap/*")
    assert "до 1 октября 2026" in plan.read_text(encoding="utf-8")


def test_plan_without_a_year_waits_until_somebody_says_which(desk: DeskInHand, root: Path) -> None:
    """Its terms are of two school years: the program does not choose between them."""
    table = "№;Наименование этапа;Мероприятие;Срок\n1;Подготовка;Приказ;май 2024\n2;Работа;Встречи;октябрь 2024\n"

    look = desk.send("do/roadmap", {"karta.csv": table.encode()})
    assert "2 этапа, 2 мероприятия; срок — у всех" in words_of(look)
    assert "выберите год 2023–2024 учебный год 2024–2025 учебный год 2026–2027" in words_of(look)
    desk.post("do/roadmap", [("name", "karta.csv"), ("@sure", "yes"), ("year", "")])
    assert not list((root / "content").glob("roadmap/*"))

    desk.post("do/roadmap", [("name", "karta.csv"), ("@sure", "yes"), ("year", "2024-2025")])
    assert "school_year: 2024-2025" in (root / "content/roadmap/2024-2025.yml").read_text("utf-8")


def test_plan_among_other_files_waits_for_its_year_as_well(desk: DeskInHand, root: Path) -> None:
    table = "№;Наименование этапа;Мероприятие;Срок\n1;Подготовка;Приказ;май 2024\n2;Работа;Встречи;октябрь 2024\n"

    look = desk.send("do/import", {"karta.csv": table.encode()})
    assert messages.desk_plan_year("karta.csv") in words_of(look)
    desk.post("do/import", fields_of(look))
    assert not list((root / "content").glob("roadmap/*"))

    desk.post("do/import", filled(fields_of(look), {"year-0": "2023-2024"}))
    assert [plan.stem for plan in (root / "content").glob("roadmap/*")] == ["2023-2024"]


def test_plan_is_laid_over_another_only_when_the_differences_were_seen(desk: DeskInHand, root: Path) -> None:
    old = "school_year: 2026-2027\nstages:\n  - {number: '1', title: Иное}\n"
    path = root / "content/roadmap/2026-2027.yml"
    path.parent.mkdir()
    path.write_text(old, "utf-8")
    desk.send("do/roadmap", {"karta.csv": "№;Наименование этапа;Мероприятие;Срок\n1;А;Б;май\n".encode()})
    answers = [("name", "karta.csv"), ("@sure", "yes"), ("year", "2026-2027")]

    look = desk.post("do/roadmap", answers)
    assert messages.DIFFERENCES.rstrip(":") in words_of(look)
    assert path.read_text("utf-8") == old

    desk.post("do/roadmap", [*answers, ("@year", "2026-2027")])
    assert path.read_text("utf-8") != old


def test_what_is_overdue_leads_to_the_field_that_says_it_is_done(school: Callable[[Files], Path]) -> None:
    plan = {"school_year": "2026-2027", "stages": [{"title": "Подготовка", "term": "сентябрь"}]}
    desk = DeskInHand(school({"roadmap/2026-2027.yml": yml(plan)}))

    way = next(way for way in addresses(desk.get("due")) if "?field=" in way)

    assert way == "/edit/roadmap/2026-2027?field=stages/0/done"
    form = desk.get(way).body.decode()
    assert 'data-focus="stages/0/done"' in form
    assert 'data-field="stages/0/done"' in form


# --- lists


TWINS = {
    "roadmap": ({"title": "План", "school_year": "2025-2026"}, {"title": "План", "school_year": "2026-2027"}),
    "mentors": (MENTOR, {**MENTOR, "post": "Методист"}),
    "documents": ({"title": "Приказ", "number": "87-ОД"}, {"title": "Приказ", "number": "№ 88-ОД"}),
    "monitoring": ({"period": "2026-2027", "span": "год"}, {"period": "2026-2027", "span": "I полугодие"}),
    "contests": ({"title": "Конкурс", "dates": {"date": "2025-10-01"}}, {"title": "Конкурс", "dates": "нет"}),
    "events": ({"title": "Семинар", "start": "2026-11-12 15:00"}, {"title": "Семинар", "start": "20.11.2026"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_records_of_a_list_look_alike(kind: str, school: Callable[[Files], Path]) -> None:
    """Whatever they say, at last their own names: in the list, in choices, in remarks."""
    cls, pair = KINDS[kind], TWINS.get(kind, ({"title": "Одно"}, {"title": "Одно"}))
    write = md if cls.suffix == ".md" else yml
    desk = DeskInHand(school({f"{kind}/z{at}{cls.suffix}": write(data) for at, data in enumerate(pair)}))

    lines = re.findall(r"<li>(.*?)</li>", desk.get(f"kind/{kind}").body.decode(), re.DOTALL)
    seen = [" ".join(re.sub(r"<em.*?</em>|<[^>]+>", " ", line).split()) for line in lines]

    assert len(set(seen)) == len(pair)
    titles = desk.desk.labels.titles()
    assert len({titles[file] for file in titles if f"/{kind}/" in file}) == len(pair)
