"""Which day it is. Only the doors ask; below them the day is an argument."""

import datetime as dt
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.errors import ContentUnreadable
from nastavnik.records.fields import YEARS, read_day
from nastavnik.school.catalogue import REGION_FILE, SCHOOL_FILE
from nastavnik.text.source import Unreadable, read

"""The passport of a regional bank; it stands where a school keeps its own."""


def the_day(content: Path, environment: Mapping[str, str]) -> dt.date:
    """`SOURCE_DATE_EPOCH` if it is set (reproducible-builds.org), else a demo's own day, else today.

    Today is what it is where the school or the region is. Raises `ContentUnreadable` for a moment no record may name.
    """
    demo = None if _epoch(environment) is not None else _demo_day(content)
    return demo or _moment(environment, _zone(content)).date()


def the_moment(environment: Mapping[str, str]) -> dt.datetime:
    """`SOURCE_DATE_EPOCH` if it is set, else now: a moment in UTC, to the second."""
    return _moment(environment, dt.UTC).replace(microsecond=0)


def stopwatch() -> Callable[[], float]:
    """Seconds since it was made, each time it is asked; for what people wait for, never for what is built."""
    begun = time.monotonic()
    return lambda: time.monotonic() - begun


def _epoch(environment: Mapping[str, str]) -> int | None:
    stamp = environment.get("SOURCE_DATE_EPOCH", "")
    return int(stamp) if stamp.isascii() and stamp.isdigit() else None


def _moment(environment: Mapping[str, str], zone: dt.tzinfo) -> dt.datetime:
    epoch = _epoch(environment)
    if epoch is None:
        return dt.datetime.now(zone)
    try:
        moment = dt.datetime.fromtimestamp(epoch, zone)
    except (ValueError, OverflowError, OSError):
        raise ContentUnreadable(messages.quoted(str(epoch), messages.NOT_A_MOMENT)) from None
    if moment.year not in YEARS:
        raise ContentUnreadable(messages.quoted(str(epoch), messages.NOT_A_MOMENT))
    return moment


def _zone(content: Path) -> ZoneInfo:
    try:
        return ZoneInfo(_word(content, "timezone") or "Europe/Moscow")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("Europe/Moscow")


def _demo_day(content: Path) -> dt.date | None:
    """The day an invented school is built for; None where there is none or it cannot be read, which `check` says."""
    try:
        return read_day(_word(content, "demo"))
    except PydanticCustomError:
        return None


def _word(content: Path, name: str) -> str:
    """What a field of the passport says, before it is checked; empty where it says nothing."""
    passport = REGION_FILE if (content / REGION_FILE).is_file() else SCHOOL_FILE
    try:
        word = read(content / passport, passport).data.get(name)
    except (OSError, Unreadable):
        return ""
    return word if isinstance(word, str) else ""
