"""Schools without the generator: their folders, archives, tables and pages become the same catalogue."""

from generator.region.foreign.files import local, sent
from generator.region.foreign.pages import sitemap

__all__ = ["local", "sent", "sitemap"]
