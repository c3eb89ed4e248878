"""Where a former name still stands after a renaming: words and addresses only a person can judge."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from nastavnik import messages
from nastavnik.office.renaming.move import Move
from nastavnik.records.people import Consent
from nastavnik.records.reading import parts
from nastavnik.school.cabinet import Original
from nastavnik.text.source import Unreadable, decode

_TEXTS = {".md", ".yml", ".yaml", ".html", ".css", ".js"}


def remains(root: Path, original: Original, move: Move, files: Mapping[Path, bytes | None]) -> Iterator[str]:
    """Lines of content, settings and theme that speak of the former address; `files` are as they will be.

    Consents of the record itself are told apart: what somebody signed is not edited.
    """
    signed = {address for _, consent in parts(original.record, (Consent,)) for address in consent.addresses}
    former = re.compile(rf"(?<![\w-]){re.escape(move.kind)}/#?{re.escape(move.old)}(?![\w-])")
    for path in sorted({*_written(root), *files}):
        data = files[path] if path in files else path.read_bytes()
        for number, line in enumerate(_lines(data, path.name), 1):
            if former.search(line) and not any(address in line for address in signed):
                place = f"{path.relative_to(root).as_posix()}:{number}"
                yield f"{place}: {messages.shortened(line.strip(), 80)}"


def consents_naming(original: Original, move: Move) -> Iterator[str]:
    """Consents in the record that name its former address."""
    for keys, consent in parts(original.record, (Consent,)):
        for address in consent.addresses:
            if address.rstrip("/").endswith(f"/{move.word}"):
                yield messages.consent_names_address(str(original.place((*keys, "addresses"))), address)


def _written(root: Path) -> Iterator[Path]:
    paths = [root / "mkdocs.yml", *(root / "content").rglob("*"), *(root / "theme").rglob("*")]
    return (path for path in paths if path.suffix in _TEXTS and path.is_file() and not path.name.startswith("."))


def _lines(data: bytes | None, name: str) -> list[str]:
    try:
        return decode(data, name).splitlines() if data else []
    except Unreadable:
        return []
