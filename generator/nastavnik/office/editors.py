"""Schemas for the school's text editor: it completes fields, words and names of records, and underlines mistakes.

They lie in `.vscode/`, where VS Code with its YAML extension and github.dev find them by themselves; any program that
reads JSON Schema may use them. What is the school's own — words and ids — is in two files, made anew when records come
and go.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from nastavnik.errors import ContentRejected
from nastavnik.records import KINDS, Roadmap, School, editor_schema
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.cabinet import cabinet
from nastavnik.school.catalogue import record_files
from nastavnik.text.editing import save
from nastavnik.text.json_text import json_bytes

FOLDER = ".vscode"
SCHEMAS = f"{FOLDER}/schemas"
EXTENSION = "redhat.vscode-yaml"


def settings() -> Mapping[str, bytes]:
    """Files that are the same for every school: which schema is for which records, and a schema a kind."""
    kinds: dict[str, type[Record]] = {School.kind: School, **KINDS}
    described = {f"{SCHEMAS}/{kind}.json": editor_schema.of_kind(cls) for kind, cls in kinds.items()}
    places = {f"./{SCHEMAS}/{kind}.json": _places(cls) for kind, cls in kinds.items() if cls.suffix == ".yml"}
    preferences = {
        "yaml.schemas": places,
        "yaml.schemaStore.enable": False,  # nothing is asked of the network
        "files.encoding": "utf8",
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
    }
    files = {
        f"{FOLDER}/settings.json": preferences,
        f"{FOLDER}/extensions.json": {"recommendations": [EXTENSION]},
        **described,
    }
    return {name: json_bytes(data) for name, data in files.items()}


def own_names(
    vocabularies: Vocabularies, named: Mapping[str, Sequence[str]], stages: Mapping[str, Sequence[str]]
) -> Mapping[str, bytes]:
    """The two files that are the school's own: its words, and what references may say.

    `named` are ids of records by kind, `stages` the codes of stages by the ids of their plans.
    """
    every = {
        **{kind: named.get(kind, ()) for kind in KINDS},
        editor_schema.STAGES: [f"{id}/{code}" for id, codes in stages.items() for code in codes],
        editor_schema.EVIDENCE: editor_schema.evidence(named),
    }
    files = {editor_schema.WORDS: editor_schema.words(vocabularies), editor_schema.IDS: editor_schema.ids(every)}
    return {f"{SCHEMAS}/{name}": json_bytes(data) for name, data in files.items()}


def renewed(root: Path, content: Path) -> list[str]:
    """Write what is missing or has changed; the names of those files. The school's own `settings.json` stays as it is.

    They are made of the records, like the site, so `undo` does not know of them.

    Raises `ContentRejected` if there is no school whose words and records they would be.
    """
    files = {**settings(), **_of_school(content)}
    return _save(root, files)


def kept_up(root: Path, content: Path) -> None:
    """Words and ids as they are today, where the school has such files at all; a folder nobody may write to is left.

    It opens the passport and the plans, so a check or a build may do it each time.
    """
    if (root / SCHEMAS / editor_schema.IDS).is_file():
        with suppress(OSError, ContentRejected):
            _save(root, _of_school(content))


def _save(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write what is missing or has changed but for the school's own settings; the names of those files."""
    changed = {
        name: data
        for name, data in files.items()
        if not (root / name).is_file() or (name.startswith(SCHEMAS) and (root / name).read_bytes() != data)
    }
    for name, data in changed.items():
        save(root / name, data)
    return list(changed)


def _of_school(content: Path) -> Mapping[str, bytes]:
    """The school's own two files; a record that cannot be read today has an id all the same."""
    opened = cabinet(content, (Roadmap,))
    ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for file in record_files(opened.content):
        ids[file.cls.kind].append(file.id)
    plans = {each.id: each.record.codes for each in opened.records if isinstance(each.record, Roadmap)}
    return own_names(opened.vocabularies, ids, plans)


def _places(cls: type[Record]) -> list[str]:
    return ["content/school.yml"] if cls is School else [f"content/{cls.kind}/**/*.yml"]
