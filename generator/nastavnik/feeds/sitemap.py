"""`sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt`; the latter matters only at a host's root."""

from collections.abc import Iterator
from html import escape

from nastavnik.feeds.section import Mapped, Section


def sitemap(section: Section) -> Iterator[tuple[str, bytes]]:
    """Every page to be found."""
    root = section.root
    rows = (_row(root, page) for page in section.mapped)
    opening = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', opening, *rows, "</urlset>", ""])
    yield "sitemap.xml", text.encode()
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}sitemap.xml\n".encode()


def _row(root: str, page: Mapped) -> str:
    changed = f"<lastmod>{page.updated.isoformat()}</lastmod>" if page.updated else ""
    return f"<url><loc>{escape(root + page.url, quote=False)}</loc>{changed}</url>"
