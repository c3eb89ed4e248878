"""Errands of the desk: buttons over the functions behind the commands, listed in `listing`."""

from importlib import import_module

from nastavnik.desk.app import Desk
from nastavnik.desk.errands.listing import ERRANDS as ERRANDS
from nastavnik.desk.errands.listing import OF_RECORDS as OF_RECORDS
from nastavnik.desk.errands.listing import START as START
from nastavnik.desk.web import Request, Response


def pasted_file(desk: Desk, request: Request) -> Response:
    """A file of the pages prepared for a closed platform."""
    response: Response = import_module("nastavnik.desk.errands.pasting").pasted_file(desk, request)
    return response


def waiting_picture(desk: Desk, request: Request) -> Response:
    """A photograph among files that wait for an answer."""
    response: Response = import_module("nastavnik.desk.errands.uploading").waiting_picture(desk, request)
    return response


def errand_page(desk: Desk, request: Request) -> Response:
    """The page of an errand, or what it answers."""
    errand = next((errand for errand in (*ERRANDS, *OF_RECORDS, START) if errand.name == request.names[0]), None)
    if errand is None:
        return desk.not_found()
    module, function = errand.perform.split(":")
    response: Response = getattr(import_module(f"nastavnik.desk.errands.{module}"), function)(desk, request)
    return response
