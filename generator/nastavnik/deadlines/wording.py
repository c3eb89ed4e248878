"""A deadline in words, to stand beside the quoted phrase."""

from nastavnik import messages
from nastavnik.deadlines.deadline import Deadline, UnitSpan
from nastavnik.deadlines.grammar import parse
from nastavnik.deadlines.repeats import slots_of


def describe(deadline: Deadline) -> str:
    """«до 1 октября 2026», «октябрь 2026», «ежегодно в мае»; several parts in a row.

    Empty where the computer knows nothing the phrase does not say: conditional, continuous, undated, not understood.
    """
    if deadline.kind == "recurring":
        return _recurring(deadline)
    if deadline.parts:
        return messages.enumerated(list(filter(None, map(describe, deadline.parts))))
    if deadline.kind == "month" and deadline.start:
        return messages.month_of_year(deadline.start)
    return messages.span(deadline.start, deadline.end)


def _recurring(deadline: Deadline) -> str:
    meaning = parse(deadline.text)
    assert meaning and meaning.repeat and deadline.repeat
    often = messages.how_often(deadline.repeat, terms=meaning.repeat.terms)
    slots = slots_of(meaning)
    when = list(filter(None, map(_slot, slots)))
    words = f"{often} {messages.enumerated(when)}" if when and len(when) == len(slots) else often
    if deadline.repeat == "yearly" and deadline.start and not deadline.end:
        return f"{words}, {messages.since_year(deadline.start.year)}"
    window = messages.span(deadline.start, deadline.end)
    return f"{words}, {window}" if window else words


def _slot(slot: UnitSpan) -> str:
    """«в мае», «до 1 октября», «до 5 числа»; empty for what would take a sentence."""
    unit = slot.last
    if not unit:
        return ""
    if slot.first and slot.first != unit:
        ends = [messages.yearless(*end.args) for end in slot.units if end.name in ("month", "day")]
        return messages.from_to(*ends) if len(ends) == 2 else ""
    open_start = slot.first is None
    if unit.name == "month":
        return "" if open_start else messages.in_month(unit.args[0])
    if unit.name == "day":
        return messages.day_of_month(unit.args[1], unit.args[0], until=open_start)
    return messages.number_of_month(unit.args[1], until=open_start) if unit.name == "number" else ""
