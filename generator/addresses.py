"""Addresses inside the section: always relative, so the site works in any folder of any host and from a disk."""

from pathlib import PurePath


def relative(url: str, here: str) -> str:
    """The address `url` as written on the page `here`; both from the section's root. Absolute ones stay.

    The same rule as MkDocs' `url` filter, so the shell has the same bytes whoever draws it.
    """
    if "://" in url or url.startswith(("#", "/", "mailto:", "tel:", "webcal:")):
        return url
    path, mark, anchor = url.partition("#")
    there, ours = _parts(path), _parts(here)
    if ours and "." in ours[-1]:
        ours.pop()
    common = 0
    while common < min(len(there), len(ours)) and there[common] == ours[common]:
        common += 1
    steps = [".."] * (len(ours) - common) + there[common:]
    found = "/".join(steps) or "."
    return (found + "/" if path.endswith("/") else found) + mark + anchor


def page_address(inside: PurePath) -> str:
    """The address of a hand-written page from its path in the content folder: `a/index.md` → `a/`."""
    stem = inside.with_suffix("").as_posix()
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def output_path(url: str) -> str:
    """Where the page of an address lies in the site's folder."""
    return f"{url}index.html" if url == "" or url.endswith("/") else url
