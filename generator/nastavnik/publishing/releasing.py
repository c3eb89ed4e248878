"""A built site takes the place of the published one: the story.

Files that differ go beside the site; what they replace is kept; the journal says «from here on it is the new one»;
files take their places in an order in which no page leads to nothing; what is gone is deleted; the release is noted.
Cut off before the journal says so, nothing happened; after it, the next run sends all these files anew.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nastavnik import messages
from nastavnik.building.site_mark import MARK
from nastavnik.errors import PublishFailed, PublishRefused
from nastavnik.publishing.hosting import FORMER, MOST_NAMED, NEXT, Hosting
from nastavnik.publishing.plan import PublishPlan, difference, takes_away, vanishing
from nastavnik.publishing.releases import FormerRelease, Journal, JournalPhase, Release, Seen
from nastavnik.publishing.transport import OnBytes

ANOTHERS_TURN = dt.timedelta(minutes=30)
"""How long a publication that another computer began is believed to be on its way."""
SENTINELS = {"index.html", "sitemap.xml", MARK}
"""If one of them is gone, somebody emptied the folder, and everything is looked at."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did, or would do."""

    release: Release
    plan: PublishPlan
    was_cut: bool = False
    """Whether an earlier run that was cut off was finished by this one."""
    has_former: bool = False
    """Whether `--back` leads to the site as it was before."""
    is_forgotten: bool = False
    """Whether the former release was deleted because somebody is shown less than before."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: a token of this computer and folder, the moment, and what the administrator answers for."""

    token: str
    moment: dt.datetime
    allow: bool = False
    forget: bool = False
    """Whether nothing of the former release may stay, whatever changed."""
    full: bool = False
    """Whether every file of the target is looked at, not only those that change."""
    tell: OnBytes | None = None
    on_switch: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class TargetState:
    """A target beside a built site: what is there, what an earlier run left undone, what a publication would do."""

    there: Release | None
    cut: Journal | None
    plan: PublishPlan

    @property
    def number(self) -> int:
        """Of the publication that comes next."""
        return max(self.there.number if self.there else 0, self.cut.number if self.cut else 0) + 1

    @property
    def resumed(self) -> Journal | None:
        """The earlier run, if it was cut off when some files had taken their places."""
        return self.cut if self.cut and self.cut.phase == "switching" else None


def compare(host: Hosting, release: Release, publisher: Publisher) -> TargetState:
    """What a publication would do. Raises `PublishRefused` with every reason against it, if there is one."""
    there, cut = _state(host)
    unsure = set(cut.paths) if cut and cut.phase == "switching" else set[str]()
    plan = difference(there, release, unsure)
    files: Mapping[str, str] = there.files if there else {}
    seen = host.seen(sorted({*plan.paths, *(SENTINELS & files.keys())}))
    if there and (publisher.full or any(path in files and path not in seen for path in SENTINELS)):
        seen = host.seen()
        unsure |= files.keys() - seen.keys()
    noted: Mapping[str, Seen] = there.seen if there else {}
    ours = {*plan.paths, *files} & seen.keys() - unsure
    foreign = sorted(path for path in ours if not _is_as_noted(seen[path], noted.get(path)))
    reasons = [*_busy(cut, publisher), *_vanishing(there, release)]
    reasons += [messages.changed_by_others(foreign[:MOST_NAMED], len(foreign))] if foreign else []
    _allowed(reasons, publisher)
    return TargetState(there, cut, difference(there, release, {*unsure, *foreign}))


def publish(host: Hosting, site: Path, release: Release, publisher: Publisher) -> Published:
    """Make a target what the site is. Raises `PublishRefused` with the target untouched, `PublishFailed`."""
    compared = compare(host, release, publisher)
    there, plan, resumed = compared.there, compared.plan, compared.resumed
    is_away = there is not None and (publisher.forget or takes_away(there, release))
    if there and not plan.paths and not compared.cut and not (is_away and there.former):
        if host.journal():  # of a run that was cut off when all was done
            host.tidy()
        return Published(there, plan, has_former=there.former is not None)

    replaced = None if is_away else there
    journal = _begun(host, compared, publisher)
    host.forget(*([] if resumed and replaced else [FORMER]), NEXT)
    sizes = {path: seen.size for path, seen in release.seen.items()}
    if host.renames:
        host.stage(str(site), plan.send, sizes, publisher.tell)
    if replaced:
        sure = set(plan.paths) - set(resumed.paths if resumed else ())
        host.preserve(sorted(sure & replaced.files.keys()))
    _switched(host, str(site), journal, plan, publisher, list(release.files))
    seen = {**release.seen, **(there.seen if there else {}), **host.verify(plan.send, sizes)}
    former = _former(replaced, release) if replaced else None
    done = replace(release, seen={path: seen[path] for path in release.files}, former=former, number=journal.number)
    _finished(host, done)
    return Published(done, plan, compared.cut is not None, former is not None, is_away)


