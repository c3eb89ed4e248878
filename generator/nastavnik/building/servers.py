"""Whole configurations of nginx and Caddy for a site: its headers, compression, types, how long to keep what.

Templates lie in `server_files/`, with `[[ ]]` and `[% %]`. The folder of the site stands there as `/srv/site`, which is
where the container of `start` has it; whoever keeps a server of his own writes his.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FILES = ("nginx.conf", "Caddyfile", "container.conf")
USUAL = "no-cache"
"""Keep it, and ask each time whether it is still so: pages say what day it is, and a withdrawn name goes at once."""


@dataclass(frozen=True, slots=True)
class CacheRule:
    """How long files are kept without asking: `pattern` is a regular expression of their path in the section."""

    pattern: str
    value: str


CACHE = (
    CacheRule(r"pagefind/.*\.pf_(fragment|index|filter|meta)$", "private, max-age=31536000, immutable"),
    CacheRule(r"assets/fonts/", "public, max-age=2592000"),
    CacheRule(r"assets/", "public, max-age=3600"),
    CacheRule(r".*\.(webp|jpg|png|svg)$", "public, max-age=3600"),
)
"""The first that fits. Pieces of the search are named by what is in them, and what is in them are words of pages: no
cache that many share keeps them."""
TYPES = (
    ("text/calendar", "ics"),
    ("text/csv", "csv"),
)
"""Types that Debian's nginx does not know."""
TEXTS = (
    "text/css",
    "text/plain",
    "text/xml",
    "text/csv",
    "text/calendar",
    "text/javascript",
    "application/javascript",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/atom+xml",
    "image/svg+xml",
)
"""Types that are in UTF-8 and worth compressing, besides HTML."""
TYPED = (
    ("text/calendar; charset=utf-8", "ics"),
    ("text/csv; charset=utf-8", "csv"),
    ("application/json; charset=utf-8", "json"),
    ("application/atom+xml; charset=utf-8", "atom"),
    ("application/xml; charset=utf-8", "xml"),
    ("text/plain; charset=utf-8", "txt"),
    ("image/svg+xml; charset=utf-8", "svg"),
)
"""The same for Caddy, which asks the system for what it does not know."""
CONFIGURATIONS = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("server_files")),
    block_start_string="[%",
    block_end_string="%]",
    variable_start_string="[[",
    variable_end_string="]]",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
    autoescape=False,  # configurations of servers and hosts, with values of ours and an address
)
"""Draws templates of files that have braces of their own."""


def server_files(headers: Mapping[str, str], root: str) -> dict[str, str]:
    """Configurations by the names of files; `headers` of every answer, `root` the public address of the site."""
    address = urlsplit(root)
    words = {
        "host": address.hostname or "localhost",
        "prefix": f"{address.path.rstrip('/')}/",
        "headers": list(headers.items()),
        "cache": CACHE,
        "usual": USUAL,
        "types": TYPES,
        "texts": TEXTS,
        "typed": TYPED,
    }
    return {name: CONFIGURATIONS.get_template(name).render(words) for name in FILES}
