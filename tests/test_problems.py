"""What is wrong with the content, said in Russian with its place.

Each case is a school on disk and what `check` says of it: a text file with a sentence, files under `=== path`, and the
lines under `=== said`. After a path stands what to do with its text: an encoding, `(crlf)`, `(escapes)`, `(base64)`,
`+` (added to the usual passport) or `(none)` (no such file).
"""

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from nastavnik import messages
from nastavnik.commands.problems import print_text
from nastavnik.records import KINDS, School
from nastavnik.records.fields import Ref
from nastavnik.records.reading import marks, models_in
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.loading import load
from nastavnik.text.source import Place, Problem, parse
from tests.conftest import (
    DAY,
    DOCUMENT,
    ENGINE,
    MENTOR,
    NEWS,
    PASSPORT,
    PRACTICE,
    ROADMAP,
    TODAY,
    Files,
    md,
    run,
    write_files,
    yml,
)

CASES = sorted((Path(__file__).parent / "problems").glob("*.txt"))
SECTION = re.compile(r"^=== (?P<name>.+?)(?: \((?P<how>[\w-]+)\)| (?P<more>\+))?$\n", re.MULTILINE)
KNOWN_GOOD = {"mentors": MENTOR, "news": NEWS, "documents": DOCUMENT, "practices": PRACTICE, "roadmap": ROADMAP}
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def leads_to_records(cls: type[BaseModel], name: str) -> bool:
    inner = (part for part in models_in(cls.model_fields[name].annotation) if part is not cls)
    return bool(marks(cls, name, Ref)) or any(
        leads_to_records(part, field) for part in inner for field in part.model_fields
    )


def good_record(kind: str) -> dict[str, Any]:
    """A record of the small school without what leads to its other records, as it is typed."""
    cls = KINDS[kind]
    file = min((Path(__file__).parent / "school/content" / kind).glob(f"*{cls.suffix}"))
    data = parse(file.read_text(encoding="utf-8"), file.name, with_body=cls.suffix == ".md").data
    return {name: value for name, value in data.items() if not leads_to_records(cls, name)}


RECORDS = {kind: KNOWN_GOOD.get(kind) or good_record(kind) for kind in KINDS}
"""A good record of every kind."""


