"""A file in the school's folder that opens the desk by a double click, on any of the three systems.

It names the Python of this computer, so it is of no use on another one and stays out of Git.
"""

import sys
from pathlib import Path

from nastavnik import messages

WINDOWS = """\
@echo off
chcp 65001 > nul
cd /d "%~dp0"
"{python}" -m nastavnik desk
if errorlevel 1 pause
"""
UNIX = """\
#!/bin/sh
cd "$(dirname "$0")" && exec "{python}" -m nastavnik desk
"""
LINUX = """\
[Desktop Entry]
Type=Application
Name={title}
Exec="{python}" -m nastavnik desk --root "{root}"
Terminal=true
"""


def shortcut(root: Path, platform: str = sys.platform, python: str = sys.executable) -> tuple[Path, bytes]:
    """The file for this system and its bytes."""
    suffix, text = {"win32": (".cmd", WINDOWS), "darwin": (".command", UNIX)}.get(platform, (".desktop", LINUX))
    lines = text.format(python=python, root=root, title=messages.SHORTCUT)
    line_break = "\r\n" if platform == "win32" else "\n"
    return root / f"{messages.SHORTCUT}{suffix}", lines.replace("\n", line_break).encode()


def write_shortcut(root: Path) -> Path | None:
    """Write the shortcut if it is not there; its path if it was written. Raises `OSError` where nothing can be."""
    path, data = shortcut(root)
    if path.exists():
        return None
    path.write_bytes(data)
    path.chmod(0o755)
    _ignore(root, path.name)
    return path


def _ignore(root: Path, name: str) -> None:
    """Let Git not see it, without touching the school's own list of what it does not see."""
    exclude = root / ".git" / "info" / "exclude"
    if exclude.is_file() and name not in exclude.read_text(encoding="utf-8", errors="replace"):
        with exclude.open("a", encoding="utf-8", newline="\n") as lines:
            lines.write(f"{name}\n")
