"""What the bank remembers and what it must forget, on SQLite and on PostgreSQL."""

import datetime as dt
import sqlite3
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from nastavnik import messages
from nastavnik.bank.store import Store, putting
from nastavnik.bank.store.claims import WrittenSource
from nastavnik.bank.store.model import Harvested, Rejection
from nastavnik.bank.store.sql_tables import metadata
from nastavnik.errors import StoreFailed
from nastavnik.text.marks import printable
from tests.postgres import address, cluster  # noqa: F401 - fixtures
from tests.schools import NIGHT, after, failed, practice, school, taken, unchanged

KEY = "0000000005-school5/practices/dva-uroka"
TODAY = NIGHT.date()
NO_WORDS = {"b": WrittenSource()}


@pytest.fixture
def store(address: str) -> Iterator[Store]:  # noqa: F811
    with Store.open(address) as opened:
        yield opened


def keys(store: Store, today: dt.date = TODAY) -> list[str]:
    return [stored.key for stored in store.items(today=today)]


def states(store: Store, key: str = KEY) -> list[tuple[str, dt.datetime]]:
    return [(change.state, change.at) for change in store.history(key)]


# --- the life of a record


def test_record_appears_changes_vanishes_returns(store: Store) -> None:
    tries = [(practice(school()),), (practice(school(), goal="Другая цель."),), (), (practice(school()),)]

    said = [store.put(taken(*items, at=after(day))) for day, items in enumerate(tries)]

    assert [(put.new, put.changed, put.vanished, put.unchanged) for put in said] == [
        (1, 0, 0, 0),
        (0, 1, 0, 0),
        (0, 0, 1, 0),
        (1, 0, 0, 0),
    ]
    assert states(store) == [
        ("appeared", after(0)),
        ("changed", after(1)),
        ("vanished", after(2)),
        ("returned", after(3)),
    ]


def test_record_comes_back_as_it_was_given(store: Store) -> None:
    item = practice(school())
    store.put(taken(item))
    store.put(taken(item, at=after(3)))

    (stored,) = store.items(today=after(5).date())

    assert stored.item == item
    assert (stored.first_seen, stored.last_seen, stored.changed, stored.age) == (after(0), after(3), after(0), 2)


def test_returned_record_was_first_seen_when_it_first_came(store: Store) -> None:
    for day, items in enumerate([(practice(school()),), (), (practice(school()),)]):
        store.put(taken(*items, at=after(day)))

    stored = store.get(KEY, TODAY)

    assert stored is not None
    assert (stored.first_seen, stored.changed) == (after(0), after(2))


def test_nothing_happens_to_what_did_not_change(store: Store) -> None:
    for day in range(3):
        store.put(taken(practice(school()), at=after(day)))
    store.put(unchanged(at=after(3)))

    assert states(store) == [("appeared", after(0))]
    assert [stored.last_seen for stored in store.items(today=TODAY)] == [after(3)]


def test_changes_since_a_moment(store: Store) -> None:
    store.put(taken(practice(school(), "a"), practice(school(), "b")))
    store.put(taken(practice(school(), "b", goal="Иначе."), practice(school(), "c"), at=after(7)))

    said = [(change.key.rpartition("/")[2], change.state) for change in store.changes(after(1))]

    assert said == [("a", "vanished"), ("b", "changed"), ("c", "appeared")]


# --- what must be forgotten


def every_text(address: str) -> str:  # noqa: F811
    """All that any query can find."""
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        rows = [row for name in metadata.tables for row in connection.execute(text(f"SELECT * FROM {name}"))]
    engine.dispose()
    return repr(rows)


def every_byte(address: str) -> bytes:  # noqa: F811
    """All that anybody can read in the folder of an SQLite database."""
    folder = Path(address.removeprefix("sqlite:///")).parent
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.mark.parametrize("size", [1, 400, 9000])
def test_vanished_record_leaves_its_key_and_dates(address: str, size: int) -> None:  # noqa: F811
    secret = practice(school(), description="Канарейкин " * size, authors=[{"name": "Канарейкин Ян Янович"}])
    others = [practice(school(), f"p{number}", tasks=["x" * number * 40]) for number in range(40)]
    with Store.open(address) as store:
        store.put(taken(secret, *others))
        store.put(taken(*others[::2], at=after(1)))

    assert "Канарейкин" not in every_text(address)
    assert KEY in every_text(address)
    if address.startswith("sqlite"):
        assert "Канарейкин".encode() not in every_byte(address)
        assert secret.checksum.encode() not in every_byte(address)
        assert KEY.encode() in every_byte(address)


