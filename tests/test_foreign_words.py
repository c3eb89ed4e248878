"""No English sentence of a library reaches a reader: what YAML, pydantic or the system says comes out in Russian."""

import ast
import errno
import inspect
import os
import re
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import aiohttp
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core.core_schema import ErrorType

from nastavnik import messages
from nastavnik.bank.harvest.fetching import _failure
from nastavnik.records import KINDS
from nastavnik.records.reading import read_record
from nastavnik.records.vocabularies import BASE
from nastavnik.text import source
from nastavnik.text.source import Unreadable, parse

INDENTS = "".join(f"{' ' * depth}a:\n" for depth in range(900))
BROKEN = {
    "cannot start any token": ["a: @b", "a: `b", "a: @b 'c'"],
    "directive": ["%b: c", "%\n---\na: b", "%Y?\n---\na: b", "%FOO b\na: b", "%YAML 1.1 x\n---\na: b"],
    "%YAML": ["%YAML\n---\na: b", "%YAML 1\n---\na: b", "%YAML 1.1\n%YAML 1.1\n---\na: b", "%YAML 1.1\na: b"],
    "incompatible": ["%YAML 3.0\n---\na: b"],
    "%TAG": ["%TAG\n---\na: b", "%TAG x\n---\na: b", "%TAG !a! !b x\n---\na: b", "%TAG !a! !b\n%TAG !a! !b\n---\na: b"],
    "mapping values": ["a: b: c", "a:\n  b\n c: d", "a: b\n  c: d", f"{'a' * 2000}: b", "a\nb: c", "'a\nb': c"],
    "mapping keys": ["a: ? b"],
    "sequence entries": ["a: - b"],
    "flow sequence": ["a: [b", "a: [b}", "a: [b c\n"],
    "flow mapping": ["a: {b: c", "a: {b]", "{a: b\n  c: d}"],
    "end of stream": ["a: 'b", 'a: "b'],
    "document indicator": ["a: 'b\n---\nc'", 'a: "b\n...\nc"'],
    "escape": ['a: "\\q"', 'a: "\\xzz"', 'a: "\\UFFFFFFFF"'],
    "could not find ':'": ["a: b\nc", "a: |\n b\nc", "a:\n- b\n-c\n"],
    "block": ["  a: b\n c: d", "- a\nb: c", "a:\n  - b\n  c: d", "a: &b &c d", "a: !!str !!int x"],
    "alias": ["a: *b", "a: *", "a: *?", "a: &a [*a]"],
    "anchor": ["a: &", "a: &b!c d", "a: &x 1\nb: &x 2"],
    "tag": ["a: !<b c", "a: !b!c d", "a: !<> x", "a: !%zz x", "a: !b! x", "a: !<b%4> c", "a: !<b%ff> c", "a: !"],
    "block scalar": ["a: |0\n b", "a: |x\n b", "a: |10\n b"],
    "tab": ["a: |\n\tb", "a:\n\tb: c", "\ta: b", "a:\n  b: c\n\td: e"],
    "single document": ["a: b\n---\nc: d", "a: b\n...\nc: d"],
    "document start": ["'a' b", "[a] b"],
    "text after": ["a: 'b' c", "a: [b] c"],
    "node content": ["a: ,", "a: }", "a: ]", "...", "? a\n? b\n: ["],
    "unexpected ':'": ["{a: b:}"],
    "nesting": ["a: " + "[" * 3000, "a: " + "{b: " * 3000, "- " * 3000 + "a", "a: " + "[ # ]\n" * 3000, INDENTS],
    "reader": ["a: \x01", "a: b\x00"],
    "ours": ["[a]: b", "{a: b}: c", "- a", "a", "", "a: 1\na: 2"],
}
"""What the library complains of → texts that make it."""
LIBRARY = (yaml.reader, yaml.scanner, yaml.parser, yaml.composer)
OURS = "title Tab"  # Latin words of our own sentences
ENGLISH = re.compile(r"\b(the|should|must|input|valid|error|expected|not)\b", re.IGNORECASE)
LATIN = re.compile(r"[a-z]{2,}", re.IGNORECASE)


class Slow(source.Unguessed, yaml.SafeLoader):
    """The loader of machines without libyaml."""


def is_russian(sentence: str, of_input: str = "") -> bool:
    """Whether a sentence has no Latin word but those of its input."""
    return bool(re.search("[а-я]{3}", sentence)) and all(word in of_input + OURS for word in LATIN.findall(sentence))


