"""Records and hand-written pages spoiled at random, and what must hold of each: refused with places, or drawn whole.

`Section` is a school on disk that is checked and built again and again, as `nastavnik check` and `nastavnik build` do.
`spoiled` makes one mutant of a text; the same seed makes the same mutants.
"""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import yaml
from icalendar import Calendar

from nastavnik.building import site
from nastavnik.building.project import Project
from nastavnik.engines import Engine
from nastavnik.errors import ContentRejected
from nastavnik.records import KINDS
from nastavnik.text.marks import UNPRINTABLE
from nastavnik.text.source import FRONT_MATTER, Problem, Unreadable, parse
from tests.building import check
from tests.conftest import TODAY

SCHOOL = Path(__file__).parent / "school"
ENGLISH = re.compile(r"\b(the|should|must|valid|expected|input|object|attribute|error|found|not)\b", re.IGNORECASE)
DAYS = (
    "0226-10-15",
    "0001-01-01 01:00",
    "9999-12-31",
    "2026-02-30",
    "31.12.2200",
    "1900-01-01",
    "2200-12-31 23:59",
    "2026-10-05 25:00",
    "1 января 1900 года",
    "2026-2027",
    "до 15 сентября",
)
ADDRESSES = (
    "https://[адрес]",
    "//[",
    "http://[::1",
    "https://a.example:99999/",
    "javascript:alert(1)",
    "https://пример.рф/путь?а=б#в",
    "https://x.example/%zz",
    "mailto:a@b.example",
    "8 (800) 000-00-28 доб. 1",
)
PATHS = (
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\a.jpg",
    "files/нет.pdf",
    "files",
    "files/plan-uroka.txt",
    "berezkina.svg",
    "a b № 5.jpg",
    f"{'x' * 300}.pdf",
    "files/%00.pdf",
)
WORDS = (
    "",
    " ",
    "~",
    "да",
    "нет",
    "-1",
    "0",
    "5",
    "1e400",
    "٣",
    "²",
    "999999999999",
    "а" * 3000,
    "слово " * 200,
    "\u202e\u2028\u00a0",
    "<b onclick=x>&amp;</b>]]>",
    "{{ x }}{% raw %}",
    "«№ 5»",
    "'\"\\",
    "a: b # c",
    "💥",
    "\ue000content\ue001",
    "\x0b\x1b[2J\x00",
    "berezkina",
    "mentors/berezkina",
    "2026-2027/1",
    "2026-2027",
    "все",
    "педагог – педагог",
    "опубликована",
    "черновик",
)
TEXTS = (
    "[x](//[)",
    "<https://[адрес]>",
    "[x]: //[\n\n[x]",
    "![a](files/нет.jpg)",
    "[a](#b) [c](../mentors/berezkina.yml#d)",
    "```\n[x](нет.md)\n",
    "а\n: б\n" * 5,
    "| а | б |\n|---|---|\n| [x](files/plan-uroka.txt) |",
    "!!! note\n    x\n\n    - y",
    "<script>alert(1)</script><iframe src=//x>",
    "1. a\n   - b\n\n     > c\n",
    "# A\n\n###### B\n\n# A\n",
    "## Слово {#id .cls onclick=x}",
    "&#xE000;&#0;&#x1b;&lt;",
    "[" * 40 + "](" * 40,
    "*" * 60 + "_" * 60,
    "<!-- проверено --> <!-- x",
    "a  \nb\\\nc\r\nd\te",
)
NASTY = (*DAYS, *ADDRESSES, *PATHS, *WORDS, *TEXTS)
ENCODINGS = ("cp1251", "utf-16", "utf-8-sig", "koi8-r", "utf-16-le")


# --- one mutant


def spoiled(random: Random, raw: bytes, *, with_body: bool) -> bytes:
    """A record or a page with one to three things wrong, or nearly wrong, with it."""
    text = raw.decode()
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = random.choice((_in_data, _in_data, _in_data, _in_lines, _in_body))(random, text, with_body=with_body)
    if random.random() < 0.08:
        return text.encode(random.choice(ENCODINGS), "replace")
    return text.encode("utf-8", "replace")


def _in_data(random: Random, text: str, *, with_body: bool) -> str:
    """Values, keys and the shape of the data changed."""
    try:
        source = parse(text, "запись", with_body=with_body)
    except Unreadable:
        return _in_lines(random, text)
    data = _changed(random, source.data)
    head = yaml.safe_dump(data, allow_unicode=random.random() < 0.8, sort_keys=False, width=1000)
    return f"---\n{head}---\n{source.body}\n" if with_body else head


def _changed(random: Random, data: dict[str, Any]) -> dict[str, Any]:
    places = [place for place in _places(data) if place]
    if not places:
        return data
    *way, last = random.choice(places)
    holder: Any = data
    for step in way:
        holder = holder[step]
    value = holder[last]
    mutation = random.randrange(9)
    if mutation <= 3:
        holder[last] = random.choice(NASTY)
    elif mutation == 4 and isinstance(value, str):
        holder[last] = f"{random.choice(NASTY)}{value}{random.choice(NASTY)}"
    elif mutation == 5:
        holder[last] = random.choice(([value], {"поле": value}, [value, value], {str(last): value}))
    elif mutation == 6:
        del holder[last]
    elif mutation == 7 and isinstance(holder, dict):
        holder[random.choice((f"{last}s", str(last).upper(), "title", "date", "дата", "file"))] = holder.pop(last)
    else:
        holder[last] = random.choice([_at(data, place) for place in places])
    return data


