"""Pictures made of points, for those who read no SVG: what networks show beside a link, the sign on a telephone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nastavnik.covers.poster import Poster, poster, touch_icon
from nastavnik.covers.scene import CoverSubject, scene
from nastavnik.covers.tones import Tones, colour
from nastavnik.pages.shell import POSTER
from nastavnik.records.record import Record
from nastavnik.views.cover_subjects import SUBJECTS, subject_of

RECORD_POSTER = "poster.png"
TOUCH_ICON = "assets/apple-touch-icon.png"
FONT = "fonts/golos.woff2"
POSTERS_A_KIND = 4
"""Of each kind with covers, the first in its list have posters of their own: one costs as much as drawing six pages.

The others share that of the section.
"""


def has_poster(kind: str, place: int) -> bool:
    """Whether the record at a place in the list of its kind, from 0, has a poster of its own."""
    return kind in SUBJECTS and place < POSTERS_A_KIND


def poster_address(url: str) -> str:
    """Where the poster of a record's page is published."""
    return f"{url}{RECORD_POSTER}"


def record_poster(record: Record, id: str, school_type: str, nv: Mapping[str, Any], font: Path) -> bytes:
    """The poster of a record: what it is, its title, the school, its cover."""
    subject = subject_of(record, id, school_type) or CoverSubject(f"{record.kind}/{id}")
    words = Poster(record.caption[:1].upper() + record.caption[1:], record.label, _foot(nv))
    return poster(words, scene(subject), tones_of(nv), font)


def section_files(nv: Mapping[str, Any], font: Path, beside: str = "child") -> Iterator[tuple[str, bytes]]:
    """The poster of the section as a whole, and its sign; of a school or of a bank, by the plain data of its shell.

    `beside` is who is seen beside the mentor, see `audience.beside_mentor`.
    """
    tones, school = tones_of(nv), nv["school"]
    words = Poster(school["place"], nv["section"], _foot(nv))
    form = "teacher-teacher" if beside == "novice" else "teacher-student"
    subject = CoverSubject("nastavnichestvo", (form,), (), ("маяк",), learner="" if beside == "child" else beside)
    yield POSTER, poster(words, scene(subject), tones, font)
    yield TOUCH_ICON, touch_icon(tones)


def _foot(nv: Mapping[str, Any]) -> str:
    return f"{nv['school']['short_title']} · {nv['section']}"


def tones_of(nv: Mapping[str, Any]) -> Tones:
    """The school's colours out of `--nv-brand:#0B4F5C;…`; the theme's where it has none."""
    own = dict(pair.split(":") for pair in nv["brand"].split(";") if pair)
    return Tones(**{name.removeprefix("--nv-"): colour(written) for name, written in own.items()})


def font_file(folders: list[Path]) -> Path:
    """The font of the pages in the theme's folders of assets, a school's own first."""
    return next((folder / FONT for folder in folders if (folder / FONT).is_file()), folders[-1] / FONT)
