"""Pages in the school's own words at the desk: their list; how they are called. Their form is that of a record."""

from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote

from nastavnik.building.checking import errors
from nastavnik.desk.app import Desk
from nastavnik.desk.record_editing import FOLDER_SIGN
from nastavnik.desk.web import Request, Response
from nastavnik.records.own_page import OwnPage
from nastavnik.school.beside import SUFFIX, page_files
from nastavnik.school.handwritten import Handwritten, handwritten


class ListedPage(NamedTuple):
    """A page in the list: where its form is, its title, its address in the section, its name in the menu."""

    form: str
    title: str
    address: str
    tab: str
    is_wrong: bool


def pages_list(desk: Desk, _: Request) -> Response:
    """All pages in the school's own words: those in the menu first."""
    content = desk.project.content
    wrong = {problem.place.file for problem in errors(desk.section.read(desk.today()).problems)}
    read = {page.path: page for page in handwritten(content)[0]}
    listed = [_listed(content, path, read.get(path), wrong) for path in page_files(content)]
    return desk.draw("pages.html", cls=OwnPage, pages=sorted(listed, key=lambda page: (not page.tab, page.title)))


def page_address(file: str) -> str:
    """Where a page is edited, by the name of its file in messages; empty for what is none."""
    inside = file.partition("/")[2]
    if not inside.endswith(SUFFIX):
        return ""
    return f"/edit/{OwnPage.kind}/{quote(inside.removesuffix(SUFFIX).replace('/', FOLDER_SIGN), safe=FOLDER_SIGN)}"


def _listed(content: Path, path: Path, page: Handwritten | None, wrong: set[str]) -> ListedPage:
    file = f"{content.name}/{path.relative_to(content).as_posix()}"
    if page is None:
        return ListedPage(page_address(file), PurePosixPath(file).stem, "", "", True)
    return ListedPage(page_address(file), page.title, f"/{unquote(page.url)}", page.tab, file in wrong)
