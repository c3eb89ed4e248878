"""The school's `mkdocs.yml` read without MkDocs: its Markdown extensions, and the names of what only MkDocs can do.

MkDocs' own loader runs whatever a tag names. Here a tag may name only what extensions of Markdown bring with them.
"""

import inspect
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown
from yaml.constructor import ConstructorError

from nastavnik import messages
from nastavnik.engines.blocks import PageBlocks
from nastavnik.errors import EngineFailed
from nastavnik.text.source import Ground, Place, Problem, Unreadable, codec_of, compose, contents, decode

CONFIG = "mkdocs.yml"
_BUILT_IN = ("toc", "tables", "fenced_code")  # MkDocs puts them before those of the school
_TRUSTED = ("markdown.extensions.", "material.extensions.", "materialx.", "pymdownx.")
_ONLY_MKDOCS = ("draft_docs", "exclude_docs", "extra_templates", "hooks", "validation")
_OUR_PLUGIN = "nastavnik"
_OUR_OPTIONS: dict[str, Any] = {"today": str, "drafts": bool}
_OWN_THEME = "theme/overrides"
_USUAL = {"site_name", "docs_dir", "site_dir", "use_directory_urls", "theme", "plugins", "markdown_extensions"}
_TAG = "tag:yaml.org,2002:"

Values = dict[str, Any]
KeyPlaces = dict[str, Place]


@dataclass(frozen=True, slots=True)
class Settings:
    """How hand-written pages are converted."""

    extensions: tuple[str, ...]
    options: dict[str, Values]
    """Options of extensions by their names."""
    left_out: tuple[str, ...]
    """What the file asks for and only MkDocs does, as a reader finds it there: `hooks`, `plugins: search`."""
    is_usual: bool = True
    """Nothing in the file is MkDocs' to refuse."""
    places: KeyPlaces = field(default_factory=dict)
    """Where its keys stand."""

    def markdown(self) -> Markdown:
        """A converter for one page: some extensions remember what they met on the page before."""
        return Markdown(extensions=[*self.extensions, PageBlocks()], extension_configs=self.options)


def read(root: Path) -> Settings:
    """Settings of the project in `root`. Raises `EngineFailed`: no file, or one that cannot be read, with the place."""
    if not (root / CONFIG).is_file():
        raise EngineFailed(messages.no_mkdocs_config(CONFIG))
    try:
        return parsed(root)
    except Unreadable as refused:
        raise EngineFailed(str(refused)) from refused


def parsed(root: Path) -> Settings:
    """The same; raises `Unreadable`, whose problem has the place."""
    if not (root / CONFIG).is_file():
        raise Unreadable(Problem(Place(CONFIG), messages.no_mkdocs_config(CONFIG)))
    try:
        values, places = _merged(root / CONFIG, CONFIG, ())
        options = {name: value or {} for name, value in _listed(values, places, "markdown_extensions")}
        extensions = tuple(dict.fromkeys((*_BUILT_IN, *options)))
        _try(extensions, options, places.get("markdown_extensions", Place(CONFIG)))
        left_out = tuple(_left_out(values, places))
        return Settings(extensions, options, left_out, _is_usual(values, root), places)
    except RecursionError:
        raise Unreadable(Problem(Place(CONFIG), messages.TOO_DEEP)) from None


def _is_usual(values: Values, root: Path) -> bool:
    """Whether there is nothing in the settings that MkDocs could refuse: the keys `start` writes, as it writes them."""
    theme = values.get("theme")
    if not isinstance(theme, dict) or not theme.keys() <= {"name", "language", "font", "custom_dir"}:
        return False
    own = theme.get("custom_dir", _OWN_THEME)
    return (
        values.keys() <= _USUAL
        and all(isinstance(values.get(key, ""), str) for key in ("site_name", "docs_dir", "site_dir"))
        and bool(values.get("site_name"))
        and values.get("use_directory_urls", True) is True
        and _is_ours_alone(values.get("plugins"))
        and (theme.get("name"), theme.get("font", False)) == ("material", False)
        and isinstance(theme.get("language", ""), str)
        and own == _OWN_THEME
        and ("custom_dir" not in theme or (root / _OWN_THEME).is_dir())
    )


def _is_ours_alone(plugins: Any) -> bool:
    """Whether our plugin is the only one, with none but its own options."""
    if plugins == [_OUR_PLUGIN]:
        return True
    alone = plugins[0] if isinstance(plugins, list) and len(plugins) == 1 and isinstance(plugins[0], dict) else {}
    options = (alone.get(_OUR_PLUGIN) or {}) if alone.keys() == {_OUR_PLUGIN} else None
    return isinstance(options, dict) and all(
        isinstance(value, _OUR_OPTIONS.get(name, ())) for name, value in options.items()
    )


def _merged(file: Path, name: str, heirs: tuple[Path, ...]) -> tuple[Values, KeyPlaces]:
    """Values of a file laid over those of the file it inherits, and where their keys stand."""
    ground = Ground(name, _utf8(contents(file, name), name))
    root = compose(ground)
    values = _Values(ground).construct_document(root)
    places = {str(key.value): ground.at(key) for key, _ in root.value}
    if "INHERIT" not in values:
        return values, places
    parent = file.parent / str(values.pop("INHERIT"))
    if not parent.is_file() or parent.resolve() in heirs:
        raise Unreadable(Problem(places["INHERIT"], messages.NO_INHERITED_SETTINGS))
    parent_name = Path(os.path.relpath(parent, file.parent)).as_posix()
    above, places_above = _merged(parent, parent_name, (*heirs, file.resolve()))
    return _laid_over(above, values), places_above | places


