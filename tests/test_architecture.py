"""Who may know whom, who may do what: read from the source with `ast`."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"
FILES = sorted(PACKAGE.rglob("*.py"))
ROOMS = (
    {"source", "messages", "errors", "typography", "addresses", "surnames", "prose", "running_text"},
    {"records", "deadlines", "markdown", "pictures", "templates", "counts", "editing"},
    {"statuses", "parallel", "facts", "shelf"},
    {"catalogue", "guard", "acts"},
    {"scanning"},
    {"loading"},
    {"timeline", "listings", "coverage", "handwritten", "clock", "honour", "occasions", "overviews", "programmes"}
    | {"monitoring", "glossary", "known_acts"},
    {"traces"},
    {"fragments", "navigation", "shell"},
    {"pages", "feeds", "outputs", "project", "composing", "search", "alone"},
    {"pieces", "state"},
    {"drawing", "frame", "anchors"},
    {"site", "engines", "importing"},
    {"region", "publishing", "office"},
    {"cli", "commands", "usage"},
)
"""From the ground up: a room knows only rooms of its own floor and of the floors below."""
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "aiohttp", "httpx", "requests", "urllib3"}
NETWORK |= {"paramiko", "boto3", "socketserver", "xmlrpc"}
CLOCK = re.compile(r"(dt|datetime|date)\.([\w.]*\.)?(today|now|utcnow)|time\.\w+")
SENTENCE = re.compile("[а-яё]{2,}[,:;]? «?[а-яё]{2,}", re.IGNORECASE)
SPEAKERS = {"messages", "records", "deadlines", "importing", "region/records.py"}
LONGEST_FILE, LONGEST_FUNCTION = 500, 60

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: name_of(path))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Dotted names of everything a file imports: `generator.records.fields`, `generator.messages`, `json`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (
                [node.module or ""] if node.module != "generator" else [f"generator.{a.name}" for a in node.names]
            )


def calls(path: Path) -> Iterator[str]:
    """What is called, as written: `print`, `dt.date.today`."""
    yield from (ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def test_every_room_has_a_floor() -> None:
    known = set().union(*ROOMS) | {"__init__", "__main__"}

    assert {room(path) for path in FILES} <= known


@every_file
def test_imports_go_down(path: Path) -> None:
    floors = {name: floor for floor, names in enumerate(ROOMS) for name in names}
    if room(path) not in floors:
        return
    known = {name.split(".")[1] for name in imported(path) if name.startswith("generator.")}

    assert {name for name in known if floors[name] > floors[room(path)]} == set()


@pytest.mark.parametrize(
    ("who", "never"),
    [
        ("records", {"catalogue", "statuses", "deadlines", "markdown", "pictures"}),
        ("deadlines", {"records", "catalogue", "source"}),
        ("markdown", {"records", "catalogue", "source"}),
        ("feeds", {"engines", "site", "fragments", "pages"}),
        ("fragments", {"pages", "shell", "engines"}),
        ("shell", {"catalogue", "records", "fragments"}),
        ("outputs", {"catalogue", "records", "pages", "shell"}),
        ("importing", {"catalogue", "site", "pages"}),
        ("engines", {"cli", "importing"}),
    ],
)
def test_neighbours_that_do_not_know_each_other(who: str, never: set[str]) -> None:
    met = {name.split(".")[1] for path in FILES if room(path) == who for name in imported(path) if "generator." in name}

    assert met & never == set()


@every_file
def test_only_one_adapter_knows_mkdocs(path: Path) -> None:
    if name_of(path) != "engines/mkdocs.py":
        assert [name for name in imported(path) if name.split(".")[0] in ("mkdocs", "material")] == []


@every_file
def test_only_commands_print(path: Path) -> None:
    if room(path) not in ("cli", "commands"):
        spoken = re.compile(r"print|.*\.(s?echo|secho|print|print_json)|sys\.std(out|err)\.write")
        assert [call for call in calls(path) if spoken.fullmatch(call)] == []


@every_file
def test_only_the_clock_asks_what_day_it_is(path: Path) -> None:
    if name_of(path) != "clock.py":
        assert [call for call in calls(path) if CLOCK.fullmatch(call)] == []


@every_file
def test_nothing_is_left_to_chance(path: Path) -> None:
    assert {"random", "uuid", "secrets"} & set(imported(path)) == set()


@every_file
def test_only_harvest_and_publishing_know_the_network(path: Path) -> None:
    if room(path) not in ("region", "publishing"):
        known = {".".join(name.split(".")[:depth]) for name in imported(path) for depth in (1, 2)}
        assert known & NETWORK == set()


@every_file
def test_sentences_live_in_messages(path: Path) -> None:
    """Two Russian words in a row are a sentence; captions of fields, vocabularies and grammar words are not."""
    if not {room(path), name_of(path)} & SPEAKERS:
        docstrings = set(map(id, docstrings_of(tree(path))))
        said = [
            node.value
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        ]
        assert [text for text in said if SENTENCE.search(text)] == []


def docstrings_of(module: ast.Module) -> Iterator[ast.Constant]:
    """Strings that stand alone: docstrings of modules, classes and functions, and those under a field."""
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


@every_file
def test_nothing_broad_is_caught(path: Path) -> None:
    """`except Exception` would hide our own bugs; `BaseException` only to clean up and raise again."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            raised_again = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in node.body)
            assert caught not in ("everything", "Exception", "BaseException") or raised_again, node.lineno


@every_file
def test_file_is_not_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@every_file
def test_no_function_is_long(path: Path) -> None:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@every_file
def test_file_opens_with_a_sentence_about_itself(path: Path) -> None:
    assert path.read_text(encoding="utf-8").strip() == "" or ast.get_docstring(tree(path))
