"""The time zone of a school by its region: a secretary knows «МСК+2», not «Asia/Yekaterinburg»."""

import re

MOSCOW = "Europe/Moscow"
_OF_REGION = (
    ("Europe/Kaliningrad", "калининград"),
    ("Europe/Samara", "самар|удмурт"),
    ("Europe/Saratov", "саратов"),
    ("Europe/Ulyanovsk", "ульянов"),
    ("Europe/Astrakhan", "астрахан"),
    (
        "Asia/Yekaterinburg",
        "свердлов|перм|башк|челябин|курганск|оренбург|тюмен|хант|югр|ямал|екатеринбург",
    ),
    ("Asia/Omsk", "омск"),
    ("Asia/Novosibirsk", "новосибир"),
    ("Asia/Barnaul", "алта"),
    ("Asia/Tomsk", "томск"),
    ("Asia/Novokuznetsk", "кемеров|кузбасс"),
    ("Asia/Krasnoyarsk", "красноярск|хакас|тыв|тув"),
    ("Asia/Irkutsk", "иркут|бурят"),
    ("Asia/Chita", "забайкал"),
    ("Asia/Yakutsk", "амурск|якут|саха"),
    ("Asia/Vladivostok", "примор|хабаров|еврейск"),
    ("Asia/Sakhalin", "сахалин"),
    ("Asia/Magadan", "магадан"),
    ("Asia/Kamchatka", "камчат"),
    ("Asia/Anadyr", "чукот"),
)
"""Zone → how words of the names of its regions begin; all others live by the time of Moscow."""
_BY_MOSCOW = {
    -1: "Europe/Kaliningrad",
    0: MOSCOW,
    1: "Europe/Samara",
    2: "Asia/Yekaterinburg",
    3: "Asia/Omsk",
    4: "Asia/Krasnoyarsk",
    5: "Asia/Irkutsk",
    6: "Asia/Yakutsk",
    7: "Asia/Vladivostok",
    8: "Asia/Magadan",
    9: "Asia/Kamchatka",
}
"""Hours after Moscow → a zone that keeps them."""
_OFFSET = re.compile(r"(?:мск|москва)?\s*(?:([+\-−–])\s*(\d))?", re.IGNORECASE)


def zone_of_region(region: str) -> str:
    """The zone of a region by its name: «Томская область» → Asia/Tomsk; Moscow's where nothing is known."""
    name = region.lower()
    # «респ. саха» begins words as «томск» does not: «омск» stands inside it
    return next((zone for zone, words in _OF_REGION if re.search(rf"\b(?:{words})", name)), MOSCOW)


def zone_by_moscow(written: str) -> str:
    """The zone meant by «МСК+2», «+2» or «Москва»; anything else as it was written."""
    match = _OFFSET.fullmatch(written.strip())
    if not match or not written.strip():
        return written
    hours = int(match[2] or 0) * (1 if match[1] in (None, "+") else -1)
    return _BY_MOSCOW.get(hours, written)
