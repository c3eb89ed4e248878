"""True figures of a period by name, for the school and the municipality. Never for the site."""

import json
from collections.abc import Iterable, Mapping

from nastavnik import messages
from nastavnik.records import Mentor, Monitoring, Programme
from nastavnik.records.monitoring import SHARES, Figures, Share
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.cabinet import Cabinet
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text.csv_rows import csv_rows
from nastavnik.views.monitoring import known, true_figures
from nastavnik.views.monitoring.tallies import WORDS_OF, counted

Numbers = Mapping[str, int | float | None]
"""True numbers by name; None is a figure that was not written down."""


def numbers(catalogue: Catalogue, entry: Entry[Monitoring], cabinet: Cabinet) -> Numbers:
    """Every figure of a period: `pupils.part`, `pairs.teacher-teacher`, `mentors.category.teacher`, `practices` …"""
    figures = true_figures(catalogue, entry)
    typed: dict[str, int | float | None] = {}
    for name in Figures.model_fields:
        if name == "by_form":
            typed |= _by_form(figures, cabinet.vocabularies)
        elif name == "survey":
            typed |= _survey(figures)
        elif name in SHARES:
            typed |= _share(name, getattr(figures, name))
        else:
            typed[name] = getattr(figures, name)
    return typed | _mentors(cabinet) | known(catalogue, entry) | _programmes(cabinet) | _levels(cabinet)


def _share(name: str, share: Share | None) -> dict[str, int | float | None]:
    percent = round(100 * share.part / share.all, 1) if share and share.all else None
    part, whole = (share.part, share.all) if share else (None, None)
    return {f"{name}.part": part, f"{name}.all": whole, f"{name}.percent": percent}


def _survey(figures: Figures) -> dict[str, int | float | None]:
    """`survey.in.part` of all answers on entry, `survey.2.out.percent` of those to the second question on exit."""
    sides = {
        "in": [row.entry for row in figures.survey],
        "out": [row.exit for row in figures.survey],
    }
    by_name: dict[str, int | float | None] = {}
    for side, shares in sides.items():
        known = [share for share in shares if share]
        every = Share(part=sum(share.part for share in known), all=sum(share.all for share in known)) if known else None
        whole = _share(f"survey.{side}", every)
        by_name |= {f"survey.{side}": whole[f"survey.{side}.percent"]} | whole
        for number, share in enumerate(shares, 1):
            by_name |= _share(f"survey.{number}.{side}", share)
    return by_name


def _by_form(figures: Figures, words: Vocabularies) -> dict[str, int | float | None]:
    rows = {row.form: row for row in figures.by_form}
    by_name: dict[str, int | float | None] = {}
    for name in ("mentored", "pairs", "groups"):
        counts = [getattr(rows[term.code], name) if term.code in rows else 0 for term in words["forms"].terms]
        names = [name, *(f"{name}.{term.code}" for term in words["forms"].terms)]
        by_name |= dict(zip(names, [sum(counts), *counts], strict=True)) if rows else dict.fromkeys(names)
    return by_name


def _mentors(cabinet: Cabinet) -> dict[str, int | float | None]:
    """All mentors, those who did not agree to a card as well."""
    mentors = [original.record for original in cabinet.of(Mentor)]
    forms = counted(cabinet.vocabularies, "mentors.form", (form for mentor in mentors for form in mentor.forms))
    categories = counted(cabinet.vocabularies, "mentors.category", (mentor.category for mentor in mentors))
    return {"mentors": len(mentors), **forms, **categories}


def _programmes(cabinet: Cabinet) -> dict[str, int]:
    """All programmes, stopped ones as well, which the site never has."""
    programmes = [original.record for original in cabinet.of(Programme) if not original.record.draft]
    return {"programmes": len(programmes)} | counted(
        cabinet.vocabularies, "programmes", (each.state for each in programmes)
    )


def _levels(cabinet: Cabinet) -> dict[str, int]:
    maket, programmes = cabinet.school.maket, [original.record for original in cabinet.of(Programme)]
    points = [each.points for each in programmes if each.points is not None and not each.draft]
    return counted(cabinet.vocabularies, "programmes.level", (maket.level(reached).code for reached in points))


def captions(names: Iterable[str], words: Vocabularies) -> dict[str, str]:
    """What each name of a number means, in words."""
    return {name: _caption(name, words) for name in names}


def _caption(name: str, words: Vocabularies) -> str:
    first, _, rest = name.partition(".")
    if first == "survey":
        return messages.survey_figure(rest.split("."))
    if first in Figures.model_fields and first != "by_form":
        return f"{Figures.model_fields[first].title}{messages.SHARE_PARTS.get(rest, '')}"
    if name in messages.FIGURE_GROUPS:
        return messages.FIGURE_GROUPS[name]
    group, _, code = name.rpartition(".")
    if group in WORDS_OF:
        word = words[WORDS_OF[group]].title(code)
    else:
        word = messages.STATUS_TITLES[code].lower() if group == "roadmap" else code
    return f"{messages.FIGURE_GROUPS[group]}: {word}"


def as_json(figures: Numbers, names: Mapping[str, str]) -> bytes:
    """For programs: `[{"name", "title", "value"}, …]`; null is a figure that was not written down."""
    rows = [{"name": name, "title": names[name], "value": value} for name, value in figures.items()]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(figures: Numbers) -> bytes:
    """Names and true numbers, as Excel reads them in Russia."""
    rows = ((name, "" if value is None else str(value).replace(".", ",")) for name, value in figures.items())
    return csv_rows([(messages.FIGURE_NAME, messages.FIGURES_HEAD[2]), *rows]).encode("utf-8-sig")
