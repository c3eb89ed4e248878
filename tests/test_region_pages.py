"""Pages of the bank: what readers see of a practice, a school and the region, and what nobody ever sees."""

import datetime as dt
import json
import os
import re
import signal
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.bank.papers.folder import open_folder
from nastavnik.bank.site import rendering
from nastavnik.bank.site.card_index import Card, CardIndex
from nastavnik.bank.site.practice_lists import PAGE_SIZE, facets
from nastavnik.bank.site.site import build
from nastavnik.bank.store import Store
from nastavnik.bank.store.model import Rejection
from nastavnik.bank.workers import workers
from nastavnik.building.project import Project
from nastavnik.errors import ContentRejected, WorkersFailed
from nastavnik.processes.parallel import InProcess
from nastavnik.views.lists import Choice, counted, slices
from tests.banking import AT, KEY, built, decision, gave, item, member, no_engine, region
from tests.conftest import TODAY
from tests.test_golden import as_read, differing, tree

PAGE = f"practices/{KEY}/dva/index.html"
DAY = dt.timedelta(days=1)


def page(root: Path, path: str) -> str:
    return (root / "site" / path).read_text(encoding="utf-8").replace("\u00a0", " ")


# --- a practice


def test_practice_points_to_its_school(tmp_path: Path) -> None:
    root = region(tmp_path, gave(item("dva", modified=dt.date(2026, 11, 3))))

    built(root)

    html = page(root, PAGE)
    assert '<link rel="canonical" href="https://school5.example/nastavnichestvo/practices/dva/">' in html
    read = as_read(html)
    assert "Полное описание — на сайте организации. Здесь показана копия от 20 ноября 2026." in read
    assert html.index("Читать на сайте организации") < html.index("Какую проблему решаем")
    assert ": Источник проверен\n20 ноября 2026\n" in read
    assert "Ещё не проводилась" in read


def test_practice_sent_by_post_has_no_original(tmp_path: Path) -> None:
    """A school without a section of its own: the page in the bank is the one to be found."""
    source = {"sources/school5.yml": "title: Школа\nsource_type: folder\npath: schools/school5\n"}
    root = region(tmp_path, gave(item("dva")), files=source)

    built(root)

    html = page(root, PAGE)
    assert f'<link rel="canonical" href="https://bank.example/practices/{KEY}/dva/">' in html
    assert "Читать на сайте" not in html
    assert f"<loc>https://bank.example/practices/{KEY}/dva/</loc>" in page(root, "sitemap.xml")


def test_copies_are_not_in_the_map_of_the_site(tmp_path: Path) -> None:
    root = region(tmp_path, gave(item("dva")))

    built(root)

    found = re.findall("<loc>https://bank.example/(.*)</loc>", page(root, "sitemap.xml"))
    assert found == [
        "",
        "practices/",
        "schools/",
        *[f"schools/{one}/" for one in ("by/municipality/lesogorsk", KEY)],
        "report/",
        "accessibility/",
        "changes/",
        "statistics/",
    ]


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        ([{"name": "Орлова К. А.", "post": "Учитель"}], "Орлова К. А., учитель"),
        ([{"team": "Кафедра"}], "Кафедра"),
        ([{"post": "Учитель"}], "Авторский коллектив"),
        ([{"team": "Кафедра"}, {"post": "Учитель"}], "Кафедра, другие авторы"),
    ],
)
def test_authors(authors: list[dict[str, str]], said: str, tmp_path: Path) -> None:
    root = region(tmp_path, gave(item("dva", authors=authors)))

    built(root)

    assert f": Авторы\n{said}\n" in as_read(page(root, PAGE))


def test_text_of_a_school_asks_nothing_of_other_hosts(tmp_path: Path) -> None:
    """No picture is loaded from a school, no link leads inside a site that is not here, nothing runs."""
    text = (
        "![схема](https://school5.example/x.png) и ![](y.png), [сюда](../mentors/a.yml), [туда](https://other.example/)"
    )
    text += ".\n\n<script>alert(1)</script> [зло](javascript:alert(1)) [якорь](#goal)"
    root = region(tmp_path, gave(item("dva", description=text)))

    built(root)

    article = re.search("<article.*?</article>", page(root, PAGE), re.DOTALL)
    assert article
    assert re.findall("<(?:img|script|iframe)", article[0]) == []
    assert re.findall('href="([^"]*)"', article[0]) == ["https://other.example/"]
    assert "схема" in article[0]


# --- decisions


