"""A school's own programs, `hooks` of its `mkdocs.yml`: what stops inside one is told with the line to be mended."""

from pathlib import Path
from traceback import walk_tb

from nastavnik import messages
from nastavnik.text.source import Place, Problem

FAULTS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What Python raises where a program is wrong, while it is read or while it runs."""


def own_fault(error: Exception, root: Path) -> Problem | None:
    """Where a program of the project stopped; None for what came from elsewhere, our own bugs for one."""
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno or 1))
    own = [(path, line) for file, line in places if (path := _inside(file, root))]
    return Problem(Place(own[-1][0], own[-1][1]), messages.OWN_PROGRAM_STOPPED) if own else None


def _inside(file: str, root: Path) -> str | None:
    """The name of a project's own program in messages; libraries that were installed into its folder are none."""
    path = Path(file).resolve()
    is_own = path.is_relative_to(root.resolve()) and not path.is_relative_to(Path(__file__).parents[1])
    return path.relative_to(root.resolve()).as_posix() if is_own and "site-packages" not in path.parts else None