def back(host: Hosting, publisher: Publisher) -> Published:
    """Make a target what it was before the last publication. Raises `PublishRefused`, `PublishFailed`."""
    there, cut = _state(host)
    if there is None or there.former is None:
        raise PublishRefused(messages.NO_WAY_BACK)
    former = there.former
    send = sorted(path for path, value in former.files.items() if value is not None)
    present = host.seen(send, FORMER)
    if present.keys() != set(send):
        raise PublishRefused(messages.NO_WAY_BACK)
    _allowed(_busy(cut, publisher), publisher)
    files = {path: value for path, value in {**there.files, **former.files}.items() if value is not None}
    plan = PublishPlan(send, sorted(former.files.keys() - files.keys()), len(files) - len(send))
    journal = _begun(host, TargetState(there, cut, plan), publisher)
    source, sizes = f"{host.service}/{FORMER}", {path: seen.size for path, seen in present.items()}
    host.forget(NEXT)
    if host.renames:
        host.stage(source, send, sizes, publisher.tell)
    _switched(host, source, journal, plan, publisher, list(files))
    seen = {**there.seen, **host.verify(send, sizes)}
    release = Release(former.id, files, {path: seen[path] for path in files}, former.people, number=journal.number)
    _finished(host, release)
    host.forget(FORMER)
    return Published(release, plan, cut is not None)


# --- its parts


def _state(host: Hosting) -> tuple[Release | None, Journal | None]:
    """What was published last, and what was begun after it and not finished."""
    there, journal = host.release(), host.journal()
    return there, journal if journal and journal.number > (there.number if there else 0) else None


def _begun(host: Hosting, compared: TargetState, publisher: Publisher) -> Journal:
    """The journal of a publication on its way, written; one that was cut amid its switch stays the truth."""
    resumed = compared.resumed
    if resumed:
        publisher.on_switch()
    paths = sorted(resumed.paths) if resumed else []
    phase: JournalPhase = "switching" if resumed else "staging"
    journal = Journal(compared.number, publisher.token, publisher.moment.isoformat(), phase, paths)
    host.note(journal)
    if compared.there is None:
        host.close_to_visitors()
    return journal


def _switched(
    host: Hosting, source: str, journal: Journal, plan: PublishPlan, publisher: Publisher, left: Sequence[str]
) -> None:
    """From here on the site is the new one. Raises `PublishFailed` if another computer began meanwhile."""
    latest = host.journal()
    if latest is None or latest.by != publisher.token:
        raise PublishFailed(messages.PUBLISHED_ELSEWHERE)
    host.note(replace(journal, phase="switching", paths=sorted({*journal.paths, *plan.paths})))
    publisher.on_switch()
    for group in plan.groups:
        host.switch(source, group)
    host.delete(plan.delete, left)


def _finished(host: Hosting, release: Release) -> None:
    """Note a release; from here on nothing of its journal is needed."""
    host.forget(NEXT)
    host.note(release)
    host.tidy()


def _former(there: Release, release: Release) -> FormerRelease:
    """What leads back from a release to the one before."""
    paths = sorted(there.files.keys() | release.files.keys())
    changed = [path for path in paths if there.files.get(path) != release.files.get(path)]
    return FormerRelease(there.id, {path: there.files.get(path) for path in changed}, there.people)


# --- what speaks against it


def _busy(cut: Journal | None, publisher: Publisher) -> list[str]:
    if cut and cut.by != publisher.token and cut.age(publisher.moment) < ANOTHERS_TURN:
        return [messages.published_elsewhere_since(int(cut.age(publisher.moment).total_seconds()) // 60)]
    return []


def _vanishing(there: Release | None, release: Release) -> list[str]:
    gone, pages = vanishing(there, release)
    return [messages.pages_vanish(gone, pages)] if gone else []


def _is_as_noted(seen: Seen, noted: Seen | None) -> bool:
    return noted is not None and seen.size == noted.size and seen.time in (noted.time, "")


def _allowed(reasons: Sequence[str], publisher: Publisher) -> None:
    if reasons and not publisher.allow:
        raise PublishRefused("\n".join([*reasons, messages.PUBLISH_ALLOW]))
