"""The picture of a record, which cards, its page and networks show in place of a drawn cover."""

from nastavnik.records.fields import PRIVATE, Line, Part, Picture, field


class Image(Part):
    """A picture of a story; people on it agreed, children through their parents."""

    file: Picture = field("Файл")
    alt: Line = field("Что на картинке")
    consent: Line | None = field("Чем подтверждено согласие людей на снимке", None, seen=PRIVATE)
