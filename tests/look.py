"""Pictures of every sort of page, and what became of them: `make look`.

`python -m tests.look` takes pictures of the three demos — every sort of page, at 390 and 1440 pixels, light, dark and
for low vision — into `look/now` and compares them with those in `look/accepted`; `look/index.html` shows what differs,
side by side. What differs on purpose is accepted: `--accept`; pictures of the README are taken anew then. `--since
REVISION` takes the accepted ones of that revision first. Exit code 1: something differs.
"""

import argparse
import html
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser

from tests.browser import chromium, served
from tests.demos import ROOT, demo_bank, demo_site, kindergarten_site
from tests.test_access_browser import LOOKS, SITES

FOLDER = ROOT / "look"
NOW, ACCEPTED, DIFFERENCES = "now", "accepted", "differences"
WIDTHS = {390: 844, 1440: 900}
"""Widths of a window, and its height then."""
NOTICED = 24
"""By how much of 255 a colour differs if somebody sees it: less is the work of smoothing."""
WHOLE = """async () => {
    document.querySelectorAll("[loading=lazy]").forEach(picture => { picture.loading = "eager"; });
    await Promise.all([...document.images].map(picture => picture.decode().catch(() => 0)));
    await document.fonts.ready;
}"""
STYLE = (
    "body{font:16px sans-serif}div{display:grid;grid-template-columns:repeat(3,1fr);gap:1em}"
    "img{width:100%;border:1px solid}"
)
README = {"docs/images/home.png": ("school", "", 1440)}
"""Pictures of the README: the site, the page, the width of the window; the first screen."""


@dataclass(frozen=True, slots=True)
class Change:
    """A picture that is not as it was accepted: its path, and which part of it differs; 1 if it has come or gone."""

    path: str
    share: float
    reason: str


def main(words: list[str] | None = None) -> int:
    options = _options(words)
    if options.take:
        take(options.take)
        return 0
    if options.since:
        _take_of(options.since, FOLDER / ACCEPTED)
    take(FOLDER / NOW)
    if options.accept or not (FOLDER / ACCEPTED).is_dir():
        _accept(FOLDER, ROOT)
        return 0
    changes = compared(FOLDER / ACCEPTED, FOLDER / NOW, FOLDER / DIFFERENCES)
    (FOLDER / "index.html").write_text(sheet(changes), encoding="utf-8")
    for change in changes:
        print(f"{change.share:7.2%}  {change.path}  {change.reason}")
    print(
        f"{len(changes)} pictures differ: {FOLDER / 'index.html'}" if changes else "every page looks as it was accepted"
    )
    return int(bool(changes))


