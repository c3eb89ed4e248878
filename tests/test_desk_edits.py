"""Hundreds of edits through the forms of all records: the data is what was meant, every other line as it was."""

import random
import shutil
from pathlib import Path

import pytest

from nastavnik.desk.record_editing import open_record
from nastavnik.office.patching.patch import says
from nastavnik.records import KINDS
from nastavnik.text.editing import written_as
from nastavnik.text.source import FRONT_MATTER
from tests.desk import DeskInHand
from tests.desk_edits import edits

ROOT = Path(__file__).parent.parent
SCHOOLS = [ROOT / "content", *sorted(path.parent for path in (ROOT / "examples").rglob("school.yml"))]


@pytest.fixture(scope="module", params=range(len(SCHOOLS)), ids=lambda number: SCHOOLS[number].parent.name)
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> DeskInHand:
    root = tmp_path_factory.mktemp("edits")
    shutil.copytree(SCHOOLS[request.param], root / "content")
    return DeskInHand(root)


def records(root: Path) -> list[tuple[str, Path]]:
    found = [(kind, path) for kind, cls in KINDS.items() for path in (root / "content" / kind).glob(f"*{cls.suffix}")]
    return [("school", root / "content/school.yml"), *sorted(found)]


@pytest.mark.parametrize("seed", [pytest.param(n, marks=[pytest.mark.audit] if n else []) for n in range(30)])
def test_edit_leaves_what_was_meant_and_every_other_line(desk: DeskInHand, seed: int) -> None:
    chance, root, done = random.Random(seed), desk.desk.project.root, 0
    for kind, path in chance.sample(records(root), k=min(20 if seed else 5, len(records(root)))):
        address = f"edit/{kind}/{path.stem}"
        raw = path.read_bytes()
        record = open_record(desk.desk.project, kind, path.stem)
        possible = edits(desk.desk.values, record.cls, record.data(), desk.form(address))
        edit = chance.choice(possible)(chance) if possible else None
        if edit is None:
            continue

        page = desk.post(address, edit.pairs)

        assert page.status == 200, (path, edit.story)
        saved = open_record(desk.desk.project, kind, path.stem)
        assert says(saved.data(), edit.data), (path, edit.story)
        is_body = record.cls.body == edit.field
        before, after = (outside(each, path, edit.field, is_body) for each in (raw, path.read_bytes()))
        assert after == before, (path, edit.story)
        done += 1
    assert done


def outside(raw: bytes, path: Path, field: str, is_body: bool) -> list[str]:
    """Lines of a record, blank ones aside, without the stretch of a field."""
    written = written_as(path, raw, path.name)
    text, fields = written.text, [key.value for key, _ in written.source.root.value]
    if is_body and field not in fields:
        head = FRONT_MATTER.match(text)
        text = text[: head.end()] if head else ""
    elif field in fields:
        start, end = written.field_span(written.source.root, fields.index(field))
        text = f"{text[:start]}\n{text[end:]}"
    return [line for line in text.splitlines() if line.strip()]
