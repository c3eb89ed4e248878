"""Pages of one build handed to an executor by chunk, on their way to staging."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from nastavnik.addresses import output_path
from nastavnik.bank.holdings import ShownPractice
from nastavnik.bank.site.rendering import (
    DrawnPage,
    DrawnPractice,
    Leaf,
    Palette,
    draw_leaves,
    draw_practices,
)
from nastavnik.building.outputs import Staging
from nastavnik.parallel import chunked, in_order

PRACTICES, LEAVES = 100, 40  # in a chunk

Drawable = TypeVar("Drawable")
SomePage = TypeVar("SomePage", bound=DrawnPage)


class Workshop:
    """One build's pages on their way to staging; `here`: workers may write into its folder."""

    def __init__(self, palette: Palette, staging: Staging, executor: Executor, *, here: bool) -> None:
        self.palette, self.staging, self.executor = palette, staging, executor
        self.place = (staging.site, staging.folder) if here else None

    def practices(self, shown: Iterable[ShownPractice]) -> Iterator[DrawnPractice]:
        """Draw practices in the order given; their pages are staged when they come back."""
        yield from self._drawn(draw_practices, chunked(shown, PRACTICES))

    def leaves(self, leaves: Iterable[Leaf]) -> Iterator[DrawnPage]:
        """Draw other pages in the order given."""
        yield from self._drawn(draw_leaves, chunked(leaves, LEAVES))

    def _drawn(
        self, draw: Callable[[Palette, list[Drawable]], list[SomePage]], chunks: Iterable[list[Drawable]]
    ) -> Iterator[SomePage]:
        work = partial(_chunk, draw, self.palette, self.place)
        for paths, pages in in_order(self.executor, chunks, work):
            self.staging.paths |= paths
            self.staging.put_all((output_path(one.url), one.page) for one in pages if one.page)
            yield from pages


def _chunk(
    draw: Callable[[Palette, list[Drawable]], list[SomePage]],
    palette: Palette,
    place: tuple[Path, Path] | None,
    chunk: list[Drawable],
) -> tuple[dict[str, bool], list[SomePage]]:
    """The pages of a chunk; those of a worker that may write are put already, and come back without their bytes."""
    pages: list[Any] = draw(palette, chunk)
    if place is None:
        return {}, pages
    staging = Staging(*place)
    staging.put_all((output_path(one.url), one.page) for one in pages)
    return staging.paths, [replace(one, page=b"") for one in pages]
