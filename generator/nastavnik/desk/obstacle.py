"""Why no page of the section can be drawn: the passport is missing or cannot be read; and where that is mended."""

from typing import NamedTuple

from nastavnik import messages
from nastavnik.building.checking import errors
from nastavnik.desk.app import Desk
from nastavnik.desk.places import place_address
from nastavnik.desk.section import Reading
from nastavnik.desk.web import FRAMED, Response
from nastavnik.records import School
from nastavnik.school.catalogue import passport_file

PASSPORT = f"/edit/{School.kind}/{School.kind}"
"""The form of the passport."""


class Obstacle(NamedTuple):
    """A sentence, and the address of the field that it speaks of."""

    sentence: str
    address: str


def obstacle(desk: Desk, reading: Reading) -> Obstacle:
    """What keeps every page from being drawn, of a reading without a school."""
    passport = passport_file(desk.project.content)
    problem = next((each for each in errors(reading.problems) if each.place.file == passport.name), None)
    if problem is None or not passport.path.is_file():
        return Obstacle(messages.DESK_NO_PAGE, PASSPORT)
    sentence = desk.wording.said(problem.message, School)
    return Obstacle(messages.desk_passport_wrong(sentence), place_address(problem.place))


def instead_of_a_page(desk: Desk, met: Obstacle) -> Response:
    """What stands beside a form, or at the address of a page, while no page can be drawn."""
    response = desk.draw("unseen.html", sentence=met.sentence, address=met.address)
    return Response(response.body, policy=FRAMED)
