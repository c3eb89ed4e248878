"""The commands, as an administrator meets them."""

import errno
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from nastavnik import messages
from nastavnik.cli import main
from nastavnik.commands.usage import Later
from tests.conftest import DAY, DOCUMENT, NEWS, ROADMAP, Files, md, run, tree, yml
from tests.word import make_word

SCHOOL = Path(__file__).parent / "school"
LATIN = re.compile(r"\b[A-Za-z][a-z]{3,}\b")
NAMES_OF_THINGS = {
    "adult",
    "child",
    "nastavnichestvo",
    "harvest",
    "form",
    "sources",
    "Dask",
    "mentors",
    "decisions",
    "review",
    "export",
    "coverage",
    "news",
    "content",
    "mkdocs",
    "plain",
    "nastavnik",
    "roadmap",
    "docx",
    "monitoring",
    "xlsx",
    "Excel",
    "Word",
    "site",
    "text",
    "json",
    "github",
    "gitlab",
    "Docker",
    "Forgejo",
    "private",
    "internal",
    "public",
    "school",
    "practices",
    "documents",
    "events",
    "forms",
    "main",
    "https",
    "Markdown",
    "Gitea",
    "Code",
    "Ctrl",
    "Asia",
    "Yekaterinburg",
}


# --- term


def test_term_in_words() -> None:
    result = run("term", "до 15 сентября", "--school-year", "2026-2027")

    assert result.exit_code == 0
    assert result.stdout == "«до 15 сентября»: день или срок — до 15 сентября 2026\n"


def test_term_as_data() -> None:
    result = run("term", "до 15 сентября", "--school-year", "2026-2027", "--format", "json")

    assert json.loads(result.stdout) == {
        "text": "до 15 сентября",
        "kind": "date",
        "start": None,
        "end": "2026-09-15",
        "repeat": None,
        "parts": [],
    }


def test_term_of_several_parts() -> None:
    result = run("term", "Декабрь 2023г. Май 2024г.", "--format", "json")

    said = json.loads(result.stdout)
    assert (said["start"], said["end"]) == ("2023-12-01", "2024-05-31")
    assert [(part["kind"], part["start"], part["end"]) for part in said["parts"]] == [
        ("month", "2023-12-01", "2023-12-31"),
        ("month", "2024-05-01", "2024-05-31"),
    ]


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("2 раза в год", "recurring"),
        ("Постоянно", "continuous"),
        ("(по запросу)", "conditional"),
        ("абракадабра", "unknown"),
    ],
)
def test_term_without_dates(phrase: str, kind: str) -> None:
    said = json.loads(run("term", phrase, "--format", "json").stdout)

    assert (said["kind"], said["start"], said["end"]) == (kind, None, None)


def test_term_of_a_year_that_ends_in_august() -> None:
    phrase = ("term", "август", "--school-year", "2026-2027", "--format", "json")

    assert json.loads(run(*phrase).stdout)["end"] == "2026-08-31"
    assert json.loads(run(*phrase, "--year-end", "08-31").stdout)["kind"] == "unknown"


def test_term_with_a_year_that_is_none() -> None:
    result = run("term", "май", "--school-year", "2026-2030")

    assert result.exit_code == 2
    assert "«2026-2030» не учебный год — напишите 2026-2027" in result.stderr


# --- check


def test_check_of_a_good_school() -> None:
    result = run("check", "--root", SCHOOL, *DAY)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("27 записей: ошибок нет, ")


@pytest.mark.parametrize("day", ["2026-11-20", "20.11.2026", "20 ноября 2026"])
def test_today_as_people_write_it(day: str) -> None:
    assert run("check", "--root", SCHOOL, "--today", day).stdout == run("check", "--root", SCHOOL, *DAY).stdout


@pytest.mark.parametrize("day", ["завтра", "2026-02-30"])
def test_today_that_is_none(day: str) -> None:
    result = run("check", "--root", SCHOOL, "--today", day)

    assert result.exit_code == 2
    assert day in result.stderr


