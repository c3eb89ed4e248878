"""The same records as plain Markdown pages, for generators that know nothing of records.

Captions, order and visibility of fields come from the record classes, so a new field reaches the peers by itself: short
values stand in a table, texts and lists in sections.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.records import PARENTS, Record, records
from generator.records import KINDS
from generator.records.fields import PRIVATE, Long, Ref, Term, visibility
from generator.records.reading import marks

HEADINGS = {"practices": "Методическая копилка", "mentors": "Наши наставники", "news": "Новости"}


def write(folder: Path, count: int) -> None:
    """A folder of Markdown pages: one a shown record with a page of its own, `index.md` and the hand-written page."""
    folder.mkdir(parents=True, exist_ok=True)
    for record in records(count):
        if record.shown and (record.kind != "documents" or "text" in record.data):
            path = folder / record.kind / f"{record.id}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(page(record), encoding="utf-8", newline="\n")
    links = [f"- [{title}]({kind}/{first})" for kind, title in HEADINGS.items() for first in _first(folder / kind)]
    (folder / "index.md").write_text("\n".join(["# Наставничество", "", *links, ""]), encoding="utf-8", newline="\n")
    (folder / "parents.md").write_text(_linked(PARENTS), encoding="utf-8", newline="\n")


def page(record: Record) -> str:
    """Title, summary, table of short values, sections of long ones, body."""
    cls = KINDS[record.kind]
    title = record.data.get("name") or record.data["title"]
    fields = [(name, value) for name, value in record.data.items() if visibility(cls, name) is not PRIVATE]
    fields = [(name, value) for name, value in fields if name not in ("name", "title", "summary")]
    rows = [(_caption(cls, name), _short(cls, name, value)) for name, value in fields if not _is_long(cls, name, value)]
    parts = [f"# {title}", record.data.get("summary", ""), _table(rows)]
    for name, value in fields:
        if _is_long(cls, name, value):
            parts += [f"## {_caption(cls, name)}", _section(value)]
    if record.body:
        parts += [f"## {_caption(cls, cls.body)}", record.body]
    return _linked("\n\n".join(filter(None, parts))) + "\n"


def _first(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())[:1]


def _linked(text: str) -> str:
    """Here mentors are Markdown pages too."""
    return text.replace(".yml)", ".md)")


def _caption(cls: type, name: str) -> str:
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