@pytest.mark.parametrize("loader", [source._Loader, Slow], ids=["libyaml", "python"])
@pytest.mark.parametrize("complaint", BROKEN)
def test_whatever_yaml_says_is_said_in_russian(complaint: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_Loader", loader)

    for text in BROKEN[complaint]:
        with pytest.raises(Unreadable) as refused:
            parse(text, "запись")
        assert is_russian(refused.value.problem.message), refused.value.problem


def test_half_of_a_letter_is_refused_or_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable):
        parse('a: "x\\uD800y"', "запись")

    monkeypatch.setattr(source, "_Loader", Slow)
    assert parse('a: "x\\uD800y"', "запись").data == {"a": "xy"}


def sentences(module: ModuleType) -> Iterator[str]:
    """Every text a module of the library raises an error with."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Raise) and node.exc:
            yield from (
                part.value
                for part in ast.walk(node.exc)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


@pytest.mark.parametrize("module", LIBRARY, ids=lambda module: module.__name__)
def test_every_sentence_in_the_library_has_one_of_ours(module: ModuleType) -> None:
    said = set(sentences(module))

    assert said
    assert [one for one in said if not is_russian(messages.yaml_error(one)[1])] == []


def test_a_sentence_of_tomorrow_has_one_too() -> None:
    assert messages.yaml_error("while reticulating splines: unexpected llama") == (False, messages.YAML_OTHER)
    assert is_russian(messages.YAML_OTHER)


@given(st.text(alphabet="a:-?[]{}&*!|>'\"%@`#,\\ \t\r\n~<=", max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_signs_of_yaml_are_refused_in_russian(text: str) -> None:
    for with_body in (False, True):
        try:
            parse(text, "запись", with_body=with_body)
        except Unreadable as refused:
            assert is_russian(refused.problem.message, text), refused.problem


# --- validation


@pytest.mark.parametrize("kind", [*get_args(ErrorType), "of_tomorrow"])
def test_every_refusal_of_the_validator_is_russian(kind: str) -> None:
    context = {
        "max_length": 3,
        "min_length": 1,
        "actual_length": 5,
        "le": 1,
        "ge": 0,
        "message": "нельзя",
        "error": "no",
    }

    for value in ("слово", ["слово"], {"поле": "слово"}, 5):
        assert is_russian(messages.invalid("поле", kind, context, value))


WRONG = st.recursive(
    st.text(alphabet="абв 19-./:@", max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("ключ"), inner, max_size=2),
    max_leaves=5,
)


@given(st.sampled_from([(cls, name) for cls in KINDS.values() for name in cls.model_fields]), WRONG)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_value_makes_the_validator_speak_english(field: tuple[type, str], value: object) -> None:
    cls, name = field
    text = yaml.safe_dump({name: value}, allow_unicode=True)

    problems = read_record(cls, parse(text, "запись"), BASE)

    said = [re.sub(r"«[^»]*»", "", problem.message) for problem in problems] if isinstance(problems, list) else []
    assert [sentence for sentence in said if ENGLISH.search(sentence)] == []


# --- the system


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_refusals_of_the_system_are_russian(code: int) -> None:
    assert is_russian(messages.cannot_open(OSError(code, os.strerror(code), "запись")))


def test_folder_in_place_of_a_record_is_said_in_russian(tmp_path: Path) -> None:
    with pytest.raises(OSError) as refused:
        (tmp_path).read_bytes()

    assert is_russian(messages.cannot_open(refused.value))


# --- the network and the database


SYSTEM = [OSError, TimeoutError, ConnectionResetError, ssl.SSLError, socket.gaierror, UnicodeError, ValueError]


def kinds_of(error: type[Exception]) -> Iterator[type[Exception]]:
    yield error
    for kind in error.__subclasses__():
        yield from kinds_of(kind)


@pytest.mark.parametrize("error", [*sorted(set(kinds_of(aiohttp.ClientError)), key=repr), *SYSTEM])
def test_failures_of_the_network_are_russian(error: type[Exception]) -> None:
    assert is_russian(str(_failure(error.__new__(error))), "https")


@pytest.mark.parametrize(
    ("complaint", "reason"),
    [
        ("unable to open database file", "файл не открыть, проверьте папку и права"),
        ('connection to server at "127.0.0.1", port 5432 failed: Connection refused', "сервер не принимает соединений"),
        ('FATAL:  password authentication failed for user "bank"', "имя или пароль не подошли"),
        ("the flux capacitor is empty", "база отказала"),
    ],
)
def test_what_a_database_says_is_said_in_russian(complaint: str, reason: str) -> None:
    assert messages.store_failed("банк", complaint) == f"хранилище банк не отвечает или повреждено: {reason}"
