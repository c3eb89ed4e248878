"""A new school from nothing: a passport, the engine's settings, files of publishing, a first page, room for records.

What is written here passes `check` and is built at once; what only the school knows is asked for in comments. Files
that are the same for every school lie in `new_school/`.
"""

import datetime as dt
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from slugify import slugify

from nastavnik import messages
from nastavnik.errors import EditRefused
from nastavnik.installation import own_wheel, shipped
from nastavnik.records import Roadmap, School
from nastavnik.records.vocabularies import BASE

PROGRAM = "program"
"""Where the program itself lies at a school: CI installs what somebody ran here, whoever owns its name elsewhere."""


def start(folder: Path, words: Mapping[str, str], today: dt.date, *, parents: bool = False) -> list[str]:
    """Write the files of a new section; their names. Raises `EditRefused` if one of them is there already.

    `words` are what is known of the school on its first day: fields of `School` by name (`school_type` as a code), and
    the `post` of the curator if it is not the usual one. `parents`: whether families are who reads first.
    """
    files = _files(words, today, parents)
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise EditRefused(messages.start_refused(folder.as_posix(), there))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(files)


def _files(words: Mapping[str, str], today: dt.date, parents: bool) -> Mapping[str, str | bytes]:
    wording = messages.WORDINGS[words["school_type"]]
    first = messages.start_parents(wording.group_head_to) if parents else messages.START_ABOUT
    wheel, program = own_wheel()
    return {
        "content/school.yml": _passport({"post": messages.capital(wording.curator), **words}, today),
        f"content/{'parents' if parents else 'about'}.md": first,
        f"content/{Roadmap.kind}/.gitkeep": "",
        "mkdocs.yml": f"site_name: {messages.SECTION}\n{_shipped('office/new_school/mkdocs.yml')}",
        "requirements.txt": f"./{PROGRAM}/{wheel} --hash=sha256:{sha256(program).hexdigest()}\n",
        f"{PROGRAM}/{wheel}": program,
        "requirements.lock": _shipped("requirements/school.lock"),
        ".github/workflows/publish.yaml": _shipped("office/new_school/publish.yaml"),
        ".github/workflows/due.yaml": _shipped("office/new_school/due.yaml"),
        ".gitlab-ci.yml": _shipped("office/new_school/gitlab-ci.yml"),
        ".gitignore": "site/\n.site.staging/\n.nastavnik/\npapers/\n",
    }


def _shipped(name: str) -> str:
    return shipped(name).read_text(encoding="utf-8")


def _passport(words: Mapping[str, str], today: dt.date) -> str:
    """The passport; words in quotes as JSON writes them, which is YAML too."""
    first = today.year if today.month >= 8 else today.year - 1
    fields = {
        **words,
        "id": slugify(words["short_title"], max_length=40, replacements=[("№", " ")]) or "school",
        "school_type": BASE["school_types"].title(words["school_type"]),
        "current_year": f"{first}-{first + 1}",
    }
    named = [name for name in School.model_fields if name in fields]
    lines = [f"{name}: {json.dumps(fields[name], ensure_ascii=False)}" for name in named]
    post = json.dumps(words["post"], ensure_ascii=False)
    return "\n".join([messages.START_PASSPORT, *lines, "curators:", f"  - post: {post}", ""])