def _places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where everything of some data stands, from the top."""
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in inner:
        yield from _places(part, (*way, step))


def _at(data: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        data = data[step]
    return json.loads(json.dumps(data))  # a copy: YAML would write an alias


def _in_lines(random: Random, text: str, **_: bool) -> str:
    """The text as an editor spoils it: a line lost, doubled, moved, indented; a sign too many; half of the file."""
    lines = text.split("\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    mutation = random.randrange(7)
    if mutation == 0:
        del lines[at]
    elif mutation == 1:
        lines.insert(other, lines[at])
    elif mutation == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif mutation == 3:
        lines[at] = random.choice(("\t", "  ", " ", "- ", "\u00a0", "#")) + lines[at]
    elif mutation == 4:
        column = random.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:column] + random.choice("'\"[]{}:#&*!|>%@`,-\\\t\u200b\ufeff…") + lines[at][column:]
    elif mutation == 5:
        lines = lines[: at + 1]
    else:
        return text.replace("\n", "\r\n")
    return "\n".join(lines)


def _in_body(random: Random, text: str, *, with_body: bool) -> str:
    head = FRONT_MATTER.match(text) if with_body else None
    if not with_body:
        return _in_data(random, text, with_body=with_body)
    at = head.end() if head else 0
    nasty = "\n\n".join(random.choice(NASTY) for _ in range(random.randrange(1, 4)))
    return random.choice((f"{text[:at]}{nasty}\n", f"{text}\n{nasty}\n", f"{text[:at]}{nasty}\n{text[at:]}"))


# --- a school that is checked and built


class Section:
    """The school of the tests in a folder of its own; one of its files at a time is spoiled and put back."""

    def __init__(self, root: Path, engine: str = "plain") -> None:
        shutil.copytree(SCHOOL, root, ignore=shutil.ignore_patterns(".nastavnik", "site", "theme"))
        self.project, self.engine = Project.at(root), Engine(engine)
        content = self.project.content
        self.records = {
            path: path.read_bytes()
            for kind, cls in KINDS.items()
            for path in sorted((content / kind).glob(f"*{cls.suffix}"))
        } | {content / "school.yml": (content / "school.yml").read_bytes()}
        self.page = content / "parents.md"
        self.pages = {self.page: self.page.read_bytes()}

    def trials(self, random: Random, files: dict[Path, bytes]) -> Iterator[tuple[Path, bytes, bool]]:
        """For ever: a file, a mutant of it, whether it was drawn. Raises what the promise is broken by."""
        kinds = sorted({path.parent for path in files})
        while True:
            folder = random.choice(kinds)
            path = random.choice([path for path in files if path.parent == folder])
            mutant = spoiled(random, files[path], with_body=path.suffix == ".md")
            path.write_bytes(mutant)
            try:
                yield path, mutant, self.is_drawn()
            except Exception as error:
                error.add_note(f"{path.relative_to(self.project.root)}:\n{mutant.decode('utf-8', 'backslashreplace')}")
                raise
            finally:
                path.write_bytes(files[path])

    def is_drawn(self) -> bool:
        """Check and build: refused by both, in the same words, or drawn whole."""
        problems = check(self.project, TODAY)
        for problem in problems:
            assert_said_well(problem)
        wrong = {problem for problem in problems if problem.severity == "error"}
        try:
            site.build(self.project, TODAY, self.engine, searchable=False)
        except ContentRejected as rejected:
            assert wrong, f"check is green, build is red: {rejected}"
            assert set(rejected.problems) <= wrong, "build says what check does not"
            return False
        assert not wrong, f"check is red, build is green: {wrong}"
        for file in sorted(self.project.site.rglob("*")):
            if file.is_file():
                assert_sound(file.relative_to(self.project.site).as_posix(), file.read_bytes())
        return True


def assert_said_well(problem: Problem) -> None:
    """A place in a file of the school, a Russian sentence without words of a library."""
    assert re.fullmatch(r"(content/.+|mkdocs\.yml)", problem.place.file), problem
    assert problem.place.line >= 1 and problem.place.column >= 1, problem
    assert re.search("[а-яё]{3}", problem.message), problem
    assert not ENGLISH.search(problem.message), problem
    assert not UNPRINTABLE.search(str(problem)), repr(str(problem))


def assert_sound(path: str, data: bytes) -> None:
    """An output that every reader can read: well-formed, printable, whole."""
    if path.endswith(".docx"):
        data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    if path.endswith((".xml", ".atom", ".docx", ".svg")):
        ElementTree.fromstring(data)
    if path.endswith(".json"):
        json.loads(data)
    if path.endswith(".ics"):
        Calendar.from_ical(data)
    if path.endswith((".html", ".xml", ".atom", ".json", ".ics", ".docx")):
        assert not UNPRINTABLE.search(data.decode("utf-8-sig")), path
    if path.endswith(".html"):
        assert data.count(b"</html>") == 1 and data.rstrip().endswith(b"</html>"), path
