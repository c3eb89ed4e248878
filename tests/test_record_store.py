"""The store of records: packed ones at hand, wherever they lie."""

import pickle

import pytest

from nastavnik.records import News
from nastavnik.school import record_store
from nastavnik.school.record_store import Packed, RecordStore, packed
from tests.conftest import NEWS


def story(number: int) -> Packed:
    return packed(News.model_validate({**NEWS, "title": f"Новость {number}", "text": f"Слово {number}"}))


def full(store: RecordStore, count: int = 5) -> RecordStore:
    for number in range(count):
        store.put(f"{number}.md", story(number))
    return store


def contents(store: RecordStore, count: int = 5) -> list[tuple[str, str]]:
    names = [f"{number}.md" for number in range(count)]
    return [(store.record(name).label, store.texts(name)["text"]) for name in names]


STORIES = [(f"Новость {number}", f"Слово {number}") for number in range(5)]


def test_a_record_put_anew_takes_the_place_of_the_old_one() -> None:
    store = full(RecordStore())
    assert store.record("1.md").label == "Новость 1"
    store.put("1.md", story(7))

    assert store.record("1.md").label == "Новость 7"


def test_few_records_stay_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_store, "MOST_UNPACKED", 2)
    store = full(RecordStore())

    assert contents(store) == contents(store) == STORIES
    assert len(store.unpacked) <= 2


def test_without_room_on_the_disk_they_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record_store, "TemporaryFile", no_room)

    assert contents(full(RecordStore())) == STORIES


def test_what_nobody_put_here_is_asked_of_what_stands_behind() -> None:
    before = story(9)
    store = full(RecordStore(lambda _, part: before.record if part == "record" else before.texts))

    assert contents(store) == STORIES
    assert (store.record("before.md").label, store.texts("before.md")) == ("Новость 9", {"text": "Слово 9"})
    with pytest.raises(KeyError):
        RecordStore().record("never.md")


def test_a_store_sent_to_another_process_takes_its_records_along() -> None:
    assert contents(pickle.loads(pickle.dumps(full(RecordStore())))) == STORIES
