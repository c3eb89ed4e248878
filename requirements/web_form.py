"""The form of others that a school may put on its site, made fit to travel: `theme/admin/vendor/`.

Run it with npm at hand and `fonttools` and `brotli` installed: `python requirements/web_form.py`. The package comes by
npm and must have the digest below; every change is a pattern that must be found as often as it says, so a newer version
that is built otherwise stops here. The same package, the same bytes: their digests stand in `theme/VENDORED.toml`.
"""

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "theme/admin/vendor"
SCHEMA = ROOT / "tests/web_form/sveltia-cms.schema.json.gz"
WORDS = Path(__file__).with_name("web_form.ru.json")
"""What the package's own Russian lacks or says for programmers."""

PACKAGE = "@sveltia/cms@0.221.1"
SHA512 = "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ=="
SYMBOLS = "package/npm/assets/material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2"
WEIGHT = 300
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
"""What names of symbols are spelled with."""

CHANGES: tuple[tuple[str, str, int], ...] = (  # pattern, what stands there instead, how often
    (r"`\$\{\w+\}@\$\{\w+\}/locales`", "`vendor`", 1),  # translations lie beside the script
    (r"https://unpkg\.com/", "data:,", 4),  # what is left of it asks nobody and fails, as offline
    (r"https://www\.githubstatus\.com/api/v2/status\.json", "data:,", 1),
    (r"@font-face \{font-family:'(?:Source Sans 3|Noto Mono)'.*?\}\s*", "", 2),
    (
        r"(@font-face \{font-family:'Material Symbols Outlined').*?\}",
        r"\1;font-display:block;src:url(vendor/symbols.woff2) format('woff2')}",
        1,
    ),
    (r'"Source Sans 3", system-ui', "Golos, system-ui", 1),
    (r"(=\(\)=>\{let (\w+)=\w+\(\);return )\2&&\w+\.includes\(\2\)\?\2:\w+\}", r"\1`ru`}", 1),  # Russian for everybody
    (r"\b(\w+\(\(\)=>)\w+\.isLocalHost&&!(\w+\(\w+\)\))", r"\1!\2", 1),  # a folder is opened from any address
    (r"(getDirectoryHandle|getFileHandle)\(`\.git`\)", r"\1(`content`)", 2),  # a section need not be under Git
    (r"(yaml-frontmatter`&&\(\w+=\w+)\((\w+)\)", r"\1(\2,{schema:`failsafe`})", 1),  # 0123 and 1.10 stay what they are
    (r"===`yml`\)return (\w+)\((\w+)\)", r"===`yml`)return nastavnik.read(NAMES,\1(\2,{schema:`failsafe`}))", 1),
    (
        r"(\.includes\(\w+\)\))return (\w+\(\{collection:\w+,collectionFile:\w+,isIndexFile:[^}]*\}\))",
        r"\1return nastavnik.read(NAMES,\2)",
        1,
    ),
    (
        r"(\w+)\.cause\?\.message\|\|(\w+\(`unexpected_error`\))",
        r"(\1.cause instanceof TypeError?nastavnik.unreachable:\1.cause?.message)||\2",
        1,
    ),  # what browsers say of a server that does not answer is English
    (r"\n//# sourceMappingURL=\S+", "", 1),
)
NAMES = re.compile(r"folder:\{collectionName:(\w+),fileName:(\w+)\}\}\)=>")
"""Where the reading of a file says which collection and which file it is: what `nastavnik.read` is told."""
FOREIGN = re.compile(r"unpkg\.com|jsdelivr\.net|githubstatus\.com/api")


def main() -> None:
    with TemporaryDirectory() as place:
        package = unpacked(Path(place))
        script = changed((package / "package/dist/sveltia-cms.js").read_text(encoding="utf-8"))
        VENDOR.mkdir(parents=True, exist_ok=True)
        write(VENDOR / "sveltia-cms.js", script.encode())
        write(VENDOR / "ru.json", words(package / "package/locales"))
        write(VENDOR / "LICENSE-sveltia.txt", (package / "package/LICENSE.txt").read_bytes())
        write(
            VENDOR / "LICENSE-symbols.txt",
            (package / "package/npm/assets/material-symbols-outlined.LICENSE.txt").read_bytes(),
        )
        symbols(package / SYMBOLS, script, VENDOR / "symbols.woff2")
        write(SCHEMA, gzip.compress((package / "package/schema/sveltia-cms.json").read_bytes(), mtime=0))
    for file in (*sorted(VENDOR.iterdir()), SCHEMA):
        print(hashlib.sha256(file.read_bytes()).hexdigest(), file.relative_to(ROOT).as_posix())


def unpacked(folder: Path) -> Path:
    """The package as npm gives it, its digest looked at before it is opened."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=sys.stderr)
    archive = next(folder.glob("*.tgz"))
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != SHA512:
        sys.exit(f"{PACKAGE} is not the package that was looked at")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder


def changed(script: str) -> str:
    """The script with all `CHANGES`; ends the program where one does not fit."""
    names = NAMES.search(script)
    if names is None:
        sys.exit("the reading of a file is written otherwise")
    for pattern, instead, times in CHANGES:
        script, count = re.subn(pattern, instead.replace("NAMES", f"{names[1]},{names[2]}"), script, flags=re.DOTALL)
        if count != times:
            sys.exit(f"{count} times instead of {times}: {pattern}")
    if FOREIGN.search(script):
        sys.exit("a foreign address is left")
    return script


def words(locales: Path) -> bytes:
    """The package's Russian with our words; files are called files, as everywhere else."""
    russian = json.loads(
        (locales / "ru.json").read_text(encoding="utf-8").replace("ресурс", "файл").replace("Ресурс", "Файл")
    )
    for key, text in json.loads(WORDS.read_text(encoding="utf-8")).items():
        *above, name = key.split(".")
        owner = russian
        for step in above:
            owner = owner.setdefault(step, {})
        owner[name] = text
    return (json.dumps(russian, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def symbols(font: Path, script: str, target: Path) -> None:
    """Of four thousand symbols those whose names stand in the script, in one weight."""
    face = instancer.instantiateVariableFont(TTFont(font, recalcTimestamp=False), {"wght": WEIGHT})
    letters = {glyph: chr(code) for code, glyph in face.getBestCmap().items()}
    named = set(re.findall(r"""[`"'>]([a-z0-9_]+)[`"'<]""", script))
    for table in ligatures(face):
        spelled = {
            first: [
                mark
                for mark in marks
                if "".join(letters.get(glyph, "?") for glyph in (first, *mark.Component)) in named
            ]
            for first, marks in table.ligatures.items()
        }
        table.ligatures = {first: marks for first, marks in spelled.items() if marks}
    options = subset.Options(
        flavor="woff2", layout_features=["*"], recalc_timestamp=False, hinting=False, name_IDs=[0, 1, 2, 13, 14]
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text=LETTERS)
    cutter.subset(face)
    face.flavor = "woff2"
    face.save(target)


def ligatures(face: TTFont) -> Iterator[Any]:
    """The tables that say which letters become a symbol."""
    for lookup in face["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if table.LookupType == 7 else table
            if inner.LookupType == 4:
                yield inner


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
