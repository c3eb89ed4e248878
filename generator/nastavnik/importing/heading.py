"""What stands above the table: the title of the roadmap, its school year or period, its approval."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.importing.grid import Block, Grid, Paragraph

TITLE = re.compile(
    r"дорожн(?:ая|ые)[\s-]+карт[аы]\b|мероприятия\s+дорожной\s+карты|план\s+(?:основных\s+)?(?:мероприяти|работ|реализац)",
    re.I,
)
MENTION = re.compile(
    r"утвердить|утверждени|приказываю|прилагается|разработана?\b|далее\s*[-–—]|^\s*приказ\b|^\s*приложени",
    re.I,
)
OTHER_TEXT = re.compile(
    r"^(?:цел[ьи]|задач[аи]|срок\w* реализ|куратор|координатор|примечан|разработ|ответственн|период реализ)",
    re.I,
)
SECTION = re.compile(r"^\W*(?:(?:[IVX]{1,4}|\d{1,2})[.)]?\s|этап|раздел|блок\b|модуль)|^\w+\s+этап\b|\bэтап\W*$", re.I)
DECISION = re.compile(r"утвержд|согласован|принят|рассмотрен|приказ|протокол", re.I)
APPROVAL = re.compile(
    r"утвержд(?:аю|ен[оаы]?\b)|согласован|принят[оаы]?\b|рассмотрен|^\s*приложени|\bприказ\w*\b.*№|протокол",
    re.I,
)
LONGEST_TITLE, LONGEST_LINE = 600, 300
HIGHEST_TITLE = 12  # filled paragraphs looked at above the table
HIGHEST_APPROVAL = 14
YEARS = r"(20\d\d)\s*[-–—/\\]\s*(?:20)?(\d\d)"
SCHOOL_YEAR = re.compile(YEARS + r"\s*(?:-?(?:й|го|м)\s*)?(?:уч\w*\.?[\s-]*(?:год\w*|г\b)|год(?:а|у)?\b|$|\W*$)", re.I)
PERIOD = re.compile(
    r"(?<![.\d])(?:(?:на\s+)?период\s+(?:до|с)\s+)?(?:20\d\d\s*[-–—/]\s*(?:20)?\d\d|20\d\d)\s*"
    r"(?:учебн\w+\s+|календарн\w+\s+|уч\.\s*)?(?:год\w*|гг?\b\.?)",
    re.I,
)
DATE = re.compile(
    rf"(?<!\d)[«\"]?\s*(\d{{1,2}})\s*[»\"]?\s*(?:\.\s*(\d{{1,2}})\.\s*|\s+({'|'.join(messages.MONTHS_OF)})\s+)(20\d\d)",
    re.I,
)
NUMBER = r"[\w./\\-]*\d[\w./\\-]*"
ORDER_DATED = re.compile(
    rf"(?:приказ|распоряжени)[^\n]{{0,200}}?\bот\b\s*{DATE.pattern}[^№\n]{{0,12}}№\s*(?P<number>{NUMBER})",
    re.I,
)
ORDER = re.compile(
    rf"(?:приказ|распоряжени)(?:(?!школ|сош|сад|гимнази|лице)[^№\n]){{0,80}}№\s*(?P<number>{NUMBER})", re.I
)
PROTOCOL = re.compile(rf"протокол\w*[^№\n]{{0,80}}?№\s*(?P<number>{NUMBER})", re.I)
BODIES = (
    (re.compile(r"педагогическ\w+\s+совет|педсовет", re.I), "педагогический совет"),
    (re.compile(r"методическ\w+\s+совет", re.I), "методический совет"),
    (re.compile(r"управляющ\w+\s+совет", re.I), "управляющий совет"),
    (re.compile(r"научно-методическ\w+\s+совет", re.I), "научно-методический совет"),
    (re.compile(r"методическ\w+\s+объединени", re.I), "методическое объединение"),
    (re.compile(r"общ\w+\s+собрани\w+", re.I), "общее собрание"),
    (re.compile(r"совет\w*\s+(?:школы|учреждения)", re.I), "совет школы"),
)
SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
PERSON = rf"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?{SURNAME}|{SURNAME}\s+[А-ЯЁ]\.\s?[А-ЯЁ]\."
SIGNED = re.compile(
    rf"((?:[ИиВв]\.?\s?[оО]\.?\s*)?(?i:директор|заведующ|начальник|руководител|председател)\w*[^_\n/|]{{0,120}}?)"
    rf"[\s_/|:]+({PERSON})"
)
HAND_OVER = re.compile(r"^\W*утвержд\w+\W*", re.I)


@dataclass(frozen=True, slots=True)
class Heading:
    """Texts as written; "" and [] where the document does not say."""

    title: str
    school_year: str
    period: str
    approved: list[dict[str, str]]
    section: str


def is_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph begins the title of a roadmap and does not only mention one."""
    text = paragraph.plain
    if not TITLE.search(text) or MENTION.search(text) or len(text) > LONGEST_LINE:
        return False
    return not (text.endswith((".", ";")) and len(text) > 120)


