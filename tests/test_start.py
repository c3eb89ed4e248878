"""A new school from nothing: what is written is built at once, and nothing there is touched."""

from pathlib import Path

import pytest

from nastavnik.installation import shipped
from tests.conftest import DAY, run

WORDS = ("--title", 'Школа "№ 5": лучшая', "--short-title", "Школа № 5", "--inn", "0000000005")


def test_new_folder_is_built_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "новая"

    begun = run("start", folder, *WORDS, *DAY)
    built = run("build", "--root", folder, *DAY)

    assert begun.exit_code == 0, begun.output
    assert built.exit_code == 0, built.output
    assert "Школа № 5" in (folder / "site/index.html").read_text(encoding="utf-8").replace("\xa0", " ")
    assert (folder / "site/about/index.html").is_file()
    assert not (folder / "site/parents/index.html").exists()
    assert 'id: "shkola-5"' in (folder / "content/school.yml").read_text(encoding="utf-8")
    assert f'cd "{folder.as_posix()}"' in begun.stdout


def test_no_option_is_needed(tmp_path: Path) -> None:
    assert run("start", tmp_path, *DAY).exit_code == 0
    assert run("check", "--root", tmp_path, *DAY).exit_code == 0


def test_words_nobody_replaced_are_hinted_at(tmp_path: Path) -> None:
    run("start", tmp_path, *WORDS, *DAY)
    passport = tmp_path / "content/school.yml"

    hints = run("check", "--root", tmp_path, *DAY).output
    assert all(f"«{words}» — слова-заготовка" in hints for words in ("Область", "Округ", "https://example.org/"))
    assert "Школа № 5» —" not in hints

    written = passport.read_text(encoding="utf-8").replace("example.org", "school5.example")
    passport.write_text(written.replace("Область", "Залесская область").replace("Округ", "Округ № 1"), encoding="utf-8")
    assert "заготовка" not in run("check", "--root", tmp_path, *DAY).output


def test_words_are_those_of_the_type(tmp_path: Path) -> None:
    begun = run("start", tmp_path, "--type", "ДОУ", "--parents", *DAY)
    built = run("build", "--root", tmp_path, *DAY, "--no-search")

    assert (begun.exit_code, built.exit_code) == (0, 0), begun.output + built.output
    passport = (tmp_path / "content/school.yml").read_text(encoding="utf-8")
    assert 'school_type: "детский сад"' in passport
    assert 'post: "Старший воспитатель"' in passport
    assert "сказать: воспитателю, куратору" in (tmp_path / "content/parents.md").read_text(encoding="utf-8")


def test_type_nobody_knows_is_refused(tmp_path: Path) -> None:
    refused = run("start", tmp_path, "--type", "садик", *DAY)

    assert refused.exit_code == 2
    assert "«садик» нет в списке — напишите одно из: школа, детский сад" in refused.stderr


@pytest.mark.parametrize("options", [(), ("--parents",)])
def test_what_is_left_to_write_is_not_published(options: tuple[str, ...], tmp_path: Path) -> None:
    run("start", tmp_path, *options, *DAY)
    run("build", "--root", tmp_path, *DAY, "--no-search")

    page = next((tmp_path / "content").glob("*.md"))
    assert "# Ниже — то, что верно для всех." in page.read_text(encoding="utf-8")
    html = (tmp_path / "site" / page.stem / "index.html").read_text(encoding="utf-8")
    assert "Допишите" not in html
    assert "удалите" not in html


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Своё\n", encoding="utf-8")

    refused = run("start", tmp_path, *DAY)

    assert refused.exit_code == 1
    assert "mkdocs.yml" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]


def test_new_school_publishes_with_the_tested_versions(tmp_path: Path) -> None:
    run("start", tmp_path, *DAY)

    assert (tmp_path / "requirements.lock").read_bytes() == shipped("requirements/school.lock").read_bytes()
    for name in (".github/workflows/publish.yaml", ".gitlab-ci.yml"):
        commands = (tmp_path / name).read_text(encoding="utf-8")
        assert "pip install --require-hashes -r requirements.lock" in commands, name
        assert "pip install --no-deps --require-hashes -r requirements.txt" in commands, name
