"""What the section puts into blocks of hand-written pages: people of the passport, files with their sizes, headings."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from nastavnik import messages
from nastavnik.building.project import Prepared
from nastavnik.engines.blocks import FILE, MARK
from nastavnik.pages.details import host
from nastavnik.pages.fragments import Blocks, file_address
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.named_files import named_file

TEMPLATE = "_blocks.html"
_PLACE = re.compile(rf'<div {MARK}="(\w+)"></div>')
_ROW = re.compile(rf'<li {FILE}="([^"]*)">\s*(<p>)?(<a href="[^"]*"[^>]*>)(.*?)</a>(.*?)(?(2)</p>)\s*</li>', re.DOTALL)
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def filled(html: str, own: Handwritten, prepared: Prepared) -> str:
    """HTML of a page whose blocks have what only the section knows. Raises `ThemeBroken`."""
    if MARK not in html and FILE not in html:
        return html
    theme = Blocks(prepared.project.theme("fragments"), prepared.catalogue.vocabularies)

    def draw(block: str, data: Mapping[str, Any]) -> str:
        return theme.block(TEMPLATE, block, own.url, data).strip()

    headings = [{"id": id, "words": Markup(_TAG.sub("", words))} for id, words in _HEADING.findall(html)]
    known = {"contacts": prepared.nv["contacts"], "headings": headings}
    html = _ROW.sub(lambda row: draw("file", _row(row, own, prepared.catalogue)), html)
    return _PLACE.sub(lambda place: draw(place[1], known), html)


def _row(row: re.Match[str], own: Handwritten, catalogue: Catalogue) -> dict[str, Any]:
    """What the template is told of one item: its link, its words, what stands behind them, the file if there is one."""
    written = unescape(row[1])
    path = named_file(catalogue, own.path, written)
    is_of_document = path is not None and path != catalogue.find(own.path, unquote(written))
    return {
        "link": Markup(row[3]),
        "url": file_address(catalogue.content, path) if path and is_of_document else "",
        "words": Markup(row[4]),
        "note": Markup(row[5].strip()),
        "type": path.suffix.lstrip(".").upper() if path else "",
        "size": messages.file_size(path.stat().st_size) if path else "",
        "host": host(written) if "://" in written else "",
    }