@pytest.mark.parametrize(
    ("verdict", "words"), [("recommended", ["Рекомендована"]), ("in-register", ["В реестре"]), ("seen", [])]
)
def test_verdict_is_on_the_card_and_on_the_page(verdict: str, words: list[str], tmp_path: Path) -> None:
    files = {"decisions/dva.yml": decision(f"{KEY}/practices/dva", verdict, comment="Слово для своих")}
    root = region(tmp_path, gave(item("dva")), files=files)

    built(root)

    for path in (PAGE, "practices/index.html", "index.html"):
        html = page(root, path)
        cards = re.findall('<ul[^>]* id="list">.*?</ul>', html, re.DOTALL) or [html.partition("<footer")[0]]
        assert re.findall("Рекомендована|В реестре", cards[0]) == words
    by = root / "site/practices/by/verdict" / verdict
    assert by.is_dir() == bool(words)


def test_last_decision_counts(tmp_path: Path) -> None:
    key = f"{KEY}/practices/dva"
    files = {
        "decisions/a.yml": decision(key, "hidden", date="2026-11-12"),
        "decisions/b.yml": decision(key, "recommended", date="2026-11-13"),
    }
    root = region(tmp_path, gave(item("dva")), files=files)

    assert built(root).practices == 1


CANARY = re.compile("канаре|kanare", re.IGNORECASE)


def test_nothing_without_a_right_to_it_reaches_the_site(tmp_path: Path) -> None:
    """A private comment, a hidden practice, a vanished one and a school off the list all carry a canary."""
    hidden = item("kanareika", title="Скрытая канарейка", summary="Канарейка " * 20)
    vanished = item("ushla-kanareika", title="Ушедшая канарейка")
    other = member(7)
    files = {
        "decisions/a.yml": decision(f"{KEY}/practices/dva", "recommended", comment="Комментарий канарейке"),
        "decisions/b.yml": decision(f"{KEY}/practices/kanareika", "hidden", comment="Канарейка"),
        "sources/school5.yml": "title: Школа\nurl: https://school5.example/\ncontact: Канарейкин\n",
    }
    first = gave(item("dva"), vanished, at=AT - DAY)
    off = gave(item("kanareika2", school=other, title="Канарейка"), school=other)
    root = region(tmp_path, first, off, gave(item("dva"), hidden), files=files)
    (root / "content/sources/school7.yml").unlink()

    built(root)

    leaks = [path for path, data in tree(root / "site").items() if CANARY.search(path + data.decode("utf-8", "ignore"))]
    assert leaks == []
    assert "Ушло из банка: 1." in page(root, "changes/index.html")


def test_silent_school_leaves_after_thirty_days(tmp_path: Path) -> None:
    root = region(tmp_path, gave(item("dva"), at=AT - 29 * DAY))

    assert built(root).practices == 1
    assert "копия от 22 октября 2026" in as_read(page(root, PAGE))
    assert built(root, TODAY + DAY).practices == 0
    assert not (root / "site" / PAGE).exists()


# --- the region


def test_white_spots_are_named(tmp_path: Path) -> None:
    root = region(tmp_path, gave(item("dva")))

    built(root)

    read = as_read(page(root, "index.html"))
    assert "| [Лесогорский округ](practices/by/municipality/lesogorsk/) 1 школа из 12 | 1 |\n" in read
    assert "| Полянский район 0 школ из 5 | пока нет |\n" in read


def test_municipality_is_the_one_the_region_wrote(tmp_path: Path) -> None:
    """The region's own word for a school wins; another spelling is the same place; an unknown one is a place too."""
    first, second, third = (
        member(number, place) for number, place in ((1, "ЛЕСОГОРСКИЙ  округ"), (2, "Где-то"), (3, "Новый"))
    )
    files = {"sources/school2.yml": "title: Вторая\nurl: https://x.example/\nmunicipality: Полянский район\n"}
    root = region(tmp_path, *(gave(item("a", school), school=school) for school in (first, second, third)), files=files)

    built(root)

    places = sorted(path.name for path in (root / "site/practices/by/municipality").iterdir())
    assert places == ["lesogorsk", "novyi", "polyany"]


def test_public_pages_never_show_a_schools_mistakes(tmp_path: Path) -> None:
    refused = Rejection("practices/tri.md", "строка 4", "forms (Форма): «кот» нет в списке")
    root = region(tmp_path, gave(item("dva"), rejections=[refused]))

    built(root)

    for path in ("report/index.html", f"schools/{KEY}/index.html"):
        assert "tri.md" not in as_read(page(root, path)) and "кот" not in as_read(page(root, path)).split()
        assert "Прочитана" in as_read(page(root, path))


def test_bank_without_practices_is_a_site_too(tmp_path: Path) -> None:
    root = region(tmp_path)

    assert built(root).practices == 0
    assert "В банке пока пусто" in page(root, "index.html")
    assert json.loads((root / "site/api/v1/catalog.json").read_bytes())["items"] == []


# --- lists


