"""Whose records a source may give: what the region wrote, where it was read, who was first; never a file's name."""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import text

from nastavnik import messages
from nastavnik.bank.store import Store
from nastavnik.bank.store.claims import Nearness, WrittenSource, nearness
from nastavnik.bank.store.model import Harvested, SchoolPassport
from tests.conftest import run, write_files, yml
from tests.harvesting import ROOT, Server, catalogue, conditional, item, packed, serving
from tests.postgres import address, cluster  # noqa: F401 - fixtures
from tests.schools import NIGHT, after, failed, practice, school, taken, unchanged
from tests.test_region_folder import REGION
from tests.test_region_foreign import FOLDER, ROW, form, zipped

HONEST = school(5)
KEY = f"{HONEST.key}/practices/dva-uroka"
ELSEWHERE = school(5, url="https://chuzhaya.example/nastavnichestvo/")
WRITTEN: Mapping[str, WrittenSource] = {
    "aaa": WrittenSource(url="https://chuzhaya.example/nastavnichestvo/", section=True),
    "bbb": WrittenSource(url="https://school5.example/nastavnichestvo/", section=True),
}
INN = {**WRITTEN, "bbb": WRITTEN["bbb"]._replace(inn="0000000005")}
SENT = {"aaa": WrittenSource(place="prislano/a.xlsx"), "bbb": WrittenSource(place="prislano/b.zip")}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/bank.db") as opened:
        yield opened


def honest(day: float = 0) -> Harvested:
    return taken(practice(HONEST), of=HONEST, source="bbb", at=after(day))


def copy(day: float = 0, of: SchoolPassport = HONEST) -> Harvested:
    """The key of the honest school with another text; as it calls its section the very same address, or its own."""
    return taken(practice(of, description="Подменённый текст."), of=of, source="aaa", at=after(day))


def texts(store: Store) -> dict[str, str]:
    return {stored.key: stored.item.data["description"][:10] for stored in store.items(today=after(20).date())}


def reasons(store: Store) -> dict[str, str]:
    return {row.source: row.reason for row in store.schools(after(20).date()) if row.outcome == "failed"}


# --- addresses, however they are spelt

SPELLINGS = {
    ("https://school5.example/n/", "https://school5.example/n"): "EXACT",
    ("http://WWW.School5.example:80/n", "https://school5.example./n/"): "EXACT",
    ("https://школа5.рф/", "https://xn--5-7sb3aeo2d.xn--p1ai/n/"): "SECTION",
    ("https://ШКОЛА5.рф/", "https://школа5.рф/n/"): "SECTION",
    ("https://school5.example/n/api/v1/catalog.json", "https://school5.example/n/"): "EXACT",
    ("https://hosting.example/school6/", "https://hosting.example/school5/"): "HOST",
    ("https://hosting.example/school6/", "https://hosting.example/"): "HOST",
    ("https://hosting.example/s/", "https://hosting.example/s5/"): "HOST",
    ("https://hosting.example/school6/", "https://hosting.example/school6/../school5/"): "HOST",
    ("https://hosting.example/school6/", "https://hosting.example/school6/%2e%2e/school5/"): "HOST",
    ("https://evil.example/", "https://evil.example@school5.example/"): "NONE",
    ("https://evil.example/", "https://school5.example\\@evil.example/"): "NONE",
    ("https://school5.example:8443/", "https://school5.example/"): "NONE",
    ("https://school5.example.evil.example/", "https://school5.example/"): "NONE",
    ("https://xschool5.example/", "https://school5.example/"): "NONE",
    ("https://shkola.example/", "https://shkоla.example/"): "NONE",  # a Cyrillic «о»
    ("ftp://school5.example/", "https://school5.example/"): "NONE",
    ("", "https://school5.example/"): "NONE",
    ("https://school5.example:99999/", "https://school5.example/"): "NONE",
}


@pytest.mark.parametrize(("asked", "named"), SPELLINGS, ids=map(" ".join, SPELLINGS))
def test_address(asked: str, named: str) -> None:
    assert nearness(asked, named) is Nearness[SPELLINGS[asked, named]]


# --- a copy never takes over


@pytest.mark.parametrize("of", [HONEST, ELSEWHERE], ids=["verbatim", "own address"])
@pytest.mark.parametrize("written", [WRITTEN, INN, SENT, {}], ids=["sites", "inn", "sent", "unreadable"])
def test_copy_of_a_school_the_bank_has_is_refused(
    store: Store, of: SchoolPassport, written: dict[str, WrittenSource]
) -> None:
    store.put(honest(), written)
    for night in ((copy(1, of), honest(1)), (unchanged("bbb", after(2)), copy(2, of)), (copy(3, of), failed("bbb"))):
        store.put_all(night, written)

    assert texts(store) == {KEY: "В понедель"}
    assert HONEST.key in reasons(store)["aaa"]
    assert store.rivals() == {"bbb": ("aaa",)}
    assert [change.state for change in store.history(KEY)] == ["appeared"]


