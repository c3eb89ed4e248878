"""The theme's templates: one way to open them, one way to say where they are broken."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket

from nastavnik import messages
from nastavnik.addresses import output_path
from nastavnik.errors import ThemeBroken
from nastavnik.text import marks

HERE: ContextVar[str | None] = ContextVar("here", default=None)
"""The page that is drawn, by its address from the section's root; None for a card, which many pages show.

Known to filters everywhere, so that templates import common parts once and not anew for each page.
"""


def environment(folders: Sequence[Path], *, trim: bool = False) -> Environment:
    """Templates of `folders`, the first folder that has a file wins; unknown names are errors, text is escaped."""
    return Environment(
        loader=_Templates([str(folder) for folder in folders]),
        autoescape=True,
        undefined=_Missing,
        trim_blocks=trim,
        lstrip_blocks=trim,
        auto_reload=False,
        bytecode_cache=_compiled(),
    )


class _Missing(StrictUndefined):
    """A name a template asks for in vain: a school's own template may be older than what pages are drawn with."""

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        return messages.name_missing(name) if isinstance(name, str) else super()._undefined_message


class _Templates(FileSystemLoader):
    """Templates without signs that stand for something in our own texts: schools may write theirs."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, uptodate = super().get_source(environment, template)
        return marks.printable(source), filename, uptodate


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept in the user's own folder for temporary files, as Python keeps its `.pyc`.

    What a template is compiled to depends on the filters it may call, so they are a part of the key.
    """

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        key = self.get_cache_key(f"{name}\0{_filters_of(environment)}", filename)
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket


@cache
def _compiled() -> _Compiled | None:
    try:
        return _Compiled()
    except (RuntimeError, OSError):  # no such folder, or not only ours
        return None


def _filters_of(environment: Environment) -> str:
    """Names of filters, what each is passed, and the age of its code: calls with constants are made when compiling."""
    words = [str(environment.trim_blocks)]
    for name, call in sorted(environment.filters.items()):
        code = getattr(call, "__code__", None)
        words.append(f"{name} {getattr(call, 'jinja_pass_arg', '')} {_age(code.co_filename) if code else ''}")
    return "\0".join(words)


@cache
def _age(file: str) -> str:
    path = Path(file)
    return f"{file} {path.stat().st_mtime_ns}" if path.is_file() else file


def drawn_block(environment: Environment, template: str, block: str, here: str | None, data: Mapping[str, Any]) -> str:
    """One block of a template for the page at `here`; an error keeps the templates' lines in its traceback."""
    loaded = environment.get_template(template)
    around = HERE.set(here)
    try:
        return "".join(loaded.blocks[block](loaded.new_context(dict(data))))
    except TemplateError:
        environment.handle_exception()  # raises the same with lines of templates in its traceback
    finally:
        HERE.reset(around)


def broken(error: TemplateError, template: str, url: str) -> ThemeBroken:
    """The error as a sentence: template, line and page."""
    place = _place(error)
    name, line = place or (getattr(error, "filename", None) or template, getattr(error, "lineno", None) or 1)
    return ThemeBroken(messages.theme_broken(Path(str(name)).name, line, output_path(url), str(error)))


def _place(error: BaseException) -> tuple[str, int] | None:
    """The innermost line of a template in a traceback that Jinja has rewritten."""
    trace, place = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            place = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return place
