"""Kinds of municipalities and settlements, as lists write them and as they stand before or after a name."""

SETTLEMENTS = {
    "город": "г.",
    "г": "г.",
    "посёлок": "пос.",
    "посёлок городского типа": "пгт",
    "пгт": "пгт",
    "рабочий посёлок": "рп",
    "рп": "рп",
    "село": "с.",
    "деревня": "д.",
    "станица": "ст-ца",
    "хутор": "х.",
    "зато": "ЗАТО",
}
"""Kinds that always stand first, with what is written."""
AREAS = {
    name: name
    for name in (
        "район",
        "округ",
        "муниципальный район",
        "муниципальный округ",
        "городской округ",
        "городской район",
        "внутригородской район",
        "национальный район",
        "улус",
        "кожуун",
        "городское поселение",
        "сельское поселение",
    )
} | {"р-н": "район", "м.о": "муниципальный округ", "г.о": "городской округ"}
"""Kinds that agree with an adjective before them."""
SHORT_KINDS = ("пос", "с", "д", "ст-ца", "х")
"""Kinds of settlements as they stand before a name, without their full stop."""
