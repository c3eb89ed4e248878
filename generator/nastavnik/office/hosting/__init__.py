"""Where a section lives and publishes itself: a host and the files it reads, drawn from the same few templates.

What the hosts share — hours, versions, digests of actions, commands — stands here once; templates lie in
`new_school/hosts/`, with `[[ ]]` and `[% %]` for what differs, for `{{ }}` belongs to workflows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from nastavnik import messages
from nastavnik.building.servers import CONFIGURATIONS
from nastavnik.installation import shipped
from nastavnik.records.vocabularies import Vocabulary, Word

TEMPLATES = "office/new_school/hosts"
PYTHON = "3.13"
IMAGE = "python:3.13.5-slim-bookworm"
IMAGE_WITH_GIT = "python:3.13.5-bookworm"
SERVER_IMAGE = "nginxinc/nginx-unprivileged:1.29-alpine"
NIGHT, WEEK = "20 23 * * *", "20 3 * * 1"
"""Hours of runs as cron says them, UTC."""
SECRETS = ("NASTAVNIK_PUBLISH_PASSWORD", "NASTAVNIK_PUBLISH_KEY")
"""Names by which a host hands `nastavnik publish` what only the school knows."""
ACTIONS = {
    "checkout": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "python": "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "cache": "actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
    "upload": "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
    "upload_v4": "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2",
    "upload_v3": "actions/upload-artifact@c6a366c94c3e0affe28c06c8df20a878f24da3cf # v3.2.2",
    "download": "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1",
    "pages_upload": "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "pages": "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
    "attest": "actions/attest-build-provenance@a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32 # v4.1.0",
}
"""Actions by digest, the version beside. Gitea and Forgejo speak the protocol of artifacts that ended with v3."""
_SEEN = "github.event.repository.visibility"
_SEEN_BY_FLAG = "{0}.event.repository && !{0}.event.repository.private && 'public' || 'private'"
"""Gitea and those like it say only whether a repository is private; a run by the clock may not even say that."""


@dataclass(frozen=True, slots=True)
class HostingPlace:
    """A host: `files` are its templates by the paths they are written to.

    `pages` says how it shows a site by itself: by actions, from a branch, by a job of that
    name, as a server, or not at all.
    """

    name: str
    files: Mapping[str, str]
    pages: Literal["actions", "branch", "job", "server", ""] = ""
    context: str = "github"
    runner: str = "ubuntu-latest"
    visibility: str = _SEEN
    upload: str = "upload"
    debian: bool = False
    """Runs in a bare Debian with Node, where Python comes from apt."""

    @property
    def first_steps(self) -> tuple[str, ...]:
        """What somebody does once, a line of a comment each."""
        return messages.HOST_FIRST_STEPS[self.name]


@dataclass(frozen=True, slots=True)
class Program:
    """Where the program comes from: the commands that install it, `lock` the list that a cache depends on.

    `copied` is what a container copies before it runs them; `handbook` the command that builds ours.
    """

    install: tuple[str, ...]
    lock: str
    copied: tuple[tuple[str, str], ...]
    handbook: str = ""


SCHOOL = Program(
    (
        "python -m pip install --no-compile --require-hashes -r requirements.lock",
        "python -m pip install --no-compile --no-deps --require-hashes -r requirements.txt",
    ),
    "requirements.lock",
    (("requirements.lock requirements.txt", "./"), ("program", "program")),
)
"""A school's folder: the program lies in it as one file."""
PROJECT = Program(
    (
        "python -m pip install --no-compile --require-hashes -r requirements/mkdocs.lock",
        "python -m pip install --no-compile --no-deps --no-build-isolation .",
    ),
    "requirements/mkdocs.lock",
    ((".", "."),),
    "mkdocs build --strict --quiet -f docs/handbook.yml",
)
"""This project, with the demo school and the handbook in it."""


def _of_actions(name: str, folder: str, **differing: str | bool) -> HostingPlace:
    files = {f"{folder}/publish.yaml": "workflow.yaml"}
    if name != "gitverse":  # `due --issue` does not know its issues
        files[f"{folder}/due.yaml"] = "due.yaml"
    return HostingPlace(name, files, **differing)  # type: ignore[arg-type]


HOSTS: Mapping[str, HostingPlace] = {
    host.name: host
    for host in (
        _of_actions("github", ".github/workflows", pages="actions"),
        HostingPlace("gitlab", {".gitlab-ci.yml": "pipeline.yaml"}, pages="job"),
        _of_actions("gitea", ".gitea/workflows", upload="upload_v3", visibility=_SEEN_BY_FLAG.format("github")),
        _of_actions(
            "forgejo",
            ".forgejo/workflows",
            pages="branch",
            runner="docker",
            upload="upload_v3",
            debian=True,
            visibility=_SEEN_BY_FLAG.format("github"),
        ),
        _of_actions(
            "gitverse",
            ".gitverse/workflows",
            pages="branch",
            context="gitverse",
            upload="upload_v4",
            visibility=_SEEN_BY_FLAG.format("gitverse"),
        ),
        HostingPlace("gitflic", {"gitflic-ci.yaml": "pipeline.yaml"}),
        HostingPlace("docker", {"Dockerfile": "Dockerfile", ".dockerignore": "dockerignore"}, pages="server"),
    )
}
NOWHERE = "none"
"""No host: the section is built and published from this computer."""
HOST_WORDS = Vocabulary(
    "hosts",
    tuple(Word(name, title, tuple(filter(None, also.split("|")))) for name, (title, also) in messages.HOSTS.items()),
)
"""Hosts as a reader names them."""


def host_files(host: HostingPlace, program: Program = SCHOOL) -> dict[str, str]:
    """The files a host reads, by their paths in the repository."""
    return {path: _drawn(template, host, program) for path, template in host.files.items()}


def _drawn(template: str, host: HostingPlace, program: Program) -> str:
    words = {"python": PYTHON, "image": IMAGE, "image_with_git": IMAGE_WITH_GIT, "server_image": SERVER_IMAGE}
    text = shipped(f"{TEMPLATES}/{template}").read_text(encoding="utf-8")
    return CONFIGURATIONS.from_string(text).render(
        host=host, program=program, actions=ACTIONS, night=NIGHT, week=WEEK, secrets=SECRETS, **words
    )
