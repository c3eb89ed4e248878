"""Everything the tool raises on purpose: faults of the environment, never of content (those are `Problem` values)."""

from collections.abc import Sequence

from nastavnik import messages
from nastavnik.installation import install_command


class NastavnikError(Exception):
    """A fault whose message is a finished Russian sentence for the administrator."""


class ContentUnreadable(NastavnikError):
    """A file or a folder the tool was asked to read is not what it should be."""


class ContentRejected(NastavnikError):
    """The content has problems that forbid publishing; `problems` are the `Problem` values."""

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class SiteNotReplaceable(NastavnikError):
    """The target folder does not look like a site made by this tool, so nothing in it is touched."""


class SwitchUnfinished(NastavnikError):
    """A finished build took the place of a part of the old site only; the next command goes on from there."""


class ContentChanging(NastavnikError):
    """Files of the content vanish or change while they are read, again and again."""


class EngineFailed(NastavnikError):
    """The engine of hand-written pages gave up."""


class ImportFailed(NastavnikError):
    """An office file cannot become a record."""


class LibraryMissing(ImportFailed):
    """A library that only some commands need is not installed; the message says how this installation gets it."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(messages.needs_package(library, install_command(extra)))


class EditRefused(NastavnikError):
    """A record cannot be changed in its text without touching more than was meant; nothing was written."""


class SiteBusy(NastavnikError):
    """Another process builds the same project."""


class ThemeBroken(NastavnikError):
    """A template cannot be drawn; the message names the template, its line and the page, as the fields do."""

    def __init__(self, message: str, template: str = "", line: int = 1) -> None:
        super().__init__(message, template, line)
        self.template, self.line = template, line

    def __str__(self) -> str:
        return str(self.args[0])


class TrackerFailed(NastavnikError):
    """The forge that keeps the issues of a project cannot be asked, or refuses."""


class SearchFailed(NastavnikError):
    """The index of the search cannot be made; the site without it is as good as ever."""


class PublishRefused(NastavnikError):
    """A site is not published, and nothing at its target was touched."""


class PublishFailed(NastavnikError):
    """A host does not do what it is asked to; `is_missing` if it says that there is no such file or folder."""

    def __init__(self, message: str, *, is_missing: bool = False) -> None:
        super().__init__(message)
        self.is_missing = is_missing


class HostUnknown(PublishFailed):
    """A server of SSH nobody has met yet; `keys` are what it says its keys are (`ssh-ed25519 AAAA…`), if it does."""

    def __init__(self, message: str, keys: Sequence[str]) -> None:
        super().__init__(message)
        self.keys = tuple(keys)


class RcloneMissing(NastavnikError):
    """There is no program that could carry files to a host; the message says how this installation gets it."""

    def __init__(self) -> None:
        super().__init__(messages.needs_rclone(install_command("publish")))


class StoreFailed(NastavnikError):
    """The database of a regional bank cannot be opened, read or written."""


class HarvestFailed(NastavnikError):
    """A harvest could not go on at all; what it did before stays."""


class WorkersFailed(NastavnikError):
    """Those who were to share the work cannot be reached."""
