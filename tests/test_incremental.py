"""A build on top of an old one has the bytes of a clean build, whatever has changed in between."""

import datetime as dt
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik.building import builder, scan_table
from nastavnik.building.builder import Builder
from nastavnik.building.database import NAME
from nastavnik.building.fingerprints import code_fingerprint
from nastavnik.building.project import Project
from nastavnik.building.site import Report
from nastavnik.building.site_mark import MARK
from nastavnik.errors import ContentRejected
from nastavnik.school import scanning
from tests.building import build
from tests.conftest import NEWS, PRACTICE, TODAY, md, write_files

SCHOOL = Path(__file__).parent / "school"
FORMS = ("педагог – педагог", "ученик – ученик", "руководитель – педагог")
STEPS = 5


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A school with lists of several pages."""
    root = tmp_path / "школа"
    shutil.copytree(SCHOOL, root, ignore=shutil.ignore_patterns("site", ".nastavnik"))
    practices = {
        f"practices/p{number}.md": md(
            PRACTICE,
            description=None,
            text=f"Смотрите [соседей](p{number - 1 if number else 1}.md).",
            title=f"Практика {number}",
            forms=FORMS[number % 3],
            published=f"2026-{number % 9 + 1:02}-01",
        )
        for number in range(34)
    }
    news = {
        f"news/n{number}.md": md(
            NEWS, title=f"Новость {number}", date=f"2026-{number % 9 + 1:02}-{number % 27 + 1:02}", text="Было хорошо."
        )
        for number in range(32)
    }
    write_files(root / "content", practices | news)
    return root


def tree(site: Path) -> dict[str, bytes]:
    """The site without the files of the search, which are compared by what they answer (`test_search.py`)."""
    files = ((path.relative_to(site).as_posix(), path) for path in site.rglob("*") if path.is_file())
    return {name: path.read_bytes() for name, path in files if not name.startswith(("pagefind/", MARK))}


def clean(root: Path, folder: Path, today: dt.date, **options: bool) -> dict[str, bytes] | str:
    """The site as a build that remembers nothing makes it, or why it is refused."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns("site", ".nastavnik"))
    return built(folder, today, **options)


def built(root: Path, today: dt.date, jobs: int = 1, *, searchable: bool = True) -> dict[str, bytes] | str:
    try:
        build(Project.at(root), today, jobs=jobs, searchable=searchable)
    except ContentRejected as refused:
        return "\n".join(map(str, refused.problems))
    return tree(root / "site")


def differing(one: dict[str, bytes] | str, other: dict[str, bytes] | str) -> list[str]:
    if isinstance(one, str) or isinstance(other, str):
        return [] if one == other else [str(one)[:300], str(other)[:300]]
    return [path for path in sorted(one.keys() | other.keys()) if one.get(path) != other.get(path)]


# --- what people do to a school


def records(root: Path) -> list[Path]:
    return sorted(path for path in (root / "content").rglob("*") if path.suffix in (".md", ".yml"))


def replace(path: Path, old: str, new: str) -> None:
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))


def edit_title(root: Path, dice: random.Random) -> None:
    replace(dice.choice(records(root)), "title: ", f"title: {dice.choice('АБВГД')} ")


def edit_text(root: Path, dice: random.Random) -> None:
    path = dice.choice([path for path in records(root) if path.suffix == ".md"])
    path.write_bytes(path.read_bytes() + f"\nЕщё **{dice.randrange(99)}** слов, «№ 5».\n".encode())


def change_form(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted((root / "content/practices").glob("p*.md")))
    replace(path, f"forms: {FORMS[0]}", f"forms: {FORMS[1]}")


def add(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted((root / "content/news").glob("n*.md")))
    shutil.copy(path, path.with_name(f"new{dice.randrange(999)}.md"))


def delete(root: Path, dice: random.Random) -> None:
    dice.choice(
        [*sorted((root / "content/practices").glob("p*.md")), *sorted((root / "content/news").glob("n*.md"))]
    ).unlink()


