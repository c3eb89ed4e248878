"""The files of a release: wheel and sdist, what they are made of (CycloneDX), and a list of SHA-256.

Built twice from the same sources they must be the same bytes, or nothing is left behind. Needs `dev.lock`.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
LISTS = ("section", "school", "mkdocs", "publish", "region")
"""What sections, schools and banks install; each list becomes a bill of materials."""
VENDORED = ROOT / "theme/VENDORED.toml"
SUMS = "SHA256SUMS"
EPOCH = "315532800"
"""1980-01-01, the first day a zip can name: dates in the files say nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python requirements/release.py", description=__doc__)
    parser.add_argument("folder", type=Path)
    release(parser.parse_args().folder)


def release(folder: Path) -> None:
    """Fill a folder that is not there yet."""
    with TemporaryDirectory() as place:
        first, second = Path(place) / "first", Path(place) / "second"
        for target in (first, second):
            build(target)
        if digests(first) != digests(second):
            sys.exit("two builds of the same sources differ")
        shutil.copytree(first, folder)
    print((folder / SUMS).read_text(encoding="utf-8"), end="")


def build(folder: Path) -> None:
    """One build: the two files of the project, the bills of materials, the sums of all."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    run("build", "--no-isolation", "--wheel", "--sdist", "--outdir", str(folder), env=environment)
    for name in LISTS:
        bill_of_materials(name, folder / f"nastavnik-{version()}.{name}.cdx.json")
    sums = "".join(f"{digest}  {name}\n" for name, digest in digests(folder).items())
    (folder / SUMS).write_text(sums, encoding="utf-8", newline="\n")


def bill_of_materials(name: str, target: Path) -> None:
    """CycloneDX 1.6 of a list of tested versions, with the hashes of their files, and of the files of others."""
    about = ("--pyproject", "pyproject.toml", "--mc-type", "application", "--output-reproducible")
    run("cyclonedx_py", "requirements", *about, "--output-file", str(target), f"requirements/{name}.lock")
    bill = json.loads(target.read_text(encoding="utf-8"))
    bill["components"] += [vendored(file) for file in tomllib.loads(VENDORED.read_text(encoding="utf-8"))["file"]]
    target.write_text(json.dumps(bill, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def vendored(file: dict[str, str]) -> dict[str, object]:
    """A line of `theme/VENDORED.toml` as a component."""
    return {
        "bom-ref": file["path"],
        "type": "file",
        "name": file["path"],
        "version": file["version"],
        "hashes": [{"alg": "SHA-256", "content": file["sha256"]}],
        "licenses": [{"license": {"id": file["licence"]}}],
        "externalReferences": [{"type": "vcs", "url": file["origin"]}],
    }


def run(module: str, *words: str, env: dict[str, str] | None = None) -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, *words], cwd=ROOT, env=env, check=True, stdout=sys.stderr
    )


def digests(folder: Path) -> dict[str, str]:
    """File → SHA-256, by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


if __name__ == "__main__":
    main()
