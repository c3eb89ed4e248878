"""The cover of a record as pages show it: the school's own picture, else one drawn from what the record says."""

from dataclasses import dataclass

from markupsafe import Markup

from nastavnik.covers.scene import CoverSubject, scene
from nastavnik.covers.svg import markup
from nastavnik.pages.page_pictures import PagePicture, page_picture, picture_address
from nastavnik.records.image import Image
from nastavnik.records.record import Record
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.views.cover_subjects import subject_of


@dataclass(frozen=True, slots=True)
class Cover:
    """A photo with what is seen on it, or a drawing, which says nothing the record does not."""

    photo: PagePicture | None
    alt: str
    drawing: Markup


def image_of(record: Record) -> Image | None:
    """The school's own picture of a record; some programmes hold it back, some kinds know none."""
    image: Image | None = record.__dict__.get("image")
    return image


def cover_of(catalogue: Catalogue, entry: Entry, record: Record) -> Cover | None:
    """The cover of a record; None for kinds without."""
    if image := image_of(record):
        photo = page_picture(picture_address(entry, image.file), catalogue.file(entry, image.file))
        return Cover(photo, image.alt, Markup())
    subject = subject_of(record, entry.first_id, catalogue.school.school_type)
    return drawn_cover(subject) if subject else None


def drawn_cover(subject: CoverSubject) -> Cover:
    """The cover of what has no picture of its own."""
    return Cover(None, "", Markup(markup(scene(subject))))