def test_today_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    noon_of_the_day = "1795158000"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", noon_of_the_day)

    assert run("check", "--root", SCHOOL).stdout == run("check", "--root", SCHOOL, *DAY).stdout


def test_check_where_nothing_is(tmp_path: Path) -> None:
    result = run("check", "--root", tmp_path, *DAY)

    assert result.exit_code == 1
    assert result.stdout == f"content/school.yml:1:1: {messages.NO_SECTION}\n"


# --- build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small school that a test may spoil."""
    shutil.copytree(SCHOOL, tmp_path / "школа")
    return tmp_path / "школа"


def published(root: Path) -> dict[str, bytes]:
    return tree(root / "site")


def test_build_says_what_it_did(project: Path) -> None:
    first = run("build", "--root", project, *DAY)
    second = run("build", "--root", project, *DAY)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert re.match(
        r"сайт собран: \d+ страниц\w?; файлов записано \d+, удалено 0, без изменений 0; подсказок", first.stdout
    )
    assert re.match(
        r"сайт собран: \d+ страниц\w?; файлов записано 0, удалено 0, без изменений \d+; подсказок", second.stdout
    )
    assert not (project / ".site.staging").exists()


def test_bad_record_leaves_the_old_site(project: Path) -> None:
    run("build", "--root", project, *DAY)
    before = published(project)
    (project / "content/news/anons.md").write_text(md(NEWS, date="вчера"), encoding="utf-8")

    result = run("build", "--root", project, *DAY)

    assert result.exit_code == 1
    assert result.stdout.startswith("content/news/anons.md:3:7: date (Дата): «вчера» не дата")
    assert result.stderr == "сайт не собран и остался прежним: 1 ошибка, см. выше\n"
    assert published(project) == before


def test_broken_template_leaves_the_old_site_and_is_named(project: Path) -> None:
    run("build", "--root", project, *DAY)
    before = published(project)
    own = project / "theme/fragments/mentors.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        "{% block card %}{% endblock %}{% block list %}{% endblock %}\n{% block page %}\n{{ nonsense }}{% endblock %}"
    )

    result = run("build", "--root", project, *DAY)

    assert result.exit_code == 1
    assert result.stderr.startswith("шаблон mentors.html, строка 3, страница mentors/")
    assert published(project) == before


def test_broken_part_of_the_shell_is_named(project: Path) -> None:
    own = project / "theme/overrides/partials/footer.html"
    own.parent.mkdir(parents=True)
    own.write_text("<footer>\n{{ nonsense }}</footer>", encoding="utf-8")

    result = run("build", "--root", project, *DAY)

    assert result.exit_code == 1
    assert result.stderr.startswith("шаблон footer.html, строка 2, страница ")


def test_school_overrides_a_single_template(project: Path) -> None:
    own = project / "theme/fragments/mentors.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        "{% block card %}{% endblock %}{% block list %}наш список{% endblock %}{% block page %}{% endblock %}"
    )

    run("build", "--root", project, *DAY)

    assert "наш список" in (project / "site/mentors/index.html").read_text(encoding="utf-8")
    assert "Первые уроки" in (project / "site/news/index.html").read_text(encoding="utf-8")


def test_bad_hand_written_page_leaves_the_old_site(project: Path) -> None:
    run("build", "--root", project, *DAY)
    before = published(project)
    (project / "content/parents.md").write_text("# Родителям\n\n[сюда](nowhere.md)\n", encoding="utf-8")

    result = run("build", "--root", project, *DAY)

    assert result.exit_code == 1
    assert result.stdout.startswith("content/parents.md:3:8: ссылка ведёт на «nowhere.md»")
    assert published(project) == before


