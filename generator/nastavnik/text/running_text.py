"""Material's stylesheet without its shell: what is left dresses the text of hand-written pages.

Our shell draws none of Material's header, navigation, search, footer or blog, and runs none of its scripts. So a rule
is dropped for what its selector asks for, never for what some page happens to have: a writer may use whatever the
Markdown extensions of Material give.
"""

import re
from collections.abc import Iterator, Set

IN_TEXT = ("typeset", "button", "grid", "icon", "input", "tag", "tags")
"""Blocks `md-…` that a writer can put into a text; every other one is a part of Material's own shell."""
_SHELL = re.compile(
    rf"\.md-(?!(?:{'|'.join(IN_TEXT)})(?![a-z0-9]))"
    r"|\[data-md-"  # its switches
    r"|\.(?:js|focus-visible|tabbed-control|tabbed-button)(?!\w)"  # set and drawn by its scripts
    r"|\[dir=rtl\]"
)
_NOT = re.compile(r":not\([^()]*\)")
_TOKEN = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*?\*/|url\([^"')]*\)|[][(){},;]""", re.DOTALL)
_USED = re.compile(r"var\((--[\w-]+)")
_ICON = re.compile(r"(--[\w-]+):url\(")
_OF_RULES = ("@media", "@supports", "@layer", "@container")


def running_text(css: str) -> str:
    """A stylesheet of Material → its rules for running text, in their order, with the icons these ask for."""
    text = _rules(css, set(_ICON.findall(css)))
    return _rules(text, set(_USED.findall(text)))


def _rules(css: str, icons: Set[str]) -> str:
    return "".join(_rule(rule, icons) for rule in _cut(css, "};"))


def _rule(rule: str, icons: Set[str]) -> str:
    head, *rest = _cut(rule, "{")
    if not rest or (head.startswith("@") and not head.startswith(_OF_RULES)):
        return rule
    body = rest[0].removesuffix("}")
    if head.startswith("@"):
        return _whole(head, _rules(body, icons))
    selectors = (one.removesuffix(",") for one in _cut(head.removesuffix("{"), ",") if not _of_shell(one))
    return _whole(",".join(selectors), "".join(one for one in _cut(body, ";") if _stays(one, icons)))


def _of_shell(selector: str) -> bool:
    return _SHELL.search(_NOT.sub("", selector)) is not None


def _stays(declaration: str, icons: Set[str]) -> bool:
    icon = _ICON.match(declaration)
    return icon is None or icon[1] in icons


def _whole(head: str, body: str) -> str:
    return f"{head.removesuffix('{')}{{{body}}}" if head and body else ""


def _cut(css: str, ends: str) -> Iterator[str]:
    """The parts of a text that end with one of these signs outside of brackets and strings."""
    depth = start = 0
    for token in _TOKEN.finditer(css):
        depth -= token[0] in ")]}"
        if depth == 0 and token[0] in ends:
            yield css[start : token.end()]
            start = token.end()
        depth += token[0] in "([{"
    if start < len(css):
        yield css[start:]
