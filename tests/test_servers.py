"""The site behind real servers, with the configurations a build writes: nginx and Caddy, started here on loopback."""

import gzip
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from nastavnik.building.servers import FILES, USUAL, server_files
from tests.browser import browser as browser  # a fixture
from tests.postgres import free_port
from tests.test_search_browser import asked, faults, window

pytestmark = pytest.mark.xdist_group("browser")

WORDS = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}
SECTION = "/nastavnichestvo/"
WORKER = "user root; " if os.name == "posix" and os.geteuid() == 0 else ""  # folders of tests are their owner's alone
MAIN = (
    WORKER
    + "daemon off; pid {aside}/pid; error_log {aside}/errors; events {{}} http {{ access_log off; include {conf}; }}"
)


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def program(name: str) -> str:
    """A server of Debian; in CI its absence is a failure."""
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if path is None and os.environ.get("CI"):
        pytest.fail(f"{name} is not installed: .ci/run does that")
    return path or pytest.skip(f"no {name} here")


def get(address: str, path: str, encoding: str = "", context: ssl.SSLContext | None = None) -> Answer:
    place = urlsplit(address).netloc
    secure = http.client.HTTPSConnection(place, context=context)
    connection = secure if address.startswith("https") else http.client.HTTPConnection(place)
    connection.request("GET", path, headers={"Accept-Encoding": encoding} if encoding else {})
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    found = Answer(answer.status, headers, answer.read())
    connection.close()
    return found


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[None]:
    """A server that has begun to listen; ended afterwards."""
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        while process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
        if process.poll() is not None:
            pytest.fail(process.stderr.read() if process.stderr else "the server has ended")
        yield
    finally:
        process.terminate()
        process.communicate()


@pytest.fixture(scope="module")
def demo(demo_host: Path) -> Path:
    """The project of the demo school, built."""
    return demo_host.parent / "demo"


