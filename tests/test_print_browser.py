"""Pages on paper: how many sheets of A4 they take, that none is blank and that the last one says where it is from."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.loose_words import loose

pytestmark = pytest.mark.xdist_group("browser")

SHEETS = {
    "": 3,
    "parents/": 3,
    "practices/chas-do-uzhina/": 4,
    "roadmap/2026-2027/": 5,
    "monitoring/": 4,
    "documents/": 3,
    "mentors/belova/": 2,
    "events/den-nastavnika-2027/": 1,
    "programmes/chtenie-vsluh-2025/": 3,
}
ON_SCREEN_ONLY = ("Добавить в календарь", "файлом", "Перейти к", "Все разделы", "Найти")


@pytest.mark.parametrize("url", SHEETS)
def test_a_page_takes_few_sheets(browser: Browser, address: str, url: str) -> None:
    sheets = [" ".join(sheet.split()) for sheet in printed(browser, address + url)]

    assert len(sheets) <= SHEETS[url]
    assert all(len(sheet) > 80 for sheet in sheets), sheets
    assert "Напечатано со страницы" in sheets[-1]
    assert [words for words in ON_SCREEN_ONLY if words in " ".join(sheets)] == []


def test_no_line_ends_in_a_loose_word(demo_host: Path) -> None:
    assert loose(demo_host) == set()


def printed(browser: Browser, url: str) -> list[str]:
    """The texts of the sheets."""
    page = browser.new_page()
    page.goto(url)
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages]
