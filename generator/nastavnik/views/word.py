"""A paper as a Word file: WordprocessingML written directly (ECMA-376, part 1).

The empty макет is a file of every site, so no optional library is needed, and the same blocks give the same bytes on
any day: a fixed time inside the archive, no names and no dates of ours.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from nastavnik.views.paper import LINE, PaperBlock, PaperCell, PaperGrid, PaperText


class WordPage(NamedTuple):
    """A sheet of paper and the size of letters on it: lengths in twentieths of a point, letters in half points."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    text: int = 24
    table: int = 24
    gap: int = 240
    """The space before a heading, twice that after it."""

    @property
    def inner(self) -> int:
        """The width between the margins."""
        return self.width - self.left - self.right


A4 = WordPage(11906, 16838, top=1020, right=680, bottom=1020, left=1326)
HANGING = 284  # a step of indent
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
LINK = '<Relationship Id="rId{number}" Type="{type}" Target="{target}"/>'
LANGUAGE = "ru-RU"
PROPERTIES = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
)
"""Title and language for those who listen; no name of an author and no date."""
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f"<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="{size}"/><w:lang w:val="'
    f'{LANGUAGE}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:keepNext/><w:spacing w:before="{gap}" w:after="{half_gap}"/><w:outlineLvl w:val="0"/></w:pPr>'
    "<w:rPr><w:b/></w:rPr></w:style></w:styles>"
)
_NOT_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLE_OF = {
    "title": '<w:pStyle w:val="Title"/>',
    "centre": '<w:spacing w:after="240"/><w:jc w:val="center"/>',
    "heading": '<w:pStyle w:val="Heading1"/>',
    "item": f'<w:ind w:left="{HANGING}" w:hanging="{HANGING}"/><w:jc w:val="both"/>',
    "choice": f'<w:spacing w:before="40"/><w:ind w:left="{HANGING}" w:hanging="{HANGING}"/>',
    "left": '<w:spacing w:before="60"/>',
    "": '<w:spacing w:before="120"/><w:jc w:val="both"/>',
}
BLANK = '<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{to}"/></w:tabs><w:spacing w:before="120"/>'
BOLD, CENTRED = {"title", "caption"}, {"caption", "centre"}
"""Looks of cells."""
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_file(blocks: Iterable[PaperBlock], page: WordPage = A4) -> bytes:
    """The blocks of a paper, on sheets of this kind, as the bytes of a .docx; its first title is that of the file."""
    blocks = list(blocks)
    title = next((block.text for block in blocks if isinstance(block, PaperText) and block.style == "title"), "")
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _links((f"{RELATION}/officeDocument", "word/document.xml"), (CORE, "docProps/core.xml")),
        "docProps/core.xml": PROPERTIES.format(title=_text(" ".join(title.split()))),
        "word/document.xml": _document(blocks, page),
        "word/_rels/document.xml.rels": _links((f"{RELATION}/styles", "styles.xml")),
        "word/styles.xml": STYLES.format(size=page.text, gap=page.gap, half_gap=page.gap // 2),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name)  # its time is 1980-01-01: the build's own would change the bytes
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, HEADER + text)
    return packed.getvalue()


def _links(*targets: tuple[str, str]) -> str:
    """Types of parts with their places, as a part of a package names them."""
    links = (LINK.format(number=number, type=type, target=target) for number, (type, target) in enumerate(targets, 1))
    return LINKS.format(links="".join(links))


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text), quote=False)


def _document(blocks: Sequence[PaperBlock], page: WordPage) -> str:
    body = "".join(xml for block in blocks for xml in _block(block, page))
    apart = any(isinstance(block, PaperText) and block.style == "sheet" for block in blocks)
    return f"<w:document {WORD}><w:body>{body}{_section(page, apart=apart)}</w:body></w:document>"


