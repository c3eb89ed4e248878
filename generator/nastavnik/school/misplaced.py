"""Files that lie where no record is read, or the records of another kind: what they are and where they go."""

import difflib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

from slugify import slugify

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.records.record import Record
from nastavnik.school.catalogue import SUFFIXES
from nastavnik.text.source import Place, Problem, Source, Unreadable, parse, read

_COPY = re.compile(r"(?i)(?P<of>.+?)(?: ?[-–—] ?(?:копия|copy)(?: ?\(\d+\))?| ?\(\d+\)|_copy\d*)\Z")
_OFFICE = (".txt", ".doc", ".docx", ".odt", ".rtf", ".pages")


def kind_of(data: Mapping[str, Any], body: str | None = None) -> type[Record] | None:
    """The only kind whose required fields all stand in some data; None if none or several may be meant."""
    needed = {cls: _required(cls, body) for cls in KINDS.values()}
    fits = [cls for cls, names in needed.items() if len(names) > 1 and names <= data.keys() <= cls.model_fields.keys()]
    return fits[0] if len(fits) == 1 else None


def _required(cls: type[Record], body: str | None) -> set[str]:
    needed = {name for name, field in cls.model_fields.items() if field.is_required()}
    return needed - {cls.body} if body else needed


def meant_for(source: Source, cls: type[Record]) -> str | None:
    """Where a record goes that has all fields of another kind than `cls` and not those of its own."""
    is_own = _required(cls, source.body) <= source.data.keys() or source.data.keys() <= cls.model_fields.keys()
    kind = None if is_own else kind_of(source.data, source.body)
    return messages.record_of_kind(kind.caption, f"content/{kind.kind}") if kind and kind is not cls else None


def of_another_kind(text: str, file: str, cls: type[Record]) -> str | None:
    """The same of a text in a file whose suffix is not that of its kind, with a head or without one."""
    for with_body in (True, False):
        with suppress(Unreadable):
            return meant_for(parse(text, file, with_body=with_body), cls)
    return None


def without_copy(stem: str) -> str:
    """The name of a file without what systems and browsers add to the name of a copy."""
    match = _COPY.fullmatch(stem)
    return match["of"].strip() if match else stem


def copied_from(path: Path) -> str | None:
    """The name of the file beside it that a file is a copy of, by how systems and browsers name copies."""
    original = path.with_name(f"{without_copy(path.stem)}{path.suffix}")
    return original.name if original != path and original.is_file() else None


def problems(content: Path, named: frozenset[Path]) -> Iterator[Problem]:
    """Hints at files beside the passport, in folders nobody reads and beside records; those `named` are fine."""
    for path in sorted(content.iterdir()) if content.is_dir() else ():
        if path.is_dir() and path.name not in KINDS and not path.name.startswith("."):
            yield from _folder(path, content.name)
        elif path.suffix in SUFFIXES and path.name != "school.yml":
            yield from _beside_the_passport(path, f"{content.name}/{path.name}")
    for kind, cls in KINDS.items():
        for path in sorted(filter(_is_office, (content / kind).rglob("*"))):
            if path not in named:
                file = path.relative_to(content.parent).as_posix()
                yield Problem(Place(file), messages.not_a_record(path.name, kind, cls.suffix), "hint")


def _is_office(path: Path) -> bool:
    """Whether it is a text of an office program; not `a.yml.txt`, which is said elsewhere, nor what Word leaves."""
    of_record = PurePath(path.stem).suffix in SUFFIXES
    return path.suffix.lower() in _OFFICE and path.name[0] not in "~." and not of_record


def _folder(path: Path, content: str) -> Iterator[Problem]:
    texts = [file for file in path.glob("*.*") if file.suffix in SUFFIXES]
    close = _kinds_like(path.name)
    records = [file for file in texts if file.suffix != ".md" or _record_in(file)]
    if records or (texts and close):
        message = messages.unknown_folder(path.name, close, list(KINDS))
        yield Problem(Place(f"{content}/{path.name}"), message, "hint")


def _beside_the_passport(path: Path, file: str) -> Iterator[Problem]:
    kind = _record_in(path)
    if kind:
        yield Problem(Place(file), messages.record_of_kind(kind.caption, f"content/{kind.kind}"), "hint")


def _record_in(path: Path) -> type[Record] | None:
    with suppress(Unreadable, OSError):
        source = read(path, path.name)
        return kind_of(source.data, source.body)
    return None


def _kinds_like(name: str) -> list[str]:
    """Folders of records that a folder may have been meant for: «News», «mentor», «Новости», «наставники»."""
    words = {kind: kind for kind in KINDS}
    for kind, cls in KINDS.items():
        words |= {word.lower(): kind for word in (cls.caption, cls.heading, cls.short_heading, *cls.counted) if word}
        words |= {slugify(word): kind for word in (cls.caption, cls.short_heading) if word}
    close = difflib.get_close_matches(name.lower(), words, n=1, cutoff=0.75)
    return [words[close[0]]] if close else []
