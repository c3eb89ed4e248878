"""The shelf: packed records at hand, wherever they lie."""

import pickle

import pytest

from nastavnik.records import News
from nastavnik.school import record_store
from nastavnik.school.record_store import Packed, Shelf, packed
from tests.conftest import NEWS


def story(number: int) -> Packed:
    return packed(News.model_validate({**NEWS, "title": f"Новость {number}", "text": f"Слово {number}"}))


def full(kept: Shelf, count: int = 5) -> Shelf:
    for number in range(count):
        kept.put(f"{number}.md", story(number))
    return kept


def told(kept: Shelf, count: int = 5) -> list[tuple[str, str]]:
    names = [f"{number}.md" for number in range(count)]
    return [(kept.record(name).label, kept.texts(name)["text"]) for name in names]


STORIES = [(f"Новость {number}", f"Слово {number}") for number in range(5)]


@pytest.mark.parametrize("most", [0, 2_000, 1_000_000])
def test_records_are_at_hand_in_memory_and_beyond(most: int) -> None:
    kept = full(Shelf(most=most))

    assert told(kept) == told(kept) == STORIES
    assert (kept.spool is None) == (most == 1_000_000)


def test_a_record_put_anew_takes_the_place_of_the_old_one() -> None:
    kept = full(Shelf(most=0))
    assert kept.record("1.md").label == "Новость 1"
    kept.put("1.md", story(7))

    assert kept.record("1.md").label == "Новость 7"


def test_few_records_stay_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_store, "MOST_UNPACKED", 2)
    kept = full(Shelf())

    assert told(kept) == STORIES
    assert len(kept.unpacked) <= 2


def test_without_room_on_the_disk_they_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record_store, "TemporaryFile", no_room)

    assert told(full(Shelf(most=0))) == STORIES


def test_what_nobody_put_here_is_asked_of_what_stands_behind() -> None:
    before = story(9)
    kept = full(Shelf(lambda _, part: before.record if part == "record" else before.texts))

    assert told(kept) == STORIES
    assert (kept.record("before.md").label, kept.texts("before.md")) == ("Новость 9", {"text": "Слово 9"})
    with pytest.raises(KeyError):
        Shelf().record("never.md")


@pytest.mark.parametrize("most", [0, 1_000_000])
def test_a_shelf_sent_to_another_process_takes_its_records_along(most: int) -> None:
    assert told(pickle.loads(pickle.dumps(full(Shelf(most=most))))) == STORIES
