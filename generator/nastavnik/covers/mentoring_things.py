"""Things that speak of mentoring itself, of papers, days, places and honours; one more is an entry here.

Drawings stand around the origin, some 80 wide. Tones: `d` deep, `e` the school's colour, `l` light, `s` sun, `r` clay,
`g` moss.
"""

from collections.abc import Mapping

from nastavnik.covers.topic import Topic

MENTORING: Mapping[str, Topic] = {
    "lamp": Topic(
        """
        d M-30 38H18V44H-30Z
        d~5 M-6 38L-20 4L12 -22
        s M2 -34L34 -24L18 4L-8 -18Z
        l O16 -6 9
        """,
        "экзамен вечер неуспев успеваем егэ$ огэ$",
    ),
    "lighthouse": Topic(
        """
        l M-14 44L-9 -22H9L14 44Z
        r M-12 14L-10 -4H10L12 14Z
        d M-14 -28H14V-22H-14Z
        s M-8 -42H8V-28H-8Z
        d M-11 -42H11L0 -54Z
        s M14 -40L48 -50V-22L14 -32Z
        d M-22 40H22V46H-22Z
        """,
        "ориентир маяк професси выбор$ будущ",
        on_ground=True,
    ),
    "compass": Topic(
        """
        d O0 0 42
        l O0 0 34
        r M0 -28L9 0H-9Z
        e M0 28L9 0H-9Z
        d O0 0 4
        """,
        "профориент самоопредел навига маршрут поход$ туризм",
    ),
    "cup": Topic(
        """
        s~6 M-22 -30C-48 -30 -44 4 -16 2
        s~6 M22 -30C48 -30 44 4 16 2
        s M-26 -40H26V-14C26 8 12 16 0 16C-12 16 -26 8 -26 -14Z
        l M-18 -34H-10V-12C-10 -4 -8 2 -4 8C-14 4 -18 -4 -18 -14Z
        d M-6 14H6V30H-6Z
        d M-24 30H24V42H-24Z
        """,
        "конкурс побед олимпиад наград кубок призёр",
    ),
    "medal": Topic(
        """
        r M-26 -50H-6L6 -8H-10Z
        e M26 -50H6L-6 -8H10Z
        s O0 14 28
        l O0 14 19
        d M0 0L4 9L14 10L7 17L9 27L0 22L-9 27L-7 17L-14 10L-4 9Z
        """,
        "спасиб звани медал почёт почет благодар наставник.года",
    ),
    "calendar": Topic(
        """
        l M-42 -34H42V40H-42Z
        r M-42 -34H42V-14H-42Z
        d~6 M-22 -42V-28
        d~6 M22 -42V-28
        e M-30 -4H-16V8H-30Z
        e M-8 -4H6V8H-8Z
        s M14 -4H28V8H14Z
        e M-30 16H-16V28H-30Z
        e M-8 16H6V28H-8Z
        """,
        "дорожн план$ плана$ перенос график утвержд расписан дней$",
    ),
    "clock": Topic(
        """
        d O0 0 42
        l O0 0 34
        d~5 M0 -20V0L16 10
        s O0 0 5
        """,
        "час$ часа$ часов$ минут время$ ужин продлён смена$ смену$ смены$ скоростн",
    ),
    "speech": Topic(
        """
        e M-48 -38H18V6H-22L-36 22V6H-48Z
        l~4 M-36 -24H6
        l~4 M-36 -10H-10
        s M-8 -8H48V28H36V42L22 28H-8Z
        d~4 M4 4H36
        d~4 M4 16H22
        """,
        "консультац беседа разговор обсужден психолог диалог вопрос молчан",
    ),
    "bridge": Topic(
        """
        d M-50 -2H50V8H-50Z
        l~4 M-50 -2C-40 -2 -30 -12 -26 -36C-18 -8 18 -8 26 -36C30 -12 40 -2 50 -2
        r M-30 -38H-22V40H-30Z
        r M22 -38H30V40H22Z
        l~2 M-10 -2V-14
        l~2 M0 -2V-15
        l~2 M10 -2V-14
        """,
        "адаптац мост$ переход преемств связь$ связи$ инклюз",
        on_ground=True,
    ),
    "steps": Topic(
        """
        d M-46 40V24H-22V8H2V-8H26V-24H46V40Z
        l M-46 24H-22V29H-46Z
        l M-22 8H2V13H-22Z
        l M2 -8H26V-3H2Z
        l M26 -24H46V-19H26Z
        r~4 M36 -26V-54
        s M36 -54L56 -47L36 -40Z
        """,
        "ступен старт вхожден шаг$ шаги$ шагов рост$ карьер",
        on_ground=True,
    ),
    "school": Topic(
        """
        l M-48 -4H48V40H-48Z
        e M-52 -4L-20 -26H20L52 -4Z
        l M-16 -24H16V40H-16Z
        d M-20 -22L0 -40L20 -22Z
        s O0 -14 7
        d M-8 14H8V40H-8Z
        e M-40 8H-26V22H-40Z
        e M26 8H40V22H26Z
        r~3 M0 -40V-56
        r M1 -56L16 -51L1 -46Z
        """,
        "педсовет",
        on_ground=True,
    ),
    "factory": Topic(
        """
        d M-44 -40H-30V40H-44Z
        s M-44 -30H-30V-22H-44Z
        l M-26 40V4L0 -14V4L26 -14V4L50 -14V40Z
        e M-14 14H-2V26H-14Z
        e M10 14H22V26H10Z
        e M32 14H42V26H32Z
        """,
        "мастерские комбинат ферм",
        on_ground=True,
    ),
    "house": Topic(
        """
        l M-32 -8H32V40H-32Z
        r M-42 -8L0 -44L42 -8Z
        d M-8 12H10V40H-8Z
        s M-24 4H-12V16H-24Z
        s M16 4H28V16H16Z
        """,
        "семья$ семьи$ семей родител дом$ дома$",
        on_ground=True,
    ),
    "paper": Topic(
        """
        l M-34 -44H22L36 -30V44H-34Z
        s M22 -44V-30H36Z
        d~4 M-22 -22H10
        e~3 M-22 -8H24
        e~3 M-22 4H24
        e~3 M-22 16H12
        r O18 28 9
        """,
        "приказ документ положени регионал банк закреплен пресс газет редакц",
    ),
    "hands": Topic(
        """
        d M-54 -4L-34 -16L2 6L-6 20L-20 22L-54 18Z
        s M-60 -14H-44V24H-60Z
        l M54 -8L30 -18L-2 -8C-8 -2 -4 6 4 4L18 0L30 20L54 14Z
        e M46 -18H62V20H46Z
        """,
        "партн соглашен сотруднич договор сетев",
    ),
    "puzzle": Topic(
        """
        e M-40 -40H-2V-26C10 -34 20 -18 8 -10C4 -8 0 -8 -2 -12V2H-40Z
        s M4 2H42V40H4V26C-8 34 -18 18 -6 10C-2 8 2 8 4 12Z
        r M10 -40H42V-6H10Z
        l M-40 8H-12V40H-40Z
        """,
        "вход$ входа$ задани модул команд",
    ),
    "knot": Topic(
        """
        d~9 M-44 18C-20 18 -10 -24 14 -24C36 -24 36 6 14 6C-4 6 -10 -10 -26 -10C-46 -10 -46 -34 -26 -34
        s~9 M44 18C26 18 20 24 6 18
        """,
        "",
    ),
    "firs": Topic(
        """
        d M-3 30H3V44H-3Z
        l M0 -50L20 -18H11L28 10H17L34 34H-34L-17 10H-28L-11 -18H-20Z
        d M38 36H42V44H38Z
        s M40 -10L52 10H47L58 26H52L62 38H18L28 26H22L33 10H28Z
        """,
        "",
        on_ground=True,
    ),
    "door": Topic(
        """
        d M-30 -50H30V44H-30Z
        s M-24 -44H24V44H-24Z
        l M-24 -44L10 -34V50L-24 44Z
        d O4 8 3
        """,
        "новичк встреч знакомств открыт приглаш выпускник",
        on_ground=True,
    ),
    "key": Topic(
        """
        s~9 M-26 -26C-46 -26 -46 4 -26 4C-6 4 -6 -26 -26 -26
        s~9 M-8 -10H44
        s~9 M40 -10V10
        s~9 M22 -10V6
        """,
        "ключ секрет передай эстафет",
    ),
}