def test_withdrawn_name_is_nowhere_after_the_next_harvest(address: str) -> None:  # noqa: F811
    named = practice(school(), authors=[{"name": "Канарейкин Ян Янович"}], description="долго " * 2000)
    with Store.open(address) as store:
        store.put(taken(named, *(practice(school(), f"p{number}") for number in range(30))))
        store.put(taken(practice(school()), *(practice(school(), f"p{number}") for number in range(30)), at=after(1)))

    assert "Канарейкин" not in every_text(address)
    if address.startswith("sqlite"):
        assert "Канарейкин".encode() not in every_byte(address)


def test_source_off_the_list_leaves_with_all_it_gave(store: Store) -> None:
    store.put(taken(practice(school(5)), rejections=(Rejection("a", "b", "c"),)))
    store.put(taken(practice(school(6)), of=school(6), source="school6"))

    assert store.keep_only(["school6"], after(1)) == 1
    assert [row.source for row in store.schools(TODAY)] == ["school6"]
    assert states(store) == [("appeared", after(0)), ("vanished", after(1))]
    assert store.rejections("school5") == ()


# --- a school that does not answer


def test_silent_school_keeps_its_copy_and_then_is_hidden(store: Store) -> None:
    store.put(taken(practice(school())))
    for day in (1, 20, 40):
        store.put(failed(at=after(day)))

    shown = [(day, [stored.age for stored in store.items(today=after(day).date())]) for day in (0, 1, 30, 31)]
    (row,) = store.schools(after(31).date())

    assert shown == [(0, [0]), (1, [1]), (30, [30]), (31, [])]
    assert (row.outcome, row.reason, row.age, row.hidden) == ("failed", "сайт не отвечает", 31, True)
    assert row.counts == {"practices": 1}
    assert states(store) == [("appeared", after(0))]


def test_days_to_keep_are_the_regions(store: Store) -> None:
    store.put(taken(practice(school())))

    assert list(store.items(today=after(3).date(), keep_days=2)) == []
    assert len(list(store.items(today=after(3).date(), keep_days=3))) == 1


def test_school_that_answers_again_is_shown_again(store: Store) -> None:
    store.put(taken(practice(school())))
    store.put(failed(at=after(40)))
    store.put(unchanged(at=after(41)))

    (row,) = store.schools(after(41).date())

    assert (row.outcome, row.reason, row.age, row.hidden) == ("unchanged", "", 0, False)


def test_source_never_read_is_reported(store: Store) -> None:
    store.put(failed())

    (row,) = store.schools(TODAY)

    assert (row.school, row.age, row.hidden, row.reason) == (None, None, True, "сайт не отвечает")
    assert store.counts(TODAY) == (1, 0, 0, 1, {})


def test_counts(store: Store) -> None:
    store.put(taken(practice(school(5), "a"), practice(school(5), "b"), at=after(40)))
    store.put(taken(practice(school(6)), of=school(6), source="school6"))

    assert store.counts(after(40).date()) == (2, 1, 1, 0, {"practices": 2})


# --- whose school it is


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_school_listed_twice_stays_with_whoever_had_it_first(store: Store, first: str, second: str) -> None:
    for day, source in enumerate((first, second, second, first)):
        store.put(taken(practice(school()), source=source, at=after(day)))

    rows = {row.source: row for row in store.schools(TODAY)}

    assert keys(store) == [KEY]
    assert (rows[first].outcome, rows[first].counts) == ("taken", {"practices": 1})
    assert (rows[second].outcome, rows[second].counts, rows[second].school) == ("failed", {}, None)
    assert rows[second].reason == messages.school_listed_twice(school().key, first, second)
    assert store.validators()[second] == (None, None)
    assert store.rivals() == {first: (second,)}
    assert [state for state, _ in states(store)] == ["appeared"]


