"""What the files of the finished site are called where somebody is told which of them say a name."""

from pathlib import PurePosixPath

from nastavnik import messages
from nastavnik.desk.form_words import FormWords
from nastavnik.records import KINDS
from nastavnik.records.own_page import OwnPage

PAPERS = {".pdf", ".docx", ".doc", ".xlsx", ".odt"}
"""Suffixes of files that people open, and machines do not."""


def site_words(wording: FormWords, file: str) -> str:
    """What a file of the finished site is called: the title of its page, or that machines read it."""
    steps = file.split("/")
    if steps[-1] != "index.html":
        is_paper = PurePosixPath(file).suffix.lower() in PAPERS
        return messages.in_quotes(steps[-1]) if is_paper else messages.SITE_FOR_MACHINES
    if len(steps) == 1:
        return messages.SITE_HOME
    titles, cls = wording.titles, KINDS.get(steps[0])
    names = [
        f"content/{'/'.join(steps[:-1])}{suffix}" for suffix in (cls.suffix if cls else OwnPage.suffix, "/index.md")
    ]
    title = next((titles[name] for name in names if name in titles), "")
    return messages.in_quotes(title) if title else cls.heading if cls else messages.SITE_OTHER_PAGE
