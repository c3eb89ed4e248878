"""Files that lie beside a record, are called after it and belong to it alone: they take the new name with it."""

from collections.abc import Iterator
from pathlib import Path

from nastavnik.records.fields import FileMarker
from nastavnik.records.reading import values
from nastavnik.school.beside import page_files
from nastavnik.school.cabinet import Cabinet, Original
from nastavnik.school.catalogue import Finder
from nastavnik.school.record_store import long_fields
from nastavnik.text import destinations
from nastavnik.text.source import Unreadable, decode

_TEXTS = (".md", ".yml", ".yaml")


def belongings(opened: Cabinet, original: Original, name: str) -> dict[str, str]:
    """Where such files lie → where they go; one whose new place is taken stays."""
    old, folder = original.id, original.file.path.parent
    candidates = {str(path): str(target) for path, target in _called_after(folder, old, name)}
    if not candidates:
        return {}
    own, others = _named_by(opened, original), _named_by_others(opened, original)
    folders = {str(folder / old)} if not others & set(_below(folder / old)) else set()
    return {
        path: target
        for path, target in candidates.items()
        if path not in others and (path in own or any(path.startswith(f"{inside}/") for inside in folders))
        if not Path(target).exists()
    }


def belongings_of_page(opened: Cabinet, page: Path) -> list[str]:
    """Files a hand-written page alone names and that are called after it."""
    named = _named_by_page(opened.content, page)
    own = [path for path in sorted(named) if _is_called(Path(path).name, page.stem, is_last=True)]
    if not own:
        return []
    others = _named_by_others(opened, None, besides=page)
    return [path for path in own if path not in others and Path(path).suffix.lower() not in _TEXTS]


def _called_after(folder: Path, old: str, name: str) -> Iterator[tuple[Path, Path]]:
    """Files in the record's folder with the record's name in their own or in that of a folder, with their new paths."""
    for path in sorted(folder.rglob("*")):
        steps = path.relative_to(folder).parts
        at = next((at for at, step in enumerate(steps) if _is_called(step, old, is_last=at + 1 == len(steps))), None)
        if at is not None and path.is_file() and path.suffix.lower() not in _TEXTS and not path.is_symlink():
            yield path, folder.joinpath(*steps[:at], name + steps[at].removeprefix(old), *steps[at + 1 :])


def _is_called(step: str, old: str, *, is_last: bool) -> bool:
    """`belova.jpg`, `belova-2.jpg`; of folders only `belova` itself."""
    stem = step.partition(".")[0] if is_last else step
    return stem == old or (is_last and stem.startswith(f"{old}-"))


def _below(folder: Path) -> Iterator[str]:
    return (str(path) for path in folder.rglob("*")) if folder.is_dir() else iter(())


def _named_by(opened: Cabinet, original: Original) -> set[str]:
    """Files a record names in fields and texts."""
    finder, record = Finder(opened.content), original.record
    texts = (getattr(record, name) or () for name in long_fields(type(record)))
    lines = (line for text in texts for line in ((text,) if isinstance(text, str) else text))
    written = [value for _, _, value in values(record, FileMarker)]
    written += [link.parts[0] for line in lines for link in destinations.inline(line)]
    return {path for target in written if target and (path := finder.find(original.file.place, target))}


def _named_by_others(opened: Cabinet, original: Original | None, besides: Path | None = None) -> set[str]:
    named = [_named_by(opened, other) for other in (opened.passport, *opened.records) if other is not original]
    pages = (path for path in page_files(opened.content) if path != besides)
    return set().union(*named, *(_named_by_page(opened.content, path) for path in pages))


def _named_by_page(content: Path, page: Path) -> set[str]:
    try:
        text = decode(page.read_bytes(), page.name)
    except Unreadable:
        return set()
    finder = Finder(content)
    written = {word for target in destinations.everywhere(text) for word in (target, target.partition("#")[0])}
    return {path for name in written if name and (path := finder.find(str(page), name))}
