"""A folder of a school's records → the catalogue the school would have published today, consents respected."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nastavnik import messages
from nastavnik.bank.harvest.catalog_json import TAKEN, CatalogReading, CatalogueRejected, read
from nastavnik.bank.harvest.visiting import HarvestSettings, Task
from nastavnik.bank.store.model import Rejection
from nastavnik.errors import ContentUnreadable
from nastavnik.feeds.catalog import catalog
from nastavnik.feeds.section import Section
from nastavnik.pages.fragments import file_address, resolve
from nastavnik.school.catalogue import SCHOOL_FILE, Catalogue, Entry
from nastavnik.school.loading import load
from nastavnik.text.source import Problem

MOST_FILES = 20_000


def from_folder(folder: Path, task: Task, settings: HarvestSettings) -> CatalogReading:
    """Read a content folder, or a folder that holds one. Raises `ContentUnreadable` and `CatalogueRejected`.

    Texts with personal data, which a school's own build would refuse, are rejected here.
    """
    content = _content(folder)
    loaded = load(content, settings.today)
    if loaded.catalogue is None:
        raise CatalogueRejected(messages.bad_passport(str(loaded.errors[0].message)))
    personal = {problem.place.file for problem in loaded.errors if problem.message in messages.GUARD.values()}
    section = _section(loaded.catalogue, {f"{kind}/{id}" for kind, id in _records(personal, content)}, task)
    reading = read(b"".join(data for _, data in catalog(section)), bank=settings.bank, inn=task.inn)
    rejections = [_rejection(problem, content) for problem in loaded.errors if _concerns(problem, content)]
    return replace(reading, rejections=(*rejections, *reading.rejections))


def _content(folder: Path) -> Path:
    """The folder with the passport: the given one or the nearest below it."""
    passports = []
    for number, path in enumerate(folder.rglob("*")):
        if number > MOST_FILES:
            raise ContentUnreadable(messages.archive_too_large(MOST_FILES, 0))
        if path.is_symlink():
            raise ContentUnreadable(messages.link_in_archive(path.relative_to(folder).as_posix()))
        if path.name == SCHOOL_FILE:
            passports.append(path)
    if not passports:
        raise CatalogueRejected(messages.bad_passport(messages.NO_SCHOOL))
    return min(passports, key=lambda path: (len(path.parts), path)).parent.resolve()


def _section(catalogue: Catalogue, without: set[str], task: Task) -> Section:
    for kind in TAKEN:
        entries = catalogue.kinds[kind]
        catalogue.kinds = {
            **catalogue.kinds,
            kind: {id: entries[id] for id in entries if f"{kind}/{id}" not in without},
        }

    def files(entry: Entry) -> dict[str, str]:
        """Files have addresses only where the school publishes the section."""
        paths = ((name, catalogue.file(entry, name)) for name, _ in entry.facts.files)
        return {name: file_address(catalogue.content, path) for name, path in paths if path and task.url}

    return Section(
        catalogue, (), lambda _: "", lambda _: "", files, lambda entry, target: resolve(catalogue, entry.place, target)
    )


def _records(files: set[str], content: Path) -> Iterator[tuple[str, str]]:
    """Kind and id of the records in files as problems name them."""
    for file in files:
        kind, _, name = file.removeprefix(f"{content.name}/").partition("/")
        yield kind, name.rpartition("/")[2].rpartition(".")[0]


def _concerns(problem: Problem, content: Path) -> bool:
    """A bank hears of what it would have taken, and of the passport."""
    return problem.place.file.removeprefix(f"{content.name}/").startswith((*TAKEN, SCHOOL_FILE))


def _rejection(problem: Problem, content: Path) -> Rejection:
    place = problem.place
    return Rejection(place.file.removeprefix(f"{content.name}/"), messages.line_of(place.line), problem.message)
