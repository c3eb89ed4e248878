"""`admin/config.json` and `admin/shapes.json`: the form on the site, for schools that asked for one.

The form is Sveltia CMS; its script travels with the theme (`theme/admin/`), and what it shows is worked out of the
record classes. It writes into the school's own repository with the editor's token, or into a folder on his computer.
"""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import BaseModel

from nastavnik import messages
from nastavnik.feeds.form_fields import Choices, FormSettings, form_fields
from nastavnik.feeds.form_shapes import shapes
from nastavnik.feeds.section import Section
from nastavnik.records import KINDS, Roadmap, School
from nastavnik.records.record import Record
from nastavnik.records.web_form import FOLDER, WebForm
from nastavnik.school.catalogue import SCHOOL_FILE, Catalogue
from nastavnik.text.json_text import json_bytes

ADDRESS = "admin/"
SLUG = "^[a-z0-9][a-z0-9-]*$"
LONGEST_SLUG = 60
FILES = "files"
"""Where files go that are put in by the form: a folder beside the record."""


class Service(NamedTuple):
    """A program that keeps repositories, as the form knows it."""

    name: str
    server: str
    """Its address, if the school has none of its own."""
    root: str
    """What stands behind the address of a server of one's own in those of its answers to programs."""
    api: str = ""
    """The address of those answers, if it is another one."""
    pictures: tuple[str, ...] = ()
    """Where pictures of those who log in come from, besides the server."""


SERVICES = {
    "github": Service(
        "github", "https://github.com", "/api/v3", "https://api.github.com", ("https://avatars.githubusercontent.com",)
    ),
    "gitlab": Service("gitlab", "https://gitlab.com", "/api/v4"),
    "gitea": Service("gitea", "", "/api/v1"),
    "forgejo": Service("gitea", "", "/api/v1"),
    FOLDER: Service("github", "", ""),  # the form wants one; nobody logs in there
}


def web_form(section: Section) -> Iterator[tuple[str, bytes]]:
    """What the form is told; nothing unless the school asked for a form."""
    asked = section.catalogue.school.admin
    if asked:
        yield f"{ADDRESS}config.json", json_bytes(settings(section.catalogue, asked))
        yield f"{ADDRESS}shapes.json", json_bytes(shapes())


def answering(asked: WebForm) -> str:
    """The address from which the service answers programs; empty for a folder."""
    service = SERVICES[asked.service]
    if asked.server:
        return asked.server.rstrip("/") + service.root
    return service.api or (service.server + service.root if service.server else "")


def origin(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def settings(catalogue: Catalogue, asked: WebForm) -> FormSettings:
    """All that Sveltia CMS is told (its `config.yml`)."""
    choices = _choices(catalogue)
    return {
        "backend": _backend(asked),
        "site_url": catalogue.school.root,
        "app_title": messages.form_title(catalogue.school.short_title),
        "logo": {"src": "../assets/favicon.svg"},
        "show_preview_links": False,
        "media_folder": f"content/{FILES}",
        "public_folder": f"/{FILES}",
        "media_libraries": {"default": {"config": {"slugify_filename": True}}, "stock_assets": False},
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": LONGEST_SLUG, "timezone": "local"},
        "output": {"omit_empty_optional_fields": True},
        "editor": {"preview": False},
        "collections": [_collection(cls, choices) for cls in KINDS.values()],
        "singletons": [_passport(choices)],
    }


def _backend(asked: WebForm) -> FormSettings:
    service = SERVICES[asked.service]
    return {
        "name": service.name,
        "repo": asked.repository or f"{FOLDER}/{FOLDER}",
        **({"branch": asked.branch} if asked.branch else {}),
        **({"api_root": answering(asked), "base_url": origin(asked.server)} if asked.server else {}),
        "auth_methods": ["token"],
        "commit_messages": messages.FORM_COMMITS,
    }


def _collection(cls: type[Record], choices: Choices) -> FormSettings:
    """All records of a kind."""
    name, fields = choices.names[cls.kind], form_fields(cls, choices)
    return {
        "name": cls.kind,
        "label": cls.short_heading or cls.heading,
        "label_singular": cls.caption,
        "description": cls.lead,
        "folder": f"content/{cls.kind}",
        "extension": cls.suffix.lstrip("."),
        "format": "yaml-frontmatter" if cls.body else "yml",
        **({"body_field": {"key": cls.body}} if cls.body else {}),
        "identifier_field": name,
        "slug": {
            "template": f"{{{{{name}}}}}",
            "editable": ["create"],
            "hint": messages.FORM_SLUG,
            "pattern": [SLUG, messages.FORM_BAD_SLUG],
        },
        "aliases_field": False,
        "media_folder": FILES,
        "public_folder": FILES,
        "fields": fields,
    }


def _passport(choices: Choices) -> FormSettings:
    """The school itself."""
    return {
        "name": School.kind,
        "label": School.heading,
        "file": f"content/{SCHOOL_FILE}",
        "format": "yml",
        "media_folder": FILES,
        "public_folder": FILES,
        "fields": form_fields(School, choices),
    }


def _choices(catalogue: Catalogue) -> Choices:
    stages = [
        (f"{entry.id}/{code}", " ".join(stage.title.split()))
        for entry in catalogue.of(Roadmap)
        for record in [catalogue.whole(entry)]
        for code, stage in zip(record.codes, record.stages, strict=True)
    ]
    return Choices(catalogue.vocabularies, {kind: called(cls) for kind, cls in KINDS.items()}, stages)


def called(cls: type[BaseModel]) -> str:
    """The field by which records of a class are called: the name of a person, a title, else what comes first."""
    return next(name for name in ("name", "title", *cls.model_fields) if name in cls.model_fields)
