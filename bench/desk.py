"""`python -m bench.desk`: the desk as a browser meets it, beside a bare server and MkDocs. Only this machine is asked.

python -m bench.desk --count 1000 --pairs 3
"""

import argparse
import http.cookiejar
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

from bench.peers import OURS
from bench.peers.mkdocs import PLAIN

HERE = Path(__file__).parent.parent
TODAY = "2026-11-20"
PROMISED = {"first": 0.5, "saved": 1.0}
"""Seconds at 1,000 practices: from the start of the program to its first page, from a save to the page beside it."""
BARE = """
import http.server, jinja2, pydantic, sys, yaml
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(jinja2.Template("{{ a }}").render(a=1).encode())
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
server.serve_forever()
"""
"""The least a program with the same libraries can do."""
Seconds = dict[str, float]


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        ours, beside = Path(folder) / "ours", Path(folder) / "plain"
        for entrant, place in ((OURS, ours), (PLAIN, beside)):
            entrant.content(place, options.count)
            entrant.settings(place)
        rounds = [_round(ours, beside, options.count, number) for number in range(options.pairs + 1)][1:]
    print(f"{options.count} practices, load {os.getloadavg()[0]:.1f}")
    _line("first page after start", rounds, lambda one: one["first"], PROMISED["first"], "s")
    _line("  of a bare server's", rounds, lambda one: one["first"] / one["bare"])
    _line("first look at the section", rounds, lambda one: one["read"], unit="s")
    _line("from a save to the page", rounds, lambda one: one["saved"], PROMISED["saved"], "s")
    _line("  of a build by plain MkDocs", rounds, lambda one: one["saved"] / one["mkdocs"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="practices; a fifth of it of mentors, of news (1000)")
    parser.add_argument("--pairs", type=int, default=3, help="rounds by turns (3); one more goes before, to warm up")
    return parser.parse_args()


def _line(
    what: str, rounds: list[Seconds], figure: Callable[[Seconds], float], most: float | None = None, unit: str = ""
) -> None:
    values = sorted(map(figure, rounds))
    middle = values[len(values) // 2]
    limit = f" (at most {most}{'' if middle <= most else ', MISSED'})" if most else ""
    print(f"{what:30}{middle:8.2f} {unit} [{values[0]:.2f}–{values[-1]:.2f}]{limit}", flush=True)


# --- one round -------------------------------------------------------------------------------------


def _round(ours: Path, beside: Path, count: int, number: int) -> Seconds:
    """What a browser waits for, and what the two others take, in one turn after another."""
    with _started("-c", BARE) as (address, begun):
        urllib.request.urlopen(address).read()
        bare = time.perf_counter() - begun
    command = ("-m", "nastavnik", "desk", "--no-browser", "--today", TODAY, "--root", str(ours))
    with _started(*command) as (address, begun):
        browser = Browser(address)
        first = time.perf_counter() - begun
        read = _timed(lambda: browser.get("due"))
        saved = _saved(browser, f"practices/praktika-{count // 2:05}", number)
    shutil.rmtree(beside / "site", ignore_errors=True)
    mkdocs = _timed(lambda: subprocess.run(PLAIN.command, cwd=beside, check=True, capture_output=True))
    return {"bare": bare, "first": first, "read": read, "saved": saved, "mkdocs": mkdocs}


def _saved(browser: "Browser", record: str, number: int) -> float:
    """Seconds from a save to the page beside the form, drawn; what was typed must stand on it."""
    form = Form(browser.get(f"edit/{record}"))
    word = f"Перемена {number}"
    fields = [(name, f"{text} {word}" if name == "summary" else text) for name, text in form.pairs]
    begun = time.perf_counter()
    page = browser.post(f"edit/{record}", fields)
    beside = browser.get(re.findall(r'/(look/[^"]+)"', page)[0])
    seconds = time.perf_counter() - begun
    if word not in beside.replace("\xa0", " "):
        raise RuntimeError(f"{record}: what was saved is not on its page")
    return seconds


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@contextmanager
def _started(*arguments: str) -> Iterator[tuple[str, float]]:
    """A server in a process of its own: the address it prints, and the moment it was started."""
    environment = {**os.environ, "PYTHONPATH": str(HERE / "generator")}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, cwd=HERE, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            address = next(match[0] for line in process.stdout if (match := re.search(r"http://\S+", line)))
            yield address, begun
        finally:
            process.kill()


class Browser:
    """Opens the address of a desk and keeps its cookie."""

    def __init__(self, address: str) -> None:
        self.root = re.findall(r"http://[^/]+/", address)[0]
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        self._read(urllib.request.Request(address))

    def get(self, path: str) -> str:
        """A page, as text."""
        return self._read(urllib.request.Request(self.root + path))

    def post(self, path: str, fields: list[tuple[str, str]]) -> str:
        """The page a form leads to."""
        headers = {"Origin": self.root.rstrip("/"), "Content-Type": "application/x-www-form-urlencoded"}
        return self._read(urllib.request.Request(self.root + path, urlencode(fields).encode(), headers))

    def _read(self, request: urllib.request.Request) -> str:
        with self._opener.open(request, timeout=600) as response:
            return str(response.read().decode())


class Form(HTMLParser):
    """The fields of the form of a record, as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._list = self._text = ""
        self._options: list[tuple[str, bool]] = []
        self.feed(page.partition(' class="record"')[2].partition(">")[2].partition("</form>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name") or ""
        is_off = values.get("type") in ("checkbox", "radio") and "checked" not in values
        if tag == "input" and name and not is_off and values.get("type") not in ("file", "submit"):
            self.pairs.append((name, values.get("value") or ""))
        elif tag == "select":
            self._list, self._options = name, []
        elif tag == "option":
            self._options.append((values.get("value") or "", "selected" in values))
        elif tag == "textarea" and name:
            self.pairs.append((name, ""))
            self._text = name

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._list:
            chosen = [value for value, is_chosen in self._options if is_chosen] or [self._options[0][0]]
            self.pairs += [(self._list, value) for value in chosen]
            self._list = ""
        elif tag == "textarea":
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            name, text = self.pairs[-1]
            self.pairs[-1] = (name, text + (data if text else data.removeprefix("\n")))


if __name__ == "__main__":
    main()
