"""Other papers in the file of a plan (S4: an order, a regulation, a макет) → records of documents.

A paper begins with its name on a line of its own: «ПРИКАЗ», «ПОЛОЖЕНИЕ О …»; «Приложение № 2» above belongs to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nastavnik import messages
from nastavnik.importing.approvals import date_in, read_approval
from nastavnik.importing.grid import Block, Grid, Paragraph
from nastavnik.importing.heading import is_title
from nastavnik.importing.plans import RoadmapTable
from nastavnik.importing.record_id import slug
from nastavnik.importing.yaml_text import Unquoted, to_yaml

BEGINNINGS = (  # how the name of a paper begins → the word for its type
    (re.compile(r"^п\s*р\s*и\s*к\s*а\s*з\b", re.I), "приказ"),
    (re.compile(r"^р\s*а\s*с\s*п\s*о\s*р\s*я\s*ж\s*е\s*н\s*и\s*е\b", re.I), "распоряжение"),
    (re.compile(r"^положение\b", re.I), "положение"),
    (re.compile(r"^(?:типовой\s+)?макет\b", re.I), "форма"),
    (re.compile(r"^(?:договор|соглашение)\b", re.I), "договор"),
    (re.compile(r"^протокол\s+(?:№|заседания|педагог)", re.I), "протокол"),
)
ATTACHED = re.compile(r"^приложение\s*(?:№|\d|к\b|$)", re.I)
ABOUT = re.compile(r"^[«\"]?\s*(об?\s+.{5,200}?)\s*[»\"]?\.?$", re.I)
NUMBER = re.compile(r"№\s*(?P<number>[\w./\\-]*\d[\w./\\-]*)")
APPROVES_PLAN = re.compile(r"утвердить.*дорожн\w+\s+карт", re.I | re.S)
LONGEST_NAME = 120  # signs of a line that names a paper
HEAD = 5  # lines below the name that may tell date and number
SHORTEST = 3  # filled lines of a paper; less is a mention
BULLETS = re.compile(r"^[-–—•·▪*]$")
BLANK = re.compile(r"_{5,}")  # a place to write by hand
SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A paper beside the plan: the word for its type, its blocks from its name on."""

    type: str
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> list[str]:
        return [block.plain for block in self.blocks if isinstance(block, Paragraph) and block.plain]

    @property
    def number(self) -> str:
        """The number of an order or a protocol, from the lines below its name."""
        if self.type not in ("приказ", "распоряжение", "протокол"):
            return ""
        match = NUMBER.search(" ".join(self.lines[:HEAD]))
        return match["number"].rstrip(".-/") if match else ""

    @property
    def date(self) -> str:
        """Its date as 2023-09-29, of the first of the lines below its name that tells one; "" for none."""
        return next((day for line in self.lines[:HEAD] if (day := date_in(line))), "")

    @property
    def title(self) -> str:
        """What an order is about, or the lines a regulation is named by."""
        about = next((match for line in self.lines[1:HEAD] if (match := ABOUT.match(line))), None)
        if about and self.type in ("приказ", "распоряжение", "договор"):
            return about[1][0].upper() + about[1][1:]
        return " ".join(self._name())

    @property
    def id(self) -> str:
        return slug(f"{self.type}-{self.number}" if self.number else self.title)

    @property
    def record(self) -> str:
        """The text of `documents/<id>.yml`."""
        data: dict[str, Any] = {
            "title": self.title,
            "level": messages.LEVEL_LOCAL,
            "type": self.type,
            "number": self.number,
            "date": Unquoted(self.date) if self.date else "",
            "text": "\n\n".join(filter(None, map(_markdown, self.blocks))),
        }
        return to_yaml({key: value for key, value in data.items() if value})

    def _name(self) -> Iterator[str]:
        named = [block for block in self.blocks if isinstance(block, Paragraph) and block.plain]
        yield named[0].plain
        for line in named[1:3]:
            if not line.heading or line.plain[:1].isdigit() or line.marker:
                return
            yield line.plain


def enclosures(blocks: Sequence[Block], plan: RoadmapTable) -> list[Enclosure]:
    """The papers that stand before and after the plan, in their order."""
    own = {part.grid.number for part in plan.parts}
    papers: list[tuple[str, list[Block]]] = []
    is_open = False
    for block in blocks:
        kind = _kind(block)
        if isinstance(block, Grid) and block.number in own:
            is_open = False
        elif kind:
            papers.append((kind, [block]))
            is_open = True
        elif isinstance(block, Paragraph) and (ATTACHED.match(block.plain) or (block.new_page and is_title(block))):
            is_open = False
        elif is_open:
            papers[-1][1].append(block)
    whole = (Enclosure(kind, tuple(content)) for kind, content in papers)
    return [paper for paper in whole if len(paper.lines) >= SHORTEST]


def approval_by(papers: Sequence[Enclosure]) -> dict[str, str]:
    """What the order in the same file says of the plan's approval: date, number, who signed; {} without one."""
    order = next((p for p in papers if p.type in ("приказ", "распоряжение") and _approves(p)), None)
    if order is None:
        return {}
    signed = next((entry for line in reversed(order.lines) if "name" in (entry := read_approval(line))), {})
    approval = {
        "date": order.date,
        "order": order.number,
        "post": signed.get("post", ""),
        "name": signed.get("name", ""),
    }
    return {key: value for key, value in approval.items() if value} if order.number or order.date else {}


def _approves(order: Enclosure) -> bool:
    return bool(APPROVES_PLAN.search("\n".join(order.lines)))


def _kind(block: Block) -> str:
    """The type of the paper a paragraph names: alone on its line, standing out."""
    if not isinstance(block, Paragraph) or len(block.plain) > LONGEST_NAME or block.marker:
        return ""
    stands_out = block.heading or block.bold or block.plain.isupper()
    return next((kind for name, kind in BEGINNINGS if stands_out and name.match(block.plain)), "")


def _markdown(block: Block) -> str:
    """A block as Markdown: names of parts are headings, items are lists, the rest reads as it is."""
    if isinstance(block, Grid):
        return _table(block)
    text = SPECIAL.sub(r"\\\1", BLANK.sub("____", block.plain))
    if not text:
        return ""
    if block.heading:
        return f"## {text}"
    return f"- {text}" if BULLETS.match(block.marker) else f"{block.marker} {text}".strip()


def _table(grid: Grid) -> str:
    rows = [[SPECIAL.sub(r"\\\1", cell.plain) for cell in grid.row(row) if cell.row == row] for row in range(grid.rows)]
    width = max(map(len, rows), default=0)
    if not any(map(any, rows)):
        return ""
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])
