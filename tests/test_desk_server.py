"""Who may ask the desk: a page of its own, in a browser that was given the key, by the name of this computer."""

import http.client
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nastavnik.desk.shortcut import shortcut, write_shortcut
from nastavnik.desk.web import DeskServer, Request, Response
from tests.conftest import MENTOR, Files, yml


@pytest.fixture
def server() -> Iterator[DeskServer]:
    """A server that says what it was asked."""

    def answer(request: Request) -> Response:
        return Response(f"{request.method} {request.path} {list(request.fields)} {len(request.body)}".encode())

    server = DeskServer(answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


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