def sections(text: str) -> Iterator[tuple[re.Match[str], str]]:
    found = list(SECTION.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    yield from ((one, text[one.end() : end]) for one, end in zip(found, ends, strict=True))


def as_bytes(how: str | None, text: str) -> bytes:
    if how == "crlf":
        return text.replace("\n", "\r\n").encode()
    if how == "escapes":
        return re.sub(r"\\u(....)", lambda sign: chr(int(sign[1], 16)), text).encode()
    if how == "base64":
        return base64.b64decode(text)
    return text.encode(how or "utf-8")


def case_files(text: str) -> Files:
    files: dict[str, str | bytes] = {"school.yml": yml(PASSPORT)}
    for head, written in sections(text):
        name = head["name"]
        if head["how"] == "none":
            del files[name]
        elif head["more"]:
            files[name] = yml(PASSPORT, yaml.safe_load(written))
        elif name != "said":
            files[name] = as_bytes(head["how"], written)
    return files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    text = case.read_text(encoding="utf-8")
    write_files(tmp_path / "content", {"../mkdocs.yml": ENGINE, **case_files(text)})

    result = run("check", "--root", tmp_path, *DAY)

    wrong = re.search(r"^content/.+?:\d+:\d+: (?!подсказка)", result.stdout, re.MULTILINE)
    assert result.exit_code == (1 if wrong else 0)
    said = result.stdout if wrong else "".join(result.stdout.splitlines(keepends=True)[:-1])
    golden(case, text[: text.index("=== said\n")] + "=== said\n" + said)


# --- values: what was typed stays


@pytest.mark.parametrize(
    "typed",
    [
        "нет",
        "да",
        "yes",
        "no",
        "0123",
        "12:30",
        "1.10",
        "1e3",
        "0x1F",
        "1_000",
        ".inf",
        "2026-09-01",
        "2026-2027",
        "=",
        "5%",
    ],
)
def test_scalar_stays_what_was_typed(typed: str) -> None:
    assert parse(f"number: {typed}\n", "a.yml").data == {"number": typed}


@pytest.mark.parametrize("written", ["", "~", "null", '""', "'  '", "[]", "{}", "[~, '']", "{a: , b: []}"])
def test_empty_value_is_absent(written: str) -> None:
    assert parse(f"title: Приказ\nnumber: {written}\n", "a.yml").data == {"title": "Приказ"}


@pytest.mark.parametrize("written", ['"null"', "'~'"])
def test_quoted_word_is_a_word(written: str) -> None:
    assert parse(f"number: {written}\n", "a.yml").data == {"number": written[1:-1]}


def test_text_below_the_front_matter_is_kept_as_written() -> None:
    source = parse("---\r\ntitle: Встреча\r\n---\r\n\r\n  Утром.\r\n\r\n* раз\r\n", "a.md", with_body=True)

    assert source.body == "  Утром.\n\n* раз"
    assert source.place(("body",)) == Place("a.md", 5, 1)


# --- bombs: one sentence, no crash of the parser


@pytest.mark.parametrize(
    ("bomb", "said"),
    [
        ("title: " + "[" * 100_000, messages.TOO_DEEP),
        ("title: " + "{a: " * 10_000, messages.TOO_DEEP),
        ("title: " + "[" * 2_000 + "]" * 2_000, messages.TOO_DEEP),
        ("title: " + "{a: " * 2_000 + "}" * 2_000, messages.TOO_DEEP),
        ("- " * 10_000 + "a", messages.TOO_DEEP),
        ("? " * 10_000 + "a", messages.TOO_DEEP),
        ("".join(" " * depth + "a:\n" for depth in range(1500)), messages.TOO_DEEP),
        ("".join(" " * depth + "a:\n" for depth in range(500)), messages.TOO_DEEP),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", messages.ALIAS),
        ("title: " + "слово " * 400_000, messages.file_too_large(7 + 11 * 400_000)),
    ],
    ids=[
        "brackets",
        "braces",
        "closed-brackets",
        "closed-braces",
        "dashes",
        "questions",
        "indents",
        "fewer-indents",
        "laughs",
        "megabytes",
    ],
)
def test_bomb(bomb: str, said: str, school: Callable[[Files], Path]) -> None:
    root = school({"documents/bomb.yml": bomb})

    loaded = load(root / "content", TODAY)

    assert [problem.message for problem in loaded.problems] == [said]


def test_brackets_that_are_closed_do_not_add_up() -> None:
    text = "a: [" + "{b: [c]}, " * 1000 + "]"

    assert len(parse(text, "запись").data["a"]) == 1000  # type: ignore[arg-type]


def test_bomb_that_closes_its_brackets_in_comments(school: Callable[[Files], Path]) -> None:
    """Deep enough to take the process down, so another one looks at it."""
    root = school({"documents/bomb.yml": "title: " + "[ # ]\n" * 100_000})

    checked = subprocess.run(
        [sys.executable, "-m", "nastavnik", "check", "--root", root, *DAY],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )

    assert (checked.returncode, checked.stdout.count("\n")) == (1, 1)


def test_long_plan_is_no_bomb(catalogue: Callable[..., Catalogue]) -> None:
    deep = {"text": "Пункт", "items": [{"text": "Пункт", "items": [{"text": "Пункт"}]}]}
    stages = [{"title": f"Этап {number}", "items": [deep] * 30} for number in range(10)]
    as_json = json.dumps({"stages": stages}, ensure_ascii=False, indent=1)

    plan = catalogue({"roadmap/2026-2027.yml": as_json}).get("roadmap", "2026-2027")

    assert plan is not None


# --- the door


@pytest.fixture
def troubled(school: Callable[[Files], Path]) -> Path:
    return school(
        {
            "documents/prikaz, 1.yml": "title: Приказ",
            "mentors/berezkina.yml": yml(MENTOR, consent=None),
            "news/vstrecha.md": md(NEWS, levels="50% : космос"),
        }
    )


def test_text_says_each_problem_in_a_line_and_counts_them(troubled: Path) -> None:
    result = run("check", "--root", troubled, *DAY)

    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        "content/documents/prikaz, 1.yml:1:1",
        "content/mentors/berezkina.yml:1:7",
        "content/news/vstrecha.md:5:9",
    ]
    assert result.stderr == "3 записи: 2 ошибки, 1 подсказка\n"


