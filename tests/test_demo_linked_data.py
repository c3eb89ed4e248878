"""What every page of the demonstration school says to machines, extracted as search engines extract it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import extruct
import pytest

from nastavnik.building.checking import prepare
from nastavnik.building.project import Prepared, Project
from nastavnik.building.site import outputs
from nastavnik.records import KINDS
from nastavnik.records.people import consent_of
from nastavnik.records.reading import read_record
from nastavnik.records.vocabularies import vocabularies
from nastavnik.text.source import read

HERE = Path(__file__).parent.parent
TODAY = dt.date(2026, 11, 21)
ADDRESSES = {"url", "item", "@id", "image", "sameAs", "contentUrl"}


@pytest.fixture(scope="module")
def demo() -> Prepared:
    found = prepare(Project.at(HERE), TODAY)
    assert isinstance(found, Prepared)
    return found


@pytest.fixture(scope="module")
def said(demo: Prepared) -> dict[str, list[dict[str, Any]]]:
    """The nodes of each page that may be found, by its path."""
    pages = {path: data.decode() for path, data in outputs(demo) if path.endswith(".html")}
    return {
        path: [node for one in extruct.extract(html, syntaxes=["json-ld"])["json-ld"] for node in one["@graph"]]
        for path, html in pages.items()
        if "/by/" not in path
    }


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node, however deep."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(one)


def test_every_kind_with_pages_has_a_type(said: dict[str, list[dict[str, Any]]], demo: Prepared) -> None:
    entries = [entry for kind in set(KINDS) - {"roadmap"} for entry in demo.catalogue.of(kind) if entry.has_page]
    types = {entry.url: {node["@type"] for node in said[f"{entry.url}index.html"]} for entry in entries}

    assert len(types) > len(KINDS)
    assert [url for url, names in types.items() if names <= {"BreadcrumbList"}] == []


def test_nodes_have_types_and_whole_addresses(said: dict[str, list[dict[str, Any]]]) -> None:
    for path, graph in said.items():
        for node in nodes(graph):
            assert "@type" in node or set(node) == {"@id"}, (path, node)
            for name in ADDRESSES & set(node):
                for address in node[name] if isinstance(node[name], list) else [node[name]]:
                    assert address.startswith(("https://", "http://")), (path, name, address)


def test_persons_have_agreed(said: dict[str, list[dict[str, Any]]], demo: Prepared) -> None:
    persons = {node["name"] for graph in said.values() for node in nodes(graph) if node.get("@type") == "Person"}

    assert persons
    words = vocabularies(demo.catalogue.school.own_terms())
    for path in (HERE / "content/mentors").glob("*.yml"):
        record = read_record(KINDS["mentors"], read(path, path.name), words)
        assert not isinstance(record, list)
        consent = consent_of(record)  # type: ignore[arg-type]
        if consent is None or consent.state(TODAY):
            assert record.label not in persons
