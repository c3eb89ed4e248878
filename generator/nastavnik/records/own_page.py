"""A page in the school's own words: `content/parents.md`. Not a record: an engine draws it, a form may keep it."""

from typing import ClassVar

from nastavnik.records.fields import PRIVATE, Line, Lines, Many, Markdown, ToWrite, field
from nastavnik.records.record import Record


class OwnPage(Record):
    """One page. Its address is where the file lies in `content/`; its text stands below its head, if it has one.

    Other words of the head are the engine's (`template`, `hide`) and stay as they are.
    """

    kind: ClassVar[str] = "page"
    suffix: ClassVar[str] = ".md"
    body: ClassVar[str | None] = "text"
    caption: ClassVar[str] = "страница"
    heading: ClassVar[str] = "Страницы"
    counted: ClassVar[tuple[str, str, str]] = ("страница", "страницы", "страниц")
    another: ClassVar[str] = "Ещё одна страница"
    nothing: ClassVar[tuple[str, str]] = ("Своих страниц пока нет", "Здесь рассказывают то, для чего нет записи.")

    notes: Many[ToWrite] = field("Что здесь написать", (), seen=PRIVATE)
    title: Line = field("Название", example="Родителям")
    tab: Line | None = field("Имя в меню, если страница должна стоять в нём", None, example="Родителям")
    description: Lines | None = field("Коротко о чём страница", None)
    text: Markdown | None = field("Текст", None)


HEAD = ("title", "description", "tab")
"""What the shell reads in the head of a page."""

ON_THE_HOME_PAGE = {"родителям": "parents", "семьям": "parents", "о наставничестве": "about", "о программе": "about"}
"""Titles of pages the home page leads to, in small letters, and the names it knows them by."""
