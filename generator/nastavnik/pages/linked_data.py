"""JSON-LD (schema.org) of a page: what it is about, and the way to it. Made from what may be published, nothing else.

`ABOUT` is the table of what kinds are in schema.org; a kind that is not there is a `CreativeWork`.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from nastavnik import messages
from nastavnik.pages.details import links
from nastavnik.pages.shell import Head
from nastavnik.records import (
    Contest,
    Document,
    Event,
    Mentor,
    Monitoring,
    News,
    Partner,
    Practice,
    Programme,
    Roadmap,
    School,
)
from nastavnik.records.practice import Author
from nastavnik.records.record import Record
from nastavnik.school.catalogue import Catalogue

Data = dict[str, Any]

ORGANIZATION = "EducationalOrganization"


@dataclass(frozen=True, slots=True)
class Told:
    """A page, and what of it every kind says alike."""

    catalogue: Catalogue
    head: Head

    @property
    def school(self) -> School:
        return self.catalogue.school

    @property
    def root(self) -> str:
        return self.school.root

    def thing(self) -> Data:
        head = self.head
        picture = self.root + head.image if head.image else ""
        return {"url": self.root + head.url, "name": head.title, "description": head.description, "image": picture}

    def work(self) -> Data:
        """A thing somebody wrote."""
        words = {"inLanguage": "ru", "dateModified": _day(self.head.updated), "publisher": self.organization()}
        return self.thing() | words

    def organization(self) -> Data:
        school = self.school
        return {"@type": ORGANIZATION, "@id": f"{self.root}#school", "name": school.short_title, "url": school.site}

    def mentor(self, id: str) -> Data | None:
        """A person with a card that may be shown; nobody else."""
        found = self.catalogue.get(Mentor.kind, id)
        return {"@type": "Person", "name": found.record.label, "url": self.root + found.url} if found else None

    def titles(self, vocabulary: str, codes: Iterable[str]) -> list[str]:
        return [self.catalogue.vocabularies[vocabulary].title(code) for code in codes]


def linked_data(catalogue: Catalogue, head: Head, record: Record | None) -> Data | None:
    """What a page says to machines; None for pages that are not to be found."""
    if head.noindex:
        return None
    told = Told(catalogue, head)
    graph = [ABOUT.get(record.kind, _record)(told, record)] if record and record.kind != Roadmap.kind else []
    graph += [_site(told), _school(told)] if head.home else []
    graph += [_crumbs(told)] if head.crumbs else []
    return {"@context": "https://schema.org", "@graph": [_filled(node) for node in graph]} if graph else None


# --- kinds -----------------------------------------------------------------------------------------


def _record(told: Told, record: Record) -> Data:
    """A record of any kind: its days and the pages it names."""
    days = sorted(one.first for one in record.occasions()) + sorted(one.last for one in record.occasions())[-1:]
    return told.work() | {
        "@type": "CreativeWork",
        "temporalCoverage": "/".join(dict.fromkeys(_day(day) for day in (days[:1] + days[-1:]))),
        "sameAs": links(record),
    }


def _practice(told: Told, record: Practice) -> Data:
    return told.work() | {
        "@type": "LearningResource",
        "datePublished": _day(record.published),
        "author": [_filled(found) for author in record.authors if (found := _author(told, author))],
        "educationalLevel": told.titles("education_levels", record.education_levels),
        "about": told.titles("forms", record.forms),
        "keywords": [*record.subjects, *record.tags],
        "license": record.licence,
    }


def _author(told: Told, author: Author) -> Data | None:
    """A mentor with a card, a person who agreed, or a team; nobody else."""
    mentor = told.mentor(author.mentor) if author.mentor else None
    if mentor:
        return mentor
    if author.name:
        return {"@type": "Person", "name": author.name, "jobTitle": author.post}
    return {"@type": "Organization", "name": author.team} if author.team else None


def _news(told: Told, record: News) -> Data:
    return told.work() | {
        "@type": "NewsArticle",
        "headline": record.title,
        "datePublished": _day(record.date),
        "keywords": list(record.tags),
    }


def _event(told: Told, record: Event) -> Data:
    school = told.school
    place = {"@type": "Place", "name": record.place, "address": school.address or school.municipality}
    return told.thing() | {
        "@type": "Event",
        "startDate": _moment(record.start, school),
        "endDate": _moment(record.end, school) if record.end else "",
        "location": place if record.place else "",
        "audience": {"@type": "Audience", "audienceType": record.audience} if record.audience else "",
        "organizer": told.organization(),
    }


def _mentor(told: Told, record: Mentor) -> Data:
    return told.thing() | {
        "@type": "Person",
        "jobTitle": record.post,
        "knowsAbout": list(record.subjects),
        "award": [award.title for award in record.awards],
        "affiliation": told.organization(),
    }


def _document(told: Told, record: Document) -> Data:
    return told.work() | {
        "@type": "CreativeWork",
        "datePublished": _day(record.date),
        "identifier": record.number,
        "author": {"@type": "Organization", "name": record.issued_by} if record.issued_by else "",
    }


def _programme(told: Told, record: Programme) -> Data:
    mentors = [found for id in record.mentors if (found := told.mentor(id))]
    return told.thing() | {
        "@type": "Course",
        "inLanguage": "ru",
        "provider": told.organization(),
        "about": told.titles("forms", [record.form]),
        "teaches": list(record.tasks),
        "contributor": mentors,
    }


def _contest(told: Told, record: Contest) -> Data:
    """From the first of its days to the last; who won is said on the page only."""
    days = sorted(one.first for one in record.occasions())
    return told.thing() | {
        "@type": "Event",
        "startDate": _day(days[0]),
        "endDate": _day(days[-1]),
        "organizer": told.organization() if record.level == "school" else "",
        "sameAs": record.url or "",
    }


def _partner(told: Told, record: Partner) -> Data:
    return told.thing() | {"@type": "Organization", "sameAs": record.url or ""}


def _monitoring(told: Told, record: Monitoring) -> Data:
    first = int(record.period[:4])
    table = {
        "@type": "DataDownload",
        "encodingFormat": "text/csv",
        "contentUrl": f"{told.root}{told.head.url.rstrip('/')}.csv",
    }
    return told.work() | {
        "@type": "Dataset",
        "creator": told.organization(),
        "temporalCoverage": f"{first}-09-01/{first + 1}-08-31",
        "distribution": table,
    }


ABOUT: dict[str, Callable[[Told, Any], Data]] = {
    Practice.kind: _practice,
    News.kind: _news,
    Event.kind: _event,
    Mentor.kind: _mentor,
    Document.kind: _document,
    Programme.kind: _programme,
    Contest.kind: _contest,
    Partner.kind: _partner,
    Monitoring.kind: _monitoring,
}


# --- the section -----------------------------------------------------------------------------------


def _site(told: Told) -> Data:
    return {
        "@type": "WebSite",
        "@id": f"{told.root}#site",
        "url": told.root,
        "name": messages.calendar_title(told.school.short_title),
        "inLanguage": "ru",
        "publisher": {"@id": f"{told.root}#school"},
    }


def _school(told: Told) -> Data:
    school, first = told.school, told.school.curators[0]
    contact = {"@type": "ContactPoint", "contactType": first.post, "telephone": first.phone, "email": first.email}
    return told.organization() | {
        "name": school.title,
        "alternateName": school.short_title,
        "taxID": school.inn,
        "address": school.address or f"{school.region}, {school.municipality}",
        "sameAs": [link.url for link in school.networks],
        "contactPoint": _filled(contact) if first.phone or first.email else "",
    }


def _crumbs(told: Told) -> Data:
    steps = [(messages.SECTION, "."), *((crumb.title, crumb.url) for crumb in told.head.crumbs)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _filled(
                {"@type": "ListItem", "position": at, "name": title, "item": urljoin(told.root, url) if url else ""}
            )
            for at, (title, url) in enumerate(steps, 1)
        ],
    }


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _moment(moment: dt.date | dt.datetime, school: School) -> str:
    """An hour as it is where the school is; a day as a day."""
    zoned = moment.replace(tzinfo=ZoneInfo(school.timezone)) if isinstance(moment, dt.datetime) else moment
    return zoned.isoformat()


def _filled(node: Data) -> Data:
    """What is absent is not mentioned."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}
