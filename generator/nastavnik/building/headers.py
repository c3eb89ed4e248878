"""Headers the site wants of its host, ready for nginx, Caddy, Apache and hosts that read `_headers`.

The policy is the one every page carries — with a form on the site, one that lets in what that page needs as well, for
each page says its own besides — and says who may frame the site. `_headers` goes out with the site,
where Netlify and those like it look for it; the rest lies beside the build's memory, for whoever keeps the server.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from nastavnik import messages
from nastavnik.building.artifacts import shell_of
from nastavnik.building.outputs import Staging
from nastavnik.building.project import Prepared
from nastavnik.building.servers import server_files
from nastavnik.pages.policy import FRAMED, either
from nastavnik.pages.web_form import form_directives

FOLDER = "headers"
SERVERS = "servers"
"""Under `.nastavnik`: what a server wants besides its own settings, and whole settings."""
PUBLISHED = "_headers"
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""HSTS is not among them: it binds the whole host for months, so it is the decision of whoever keeps the host."""


def headers(policy: str) -> dict[str, str]:
    """Headers by their names, for a site whose pages work under this policy."""
    return {"Content-Security-Policy": f"{policy}; {FRAMED}", **OTHERS}


def header_files(values: Mapping[str, str], root: str) -> dict[str, str]:
    """Configuration by the names of files; `root` is the public address of the site."""
    place = f"{urlsplit(root).path.rstrip('/')}/*"
    lines = {
        "nginx.conf": [f'add_header {name} "{value}" always;' for name, value in values.items()],
        "Caddyfile": [f"header {place} {{", *(f'\t{name} "{value}"' for name, value in values.items()), "}"],
        "htaccess.txt": [
            "<IfModule mod_headers.c>",
            *(f'Header always set {name} "{value}"' for name, value in values.items()),
            "</IfModule>",
        ],
        PUBLISHED: ["/*", *(f"  {name}: {value}" for name, value in values.items())],
    }
    notes = {name: [f"# {line}" for line in (*note, *messages.HEADERS_HSTS)] for name, note in NOTES.items()}
    return {name: "\n".join((*notes[name], *rows, "")) for name, rows in lines.items()}


NOTES = {
    "nginx.conf": messages.HEADERS_NGINX,
    "Caddyfile": messages.HEADERS_CADDY,
    "htaccess.txt": messages.HEADERS_APACHE,
    PUBLISHED: messages.HEADERS_PUBLISHED,
}
"""What stands above the headers in each file."""


def put_headers(prepared: Prepared, staging: Staging) -> None:
    """Put `_headers` beside the pages, and the rest where the administrator finds it. Raises `ThemeBroken`."""
    policy, asked = shell_of(prepared).policy(), prepared.catalogue.school.admin
    values = headers(either(policy, form_directives(asked)) if asked else policy)
    files = header_files(values, prepared.root)
    staging.put(PUBLISHED, files.pop(PUBLISHED).encode())
    with suppress(OSError):  # a folder that may not be written costs no build, as with the memory of builds
        _write(prepared.project.state / FOLDER, files)
        _write(prepared.project.state / SERVERS, server_files(values, prepared.root))


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
