"""Which files beside the records go out: those that somebody names. What lies in the folder and nobody names stays.

Named is what a record, a hand-written page, the settings of the engine, the school's own theme or a style leads to.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit

import yaml

from nastavnik import messages
from nastavnik.records import KINDS, Document
from nastavnik.school.beside import SUFFIX
from nastavnik.school.catalogue import SCHOOL_FILE, Catalogue, stays_inside
from nastavnik.school.handwritten import Handwritten
from nastavnik.text import markdown
from nastavnik.text.destinations import everywhere
from nastavnik.text.marks import UNPRINTABLE, printable
from nastavnik.text.source import Ground, Place, Problem, Unreadable, compose, decode

SETTINGS = "mkdocs.yml"
TEXTS = {".css", ".htm", ".html"}
"""Suffixes of files whose own targets go out with them."""
_MOST_SAID = 3  # files of one folder; more are said at once
_QUOTED = re.compile(r"""["']([^"'\n<>{}]{1,300})["']""")
_NEVER = re.compile(
    r"(?i)\..*|~\$.*|\.~lock\..*|~.*\.tmp|.*~|.*\.(?:bak|old|orig|rej|sw[op]|tmp|part|crdownload|lnk|url|db|sqlite3?|pst"
    r"|php\d?|phtml|phar|cgi|aspx?|jsp|exe|msi|bat|cmd|com|scr|ps1|vbs|jar|hta"
    r"|pem|key|pfx|p12|ya?ml(?:\.\w+)?|md\.\w+)|thumbs\.db|desktop\.ini|ehthumbs.*|school(?:\W.*)?\.ya?ml.*"
)
"""Names of what an office program, a file manager or an editor leaves behind, of keys, programs, records and copies of
them; hidden names, for some steer a server."""


def published(
    catalogue: Catalogue, pages: Iterable[Handwritten], root: Path, texts: Iterable[Path] = ()
) -> frozenset[Path]:
    """Files that an engine publishes as they lie: named in its pages, its settings and `texts` of the own theme."""
    pages = list(pages)
    own = {page.path for page in pages}
    named = _named(catalogue, pages, root, texts) - own
    held = {path.resolve() for path in catalogue.held_files}
    return frozenset(
        path for path in named if not is_never_published(path, catalogue.content) and path.resolve() not in held
    )


def is_never_published(path: Path, content: Path) -> bool:
    """Whether a file may not go out though somebody names it; a symbolic link is what it leads to."""
    real = PurePath(os.path.relpath(path.resolve(), content.resolve()))
    return _is_record(real) or any(_NEVER.fullmatch(name) for name in (path.name, real.name))


def named_file(catalogue: Catalogue, page: Path, target: str) -> Path | None:
    """The file that a link on a hand-written page leads to, or that the document it leads to has; None for the rest."""
    path = catalogue.find(page, unquote(target)) if markdown.is_inside(target) else None
    if path is None or path.relative_to(catalogue.content).parts[0] != Document.kind:
        return path if path and path.suffix not in (SUFFIX, Document.suffix) else None
    if path.suffix != Document.suffix:
        return path
    entry = catalogue.get(Document.kind, path.stem)
    record = entry.record if entry else None
    file = catalogue.file(entry, record.file) if entry and isinstance(record, Document) and record.file else None
    return None if file in catalogue.held_files else file


def problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Files that records name and that may not go out, as errors."""
    for path in sorted(catalogue.files | catalogue.linked_files):
        if is_never_published(path, catalogue.content):
            yield Problem(_place(path, catalogue.content), messages.NEVER_PUBLISHED)


def unnamed(catalogue: Catalogue, pages: Iterable[Handwritten], published: Iterable[Path]) -> Iterator[Problem]:
    """What is left out because nobody names it, as hints. Worth asking once there are no errors: a name written
    wrong is an error of its own, and a page that cannot be read may name anything."""
    content = catalogue.content
    by_folder = defaultdict[Path, list[Path]](list)
    for path in unnamed_files(catalogue, pages, published):
        by_folder[path.parent].append(path)
    for folder, paths in by_folder.items():
        if len(paths) > _MOST_SAID:
            yield Problem(_place(folder, content), messages.unnamed([path.name for path in paths]), "hint")
        else:
            yield from (Problem(_place(path, content), messages.UNNAMED, "hint") for path in paths)


def unnamed_files(catalogue: Catalogue, pages: Iterable[Handwritten], published: Iterable[Path]) -> Iterator[Path]:
    """Files that lie in the content folder and that nobody names, folder by folder."""
    named = {*catalogue.files, *catalogue.linked_files, *catalogue.held_files, *published}
    own = {page.path for page in pages}
    return (path for path in _files(catalogue.content) if path not in named and path not in own)


