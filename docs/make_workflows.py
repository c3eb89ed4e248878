"""Files of this project's own hosts, drawn from the templates that `start` draws a school's from.

Run it: `python docs/make_workflows.py`. A test holds the files up to date. Nothing of a release is here.
"""

from pathlib import Path

from nastavnik.office.hosting import HOSTS, PROJECT, host_files

ROOT = Path(__file__).parent.parent
OURS = ("github", "gitlab", "docker")


def files() -> dict[str, str]:
    """The files by their paths in the repository."""
    return {path: text for name in OURS for path, text in host_files(HOSTS[name], PROJECT).items()}


if __name__ == "__main__":
    for path, text in files().items():
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")
