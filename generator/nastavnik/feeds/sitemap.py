"""`sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt`; the latter matters only at a host's root."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from nastavnik.feeds.section import Mapped, Section

MOST_IN_A_MAP = 50_000  # sitemaps.org


def sitemap(section: Section) -> Iterator[tuple[str, bytes]]:
    """Every page to be found."""
    return site_maps(section.root, section.mapped)


def site_maps(root: str, pages: Iterable[Mapped]) -> Iterator[tuple[str, bytes]]:
    """`sitemap.xml`, split behind an index where it grows too large, and `robots.txt`; `root` is the public address."""
    rows = [_row(root, page) for page in pages]
    parts = [rows[start : start + MOST_IN_A_MAP] for start in range(0, len(rows), MOST_IN_A_MAP)]
    if len(parts) > 1:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield from ((name, _xml("urlset", part)) for name, part in zip(names, parts, strict=True))
        rows = [f"<sitemap><loc>{root}{name}</loc></sitemap>" for name in names]
    yield "sitemap.xml", _xml("sitemapindex" if len(parts) > 1 else "urlset", rows)
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}sitemap.xml\n".encode()


def _xml(name: str, rows: Sequence[str]) -> bytes:
    opening = f'<{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', opening, *rows, f"</{name}>", ""]).encode()


def _row(root: str, page: Mapped) -> str:
    changed = f"<lastmod>{page.updated.isoformat()}</lastmod>" if page.updated else ""
    return f"<url><loc>{escape(root + page.url, quote=False)}</loc>{changed}</url>"
