"""Errands of the desk: buttons over the functions behind the commands. `ERRANDS` is the only list."""

from collections.abc import Callable
from dataclasses import dataclass

from nastavnik.desk.app import Desk
from nastavnik.desk.web import Request, Response

Perform = Callable[[Desk, Request], Response]


@dataclass(frozen=True, slots=True)
class Errand:
    """Something an administrator does: the name in its address, its title, one sentence, and the page."""

    name: str
    title: str
    about: str
    run: Perform


ERRANDS: tuple[Errand, ...] = ()


def errand_page(desk: Desk, request: Request) -> Response:
    """The page of an errand, or what it answers."""
    errand = next((errand for errand in ERRANDS if errand.name == request.names[0]), None)
    return errand.run(desk, request) if errand else desk.not_found()