def _options(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.look", description=__doc__)
    parser.add_argument("--accept", action="store_true", help="what is seen now is right")
    parser.add_argument("--since", metavar="REVISION", help="compare with the pages of a revision")
    parser.add_argument("--take", type=Path, metavar="FOLDER", help="only take the pictures, into a folder")
    return parser.parse_args(words)


# --- taking


def take(folder: Path) -> None:
    """Pictures of all pages and of the README into a folder, made anew: `school/light-390/practices.png`."""
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as work, _sites(Path(work)) as addresses, chromium() as browser:
        for site, address in addresses.items():
            for look in LOOKS:
                for width in WIDTHS:
                    place = folder / site / f"{look.replace(' ', '-')}-{width}"
                    place.mkdir(parents=True)
                    for url in SITES[site]:
                        picture = photographed(browser, f"{address}{url}", look, width)
                        (place / f"{name_of(url)}.png").write_bytes(picture)
        (folder / "readme").mkdir()
        for target, (site, url, width) in README.items():
            picture = photographed(browser, f"{addresses[site]}{url}", "light", width, first_screen=True)
            (folder / _readme_picture(target)).write_bytes(picture)


def photographed(browser: Browser, url: str, look: str, width: int, *, first_screen: bool = False) -> bytes:
    """A page as PNG, whole or its first screen; everything that moves stands still."""
    scheme, script = LOOKS[look]
    size = {"width": width, "height": WIDTHS[width]}
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.goto(url)
    page.evaluate(WHOLE)
    picture = page.screenshot(full_page=not first_screen, animations="disabled")
    context.close()
    return picture


def name_of(url: str) -> str:
    return url.strip("/").removesuffix(".html").replace("/", "_") or "home"


@contextmanager
def _sites(work: Path) -> Iterator[dict[str, str]]:
    """Addresses of the three demos, built and served."""
    school, kindergarten = demo_site(work / "school"), kindergarten_site(work / "kindergarten")
    with served(school) as first, served(kindergarten) as second, served(demo_bank(work / "bank")) as third:
        yield {"school": f"{first}nastavnichestvo/", "kindergarten": f"{second}nastavnichestvo/", "bank": third}


def _take_of(revision: str, folder: Path) -> None:
    """Pictures of the pages that another revision of the project makes."""
    with tempfile.TemporaryDirectory() as work:
        tree = Path(work) / "tree"
        subprocess.run(["git", "worktree", "add", "--detach", "--quiet", tree, revision], cwd=ROOT, check=True)
        try:
            command = [sys.executable, "-m", "tests.look", "--take", folder]
            own = {"PYTHONPATH": str(tree / "generator")}
            subprocess.run(command, cwd=tree, check=True, env={**os.environ, **own})
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def _accept(folder: Path, root: Path) -> None:
    """What is seen now is what is compared with from here on, and what the README shows."""
    shutil.rmtree(folder / ACCEPTED, ignore_errors=True)
    (folder / NOW).rename(folder / ACCEPTED)
    for target in README:
        (root / target).write_bytes(small((folder / ACCEPTED / _readme_picture(target)).read_bytes()))


def _readme_picture(target: str) -> str:
    """Where a picture of the README stands among the others, from their folder."""
    return f"readme/{Path(target).name}"


def small(picture: bytes) -> bytes:
    """The same picture with 64 colours, as a README has it."""
    file = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


# --- comparing


def compared(accepted: Path, now: Path, differences: Path) -> list[Change]:
    """What differs, the most first; where both pictures are there, a third one in `differences` shows where."""
    shutil.rmtree(differences, ignore_errors=True)
    before, after = _pictures(accepted), _pictures(now)
    gone = [Change(path, 1, "gone") for path in before - after]
    come = [Change(path, 1, "new") for path in after - before]
    both = [_change(path, accepted, now, differences) for path in before & after]
    return sorted([*gone, *come, *filter(None, both)], key=lambda change: (-change.share, change.path))


def _pictures(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*.png")}


def _change(path: str, accepted: Path, now: Path, differences: Path) -> Change | None:
    if (accepted / path).read_bytes() == (now / path).read_bytes():
        return None
    before, after = (Image.open(folder / path).convert("RGB") for folder in (accepted, now))
    size = (max(before.width, after.width), max(before.height, after.height))
    apart = ImageChops.difference(*(_on(picture, size) for picture in (before, after))).convert("L")
    seen = apart.point(lambda value: 255 if value > NOTICED else 0)
    share = seen.histogram()[255] / (size[0] * size[1])
    if not share and before.size == after.size:
        return None
    target = differences / path
    target.parent.mkdir(parents=True, exist_ok=True)
    seen.save(target)
    return Change(path, share, "" if before.size == after.size else f"{after.height - before.height:+} px high")


def _on(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    ground = Image.new("RGB", size, "white")
    ground.paste(picture)
    return ground


def sheet(changes: Iterable[Change]) -> str:
    """A page that shows every change: as it was accepted, as it is, where it differs."""
    rows = "".join(
        f"<h2>{html.escape(change.path)} · {change.share:.2%} {change.reason}</h2><div>"
        + "".join(
            f'<img loading="lazy" src="{folder}/{change.path}" alt="">' for folder in (ACCEPTED, NOW, DIFFERENCES)
        )
        + "</div>"
        for change in changes
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>look</title><style>{STYLE}</style>{rows}</html>'
    )


if __name__ == "__main__":
    sys.exit(main())
