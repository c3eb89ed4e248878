"""What would stop the hand-written pages: the settings read, every page converted as it will be, nothing written.

A check and a build ask here alike, so what one says the other says too.
"""

from collections.abc import Iterator

from nastavnik import messages
from nastavnik.building.project import Prepared
from nastavnik.engines import settings
from nastavnik.engines.converting import Targets, converted, targets
from nastavnik.school.handwritten import Handwritten
from nastavnik.text.source import Problem, Unreadable, reread

_TEMPLATE = "template"


def problems(prepared: Prepared, *, with_mkdocs: bool) -> Iterator[Problem]:
    """What is wrong with the settings and with the pages; `with_mkdocs`: that draws them."""
    yield from _bad_templates(prepared)
    try:
        rules = settings.parsed(prepared.project.root)
    except Unreadable as refused:
        yield refused.problem
        return
    if with_mkdocs and not rules.is_usual:
        from nastavnik.engines import mkdocs_settings  # takes longer to import than to check a school

        yield from mkdocs_settings.refusals(prepared, rules)
    known = targets(prepared)
    for own in prepared.own:
        yield from _bad_page(own, rules, known)


def of_page(prepared: Prepared, file: str) -> Iterator[Problem]:
    """The same of one page, by its name in messages."""
    try:
        rules = settings.parsed(prepared.project.root)
    except Unreadable:
        return
    for own in prepared.own:
        if own.file == file:
            yield from _bad_page(own, rules, targets(prepared))


def _bad_page(own: Handwritten, rules: settings.Settings, known: Targets) -> Iterator[Problem]:
    try:
        page = converted(own, rules, known)
    except RecursionError:
        yield Problem(own.place(""), messages.TOO_DEEP)
        return
    for target in page.to_nothing:
        yield Problem(own.place(target), messages.broken_link(target))
    for target in page.not_opened:
        yield Problem(own.place(target), messages.address_not_opened(target))


def _bad_templates(prepared: Prepared) -> Iterator[Problem]:
    """Pages that ask in their heads for a template which is not there."""
    asking = [(own, str(own.words[_TEMPLATE])) for own in prepared.own if _TEMPLATE in own.words]
    known = _templates(prepared) if asking else []
    for own, name in asking:
        if name not in known:
            yield Problem(reread(own.path, own.file).place((_TEMPLATE,)), messages.no_template(name, known))


def _templates(prepared: Prepared) -> list[str]:
    """Templates a page may ask for."""
    return sorted({file.name for folder in prepared.project.theme("overrides") for file in folder.glob("*.html")})
