"""The desk speaks to a secretary: no command, option, name of a field or mark of Markdown on any of its pages."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.desk.errands import ERRANDS
from nastavnik.desk.form_words import FormWords, in_form_words
from nastavnik.desk.pages import _class_of
from nastavnik.records import KINDS, Roadmap
from tests.conftest import CONSENT, MENTOR, NEWS, PRACTICE, TODAY, Files, md, run, yml
from tests.desk import DeskInHand

CASES = sorted((Path(__file__).parent / "problems").glob("*.txt"))
WORDS = """
word excel wordpad libreoffice pdf jpeg png rtf heic csv tab utf https www mailto example europe asia moscow
yekaterinburg kurator school ivanova ii iv html rutube ru admin nastavnichestvo
git github gitlab gitea forgejo gitverse gitflic docker main
sftp ftp ftps webdav ssh
"""
KNOWN = frozenset(WORDS.split())
"""Latin words a secretary meets elsewhere too: programs, sorts of files, keys, addresses and examples of them."""
OWN = frozenset({"mentors", "parents", "berezkina", "belova", "klimof", "den", "prikaz"})
"""Names that somebody gave to records and pages: ends of their addresses."""
LATIN = re.compile(r"[A-Za-z]{2,}")
MARKS = re.compile(r"`|!\[|\]\(|\{#|<!--|\{\{|--[a-z]|\.(?:yml|yaml|md)\b")
"""What a text file or a terminal is written with."""
CHOOSE = re.compile(r"(?:одно из|возможно, одно из): .*|— есть .*")
"""Words of the school's own vocabularies and plans, as they are written."""


