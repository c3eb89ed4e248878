"""Who may know whom, who may do what: read from the source with `ast`. One test a rule; it lists who breaks it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator" / "nastavnik"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
FILES = sorted(PACKAGE.rglob("*.py"))
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "aiohttp", "httpx", "requests", "urllib3"}
NETWORK |= {"paramiko", "boto3", "socketserver", "xmlrpc"}
CLOCK = re.compile(r"(dt|datetime|date)\.([\w.]*\.)?(today|now|utcnow)|time\.\w+")
SPOKEN = re.compile(r"print|.*\.(s?echo|secho|print|print_json)|sys\.std(out|err)\.write")
SENTENCE = re.compile("[а-яё]{2,}[,:;]? «?[а-яё]{2,}", re.IGNORECASE)
SPEAKERS = {
    "messages",
    "records",
    "deadlines",
    "importing",
    "bank/papers/records.py",
    "publishing/targets.py",
    "covers/subject_things.py",
    "covers/mentoring_things.py",
}
LONGEST_FILE, LONGEST_FUNCTION = 420, 40
MOST_LOOSE_MODULES, MOST_ROOMS = 4, 20


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


ROOMS = {room(path) for path in FILES} - {"__init__", "__main__"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Dotted names of everything a file imports: `nastavnik.records.fields`, `nastavnik.messages`, `json`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (
                [node.module or ""] if node.module != "nastavnik" else [f"nastavnik.{a.name}" for a in node.names]
            )


def known_rooms(path: Path) -> set[str]:
    """Other rooms a file imports."""
    return {name.split(".")[1] for name in imported(path) if name.startswith("nastavnik.")} - {room(path)}


def drawn_rooms() -> list[list[str]]:
    """Lines of the tree in the architecture, from the top: names of the rooms that stand on each."""
    drawn = re.findall(r"```house\n(.*?)```", ARCHITECTURE.read_text(encoding="utf-8"), re.DOTALL)[0]
    return [re.findall(r"(\w+)(?:/|\.py)", line.split("   ")[0]) for line in drawn.splitlines()]


def calls(path: Path) -> Iterator[str]:
    """What is called, as written: `print`, `dt.date.today`."""
    yield from (ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def docstrings_of(module: ast.Module) -> Iterator[ast.Constant]:
    """Strings that stand alone: docstrings of modules, classes and functions, and those under a field."""
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


# --- rooms -----------------------------------------------------------------------------------------


def test_the_drawing_shows_every_room() -> None:
    assert {name for line in drawn_rooms() for name in line} == ROOMS


def test_no_circle_between_rooms() -> None:
    """Raises `CycleError`, which names the rooms of the circle."""
    TopologicalSorter(
        {name: {one for path in FILES if room(path) == name for one in known_rooms(path)} for name in ROOMS}
    ).prepare()


def test_rooms_know_only_rooms_below_them() -> None:
    """In the drawing; rooms of one line do not know each other, unless the later one is known by the earlier."""
    height = {name: number for number, name in enumerate(reversed([name for line in drawn_rooms() for name in line]))}
    wrong = [
        f"{name_of(path)} imports {other}"
        for path in FILES
        if room(path) in height
        for other in known_rooms(path)
        if height[other] > height[room(path)]
    ]

    assert wrong == []


def test_the_root_is_no_place_to_live_in() -> None:
    loose = [path.name for path in PACKAGE.glob("*.py") if not path.name.startswith("__")]

    assert len(loose) <= MOST_LOOSE_MODULES
    assert len(ROOMS) - len(loose) <= MOST_ROOMS


def test_rooms_of_the_bank_know_only_rooms_before_them() -> None:
    """Papers of the region, the store, who works, the harvest, what is held, its review, the site on top."""
    order = ["papers", "store", "workers", "harvest", "holdings", "review", "site"]
    bank = [path for path in FILES if room(path) == "bank"]
    inside = {path: path.relative_to(PACKAGE / "bank").parts[0].removesuffix(".py") for path in bank}
    wrong = [
        f"{name_of(path)} imports {name}"
        for path, own in inside.items()
        if own in order
        for name in imported(path)
        if name.startswith("nastavnik.bank.")
        if order.index(name.split(".")[2]) > order.index(own)
    ]

    assert wrong == []
    assert set(inside.values()) == {"__init__", *order}


@pytest.mark.parametrize(
    ("who", "never"),
    [
        ("deadlines", {"records", "text"}),
        ("importing", {"records", "text", "school"}),
        ("text", {"records"}),
        ("feeds", {"pages"}),
        ("views", {"pages", "feeds"}),
    ],
)
def test_neighbours_that_do_not_know_each_other(who: str, never: set[str]) -> None:
    assert {other for path in FILES if room(path) == who for other in known_rooms(path)} & never == set()


# --- who may do what -------------------------------------------------------------------------------


def test_only_its_adapter_knows_mkdocs() -> None:
    known = {name_of(path) for path in FILES for name in imported(path) if name.split(".")[0] in ("mkdocs", "material")}

    assert known == {"engines/mkdocs.py", "engines/mkdocs_settings.py"}


def test_records_whole_stay_with_the_administrator() -> None:
    """Private fields and people without consent: what draws, feeds or searches never opens the cabinet."""
    opening = {room(path) for path in FILES if "nastavnik.school.cabinet" in imported(path)}

    assert opening <= {"commands", "desk", "office"}


def test_only_commands_print() -> None:
    printing = [
        f"{name_of(path)}: {call}"
        for path in FILES
        if room(path) not in ("cli", "commands")
        for call in calls(path)
        if SPOKEN.fullmatch(call)
    ]

    assert printing == []


def test_only_the_clock_asks_what_day_it_is() -> None:
    asking = {name_of(path) for path in FILES for call in calls(path) if CLOCK.fullmatch(call)}

    assert asking == {"building/clock.py"}


def test_nothing_is_left_to_chance() -> None:
    """Only the keys of a running desk and of a running rclone are: who could guess one could read what is not his."""
    chancy = [name_of(path) for path in FILES if {"random", "uuid", "secrets"} & set(imported(path))]

    assert chancy == ["desk/web.py", "publishing/transport.py"]


def test_only_the_bank_the_desk_and_publishing_know_the_network() -> None:
    known = {
        room(path)
        for path in FILES
        for name in imported(path)
        for depth in (1, 2)
        if ".".join(name.split(".")[:depth]) in NETWORK
    }

    assert known == {"bank", "desk", "office", "publishing"}  # `office/reminding/trackers.py` writes one issue


def test_sentences_live_in_messages() -> None:
    """Two Russian words in a row are a sentence; captions of fields, vocabularies and grammar words are not."""
    wrong = [
        f"{name_of(path)}:{node.lineno}: {node.value}"
        for path in FILES
        if not {room(path), name_of(path)} & SPEAKERS
        for docstrings in [set(map(id, docstrings_of(tree(path))))]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        if SENTENCE.search(node.value)
    ]

    assert wrong == []


def test_sentences_have_names_of_their_own() -> None:
    """`messages` shows the names of its modules side by side: the later of two equal ones would hide the other."""
    statements = [node for path in FILES if room(path) == "messages" for node in tree(path).body]
    names = [node.name for node in statements if isinstance(node, ast.FunctionDef)]
    names += [
        name.id
        for node in statements
        if isinstance(node, ast.Assign)
        for target in node.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and not name.id.startswith("_")
    ]

    assert [name for name, times in Counter(names).items() if times > 1] == []


BORDERS = {"bank/harvest/harvesting.py: _visited", "bank/harvest/visiting.py: alone", "bank/site/rendering.py: _drawn"}
"""Where a mistake of ours may cost one foreign source or one foreign practice and no other: `visiting.faulty` says why.
The traceback goes on to whoever runs the command, and the command ends with status 70."""


def test_nothing_broad_is_caught() -> None:
    """`except Exception` would hide our own bugs; `BaseException` only to clean up and raise again.

    At the door of the program a bug is written down and told; a test that calls a command still meets it.
    """
    broad = {
        f"{name_of(path)}: {function.name}"
        for path in FILES
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler)
        if (ast.unparse(node.type) if node.type else "everything") in ("everything", "Exception", "BaseException")
        if not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in node.body)
    }

    assert {place for place in broad if not place.startswith("cli.py:")} == BORDERS
    assert len(broad) == len(BORDERS) + 1


# --- names -----------------------------------------------------------------------------------------


def public_types(path: Path) -> Iterator[str]:
    """Classes and aliases of types that a module defines for others: `Entry`, `Draw`."""
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id


def test_no_two_public_types_have_one_name() -> None:
    places: dict[str, list[str]] = {}
    for path in FILES:
        for name in public_types(path):
            if re.fullmatch(r"[A-Z][a-z]\w+", name):
                places.setdefault(name, []).append(name_of(path))

    assert {name: where for name, where in places.items() if len(where) > 1} == {}


# --- sizes -----------------------------------------------------------------------------------------


def test_no_file_is_long() -> None:
    sizes = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}

    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    lengths = {
        f"{name_of(path)}: {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_every_file_opens_with_a_sentence_about_itself() -> None:
    assert [name_of(path) for path in FILES if not ast.get_docstring(tree(path))] == []
