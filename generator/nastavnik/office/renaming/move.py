"""What a renaming changes of one written word: a reference, a path, a link."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath

from nastavnik.school.catalogue import Finder
from nastavnik.text import destinations
from nastavnik.text.destinations import Destination
from nastavnik.text.editing import Edit

_LIKE_A_FILE = re.compile(r"\.\w{1,8}\Z")


@dataclass(frozen=True, slots=True)
class Move:
    """One record's way from a name to another."""

    kind: str
    old: str
    new: str
    paths: Mapping[str, str]
    """Files on this machine: where each lies, where it will."""
    finder: Finder
    root: str
    """Public address of the section, with its slash."""

    @property
    def word(self) -> str:
        return f"{self.kind}/{self.old}"

    def reference(self, text: str) -> str:
        """A reference as somebody wrote it (`belova`, `mentors/belova`, `2026-2027/4`) with the new name."""
        written = re.compile(rf"(\s*/?(?:{self.kind}/)?){re.escape(self.old)}(?![\w-])")
        return written.sub(lambda match: f"{match[1]}{self.new}", text, count=1) if written.match(text) else text

    def path(self, place: str, written: str) -> str | None:
        """What the file `place` writes of a file that moves; None for other words."""
        path = self.finder.find(place, written)
        return self._spelt(path, written) if path in self.paths and path else None

    def _spelt(self, path: str, written: str) -> str | None:
        """The same spelling with the one step of the path that changes; None if it is not written as it is called."""
        before, after = path.split("/"), self.paths[path].split("/")
        back = next(at for at in range(1, len(before) + 1) if before[-at] != after[-at])
        steps = re.split(r"([/\\])", written)
        at = len(steps) - (2 * back - 1)
        if at < 0 or not steps[at].startswith(self.old):
            return None
        steps[at] = self.new + steps[at].removeprefix(self.old)
        return "".join(steps)

    def address(self, written: str, page: str | None) -> str | None:
        """What a link says of the record's page instead; None for links elsewhere. `page`: the address it stands at."""
        path, sign, rest = written.partition("?")
        inside = path.removeprefix(self.root) if path.startswith(self.root) else _inside(path, page)
        if inside is None or inside.strip("/") != self.word:
            return None
        cut = path.rstrip("/")
        return f"{cut.removesuffix(self.old)}{self.new}{path[len(cut) :]}{sign}{rest}"

    def links(self, text: str, place: str, page: str | None = None) -> Iterator[Edit]:
        """What changes in a text of the file `place`: links and pictures, in a page its HTML and references as well."""
        for link in (*destinations.inline(text), *(destinations.beside_inline(text) if page is not None else ())):
            target = link.parts[0]
            mended = self.path(place, target) if target else None
            mended = mended or self.address(target, page)
            if mended and mended != target:
                yield _in_place(text, link, target, mended)


def _inside(path: str, page: str | None) -> str | None:
    """A relative address as seen from the section's root."""
    if page is None or not path or path.startswith(("/", "#")) or "://" in path or _LIKE_A_FILE.search(path):
        return None
    return normpath(join(page, path))


def _in_place(text: str, link: Destination, old: str, new: str) -> Edit:
    at = text.index(old, link.start)
    return Edit(at, at + len(old), new)