def test_github_shows_problems_at_their_lines(troubled: Path) -> None:
    result = run("check", "--root", troubled, *DAY, "--format", "github")

    assert result.exit_code == 1
    first, second, third = result.stdout.splitlines()
    assert first.startswith("::error file=content/documents/prikaz%2C 1.yml,line=1,col=1::имя файла")
    assert second.startswith("::warning file=content/mentors/berezkina.yml,line=1,col=7::имя не показано")
    assert third.startswith("::error file=content/news/vstrecha.md,line=5,col=9::levels (")
    assert "«50%25 : космос» нет в списке" in third


def test_gitlab_gets_a_report_whose_rows_outlive_moved_lines(troubled: Path) -> None:
    """Code Quality: a row is the same problem as long as its fingerprint is."""
    first = json.loads(run("check", "--root", troubled, *DAY, "--format", "gitlab").stdout)
    story = troubled / "content/news/vstrecha.md"
    story.write_text(story.read_text("utf-8").replace("---\n", "---\n\n", 1), "utf-8")
    second = json.loads(run("check", "--root", troubled, *DAY, "--format", "gitlab").stdout)

    assert [(row["location"]["path"], row["location"]["lines"]["begin"], row["severity"]) for row in first] == [
        ("content/documents/prikaz, 1.yml", 1, "major"),
        ("content/mentors/berezkina.yml", 1, "minor"),
        ("content/news/vstrecha.md", 5, "major"),
    ]
    assert [row["location"]["lines"]["begin"] for row in second] == [1, 1, 6]
    assert [row["fingerprint"] for row in first] == [row["fingerprint"] for row in second]
    assert len({row["fingerprint"] for row in first}) == 3


def test_json_is_one_object(troubled: Path) -> None:
    result = run("check", "--root", troubled, *DAY, "--format", "json")

    assert result.exit_code == 1
    problems = json.loads(result.stdout)["problems"]
    assert [(one["file"], one["line"], one["column"], one["severity"]) for one in problems] == [
        ("content/documents/prikaz, 1.yml", 1, 1, "error"),
        ("content/mentors/berezkina.yml", 1, 7, "hint"),
        ("content/news/vstrecha.md", 5, 9, "error"),
    ]


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_terminal_shows_errors_and_hints_by_colours(
    no_color: str, coloured: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_color)

    print_text([Problem(Place("a.yml"), "ошибка"), Problem(Place("b.yml"), "мелочь", "hint")])

    printed = capsys.readouterr().out
    assert click.unstyle(printed) == "a.yml:1:1: ошибка\nb.yml:1:1: подсказка: мелочь\n"
    assert ("\x1b[31mошибка" in printed, "\x1b[33mмелочь" in printed) == (coloured, coloured)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("content", messages.INSIDE_CONTENT),
        ("content/mentors", messages.INSIDE_CONTENT),
        ("content/mentors/deeper", messages.INSIDE_CONTENT),
        ("nowhere", "нет — проверьте путь после --root"),
        ("elsewhere", messages.NO_SECTION),
    ],
)
def test_passport_looked_for_in_a_wrong_folder(folder: str, expected: str, school: Callable[[Files], Path]) -> None:
    root = school({"mentors/deeper/a.yml": yml(MENTOR)})
    (root / "elsewhere").mkdir()

    (problem,) = load(root / folder / "content", TODAY).errors

    assert problem.message.endswith(expected)


