"""`nastavnik publish` as it is typed: publish.yml, what is refused before anything is sent, what visitors get."""

import gzip
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import Result

from nastavnik import messages
from nastavnik.errors import ContentRejected, PublishRefused
from nastavnik.publishing.reading_back import LiveSite, read_back
from nastavnik.publishing.releases import release_of, written
from nastavnik.publishing.settings import SERVICE, environment, variable
from nastavnik.publishing.targets import TRANSPORTS, chosen, targets
from tests.conftest import DAY, DOCUMENT, MENTOR, NEWS, md, run, yml
from tests.hosts import needs_rclone, target
from tests.publishing import site_in, tree

ROOT = Path(__file__).parent.parent
SFTP = "  - name: hosting\n    type: sftp\n    host: ftp.school.test\n    user: school\n    path: /www\n"


# --- publish.yml


def told(folder: Path, text: str) -> list[str]:
    (folder / "publish.yml").write_text(text, encoding="utf-8")
    try:
        return [str(hint) for hint in targets(folder)[1]]
    except ContentRejected as rejected:
        return list(map(str, rejected.problems))


CASES = {
    f"targets:\n{SFTP}": [],
    "targets:\n  name: disk\n  type: папка\n  path: /srv/www\n": [],
    f"targets:\n{SFTP}    password: secret\n": [f"publish.yml:7:15: {messages.PUBLISH_PASSWORD_IN_FILE}"],
    f"targets:\n{SFTP}    Пароль: secret\n": [f"publish.yml:7:13: {messages.PUBLISH_PASSWORD_IN_FILE}"],
    "targets:\n  - name: a\n    type: s3\n    endpoint: https://s3.school.test\n    user: k\n": [
        f"publish.yml:2:5: {messages.target_needs('bucket')}"
    ],
    f"targets:\n{SFTP}{SFTP}": [f"publish.yml:7:11: {messages.TARGET_TWICE}"],
    "targets:\n  - {name: a, type: folder, path: /}\n": [f"publish.yml:2:35: {messages.TARGET_PATH}"],
    f"targets:\n{SFTP.replace('/www', 'www/../..')}": [f"publish.yml:6:11: {messages.TARGET_PATH}"],
    f"targets:\n{SFTP.replace('ftp.school.test', 'АДРЕС')}": [f"publish.yml:4:11: {messages.TARGET_PLACEHOLDER}"],
    f"targets:\n{SFTP.replace('sftp', 'ftp')}": [f"publish.yml:3:11: {messages.FTP_IS_OPEN}"],
}


@pytest.mark.parametrize("text", CASES)
def test_publish_file(text: str, tmp_path: Path) -> None:
    assert told(tmp_path, text) == CASES[text]


