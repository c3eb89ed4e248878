"""What machines read of the section. `FEEDS` is the only list: one module and one line here add an output."""

from collections.abc import Callable, Iterable

from generator.feeds.calendar import calendars
from generator.feeds.catalog import catalog
from generator.feeds.monitoring import monitoring_tables
from generator.feeds.news_feed import news_feeds
from generator.feeds.schema import schemas
from generator.feeds.section import Section
from generator.feeds.sitemap import sitemap
from generator.feeds.word import programme_files

Feed = Callable[[Section], Iterable[tuple[str, bytes]]]

FEEDS: tuple[Feed, ...] = (catalog, schemas, news_feeds, calendars, programme_files, monitoring_tables, sitemap)
