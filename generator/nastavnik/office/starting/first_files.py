"""Replies → the files of a new section: passport, plan, first page, examples, settings, publishing, the program.

Files that are the same for every school, and those with a few words left open, lie in `new_school/`.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from nastavnik import messages
from nastavnik.deadlines import SchoolYear
from nastavnik.errors import ImportFailed
from nastavnik.importing import import_roadmap
from nastavnik.installation import shipped
from nastavnik.office import editors
from nastavnik.office.hosting import HOSTS
from nastavnik.office.hosting.upgrading import PINNED, Wheel, for_host, lists_for
from nastavnik.office.starting.questions import BOTH, LEARNERS, LETTER, NO_PLAN, ORDER, TEACHERS, Replies, web_form
from nastavnik.records import KINDS, Roadmap, School
from nastavnik.records.reading import read_record
from nastavnik.records.school import Curator
from nastavnik.records.vocabularies import BASE, vocabularies
from nastavnik.text.latin import latin_name
from nastavnik.text.source import parse

PASSPORT = "content/school.yml"
IGNORED = ".gitignore"
ALWAYS = (
    PASSPORT,
    "content/about.md",
    "content/parents.md",
    "mkdocs.yml",
    *PINNED,
    *dict.fromkeys(path for host in HOSTS.values() for path in host.files),
)
"""Files that a section begins with or may begin with, whatever the answers; those of its own."""
NEW_SCHOOL = "office/new_school"
EXAMPLE = "primer"
"""The name of the file of an example of any kind."""
EDUCATION = {"kindergarten": "preschool", "primary-kindergarten": "preschool", "college": "college", "extra": "extra"}
"""Type of the organisation → the level of education of an example; the others begin with `basic`."""


def first_files(
    answers: Replies, today: dt.date, plan_folder: Path, wheel: Wheel
) -> tuple[Mapping[str, bytes], list[str]]:
    """Files by their paths, and what is to be told of a plan read from an office file in `plan_folder`."""
    plan, notes = _plan(answers, today, plan_folder)
    files: dict[str, str | bytes] = {
        PASSPORT: _passport(answers, today),
        **dict([_first_page(answers)]),
        **plan,
        **dict(_examples(answers, today)),
        **dict(_settings(answers["host"], wheel)),
    }
    files |= _for_editors({name: text for name, text in files.items() if isinstance(text, str)})
    return {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}, notes


def _settings(host: str, wheel: Wheel) -> Iterator[tuple[str, str | bytes]]:
    """What is the same for every school: the engine, and what its host reads and installs if it has one."""
    yield "mkdocs.yml", f"site_name: {messages.SECTION}\n{_shipped('mkdocs.yml')}"
    if host in HOSTS:
        yield from for_host(HOSTS[host], wheel, lists_for(HOSTS[host])).items()
    yield IGNORED, "site/\n.site.staging/\nfragments/\n.fragments.staging/\n.nastavnik/\n.cache/\npapers/\n"


def _for_editors(texts: Mapping[str, str]) -> Mapping[str, bytes]:
    """Schemas for text editors that know the words and the records of the section as it begins."""
    school = read_record(School, parse(texts[PASSPORT], PASSPORT), BASE)
    words = vocabularies(school.terms()) if isinstance(school, School) else BASE
    named = {
        kind: [path.stem for path in map(Path, texts) if path.match(f"content/{kind}/*{cls.suffix}")]
        for kind, cls in KINDS.items()
    }
    plans = {id: texts[f"content/{Roadmap.kind}/{id}.yml"] for id in named[Roadmap.kind]}
    read = {id: read_record(Roadmap, parse(text, id), words) for id, text in plans.items()}
    codes = {id: plan.codes for id, plan in read.items() if isinstance(plan, Roadmap)}
    return {**editors.settings(), **editors.own_names(words, named, codes)}


def _shipped(name: str, **words: str) -> str:
    """A file of `new_school/`; `$words` in it are filled in if there are any."""
    text = shipped(f"{NEW_SCHOOL}/{name}").read_text(encoding="utf-8")
    return Template(text).substitute(words) if words else text


LONGEST_ID = 40
"""Letters of the code of a school."""


def school_year(today: dt.date) -> str:
    """The school year of a day, «2026-2027»: from August on it is the coming one that a section is begun for."""
    return SchoolYear.of(today).title


def _passport(answers: Replies, today: dt.date) -> str:
    """The passport; words in quotes as JSON writes them, which is YAML too."""
    fields: dict[str, Any] = {
        **answers,
        "admin": web_form(answers["admin"]),
        "id": latin_name(answers["short_title"], LONGEST_ID) or "school",
        "school_type": BASE["school_types"].title(answers["school_type"]),
        "current_year": school_year(today),
    }
    lines = [f"{name}: {_quoted(fields[name])}" for name in School.model_fields if fields.get(name)]
    curator = [f"{name}: {_quoted(answers[name])}" for name in Curator.model_fields if answers.get(name)]
    return "\n".join([messages.START_PASSPORT, *lines, "curators:", "  - " + "\n    ".join(curator), ""])


def _quoted(words: str | dict[str, str]) -> str:
    return json.dumps(words, ensure_ascii=False)


def _first_page(answers: Replies) -> tuple[str, str]:
    """«О наставничестве» where mentors help teachers only, else the page for families."""
    wording = messages.WORDINGS[answers["school_type"]]
    if answers["helps"] == TEACHERS:
        return "content/about.md", messages.start_about(wording)
    helped = {LEARNERS: [wording.learners_to], BOTH: [wording.learners_to, messages.TEACHERS_TO]}[answers["helps"]]
    title = messages.families(answers["school_type"])
    return "content/parents.md", messages.start_parents(wording, title, helped)


def _plan(answers: Replies, today: dt.date, folder: Path) -> tuple[dict[str, str], list[str]]:
    """The roadmap: a template, or what an office file says with notes on what was not taken."""
    chosen, wording = answers["roadmap"], messages.WORDINGS[answers["school_type"]]
    if chosen == NO_PLAN:
        return {f"content/{Roadmap.kind}/.gitkeep": ""}, []
    if chosen in (LETTER, ORDER):
        head, curator, year = messages.capital(wording.head), answers["post"], school_year(today)
        text = _shipped(f"roadmap/{chosen}.yml", head=_quoted(head), curator=_quoted(curator), year=year)
        return {f"content/{Roadmap.kind}/{year}.yml": text}, []
    if not (folder / chosen).is_file():
        raise ImportFailed(messages.no_plan_file(chosen))
    imported = import_roadmap(folder / chosen)
    return {f"content/{Roadmap.kind}/{imported.id}.yml": imported.text}, [imported.taken, *imported.remarks()]


def _examples(answers: Replies, today: dt.date) -> Iterator[tuple[str, str]]:
    """A record of each wanted kind that says of itself that it is an example."""
    education = BASE["education_levels"].title(EDUCATION.get(answers["school_type"], "basic"))
    days = {"day": today.isoformat(), "later": (today + dt.timedelta(days=14)).isoformat(), "year": school_year(today)}
    for kind in filter(None, answers["examples"].split(", ")):
        suffix = KINDS[kind].suffix
        yield f"content/{kind}/{EXAMPLE}{suffix}", _shipped(f"examples/{kind}{suffix}", education=education, **days)
