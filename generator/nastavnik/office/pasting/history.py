"""What changed since pages were pasted: a file beside them remembers how each looked, and on which day it changed.

Changes are kept by days, so that whoever pasted last on a known day finds everything after it, however often the pages
have been made since. What is remembered of a page is digests; the name of one that is gone stays for `REMEMBERED`.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

MANIFEST = ".fragments.json"
REMEMBERED = dt.timedelta(days=60)
NEW, GONE, FILE = "new", "gone", "file:"
PARTS = ("title", "place", "text", "links")


@dataclass(frozen=True, slots=True)
class PageState:
    """How a page is: its title, digests of its parts (`PARTS`) and of its files by name, the day it became so."""

    title: str
    parts: Mapping[str, str]
    files: Mapping[str, str]
    since: dt.date


class PageChange(NamedTuple):
    """What happened to a page on a day: `new`, `gone`, names of its parts, `file:` with the name of a file."""

    day: dt.date
    url: str
    what: tuple[str, ...]
    title: str = ""
    """Of a page that is gone."""


@dataclass(frozen=True, slots=True)
class History:
    """How pages are, by address, and what happened to them, the newest day first."""

    pages: Mapping[str, PageState] = field(default_factory=dict)
    changes: tuple[PageChange, ...] = ()

    @property
    def days(self) -> list[tuple[dt.date, list[PageChange]]]:
        """The changes of each day."""
        days = sorted({change.day for change in self.changes}, reverse=True)
        return [(day, [change for change in self.changes if change.day == day]) for day in days]


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="surrogateescape"), digest_size=8).hexdigest()


def continued(before: History, now: Mapping[str, PageState], today: dt.date) -> History:
    """The history with the pages as they are now; `since` of a page that stayed as it was is the day it was told of."""
    pages, new = {}, list(_gone(before, now, today))
    for url, state in now.items():
        old = before.pages.get(url)
        what = tuple(_what(old, state))
        pages[url] = state if old is None or what else PageState(state.title, state.parts, state.files, old.since)
        if what:
            new.append(PageChange(today, url, what))
    return History(pages, tuple(_merged(before, new, pages, today)))


def _what(old: PageState | None, state: PageState) -> Iterator[str]:
    if old is None:
        yield NEW
        return
    yield from (part for part in PARTS if old.parts.get(part) != state.parts[part])
    yield from (f"{FILE}{name}" for name, digest in sorted(state.files.items()) if old.files.get(name) != digest)


def _gone(before: History, now: Mapping[str, PageState], today: dt.date) -> Iterator[PageChange]:
    for url, old in before.pages.items():
        if url not in now:
            yield PageChange(today, url, (GONE,), old.title)


def _merged(
    before: History, new: list[PageChange], pages: Mapping[str, PageState], today: dt.date
) -> Iterator[PageChange]:
    """Earlier changes that still mean something, with the new ones; those of one page on one day are one."""
    earlier = [
        change
        for change in before.changes
        if change.day > today - REMEMBERED and (change.what == (GONE,)) == (change.url not in pages)
    ]
    changes = {(change.day, change.url): change for change in earlier}
    for change in new:
        same_day = changes.get((change.day, change.url))
        what = (*same_day.what, *change.what) if same_day and GONE not in change.what else change.what
        what = (NEW,) if NEW in what else tuple(dict.fromkeys(what))
        changes[change.day, change.url] = PageChange(change.day, change.url, what, change.title)
    order = {url: number for number, url in enumerate(pages)}
    yield from sorted(changes.values(), key=lambda each: (-each.day.toordinal(), order.get(each.url, -1), each.url))


# --- the file ------------------------------------------------------------------------------------------


def read_history(folder: Path) -> History:
    """The history of a folder; an empty one where there is none or it makes no sense."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        pages = {url: _state(state) for url, state in data["pages"].items()}
        return History(pages, tuple(_change(change) for change in data["changes"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return History()


def _state(data: Mapping[str, Any]) -> PageState:
    since = dt.date.fromisoformat(data["since"])
    return PageState(str(data["title"]), dict(data["parts"]), dict(data["files"]), since)


def _change(data: Mapping[str, Any]) -> PageChange:
    what = tuple(map(str, data["what"]))
    return PageChange(dt.date.fromisoformat(data["day"]), str(data["url"]), what, str(data["title"]))


def as_json(history: History) -> bytes:
    """The history as its file."""
    data = {
        "pages": {
            url: {
                "title": state.title,
                "since": state.since.isoformat(),
                "parts": dict(state.parts),
                "files": dict(sorted(state.files.items())),
            }
            for url, state in history.pages.items()
        },
        "changes": [change._asdict() | {"day": change.day.isoformat()} for change in history.changes],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