def _section(page: WordPage, *, apart: bool) -> str:
    """Sheets of a kind; `apart` they begin with an odd page, never on the back of what was before."""
    odd = '<w:type w:val="oddPage"/>' if apart else ""
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        f'<w:sectPr>{odd}<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/><w:pgMar '
        f'w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" w:header="708" '
        'w:footer="708" w:gutter="0"/></w:sectPr>'
    )


def _block(block: PaperBlock, page: WordPage) -> Iterator[str]:
    if isinstance(block, PaperText) and block.style == "blank":
        yield _paragraph(f"{block.text} ", BLANK.format(to=page.inner), is_blank=True)
    elif isinstance(block, PaperText) and block.style == "sheet":
        yield f"<w:p><w:pPr>{_section(page, apart=True)}</w:pPr></w:p>"
    elif isinstance(block, PaperText):
        yield _paragraph(("– " if block.style == "item" else "") + block.text, STYLE_OF[block.style])
    elif isinstance(block, PaperGrid):
        yield from _table(block, page)
    elif len(block.values) < 2:
        yield _paragraph(f"{block.label} {block.values[0] if block.values else LINE}", STYLE_OF[""])
    else:
        yield _paragraph(block.label, STYLE_OF[""])
        yield from (_paragraph(f"– {value}", STYLE_OF["item"]) for value in block.values)


def _paragraph(text: str, style: str = "", *, bold: bool = False, size: int = 0, is_blank: bool = False) -> str:
    """Lines of the text in one paragraph; `size` in half points where letters are not as large as usual.

    After a blank there is a line to write on, up to the margin.
    """
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{_text(line)}</w:t>' for line in text.split("\n"))
    end = "<w:tab/>" if is_blank else ""
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    return f"<w:p><w:pPr>{style}</w:pPr><w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}{end}</w:r></w:p>"


def _table(grid: PaperGrid, page: WordPage) -> Iterator[str]:
    widths = [int(page.inner * width // 100) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    ruled = f"<w:tblBorders>{BORDERS}</w:tblBorders>" if grid.ruled else ""
    caption = f'<w:tblCaption w:val="{escape(_NOT_XML.sub("", grid.caption))}"/>' if grid.caption else ""
    look = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{ruled}<w:tblLayout w:type="fixed"/>{caption}'
    size = page.table if grid.ruled and page.table != page.text else 0
    rows = "".join(_rows(grid, widths, size))
    yield f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    yield _paragraph("")  # Word joins tables that nothing parts


def _rows(grid: PaperGrid, widths: list[int], size: int) -> Iterator[str]:
    """Rows of a table; a cell that spans rows goes on below as an empty one."""
    open_rows = [0] * len(widths)
    for number, row in enumerate(grid.rows):
        cells, waiting, column = [], list(row), 0
        while column < len(widths):
            if open_rows[column]:
                open_rows[column] -= 1
                cells.append(_cell(PaperCell(""), widths[column], "<w:vMerge/>", size))
                column += 1
                continue
            cell = waiting.pop(0)
            open_rows[column] = cell.rows - 1
            merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
            width = sum(widths[column : column + cell.columns])
            cells.append(_cell(cell, width, merge, size, bold=number < grid.head))
            column += cell.columns
        head = "<w:tblHeader/>" if number < grid.head else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: PaperCell, width: int, merge: str, size: int, *, bold: bool = False) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    centred = '<w:vAlign w:val="center"/>' if cell.style in CENTRED else ""
    texts = "".join(
        _paragraph(text, style, bold=bold or cell.style in BOLD, size=size) for text, style in _paragraphs(cell)
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{centred}</w:tcPr>{texts}</w:tc>'


def _paragraphs(cell: PaperCell) -> Iterator[tuple[str, str]]:
    """Texts of a cell, each with the look of its paragraph."""
    if not cell.paragraphs:
        yield cell.text, '<w:jc w:val="center"/>' if cell.style in CENTRED else ""
    for text, depth in cell.paragraphs:
        yield text, f'<w:ind w:left="{HANGING * depth}"/>' if depth else ""