def foreign(sentence: str) -> list[str]:
    """Words and marks of a sentence no secretary knows; what is quoted somebody has written."""
    bare = CHOOSE.sub("", re.sub(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»", "", sentence))
    return [*(word for word in LATIN.findall(bare) if word.lower() not in KNOWN | OWN), *MARKS.findall(bare)]


@pytest.mark.parametrize(
    "sentence",
    [
        "отметьте done или postponed",
        "сначала nastavnik check",
        "повторите с --force",
        "файл a.yml должен кончаться на .md",
        "напишите в скобках, что на ней: ![…](файл)",
    ],
)
def test_such_words_are_seen(sentence: str) -> None:
    assert foreign(sentence)


def _sentences() -> Iterator[tuple[str, str]]:
    """(file, sentence) of everything `check` says of the cases of this project."""
    for case in CASES:
        for line in case.read_text(encoding="utf-8").split("=== said")[-1].splitlines():
            if told := re.match(r"(\S+?):\d+:\d+: (?:подсказка: )?(.*)", line):
                yield told[1], told[2]


def test_what_check_says_of_a_record_is_said_in_the_words_of_its_form() -> None:
    told = {in_form_words(_class_of(file), sentence) for file, sentence in _sentences()}

    assert len(told) > 200
    assert {sentence: words for sentence in told if (words := foreign(sentence))} == {}


SAID = {
    "отметьте done или postponed; список — nastavnik due": "отметьте выполнение или «Перенесено»",
    "сначала nastavnik check": "сначала «Замечания»",
    "начните новый: nastavnik new-year": "начните новый: «Новый учебный год»",
    "вернуть её: nastavnik undo": "вернуть её: «Что сделано»",
    "файл files/a.pdf пуст": "файл «files/a.pdf» пуст",
    "content/news/den.md:5:1: слишком длинно": "«День школы»: слишком длинно",
    "карточка уже есть: content/mentors/net.yml — проверьте": "карточка уже есть: «mentors/net.yml» — проверьте",
    "добавьте строку «status: опубликована»": "добавьте строку «Состояние» — «опубликована»",
    "нет записи «dem» (новость) — возможно, den": "нет записи «dem» (новость) — возможно, «День школы»",
    "напишите rutube.ru или школа.рф": "напишите rutube.ru или школа.рф",
}


@pytest.mark.parametrize(("sentence", "at_desk"), SAID.items())
def test_commands_are_buttons_and_files_are_records(sentence: str, at_desk: str) -> None:
    cls = KINDS["practices"] if "status" in sentence else KINDS["roadmap"]

    assert in_form_words(cls, sentence, {"content/news/den.md": "День школы"}).startswith(at_desk)


def test_words_of_a_title_stay() -> None:
    assert FormWords({}).said("новая: School news, photo и date") == "новая: School news, photo и date"


# --- every page


def visible(html: str) -> str:
    """What somebody reads on a page, without what stands in inputs and what is shown as a text of a file."""
    html = re.sub(r"(?s)<(script|style|textarea|pre|iframe|datalist|title)\b.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school(
        {
            "mentors/berezkina.yml": yml(MENTOR, photo={"file": "photos/berezkina.svg"}, consent=CONSENT),
            "mentors/photos/berezkina.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='10'/>",
            "mentors/klimov.yml": yml(MENTOR, name="Климов Пётр Ильич", photo="net.jpg", forms=["никакая"]),
            "practices/urok.md": md(PRACTICE, authors=[{"mentor": "berezkina"}, {"mentor": "klimof"}]),
            "news/vstrecha.md": md(NEWS, text="Рядом ![](images/net.jpg) и [ссылка](net.docx)."),
            "news/den.md": "---\n\ttitle: День\n---\n",
            "documents/prikaz.yml": "title: Приказ\nlevel: локальный\ntype: приказ\nfile: C:\\prikaz.docx\n",
            "parents.md": "---\n# Как проходят встречи.\ntitle: Родителям\n---\nВместе. [Сюда](net.pdf)\n",
        }
    )


@pytest.fixture
def desk(root: Path) -> DeskInHand:
    return DeskInHand(root)


def pages(root: Path) -> list[str]:
    """Addresses of every page of the desk that is asked for with GET."""
    records = [f"{kind}/{path.stem}" for kind in KINDS for path in (root / "content" / kind).glob("*.*")]
    words = [*records, "page/parents"]
    return [
        *("", "due", "remarks", "history", "kind/page", "new/page", "edit/school/school"),
        *(f"{place}/{kind}" for place in ("kind", "new") for kind in KINDS),
        *(f"edit/{word}" for word in words),
        *(f"do/{errand}?record={word}" for errand in ("rename", "delete") for word in words),
        *(f"do/{errand.name}" for errand in ERRANDS),
        *("do/net", "edit/mentors/net", "do/start", "do/place"),
    ]


STEPS: dict[str, list[tuple[str, str]]] = {
    "do/new-year": [("year", "2027-2028")],
    "do/build": [],
    "do/withdraw": [("who", "mentors/berezkina Берёзкина Анна Павловна")],
    "do/rename": [("record", "mentors/berezkina"), ("name", "belova"), ("address", "keep")],
    "do/consent": [("who", "Кто-то")],
    "do/place": [("type", "sftp")],
    "new/page": [("title", ""), ("text", "Мы.")],
}
"""Errands one step on."""


def test_no_page_of_the_desk_speaks_of_commands_and_files(desk: DeskInHand, root: Path) -> None:
    answers = {path: desk.get(path) for path in pages(root)}
    answers |= {f"POST {path}": desk.post(path, pairs) for path, pairs in STEPS.items()}

    said = {path: visible(answer.body.decode()) for path, answer in answers.items()}
    assert {path: words for path, text in said.items() if (words := foreign(text))} == {}


def test_history_tells_records_and_buttons(desk: DeskInHand, root: Path) -> None:
    (root / "content/news/den.md").unlink()
    desk.save("edit/mentors/klimov", post="Учитель физики")
    desk.post("do/delete", [("record", "documents/prikaz"), ("@sure", "yes")])
    run("rename", "mentors/klimov", "petrov", "--root", root)
    run("new-year", "2027-2028", "--root", root, "--today", TODAY.isoformat())

    page = visible(desk.get("history").body.decode())

    assert "Правка — наставник «Климов Пётр Ильич»" in page
    assert "Удаление — документ «Приказ»" in page
    assert foreign(page) == []


COMMANDS_KEPT = (
    "start",
    "fragments",
    "upgrade",
    "import news",
    "new-year 2027/28",
    "withdraw mentors/ivanova",
    "consent",
)


@pytest.mark.parametrize("command", COMMANDS_KEPT)
def test_what_was_done_is_told_by_its_button(command: str) -> None:
    assert any(command.startswith(name) for name in messages.DONE_AT_THE_DESK)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (messages.id_from_terms("2026-2027"), "учебный год в файле не назван, по срокам это «2026-2027»: проверьте"),
        (messages.id_from_file("plan"), "адрес страницы плана взят из имени файла: «plan»"),
    ],
)
def test_a_year_that_no_document_tells_is_told_without_names_of_records(sentence: str, words: str) -> None:
    told = in_form_words(Roadmap, sentence)

    assert words in told
    assert "имя записи" not in told
