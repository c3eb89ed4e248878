"""Markdown in the forms nearly every text is written in, made HTML at a small part of the library's cost.

Paragraphs, headings, flat lists, quotes, tables, strong and emphasised words, links. What is given is to the byte what
the library and the sanitiser give: a test holds that on random texts. A text with any other sign, or with one of these
where it could be read in two ways, is not for this module.
"""

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from nastavnik.text import marks

_LINK = re.compile(
    r"(?<!!)\[([\w ,.;:?()«»„“—–№-]+)\]"
    rf"\(((?:{marks.ROOT}|https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{{2,}}(?=[)/?#]))[A-Za-z0-9./?=%~_#-]*)\)"
)
_USUAL = re.compile(rf"""[\w ,.;:?!()«»„“”—–‑%№§/'"…+=@\n#*>|{marks.LINK.opens}{marks.LINK.closes}-]+\Z""")
_UNSURE = re.compile(r"_|  | \n|\n |\A[ \n]| \Z|://|!!!")
_SIGN = re.compile(r"^(?:[ #>|=:]|[+-](?:[ -]|$)|\*+(?: |$)|\d+[.)](?: |$))", re.MULTILINE)
"""At the beginning of a line: another form may begin here."""
_ITEM = re.compile(r"(?:([-*])|([1-9]\d{0,3})\.) ")
_HEADING = re.compile(r"(#{1,6}) ([^ #\n][^#\n]*)\Z")
_RULE = re.compile(r"\|(?: ?:?-+:? ?\|){2,}\Z")
_ALIGN = {(True, False): ' align="left"', (False, True): ' align="right"', (True, True): ' align="center"'}
_EMPHASIS = re.compile(r"(?<!\*)(\*\*?)(?=[^\s*])([^*]*[^*\s])\1(?!\*)")
_TAGS = {"*": "em", "**": "strong"}
_PLACE = re.compile(marks.LINK.pattern)


class _Unusual(Exception):
    """The library knows better."""


def html(text: str) -> str | None:
    """HTML of a text in the usual forms, its headings as written; None for any other text."""
    links: list[str] = []

    def put_by(link: re.Match[str]) -> str:
        links.append(f'<a href="{link[2]}">{link[1]}</a>')
        return marks.LINK.around(str(len(links) - 1))

    text = text.strip("\n")
    text = _LINK.sub(put_by, text) if "](" in text else text
    if not _USUAL.match(text) or _UNSURE.search(text):
        return None
    try:
        blocks = groupby(re.split(r"\n\n+", text), _form)
        without_links = "".join(_FORMS[form](list(same)) for form, same in blocks)
    except _Unusual:
        return None
    return _PLACE.sub(lambda place: links[int(place[1])], without_links)


def _form(block: str) -> str:
    item = _ITEM.match(block)
    if item:
        return "bullets" if item[1] else "numbers"
    return {"#": "headings", ">": "quote", "|": "tables"}.get(block[0], "paragraphs")


def _each(form: Callable[[str], str]) -> Callable[[list[str]], str]:
    return lambda blocks: "".join(map(form, blocks))


def _paragraph(block: str) -> str:
    return f"<p>{_lines(block)}</p>"


def _heading(block: str) -> str:
    heading = _HEADING.match(block)
    if not heading:
        raise _Unusual
    level = len(heading[1])
    return f"<h{level}>{_words(heading[2])}</h{level}>"


def _quote(blocks: list[str]) -> str:
    if not all(block.startswith("> ") and "\n" not in block for block in blocks):
        raise _Unusual
    return f"<blockquote>{''.join(_paragraph(block[2:]) for block in blocks)}</blockquote>"


def _numbers(blocks: list[str]) -> str:
    first = blocks[0].partition(".")[0]
    begins = "" if first == "1" else f' start="{first}"'
    return f"<ol{begins}>{_items(blocks)}</ol>"


def _items(blocks: list[str]) -> str:
    """Items of one list; where a blank line parts two of them, both are paragraphs."""
    list_items = []
    for number, block in enumerate(blocks):
        items = [_lines(item) for item in _split(block)]
        if number > 0:
            items[0] = f"<p>{items[0]}</p>"
        if number < len(blocks) - 1 and (number == 0 or len(items) > 1):
            items[-1] = f"<p>{items[-1]}</p>"
        list_items += items
    return "".join(f"<li>{item}</li>" for item in list_items)


def _split(block: str) -> list[str]:
    items: list[str] = []
    mark = _form(block)
    for line in block.split("\n"):
        item = _ITEM.match(line)
        if item and _form(line) == mark:
            items.append(line[item.end() :])
        elif item:
            raise _Unusual
        else:
            items[-1] += f"\n{line}"
    return items


def _table(block: str) -> str:
    head, *rest = block.split("\n")
    rule, rows = "".join(rest[:1]), rest[1:]
    width = head.count("|") - 1
    lines = [head, *rows]
    if not rows or not _RULE.match(rule) or rule.count("|") - 1 != width:
        raise _Unusual
    if not all(line.startswith("|") and line.endswith("|") and line.count("|") - 1 == width for line in lines):
        raise _Unusual
    stand = [_ALIGN.get((cell[0] == ":", cell[-1] == ":"), "") for cell in map(str.strip, rule[1:-1].split("|"))]
    titles, *others = ([_words(cell.strip(" ")) for cell in line[1:-1].split("|")] for line in lines)
    body = "".join(_row("td", row, stand) for row in others)
    return f"<table><thead>{_row('th', titles, stand)}</thead><tbody>{body}</tbody></table>"


def _row(tag: str, cells: Iterable[str], stand: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}{align}>{cell}</{tag}>' for cell, align in zip(cells, stand, strict=True))}</tr>"


def _lines(text: str) -> str:
    """Text of which no line begins another form."""
    if _SIGN.search(text):
        raise _Unusual
    return _words(text)


def _words(text: str) -> str:
    """A run of text with its emphasis."""
    if ">" in text or "|" in text:
        raise _Unusual
    if "*" not in text:
        return text
    text = _EMPHASIS.sub(lambda run: f"<{_TAGS[run[1]]}>{run[2]}</{_TAGS[run[1]]}>", text)
    if "*" in text:
        raise _Unusual
    return text


_FORMS: dict[str, Callable[[list[str]], str]] = {
    "paragraphs": _each(_paragraph),
    "headings": _each(_heading),
    "quote": _quote,
    "bullets": lambda blocks: f"<ul>{_items(blocks)}</ul>",
    "numbers": _numbers,
    "tables": _each(_table),
}
