"""Search that costs nothing until used: pages → Pagefind indexes in shards, which the browser merges.

`documents` says what is known of every page, `questions` how people ask, `spelling` which words there are, `indexing`
makes what changed, `tool` knows the Pagefind on this machine.
Nothing here knows how a site is built: pages are read through a function, files are handed back by path.
"""

from nastavnik.search.documents import Findable, Snippet, documents, own_pages, section
from nastavnik.search.indexing import FOLDER, Indexed, index, refresh
from nastavnik.search.tool import Pagefind, find, of, wanted

__all__ = [
    "FOLDER",
    "Findable",
    "Indexed",
    "Pagefind",
    "Snippet",
    "documents",
    "find",
    "index",
    "of",
    "own_pages",
    "refresh",
    "section",
    "wanted",
]
