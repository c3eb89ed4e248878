"""Hand-written pages and files that would stand where the site puts pages of its own: one of the two would be lost."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.spellings import composed
from nastavnik.text.addresses import output_path
from nastavnik.text.source import Place, Problem

_FOR_MACHINES = ("api/", "feeds/", "pagefind/")
FORM = "admin/"
"""Where the form on the site stands, if the school asked for one."""
ROOTS = frozenset((*KINDS, "accessibility", "honour", "index.html"))
"""How addresses of the program's own pages begin: only what begins so is compared with them, page by page."""


def problems(catalogue: Catalogue, own: Sequence[Handwritten], files: Iterable[Path]) -> Iterator[Problem]:
    """Such pages and such of the `files` that go out as they lie, as errors."""
    content = catalogue.content
    inside = {composed(path.relative_to(content).as_posix()): path for path in files}
    written = {output_path(page.url): page.file for page in own}
    form = catalogue.school.admin is not None
    for_machines = (*_FOR_MACHINES, FORM) if form else _FOR_MACHINES
    ours = _own_addresses(catalogue, own) if any(map(_may_be_ours, (*inside, *written))) else frozenset()
    for address, file in written.items():
        if address in ours or (form and address.startswith(FORM)):
            yield Problem(Place(file), messages.ADDRESS_TAKEN)
    for address, path in inside.items():
        if address in ours or address in written or address.startswith(for_machines):
            yield Problem(Place(path.relative_to(content.parent).as_posix()), messages.ADDRESS_TAKEN)


def _may_be_ours(address: str) -> bool:
    return address.split("/", 1)[0] in ROOTS


def _own_addresses(catalogue: Catalogue, own: Sequence[Handwritten]) -> frozenset[str]:
    from nastavnik.pages.plan import pages  # with the templates' library, which a check mostly goes without

    return frozenset(output_path(page.url) for page in pages(catalogue, own))