def test_hints_alone_forbid_nothing(school: Callable[[Files], Path]) -> None:
    root = school({"mentors/berezkina.yml": yml(MENTOR, consent=None)})

    result = run("check", "--root", root, *DAY)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "1 запись: ошибок нет, 1 подсказка"


def test_order_of_problems_does_not_depend_on_the_disk(school: Callable[[Files], Path]) -> None:
    root = school({f"documents/{name}.yml": "titel: Приказ\nlevl: школа" for name in "cab"})

    problems = load(root / "content", TODAY).problems

    assert list(problems) == sorted(problems)
    assert [problem.place.file[-5] for problem in problems[::3]] == ["a", "b", "c"]


# --- whatever stands in a file: problems or a record, never an exception

KNOWN = {name for kind in (*KINDS.values(), School) for name in kind.model_fields}
NAMES = sorted(KNOWN | {"items", "text", "file", "start", "x"})
WORDS = ["да", "нет", "2026-09-01", "2026-2027", "2026-2027/1", "все", "педагог", "до 15 сентября", "a.svg"]
SCALARS = (
    st.text(max_size=30) | st.integers() | st.floats() | st.booleans() | st.none() | st.dates() | st.sampled_from(WORDS)
)
KEYS = st.sampled_from(NAMES) | st.text(max_size=5)
NESTED = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)
BYTES = (
    st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | st.text().map(lambda text: text.encode("utf-16"))
)
KIND = st.sampled_from(sorted(RECORDS))


@pytest.fixture
def checked(school: Callable[[Files], Path]) -> Callable[[str, bytes], tuple[Problem, ...]]:
    """Checks a school whose only record of a kind has these bytes."""

    def check(kind: str, data: bytes) -> tuple[Problem, ...]:
        record = school({}) / "content" / kind / f"a{KINDS[kind].suffix}"
        record.parent.mkdir(exist_ok=True)
        record.write_bytes(data)
        loaded = load(record.parent.parent, TODAY, drafts=True)
        record.unlink()
        assert loaded.catalogue is not None
        shown = len(loaded.catalogue.kinds[kind]) + loaded.catalogue.withheld[kind]
        assert loaded.errors or shown + len(loaded.unfinished) == 1
        assert not loaded.unfinished or loaded.problems
        assert all("\n" not in str(problem) for problem in loaded.problems)
        return loaded.problems

    return check


@QUICK
@given(KIND, BYTES)
def test_any_bytes(checked: Callable[[str, bytes], Any], kind: str, data: bytes) -> None:
    checked(kind, data)


@QUICK
@given(KIND, st.text(alphabet="a:-?[]{}&*!|>'\"%@`#,\\ \t\n~<=", max_size=60))
def test_any_signs_of_yaml(checked: Callable[[str, bytes], Any], kind: str, signs: str) -> None:
    checked(kind, f"---\n{signs}\n---\n{signs}".encode() if KINDS[kind].suffix == ".md" else signs.encode())


@QUICK
@given(KIND, st.dictionaries(st.sampled_from(NAMES), NESTED, max_size=6))
def test_any_fields(checked: Callable[[str, bytes], Any], kind: str, fields: dict[str, Any]) -> None:
    checked(kind, as_record(kind, fields))


@QUICK
@given(st.sampled_from([(kind, name) for kind in RECORDS for name in KINDS[kind].model_fields]), NESTED)
def test_any_value_in_a_good_record(checked: Callable[..., Any], field: tuple[str, str], value: Any) -> None:
    kind, name = field

    checked(kind, as_record(kind, {**RECORDS[kind], name: value}))


@QUICK
@given(st.sampled_from(sorted(School.model_fields)), NESTED)
def test_any_value_in_the_passport(school: Callable[[Files], Path], name: str, value: Any) -> None:
    root = school({"school.yml": yml(PASSPORT, {name: value})})

    loaded = load(root / "content", TODAY)

    assert loaded.catalogue or loaded.errors


def as_record(kind: str, fields: dict[str, Any]) -> bytes:
    return (md(fields) if KINDS[kind].suffix == ".md" else yml(fields)).encode("utf-8", "surrogatepass")
