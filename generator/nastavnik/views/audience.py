"""Whom the mentors of a section help: by the forms of mentoring in its records, in the words of its type."""

from nastavnik import messages
from nastavnik.covers.people import LEARNERS
from nastavnik.records.codes import TO_PUPILS, TO_STUDENTS, TO_TEACHERS
from nastavnik.school.catalogue import Catalogue


def lead(catalogue: Catalogue, *, has_parents_page: bool) -> str:
    """The sentence of the first page where the school wrote none: «Наставники помогают ученикам и педагогам.»

    A section with a page for parents has more to help than the teachers its cards name so far: then nobody is named.
    """
    whom = helped(catalogue)
    is_short = has_parents_page and whom == [messages.TEACHERS_TO]
    return messages.mentors_help(whom) if whom and not is_short else messages.HOME_LEAD


def beside_mentor(catalogue: Catalogue) -> str:
    """Who is seen beside the mentor in a picture of the whole section, a name of `covers.people.PEOPLE`.

    A colleague where the forms in use help nobody but teachers; where no record says whom, one of whom such an
    organisation has most: children of a kindergarten have no mentors as a rule, its teachers have.
    """
    forms, school_type = catalogue.forms_in_use(), catalogue.school.school_type
    if any(form.endswith(TO_STUDENTS) for form in forms):
        return LEARNERS.get(school_type, "child")
    if any(form.endswith(TO_PUPILS) for form in forms):
        return "child"
    return "novice" if forms or school_type == "kindergarten" else LEARNERS.get(school_type, "child")


def helped(catalogue: Catalogue) -> list[str]:
    """Whom the forms in use help, each in the dative; nobody where no record says."""
    forms, own = catalogue.forms_in_use(), catalogue.school.wording.learners_to
    pupils = own if catalogue.school.school_type == "school" else messages.PUPILS_TO
    named = ((TO_STUDENTS, own), (TO_PUPILS, pupils), (TO_TEACHERS, messages.TEACHERS_TO))
    return list(dict.fromkeys(noun for end, noun in named if any(form.endswith(end) for form in forms)))
