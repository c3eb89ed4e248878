"""`sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt`; the latter matters only at a host's root."""

from collections.abc import Iterator
from html import escape

from generator.feeds.section import Section
from generator.shell import Head


def sitemap(section: Section) -> Iterator[tuple[str, bytes]]:
    """Every page to be found: those marked `noindex` and those that repeat another are left out."""
    root = section.root
    rows = (_row(root, head) for head in section.heads if not head.noindex and head.canonical in (None, head.url))
    opening = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', opening, *rows, "</urlset>", ""])
    yield "sitemap.xml", text.encode()
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}sitemap.xml\n".encode()


def _row(root: str, head: Head) -> str:
    changed = f"<lastmod>{head.updated.isoformat()}</lastmod>" if head.updated else ""
    return f"<url><loc>{escape(root + head.url, quote=False)}</loc>{changed}</url>"
