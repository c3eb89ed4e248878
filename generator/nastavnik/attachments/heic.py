"""HEIC, what iPhones make, unpacked by a library in a process of its own: a damaged file has ended that library's.

Only photos on their way into the content folder come here; a site is built from what any Pillow reads.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from nastavnik import messages
from nastavnik.attachments.refusal import Unpublishable
from nastavnik.processes import children

LIBRARY = "pi_heif"
"""Reads and cannot write, so no encoder under the GPL comes with it; where it has no wheel there is none."""
LONGEST = 60  # seconds


def unpacked(data: bytes, most: int) -> bytes:
    """The photo upright, at most so many pixels long, as a TIFF. Raises `Unpublishable`."""
    if find_spec(LIBRARY) is None:
        raise Unpublishable(messages.HEIC_NOT_READ)
    with TemporaryDirectory(prefix="nastavnik-") as folder:
        source, target = Path(folder, "photo.heic"), Path(folder, "photo.tiff")
        source.write_bytes(data)
        command = [sys.executable, "-P", "-m", __name__, str(source), str(target), str(most)]
        try:
            status = children.run(command, LONGEST)
        except subprocess.TimeoutExpired:
            status = children.LOST
        if status or not target.is_file():
            raise Unpublishable(messages.PICTURE_UNREADABLE)
        return target.read_bytes()


def _unpack(source: str, target: str, most: str) -> None:
    """The work itself, in its own process: whatever it raises ends that process with a status."""
    from importlib import import_module

    from PIL import Image

    import_module(LIBRARY).register_heif_opener(thumbnails=False)
    with Image.open(source) as photo:
        photo.thumbnail((int(most), int(most)), Image.Resampling.LANCZOS)
        profile = photo.info.get("icc_profile")
        clean = Image.new("RGB", photo.size)
        clean.paste(photo.convert("RGB"))
    clean.save(target, "TIFF", **({"icc_profile": profile} if profile else {}))


if __name__ == "__main__":
    _unpack(*sys.argv[1:])
