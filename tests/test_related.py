"""What stands beside a story: others of the same stage, else its neighbours; a stage of a former plan has its year."""

from collections.abc import Callable

import pytest

from nastavnik.pages.details import Details
from nastavnik.school.catalogue import Catalogue
from nastavnik.views.contents import contents
from nastavnik.views.related import related_stories
from tests.conftest import NEWS, md, yml

Load = Callable[..., Catalogue]
STAGES = [{"number": "1", "title": "Пары"}, {"number": "2", "title": "Итоги"}]


def plans(*years: str) -> dict[str, str]:
    return {f"roadmap/{year}.yml": yml({"school_year": year, "stages": STAGES}) for year in years}


def test_stories_of_the_same_stage_latest_first(catalogue: Load) -> None:
    told = {f"news/{day}.md": md(NEWS, date=f"2026-09-0{day}", stages=["2026-2027/1"]) for day in range(1, 6)}
    found = catalogue({**plans("2026-2027"), **told, "news/x.md": md(NEWS, date="2026-09-09")})
    third = found.get("news", "3")
    assert third

    related = related_stories(found, third)

    assert related.same_stage
    assert [story.id for story in related.stories] == ["5", "4", "2"]


@pytest.mark.parametrize(("story", "expected"), [("4", ["3", "2"]), ("2", ["3", "1"]), ("1", ["2"])])
def test_a_story_alone_at_its_stage_leads_to_its_neighbours(story: str, expected: list[str], catalogue: Load) -> None:
    found = catalogue({f"news/{day}.md": md(NEWS, date=f"2026-09-0{day}") for day in range(1, 5)})
    entry = found.get("news", story)
    assert entry

    related = related_stories(found, entry)

    assert not related.same_stage
    assert [other.id for other in related.stories] == expected


def test_only_a_stage_of_a_former_plan_has_its_year(catalogue: Load) -> None:
    details = Details(catalogue(plans("2025-2026", "2026-2027")), lambda *_: {})

    years = [stage.year for name in ("2026-2027/1", "2025-2026/2") if (stage := details.stage(name))]

    assert years == ["", "2025–2026"]


def test_contents_are_the_highest_headings_of_a_long_text() -> None:
    text = "".join(f"## {number}. Права\n\n### Мелкий\n\nТекст.\n\n" for number in range(1, 5))

    assert [heading.title for heading in contents(text)] == ["1. Права", "2. Права", "3. Права", "4. Права"]
    assert len({heading.anchor for heading in contents(text)}) == 4
    assert contents("## Одна\n\n## Две") == [] and contents(None) == []
