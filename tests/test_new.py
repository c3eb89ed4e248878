"""A record to fill in: made from its class, so nothing of the kind is missing in it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.records import KINDS
from nastavnik.records.reading import read_record
from nastavnik.records.vocabularies import BASE
from nastavnik.text.source import parse
from tests.conftest import DAY, MENTOR, PASSPORT, Files, run, yml

COMMENTED = re.compile(r"^( *)# ( *(?:- )?[a-z_]+:)", re.MULTILINE)
EMPTY = re.compile(r"((?:^ *#.*\n)*)^( *(?:- )?)([a-z_]+):( *#.*)?$", re.MULTILINE)
SAMPLE = re.compile(r"например: (.*)$", re.MULTILINE)


def filled(text: str) -> str:
    """What an editor makes of it: every comment that is a field becomes one, every empty field gets its sample."""
    return EMPTY.sub(_with_sample, COMMENTED.sub(r"\1\2", text))


def _with_sample(empty: re.Match[str]) -> str:
    above, indent, name, beside = empty.groups(default="")
    if re.match(rf"\n {{{len(indent) + 1}}}", empty.string[empty.end() :]):
        return empty[0]  # deeper fields follow
    sample = SAMPLE.search(beside or above)
    return f"{above}{indent}{name}: {sample[1] if sample else 'Слова'}"


@pytest.fixture
def root(school: Callable[[Files], Path]) -> Path:
    return school({})


@pytest.mark.parametrize("kind", KINDS)
def test_filled_in_it_is_a_record(kind: str, root: Path) -> None:
    cls = KINDS[kind]
    run("new", kind, "proba", "--root", root)
    text = (root / f"content/{kind}/proba{cls.suffix}").read_text(encoding="utf-8")
    text = filled(text) + ("\nТекст.\n" if cls.body else "")

    record = read_record(cls, parse(text, "proba", with_body=cls.suffix == ".md"), BASE)

    assert isinstance(record, cls), record
    assert record.model_fields_set == set(cls.model_fields) - {"aliases"}  # a command writes these


@pytest.mark.parametrize("kind", KINDS)
def test_as_written_only_what_is_required_is_missing(kind: str, root: Path) -> None:
    run("new", kind, "proba", "--root", root)

    said = run("check", "--root", root, *DAY).stdout

    missing = re.findall(r"не хватает поля (\w+)|:\d+: (\w+) \([^:]*\): не заполнено", said)
    draft = re.search("черновик не дописан, .* — заполните: (.*)", said)
    missing += re.findall(r"(\w+)( )\(", draft[1]) if draft else []
    required = [name for name, field in KINDS[kind].model_fields.items() if field.is_required()]
    text = [KINDS[kind].body] * said.count("нет текста «")
    assert sorted([*("".join(names).strip() for names in missing), *text]) == sorted(required)
    if not draft:
        assert len(said.splitlines()) == max(len(required), 1)  # a roadmap needs nothing, but not a file of comments


def test_words_of_the_school_are_offered_too(school: Callable[[Files], Path]) -> None:
    own = {"vocabulary": "directions", "code": "local-history", "title": "краеведение"}
    root = school({"school.yml": yml(PASSPORT, words=[own])})

    run("new", "mentors", "ivanova", "--root", root)

    assert "краеведение" in (root / "content/mentors/ivanova.yml").read_text(encoding="utf-8")


def test_kind_by_its_caption(root: Path) -> None:
    result = run("new", "новость", "kruglyi-stol", "--root", root)

    assert result.stdout == messages.written_to("content/news/kruglyi-stol.md", messages.NEW_NEXT) + "\n"


@pytest.mark.parametrize("id", ["Иванова", "ivanova_anna", "by", "../school", "a/b", "con"])
def test_bad_name_is_said_as_check_says_it(id: str, root: Path) -> None:
    result = run("new", "mentors", id, "--root", root)

    assert result.exit_code == 1
    path = root / "content/mentors" / f"{id}.yml"
    if "/" not in id:
        path.parent.mkdir()
        path.write_text(yml(MENTOR), encoding="utf-8")
        assert result.stderr.strip() in run("check", "--root", root, *DAY).stdout
    assert "переименуйте" in result.stderr or "занято" in result.stderr


@pytest.mark.parametrize("there", ["mentors/ivanova.yml", "mentors/2026/ivanova.yml"])
def test_nothing_is_overwritten(there: str, school: Callable[[Files], Path]) -> None:
    root = school({there: "моё"})

    result = run("new", "mentors", "ivanova.yml", "--root", root)

    assert (result.exit_code, result.stderr) == (1, messages.already_there(f"content/{there}") + "\n")
    assert (root / "content" / there).read_text(encoding="utf-8") == "моё"


def test_unknown_kind(root: Path) -> None:
    result = run("new", "teachers", "ivanova", "--root", root)

    assert (result.exit_code, result.stderr) == (1, messages.unknown_kind("teachers", list(KINDS)) + "\n")
