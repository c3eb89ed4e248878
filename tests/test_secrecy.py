"""The repository of the records is closed: who decides that it must be, and who says so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.school.guard.secrecy import secrets
from tests.conftest import CONSENT, DAY, DOCUMENT, MENTOR, NEWS, PASSPORT, PRACTICE, Files, md, run, yml

ROOT = Path(__file__).parents[1]
PROGRAMME = {
    "title": "Первый год",
    "form": "педагог – педагог",
    "problem": "Урок не укладывается.",
    "goal": "Научиться.",
    "period": "2026 год",
}
CURATOR = {"post": "Методист", "name": "Белова И. С."}
SECRET: dict[str, tuple[Files, str]] = {
    "consent": ({"mentors/a.yml": yml(MENTOR)}, "content/mentors/a.yml:5:1 Согласие на публикацию"),
    "name without a consent": (
        {"mentors/a.yml": yml(MENTOR, consent=None)},
        "content/mentors/a.yml:1:1 Фамилия, имя, отчество",
    ),
    "scores": (
        {"programmes/a.yml": yml(PROGRAMME, scores=[1] * 9)},
        "content/programmes/a.yml:6:1 Оценки по показателям макета",
    ),
    "figures": (
        {"monitoring/2026.yml": yml(period="2026", figures={"waiting": "3"})},
        "content/monitoring/2026.yml:2:1 Числа",
    ),
    "author": (
        {"practices/a.md": md(PRACTICE, authors=[{"name": "Белова И. С.", "post": "учитель", "consent": CONSENT}])},
        "content/practices/a.md:14:3 Согласие на публикацию",
    ),
    "curator": ({"school.yml": yml(PASSPORT, curators=[CURATOR])}, "content/school.yml:13:3 Фамилия, имя, отчество"),
}
OPEN: dict[str, Files] = {
    "nothing": {},
    "news and papers": {
        "news/a.md": md(NEWS),
        "documents/a.yml": yml(DOCUMENT),
        "practices/a.md": md(PRACTICE, privacy_check=None),
    },
    "programme without scores": {"programmes/a.yml": yml(PROGRAMME)},
    "an invented school": {"school.yml": yml(PASSPORT, demo="2026-11-20"), "mentors/a.yml": yml(MENTOR)},
}


@pytest.mark.parametrize(("files", "expected"), SECRET.values(), ids=SECRET)
def test_secret(files: Files, expected: str, school: Callable[[Files], Path]) -> None:
    place, _, caption = expected.partition(" ")

    assert [(str(secret.place), secret.caption) for secret in secrets(school(files) / "content")] == [(place, caption)]


@pytest.mark.parametrize("files", OPEN.values(), ids=OPEN)
def test_no_secret(files: Files, school: Callable[[Files], Path]) -> None:
    assert list(secrets(school(files) / "content")) == []


@pytest.mark.parametrize("visibility", ["public", "internal"])
def test_open_repository_is_refused(visibility: str, school: Callable[[Files], Path]) -> None:
    root = school({"mentors/a.yml": yml(MENTOR), "mentors/b.yml": yml(MENTOR, name="Рощин Олег Ильич")})

    refused = run("check", "--root", root, *DAY, "--repository", visibility)

    assert refused.exit_code == 1
    assert refused.stdout.startswith(
        "content/mentors/a.yml:5:1: репозиторий открыт, а в записи есть то, что видеть нельзя: Согласие на публикацию "
        "(таких 2 файла) — закройте репозиторий: на GitHub Settings → General"
    )
    assert refused.stdout.count("репозиторий открыт") == 1


@pytest.mark.parametrize("visibility", ["private", "", None])
def test_closed_or_unknown_repository_is_fine(
    visibility: str | None, school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a service does not say who sees it, the variable is empty."""
    if visibility is not None:
        monkeypatch.setenv("NASTAVNIK_REPOSITORY", visibility)

    assert run("check", "--root", school({"mentors/a.yml": yml(MENTOR)}), *DAY).exit_code == 0


def test_services_say_it_in_the_environment(school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASTAVNIK_REPOSITORY", "public")

    assert run("check", "--root", school({"mentors/a.yml": yml(MENTOR)}), *DAY, "--format", "github").exit_code == 1


def test_first_build_says_it_once(school: Callable[[Files], Path]) -> None:
    root = school({"mentors/a.yml": yml(MENTOR)})

    first, second = (run("build", "--root", root, *DAY, "--no-search", "--jobs", "1") for _ in range(2))

    assert messages.KEEP_PRIVATE in first.stdout
    assert messages.KEEP_PRIVATE not in second.stdout


def test_nothing_to_hide_nothing_is_said(school: Callable[[Files], Path]) -> None:
    built = run("build", "--root", school({"news/a.md": md(NEWS)}), *DAY, "--no-search", "--jobs", "1")

    assert messages.KEEP_PRIVATE not in built.stdout


def test_new_school_has_it_written_down(tmp_path: Path) -> None:
    for host in ("GitHub", "GitLab"):
        run("start", tmp_path / host, "--yes", "--host", host, *DAY)

    written = ("GitHub/content/school.yml", "GitHub/.github/workflows/publish.yaml", "GitLab/.gitlab-ci.yml")
    for name in written:
        assert "закрытым (Private)" in (tmp_path / name).read_text(encoding="utf-8")