def test_folder_of_somebody_else_is_not_touched(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site/thesis.docx").write_bytes(b"theirs")

    result = run("build", "--root", project, *DAY)

    assert result.exit_code == 1
    assert result.stderr == messages.site_not_ours("site") + "\n"
    assert published(project) == {"thesis.docx": b"theirs"}


def test_build_without_settings_of_the_engine(project: Path) -> None:
    (project / "mkdocs.yml").unlink()

    result = run("build", "--root", project, *DAY)

    assert result.exit_code == 1
    assert result.stdout == f"mkdocs.yml:1:1: {messages.no_mkdocs_config('mkdocs.yml')}\n"
    assert not (project / "site").exists()


def test_drafts_are_shown_on_demand(project: Path) -> None:
    run("build", "--root", project, *DAY, "--drafts")

    assert "news/chernovik/index.html" in published(project)
    run("build", "--root", project, *DAY)
    assert "news/chernovik/index.html" not in published(project)


def test_vanished_record_takes_its_page_with_it(project: Path) -> None:
    run("build", "--root", project, *DAY)
    (project / "content/news/anons.md").unlink()

    run("build", "--root", project, *DAY)

    assert not (project / "site/news/anons").exists()


# --- import


@pytest.fixture
def word(tmp_path: Path) -> Path:
    table = [["№", "Этап", "Мероприятия", "Сроки"], ["1", "Подготовка", "Издать приказ", "до 15 сентября 2026 г."]]
    return make_word(tmp_path / "план.docx", [{"table": table}])


def test_import_writes_a_record_that_passes_check(word: Path, school: Callable[[Files], Path]) -> None:
    root = school({"documents/prikaz.yml": yml(DOCUMENT)})

    result = run("import", "roadmap", word, "--id", "2026-2027", "--root", root)

    assert result.exit_code == 0
    assert (root / "content/roadmap/2026-2027.yml").is_file()
    assert run("check", "--root", root, *DAY).exit_code == 0


def test_import_does_not_write_over_a_record(word: Path, school: Callable[[Files], Path]) -> None:
    root = school({"roadmap/2026-2027.yml": "title: Мой план\n"})
    command = ("import", "roadmap", word, "--id", "2026-2027", "--root", root)

    refused = run(*command)

    assert refused.exit_code == 1
    assert "2026-2027.yml уже есть" in refused.stderr
    assert (root / "content/roadmap/2026-2027.yml").read_text(encoding="utf-8") == "title: Мой план\n"
    assert run(*command, "--force").exit_code == 0


def test_import_to_the_screen(word: Path, tmp_path: Path) -> None:
    result = run("import", "roadmap", word, "--id", "2026-2027", "--output", "-", "--root", tmp_path)

    assert result.exit_code == 0
    assert "Издать приказ" in result.stdout
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("net.docx", None, "нет файла"),
        ("pusto.docx", b"", messages.OFFICE_EMPTY_FILE),
        ("plan.pdf", b"%PDF-1.7", messages.PDF),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word"),
        ("plan.docx", b"PK\x03\x04 not really", messages.OFFICE_DAMAGED),
    ],
)
def test_import_of_what_is_no_word_file(name: str, data: bytes | None, said: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)

    result = run("import", "roadmap", tmp_path / name, "--root", tmp_path)

    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


# --- help


def commands(group: click.Group, *above: str) -> Iterator[tuple[str, ...]]:
    yield above
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)
        else:
            yield (*above, name)