def rename(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted((root / "content/news").glob("*.md")))
    path.rename(path.with_name(f"renamed{dice.randrange(999)}.md"))


def touch(root: Path, dice: random.Random) -> None:
    dice.choice(records(root)).touch()


def change_template(root: Path, dice: random.Random) -> None:
    own = root / "theme/fragments"
    own.mkdir(parents=True, exist_ok=True)
    theirs = Path(__file__).parent.parent / "theme/fragments/news.html"
    text = theirs.read_text(encoding="utf-8").replace("</h1>", f" {dice.randrange(9)}</h1>", 1)
    (own / "news.html").write_text(text, encoding="utf-8")


def change_school(root: Path, dice: random.Random) -> None:
    path = root / "content/school.yml"
    replace(path, "short_title: ", f"short_title: {dice.choice('АБВ')} ")


def change_file(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted((root / "content/files").iterdir()))
    path.write_bytes(path.read_bytes() + b"." * dice.randrange(1, 3000))


def change_picture(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted((root / "content").rglob("*.svg")))
    path.write_bytes(path.read_bytes().replace(b"</svg>", b"<title>x</title></svg>"))


def withdraw(root: Path, dice: random.Random) -> None:
    replace(root / "content/mentors/berezkina.yml", "withdrawn: 2026-11-01", "")
    if dice.random() < 0.6:
        replace(root / "content/mentors/berezkina.yml", "consent:", "consent:\n  withdrawn: 2026-11-01")


def spoil_the_site(root: Path, dice: random.Random) -> None:
    pages = sorted((root / "site").rglob("*.html"))
    if pages:
        path = dice.choice(pages)
        if dice.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(b"<p>changed by hand</p>")


def spoil_the_catalogue(root: Path, dice: random.Random) -> None:
    path = root / "site/api/v1/catalog.json"
    if path.is_file():
        path.write_bytes(path.read_bytes()[dice.randrange(500) :])


def tear_the_state(root: Path, dice: random.Random) -> None:
    for file in (root / ".nastavnik").glob(f"{NAME}*"):
        data = file.read_bytes()
        file.write_bytes(data[: dice.randrange(len(data))] if dice.random() < 0.5 else dice.randbytes(len(data)))


def forget(root: Path, dice: random.Random) -> None:
    shutil.rmtree(root / dice.choice(["site", ".nastavnik"]), ignore_errors=True)


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    *(edit_title, edit_text, change_form, add, delete, rename, touch, change_template, change_school, change_file),
    *(change_picture, withdraw, spoil_the_site, spoil_the_catalogue, tear_the_state, forget),
)


def check(root: Path, tmp_path: Path, seed: int, steps: int, jobs: int = 1, *, searchable: bool = True) -> None:
    """Random edits and days, one or two between builds; what is refused is undone."""
    dice, today = random.Random(seed), TODAY
    built(root, today, jobs, searchable=searchable)
    for _ in range(steps):
        before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
        chosen = dice.sample(EDITS, dice.choice((1, 1, 2)))
        for edit in chosen:
            edit(root, dice)
        today += dt.timedelta(days=dice.choice((0, 0, 0, 1, 40)))
        expected = clean(root, tmp_path / "clean", today, searchable=searchable)
        site = built(root, today, jobs, searchable=searchable)
        assert differing(site, expected) == [], [edit.__name__ for edit in chosen]
        if isinstance(expected, str):
            undo(root / "content", before)


def undo(content: Path, before: dict[Path, bytes]) -> None:
    for path in [path for path in content.rglob("*") if path.is_file() and path not in before]:
        path.unlink()
    for path, data in before.items():
        path.write_bytes(data)


@pytest.mark.parametrize("seed", range(2))
def test_incremental_is_clean(seed: int, root: Path, tmp_path: Path) -> None:
    check(root, tmp_path, seed, STEPS, searchable=False)