def read_heading(above: Sequence[Block], *, sections: bool) -> Heading:
    """Blocks above the table → title, year, approval; with `sections` the last line may name a stage."""
    lines, rest = _lines_above(above)
    section = lines.pop().plain if sections and lines and not is_title(lines[-1]) and _names_section(lines) else ""
    start = next((index for index in reversed(range(len(lines))) if is_title(lines[index])), None)
    if start is None:
        start = next((index for index, line in enumerate(lines) if _stands_out(line)), len(lines))
    start = _first_line(lines, start)
    end = next((i for i in range(start + 1, len(lines)) if _ends_title(lines[i], lines[start:i])), len(lines))
    title = " ".join(line.plain for line in lines[start:end])
    approved = _approval([*rest, *lines[:start]])
    years = " ".join([title, section, *(line.plain for line in lines[end:])])
    school_year, period = _years(title) if _years(title) != ("", "") else _years(years)
    return Heading(title, school_year, period, approved, section)


def school_year_of(first: str, second: str) -> str:
    """«2023» and «24» → «2023-2024»; "" when they do not follow each other."""
    end = first[:2] + second
    return f"{first}-{end}" if int(end) == int(first) + 1 else ""


def _lines_above(above: Sequence[Block]) -> tuple[list[Paragraph], list[Block]]:
    """Filled paragraphs up to the nearest page break or table, and the table if it approves something."""
    lines: list[Paragraph] = []
    for block in reversed(above):
        if isinstance(block, Grid):
            return lines[::-1], [block] if _approves(block) else []
        if block.plain:
            lines.append(block)
        if block.new_page or len(lines) >= HIGHEST_TITLE + HIGHEST_APPROVAL:
            break
    return lines[::-1], []


def _approves(grid: Grid) -> bool:
    """Whether the table right above the title approves something, and no more."""
    text = " ".join(cell.plain for cell in grid.cells)
    return bool(APPROVAL.search(text)) and len(text) <= 2 * LONGEST_TITLE


def _names_section(lines: list[Paragraph]) -> bool:
    return len(lines) > 1 and (bool(SECTION.search(lines[-1].plain)) or any(map(is_title, lines[:-1])))


def _stands_out(line: Paragraph) -> bool:
    """A title in other words: centred or bold, about mentoring, and no sentence."""
    text = line.plain
    if APPROVAL.search(text) or len(text) > LONGEST_LINE or text.endswith((".", ";", ":")):
        return False
    return (line.heading or line.bold) and "наставнич" in text.lower()


def _first_line(lines: list[Paragraph], start: int) -> int:
    """«ПЛАН МЕРОПРИЯТИЙ» above «(«дорожная карта»)»: a title may begin a line earlier."""
    while 0 < start < len(lines) and is_title(lines[start - 1]) and not lines[start].new_page:
        start -= 1
    return start