EXAMPLES = re.findall(r"```yaml\n(targets:\n.*?)```", (ROOT / "docs/ru/hosting.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_of_the_handbook(text: str, tmp_path: Path) -> None:
    """They are taken as soon as the school writes its own in the places of what is invented."""
    remarks = told(tmp_path, text)

    assert {line.split(": ", 1)[1] for line in remarks} <= {messages.TARGET_PLACEHOLDER}
    assert told(tmp_path, text.replace(".example", ".test").replace("AAAA…", "AAAAC3Nz")) == []


def test_handbook_has_an_example_of_every_type() -> None:
    types = {TRANSPORTS.code(name) for text in EXAMPLES for name in re.findall("type: (.+)", text)}

    assert types == {term.code for term in TRANSPORTS.terms} - {"ftp"}


@pytest.mark.parametrize(
    "text", ["", "targets:\n", "targets: []\n", f"targets:\n{SFTP}    colour: red\n", "targets:\n  - type: gopher\n"]
)
def test_what_is_no_target_has_a_place(text: str, tmp_path: Path) -> None:
    assert [line for line in told(tmp_path, text) if not line.startswith("publish.yml:")] == []
    assert told(tmp_path, text) != []


def test_which_target(tmp_path: Path) -> None:
    told(tmp_path, f"targets:\n{SFTP}{SFTP.replace('hosting', 'spare')}")
    places, _ = targets(tmp_path)

    assert chosen(places, "spare").name == "spare"
    for name in (None, "other"):
        with pytest.raises(PublishRefused, match="hosting, spare"):
            chosen(places, name)


def test_secrets_of_one_target_and_of_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = target(type="ftp", host="h", user="u", path="/", name="main-site")
    monkeypatch.setenv("NASTAVNIK_PUBLISH_PASSWORD", "of all")
    assert variable("NASTAVNIK_PUBLISH_PASSWORD", place) == "of all"
    monkeypatch.setenv("NASTAVNIK_PUBLISH_PASSWORD_MAIN_SITE", "its own")
    monkeypatch.setenv("RCLONE_CONFIG_OTHER_PASS", "somebody's")
    given = environment(place, "obscured", "its own", tmp_path / "known_hosts")

    assert variable("NASTAVNIK_PUBLISH_PASSWORD", place) == "its own"
    assert given["RCLONE_CONFIG_TARGET_PASS"] == "obscured"
    assert not {"its own", "of all", "somebody's"} & set(given.values())


# --- the command


@pytest.fixture
def project(school: Callable[..., Path], tmp_path: Path) -> Path:
    """A built school with a folder to publish to."""
    root = school(
        {"mentors/berezkina.yml": yml(MENTOR), "news/vstrecha.md": md(NEWS), "documents/a.yml": yml(DOCUMENT)}
    )
    (root / "publish.yml").write_text(f"targets:\n  - name: disk\n    type: folder\n    path: {tmp_path}/host/site\n")
    assert build(root).exit_code == 0
    return root


def build(root: Path) -> Result:
    return run("build", "--root", root, "--no-search", *DAY)


def published(root: Path, *words: str) -> Result:
    return run("publish", "--root", root, "--no-read-back", *DAY, *words)


def later(root: Path, name: str, text: str) -> None:
    """A record saved after the build."""
    file = root / "content" / name
    file.write_text(text, encoding="utf-8")
    os.utime(file, (time.time() + 5,) * 2)


@needs_rclone
def test_publish_dry_run_and_back(project: Path) -> None:
    host = project / "host" / "site"
    listed = published(project, "--dry-run")
    assert "передать index.html" in listed.output
    assert not (project / "host").exists()

    assert published(project).output.startswith("опубликовано (disk): передано ")
    first = tree(project / "site")
    assert site_in(tree(host)) == first
    assert published(project, "disk").output == f"{messages.NOTHING_TO_PUBLISH}\n"

    (project / "content/news/vstrecha.md").write_text(md({**NEWS, "title": "Другая"}), encoding="utf-8")
    build(project)
    assert published(project).exit_code == 0
    assert site_in(tree(host)) == tree(project / "site") != first
    assert published(project, "--back").output.startswith("на хостинге (disk) снова прежняя публикация: ")
    assert site_in(tree(host)) == first


def test_site_older_than_its_records_is_refused(project: Path) -> None:
    later(project, "news/vstrecha.md", md({**NEWS, "title": "Другая"}))
    refused = published(project)

    assert (refused.exit_code, refused.output) == (1, f"{messages.SITE_OLDER}\n")


def test_deleted_record_counts_as_a_change(project: Path) -> None:
    (project / "content/news/vstrecha.md").unlink()
    os.utime(project / "content/news", (time.time() + 5,) * 2)

    assert published(project).output == f"{messages.SITE_OLDER}\n"


def test_mistakes_of_the_records_are_said(project: Path) -> None:
    later(project, "news/vstrecha.md", md({**NEWS, "date": "завтра"}))
    refused = published(project, "--allow")

    assert refused.exit_code == 1
    assert "content/news/vstrecha.md:3:7: " in refused.output


def test_site_of_another_day_is_refused(project: Path) -> None:
    refused = run("publish", "--root", project, "--today", "2026-11-21")

    assert refused.output == f"{messages.SITE_OF_ANOTHER_DAY}\n"


def test_without_a_site_and_without_a_file(school: Callable[..., Path]) -> None:
    root = school({})
    assert published(root).output == f"{messages.NO_PUBLISH_FILE}\n"
    (root / "publish.yml").write_text(f"targets:\n{SFTP}", encoding="utf-8")
    assert published(root).output == f"{messages.NO_SITE}\n"


def test_password_is_asked_for_in_ci_by_a_sentence(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NASTAVNIK_PUBLISH_PASSWORD", raising=False)
    monkeypatch.setattr("nastavnik.publishing.passwords._keyring", lambda: None)
    (project / "publish.yml").write_text(f"targets:\n{SFTP}", encoding="utf-8")

    assert published(project).output == f"{messages.PUBLISH_PASSWORD_NEEDED}\n"


def test_without_rclone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nastavnik.publishing.transport._is_new", lambda _: False)

    assert published(project).output.startswith("нужна программа rclone")


# --- what visitors get


class Web(BaseHTTPRequestHandler):
    """A host; `faults` is what it does wrong."""

    site: Path
    faults: frozenset[str]
    log_message = lambda *_: None  # type: ignore[assignment]  # noqa: E731
    TYPES: ClassVar = {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
    }
    TYPES |= {".json": "application/json", ".xml": "text/xml", ".atom": "application/atom+xml", ".ics": "text/calendar"}
    TYPES |= {".webp": "image/webp", ".woff2": "font/woff2", ".pdf": "application/pdf"}
    HEADERS: ClassVar = {
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin",
        "Permissions-Policy": "camera=()",
        "ETag": '"1"',
        "Cache-Control": "no-cache",
    }

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        file = self.site / (f"{path}index.html" if path == "" or path.endswith("/") else path)
        status = 200 if file.is_file() else 404
        body = file.read_bytes() if status == 200 else (self.site / "404.html").read_bytes()
        headers, type = dict(self.HEADERS), self.TYPES.get(file.suffix if status == 200 else ".html", "")
        if "old" in self.faults and path.startswith("news"):
            body = b"<p>old</p>"
        if "foreign" in self.faults and status == 200:
            body = body.replace(b"</body>", b'<script src="https://ads.example/a.js"></script></body>')
        if "open" in self.faults and SERVICE in path:
            status, body = 200, written(release_of(self.site))
        if "soft" in self.faults and status == 404:
            status = 200
        if "own404" in self.faults and status == 404:
            body = b"not found"
        if "bare" in self.faults:
            headers = {}
        if "cache" in self.faults:
            headers["Cache-Control"] = "public, max-age=86400"
        if "charset" in self.faults:
            type = type.removesuffix("; charset=utf-8")
        if "types" in self.faults and file.suffix == ".woff2":
            type = "application/octet-stream"
        if "plain" not in self.faults:
            body, headers["Content-Encoding"] = gzip.compress(body, 1), "gzip"
        self.send_response(status)
        for name, value in {**headers, "Content-Type": type, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def seen(project: Path) -> Iterator[Callable[..., list[str]]]:
    """What is told of a host with some faults."""
    servers = []

    def ask(*faults: str) -> list[str]:
        web = type("Host", (Web,), {"site": project / "site", "faults": frozenset(faults)})
        server = ThreadingHTTPServer(("127.0.0.1", 0), web)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_address[1]}/"
        return read_back(LiveSite(root, project / "site", release_of(project / "site"), ["news/vstrecha/index.html"]))

    yield ask
    for server in servers:
        server.shutdown()
        server.server_close()


def test_good_host(seen: Callable[..., list[str]]) -> None:
    assert seen() == []


FAULTS = {
    "foreign": messages.foreign_on_pages(["ads.example"]),
    "soft": messages.missing_page_answers(200),
    "own404": messages.MISSING_PAGE_NOT_OURS,
    "cache": messages.cached_long(86400),
    "charset": messages.PAGES_WITHOUT_CHARSET,
    "types": messages.wrong_type(".woff2", "application/octet-stream", "font/woff2"),
    "plain": messages.NOT_PACKED,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_of_a_host_is_one_sentence(fault: str, seen: Callable[..., list[str]]) -> None:
    assert seen(fault) == [FAULTS[fault]]


def test_old_pages_missing_headers_and_an_open_service_folder(seen: Callable[..., list[str]]) -> None:
    old, bare, opened = seen("old"), seen("bare"), seen("open")

    assert len(old) == 1 and "/news/" in old[0] and "не то, что опубликовано" in old[0]
    assert bare == [
        messages.headers_missing(
            ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"]
        ),
        messages.NOT_CACHED,
    ]
    assert opened == [messages.SERVICE_IS_SERVED]


def test_address_nobody_answers_at(project: Path) -> None:
    live = LiveSite("http://127.0.0.1:9/", project / "site", release_of(project / "site"))

    assert read_back(live) == [messages.not_answering("http://127.0.0.1:9/")]
