"""Which day it is. Only the doors ask; below them the day is an argument."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.catalogue import SCHOOL_FILE
from generator.source import Unreadable, read


def the_day(content: Path, environment: Mapping[str, str]) -> dt.date:
    """`SOURCE_DATE_EPOCH` if it is set (reproducible-builds.org), else today where the school is."""
    zone = _zone(content)
    stamp = environment.get("SOURCE_DATE_EPOCH", "")
    moment = dt.datetime.fromtimestamp(int(stamp), zone) if stamp.isdigit() else dt.datetime.now(zone)
    return moment.date()


def _zone(content: Path) -> ZoneInfo:
    try:
        name = read(content / SCHOOL_FILE, SCHOOL_FILE).data.get("timezone")
        return ZoneInfo(name) if isinstance(name, str) else ZoneInfo("Europe/Moscow")
    except (OSError, Unreadable, ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("Europe/Moscow")
