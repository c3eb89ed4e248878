"""What machines read of the section. `FEEDS` is the only list: one module and one line here add an output."""

from collections.abc import Callable, Iterable

from nastavnik.feeds.calendar import calendars
from nastavnik.feeds.catalog import catalog
from nastavnik.feeds.downloads import monitoring_tables, programme_files
from nastavnik.feeds.news_feed import news_feeds
from nastavnik.feeds.schema import schemas
from nastavnik.feeds.section import Section
from nastavnik.feeds.sitemap import sitemap
from nastavnik.feeds.web_form import web_form

Feed = Callable[[Section], Iterable[tuple[str, bytes]]]

FEEDS: tuple[Feed, ...] = (
    catalog,
    schemas,
    news_feeds,
    calendars,
    programme_files,
    monitoring_tables,
    web_form,
    sitemap,
)
