"""What stands under a heading → the value of the field it is about, as YAML will have it.

What does not fit the shape of the field (a table where a line is meant) gives None: it stays in the text.
"""

import re
from collections.abc import Sequence
from typing import Any

from nastavnik.importing.grid import Block, Grid, Paragraph
from nastavnik.importing.known_fields import KnownField, field_called, plain_words
from nastavnik.importing.markdown_text import PictureAddress, markdown
from nastavnik.importing.personal import without_personal
from nastavnik.importing.text_headings import heading_level, is_list_item, without_number
from nastavnik.importing.text_lists import items_of, typed_marker

NAME = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+(?:[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+|[А-ЯЁ]\.\s?[А-ЯЁ]\.)|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+"
)
TEAM = re.compile(r"коллектив|команда|учителя|педагоги|воспитатели|творческ|группа|объединение", re.IGNORECASE)
ENTRY_ENDS = re.compile(r"\s*;\s*|\n")
COMMAS = re.compile(r"\s*,\s*")
LONGEST_ENTRY, LEAST_ENTRIES = 60, 3  # signs, parts of a line with commas that are entries
NUMBERS = re.compile(r"№?\s*(?:п\s*/\s*п)?\.?")
HEAD_OF_PART = re.compile(r"(.{3,150}?)(?:\s*:\s+|\s+[–—]\s+|\.\s+(?=[А-ЯЁ])|$)", re.DOTALL)
STEP = re.compile(
    r"(?:[\dIVX]{1,4}\s*(?:-?[йи]{1,2})?\s+(?:этап|шаг)|(?:этап|шаг)(?:\s*(?:№\s*)?[\dIVX]{1,4})?(?!\w))[.:)–—\s-]*",
    re.IGNORECASE,
)
STEP_NUMBERED = re.compile(
    r"[\dIVX]{1,4}\s*(?:-?[йи]{1,2})?\s+(?:этап|шаг)|(?:этап|шаг)\s*(?:№\s*)?[\dIVX]", re.IGNORECASE
)
FULL_STOP = re.compile(r"[^.!?]+(?<!\sг)(?<!гг)(?<!др)\.")
"""A line with its full stop and no other: a value needs none."""
LINE_ENDED = re.compile(r"[.,;:!?…]$")
ADDRESS = re.compile(r"https?://\S+[^\s.,;)»]", re.IGNORECASE)


def value_of(field: KnownField, blocks: Sequence[Block], address: PictureAddress) -> Any:
    """The value of a field from the blocks of its section; None where they do not fit it or say nothing."""
    if field.shape == "text":
        return _begun(markdown(blocks, address)) or None
    if field.shape == "parts":
        return _parts(field, blocks)
    if any(isinstance(block, Grid) or block.pictures for block in blocks):
        return _texts(blocks, address) if field.shape == "texts" else None
    if field.shape == "texts":
        return _texts(blocks, address) or None
    return _of_lines(field, _entries(blocks))


