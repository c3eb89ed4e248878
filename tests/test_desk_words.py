"""What the desk says beside its forms: names of fields as captions, what a consent lets out, where a record stands."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.desk.consent_notes import consent_notes
from nastavnik.desk.file_names import with_short_names
from nastavnik.desk.form_words import in_form_words
from nastavnik.installation import shipped
from nastavnik.records import Mentor, News, Practice
from nastavnik.records.own_page import OwnPage
from nastavnik.records.vocabularies import BASE
from nastavnik.text.blocks import NAMES, slips
from nastavnik.text.source import Plain
from tests.conftest import CONSENT, MENTOR, NEWS, PRACTICE, TODAY, Files, md, run, yml
from tests.desk import DeskInHand, addresses, words_of


@pytest.mark.parametrize(
    ("cls", "sentence", "in_form"),
    [
        (Mentor, "не показаны: photo (Фотография)", "не показаны: «Фотография»"),
        (
            Mentor,
            "добавьте consent: number, date",
            "добавьте «Согласие на публикацию»: «Номер согласия», «Дата согласия»",
        ),
        (Mentor, "неверно consent.fields", "неверно «Согласие на публикацию» → «На какие поля дано»"),
        (Mentor, "о будущем — запись в events", "о будущем — запись в «События»"),
        (News, "«date» не дата", "«date» не дата"),
        (News, "файл images/date.jpg не найден", "файл «images/date.jpg» не найден"),
        (News, "напишите a@date.example", "напишите a@date.example"),
        (
            News,
            "не хватает поля date (Дата) — добавьте строку «date: 2026-09-01»",
            "не хватает поля «Дата» — заполните его, например: «2026-09-01»",
        ),
        (News, "слово valid здесь ничего не значит", "слово valid здесь ничего не значит"),
        (
            Practice,
            "нет согласия — добавьте consent: {date: 2026-09-01}, privacy_check: {date: 2026-10-01}",
            "нет согласия — добавьте «Согласие на публикацию»: {«Дата согласия»: 2026-09-01}, "
            "«Проверка на персональные данные»: {«Дата проверки»: 2026-10-01}",
        ),
    ],
)
def test_names_of_fields_are_told_as_captions(cls: type, sentence: str, in_form: str) -> None:
    assert in_form_words(cls, sentence) == in_form


LONG = "Положение о системе наставничества педагогических работников (новая редакция).docx"
SHORT = "Положение о системе наставни…едакция).docx"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (LONG, f'<span title="{LONG}">{SHORT}</span>'),
        (f"«{LONG}»: не прочесть", f'«<span title="{LONG}">{SHORT}</span>»: не прочесть'),
        ("«Приказ.docx» — <b>", "«Приказ.docx» — &lt;b&gt;"),
        (
            "«Очень длинная новость о том, как прошла осенняя встреча»",
            "«Очень длинная новость о том, как прошла осенняя встреча»",
        ),
        ("срок согласия истёк 31.08.2026", "срок согласия истёк 31.08.2026"),
    ],
)
def test_long_names_of_files_are_shortened_in_the_middle_and_whole_in_their_titles(words: str, shown: str) -> None:
    assert with_short_names(words) == shown


def test_blocks_are_called_alike_by_buttons_and_remarks() -> None:
    script = (shipped("theme") / "desk/assets/desk-blocks.js").read_text(encoding="utf-8")

    assert dict(re.findall(r'^    (\w+): \["([^"]+)", "', script, re.MULTILINE)) == messages.BLOCK_CAPTIONS
    assert tuple(sorted(messages.BLOCK_CAPTIONS)) == tuple(sorted(NAMES))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("::: steps\nраз\n:::", "в блоке «Шаги» шаги пишут нумерованным списком"),
        ("::: files\n- раз\n:::", "в блоке «Бланки» каждая строка"),
        ("::: steps\n1. раз", "блок «Шаги» не закрыт"),
        ("::: shagi\nраз\n:::", "блока «shagi» нет — уберите его строки и вставьте блок кнопкой над текстом"),
        ("::: call\n:::", "в блоке ничего нет — напишите текст или уберите блок"),
        (":::", "никакой не открыт — уберите строку"),
    ],
)
def test_slips_in_blocks_are_told_by_their_buttons(text: str, said: str) -> None:
    ((_, sentence),) = slips(text)

    assert said in in_form_words(OwnPage, sentence)


def person(**consent: Plain) -> dict[str, Plain]:
    return {"name": "Белова Анна Павловна", "post": "Учитель", "consent": {"date": "2026-09-01", **consent}}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": "Белова Анна Павловна"}, "Согласия нет"),
        (person(), "заполнено не до конца"),
        (person(fields="все"), "показано всё, что заполнено."),
        (
            person(fields="все", until="2026-11-20"),
            "показано всё, что заполнено. Согласие действует по 20 ноября 2026.",
        ),
        (person(fields="все", until="2026-11-19"), "На сайте не видно"),
        (person(fields="все", withdrawn="2026-11-20"), "На сайте не видно"),
        (person(fields="все", withdrawn="2026-11-21"), "действует по 20 ноября 2026"),
        (person(fields=["name"]), "не названо: «Должность»"),
        (person(fields=["post"]), "карточки на сайте нет"),
    ],
)
def test_form_says_what_a_consent_lets_out(data: dict[str, Plain], sentence: str) -> None:
    (note,) = consent_notes(Mentor, data, BASE, TODAY)

    assert note.keys == ("consent",)
    assert sentence in note.sentence


def test_nobody_named_needs_no_sentence() -> None:
    assert consent_notes(Mentor, {}, BASE, TODAY) == []
    assert consent_notes(News, {"title": "Встреча"}, BASE, TODAY) == []


def test_sentence_stands_at_the_person_it_is_about() -> None:
    authors: Plain = [{"mentor": "belova"}, person(fields="все")]

    notes = consent_notes(Practice, {"authors": authors}, BASE, dt.date(2026, 9, 1))

    assert [note.keys for note in notes] == [("authors", 1, "consent")]


# --- at the desk


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school(
        {
            "mentors/berezkina.yml": yml(MENTOR, photo={"file": "photos/berezkina.svg"}, consent=CONSENT),
            "mentors/photos/berezkina.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='10'/>",
            "practices/urok.md": md(PRACTICE, authors=[{"mentor": "berezkina"}]),
            "news/vstrecha.md": md(NEWS),
        }
    )


@pytest.fixture
def desk(root: Path) -> DeskInHand:
    return DeskInHand(root)


def test_link_of_a_remark_leads_to_its_field(desk: DeskInHand, root: Path) -> None:
    path = root / "content/mentors/berezkina.yml"
    line = next(n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if "post:" in text)

    page = desk.get(f"edit/mentors/berezkina?line={line}&column=1").body.decode()

    assert 'data-focus="post"' in page
    for other in ("x", "-1", "9" * 5000):
        assert "data-focus" not in desk.get(f"edit/mentors/berezkina?line={other}").body.decode()


def test_form_says_whether_visitors_see_the_record(desk: DeskInHand, root: Path) -> None:
    assert "Появится на сайте, когда вы его соберёте" in words_of(desk.get("edit/news/vstrecha"))
    assert run("build", "--root", root, "--today", "2026-11-20", "--no-search").exit_code == 0
    built = desk.get("edit/news/vstrecha")
    assert "Есть в собранном сайте" in words_of(built) and "/built/news/vstrecha/" in addresses(built)
    assert messages.DESK_ON_SITE not in words_of(built), "nobody published it"
    (root / "content/news/vstrecha.md").write_text(md(NEWS, date="вчера"), encoding="utf-8")
    assert "Мешает собрать сайт: ниже отмечено" in words_of(desk.get("edit/news/vstrecha"))
    desk.save("edit/news/vstrecha", date="2026-11-12", draft="yes")
    assert "Пока не публикуется" in words_of(desk.get("edit/news/vstrecha"))


def test_deleted_record_takes_its_files_and_comes_back(desk: DeskInHand, root: Path) -> None:
    before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}

    look = words_of(desk.get("do/delete?record=mentors/berezkina"))
    assert "Будут удалены «Берёзкина Анна Павловна» «mentors/photos/berezkina.svg»" in look
    assert f"На эту запись ссылаются: уберите ссылки, иначе сайт может не собраться {PRACTICE['title']}" in look
    assert (root / "content/mentors/berezkina.yml").is_file()

    desk.post("do/delete", [("record", "mentors/berezkina"), ("@sure", "yes")])
    assert sorted(before.keys() - set((root / "content").rglob("*"))) == [
        root / "content/mentors/berezkina.yml",
        root / "content/mentors/photos/berezkina.svg",
    ]
    desk.post("undo")
    assert {path: path.read_bytes() for path in before} == before


def test_record_that_no_form_opens_can_be_deleted(desk: DeskInHand, root: Path) -> None:
    (root / "content/news/vstrecha.md").write_text("---\n\tx\n", encoding="utf-8")

    desk.post("do/delete", [("record", "news/vstrecha"), ("@sure", "yes")])

    assert not (root / "content/news/vstrecha.md").exists()


@pytest.mark.parametrize("word", ["", "school/school", "mentors/net", "net/net", "mentors/../../mkdocs"])
def test_nothing_else_is_deleted(desk: DeskInHand, root: Path, word: str) -> None:
    before = sorted(root.rglob("*.*"))

    page = desk.post("do/delete", [("record", word), ("@sure", "yes")])

    assert page.status == 409
    assert re.search("[а-я]{4}", words_of(page))
    assert sorted(root.rglob("*.*")) == before


def test_renamed_record_is_shown_before_it_is_renamed(desk: DeskInHand, root: Path) -> None:
    answers = [("record", "mentors/berezkina"), ("name", "belova"), ("address", "keep")]

    assert "Исправлено: 2 ссылки" in words_of(desk.post("do/rename", answers))
    assert (root / "content/mentors/berezkina.yml").is_file()

    desk.post("do/rename", [*answers, ("@sure", "yes")])
    assert "berezkina" in (root / "content/mentors/belova.yml").read_text(encoding="utf-8")
    assert "mentor: belova" in (root / "content/practices/urok.md").read_text(encoding="utf-8")


def test_papers_are_given_and_kept_nowhere(desk: DeskInHand, root: Path) -> None:
    before = sorted(root.rglob("*.docx"))

    assert desk.post("do/papers", [("paper", "empty")]).body.startswith(b"PK")
    assert sorted(root.rglob("*.docx")) == before


def test_what_the_section_lacks_is_listed(desk: DeskInHand) -> None:
    page = words_of(desk.get("do/ready"))

    assert "База наставников — есть" in page
    assert " — нет. Добавить" in page
    assert {"/new/programmes", "/new/documents", "/do/roadmap"} <= {*addresses(desk.get("do/ready"))}
    assert "attachment" in desk.post("do/ready").headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["photos/berezkina.svg", "mentors/photos/berezkina.svg"])
def test_picture_of_a_field_is_shown(desk: DeskInHand, name: str) -> None:
    assert desk.get(f"picture/mentors/berezkina?name={name}").type == "image/svg+xml"


@pytest.mark.parametrize("name", ["", "berezkina.yml", "../../../mkdocs.yml", "/etc/passwd", "photos/net.svg"])
def test_nothing_but_pictures_of_the_content_folder_is_shown(desk: DeskInHand, name: str) -> None:
    assert desk.get(f"picture/mentors/berezkina?name={name}").status == 404