@pytest.mark.parametrize("tries", [*permutations([copy(), honest()])], ids=["copy first", "copy last"])
@pytest.mark.parametrize("together", [True, False])
def test_first_harvest_with_both_takes_the_one_read_from_the_schools_own_site(
    store: Store, tries: tuple[Harvested, Harvested], together: bool
) -> None:
    if together:
        store.put_all(tries, WRITTEN)
    else:
        for harvested in tries:
            store.put(harvested, WRITTEN)

    assert texts(store) == {KEY: "В понедель"}
    assert reasons(store) == {"aaa": messages.school_copied(HONEST.key, "bbb", "aaa", messages.BY_SITE)}
    assert store.rivals() == {"bbb": ("aaa",)}


@pytest.mark.parametrize("tries", [*permutations([copy(0, ELSEWHERE), honest()])], ids=["copy first", "copy last"])
def test_first_harvest_where_nothing_tells_them_apart_takes_neither_until_the_region_says(
    store: Store, tries: tuple[Harvested, Harvested]
) -> None:
    store.put_all(tries, WRITTEN)
    disputed = messages.school_disputed(HONEST.key, ["aaa", "bbb"])

    assert texts(store) == {}
    assert reasons(store) == {"aaa": disputed, "bbb": disputed}
    store.put_all([copy(1, ELSEWHERE), failed("bbb", after(1))], WRITTEN)
    assert texts(store) == {}, "a night on which the honest school is silent decides nothing"

    store.put_all([copy(2, ELSEWHERE), honest(2)], INN)
    assert texts(store) == {KEY: "В понедель"}
    assert reasons(store) == {"aaa": messages.school_copied(HONEST.key, "bbb", "aaa", messages.BY_INN)}


def test_source_that_was_off_the_list_finds_its_school_free_when_it_is_back(store: Store) -> None:
    """A file lost for a day: whoever took the key meanwhile, under a site of its own too, has to give it back."""
    store.put(honest(), WRITTEN)
    store.keep_only({"aaa"}, after(1), {"aaa": WRITTEN["aaa"]})
    store.put(copy(1, ELSEWHERE))
    store.keep_only({"aaa", "bbb"}, after(2), WRITTEN)
    store.put_all([copy(2, ELSEWHERE), honest(2)])

    assert texts(store) == {KEY: "В понедель"}
    assert reasons(store) == {"aaa": messages.school_key_shared(HONEST.key, "bbb", "aaa")}


def test_history_of_a_file_is_not_that_of_another_source_under_its_name(store: Store) -> None:
    here = {"aaa": WRITTEN["aaa"]._replace(place="https://chuzhaya.example/nastavnichestvo")}
    there = WrittenSource(url="https://tretya.example/", place="https://tretya.example", section=True)
    store.put(honest(), {**here, "bbb": WRITTEN["bbb"]._replace(place="https://school5.example/nastavnichestvo")})
    store.keep_only({"aaa"}, after(1), here)
    store.put(copy(1, ELSEWHERE))
    assert store.rivals() == {}, "who left the list sends nothing"
    store.keep_only({"aaa", "bbb"}, after(2), {**here, "bbb": there})
    store.put(honest(2))

    assert texts(store) == {KEY: "Подменённы"}


@pytest.mark.parametrize("first", [0, 3], ids=["at once", "first"])
def test_root_of_a_shared_site_is_not_every_school_below_it(store: Store, first: float) -> None:
    root = {**WRITTEN, "aaa": WrittenSource(url="https://school5.example/", section=True)}
    store.put(copy(), root)
    store.put(honest(first), root)

    assert texts(store) == {KEY: "В понедель"}
    assert reasons(store) == {"aaa": messages.school_copied(HONEST.key, "bbb", "aaa", messages.BY_SITE)}


def test_written_inn_wins_over_everything_at_once(store: Store) -> None:
    store.put(copy(0, ELSEWHERE), WRITTEN)
    store.put(honest(1), WRITTEN)
    assert reasons(store)["bbb"] == messages.school_key_shared(HONEST.key, "aaa", "bbb")
    assert store.rivals() == {"aaa": ("bbb",)}

    store.put_all([unchanged("aaa", after(2)), honest(2)], INN)

    assert texts(store) == {KEY: "В понедель"}
    assert list(reasons(store)) == ["aaa"]
    store.put_all([copy(3, ELSEWHERE), honest(3)], WRITTEN)
    assert texts(store) == {KEY: "В понедель"}, "whoever had it without right was not first"


