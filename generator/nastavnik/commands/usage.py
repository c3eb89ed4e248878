"""How commands are called and how they refuse: in Russian, and without importing more than the one called needs.

click speaks through `gettext`, and its sentences are a table in `messages`: a catalogue file would have to be compiled
and found by the machine's language; the administrator's Windows may be English.
"""

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, types

from nastavnik import messages
from nastavnik.text.marks import stripped

OWN_FAULT = 70  # EX_SOFTWARE of sysexits.h: all was done but where our own mistake stood in the way
_SPEAKING = (core, decorators, exceptions, formatting, parser, types)


_NAMES: dict[Any, str] = {
    types.StringParamType: messages.A_TEXT,
    types.IntParamType: messages.A_NUMBER,
    types.IntRange: messages.A_NUMBER,
    types.FloatParamType: messages.A_NUMBER,
    types.FloatRange: messages.A_NUMBER,
    types.BoolParamType: messages.A_YES_OR_NO,
    types.Path: messages.A_PATH,
}
"""What help calls a value of each type of the library, in capitals."""


def _russian(english: str) -> str:
    return messages.CLICK.get(english, english)


def printable(text: str) -> str:
    """A text as a terminal may get it: nothing in it moves the cursor, colours or turns what stands beside it."""
    return stripped(text.replace("\r\n", "\n").replace("\r", " "))


def _echo(message: Any = None, *args: Any, **kwargs: Any) -> None:
    """`click.echo` for whatever a record, a file's name or a foreign catalogue brings."""
    _CLICK_ECHO(message if message is None or isinstance(message, bytes) else printable(str(message)), *args, **kwargs)


_CLICK_ECHO = click.echo


def print_safely() -> None:
    """From here on whatever commands print is `printable`; the only place that prints for them."""
    for module in (click, *_SPEAKING):
        if "echo" in vars(module):
            setattr(module, "echo", _echo)  # noqa: B010 - a name of another module


def speak_russian() -> None:
    """From here on click's help and refusals are Russian."""
    translations = {"_": _russian, "ngettext": lambda one, many, count: _russian(one if count == 1 else many)}
    for module in _SPEAKING:
        for name in translations.keys() & vars(module):
            setattr(module, name, translations[name])
    for kind, name in _NAMES.items():
        kind.name = name
    types._NumberRangeBase._describe_range = _range  # type: ignore[assignment,method-assign]


def _range(number: Any) -> str:
    """How help and refusals name the numbers an option takes."""
    return messages.number_range(number.min, number.max)


class Refusal(click.ClickException):
    """A finished sentence: nothing is put before it."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=True)


class Command(click.Command):
    """A command whose usage line is Russian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": messages.OPTIONS_METAVAR, **kwargs})


def _imported(name: str) -> ModuleType:
    """A module. What is imported stays: to look for garbage in it again and again costs a fifth of a short command."""
    if name in sys.modules or not gc.isenabled():
        return import_module(name)
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()


class Later(click.Command):
    """A command known by its help only; `module:function` in this package is imported when it is called."""

    def __init__(self, source: str, help: str) -> None:
        super().__init__(None, help=help)
        self.source = source

    def load(self) -> click.Command:
        """The command itself, with the help it has in the list."""
        module, _, function = self.source.partition(":")
        command: click.Command = vars(_imported(f"nastavnik.commands.{module}"))[function]
        command.help = self.help
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        return self.load().make_context(*args, **kwargs)


class Group(click.Group):
    """Commands under one name."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        metavars = {"options_metavar": messages.OPTIONS_METAVAR, "subcommand_metavar": messages.COMMAND_METAVAR}
        super().__init__(*args, **{**metavars, **kwargs})
