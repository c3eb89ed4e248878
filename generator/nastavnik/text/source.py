"""Text of a record → plain data, and the way back from a value to its line and column.

Every scalar stays the text the editor typed: the field's type decides what `нет`, `0123` or `1.10` is.
Empty values (`''`, `[]`, `{}`, `null`) mean absent and do not reach the data.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal

import yaml

from nastavnik import messages
from nastavnik.text import marks
from nastavnik.text.encodings import codec_of as codec_of
from nastavnik.text.odd_lines import odd_beginning
from nastavnik.text.special_files import what_it_is
from nastavnik.text.unsaved import file_bytes, is_unsaved


class Unguessed:
    """A loader's nodes without guessing what scalars are: a third of the time for an answer nobody asks."""

    def resolve(self, kind: type, value: str, implicit: object) -> str:
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Nothing to prepare."""

    def ascend_resolver(self) -> None:
        """Nothing to clear."""


class _Loader(Unguessed, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The fastest loader there is."""


LARGEST = 2_000_000  # bytes; a roadmap of a whole municipality is 60 KB
DEEPEST = 64  # brackets or dashes inside one another; the deepest record needs 7
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_BRACKET = re.compile(r"(?:(?<=\s)|\A)#[^\n]*|[\[{\]}]")  # or a comment, whose brackets are none
FRONT_MATTER = re.compile(r"\A\s*?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_RULE = re.compile(r"^[ \t]*([-–—―]+)[ \t]*\r?$", re.MULTILINE)
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
        return f"{marks.printable(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with the content and how to write it. An `error` forbids publishing, a `hint` does not."""

    place: Place
    message: str
    severity: Severity = "error"

    def __post_init__(self) -> None:
        message = marks.printable(" ".join(self.message.split()))  # values quoted in it may have lines, or anything
        object.__setattr__(self, "message", message)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Unreadable(Exception):
    """The text cannot become data; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class LossyText(str):
    """Text of a file that lost signs when it was read; `raw` still has them, so that a column can be the file's."""

    raw: str

    def __new__(cls, raw: str, text: str) -> "LossyText":
        self = super().__new__(cls, text)
        self.raw = raw
        return self


@dataclass(frozen=True, slots=True)
class Ground:
    """Where some YAML stands: the name and the whole text of its file, and how many lines are above it."""

    file: str
    text: str
    lines_above: int = 0

    def place(self, line: int, column: int = 0) -> Place:
        """The place in the file of a line and a column of the YAML, both from 0."""
        line += self.lines_above
        return Place(self.file, line + 1, column_in_file(self.text, line, column) + 1)

    def at(self, node: yaml.Node) -> Place:
        """The place in the file at which a node begins."""
        return self.place(node.start_mark.line, node.start_mark.column)

    def refused(self, message: str, line: int = 0, column: int = 0) -> Unreadable:
        """The error that says why the YAML cannot become data, with its place."""
        return Unreadable(Problem(self.place(line, column), message))


@dataclass(frozen=True, slots=True)
class Source:
    """One record as written: its data, its body (only `.md`) and the nodes that know the positions."""

    file: str
    data: dict[str, Plain]
    body: str | None
    root: yaml.MappingNode
    ground: Ground
    body_line: int

    def is_blank(self, keys: Keys) -> bool:
        """Whether a key stands there and nothing after it: an empty placeholder."""
        node: yaml.Node | None = self.root
        for step in keys:
            pair = child(node, step)
            if pair is None:
                return False
            node = pair[1]
        return node is not None and not _has_text(node)

    def place(self, keys: Keys, *, of_key: bool = False) -> Place:
        """Position of the value under `keys` (of its key with `of_key`), or of the deepest part that exists."""
        if keys == ("body",) and self.body is not None and "body" not in self.data:
            return Place(self.file, self.body_line, 1)
        mark = self.root.start_mark
        node: yaml.Node | None = self.root
        for number, step in enumerate(keys):
            pair = child(node, step)
            if pair is None:
                break
            key, node = pair
            last = number == len(keys) - 1
            mark = key.start_mark if (last and of_key) or not _has_text(node) else node.start_mark
        return self.ground.place(mark.line, mark.column)


def read(path: Path, file: str) -> Source:
    """The record at `path`; `file` is its name in messages. Raises `Unreadable`."""
    return parse(decode(contents(path, file), file), file, with_body=path.suffix == ".md")


def contents(path: Path, file: str) -> bytes:
    """The bytes of a file of the content; what is no file is never opened, for a pipe would never end.

    Raises `Unreadable`: whatever the system refuses but for a file that vanished, which is a `FileNotFoundError`.
    """
    try:
        sentence = None if is_unsaved(path) else what_it_is(path)
        if sentence is None:
            return file_bytes(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        sentence = messages.cannot_open(error)
    raise Unreadable(Problem(Place(file), sentence))


def decode(raw: bytes, file: str) -> str:
    """Bytes of a text file saved by anything (Notepad included) → its printable text (`marks.printable`).

    Raises `Unreadable`.
    """
    if len(raw) > LARGEST:
        raise Unreadable(Problem(Place(file), messages.file_too_large(len(raw))))
    begins = raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    what = next((what for signature, what in messages.SIGNATURES if begins.startswith(signature)), None)
    if what:
        raise Unreadable(Problem(Place(file), messages.foreign_file(what)))
    codec = codec_of(raw)
    if codec is None:
        raise Unreadable(Problem(Place(file), messages.UNKNOWN_ENCODING))
    written = raw.decode(codec, errors="replace")
    text = marks.printable(written)
    return text if len(text) == len(written) else LossyText(written, text)


def column_in_file(text: str, line: int, column: int) -> int:
    """The column in the file of a column of a line of its text, all from 0; they differ where reading dropped signs."""
    if not isinstance(text, LossyText):
        return column
    columns = marks.kept(_line(text.raw, line))
    return columns[min(column, len(columns) - 1)]


def parse(text: str, file: str, *, with_body: bool = False) -> Source:
    """Text of a record → `Source`; `with_body` expects front matter and Markdown. Raises `Unreadable`."""
    head, body, lines_above, body_line = str(text), None, 0, 0
    if with_body:
        head, body, lines_above, body_line = _split(text, file)
    ground = Ground(file, text, lines_above)
    try:
        root = _compose(head, ground)
        data = _Reader(ground, head).mapping(root)
    except RecursionError:  # thousands of indents; brackets were counted before
        raise ground.refused(messages.TOO_DEEP) from None
    return Source(file, data, body, root, ground, body_line)


def compose(ground: Ground) -> yaml.MappingNode:
    """A file that is a YAML mapping → its nodes; `ground.at` gives their places. Raises `Unreadable`."""
    return _compose(str(ground.text), ground)


def _split(text: str, file: str) -> tuple[str, str, int, int]:
    """The front matter, the body, how many lines are above the one and the number of the other's first line."""
    head = FRONT_MATTER.match(text)
    if not head:
        raise Unreadable(Problem(Place(file), _no_head(text)))
    body = text[head.end() :].replace("\r\n", "\n").rstrip("\n")
    body_line = text.count("\n", 0, head.end()) + 1 + len(body) - len(body.lstrip("\n"))
    return head[1], body.lstrip("\n"), text.count("\n", 0, head.start(1)), body_line


def _no_head(text: str) -> str:
    """Why a text has no front matter."""
    if not text.strip():
        return messages.EMPTY_STORY
    rules = _RULE.findall(text)
    if not rules or not _RULE.match(text.lstrip()):
        return messages.NO_FRONT_MATTER
    return messages.FRONT_MATTER_OPEN if set(rules) == {"---"} else messages.FRONT_MATTER_OF_DASHES


def _compose(text: str, ground: Ground) -> yaml.MappingNode:
    deep = _too_deep(text)
    if deep is not None:
        raise ground.refused(messages.TOO_DEEP, deep)
    root = _node(text, ground)
    if root is None:
        raise ground.refused(messages.EMPTY_HEAD if ground.lines_above else messages.EMPTY_FILE)
    if not isinstance(root, yaml.MappingNode):
        odd = next(_odd_lines(text, range(text.count("\n") + 1), ground), None)
        raise odd or Unreadable(Problem(ground.at(root), messages.NOT_A_MAPPING))
    return root


def _node(text: str, ground: Ground) -> yaml.Node | None:
    """The only document of some YAML. What the library says of it stays here: readers get a sentence of ours."""
    try:
        root: yaml.Node | None = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        raise _translated(error, text, ground) from None
    except yaml.YAMLError:
        raise ground.refused(messages.YAML_OTHER) from None
    except (ValueError, OverflowError):  # "\UFFFFFFFF" where there is no libyaml
        raise ground.refused(messages.BAD_ESCAPE) from None
    return root


def _too_deep(text: str) -> int | None:
    """The first line, from 0, nested beyond reason: the composer recurses in C and would take the process down."""
    if sum(map(text.count, ("[", "{", "- ", "? "))) <= DEEPEST:
        return None
    depth = 0
    try:
        for event in yaml.parse(text, _Loader):  # events do not recurse
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return event.start_mark.line if event.start_mark else 0
    except yaml.MarkedYAMLError as error:  # maybe of the library's own limit, met before the first of our events
        return _too_many_open(text[: error.problem_mark.index] if error.problem_mark else text)
    except (yaml.YAMLError, ValueError, OverflowError):
        return None  # the composer meets it at the same place and says it better
    return None


def _too_many_open(text: str) -> int | None:
    """The line, from 0, of a bracket inside more open ones than are allowed, whatever YAML takes them for."""
    depth = 0
    for sign in _BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign[0], 0)
        if depth > DEEPEST:
            return text.count("\n", 0, sign.start())
    return None


def _translated(error: yaml.MarkedYAMLError, text: str, ground: Ground) -> Unreadable:
    sentence = f"{error.context or ''} {error.problem or ''}"
    at_context, message = messages.yaml_error(sentence)
    mark = (error.context_mark if at_context else None) or error.problem_mark or error.context_mark
    if mark is None:
        return Unreadable(Problem(Place(ground.file), message))
    odd = next(_odd_lines(text, (mark.line, mark.line - 1), ground), None)
    if odd:
        return odd
    before = _line(text, mark.line)[: mark.column].rstrip()
    if "did not find expected key" in sentence and before.endswith(("'", '"', "]", "}")):
        return ground.refused(messages.TEXT_AFTER_QUOTES, mark.line, mark.column)
    if "mapping values" in sentence and ": " not in before:
        return ground.refused(messages.LINE_OUT_OF_PLACE, mark.line)
    tab = re.match(r" *(\t)", _line(text, mark.line))
    if tab:
        return ground.refused(messages.TAB, mark.line, tab.start(1))
    return ground.refused(message, min(mark.line, text.count("\n")), mark.column)


def _odd_lines(text: str, numbers: Iterable[int], ground: Ground) -> Iterator[Unreadable]:
    """Of some lines, those whose first signs only look like those of YAML."""
    for number in numbers:
        odd = odd_beginning(_line(text, number)) if number >= 0 else None
        if odd:
            yield ground.refused(odd[1], number, odd[0])


def _line(text: str, number: int) -> str:
    """A line of a text by its number from 0, as YAML counts them; empty below the last one."""
    return next(islice(_LINE.finditer(text), number, None), [""])[0]


class _Reader:
    """Nodes → plain data. A collection met twice is an alias: nobody writes those by hand, bombs do."""

    def __init__(self, ground: Ground, text: str) -> None:
        self.ground, self.text = ground, text
        self.has_escapes = "\\" in text  # in double quotes these write any sign
        self.met: set[int] = set()

    def mapping(self, node: yaml.MappingNode) -> dict[str, Plain]:
        self._once(node)
        data: dict[str, Plain] = {}
        names: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._refused(key, messages.KEY_NOT_TEXT)
            self._printable(key)
            if key.value in names:
                raise self._refused(key, self._twice(key, node))
            names.add(key.value)
            if node.flow_style and self._is_rest_of_a_value(key, value):
                raise self._refused(key, messages.COMMA_IN_BRACES)
            plain = self.value(value)
            if plain is not None:
                data[key.value] = plain
        return data

    def _twice(self, key: yaml.ScalarNode, node: yaml.MappingNode) -> str:
        """Of a repeated field: one field too many, or the beginning of another record."""
        fields = [each for each, _ in node.value]
        names = [field.value for field in fields]
        at = fields.index(key)
        is_another_record = at > 1 and names[at : at + 2] == names[:2]
        return messages.SECOND_RECORD if is_another_record else messages.duplicate_key(key.value)

    def value(self, node: yaml.Node) -> Plain | None:
        if self.text[node.start_mark.index : node.start_mark.index + 1] == "!":
            raise self._refused(node, messages.SPECIAL_SIGN)
        if isinstance(node, yaml.ScalarNode):
            self._printable(node)
            return node.value if _has_text(node) else None
        if isinstance(node, yaml.SequenceNode):
            self._once(node)
            return [plain for item in node.value if (plain := self.value(item)) is not None] or None
        assert isinstance(node, yaml.MappingNode)
        return self.mapping(node) or None

    def _once(self, node: yaml.Node) -> None:
        if id(node) in self.met:
            raise self._refused(node, messages.ALIAS)
        self.met.add(id(node))

    def _is_rest_of_a_value(self, key: yaml.Node, value: yaml.Node) -> bool:
        """Whether a key between braces has no colon: a comma has cut it from the value before."""
        is_nothing = isinstance(value, yaml.ScalarNode) and not value.value and not value.style
        return is_nothing and not self.text[key.end_mark.index :].lstrip().startswith(":")

    def _printable(self, node: yaml.ScalarNode) -> None:
        if self.has_escapes and node.style == '"':
            node.value = marks.printable(node.value)

    def _refused(self, node: yaml.Node, message: str) -> Unreadable:
        return Unreadable(Problem(self.ground.at(node), message))


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
        item = next(islice(filter(_has_text, node.value), step, None), None)
        return (item, item) if item else None
    return None


@lru_cache(maxsize=64)
def reread(path: Path, file: str) -> Source:
    """The same record again, only to find positions: problems are rare, positions of all values are not cheap."""
    return read(path, file)
