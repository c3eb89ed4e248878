"""The theme's templates: one way to open them, one way to say where they are broken.

A template that begins with `{% extends "_record.html" %}` says only what differs; a kind without a template is drawn by
that one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path, PurePosixPath
from traceback import walk_tb
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from nastavnik import messages
from nastavnik.errors import ThemeBroken
from nastavnik.records import KINDS
from nastavnik.text import marks
from nastavnik.text.addresses import output_path
from nastavnik.text.source import Place, Problem

HERE: ContextVar[str | None] = ContextVar("here", default=None)
"""The page that is drawn, by its address from the section's root; None for a card, which many pages show.

Known to filters everywhere, so that templates import common parts once and not anew for each page.
"""


DEFAULT = "_record.html"
"""Draws records of a kind that has no template of its own."""
NEEDED = {
    "roadmap.html": ("list", "page"),
    "monitoring.html": ("list", "page"),
    "home.html": ("page",),
    "honour.html": ("page",),
    "accessibility.html": ("page",),
    "_story.html": ("story",),
}
"""Blocks a template must have; those of a kind that is not named here: `card`, `list` and `page`."""
FAULTS: tuple[type[Exception], ...] = (TemplateError, *messages.MISFITS)
"""What drawing raises: Jinja's own errors, and what Python raises where an expression does not fit a value."""
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s+["']([^"']+)["']""")


class BlockMissing(TemplateError):
    """A template lacks a block that is drawn; the message is a Russian sentence."""


class Theme(Environment):
    """Templates of `folders`, the first folder that has a file wins, the last one is the package's.

    They are drawn block by block; unknown names are errors, text is escaped.
    """

    def __init__(self, folders: Sequence[Path], *, trim: bool = False) -> None:
        super().__init__(
            loader=_Templates([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=trim,
            lstrip_blocks=trim,
            auto_reload=False,
            bytecode_cache=_compiled(),
        )
        self.own = tuple(f"{folder}/" for folder in folders[:-1])
        self._layers: dict[str, tuple[Template, ...]] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Globals as one dictionary: imports compare their names with it for every page, which a chain does slowly."""
        return {**self.globals, **(d or {})}

    def layers(self, name: str) -> tuple[Template, ...]:
        """A template and those it extends, itself first; the default one if a kind has none. Raises `TemplateError`."""
        if name not in self._layers:
            top = (
                self.select_template([name, DEFAULT])
                if name.removesuffix(".html") in KINDS
                else self.get_template(name)
            )
            under = self._extended(str(top.name))
            self._layers[name] = (top, *(self.layers(under) if under else ()))
        return self._layers[name]

    def _extended(self, name: str) -> str:
        assert self.loader
        source, *_ = self.loader.get_source(self, name)
        extends = _EXTENDS.search(_COMMENT.sub("", source))
        return extends[1] if extends else ""


class _Templates(FileSystemLoader):
    """Templates without signs that stand for something in our own texts: schools may write theirs."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            source, filename, uptodate = super().get_source(environment, template)
        except UnicodeDecodeError:
            raise TemplateSyntaxError(messages.UNKNOWN_ENCODING, 1, template) from None
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


def drawn_block(theme: Theme, template: str, block: str, here: str | None, data: Mapping[str, Any]) -> str:
    """One block of a template for the page at `here`; an error keeps the templates' lines in its traceback."""
    top, *under = theme.layers(template)
    context = top.new_context(dict(data))
    for layer in under:
        for name, draw in layer.blocks.items():
            context.blocks.setdefault(name, []).append(draw)
    if block not in context.blocks:
        raise BlockMissing(messages.block_missing(block))
    around = HERE.set(here)
    try:
        return "".join(context.blocks[block][0](context))
    except FAULTS:
        theme.handle_exception()  # raises the same with lines of templates in its traceback
    finally:
        HERE.reset(around)


@contextmanager
def drawing(theme: Theme, template: str, url: str) -> Iterator[None]:
    """Errors of templates raised as `ThemeBroken`: a sentence with the template, its line and the page at `url`.

    A value that does not fit is the mistake of a school's own template; where none is drawn it is our bug, and loud.
    """
    try:
        yield
    except TemplateError as error:
        raise broken(error, template, output_path(url)) from error
    except FAULTS as error:
        place = _place(error, theme.own)
        if place is None:
            raise
        raise _broken(place, output_path(url), messages.misfit(error)) from error


def broken(error: TemplateError, template: str, page: str = "") -> ThemeBroken:
    """An error of Jinja, raised while `template` was drawn for the file `page`, as a sentence with its place."""
    written = (getattr(error, "filename", None) or template, getattr(error, "lineno", None) or 1)
    return _broken(_place(error) or written, page, _sentence(error))


def _broken(place: tuple[str, int], page: str, sentence: str) -> ThemeBroken:
    name, line = place
    template = Path(name).name
    return ThemeBroken(messages.theme_broken(template, line, page, sentence), template, line)


def _sentence(error: TemplateError) -> str:
    return str(error) if isinstance(error, BlockMissing) else messages.template_error(error.message or "")


def problems(theme: Theme, names: Sequence[str], place: PurePosixPath) -> Iterator[Problem]:
    """What is wrong with templates as they are written; `place` is their folder as it is called where that is said."""
    for name in names:
        try:
            blocks = {block for layer in theme.layers(name) for block in layer.blocks}
        except TemplateError as error:
            line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
            under = str(error.name) if isinstance(error, TemplateSyntaxError) else name
            at = under if under in names else name  # a sign out of place comes with the whole path of the file
            yield Problem(Place(str(place / at), line), messages.template_unreadable(at, _sentence(error)))
            continue
        for block in _needed(name):
            if block not in blocks:
                sentence = messages.template_unreadable(name, messages.block_missing(block))
                yield Problem(Place(str(place / name)), sentence)


def _needed(name: str) -> tuple[str, ...]:
    return NEEDED.get(name, ("card", "list", "page") if name.removesuffix(".html") in KINDS else ())


def _place(error: BaseException, folders: tuple[str, ...] = ("",)) -> tuple[str, int] | None:
    """The innermost line of a template in one of `folders`, in a traceback that Jinja has rewritten."""
    steps = ((frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__))
    lines = [(file, line) for file, line in steps if file.endswith(".html") and file.startswith(folders)]
    return lines[-1] if lines else None
