"""Where at the desk the places that messages name are edited."""

from nastavnik.desk.own_pages import page_address
from nastavnik.records import KINDS
from nastavnik.text.source import Place

CONTENT = "content"
"""The folder of records and pages, as messages name it."""


def place_address(place: Place) -> str:
    """Where the field at a place of a file is edited; empty for what is no record."""
    address = record_address(place.file)
    return f"{address}?line={place.line}&column={place.column}" if address and place.line > 1 else address


def record_address(file: str) -> str:
    """Where a record is edited, by its name in messages, or added, by its folder; empty for what is no record."""
    parts = file.split("/")
    if parts[-1] in KINDS:
        return f"/new/{parts[-1]}"
    if parts[-1] == "school.yml":
        return "/edit/school/school"
    if len(parts) < 3 or parts[-2] not in KINDS:
        return page_address(file) if parts[0] == CONTENT else ""
    return f"/edit/{parts[-2]}/{parts[-1].rpartition('.')[0]}"
