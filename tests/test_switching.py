"""Nothing interrupts a switch for good, nothing written by others leads it astray, wherever the site lies."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nastavnik.building import durable, switching
from nastavnik.building.outputs import Staging
from nastavnik.building.project import Project
from nastavnik.building.switching import WITHIN
from nastavnik.errors import SiteNotReplaceable, SwitchUnfinished
from tests.conftest import DAY, NEWS, Files, md, run
from tests.test_outputs import PowerCut, Put, published

OLD: Put = {"index.html": b"1", "a/index.html": b"1", "gone/index.html": b"1", "same.css": b"1"}
NEW: Put = {"index.html": b"2", "a": b"2", "same.css": b"1", "b/c/index.html": b"2"}
STEPS = ("replace", "unlink", "rmdir", "mkdir")


def staging(root: Path) -> Staging:
    return Staging(root / "site", root / ".site.staging", root / ".nastavnik" / "staging")


def build(root: Path, put: Put) -> Path:
    with staging(root) as opened:
        opened.put_all(put.items())
        opened.switch()
    return opened.site


def settle(root: Path) -> bool:
    opened = staging(root)
    return switching.settle(opened.site, opened.places)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a finished site of `OLD`."""
    build(tmp_path, OLD)
    return tmp_path


# --- cut off


