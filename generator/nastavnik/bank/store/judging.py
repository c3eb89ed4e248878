"""Which text a decision was about: remembered when the bank first meets the decision, else said by its file.

A decision begun or confirmed by a command carries the digest of its text. One written by hand is about the text the
bank has when it is first met, before the next harvest asks the schools; one known to have changed since its day is not.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from nastavnik import messages
from nastavnik.bank.papers.records import Decision
from nastavnik.bank.store import Store, Stored
from nastavnik.bank.store.editions import Edition, changes, edition


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision and the edition it is about; None as long as the bank has not met it."""

    decision: Decision
    edition: Edition | None

    def holds(self, stored: Stored, zone: ZoneInfo) -> bool:
        """Whether the practice is still the one decided on."""
        now = edition(stored.item.data, stored.item.url)
        return now.digest in (self.about(stored, zone).digest, self.decision.checksum)

    def about(self, stored: Stored, zone: ZoneInfo) -> Edition:
        """The edition decided on, as far as it is known."""
        return self.edition or first_met(self.decision, stored, zone)


def judgements(decisions: Iterable[Decision], store: Store) -> dict[str, Judgement]:
    """Decisions with the editions they are about, by practice; of several about one the last given stays."""
    remembered = store.judged()
    return {decision.practice: Judgement(decision, remembered.get(_sign(decision))) for decision in decisions}


def remember(decisions: Iterable[Decision], store: Store, today: dt.date, zone: ZoneInfo) -> None:
    """Write down which text each decision is about that the bank meets for the first time."""
    remembered = store.judged()
    met = {}
    for decision in decisions:
        if _sign(decision) not in remembered and (stored := store.get(decision.practice, today)):
            met[_sign(decision)] = first_met(decision, stored, zone)
    store.judge(met)


def first_met(decision: Decision, stored: Stored, zone: ZoneInfo) -> Edition:
    """The edition a decision is about that was never met before: the one there is, unless something speaks against."""
    now = edition(stored.item.data, stored.item.url)
    if decision.checksum:
        return now if _named(decision, stored, now) else Edition(decision.checksum)
    return Edition() if changed_since(decision.confirmed or decision.date, stored, zone) else now


def changed_since(day: dt.date, stored: Stored, zone: ZoneInfo) -> bool:
    """Whether a practice became another one after a day, as far as days can tell.

    What the bank first saw after that day has not changed, unless its school says so.
    """
    seen_to_change = stored.changed > stored.first_seen and stored.changed.astimezone(zone).date() > day
    return seen_to_change or (stored.item.modified or dt.date.min) > day


def in_words(judgement: Judgement, stored: Stored, zone: ZoneInfo) -> str:
    """What a practice has that its expert did not read, and what to do about it."""
    fields = changes(judgement.about(stored, zone), stored.item.data, stored.item.url)
    sentences = [messages.field_changed(change.caption, list(change.new), change.gone) for change in fields]
    return messages.edition_changed(sentences, stored.key)


def _named(decision: Decision, stored: Stored, now: Edition) -> bool:
    """Whether the digest in the file is of this text; older programs wrote that of all data."""
    checksum = decision.checksum
    return checksum is not None and (now.digest == checksum or stored.item.checksum.startswith(checksum))


def _sign(decision: Decision) -> tuple[str, dt.date, dt.date | None]:
    return decision.practice, decision.date, decision.confirmed