def _begun(text: str) -> str:
    """A text that began behind a caption begins with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def words_in(text: str, words: Sequence[str]) -> list[str]:
    """Spellings of a vocabulary that stand in a text, in its order; the longer of two at one place.

    Abbreviations are known by their capitals: «ДО» is no «до».
    """
    plain = plain_words(text)
    spoken = [word for word in words if not word.isupper() or re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
    places = [(plain.find(f" {plain_words(word).strip()} "), -len(word), word) for word in spoken]
    taken: list[str] = []
    end = -1
    for at, length, word in sorted(place for place in places if place[0] >= 0):
        if at >= end:
            taken.append(word)
            end = at - length
    return taken


def text_entries(text: str) -> list[str]:
    """The entries of a line or a cell: by lines, by semicolons, else by commas where all parts are short."""
    entries = [entry.strip(" .;") for entry in ENTRY_ENDS.split(text) if entry.strip(" .;")]
    if len(entries) == 1 and not re.search(r"[.!?]\s", text):
        parts = [part for part in COMMAS.split(entries[0]) if part]
        if len(parts) >= LEAST_ENTRIES and all(len(part) <= LONGEST_ENTRY for part in parts):
            return parts
    return entries


def people(text: str) -> list[dict[str, str]]:
    """«Белова Ирина Сергеевна, учитель физики» → name and post; a team without names is one."""
    persons = []
    for line in ENTRY_ENDS.split(without_personal(text).text):
        names = [*NAME.finditer(line)]
        ends = [*(name.start() for name in names[1:]), len(line)]
        for name, end in zip(names, ends, strict=False):
            after = line[name.end() : end]
            before = line[: name.start()] if name is names[0] else ""
            post = after.strip(" ,–—-()") or before.strip(" ,–—-:()")
            persons.append({"name": " ".join(name[0].split())} | ({"post": post} if post else {}))
        if not names and line.strip():
            persons.append({"team" if TEAM.search(line) else "post": line.strip(" ,.")})
    return persons


def _of_lines(field: KnownField, entries: list[str]) -> Any:
    if not entries:
        return None
    if field.shape in ("line", "note"):
        text = ("\n" if field.shape == "note" else " ").join(entries)
        text = text.rstrip(".") if FULL_STOP.fullmatch(text) and field.shape == "line" else text
        return text if not field.longest or len(text) <= field.longest else None
    if field.shape in ("word", "words"):
        words = words_in("\n".join(entries), field.words)
        own = words or (text_entries("\n".join(entries)) if field.needed else [])
        return (own or None) if field.shape == "words" else next(iter(words), None)
    return entries if len(entries) > 1 else text_entries(entries[0])


def _entries(blocks: Sequence[Block]) -> list[str]:
    """A line an item or a paragraph; what hangs below an item follows it."""
    entries: list[str] = []
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and block.plain]
    for paragraph in paragraphs:
        item = items_of([paragraph])[0].paragraph if is_list_item(paragraph) else paragraph
        if entries and _hangs(paragraph):
            entries[-1] = f"{entries[-1]} {item.plain}"
        else:
            entries.append(item.plain)
    return [entry.rstrip(" ;") for entry in entries]


def _hangs(paragraph: Paragraph) -> bool:
    return paragraph.level > 0


def _texts(blocks: Sequence[Block], address: PictureAddress) -> list[str]:
    """A text for each item or paragraph with what hangs below it; a table goes with the words above it."""
    texts: list[list[Block]] = []
    for block in blocks:
        goes_on = isinstance(block, Grid) or not block.plain or _hangs(block) or _is_led(texts)
        if texts and goes_on:
            texts[-1].append(block)
        else:
            texts.append([block])
    return [text for group in texts if (text := _bare(group, address))]


def _is_led(texts: list[list[Block]]) -> bool:
    """Whether the text before ends with a colon or is a heading: what follows belongs to it."""
    last = texts[-1][-1] if texts else None
    return isinstance(last, Paragraph) and (last.plain.endswith(":") or heading_level(last) is not None)


def _bare(group: Sequence[Block], address: PictureAddress) -> str:
    """What hangs below an item, and the item without its marker above it."""
    first = group[0]
    if isinstance(first, Paragraph) and is_list_item(first):
        group = [items_of([first])[0].paragraph, *group[1:]]
    return markdown(group, address)


# --- pieces with fields of their own


def _parts(field: KnownField, blocks: Sequence[Block]) -> list[dict[str, Any]] | None:
    grids = [block for block in blocks if isinstance(block, Grid)]
    lines = [block for block in blocks if isinstance(block, Paragraph) and block.plain]
    if any(part.name == "name" for part in field.parts):
        return None if grids else people("\n".join(_entries(blocks))) or None
    if grids:
        return _of_table(field, grids[0]) if len(grids) == 1 and not lines else None
    return _of_list(field, lines)


def _of_table(field: KnownField, grid: Grid) -> list[dict[str, Any]] | None:
    """A piece a row, its fields by the captions of the first row; None for a table that has more to say."""
    captions = [cell for cell in grid.row(0) if not NUMBERS.fullmatch(cell.plain)]
    heads = {cell.column: field_called(cell.plain, field.parts) for cell in captions}
    names = {column: part.name for column, part in heads.items() if part}
    first = field.parts[0].name
    if len(names) < len(heads) or len(set(names.values())) < len(names) or first not in names.values():
        return None
    pieces: list[dict[str, list[str]]] = []
    for row in range(1, grid.rows):
        cells = [cell for cell in grid.row(row) if cell.row == row and cell.plain and cell.column in names]
        texts = {names[cell.column]: _entries(cell.paragraphs) for cell in cells}
        if first in texts or not pieces:
            pieces.append(texts)
        else:  # the cell of the name goes on over this row
            for name, lines in texts.items():
                pieces[-1].setdefault(name, []).extend(lines)
    if not pieces or not all(first in piece for piece in pieces):
        return None
    return [{name: _in_one(lines) for name, lines in piece.items()} for piece in pieces]


def _of_list(field: KnownField, lines: Sequence[Paragraph]) -> list[dict[str, Any]] | None:
    """A piece an item or a subheading: its head before the colon is the first field, what follows is the second."""
    first, second = field.parts[0].name, field.parts[1].name
    if field.parts[1].shape != "note":
        links = any(part.name == "url" for part in field.parts)
        return [_linked(entry) if links else {first: entry} for entry in _entries(lines)]
    pieces: list[dict[str, list[str]]] = []
    for line in lines:
        item = items_of([line])[0].paragraph if is_list_item(line) else line
        if heading_level(line) is not None or _begins_piece(line):
            step = STEP.match(item.plain)
            words = (item.plain[step.end() :] if step else "") or item.plain
            head = HEAD_OF_PART.match(words)
            if not head:
                return None
            rest = words[head.end() :].strip()
            pieces.append({first: [without_number(head[1])], second: [rest] if rest else []})
        elif pieces:
            caption, _, text = item.plain.partition(":")
            part = field_called(caption, field.parts) if text.strip() else None
            pieces[-1].setdefault(part.name if part else second, []).append(text.strip() if part else item.plain)
        else:
            return None
    return [{name: _in_one(texts) for name, texts in piece.items() if texts} for piece in pieces] or None


def _in_one(lines: Sequence[str]) -> str:
    """Lines of a piece as one text: pages print it in one run."""
    text = ""
    for line in lines:
        text += f"{'' if not text else ' ' if LINE_ENDED.search(text) else '; '}{line}"
    return text


def _linked(entry: str) -> dict[str, Any]:
    """A title and the address in it; an address alone is its own title."""
    address = ADDRESS.search(entry)
    if not address:
        return {"title": entry}
    title = f"{entry[: address.start()]} {entry[address.end() :]}".strip(" :–—-()")
    return {"title": title or address[0], "url": address[0]}


def _begins_piece(line: Paragraph) -> bool:
    if STEP_NUMBERED.match(line.plain):
        return True
    typed = typed_marker(line.text) if line.level < 0 else None
    return line.level == 0 or (typed is not None and typed.kind not in ("bullet", "letter"))
