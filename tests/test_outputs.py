"""The site is switched whole or not at all; what did not change is not touched."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from nastavnik.building import switching
from nastavnik.building.outputs import Staging
from nastavnik.building.switching import MANIFEST
from nastavnik.errors import SiteNotReplaceable

Put = dict[str, bytes]
LONG_AGO = 1_000_000_000


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Put], Path]:
    """Builds a site of these outputs in the same folder again and again."""

    def built(put: Put) -> Path:
        staging = open_staging(tmp_path)
        staging.put_all(put.items())
        staging.switch()
        return staging.site

    return built


def open_staging(folder: Path) -> Staging:
    staging = Staging(folder / "site", folder / ".site.staging")
    staging.open()
    return staging


def published(site: Path) -> Put:
    """Everything visitors can get, by address."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name not in (".nastavnik", ".nastavnik.json")
    }


def folders(site: Path) -> Iterable[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir())


def test_site_is_what_was_put(build: Callable[[Put], Path], tmp_path: Path) -> None:
    put = {"index.html": b"home", "news/a/index.html": b"a"}

    site = build(put)

    assert published(site) == put
    assert not (tmp_path / ".site.staging").exists()


def test_large_output_is_compared_by_its_bytes(build: Callable[[Put], Path], tmp_path: Path) -> None:
    """And not by size and time, which are the same here."""
    site = build({"a.zip": b"old"})
    made = tmp_path / "a.zip"
    made.write_bytes(b"new")
    for file in (site / "a.zip", made):
        os.utime(file, (LONG_AGO, LONG_AGO))

    staging = open_staging(tmp_path)
    staging.take("a.zip", made)
    staging.switch()

    assert published(site) == {"a.zip": b"new"}
    assert not made.exists()


def test_unchanged_output_is_not_rewritten(build: Callable[[Put], Path]) -> None:
    site = build({"same.html": b"same", "other.html": b"old"})
    for path in site.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))

    build({"same.html": b"same", "other.html": b"new"})

    assert (site / "same.html").stat().st_mtime == LONG_AGO
    assert (site / "other.html").stat().st_mtime > LONG_AGO


def test_second_build_of_the_same_writes_nothing(build: Callable[[Put], Path]) -> None:
    site = build({"a.html": b"a", "b/index.html": b"b"})
    for path in site.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))

    build({"b/index.html": b"b", "a.html": b"a"})

    assert {path.stat().st_mtime for path in site.rglob("*") if path.is_file()} == {LONG_AGO}


def test_counts_say_what_the_switch_did(tmp_path: Path, build: Callable[[Put], Path]) -> None:
    build({"same": b"1", "changed": b"1", "gone": b"1"})
    staging = open_staging(tmp_path)
    staging.put_all([("same", b"1"), ("changed", b"2"), ("new", b"1")])

    done = staging.switch()

    assert (done.written, done.deleted, done.unchanged) == (2, 1, 1)


def test_vanished_page_is_deleted_with_its_empty_folder(build: Callable[[Put], Path]) -> None:
    site = build({"news/a/index.html": b"a", "news/b/index.html": b"b"})

    build({"news/b/index.html": b"b"})

    assert published(site) == {"news/b/index.html": b"b"}
    assert folders(site) == ["news", "news/b"]


def test_strangers_file_in_our_site_stays(build: Callable[[Put], Path]) -> None:
    site = build({"index.html": b"old", "old/index.html": b"old"})
    (site / "old" / "yandex_check.html").write_bytes(b"theirs")

    build({"index.html": b"new"})

    assert published(site) == {"index.html": b"new", "old/yandex_check.html": b"theirs"}


def test_failed_build_leaves_the_old_site(tmp_path: Path, build: Callable[[Put], Path]) -> None:
    site = build({"index.html": b"old", "a.html": b"a"})
    before = published(site)

    staging = open_staging(tmp_path)
    staging.put("index.html", b"new")
    staging.drop()

    assert published(site) == before
    assert not staging.folder.exists()


def test_build_killed_before_its_manifest_is_dropped(tmp_path: Path, build: Callable[[Put], Path]) -> None:
    site = build({"index.html": b"old"})
    open_staging(tmp_path).put("index.html", b"half")

    staging = open_staging(tmp_path)

    assert published(site) == {"index.html": b"old"}
    assert list(staging.files.iterdir()) == []


@pytest.mark.parametrize("moved", range(8))
def test_interrupted_switch_is_finished_by_the_next_run(
    moved: int, tmp_path: Path, build: Callable[[Put], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"a.html": b"1", "b.html": b"1", "gone/index.html": b"1"}
    site = build(before)
    wanted = {"a.html": b"2", "b.html": b"2", "c/index.html": b"2"}
    staging = open_staging(tmp_path)
    staging.put_all(wanted.items())
    with monkeypatch.context() as patched, pytest.raises(PowerCut):
        patched.setattr(os, "replace", cut_after(moved))
        staging.switch()
        raise PowerCut
    manifest_was_there = moved > 1

    open_staging(tmp_path).drop()

    assert published(site) == (
        wanted if manifest_was_there else {"a.html": b"1", "b.html": b"1", "gone/index.html": b"1"}
    )


class PowerCut(Exception):
    pass


def cut_after(count: int) -> Callable[[Path, Path], None]:
    """`os.replace` that works so many times: first to see whether files can be moved, then for the manifest."""
    real, done = os.replace, [0]

    def replace(source: Path, target: Path) -> None:
        if done[0] == count:
            raise PowerCut
        done[0] += 1
        real(source, target)

    return replace


def test_manifest_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the manifest names lies in staging already, complete."""
    staging = open_staging(tmp_path)
    staging.put_all([("a.html", b"1"), ("b/index.html", b"2")])
    monkeypatch.setattr(switching, "finish", lambda *_: None)

    monkeypatch.setattr(switching, "forget", lambda _: None)

    staging.switch()

    assert (staging.folder / MANIFEST).is_file()
    assert {".nastavnik", "a.html", "b/index.html"} == set(published(staging.files)) | {".nastavnik"}
    assert not staging.site.exists()


def test_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_bytes(b"theirs")

    with pytest.raises(SiteNotReplaceable, match="лежит не наш сайт"):
        open_staging(tmp_path)

    assert published(tmp_path / "site") == {"index.html": b"theirs"}


def test_empty_folder_is_taken(tmp_path: Path, build: Callable[[Put], Path]) -> None:
    (tmp_path / "site").mkdir()

    assert published(build({"index.html": b"home"})) == {"index.html": b"home"}


def test_file_becomes_a_folder(build: Callable[[Put], Path]) -> None:
    build({"news": b"a file"})

    assert published(build({"news/index.html": b"a page"})) == {"news/index.html": b"a page"}


def test_folder_becomes_a_file(build: Callable[[Put], Path]) -> None:
    build({"news/a/index.html": b"a page", "news/index.html": b"a list"})

    assert published(build({"news": b"a file"})) == {"news": b"a file"}


@pytest.mark.parametrize("listed", ["not json", "[]", '{"files": ["../../outside.txt"]}', '{"files": [5, null]}'])
def test_spoilt_list_deletes_nothing_outside(listed: str, tmp_path: Path, build: Callable[[Put], Path]) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"theirs")
    site = build({"deep/index.html": b"1"})
    (site / ".nastavnik.json").write_text(listed, encoding="utf-8")

    build({"index.html": b"2"})

    assert outside.read_bytes() == b"theirs"
    assert published(site)["index.html"] == b"2"