def test_incremental_in_processes_is_clean(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "PARALLEL_FROM", 1)
    monkeypatch.setattr(scanning, "PARALLEL_FROM", 1)
    check(root, tmp_path, 100, 3, jobs=2)


@pytest.mark.audit
@pytest.mark.parametrize("seed", range(1000, 1020))
def test_long_history_is_clean(seed: int, root: Path, tmp_path: Path) -> None:
    check(root, tmp_path, seed, 60)


# --- cost grows with what changed


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the artifacts that builds make."""
    names: list[str] = []
    make = Builder._make

    def noted(self: Builder, number: int) -> builder.Built:
        names.append(self.artifacts[number].name)
        return make(self, number)

    monkeypatch.setattr(Builder, "_make", noted)
    return names


def again(root: Path, made: list[str], today: dt.date = TODAY) -> Report:
    made.clear()
    return build(Project.at(root), today, searchable=False)


def test_nothing_changed_nothing_is_made(root: Path, made: list[str]) -> None:
    again(root, made)

    report = again(root, made)

    assert made == ["feed sitemap"]
    assert (report.switched.written, report.switched.deleted) == (0, 0)


def test_one_text_changed_one_page_is_made(root: Path, made: list[str]) -> None:
    again(root, made)
    path = root / "content/practices/p5.md"
    path.write_bytes(path.read_bytes() + "\nЕщё слово.\n".encode())

    report = again(root, made)

    pages = {name for name in made if name.endswith(".html")}
    assert "practices/p5/index.html" in pages
    assert "news/n1/index.html" not in pages
    assert len(pages) < 25, sorted(pages)  # its neighbours, lists with its card, the home page; of some 150
    assert "api/v1/catalog.json#practices/p5" in made
    assert sum("#" in name for name in made) == 1
    assert report.switched.written <= 4  # a text is on one page, in the catalogue and nowhere else


def test_touched_file_is_not_read_again(root: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    again(root, made)
    (root / "content/practices/p5.md").touch()
    monkeypatch.setattr(
        scan_table, "pack_all", lambda files, *_: iter([pytest.fail(f"{one} was read") for one in files])
    )

    again(root, made)

    assert made == ["feed sitemap"]


def test_next_day_only_what_shows_the_day_is_made(root: Path, made: list[str]) -> None:
    again(root, made)

    again(root, made, TODAY + dt.timedelta(days=1))

    pages = {name for name in made if name.endswith(".html")}
    assert "roadmap/index.html" in pages
    assert "index.html" in pages
    assert not any(name.startswith("practices/p") for name in pages)


def test_day_is_asked_only_by_what_turns_on_it(root: Path, made: list[str]) -> None:
    event = {"title": "Круглый стол", "event_type": "круглый стол"}
    turns = {"vchera": "2026-11-19", "segodnya": "2026-11-20", "zavtra": "2026-11-21", "vesnoi": "2027-03-02"}
    write_files(root / "content", {f"events/{id}.md": md(event, start=day) for id, day in turns.items()})
    again(root, made)

    again(root, made, TODAY + dt.timedelta(days=1))

    assert {id for id in turns if f"events/{id}/index.html" in made} == {"segodnya", "zavtra"}


def test_any_library_of_another_version_makes_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_fingerprint.__wrapped__()
    (tmp_path / "pygments-2.99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)

    assert code_fingerprint.__wrapped__() != before


def test_torn_state_is_said_in_one_line_and_forgotten(root: Path) -> None:
    build(Project.at(root), TODAY)
    file = root / ".nastavnik" / NAME
    file.write_bytes(b"not a database at all" * 100)

    first, second = (build(Project.at(root), TODAY) for _ in range(2))

    assert [("state.db" in note) for note in first.notes] == [True]
    assert second.notes == ()


def test_state_that_cannot_be_kept_is_no_obstacle(root: Path) -> None:
    (root / ".nastavnik").write_text("a file where a folder should be", encoding="utf-8")

    assert build(Project.at(root), TODAY).pages > 100
    assert (root / "site" / MARK).is_file()
