"""Who may ask the desk: a page of its own, in a browser that was given the key, by the name of this computer."""

import http.client
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from nastavnik.desk.shortcut import shortcut, write_shortcut
from nastavnik.desk.web import FRAMED, DeskServer, Request, Response, redirect
from tests.conftest import MENTOR, Files, yml


@contextmanager
def serving(answer: Callable[[Request], Response]) -> Iterator[DeskServer]:
    server = DeskServer(answer)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def server() -> Iterator[DeskServer]:
    """A server that says what it was asked."""

    def answer(request: Request) -> Response:
        return Response(f"{request.method} {request.path} {list(request.fields)} {len(request.body)}".encode())

    with serving(answer) as server:
        yield server


def ask(
    server: DeskServer, method: str = "GET", path: str = "/", body: bytes = b"", **headers: str | None
) -> tuple[int, dict[str, str], str]:
    """Ask as a browser with the cookie would; a header given as None is left out."""
    usual: dict[str, str | None] = {"Host": f"127.0.0.1:{server.port}", "Cookie": f"{server.cookie}={server.token}"}
    if method == "POST":
        usual |= {"Origin": f"http://127.0.0.1:{server.port}", "Content-Type": "application/x-www-form-urlencoded"}
    usual |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    for name, value in usual.items():
        if value is not None:
            connection.putheader(name, value)
    if method == "POST" and "Content-Length" not in usual:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    answer = (response.status, dict(response.getheaders()), response.read().decode())
    connection.close()
    return answer


def test_own_page_is_answered(server: DeskServer) -> None:
    assert ask(server, path="/kind/mentors")[2] == "GET kind/mentors [] 0"
    assert ask(server, "POST", "/x", b"a=1&b=%D0%B4%D0%B0")[2] == "POST x [('a', '1'), ('b', 'да')] 0"


def test_key_becomes_a_cookie_no_other_site_gets(server: DeskServer) -> None:
    status, headers, _ = ask(server, path=f"/?key={server.token}", Cookie=None)

    assert (status, headers["Location"]) == (303, "/")
    assert headers["Set-Cookie"] == f"{server.cookie}={server.token}; Path=/; HttpOnly; SameSite=Strict"


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {"Cookie": None}),
        ("GET", {"Cookie": "nastavnik-desk-PORT=guess"}),
        ("GET", {"Cookie": "\x00=\x01"}),
        ("GET", {"Cookie": "nastavnik-desk-PORT=\xe9"}),
        ("GET", {"Host": "evil.example"}),
        ("GET", {"Host": "evil.example:80"}),
        ("POST", {"Cookie": None}),
        ("POST", {"Host": "evil.example"}),
        ("POST", {"Origin": "https://evil.example"}),
        ("POST", {"Origin": "null"}),
        ("POST", {"Origin": None}),
        ("POST", {"Origin": "http://127.0.0.1:1"}),
        ("POST", {"Origin": None, "Referer": "https://evil.example/127.0.0.1"}),
        ("POST", {"Origin": "http://[::1"}),
    ],
)
def test_nobody_else_is(server: DeskServer, method: str, headers: dict[str, str | None]) -> None:
    sent = {name: value and value.replace("PORT", str(server.port)) for name, value in headers.items()}
    status, _, text = ask(server, method, "/edit/mentors/belova", b"name=x", **sent)

    assert status == 403
    assert "mentors" not in text
    assert re.search("[а-я]", text)


@pytest.mark.parametrize("length", ["9000000", "-1", "x", ""])
def test_body_too_large_is_not_read(server: DeskServer, length: str) -> None:
    assert ask(server, "POST", "/x", Content_Length=length)[0] == 413


