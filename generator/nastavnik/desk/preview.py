"""`nastavnik serve` where MkDocs is not installed: the site built aside, shown here, built anew at each save.

A page asks for the number of the last build and loads itself again once it has grown; the policy of the pages lets in
that one script, for it is a file of the same address.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.building.site import build
from nastavnik.building.watching import watched
from nastavnik.engines import Engine, usual
from nastavnik.errors import EngineFailed, NastavnikError
from nastavnik.pages.shell import NOT_FOUND

DEFAULT_ADDRESS = "127.0.0.1:8000"
SCRIPT, NUMBER = "/.nastavnik/reload.js", "/.nastavnik/number"
"""Addresses that no site has: names there never begin with a dot."""
RELOADING = f"""\
const number = async () => (await fetch("{NUMBER}")).text();
let shown;
setInterval(async () => {{
  const last = await number().catch(() => shown);
  if (shown !== undefined && last !== shown) location.reload();
  shown = last;
}}, 1000);
"""


class Previewed(Project):
    """A project whose site and memory of builds lie aside: the real ones stay as the last build left them."""

    __slots__ = ()

    @property
    def state(self) -> Path:
        return self.site.parent / "state"


def preview(
    root: Path, day: Callable[[], dt.date], say: Callable[[str], None], *, drafts: bool = False, address: str = ""
) -> None:
    """Show the section until Ctrl-C; `day` tells today before each build, `say` is told what goes on.

    Raises `EngineFailed` for an address that cannot be had.
    """
    place = address or DEFAULT_ADDRESS
    with TemporaryDirectory(prefix="nastavnik-") as aside:
        project = Previewed(root.resolve(), root.resolve() / "content", Path(aside) / "site")
        project.site.mkdir()
        try:
            server = PreviewServer(place, project.site)
        except OSError as error:
            raise EngineFailed(messages.address_taken(place)) from error
        with _serving(server), watched(project) as saves:
            say(messages.serving(f"http://{place.rpartition(':')[0]}:{server.server_port}/"))
            while True:
                server.number += _build(project, day(), say, drafts=drafts)
                saves.wait()


def _build(project: Project, day: dt.date, say: Callable[[str], None], *, drafts: bool) -> bool:
    """Build once, whether it worked; what stops a build is said, and the pages stay as they were."""
    try:
        report = build(project, day, Engine(usual()), drafts=drafts)
    except NastavnikError as error:  # `ContentRejected` too: its words are the problems, a line each
        say(str(error))
        return False
    say(messages.previewed(report.pages))
    return True


class PreviewServer(ThreadingHTTPServer):
    """The built site at an address, `host:port`; `number` grows with each build."""

    daemon_threads = True

    def __init__(self, address: str, site: Path) -> None:
        host, _, port = address.rpartition(":")
        self.number = 0
        super().__init__((host.strip("[]"), int(port)), partial(PreviewedFile, directory=str(site)))


class PreviewedFile(SimpleHTTPRequestHandler):
    """A file of the site; in pages the script that loads them again."""

    server: PreviewServer

    def do_GET(self) -> None:
        own = {SCRIPT: ("text/javascript", RELOADING), NUMBER: ("text/plain", str(self.server.number))}
        path = self.path.partition("?")[0]
        if path in own:
            self._send(200, *own[path])
            return
        file = Path(self.translate_path(path))
        page = file / "index.html" if path.endswith("/") else file
        if not page.is_file():
            super().do_GET()  # a folder without its slash, or nothing
        elif page.suffix == ".html":
            self._send(200, "text/html", page.read_text("utf-8"))
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        own = Path(self.directory) / NOT_FOUND
        self._send(code, "text/html", own.read_text("utf-8") if own.is_file() else messages.NOTHING_HERE)

    def _send(self, code: int, kind: str, text: str) -> None:
        html = text.replace("</body>", f'<script src="{SCRIPT}"></script></body>', 1) if kind == "text/html" else text
        data = html.encode()
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Nothing is printed of who looks at what."""


@contextmanager
def _serving(server: PreviewServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
