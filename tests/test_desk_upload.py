"""Whatever is missing in uploaded files is asked on the page that shows them, and nothing of them is passed over."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from nastavnik import messages
from nastavnik.importing.record_id import year_of_name
from tests.conftest import TODAY, Files, yml
from tests.desk import DeskInHand, fields_of, filled, words_of
from tests.typed_texts import photo, typed

School = Callable[[Files], Path]
LIST = """\
ФИО;Должность;Форма
Морозова Елена Викторовна;Учитель математики;педагог – педагог
Гусев Максим Олегович;Учитель истории;
""".encode()
PRACTICE = [
    "# Урок на двоих",
    "Автор: Морозова Елена Викторовна, учитель математики",
    "## Проблема",
    "Молодые учителя испытывают трудности с распределением времени на уроке, а советы после урока забываются.",
    "## Цель",
    "Помочь начинающему педагогу за полгода научиться планировать урок и видеть его глазами ученика.",
    "## Описание",
    "Каждые две недели наставник и молодой учитель ведут один урок вдвоём, а после урока обсуждают его по листу.",
    "## Результаты",
    "За полугодие проведено двенадцать совместных уроков, вопросов от родителей стало меньше.",
]
TICKS = [
    ("mentors/gusev/forms", "teacher-teacher"),
    ("practices/urok-na-dvoikh/forms", "teacher-teacher"),
    ("practices/urok-na-dvoikh/education_levels", "basic"),
    ("practices/urok-na-dvoikh/education_levels", "secondary"),
    ("publish", "urok-na-dvoikh"),
]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    practice = typed(tmp_path / "Практика.docx", PRACTICE).read_bytes()
    pictures = {"Морозова.jpg": photo(size=(400, 500)), "IMG_1.jpg": photo(size=(300, 400))}
    return {"Список.csv": LIST, "Практика.docx": practice, **pictures}


def record(desk: DeskInHand, name: str) -> dict[str, object]:
    text = (desk.desk.project.content / name).read_text(encoding="utf-8")
    data = yaml.safe_load(text.split("---\n")[1] if name.endswith(".md") else text)
    assert isinstance(data, dict)
    return data


def test_what_is_missing_is_asked_and_answers_are_written(school: School, files: dict[str, bytes]) -> None:
    desk = DeskInHand(school({}))
    look = desk.send("do/import", files)

    shown = words_of(look)
    assert "Гусев Максим Олегович: формы наставничества" in shown
    assert "Морозова Елена Викторовна: формы" not in shown
    assert "Урок на двоих: период" in shown
    assert "чья это фотография" in shown
    assert "карточка записана" not in shown
    assert "«Морозова Елена Викторовна»; «Гусев Максим Олегович»" in shown

    texts = {"practices__urok-na-dvoikh__period": "осень 2026 года", "photo-2__alt": "Женщина у доски"}
    texts |= {"practices__urok-na-dvoikh__summary": "Наставник и молодой учитель ведут один урок вдвоём. " * 3}
    pairs = [*filled(fields_of(look), texts), *TICKS]
    asked_again = fields_of(desk.post("do/import", [*pairs, ("@sure", "no")]))
    assert set(TICKS) <= set(asked_again)
    unchecked = desk.post("do/import", pairs)
    assert messages.DESK_CHECKED_FIRST in words_of(unchecked)
    assert not list(desk.desk.project.content.glob("practices/*")), "nobody has looked at the text"
    done = desk.post("do/import", filled(fields_of(unchecked), {"publish__privacy_check__post": "Методист"}))

    assert "IMG_1.jpg" in words_of(done).partition("Не загружены")[2]
    assert record(desk, "mentors/gusev.yml")["forms"] == ["педагог – педагог"]
    assert record(desk, "mentors/morozova.yml")["photo"] == {"file": "photos/morozova.jpg", "alt": "Женщина у доски"}
    practice = record(desk, "practices/urok-na-dvoikh.md")
    assert practice["authors"] == [
        {"name": "Морозова Елена Викторовна", "post": "учитель математики", "mentor": "morozova"}
    ]
    assert practice["status"] == "опубликована"
    assert practice["privacy_check"] == {"post": "Методист", "date": TODAY}
    assert practice["education_levels"] == ["основная школа", "старшая школа"]

    desk.post("undo")
    assert not list(desk.desk.project.content.glob("mentors/**/*.*"))


def test_what_is_not_answered_waits_as_a_draft(school: School, files: dict[str, bytes]) -> None:
    desk = DeskInHand(school({}))
    look = desk.send("do/import", files)
    desk.post("do/import", [*fields_of(look), ("publish", "urok-na-dvoikh")])

    assert "status" not in record(desk, "practices/urok-na-dvoikh.md")
    assert not record(desk, "mentors/gusev.yml")["forms"]
    assert "Взять согласия: у 1 наставника; сначала дописать: 1 карточка" in words_of(desk.get("due"))


def test_photo_goes_into_a_card_that_is_there_and_only_by_choice_takes_the_place_of_another(school: School) -> None:
    card = {"name": "Морозова Елена Викторовна", "category": "педагог", "post": "Учитель", "forms": "педагог – педагог"}
    desk = DeskInHand(school({"mentors/morozova.yml": yml(card)}))
    first = desk.send("do/import", {"morozova портрет.jpg": photo(size=(400, 500))})
    desk.post("do/import", fields_of(first))
    assert record(desk, "mentors/morozova.yml") == {**card, "photo": {"file": "photos/morozova.jpg"}}

    other = desk.send("do/import", {"Морозова новая.jpg": photo("navy", size=(400, 500))})
    assert ("kind-0", "") in fields_of(other)
    chosen = filled(fields_of(other), {"kind-0": "mentors/morozova"})
    desk.post("do/import", fields_of(desk.post("do/import", chosen)))
    assert record(desk, "mentors/morozova.yml")["photo"] == {"file": "photos/morozova-2.jpg"}


STORY = ["# Осенняя встреча", "12 ноября 2026 года", "Наставники и молодые учителя встретились в школьной библиотеке."]


def test_photos_of_a_phone_go_into_a_story_that_comes_with_them(school: School, tmp_path: Path) -> None:
    desk = DeskInHand(school({}))
    story = typed(tmp_path / "Осенняя встреча.docx", STORY).read_bytes()
    pictures = {"IMG_1.jpg": photo(size=(800, 600)), "IMG_2.jpg": photo("navy", size=(800, 600))}
    look = desk.send("do/import", {"Осенняя встреча.docx": story, **pictures})
    (choice,) = re.findall(r'<option value="(news/[^"]+)">снимок — новость: Осенняя встреча', look.body.decode())[:1]

    chosen = filled(fields_of(look), {"kind-1": choice, "kind-2": choice})
    asked = desk.post("do/import", chosen)
    assert "«IMG_1.jpg»: что на картинке" in words_of(asked)
    assert "«IMG_1.jpg»: чем подтверждено согласие людей на снимке" in words_of(asked)
    unsaid = desk.post("do/import", fields_of(asked))
    assert messages.DESK_SAY_WHAT_IS_ON_IT in words_of(unsaid)
    assert "записано — 1" not in words_of(unsaid)
    assert 'src="/waiting/IMG_1.jpg"' in unsaid.body.decode()
    assert desk.get("waiting/IMG_1.jpg").type == "image/jpeg"
    assert [desk.get(f"waiting/{name}").status for name in ("Осенняя встреча.docx", "..%2Fx.jpg", "none.jpg")] == [
        404
    ] * 3
    assert not list(desk.desk.project.content.glob("news/**/*"))

    texts = {
        "photo-1__alt": "Учителя за столом",
        "photo-1__consent": "согласия в папке 5",
        "photo-2__alt": "Книги [на полке]",
    }
    desk.post("do/import", filled(fields_of(unsaid), texts))

    written = record(desk, f"{choice}.md")
    id = choice.partition("/")[2]
    assert written["image"] == {
        "file": f"images/{id}.jpg",
        "alt": "Учителя за столом",
        "consent": "согласия в папке 5",
    }
    text = (desk.desk.project.content / f"{choice}.md").read_text(encoding="utf-8")
    assert text.rstrip().endswith(f"![Книги (на полке)](images/{id}-2.jpg)")
    assert len(list(desk.desk.project.content.glob("news/images/*.jpg"))) == 2

    desk.post("undo")
    assert not list(desk.desk.project.content.glob("news/**/*.*"))


def test_a_photo_alone_goes_into_an_event_that_is_there(school: School) -> None:
    event = "---\n# семинар\ntitle: Встреча\nstart: 2026-12-01\nevent_type: семинар\n---\n\nПрограмма.\n"
    desk = DeskInHand(school({"events/vstrecha.md": event}))
    look = desk.send("do/import", {"20261201_101500.jpg": photo(size=(800, 600))})
    assert ("kind-0", "") in fields_of(look), "nothing tells whose it is"

    asked = desk.post("do/import", filled(fields_of(look), {"kind-0": "events/vstrecha"}))
    desk.post("do/import", filled(fields_of(asked), {"photo-0__alt": "Зал библиотеки"}))

    assert record(desk, "events/vstrecha.md")["image"] == {"file": "images/vstrecha.jpg", "alt": "Зал библиотеки"}
    text = (desk.desk.project.content / "events/vstrecha.md").read_text(encoding="utf-8")
    assert text.startswith("---\n# семинар\n") and text.endswith("\n\nПрограмма.\n")


def test_clean_documents_are_ticked_and_confirmed_where_they_are_taken(school: School, tmp_path: Path) -> None:
    clean = typed(
        tmp_path / "a.docx", ["# Положение о наставничестве", "Утверждено приказом от 30.08.2026"]
    ).read_bytes()
    personal = typed(tmp_path / "b.docx", ["# Приказ № 5 от 01.09.2026", "Телефон: +7 910 123-45-67"]).read_bytes()
    desk = DeskInHand(school({}))
    look = desk.send("do/import", {"Положение.docx": clean, "Приказ 5.docx": personal})

    pairs = fields_of(look)
    assert [text for name, text in pairs if name == "right"] == ["polozhenie"]
    unticked = [pair for pair in pairs if pair[0] != "right"]
    assert not [name for name, _ in fields_of(desk.post("do/import", [*unticked, ("@sure", "no")])) if name == "right"]

    desk.post("do/import", pairs)
    assert "to_confirm" not in record(desk, "documents/polozhenie.yml")
    assert record(desk, "documents/prikaz-5.yml")["to_confirm"]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("Дорожная карта 2026-2027", "2026-2027"),
        ("План на 2026–27 уч. год", "2026-2027"),
        ("Приказ от 2026-09-01", ""),
        ("План 2026", ""),
        ("2025-2026 и 2026-2027", ""),
        ("2026-2028", ""),
    ],
)
def test_year_of_a_plan_in_the_name_of_its_file(name: str, year: str) -> None:
    assert year_of_name(name) == year


def test_two_plans_of_one_year_do_not_become_one_in_silence(school: School) -> None:
    table = "№;Мероприятие;Срок\n1;{};сентябрь 2026\n2;Работа;май 2027\n"
    desk = DeskInHand(school({}))
    look = desk.send("do/import", {f"{word}.csv": table.format(word).encode() for word in ("Первый", "Второй")})
    plans = filled(fields_of(look), {"kind-0": "roadmap", "kind-1": "roadmap"})

    shown = desk.post("do/import", plans)

    assert "план на тот же год уже в файле «Первый.csv»" in words_of(shown)
    desk.post("do/import", fields_of(shown))
    (plan,) = (desk.desk.project.content / "roadmap").iterdir()
    assert "Первый" in plan.read_text(encoding="utf-8")


def test_beginning_speaks_no_english(tmp_path: Path) -> None:
    """A plan that tells no year, begun from the first page."""
    table = "№;Мероприятие;Срок\n1;Подготовка;сентябрь 2026\n2;Работа;май 2027\n"
    desk = DeskInHand(tmp_path)
    (name,) = desk.upload("do/start", {"Дорожная карта.csv": table.encode()})
    fields = filled(fields_of(desk.get("do/start")), {"title": "Школа № 5", "files": name})

    page = words_of(desk.post("do/start", fields))

    assert "--id" not in page
