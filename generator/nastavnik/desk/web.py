"""Requests and answers of the desk, over the standard library's server: one user, this computer, no other site's pages.

Every request must name this host, bring the cookie that the address opened at the start has set, and come from a page
of the desk itself if it changes anything. So neither another site in the same browser nor another user of the same
computer can read or write a school's records (OWASP: DNS rebinding, cross-site request forgery).
"""

import hmac
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from nastavnik import messages

HOST = "127.0.0.1"
COOKIE = "nastavnik-desk"
LARGEST_FORM, LARGEST_FILE = 8_000_000, 200_000_000  # bytes
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""What pages of the desk itself may load: nothing from elsewhere."""
FRAMED = "default-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'none'; frame-ancestors 'self'"
"""The same for pages of the section, which are only looked at."""


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
    """Serves `answer` on loopback, port 0 for any free one; `address` opens it in a browser."""

    daemon_threads = True

    def __init__(self, answer: Responder, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.answer = answer
        self.token = secrets.token_urlsafe(24)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """Where the desk begins; whoever opens it gets the cookie."""
        return f"http://{HOST}:{self.port}/?key={self.token}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no trouble of ours; anything else is loud."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    server_version, sys_version = "nastavnik", ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query))
        if not self._is_our_host():
            self._send(_refusal(messages.DESK_FOREIGN_HOST))
        elif hmac.compare_digest(query.get("key", ""), self.server.token):
            cookie = f"{COOKIE}={self.server.token}; Path=/; HttpOnly; SameSite=Strict"
            self._send(Response(status=HTTPStatus.SEE_OTHER, headers={"Location": "/", "Set-Cookie": cookie}))
        elif not self._has_cookie():
            self._send(_refusal(messages.DESK_NO_KEY))
        else:
            self._send(self.server.answer(Request("GET", unquote(address.path).lstrip("/"), query)))

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            self._send(Response(messages.DESK_TOO_LARGE.encode(), "text/plain; charset=utf-8", 413))
            self.close_connection = True
        elif not (self._is_our_host() and self._is_our_page() and self._has_cookie()):
            self._send(_refusal(messages.DESK_FOREIGN_PAGE))
        else:
            address = urlsplit(self.path)
            is_form = self.headers.get_content_type() == "application/x-www-form-urlencoded"
            text = body.decode("utf-8", errors="replace") if is_form else ""
            fields = parse_qsl(text, keep_blank_values=True, max_num_fields=None) if is_form else []
            path, query = unquote(address.path).lstrip("/"), dict(parse_qsl(address.query))
            self._send(self.server.answer(Request("POST", path, query, (), fields, b"" if is_form else body)))

    def log_message(self, format: str, *args: object) -> None:
        """A terminal full of addresses helps nobody."""

    def _body(self) -> bytes | None:
        """What was sent; None of what is too large to be read."""
        length = self.headers.get("Content-Length", "")
        is_form = self.headers.get_content_type() == "application/x-www-form-urlencoded"
        if not length.isdigit() or int(length) > (LARGEST_FORM if is_form else LARGEST_FILE):
            return None
        return self.rfile.read(int(length))

    def _is_our_host(self) -> bool:
        return self.headers.get("Host", "") in {f"{HOST}:{self.server.port}", f"localhost:{self.server.port}"}

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
            cookie = SimpleCookie(self.headers.get("Cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and hmac.compare_digest(cookie.value, self.server.token)

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
        for name, value in (usual | dict(response.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.body)


def _refusal(sentence: str) -> Response:
    return Response(sentence.encode(), "text/plain; charset=utf-8", HTTPStatus.FORBIDDEN)