def _utf8(raw: bytes, name: str) -> str:
    """The text of a file of settings: MkDocs reads no other encoding. Raises `Unreadable`."""
    if codec_of(raw) != "utf-8-sig":
        raise Unreadable(Problem(Place(name), messages.UNKNOWN_ENCODING))
    return decode(raw, name)


def _laid_over(below: Values, above: Values) -> Values:
    """Mappings are merged, everything else is replaced, as MkDocs does."""
    return below | {
        key: _laid_over(below[key], value) if isinstance(value, dict) and isinstance(below.get(key), dict) else value
        for key, value in above.items()
    }


def _listed(values: Values, places: KeyPlaces, key: str) -> Iterator[tuple[str, Any]]:
    """Names with their options out of `- name`, `- name: {…}` or a mapping."""
    listed = values.get(key) or []
    items = [{name: options} for name, options in listed.items()] if isinstance(listed, dict) else listed
    for item in items if isinstance(items, list) else [None]:
        named = {item: None} if isinstance(item, str) else item
        if not isinstance(named, dict) or len(named) != 1 or not _is_named(*named.items()):
            raise Unreadable(Problem(places[key], messages.settings_not_listed(key)))
        yield from named.items()


def _is_named(pair: tuple[object, object]) -> bool:
    name, options = pair
    return isinstance(name, str) and (not options or isinstance(options, dict))


def _try(extensions: tuple[str, ...], options: dict[str, Values], place: Place) -> None:
    """Raises `Unreadable` with the name of an extension that is not there or refuses its options."""
    markdown = Markdown()
    for name in extensions:
        try:
            markdown.registerExtensions((name,), options)
        except (ImportError, SyntaxError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise Unreadable(Problem(place, messages.extension_refused(name))) from error


def _left_out(values: Values, places: KeyPlaces) -> Iterator[str]:
    yield from (key for key in _ONLY_MKDOCS if values.get(key))
    yield from (f"plugins: {name}" for name, _ in _listed(values, places, "plugins") if name != _OUR_PLUGIN)
    if values.get("use_directory_urls") is False:
        yield "use_directory_urls: false"


class _Values(yaml.SafeLoader):
    """Nodes → plain data, variables of the environment, and things extensions bring with them."""

    def __init__(self, ground: Ground) -> None:
        super().__init__("")  # nodes come composed
        self.ground = ground

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        self.guess(node)
        try:
            return super().construct_object(node, deep=True)
        except (ConstructorError, LookupError, TypeError, ValueError) as error:
            raise self.refusal(node, messages.SETTING_UNREADABLE) from error

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        for key, _ in node.value:
            self.guess(key)  # `<<` too
        super().flatten_mapping(node)

    def guess(self, node: yaml.Node) -> None:
        """Tag a node as YAML takes it, a bare word as a number perhaps: nodes come with every tag `str`."""
        if node.tag == f"{_TAG}str" and not (isinstance(node, yaml.ScalarNode) and node.style):
            node.tag = self.resolve(type(node), node.value, (True, False))  # type: ignore[no-untyped-call]

    def refusal(self, node: yaml.Node, sentence: str) -> Unreadable:
        return Unreadable(Problem(self.ground.at(node), sentence))

    def unknown(self, node: yaml.Node) -> None:
        raise self.refusal(node, messages.unknown_tag(node.tag.replace(_TAG, "!!")))

    def variable(self, node: yaml.Node) -> Any:
        """`!ENV NAME` or `!ENV [NAME, OTHER, default]`."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for name in nodes[:-1] or nodes:
            if name.value in os.environ:
                return self.construct_object(yaml.ScalarNode(f"{_TAG}str", os.environ[name.value], node.start_mark))
        return self.construct_object(nodes[-1]) if len(nodes) > 1 else None

    def named(self, name: str, node: yaml.Node) -> Any:
        """`!!python/name:`: a function or a class of an extension."""
        module, _, attribute = name.rpartition(".")
        if name.startswith(_TRUSTED):
            try:
                trusted = getattr(import_module(module), attribute)
            except (ImportError, AttributeError):
                raise self.refusal(node, messages.quoted(name, messages.UNKNOWN_NAME)) from None
            home = inspect.getmodule(trusted)
            if home and f"{home.__name__}.".startswith(_TRUSTED):
                return trusted
        raise self.refusal(node, messages.quoted(name, messages.UNKNOWN_NAME))

    def applied(self, name: str, node: yaml.Node) -> Any:
        """`!!python/object/apply:`: the same, called with a list or with `args` and `kwds`."""
        call = self.named(name, node)
        if isinstance(node, yaml.SequenceNode):
            return call(*self.construct_sequence(node, deep=True))
        arguments = self.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}
        return call(*arguments.get("args", ()), **arguments.get("kwds", {}))


_Values.add_constructor(None, _Values.unknown)
_Values.add_constructor("!ENV", _Values.variable)
_Values.add_multi_constructor(f"{_TAG}python/name:", _Values.named)
_Values.add_multi_constructor(f"{_TAG}python/object/apply:", _Values.applied)
