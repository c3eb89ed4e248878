"""What a page lets a browser load and run: its Content-Security-Policy, worked out from the page itself.

Every page carries it in a `<meta>`, for most schools cannot set headers of their host; the same policy stands in the
header files a build writes (`building.headers`). W3C, Content Security Policy Level 3.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256

from nastavnik.text import marks

MARK = marks.POLICY
"""Stands where the shell's template wants the policy, until the page is drawn whole."""
FRAMED = "frame-ancestors 'self'"
"""Who may show the site inside a page of his own. A `<meta>` may not say it: section 3.3 of the standard."""
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_NOT_RUN = re.compile(r"""\s(?:src\s*=|type\s*=\s*["']?application/(?:ld\+)?json)""", re.IGNORECASE)
_TEXT = re.compile(r"<main\b.*</main>", re.DOTALL)


Directives = dict[str, list[str]]
"""Names of directives and the sources each lets in."""


def policy(pages: Iterable[str], hosts: Sequence[str] = (), *, searchable: bool) -> str:
    """The policy under which these pages work; what stands inside `<main>` may bring no script and no style.

    `hosts` are those the settings name: their pictures, films, frames and scripts are let in. `searchable`: Pagefind
    runs WebAssembly.
    """
    hashes = _hashes(pages)
    others = [f"https://{host}" for host in hosts]
    directives: Directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *(["'wasm-unsafe-eval'"] if searchable else []), *hashes["script"], *others],
        "style-src": ["'self'", *hashes["style"]],
        "img-src": ["'self'", "data:", *others],
        "font-src": ["'self'"],
        "media-src": ["'self'", *others],
        "connect-src": ["'self'", *others],
        "frame-src": others,
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return written(directives)


def written(directives: Directives) -> str:
    """A policy as a header has it."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items() if sources)


def either(policy: str, other: Directives) -> str:
    """The policy that lets in what one of the two does: for a header of all pages, each of which says its own besides.

    Digests of styles go where any style is let in: beside them browsers would not let in the others.
    """
    union = {name: sources for name, *sources in map(str.split, policy.split(";"))}
    for name, sources in other.items():
        union[name] = list(dict.fromkeys((*union.get(name, ()), *sources)))
        if "'unsafe-inline'" in sources:
            union[name] = [source for source in union[name] if not source.startswith("'sha256-")]
        if len(union[name]) > 1:
            union[name] = [source for source in union[name] if source != "'none'"]
    return written(union)


def protected(html: str, hosts: Sequence[str], *, searchable: bool) -> str:
    """A page with its policy where the template has left room for it."""
    return html.replace(MARK, policy([html], hosts, searchable=searchable)) if MARK in html else html


def _hashes(pages: Iterable[str]) -> dict[str, list[str]]:
    """Digests of the scripts and styles written into the pages around their text, as sources of a policy."""
    hashes: dict[str, set[str]] = {"script": set(), "style": set()}
    for page in pages:
        for tag, attributes, text in _INLINE.findall(_TEXT.sub("", page)):
            if not _NOT_RUN.search(attributes):
                hashes[tag.lower()].add(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'")
    return {tag: sorted(digests) for tag, digests in hashes.items()}
