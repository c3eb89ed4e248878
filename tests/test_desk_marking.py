"""What of the plan is done is marked at the desk in one list, and a stage's answer is not taken for its items'."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.desk.web import Response
from nastavnik.records import School
from nastavnik.records.roadmap import Roadmap
from nastavnik.school import statuses
from nastavnik.text.source import parse
from tests.conftest import NEWS, PASSPORT, TODAY, Files, md, yml
from tests.desk import DeskInHand, addresses, words_of

PLAN = """\
school_year: 2026-2027
stages:
- number: '1'
  title: Подготовка условий
  term: до 30.09.2026  # как утверждено
  items:
  - text: Приказ о назначении
  - text: Обучение кураторов
    items:
    - text: Курсы
- number: '2'
  title: Формирование банка
  term: ноябрь 2026
- number: '3'
  title: Итоги
  term: май 2027
- number: '4'
  title: Сделанное
  term: октябрь 2026
  done: да
"""


@pytest.fixture
def desk(school: Callable[[Files], Path]) -> DeskInHand:
    return DeskInHand(school({"roadmap/2026-2027.yml": PLAN}))


def plan_of(desk: DeskInHand) -> str:
    return (desk.desk.project.content / "roadmap/2026-2027.yml").read_text(encoding="utf-8")


def test_only_what_may_be_done_by_now_is_asked(desk: DeskInHand) -> None:
    page = words_of(desk.get("do/done"))

    for asked in ("1. Подготовка условий — до 30.09.2026", "Приказ о назначении", "Курсы", "2. Формирование банка"):
        assert asked in page, asked
    assert "Итоги" not in page
    assert "Сделанное" not in page
    assert "Этап целиком (вместе с 3 пунктами ниже)" in page  # its mark is theirs as well
    assert "Обучение кураторов (вместе с 1 пунктом ниже)" in page


def test_ticks_and_days_are_written_and_nothing_else(desk: DeskInHand) -> None:
    done = desk.post(
        "do/done", [("done-0", "0"), ("day-0", "2026-09-25"), ("done-0", "0.1.0"), ("day-1", "2026-11-02")]
    )

    assert "Подготовка условий — 25 сентября 2026" in words_of(done)
    stage, bank = PLAN.index("- number: '2'"), PLAN.index("- number: '3'")
    expected = (
        PLAN[:stage].replace("- text: Курсы\n", "- text: Курсы\n      done: да\n")
        + "  done: 2026-09-25\n"
        + PLAN[stage:bank]
        + "  done: 2026-11-02\n"
        + PLAN[bank:]
    )
    assert plan_of(desk) == expected

    desk.post("undo")
    assert plan_of(desk) == PLAN


MISTAKES = [
    ([("day-0", (TODAY + dt.timedelta(days=1)).isoformat())], messages.DESK_DAY_AHEAD),
    ([("done-0", "0"), ("day-0", "31.06.2026")], "31.06.2026"),
    ([], messages.DESK_TICK_ONE),
    ([("done-2", "2")], messages.DESK_TICK_ONE),
]


@pytest.mark.parametrize(("pairs", "sentence"), MISTAKES)
def test_what_cannot_be_marked_is_said_and_nothing_is_written(
    desk: DeskInHand, pairs: list[tuple[str, str]], sentence: str
) -> None:
    page = desk.post("do/done", pairs)

    assert sentence in words_of(page)
    assert "Пока ничего не записано" in words_of(page)
    assert plan_of(desk) == PLAN


def test_next_steps_and_what_is_due_lead_there(desk: DeskInHand) -> None:
    due = desk.get("due")

    assert "Отметить выполненное: 1 прошедший срок" in words_of(due)
    assert due.body.decode().count('href="/do/done"') == 2


def buttons(page: Response) -> list[str]:
    """Where the buttons of a page lead that say what is next."""
    return re.findall(r'<a class="button" href="([^"]+)"', page.body.decode())


def test_after_marking_the_way_leads_to_what_is_next(desk: DeskInHand) -> None:
    done = desk.post("do/done", [("done-0", "0"), ("done-1", "1")])

    assert buttons(done) == buttons(desk.get("due")) == ["/do/import"]
    assert "/do/done" not in addresses(desk.get("due"))
    assert buttons(desk.get("do/done")) == ["/do/import"]


def test_terms_that_cannot_be_marked_ask_for_no_mark(desk: DeskInHand) -> None:
    plan = desk.desk.project.content / "roadmap/2026-2027.yml"
    plan.write_text(PLAN.replace("до 30.09.2026", "ежемесячно"), encoding="utf-8")

    assert "Отметить выполненное:" not in words_of(desk.get("due"))


def test_what_was_left_without_a_mark_was_not_done_and_the_site_does_not_wait_for_it(
    school: Callable[[Files], Path],
) -> None:
    plan = PLAN.replace("term: ноябрь 2026", "term: сентябрь 2026")
    desk = DeskInHand(school({"roadmap/2026-2027.yml": plan.replace("  done: да\n", ""), "news/a.md": md(NEWS)}))
    listed = [address for address in addresses(desk.get("due")) if address in ("/do/done", "/do/build")]
    assert listed[:2] == ["/do/done", "/do/build"]

    done = desk.post("do/done", [("done-1", "1")])

    assert buttons(done) == ["/do/build"]
    listed = [address for address in addresses(desk.get("due")) if address in ("/do/done", "/do/build")]
    assert listed[:2] == ["/do/build", "/do/done"]


@pytest.mark.parametrize(
    ("plan", "sentence"), [({}, messages.DESK_NO_PLAN), ({"roadmap/2026-2027.yml": "stages: []\n"}, "пока нечего")]
)
def test_without_a_plan_or_terms_the_page_says_so(school: Callable[[Files], Path], plan: Files, sentence: str) -> None:
    page = DeskInHand(school(plan)).get("do/done")

    assert sentence in words_of(page)
    assert 'type="checkbox"' not in page.body.decode()


def test_answer_of_a_stage_stands_under_its_term_and_above_its_items(desk: DeskInHand) -> None:
    form = desk.get("edit/roadmap/2026-2027").body.decode()

    places = [form.index(f'name="stages/0/{name}"') for name in ("number", "title", "term/text", "done", "items/@")]
    assert places == sorted(places)
    first_item = form.index('name="stages/0/items/0/text"')
    assert first_item < form.index('name="stages/0/items/0/done"')
    assert form.index('data-more="Чем подтверждается"') < form.index('name="stages/0/items/@"')
    assert "Этап выполнен" in form


def test_item_is_called_by_its_words_and_not_by_its_mark(school: Callable[[Files], Path]) -> None:
    plan = (
        "school_year: 2026-2027\nstages:\n- title: Этап\n  items:\n  - {text: Анкеты, done: да, responsible: Куратор}\n"
    )
    form = DeskInHand(school({"roadmap/2026-2027.yml": plan})).get("edit/roadmap/2026-2027").body.decode()

    assert "<summary data-summary>Анкеты</summary>" in form
    called = form.partition("data-summary>Анкеты")[0].rpartition('data-called="')[2].partition('"')[0].split()
    assert called.index("text") < called.index("done")
    assert called.index("text") < called.index("responsible")


@pytest.mark.parametrize("show_overdue", [False, True])
def test_stages_with_a_status_and_without_one_are_all_of_them(*, show_overdue: bool) -> None:
    roadmap = Roadmap.model_validate(parse(PLAN, "plan.yml").data)
    passport = School.model_validate({**parse(yml(PASSPORT), "school.yml").data, "show_overdue": show_overdue})

    standing = statuses.plan(roadmap, TODAY, passport)

    assert standing.without_sign == (0 if show_overdue else 1)
    assert sum(standing.counts().values()) + standing.without_sign == len(roadmap.stages)