def test_branches_that_share_an_inn_and_forgot_to_differ(store: Store) -> None:
    store.put(taken(practice(school(5)), source="a"))
    other = school(5, url="https://filial.example/")

    said = store.put(taken(practice(other), of=other, source="b"))

    assert (said.outcome, said.sentence) == ("failed", messages.school_key_shared(other.key, "a", "b"))
    assert [stored.item.url for stored in store.items(today=TODAY)] == [practice(school(5)).url]


def test_branches_that_share_an_inn_are_two_schools(store: Store) -> None:
    branch = school(5, key="0000000005-filial", url="https://filial.example/")
    store.put(taken(practice(school(5)), source="a"))
    store.put(taken(practice(branch), of=branch, source="b"))

    assert keys(store) == ["0000000005-filial/practices/dva-uroka", KEY]


def test_school_with_a_new_key(store: Store) -> None:
    renamed = school(5, key="0000000005-lyceum5")
    store.put(taken(practice(school(5))))

    said = store.put(taken(practice(renamed), of=renamed, at=after(1)))

    assert said.sentence == messages.school_key_changed("0000000005-school5", "0000000005-lyceum5")
    assert keys(store) == ["0000000005-lyceum5/practices/dva-uroka"]
    assert [state for state, _ in states(store)] == ["appeared", "vanished"]
    assert [row.note for row in store.schools(TODAY)] == [said.sentence]


def test_source_that_becomes_another_sources_school_loses_what_it_had(store: Store) -> None:
    store.put(taken(practice(school(5)), source="a"))
    store.put(taken(practice(school(6)), of=school(6), source="b"))

    said = store.put(taken(practice(school(5)), of=school(5), source="b", at=after(1)))

    assert (said.outcome, said.vanished) == ("failed", 1)
    assert keys(store) == [KEY]


def test_source_that_is_given_a_school_loses_what_it_had(store: Store) -> None:
    store.put(taken(practice(school(6)), of=school(6), source="a"))
    store.put(taken(practice(school(5)), source="b"))

    store.put(taken(practice(school(5)), source="a", at=after(1)), {"a": WrittenSource(inn="0000000005")} | NO_WORDS)

    rows = {row.source: (row.outcome, dict(row.counts)) for row in store.schools(TODAY)}
    assert keys(store) == [KEY]
    assert rows == {"a": ("taken", {"practices": 1}), "b": ("failed", {})}
    assert [state for state, _ in states(store)] == ["appeared"]


def test_renamed_source_keeps_the_age_of_its_records(store: Store) -> None:
    store.put(taken(practice(school()), source="old"))
    store.keep_only(["new"], after(1))
    store.put(taken(practice(school()), source="new", at=after(1)))

    assert [stored.first_seen for stored in store.items(today=TODAY)] == [after(0)]


def test_same_record_twice_in_one_catalogue(store: Store) -> None:
    store.put(taken(practice(school()), practice(school(), goal="Вторая с тем же именем.")))

    (stored,) = store.items(today=TODAY)

    assert stored.item == practice(school())
    assert store.rejections("school5") == (
        Rejection("practices/dva-uroka", "", messages.same_key_twice("practices", "dva-uroka")),
    )


# --- what was refused, what is left to ask


def test_rejections_are_of_the_last_successful_try(store: Store) -> None:
    first = (Rejection("practices/a", "goal (Цель)", "не хватает поля"), Rejection("practices/b", "", "не запись"))
    store.put(taken(rejections=first))
    store.put(failed(at=after(1)))

    assert store.rejections("school5") == first
    assert [row.rejected for row in store.schools(TODAY)] == [2]

    store.put(taken(at=after(2)))

    assert store.rejections("school5") == ()


def test_interrupted_harvest_knows_what_is_left(store: Store) -> None:
    assert store.pending() == (None, ())
    store.plan(["school6", "school5", "school7"], NIGHT)
    store.put(taken(practice(school(5)), source="school5"))
    store.put(failed("school7"))

    assert store.pending() == (NIGHT, ("school6",))

    store.plan([], after(1))

    assert store.pending() == (after(1), ())