def raw(server: DeskServer, request: bytes) -> bytes:
    """What the server answers to bytes no browser sends."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


HOST = b"Host: 127.0.0.1:PORT\r\n"
ODD_REQUESTS = {
    "no request": b"\x00\xff\r\n\r\n",
    "another method": b"DELETE /x HTTP/1.1\r\n" + HOST + b"\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    "foreign letters in the key": b"GET /?key=%D0%B6 HTTP/1.1\r\n" + HOST + b"\r\n",
    "raw letters in the key": b"GET /?key=\xd0\xb6 HTTP/1.1\r\n" + HOST + b"\r\n",
    "broken address": b"GET //[::1 HTTP/1.1\r\n" + HOST + b"\r\n",
    "very long address": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "very many headers": b"GET / HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 200 + b"\r\n",
    "body without leave": b"POST /x HTTP/1.1\r\n" + HOST + b"Content-Length: 1000000\r\n\r\n" + b"x" * 1_000_000,
}


@pytest.mark.parametrize("request_bytes", ODD_REQUESTS.values(), ids=ODD_REQUESTS)
def test_odd_request_gets_a_sentence(
    server: DeskServer, request_bytes: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = raw(server, request_bytes.replace(b"PORT", str(server.port).encode()))

    head, _, body = answer.partition(b"\r\n\r\n")
    assert re.match(rb"HTTP/1\.1 (4\d\d|501) ", head) or not body  # an answer to what is no HTTP has no head
    assert re.search("[а-я]{4}", (body or answer).decode())
    assert b"Set-Cookie" not in head
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("length", ["\xb2", "1" * 5000, "1_0", "+1"])
def test_odd_length_is_none(server: DeskServer, length: str) -> None:
    assert ask(server, "POST", "/x", Content_Length=length)[0] == 413


def test_nobody_waits_for_a_slow_browser(server: DeskServer) -> None:
    """One sends a byte of its body, and no more."""
    head = f"POST /x HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}={server.token}\r\n"
    head += f"Origin: http://127.0.0.1:{server.port}\r\nContent-Length: 1000\r\n\r\na"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        slow.sendall(head.encode())
        assert ask(server, path="/kind/mentors")[0] == 200


def test_body_cut_off_changes_nothing() -> None:
    asked = list[Request]()
    with serving(lambda request: asked.append(request) or Response()) as server:  # type: ignore[func-returns-value]
        head = f"POST /x HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}={server.token}\r\n"
        head += f"Origin: http://127.0.0.1:{server.port}\r\nContent-Length: 1000\r\n\r\nname=x"
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as cut:
            cut.sendall(head.encode())
            cut.shutdown(socket.SHUT_WR)
            assert cut.recv(100) == b""
    assert asked == []


def test_own_bug_is_loud_and_a_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    def broken(_: Request) -> Response:
        raise ZeroDivisionError

    with serving(broken) as server:
        status, _, text = ask(server)

    assert (status, "ошибка" in text) == (500, True)
    assert "ZeroDivisionError" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"a=%", [("a", "%")]),
        (b"a=%FF%ZZ&&=&b", [("a", "\ufffd%ZZ"), ("", ""), ("b", "")]),
        (b"\xff=\x00", [("\ufffd", "\0")]),
    ],
)
def test_malformed_form_is_read_as_far_as_it_goes(
    server: DeskServer, body: bytes, fields: list[tuple[str, str]]
) -> None:
    assert str(fields) in ask(server, "POST", "/x", body)[2]


def test_thousands_of_fields_are_read(server: DeskServer) -> None:
    body = urlencode([(f"stages/{number}/@from", str(number)) for number in range(20_000)]).encode()

    assert ask(server, "POST", "/x", body)[2].count("@from") == 20_000


def test_key_a_browser_is_started_with_opens_once(server: DeskServer) -> None:
    address = server.address_to_open_once().partition(str(server.port))[2]

    assert server.token not in address
    assert ask(server, path=address, Cookie=None)[0] == 303
    assert ask(server, path=address, Cookie=None)[0] == 403
    assert ask(server, path=f"/?key={server.token}", Cookie=None)[0] == 303
    assert ask(server, path=f"/?key={server.token}", Cookie=None)[0] == 303


def test_two_desks_do_not_take_the_cookie_of_one_another(server: DeskServer) -> None:
    with serving(lambda _: Response()) as other:
        assert other.cookie != server.cookie


@pytest.mark.parametrize("path", ["news/a\r\nSet-Cookie: x=y", "новость", 'a"b', "a?b=1&c=%0d%0aX: y"])
def test_nothing_in_an_address_becomes_a_header(path: str) -> None:
    with serving(lambda _: redirect(path)) as server:
        _, headers, _ = ask(server)

    assert "X" not in headers
    assert "Set-Cookie" not in headers
    assert headers["Location"].isascii()


def test_no_page_of_the_section_sends_a_form() -> None:
    """A text with a form of its own, brought by somebody, would else press the buttons of the desk."""
    assert {"form-action 'none'", "script-src 'none'", "base-uri 'none'"} <= set(FRAMED.split("; "))


def test_only_loopback_listens(server: DeskServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_pages_may_load_nothing_from_elsewhere(server: DeskServer) -> None:
    _, headers, _ = ask(server)

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "http" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("platform", "name", "line"),
    [
        ("win32", "Рабочий стол наставничества.cmd", '"C:\\Py\\python.exe" -m nastavnik desk\r\n'),
        ("darwin", "Рабочий стол наставничества.command", 'exec "C:\\Py\\python.exe" -m nastavnik desk\n'),
        ("linux", "Рабочий стол наставничества.desktop", 'Exec="C:\\Py\\python.exe" -m nastavnik desk --root "'),
    ],
)
def test_double_click_opens_the_desk(tmp_path: Path, platform: str, name: str, line: str) -> None:
    path, data = shortcut(tmp_path, platform, "C:\\Py\\python.exe")

    assert path.name == name
    assert line in data.decode()


def test_git_does_not_see_the_shortcut(tmp_path: Path) -> None:
    (tmp_path / ".git" / "info").mkdir(parents=True)
    (tmp_path / ".git" / "info" / "exclude").write_text("# свои\n", encoding="utf-8")

    path = write_shortcut(tmp_path)

    assert path is not None
    assert (tmp_path / ".git/info/exclude").read_text(encoding="utf-8") == f"# свои\n{path.name}\n"
    assert write_shortcut(tmp_path) is None


def test_command_serves_until_it_is_interrupted(school: Callable[[Files], Path]) -> None:
    root = school({"mentors/berezkina.yml": yml(MENTOR)})
    command = [sys.executable, "-u", "-m", "nastavnik", "desk", "--root", str(root), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout
    port, key = re.findall(r"http://127\.0\.0\.1:(\d+)/\?key=(\S+)", process.stdout.readline())[0]
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)
    connection.request("GET", "/kind/mentors", headers={"Cookie": f"nastavnik-desk-{port}={key}"})

    assert "Берёзкина Анна Павловна" in connection.getresponse().read().decode()

    connection.close()
    process.terminate()
    process.wait(timeout=30)
