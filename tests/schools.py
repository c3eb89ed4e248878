"""Invented schools for the tests of the region."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from nastavnik.bank.store.model import Harvested, PublishedRecord, Rejection, SchoolPassport

NIGHT = dt.datetime(2026, 11, 1, 1, 30, tzinfo=dt.UTC)
PRACTICE: Mapping[str, Any] = {
    "title": "Два урока вместе",
    "summary": "Молодой учитель и наставник готовят один урок вдвоём и дают его по очереди.",
    "forms": ["teacher-teacher"],
    "education_levels": ["basic"],
    "problem": "Молодой учитель видит чужие уроки, но не видит, как они готовятся.",
    "goal": "За полгода научиться планировать урок от результата.",
    "description": "В понедельник пара выбирает тему и пишет план. В среду наставник даёт урок.",
    "results": ["Шесть совместных уроков"],
    "authors": [{"team": "Методическое объединение"}],
    "period": "с сентября по февраль",
    "status": "published",
}


def after(days: float) -> dt.datetime:
    return NIGHT + dt.timedelta(days=days)


def school(number: int = 5, **changes: str) -> SchoolPassport:
    passport = {
        "key": f"{number:010d}-school{number}",
        "title": f"Муниципальное общеобразовательное учреждение «Средняя школа № {number}»",
        "short_title": f"Школа № {number}",
        "municipality": "Заозёрный муниципальный округ",
        "region": "Залесская область",
        "url": f"https://school{number}.example/nastavnichestvo/",
    }
    return SchoolPassport(**{**passport, **changes})


def practice(of: SchoolPassport, id: str = "dva-uroka", **changes: Any) -> PublishedRecord:
    data = {**PRACTICE, **changes}
    checksum = hashlib.sha256(json.dumps(data, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()
    return PublishedRecord(of.key, "practices", id, f"{of.url}practices/{id}/", checksum, dt.date(2026, 10, 20), data)


def taken(
    *items: PublishedRecord,
    of: SchoolPassport | None = None,
    source: str = "school5",
    at: dt.datetime = NIGHT,
    rejections: tuple[Rejection, ...] = (),
    etag: str | None = '"1"',
) -> Harvested:
    return Harvested(source, "taken", at, "", of or school(), items, rejections, etag, None, 1000)


def unchanged(source: str = "school5", at: dt.datetime = NIGHT) -> Harvested:
    return Harvested(source, "unchanged", at)


def failed(source: str = "school5", at: dt.datetime = NIGHT, reason: str = "сайт не отвечает") -> Harvested:
    return Harvested(source, "failed", at, reason)