def _ends_title(line: Paragraph, title: list[Paragraph]) -> bool:
    text = line.plain
    if OTHER_TEXT.search(text) or SECTION.search(text) or line.marker or text.endswith(":"):
        return True
    total = sum(len(before.plain) for before in title) + len(text)
    return total > LONGEST_TITLE or (text.endswith(".") and len(text) > 120) or bool(APPROVAL.search(text))


def _years(text: str) -> tuple[str, str]:
    """(school year, other period): «на 2023 – 2024 учебный год» → («2023-2024», "")."""
    for years in SCHOOL_YEAR.finditer(text):
        if year := school_year_of(years[1], years[2]):
            return year, ""
    period = PERIOD.search(text)
    return "", " ".join(period[0].split()) if period else ""


def _approval(blocks: Sequence[Block]) -> list[dict[str, str]]:
    """Approval blocks, each with `text` and what is surely recognised in it; [] for none.

    A block «УТВЕРЖДАЮ Директор И.И. Иванов» beside one other only adds post and name to it.
    """
    texts = [text for text in _approval_texts(blocks) if APPROVAL.search(text) and DECISION.search(text)]
    approvals = [block for block in map(_read_approval, texts) if not _is_blank(block)]
    signatures = [block for block in approvals if _is_only_signature(block)]
    others = [block for block in approvals if not _is_only_signature(block)]
    if len(signatures) == len(others) == 1 and "name" not in others[0]:
        signed = {key: value for key, value in signatures[0].items() if key != "text"}
        return [{**others[0], **signed}]
    return approvals


def _read_approval(text: str) -> dict[str, str]:
    signed = SIGNED.search(text)
    approval = {
        "text": text,
        "body": next((body for words, body in BODIES if words.search(text)), ""),
        "date": _date(text),
        "number": _number(PROTOCOL.search(text)),
        # the number of a school («СОШ № 5») stands before the date and does not count
        "order": _number(ORDER_DATED.search(text) or ORDER.search(text)),
        "post": signed[1].strip(" ,") if signed else "",
        "name": " ".join(signed[2].split()) if signed else "",
    }
    return {key: value for key, value in approval.items() if value}


def _approval_texts(blocks: Sequence[Block]) -> list[str]:
    """Each cell of an approval table is a block; paragraphs from the first that approves make one."""
    cells = [cell for block in blocks if isinstance(block, Grid) for cell in block.cells]
    texts = [cell.plain for cell in sorted(cells, key=lambda cell: (cell.column, cell.row))]
    lines = [block.plain for block in blocks if isinstance(block, Paragraph) and block.plain]
    start = next((index for index, line in enumerate(lines) if APPROVAL.search(line)), len(lines))
    return [text for text in (*texts, " ".join(lines[start:][:HIGHEST_APPROVAL])) if text]


def _date(text: str) -> str:
    """The only date of the text, or "" — several dates do not say which one counts."""
    dates = {
        f"{year}-{int(month) if month else messages.MONTHS_OF.index(name.lower()) + 1:02}-{int(day):02}"
        for day, month, name, year in DATE.findall(text)
        if int(day) in range(1, 32) and int(month or 1) in range(1, 13)
    }
    return dates.pop() if len(dates) == 1 else ""


def _number(match: re.Match[str] | None) -> str:
    return match["number"].rstrip(".-/\\,") if match else ""


def _is_blank(block: dict[str, str]) -> bool:
    """Whether a stamp still waits to be filled in by hand: lines to write on, and nobody's name, date or number."""
    return "___" in block["text"] and not {"name", "date", "number", "order"} & set(block)


def _is_only_signature(block: dict[str, str]) -> bool:
    """Whether the words of a block say nothing that its post and name do not say."""
    rest = HAND_OVER.sub("", block["text"])
    for key in ("post", "name"):
        rest = rest.replace(block.get(key, ""), "")
    return "name" in block and not any(sign.isalnum() for sign in rest)
