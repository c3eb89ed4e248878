"""Approval blocks above a plan: who decided or signed, when, under what number; their words stay as written beside."""

import re
from collections.abc import Sequence

from nastavnik import messages
from nastavnik.importing.grid import Block, Cell, Grid, Paragraph
from nastavnik.importing.nominative import post_and_name

DECISION = re.compile(r"утвержд|согласован|принят|рассмотрен|приказ|протокол", re.I)
APPROVAL = re.compile(
    r"утвержд(?:аю|ен[оаы]?\b)|согласован|принят[оаы]?\b|рассмотрен|^\s*приложени|\bприказ\w*\b.*№|протокол",
    re.I,
)
HEAD = re.compile(r"^\W*(?:утвержд|согласован|принят|рассмотрен|приложени)", re.I)
HIGHEST_APPROVAL = 14
QUOTES = "«»\"“”„'"
DATE = re.compile(
    rf"(?<![\d№])[{QUOTES}]?[\s_]*(?P<day>\d{{1,2}})[\s_]*(?:[{QUOTES}]\s*[._\s]*|[._\s]+)"
    rf"(?:(?P<month>\d{{1,2}})[\s_]*[._]\s*|_*(?P<name>{'|'.join(messages.MONTHS_OF)})[\s_]+)(?P<year>20\d\d)",
    re.I,
)
NUMBER = r"[\w./\\-]*\d[\w./\\-]*"
ORDER_DATED = re.compile(
    rf"(?:приказ|распоряжени)[^\n]{{0,200}}?\bот\b[^№\n]{{0,40}}?20\d\d[^№\n]{{0,12}}№\s*(?P<number>{NUMBER})", re.I
)
ORDER = re.compile(
    rf"(?:приказ|распоряжени)(?:(?!школ|сош|оош|сад|гимнази|лице)[^№\n]){{0,80}}№\s*(?P<number>{NUMBER})", re.I
)
PROTOCOL = re.compile(rf"протокол\w*[^№\n]{{0,80}}?№\s*(?P<number>{NUMBER})", re.I)
BODIES = (
    (re.compile(r"педагогическ\w+\s+совет|педсовет", re.I), "педагогический совет"),
    (re.compile(r"научно-методическ\w+\s+совет", re.I), "научно-методический совет"),
    (re.compile(r"методическ\w+\s+совет", re.I), "методический совет"),
    (re.compile(r"управляющ\w+\s+совет", re.I), "управляющий совет"),
    (re.compile(r"методическ\w+\s+объединени", re.I), "методическое объединение"),
    (re.compile(r"общ\w+\s+собрани\w+", re.I), "общее собрание"),
    (re.compile(r"совет\w*\s+(?:школы|учреждения)", re.I), "совет школы"),
)
SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вн|ичн|ьич)[а-яё]{0,3}"
PERSON = re.compile(
    rf"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?{SURNAME}|{SURNAME}\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|{SURNAME}\s+{SURNAME}\s+{PATRONYMIC}"
)
POST = re.compile(
    r"\b(?:(?:(?:вр\.?\s*)?и\.?\s?о\.?\s+)?(?:исполняющ\w+ обязанности\s+)?"
    r"(?:зам\.?\s|заместител\w*|директор\w*|завед\w+|начальник\w*|руководител\w*|председател\w*|ректор\w*|методист\w*))(?P<rest>.{0,160}?)"
    rf"(?=\s*(?:_{{2,}}|/|\||№\s*[\w/-]+\s+от\b|\bот\b|\bприказ|\bпротокол|{PERSON.pattern}"
    rf"|[{QUOTES}]\s*_*\d{{1,2}}_*\s*[{QUOTES}]|\d{{1,2}}\.\s*\d|$))",
    re.I,
)
GOVERNING = re.compile(r"(?:приказ|распоряжени|постановлени|решени)\w*\s+$", re.I)
HAND_OVER = re.compile(r"^\W*утвержд\w+\W*", re.I)


