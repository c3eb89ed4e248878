"""Errands of the desk: buttons over the functions behind the commands. `ERRANDS` is the only list."""

from nastavnik.desk.app import Desk
from nastavnik.desk.errands.building import BUILD
from nastavnik.desk.errands.consents import PAPER, WITHDRAW
from nastavnik.desk.errands.errand import Errand
from nastavnik.desk.errands.importing import IMPORT
from nastavnik.desk.errands.papers import PAPERS, READY
from nastavnik.desk.errands.planning import PLAN
from nastavnik.desk.errands.record_files import DELETE, RENAME
from nastavnik.desk.errands.starting import START
from nastavnik.desk.errands.telling import FIGURES, POST
from nastavnik.desk.errands.year import YEAR
from nastavnik.desk.web import Request, Response

ERRANDS: tuple[Errand, ...] = (IMPORT, PLAN, PAPER, WITHDRAW, POST, PAPERS, FIGURES, READY, YEAR, BUILD)
OF_RECORDS: tuple[Errand, ...] = (RENAME, DELETE)
"""Errands that begin at the form of a record."""


def errand_page(desk: Desk, request: Request) -> Response:
    """The page of an errand, or what it answers."""
    errand = next((errand for errand in (*ERRANDS, *OF_RECORDS, START) if errand.name == request.names[0]), None)
    return errand.perform(desk, request) if errand else desk.not_found()
