"""Long commands stop cleanly at Ctrl-C, SIGTERM and a closed terminal; a switch that was cut off is finished first."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

from nastavnik import messages
from nastavnik.building import switching
from nastavnik.building.lock import exclusive
from nastavnik.building.project import Project
from nastavnik.errors import SiteBusy, SwitchUnfinished
from nastavnik.processes.parallel import INTERRUPTIONS

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


SOON = 0.01
"""Seconds after which a library is done with what it could not be interrupted in."""


class Stopped(KeyboardInterrupt):
    """The system asked this process to end: by the signal `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def stoppable(sentence: Callable[[], str]) -> Iterator[None]:
    """Whatever interrupts the work within, `sentence` says how things stand; exit status 128 + signal, as shells do."""
    before = {number: signal.getsignal(number) for number in _signals()}
    for number, answer in before.items():
        if answer == signal.SIG_DFL:  # who started us with `nohup` means it
            signal.signal(number, _stop)
    try:
        with _heard():
            yield
    except KeyboardInterrupt as interrupted:
        click.echo(sentence(), err=True)
        sys.exit(128 + (interrupted.number if isinstance(interrupted, Stopped) else signal.SIGINT))
    finally:
        for number, answer in before.items():
            signal.signal(number, answer)


@contextmanager
def stoppable_build() -> Iterator[Callable[[], None]]:
    """A build that is interrupted says which site visitors see; what is yielded is called when the new one is there."""
    switched: list[bool] = []
    with stoppable(lambda: messages.INTERRUPTED_LATE if switched else messages.INTERRUPTED):
        yield lambda: switched.append(True)


def settled(project: Project, *, only_try: bool = False) -> None:
    """Before anything is said of a site it is whole: what was cut off is finished, and this is said.

    `only_try`: a command that does not build says what hinders and goes on. Raises `SwitchUnfinished` else.
    """
    if not switching.unfinished(project.site, project.stagings):
        return  # and nothing is written, not even a lock
    try:
        with exclusive(project.state):
            is_late = switching.settle(project.site, project.stagings)
        if is_late:
            click.echo(messages.SWITCH_FINISHED, err=True)
    except SiteBusy:
        return  # whoever builds has finished it, or says why not
    except SwitchUnfinished as unfinished:
        if not only_try:
            raise
        click.echo(str(unfinished), err=True)


@contextmanager
def _heard() -> Iterator[None]:
    """Where a library cannot pass on what interrupts it, Python drops the exception: the signal is sent once more."""
    before, over = sys.unraisablehook, threading.Event()

    def again(dropped: "UnraisableHookArgs") -> None:
        if not isinstance(dropped.exc_value, KeyboardInterrupt):
            before(dropped)
            return
        number = dropped.exc_value.number if isinstance(dropped.exc_value, Stopped) else signal.SIGINT
        is_left = threading.Event()
        threading.Thread(target=_send_again, args=(number, is_left, over), daemon=True).start()
        is_left.set()

    sys.unraisablehook = again
    try:
        yield
    finally:
        sys.unraisablehook = before
        over.set()  # nobody is to be stopped any more


def _send_again(number: int, is_left: threading.Event, over: threading.Event) -> None:
    """Send a signal to the main thread once the hook is left, which drops exceptions itself, unless the work is over.

    A signal that another thread gets would not wake the main one from what it waits for.
    """
    is_left.wait()
    main = threading.main_thread().ident
    if over.wait(SOON):
        return
    if sys.platform == "win32" or main is None:
        signal.raise_signal(number)
    else:
        signal.pthread_kill(main, number)


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)


def _signals() -> list[signal.Signals]:
    """SIGTERM and SIGHUP where the system has them; only the main thread may answer signals."""
    if threading.current_thread() is not threading.main_thread():
        return []
    return [number for number in INTERRUPTIONS if number != signal.SIGINT]
