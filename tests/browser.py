"""A real browser over a built site: system Chromium first, then playwright's own if it can be had."""

import functools
import gzip
import http.server
import os
import shutil
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, sync_playwright
from playwright.sync_api import Error as PlaywrightError

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PACKED = (".woff2", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
"""Files that are packed already: no server packs them again."""
ANSWERED = """() => !document.querySelector('#find ol[aria-busy]')
    && /^(Найдено|Ничего)/.test(document.querySelector('#find [role=status]').textContent)"""
FIRST_VIEW, REQUESTS = 70_000, 6  # bytes with gzip; pictures come later


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, or a skip that says what is missing; in CI its absence is a failure."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except PlaywrightError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no browser here: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One a module: while it is open its loop runs in this process, and nothing else can have one."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def address(demo_host: Path) -> Iterator[str]:
    """Where the section of the demo school is served."""
    with served(demo_host) as url:
        yield f"{url}nastavnichestvo/"


def first_view(browser: Browser, url: str, size: dict[str, int]) -> dict[str, int]:
    """What a page downloads before pictures: bytes with gzip by address."""
    page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
    came: list[Response] = []
    page.on("response", lambda got: came.append(got))
    page.goto(url)
    page.evaluate("document.fonts.ready.then(() => 0)")
    weights = weighed(got for got in came if not got.url.endswith((".svg", ".webp")))
    page.context.close()
    return weights


def weighed(came: Iterable[Response]) -> Counter[str]:
    """Bytes over the wire with gzip by address."""
    weights: Counter[str] = Counter()
    for url, body in ((got.url, got.body()) for got in came):
        weights[url] += len(body if url.partition("?")[0].endswith(PACKED) else gzip.compress(body))
    return weights


def answered(page: Page) -> None:
    """Wait for the search's answer to what is written now."""
    page.wait_for_function(ANSWERED)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A host that sends the headers a site asks for, as Netlify and those like it do."""

    def end_headers(self) -> None:
        for name, value in _headers(self.directory).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@functools.cache
def _headers(site: str) -> dict[str, str]:
    """Headers by their names out of the `_headers` of the first site in the folder."""
    files = sorted(Path(site).glob("**/_headers"))
    lines = files[0].read_text(encoding="utf-8").splitlines() if files else []
    return dict(line.strip().split(": ", 1) for line in lines if line.startswith("  "))


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a folder served on loopback."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