def at_step(number: int, what: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Do something before the n-th thing that a switch does to files; how many it did, in a list of one number."""
    steps, replay = [0], switching._replay

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            steps[0] += 1
            if steps[0] == number + 1:
                what()
            return real(*arguments, **named)

        return step

    def watched(*arguments: Any) -> None:
        with monkeypatch.context() as patch:
            for name in STEPS:
                patch.setattr(os, name, counted(getattr(os, name)))
            replay(*arguments)

    monkeypatch.setattr(switching, "_replay", watched)
    return steps


def fail(error: BaseException) -> Callable[[], object]:
    def raises() -> None:
        raise error

    return raises


@pytest.mark.parametrize("number", range(12))
def test_cut_at_any_step_it_is_finished_by_who_comes_next(
    number: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        steps = at_step(number, fail(PowerCut()), patch)
        try:
            build(root, NEW)
        except PowerCut:
            assert published(root / "site") != NEW or steps[0] > 7

    settle(root)

    assert published(root / "site") == NEW
    assert not (root / ".site.staging").exists()
    assert not settle(root)


@pytest.mark.parametrize("number", [1, 3])
def test_what_the_disk_refuses_is_said_and_done_by_the_next_build(
    number: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = PermissionError(errno.EACCES, "", str(root / "site/b"))
    with monkeypatch.context() as patch:
        at_step(number, fail(refusal), patch)
        with pytest.raises(SwitchUnfinished, match=r"«site» встал на место не весь: мешает .*site/b — проверьте права"):
            build(root, NEW)

    build(root, OLD | {"index.html": b"3"})

    assert published(root / "site") == OLD | {"index.html": b"3"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_amid_a_switch_is_too_late(number: int, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_step(2, lambda: os.kill(os.getpid(), number), monkeypatch)

    build(root, NEW)

    assert published(root / "site") == NEW


def test_everything_is_on_the_disk_before_the_manifest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[str] = []
    real = durable._flush
    monkeypatch.setattr(durable, "_flush", lambda path, mode: (flushed.append(Path(path).name), real(path, mode)))

    build(root, {"new.html": b"1"})

    assert flushed[:2] == [".nastavnik", "new.html"] or flushed[:2] == ["new.html", ".nastavnik"]
    assert flushed.index("manifest.json.part") > 1
    assert {"site", root.name} <= set(flushed[flushed.index("manifest.json.part") :])


# --- manifests nobody of ours wrote


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"delete": 5}',
        '{"delete": {"index.html": 1}}',
        '{"delete": [5, null]}',
        '{"delete": ["../outside.txt"]}',
        '{"delete": ["a/../../outside.txt"]}',
        '{"delete": ["@/outside.txt"]}',
        '{"delete": ["index.html", ""]}',
        '{"delete": ["a//b"]}',
        '{"delete": ["x\\u0000y"]}',
        '{"put": ["x"]',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_manifest_that_makes_no_sense_is_none(manifest: str, root: Path) -> None:
    outside = root / "outside.txt"
    outside.write_bytes(b"theirs")
    folder = root / ".site.staging"
    switching.begin(folder)
    (folder / "files/index.html").write_bytes(b"half")
    text = manifest.replace("@", root.as_posix())
    (folder / "manifest.json").write_bytes(text.encode(errors="surrogateescape"))

    assert not settle(root)
    assert published(root / "site") == OLD
    assert published(build(root, NEW)) == NEW
    assert outside.read_bytes() == b"theirs"


def test_manifest_of_earlier_versions_is_replayed(root: Path) -> None:
    folder = root / ".site.staging"
    (folder / "files").mkdir(parents=True)
    (folder / "files/index.html").write_bytes(b"2")
    (folder / "manifest.json").write_text(json.dumps({"put": ["index.html"], "delete": ["gone/index.html"]}))

    assert settle(root)
    assert published(root / "site") == {"index.html": b"2", "a/index.html": b"1", "same.css": b"1"}


def test_links_that_lead_out_of_the_site_are_not_followed(root: Path) -> None:
    outside = root / "outside"
    outside.mkdir()
    (outside / "index.html").write_bytes(b"theirs")
    for name in ("gone", "b"):
        shutil.rmtree(root / "site" / name, ignore_errors=True)
        (root / "site" / name).symlink_to(outside, target_is_directory=True)

    build(root, NEW)

    assert published(outside) == {"index.html": b"theirs"}
    assert (root / "site/b/c/index.html").read_bytes() == b"2"
    assert not (root / "site/b").is_symlink()


# --- the mark


def test_mark_names_nothing(root: Path) -> None:
    mark = (root / "site/.nastavnik").read_text(encoding="utf-8")

    assert len(mark.splitlines()) == 1 + len(OLD)
    assert not [path for path in OLD if path in mark]


def test_site_made_elsewhere_loses_what_is_stale(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(root / "site", other / "site")
    (other / "site/yandex_check.html").write_bytes(b"theirs")

    build(other, NEW)

    assert published(other / "site") == NEW | {"yandex_check.html": b"theirs"}


def test_list_of_earlier_versions_is_read_once_and_goes(root: Path) -> None:
    site = root / "site"
    (site / ".nastavnik").unlink()
    (site / ".nastavnik.json").write_text(json.dumps({"files": [*OLD, str(root / "outside.txt"), 5]}), encoding="utf-8")
    for name in (site / "theirs.html", root / "outside.txt"):
        name.write_bytes(b"theirs")

    build(root, NEW)

    assert published(site) == NEW | {"theirs.html": b"theirs"}
    assert sorted(path.name for path in site.glob(".*")) == [".nastavnik"]
    assert (root / "outside.txt").read_bytes() == b"theirs"


def test_owned_folder_keeps_nothing_that_was_not_put(root: Path) -> None:
    (root / "site/pagefind").mkdir()
    (root / "site/pagefind/left.js").write_bytes(b"by a build that was beside another one")
    with staging(root) as opened:
        opened.own("pagefind")
        opened.put_all([*OLD.items(), ("pagefind/new.js", b"1")])
        opened.switch()

    assert published(root / "site") == OLD | {"pagefind/new.js": b"1"}


# --- where the site lies


@pytest.fixture
def own_disk(root: Path) -> Iterator[Path]:
    """The same site on a disk of its own, as a Docker volume is; where nobody may mount, moving there is refused."""
    kept = root / "kept"
    (root / "site").rename(kept)
    (root / "site").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", root / "site"], capture_output=True, check=False
    ) if shutil.which("mount") else None  # fmt: skip
    if mounted is None or mounted.returncode:
        pytest.skip("nobody may mount a disk here")
    shutil.copytree(kept, root / "site", dirs_exist_ok=True)
    try:
        yield root
    finally:
        subprocess.run(["umount", root / "site"], check=True)


@pytest.fixture
def other_disk(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same site, where the system moves no file to from outside."""
    real, site = os.replace, str(root / "site")

    def replace(source: str | Path, target: str | Path) -> None:
        if str(target).startswith(site) != str(source).startswith(site):
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    return root


@pytest.mark.parametrize("disk", ["own_disk", "other_disk"])
def test_site_on_a_disk_of_its_own(disk: str, request: pytest.FixtureRequest) -> None:
    root = request.getfixturevalue(disk)

    build(root, NEW)

    assert published(root / "site") == NEW
    assert not (root / "site" / WITHIN).exists() and not (root / ".site.staging").exists()


@pytest.mark.parametrize("number", range(0, 12, 3))
def test_cut_switch_on_a_disk_of_its_own_is_finished(
    number: int, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        at_step(number, fail(PowerCut()), patch)
        try:
            build(other_disk, NEW)
        except PowerCut:
            shutil.rmtree(other_disk / ".site.staging", ignore_errors=True)  # as with the container it was in

    settle(other_disk)

    assert published(other_disk / "site") == NEW
    assert not (other_disk / "site" / WITHIN).exists()


def test_full_disk_of_its_own_leaves_the_old_site(own_disk: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        build(own_disk, NEW | {"large.bin": b"x" * 2_000_000})

    assert published(own_disk / "site") == OLD
    assert not (own_disk / "site" / WITHIN).exists()


@pytest.mark.parametrize("refusal", [errno.EACCES, errno.EROFS])
def test_where_nothing_can_be_written_beside_the_site(
    refusal: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = switching.begin

    def begin(folder: Path) -> None:
        if folder.parent == root:
            raise OSError(refusal, "", str(folder))
        real(folder)

    monkeypatch.setattr(switching, "begin", begin)

    build(root, NEW)

    assert published(root / "site") == NEW
    assert list((root / ".nastavnik").iterdir()) == []


# --- what is not ours


def test_site_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"theirs")

    with pytest.raises(SiteNotReplaceable, match="site: нужна папка, а это файл"):
        build(tmp_path, NEW)

    assert (tmp_path / "site").read_bytes() == b"theirs"


def test_staging_folder_that_is_a_file(root: Path) -> None:
    (root / ".site.staging").write_bytes(b"theirs")

    with pytest.raises(SiteNotReplaceable, match=r"\.site\.staging: нужна папка, а это файл"):
        build(root, NEW)

    assert (root / ".site.staging").read_bytes() == b"theirs"


@pytest.mark.parametrize("name", ["novel.docx", "files2/novel.docx"])
def test_staging_folder_of_somebody_else_stays(name: str, root: Path) -> None:
    theirs = root / ".site.staging" / name
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")

    with pytest.raises(SiteNotReplaceable, match=r"\.site\.staging: .*в ней лежит чужое"):
        build(root, NEW)

    assert theirs.read_bytes() == b"theirs"
    assert published(root / "site") == OLD


def test_root_of_the_system_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(SiteNotReplaceable, match="весь диск"):
        Project.at(tmp_path, Path("/"))
    with pytest.raises(SiteNotReplaceable, match="лежит не наш сайт"):
        Staging(Path("/"), tmp_path / "staging").open()


def test_manifest_in_a_folder_of_somebody_else_is_none(root: Path) -> None:
    theirs = root / ".site.staging"
    theirs.mkdir()
    (theirs / "novel.docx").write_bytes(b"theirs")
    (theirs / "manifest.json").write_text(json.dumps({"delete": ["index.html"]}), encoding="utf-8")

    assert not settle(root)
    assert published(root / "site") == OLD


# --- commands


def half_switched(root: Path) -> None:
    """A second build of a school, cut off amid its switch."""
    assert run("build", "--root", root, *DAY, "--no-search").exit_code == 0
    file = root / "content/news/a.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Первая", "Вторая"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        at_step(1, fail(PowerCut()), patch)
        with pytest.raises(PowerCut):
            run("build", "--root", root, *DAY, "--no-search")


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("mistake", [True, False])
def test_who_comes_next_finishes_it_first(command: str, mistake: bool, school: Callable[[Files], Path]) -> None:
    root = school({"news/a.md": md(NEWS)})
    half_switched(root)
    if mistake:
        (root / "content/news/b.md").write_text("title: [", encoding="utf-8")

    done = run(command, "--root", root, *DAY)

    assert "теперь он на месте весь" in done.stderr
    assert done.exit_code == int(mistake)
    pages = [path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html")]
    assert any("Вторая встреча" in page for page in pages)
    assert not any("Первая встреча" in page for page in pages)
    assert not (root / ".site.staging").exists()


def test_check_of_a_whole_site_writes_nothing(school: Callable[[Files], Path]) -> None:
    root = school({"news/a.md": md(NEWS)})
    before = sorted(root.rglob("*"))

    run("check", "--root", root, *DAY)

    assert sorted(root.rglob("*")) == before


def test_mkdocs_finishes_it_first(school: Callable[[Files], Path]) -> None:
    root = school({"news/a.md": md(NEWS)})
    half_switched(root)
    (root / "content/news/b.md").write_text("title: [", encoding="utf-8")

    done = subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=root, capture_output=True, check=False)

    assert done.returncode == 1
    pages = [path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html")]
    assert any("Вторая встреча" in page for page in pages)
    assert not any("Первая встреча" in page for page in pages)


def test_search_left_by_others_goes_with_the_search(school: Callable[[Files], Path]) -> None:
    root = school({"news/a.md": md(NEWS)})
    assert run("build", "--root", root, *DAY, "--no-search").exit_code == 0
    left = root / "site/pagefind/all/index/left.pf_index"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"by a build that was beside another one")

    run("build", "--root", root, *DAY, "--no-search")

    assert not (root / "site/pagefind").exists()
