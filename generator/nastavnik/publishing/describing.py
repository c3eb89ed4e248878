"""`publish.yml` as a form has it: the fields of its first target as texts, and the file that says others instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nastavnik import messages
from nastavnik.office import undo
from nastavnik.office.patching import emission
from nastavnik.office.patching.patch import patched
from nastavnik.publishing.targets import ASKED, FILE, RARE, TRANSPORTS, Target, passwords_in, read_targets
from nastavnik.text.editing import written_as
from nastavnik.text.source import Keys, Plain, Problem, decode, parse

FIRST_NAME = "hosting"
"""What the target of a form is called, until somebody calls it otherwise in the file."""
LISTED = "host_key"
"""The only field that may hold several values; a form has them through commas."""


@dataclass(frozen=True, slots=True)
class Description:
    """What `publish.yml` is to say: its bytes, the targets in it (none if there are mistakes), and what is wrong or to
    be thought of, each with the keys of its field."""

    raw: bytes
    targets: tuple[Target, ...]
    problems: tuple[tuple[Keys, Problem], ...]

    @property
    def mistakes(self) -> list[tuple[Keys, Problem]]:
        """What forbids writing it."""
        return [(keys, problem) for keys, problem in self.problems if problem.severity == "error"]


def texts_in(root: Path) -> dict[str, str]:
    """Fields of the first target as they are written, its type as a code; nothing without a file.

    Raises `Unreadable`.
    """
    entries = _entries(_data(root)[1])
    texts = {name: _text(value) for name, value in entries[0].items()} if entries else {}
    return texts | {"type": TRANSPORTS.code(texts.get("type", "")) or ""} if texts else {}


def described(root: Path, texts: Mapping[str, str]) -> Description:
    """`publish.yml` with the first target as a form has it; other targets, comments and order stay.

    Fields that its type has not are left out. Raises `Unreadable`, and `EditRefused` where the text cannot be kept.
    """
    raw, data = _data(root)
    first, *others = _entries(data) or [{}]
    entry = _entry(first, texts)
    written = data.get("targets")
    targets: Plain = entry if isinstance(written, dict) else [entry, *others]
    if raw.strip():
        raw = patched(written_as(root / FILE, raw, FILE), {**data, "targets": targets})
    else:
        raw = "".join(f"{line}\n" for line in emission.block_lines({"targets": targets})).encode()
    source = parse(decode(raw, FILE), FILE, with_body=False)
    secrets = [((), problem) for problem in passwords_in(source)]
    places, problems = ((), secrets) if secrets else read_targets(source)
    return Description(raw, places, tuple(problems))


def write(root: Path, description: Description) -> None:
    """Save it, so that `undo` takes it back. Raises `OSError`."""
    undo.write(root, messages.PLACE_WRITTEN, {root / FILE: description.raw})


def _entry(before: Mapping[str, Plain], texts: Mapping[str, str]) -> dict[str, Plain]:
    """A target: new fields as they were typed, unchanged ones as they stand in the file."""
    type = texts["type"]
    server_changed = texts.get("host", "") != before.get("host", "")
    typed = {name: texts.get(name, "").strip() for name in (*ASKED[type], *RARE[type])}
    if server_changed and typed.get(LISTED) == _text(before.get(LISTED, "")):
        typed[LISTED] = ""  # the key is the former server's
    values = {name: _value(name, text, before.get(name, "")) for name, text in typed.items() if text}
    is_same = TRANSPORTS.code(_text(before.get("type", ""))) == type
    values |= {"name": before.get("name", FIRST_NAME), "type": before["type"] if is_same else type}
    ours = {name: values[name] for name in Target.model_fields if name in values}
    return ours | {name: value for name, value in before.items() if name not in Target.model_fields}


def _value(name: str, text: str, before: Plain) -> Plain:
    if text == _text(before):
        return before
    return [key.strip() for key in text.split(",") if key.strip()] if name == LISTED else text


def _text(value: Plain) -> str:
    return ", ".join(map(_text, value)) if isinstance(value, (list, dict)) else value


def _data(root: Path) -> tuple[bytes, dict[str, Plain]]:
    """The bytes of the file and what it says; nothing without a file."""
    raw = (root / FILE).read_bytes() if (root / FILE).is_file() else b""
    return raw, parse(decode(raw, FILE), FILE, with_body=False).data if raw.strip() else {}


def _entries(data: Mapping[str, Plain]) -> list[dict[str, Plain]]:
    written = data.get("targets", [])
    return [entry for entry in (written if isinstance(written, list) else [written]) if isinstance(entry, dict)]
