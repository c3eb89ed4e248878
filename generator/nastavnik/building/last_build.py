"""What the last build of a project noted for whoever compares: the day it drew, and the hand-written pages it had."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from nastavnik.building.database import NAME
from nastavnik.school.dependencies import digest_of
from nastavnik.school.handwritten import Handwritten

DAY, OWN = "built on", "own pages"
"""Under which names the state keeps them."""


class LastBuild(NamedTuple):
    """The day a site was built for, and the digest of each hand-written page by its address."""

    day: dt.date
    own: Mapping[str, str]


def notes(day: dt.date, own: Iterable[Handwritten]) -> dict[str, str]:
    """What a build notes, as the state keeps it."""
    return {DAY: day.isoformat(), OWN: json.dumps(own_digests(own))}


def own_digests(own: Iterable[Handwritten]) -> dict[str, str]:
    """Address of a hand-written page → a digest of what it says."""
    return {page.url: digest_of((page.title, page.description, page.tab, page.text)) for page in own}


def last_build(folder: Path) -> LastBuild | None:
    """What was noted in the state of a project; None if nothing is remembered, or not by this version."""
    file = folder / NAME
    if not file.is_file():
        return None
    mode = "mode=ro" if file.with_name(f"{NAME}-wal").exists() else "immutable=1"  # the latter leaves no files behind
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True)) as connection:
            noted = dict(connection.execute("select name, value from about"))
        return LastBuild(dt.date.fromisoformat(noted[DAY]), json.loads(noted[OWN]))
    except (sqlite3.Error, KeyError, ValueError):
        return None
