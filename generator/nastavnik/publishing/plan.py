"""What is sent, in which order, and what is deleted: the difference between a target and a built site."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from nastavnik.building.site_mark import MARK
from nastavnik.pages.sharing import RECORD_POSTER
from nastavnik.publishing.people import PICTURES
from nastavnik.publishing.releases import Release
from nastavnik.records import KINDS

_LAST = ("sitemap.xml", "robots.txt", "_headers", MARK)
_LISTS = (".json", ".atom", ".xml", ".ics", ".txt")
MOST_VANISHING = 1 / 3
"""Of the pages: more than that is rather a mistake than an edit."""


@dataclass(frozen=True, slots=True)
class PublishPlan:
    """What a publication does; paths of files."""

    send: Sequence[str]
    delete: Sequence[str]
    same: int
    """Files that stay as they are."""
    new: int = 0

    @property
    def paths(self) -> list[str]:
        """Everything at the target that is touched."""
        return [*self.send, *self.delete]

    @property
    def groups(self) -> list[list[str]]:
        """What is sent, in the order in which visitors may meet it: nothing leads to what is not there yet."""
        return [list(group) for _, group in groupby(sorted(self.send, key=lambda path: (rank(path), path)), key=rank)]


def rank(path: str) -> int:
    """The turn of a file: what pages need, pages, what lists them, and what is told to machines at last."""
    if path in _LAST:
        return 3
    if path.endswith(_LISTS):
        return 2
    if not path.endswith(".html"):
        return 0
    folders = path.split("/")[:-1]
    return 2 if len(folders) < 2 or {"by", "page"} & set(folders) else 1


def difference(there: Release | None, release: Release, unsure: Set[str] = frozenset()) -> PublishPlan:
    """What makes a target the release; files `unsure` of an earlier run are sent whatever they were."""
    before: Mapping[str, str] = there.files if there else {}
    send = [path for path, value in release.files.items() if path in unsure or before.get(path) != value]
    delete = sorted((before.keys() | unsure) - release.files.keys())
    return PublishPlan(sorted(send), delete, len(release.files) - len(send), len(release.files.keys() - before.keys()))


def vanishing(there: Release | None, release: Release) -> tuple[int, int]:
    """How many pages of a target would be no more, and how many it has; zeros if that is nothing unusual."""
    pages = [path for path in (there.files if there else ()) if path.endswith("index.html")]
    gone = [path for path in pages if path not in release.files]
    return (len(gone), len(pages)) if len(gone) > len(pages) * MOST_VANISHING else (0, 0)


def takes_away(there: Release, release: Release) -> bool:
    """Whether somebody is shown less than before: then nothing of the former release may stay."""
    gone = there.files.keys() - release.files.keys()
    return not set(there.people) <= set(release.people) or any(_is_photo(path, there.files) for path in gone)


def _is_photo(path: str, files: Mapping[str, str]) -> bool:
    """Whether a file may show somebody: a picture that the program has not drawn, as it does beside a record's page."""
    folder, _, name = path.rpartition("/")
    kind, _, record = folder.partition("/")
    is_poster = name == RECORD_POSTER and kind in KINDS and bool(record) and f"{folder}/index.html" in files
    return path.endswith(PICTURES) and not path.startswith("assets/") and not is_poster
