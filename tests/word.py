"""Word documents written as data: paragraphs and tables as a school would type them.

A block is a paragraph or `{table: rows}`. A row is a list of cells; a cell is a text, a list of paragraphs or

    ^   merged with the cell above        <   merged with the cell to the left

A paragraph is a text (`\\n` is a line break in it) or `{text, list, level, style, bold, centre}`; `list`
is one of the document's `lists` (`{format, text, start, restart}`). In a text

    {ins:…} {del:…} tracked changes   {link:…} a link   {sdt:…} a content control   {hidden:…} hidden text
    {box:…} a text box   {note:…} a footnote   {page} a page break   {sym:F0B7} a sign of the font Symbol
"""

import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.table import _Cell
from docx.text.paragraph import Paragraph

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
MARKUP = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
RUN = '<w:r><w:t xml:space="preserve">{0}</w:t></w:r>'
BOX = "<w:txbxContent><w:p>" + RUN + "</w:p></w:txbxContent>"
ELEMENTS = {
    "ins": f"<w:ins>{RUN}</w:ins>",
    "del": '<w:del><w:r><w:delText xml:space="preserve">{0}</w:delText></w:r></w:del>',
    "link": f"<w:hyperlink>{RUN}</w:hyperlink>",
    "sdt": f"<w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt>",
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{0}</w:t></w:r>",
    "box": (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ),
    "note": '<w:r><w:footnoteReference w:id="{0}"/></w:r>',
    "page": '<w:r><w:br w:type="page"/></w:r>',
    "sym": '<w:r><w:sym w:font="Symbol" w:char="{0}"/></w:r>',
}


def make_word(path: Path, blocks: list[Any], lists: dict[str, Any] | None = None) -> Path:
    """Write the document and return its path."""
    document = docx.Document()
    numbers = _define_lists(document, lists or {})
    notes: list[str] = []
    for block in blocks:
        if isinstance(block, dict) and "table" in block:
            _table(document, block["table"], numbers, notes)
        else:
            _paragraph(document.add_paragraph(), block, numbers, notes)
    if notes:
        _add_footnotes(document, notes)
    document.save(str(path))
    return path


def _table(parent: Document | _Cell, rows: list[list[Any]], numbers: dict[str, int], notes: list[str]) -> None:
    table = parent.add_table(len(rows), max(map(len, rows)))
    for top, row in enumerate(rows):
        for left, content in enumerate(row):
            if content in ("^", "<"):
                continue
            corner = _corner(rows, top, left)
            cell = table.cell(top, left)
            merged = cell if corner == (top, left) else cell.merge(table.cell(*corner))
            _fill(merged, content, numbers, notes)


def _corner(rows: list[list[Any]], top: int, left: int) -> tuple[int, int]:
    """The last cell that is merged into this one."""
    right, bottom = left, top
    while right + 1 < len(rows[top]) and rows[top][right + 1] == "<":
        right += 1
    while bottom + 1 < len(rows) and left < len(rows[bottom + 1]) and rows[bottom + 1][left] == "^":
        bottom += 1
    return bottom, right


def _fill(cell: _Cell, content: Any, numbers: dict[str, int], notes: list[str]) -> None:
    paragraphs = content if isinstance(content, list) else [content]
    for index, paragraph in enumerate(paragraphs):
        if isinstance(paragraph, dict) and "table" in paragraph:
            _table(cell, paragraph["table"], numbers, notes)
        else:
            _paragraph(cell.add_paragraph() if index else cell.paragraphs[0], paragraph, numbers, notes)


def _paragraph(paragraph: Paragraph, content: Any, numbers: dict[str, int], notes: list[str]) -> None:
    options: dict[str, Any] = (
        content if isinstance(content, dict) else {"text": "" if content is None else str(content)}
    )
    if "style" in options:
        paragraph.style = options["style"]
    if options.get("centre"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_text(paragraph, options.get("text", ""), notes)
    for run in paragraph.runs if options.get("bold") else []:
        run.bold = True
    if "list" in options:
        _number(paragraph, numbers[options["list"]], options.get("level", 0))


def _add_text(paragraph: Paragraph, text: str, notes: list[str]) -> None:
    done = 0
    for found in MARKUP.finditer(text):
        paragraph.add_run(text[done : found.start()])
        said = escape(found[2] or "")
        if found[1] == "note":
            notes.append(said)
            said = str(len(notes))
        paragraph._p.append(_element(ELEMENTS[found[1]].format(said)))
        done = found.end()
    if text[done:]:
        paragraph.add_run(text[done:])


def _element(xml: str) -> Any:
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACES}", xml))


def _number(paragraph: Paragraph, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(_element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))


def _define_lists(document: Document, lists: dict[str, Any]) -> dict[str, int]:
    """Name of a list → its number; a list `of` another shares its counting, `restart` begins it anew."""
    part = document.part.numbering_part.element
    numbers: dict[str, int] = {}
    definitions: dict[str, int] = {}
    for index, (name, form) in enumerate(lists.items()):
        definition = definitions.get(form.get("of"), 900 + index)
        definitions[name] = definition
        if "of" not in form:
            levels = form.get("levels", [form])
            xml = "".join(_level(depth, level) for depth, level in enumerate(levels))
            part.insert(0, _element(f'<w:abstractNum w:abstractNumId="{definition}">{xml}</w:abstractNum>'))
        start = form.get("restart")
        over = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
        number = 900 + index
        part.append(_element(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{over}</w:num>'))
        numbers[name] = number
    return numbers


def _level(depth: int, form: dict[str, Any]) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{form.get("start", 1)}"/>'
        f'<w:numFmt w:val="{form["format"]}"/><w:lvlText w:val="{form["text"]}"/></w:lvl>'
    )


def _add_footnotes(document: Document, notes: list[str]) -> None:
    body = "".join(
        f'<w:footnote w:id="{index}"><w:p>{RUN.format(text)}</w:p></w:footnote>' for index, text in enumerate(notes, 1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {NAMESPACES}>{body}</w:footnotes>'
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        xml.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