def never_published(catalogue: Catalogue, pages: Iterable[Handwritten]) -> Iterator[Problem]:
    """Links of hand-written pages to files that may not go out, as errors at the pages."""
    content = catalogue.content
    for page in pages:
        paths = {path: target for target in everywhere(page.text) if (path := _find(catalogue, page.path, target))}
        for path, target in sorted(paths.items()):
            inside = path.relative_to(content)
            leads_to_page = path.suffix == ".md" or (len(inside.parts) > 1 and _is_record(inside))
            if not leads_to_page and is_never_published(path, content):
                sentence = messages.labelled(path.name, messages.NEVER_PUBLISHED)
                yield Problem(page.place(target), sentence)


def badly_placed(content: Path) -> Iterator[Problem]:
    """Symbolic links, of files and of folders, that lead out of the content folder; names with signs nobody sees."""
    for folder, below, names in os.walk(content):
        for name in (*below, *names):
            if UNPRINTABLE.search(name):
                yield Problem(_place(Path(folder, printable(name)), content), messages.NAME_HAS_CONTROL)
        paths = sorted(
            [
                *(os.path.join(folder, name) for name in below),  # noqa: PTH118 - every file is asked
                *(path for name in names if os.path.islink(path := os.path.join(folder, name))),  # noqa: PTH114,PTH118
            ]
        )
        for path in paths:
            if not stays_inside(path, str(content)):
                yield Problem(_place(Path(path), content), messages.LEADS_OUT)


# --- who names a file


def _named(catalogue: Catalogue, pages: list[Handwritten], root: Path, texts: Iterable[Path]) -> set[Path]:
    names = [(page.path, target) for page in pages for target in everywhere(page.text)]
    settings = catalogue.content / SCHOOL_FILE
    names += [(settings, value) for value in _settings(root)]
    for text in texts:
        names += [(catalogue.content / "assets" / text.name, target) for target in _in_theme(text)]
    named = set[Path]()
    while names:
        path = _find(catalogue, *names.pop())
        if path and path not in named:
            named.add(path)
            names += [(path, target) for target in _within(path)]
    return named


def _find(catalogue: Catalogue, where: Path, target: str) -> Path | None:
    """The file a target leads to from the file `where`; whole addresses of the section lead there as well."""
    root = catalogue.school.root
    for start in (root, urlsplit(root).path):
        if target.startswith(start):
            target, where = target[len(start) :], catalogue.content / SCHOOL_FILE
    bare = target.partition("#")[0]
    return catalogue.find(where, target) or (catalogue.find(where, bare) if bare else None)


def _settings(root: Path) -> Iterator[str]:
    """Every value of the engine's settings: a name of a file may stand anywhere."""
    file, met = root / SETTINGS, set[Path]()
    while file.is_file() and file.resolve() not in met:
        met.add(file.resolve())
        values = dict(_values(file))
        yield from values
        inherited = next((value for value, key in values.items() if key == "INHERIT"), "")
        file = file.parent / inherited if inherited else file


def _values(file: Path) -> Iterator[tuple[str, str]]:
    """Values of a YAML file, each with the key it stands under at the top."""
    try:
        top = compose(Ground(file.name, decode(file.read_bytes(), file.name)))
    except Unreadable:
        return  # said by who reads the settings
    for key, value in top.value:
        yield from ((scalar, str(key.value)) for scalar in _scalars(value))


def _scalars(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from (scalar for part in pair for scalar in _scalars(part))
    else:
        yield from (scalar for item in node.value for scalar in _scalars(item))


def _in_theme(file: Path) -> Iterator[str]:
    """What a template, a style or a script of the school's theme may name."""
    text = file.read_text(encoding="utf-8", errors="replace")
    yield from everywhere(text)
    for match in _QUOTED.finditer(text):
        yield match[1]
        yield f"../{match[1]}"  # templates name files from the root of the section


def _within(path: Path) -> Iterator[str]:
    if path.suffix.lower() in TEXTS:
        yield from everywhere(path.read_text(encoding="utf-8", errors="replace"))


# --- what lies in the folder


def _files(content: Path) -> Iterator[Path]:
    """Files that are neither hidden nor records nor pages nor papers of the school."""
    for folder, below, names in os.walk(content):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            inside = path.relative_to(content)
            is_paper = _is_record(inside) and inside.suffix.islower()
            if not name.startswith(".") and not is_paper and _is_shown(path, content) and path.is_file():
                yield path


def _is_record(inside: PurePath) -> bool:
    """Whether a path in the folder is that of a record or of another paper of the school, in any case of letters."""
    suffix, is_beside = inside.suffix.lower(), inside.parts[0] not in KINDS or len(inside.parts) == 1
    return suffix in (".yml", ".yaml") or (suffix == ".md" and not is_beside)


def _is_shown(path: Path, content: Path) -> bool:
    """Whether a file may be spoken of by its name, and leads nowhere else."""
    return path.name.isprintable() and stays_inside(str(path), str(content))


def _place(path: Path, content: Path) -> Place:
    return Place(path.relative_to(content.parent).as_posix())
