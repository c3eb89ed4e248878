"""What peers are given: the same records, long-tailed words, links that lead somewhere, one change that is a change."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bench import plain, records
from bench.entrant import Entrant
from bench.measure import build, prepare
from bench.peers import ENTRANTS, eleventy, hugo, mkdocs, ours, pelican

COUNT = 12
LINK = re.compile(r"\]\((\.\.?/[^)]+|[\w-]+/[^):]+)\)")
WRITERS = {"mkdocs": mkdocs.content, "hugo": hugo.content, "eleventy": eleventy.content, "pelican": pelican.content}


def words(text: str) -> list[str]:
    return re.findall("[а-яё]{3,}", text.lower())


def test_record_does_not_depend_on_how_many_there_are() -> None:
    few = {(one.kind, one.id): one for one in records.records(20) if one.shown}
    many = {(one.kind, one.id): one for one in records.records(60) if one.shown}

    assert few.items() <= many.items()


def test_words_have_a_long_tail() -> None:
    found = Counter(word for one in records.records(60) for word in words(records.file_text(one)))

    assert len(found) > 10_000
    assert sum(count == 1 for count in found.values()) > len(found) / 3
    assert found.most_common(1)[0][1] > 200


def test_lengths_are_like_real_ones() -> None:
    bodies = [len(one.body) for one in records.records(60) if one.kind == "practices"]

    assert min(bodies) > 1000 and max(bodies) < 6000 and max(bodies) > 2 * min(bodies)


@pytest.mark.parametrize("name", WRITERS)
def test_peer_gets_every_record_and_its_words(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path, COUNT)
    written = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")}

    for one in plain.pages(COUNT):
        assert Counter(words(one.text)) <= Counter(words(written[one.id])), one.id


@pytest.mark.parametrize("name", ["hugo", "eleventy", "pelican"])
def test_links_of_light_peers_are_addresses_of_pages(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path, COUNT)
    content = tmp_path / "content"
    pages = {path.relative_to(content).with_suffix("").as_posix() for path in content.rglob("*.md")}

    targets = {
        (content / path.relative_to(content).with_suffix("") / link).resolve().relative_to(content).as_posix()
        for path in content.rglob("*.md")
        for link in LINK.findall(path.read_text(encoding="utf-8"))
    }

    assert targets
    assert targets - pages == set()


def test_links_of_mkdocs_are_files(tmp_path: Path) -> None:
    mkdocs.content(tmp_path, COUNT)

    targets = [
        path.parent / link for path in tmp_path.rglob("*.md") for link in LINK.findall(path.read_text(encoding="utf-8"))
    ]

    assert targets
    assert [target for target in targets if not target.is_file()] == []


def test_change_is_another_one_each_time(tmp_path: Path) -> None:
    ours.content(tmp_path, COUNT)
    text = [(tmp_path / ours.CHANGED).read_text(encoding="utf-8")]
    for number in (1, 2):
        ours.change_one(tmp_path, number)
        text.append((tmp_path / ours.CHANGED).read_text(encoding="utf-8"))

    assert [one.count("Добавлено предложение") for one in text] == [0, 1, 1]
    assert len(set(text)) == 3


@pytest.mark.parametrize("entrant", [one for one in ENTRANTS if one.before is None], ids=lambda one: one.name)
def test_everybody_builds(entrant: Entrant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of every practice and mentor at the same address, with the words of the record."""
    if not entrant.versions():
        pytest.skip(f"{entrant.name}: {entrant.install}")
    monkeypatch.setattr("bench.entrant.WORK", tmp_path)
    prepare([entrant], COUNT, print)

    build(entrant, COUNT)

    site = entrant.site(COUNT)
    for one in plain.pages(COUNT):
        html = (site / one.kind / one.id / "index.html").read_text(encoding="utf-8")
        assert words(one.title)[0] in html.lower(), one.id
        assert len(set(words(one.text)) - set(words(html))) < 12, one.id  # ours says some captions in its own words


def test_lists_of_light_peers_name_every_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.entrant.WORK", tmp_path)
    light = [one for one in ENTRANTS if one.peer in ("hugo", "eleventy", "pelican") and one.versions()]
    if not light:
        pytest.skip("ни одного из hugo, eleventy, pelican нет")
    prepare(light, COUNT, print)

    for one in light:
        build(one, COUNT)
        listed = (one.site(COUNT) / "practices" / "index.html").read_text(encoding="utf-8")
        assert all(f"{records.name('practices', number)}/" in listed for number in range(COUNT)), one.name