def test_copy_that_came_first_gives_way_to_the_site_it_names_itself(store: Store) -> None:
    store.put(copy(0), WRITTEN)
    store.put(honest(5), WRITTEN)

    assert texts(store) == {KEY: "В понедель"}
    assert list(reasons(store)) == ["aaa"]


def test_school_that_moves_its_site_stays_itself_and_the_region_is_told(store: Store) -> None:
    moved = school(5, url="https://novaya.example/")
    store.put(honest(), WRITTEN)

    said = store.put(taken(practice(moved), of=moved, source="bbb", at=after(1)), WRITTEN)
    store.put(copy(2, ELSEWHERE), WRITTEN)

    old = WRITTEN["bbb"].url
    assert said.sentence == messages.section_elsewhere(old, moved.url, HONEST.key)
    assert [stored.item.url for stored in store.items(today=after(2).date())] == [practice(moved).url]
    store.put(unchanged("bbb", after(3)), WRITTEN)
    assert {row.source: row.note for row in store.schools(after(3).date())}["bbb"] == said.sentence
    store.put(unchanged("bbb", after(4)), INN)
    assert {row.source: row.note for row in store.schools(after(4).date())}["bbb"] == ""


def test_neighbour_on_one_host_is_not_the_school(store: Store) -> None:
    of = school(5, url="https://hosting.example/school5/")
    written = {name: WrittenSource(url=f"https://hosting.example/{name}/", section=True) for name in ("aaa", "school5")}

    store.put_all([copy(0, of), taken(practice(of), of=of, source="school5")], written)

    assert texts(store) == {KEY: "В понедель"}


def test_one_site_written_down_twice_is_taken_once(store: Store) -> None:
    both = {"aaa": WRITTEN["bbb"]._replace(url="http://www.school5.example/nastavnichestvo"), "bbb": WRITTEN["bbb"]}
    store.put_all([honest(), taken(practice(HONEST), of=HONEST, source="aaa")], both)

    assert texts(store) == {KEY: "В понедель"}
    assert reasons(store) == {"aaa": messages.school_listed_twice(HONEST.key, "bbb", "aaa")}


@pytest.mark.parametrize("copy_name", ["aaa", "zzz"])
def test_renamed_file_keeps_its_school_from_a_copy(store: Store, copy_name: str) -> None:
    old = {"bbb": WrittenSource(place="prislano/b.zip"), copy_name: WrittenSource(place="prislano/a.xlsx")}
    new = {"school5": old["bbb"], copy_name: old[copy_name]}
    store.put(honest(), old)
    theirs = taken(practice(HONEST, description="Подменённый текст."), of=HONEST, source=copy_name, at=after(1))
    store.put(theirs, old)

    assert store.keep_only(new, after(2), new) == 0
    store.put(theirs, new)

    assert texts(store) == {KEY: "В понедель"}
    assert store.rivals() == {"school5": (copy_name,)}
    assert [change.state for change in store.history(KEY)] == ["appeared"]


def test_source_whose_file_cannot_be_read_today_keeps_its_school(store: Store) -> None:
    store.put(honest(), INN)
    store.put(copy(1, ELSEWHERE), {"aaa": INN["aaa"]._replace(inn="0000000005")})

    assert texts(store) == {KEY: "В понедель"}


def test_store_of_an_older_program_knows_its_owners(tmp_path: Path) -> None:
    place = f"sqlite:///{tmp_path}/bank.db"
    with Store.open(place) as store:
        store.put(honest(), WRITTEN)
        with store._engine.begin() as connection:
            connection.execute(text("DROP TABLE claims"))
            connection.execute(text("DROP TABLE copies"))

    with Store.open(place) as store:
        store.put(copy(1, ELSEWHERE), WRITTEN)

        assert texts(store) == {KEY: "В понедель"}
        assert store.rivals() == {"bbb": ("aaa",)}


def test_a_long_dispute_goes_alike_in_every_database(address: str) -> None:  # noqa: F811
    with Store.open(address) as store:
        for night in (
            [copy(0, ELSEWHERE), honest(0)],
            [copy(1, ELSEWHERE), failed("bbb", after(1))],
        ):
            store.put_all(night, WRITTEN)
            assert (texts(store), len(reasons(store)), store.rivals()) == ({}, 2, {})
        store.put_all([unchanged("aaa", after(2)), honest(2)], INN)
        assert (texts(store), list(reasons(store)), store.rivals()) == ({KEY: "В понедель"}, ["aaa"], {"bbb": ("aaa",)})
        renamed = {"school5": WrittenSource(), "aaa": INN["aaa"]}
        assert store.keep_only(renamed, after(3), renamed) == 1
        assert store.rivals() == {}


