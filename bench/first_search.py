"""Bytes over the wire until the first search of a visitor shows five results.

`python -m bench.first_search FOLDER` takes a folder of `bench.records` that was built with search. Needs the
dependencies of the tests (a browser).
"""

import argparse
import statistics
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Response

from tests.browser import answered, chromium, served, weighed

RECORDS, LETTERS = 6, 5
"""How many questions of each length; words of a question are at least so long."""


def questions(content: Path, length: int) -> Iterator[str]:
    """The first long words in titles of practices from all over the folder."""
    files = sorted((content / "practices").glob("*.md"))
    for file in files[:: max(len(files) // RECORDS, 1)][:RECORDS]:
        title = file.read_text(encoding="utf-8").partition("title: ")[2].partition("\n")[0]
        yield " ".join([word for word in title.split() if len(word) >= LETTERS][:length])


def weigh(browser: Browser, url: str, question: str) -> tuple[int, int]:
    """Bytes a visitor downloads from opening the search until the answer, and how many results it shows."""
    page = browser.new_context().new_page()
    page.goto(url, wait_until="networkidle")
    came: list[Response] = []
    page.on("response", lambda got: came.append(got))
    page.locator("header [data-open=find]").click()
    page.locator("#q").fill(question)
    answered(page)
    weight, shown = weighed(came).total(), page.locator("#find ol h3").count()
    page.context.close()
    return weight, shown


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.first_search", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    with chromium() as browser, served(folder / "site") as url:
        for length in (1, 2, 3):
            found = [weigh(browser, url, question) for question in questions(folder / "content", length)]
            weights = sorted(weight // 1000 for weight, _ in found)
            least, most = min(shown for _, shown in found), max(shown for _, shown in found)
            print(f"{length} word(s): median {statistics.median(weights):.0f} KB of {weights}, {least}–{most} results")


if __name__ == "__main__":
    main()
