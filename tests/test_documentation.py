"""Documents say what the tool does: examples pass, commands exist, links lead somewhere, the drawing is the house."""

import re
import runpy
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pydantic import BaseModel

from nastavnik import messages
from nastavnik.bank.papers.records import KINDS as REGIONAL_KINDS
from nastavnik.bank.papers.records import Region
from nastavnik.cli import main
from nastavnik.commands.usage import Later
from nastavnik.records import KINDS, School

ROOT = Path(__file__).parent.parent
README, GUIDE, HANDBOOK = ROOT / "README.md", ROOT / "README.ru.md", ROOT / "docs" / "ru"
ARCHITECTURE, FIELDS, TRUST = (ROOT / "docs" / name for name in ("architecture.md", "ru/fields.md", "trust.md"))
PAGES = sorted(HANDBOOK.glob("*.md"))
DOCUMENTS = [README, GUIDE, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "docs" / "templates.md"]
DOCUMENTS += [ARCHITECTURE, TRUST, *PAGES]
EXAMPLE = re.compile(r"^Файл `([^`]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MISTAKES = re.compile(
    r"^Файл с ошибками `([^`]+)`:\n\n```\w+\n(.*?)^```\n\nОтвет.*?```\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED_TEST = re.compile(r"`(tests/\w+\.py)::(\w+)`")


def guide() -> str:
    """What a keeper of a section reads: README.ru.md and the pages it leads to, without the generated one."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (GUIDE, *PAGES) if path != FIELDS)


def examples() -> dict[str, str]:
    """Files that the guide shows, by path."""
    return dict(EXAMPLE.findall(guide()))


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """An empty folder after somebody has typed in every example of the guide."""
    for path, text in examples().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "content/files").mkdir()
    shutil.copy(ROOT / "content/files/polozhenie-o-nastavnichestve.pdf", tmp_path / "content/files")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


# --- the guide -------------------------------------------------------------------------------------


def test_guide_has_an_example_of_every_kind() -> None:
    shown = {Path(path).parts[1] for path in examples() if path.startswith("content/")}

    assert shown == {"school.yml", *KINDS}


def test_examples_pass_check(school: Path) -> None:
    result = run("check", "--root", str(school), "--today", "2026-11-20")

    records = {path for path in examples() if path.startswith("content/")} - {"content/school.yml"}
    assert result.output == f"{messages.checked(len(records), 0, 0)}\n"


def test_examples_become_a_site(school: Path) -> None:
    result = run("build", "--root", str(school), "--today", "2026-11-20", "--jobs", "1")

    assert result.exit_code == 0, result.output
    assert "Два урока вместе" in (school / "site" / "news" / "kruglyi-stol" / "index.html").read_text(encoding="utf-8")
    assert "Соколова" in (school / "site" / "mentors" / "index.html").read_text(encoding="utf-8")


def test_messages_in_the_guide_are_real(school: Path) -> None:
    path, text, said = MISTAKES.findall(guide())[0]
    (school / path).write_text(text, encoding="utf-8")

    result = run("check", "--root", str(school), "--today", "2026-11-20")

    assert result.exit_code == 1
    assert result.stdout == said


# --- commands --------------------------------------------------------------------------------------


def commands(group: click.Group = main, above: str = "nastavnik") -> Iterator[tuple[str, click.Command]]:
    """Every command as it is typed: `nastavnik import roadmap`."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")
        else:
            assert isinstance(command, Later)
            yield f"{above} {name}", command.load()


COMMANDS = dict(commands())
OPTIONS = [
    (typed, option)
    for typed, command in COMMANDS.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
]


def row_of(typed: str) -> str:
    """The row of the handbook's table of commands, and the sentence under it that holds for all."""
    rows = (HANDBOOK / "commands.md").read_text(encoding="utf-8").partition("## Все команды")[2]
    row = next((line for line in rows.split("\n") if line.startswith(f"| `{typed}")), "")
    return row + rows.rpartition("|\n")[2] if row else ""


@pytest.mark.parametrize("typed", COMMANDS)
def test_every_command_is_documented(typed: str) -> None:
    assert row_of(typed)


@pytest.mark.parametrize(("typed", "option"), OPTIONS)
def test_every_option_is_documented(typed: str, option: str) -> None:
    assert f"`{option}" in row_of(typed)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_document_names_a_command_that_is_not_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    groups = [name for name, command in main.commands.items() if isinstance(command, click.Group)]
    named = set(re.findall(rf"(?<=[`\n])nastavnik (?:(?:{'|'.join(groups)}) )?[a-z]+", text))
    named -= {f"nastavnik {group}" for group in groups}

    assert named - set(COMMANDS) == set()


@pytest.mark.parametrize("document", [README, GUIDE, ROOT / "CONTRIBUTING.md"], ids=lambda path: path.name)
def test_verbs_of_make_exist(document: Path) -> None:
    verbs = set(re.findall(r"(?<=[`\n])make (\w+)", document.read_text(encoding="utf-8")))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert verbs
    assert verbs - targets == set()


