"""A section under a later program, or at another host: one command, nothing of the school's own touched."""

import hashlib
import shutil
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.installation import own_wheel, shipped
from nastavnik.office.hosting import HOSTS, host_files
from tests.conftest import DAY, run

EARLIER = Path(__file__).parent / "earlier_school"
"""What `start` wrote on 29 November 2026 before it asked for a host; the program and its list of libraries left out."""
OLD_WHEEL = "program/nastavnik-0.0.9-py3-none-any.whl"


@pytest.fixture
def section(tmp_path: Path) -> Path:
    """A school that an earlier version began."""
    root = shutil.copytree(EARLIER, tmp_path / "школа")
    (root / "program").mkdir()
    (root / OLD_WHEEL).write_bytes(b"an earlier program")
    (root / "requirements.lock").write_text("click==8.0\n", "utf-8")
    return root


def content(root: Path) -> dict[str, bytes]:
    files = [path for path in (root / "content").rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (*files, root / "mkdocs.yml")}


def every_file(root: Path) -> dict[Path, bytes]:
    """What lies in a section besides what commands remember."""
    paths = [path for path in root.rglob("*") if path.is_file() and ".nastavnik" not in path.parts]
    return {path: path.read_bytes() for path in paths}


def test_folder_of_an_earlier_version_is_checked_and_built(section: Path) -> None:
    checked = run("check", "--root", section, *DAY)
    built = run("build", "--root", section, "--no-search", "--engine", "plain", *DAY)

    assert "ошибок нет" in checked.stdout
    assert built.exit_code == 0, built.output
    assert (section / "site/index.html").is_file()


def test_one_line_brings_it_to_this_version(section: Path) -> None:
    before = content(section)

    upgraded = run("upgrade", "--root", section)

    name, program = own_wheel()
    assert upgraded.exit_code == 0 and "здесь есть ваши правки" not in upgraded.stderr
    assert content(section) == before
    assert [path.name for path in (section / "program").iterdir()] == [name]
    assert hashlib.sha256(program).hexdigest() in (section / "requirements.txt").read_text("utf-8")
    assert (section / "requirements.lock").read_bytes() == shipped("requirements/section.lock").read_bytes()
    for host in ("github", "gitlab"):
        for path, text in host_files(HOSTS[host]).items():
            assert (section / path).read_text("utf-8").startswith(text), path
    assert OLD_WHEEL in upgraded.stdout
    assert run("upgrade", "--root", section).stdout == f"{messages.UPGRADE_NOTHING}\n"


def test_upgrade_goes_back(section: Path) -> None:
    before = every_file(section)
    run("upgrade", "--root", section, "--host", "GitFlic")

    assert run("undo", "--root", section).exit_code == 0

    after = {
        path: path.read_bytes() for path in section.rglob("*") if path.is_file() and ".nastavnik" not in path.parts
    }
    assert after == before


def test_section_moves_from_host_to_host_and_to_none(section: Path) -> None:
    every = {path for host in HOSTS.values() for path in host.files}
    for name, host in HOSTS.items():
        run("upgrade", "--root", section, "--host", name)
        assert {path for path in every if (section / path).is_file()} == set(host.files)

    run("upgrade", "--root", section, "--host", "нет")
    assert not any((section / path).exists() for path in (*every, OLD_WHEEL, "requirements.txt", "requirements.lock"))
    assert (section / "content/school.yml").is_file()


def test_what_somebody_changed_is_left_and_told(section: Path) -> None:
    run("upgrade", "--root", section, "--host", "GitHub")
    workflow = section / ".github/workflows/publish.yaml"
    own = workflow.read_text("utf-8").replace("20 23 * * *", "0 1 * * *")
    workflow.write_text(own, "utf-8")

    told = run("upgrade", "--root", section)

    assert workflow.read_text("utf-8") == own
    assert ".github/workflows/publish.yaml: здесь есть ваши правки" in told.stderr
    run("upgrade", "--root", section, "--force")
    assert workflow.read_text("utf-8") != own


def test_line_ends_of_another_system_are_no_change_of_somebody(section: Path) -> None:
    workflow = section / ".github/workflows/publish.yaml"
    workflow.write_bytes(workflow.read_bytes().replace(b"\n", b"\r\n"))

    assert "правки" not in run("upgrade", "--root", section).stderr


def test_libraries_of_others_stay(section: Path) -> None:
    (section / "requirements.txt").write_text("requests\n", "utf-8")

    run("upgrade", "--root", section, "--host", "нет")

    assert (section / "requirements.txt").read_text("utf-8") == "requests\n"


def test_section_that_asks_for_mkdocs_gets_it(section: Path) -> None:
    settings = section / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("  - nastavnik\n", "  - nastavnik\n  - search\n"), "utf-8")

    run("upgrade", "--root", section)

    assert (section / "requirements.lock").read_bytes() == shipped("requirements/mkdocs.lock").read_bytes()


def test_section_that_goes_to_a_place_of_its_own_gets_what_carries_it(section: Path) -> None:
    run("upgrade", "--root", section, "--host", "Gitea")
    assert (section / "requirements.lock").read_bytes() == shipped("requirements/publish.lock").read_bytes()

    run("upgrade", "--root", section, "--host", "GitHub")
    assert (section / "requirements.lock").read_bytes() == shipped("requirements/section.lock").read_bytes()
    (section / "publish.yml").write_text("targets: []\n", "utf-8")
    run("upgrade", "--root", section)
    assert (section / "requirements.lock").read_bytes() == shipped("requirements/publish.lock").read_bytes()


def test_host_nobody_knows_and_folder_without_a_section(section: Path, tmp_path: Path) -> None:
    unknown = run("upgrade", "--root", section, "--host", "гитхап")
    nothing = run("upgrade", "--root", tmp_path)

    assert unknown.exit_code == 2 and "«гитхап» нет в списке" in unknown.stderr
    assert nothing.exit_code == 1 and messages.UPGRADE_NO_SECTION in nothing.stderr
