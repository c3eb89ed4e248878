"""MkDocs draws the hand-written pages and hosts the section; the only module that imports it.

Built by `nastavnik`, MkDocs gets what was prepared and only draws. Built by `mkdocs build` or `mkdocs serve`, the
plugin prepares, draws our pages and switches the site itself. Either way records never become MkDocs' pages: in
`on_files` each is replaced by a target for links, which `on_env` takes away again.
"""

import errno
import logging
import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from html import escape
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner about a version we do not use

import yaml
from jinja2 import Environment, TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from nastavnik import messages, search
from nastavnik.building import journal, site, switching
from nastavnik.building.artifacts import own_head, own_linked_data
from nastavnik.building.checking import errors, prepare
from nastavnik.building.clock import the_day
from nastavnik.building.engine_pages import ENGINE
from nastavnik.building.lock import exclusive
from nastavnik.building.outputs import Staging
from nastavnik.building.project import Prepared, Project
from nastavnik.building.reading_again import unchanging
from nastavnik.engines import own_programs
from nastavnik.engines.blocks import PageBlocks
from nastavnik.engines.contract import finished, published_files, record_addresses, shown_photos
from nastavnik.engines.settings import CONFIG
from nastavnik.errors import EngineFailed, NastavnikError
from nastavnik.pages.shell import TEMPLATE, json_in_html
from nastavnik.pages.shell import finished as finished_page
from nastavnik.pages.templates import broken
from nastavnik.records.fields import read_day
from nastavnik.school.guard.personal_data import without_marks
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.spellings import composed
from nastavnik.text import marks
from nastavnik.text.source import Problem
from nastavnik.views.glossary import glossary

DEFAULT_ADDRESS = "127.0.0.1:8000"
log = logging.getLogger("mkdocs.plugins.nastavnik")


FAULTS = (Abort, ConfigurationError, BuildError, PluginError)
"""What MkDocs ends a build with; its own words are for `mkdocs build`."""


def draw(prepared: Prepared, folder: Path) -> tuple[str, ...]:
    """Draw the hand-written pages into `folder`; nothing is left out. Raises `EngineFailed`: what MkDocs warned of."""
    config_file = prepared.project.root / CONFIG
    if not config_file.is_file():
        raise EngineFailed(messages.no_mkdocs_config(CONFIG))
    warnings = Warnings()
    try:
        with warnings:
            config = load_config(
                str(config_file), docs_dir=str(prepared.project.content), site_dir=str(folder), strict=False
            )
            plugin = config.plugins.get("nastavnik")
            if not isinstance(plugin, NastavnikPlugin):
                raise EngineFailed(messages.PLUGIN_NOT_LISTED)
            plugin.last = prepared
            plugin.command, plugin.standalone = "build", False  # MkDocs keeps a plugin as long as the process lives
            warnings.texts.clear()
            mkdocs_build(config)
    except FAULTS as error:
        raise failed([*warnings.texts, *([str(error)] if isinstance(error, PluginError) else [])]) from error
    except TemplateError as error:
        raise failed([str(broken(error, TEMPLATE))]) from error
    except own_programs.FAULTS as error:
        if problem := own_programs.own_fault(error, prepared.project.root):
            raise EngineFailed(str(problem)) from error
        raise
    if warnings.texts:
        raise failed(warnings.texts)
    return ()


def failed(texts: Iterable[str]) -> EngineFailed:
    """Why MkDocs gave up: what it said, in Russian."""
    sentences = dict.fromkeys(messages.served(text, is_trouble=True) for text in texts)
    return EngineFailed(messages.labelled(messages.ENGINE_FAILED, "; ".join(sentences) or messages.ENGINE_REFUSED))


