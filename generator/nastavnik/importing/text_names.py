"""What a text is called, and the id its record gets from it."""

import re
from collections.abc import Sequence

from nastavnik.importing.grid import Block, Paragraph
from nastavnik.importing.record_id import slug
from nastavnik.importing.text_headings import LONGEST_STYLED, heading_level, without_number

LONGEST_TITLE = 150  # signs
LONGEST_ID = 50  # signs
QUOTED = re.compile(r"[«“\"]([^«»“”\"]{4,140})[»”\"]")
GENERAL = re.compile(
    r"(?i)\W*(?:(?:описание|паспорт|карточка|шаблон|форма|заявка|конкурс\w*|лучш\w+|практик\w*|опыт\w*|работы|наставни\w+"
    r"|педагогическ\w+|эффективн\w+|успешн\w+|муниципальн\w+|региональн\w+|краевого|областного|этап\w*|приложение|утвержда\w+"
    r"|новост\w+|введение|вступление|для|сайта|школы|на|и|в|по|№\s*\d+|\d+)(?!\w)\W*)+"
)
"""A line that names no text of its own: «Описание лучшей практики наставничества»."""
OF_SCHOOL = re.compile(
    r"(?i)(?<!\w)[мгкф]?[бка]?(?:п?оу|доу|удо)(?!\w)|министерств|^\W*(?:управлени|администраци|департамент)"
    r"|(?:муниципальн|государственн|казенн|казённ|бюджетн|частн)\w+\s(?:\w+\s){0,3}учреждени"
)
"""A line that names a school or who is above it."""
COPY = re.compile(r"(?i)\s*\(\d+\)|[\s_-]*(?:копия|copy|итог|финал|исправл\w*|готов\w*)\b")


def title_of(blocks: Sequence[Block]) -> tuple[str, Paragraph | None]:
    """The title that the lines above a text tell, and where it stands; "" where they tell none.

    First the line in the style of titles, then words in quotes beside «практика», then a line that stands out.
    """
    lines = [block for block in blocks if isinstance(block, Paragraph) and block.plain]
    styled = [line for line in lines if line.outline == 0]
    outstanding = [line for line in lines if heading_level(line) is not None or line.heading]
    outstanding = [line for line in outstanding if len(line.plain) <= LONGEST_STYLED]
    for line in [*styled, *outstanding]:
        if (quoted := QUOTED.search(line.plain)) and GENERAL.fullmatch(line.plain.replace(quoted[0], " ")):
            return quoted[1], line
        if not GENERAL.fullmatch(line.plain) and not OF_SCHOOL.search(line.plain):
            return bare_title(line.plain), line
    return "", None


def bare_title(text: str) -> str:
    """A title without its number, its full stop, quotes that go around all of it."""
    title = without_number(" ".join(text.split())).rstrip(".")
    quoted = QUOTED.fullmatch(title)
    return quoted[1] if quoted else title


def name_from_file(stem: str) -> str:
    """«Практика_Два_урока (2)» → «Практика Два урока»."""
    name = " ".join(COPY.sub("", stem).replace("_", " ").split())
    return f"{name[:1].upper()}{name[1:]}"


def id_of(title: str, kind: str) -> str:
    """An id of a title's first words; one without letters gets the name of the kind."""
    words = slug(title) if re.search(r"\w", title) else kind
    return words if len(words) <= LONGEST_ID else words[: LONGEST_ID + 1].rpartition("-")[0] or words[:LONGEST_ID]
