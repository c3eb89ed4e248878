"""What files of one kind become, before it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nastavnik.desk.errands.errand import ErrandPart, ErrandQuestion


@dataclass(frozen=True, slots=True)
class IncomingFiles:
    """What files of one kind become: bytes to write by path, records by address, and what is to be told."""

    files: Mapping[Path, bytes]
    records: Sequence[tuple[str, str]]
    parts: Sequence[ErrandPart]
    differs: bool = False
    """Whether records that are there say something else."""
    questions: Sequence[ErrandQuestion] = ()
    """What only somebody can tell: for which year a plan is."""
    is_open: bool = False
    """Whether nothing may be written before that is told."""
    hidden: Sequence[tuple[str, str]] = ()
    """Names and values of hidden inputs: what the page has shown, for the next step."""
