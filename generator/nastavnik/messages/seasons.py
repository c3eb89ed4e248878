"""What the first page says of a quarter of the school year: its name and what was done in it."""

import datetime as dt

from nastavnik.messages.words import NOUNS, after_number, enumerated

SEASONS = ("Зима", "Весна", "Лето", "Осень")
"""From December on, three months each."""
DEEDS = {  # что → слова после 1, 2 и 5
    "stages": ("этап плана выполнен", "этапа плана выполнено", "этапов плана выполнено"),
    "activities": ("мероприятие плана выполнено", "мероприятия плана выполнено", "мероприятий плана выполнено"),
    "programmes": ("программа началась", "программы начались", "программ началось"),
    "events": ("событие прошло", "события прошли", "событий прошло"),
    "practices": ("новая практика в копилке", "новые практики в копилке", "новых практик в копилке"),
    "news": NOUNS["news"],
}


def season_title(first: dt.date) -> str:
    """«Осень 2026: что сделано» of a season by its first day; a winter has two years."""
    year = f"{first.year}–{first.year + 1}" if first.month == 12 else str(first.year)
    return f"{SEASONS[first.month % 12 // 3]} {year}: что сделано"


def deed(name: str, count: int) -> str:
    """The words behind a count of what was done: «этапа плана выполнено»."""
    return after_number(count, DEEDS[name])


def stage_names(titles: list[str], most: int) -> str:
    """The first names of stages, and how many more there are."""
    more = len(titles) - most
    return enumerated(titles[:most]) if more <= 0 else f"{', '.join(titles[:most])} и ещё {more}"
