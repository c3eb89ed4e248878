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
from nastavnik.feeds.section import filled
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

JsonLd = dict[str, Any]

ORGANIZATION = "EducationalOrganization"


@dataclass(frozen=True, slots=True)
class Subject:
    """A page, and what of it every kind says alike."""

    catalogue: Catalogue
    head: Head

    @property
    def school(self) -> School:
        return self.catalogue.school

    @property
    def root(self) -> str:
        return self.school.root

    def thing(self) -> JsonLd:
        head = self.head
        picture = self.root + head.image if head.image else ""
        return {"url": self.root + head.url, "name": head.title, "description": head.description, "image": picture}

    def work(self) -> JsonLd:
        """A thing somebody wrote."""
        words = {"inLanguage": "ru", "dateModified": _day(self.head.updated), "publisher": self.organization()}
        return self.thing() | words

    def organization(self) -> JsonLd:
        school = self.school
        return {"@type": ORGANIZATION, "@id": f"{self.root}#school", "name": school.short_title, "url": school.site}

    def mentor(self, id: str) -> JsonLd | None:
        """A person with a card that may be shown; nobody else."""
        entry = self.catalogue.get(Mentor.kind, id)
        return {"@type": "Person", "name": entry.record.label, "url": self.root + entry.url} if entry else None

    def titles(self, vocabulary: str, codes: Iterable[str]) -> list[str]:
        return [self.catalogue.vocabularies[vocabulary].title(code) for code in codes]


def linked_data(catalogue: Catalogue, head: Head, record: Record | None) -> JsonLd | None:
    """What a page of a school says to machines; None for pages that are not to be found."""
    if head.noindex:
        return None
    subject = Subject(catalogue, head)
    graph = [ABOUT.get(record.kind, _record)(subject, record)] if record and record.kind != Roadmap.kind else []
    graph += [_section(subject), _school(subject)] if head.home else []
    return _said([*graph, *_way(subject.root, messages.SECTION, head)])


def site_and_way(root: str, section: str, head: Head) -> JsonLd | None:
    """What a page without a record says, written by hand or of a bank; None if it is not to be found.

    Of a home page it is the site, called `section`, of any other the way to it.
    """
    graph = [_site(root, section)] if head.home else _way(root, section, head)
    return None if head.noindex else _said(graph)


def _said(graph: list[JsonLd]) -> JsonLd | None:
    return {"@context": "https://schema.org", "@graph": filled(graph)} if graph else None


# --- kinds -----------------------------------------------------------------------------------------


def _record(subject: Subject, record: Record) -> JsonLd:
    """A record of any kind: its days and the pages it names."""
    occasions = record.occasions()
    firsts, lasts = sorted(occasion.first for occasion in occasions), sorted(occasion.last for occasion in occasions)
    return subject.work() | {
        "@type": "CreativeWork",
        "temporalCoverage": "/".join(dict.fromkeys(map(_day, firsts[:1] + lasts[-1:]))),
        "sameAs": links(record),
    }


def _practice(subject: Subject, record: Practice) -> JsonLd:
    return subject.work() | {
        "@type": "LearningResource",
        "datePublished": _day(record.published),
        "author": [_author(subject, author) for author in record.authors],
        "educationalLevel": subject.titles("education_levels", record.education_levels),
        "about": subject.titles("forms", record.forms),
        "keywords": [*record.subjects, *record.tags],
        "license": record.licence,
    }


def _author(subject: Subject, author: Author) -> JsonLd | None:
    """A mentor with a card, a person who agreed, or a team; nobody else."""
    if author.mentor and (mentor := subject.mentor(author.mentor)):
        return mentor
    if author.name:
        return {"@type": "Person", "name": author.name, "jobTitle": author.post}
    return {"@type": "Organization", "name": author.team} if author.team else None


def _news(subject: Subject, record: News) -> JsonLd:
    return subject.work() | {
        "@type": "NewsArticle",
        "headline": record.title,
        "datePublished": _day(record.date),
        "keywords": list(record.tags),
    }


