"""Requests and answers of the desk, over the standard library's server: one user, this computer, no other site's pages.

Every request must name this host, bring the cookie that the address opened at the start has set, and come from a page
of the desk itself if it changes anything. So neither another site in the same browser nor another user of the same
computer can read or write a school's records (OWASP: DNS rebinding, cross-site request forgery). Who may not ask is
refused before anything he sends is read.
"""

import hmac
import re
import secrets
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from nastavnik import messages

HOST = "127.0.0.1"
COOKIE = "nastavnik-desk"
PLAIN = "text/plain; charset=utf-8"
LARGEST_FORM, LARGEST_FILE = 8_000_000, 200_000_000  # bytes
PATIENCE = 60
"""Seconds a browser may be silent in the middle of a request."""
LINGER, PIECE = 2, 65536
"""Seconds, and bytes at a time, of what is thrown away after a refusal."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""What pages of the desk itself may load: nothing from elsewhere."""
FRAMED = (
    "default-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'none'; connect-src 'none'; "
    "object-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""The same for pages of the section, which are only looked at: nothing in them runs, and no form of theirs is sent."""


@dataclass(frozen=True)
class Request:
    """What a browser asks for: `path` decoded and without the first slash; `fields` of a form in their order."""

    method: str
    path: str
    query: Mapping[str, str]
    names: Sequence[str] = ()
    """Parts of the path that the route has named."""
    fields: Sequence[tuple[str, str]] = ()
    body: bytes = b""

    def field(self, name: str) -> str:
        """The last field of this name, empty without one."""
        return next((text for key, text in reversed(self.fields) if key == name), "")


@dataclass(frozen=True)
class Response:
    """What the desk answers."""

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)
    policy: str = POLICY


def content_type(path: str) -> str:
    """The type of what stands at a path of the site."""
    return TYPES.get(
        Path(path).suffix.lower() if not path.endswith("/") and path else ".html", "application/octet-stream"
    )


TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".ics": "text/calendar; charset=utf-8",
}
"""Types of what is looked at; anything else is a file to keep."""


def redirect(path: str) -> Response:
    """Go and look there, with GET."""
    address = quote(path, safe="/?&=#%~.,:;@")
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": f"/{address}"})


Responder = Callable[[Request], Response]


class DeskServer(ThreadingHTTPServer):
    """Serves `answer` on loopback, port 0 for any free one; whoever opens one of its addresses gets the cookie."""

    daemon_threads = True

    def __init__(self, answer: Responder, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.answer = answer
        self.token = secrets.token_urlsafe(24)
        self._keys = {self.token}

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def cookie(self) -> str:
        """The name of the cookie; browsers do not tell ports apart, and two desks may be open."""
        return f"{COOKIE}-{self.port}"

    @property
    def address(self) -> str:
        """Where the desk begins, for the window that only this user sees."""
        return f"http://{HOST}:{self.port}/?key={self.token}"

    def address_to_open_once(self) -> str:
        """The same for a browser to be started with: what a program is started with, other users can read."""
        key = secrets.token_urlsafe(24)
        self._keys.add(key)
        return f"http://{HOST}:{self.port}/?key={key}"

    def opens(self, key: str) -> bool:
        """Whether a key is one of ours; one that opens once is spent."""
        known = next((each for each in self._keys if _same(each, key)), None)
        self._keys -= {known} - {self.token}
        return known is not None

    def handle_error(self, request: Any, client_address: object) -> None:
        """A browser that went away is no trouble of ours; anything else is loud, and the browser gets a sentence."""
        if isinstance(sys.exc_info()[1], ConnectionError):
            return
        super().handle_error(request, client_address)
        body = messages.DESK_BROKEN.encode()
        head = f"HTTP/1.1 500 \r\nContent-Type: {PLAIN}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        with suppress(OSError):
            request.sendall(head.encode() + body)


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    server_version, sys_version = "nastavnik", ""
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def do_GET(self) -> None:
        address = self._address()
        if address is None:
            self._refuse(messages.DESK_FOREIGN_HOST)
            return
        path, query = address
        if self.server.opens(query.get("key", "")):
            cookie = f"{self.server.cookie}={self.server.token}; Path=/; HttpOnly; SameSite=Strict"
            self._send(Response(status=HTTPStatus.SEE_OTHER, headers={"Location": "/", "Set-Cookie": cookie}))
        elif not self._has_cookie():
            self._refuse(messages.DESK_NO_KEY)
        else:
            self._send(self.server.answer(Request("GET", path, query)))

    def do_POST(self) -> None:
        address = self._address()
        if address is None or not (self._is_our_page() and self._has_cookie()):
            self._refuse(messages.DESK_FOREIGN_PAGE)
            return
        body = self._body()
        if body is None:
            self._refuse(messages.DESK_TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        text = body.decode("utf-8", errors="replace") if self._is_form() else ""
        fields = parse_qsl(text, keep_blank_values=True, max_num_fields=None)
        self._send(self.server.answer(Request("POST", *address, (), fields, b"" if self._is_form() else body)))

    def log_message(self, format: str, *args: object) -> None:
        """A terminal full of addresses helps nobody."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What is no request of a browser at all gets a sentence too."""
        self._refuse(messages.DESK_FOREIGN_PAGE, code)

    def _address(self) -> tuple[str, dict[str, str]] | None:
        """The path and the query of a request to this host; None of one to another."""
        ours = {f"{HOST}:{self.server.port}", f"localhost:{self.server.port}"}
        if self.headers.get_all("Host", []) not in ([host] for host in ours):
            return None
        path, _, query = self.path.partition("#")[0].partition("?")
        return unquote(path).lstrip("/"), dict(parse_qsl(query))

    def _is_form(self) -> bool:
        return self.headers.get_content_type() == "application/x-www-form-urlencoded"

    def _body(self) -> bytes | None:
        """What was sent, whole; None of what is too large to be read, or has no length."""
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch("[0-9]{1,12}", length) or int(length) > (LARGEST_FORM if self._is_form() else LARGEST_FILE):
            return None
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionAbortedError
        return body

    def _is_our_page(self) -> bool:
        """Whether a request that changes something comes from a page of the desk: browsers say from where."""
        origin: str = self.headers.get("Origin") or self.headers.get("Referer") or ""
        try:
            host = urlsplit(origin).netloc
        except ValueError:
            return False
        return bool(host) and host == self.headers.get("Host") and origin.startswith("http://")

    def _has_cookie(self) -> bool:
        try:
            cookie = SimpleCookie(self.headers.get("Cookie", "")).get(self.server.cookie)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value, self.server.token)

    def _refuse(self, sentence: str, status: int = HTTPStatus.FORBIDDEN) -> None:
        """A sentence, and the end of the connection: what else was sent is thrown away so that it arrives."""
        self.close_connection = True
        self._send(Response(sentence.encode(), PLAIN, status))
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(LINGER)
            for _ in range(LARGEST_FILE // PIECE):
                if not self.rfile.read1(PIECE):
                    break

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        usual = {
            "Content-Type": response.type,
            "Content-Length": str(len(response.body)),
            "Content-Security-Policy": response.policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }
        if self.close_connection:
            usual["Connection"] = "close"
        for name, value in (usual | dict(response.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.body)


def _same(one: str, other: str) -> bool:
    """Whether two secrets are the same, whatever letters they have."""
    return hmac.compare_digest(one.encode(), other.encode(errors="surrogateescape"))
