"""Errands of the desk: buttons over the functions behind the commands, listed in `listing`."""

from importlib import import_module

from nastavnik.desk.app import Desk, Handler
from nastavnik.desk.errands.listing import ERRANDS as ERRANDS
from nastavnik.desk.errands.listing import OF_RECORDS as OF_RECORDS
from nastavnik.desk.errands.listing import START as START
from nastavnik.desk.web import Request, Response


def pasted_file(desk: Desk, request: Request) -> Response:
    """A file of the pages prepared for a closed platform."""
    return _imported("pasting:pasted_file")(desk, request)


def waiting_picture(desk: Desk, request: Request) -> Response:
    """A photograph among files that wait for an answer."""
    return _imported("uploading:waiting_picture")(desk, request)


def errand_page(desk: Desk, request: Request) -> Response:
    """The page of an errand, or what it answers."""
    errand = next((errand for errand in (*ERRANDS, *OF_RECORDS, START) if errand.name == request.names[0]), None)
    return _imported(errand.perform)(desk, request) if errand else desk.not_found()


def _imported(place: str) -> Handler:
    """The function `module:name` of this package: some of its modules are slow to import and seldom asked for."""
    module, name = place.split(":")
    handler: Handler = getattr(import_module(f"nastavnik.desk.errands.{module}"), name)
    return handler
