"""What all outputs of a section depend on alike, as digests: versions, theme, school, settings of the engine."""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from nastavnik.building.assets import assets
from nastavnik.building.project import Prepared, Project
from nastavnik.school.dependencies import digest_of, fingerprint, state_of
from nastavnik.school.named_files import named_file
from nastavnik.text import markdown
from nastavnik.views.glossary import PAGE as GLOSSARY

CONFIG = "mkdocs.yml"
BLOCK_TEMPLATES = ("_blocks.html", "_contact.html")
"""What draws blocks of hand-written pages, beside the shell."""
_WORD = re.compile(r"[\w./\\-]+")


@cache
def code_fingerprint() -> str:
    """Changes with the versions of Python, of this package and its code, and of every library: any may shape an output.

    A library's folder is called by its name and version: <https://packaging.python.org/specifications/recording-installed-packages/>.
    """
    code = sorted(Path(str(files("nastavnik"))).rglob("*.py"))
    libraries = {library.name for place in sys.path for library in Path(place).glob("*.dist-info")}
    return digest_of([sys.version, *sorted(libraries), *map(state_of, code)])


def section_fingerprint(prepared: Prepared, *, drafts: bool) -> str:
    """Changes with the theme, the navigation, the school and its words: everything is then drawn anew."""
    folders = [*prepared.project.theme("fragments"), *prepared.project.theme("overrides")]
    catalogue = prepared.catalogue
    return digest_of(
        [
            str(drafts),
            json.dumps(prepared.nv, ensure_ascii=False, sort_keys=True),
            fingerprint(catalogue.school),
            repr(catalogue.vocabularies),
            *(page.text for page in prepared.own if page.url == GLOSSARY),
            *_contents(file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()),
        ]
    )


def engine_fingerprint(prepared: Prepared) -> str:
    """Changes with whatever hand-written pages are drawn from: their texts and files, the shell, the settings."""
    from nastavnik.pages.fragments import resolve  # brings Jinja, which a check needs not

    project, catalogue = prepared.project, prepared.catalogue
    named = [(page, target) for page in prepared.own for _, _, target, _ in markdown.pointers(page.text)]
    links = [f"{page.url} {target} {resolve(catalogue, page.path, target)}" for page, target in named]
    papers = {path for page, target in named if (path := named_file(catalogue, page.path, target))}
    parts = (folder / name for folder in project.theme("fragments") for name in BLOCK_TEMPLATES)
    beside = sorted({*prepared.named, *(page.path for page in prepared.own)})
    ours = catalogue.files.union(catalogue.linked_files).intersection(beside)  # the engine's where records give them up
    shell = (file for folder in project.theme("overrides") for file in sorted(folder.rglob("*")) if file.is_file())
    return digest_of(
        [
            json.dumps(prepared.nv, ensure_ascii=False, sort_keys=True),
            prepared.root,
            repr(prepared.own),
            *links,
            *map(state_of, [*beside, *sorted(papers)]),
            *map(str, sorted(catalogue.held_files)),
            repr(sorted(map(str, ours))),
            repr(list(assets(project))),
            *_contents([*shell, *filter(Path.is_file, parts)]),
            *_settings(project),
        ]
    )


def _settings(project: Project) -> Iterator[str]:
    """The settings, and every file and folder beside them that they name."""
    root, config = project.root, project.root / CONFIG
    others = {root, project.content, project.site, *project.stagings, project.state}
    if not config.is_file():
        return
    text = config.read_text(encoding="utf-8", errors="replace")
    yield text
    for word in sorted(set(_WORD.findall(text))):
        named = root / word
        if root in named.parents and others.isdisjoint((named, *named.parents[: -len(root.parts)])) and named.exists():
            yield from map(state_of, sorted(named.rglob("*")) if named.is_dir() else [named])


def _contents(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        yield f"{path.name} {hashlib.blake2b(path.read_bytes(), digest_size=12).hexdigest()}"