# --- a reason for everything

OUTCOMES = [
    failed("bbb", reason=""),
    failed("bbb"),
    unchanged("bbb"),
    Harvested("bbb", "taken", NIGHT),
    honest(),
    copy(),
]


@pytest.mark.parametrize(
    "before", [(), (failed("bbb"),), (honest(),), (honest(), copy()), (copy(0, ELSEWHERE), honest())]
)
@pytest.mark.parametrize("written", [WRITTEN, INN, SENT, {}])
def test_whatever_failed_has_a_sentence(
    store: Store, before: tuple[Harvested, ...], written: dict[str, WrittenSource]
) -> None:
    for harvested in (*before, *OUTCOMES):
        changes = store.put(harvested, written)
        assert changes.outcome != "failed" or len(changes.sentence) > 10
    assert all(len(reason) > 10 for reason in reasons(store).values())


def test_unchanged_of_a_source_that_lost_its_school_says_why(store: Store) -> None:
    store.put(copy(0, ELSEWHERE), WRITTEN)
    store.put(honest(1), INN)

    said = store.put(unchanged("aaa", after(1)), INN)

    assert said.sentence == messages.school_copied(HONEST.key, "bbb", "aaa", messages.BY_INN)
    assert store.put(unchanged("aaa", after(2)), INN).sentence == messages.UNCHANGED_WITHOUT_COPY


# --- through the door


