"""What stands above the table: the title of the roadmap, its school year or period, its approval."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.importing.approvals import APPROVAL, HIGHEST_APPROVAL, approvals
from nastavnik.importing.grid import Block, Grid, Paragraph

TITLE = re.compile(
    r"дорожн(?:ая|ые)[\s-]+карт[аы]\b|мероприятия\s+дорожной\s+карты|план\s+(?:основных\s+)?(?:мероприяти|работ|реализац|(?:\w+\s+){0,3}наставнич)",
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
LONGEST_TITLE, LONGEST_LINE = 600, 300
HIGHEST_TITLE = 12  # filled paragraphs looked at above the table
YEARS = r"(20\d\d)\s*[-–—/\\]\s*(?:20)?(\d\d)"
SCHOOL_YEAR = re.compile(YEARS + r"\s*(?:-?(?:й|го|м)\s*)?(?:уч\w*\.?[\s-]*(?:год\w*|г\b)|год(?:а|у)?\b|$|\W*$)", re.I)
PERIOD = re.compile(
    r"(?<![.\d])(?:(?:на\s+)?период\s+(?:до|с)\s+)?(?:20\d\d\s*[-–—/]\s*(?:20)?\d\d|20\d\d)\s*"
    r"(?:учебн\w+\s+|календарн\w+\s+|уч\.\s*)?(?:год\w*|гг?\b\.?)",
    re.I,
)


_END = rf"(?:(?:{'|'.join(messages.MONTH_STEMS)})\w*|\d{{1,2}}\.\d{{1,2}}\.)\s*(20\d\d)\s*(?:года?у?\b|гг?\b\.?)?"
FROM_TO = re.compile(rf"(?:с\s+)?{_END}\s*(?:[-–—]+|по|до)\s*{_END}", re.I)


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
    approved = approvals([*rest, *lines[:start]])
    years = " ".join([title, section, *(line.plain for line in lines[end:])])
    school_year, period = _years(title) if _years(title) != ("", "") else _years(years)
    return Heading(title, school_year, period, approved, section)


def school_year_of(first: str, second: str) -> str:
    """«2023» and «24» → «2023-2024»; "" when they do not follow each other."""
    end = first[:2] + second
    return f"{first}-{end}" if int(end) == int(first) + 1 else ""


def _lines_above(above: Sequence[Block]) -> tuple[list[Paragraph], list[Block]]:
    """Filled paragraphs up to a table or the beginning of the title's page, and the table if it approves something."""
    lines: list[Paragraph] = []
    for block in reversed(above):
        if isinstance(block, Grid):
            return lines[::-1], [block] if _approves(block) else []
        if block.plain:
            lines.append(block)
        titled = any(is_title(line) or _stands_out(line) for line in lines)
        if (block.new_page and titled) or len(lines) >= HIGHEST_TITLE + HIGHEST_APPROVAL:
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
    from_to = FROM_TO.search(text)
    if from_to:
        return school_year_of(from_to[1], from_to[2][2:]), "" if int(from_to[2]) == int(from_to[1]) + 1 else _line(
            from_to
        )
    period = PERIOD.search(text)
    return "", _line(period) if period else ""


def _line(match: re.Match[str]) -> str:
    return " ".join(match[0].split())
