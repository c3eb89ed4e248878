"""What a change does to the site: said before it is published, and nothing said where nothing changes."""

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.building.project import Project
from nastavnik.office.comparing import SiteChange, what_changes
from nastavnik.office.comparing.revision import branch_point, checked_out
from tests.building import build
from tests.conftest import (
    CONSENT,
    DAY,
    DOCUMENT,
    ENGINE,
    MENTOR,
    NEWS,
    PASSPORT,
    PRACTICE,
    TODAY,
    Files,
    md,
    run,
    write_files,
    yml,
)

School = Callable[[Files], Path]
PLAN = """\
school_year: 2026-2027
stages:
  - {number: "1", title: Подготовка, term: до 15 декабря 2026}
"""
EVENT = {"title": "Круглый стол", "start": "2026-12-04 15:00", "event_type": "круглый стол"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"><path d="M0 0h4v5z"/></svg>'
SECTION: Files = {
    "mentors/ivanova.yml": yml(MENTOR, photo={"file": "ivanova.svg", "alt": "Портрет"}),
    "mentors/ivanova.svg": SVG,
    "roadmap/2026-2027.yml": PLAN,
    "news/den.md": md(NEWS),
    "news/budet.md": md(NEWS, title="Завтра", date="2026-11-21"),
    "events/stol.md": md(EVENT),
    "documents/prikaz.yml": yml(DOCUMENT),
    "practices/urok.md": md(PRACTICE),
    "parents.md": "# Родителям\n\nТекст.\n",
}
SECOND = yml(MENTOR, name="Вязова Анна Ильинична")


def git(root: Path, *command: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@school5.example")
    subprocess.run(["git", "-C", str(root), *identity, *command], check=True, capture_output=True)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school whose site was built, to be copied."""
    root = tmp_path_factory.mktemp("sample")
    write_files(root, {"mkdocs.yml": ENGINE})
    write_files(root / "content", {"school.yml": yml(PASSPORT), **SECTION})
    build(Project.at(root), TODAY, searchable=False)
    return root


@pytest.fixture
def built(sample: Path, tmp_path: Path) -> Path:
    """A school whose site was built."""
    return Path(shutil.copytree(sample, tmp_path / "school"))


@pytest.fixture
def committed(built: Path) -> Path:
    """A school in Git, on its main branch, without a site."""
    root = built
    shutil.rmtree(root / "site")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Раздел")
    return root


def change(root: Path, files: Files, *, gone: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Headings with their lines after the files of the content were changed; lists that follow are left out."""
    write_files(root / "content", files)
    for name in gone:
        (root / "content" / name).unlink()
    return told(what_changes(Project.at(root), TODAY))


def told(difference: SiteChange) -> dict[str, list[str]]:
    names = {title: name for name, title in messages.CHANGE_GROUPS.items()}
    return {names[title]: list(lines) for title, lines in difference.groups if names[title] != "followed"}


# --- nothing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", ["2026-11-20", "2026-11-21", "2027-09-02"])
def test_a_day_that_passed_is_no_change(built: Path, today: str) -> None:
    """The site is compared on its own day; tomorrow's story has come meanwhile."""
    same = run("diff", "--today", today, "--root", built)

    assert (same.exit_code, same.stderr) == (0, "")
    assert same.stdout == f"{messages.NOTHING_CHANGED} ({messages.against_site(TODAY)})\n"


@pytest.mark.parametrize("since", [(), ("--since", "HEAD"), ("--since", "main")])
def test_content_as_it_was_committed(committed: Path, since: tuple[str, ...]) -> None:
    same = run("diff", *since, *DAY, "--root", committed)

    assert (same.exit_code, same.stderr) == (0, "")
    assert same.stdout.startswith(messages.NOTHING_CHANGED)
    assert run("diff", *since, "--markdown", *DAY, "--root", committed).stdout.endswith("\nНичего не изменилось.\n")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="a system without links")
def test_a_link_in_a_revision_leads_nowhere(committed: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("тайна", encoding="utf-8")
    (committed / "content" / "link.txt").symlink_to(tmp_path / "secret.txt")
    git(committed, "add", "-A")
    git(committed, "commit", "-q", "-m", "ссылка")

    with checked_out(committed, branch_point(committed, "HEAD")) as place:
        link = place / "content" / "link.txt"
        assert not link.is_symlink()
        assert "тайна" not in link.read_text(encoding="utf-8")


def test_a_comment_in_a_record_is_no_change(built: Path) -> None:
    assert change(built, {"mentors/ivanova.yml": f"# заметка\n{SECTION['mentors/ivanova.yml']}"}) == {}  # type: ignore[str-bytes-safe]


def test_nothing_is_written(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*") if path.is_file()}
    change(built, {})

    assert {path: path.stat().st_mtime_ns for path in built.rglob("*") if path.is_file()} == before


# --- each sort of change -------------------------------------------------------------------------------

CHANGES: dict[str, tuple[Files, tuple[str, ...], dict[str, list[str]]]] = {
    "a new mentor": (
        {"mentors/vyazova.yml": SECOND},
        (),
        {
            "named": ["Вязова Анна Ильинична (mentors/vyazova/)"],
            "new": ["Вязова Анна Ильинична (mentors/vyazova/)"],
        },
    ),
    "a consent withdrawn": (
        {"mentors/ivanova.yml": yml(MENTOR, consent={**CONSENT, "withdrawn": "2026-11-19"})},
        (),
        {
            "unnamed": ["Берёзкина Анна Павловна (mentors/ivanova/)"],
            "gone": ["Берёзкина Анна Павловна (mentors/ivanova/)"],
            "pictures": ["− mentors/ivanova/ivanova.svg"],
        },
    ),
    "a date moved": (
        {"events/stol.md": md(EVENT, start="2026-12-05 16:30")},
        (),
        {
            "changed": ["Круглый стол (events/stol/)"],
            "dates": ["Круглый стол: 4 декабря 2026, 15:00 → 5 декабря 2026, 16:30"],
        },
    ),
    "a deadline of the plan": (
        {"roadmap/2026-2027.yml": PLAN.replace("15 декабря", "25 декабря")},
        (),
        {
            "changed": ["Дорожная карта (roadmap/2026-2027/)"],
            "dates": ["Срок: Подготовка: 15 декабря 2026 → 25 декабря 2026"],
        },
    ),
    "a document that is over": (
        {"documents/prikaz.yml": yml(DOCUMENT, state="утратил силу")},
        (),
        {"documents": ["Приказ: действует → утратил силу"]},
    ),
    "a page in one's own words": (
        {"parents.md": "# Родителям\n\nДругой.\n"},
        (),
        {"changed": ["Родителям (parents/)"]},
    ),
    "a page less": ({}, ("parents.md",), {"gone": ["Родителям (parents/)"]}),
    "a page more": ({"o-nas.md": "# О нас\n"}, (), {"new": ["О нас (o-nas/)"]}),
    "an event less": (
        {},
        ("events/stol.md",),
        {"gone": ["Круглый стол (events/stol/)"], "dates": ["Круглый стол: нет больше, было 4 декабря 2026, 15:00"]},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_beside_the_site(built: Path, name: str) -> None:
    files, gone, expected = CHANGES[name]

    assert _without_frames(change(built, files, gone=gone)) == expected


@pytest.mark.parametrize("name", ["a new mentor", "a date moved", "a page in one's own words"])
def test_the_same_beside_a_revision(committed: Path, name: str) -> None:
    files, gone, expected = CHANGES[name]

    assert _without_frames(change(committed, files, gone=gone)) == expected


def _without_frames(groups: dict[str, list[str]]) -> dict[str, list[str]]:
    """A tab that comes or goes is in the header of every page."""
    return {name: lines for name, lines in groups.items() if name != "framed"}


def test_a_header_that_changes_everywhere_is_one_line(built: Path) -> None:
    groups = change(built, {"parents.md": "---\ntab: Семьям\n---\n# Родителям\n\nТекст.\n"})

    assert len(groups["framed"]) == 1
    assert groups["changed"] == ["Родителям (parents/)"]


def test_a_renamed_record_moved(built: Path) -> None:
    run("rename", "practices/urok", "urok-vdvoyom", "--root", built)

    assert told(what_changes(Project.at(built), TODAY)) == {
        "moved": ["Урок вдвоём: practices/urok/ → practices/urok-vdvoyom/"]
    }


# --- what it is put beside -----------------------------------------------------------------------------


def test_work_on_a_branch_is_put_beside_the_point_it_parted_from(committed: Path) -> None:
    """What others published meanwhile is not this branch's doing."""
    git(committed, "checkout", "-qb", "rabota")
    git(committed, "checkout", "-q", "main")
    write_files(committed / "content", {"news/chuzhaya.md": md(NEWS, title="Чужая")})
    git(committed, "add", "-A")
    git(committed, "commit", "-qm", "Чужая")
    git(committed, "checkout", "-q", "rabota")

    assert change(committed, {"news/svoya.md": md(NEWS, title="Своя")})["new"] == ["Своя (news/svoya/)"]


def test_a_section_below_the_root_of_its_repository(school: School, tmp_path: Path) -> None:
    (tmp_path / "razdel").mkdir()
    root = school(SECTION)
    for part in ("content", "mkdocs.yml"):
        (root / part).rename(root / "razdel" / part)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Раздел")

    assert change(root / "razdel", {"news/svoya.md": md(NEWS, title="Своя")})["new"] == ["Своя (news/svoya/)"]


def test_a_revision_without_a_section_shows_nothing_yet(school: School) -> None:
    root = school(SECTION)
    git(root, "init", "-q", "-b", "main")
    git(root, "commit", "-q", "--allow-empty", "-m", "Пусто")

    assert "Первая встреча (news/den/)" in change(root, {})["new"]


@pytest.mark.parametrize(
    ("since", "said"),
    [(("--since", "nikakaya"), messages.no_such_revision("nikakaya")), (("--since", "--output=a"), None)],
)
def test_revisions_that_are_not_there(committed: Path, since: tuple[str, ...], said: str | None) -> None:
    refused = run("diff", *since, *DAY, "--root", committed)

    assert refused.exit_code in (1, 2)
    assert refused.stderr.strip() == (said or messages.no_such_revision("--output=a"))
    assert not (committed / "a").exists()


def test_neither_a_site_nor_git(school: School) -> None:
    refused = run("diff", *DAY, "--root", school(SECTION))

    assert (refused.exit_code, refused.stderr.strip()) == (1, messages.NO_GIT)


def test_content_with_mistakes_is_not_compared(built: Path) -> None:
    write_files(built / "content", {"news/den.md": md(NEWS, date="когда-то")})

    refused = run("diff", *DAY, "--root", built)

    assert refused.exit_code == 1
    assert "content/news/den.md:3:7" in refused.stdout and messages.not_comparable(1) in refused.stderr


def test_a_revision_with_mistakes_is_not_compared(committed: Path) -> None:
    write_files(committed / "content", {"news/den.md": md(NEWS, date="когда-то")})
    git(committed, "commit", "-qam", "Ошибка")
    write_files(committed / "content", {"news/den.md": md(NEWS)})

    assert messages.revision_not_read("HEAD") in run("diff", "--since", "HEAD", *DAY, "--root", committed).stderr


def test_a_site_without_its_memory_says_what_it_cannot(built: Path) -> None:
    for file in (built / ".nastavnik").glob("state.db*"):
        file.unlink()
    write_files(built / "content", {"parents.md": "# Родителям\n\nДругой.\n"})

    same = run("diff", *DAY, "--root", built)

    assert same.stdout == f"{messages.NOTHING_CHANGED} ({messages.against_site(None)})\n"
    assert same.stderr == f"{messages.DAY_UNKNOWN}\n"


def test_a_summary_for_a_request(built: Path) -> None:
    write_files(built / "content", {"mentors/vyazova.yml": SECOND})

    summary = run("diff", "--markdown", "--today", dt.date(2027, 1, 1).isoformat(), "--root", built).stdout

    assert summary.startswith("## Что изменится на сайте\n\nСравнено с сайтом, собранным на 20 ноября 2026.\n")
    assert "\n### Теперь названы: 1\n\n- Вязова Анна Ильинична \\(mentors/vyazova/\\)\n" in summary
