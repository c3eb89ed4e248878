"""This installation: the files that travel with it, how its Python gets more libraries, and itself as one file.

Nothing here names the project to an index: whoever registered its name there would run at every school.
"""

import base64
import hashlib
import io
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

NAME = "nastavnik"
TRAVELLING = ("theme", "requirements/school.lock", "requirements/region.lock")
"""What lies beside the package in a checkout and inside it in a wheel (`pyproject.toml`, force-include)."""
WHEEL = f"Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files, the same bytes


def shipped(name: str) -> Path:
    """A file or folder that travels in the wheel (`theme`); in a checkout it lies at the root."""
    package = Path(str(files(NAME)))
    return package / name if (package / name).exists() else package.parents[1] / name


def install_command(name: str) -> str:
    """What installs the tested versions of a list — `school` or `region` — for the Python that runs now."""
    python, versions = _quoted(sys.executable), _quoted(str(shipped(f"requirements/{name}.lock")))
    return f"{python} -m pip install --require-hashes -r {versions}"


def own_wheel() -> tuple[str, bytes]:
    """The name and the bytes of a wheel of what is installed here (PyPA, binary distribution format)."""
    own = distribution(NAME)
    info = f"{NAME}-{own.version}.dist-info"
    entries = {name: path.read_bytes() for name, path in _files()}
    entries |= {f"{info}/{name}": (own.read_text(name) or "").encode() for name in ("METADATA", "entry_points.txt")}
    entries[f"{info}/WHEEL"] = WHEEL.encode()
    record = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in sorted(entries.items())]
    entries[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(entries.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return f"{NAME}-{own.version}-py3-none-any.whl", wheel.getvalue()


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
