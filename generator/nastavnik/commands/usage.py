"""Help and usage errors in Russian: click speaks through `gettext`, and its sentences are a table in `messages`.

A catalogue file would have to be compiled and found by the machine's language; the administrator's Windows may be
English.
"""

from typing import Any

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from nastavnik import messages

_SPEAKING = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)


def _russian(said: str) -> str:
    return messages.CLICK.get(said, said)


def _russian_count(one: str, many: str, count: int) -> str:
    return _russian(one if count == 1 else many)


def speak_russian() -> None:
    """From here on click's help and refusals are Russian."""
    for module in _SPEAKING:
        for name, translation in (("_", _russian), ("ngettext", _russian_count)):
            if hasattr(module, name):
                setattr(module, name, translation)


class Command(click.Command):
    """A command whose usage line is Russian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": messages.OPTIONS_METAVAR, **kwargs})


class Group(click.Group):
    """Commands under one name."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        metavars = {
            "options_metavar": messages.OPTIONS_METAVAR,
            "subcommand_metavar": messages.COMMAND_METAVAR,
        }
        super().__init__(*args, **{**metavars, **kwargs})
