"""The desk → `docs/ru/images/*.webp`, the pictures of the handbook. Run it: `python docs/make_pictures.py`.

Pictures are taken of the real thing: a copy of `content/` and an empty folder are opened in a desk each, on the demo's
own day, and photographed in a browser. When the desk looks different, run it again.
"""

import datetime as dt
import io
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from nastavnik.building.project import Project
from nastavnik.desk.app import Desk, answering
from nastavnik.desk.errands import ERRANDS
from nastavnik.desk.routes import ROUTES
from nastavnik.desk.web import DeskServer

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "ru" / "images"
TODAY = dt.date(2026, 11, 20)
MOST_BYTES = 60_000
QUALITIES = (82, 74, 66, 58, 50, 40)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]

MENTORS = (
    ("№", "Фамилия, имя, отчество", "Должность, стаж", "Форма", "Телефон"),
    (1, "Ясенева Полина Аркадьевна", "учитель географии, стаж 18 лет", "педагог – педагог", "8 900 000-00-01"),
    (2, "Дубровин Семён Ильич", "учитель физики, стаж 25 лет", "педагог – обучающийся", "8 900 000-00-02"),
)
"""A list as schools keep it; nobody of it lives anywhere."""


def desk(page: Page) -> None:
    """The first page: what is due, records, errands."""
    page.wait_for_selector(".duties")


def form(page: Page) -> None:
    """A mentor's form and the page beside it."""
    page.goto(f"{_host(page)}edit/mentors/klimova")
    page.frame_locator("[data-look]").locator("h1").wait_for()


def listed(page: Page) -> None:
    """What becomes of a list of mentors, before anything is written."""
    page.goto(f"{_host(page)}do/import")
    page.set_input_files("input[type=file]", {"name": "Наставники.xlsx", "mimeType": "", "buffer": _list()})
    page.click("form button")
    page.wait_for_selector("section")


def beginning(page: Page) -> None:
    """The questions of a new section."""
    page.wait_for_selector("select")


Step = Callable[[Page], None]
PICTURES: dict[str, tuple[Step, tuple[int, int], bool]] = {
    "desk": (desk, (1100, 1020), True),
    "form": (form, (1360, 820), True),
    "import": (listed, (1000, 760), True),
    "start": (beginning, (1000, 700), False),
}
"""A picture: how to get there, the size of the window, whether it is the demo's desk (else one of an empty folder)."""


def _host(page: Page) -> str:
    return page.url[: page.url.index("/", len("http://")) + 1]


def _list() -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.worksheets[0].title = "Список"
    for row in MENTORS:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


@contextmanager
def opened(root: Path) -> Iterator[str]:
    """The address of a desk over a folder."""
    server = DeskServer(answering(Desk(Project.at(root), lambda: TODAY, ERRANDS), ROUTES))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.address
    server.shutdown()
    server.server_close()


def taken(browser: Browser, address: str, step: Step, size: tuple[int, int]) -> bytes:
    """A picture as PNG."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="ru").new_page()
    page.goto(address)
    step(page)
    page.wait_for_load_state("networkidle")
    picture = page.screenshot(animations="disabled")
    page.context.close()
    return picture


def light(picture: bytes) -> bytes:
    """The same picture as WebP, as good as `MOST_BYTES` allow."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for quality in QUALITIES:
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()


def demo(folder: Path) -> Path:
    """A copy of the demo school."""
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as school,
        tempfile.TemporaryDirectory() as empty,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with opened(demo(Path(school))) as full_desk, opened(Path(empty)) as empty_desk:
            for name, (step, size, is_demo) in PICTURES.items():
                picture = taken(browser, full_desk if is_demo else empty_desk, step, size)
                (TARGET / f"{name}.webp").write_bytes(light(picture))
        browser.close()


if __name__ == "__main__":
    main()
