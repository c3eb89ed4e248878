"""Other data in the text of a record: what differs is written, every other byte stays, nothing else is ever said."""

import difflib
import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from nastavnik.office.patching.patch import patched, says
from nastavnik.text.editing import Written, open_written, written_as
from nastavnik.text.source import Plain

ROOT = Path(__file__).parent.parent
RECORD = """\
# шапка
name: Белова   # имя
category: 'педагог'
subjects: [русский язык, "литература"]   # два
helps_with:
  # сверху
  - Первое   # раз
  - Второе

  - Третье # три
photo:
    file: a.jpg   # рядом
    alt: >
      Сложенный
      текст
consent: {date: 2026-09-01, fields: [name, photo]}
awards:
  - title: А
    level: школьный # ш
    year: 2020
  - title: Б
about: |
  Один
    два

  три # не комментарий
empty:
"""
Data = dict[str, Any]


def written(text: str) -> Written:
    return written_as(Path("a.yml"), text.encode(), "a.yml")


def changes(old: str, new: str) -> list[str]:
    """Lines that went and came."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0))[2:]
    return [f"{line[0]} {line[1:]}" for line in lines if not line.startswith("@@")]


CASES: dict[str, tuple[Any, list[str]]] = {
    "a scalar keeps the remark beside it": (
        lambda data: data.update(name="Иванова: да # нет"),
        ["- name: Белова   # имя", '+ name: "Иванова: да # нет"   # имя'],
    ),
    "quotes of the editor stay": (
        lambda data: data.update(category="вет'еран"),
        ["- category: 'педагог'", "+ category: 'вет''еран'"],
    ),
    "an item more in brackets": (
        lambda data: data["subjects"].append("музыка"),
        [
            '- subjects: [русский язык, "литература"]   # два',
            '+ subjects: [русский язык, "литература", музыка]   # два',
        ],
    ),
    "an item less": (lambda data: data["helps_with"].pop(1), ["-   - Второе"]),
    "an item first": (lambda data: data["helps_with"].insert(0, "Нулевое"), ["+   - Нулевое"]),
    "a folded text stays folded": (
        lambda data: data["photo"].update(alt="Другой текст"),
        ["-       Сложенный", "-       текст", "+       Другой текст"],
    ),
    "a part loses a field": (
        lambda data: data["photo"].pop("alt"),
        ["-     alt: >", "-       Сложенный", "-       текст"],
    ),
    "a field more in braces": (
        lambda data: data["consent"].update(until="2027-01-01"),
        [
            "- consent: {date: 2026-09-01, fields: [name, photo]}",
            "+ consent: {date: 2026-09-01, fields: [name, photo], until: 2027-01-01}",
        ],
    ),
    "a part less": (
        lambda data: data["awards"].pop(0),
        ["-   - title: А", "-     level: школьный # ш", "-     year: 2020"],
    ),
    "a part more": (
        lambda data: data["awards"].append({"title": "Новая\nдва", "year": "2026"}),
        ["+   - title: |", "+       Новая", "+       два", "+     year: 2026"],
    ),
    "a line more of a text": (
        lambda data: data.update(about=data["about"] + "четыре"),
        ["+   четыре"],
    ),
    "an empty field is filled": (lambda data: data.update(empty=["а", "б"]), ["+   - а", "+   - б"]),
    "a part becomes a word: its remark stands above": (
        lambda data: data.update(photo="x.jpg"),
        [
            "- photo:",
            "-     file: a.jpg   # рядом",
            "-     alt: >",
            "-       Сложенный",
            "-       текст",
            "+ # рядом",
            "+ photo: x.jpg",
        ],
    ),
    "a field goes with its remark": (lambda data: data.pop("name"), ["- name: Белова   # имя"]),
}


@pytest.mark.parametrize("case", CASES)
def test_only_what_differs_is_written(case: str) -> None:
    change, expected = CASES[case]
    record = written(RECORD)
    data = deepcopy(record.source.data)
    change(data)

    assert changes(RECORD, patched(record, data).decode()) == expected


def test_what_moves_takes_its_remarks_along() -> None:
    record = written(RECORD)
    data = deepcopy(record.source.data)
    data["helps_with"].reverse()  # type: ignore[union-attr]

    text = patched(record, data).decode()

    assert text.index("Третье # три") < text.index("Второе") < text.index("Первое   # раз")


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_lines_of_a_story_that_differ(line_break: str) -> None:
    text = line_break.join(["---", "title: А", "date: 2026-10-05", "---", "", "Первая.", "", "Вторая.", "", "Третья."])
    record = written_as(Path("a.md"), text.encode(), "a.md")

    new = patched(record, record.source.data, "Первая.\n\nДругая.\n\nТретья.").decode()

    assert new == text.replace("Вторая", "Другая")


def test_new_field_stands_where_the_class_has_it() -> None:
    record = written("name: А\npost: Б\n")

    assert (
        patched(record, {"name": "А", "category": "педагог", "post": "Б"})
        == "name: А\ncategory: педагог\npost: Б\n".encode()
    )


# --- any change of any record

WORDS = (
    *(
        "простое",
        "с двоеточием: да",
        "# решётка",
        "a #b",
        "- тире",
        "«ёлочки»",
        "да",
        "2026-09-01",
        "12:30",
        "'кавычки'",
    ),
    *(
        '"двойные"',
        "{скобки}",
        "[x]",
        "строка\nвторая",
        "строка\n\nтретья: x\n- y",
        "*звезда",
        "&a",
        "!t",
        "@",
        "`",
        "%",
    ),
    *(
        "| x",
        "> y",
        "null",
        "~",
        "a,b",
        "x\n  отступ",
        "?",
        "? x",
        "-",
        ":",
        "x:",
        "\\n",
        "---",
        "...",
        "a: b: c",
        "\t",
    ),
)
FILES = [
    ROOT / "content" / "school.yml",
    *(path for path in sorted((ROOT / "content").glob("*/*")) if path.suffix in (".yml", ".md")),
]


def places(data: Plain, keys: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [keys, *(place for key, value in inside for place in places(value, (*keys, key)))]


def changed(data: Data, chance: random.Random) -> Data:
    """One value replaced, taken out, put in or moved, anywhere."""
    data = deepcopy(data)
    *above, last = chance.choice([place for place in places(data) if place])
    parent: Any = data
    for step in above:
        parent = parent[step]
    turn = chance.random()
    if turn < 0.5 and isinstance(parent[last], str):
        parent[last] = chance.choice(WORDS).strip() or "слово"
    elif turn < 0.6 and len(parent) > 1:
        del parent[last]
    elif isinstance(parent, list):
        new = chance.choice(
            [
                deepcopy(parent[last]),
                chance.choice(WORDS).strip() or "слово",
                {"title": "Новое", "items": ["а", "б\nв"]},
            ]
        )
        parent.insert(chance.randrange(len(parent) + 1), new)
        if turn > 0.8:
            chance.shuffle(parent)
    elif isinstance(parent, dict):
        fields = list(parent.items())
        new = chance.choice(
            [chance.choice(WORDS).strip() or "слово", ["а", "б: в"], {"x": "1", "y": ["z"]}, [{"a": "б\nв"}]]
        )
        fields.insert(chance.randrange(len(fields) + 1), ("novoe", new))
        parent.clear()
        parent.update(fields)
    return data


@pytest.mark.parametrize(
    "share", [pytest.param(share, marks=[pytest.mark.audit] if share > 1 else []) for share in range(20)]
)
def test_any_change_is_said_and_nothing_else(share: int) -> None:
    chance = random.Random(share)
    for _ in range(150):
        path = chance.choice(FILES)
        record = open_written(path, path.name)
        data = record.source.data
        for _ in range(chance.choice([1, 1, 2, 5])):
            data = changed(data, chance)

        after = written_as(path, patched(record, data), path.name)

        assert says(after.source.data, data)
        assert after.source.body == record.source.body