class Warnings(logging.Handler):
    """Collects what MkDocs warns of; its own strict mode counts only after our hooks have run."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())

    def __enter__(self) -> "Warnings":
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


class Options(Config):  # type: ignore[no-untyped-call]
    """What a school may write under `plugins: - nastavnik:`."""

    today = Optional(Type(str))
    drafts = Type(bool, default=False)


class _RecordTarget(File):
    """What a link to a record leads to. Neither page nor media: MkDocs neither draws nor copies it."""

    def __init__(self, src_uri: str, config: MkDocsConfig, url: str) -> None:
        super().__init__(src_uri, config.docs_dir, config.site_dir, use_directory_urls=True)
        self.url = url
        self.dest_uri = f"{url}index.html"

    def is_documentation_page(self) -> bool:
        return False

    def is_media_file(self) -> bool:
        return False


class NastavnikPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Adapter between MkDocs' events and the site's door."""

    def __init__(self) -> None:
        self.last: Prepared | None = None
        self.standalone = False
        self.command: Literal["build", "gh-deploy", "serve"] = "build"
        self.staging: Staging | None = None
        self.locked = ExitStack()
        """While MkDocs builds: the lock that `nastavnik build` takes."""
        self.wrong: tuple[Problem, ...] = ()
        self.last_good: dict[str, bytes] = {}
        self.warnings = Warnings()
        self.search_kept = TemporaryDirectory(prefix="nastavnik-")

    @property
    def prepared(self) -> Prepared:
        """The section as it is drawn: as it was read last, or before it had errors."""
        assert self.last is not None
        return self.last

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """MkDocs calls this only from its own command line, never when `draw` builds."""
        self.command = command
        self.standalone = True

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if self.standalone:
            self._prepare(config)
        theme = self.prepared.project.theme("overrides")
        config.theme.dirs = [
            *map(str, theme),
            *(folder for folder in config.theme.dirs if Path(folder) not in theme),
        ]
        config.theme.static_templates.discard("sitemap.xml")  # ours knows all pages
        config.extra["nv"] = self.prepared.nv
        if not any(isinstance(extension, PageBlocks) for extension in config.markdown_extensions):
            config.markdown_extensions.append(PageBlocks())  # type: ignore[arg-type]  # MkDocs says names only
        if self.command != "serve":  # there MkDocs has an address of its own
            config.site_url = self.prepared.root
        config.site_name = marks.printable(config.site_name or messages.SECTION)
        return config

    def _prepare(self, config: MkDocsConfig) -> None:
        root = Path(config.config_file_path).parent
        project = Project(root, Path(config.docs_dir).resolve(), Path(config.site_dir).resolve())
        today = read_day(self.config.today) if self.config.today else the_day(project.content, os.environ)
        drafts = self.config.drafts or bool(os.environ.get("NASTAVNIK_DRAFTS"))
        self._settle(project)
        read = partial(prepare, project, today, drafts=drafts, pagefind=search.of(root))
        try:
            fresh = unchanging(project, read)
        except NastavnikError as error:
            raise PluginError(str(error)) from error
        self.wrong = tuple(errors(fresh))
        for problem in self.wrong:
            log.error("%s", problem)
        if self.command != "serve":
            self._stage(project, fresh, config)
        elif isinstance(fresh, Prepared) and (not self.wrong or self.last is None):
            self.last = replace(fresh, nv=fresh.nv | {"policy": ""})  # MkDocs adds a script that reloads the page
        if self.last is None:
            raise PluginError(messages.rejected(len(self.wrong)))

    def _settle(self, project: Project) -> None:
        """Take the lock for a build, finish what was cut off, commands and builds; who only serves tries to."""
        is_served = self.command == "serve"
        for run, edited in journal.settle(project.root):
            log.info("%s", messages.run_finished(run.command, list(edited)))
        try:
            if is_served:
                site.settle(Project.at(project.root))  # MkDocs serves a folder of its own
            else:
                self.locked.enter_context(exclusive(project.state))
                switching.settle(project.site, project.stagings)
        except NastavnikError as error:
            if not is_served:
                raise PluginError(str(error)) from error

    def on_shutdown(self) -> None:
        """MkDocs calls this at the end of its command, whatever happened."""
        if self.staging is not None:
            self.staging.drop()
        self.locked.close()

    def _stage(self, project: Project, fresh: Any, config: MkDocsConfig) -> None:
        if self.wrong or not isinstance(fresh, Prepared):
            raise PluginError(messages.rejected(len(self.wrong)))
        self.last = fresh
        self.staging, self.site_dir = Staging(project.site, *project.stagings), config.site_dir
        try:
            self.staging.open()
        except NastavnikError as error:
            raise PluginError(str(error)) from error
        config.site_dir = str(self.staging.folder / ENGINE)
        self.warnings.texts.clear()
        logging.getLogger("mkdocs").addHandler(self.warnings)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Only our hand-written pages and the files somebody names stay; targets for links to records come."""
        content = self.prepared.project.content
        for file in list(files):
            files.remove(file)
        pages = ((page.inside, page.path) for page in self.prepared.own)
        for inside, path in (*pages, *published_files(self.prepared)):
            file = File(inside, config.docs_dir, config.site_dir, use_directory_urls=True)
            file.abs_src_path = str(path)  # on disk its letters may be decomposed
            files.append(file)
        for path, url in record_addresses(self.prepared):
            files.append(_RecordTarget(path.relative_to(content).as_posix(), config, url))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Templates escape by themselves, as everywhere in our theme; the targets have done their work."""
        env.autoescape = True
        for file in [file for file in files if isinstance(file, _RecordTarget)]:
            files.remove(file)
        return env

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str:
        """The page as we read it, whatever it was saved by; its head as data that needs no second look."""
        own = self._own(page)
        head = yaml.safe_dump(dict(own.words), allow_unicode=True, sort_keys=False)
        return f"---\n{head}---\n{own.text}"

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return marks.printable(without_marks(composed(markdown)))

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        own, words = self._own(page), glossary(self.prepared.own)
        return finished(html, own, self.prepared, words, shown_photos(self.prepared))

    @event_priority(-100)
    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """The page says of itself what our own pages say."""
        head = own_head(self._own(page))
        page.title = head.title
        data = own_linked_data(self.prepared, head)
        own = {"poster": self.prepared.root + head.poster, "linked_data": json_in_html(data) if data else ""}
        page.meta = head.meta() | own
        page.canonical_url = self.prepared.root + head.url
        return context

    def _own(self, page: Page) -> Handwritten:
        return next(own for own in self.prepared.own if own.path.samefile(page.file.abs_src_path or ""))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return self._with_problems(finished_page(output, config.extra["nv"]))

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        return finished_page(output_content, config.extra["nv"])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if not self.standalone:
            return
        if self.command == "serve":
            try:
                self._write_served(Path(config.site_dir))
            except NastavnikError as error:
                raise PluginError(str(error)) from error
            return
        assert self.staging is not None
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if config.strict and self.warnings.texts:
            self.staging.drop()
            return  # MkDocs itself aborts next; the old site is untouched
        config.site_dir = self.site_dir  # what `gh-deploy` publishes next
        try:
            unchanging(self.prepared.project, partial(site.finish, self.prepared, self.staging))
        except NastavnikError as error:
            self.staging.drop()
            raise PluginError(str(error)) from error

    def on_build_error(self, *, error: Exception) -> None:
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.staging is not None and self.standalone:
            self.staging.drop()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        for part in ("fragments", "overrides", "assets", "styles"):
            for folder in self.prepared.project.theme(part):
                server.watch(str(folder))
        return server

    def _write_served(self, folder: Path) -> None:
        """Our pages as they are now, or as they last were while a record is bad."""
        if not self.wrong or not self.last_good:
            self.last_good = unchanging(self.prepared.project, lambda: dict(site.outputs(self.prepared)))
        searched = site.served_search(self.prepared, folder, Path(self.search_kept.name))
        for path, data in chain(self.last_good.items(), searched):  # the search reads pages once all are written
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._with_problems(data.decode()).encode() if path.endswith(".html") else data)

    def _with_problems(self, html: str) -> str:
        """A page that shows what is wrong with the content, while something is."""
        if not self.wrong:
            return html
        rows = "".join(f"<li>{escape(str(problem))}</li>" for problem in self.wrong)
        return html.replace("</body>", f'<div class="problems" role="alert"><ul>{rows}</ul></div></body>', 1)


class Aloud(logging.Handler):
    """What `serve` says: tells `say` MkDocs' messages in Russian, and only those that ask for something."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        sentence = messages.served(record.getMessage(), is_trouble=record.levelno >= logging.WARNING)
        if sentence:
            self.say(sentence)

    def __enter__(self) -> "Aloud":
        logger = logging.getLogger("mkdocs")
        self.before = logger.level
        logger.setLevel(logging.INFO)
        logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("mkdocs")
        logger.setLevel(self.before)
        logger.removeHandler(self)


def serve(root: Path, say: Callable[[str], None], *, drafts: bool = False, address: str | None = None) -> None:
    """Show the section with live reload until Ctrl-C; `say` is told what goes on."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    if drafts:
        os.environ["NASTAVNIK_DRAFTS"] = "1"
    if not (root / CONFIG).is_file():
        raise EngineFailed(messages.no_mkdocs_config(CONFIG))
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        with Aloud(say):
            mkdocs_serve(config_file=str(root / CONFIG), **options)
    except FAULTS as error:
        raise failed([str(error)] if isinstance(error, PluginError) else []) from error
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES):
            raise
        raise EngineFailed(messages.address_taken(address or DEFAULT_ADDRESS)) from error
