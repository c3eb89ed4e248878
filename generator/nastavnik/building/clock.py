"""Which day it is. Only the doors ask; below them the day is an argument."""

import datetime as dt
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nastavnik.school.catalogue import SCHOOL_FILE
from nastavnik.text.source import Unreadable, read

REGION_FILE = "region.yml"
"""The passport of a regional bank; it stands where a school keeps its own."""


def the_day(content: Path, environment: Mapping[str, str]) -> dt.date:
    """`SOURCE_DATE_EPOCH` if it is set (reproducible-builds.org), else today where the school or the region is."""
    return _moment(environment, _zone(content)).date()


def the_moment(environment: Mapping[str, str]) -> dt.datetime:
    """`SOURCE_DATE_EPOCH` if it is set, else now: a moment in UTC, to the second."""
    return _moment(environment, dt.UTC).replace(microsecond=0)


def stopwatch() -> Callable[[], float]:
    """Seconds since it was made, each time it is asked; for what people wait for, never for what is built."""
    begun = time.monotonic()
    return lambda: time.monotonic() - begun


def _moment(environment: Mapping[str, str], zone: dt.tzinfo) -> dt.datetime:
    stamp = environment.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(stamp), zone) if stamp.isdigit() else dt.datetime.now(zone)


def _zone(content: Path) -> ZoneInfo:
    passport = REGION_FILE if (content / REGION_FILE).is_file() else SCHOOL_FILE
    try:
        name = read(content / passport, passport).data.get("timezone")
        return ZoneInfo(name) if isinstance(name, str) else ZoneInfo("Europe/Moscow")
    except (OSError, Unreadable, ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("Europe/Moscow")
