"""Addresses inside the section: always relative, so the site works in any folder of any host and from a disk.

An address is written as a URL is: what may not stand there (blanks, «№», Russian letters, `#`, `?`, `%`) is escaped.
"""

from functools import lru_cache
from pathlib import PurePath
from posixpath import normpath
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit


def relative(url: str, here: str) -> str:
    """The address `url` as written on the page `here`; both from the section's root. Absolute ones stay.

    The same rule as MkDocs' `url` filter, so the shell has the same bytes whoever draws it.
    """
    if _is_elsewhere(url):
        return url
    path, mark, anchor = url.partition("#")
    there, ours = _parts(path), _folder(here)
    common = 0
    for step, own in zip(there, ours, strict=False):
        if step != own:
            break
        common += 1
    way = "../" * (len(ours) - common) + "/".join(there[common:])
    way = way.rstrip("/") or "."
    return (way + "/" if path.endswith("/") else way) + mark + anchor


def joined(here: str, written: str) -> str:
    """The address from the section's root of what is written on the page `here`; addresses elsewhere stay."""
    return written if _is_elsewhere(written) else normpath(f"{'/'.join(_folder(here))}/{written}").lstrip("/")


def rooted(url: str, base: str) -> str:
    """The address `url` from the section's root as written where its page is not known; `base`: the way to the root."""
    return url if _is_elsewhere(url) else base + url


def _is_elsewhere(url: str) -> bool:
    return "://" in url or url.startswith(("#", "/", "mailto:", "tel:", "webcal:"))


def opens(target: str) -> bool:
    """Whether what a text links to can be taken apart as an address: «https://[адрес]» and «//[» cannot."""
    try:
        urlsplit(target)
    except ValueError:
        return False
    return True


def page_address(inside: PurePath) -> str:
    """The address of a hand-written page from its path in the content folder: `a/index.md` → `a/`."""
    stem = address_of(inside.with_suffix(""))
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


def address_of(inside: PurePath) -> str:
    """The address of a file from its path in the section; letters composed (NFC), however a system writes names."""
    return quote(normalize("NFC", inside.as_posix()))


@lru_cache(maxsize=8192)
def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.split("/") if part not in ("", "."))


@lru_cache(maxsize=256)
def _folder(here: str) -> tuple[str, ...]:
    """The folder a page's addresses are relative to; a page that is a file lies in one."""
    parts = _parts(here)
    return parts[:-1] if not here.endswith("/") and parts and "." in parts[-1] else parts


def output_path(url: str) -> str:
    """Where the page or the file of an address lies in the site's folder."""
    return unquote(f"{url}index.html" if url == "" or url.endswith("/") else url)


def unused(name: str, taken: set[str]) -> str:
    """A name nobody has yet, `name` or `name-2` and so on; from now on it is taken."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free