def test_validators_are_of_the_copy_the_bank_has(store: Store) -> None:
    store.put(taken(practice(school()), etag='"abc"'))
    store.put(failed(at=after(1)))

    assert store.validators()["school5"] == ('"abc"', None)
    assert "nobody" not in store.validators()


# --- borders


@pytest.mark.parametrize(
    "nasty",
    [
        "'; DROP TABLE items; --",
        "нуль\x00внутри",
        "половина \ud83d пары",
        "👩‍🏫 \u202e справа налево",
        "%s {} :wanted",
        "а" * 2_000_000,
    ],
    ids=["sql", "nul", "surrogate", "emoji", "placeholders", "long"],
)
def test_any_text_is_kept_as_text(store: Store, nasty: str) -> None:
    readable = nasty.replace("\ud83d", "")
    item = practice(school(), goal=nasty)
    store.put(taken(item, of=school(title=nasty), rejections=(Rejection(nasty, nasty, nasty),), etag=nasty))
    store.put(failed(source=nasty.replace("\x00", "")[:1000], reason=nasty))

    (stored,) = store.items(today=TODAY)

    assert stored.item.data["goal"] == readable
    assert store.rejections("school5")[0].reason == printable(nasty)


def test_put_that_fails_leaves_everything_as_it_was(store: Store) -> None:
    store.put(taken(practice(school(), "a")))

    with pytest.raises(TypeError):
        store.put(taken(practice(school(), "b"), replaced_data(), at=after(1)))

    assert keys(store) == ["0000000005-school5/practices/a"]
    assert [row.last_success for row in store.schools(TODAY)] == [NIGHT]


def replaced_data() -> object:
    from dataclasses import replace

    return replace(practice(school(), "c"), data={"title": object()})


def test_two_writers_wait_for_each_other(address: str) -> None:  # noqa: F811
    def write(number: int) -> None:
        with Store.open(address) as store:
            for day in range(5):
                of = school(number)
                store.put(taken(practice(of, f"p{day}"), of=of, source=f"school{number}", at=after(day)))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(1, 5)))

    with Store.open(address) as store:
        assert len(keys(store)) == 4


def test_reading_while_somebody_writes(store: Store) -> None:
    store.put(taken(*(practice(school(), f"p{number:04d}") for number in range(1200))))
    reading = store.items(today=TODAY)
    first = next(reading)
    store.put(taken(at=after(1)))

    assert (first.item.id, sum(1 for _ in reading)) == ("p0000", 1199)
    assert keys(store) == []


