"""Two snapshots of a section → what is different: pages, names, days, pictures, states of documents."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from nastavnik.office.comparing.snapshot import ShownDate, Snapshot
from nastavnik.records import Document


class ShownPage(NamedTuple):
    """A page by its address from the section's root, and its heading."""

    url: str
    title: str


class MovedDate(NamedTuple):
    """A day or an hour that was another one before; None where there was none, or is none any more."""

    title: str
    before: dt.date | None
    after: dt.date | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different; every list in the order readers look for things."""

    new: Sequence[ShownPage]
    gone: Sequence[ShownPage]
    moved: Sequence[tuple[str, ShownPage]]
    """Former addresses with the pages they lead to."""
    changed: Sequence[ShownPage]
    """Pages whose own record or text says something else."""
    followed: Sequence[ShownPage]
    """Pages that differ because others do: lists, the first page, those that name a changed record."""
    framed: int
    """Pages where only the header or the footer differs."""
    named: Sequence[tuple[str, str]]
    """Names that were not shown before, each with the record it stands in."""
    unnamed: Sequence[tuple[str, str]]
    dates: Sequence[MovedDate]
    pictures_new: Sequence[str]
    pictures_gone: Sequence[str]
    documents: Sequence[tuple[str, str, str]]
    """Documents whose state is another: title, codes of the state before and now."""

    @property
    def is_empty(self) -> bool:
        """Whether visitors would see nothing else than before."""
        return not any(getattr(self, name) for name in self.__slots__)


def compared(before: Snapshot, after: Snapshot) -> Comparison:
    """What comes of the one snapshot when the site is made from the other."""
    moved = dict(_moved(before, after))
    subjects = {*_addresses(before), *_addresses(after), *before.own, *after.own}
    old, new = _all(before), _all(after)
    changed = [url for url in old.keys() & new.keys() if _differs(before, after, url)]
    appeared, gone = new.keys() - old.keys() - set(moved.values()), old.keys() - new.keys() - moved.keys()
    direct = _edited(before, after)
    own = [url for url in changed if url in direct]
    followed = [*(url for url in changed if url not in direct), *(url for url in appeared if url not in subjects)]
    return Comparison(
        _named_pages(after, appeared & subjects),
        _named_pages(before, gone & subjects),
        [(url, ShownPage(moved[url], new[moved[url]])) for url in sorted(moved)],
        _named_pages(after, own),
        [*_named_pages(after, followed), *_named_pages(before, gone - subjects)],
        _framed(before, after),
        _names(before, after),
        _names(after, before),
        list(_dates(before.dates, after.dates)),
        sorted(after.pictures.keys() - before.pictures.keys()),
        sorted(before.pictures.keys() - after.pictures.keys()),
        list(_documents(before, after)),
    )


# --- pages ---------------------------------------------------------------------------------------------


def _all(snapshot: Snapshot) -> dict[str, str]:
    """The headings of all pages."""
    return {url: look.title for url, look in snapshot.pages.items()} | dict(snapshot.titles)


def _named_pages(snapshot: Snapshot, urls: Any) -> list[ShownPage]:
    titles = _all(snapshot)
    return [ShownPage(url, titles[url]) for url in sorted(urls)]


def _differs(before: Snapshot, after: Snapshot, url: str) -> bool:
    if url in after.own:
        digest = before.own.get(url, "")
        return digest is not None and digest != after.own[url]
    return url not in before.pages or before.pages[url].content != after.pages[url].content


def _framed(before: Snapshot, after: Snapshot) -> int:
    same = (url for url in before.pages.keys() & after.pages.keys() if not _differs(before, after, url))
    return sum(before.pages[url].frame != after.pages[url].frame for url in same)


def _addresses(snapshot: Snapshot) -> Iterator[str]:
    """Addresses of pages of records."""
    return (_url(snapshot, item) for item in snapshot.items.values() if _has_page(item))


def _has_page(item: Mapping[str, Any]) -> bool:
    """Whether a record has a page of its own: others are places in the list of their kind."""
    return "#" not in item["url"]


def _url(snapshot: Snapshot, item: Mapping[str, Any]) -> str:
    return str(item["url"]).removeprefix(snapshot.root).partition("#")[0]


def _moved(before: Snapshot, after: Snapshot) -> Iterator[tuple[str, str]]:
    """Former and present addresses of records that got another name."""
    for key in before.items.keys() & after.items.keys():
        old, new = _url(before, before.items[key]), _url(after, after.items[key])
        if old != new and old in before.pages and new in after.pages:
            yield old, new


def _edited(before: Snapshot, after: Snapshot) -> set[str]:
    """Pages whose own record, passport or text is another."""
    keys = before.items.keys() & after.items.keys()
    records = {
        _url(after, after.items[key])
        for key in keys
        if before.items[key].get("checksum") != after.items[key].get("checksum") and _has_page(after.items[key])
    }
    return records | set(after.own)


# --- what stands on them -------------------------------------------------------------------------------


def _names(before: Snapshot, after: Snapshot) -> list[tuple[str, str]]:
    """Names that only the second one shows."""
    known = {name for name, _ in _people(before)}
    return sorted({name: place for name, place in reversed(list(_people(after))) if name not in known}.items())


def _people(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Names of people in the passport and in records: no field but theirs is called `name`."""
    yield from ((name, "school") for name in _named(snapshot.school.get("curators")))
    for item in snapshot.items.values():
        yield from ((name, _url(snapshot, item)) for name in _named(item.get("data")))


def _named(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("name"), str):
            yield data["name"]
        for inner in data.values():
            yield from _named(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from _named(inner)


def _dates(before: Mapping[str, ShownDate], after: Mapping[str, ShownDate]) -> Iterator[MovedDate]:
    """Days that are others, then new ones, then those that are gone, each by day."""
    both = [(before[uid], after[uid]) for uid in before.keys() & after.keys()]
    moved = [(old, new) for old, new in both if (old.start, old.end) != (new.start, new.end)]
    changes = [MovedDate(new.title, _shown(old, new), _shown(new, old)) for old, new in moved]
    changes += [MovedDate(after[uid].title, None, after[uid].start) for uid in after.keys() - before.keys()]
    changes += [MovedDate(before[uid].title, before[uid].start, None) for uid in before.keys() - after.keys()]
    return iter(sorted(changes, key=lambda each: (each.before is None, each.after is None, str(each[1:]), each.title)))


def _shown(date: ShownDate, other: ShownDate) -> dt.date:
    """The end that differs: where a span begins, else where it ends, on its last day."""
    if date.start != other.start:
        return date.start
    return date.end if isinstance(date.end, dt.datetime) else date.end - dt.timedelta(days=1)


def _documents(before: Snapshot, after: Snapshot) -> Iterator[tuple[str, str, str]]:
    for key in sorted(before.items.keys() & after.items.keys()):
        old, new = before.items[key]["data"], after.items[key]["data"]
        if key.startswith(f"{Document.kind}/") and old.get("state") != new.get("state"):
            yield str(new.get("title", key)), str(old.get("state", "")), str(new.get("state", ""))
