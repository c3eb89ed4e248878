"""Anchors of links (`practices/step.md#goal`), looked for on the very pages they lead to.

What ids a page has the theme decides, a school's own theme too: nobody lists them. Only pages that links with anchors
lead to are looked at. A build reads them as they were drawn; a check, which draws nothing else, draws them.
"""

import difflib
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nastavnik import messages
from nastavnik.building.project import Prepared
from nastavnik.records import KINDS
from nastavnik.school.guard.personal_data import without_marks
from nastavnik.text.addresses import page_address
from nastavnik.text.source import Problem
from nastavnik.views.glossary import PAGE as GLOSSARY
from nastavnik.views.glossary import glossary

if TYPE_CHECKING:  # slow to import, and mostly nothing is drawn
    from nastavnik.building.artifacts import Workbench

Converter = Callable[[Path], Callable[[str], str] | None]
"""The folder of a school → its Markdown as an engine converts it; None where its settings cannot be read."""

HtmlByAddress = Callable[[str], str | None]
"""Address → HTML of the page, or None if it is not known."""
_ID = re.compile(r'<[a-z][^>]*?\sid="([^"]+)"', re.IGNORECASE)
_TEXT_FRAGMENT = ":~:"


def problems(prepared: Prepared, page: HtmlByAddress) -> Iterator[Problem]:
    """Anchors that their pages do not have, as hints with the nearest right one."""

    @cache
    def ids(url: str) -> tuple[str, ...] | None:
        html = page(url)
        return None if html is None else tuple(map(unescape, _ID.findall(html)))

    for place, path, anchor in prepared.pointers:
        url = _address(prepared, path)
        anchors = None if url is None or anchor.startswith(_TEXT_FRAGMENT) else ids(url)
        if anchors is not None and anchor not in anchors:
            nearest = next(iter(difflib.get_close_matches(anchor, anchors, n=1)), None)
            name = path.relative_to(prepared.project.content).as_posix()
            yield Problem(place, messages.broken_anchor(anchor, name, nearest, list(anchors)), "hint")


def drawn(prepared: Prepared, converter: Converter) -> HtmlByAddress:
    """Pages drawn when asked for: ours by the theme, hand-written ones by a converter for the school's folder."""
    own = {page.url: page for page in prepared.own}

    def draw(url: str) -> str | None:
        if url in own:
            convert = convert_own()
            html = convert(without_marks(own[url].text)) if convert else None
            return glossary(prepared.own).anchored(html) if html and url == GLOSSARY else html
        page = pages().get(url)
        return page and workbench().fragments.draw(page.template, page.block, url, page.data())

    @cache
    def convert_own() -> Callable[[str], str] | None:
        return converter(prepared.project.root)

    @cache
    def workbench() -> "Workbench":
        from nastavnik.building.artifacts import Workbench

        return Workbench(prepared)

    @cache
    def pages() -> dict[str, Any]:
        return {page.url: page for page in workbench().pages}

    return draw


def _address(prepared: Prepared, path: Path) -> str | None:
    """Where a file is a page today; a record that has none stands in the list of its kind."""
    inside = path.relative_to(prepared.project.content)
    cls = KINDS.get(inside.parts[0])
    if cls and path.suffix == cls.suffix:
        entry = prepared.catalogue.get(cls.kind, path.stem)
        return prepared.catalogue.address(cls.kind, path.stem) if entry else None
    return page_address(inside) if path in {page.path for page in prepared.own} else None
