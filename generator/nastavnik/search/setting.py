"""Whether a school wants the search: `extra: {search: false}` in mkdocs.yml turns it off."""

from pathlib import Path

import yaml

from nastavnik.search.tool import Pagefind, find

CONFIG = "mkdocs.yml"


class _Loader(yaml.SafeLoader):
    """Reads a configuration of MkDocs for its plain values; tags of Python become nothing."""


_Loader.add_multi_constructor("", lambda *_: None)


def wanted(root: Path) -> bool:
    """Whether the configuration of a project leaves the search on; what is wrong with it is MkDocs' to say."""
    try:
        config = yaml.load((root / CONFIG).read_text(encoding="utf-8"), _Loader)
    except (OSError, ValueError, yaml.YAMLError):
        return True
    extra = config.get("extra") if isinstance(config, dict) else None
    return not (isinstance(extra, dict) and extra.get("search") is False)


def of(root: Path) -> Pagefind | None:
    """What indexes the pages of the project in `root`; None if it wants no search or there is no Pagefind here."""
    return find() if wanted(root) else None
