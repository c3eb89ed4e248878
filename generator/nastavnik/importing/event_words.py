"""Words of lists and calendars of events → values: what sort of event a title names, a description without codes."""

import html
import re

_TYPES = (  # how a title or a column says it → the word of the vocabulary; what is named first in the title decides
    (r"школ\w+ (?:молодого )?(?:педагога-)?наставник|занят\w+ школы", "Школа наставников"),
    (r"установочн|стартов\w+ (?:встреч|сесси|совещ)|старт проект", "установочная сессия"),
    (r"консультац|час психолога|при[её]м\w* психолог", "консультация"),
    (r"мастер-класс|открыт\w+ (?:урок|занят)|обмен опыт|взаимопосещ|педагогическ\w+ мастерск|ярмарк", "обмен опытом"),
    (r"семинар|практикум|вебинар|тренинг", "семинар"),
    (r"конференц|форум|фестивал|чтения\b|слёт|слет", "конференция"),
    (r"кругл\w+ стол", "круглый стол"),
    (r"педсовет|педагогическ\w+ совет|методсовет|методическ\w+ (?:совет|день|объедин)|совещан|заседан", "педсовет"),
    (r"классн\w+ час|родительск\w+ собран|кураторск\w+ час", "классный час"),
    (r"праздник|торжеств|встреч|чаепити|концерт|день наставник|экскурс|конкурс|церемон", "другое"),
)
TYPES = tuple((re.compile(rf"(?i){pattern}"), word) for pattern, word in _TYPES)
OTHER_TYPE = "другое"
_BREAK = re.compile(r"(?i)<\s*(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]{0,200}>")
_ITEM = re.compile(r"(?i)<\s*li\b[^<>]{0,200}>")
_TAG = re.compile(r"<[/a-zA-Z!][^<>]{0,2000}>")
_CODE = re.compile(
    r"(?i)идентификатор конференц|код доступа|код конференц|парол|passcode|password|meeting id|access code|pin\b"
    r"|подключиться к конференции|присоединиться к|join zoom|one tap mobile|dial by"
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_BULLET = re.compile(r"\s*[-–—•*·▪+]\s+")
_ADDRESS = re.compile(r"https?://\S+")


def type_of(text: str) -> str:
    """The sort of event that a text names: a word of the vocabulary; "" for none."""
    matches = [(match.start(), at, word) for at, (sign, word) in enumerate(TYPES) if (match := sign.search(text))]
    named = [match for match in matches if match[2] != OTHER_TYPE] or matches
    return min(named, default=(0, 0, ""))[2]


def plain_text(text: str) -> str:
    """A description as calendars keep it — with tags or without — as lines of plain text."""
    if _TAG.search(text):
        text = html.unescape(_TAG.sub("", _ITEM.sub("\n– ", _BREAK.sub("\n", text))))
    lines = (" ".join(line.split()) for line in text.replace("\\n", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_codes(text: str) -> str:
    """A description without the lines that let strangers into a meeting."""
    return "\n".join(line for line in text.split("\n") if not _CODE.search(line)).strip()


def as_markdown(text: str) -> str:
    """Plain text as Markdown that shows the same: a line is a paragraph or an item, no other sign means anything."""
    return "\n\n".join(_escaped(line) for line in text.split("\n") if line.strip())


def _escaped(line: str) -> str:
    """A line whose signs are no marks; addresses stay as they are."""
    item = _BULLET.match(line)
    marker, line = ("- ", line[item.end() :]) if item else ("", line.strip())
    parts = re.split(f"({_ADDRESS.pattern})", re.sub(r"^([#+=~-])", r"\\\1", _SPECIAL.sub(r"\\\1", line)))
    plain = (part.replace("\\", "") if at % 2 else part for at, part in enumerate(parts))
    return marker + "".join(plain)
