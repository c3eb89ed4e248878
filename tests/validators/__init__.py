"""Two validators over a folder of pages: Nu Html Checker and html-validate, in the versions `package-lock.json` names.

`npm ci --ignore-scripts` in this folder installs both; the first one needs Java.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NU = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HTML_VALIDATE = HERE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def needed(*programs: str, file: Path) -> None:
    """Skip with the reason if a tool is not here; in CI its absence is a failure."""
    missing = [program for program in programs if shutil.which(program) is None]
    missing += [] if file.is_file() else [f"{file.relative_to(HERE)}: npm ci --ignore-scripts in tests/validators"]
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def nu_errors(folder: Path) -> list[str]:
    """What Nu Html Checker calls an error in pages of the folder, a line each; it must have read them all."""
    needed("java", file=NU)
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-Xss2m",
        "-jar",
        str(NU),
        "--skip-non-html",
        "--format",
        "json",
        str(folder),
    ]
    answer = subprocess.run(command, capture_output=True, check=False).stderr
    messages = json.loads(answer)["messages"]
    return [
        f"{message['url'].rpartition(folder.name)[2]}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if message["type"] != "info"
    ]


def html_validate_errors(folder: Path) -> list[str]:
    """What html-validate calls an error by its presets `standard` and `a11y` in pages of the folder, a line each."""
    needed("node", file=HTML_VALIDATE)
    command = ["node", HTML_VALIDATE, "--config", HERE / ".htmlvalidate.json", "--ext", "html", "--formatter", "json"]
    answer = subprocess.run([*command, folder], capture_output=True, check=False).stdout
    return [
        f"{Path(file['filePath']).relative_to(folder)}:{message['line']}: {message['ruleId']}: {message['message']}"
        for file in json.loads(answer)
        for message in file["messages"]
        if message["severity"] == 2
    ]
