"""What is wrong with what a region wrote: its passport, sources, decisions and pages in its own words."""

import datetime as dt
from pathlib import Path
from typing import Any

from nastavnik.bank.papers.folder import Folder
from nastavnik.bank.papers.records import Region
from nastavnik.records import KINDS, School
from nastavnik.records.vocabularies import vocabularies
from nastavnik.school import named_files
from nastavnik.school.catalogue import Catalogue
from nastavnik.school.handwritten import Handwritten, acting, bad_blocks, broken_links, handwritten
from nastavnik.text.source import Problem


def checked(content: Path, folder: Folder, today: dt.date) -> tuple[list[Handwritten], list[Problem]]:
    """Hand-written pages, and every problem of the folder in the order of its files."""
    own, problems = handwritten(content)
    problems += folder.problems
    if folder.region:
        catalogue = as_catalogue(content, folder.region, today)
        problems += broken_links(catalogue, own)
        problems += bad_blocks(own)
        problems += named_files.problems(catalogue)
        published = named_files.published(catalogue, own, content.parent)
        problems += named_files.unnamed(catalogue, own, published)
        problems += named_files.never_published(catalogue, own)
        problems += named_files.badly_placed(content)
        problems += acting.problems(own, catalogue.school)
        problems += acting.problems_of_files(published, content, catalogue.school)
    return own, sorted(problems)


def as_catalogue(content: Path, region: Region, today: dt.date) -> Catalogue:
    """What the engine of hand-written pages asks of a school, for a bank: where it is published, and no records."""
    school = School.model_construct(
        set(),
        id="bank",
        title=region.title,
        short_title=region.short_title,
        timezone=region.timezone,
        region=region.region,
        site=region.site,
        section_url=region.section_url,
    )
    nothing: dict[str, Any] = {kind: {} for kind in KINDS}
    return Catalogue(content, today, school, vocabularies({}), kinds=nothing)
