"""Hand-written pages and files that would stand where the site puts pages of its own: one of the two would be lost."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nastavnik import messages
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.spellings import composed
from nastavnik.text.addresses import output_path
from nastavnik.text.source import Place, Problem

_FOR_MACHINES = ("api/", "feeds/", "pagefind/")


def problems(catalogue: Catalogue, own: Sequence[Handwritten], files: Iterable[Path]) -> Iterator[Problem]:
    """Such pages and such of the `files` that go out as they lie, as errors."""
    from nastavnik.pages.plan import pages  # with the templates' library

    content = catalogue.content
    inside = {composed(path.relative_to(content).as_posix()): path for path in files}
    written = {output_path(page.url): page.file for page in own}
    if not inside and not written:
        return
    ours = {output_path(page.url) for page in pages(catalogue, own)}
    for address, file in written.items():
        if address in ours:
            yield Problem(Place(file), messages.ADDRESS_TAKEN)
    for address, path in inside.items():
        if address in ours or address in written or address.startswith(_FOR_MACHINES):
            yield Problem(Place(path.relative_to(content.parent).as_posix()), messages.ADDRESS_TAKEN)
