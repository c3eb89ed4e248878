"""A verdict belongs to the text it was given to: what counts as another text, where it shows, how it is confirmed."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from nastavnik import messages
from nastavnik.bank.papers.folder import open_folder
from nastavnik.bank.store import Store
from nastavnik.bank.store.editions import changes, edition
from nastavnik.bank.store.sql_tables import judged
from tests.banking import AT, built, decision, gave, item, region
from tests.conftest import TODAY, run

KEY = "0000000005-school5/practices/dva"
PAGE = "practices/0000000005-school5/dva/index.html"
URL = "https://school5.example/nastavnichestvo/practices/dva/"
TEXT = {
    "title": "Урок вдвоём",
    "goal": "Показать приёмы — на «живом» уроке. Без оценок.",
    "description": "Раз в неделю: план, https://school5.example/nastavnichestvo/files/plan.docx и разбор.",
    "results": ["Семь пар.", "Три урока."],
    "materials": [{"title": "План", "url": "https://school5.example/nastavnichestvo/files/plan.docx"}],
    "published": "2026-10-01",
    "authors": [{"name": "Соколова Вера Павловна"}],
    "period": "2026 год",
    "tags": ["урок"],
}
SAME: dict[str, dict[str, Any]] = {
    "dates": {"published": "2026-11-01", "updated": "2026-11-20", "period": "2026–2027"},
    "a withdrawn name": {"authors": [{"team": "Кафедра"}]},
    "tags": {"tags": []},
    "quotes, dashes, blanks": {"goal": 'показать\u00a0приемы - на "живом"  уроке.\nБез оценок'},
    "hyphens nobody sees": {"title": "Урок вдво\u00adём"},
    "decomposed letters": {"title": "Урок вдвое\u0308м"},
    "a plan at another address of the school": {
        "materials": [{"title": "План", "url": "https://www.school5.example/2027/plan.docx"}],
        "description": "Раз в неделю: план, https://school5.example/new/plan.docx и разбор.",
    },
}
OTHER: dict[str, dict[str, Any]] = {
    "a word": {"goal": "Показать приёмы — на «живом» уроке. С оценками."},
    "a letter that looks the same": {"title": "Урoк вдвоём"},
    "a field more": {"risks": "Никаких."},
    "a field less": {"results": ["Семь пар."]},
    "another order": {"results": ["Три урока.", "Семь пар."]},
    "a link elsewhere": {"materials": [{"title": "План", "url": "https://drugoi.example/plan.docx"}]},
    "a link in the text": {"description": "Раз в неделю: план, https://drugoi.example/plan.docx и разбор."},
    "another file": {"materials": [{"title": "План", "url": "https://school5.example/nastavnichestvo/files/x.docx"}]},
    "a word between fields": {"title": "Урок", "goal": "вдвоём Показать приёмы — на «живом» уроке. Без оценок."},
    "a code": {"forms": ["student-student"]},
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_is_the_same_text(change: dict[str, Any]) -> None:
    assert edition(TEXT | change, URL).digest == edition(TEXT, URL).digest
    assert changes(edition(TEXT, URL), TEXT | change, URL) == []


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_what_is_another_text(change: dict[str, Any]) -> None:
    assert edition(TEXT | change, URL).digest != edition(TEXT, URL).digest
    assert changes(edition(TEXT, URL), TEXT | change, URL)


def test_what_is_new_is_told_in_the_new_words() -> None:
    new = TEXT | {"goal": "Без оценок. Купите курс. Срочно!", "results": ["Семь пар."]}
    told = [messages.field_changed(c.caption, list(c.new), c.gone) for c in changes(edition(TEXT, URL), new, URL)]

    assert told == [
        "«Цель»: новое «Купите курс» и ещё 1; ушло предложений: 1",
        "«Что получилось»: ушло предложений: 1",
    ]


# --- where it shows

RECOMMENDED = decision(KEY, ["рекомендована", "в реестре"], expert_body="Совет")


class Bank:
    """A region with one decided practice."""

    def __init__(self, root: Path, said: str = RECOMMENDED, **text: Any) -> None:
        self.root = region(root, gave(item("dva", **text), at=AT), files={"decisions/dva.yml": said})
        self.run("review")

    def run(self, *command: str | Path, today: str = "2026-11-20") -> str:
        done = run("region", *command, "--root", self.root, "--today", today)
        assert done.exit_code in (0, 1), done.output
        return done.stdout + done.stderr

    def school_writes(self, day: int = 21, **text: Any) -> None:
        with Store.open(open_folder(self.root, TODAY).store) as store:
            store.put(gave(item("dva", **text), at=AT.replace(day=day)))

    def site(self) -> dict[str, str]:
        built(self.root)
        return {
            path.relative_to(self.root / "site").as_posix(): path.read_text("utf-8").replace("\u00a0", " ")
            for path in (self.root / "site").rglob("*")
            if path.suffix in (".html", ".json", ".csv")
        }

    def line(self, site: dict[str, str]) -> dict[str, Any]:
        (listed,) = json.loads(site["api/v1/catalog.json"])["items"]
        return {name: listed.get(name) for name in ("decision", "former_decision")}


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return Bank(tmp_path / "bank")


def test_badge_goes_from_everywhere_when_the_text_changes(bank: Bank, tmp_path: Path) -> None:
    said = {"verdict": ["recommended", "in-register"], "expert_body": "Совет", "date": "2026-11-12"}
    before = bank.site()
    assert "Рекомендована" in before[PAGE]
    assert "practices/by/verdict/recommended/index.html" in before
    assert bank.line(before) == {"decision": said, "former_decision": None}

    bank.school_writes(goal="Купите наш курс.")
    site = bank.site()

    assert [name for name, text in site.items() if "Рекомендована" in text] == [PAGE]
    assert "Решение о прежней редакции" in site[PAGE]
    assert "Рекомендована, В реестре: Совет, 12 ноября 2026." in site[PAGE]
    assert "Решение о прежней редакции" in site["practices/index.html"]
    assert not [name for name in site if "verdict" in name]
    assert bank.line(site) == {"decision": None, "former_decision": said}
    assert "Решение о прежней редакции" in site["api/v1/practices.csv"]
    bank.run("export", "--output", tmp_path / "b.xlsx")
    head, row = openpyxl.load_workbook(tmp_path / "b.xlsx").active.iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["Решение"] == "Решение о прежней редакции: рекомендована, в реестре"
    bank.run("export", "--output", tmp_path / "b.json")
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["items"][0]["former_edition"] is True


def test_review_names_it_first_with_what_is_new_and_what_to_do(bank: Bank, tmp_path: Path) -> None:
    bank.school_writes(goal="Купите наш курс.")

    first = bank.run("review").splitlines()[0]

    assert first.startswith(f"Изменились после решения: {KEY}: «Урок вдвоём»")
    assert "«Цель»: новое «Купите наш курс»; ушло предложений: 1" in first
    assert first.endswith(f"nastavnik region review --confirm {KEY}")
    bank.run("review", "--xlsx", tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert (sheet.title, sheet["A2"].value) == ("Изменились после решения", KEY)
    assert "Купите наш курс" in str(sheet["G2"].value)


def test_badge_stays_while_only_dates_and_typography_change(bank: Bank) -> None:
    bank.school_writes(published="2026-10-02", goal="Показать приемы на живом уроке")

    assert "Рекомендована" in bank.site()[PAGE]
    assert "изменившихся после решения 0" in bank.run("review")


def test_text_that_comes_back_has_its_verdict_again(bank: Bank) -> None:
    bank.school_writes(goal="Купите наш курс.")
    bank.school_writes(day=22)

    assert "Рекомендована" in bank.site()[PAGE]


def test_one_command_confirms_and_leaves_the_rest_of_the_file(bank: Bank) -> None:
    file = bank.root / "content/decisions/dva.yml"
    file.write_text(f"# Протокол № 3\n{file.read_text('utf-8')}# конец\n", "utf-8")
    bank.school_writes(goal="Новая цель.")

    assert bank.run("review", "--confirm", KEY) == "сверено с новой редакцией: content/decisions/dva.yml\n"

    lines = file.read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("checksum")] == [
        "# Протокол № 3",
        *RECOMMENDED.splitlines(),
        "confirmed: 2026-11-20",
        "# конец",
    ]
    assert "Рекомендована" in bank.site()[PAGE]
    bank.school_writes(day=23, goal="Совсем другая цель.")
    assert "Решение о прежней редакции" in bank.site()[PAGE]
    bank.run("review", "--confirm", KEY)
    assert "Рекомендована" in bank.site()[PAGE]


def test_one_line_confirms(bank: Bank) -> None:
    file = bank.root / "content/decisions/dva.yml"
    bank.school_writes(goal="Новая цель.")
    file.write_text(f"{RECOMMENDED}confirmed: 25 ноября 2026\n", "utf-8")

    bank.run("review", today="2026-11-25")

    assert "Рекомендована" in bank.site()[PAGE]
    bank.school_writes(day=26, goal="Совсем другая цель.")
    assert "Решение о прежней редакции" in bank.site()[PAGE]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("0000000005-school5/practices/net", messages.no_such_practice("0000000005-school5/practices/net")),
        ("0000000005-school5/practices/b", messages.no_decision("0000000005-school5/practices/b")),
    ],
)
def test_nothing_to_confirm(bank: Bank, key: str, sentence: str) -> None:
    with Store.open(open_folder(bank.root, TODAY).store) as store:
        store.put(gave(item("dva"), item("b"), at=AT))

    assert bank.run("review", "--confirm", key) == sentence + "\n"


def test_hidden_practice_stays_hidden_whatever_its_school_writes(tmp_path: Path) -> None:
    bank = Bank(tmp_path / "bank", decision(KEY, "скрыта"))
    bank.school_writes(goal="Другая цель.")

    assert not any("Урок вдвоём" in text for text in bank.site().values())
    assert f"Изменились после решения: {KEY}" in bank.run("review")


# --- what a decision without a digest is about


def test_decision_written_by_hand_is_about_the_text_before_the_next_harvest(bank: Bank) -> None:
    """The file is met before the schools are asked: a text of the same night does not slip under it."""
    (bank.root / "content/decisions/dva.yml").write_text(decision(KEY, "рекомендована", date="2026-11-20"), "utf-8")
    source = bank.root / "content/sources/school5.yml"
    source.write_text("title: Школа\nsource_type: папка\npath: net\n", "utf-8")
    bank.run("harvest")

    bank.school_writes(day=20, goal="Купите наш курс.")

    assert "Решение о прежней редакции" in bank.site()[PAGE]


def test_text_known_to_have_changed_after_the_decision_is_never_taken_for_it(tmp_path: Path) -> None:
    bank = Bank(tmp_path / "bank")
    bank.school_writes(goal="Купите наш курс.")
    (bank.root / "content/decisions/dva.yml").write_text(decision(KEY, "рекомендована", date="2026-11-19"), "utf-8")

    first = bank.run("review", today="2026-11-22").splitlines()[0]

    assert "что именно изменилось, неизвестно" in first
    assert "Решение о прежней редакции" in bank.site()[PAGE]


def test_digest_of_an_older_program_goes_on_working(tmp_path: Path) -> None:
    practice = item("dva")
    bank = Bank(tmp_path / "bank", decision(KEY, "рекомендована", checksum=practice.checksum[:16]))
    bank.school_writes(published="2026-10-02")
    assert "Рекомендована" in bank.site()[PAGE]

    bank.school_writes(day=22, goal="Другая цель.")
    assert "Решение о прежней редакции" in bank.site()[PAGE]


def test_digest_in_the_file_needs_no_memory(tmp_path: Path) -> None:
    digest = edition(item("dva").data, item("dva").url).digest
    assert "Рекомендована" in Bank(tmp_path / "a", decision(KEY, "рекомендована", checksum=digest)).site()[PAGE]

    other = Bank(tmp_path / "b", decision(KEY, "рекомендована", checksum=digest), goal="Купите наш курс.")
    assert "Решение о прежней редакции" in other.site()[PAGE]


def test_nothing_but_a_digest_is_kept_of_a_text_that_left(bank: Bank) -> None:
    with Store.open(open_folder(bank.root, TODAY).store) as store:
        store.put(gave(at=AT.replace(day=22)))
        store.judge({})
        with store._engine.connect() as connection:
            rows = connection.execute(select(judged)).all()

    assert [(row.practice, len(row.digest), row.marks) for row in rows] == [(KEY, 32, "")]
    bank.school_writes(day=23)
    assert "Решение о прежней редакции" not in bank.site()[PAGE]


# --- one decision that cannot be used

HALF = f"practice: {KEY}\n# одно из: рекомендована, скрыта\nverdict:\nexpert_body:\ndate: 2026-11-20\n"
BROKEN = {
    "begun and not finished": (HALF, True),
    "no YAML at all": (f"practice: {KEY}\nverdict: [рекомендована\n", True),
    "hiding, with a mistake": (decision(KEY, "скрыта", date="вчера"), False),
    "hiding, no YAML": (f"practice: {KEY}\nverdict: [скрыта\n", False),
    "hiding and praising": (decision(KEY, ["скрыта", "рекомендована"]), False),
    "old letters": (decision(KEY, "скрыта", date="вчера").encode("cp1251"), False),
}


@pytest.mark.parametrize(("text", "shown"), BROKEN.values(), ids=BROKEN)
def test_decision_with_a_mistake_stops_no_bank(bank: Bank, text: str | bytes, shown: bool) -> None:
    """The others hold, the practice it praises has no badge, the one it hides is not shown."""
    file = bank.root / "content/decisions/dva.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with Store.open(open_folder(bank.root, TODAY).store) as store:
        store.put(gave(item("dva"), item("tri", title="Другая"), at=AT))
    (bank.root / "content/decisions/tri.yml").write_text(
        decision("0000000005-school5/practices/tri", "рекомендована"), "utf-8"
    )

    said = bank.run("build", "--jobs", "1", "--no-search", "--engine", "plain")

    pages = {path.name for path in (bank.root / "site/practices/0000000005-school5").iterdir()}
    assert pages == ({"dva", "tri"} if shown else {"tri"})
    assert "content/decisions/dva.yml:" in said and "без этих решений банк собран" in said
    assert "Рекомендована" in (bank.root / "site/practices/0000000005-school5/tri/index.html").read_text("utf-8")
    assert run("check", "--root", bank.root, "--today", "2026-11-20").exit_code == 1
