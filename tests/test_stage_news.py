"""How a stage was covered, on the roadmap's page: counts with links, never longer than so much, then a list of all."""

from collections.abc import Callable
from typing import Any

from nastavnik.installation import shipped
from nastavnik.pages.fragments import Fragments
from nastavnik.pages.plan import pages
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.dependencies import WITHIN, Watched
from nastavnik.views.coverage import stage_news
from tests.conftest import NEWS, ROADMAP, Files, md, yml

Load = Callable[..., Catalogue]
STAGE = "2026-2027/1"


def stories(number: int, **fields: Any) -> Files:
    written = {f"news/n{day:03}.md": md(NEWS, title=f"Новость {day}", stages=STAGE, **fields) for day in range(number)}
    return {**written, "roadmap/2026-2027.yml": yml(ROADMAP)}


def covered(found: Catalogue) -> Any:
    plan = found.current_roadmap()
    assert plan is not None
    return stage_news(found, plan, "1")


def test_channels_by_level_lead_to_the_newest(catalogue: Load) -> None:
    channels = [{"title": "Газета", "url": "https://gazeta.example/1", "level": "муниципальный"}]
    files = {
        **stories(0),
        "news/a.md": md(NEWS, stages=STAGE, date="2026-10-01", channels=channels),
        "news/b.md": md(NEWS, stages=STAGE, date="2026-11-01", levels="региональный"),
    }

    levels = covered(catalogue(files)).levels

    assert [
        (level.title, [(one.title, one.count, one.url) for one in level.channels], level.others) for level in levels
    ] == [
        ("школьный", [("сайт школы", 2, "news/b/")], 0),
        ("муниципальный", [("Газета", 1, "https://gazeta.example/1")], 0),
        ("региональный", [], 1),  # nobody wrote down where
    ]


def test_three_stories_are_named_and_the_rest_listed(catalogue: Load) -> None:
    found = catalogue(stories(50))

    news = covered(found)

    assert (news.total, len(news.newest), news.more) == (50, 3, "news/by/stage/2026-2027/1/")
    assert news.more in [page.url for page in pages(found, ())]
    assert "news/by/stage/2026-2027/1/page/1/" in [page.url for page in pages(found, ())]


def test_few_stories_need_no_list(catalogue: Load) -> None:
    found = catalogue(stories(3))

    assert covered(found).more == ""
    assert not [page for page in pages(found, ()) if "/by/stage/" in page.url]


def test_size_does_not_grow_with_records(catalogue: Load) -> None:
    channels = [{"title": f"Газета {number}", "url": f"https://g{number}.example/"} for number in range(30)]

    news = covered(catalogue(stories(40, channels=channels)))

    assert [len(level.channels) for level in news.levels] == [4]
    assert news.levels[0].others == 40 * (31 - 4)


def test_stage_without_news_says_nothing(catalogue: Load) -> None:
    news = covered(catalogue(stories(0)))

    assert (news.total, news.levels, news.newest) == (0, (), ())


def test_any_number_of_a_stage_is_a_name_of_a_folder(catalogue: Load) -> None:
    number = "1 ?этап"
    plan = yml(ROADMAP, stages=[{"number": number, "title": "Подготовка"}])
    files = {name: text.replace(STAGE, f"'2026-2027/{number}'") for name, text in stories(4).items()}  # type: ignore[arg-type]

    found = catalogue({**files, "roadmap/2026-2027.yml": plan})

    assert not [page.url for page in pages(found, ()) if set(" ?") & set(page.url)]


def test_a_story_names_three_others_of_its_stage_however_many_there_are(catalogue: Load) -> None:
    found = Watched(catalogue(stories(30)))
    with found.watching() as asked:
        stage = Fragments([shipped("theme/fragments")], found)._stage(STAGE)

    assert stage is not None
    assert len(stage["news"]) == 4  # the story itself may be among them
    questions = [question.split(WITHIN) for question in asked]
    assert [words for words in questions if words[0] == "referring_to"] == [
        ["referring_to", f"roadmap/{STAGE}", "events"],  # one that is over stands for a step of the plan
        ["referring_to", f"roadmap/{STAGE}", "news", "4"],
    ]