def card_index(tmp_path: Path, seen: list[int], name: str = "cards") -> CardIndex:
    """A card index of practices that came on the days given, in the order of their keys."""
    made = CardIndex.at(tmp_path / name)
    for number, day in enumerate(seen):
        came = TODAY - dt.timedelta(days=day)
        made.add(Card("school", (("forms", f"f{number % 3}"),), came, None, None, f"<{number}>".encode()))
    made.finished()
    return made


@settings(max_examples=60, deadline=None)
@given(days=st.lists(st.integers(1, 40), max_size=150))
def test_new_practice_changes_the_first_page_and_the_newest_number_only(
    days: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("book")
    before, after = card_index(folder, days, "before"), card_index(folder, [*days, 0], "after")

    def pages(made: CardIndex) -> dict[str, tuple[tuple[bytes, ...], str, str]]:
        return {
            part.url: (made.cards(part.entries), part.newer, part.older) for part in slices(made.order, "x/", PAGE_SIZE)
        }

    old, new = pages(before), pages(after)
    changed = {url for url in old | new if old.get(url) != new.get(url)}
    numbers = sorted((int(url.split("/")[2]) for url in new if url != "x/"), reverse=True)
    newest = {f"x/page/{number}/" for number in numbers[:2]}  # its neighbour names it as the newer one
    assert changed <= {"x/", *newest}
    assert b"".join(card for part in new.values() for card in part[0]).count(b"<") == len(days) + 1


def test_pages_behind_the_first_do_not_know_how_many_there_are(tmp_path: Path) -> None:
    many = [item(f"p{number:03d}") for number in range(3 * PAGE_SIZE + 5)]
    root = region(tmp_path, gave(*many, at=AT - DAY))
    built(root)
    before = tree(root / "site/practices/page")
    with_one_more = region(tmp_path, gave(*many, item("new"), at=AT))
    built(with_one_more)

    assert sorted(before) == ["1/index.html", "2/index.html"]
    assert differing(before, tree(root / "site/practices/page")) == []


def test_numbered_page_leads_back_to_its_list(tmp_path: Path) -> None:
    """Not to the page beside it."""
    root = region(tmp_path, gave(*(item(f"p{number:03d}") for number in range(3 * PAGE_SIZE))))

    built(root)

    for part, way in (("practices/page/1", "../../"), (f"schools/{KEY}/page/1", "../../")):
        crumbs = re.search(r'<nav class="wrap crumbs.*?</nav>', page(root, f"{part}/index.html"), re.DOTALL)
        assert crumbs
        assert re.findall('href="([^"]*)"', crumbs[0])[-1] == way


@pytest.mark.parametrize(("values", "first", "rest"), [(6, 6, 0), (7, 5, 2), (40, 5, 35)])
def test_long_facet_shows_its_largest_values(values: int, first: int, rest: int) -> None:
    found = {Choice("municipality", f"m{n:02d}", f"Район {n:02d}"): range(n % 9) for n in range(values)}

    (facet,) = facets(counted(found))

    assert (len(facet.first), len(facet.rest)) == (first, rest)
    if rest:
        assert min(pill.count for pill in facet.first) >= max(pill.count for pill in facet.rest)
        assert [pill.title for pill in facet.rest] == sorted(pill.title for pill in facet.rest)


# --- what machines read


def test_catalogue_can_be_aggregated_further(tmp_path: Path) -> None:
    files = {"decisions/dva.yml": decision(f"{KEY}/practices/dva", "recommended", comment="Для себя")}
    root = region(tmp_path, gave(item("dva", modified=dt.date(2026, 11, 3))), files=files)

    built(root)

    catalogue = json.loads((root / "site/api/v1/catalog.json").read_bytes())
    (found,) = catalogue["items"]
    assert catalogue["version"] == 1
    assert [school["source"] for school in catalogue["schools"]] == [KEY]
    assert "/".join((found["source"], found["kind"], found["id"])) == f"{KEY}/practices/dva"
    assert found["url"] == "https://school5.example/nastavnichestvo/practices/dva/"
    assert found["bank_url"] == f"https://bank.example/practices/{KEY}/dva/"
    assert found["checksum"] == item("dva").checksum
    assert found["decision"] == {
        "verdict": ["recommended"],
        "expert_body": "Методический совет",
        "date": "2026-11-12",
    }


def test_feed_tells_of_new_and_changed_practices(tmp_path: Path) -> None:
    root = region(
        tmp_path,
        gave(item("dva"), item("tri", title="Старое"), at=AT - 3 * DAY),
        gave(item("dva"), item("tri", title="Новое"), at=AT),
    )

    built(root)

    feed = feedparser.parse((root / "site/feeds/practices.atom").read_bytes())
    told = [(entry.title, entry.published[:10], entry.updated[:10]) for entry in feed.entries]
    assert not feed.bozo
    assert told == [("Новое", "2026-11-17", "2026-11-20"), ("Урок вдвоём", "2026-11-17", "2026-11-17")]


# --- the build


@pytest.mark.parametrize("here", [True, False])
def test_chunks_elsewhere_make_the_same_bytes(here: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schools = [member(number) for number in range(1, 6)]
    root = region(tmp_path, *(gave(*(item(f"p{n}", one) for n in range(4)), school=one) for one in schools))
    built(root)
    monkeypatch.setattr(rendering, "PRACTICES_A_CHUNK", 3)
    monkeypatch.setattr(rendering, "LEAVES_A_CHUNK", 2)
    project = Project.at(root, tmp_path / "other")
    folder = open_folder(root, TODAY)

    with workers(2) as executor, Store.open(folder.store) as store:
        build(project, folder, store, TODAY, executor, no_engine, here=here)

    assert differing(tree(root / "site"), tree(tmp_path / "other")) == []


def test_machines_behind_a_scheduler_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of two is killed amid its work: the other draws what it had in hand."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(rendering, "PRACTICES_A_CHUNK", 3)
    schools = [member(number) for number in range(1, 5)]
    root = region(tmp_path, *(gave(*(item(f"p{n}", one) for n in range(4)), school=one) for one in schools))
    built(root)
    project, folder = Project.at(root, tmp_path / "other"), open_folder(root, TODAY)

    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        workers(1, cluster.scheduler_address) as executor,
        Store.open(folder.store) as store,
    ):
        add, killed = CardIndex.add, list[int]()

        def add_and_kill(cards: CardIndex, card: Card) -> None:
            if not killed:
                killed.append(cluster.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)
            add(cards, card)

        monkeypatch.setattr(CardIndex, "add", add_and_kill)
        build(project, folder, store, TODAY, executor, no_engine, here=False)

    assert killed
    assert differing(tree(root / "site"), tree(tmp_path / "other")) == []


def test_machines_all_lost_are_said_and_leave_the_old_site(tmp_path: Path) -> None:
    """What every machine dies of: the scheduler gives up after a few of them, and says it in its own way."""
    distributed = pytest.importorskip("distributed")
    root = region(tmp_path, gave(item("dva")))
    built(root)
    before = tree(root / "site")
    killed = distributed.KilledWorker("draw", None, 3)

    class Failing(InProcess):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(killed)
            return future

    project, folder = Project.at(root), open_folder(root, TODAY)
    with Store.open(folder.store) as store, pytest.raises(WorkersFailed, match="прежний сайт"):
        build(project, folder, store, TODAY, Failing(), no_engine, here=False)

    assert tree(root / "site") == before


def die(*_: Any) -> None:
    """What a process does that the system ends."""
    os._exit(9)


def test_lost_process_is_said_and_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = region(tmp_path, gave(item("dva")))
    built(root)
    before = tree(root / "site")
    monkeypatch.setattr(rendering, "draw_practices", die)
    project, folder = Project.at(root), open_folder(root, TODAY)

    with workers(2) as executor, Store.open(folder.store) as store, pytest.raises(WorkersFailed, match="прежний сайт"):
        build(project, folder, store, TODAY, executor, no_engine)

    assert tree(root / "site") == before


def test_silent_scheduler_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("nastavnik.bank.workers.PATIENCE", 0.5)

    with (
        pytest.raises(WorkersFailed, match="не отвечает"),
        workers(1, "tcp://127.0.0.1:9"),
    ):
        pass


def test_template_changed_between_two_builds_is_seen(tmp_path: Path) -> None:
    """By those too who draw for more than one build."""
    root = region(tmp_path, gave(item("dva")))
    own = root / "theme/fragments/region/practices.html"
    theme = (Path(__file__).parent.parent / "theme/fragments/region/practices.html").read_text(encoding="utf-8")
    own.parent.mkdir(parents=True)

    for word in ("Карточка", "Бумага"):
        own.write_text(theme.replace("Паспорт практики", word), encoding="utf-8")
        built(root)
        assert word in page(root, PAGE)


def test_bank_built_day_by_day_is_a_clean_build(tmp_path: Path) -> None:
    """A bank that grew, lost and changed practices has the bytes of one built at once."""
    root = region(tmp_path, gave(item("dva"), item("tri"), at=AT - 2 * DAY))
    built(root, TODAY - DAY)
    region(tmp_path, gave(item("dva", title="Иначе"), item("novaya"), at=AT))

    built(root)
    built(root, site=tmp_path / "clean")

    assert differing(tree(root / "site"), tree(tmp_path / "clean")) == []


def test_bad_line_of_the_region_leaves_the_old_site(tmp_path: Path) -> None:
    root = region(tmp_path, gave(item("dva")))
    built(root)
    before = tree(root / "site")
    (root / "content/region.yml").write_text("title: [\n", encoding="utf-8")

    with pytest.raises(ContentRejected):
        built(root)

    assert tree(root / "site") == before
    assert not (root / ".site.staging").exists()
