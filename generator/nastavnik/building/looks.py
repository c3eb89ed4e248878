"""Looks into files that go out, kept until a file changes: pictures and papers are large, and a check should be quick.

One JSON file in the project's `.nastavnik/`; it only saves work and may be deleted at any time.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from nastavnik.building.fingerprints import code_fingerprint
from nastavnik.school.dependencies import digest_of, state_of
from nastavnik.school.guard.file_contents import Look, look
from nastavnik.school.guard.personal_data import PublicDetails
from nastavnik.text.editing import save

NAME = "looks.json"


class Looks:
    """Looks of a project, those of unchanged files from its folder `state`."""

    def __init__(self, state: Path) -> None:
        self.file = state / NAME

    def __call__(self, paths: Iterable[Path], known: PublicDetails) -> Iterator[tuple[Path, Look]]:
        """Each file with its look; what is remembered afterwards are these and no others."""
        rules = digest_of([code_fingerprint(), *sorted(known.contacts), *sorted(known.numbers)])
        before = self._remembered(rules)
        looks: dict[str, Look] = {}
        for path in paths:
            state = digest_of([state_of(path)])
            looks[state] = before.get(state) or look(path, known)
            yield path, looks[state]
        if looks != before:
            self._remember(rules, looks)

    def _remembered(self, rules: str) -> dict[str, Look]:
        try:
            data: Any = json.loads(self.file.read_text(encoding="utf-8"))
            return {state: _look(*row) for state, row in data["looks"].items()} if data["rules"] == rules else {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # none, torn, or somebody else's
            return {}

    def _remember(self, rules: str, looks: dict[str, Look]) -> None:
        with suppress(OSError):  # no room or no right: it only saves work
            save(self.file, json.dumps({"rules": rules, "looks": looks}, ensure_ascii=False).encode())


def _look(fault: str, remarks: list[str], signs: list[list[Any]]) -> Look:
    return Look(str(fault), tuple(map(str, remarks)), tuple((str(kind), int(count)) for kind, count in signs))