def configured(demo: Path, name: str, port: int) -> str:
    """An example as somebody would change it for this computer: the folder of the site, the address."""
    text = (demo / ".nastavnik/servers" / name).read_text("utf-8")
    site = str(demo.parent / "host/nastavnichestvo")
    text = text.replace("/srv/site", site)
    return re.sub(r"^school28\.example \{", f"http://127.0.0.1:{port} {{", text, flags=re.MULTILINE)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def served(request: pytest.FixtureRequest, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo behind a server."""
    path, port, aside = program(request.param), free_port(), tmp_path_factory.mktemp(request.param)
    if request.param == "nginx":
        conf = configured(demo, "container.conf", port).replace("listen 8080", f"listen 127.0.0.1:{port}")
        (aside / "section.conf").write_text(conf, "utf-8")
        (aside / "main.conf").write_text(MAIN.format(aside=aside, conf=aside / "section.conf"), "utf-8")
        command = [path, "-c", str(aside / "main.conf"), "-p", str(aside), "-e", str(aside / "errors")]
    else:
        text = f"{{\n\tadmin off\n}}\n{configured(demo, 'Caddyfile', port)}"
        (aside / "Caddyfile").write_text(text, "utf-8")
        command = [path, "run", "--config", str(aside / "Caddyfile"), "--adapter", "caddyfile"]
    with running(command, port, HOME=str(aside), XDG_DATA_HOME=str(aside), XDG_CONFIG_HOME=str(aside)):
        yield f"http://127.0.0.1:{port}"


def test_every_answer_has_the_headers_of_the_pages(served: str) -> None:
    for path in ("", "mentors/", "assets/nv.css", "нет-такой/".encode().hex()):
        answer = get(served, f"{SECTION}{path}")
        assert [name for name, words in WORDS.items() if words not in answer.headers.get(name.lower(), "")] == [], path
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("assets/nv.css", "text/css; charset=utf-8"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
        ("api/v1/catalog.json", "application/json; charset=utf-8"),
        ("feeds/news.atom", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_types_and_their_encoding_are_said(served: str, path: str, kind: str) -> None:
    answer = get(served, f"{SECTION}{path}")

    assert answer.status == 200
    assert answer.headers["content-type"].endswith(kind)


@pytest.mark.parametrize("path", ["", "assets/nv.css", "assets/nv.js", "api/v1/catalog.json", "feeds/news.atom"])
def test_what_can_be_packed_is_packed(served: str, path: str) -> None:
    plain, packed = get(served, f"{SECTION}{path}"), get(served, f"{SECTION}{path}", "gzip")

    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.headers["vary"].lower() == "accept-encoding"
    assert gzip.decompress(packed.body) == plain.body


def test_pages_are_asked_for_each_time_and_pieces_of_the_search_once(served: str, demo: Path) -> None:
    piece = next((demo.parent / "host/nastavnichestvo/pagefind").rglob("*.pf_fragment"))
    address = piece.relative_to(demo.parent / "host").as_posix()
    page = get(served, SECTION)

    assert page.headers["cache-control"] == USUAL and page.headers["etag"]
    assert get(served, f"/{address}").headers["cache-control"] == "private, max-age=31536000, immutable"
    assert get(served, f"{SECTION}pagefind/shards.json").headers["cache-control"] == USUAL
    assert get(served, f"{SECTION}assets/nv.css").headers["cache-control"] == "public, max-age=3600"
    assert get(served, f"{SECTION}assets/fonts/golos.woff2").headers["cache-control"] == "public, max-age=2592000"


def test_what_is_not_there_is_the_page_of_the_site(served: str) -> None:
    for path in ("net-takoi/", ".nastavnik", "mentors/.tайное".encode().hex(), "calendar/net.ics"):
        answer = get(served, f"{SECTION}{path}")
        assert (answer.status, answer.headers["content-type"].lower()) == (404, "text/html; charset=utf-8"), path
        assert "Такой страницы нет" in answer.body.decode().replace("\xa0", " ")
        assert answer.headers["cache-control"] == USUAL


def test_folder_without_its_slash_leads_on_where_it_is(served: str) -> None:
    for path in ("/nastavnichestvo", f"{SECTION}mentors"):
        answer = get(served, path)
        assert answer.status in (301, 308)
        assert answer.headers["location"] in (f"{path}/", f"{path.rpartition('/')[2]}/")


def test_search_works_and_nothing_is_forbidden(served: str, browser: Browser) -> None:
    page = window(browser, f"{served}{SECTION}")

    assert any("наставник" in title.lower() for title in asked(page, "наставник"))
    assert faults(page) == []
    page.close()


def test_nginx_with_https_says_that_it_stays(demo: Path, tmp_path: Path) -> None:
    path, maker, port = program("nginx"), program("openssl"), free_port()
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    made = [maker, *request, "-subj", "/CN=school28.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    text = configured(demo, "nginx.conf", port)
    changes = {
        r"/etc/letsencrypt/\S+/fullchain\.pem": str(certificate),
        r"/etc/letsencrypt/\S+/privkey\.pem": str(key),
        r"    listen \[::\]:\d+.*;\n": "",
        r"listen 443": f"listen 127.0.0.1:{port}",
        r"listen 80": f"listen 127.0.0.1:{free_port()}",
    }
    for pattern, words in changes.items():
        text = re.sub(pattern, words, text)
    (tmp_path / "section.conf").write_text(text, "utf-8")
    (tmp_path / "main.conf").write_text(MAIN.format(aside=tmp_path, conf=tmp_path / "section.conf"), "utf-8")
    context = ssl.create_default_context(cafile=str(certificate))
    context.check_hostname = False

    command = [path, "-c", str(tmp_path / "main.conf"), "-p", str(tmp_path), "-e", str(tmp_path / "errors")]
    with running(command, port):
        answer = get(f"https://127.0.0.1:{port}", SECTION, context=context)

    assert answer.status == 200
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert WORDS["Content-Security-Policy"] in answer.headers["content-security-policy"]
    assert "warn" not in (tmp_path / "errors").read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("root", ["https://shkola5.ru/", "https://shkola5.ru/raz/dva/"])
def test_configuration_is_of_the_schools_own_address(name: str, root: str) -> None:
    text = server_files({"X-Own": "value"}, root)[name]
    prefix = urlsplit(root).path

    assert ("shkola5.ru" in text) is (name != "container.conf")
    assert f"location {prefix} " in text or f"handle_path {prefix}* " in text
    assert 'X-Own "value"' in text
    assert "[[" not in text and "[%" not in text and "//" not in text.replace("https://", "")
