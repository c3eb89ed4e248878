"""Whatever stands in the texts of records, the section is drawn: pages, cards, feeds, lines of the catalogue."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from nastavnik.building import checking
from nastavnik.building.artifacts import Workbench
from nastavnik.building.project import Prepared, Project
from nastavnik.records import KINDS
from nastavnik.records.fields import FileMarker, Ref
from nastavnik.records.reading import read_record, values
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.loading import load
from nastavnik.text.marks import UNPRINTABLE
from nastavnik.text.source import Keys, parse, read
from tests.conftest import TODAY

SCHOOL = Path(__file__).parent / "school"
SIGNS = "<>&;#x{}%[]()!|*_`\"'\\/:.- \n\t\r№«»аЯ1\x00\x01\x85\u2028\ufeff\ud800\U000f0000"
TEXTS = st.text(alphabet=[*SIGNS, *map(chr, range(0xE000, 0xE010))], max_size=40) | st.text(max_size=20)
MARKS = "\ue000content\ue001\ue002\ue003x\ue004\ue0059\ue006\ue007\ue008\ue0090\ue00a\ue00b"
REFERENCES = "".join(f"&#{ord(sign)};&#x{ord(sign):X}" for sign in MARKS + "\x01")
"""The same in the spelling of HTML, which Markdown understands."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("any") / "school"
    shutil.copytree(SCHOOL, root, ignore=shutil.ignore_patterns(".nastavnik", "site"))
    return Project.at(root)


def leaves(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    if isinstance(value, str):
        yield keys
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from leaves(inner, (*keys, step))


def changed(value: Any, chosen: set[Keys], text: str, keys: Keys = ()) -> Any:
    """The same data with the text before every chosen value."""
    if isinstance(value, dict):
        return {step: changed(inner, chosen, text, (*keys, step)) for step, inner in value.items()}
    if isinstance(value, list):
        return [changed(inner, chosen, text, (*keys, step)) for step, inner in enumerate(value)]
    return f"{text}{value}" if keys in chosen else value


class Record:
    """A record of the school, and which of its values may be any text."""

    def __init__(self, catalogue: Catalogue, kind: str) -> None:
        entry = catalogue.of(kind)[0]
        self.path, self.kind, self.words = Path(entry.place), KINDS[kind], catalogue.vocabularies
        self.written = self.path.read_bytes()
        source = read(self.path, self.path.name)
        self.data, self.body = source.data, source.body
        tied = {keys for mark in (Ref, FileMarker) for keys, _, _ in values(catalogue.whole(entry), mark)}
        tied |= {keys[:-1] for keys in tied}
        self.free = {keys for keys in leaves(self.data) if keys not in tied and self._takes(keys)}

    def _takes(self, keys: Keys) -> bool:
        text = yaml.safe_dump(changed(self.data, {keys}, "Слово "), allow_unicode=True)
        return not isinstance(read_record(self.kind, parse(text, ""), self.words), list)

    def put(self, chosen: set[Keys], text: str, *, escaped: bool = False) -> None:
        data = changed(self.data, chosen, text)
        head = yaml.safe_dump(data, allow_unicode=not escaped, sort_keys=False, width=1000)
        body = None if self.body is None else f"{text if chosen else ''}{self.body}\n\n{text if chosen else ''}"
        whole = head if body is None else f"---\n{head}---\n{body}\n"
        self.path.write_bytes(whole.encode("utf-8", "surrogatepass"))


@pytest.fixture(scope="module")
def records(project: Project) -> dict[str, Record]:
    catalogue = load(project.content, TODAY).catalogue
    assert catalogue is not None
    return {kind: Record(catalogue, kind) for kind in KINDS}


def outputs(project: Project) -> Iterator[tuple[str, bytes]]:
    """Everything of the section that is made of records."""
    prepared = checking.prepare(project, TODAY)
    assume(isinstance(prepared, Prepared) and not checking.errors(prepared))
    workbench = Workbench(prepared)
    for artifact in workbench.artifacts():
        if artifact.url is not None or artifact.is_line or artifact.name.startswith("feed "):
            yield from artifact.make(workbench)


def assert_sound(path: str, data: bytes) -> None:
    """Nothing in it that no reader can read."""
    if path.endswith(".docx"):
        data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    assert not UNPRINTABLE.search(data.decode("utf-8-sig")), path
    if path.endswith((".xml", ".docx")):
        ElementTree.fromstring(data)
    if path.endswith(".json") or not path:
        json.loads(data)


@given(st.sampled_from(sorted(KINDS)), TEXTS, st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example("news", MARKS, False)
@example("practices", MARKS, True)
@example("practices", REFERENCES, False)
@example("mentors", "{{ title }}{% raw %}", False)
def test_any_text_is_drawn(project: Project, records: dict[str, Record], kind: str, text: str, escaped: bool) -> None:
    record = records[kind]
    record.put(record.free, text, escaped=escaped)
    try:
        for path, data in outputs(project):
            assert_sound(path, data)
    finally:
        record.path.write_bytes(record.written)
