"""What acts in hand-written pages or makes every visitor's browser call another host: scripts, frames, pictures.

A school may name hosts it trusts (`allowed_hosts` in its passport): their frames, pictures and scripts may stay.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from nastavnik import messages
from nastavnik.records import School
from nastavnik.school.handwritten import Handwritten
from nastavnik.text.raw_html import RawElement, elements, elements_of_html
from nastavnik.text.source import Ground, Problem, Unreadable, contents, decode

_ACTING = {
    **dict.fromkeys(("script",), messages.SCRIPT_IN_PAGE),
    **dict.fromkeys(("iframe", "frame", "frameset", "object", "embed", "applet", "portal"), messages.FRAME_IN_PAGE),
    "form": messages.FORM_IN_PAGE,
    **dict.fromkeys(("base", "meta"), messages.ACTS_IN_PAGE),
}
"""Elements that act by being there."""
_LOADED = ("src", "srcset", "poster", "data", "background", "srcdoc")
_HTML = {".htm", ".html"}
_LEADING = {"a", "area"}
"""Elements whose `href` is followed by who reads, not by the browser itself."""
_STYLE_URL = re.compile(r"""(?i)(?:url\(|@import)\s{0,9}["']?\s{0,9}([^"')\s;]{1,2000})""")
_SCHEMES = re.compile(
    r"(?i)[\s\x00-\x20]*(?:j\s*a\s*v\s*a|v\s*b)\s*script\s*:|[\s\x00-\x20]*data:\s*text/(?:html|xml)|data:image/svg"
)


def problems(pages: Iterable[Handwritten], school: School) -> Iterator[Problem]:
    """Everything in the pages that acts or calls elsewhere, as errors with their places."""
    allowed = _allowed(school)
    for page in pages:
        for element in elements(page.text):
            for written, sentence in _faults(element, allowed):
                yield Problem(page.place(written), sentence)


def problems_of_files(paths: Iterable[Path], content: Path, school: School) -> Iterator[Problem]:
    """The same of files of HTML that go out as they lie, without the shell and its policy."""
    allowed = _allowed(school)
    for path in paths:
        if path.suffix.lower() not in _HTML:
            continue
        file = path.relative_to(content.parent).as_posix()
        with suppress(OSError, Unreadable):  # said by who looks into the file
            text = decode(contents(path, file), file)
            for element in elements_of_html(text):
                if element.tag != "meta" or "http-equiv" in element.attributes:
                    for written, sentence in _faults(element, allowed):
                        line = text.count("\n", 0, max(text.lower().find(written.lower()), 0))
                        yield Problem(Ground(file, text).place(line), sentence)


def _allowed(school: School) -> set[str]:
    return {*school.allowed_hosts, urlsplit(school.section_url).hostname or ""}


def _faults(element: RawElement, allowed: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with one element: words of it to find the place by, and the sentence."""
    addresses = list(_addresses(element))
    foreign = [(address, host) for address in addresses if (host := _host(address))]
    may_act = bool(foreign) and all(host in allowed for _, host in foreign) and "srcdoc" not in element.attributes
    if element.tag in _ACTING and not may_act and not element.style:
        yield next((address for address, _ in foreign), f"<{element.tag}"), _ACTING[element.tag]
        return
    yield from ((address, messages.foreign_in_page(host)) for address, host in foreign if host not in allowed)
    for name, value in element.attributes.items():
        if name.startswith("on"):
            yield name, messages.SCRIPT_IN_PAGE
        elif _SCHEMES.match(_joined(value)) and name in ("href", "xlink:href", "action", "formaction", *_LOADED):
            yield value[:20], messages.SCRIPT_IN_PAGE


def _addresses(element: RawElement) -> Iterator[str]:
    """What a browser fetches by itself when it draws the element."""
    attributes = element.attributes
    for name in (*_LOADED, *(() if element.tag in _LEADING else ("href", "xlink:href"))):
        if name == "srcset":
            yield from (part.split()[0] for part in attributes.get(name, "").split(",") if part.strip())
        elif name in attributes:
            yield attributes[name].strip()
    for style in (attributes.get("style", ""), element.style):
        yield from _STYLE_URL.findall(style)


def _host(address: str) -> str:
    """The host of an address elsewhere; "" of one of the section, "?" where a host cannot be read."""
    address = _joined(address).replace("\\", "/")
    try:
        parts = urlsplit(address)
    except ValueError:
        return "?"
    is_elsewhere = bool(parts.netloc) or parts.scheme in ("http", "https", "ftp", "ws", "wss")
    return (parts.hostname or "?") if is_elsewhere else ""


def _joined(address: str) -> str:
    """An address as browsers read it: tabs and ends of lines inside it are none."""
    return re.sub(r"[\t\r\n]", "", address)