@pytest.mark.parametrize("command", list(commands(main)), ids=" ".join)
def test_help_is_russian(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")

    assert result.exit_code == 0
    words = set(LATIN.findall(re.sub(r"--?[a-z-]+|[\w./-]+\.\w+", "", result.stdout)))
    assert words - NAMES_OF_THINGS - set(main.commands) == set()


@pytest.mark.parametrize("command", list(commands(main)), ids=" ".join)
def test_every_option_is_explained(command: tuple[str, ...]) -> None:
    called: click.Command = main
    for name in command:
        assert isinstance(called, click.Group)
        called = called.commands[name]
    whole = called.load() if isinstance(called, Later) else called

    assert whole.help
    assert [option.name for option in whole.params if isinstance(option, click.Option) and not option.help] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "chek",
        "--verbose",
        "-x",
        "check --fromat json",
        "check --format",
        "check --format xml",
        "check --root tests/test_cli.py",
        "check --today 31.02.2026",
        "check -- content",
        "build --jobs 0",
        "build --jobs many",
        "build --no-search=1",
        "due --days -1",
        "import plan",
        "import roadmap",
        "region export",
        "serve --address 8000",
        "serve --address localhost:80000",
        "start tests/test_cli.py",
        "term",
        "term май июнь",
    ],
)
def test_wrong_usage_is_said_in_russian(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent.parent)
    result = run(*wrong.split())

    assert result.exit_code == 2
    assert re.search("[а-я]{4}", result.stderr)
    typed = set(LATIN.findall(wrong + " ФАЙЛ.docx nastavnik many"))
    assert set(LATIN.findall(re.sub(r"--?[a-z-]+", "", result.stderr))) - NAMES_OF_THINGS - set(main.commands) <= typed


@pytest.mark.parametrize(
    "command",
    [
        "programme docx --empty --output nowhere/maket.docx",
        "programme docx --empty --force --output content",
        f"programme docx --empty --output {'a' * 300}.docx",
        "report coverage --output content/school.yml/x.csv",
    ],
)
def test_where_nothing_can_be_written_is_a_sentence(
    command: str, school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(school({"roadmap/2026-2027.yml": yml(ROADMAP)}))
    result = run(*command.split(), *DAY)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"{command.split()[-1]}: ")
    assert len(result.stderr.splitlines()) == 1


# --- what a command imports


NEEDED_BY_CHECK = {"jinja2", "markdown", "pydantic", "pymdownx", "yaml"}
HEAVY = NEEDED_BY_CHECK | {
    *("PIL", "aiohttp", "babel", "docx", "icalendar", "material.plugins", "mkdocs", "openpyxl", "pypdf"),
    *("rich", "sqlalchemy", "zensical"),
}
"""Libraries that take longer to import than what most commands do with them."""


def imported_by(*command: str) -> set[str]:
    """Names of modules that a process has imported at the end of a command."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        f"from nastavnik.cli import main; main({command!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=SCHOOL)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("command", [("--help",), ("--version",), ("region", "--help"), ("import", "--help")])
def test_help_imports_no_command_and_no_large_library(command: tuple[str, ...]) -> None:
    modules = imported_by(*command)

    assert HEAVY & modules == set()
    ours = {name for name in modules if name.startswith("nastavnik.commands.")}
    assert ours == {"nastavnik.commands.region", "nastavnik.commands.usage"}


def test_check_imports_only_what_it_needs() -> None:
    """Pillow only where there is a photo, a converter only where links lead into hand-written pages."""
    assert HEAVY & imported_by("check", *DAY) == NEEDED_BY_CHECK


def test_build_that_draws_no_page_by_hand_imports_no_engine(tmp_path: Path) -> None:
    shutil.copytree(SCHOOL, tmp_path / "school")
    again = ("build", "--root", str(tmp_path / "school"), "--no-search", "--jobs", "1", *DAY)
    imported_by(*again)

    assert {"mkdocs", "nastavnik.engines.mkdocs"} & imported_by(*again) == set()


def test_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", run("--version").stdout)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "на диске нет места"),
        (OSError(errno.EACCES, "Permission denied", "site/index.html"), "site/index.html: система не даёт"),
        (FileExistsError(errno.EEXIST, "File exists", "content/roadmap"), "content/roadmap: нужна папка, а это файл"),
        (sqlite3.OperationalError("database is locked"), "занята другой программой"),
        (sqlite3.OperationalError("database or disk is full"), "на диске нет места"),
    ],
)
def test_what_a_disk_refuses_is_a_sentence(
    school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    def build(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("nastavnik.commands.build.build", build)
    done = run("build", "--root", school({}), *DAY)

    assert (done.exit_code, said in done.output) == (1, True), done.output
