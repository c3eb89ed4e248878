"""A Russian deadline phrase → dates; the phrase itself always stays as the school approved it.

`text` cleans it, `lexer` cuts it into tokens, `grammar` (a table of `rules`, its `builders`) says what it
says, `places` and `meaning` give that dates within a plan, `repeats` lists the times of what
recurs, `wording` says it, `beside` tells whether that adds anything to the phrase,
`promises` finds days that a text speaks of as of days ahead.
"""

from nastavnik.deadlines.beside import adds
from nastavnik.deadlines.deadline import Deadline, DeadlineKind, SchoolYear
from nastavnik.deadlines.meaning import understand
from nastavnik.deadlines.repeats import occurrences
from nastavnik.deadlines.wording import describe

__all__ = ["Deadline", "DeadlineKind", "SchoolYear", "adds", "describe", "occurrences", "understand"]