def test_streaming_holds_a_page_not_the_bank(store: Store) -> None:
    size = 20_000
    for number in range(100):
        of = school(number)
        items = [practice(of, f"p{place}", description="ж" * (size // 2)) for place in range(30)]
        store.put(taken(*items, of=of, source=f"school{number}"))

    tracemalloc.start()
    count = sum(1 for _ in store.items(today=TODAY))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 3000
    assert peak < 3000 * size / 2


@pytest.mark.parametrize("wrong", ["", "bank.db", "sqlite://", "mysql://root@localhost/bank", "http://site.example/"])
def test_address_that_is_none(wrong: str) -> None:
    with pytest.raises(StoreFailed, match="sqlite:///"):
        Store.open(wrong)


def test_password_is_never_told() -> None:
    with pytest.raises(StoreFailed) as refused:
        Store.open("postgresql://bank:tajna@127.0.0.1:9/bank")

    assert "tajna" not in str(refused.value)
    assert "127.0.0.1" in str(refused.value)


def test_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "bank.db").write_text("это не база данных " * 100, encoding="utf-8")

    with pytest.raises(StoreFailed, match=r"bank\.db"):
        Store.open(f"sqlite:///{tmp_path}/bank.db")


def test_store_of_a_newer_program(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/bank.db").close()
    with sqlite3.connect(tmp_path / "bank.db") as connection:
        connection.execute("UPDATE about SET value = '99' WHERE name = 'version'")

    with pytest.raises(StoreFailed, match="99"):
        Store.open(f"sqlite:///{tmp_path}/bank.db")


# --- any harvests in any order

TRY = st.tuples(
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["taken", "failed", "unchanged"]),
    st.dictionaries(st.sampled_from("pqrs"), st.integers(0, 2)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TRY, max_size=8))
def test_bank_is_what_the_last_successful_tries_gave(tmp_path_factory: pytest.TempPathFactory, tries: list) -> None:
    expected: dict[str, dict[str, int]] = {}
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('bank')}/bank.db") as store:
        for day, (source, outcome, wanted) in enumerate(tries):
            of = school(ord(source))
            if outcome == "taken":
                items = [practice(of, id, level=version) for id, version in wanted.items()]
                store.put(taken(*items, of=of, source=source, at=after(day)))
                expected[source] = wanted
            else:
                store.put(failed(source, after(day)) if outcome == "failed" else unchanged(source, after(day)))
        found: dict[str, dict[str, int]] = {source: {} for source in expected}
        for stored in store.items(today=TODAY):
            found[chr(int(stored.item.source[:10]))][stored.item.id] = stored.item.data["level"]
            assert [change.state for change in store.history(stored.key)][-1] != "vanished"

    assert found == expected


GIVEN = st.tuples(
    st.sampled_from("abc"),
    st.sampled_from(["taken", "taken", "failed", "unchanged"]),
    st.one_of(st.none(), st.sampled_from("abc")),
    st.dictionaries(st.sampled_from("pq"), st.integers(0, 1)),
)
"""A try: whose, how it ended, whose school it gave if not its own, records."""


def given_of(source: str, outcome: str, other: str | None, wanted: dict[str, int], day: int) -> Harvested:
    if outcome == "taken":
        of = school(ord(other or source))
        items = [practice(of, id, level=version) for id, version in wanted.items()]
        refused = tuple(Rejection(id, "", "нет") for id in sorted(wanted))
        return taken(*items, of=of, source=source, at=after(day), rejections=refused)
    return failed(source, after(day)) if outcome == "failed" else unchanged(source, after(day))


def everything(store: Store) -> list[list[tuple[object, ...]]]:
    with store._engine.connect() as connection:
        return [sorted(map(tuple, connection.execute(table.select())), key=repr) for table in metadata.sorted_tables]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(GIVEN, min_size=1, max_size=4), max_size=4), st.sampled_from([1, putting.CHUNK]))
def test_tries_written_together_are_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, nights: list[list[tuple]], chunk: int
) -> None:
    folder = tmp_path_factory.mktemp("bank")
    with (
        Store.open(f"sqlite:///{folder}/together.db") as together,
        Store.open(f"sqlite:///{folder}/single.db") as single,
        pytest.MonkeyPatch.context() as small,
    ):
        small.setattr(putting, "CHUNK", chunk)
        for store in (together, single):
            store.plan("abc", NIGHT)
        for day, night in enumerate(nights):
            tries = [given_of(*one, day) for one in night]
            assert together.put_all(tries) == [single.put(one) for one in tries]
            assert everything(together) == everything(single)


def test_many_sources_in_one_transaction(store: Store) -> None:
    def night(day: int, *ids: str, **changes: str) -> list[Harvested]:
        return [
            taken(*(practice(of, id, **changes) for id in ids), of=of, source=f"s{number}", at=after(day))
            for number, of in ((number, school(number)) for number in (1, 2, 3))
        ]

    assert [(put.new, put.unchanged) for put in store.put_all(night(0, "p", "q"))] == [(2, 0)] * 3
    first, _, third = night(1, "p", "r", goal="Другая цель.")
    said = store.put_all([first, failed("s2", after(1)), third, unchanged("s9", after(1))])

    assert [(put.outcome, put.new, put.changed, put.vanished) for put in said] == [
        ("taken", 1, 1, 1),
        ("failed", 0, 0, 0),
        ("taken", 1, 1, 1),
        ("failed", 0, 0, 0),
    ]
    assert [put.unchanged for put in store.put_all([unchanged(f"s{number}", after(2)) for number in (1, 2, 3)])] == [
        2
    ] * 3
    assert len(keys(store)) == 6