def _event(subject: Subject, record: Event) -> JsonLd:
    school = subject.school
    place = {"@type": "Place", "name": record.place, "address": school.address or school.municipality}
    return subject.thing() | {
        "@type": "Event",
        "startDate": _moment(record.start, school),
        "endDate": _moment(record.end, school) if record.end else "",
        "location": place if record.place else "",
        "audience": {"@type": "Audience", "audienceType": record.audience} if record.audience else "",
        "organizer": subject.organization(),
    }


def _mentor(subject: Subject, record: Mentor) -> JsonLd:
    return subject.thing() | {
        "@type": "Person",
        "jobTitle": record.post,
        "knowsAbout": list(record.subjects),
        "award": [award.title for award in record.awards],
        "affiliation": subject.organization(),
    }


def _document(subject: Subject, record: Document) -> JsonLd:
    return subject.work() | {
        "@type": "CreativeWork",
        "datePublished": _day(record.date),
        "identifier": record.number,
        "author": {"@type": "Organization", "name": record.issued_by} if record.issued_by else "",
    }


def _programme(subject: Subject, record: Programme) -> JsonLd:
    return subject.thing() | {
        "@type": "Course",
        "inLanguage": "ru",
        "provider": subject.organization(),
        "about": subject.titles("forms", [record.form]),
        "teaches": list(record.tasks),
        "contributor": [subject.mentor(id) for id in record.mentors],
    }


def _contest(subject: Subject, record: Contest) -> JsonLd:
    """From the first of its days to the last; who won is said on the page only. Without a day it is no event."""
    if not record.dates:
        return _record(subject, record)
    days = sorted(occasion.first for occasion in record.occasions())
    return subject.thing() | {
        "@type": "Event",
        "startDate": _day(days[0]),
        "endDate": _day(days[-1]),
        "organizer": subject.organization() if record.level == "school" else "",
        "sameAs": record.url or "",
    }


def _partner(subject: Subject, record: Partner) -> JsonLd:
    return subject.thing() | {"@type": "Organization", "sameAs": record.url or ""}


def _monitoring(subject: Subject, record: Monitoring) -> JsonLd:
    first, last = record.days
    table = {
        "@type": "DataDownload",
        "encodingFormat": "text/csv",
        "contentUrl": f"{subject.root}{subject.head.url.rstrip('/')}.csv",
    }
    return subject.work() | {
        "@type": "Dataset",
        "creator": subject.organization(),
        "temporalCoverage": f"{first}/{last}",
        "distribution": table,
    }


ABOUT: dict[str, Callable[[Subject, Any], JsonLd]] = {
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


def _site(root: str, name: str) -> JsonLd:
    return {"@type": "WebSite", "@id": f"{root}#site", "url": root, "name": name, "inLanguage": "ru"}


def _section(subject: Subject) -> JsonLd:
    name = messages.calendar_title(subject.school.short_title)
    return _site(subject.root, name) | {"publisher": {"@id": f"{subject.root}#school"}}


def _school(subject: Subject) -> JsonLd:
    school, first = subject.school, subject.school.curators[0]
    contact = {"@type": "ContactPoint", "contactType": first.post, "telephone": first.phone, "email": first.email}
    return subject.organization() | {
        "name": school.title,
        "alternateName": school.short_title,
        "taxID": school.inn,
        "address": school.address or f"{school.region}, {school.municipality}",
        "sameAs": [link.url for link in school.networks],
        "contactPoint": contact if first.phone or first.email else "",
    }


def _way(root: str, section: str, head: Head) -> list[JsonLd]:
    steps = [(section, "."), *((crumb.title, crumb.url) for crumb in head.crumbs)]
    items = [
        {"@type": "ListItem", "position": at, "name": title, "item": urljoin(root, url) if url else ""}
        for at, (title, url) in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}] if head.crumbs else []


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _moment(moment: dt.date | dt.datetime, school: School) -> str:
    """An hour as it is where the school is; a day as a day."""
    zoned = moment.replace(tzinfo=ZoneInfo(school.timezone)) if isinstance(moment, dt.datetime) else moment
    return zoned.isoformat()