def approvals(blocks: Sequence[Block]) -> list[dict[str, str]]:
    """Approval blocks, each with `text` and what is surely recognised in it; [] for none.

    A block «УТВЕРЖДАЮ Директор И.И. Иванов» beside one other only adds post and name to it.
    """
    texts = [text for text in _texts(blocks) if APPROVAL.search(text) and DECISION.search(text)]
    entries = [block for block in map(read_approval, texts) if not _is_blank(block)]
    signatures = [block for block in entries if _is_only_signature(block)]
    others = [block for block in entries if not _is_only_signature(block)]
    if len(signatures) == len(others) == 1 and "name" not in others[0]:
        signed = {key: value for key, value in signatures[0].items() if key != "text"}
        return [{**others[0], **signed}]
    return entries


def read_approval(text: str) -> dict[str, str]:
    """One approval from its words: body, date, number of a protocol, number of an order, post and name."""
    post, name = _signature(text)
    approval = {
        "text": text,
        "body": next((body for words, body in BODIES if words.search(text)), ""),
        "date": date_in(text),
        "number": _number(PROTOCOL.search(text)),
        # the number of a school («СОШ № 5») stands before the date and does not count
        "order": _number(ORDER_DATED.search(text) or ORDER.search(text)),
        "post": post,
        "name": name,
    }
    return {key: value for key, value in approval.items() if value}


def date_in(text: str) -> str:
    """The only date of a text as 2025-08-31, or "" — several dates do not say which one counts."""
    dates = {
        f"{match['year']}-{month:02}-{int(match['day']):02}"
        for match in DATE.finditer(text)
        if (month := _month(match)) in range(1, 13) and int(match["day"]) in range(1, 32)
    }
    return dates.pop() if len(dates) == 1 else ""


def _month(match: re.Match[str]) -> int:
    return int(match["month"]) if match["month"] else messages.MONTHS_OF.index(match["name"].lower()) + 1


def _signature(text: str) -> tuple[str, str]:
    """Post and name in the nominative; ("", "") where a block names no person."""
    post = POST.search(text)
    if post is None:
        return "", ""
    person = PERSON.search(text, post.end()) or PERSON.search(text)
    if person is None:
        return "", ""
    words = " ".join(post[0].split()).strip(" ,_")
    governed = bool(GOVERNING.search(text[: post.start()]))
    adjacent = not text[post.end() : person.start()].strip(" ,")
    name = " ".join(person[0].split())
    own_post, named = post_and_name(words, name, governed=governed)
    return own_post, named if adjacent else name


def _texts(blocks: Sequence[Block]) -> list[str]:
    """Each approval of a table is a block; paragraphs from the first that approves make one."""
    texts = [text for block in blocks if isinstance(block, Grid) for text in _of_table(block)]
    lines = [block.plain for block in blocks if isinstance(block, Paragraph) and block.plain]
    start = next((index for index, line in enumerate(lines) if APPROVAL.search(line)), len(lines))
    return [text for text in (*texts, " ".join(lines[start:][:HIGHEST_APPROVAL])) if text]


def _of_table(grid: Grid) -> list[str]:
    """Cells below and beside a word that approves belong to it, up to the next such word to the right."""
    filled = sorted((cell for cell in grid.cells if cell.plain), key=lambda cell: (cell.row, cell.column))
    heads = [cell for cell in filled if HEAD.match(cell.plain)]
    if not heads:
        return [" ".join(cell.plain for cell in filled)]
    groups: dict[int, list[Cell]] = {index: [] for index in range(len(heads))}
    for cell in filled:
        groups[_nearest(cell, heads)].append(cell)
    order = sorted(groups, key=lambda index: (heads[index].column, heads[index].row))
    return [" ".join(cell.plain for cell in groups[index]) for index in order]


def _nearest(cell: Cell, heads: list[Cell]) -> int:
    """The head a cell hangs on: the last one above it among those closest to its left."""
    above = [index for index, head in enumerate(heads) if head.row <= cell.row] or [0]
    left = [index for index in above if heads[index].column <= cell.column] or above
    column = max(heads[index].column for index in left)
    return max(index for index in left if heads[index].column == column)


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
