"""Contexts of templates → `docs/templates.md`, for schools that override some. Run it: `python docs/make_templates.py`.

Nothing is described here twice: names and what they are come from the classes. A test holds the file up to date.
"""

import typing
from collections.abc import Iterator
from pathlib import Path

from nastavnik.bank.site.contexts import CONTEXTS as BANK
from nastavnik.messages import Wording
from nastavnik.pages.contexts import CONTEXTS as SCHOOL
from nastavnik.views.overviews import OVERVIEWS

TARGET = Path(__file__).with_name("templates.md")

HEAD = """\
# Templates

Made by `python docs/make_templates.py` from the code; not to be edited by hand.

A school or a region overrides a template with a file of the same name in its own `theme/fragments/`. Each block is
drawn with exactly the names below; a name that is not there, or an expression that does not fit a value,
stops the build with the template, its line and the page.
Beside them every block may call the filters and functions of `generator/nastavnik/pages/fragments.py`.
`<kind>.html` is the template of a kind of records: `news.html`, `mentors.html`.
What pages pasted into closed platforms (`nastavnik fragments`) leave out carries `data-plain`; `data-plain="Цель"` puts
these words in its place. What works by script only has the class `js`, what is about the site itself `noprint`.
The grid is one: `<div class="cols">` holds the text (`.main`) and what stands beside it (`<aside class="side">`, its
box `.passport`), 22rem wide, in view while the text is read, under it where there is no room. There the macro
`three_facts` of `_parts.html` says the most important under the lead.
"""


def reference() -> str:
    """The whole reference as Markdown."""
    school = [section(f"`{template}`, block `{block}`", context) for (template, block), context in SCHOOL.items()]
    lists = [
        section(f"`{kind}.html`, block `list`, besides", typing.get_type_hints(made)["return"])
        for kind, made in OVERVIEWS.items()
    ]
    everywhere = section("`wording`, in every block", Wording)
    bank = [section(f"`{template}`, block `{block}`", context) for (template, block), context in BANK.items()]
    return "\n".join([HEAD, "## A school\n", everywhere, *school, *lists, "## A regional bank\n", *bank])


def section(title: str, context: type) -> str:
    """One block: what it is and its names."""
    return "\n".join(
        [f"### {title}\n", f"{context.__doc__}\n", "| Name | What it is |", "|---|---|", *rows(context), ""]
    )


def rows(context: type) -> Iterator[str]:
    """A line a name."""
    for name, hint in typing.get_type_hints(context, include_extras=True).items():
        yield f"| `{name}` | {hint.__metadata__[0]} |"


def main() -> None:
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