class Region:
    """A regional project with sources of any kind, harvested by the command."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write_files(root / "content", {"region.yml": yml(REGION)})

    def source(self, name: str, **fields: object) -> None:
        fields = {"title": f"Школа {name}", "contact": f"завуч {name}"} | fields
        write_files(self.root / "content" / "sources", {f"{name}.yml": yml(fields)})

    def harvest(self, day: int = 20) -> tuple[int, list[str]]:
        today = dt.date(2026, 11, day).isoformat()
        done = run("region", "harvest", "--root", self.root, "--today", today, "--allow-private")
        return done.exit_code, done.stderr.splitlines()

    def report(self) -> str:
        return run("region", "report", "--root", self.root, "--today", "2026-11-20").stdout

    def texts(self) -> list[str]:
        with Store.open(f"sqlite:///{self.root}/.nastavnik/bank.db") as store:
            return [stored.item.data["description"] for stored in store.items(today=dt.date(2026, 11, 20))]


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return Region(tmp_path)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def test_both_sides_are_told_and_whom_to_ask(region: Region, server: Server) -> None:
    server.pages = {
        "/a/api/v1/catalog.json": packed(catalogue(item(description="Чужое."))),
        "/b/api/v1/catalog.json": conditional(packed(catalogue(item(description="Своё."))), '"1"'),
    }
    region.source("aaa", url=f"{server.at}a/")
    region.source("bbb", url=f"{server.at}b/", inn="0000000005")

    for day in (18, 19, 20):
        status, said = region.harvest(day)
        assert status == 0
        assert [line for line in said if line.startswith(("aaa: ", "bbb: "))] == [
            "aaa: " + messages.school_copied("0000000005-school5", "bbb", "aaa", messages.BY_INN),
            "bbb: " + messages.rivals_said("0000000005-school5", [("aaa", "Школа aaa", "завуч aaa")]),
        ]
        assert region.texts() == ["Своё."]
    assert "записи этой школы шлёт ещё и sources/aaa.yml («Школа aaa», спросить: завуч aaa)" in region.report()


def test_records_of_others_inside_a_catalogue_are_told_to_them(region: Region, server: Server) -> None:
    own = {"inn": "0000000006", "id": "school6"}
    items = [item(of="0000000006-school6"), item("b", of="0000000005-school5"), item("c", of="0000000007-nobody")]
    server.pages = {
        "/a/api/v1/catalog.json": packed(catalogue(*items, **own)),
        "/b/api/v1/catalog.json": packed(catalogue(item())),
    }
    region.source("aaa", url=f"{server.at}a/")
    region.source("bbb", url=f"{server.at}b/")

    _, said = region.harvest()

    assert [line[:34] for line in said if line.startswith("bbb: записи")] == ["bbb: записи этой школы шлёт ещё и "]
    assert messages.foreign_record("0000000005-school5", "0000000006-school6") in region.report()
    assert len(region.texts()) == 2


def test_catalogue_of_a_school_under_another_written_inn(region: Region, server: Server) -> None:
    server.pages = {f"/{name}/api/v1/catalog.json": packed(catalogue(item())) for name in "ab"}
    region.source("aaa", url=f"{server.at}a/", inn="0000000006")
    region.source("bbb", url=f"{server.at}b/")

    _, said = region.harvest()

    assert "aaa: " + messages.another_school("0000000005-school5", "0000000006") in said
    assert any(line.startswith("bbb: записи этой школы шлёт ещё и sources/aaa.yml") for line in said)


@pytest.mark.parametrize("kind", ["folder", "archive", "table", "catalog"])
@pytest.mark.parametrize("stranger", ["aaa", "zzz"])
def test_copy_sent_by_post_beside_the_schools_own_site(
    region: Region, server: Server, kind: str, stranger: str, tmp_path: Path
) -> None:
    sent = tmp_path / "prislano"
    write_files(sent / "content", FOLDER)
    write_files(sent / "site/api/v1", {"catalog.json": packed(catalogue(item(description="Чужое."))).decode()})
    form(sent / "school.xlsx", ROW)
    zipped(sent / "school.zip", FOLDER)
    path = {"folder": "content", "archive": "school.zip", "table": "school.xlsx", "catalog": "site"}[kind]
    server.pages = {"/b/api/v1/catalog.json": packed(catalogue(item(description="Своё.")))}
    region.source(stranger, source_type=kind, path=f"prislano/{path}", url="https://drugaya.example/")
    region.source("bbb", url=f"{server.at}b/", inn="0000 0000 05")

    for day in (18, 19):
        _, said = region.harvest(day)

        assert region.texts() == ["Своё."]
        assert any(line.startswith(f"{stranger}: ключ «0000000005-school5»") for line in said)
        assert any(line.startswith("bbb: записи этой школы шлёт ещё и ") for line in said)


@pytest.mark.parametrize(
    "key",
    [
        {"inn": "0000\u00a00000 05"},
        {"inn": "００００００００05"},
        {"inn": "٠٠٠٠٠٠٠٠05"},
        {"id": "School5"},
        {"id": "school5 "},
        {"id": "sсhool5"},
        {"id": "school5/"},
    ],
    ids=repr,
)
def test_key_that_only_looks_like_the_schools(region: Region, server: Server, key: dict[str, str]) -> None:
    stranger = catalogue(item(description="Чужое."), **key)
    server.pages = {"/a/api/v1/catalog.json": packed(stranger), "/b/api/v1/catalog.json": packed(catalogue(item()))}
    region.source("aaa", url=f"{server.at}a/")
    region.source("bbb", url=f"{server.at}b/", inn="0000000005")

    _, said = region.harvest()

    assert region.texts() == ["Раз в неделю."]
    assert [line[:5] for line in said if line.startswith("aaa: ")] == ["aaa: "]


def test_redirect_does_not_lend_a_host(region: Region, server: Server) -> None:
    async def away(_: object) -> object:
        from aiohttp import web

        return web.Response(status=302, headers={"Location": f"{server.at}b/api/v1/catalog.json"})

    with serving() as other:
        server.pages = {
            "/b/api/v1/catalog.json": packed(catalogue(item(), section_url=f"{server.at}b/") | {"items": []})
        }
        other.pages = {"/a/api/v1/catalog.json": away}  # type: ignore[dict-item]
        region.source("aaa", url=f"{other.at}a/")
        region.source("bbb", url=f"{server.at}b/")
        _, said = region.harvest()

    assert "aaa: " + messages.school_copied("0000000005-school5", "bbb", "aaa", messages.BY_SITE) in said


@pytest.mark.parametrize("kind", ["catalog", "table", "archive", "pages"])
def test_not_modified_without_being_asked(region: Region, server: Server, kind: str) -> None:
    async def not_modified(_: object) -> object:
        from aiohttp import web

        return web.Response(status=304)

    paths = ("/a/api/v1/catalog.json", "/a/", "/a/sitemap.xml")
    server.pages = dict.fromkeys(paths, not_modified)  # type: ignore[arg-type]
    region.source("aaa", url=f"{server.at}a/", source_type=kind, inn="0000000005", municipality="Лесной округ")

    assert "aaa: " + messages.NOT_MODIFIED_UNASKED in region.harvest()[1]


def test_address_of_the_demo_is_the_one_tests_serve() -> None:
    assert nearness(ROOT, HONEST.url) is not Nearness.NONE
