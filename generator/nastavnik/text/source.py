"""Text of a record → plain data, and the way back from a value to its line and column.

Every scalar stays the text the editor typed: the field's type decides what `нет`, `0123` or `1.10` is.
Empty values (`''`, `[]`, `{}`, `null`) mean absent and do not reach the data.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from nastavnik import messages


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Nodes without guessing what scalars are: a third of the time for an answer nobody asks."""

    def resolve(self, kind: type, value: str, implicit: object) -> str:
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Nothing to prepare."""

    def ascend_resolver(self) -> None:
        """Nothing to clear."""


LARGEST = 2_000_000  # bytes; a roadmap of a whole municipality is 60 KB
DEEPEST = 64  # brackets or dashes inside one another; the deepest record needs 7
CYRILLIC_CODE_PAGES = ["cp1251", "koi8_r", "cp866", "mac_cyrillic"]
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
ODD_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")  # YAML would end the line there; Word pastes them
FRONT_MATTER = re.compile(r"\A\s*?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
NULLS = {"", "~", "null", "Null", "NULL"}

Plain = str | list["Plain"] | dict[str, "Plain"]
Keys = tuple[str | int, ...]
Severity = Literal["error", "hint"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file as the administrator knows it, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with the content and how to write it. An `error` forbids publishing, a `hint` does not."""

    place: Place
    message: str
    severity: Severity = "error"

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", " ".join(self.message.split()))  # values quoted in it may have lines

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Unreadable(Exception):
    """The text cannot become data; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Source:
    """One record as written: its data, its body (only `.md`) and the nodes that know the positions."""

    file: str
    data: dict[str, Plain]
    body: str | None
    root: yaml.MappingNode
    lines_above: int
    body_line: int

    def place(self, keys: Keys, *, of_key: bool = False) -> Place:
        """Position of the value under `keys` (of its key with `of_key`), or of the deepest part that exists."""
        if keys == ("body",) and self.body is not None and "body" not in self.data:
            return Place(self.file, self.body_line, 1)
        mark = self.root.start_mark
        node: yaml.Node | None = self.root
        for number, step in enumerate(keys):
            found = child(node, step)
            if found is None:
                break
            key, node = found
            last = number == len(keys) - 1
            mark = key.start_mark if (last and of_key) or not _has_text(node) else node.start_mark
        return Place(self.file, mark.line + 1 + self.lines_above, mark.column + 1)


def read(path: Path, file: str) -> Source:
    """The record at `path`; `file` is its name in messages. Raises `Unreadable`."""
    text = decode(path.read_bytes(), file)
    return parse(text, file, with_body=path.suffix == ".md")


def decode(raw: bytes, file: str) -> str:
    """Bytes of a text file saved by anything (Notepad included) → text without signs that YAML forbids."""
    if len(raw) > LARGEST:
        raise Unreadable(Problem(Place(file), messages.file_too_large(len(raw))))
    codec = codec_of(raw)
    if codec is None:
        raise Unreadable(Problem(Place(file), messages.UNKNOWN_ENCODING))
    text = raw.decode(codec, errors="replace")
    return UNPRINTABLE.sub("", ODD_LINE_BREAKS.sub(" ", text))


def parse(text: str, file: str, *, with_body: bool = False) -> Source:
    """Text of a record → `Source`; `with_body` expects front matter and Markdown. Raises `Unreadable`."""
    head, body, lines_above, body_line = text, None, 0, 0
    if with_body:
        head, body, lines_above, body_line = _split(text, file)
    root = _compose(head, file, lines_above)
    try:
        data = _Reader(file, lines_above, head).mapping(root)
    except RecursionError:  # thousands of indents; brackets were counted before
        raise Unreadable(Problem(Place(file, 1 + lines_above), messages.TOO_DEEP)) from None
    return Source(file, data, body, root, lines_above, body_line)


def compose(text: str, file: str) -> yaml.MappingNode:
    """Text of a YAML mapping → its nodes, which know their places; every scalar is text. Raises `Unreadable`."""
    return _compose(text, file, 0)


def codec_of(raw: bytes) -> str | None:
    """The codec that reads a text file saved by anything; None if nothing does."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        import charset_normalizer  # large, and nearly no file needs it

        best = charset_normalizer.from_bytes(raw, cp_isolation=CYRILLIC_CODE_PAGES).best()
        return best.encoding if best else None
    return (_utf_16_without_mark(raw) if b"\x00" in raw else None) or "utf-8-sig"


def _utf_16_without_mark(raw: bytes) -> str | None:
    """The codec if zeros stand only at every second place, and often: a stray zero is no encoding."""
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    if min(even, odd) or max(even, odd) * 20 < len(raw):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _split(text: str, file: str) -> tuple[str, str, int, int]:
    found = FRONT_MATTER.match(text)
    if not found:
        raise Unreadable(Problem(Place(file), messages.NO_FRONT_MATTER))
    lines_above = text[: found.start(1)].count("\n")
    body = text[found.end() :].replace("\r\n", "\n").rstrip("\n")
    body_line = text[: found.end()].count("\n") + 1 + len(body) - len(body.lstrip("\n"))
    return found[1], body.lstrip("\n"), lines_above, body_line


