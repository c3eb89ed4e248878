"""A small school with a record of every kind, built whole on a fixed day: what readers get, always the same.

`tests/golden/*.txt` is a page as it reads: headings, lists, links, pictures. Rewrite with `pytest --update-golden` and
explain the difference in the commit.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from nastavnik.records import KINDS
from tests.conftest import DAY, run, tree
from tests.loose_words import loose

HERE = Path(__file__).parent
SCHOOL = HERE / "school"
GOLDEN = HERE / "golden"
PAGES = {
    "home": "index.html",
    "roadmap": "roadmap/2026-2027/index.html",
    "mentor": "mentors/berezkina/index.html",
    "mentors": "mentors/index.html",
    "practice": "practices/urok-vdvoyom/index.html",
    "news": "news/pervye-uroki/index.html",
    "events": "events/index.html",
    "event": "events/krug/index.html",
    "programmes": "programmes/index.html",
    "programme": "programmes/pervyi-god/index.html",
    "contest": "contests/nastavnik-goda/index.html",
    "honour": "honour/index.html",
    "partners": "partners/index.html",
    "monitoring": "monitoring/index.html",
    "documents": "documents/index.html",
    "parents": "parents/index.html",
}
CANARY = re.compile("канаре", re.IGNORECASE)

pytestmark = pytest.mark.xdist_group("golden")  # one worker builds the school for all of them


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("golden") / "school"
    shutil.copytree(SCHOOL, root, ignore=shutil.ignore_patterns(".nastavnik"))
    result = run("build", "--root", root, *DAY)
    assert result.exit_code == 0, result.output
    return root / "site"


@pytest.mark.parametrize("name", PAGES)
def test_page_reads(name: str, site: Path, golden: Callable[[Path, str], None]) -> None:
    html = (site / PAGES[name]).read_text(encoding="utf-8")

    golden(GOLDEN / f"{name}.txt", as_read(html))


def test_every_kind_is_built(site: Path) -> None:
    built = {path.partition("/")[0] for path in tree(site)}

    assert set(KINDS) <= built
    assert all((SCHOOL / "content" / kind).is_dir() for kind in KINDS)


def test_addresses(site: Path, golden: Callable[[Path, str], None]) -> None:
    theirs = re.compile(r"assets/|\.nastavnik|pagefind/")

    golden(GOLDEN / "addresses.txt", "\n".join(path for path in sorted(tree(site)) if not theirs.match(path)) + "\n")


def test_nothing_without_a_right_to_it_reaches_the_site(site: Path) -> None:
    """Consents, their numbers, expired cards, drafts and hidden fields of the school all carry a canary."""
    leaks = [path for path, data in tree(site).items() if CANARY.search(path + data.decode("utf-8", "ignore"))]

    assert leaks == []
    assert CANARY.search((SCHOOL / "content/mentors/kanareykina.yml").read_text(encoding="utf-8"))


# --- same input, same bytes

IN_PARTS = """import sys
from nastavnik import cli
from nastavnik.building import builder
from nastavnik.school import scanning
builder.PARALLEL_FROM = scanning.PARALLEL_FROM = 1
cli.main(sys.argv[1:])
"""


def built_apart(folder: Path, seed: int, jobs: int) -> dict[str, bytes]:
    """The site as another process builds it from a copy of the school in `folder`."""
    shutil.copytree(SCHOOL, folder)
    subprocess.run(
        [sys.executable, "-c", IN_PARTS, "build", "--root", folder, *DAY, "--jobs", str(jobs)],
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(HERE.parent / "generator")},
        check=True,
        capture_output=True,
    )
    return tree(folder / "site")


@pytest.mark.parametrize(("folder", "seed", "jobs"), [("first", 1, 1), ("вторая папка", 2, 2)])
def test_any_folder_hash_seed_and_number_of_jobs(folder: str, seed: int, jobs: int, site: Path, tmp_path: Path) -> None:
    assert differing(built_apart(tmp_path / folder, seed, jobs), tree(site)) == []


def test_day_by_day_build_is_a_clean_build(site: Path, tmp_path: Path) -> None:
    """A site that grew, shrank and changed has the bytes of one built at once."""
    root = tmp_path / "school"
    shutil.copytree(SCHOOL, root)
    practice, story = root / "content/practices/urok-vdvoyom.md", root / "content/news/anons.md"
    kept = {path: path.read_bytes() for path in (practice, story)}
    practice.write_bytes(kept[practice].replace("Урок вдвоём".encode(), "Урок втроём".encode(), 1))
    story.unlink()
    (root / "content/news/lishnyaya.md").write_text(
        "---\ntitle: Лишняя\ndate: 2026-11-01\nsummary: Лишняя.\n---\n", encoding="utf-8"
    )
    assert run("build", "--root", root, *DAY).exit_code == 0
    (root / "content/news/lishnyaya.md").unlink()
    for path, data in kept.items():
        path.write_bytes(data)

    assert run("build", "--root", root, *DAY).exit_code == 0

    assert differing(tree(root / "site"), tree(site)) == []


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one | other if one.get(path) != other.get(path))


# --- a page as it reads

LINES = re.compile("p|li|h[1-6]|d[dtl]|tr|ul|ol|table|div|section|article|aside|nav|details|summary|figcaption")
SIGNS = {"li": "- ", "summary": "+ ", "dt": ": "} | {f"h{level}": "#" * level + " " for level in range(1, 7)}
UNSEEN = {"script", "style", "svg", "template"}


def as_read(html: str) -> str:
    """`<main>` of a page as lines of text with marks for headings, items, links and pictures."""
    reader = Reader()
    reader.feed(html[html.index("<main") : html.index("</main>")])
    lines = (
        " ".join(line.replace("\u00a0", "~").replace("\u2060", "").split()) for line in "".join(reader.text).split("\n")
    )
    return "".join(f"{line}\n" for line in lines if line.strip("-#+: "))


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.unseen += tag in UNSEEN
        if LINES.fullmatch(tag) or tag == "br":
            self.text.append("\n" + SIGNS.get(tag, ""))
        if tag in ("td", "th"):
            self.text.append(" | ")
        if tag == "a":
            self.text.append("[")
            self.links.append(said.get("href") or "")
        if tag == "img":
            self.text.append(f"![{said.get('alt')}]({said.get('src')})")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN
        if tag == "a":
            self.text.append(f"]({self.links.pop()})")
        if LINES.fullmatch(tag):
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text.append(data.replace("\n", " "))


def test_no_line_ends_in_a_loose_word(site: Path) -> None:
    assert loose(site) == set()
