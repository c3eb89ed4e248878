"""Plain data → YAML as editors type it: no quotes where none are needed, long texts under a bar, lists by dashes."""

import json
import re
import textwrap
from collections.abc import Iterator, Sequence

import yaml

from nastavnik.text.source import NULLS, Plain, Unguessed

STEP = 2
"""Columns that what is inside stands to the right."""
SHORTEST_FOLD = 60
"""Letters of a line below a folding sign, if the editor's own lines are shorter."""


class _Loader(Unguessed, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Every scalar is the text that was typed."""


def block_lines(value: Plain, list_step: int = STEP) -> list[str]:
    """Lines of a value in block style, the first one at column 0. `list_step`: how far dashes stand from their key."""
    if isinstance(value, list):
        return [line for item in value for line in dashed(item, list_step)]
    if isinstance(value, dict):
        return [line for name, inner in value.items() for line in field_lines(name, inner, list_step)]
    return text_lines(value)


def dashed(item: Plain, list_step: int = STEP) -> list[str]:
    """Lines of an item of a list."""
    first, *others = block_lines(item, list_step)
    return [f"- {first}", *(_indented(others, 2))]


def field_lines(name: str, value: Plain, list_step: int = STEP) -> list[str]:
    """Lines of a field with its name."""
    key = scalar(name, is_key=True)
    if isinstance(value, str):
        first, *others = text_lines(value)
        return [f"{key}: {first}", *_indented(others, STEP)]
    step = list_step if isinstance(value, list) else STEP
    return [f"{key}:", *_indented(block_lines(value, list_step), step)]


def text_lines(text: str) -> list[str]:
    """Lines of a scalar: one, or a bar with the text below it."""
    if "\n" not in text:
        return [scalar(text)]
    lines = text.rstrip("\n").split("\n")
    if lines[0][:1] in ("", " ", "\t") or any(not line.strip() and line for line in lines):
        return [json.dumps(text, ensure_ascii=False)]
    return ["|", *lines]


def folded(text: str, old: Sequence[str]) -> list[str]:
    """Lines of a text below a folding sign, as long as the `old` ones, whose first is the sign; none if it cannot."""
    paragraphs = text.rstrip("\n").split("\n")
    if any(paragraph != " ".join(paragraph.split()) for paragraph in paragraphs) or not paragraphs[0]:
        return []
    width = max([len(line.strip()) for line in old[1:]] + [SHORTEST_FOLD])
    wrapped = [textwrap.wrap(each, width, break_long_words=False, break_on_hyphens=False) for each in paragraphs]
    return [old[0].rstrip(), *wrapped[0], *(line for lines in wrapped[1:] for line in ["", *lines])]


def flow(value: Plain) -> str:
    """A value in brackets and braces, on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(flow_field(name, inner) for name, inner in value.items())}}}"
    return scalar(value, in_flow=True)


def flow_field(name: str, value: Plain) -> str:
    """A field between braces."""
    return f"{scalar(name, in_flow=True, is_key=True)}: {flow(value)}"


def scalar(text: str, style: str | None = None, *, in_flow: bool = False, is_key: bool = False) -> str:
    """A text on one line: in the quotes of `style`, without any where YAML reads it as it is, else in double ones."""
    if style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or not _is_plain(text, in_flow=in_flow, is_key=is_key):
        return json.dumps(text, ensure_ascii=False)
    return text


def _is_plain(text: str, *, in_flow: bool, is_key: bool) -> bool:
    """Whether a text without quotes is read as it is."""
    if text in NULLS or text != text.strip() or re.search(r"[\n\r\t]", text) or text.startswith(("<<", "=")):
        return False
    field = f"{text}: x" if is_key else f"x: {text}"
    try:
        root = yaml.compose(f"{{{field}}}\n" if in_flow else f"{field}\n", _Loader)
    except (yaml.YAMLError, ValueError, OverflowError):
        return False
    if not isinstance(root, yaml.MappingNode) or len(root.value) != 1:
        return False
    node = root.value[0][0 if is_key else 1]
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value == text


def _indented(lines: list[str], columns: int) -> Iterator[str]:
    return (f"{' ' * columns}{line}" if line else line for line in lines)
