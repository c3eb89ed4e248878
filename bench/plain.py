"""The same records as plain Markdown pages, for generators that know nothing of records.

Captions, order and visibility of fields come from the record classes, so a new field reaches the peers by itself: short
values stand in a table, texts and lists in sections.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel
from slugify import slugify

from bench.records import PARENTS, TODAY, Record, records, school
from nastavnik.records import KINDS
from nastavnik.records.fields import PRIVATE, Long, Ref, Term, visibility
from nastavnik.records.reading import marks

HEADINGS = {
    "practices": "Методическая копилка",
    "mentors": "Наши наставники",
    "news": "Новости",
    "documents": "Документы",
}
SECTION = "Наставничество"
SCHOOL = str(school()["title"])
ADDRESS = str(school()["section_url"])
PAGE_SIZE = 30
"""Records on a page of a list, for the peers that have lists."""
_LINK = re.compile(r"\]\((?:\.\./)?(\w+)/([\w-]+)\.(?:md|yml)\)")


class Page(NamedTuple):
    """A record as a page: what lists say of it, and its Markdown without the title, linking to files as MkDocs does."""

    kind: str
    id: str
    title: str
    description: str
    day: dt.date
    terms: tuple[tuple[str, str], ...]
    """Facet and caption of what lists are narrowed to."""
    text: str


def pages(count: int) -> Iterator[Page]:
    """Every shown record with a page of its own."""
    for record in records(count):
        if record.shown and record.kind in HEADINGS and (record.kind != "documents" or "text" in record.data):
            yield page(record)


def write(folder: Path, count: int) -> None:
    """A folder of Markdown pages for MkDocs: one a record, `index.md` and the hand-written page."""
    for one in pages(count):
        put(folder / one.kind / f"{one.id}.md", f"# {one.title}\n\n{one.text}\n")
    links = [f"- [{title}]({kind}/{first})" for kind, title in HEADINGS.items() for first in _first(folder / kind)]
    put(folder / "index.md", "\n".join([f"# {SECTION}", "", *links, ""]))
    put(folder / "parents.md", _linked(PARENTS))


def put(path: Path, text: str) -> None:
    """Write a file, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def page(record: Record) -> Page:
    """Summary, table of short values, sections of long ones, body."""
    cls, data = KINDS[record.kind], record.data
    title = data.get("name") or data["title"]
    fields = [(name, value) for name, value in data.items() if visibility(cls, name) is not PRIVATE]
    fields = [(name, value) for name, value in fields if name not in ("name", "title", "summary")]
    rows = [(_caption(cls, name), _short(cls, name, value)) for name, value in fields if not _is_long(cls, name, value)]
    parts = [data.get("summary", ""), _table(rows)]
    for name, value in fields:
        if _is_long(cls, name, value):
            parts += [f"## {_caption(cls, name)}", _section(value)]
    if record.body:
        parts += [f"## {_caption(cls, str(cls.body))}", record.body]
    day = data.get("published") or data.get("date") or TODAY
    text = _linked("\n\n".join(filter(None, parts)))
    return Page(record.kind, record.id, title, data.get("summary", title), day, tuple(_terms(record)), text)


def addressed(text: str) -> str:
    """Links to files as addresses from a page one folder deeper: `../mentors/x.md` → `../../mentors/x/`."""
    return _LINK.sub(r"](../../\1/\2/)", text)


def code(caption: str) -> str:
    """A caption as a segment of an address."""
    return slugify(caption)


def kinds() -> list[dict[str, str]]:
    """The tabs of the shell: id, title, address from the root."""
    return [{"id": kind, "title": title, "url": f"{kind}/"} for kind, title in HEADINGS.items()]


def _terms(record: Record) -> Iterator[tuple[str, str]]:
    for facet in KINDS[record.kind].facets:
        found = record.data.get(facet, [])
        yield from ((facet, caption) for caption in (found if isinstance(found, list) else [found]))


def _first(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())[:1]


def _linked(text: str) -> str:
    """Here mentors are Markdown pages too."""
    return text.replace(".yml)", ".md)")


def _caption(cls: type[BaseModel], name: str) -> str:
    return cls.model_fields[name].title or name


def _is_long(cls: type, name: str, value: Any) -> bool:
    """Whether a value needs a section: running text, a list of lines, a list of parts."""
    if marks(cls, name, Long):
        return True
    return isinstance(value, list) and not marks(cls, name, Term) and not marks(cls, name, Ref) and len(str(value)) > 60


def _short(cls: type, name: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(_short(cls, name, inner) for inner in value.values())
    if isinstance(value, list):
        return ", ".join(_short(cls, name, inner) for inner in value)
    return f"[{value}](../mentors/{value}.md)" if str(value).startswith("nastavnik-") else str(value)


def _table(rows: list[tuple[str, str]]) -> str:
    return "\n".join(["| | |", "| --- | --- |", *(f"| {caption} | {text} |" for caption, text in rows)])


def _section(value: Any) -> str:
    """A text as it is; a list of long texts one after another; other lists as nested lists."""
    if isinstance(value, str):
        return value
    if any(isinstance(item, str) and "\n" in item for item in value):
        return "\n\n".join(value)
    return "\n".join(_bullets(value, 0))


def _bullets(items: list[Any], depth: int) -> Iterator[str]:
    for item in items:
        if not isinstance(item, dict):
            yield f"{'    ' * depth}- {item}"
            continue
        texts = [str(value) for value in item.values() if not isinstance(value, list)]
        yield f"{'    ' * depth}- {'. '.join(texts)}"
        for inner in item.values():
            if isinstance(inner, list):
                yield from _bullets(inner, depth + 1)
