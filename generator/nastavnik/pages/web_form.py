"""The page of the form on the site, for schools that asked for one: a page by itself, without the shell.

It is found by nobody who was not told its address: no page leads there, it is not in the map, the search or the feeds.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypedDict

from nastavnik.feeds.web_form import ADDRESS as ADDRESS
from nastavnik.feeds.web_form import SERVICES, answering, origin
from nastavnik.pages.policy import Directives, written
from nastavnik.pages.templates import Theme, drawing
from nastavnik.records import School
from nastavnik.records.web_form import FOLDER, WebForm

THEME = "admin"
"""The part of the theme that holds the template and, beside it, what the page loads."""
TEMPLATE = "index.html"


class WebFormContext(TypedDict):
    """What the page of the form is drawn with."""

    school: Annotated[str, "short name of the school"]
    host: Annotated[str, "the server where the repository is, as an address has it; empty for a folder"]
    service: Annotated[str, "code of the service: `github`, `gitlab`, `gitea`, `forgejo`, `folder`"]
    repository: Annotated[str, "owner and name of the repository; empty for a folder"]
    policy: Annotated[str, "the policy of the page"]


def page(folders: Sequence[Path], school: School, asked: WebForm) -> str:
    """The page, from the template in one of the folders. Raises `ThemeBroken`."""
    context: WebFormContext = {
        "school": school.short_title,
        "host": origin(asked.server or SERVICES[asked.service].server).partition("://")[2],
        "service": asked.service,
        "repository": "" if asked.service == FOLDER else asked.repository or "",
        "policy": written(form_directives(asked)),
    }
    theme = Theme(folders)
    with drawing(theme, TEMPLATE, ADDRESS):
        return theme.get_template(TEMPLATE).render(context)


def form_directives(asked: WebForm) -> Directives:
    """What the page may load: what lies beside it, and the one server that keeps the repository.

    The script writes its styles into the page and shows pictures it was given as `blob:`.
    """
    server = origin(answering(asked))
    return {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *filter(None, (server, *SERVICES[asked.service].pictures))],
        "font-src": ["'self'"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'", "data:", "blob:", *filter(None, (server,))],
        "manifest-src": ["'self'", "blob:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
