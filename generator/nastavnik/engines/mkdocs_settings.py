"""What MkDocs refuses of a school's `mkdocs.yml`, asked of MkDocs itself, with the places of the keys.

Asked only where the file says more than MkDocs always takes: to import it takes longer than to check a school.
"""

import os
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner about a version we do not use

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from nastavnik import messages
from nastavnik.building.project import Prepared
from nastavnik.engines import own_programs
from nastavnik.engines.mkdocs import NastavnikPlugin, Warnings
from nastavnik.engines.settings import CONFIG, Settings
from nastavnik.text.source import Place, Problem


def refusals(prepared: Prepared, rules: Settings) -> Iterator[Problem]:
    """What MkDocs refuses of settings which say more than it always takes, at the lines of their keys."""
    folders = {"docs_dir": str(prepared.project.content), "site_dir": str(prepared.project.site)}
    warnings = Warnings()
    try:
        with warnings, (prepared.project.root / CONFIG).open("rb") as file:
            config = MkDocsConfig(config_file_path=str(prepared.project.root / CONFIG))
            config.load_file(file)
            config.load_dict(folders)
            wrong, _ = config.validate()
    except ConfigurationError as error:
        yield Problem(Place(CONFIG), messages.served(str(error), is_trouble=True))
        return
    except own_programs.FAULTS as error:
        if problem := own_programs.own_fault(error, prepared.project.root):
            yield problem
            return
        raise
    for key, refused in wrong:
        yield Problem(rules.places.get(key, Place(CONFIG)), messages.mkdocs_setting(key, str(refused)))
    if not wrong and not isinstance(config.plugins.get("nastavnik"), NastavnikPlugin):
        yield Problem(rules.places.get("plugins", Place(CONFIG)), messages.PLUGIN_NOT_LISTED)
    yield from _nav_to_nothing(config, prepared, rules) if not wrong else ()


def _nav_to_nothing(config: MkDocsConfig, prepared: Prepared, rules: Settings) -> Iterator[Problem]:
    """Pages that `nav` names and that are not there."""
    known = {own.path.relative_to(prepared.project.content).as_posix() for own in prepared.own}
    for named in _leaves(config.nav or []):
        if named.endswith(".md") and named not in known:
            yield Problem(rules.places.get("nav", Place(CONFIG)), messages.link_to_nothing("nav", named))


def _leaves(nav: Any) -> Iterator[str]:
    """Everything a `nav` leads to, on any depth."""
    if isinstance(nav, str):
        yield nav
    for part in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _leaves(part)
