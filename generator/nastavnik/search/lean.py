"""A finished page → the little HTML Pagefind reads: headings, text, metadata; no chrome, nothing about other pages.

Only what stands in `<main data-pagefind-body>` counts. Pagefind needs time for every word, so of long pages on a large
site only the beginning is given.
"""

import re
from html import escape

from nastavnik.search.documents import Snippet
from nastavnik.search.synonyms import synonyms
from nastavnik.text.hyphens import without
from nastavnik.text.typography import JOINER, dashed

BODY = re.compile(r"<main\b[^>]*\bdata-pagefind-body[^>]*>(.*)</main>", re.DOTALL)
IGNORED = re.compile(r'<(\w+)\b(?:[^<>"]|"[^"]*")*?\s(?:data-pagefind-ignore|aria-hidden="true")')
SILENT = re.compile(r"<(svg|button|nav|script|style|noscript|template|form)\b.*?</\1>", re.DOTALL)
TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
VOID = {"br", "hr", "img", "input", "wbr", "source"}
HEADING = re.compile(r"""<(h[2-6])\b(?:[^>]*?\s(id="[^"]*"))?[^>]*>""")
ASIDE = re.compile(r"<aside\b.*?</aside>", re.DOTALL)
HOLD = "\x1f"
"""Stands for the blank inside a kept tag while words are counted."""
CAPTION = re.compile(r"[:.]?</dt>")
BLOCK = re.compile(r"</(?:p|li|dd|t[dh]|div|summary|figcaption|blockquote)>|<(?:br|p)\b[^>]*>")
TAG = re.compile(r"""<(?!/?h[2-6][>\x1f]|/?p>)[/a-zA-Z!](?:[^"'>]|"[^"]*"|'[^']*')*>""")


def lean(html: str, snippet: Snippet, words: int | None = None) -> str | None:
    """What Pagefind reads of a page, with at most so many words of text; None for a page that is not to be found."""
    body = BODY.search(without(html).replace(JOINER, ""))  # «5-й» is found as it is typed
    if body is None:
        return None
    text = ASIDE.sub(_passport, TITLE.sub("", SILENT.sub(" ", _heard(body[1]))))
    text = TAG.sub("", BLOCK.sub("</p><p>", CAPTION.sub(": ", HEADING.sub(_bare, text))))
    return _page(" ".join(text.split()[:words]).replace(HOLD, " "), snippet)


def unread(snippet: Snippet) -> str:
    """What Pagefind reads instead of a page that is not read: the snippet says all."""
    return _page(escape(snippet.text or snippet.title, quote=False), snippet)


def _passport(aside: re.Match[str]) -> str:
    """What stands beside a page's text: its heading («Паспорт практики») names no part of the page to lead to."""
    return HEADING.sub(r"<\1>", aside[0])


def _bare(heading: re.Match[str]) -> str:
    """A heading with nothing but the anchor a result may lead to."""
    return f"<{heading[1]}{HOLD}{heading[2]}>" if heading[2] else f"<{heading[1]}>"


def _page(text: str, snippet: Snippet) -> str:
    names = "; ".join(snippet.names)
    metadata = {
        "title": dashed(snippet.title),
        "text": dashed(snippet.text),
        "date": snippet.date,
        "names": names,
        "number": snippet.number,
        "link": snippet.link,
        "also": synonyms(f"{snippet.title} {names} {text}"),
    }
    filters = "".join(
        f'<i data-pagefind-filter="{escape(caption)}[data-v]" data-v="{escape(value)}"></i>'
        for caption, value in snippet.filters
    )
    return f'<html lang="ru"><body data-pagefind-body>{_metadata(metadata)}{filters}<p>{text}</p></body></html>'


def _metadata(values: dict[str, str]) -> str:
    named = {name: value for name, value in values.items() if value}
    names = ", ".join(f"{name}[data-{name}]" for name in named)
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in named.items())
    return f'<i data-pagefind-meta="{names}"{attributes}></i>'


def _heard(html: str) -> str:
    """Without the elements a screen reader or Pagefind is told to skip."""
    parts, start = [], 0
    for ignored in IGNORED.finditer(html):
        if ignored.start() >= start:
            parts.append(html[start : ignored.start()])
            start = _end_of(html, ignored[1], ignored.start())
    return "".join([*parts, html[start:]])


def _end_of(html: str, name: str, start: int) -> int:
    """Where the element that begins at `start` ends."""
    depth = 0
    for tag in re.compile(rf"<(/?){name}\b[^>]*>").finditer(html, start):
        depth += -1 if tag[1] else not (name in VOID or tag[0].endswith("/>"))
        if depth == 0:
            return tag.end()
    return len(html)
