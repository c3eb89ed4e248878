"""`nastavnik start`: a new section begins, with questions on a terminal, a file of answers or none."""

import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.building.clock import the_day
from nastavnik.commands.options import DayParam
from nastavnik.commands.usage import Command, Refusal
from nastavnik.office import starting
from nastavnik.office.starting import LATER, QUESTIONS, Question
from nastavnik.office.starting.questions import AUDIENCES, BOTH

OPTIONS = {"school_type": ("--type", "--school-type")}
"""Questions whose options are not called as they are."""


class AnswerParam(click.ParamType[str]):
    """An answer to a question, as its option."""

    name = "ОТВЕТ"

    def __init__(self, question: Question) -> None:
        self.question = question

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return self.question.read(value) if value.strip() else ""  # a blank is no answer
        except PydanticCustomError as refused:
            self.fail(refused.message(), param, ctx)


def _answer_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option a question."""
    for question in reversed(QUESTIONS):
        names = OPTIONS.get(question.name, (f"--{question.name.replace('_', '-')}",))
        help = messages.HELP_START_OPTIONS[question.name]
        command = click.option(*names, question.name, type=AnswerParam(question), help=help)(command)
    return command


@click.command(cls=Command)
@click.argument("folder", metavar="ПАПКА", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--answers",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="ФАЙЛ.yml",
    help=messages.HELP_START_ANSWERS,
)
@click.option("--yes", is_flag=True, help=messages.HELP_START_YES)
@_answer_options
@click.option("--parents", is_flag=True, help=messages.HELP_START_PARENTS)
@click.option("--today", type=DayParam(), help=messages.HELP_TODAY)
def start(
    folder: Path, answers: Path | None, today: dt.date | None, *, yes: bool, parents: bool, **options: str | None
) -> None:
    there = starting.begun(folder)
    if there:
        raise Refusal(messages.start_refused(folder.as_posix(), there))
    written = {name: answer for name, answer in options.items() if answer is not None}
    if parents:
        written.setdefault("helps", AUDIENCES.title(BOTH))
    if answers:
        written = {**starting.read_answers(answers), **written}
    elif not yes:
        written = _asked(written)
    day = today or the_day(folder / "content", {})
    plan_folder = answers.parent if answers and options.get("roadmap") is None else Path()
    beginning = starting.planned(starting.answered(written), day, plan_folder)
    _tell(folder, starting.start(folder, beginning), beginning)


def _asked(known: Mapping[str, str]) -> dict[str, str]:
    """Answers of whoever sits at the terminal, besides those that are known. Raises `Refusal` where nobody does."""
    if not sys.stdin.isatty():
        raise Refusal(messages.START_NOT_A_TERMINAL)
    click.echo(messages.START_INTRO)
    waiting = [question.name for question in QUESTIONS if question.asked and question.name not in known]
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        default = question.default(answers)
        if question.name in waiting:
            number = waiting.index(question.name) + 1
            click.echo(messages.question(number, len(waiting), question.caption, question.hint))
            answers[question.name] = _answer(question, default)
        else:
            answers[question.name] = question.read(known.get(question.name, default))
    return answers


def _answer(question: Question, default: str) -> str:
    """One answer, asked for until it can be taken."""
    terms = question.choices.terms if question.choices else ()
    for number, term in enumerate(terms, 1):
        click.echo(messages.choice(number, term.title))
    shown = messages.START_NOT_NOW if default in LATER else default
    while True:
        typed = click.prompt(messages.prompt(shown), default="", show_default=False)
        try:
            return question.read(typed if typed.strip() else default)
        except PydanticCustomError as refused:
            click.echo(refused.message(), err=True)


def _tell(folder: Path, names: Iterable[str], beginning: starting.Beginning) -> None:
    hidden = Counter(name.partition("/")[0] for name in names if name.startswith("."))
    for name in names:
        if name.partition("/")[0] not in hidden or name.count("/") == 0:
            click.echo(messages.written_to(name))
    for top, number in hidden.items():
        if (folder / top).is_dir():
            click.echo(messages.written_to(messages.files_of(top, number)))
    for note in beginning.notes:
        click.echo(messages.labelled(messages.NOTE, note), err=True)
    click.echo(beginning.program)
    click.echo(messages.started(folder.as_posix()))
