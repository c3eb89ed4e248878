"""Which stretch of a record's text belongs to which step: its dash, its fields, its comments, all that is below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from nastavnik.office.merging.matching import PlanStep, walk
from nastavnik.office.patching.patch import TextOdd as TextOdd
from nastavnik.text.editing import Written, line_end, node_at

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)
_LOOSE_LINE = re.compile(r"(?:\r\n|\r|\n)([ \t]*)(#[^\r\n]*)?(?=[\r\n]|\Z)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole lines of a step: from its leading comments to before those of the next one."""

    start: int
    end: int
    column: int
    """Where its dash stands."""
    block: yaml.MappingNode | None
    """Its fields, where each has a line of its own."""


class Stretches:
    """The stretches of the steps of one record, and its comments."""

    def __init__(self, written: Written, stages: list[PlanStep]) -> None:
        self.written = written
        self._comments = _comments(written)
        self._of: dict[PlanStep, Stretch] = {}
        self._below(stages)
        for step in walk(stages):
            self._below(step.below)
        root = written.source.root
        first = next(iter(self._of.values()), None)
        self.indent = max(0, first.column - root.start_mark.column) if first else 0

    def of(self, step: PlanStep) -> Stretch | None:
        """None for a step inside brackets or without a list."""
        return self._of.get(step)

    def comments(self, start: int, end: int) -> list[str]:
        """The comments between two places."""
        return [comment for place, comment in self._comments if start <= place < end]

    def own_comments(self, step: PlanStep) -> list[str]:
        """The comments of a step that belong to none below it."""
        stretch = self.of(step) or self._inside(step)
        inner = [below for inner in step.below if (below := self.of(inner))]
        return [
            comment
            for place, comment in self._comments
            if stretch.start <= place < stretch.end and not any(below.start <= place < below.end for below in inner)
        ]

    def beside(self, steps: list[PlanStep], start: int, end: int) -> list[str]:
        """The comments between two places that stand in none of the steps."""
        inner = [self.of(step) or self._inside(step) for step in steps]
        return [
            comment
            for place, comment in self._comments
            if start <= place < end and not any(step.start <= place < step.end for step in inner)
        ]

    def _inside(self, step: PlanStep) -> Stretch:
        node = node_at(self.written, step.keys)
        start, end = self.written.span(node) if node else (0, 0)
        return Stretch(start, end, 0, None)

    def _below(self, steps: list[PlanStep]) -> None:
        node = node_at(self.written, steps[0].keys[:-1]) if steps else None
        if not isinstance(node, yaml.SequenceNode) or node.flow_style or len(node.value) != len(steps):
            return
        column, text = node.start_mark.column, self.written.text
        dash = re.compile(rf"^[ ]{{{column}}}-(?=\s)", re.MULTILINE)
        end = text.rfind("\n", 0, node.start_mark.index + self.written.head) + 1
        stretches = []
        for item in node.value:
            content, last = self.written.span(item)
            dashes = list(dash.finditer(text, end, content))
            if not dashes:
                return
            end, start = self._end(last, column), self._start(end, dashes[-1].start())
            block = item if isinstance(item, yaml.MappingNode) and not item.flow_style else None
            stretches.append(Stretch(start, end, column, block))
        self._of |= dict(zip(steps, stretches, strict=True))

    def _start(self, end: int, dash: int) -> int:
        """Everything between two steps belongs to the later one."""
        return min(end, dash)

    def _end(self, last: int, column: int) -> int:
        """Behind the last line of a step, with comments below it that stand further in than its dash."""
        text = self.written.text
        end = at = line_end(text, last)
        while line := _LOOSE_LINE.match(text, at):
            at = line.end()
            if line[2] and len(line[1]) > column:
                end = at
        return min(len(text), end + len(_break_at(text, end)))


def shifted(text: str, by: int) -> str:
    """Lines moved to the right, or to the left where there is room. Raises `TextOdd` where there is none."""
    if by >= 0:
        return re.sub(r"^(?=[^\r\n])", " " * by, text, flags=re.MULTILINE)
    if re.search(rf"^[ ]{{0,{-by - 1}}}[^ \r\n]", text, flags=re.MULTILINE):
        raise TextOdd
    return re.sub(rf"^[ ]{{1,{-by}}}", "", text, flags=re.MULTILINE)


def _break_at(text: str, place: int) -> str:
    line_break = re.compile(r"\r\n|\r|\n").match(text, place)
    return line_break[0] if line_break else ""


def _comments(written: Written) -> list[tuple[int, str]]:
    """Every comment of the record with its place: what begins with # outside of all values."""
    masked = list(written.text)
    for start, end in (written.span(node) for node in _scalars(written.source.root)):
        masked[start:end] = " " * (end - start)
    return [(comment.start(), comment[0].rstrip()) for comment in _COMMENT.finditer("".join(masked))]


def _scalars(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for inner in pair:
                yield from _scalars(inner)
    else:
        for inner in node.value:
            yield from _scalars(inner)
