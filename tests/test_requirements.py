"""Tested versions: what is shipped is whole, names no index, and fits what `pyproject.toml` asks for."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
VERSIONS = runpy.run_path(str(ROOT / "requirements" / "versions.py"))
LISTS: dict[str, tuple[str, ...]] = VERSIONS["LISTS"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def wanted(extras: tuple[str, ...]) -> list[Requirement]:
    """What the project and these extras ask for, extras of extras included."""
    named = [*PROJECT["dependencies"], *(one for extra in extras for one in PROJECT["optional-dependencies"][extra])]
    requirements = [Requirement(text) for text in named]
    inner = tuple(extra for one in requirements if one.name == "nastavnik" for extra in one.extras)
    return [one for one in requirements if one.name != "nastavnik"] + (wanted(inner) if inner else [])


def text_of(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LISTS)
def test_everything_asked_for_is_there_in_a_version_that_is_allowed(name: str) -> None:
    """If not: `make lock`."""
    pins = {canonicalize_name(package): version for package, version in VERSIONS["pins"](name).items()}
    wrong = [
        str(one)
        for one in wanted(LISTS[name])
        if canonicalize_name(one.name) not in pins or not one.specifier.contains(pins[canonicalize_name(one.name)])
    ]

    assert wrong == []


@pytest.mark.parametrize("name", LISTS)
def test_every_version_has_hashes_and_no_address(name: str) -> None:
    entries = re.split(r"\n(?=\w)", text_of(name).strip())

    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text_of(name)


def test_shorter_lists_have_the_versions_of_the_longest() -> None:
    everything = set(VERSIONS["pins"]("dev").items())

    assert set(VERSIONS["pins"]("school").items()) - everything == set()
    assert set(VERSIONS["pins"]("region").items()) - everything == set()


def test_renewing_says_what_changed() -> None:
    before, after = {"babel": "2.18", "click": "8.3", "jinja2": "3.1"}, {"babel": "2.19", "jinja2": "3.1", "uv": "1"}

    assert VERSIONS["changes"](before, after) == ["babel: 2.18 → 2.19", "click: 8.3 → gone", "uv: new → 1"]