def _compose(text: str, file: str, lines_above: int) -> yaml.MappingNode:
    deep = _too_deep(text)
    if deep:
        raise Unreadable(Problem(Place(file, deep + lines_above), messages.TOO_DEEP))
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_translated(error, text, file, lines_above)) from None
    except yaml.YAMLError as error:
        raise Unreadable(Problem(Place(file), messages.yaml_other(str(error)))) from None
    finally:
        loader.dispose()
    if root is None:
        raise Unreadable(Problem(Place(file, 1 + lines_above), messages.EMPTY_FILE))
    if not isinstance(root, yaml.MappingNode):
        raise Unreadable(Problem(_at(root, file, lines_above), messages.NOT_A_MAPPING))
    return root


def _too_deep(text: str) -> int:
    """Number of the first line nested beyond reason: the composer recurses in C and would take the process down."""
    if sum(map(text.count, ("[", "{", "- ", "? "))) <= DEEPEST:
        return 0
    depth = 0
    try:
        for event in yaml.parse(text, _Loader):  # events do not recurse
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                mark = event.start_mark
                return mark.line + 1 if mark else 1
    except yaml.YAMLError:
        return 0  # the composer meets it at the same place and says it better
    return 0


def _translated(error: yaml.MarkedYAMLError, text: str, file: str, lines_above: int) -> Problem:
    said = f"{error.context or ''} {error.problem or ''}"
    at_context, message = messages.yaml_error(said)
    mark = (error.context_mark if at_context else None) or error.problem_mark or error.context_mark
    if mark is None:
        return Problem(Place(file), message)
    before = (*text.split("\n"), "")[mark.line][: mark.column].rstrip()
    if "did not find expected key" in said and before.endswith(("'", '"', "]", "}")):
        return Problem(Place(file, mark.line + 1 + lines_above, mark.column + 1), messages.TEXT_AFTER_QUOTES)
    if "mapping values" in said and ": " not in before:
        return Problem(Place(file, mark.line + 1 + lines_above, 1), messages.LINE_OUT_OF_PLACE)
    tab = _tab_in_indent(text, mark.line)
    if tab is not None:
        return Problem(Place(file, mark.line + 1 + lines_above, tab + 1), messages.TAB)
    line = min(mark.line, text.count("\n"))
    return Problem(Place(file, line + 1 + lines_above, mark.column + 1), message)


def _tab_in_indent(text: str, line: int) -> int | None:
    lines = text.split("\n")
    indent = re.match(r"\s*", lines[line])[0] if line < len(lines) else ""  # type: ignore[index]
    return indent.find("\t") if "\t" in indent else None


class _Reader:
    """Nodes → plain data. A collection met twice is an alias: nobody writes those by hand, bombs do."""

    def __init__(self, file: str, lines_above: int, text: str) -> None:
        self.file, self.lines_above, self.text = file, lines_above, text
        self.met: set[int] = set()

    def mapping(self, node: yaml.MappingNode) -> dict[str, Plain]:
        self._once(node)
        data: dict[str, Plain] = {}
        written: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise Unreadable(Problem(_at(key, self.file, self.lines_above), messages.KEY_NOT_TEXT))
            if key.value in written:
                raise Unreadable(Problem(_at(key, self.file, self.lines_above), messages.duplicate_key(key.value)))
            written.add(key.value)
            plain = self.value(value)
            if plain is not None:
                data[key.value] = plain
        return data

    def value(self, node: yaml.Node) -> Plain | None:
        if self.text[node.start_mark.index : node.start_mark.index + 1] == "!":
            raise Unreadable(Problem(_at(node, self.file, self.lines_above), messages.SPECIAL_SIGN))
        if isinstance(node, yaml.ScalarNode):
            return node.value if _has_text(node) else None
        if isinstance(node, yaml.SequenceNode):
            self._once(node)
            return [plain for item in node.value if (plain := self.value(item)) is not None] or None
        assert isinstance(node, yaml.MappingNode)
        return self.mapping(node) or None

    def _once(self, node: yaml.Node) -> None:
        if id(node) in self.met:
            raise Unreadable(Problem(_at(node, self.file, self.lines_above), messages.ALIAS))
        self.met.add(id(node))


def _has_text(node: yaml.Node) -> bool:
    """Whether the value survives into the data: blank scalars and collections of nothing do not."""
    if isinstance(node, yaml.ScalarNode):
        return bool(node.value.strip()) and (bool(node.style) or node.value not in NULLS)
    if isinstance(node, yaml.SequenceNode):
        return any(_has_text(item) for item in node.value)
    return any(_has_text(value) for _, value in node.value)


def child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """Nodes of the key and of the value under `step` (of an item of a list, twice the same); None if there is none."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        kept = [item for item in node.value if _has_text(item)]
        return (kept[step], kept[step]) if step < len(kept) else None
    return None


def _at(node: yaml.Node, file: str, lines_above: int) -> Place:
    return Place(file, node.start_mark.line + 1 + lines_above, node.start_mark.column + 1)


@lru_cache(maxsize=64)
def reread(path: Path, file: str) -> Source:
    """The same record again, only to find positions: problems are rare, positions of all values are not cheap."""
    return read(path, file)


def texts(value: Plain) -> Iterator[str]:
    """Every scalar of some plain data, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    else:
        for item in value.values():
            yield from texts(item)