TYPED = re.compile(r"`(nastavnik [^`\n]+)`|^(nastavnik [^\n|#]+)$", re.MULTILINE)
ELSEWHERE = ("serve", "desk", "start", "import", "photo", "region", "build", "diff", "publish", "undo", "--version")
"""Commands that wait, need office files, another folder or a site: tests of their own type them."""
UNFINISHED = ("new", "rename", "programme docx", "roadmap docx 2027-2028", "withdraw practices/urok --person Иванова")
"""A command only named, or one that follows another."""


def shown_commands() -> list[str]:
    """Lines of the pages on errands that can be typed into the folder of their examples."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in PAGES if page.stem not in ("commands", "region"))
    typed = {(ticks or alone).strip().removeprefix("nastavnik ") for ticks, alone in TYPED.findall(pages)}
    return sorted(line for line in typed if not line.startswith(ELSEWHERE) and line not in UNFINISHED)


def _with_today(arguments: list[str]) -> list[str]:
    """The same on the day of the examples, if the command has one."""
    command: click.Command = main
    for word in arguments:
        if not isinstance(command, click.Group):
            break
        command = command.commands[word]
    loaded = command.load() if isinstance(command, Later) else command
    has_day = any("--today" in parameter.opts for parameter in loaded.params)
    return [*arguments, "--today", "2026-11-20"] if has_day else arguments


@pytest.mark.parametrize("line", shown_commands())
def test_shown_command_runs(line: str, school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(school)
    monkeypatch.setenv("HOME", str(school))
    if "ivanova" in line and not line.startswith("new "):
        card = (school / "content/mentors/sokolova.yml").read_text(encoding="utf-8")
        (school / "content/mentors/ivanova.yml").write_text(card.replace("Соколова Вера", "Иванова Анна"), "utf-8")
    if "--layout" in line:
        run("report", "monitoring", "--new-layout", "форма.xlsx")

    result = run(*_with_today([str(Path(word).expanduser()) if "~" in word else word for word in shlex.split(line)]))

    assert result.exit_code == 0, result.output


# --- fields ----------------------------------------------------------------------------------------


def test_field_reference_is_up_to_date() -> None:
    """If not: `python docs/make_fields.py`."""
    made = runpy.run_path(str(ROOT / "docs" / "make_fields.py"))["reference"]()

    assert FIELDS.read_text(encoding="utf-8") == made


@pytest.mark.parametrize(
    "kind", [School, *KINDS.values(), Region, *REGIONAL_KINDS.values()], ids=lambda kind: kind.kind
)
def test_every_field_is_in_the_reference(kind: type[BaseModel]) -> None:
    sections = FIELDS.read_text(encoding="utf-8").split("\n## ")
    table = next(section for section in sections if section.startswith(f"{kind.caption.capitalize()}: "))  # type: ignore[attr-defined]
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", table.partition("\n### ")[0], re.MULTILINE))

    assert rows == {name: field.title for name, field in kind.model_fields.items()}


# --- the house -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "name"), NAMED_TEST.findall(TRUST.read_text(encoding="utf-8")))
def test_named_test_exists(file: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


# --- links -----------------------------------------------------------------------------------------


def anchors(document: Path) -> set[str]:
    """What a link into a document may name: headings as GitHub names them, and anchors written by hand."""
    text = document.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return made | set(re.findall(r'<a id="([\w-]+)"></a>', text))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in LINK.findall(text):
        target, _, anchor = link.partition("#")
        if "://" in link:
            continue
        file = (document.parent / target).resolve() if target else document
        assert file.is_file(), link
        assert not anchor or anchor in anchors(file), link


def test_picture_of_the_site_is_light() -> None:
    pictures = re.findall(r"!\[.+\]\((.+)\)", README.read_text(encoding="utf-8"))

    assert [(ROOT / picture).stat().st_size <= 150_000 for picture in pictures] == [True]


@pytest.mark.parametrize("document", [README, ROOT / "CONTRIBUTING.md", ARCHITECTURE], ids=lambda path: path.name)
def test_named_files_and_folders_exist(document: Path) -> None:
    named = re.findall(r"`((?:generator|tests|theme|docs|content)/[\w./-]*)`", document.read_text(encoding="utf-8"))

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_copy_of_the_project_emptied_as_the_guide_says(tmp_path: Path) -> None:
    pages = {"parents.md", "glossary.md"}  # to be written anew, says the guide
    shutil.copytree(
        ROOT / "content", tmp_path / "content", ignore=lambda folder, names: _not_wanted(Path(folder), names)
    )
    passport = tmp_path / "content" / "school.yml"
    passport.write_text(re.sub(r"(?m)^demo:.*\n", "", passport.read_text(encoding="utf-8")), encoding="utf-8")

    result = run("check", "--root", str(tmp_path), "--today", "2026-11-20")

    named = set(re.findall(r"^content/([^:]+):\d+:\d+: (?!подсказка)", result.stdout, re.MULTILINE))
    assert named == pages
    assert all(f"`{name}`" in guide() for name in (*pages, "about-demo.md"))


def _not_wanted(folder: Path, names: list[str]) -> list[str]:
    """Of the demo's content: every folder, and the page that says the school is invented."""
    return [name for name in names if (folder / name).is_dir() or name == "about-demo.md"]
