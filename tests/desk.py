"""A desk for tests: asked without a browser, and forms posted as a browser would post them."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from nastavnik.building.project import Project
from nastavnik.desk.app import Desk, answering
from nastavnik.desk.errands import ERRANDS
from nastavnik.desk.routes import ROUTES
from nastavnik.desk.web import Request, Response
from tests.conftest import TODAY

Pairs = list[tuple[str, str]]


class FormFields(HTMLParser):
    """What a browser would post of the first form of a class: names and values in the order of the page."""

    def __init__(self, wanted: str = "record") -> None:
        super().__init__()
        self.wanted, self.inside = wanted, False
        self.pairs: Pairs = []
        self.action = ""
        self.area: str | None = None
        self.select: tuple[str, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = self.wanted in at.get("class", "").split() or not self.wanted
            self.action = at.get("action", "") if self.inside else self.action
        if not self.inside or tag == "button":
            return
        if tag == "input" and at.get("name") and at.get("type") != "file":
            if at.get("type") != "checkbox" or "checked" in at:
                self.pairs.append((at["name"], _kept_by_browser(at.get("type", ""), at.get("value", ""))))
        elif tag == "textarea":
            self.area = at["name"]
            self.pairs.append((self.area, ""))
        elif tag == "select":
            self.select = (at["name"], [])
        elif tag == "option" and self.select:
            self.select[1].append((at.get("value", ""), "selected" in at))

    def handle_data(self, data: str) -> None:
        if self.area:
            name, text = self.pairs[-1]
            self.pairs[-1] = (name, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            name, text = self.pairs[-1]
            self.pairs[-1] = (name, re.sub(r"\r\n?|\n", "\r\n", text.removeprefix("\n")))
            self.area = None
        elif tag == "select" and self.select:
            name, options = self.select
            chosen = [value for value, is_chosen in options if is_chosen] or [value for value, _ in options[:1]]
            self.pairs += [(name, value) for value in chosen]
            self.select = None
        elif tag == "form":
            self.inside = False


SHAPES = {"date": r"\d{4}-\d\d-\d\d", "time": r"\d\d:\d\d"}


def _kept_by_browser(type: str, value: str) -> str:
    """The value of an input as a browser has it: on one line, a day and an hour only of their own shape."""
    if type in SHAPES:
        return value if re.fullmatch(SHAPES[type], value) and _is_day_or_hour(value) else ""
    return value if type in ("hidden", "checkbox") else re.sub(r"[\r\n]", "", value)


def _is_day_or_hour(value: str) -> bool:
    try:
        return bool(dt.datetime.fromisoformat(value if "-" in value else f"2026-01-01 {value}"))
    except ValueError:
        return False


class DeskInHand:
    """A desk over a folder, asked directly; redirections are followed."""

    def __init__(self, root: Path) -> None:
        self.desk = Desk(Project.at(root), lambda: TODAY, ERRANDS)
        self.answer = answering(self.desk, ROUTES)

    def get(self, path: str) -> Response:
        address = urlsplit(path)
        return self.answer(Request("GET", unquote(address.path).lstrip("/"), dict(parse_qsl(address.query))))

    def answer_to(self, method: str, path: str, pairs: Pairs = []) -> Response:  # noqa: B006 - never changed
        """What is answered to an address as it stands, redirections not followed."""
        return self.answer(Request(method, path.lstrip("/"), {}, (), pairs))

    def post(self, path: str, pairs: Pairs = [], body: bytes = b"") -> Response:  # noqa: B006 - never changed
        address = urlsplit(path)
        query = dict(parse_qsl(address.query))
        response = self.answer(Request("POST", unquote(address.path).lstrip("/"), query, (), pairs, body))
        target = response.headers.get("Location")
        return self.get(target) if target else response

    def send(self, path: str, files: dict[str, bytes]) -> Response:
        """Choose files in the form of an errand and press its button, as the script of the page does."""
        return self.post(path, [("name", name) for name in self.upload(path, files)])

    def upload(self, path: str, files: dict[str, bytes]) -> list[str]:
        """Names under which files wait at the desk."""
        return [self.post(f"{path}?name={quote(name)}", body=data).body.decode() for name, data in files.items()]

    def form(self, path: str, wanted: str = "record") -> Pairs:
        """The fields of the form on a page."""
        return fields_of(self.get(path), wanted)

    def save(self, path: str, **values: str) -> Response:
        """Open a form, type into some fields (`photo__alt` for `photo/alt`), save."""
        return self.post(path, filled(self.form(path), values))

    def draft(self, path: str, **values: str) -> dict[str, Any]:
        """What the desk says of a form before it is saved."""
        pairs = filled(self.form(path), values)
        answer: dict[str, Any] = json.loads(self.post(path.replace("edit/", "draft/"), pairs).body)
        return answer


def filled(pairs: Pairs, values: dict[str, str]) -> Pairs:
    """Posted fields with other texts; a name the form has not is posted too."""
    texts = {name.replace("__", "/"): text for name, text in values.items()}
    known = [(name, texts.pop(name, text)) for name, text in pairs]
    return [*known, *texts.items()]


def words_of(response: Response) -> str:
    """The visible text of a page."""
    text = re.sub(r"<(script|style|datalist)\b.*?</\1>|<[^>]+>", " ", response.body.decode(), flags=re.DOTALL)
    return " ".join(unescape(text).split())


def fields_of(page: Response, wanted: str = "") -> Pairs:
    """What a browser would post of the form on a page."""
    reader = FormFields(wanted)
    reader.feed(page.body.decode())
    return reader.pairs


def addresses(response: Response) -> Iterator[str]:
    """Where links of a page lead."""
    return (unescape(each) for each in re.findall(r'href="([^"]*)"', response.body.decode()))


__all__ = ["DeskInHand", "Pairs", "addresses", "fields_of", "filled", "quote", "words_of"]
