"""What the administrator should not miss."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nastavnik import messages
from nastavnik.commands import due as due_room
from nastavnik.office.due import due
from nastavnik.school.cabinet import cabinet
from tests.conftest import CONSENT, DAY, DOCUMENT, MENTOR, NEWS, PASSPORT, PRACTICE, TODAY, Files, md, run, yml

FRESH = {"news/vchera.md": md(NEWS, date="2026-11-19")}


def plan(*steps: dict[str, Any], **fields: Any) -> Files:
    return {**FRESH, "roadmap/2026-2027.yml": yml({"school_year": "2026-2027", "stages": list(steps)}, **fields)}


def stage(title: str = "Пары", **fields: Any) -> dict[str, Any]:
    return {"number": "1", "title": title, **fields}


def programme(period: str, **fields: Any) -> str:
    about = {"title": "Год", "form": "педагог – педагог", "problem": "Один.", "goal": "Вместе.", "period": period}
    return yml(about, **fields)


ROADMAP = "content/roadmap/2026-2027.yml"
CASES: dict[str, tuple[Files, list[str]]] = {
    "nothing": (FRESH, []),
    "overdue": (
        plan(stage(term="до 15.11.2026")),
        [f"{ROADMAP}:5:9: дорожная карта: 15 ноября 2026 (5 дней назад): просрочено: Пары (срок «до 15.11.2026»)"],
    ),
    "a plan that is over": (
        {
            "school.yml": yml(PASSPORT, current_year="2025-2026"),
            **FRESH,
            "roadmap/2025-2026.yml": yml(
                school_year="2025-2026", stages=[stage(term="до 15.11.2025"), stage(term="май 2026", number="2")]
            ),
        },
        [
            "content/roadmap/2025-2026.yml:3:1: дорожная карта: план закончился, без отметки 2 срока: "
            "на сайте о них не сказано ничего — отметьте выполненное (done) или оставьте так"
        ],
    ),
    "done is done": (plan(stage(term="до 15.11.2026", done="да")), []),
    "coming": (
        plan(stage(term="до 30 ноября")),
        [f"{ROADMAP}:5:9: дорожная карта: 30 ноября 2026 (через 10 дней): срок подходит: Пары («до 30 ноября»)"],
    ),
    "beginning": (
        plan(stage(term="декабрь 2026 – май 2027")),
        [
            f"{ROADMAP}:5:9: дорожная карта: 1 декабря 2026 (через 11 дней): начинается: Пары "
            "(«декабрь 2026 – май 2027»)"
        ],
    ),
    "far ahead": (plan(stage(term="март 2027")), []),
    "a rhythm is no date": (plan(stage(term="ежемесячно")), []),
    "consent over and ending": (
        {
            **FRESH,
            "mentors/a.yml": yml(MENTOR, consent=CONSENT | {"until": "2026-11-19"}),
            "mentors/b.yml": yml(MENTOR, consent=CONSENT | {"until": "2026-11-20"}),
            "mentors/c.yml": yml(MENTOR, consent=CONSENT | {"until": "2026-01-01", "withdrawn": "2026-10-01"}),
        },
        [
            "content/mentors/a.yml:8:10: согласия: 19 ноября 2026 (1 день назад): "
            "согласие истекло, имя не показано: Берёзкина Анна Павловна",
            "content/mentors/b.yml:8:10: согласия: 20 ноября 2026 (сегодня): "
            "согласие заканчивается: Берёзкина Анна Павловна — возьмите новое",
        ],
    ),
    "programmes": (
        {
            **FRESH,
            "programmes/a.yml": programme("сентябрь – октябрь 2026"),
            "programmes/b.yml": programme("до 1 декабря 2026 года"),
            "programmes/c.yml": programme("октябрь 2026 – май 2027"),
            "programmes/d.yml": programme("сентябрь – октябрь 2026", state="завершена"),
            "programmes/e.yml": programme("сентябрь – октябрь 2026", draft="да"),
            "programmes/f.yml": programme("когда получится"),
        },
        [
            "content/programmes/a.yml:5:9: программы: 31 октября 2026 (20 дней назад): срок программы прошёл: Год — "
            "впишите state: завершена и outcome или state: прервана",
            "content/programmes/b.yml:5:9: программы: 1 декабря 2026 (через 11 дней): "
            "срок программы заканчивается: Год",
        ],
    ),
    "documents": (
        {
            **plan(document="staraya-karta"),
            "documents/staraya-karta.yml": yml(DOCUMENT, state="утратил силу", required="да"),
            "documents/bez-fayla.yml": yml(DOCUMENT, no_file=None),
            "documents/soglashenie.yml": yml(DOCUMENT, title="Соглашение", until="2026-12-01"),
        },
        [
            "content/documents/soglashenie.yml:5:8: документы: 1 декабря 2026 (через 11 дней): "
            "документ перестанет действовать: Соглашение",
            "content/documents/bez-fayla.yml:1:8: документы: нет ни файла, ни адреса, ни текста: Приказ",
            f"content/documents/staraya-karta.yml:5:8: документы: {messages.REQUIRED_NOT_VALID}",
            f"{ROADMAP}:3:11: документы: дорожная карта ссылается на документ, который не действует: Приказ",
        ],
    ),
    "silence": (
        {"news/davno.md": md(NEWS, date="2026-10-21"), "news/potom.md": md(NEWS, date="2026-12-21")},
        [
            "content/news/davno.md:3:7: новости: 21 октября 2026 (30 дней назад): "
            "новостей нет 30 дней — раздел выглядит заброшенным"
        ],
    ),
    "no news at all": ({}, [f"content/news:1:1: новости: {messages.NO_NEWS}"]),
    "cards that could say more": (
        {**FRESH, "practices/a.md": md(PRACTICE, replication="Так."), "practices/b.md": md(PRACTICE)},
        [
            "content/practices/b.md:2:8: практики: полнота карточки 42 %: Урок вдвоём — "
            "полезнее всего заполнить «Как повторить у себя»",
            "content/practices/a.md:2:8: практики: полнота карточки 46 %: Урок вдвоём — "
            "полезнее всего заполнить «Материалы»",
        ],
    ),
}


@pytest.mark.parametrize(("files", "said"), CASES.values(), ids=CASES)
def test_due(files: Files, said: list[str], school: Callable[[Files], Path]) -> None:
    result = run("due", "--root", school(files), *DAY)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == (said or [messages.NOTHING_DUE])


def test_only_so_many_days_ahead(school: Callable[[Files], Path]) -> None:
    root = school(plan(stage(term="до 30 ноября")))

    assert run("due", "--days", "9", "--root", root, *DAY).stdout == messages.NOTHING_DUE + "\n"
    assert "30 ноября" in run("due", "--days", "10", "--root", root, *DAY).stdout


def test_broken_records_are_counted(school: Callable[[Files], Path]) -> None:
    result = run("due", "--root", school({**FRESH, "news/bad.md": "нет шапки"}), *DAY)

    assert (result.exit_code, result.stderr) == (0, messages.due_unread(1) + "\n")


def test_without_a_school(tmp_path: Path) -> None:
    result = run("due", "--root", tmp_path, *DAY)

    assert result.exit_code == 1
    assert result.stderr == f"content/school.yml:1:1: {messages.NO_SECTION}\n"


def test_table_for_a_terminal(school: Callable[[Files], Path], capsys: pytest.CaptureFixture[str]) -> None:
    root = school(plan(stage("Отбор [и] обучение", term="до 15.11.2026")))

    due_room.print_tables(due(cabinet(root / "content"), TODAY, 30), TODAY, width=200)

    said = capsys.readouterr().out
    assert "Дорожная карта" in said
    assert "просрочено: Отбор [и] обучение" in said
    assert f"{ROADMAP}:5:9" in said
    assert "Согласия" not in said


def test_passport_of_the_school_counts_too(school: Callable[[Files], Path]) -> None:
    curator = {"post": "Куратор", "name": "Дубов Лев Львович", "consent": CONSENT | {"until": "2026-11-25"}}
    root = school({**FRESH, "school.yml": yml(PASSPORT, curators=[curator])})

    assert run("due", "--root", root, *DAY).stdout.startswith("content/school.yml:17:12: согласия: ")
