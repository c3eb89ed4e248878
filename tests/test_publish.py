"""`nastavnik publish` at real servers of this computer: one life of a site at each, and everything that goes wrong."""

import datetime as dt
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from nastavnik import messages
from nastavnik.errors import NastavnikError, PublishFailed, PublishRefused
from nastavnik.publishing.hosting import FORMER, NEXT
from nastavnik.publishing.plan import difference, rank, takes_away
from nastavnik.publishing.releases import JOURNAL, RELEASE, Journal, Release, read_journal, read_release, written
from nastavnik.publishing.releasing import Publisher, back, publish
from nastavnik.publishing.settings import SERVICE
from nastavnik.publishing.targets import Target
from nastavnik.publishing.transport import Transport
from tests.hosts import HOSTS, PASSWORD, folder_host, ftp_host, needs_rclone, new_key, sftp_host, webdav_host
from tests.publishing import (
    ADDRESS,
    MOMENT,
    SURNAME,
    Tree,
    build_states,
    held_by,
    rclones,
    reached,
    release,
    send,
    site_in,
    tree,
)

pytestmark = needs_rclone
OURS = Publisher("ours", MOMENT)
POINTS = 50


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return build_states(tmp_path_factory.mktemp("states"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a server shows."""
    shown = tmp_path / "shown"
    shown.mkdir()
    return shown


def come_back(target: Target) -> None:
    with reached(target) as hosting:
        back(hosting, OURS)


# --- one life at each host


@pytest.mark.parametrize("name", HOSTS)
def test_life_of_a_site(name: str, folder: Path, sites: dict[str, Path]) -> None:
    """First publication, a page of the same size, back, another name, a withdrawal: only what differs travels."""
    with HOSTS[name](folder) as target:
        send(target, sites["first"])
        assert site_in(held_by(target, folder)) == tree(sites["first"])

        changed = send(target, sites["changed"])
        before, after = tree(sites["first"]), tree(sites["changed"])
        assert set(changed.plan.send) == {path for path in after if after[path] != before.get(path)} != set()
        assert site_in(held_by(target, folder)) == after
        assert changed.has_former

        come_back(target)
        assert site_in(held_by(target, folder)) == before
        assert send(target, sites["renamed"]).plan.delete == ["news/vtoraya/index.html", "news/vtoraya/poster.png"]
        assert site_in(held_by(target, folder)) == tree(sites["renamed"])

        withdrawn = send(target, sites["withdrawn"])
        held = held_by(target, folder)
        assert withdrawn.is_forgotten
        assert site_in(held) == tree(sites["withdrawn"])
        assert [path for path, data in held.items() if SURNAME.encode() in data or ADDRESS in path + str(data)] == []
        assert {path for path in held if path.startswith(SERVICE)} == {f"{SERVICE}/{RELEASE}", f"{SERVICE}/.htaccess"}
        assert not send(target, sites["withdrawn"]).plan.paths
        with pytest.raises(PublishRefused, match="вернуться не к чему"):
            come_back(target)


def test_way_back_shows_nobody_more_than_before(folder: Path, sites: dict[str, Path]) -> None:
    """Whoever was withdrawn before is not in the former release either, and back leads to no page of his."""
    with folder_host(folder) as target:
        send(target, sites["first"])
        assert send(target, sites["withdrawn"]).is_forgotten
        assert send(target, sites["first"]).has_former  # a new consent: more is shown, and one may think better of it
        come_back(target)

        assert site_in(held_by(target, folder)) == tree(sites["withdrawn"])


def test_nothing_of_the_former_stays_if_told(folder: Path, sites: dict[str, Path]) -> None:
    with folder_host(folder) as target:
        send(target, sites["first"])
        assert send(target, sites["changed"], replace(OURS, forget=True)).is_forgotten
        assert not (folder / "site" / SERVICE / FORMER).exists()


@pytest.mark.parametrize(
    ("gone", "is_away"),
    [
        ("news/a/poster.png", False),  # drawn by the program from the record beside it
        ("news/b/poster.png", True),  # no page beside it: a file of the school
        ("about/poster.png", True),
        ("files/poster.png", True),
        ("news/a/vid.webp", True),
        ("assets/home.webp", False),
        ("news/a/index.html", False),
    ],
)
def test_only_pictures_that_may_show_somebody_take_the_former_away(gone: str, is_away: bool) -> None:
    files = {"news/a/index.html": "1", "about/index.html": "1", gone: "2"}
    left = {path: value for path, value in files.items() if path != gone}

    assert takes_away(Release("1", files), Release("2", left)) == is_away


# --- killed at any moment


@contextmanager
def before_each(act: Callable[[int, Callable[[], object]], None]) -> Iterator[list[int]]:
    """`act` is called with the number of each request to rclone and what sends it; how many there were."""
    asked, post = [0], Transport._post

    def counted(self: Transport, command: str, parameters: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        act(asked[0], lambda: post(self, command, parameters))
        asked[0] += 1
        return post(self, command, parameters)

    Transport._post = counted  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        Transport._post = post  # type: ignore[method-assign]


def killed_at(step: int, target: Target, site: Path, *, amid: bool) -> bool:
    """Publish in a process that is killed (-9) before its request `step` to rclone, or `amid` it; whether it was.

    When it returns, nothing that was started is running.
    """
    mark = f"{os.getpid()}-{step}"

    def kill(number: int, ask: Callable[[], object]) -> None:
        if number != step:
            return
        if amid:
            threading.Thread(target=ask, daemon=True).start()
            threading.Event().wait(0.004)
        os.kill(os.getpid(), signal.SIGKILL)

    pid = os.fork()
    if not pid:
        os.environ["NASTAVNIK_TEST"] = mark
        status = 0
        try:
            with before_each(kill):
                send(target, site)
        except BaseException:
            status = 1
        os._exit(status)
    _, status = os.waitpid(pid, 0)
    while rclones(mark):  # they end with it
        threading.Event().wait(0.01)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def at_rest(target: Target, folder: Path) -> Tree:
    """What a host holds once it has done what it was asked last; a WebDAV server deletes what it replaces first."""
    states: list[Tree] = []
    while len(states) < 2 or states[-1] != states[-2]:
        threading.Event().wait(0.05)
        with suppress(FileNotFoundError):  # gone while it was looked at
            states.append(held_by(target, folder))
    return states[-1]


def is_whole(held: Tree, old: Tree, new: Tree) -> bool:
    """Every address gives its old file or its new one, and until the journal says so all are old.

    A folder that is empty for a moment gives nothing at all.
    """
    live = {path: data for path, data in site_in(held).items() if not path.endswith("/")}
    journal = read_journal(held.get(f"{SERVICE}/{JOURNAL}"))
    if live in (old, new):
        return True
    each = all(live[path] in (old.get(path), new.get(path)) for path in live)
    needed = all(path in live for path in old.keys() & new.keys())
    return each and needed and journal is not None and journal.phase == "switching"


def survives(name: str, folder: Path, sites: dict[str, Path], points: int) -> int:
    """Kill at so many points of a publication, evenly; after each the next run repairs. How many were killed."""
    kills = 0
    with HOSTS[name](folder) as target:
        send(target, sites["first"])
        with before_each(lambda *_: None) as asked:
            send(target, sites["renamed"])
        steps = [round(number * (asked[0] - 1) / points) for number in range(points)]
        for number, step in enumerate(steps):
            old, new = (sites["renamed"], sites["first"])[:: 1 if number % 2 == 0 else -1]
            kills += killed_at(step, target, new, amid=number % 4 > 1)
            held = at_rest(target, folder)
            assert is_whole(held, tree(old), tree(new)), f"request {step} of {asked[0]}"
            send(target, new)
            held = held_by(target, folder)
            assert site_in(held) == tree(new), f"request {step} of {asked[0]}"
            assert not [path for path in held if f"/{NEXT}/" in path or path.endswith((".partial", JOURNAL))]
    return kills


@pytest.mark.skipif(sys.platform != "linux", reason="needs fork and /proc")
@pytest.mark.parametrize("name", ["folder", "sftp"])
def test_sample_of_kills(name: str, folder: Path, sites: dict[str, Path]) -> None:
    assert survives(name, folder, sites, 4) >= 3


@pytest.mark.audit
@pytest.mark.skipif(sys.platform != "linux", reason="needs fork and /proc")
@pytest.mark.parametrize("name", HOSTS)
def test_killed_at_fifty_points(name: str, folder: Path, sites: dict[str, Path]) -> None:
    """Polls of a job come and go with its speed, so the last of them may be after the end."""
    assert survives(name, folder, sites, POINTS) >= POINTS - 10


# --- hosts that refuse


def test_server_that_refuses_to_rename(folder: Path, sites: dict[str, Path]) -> None:
    """Files go straight to their places, in order; back and another name work too."""
    with ftp_host(folder, perm="elradmwMT") as target:
        for name in ("first", "changed", "renamed"):
            send(target, sites[name])
            assert site_in(held_by(target, folder)) == tree(sites[name])
        come_back(target)
        assert site_in(held_by(target, folder)) == tree(sites["changed"])


def test_full_disk_leaves_the_old_site(folder: Path, sites: dict[str, Path]) -> None:
    with ftp_host(folder) as target:
        send(target, sites["first"])
    with ftp_host(folder, most_bytes=40_000) as target, pytest.raises(PublishFailed, match="места"):
        send(target, sites["withdrawn"])
    assert site_in(tree(folder / "site")) == tree(sites["first"])

    with ftp_host(folder) as target:
        send(target, sites["withdrawn"])
    assert site_in(tree(folder / "site")) == tree(sites["withdrawn"])


@pytest.mark.parametrize("host", [ftp_host, webdav_host])
def test_wrong_password(host: object, folder: Path, sites: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.publishing.PASSWORD", "не тот")
    with host(folder) as target, pytest.raises(PublishFailed, match="не принял имя пользователя или пароль"):  # type: ignore[operator]
        send(target, sites["first"])
    assert tree(folder) == {}


def test_changed_key_of_a_server(folder: Path, sites: dict[str, Path]) -> None:
    with sftp_host(folder) as target:
        other = target.model_copy(update={"host_key": (new_key(folder.parent / "other"),)})
        with pytest.raises(PublishFailed, match="ключ сервера не тот"):
            send(other, sites["first"])
    assert tree(folder) == {}


def test_unknown_server_shows_its_key(folder: Path, sites: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    with sftp_host(folder) as target:
        with pytest.raises(PublishFailed) as refused:
            send(target.model_copy(update={"host_key": ()}), sites["first"])
        assert str(refused.value) == messages.host_key_shown(messages.HOST_KEY_UNKNOWN, target.host_key)


# --- lines that are slow and cut


@contextmanager
def line_to(target: Target, most: int = 10**9, pause: float = 0) -> Iterator[Target]:
    """The same target behind a line that is cut after so many bytes of each connection, or rests after each 4 KB."""
    listening, visited = socket.create_server(("127.0.0.1", 0)), list[int]()
    own = listening.getsockname()[1]
    port = target.port or urlsplit(str(target.url)).port or 0
    through = {"port": own} if target.port else {"url": str(target.url).replace(f":{port}", f":{own}")}

    def pass_on(source: socket.socket, to: socket.socket, left: int) -> None:
        try:
            while left > 0 and (data := source.recv(min(4096, left))):
                to.sendall(data)
                left -= len(data)
                threading.Event().wait(pause)
        except OSError:
            pass
        for end in (source, to):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def serve() -> None:
        while True:
            try:
                visitor, _ = listening.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", port))
            visited.append(port)
            for ends, left in (((visitor, server), most), ((server, visitor), 10**9)):
                threading.Thread(target=pass_on, args=(*ends, left), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield target.model_copy(update=through)
        assert visited
    finally:
        listening.close()


@pytest.mark.parametrize("most", [6_000, 60_000])
def test_cut_lines(most: int, folder: Path, sites: dict[str, Path]) -> None:
    with sftp_host(folder) as target:
        send(target, sites["first"])
        with line_to(target, most) as cut:
            try:
                send(cut, sites["withdrawn"])
            except NastavnikError as failed:
                assert str(failed) != messages.host_refused([])
        assert is_whole(held_by(target, folder), tree(sites["first"]), tree(sites["withdrawn"]))
        send(target, sites["withdrawn"])
        assert site_in(held_by(target, folder)) == tree(sites["withdrawn"])


@pytest.mark.parametrize("name", ["sftp", "webdav"])
def test_slow_line(name: str, folder: Path, sites: dict[str, Path]) -> None:
    """400 KB a second and less: nothing is given up, and what is told grows to the end."""
    told: list[tuple[int, int]] = []
    publisher = replace(OURS, tell=lambda done, total: told.append((done, total)))
    with HOSTS[name](folder) as target, line_to(target, pause=0.01) as slow:
        send(slow, sites["first"], publisher)
        send(slow, sites["changed"])
        assert site_in(held_by(target, folder)) == tree(sites["changed"])
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len({done for done, _ in told}) > 2


# --- others at the same target


def test_what_others_changed_is_told(folder: Path, sites: dict[str, Path]) -> None:
    """Of the same size too; nothing is touched before the administrator says so."""
    with folder_host(folder) as target:
        send(target, sites["first"])
        page = folder / "site/news/vstrecha/index.html"
        page.write_bytes(page.read_bytes().replace("Скоро".encode(), "Опять".encode()))
        held = held_by(target, folder)
        with pytest.raises(PublishRefused, match=r"news/vstrecha/index\.html"):
            send(target, sites["changed"])
        assert held_by(target, folder) == held

        send(target, sites["changed"], replace(OURS, allow=True))
        assert site_in(held_by(target, folder)) == tree(sites["changed"])


def test_a_site_of_somebody_else_is_not_overwritten(folder: Path, sites: dict[str, Path]) -> None:
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("Школа")
    (folder / "site/history.html").write_text("История школы")
    with folder_host(folder) as target:
        with pytest.raises(PublishRefused, match=r"index\.html"):
            send(target, sites["first"])
        assert (folder / "site/index.html").read_text() == "Школа"
        send(target, sites["first"], replace(OURS, allow=True))
    assert (folder / "site/history.html").read_text() == "История школы"


def test_an_emptied_folder_is_filled_again(folder: Path, sites: dict[str, Path]) -> None:
    with folder_host(folder) as target:
        send(target, sites["first"])
        for path in site_in(tree(folder / "site")):
            (folder / "site" / path).unlink()
        send(target, sites["changed"])
    assert site_in(tree(folder / "site")) == tree(sites["changed"])


def test_lost_files_are_found_by_a_full_look(folder: Path, sites: dict[str, Path]) -> None:
    with folder_host(folder) as target:
        send(target, sites["first"])
        (folder / "site/assets/nv.css").unlink()
        assert not send(target, sites["first"]).plan.paths
        assert send(target, sites["first"], replace(OURS, full=True)).plan.send == ["assets/nv.css"]


def test_second_publisher_waits(folder: Path, sites: dict[str, Path]) -> None:
    """Half an hour, then whoever began is believed to have been cut off."""
    with folder_host(folder) as target:
        send(target, sites["first"])
        begun = Journal(2, "theirs", (MOMENT - dt.timedelta(minutes=4)).isoformat(), "staging")
        (folder / "site" / SERVICE / JOURNAL).write_bytes(written(begun))
        with pytest.raises(PublishRefused, match="4 минуты назад"):
            send(target, sites["changed"])
        send(target, sites["changed"], replace(OURS, moment=MOMENT + dt.timedelta(hours=1)))
    assert site_in(tree(folder / "site")) == tree(sites["changed"])


def test_who_is_overtaken_stops_before_the_switch(
    folder: Path, sites: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with folder_host(folder) as target:
        send(target, sites["first"])
        with reached(target) as hosting:
            preserve = hosting.preserve

            def overtaken(paths: list[str]) -> None:
                preserve(paths)
                hosting.note(Journal(2, "theirs", MOMENT.isoformat(), "staging"))

            monkeypatch.setattr(hosting, "preserve", overtaken)
            with pytest.raises(PublishFailed, match="другой компьютер"):
                publish(hosting, sites["changed"], release(sites["changed"]), OURS)
    assert site_in(tree(folder / "site")) == tree(sites["first"])


def test_a_third_of_the_pages_does_not_vanish_in_silence(folder: Path, sites: dict[str, Path]) -> None:
    first = release(sites["first"])
    pages = [path for path in first.files if path.endswith("index.html")]
    with folder_host(folder) as target:
        send(target, sites["first"])
        few = {path: value for path, value in first.files.items() if path not in pages[: len(pages) // 2]}
        with reached(target) as hosting, pytest.raises(PublishRefused, match="похоже на ошибку"):
            publish(hosting, sites["first"], replace(first, files=few), OURS)


# --- order, files of a target, secrets


def test_order() -> None:
    order = ["assets/nv.css", "mentors/a/a.webp", "news/a/index.html", "index.html", "news/index.html", "sitemap.xml"]

    assert [rank(path) for path in order] == sorted(map(rank, order))
    assert rank("news/a/index.html") < rank("news/by/year/2026/index.html") < rank("sitemap.xml")


def test_nothing_that_lies_at_a_target_leads_outside(sites: dict[str, Path]) -> None:
    evil = (
        '{"number":1,"by":"x","since":"2026-11-20T06:00:00+00:00","phase":"switching","paths":["../../x","a","/etc/x"]}'
    )
    journal = read_journal(evil.encode())
    spoilt = written(replace(release(sites["first"]), files={"../x": "1", "index.html": "2"}))
    there = read_release(spoilt)

    assert journal and journal.paths == ["a"]
    assert there and list(there.files) == ["index.html"]
    assert difference(there, replace(there, files={})).delete == ["index.html"]
    assert [read_release(data) for data in (b"", b"[]", b'{"id": 1}', b"\xff")] == [None] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_password_is_in_no_file_and_in_no_command_line(
    folder: Path, sites: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NASTAVNIK_TEST", "secrets")
    monkeypatch.setenv("NASTAVNIK_PUBLISH_PASSWORD", PASSWORD)
    with ftp_host(folder) as target, reached(target) as hosting:
        publish(hosting, sites["first"], release(sites["first"]), OURS)
        lines = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in rclones("secrets")]
        variables = [Path(f"/proc/{pid}/environ").read_bytes() for pid in rclones("secrets")]
        log = "".join(hosting.transport.log)

    assert lines and not any(PASSWORD.encode() in line for line in (*lines, *variables, log.encode()))
    assert not any(PASSWORD.encode() in data for data in tree(folder).values())
