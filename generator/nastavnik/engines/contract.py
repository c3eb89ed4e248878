"""What every engine owes the hand-written pages: where links lead, which files go out, how the text is set."""

from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import quote

from nastavnik.attachments import pictures
from nastavnik.building.project import Prepared
from nastavnik.pages.page_pictures import PagePicture, in_text, page_picture
from nastavnik.school.catalogue import record_files
from nastavnik.school.handwritten import Handwritten
from nastavnik.school.handwritten.own_looks import without_own_looks
from nastavnik.school.spellings import composed
from nastavnik.text.addresses import address_of, joined, relative
from nastavnik.text.table_cells import plain_cells
from nastavnik.text.typography import smarten, typeset
from nastavnik.views.glossary import PAGE as GLOSSARY
from nastavnik.views.glossary import Glossary


def record_addresses(prepared: Prepared) -> Iterator[tuple[Path, str]]:
    """Every file of a record with the address links to it lead to: its page, else the list of its kind."""
    for file in record_files(prepared.project.content):
        yield file.path, prepared.catalogue.address(file.cls.kind, file.id)


def published_files(prepared: Prepared) -> Iterator[tuple[str, Path]]:
    """Files of the content folder that go out as they lie, by their paths on the site: those that somebody names.

    Letters of the paths are composed (NFC), as in the texts of the pages.
    """
    content = prepared.project.content
    return ((composed(path.relative_to(content).as_posix()), path) for path in sorted(prepared.named))


def finished(html: str, own: Handwritten, prepared: Prepared, words: Glossary, photos: Mapping[str, Path]) -> str:
    """Converted text of a page as it is published.

    Russian typography, words of the glossary explained, blocks filled, `photos` (of `shown_photos`) in their versions.
    Raises `ThemeBroken`.
    """
    from nastavnik.engines.block_contents import filled  # brings Jinja, which a check needs not

    url = own.url
    html = without_own_looks(plain_cells(typeset(smarten(html))))
    html = words.anchored(html) if url == GLOSSARY else words.page(url).explain(html)
    html = filled(html, own, prepared)
    return in_text(html, lambda src: _photo(url, src, photos), lambda address: relative(address, url))


def shown_photos(prepared: Prepared) -> dict[str, Path]:
    """Photos that hand-written pages may show, by their own addresses from the section's root."""
    content = prepared.project.content
    return {address_of(path.relative_to(content)): path for path in prepared.named if pictures.is_photo(path)}


def _photo(here: str, src: str, photos: Mapping[str, Path]) -> PagePicture | None:
    """The photo a page shows, by what is written in its HTML."""
    address = joined(here, unescape(src))
    if address not in photos:
        return None
    path = photos[address]
    return page_picture(address.removesuffix(quote(path.suffix)) + pictures.WEBP, path)
