"""A record is changed in its text: what was not meant stays byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from nastavnik import messages
from nastavnik.errors import EditRefused
from nastavnik.text.editing import Edit, Written, apply, edited, open_written, put, remove, save, without
from nastavnik.text.source import Keys, Unreadable, parse

RECORD = """\
# Карточка
name: "Белова Ирина"   # в кавычках
consent:
  number: 2026/14

  # спросить в августе
  date: 2026-08-27     # как в бланке
  fields: [name,
    post]              # и всё
  # withdrawn: 2026-12-01
about: |
  Первая строка.

  Вторая.

# конец
"""
SIGNED = {"date": "2026-08-27", "fields": ["name", "post"]}


def written(folder: Path, text: str | bytes, name: str = "belova.yml") -> Written:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return open_written(path, f"content/mentors/{name}")


def after_put(folder: Path, text: str, keys: Keys, value: str) -> str:
    record = written(folder, text)
    return apply(record, [put(record, keys, value)]).decode()


WITHDRAWN = ("consent", "withdrawn")
PUT = {
    "after the last simple field": (
        "consent:\n  date: 1   # c\n  fields:\n    - a\n    - b\n",
        "consent:\n  date: 1   # c\n  withdrawn: 2026-12-01\n  fields:\n    - a\n    - b\n",
    ),
    "after the whole of a list in brackets": (
        "consent:\n  date: 1\n  fields: [a,\n    b]  # c\nname: x\n",
        "consent:\n  date: 1\n  fields: [a,\n    b]  # c\n  withdrawn: 2026-12-01\nname: x\n",
    ),
    "at the end without a line break": ("consent:\n  date: 1", "consent:\n  date: 1\n  withdrawn: 2026-12-01"),
    "line ends of Windows": (
        "consent:\r\n  date: 1\r\nname: x\r\n",
        "consent:\r\n  date: 1\r\n  withdrawn: 2026-12-01\r\nname: x\r\n",
    ),
    "own indent": (
        "consent:\n      date: 1\n",
        "consent:\n      date: 1\n      withdrawn: 2026-12-01\n",
    ),
    "in braces": (
        "consent: {date: 1, fields: [все] }  # c\n",
        "consent: {date: 1, fields: [все], withdrawn: 2026-12-01 }  # c\n",
    ),
    "in braces with a last comma": ("consent: {date: 1,}\n", "consent: {date: 1, withdrawn: 2026-12-01,}\n"),
    "in braces over several lines": (
        "consent: {\n  date: 1,\n  fields: все  # c\n}\n",
        "consent: {\n  date: 1,\n  fields: все, withdrawn: 2026-12-01  # c\n}\n",
    ),
    "in place of an empty value": (
        "consent:\n  date: 1\n  withdrawn:   # когда\n",
        "consent:\n  date: 1\n  withdrawn: 2026-12-01   # когда\n",
    ),
    "in place of what a web form wrote": (
        "consent:\n  withdrawn: ''\n  date: 1\n",
        "consent:\n  withdrawn: '2026-12-01'\n  date: 1\n",
    ),
    "in place of null in braces": (
        "consent: {withdrawn: null, date: 1}\n",
        "consent: {withdrawn: 2026-12-01, date: 1}\n",
    ),
    "before texts of many lines": (
        "consent:\n  number: |\n    1\n    2\n",
        "consent:\n  withdrawn: 2026-12-01\n  number: |\n    1\n    2\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), PUT.values(), ids=PUT)
def test_put(before: str, after: str, tmp_path: Path) -> None:
    assert after_put(tmp_path, before, WITHDRAWN, "2026-12-01") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("current_year: 2026-2027  # год\n", "current_year: 2027-2028  # год\n"),
        ('current_year: "2026-2027"\n', 'current_year: "2027-2028"\n'),
        ("current_year:\n  2026-2027\nid: x\n", "current_year:\n  2027-2028\nid: x\n"),
    ],
)
def test_value_keeps_its_quotes(before: str, after: str, tmp_path: Path) -> None:
    assert after_put(tmp_path, before, ("current_year",), "2027-2028") == after


def test_value_that_needs_quotes_gets_them(tmp_path: Path) -> None:
    assert after_put(tmp_path, "id: x\n", ("title",), "Круглый стол: итоги") == 'id: x\ntitle: "Круглый стол: итоги"\n'


REMOVE = {
    "a line": ("- text: a\n  done: да  # c\n  result: b\n", "- text: a\n  result: b\n"),
    "several lines": ("- text: a\n  done:\n    - b\n    - c\n\n  result: d\n", "- text: a\n\n  result: d\n"),
    "after the dash": ("- done: да\n  text: a\n", "- text: a\n"),
    "after the dash, before a comment": ("- done: да\n  # c\n  text: a\n", "-\n  # c\n  text: a\n"),
    "a text of many lines": ("- text: a\n  done: |\n    b\n\n    c\n\n# c\n", "- text: a\n\n# c\n"),
    "the last line": ("- text: a\n  done: да", "- text: a\n"),
    "first in braces": ("- {done: да, text: a}\n", "- {text: a}\n"),
    "last in braces": ("- {text: a, done: да}  # c\n", "- {text: a}  # c\n"),
    "without a value": ("- text: a\n  done:\n  result: b\n", "- text: a\n  result: b\n"),
}


@pytest.mark.parametrize(("before", "after"), REMOVE.values(), ids=REMOVE)
def test_remove(before: str, after: str, tmp_path: Path) -> None:
    record = written(tmp_path, f"items:\n{before}")

    assert apply(record, remove(record, ("items", 0, "done"))).decode() == f"items:\n{after}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- text: a\n  term: до 1 мая  # c\n", "- text: a\n  # term: до 1 мая  # c\n"),
        ("- term: до 1 мая\n  text: a\n", "- # term: до 1 мая\n  text: a\n"),
        ("- {text: a, term: до 1 мая}\n", "- {text: a}  # term: до 1 мая\n"),
        ("- {term: до 1 мая, text: a}  # c\n", "- {text: a}  # c\n"),
        ("- text: a\n  term: |\n    май\n    июнь\n", "- text: a\n  # term: |\n  #   май\n  #   июнь\n"),
    ],
)
def test_removed_with_a_remark(before: str, after: str, tmp_path: Path) -> None:
    record = written(tmp_path, f"items:\n{before}")

    assert apply(record, remove(record, ("items", 0, "term"), remark=True)).decode() == f"items:\n{after}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- {text: a, term: b, done: да}\n", "- {text: a}  # term: b\n"),
        ("- term: b\n  done: да\n  text: a\n", "- # term: b\n  text: a\n"),
        ("- done: да\n  term: b\n  text: a\n", "-\n  # term: b\n  text: a\n"),
    ],
)
def test_neighbours_removed_together(before: str, after: str, tmp_path: Path) -> None:
    record = written(tmp_path, f"items:\n{before}")

    changed = without(record, [(("items", 0, "term"), True), (("items", 0, "done"), False)])

    assert changed.raw.decode() == f"items:\n{after}"


def test_nothing_is_given_out_if_it_says_something_else(tmp_path: Path) -> None:
    record = written(tmp_path, RECORD)

    with pytest.raises(EditRefused, match=r"content/mentors/belova\.yml"):
        edited(record, [put(record, WITHDRAWN, "2026-12-01")], record.source.data)


FILE = "content/mentors/belova.yml"
REFUSED: dict[str, tuple[str | bytes, Callable[[Written], object], str]] = {
    "a field of a value": (
        "name: Белова\nphoto: a.jpg\n",
        lambda record: put(record, ("photo", "alt"), "в классе"),
        f"{FILE}:2:8: {messages.CANNOT_EDIT}",
    ),
    "the only field": (
        "name: Белова\n",
        lambda record: remove(record, ("name",)),
        f"{FILE}:1:7: {messages.CANNOT_EDIT}",
    ),
    "a text that nobody could read": (
        "name: Белова\n",
        lambda record: edited(record, [Edit(6, 6, "[")], {"name": "Белова"}),
        f"{FILE}:1:7: {messages.CANNOT_EDIT}",
    ),
    "a sign its encoding has not": (
        "name: Белова\n".encode("cp1251"),
        lambda record: apply(record, [put(record, ("name",), "Белова → Ирина")]),
        f"{FILE}: {messages.CANNOT_EDIT_ENCODING}",
    ),
    "a file with half a letter": (
        "name: Белова\n".encode("utf-16") + "photo: a.jpg".encode("utf-16-le") + b"\x00",
        lambda _: None,
        f"{FILE}: {messages.CANNOT_EDIT_ENCODING}",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusal_has_its_place_and_says_why(name: str, tmp_path: Path) -> None:
    text, edit, sentence = REFUSED[name]

    with pytest.raises(EditRefused) as refused:
        edit(written(tmp_path, text))

    assert str(refused.value) == sentence


def test_file_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "belova.yml"
    file.write_bytes(b"name: x")
    file.chmod(0o444)

    with pytest.raises(PermissionError) as refused:
        save(file, b"name: y")

    assert refused.value.filename == str(file)
    assert file.read_bytes() == b"name: x"


def test_field_of_nothing_is_refused(tmp_path: Path) -> None:
    record = written(tmp_path, "name: x\n")

    with pytest.raises(EditRefused):
        put(record, WITHDRAWN, "2026-12-01")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encoding_stays(codec: str, tmp_path: Path) -> None:
    raw = RECORD.replace("\n", "\r\n").encode(codec)
    record = written(tmp_path, raw)

    changed = apply(record, [put(record, WITHDRAWN, "2026-12-01")])

    assert changed.decode(codec).replace("  withdrawn: 2026-12-01\r\n", "", 1).encode(codec) == raw


def test_front_matter(tmp_path: Path) -> None:
    record = written(tmp_path, "\n---\ntitle: a\n---\n\nconsent: текст\n", "a.md")

    assert apply(record, [put(record, ("date",), "2026-12-01")]).decode() == (
        "\n---\ntitle: a\ndate: 2026-12-01\n---\n\nconsent: текст\n"
    )


# --- whatever the editor wrote

ODD = st.sampled_from("\t#:'\"{}[],&*😀\u0007\ufeff\u2028\x85")
SIGNS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | ODD, max_size=20)
QUOTED = st.text(max_size=20).map(lambda text: yaml.safe_dump(text, allow_unicode=True, default_style='"', width=9999))
COMMENT = SIGNS.map(lambda text: "# " + text.replace("\n", " "))


@st.composite
def records(draw: st.DrawFn) -> str:
    """A record with a consent as block or in braces, between comments, empty lines and fields of any text."""
    lines: list[str] = []
    for number in range(draw(st.integers(0, 3))):
        lines += draw(st.lists(COMMENT | st.just(""), max_size=2))
        lines.append(f"field{number}: {draw(QUOTED).strip()}")
    fields = {"date": "2026-08-27", "number": draw(QUOTED).strip(), "fields": draw(st.sampled_from(["все", "[a, b]"]))}
    if draw(st.booleans()):
        inside = ", ".join(f"{name}: {value}" for name, value in fields.items())
        lines.append(f"consent: {{{inside}}}  {draw(COMMENT)}")
    else:
        indent = " " * draw(st.integers(1, 5))
        lines.append(f"consent:  {draw(COMMENT)}")
        for name, value in fields.items():
            lines += [f"{indent}{name}: {value} {draw(COMMENT)}", *draw(st.lists(COMMENT | st.just(""), max_size=2))]
    lines += draw(st.lists(COMMENT | st.just(""), max_size=2))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n"]))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=records(), codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@example(text=RECORD, codec="utf-8")
def test_every_other_byte_stays(text: str, codec: str, tmp_path: Path) -> None:
    raw = text.encode(codec, errors="ignore")
    try:
        record = written(tmp_path, raw)
    except (Unreadable, EditRefused):  # a text that is no record is another test's
        assume(False)
    edit = put(record, WITHDRAWN, "2026-12-01")

    changed = apply(record, [edit])

    assert edit.start == edit.end
    added = edit.new.encode(record.codec)
    at = next(at for at in range(len(raw) + 1) if raw[:at] + added + raw[at:] == changed)
    assert raw[:at] + raw[at:] == raw
    consent = record.source.data["consent"]
    assert edited(record, [edit], record.source.data | {"consent": consent | {"withdrawn": "2026-12-01"}}) == changed
    assert parse(record.text, "x").data == record.source.data
