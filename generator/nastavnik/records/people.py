"""People in records and their right not to be published.

Consent for dissemination is separate, names fields and pages, and can be withdrawn at any time (152-ФЗ, art. 10.1;
Roskomnadzor order № 18 of 24.02.2021).
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterator
from typing import Any

from nastavnik import messages
from nastavnik.records.adults import AdultLine, PostOfNamed
from nastavnik.records.fields import CONSENT, PRIVATE, Day, Line, Many, Part, Url, field

ALL_FIELDS = {"все", "всё", "все поля", "all", "*"}


class Consent(Part):
    """Consent of one person to the dissemination of personal data. Never published itself."""

    number: Line | None = field("Номер согласия", None, seen=PRIVATE)
    date: Day = field("Дата согласия", seen=PRIVATE)
    until: Day | None = field("Действует до", None, seen=PRIVATE)
    fields: Many[Line] = field("На какие поля дано", seen=PRIVATE, min_length=1, example="[name, photo]")
    """Names of fields or their captions, or «все»."""
    addresses: Many[Url] = field("Адреса страниц, названные в согласии", (), seen=PRIVATE)
    withdrawn: Day | None = field("Дата отзыва", None, seen=PRIVATE)
    """On the day of the consent itself: the person was asked and refused, it never held."""

    def state(self, today: dt.date) -> str | None:
        """Why the consent gives no right today, as a Russian sentence; None if it does."""
        if self.withdrawn and self.withdrawn <= min(self.date, today):
            return messages.on_day(messages.CONSENT_REFUSED, self.withdrawn)
        if self.withdrawn and self.withdrawn <= today:
            return messages.on_day(messages.CONSENT_WITHDRAWN, self.withdrawn)
        if self.until and self.until < today:
            return messages.on_day(messages.CONSENT_EXPIRED, self.until)
        if self.date > today:
            return messages.on_day(messages.CONSENT_NOT_YET, self.date)
        return None

    def turns(self) -> Iterator[dt.date]:
        """The days from which it may give another right than the day before."""
        yield self.date
        if self.until:
            yield self.until + dt.timedelta(days=1)
        if self.withdrawn:
            yield self.withdrawn

    def covers(self, name: str, caption: str) -> bool:
        """Whether the person agreed to publish the field `name`, written as the name or as its caption."""
        words = {word.strip().lower() for word in self.fields}
        return bool(words & ALL_FIELDS or {name, caption.lower()} & words)


class Person(Part):
    """Somebody named inside a record: the post is the school's, the name is the person's."""

    name: AdultLine | None = field("Фамилия, имя, отчество", None, seen=CONSENT, example="Белова Ирина Сергеевна")
    post: PostOfNamed | None = field("Должность", None)
    consent: Consent | None = field("Согласие на публикацию", None, seen=PRIVATE)


def unknown_fields(consent: Consent, captions: dict[str, str]) -> list[str]:
    """Words of the consent that name no field of the record; `captions` maps names of fields to captions."""
    known = {*captions, *(caption.lower() for caption in captions.values()), *ALL_FIELDS}
    return [word for word in consent.fields if word.strip().lower() not in known]


def meant_field(word: str, captions: dict[str, str]) -> str | None:
    """The field a word of a consent may have meant, by its name or by a word of its caption."""
    known = {
        part: name for name, caption in captions.items() for part in (name, *re.findall(r"\w{3,}", caption.lower()))
    }
    close = difflib.get_close_matches(word.strip().lower(), known, n=1, cutoff=0.75)
    return known[close[0]] if close else None


def consent_of(part: Any) -> Consent | None:
    """The consent a record or a person carries, or None."""
    consent = getattr(part, "consent", None)
    return consent if isinstance(consent, Consent) else None
