"""True figures of a period by name, for the school and the municipality. Never for the site."""

import csv
import io
from collections import Counter
from collections.abc import Mapping

from nastavnik import messages
from nastavnik.records import Mentor, Monitoring, Programme
from nastavnik.records.monitoring import Figures, Share
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school.cabinet import Cabinet
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.monitoring import known, true_figures

Numbers = Mapping[str, int | float | None]
"""True numbers by name; None is a figure that was not written down."""
WORDS_OF = {
    **dict.fromkeys(("mentored", "pairs", "groups", "mentors.form", "practices.form"), "forms"),
    **dict.fromkeys(("practices.level", "news.level", "contests.level", "prizes.level"), "levels"),
    "mentors.category": "mentor_categories",
    "events.type": "event_types",
    "programmes": "programme_states",
    "programmes.level": "programme_levels",
}
"""From which vocabulary the last part of a name is."""


def numbers(catalogue: Catalogue, entry: Entry[Monitoring], cabinet: Cabinet) -> Numbers:
    """Every figure of a period: `pupils.part`, `pairs.teacher-teacher`, `mentors.category.teacher`, `practices` …"""
    figures = true_figures(catalogue, entry)
    typed: dict[str, int | float | None] = {}
    for name, field in Figures.model_fields.items():
        value = getattr(figures, name)
        if name == "by_form":
            typed |= _by_form(figures, cabinet.vocabularies)
        elif "Share" in str(field.annotation):
            typed |= _share(name, value)
        else:
            typed[name] = value
    return typed | _mentors(cabinet) | known(catalogue, entry) | _levels(cabinet)


def _share(name: str, share: Share | None) -> dict[str, int | float | None]:
    if share is None:
        return {f"{name}.part": None, f"{name}.all": None, f"{name}.percent": None}
    percent = round(100 * share.part / share.all, 1) if share.all else None
    return {f"{name}.part": share.part, f"{name}.all": share.all, f"{name}.percent": percent}


def _by_form(figures: Figures, words: Vocabularies) -> dict[str, int | float | None]:
    rows = {row.form: row for row in figures.by_form}
    found: dict[str, int | float | None] = {}
    for name in ("mentored", "pairs", "groups"):
        counts = {
            term.code: getattr(rows[term.code], name) if term.code in rows else 0 for term in words["forms"].terms
        }
        told = {name: sum(counts.values())} | {f"{name}.{code}": count for code, count in counts.items()}
        found |= told if rows else dict.fromkeys(told, None)
    return found


def _mentors(cabinet: Cabinet) -> dict[str, int | float | None]:
    """All mentors, those who did not agree to a card as well."""
    mentors = [original.record for original in cabinet.of(Mentor)]
    forms = Counter(form for one in mentors for form in one.forms)
    categories = Counter(one.category for one in mentors)
    terms = cabinet.vocabularies
    found: dict[str, int | float | None] = {"mentors": len(mentors)}
    found |= {f"mentors.form.{term.code}": forms[term.code] for term in terms["forms"].terms}
    return found | {f"mentors.category.{one.code}": categories[one.code] for one in terms["mentor_categories"].terms}


def _levels(cabinet: Cabinet) -> dict[str, int | float | None]:
    programmes = [original.record for original in cabinet.of(Programme)]
    levels = Counter(one.level for one in programmes if one.is_public)
    words = cabinet.vocabularies["programme_levels"]
    return {f"programmes.level.{term.code}": levels[term.code] for term in words.terms}


def captions(found: Numbers, words: Vocabularies) -> dict[str, str]:
    """What each name means, in words."""
    return {name: _caption(name, words) for name in found}


def _caption(name: str, words: Vocabularies) -> str:
    first, _, rest = name.partition(".")
    if first in Figures.model_fields and first != "by_form":
        return f"{Figures.model_fields[first].title}{messages.SHARE_PARTS.get(rest, '')}"
    if name in messages.FIGURE_GROUPS:
        return messages.FIGURE_GROUPS[name]
    group, _, code = name.rpartition(".")
    if group in WORDS_OF:
        said = words[WORDS_OF[group]].title(code)
    else:
        said = messages.STATUS_TITLES[code].lower() if group == "roadmap" else code
    return f"{messages.FIGURE_GROUPS[group]}: {said}"


def as_csv(found: Numbers) -> bytes:
    """Names and true numbers, as Excel reads them in Russia."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow((messages.FIGURE_NAME, messages.FIGURES_HEAD[2]))
    for name, value in found.items():
        rows.writerow((name, "" if value is None else str(value).replace(".", ",")))
    return text.getvalue().encode("utf-8-sig")
