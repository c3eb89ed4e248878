"""This installation: the files that travel with it, how its Python gets more libraries, and itself as one file.

Nothing here names the project to an index: whoever registered its name there would run at every school.
"""

import base64
import hashlib
import io
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from email import message_from_string
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

NAME = "nastavnik"
_LOCKS = ("section", "school", "mkdocs", "publish", "region")
TRAVELLING = ("theme", "docs/ru", *(f"requirements/{name}.lock" for name in _LOCKS))
"""What lies beside the package in a checkout and inside it in a wheel (`pyproject.toml`, force-include)."""
WHEEL = f"Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files, the same bytes


def shipped(name: str) -> Path:
    """A file or folder that travels in the wheel (`theme`); in a checkout it lies at the root."""
    package = Path(str(files(NAME)))
    return package / name if (package / name).exists() else package.parents[1] / name


def install_command(name: str) -> str:
    """What installs the tested versions of a list — `school`, `mkdocs`, `region`… — for the Python that runs now."""
    python, versions = _quoted(sys.executable), _quoted(str(shipped(f"requirements/{name}.lock")))
    return f"{python} -m pip install --require-hashes -r {versions}"


def checkout() -> Path | None:
    """The folder of the project, if the program runs from it; None if it was installed from a wheel.

    An editable installation and `PYTHONPATH` both run from a checkout.
    """
    root = Path(str(files(NAME))).parents[1]
    described = root / "pyproject.toml"
    is_ours = described.is_file() and tomllib.loads(described.read_text("utf-8")).get("project", {}).get("name") == NAME
    return root if is_ours else None


def own_wheel() -> tuple[str, bytes]:
    """The name and the bytes of a wheel of what runs here (PyPA, binary distribution format)."""
    metadata, entry_points = _described()
    version = message_from_string(metadata)["Version"]
    info = f"{NAME}-{version}.dist-info"
    entries = {name: path.read_bytes() for name, path in _files()}
    entries |= {f"{info}/METADATA": metadata.encode(), f"{info}/entry_points.txt": entry_points.encode()}
    entries[f"{info}/WHEEL"] = WHEEL.encode()
    record = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in sorted(entries.items())]
    entries[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(entries.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return f"{NAME}-{version}-py3-none-any.whl", wheel.getvalue()


def _described() -> tuple[str, str]:
    """What the wheel says of itself: its METADATA and its entry points.

    In a checkout `pyproject.toml` is the truth: what was noted when it was installed may be older, or nothing was.
    """
    root = checkout()
    if root is None:
        own = distribution(NAME)
        return own.read_text("METADATA") or "", own.read_text("entry_points.txt") or ""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    head = {"Metadata-Version": "2.4", "Name": NAME, "Version": project["version"], "Summary": project["description"]}
    rows = [*head.items(), ("Requires-Python", project["requires-python"])]
    rows += [("Requires-Dist", needed) for needed in project["dependencies"]]
    for extra, wanted in project["optional-dependencies"].items():
        rows += [("Provides-Extra", extra), *(("Requires-Dist", _only_for(extra, needed)) for needed in wanted)]
    groups = {"console_scripts": project["scripts"], **project["entry-points"]}
    points = [
        line
        for group, entries in groups.items()
        for line in (f"[{group}]", *(f"{name} = {target}" for name, target in entries.items()), "")
    ]
    return "".join(f"{name}: {value}\n" for name, value in rows), "\n".join(points)


def _only_for(extra: str, needed: str) -> str:
    """A requirement of an extra (PEP 508): what was asked for, and only if the extra is."""
    name, _, marker = (part.strip() for part in needed.partition(";"))
    return f"{name}; ({marker}) and extra == '{extra}'" if marker else f"{name}; extra == '{extra}'"


def _files() -> Iterator[tuple[str, Path]]:
    """Names in the wheel and files of the package with what travels in it."""
    package = Path(str(files(NAME)))
    inside = [(path.relative_to(package), path) for path in package.rglob("*")]
    beside = [
        (Path(name) / path.relative_to(shipped(name)), path)
        for name in TRAVELLING
        for path in ([shipped(name)] if shipped(name).is_file() else shipped(name).rglob("*"))
    ]
    for name, path in dict(inside + beside).items():
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            yield f"{NAME}/{name.as_posix()}", path


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _quoted(path: str) -> str:
    """A path as any shell takes it: double quotes, and only where they are needed."""
    return f'"{path}"' if " " in path else path
