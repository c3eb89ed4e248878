"""A finished page → HTML that can be pasted anywhere, and what it leads to. A list says what may stay."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

import nh3
from lxml import etree, html  # type: ignore[import-untyped]

from nastavnik import messages
from nastavnik.office.pasting.address_table import PlatformAddresses
from nastavnik.office.pasting.blocks import HEADINGS, INLINE, KEPT, blocks, laid_out
from nastavnik.office.pasting.elements import HtmlElement, new
from nastavnik.office.pasting.history import digest
from nastavnik.office.pasting.links import PageLinks, SectionMap, settle
from nastavnik.office.pasting.screen import for_reading
from nastavnik.text.hyphens import without

_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
TAGS = {*(INLINE - {"nolink"}), *HEADINGS, *_TABLES, "p", "ul", "ol", "li", "blockquote", "hr"}
"""All that may stand in a page that is pasted."""
ATTRIBUTES = {tag: {*KEPT.get(tag, ()), "id"} for tag in TAGS}
WORD_JOINER = "\u2060"
"""Keeps «15:00–16:15» together; fonts of other people may draw it as a box."""
SCHEMES = {"http", "https", "mailto", "tel"}
_MAIN = re.compile(r"<main\b[^>]*>")
_ADDRESS = re.compile(r'<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page without anything of our own site, its places still marked, and what it leads to."""

    html: str
    links: PageLinks


def clean(page: str, here: str, known: SectionMap, addresses: PlatformAddresses, *, is_list: bool) -> CleanPage:
    """The content of a page at the address `here` as it is pasted; of a whole page what stands in `main`."""
    main: HtmlElement = html.document_fromstring(f"<main>{_content(without(page))}</main>").find(".//main")
    for_reading(main, is_list=is_list)
    links = settle(main, here, known, addresses)
    box = new("div")
    box.extend(laid_out(blocks(main)))
    etree.strip_tags(box, "nolink")
    parts = (etree.tostring(block, method="html", encoding="unicode", with_tail=False) for block in box)
    return CleanPage("".join(f"{part}\n" for part in parts).replace(WORD_JOINER, ""), links)


def _content(page: str) -> str:
    """What stands between the ends of `main`: the shell around it need not be parsed."""
    inside = _MAIN.split(page, maxsplit=1)[-1]
    return inside.rpartition("</main>")[0] or inside


def fragment(page: CleanPage, places: Collection[str]) -> str:
    """The page with nothing but what is listed here, and with those of its places that links name."""

    def kept(_: str, name: str, value: str) -> str | None:
        return None if name == "id" and value not in places else value

    return nh3.clean(
        page.html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=kept,
        strip_comments=False,
        link_rel=None,
        url_schemes=SCHEMES,
    )


def of_the_day(html: str, day: str) -> str:
    """The page with a last line that says of which day it is."""
    return f"{html}<p>{messages.pasted_as_of(day)}</p>\n"


_words = partial(nh3.clean, tags=TAGS, attributes={"td": {"colspan", "rowspan"}, "th": {"scope", "colspan", "rowspan"}})


def parts_of(html: str) -> dict[str, str]:
    """Digests of the words of a fragment, with their order and rank, and of where its links lead."""
    return {"text": digest(_words(html)), "links": digest("\n".join(_ADDRESS.findall(html)))}
